"""Every text of the interface, found where it is written: calls, and the commands of desks and shell."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typer

from pipeline_tui.cli.helping import help_texts
from pipeline_tui.cli.main import build
from pipeline_tui.cli.printing import HEADING
from pipeline_tui.ui.command import KEY, Group
from pipeline_tui.ui.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "pipeline_tui"
# The laws a French speaker reads: those of France, and what holds where nobody looked one up.
_RULES = tuple(ROOT / "data" / "calling_rules" / f"{name}.toml" for name in ("fr", "default"))
_ONE = frozenset({"tr", "mark"})
_TABLE = "WordTable"
_HEADED = frozenset({"table", "facts"})  # of cli/printing.py: what they head is looked up there


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the interface; ``many`` is its plural, ``use`` tells apart what English says in one word."""

    one: str
    many: str = ""
    use: str = ""


@cache
def gathered() -> tuple[Text, ...]:
    """Return every text, each once, in the order of the alphabet."""
    texts = tuple(_all())
    found = {(text.one, text.use): text for text in texts if not text.many}
    found |= {(text.one, text.use): text for text in texts if text.many}
    return tuple(found[key] for key in sorted(found) if key[0])


def _all() -> Iterator[Text]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from texts_of(path.read_text("utf-8"))
    for command in COMMANDS:
        yield from (Text(part) for part in (command.title, command.tooltip))
        yield Text(command.short, use=KEY)
    yield from (Text(group.value) for group in Group)
    for path in _RULES:
        yield from (Text(words) for words in rule_texts(tomllib.loads(path.read_text("utf-8"))))
    yield from (Text(text, use=use) for use, text in help_texts(typer.main.get_command(build())))


def texts_of(source: str) -> Iterator[Text]:
    """Return the texts of one module: arguments of the functions of ``wording``, and of ``count``."""
    tree = ast.parse(source)
    counts = any(
        isinstance(node, ast.ImportFrom)
        and node.module == "pipeline_tui.ui.formatting"
        and any(alias.name == "count" for alias in node.names)
        for node in ast.walk(tree)
    )
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        name, words = call.func.id, [_word(one) for one in call.args]
        if name in _ONE and words and words[0]:
            yield Text(words[0])
        elif name in ("tr_as", "mark_as") and len(words) > 1 and words[1]:
            yield Text(words[1], use=words[0])
        elif name in ("trn", "mark_many") and len(words) > 1:
            yield Text(words[0], words[1])
        elif name == "count" and counts and len(words) > 1 and words[1]:
            many = words[2] if len(words) > 2 and words[2] else f"{words[1]}s"
            yield Text(words[1], many)
        elif name == _TABLE and call.args and isinstance(call.args[0], ast.Dict):
            use = words[1] if len(words) > 1 else ""
            yield from (Text(word, use=use) for one in call.args[0].values if (word := _word(one)))
        elif name in _HEADED and call.args:
            yield from (Text(word, use=HEADING) for one in headings(call) if (word := _word(one)))


def rule_texts(part: Mapping[str, object]) -> Iterator[str]:
    """Return what a file of calling rules says in words: its note, and where each figure stands."""
    for key, value in part.items():
        if isinstance(value, dict):
            yield from rule_texts(value)
        elif key in ("note", "source") and isinstance(value, str):
            yield value


def headings(call: ast.Call) -> Iterator[ast.expr]:
    """Return the headings of a call that prints a table, or the names of one that prints facts."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name == "table" and call.args and isinstance(call.args[0], ast.Tuple):
        yield from (node for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant))
    elif name == "facts" and call.args:
        pairs = [one for one in ast.walk(call.args[0]) if isinstance(one, ast.Tuple) and len(one.elts) == 2]
        yield from (one for pair in pairs for one in _either(pair.elts[0]))


def _either(node: ast.expr) -> tuple[ast.expr, ...]:
    return (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,)


def _word(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
