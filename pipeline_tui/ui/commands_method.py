"""The command that shows how the work of a desk is done: instruction, regulation and quality card."""

from __future__ import annotations

from pipeline_tui.ui.command import CALLING_DESKS, Command, Group, Live, Place

METHOD_COMMANDS = (
    Command(
        "method.read",
        "How this work is done",
        "Shows instruction, regulation and quality card of this desk: what its calls are judged by.",
        "K",
        CALLING_DESKS | {Place.DIALOG},
        Group.PROGRAM,
        Live.IDLE,
        short="method",
        method="method",
    ),
)
