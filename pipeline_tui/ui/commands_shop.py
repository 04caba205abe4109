"""The command that sets the shop's hours and goal otherwise."""

from __future__ import annotations

from pipeline_tui.ui.command import Command, Group, Live, Place

SHOP_COMMANDS = (
    Command(
        "shop.settings",
        "Opening hours and goal",
        "Sets otherwise when somebody is here, and how many calls a day one person wants to make.",
        "O",
        frozenset({Place.MANAGER}),
        Group.LIST,
        Live.FREE,
        short="hours, goal",
        method="shop_settings",
    ),
)
