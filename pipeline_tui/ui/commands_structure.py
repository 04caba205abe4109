"""The command that shows and changes the structure."""

from __future__ import annotations

from pipeline_tui.ui.command import Command, Group, Live, Place

STRUCTURE_COMMANDS = (
    Command(
        "structure.change",
        "Structure",
        "Shows how the stages are grouped and what another structure would move, and changes to it.",
        "T",
        frozenset({Place.MANAGER}),
        Group.LIST,
        Live.FREE,
        short="structure",
        method="structure",
    ),
)
