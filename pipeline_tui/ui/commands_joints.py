"""What is done at a joint besides accepting and returning."""

from __future__ import annotations

from pipeline_tui.ui.command import Command, Group, Place

JOINT_COMMANDS = (
    Command(
        "hand-off.again",
        "Hand over again",
        "Opens the brief of what came back; corrected, it goes to whoever you name.",
        "f8",
        frozenset({Place.INBOX}),
        Group.DEAL,
        short="hand over again",
        method="give_again",
    ),
)
