"""Commands for who calls us, on every desk."""

from __future__ import annotations

from pipeline_tui.ui.command import Command, Group, Place

CALLER_COMMANDS: tuple[Command, ...] = (
    Command(
        "caller.look-up",
        "Who is calling?",
        "Looks a caller up: your last ten dials, or their exact number; written into the journal.",
        "l",
        frozenset(Place) - {Place.DIALOG},
        Group.CONTACT,
        short="caller",
        method="look_up",
    ),
)
