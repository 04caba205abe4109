"""Commands of one's own figures."""

from __future__ import annotations

from pipeline_tui.ui.command import Command, Group, Live, Place

FIGURES_COMMANDS: tuple[Command, ...] = (
    Command(
        "figures.day",
        "My figures",
        "Shows your own day and its hours, beside the seven days you worked before; once more goes back.",
        "v",
        frozenset({Place.SCOUT, Place.DIALOG}),
        Group.LIST,
        Live.IDLE,
        short="figures",
        method="figures",
    ),
)
