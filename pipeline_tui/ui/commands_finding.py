"""Commands that find somebody: a search box where a desk has no filter of its own, elsewhere the palette."""

from __future__ import annotations

from pipeline_tui.ui.command import Command, Group, Live, Place

_FINDS = "Finds your own clients, as a manager everybody, as you type: name, firm, e-mail, or digits."
_TITLE = "Find somebody"

FINDING_COMMANDS: tuple[Command, ...] = (
    Command(
        "contact.find",
        _TITLE,
        _FINDS,
        "/",
        frozenset({Place.SCOUT, Place.FARMER, Place.MANAGER}),
        Group.LIST,
        Live.FREE,
        short="find",
    ),
    Command(
        "contact.find-from-list",  # there the key filters the list
        _TITLE,
        _FINDS,
        "",
        frozenset({Place.HUNTER, Place.INBOX, Place.TODAY}),
        Group.LIST,
        Live.FREE,
        method="find",
    ),
)
