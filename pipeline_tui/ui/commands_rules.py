"""The command that shows the calling rules."""

from __future__ import annotations

from pipeline_tui.ui.command import DESKS, Command, Group, Place

RULES_COMMANDS = (
    Command(
        "rules.show",
        "Calling rules",
        "Shows when and on what ground somebody may be rung, by country, each figure with its source.",
        "I",
        DESKS | {Place.DIALOG},
        Group.LIST,
        short="rules",
        method="rules",
    ),
)
