"""Key tables, one for each desk and one with every id, from the same records that bind the keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline_tui.playbooks.reading import load_shipped, shipped_trades
from pipeline_tui.ui.command import DESKS, Command, Group, Live, Place
from pipeline_tui.ui.commands import COMMANDS, outcome_commands
from pipeline_tui.ui.keymap import shown_key

WHEN = {
    Live.ALWAYS: "",
    Live.IDLE: "no call awaits its outcome",
    Live.FREE: "nobody in hand",
    Live.IN_HAND: "somebody in hand",
    Live.READY: "somebody in hand, not dialled",
    Live.CALLING: "a call awaits its outcome",
}
_DIGIT = re.compile(r"^(.*)-1$")
_SAME_ON_EVERY_DESK = (Group.DESK, Group.PROGRAM)


def shared_outcomes() -> tuple[Command, ...]:
    """Return the commands of the outcomes that have the same key in every shipped playbook."""
    books = [load_shipped(trade) for trade in shipped_trades()]
    keys = [{(each.code, each.key) for each in book.outcomes} for book in books]
    common = {code for code, key in set.intersection(*keys) if key}
    return outcome_commands([each for each in books[0].outcomes if each.code in common], "en")


def desk_table(place: Place) -> str:
    """Return the keys of one desk, without those that every desk has."""
    commands = [each for each in _in_order() if place in each.desks and each.group not in _SAME_ON_EVERY_DESK]
    return _table(("Key", "What", "When", ""), (_row(each) for each in _together(commands)))


def everywhere_table() -> str:
    """Return the keys that every desk has."""
    commands = [each for each in COMMANDS if each.group in _SAME_ON_EVERY_DESK]
    return _table(("Key", "What", "When", ""), (_row(each) for each in commands))


def full_table() -> str:
    """Return every command with its id, for a keymap file."""
    rows = ((_keys(each), each.title, _where(each), f"`{each.id}`") for each in _in_order())
    return _table(("Key", "Command", "Where", "Id"), rows)


def _in_order() -> list[Command]:
    groups = list(Group)
    return sorted((*COMMANDS, *shared_outcomes()), key=lambda each: groups.index(each.group))


def _together(commands: Iterable[Command]) -> Iterator[Command | tuple[str, str, str, str]]:
    """Yield the commands with the nine digits as one row, and without the Shift twins of outcomes."""
    for each in commands:
        digit = _DIGIT.match(each.id)
        if digit:
            title = each.title.removesuffix(" 1")
            yield (
                "`1` … `9`",
                title,
                WHEN[each.live],
                "On a French keyboard the unshifted row does the same.",
            )
        elif not re.search(r"-[2-9]$", each.id) and not each.id.endswith(".stay"):
            yield each


def _row(each: Command | tuple[str, str, str, str]) -> tuple[str, str, str, str]:
    if isinstance(each, tuple):
        return each
    return (_keys(each), each.title, WHEN[each.live], each.tooltip)


def _where(command: Command) -> str:
    if command.desks >= DESKS:
        return "everywhere"
    return ", ".join(place.value for place in Place if place in command.desks)


def _keys(command: Command) -> str:
    return " ".join(f"`{shown_key(key)}`" for key in command.keys) or "palette"


def _table(names: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [names, tuple("---" for _ in names), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
