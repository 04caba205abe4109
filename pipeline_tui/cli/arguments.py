"""The words of a command line put in order before they are parsed.

``--workspace``, ``--as`` and ``--json`` may stand anywhere; a value may begin with a dash ("--note '-5 kg'").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.wording import tr

# May be followed by several values: --brief need=tulips next=?
_SEVERAL = frozenset({"--brief", "--map"})
_PAIR = re.compile(r"[A-Za-z][\w-]*=.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CommandLine:
    """The options of every command, and the rest with each value tied to its option."""

    rest: tuple[str, ...] = ()
    workspace: str | None = None
    operator: str | None = None
    json: bool = False


def hoist(argv: Sequence[str], value_options: frozenset[str] = frozenset()) -> CommandLine:
    """Take the common options out of ``argv``; ``value_options`` name every option that takes a value.

    What follows "--" is left alone. UsageTrouble when a common option lacks its value.
    """
    rest: list[str] = []
    common: dict[str, str | None] = {"--workspace": None, "--as": None}
    json = False
    words = iter(list(argv))
    for word in words:
        name, tied, value = word.partition("=")
        if word == "--":
            rest += [word, *words]
        elif word == "--json":
            json = True
        elif name in common:
            common[name] = value if tied else next(words, None)
            if not common[name]:
                raise _lacks_value(name)
        elif word in value_options:
            rest += _tied(word, words)
        else:
            rest.append(word)
    return CommandLine(tuple(_spread(rest)), common["--workspace"], common["--as"], json)


def _tied(option: str, words: Iterator[str]) -> list[str]:
    value = next(words, None)
    return [option] if value is None else [f"{option}={value}"]


def _spread(words: Sequence[str]) -> Iterator[str]:
    """Repeat ``--brief`` and ``--map`` before each further KEY=VALUE."""
    option = ""
    for word in words:
        name = word.partition("=")[0]
        if option and _PAIR.fullmatch(word):
            yield f"{option}={word}"
        else:
            option = name if name in _SEVERAL and name != word else ""
            yield word


def _lacks_value(option: str) -> UsageTrouble:
    what = tr("a path") if option == "--workspace" else tr("an operator's name")
    return UsageTrouble(
        tr("{option} needs a value", option=option),
        tr("Nothing follows {option}.", option=option),
        tr("Write {what} after it.", what=what),
    )
