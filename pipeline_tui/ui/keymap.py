"""Which key stands for which command: the table's defaults, the operator's keymap, and what is wrong with it.

The keymap is a TOML file: ``[keys]`` with a line per command id, ``"contact.why" = "i"``; several keys are
separated by commas, and "" takes the key away. A line that cannot hold is explained and its default kept.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline_tui.ui.command import Command, Place, clashes
from pipeline_tui.wording import WordTable, tr

if TYPE_CHECKING:
    from collections.abc import Mapping

RESERVED = WordTable(
    {
        "ctrl+c": "copies in text fields",
        "ctrl+z": "is switched off: it would leave a shell behind",
        "ctrl+h": "is Backspace in most terminals",
        "ctrl+i": "is Tab in most terminals",
        "ctrl+j": "is Enter in most terminals",
        "ctrl+m": "is Enter in most terminals",
        "ctrl+s": "stops the output of many terminals",
        "ctrl+b": "belongs to tmux",
    }
)
_FIXED = frozenset({"dialog.close", "dialog.accept"})  # the way out of a question never moves

_SHOWN = WordTable(
    {
        "enter": "Enter",
        "escape": "Esc",
        "space": "Space",
        "backspace": "Backspace",
        "delete": "Del",
        "tab": "Tab",
        "shift+tab": "Shift+Tab",
        "up": "↑",
        "down": "↓",
        "left": "←",
        "right": "→",
        "pageup": "PgUp",
        "pagedown": "PgDn",
        "home": "Home",
        "end": "End",
    }
)


def shown_key(key: str) -> str:
    """Return a key as it is printed: ``Enter``, ``F2``, ``ctrl+q``, ``?``."""
    if key in _SHOWN:
        return _SHOWN[key]
    return key.upper() if key[:1] == "f" and key[1:].isdigit() else key


@dataclass(frozen=True)
class Keys:
    """Every command with the key that holds, and what was refused, in plain words.

    A desk asks dozens of times for each key pressed: what it asks by is found once and kept.
    """

    commands: tuple[Command, ...]
    problems: tuple[str, ...] = ()

    def of(self, place: Place) -> tuple[Command, ...]:
        """Return the commands of one desk."""
        return self._of[place]

    def find(self, command_id: str) -> Command | None:
        """Return the command with this id."""
        return self._by_id.get(command_id)

    def for_action(self, place: Place, name: str, args: tuple[object, ...]) -> Command | None:
        """Return the command of a desk that runs this action."""
        return self._by_action.get((place, name, args))

    @cached_property
    def _of(self) -> Mapping[Place, tuple[Command, ...]]:
        return {place: tuple(one for one in self.commands if place in one.desks) for place in Place}

    @cached_property
    def _by_id(self) -> Mapping[str, Command]:
        return {one.id: one for one in reversed(self.commands)}

    @cached_property
    def _by_action(self) -> Mapping[tuple[Place, str, tuple[object, ...]], Command]:
        found = reversed([(place, one) for place, of in self._of.items() for one in of])
        return {(place, one.call, one.args): one for place, one in found}


def settle(commands: tuple[Command, ...], keymap: Mapping[str, str] | None = None) -> Keys:
    """Return the keys that hold under a keymap.

    Unknown ids, reserved keys and clashes on one desk in one reading are each explained; the command
    concerned keeps its default. A playbook's outcome whose letter is taken stays in the palette.
    """
    problems: list[str] = []
    settled = {command.id: command for command in commands}
    for command_id, key in (keymap or {}).items():
        wanted = _wanted(settled, command_id, key, problems)
        if wanted is not None:
            settled[command_id] = wanted
    defaults = {command.id: command for command in commands}
    while found := clashes(settled.values()):
        key, first, second = found[0]
        moved = next((one for one in (second, first) if one.key != defaults[one.id].key), None)
        if moved is not None:
            other = first if moved is second else second
            problems.append(
                tr(
                    "{id}: {shown_key} already means “{title}” at the same desk and moment; {shown_key2} "
                    "is kept.",
                    id=moved.id,
                    shown_key=shown_key(key),
                    title=tr(other.title),
                    shown_key2=shown_key(defaults[moved.id].key) or tr("no key"),
                )
            )
            settled[moved.id] = defaults[moved.id]
        else:
            problems.append(
                tr(
                    "{id}: {shown_key} already means “{title}”; “{title2}” is in the palette.",
                    id=second.id,
                    shown_key=shown_key(key),
                    title=tr(first.title),
                    title2=tr(second.title),
                )
            )
            defaults[second.id] = settled[second.id] = replace(
                second, key=",".join(one for one in second.keys if one != key)
            )
    return Keys(tuple(settled.values()), tuple(problems))


def read_keymap(text: str, file_name: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return a keymap file's lines and what is wrong with the file itself."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return {}, (
            tr(
                "{file_name}: not readable as TOML ({error}); the default keys hold.",
                file_name=file_name,
                error=error,
            ),
        )
    table = data.get("keys", {})
    problems = [
        tr("{file_name}: the table [{name}] is unknown; only [keys] is read.", file_name=file_name, name=name)
        for name in data
        if name != "keys"
    ]
    if not isinstance(table, dict):
        return {}, (
            *problems,
            tr(
                "{file_name}: keys is not a table; write [keys] and one line per command.",
                file_name=file_name,
            ),
        )
    lines: dict[str, str] = {}
    for command_id, key in _flat(table).items():
        if isinstance(key, str):
            lines[command_id] = key
        else:
            problems.append(
                tr(
                    "{file_name}: {command_id} is not text; write it in quotes.",
                    file_name=file_name,
                    command_id=command_id,
                )
            )
    return lines, tuple(problems)


def _flat(table: Mapping[str, object], before: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{before}{name}.")
        else:
            flat[before + name] = value
    return flat


def _wanted(settled: Mapping[str, Command], command_id: str, key: str, problems: list[str]) -> Command | None:
    command = settled.get(command_id)
    if command is None:
        problems.append(
            tr(
                "{command_id}: there is no such command; “pipeline-tui keys” lists them.",
                command_id=command_id,
            )
        )
        return None
    if command_id in _FIXED:
        problems.append(
            tr(
                "{command_id}: this key cannot be moved, it is the way out of every question.",
                command_id=command_id,
            )
        )
        return None
    for one in (part.strip() for part in key.split(",")):
        if one in RESERVED:
            problems.append(
                tr(
                    "{command_id}: {one} {reserved}; {shown_key} is kept.",
                    command_id=command_id,
                    one=one,
                    reserved=RESERVED[one],
                    shown_key=shown_key(command.key),
                )
            )
            return None
    return replace(command, key=key)
