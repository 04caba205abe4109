"""Commands of sales without a deal."""

from __future__ import annotations

from pipeline_tui.ui.command import Command, Group, Live, Place

_COUNTER = frozenset({Place.SCOUT, Place.FARMER})

SALES_COMMANDS: tuple[Command, ...] = (
    Command(
        "sale.book",
        "Sale over the counter",
        "Books a purchase without a deal: the client's in hand or under the cursor, or a walk-in's.",
        "$",
        _COUNTER,
        Group.CLIENT,
        short="sale",
        method="sell",
    ),
    Command(
        "sale.refund",
        "Refund",
        "Gives back what a client paid, or part of it, with the reason.",
        "",
        frozenset({Place.FARMER}),
        Group.CLIENT,
        Live.IDLE,
    ),
)
