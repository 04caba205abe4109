"""Commands of writing to a contact."""

from __future__ import annotations

from pipeline_tui.ui.command import CALLING_DESKS, Command, Group

WRITING_COMMANDS: tuple[Command, ...] = (
    Command(
        "contact.message",
        "Message",
        "Writes to the contact by WhatsApp, SMS or e-mail, agrees a visit, or notes that they answered.",
        "k",
        CALLING_DESKS,
        Group.CONTACT,
        short="message",
        method="write_to",
    ),
)
