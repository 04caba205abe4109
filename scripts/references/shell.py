"""The reference of the shell: each command with its options and its JSON answer, and the records in them.

What is answered stands by subject in ``scripts/references/answers``.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any

import typer

from pipeline_tui.cli.helping import value_name
from pipeline_tui.cli.main import PROGRAM, build
from scripts.references.answers import calling, clients, deals, law, people, shop
from scripts.references.answers.shapes import SHAPES

_SUBJECTS = (shop, people, calling, deals, clients, law)


def _joined(parts: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    rows = [row for part in parts for row in part.items()]
    twice = [name for name, times in Counter(name for name, _ in rows).items() if times > 1]
    if twice:
        raise ValueError(f"in two tables: {', '.join(twice)}")
    return MappingProxyType(dict(rows))


ANSWERS = _joined(subject.ANSWERS for subject in _SUBJECTS)
RECORDS: tuple[type[Any], ...] = tuple(
    sorted(
        (record for subject in _SUBJECTS for record in subject.RECORDS), key=lambda record: record.__name__
    )
)
_ALSO = _joined(subject.ALSO for subject in _SUBJECTS)


def commands() -> dict[str, Any]:
    """Return every command by the words that call it, in the order of the help."""
    return dict(_below("", typer.main.get_command(build())))


def command_reference() -> str:
    """Return a section for each command: what it does, its arguments and options, its answer."""
    return "\n\n".join(_section(words, command) for words, command in commands().items())


def record_reference() -> str:
    """Return the fields of every record in the answers."""
    lines = [f"- *{name}*: {text}" for name, text in SHAPES.items()]
    for record in RECORDS:
        names = ", ".join(f"`{field.name}`" for field in dataclasses.fields(record))
        also = f"; {_ALSO[record.__name__]}" if record.__name__ in _ALSO else ""
        lines.append(f"- *{record.__name__}*: {names}{also}")
    return "\n".join(lines)


def _below(before: str, command: Any) -> Iterator[tuple[str, Any]]:
    for name, each in command.commands.items():
        if hasattr(each, "commands"):
            yield from _below(f"{before}{name} ", each)
        else:
            yield f"{before}{name}", each


def _section(words: str, command: Any) -> str:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    needed = [f"{each.opts[0]} {value_name(each)}" for each in options if each.required]
    usage = " ".join([PROGRAM, words, *(value_name(each) for each in arguments), *needed])
    said = re.sub(r"\s*\n\s*", " ", command.help)
    lines = [f"### {words}", "", f"`{usage}`", "", said, ""]
    lines += [f"- `{value_name(each)}`: {each.help}" for each in arguments]
    lines += [_option(each) for each in options]
    if arguments or options:
        lines.append("")
    return "\n".join([*lines, f"Answers with {ANSWERS[words]}."])


def _option(option: Any) -> str:
    name = option.opts[0] if option.is_flag else f"{option.opts[0]} {value_name(option)}"
    default = option.default.value if isinstance(option.default, Enum) else option.default
    tail = ""
    if option.required:
        tail = " Needed."
    elif default not in (None, "", False):
        tail = f" Default: {default}."
    return f"- `{name}`: {option.help}{tail}"
