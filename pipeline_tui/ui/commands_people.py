"""Commands for people: who is calling, somebody new, fields of the contact in hand, late words."""

from __future__ import annotations

from pipeline_tui.ui.command import CALLING_DESKS, DESKS, Command, Group, Live

PEOPLE_COMMANDS: tuple[Command, ...] = (
    Command(
        "caller.look-up",
        "Who is calling?",
        "Looks a caller up: your last ten dials, or their exact number; written into the journal.",
        "l",
        DESKS,
        Group.CONTACT,
        short="caller",
        method="look_up",
    ),
    Command(
        "contact.new",
        "New contact",
        "Adds a walk-in, a caller, somebody the contact in hand named; whoever is known is found as typed.",
        "+",
        DESKS,
        Group.CONTACT,
        short="new",
        method="new_contact",
    ),
    Command(
        "contact.referred",
        "Referred to somebody",
        "Adds somebody the contact in hand named, linked to it; the calling rules say whether to ring.",
        "",
        CALLING_DESKS,
        Group.CONTACT,
        Live.IN_HAND,
        method="referred",
    ),
    Command(
        "contact.change",
        "Fields and numbers",
        "Changes name, language, firm, place, e-mail and numbers of the contact in hand.",
        "f",
        CALLING_DESKS,
        Group.CONTACT,
        Live.IN_HAND,
        short="fields",
        method="change_contact",
    ),
    Command(
        "note.late",
        "Late words",
        "Adds words to one of your last three calls, wherever its contact is by now.",
        "E",
        CALLING_DESKS,
        Group.SCRIPT,
        method="late_words",
    ),
)
