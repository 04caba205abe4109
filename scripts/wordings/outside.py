"""Finds texts of the interface outside the catalogues: words within a function that nobody looks up."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from scripts.wordings.gathering import PACKAGE, headings

DONE = Path(__file__).with_name("done.txt")
"""Modules elsewhere whose words are all looked up, one a line; the list only grows."""
EXCEPTIONS = Path(__file__).with_name("exceptions.txt")
"""Modules of ``WHOLE`` that hold texts nobody is shown, one a line, each with what they are."""
WHOLE = ("domain", "screens", "services", "ui", "widgets")
"""The packages of which every module is looked at."""

_SHOWN = frozenset({"fixed", "say", "wrapped", "column", "join", "toast"})
# What these are given is no text for people: names of widgets and of methods, patterns, codes, our own marks.
_NOT_SHOWN = frozenset(
    {
        *(
            "tr",
            "tr_as",
            "trn",
            "mark",
            "mark_as",
            "mark_many",
            "count",
            "WordTable",
            "Binding",
            "field",
            "getattr",
            "hasattr",
        ),
        *("query", "query_one", "add_class", "set_class", "has_class", "remove_class", "stylize", "strftime"),
        *("compile", "match", "fullmatch", "sub", "split", "search", "startswith", "endswith", "strip"),
        *("lstrip", "rstrip", "partition", "rpartition", "removeprefix", "removesuffix", "replace", "cast"),
        *("LookupError", "ValueError", "AssertionError", "RuntimeError", "TypeError", "import_module", "get"),
        *(
            "run_worker",
            "add_mode",
            "run_action",
            "isinstance",
            "from_markup",
            "CommandError",
            "styled",
            "glob",
        ),
    }
)
# Help of the shell is looked up when a page of it is shown.
_NOT_SHOWN_AS = frozenset(
    {
        *("id", "classes", "group", "name", "style", "key", "encoding", "code", "kind", "act", "verb"),
        *("severity", "help"),
    }
)
_NAMES = frozenset(
    {"warning", "error", "information", "UTC", "PDF", "TERM", "COLORTERM", "NO_COLOR", "UTF-8"}
)
_STYLE = re.compile(r"^\s*(\$|bold|dim|italic|underline)|\$(accent|text-muted|warning|error|success|rule)")
_CODE = re.compile(r"^[a-z0-9_.:#,;=() -]*[_.:#=][a-z0-9_.:#,;=() -]*$|^[a-z0-9-]*$|^[A-Z]+_[A-Z_]+$|^\W*$")
_COMMAND = re.compile(r"^(report|offer|people|days|messages) ")


def done() -> tuple[Path, ...]:
    """Return the modules whose words are all looked up: whole packages but for the exceptions, and others."""
    whole = {path for name in WHOLE for path in (PACKAGE / name).rglob("*.py")} - exceptions().keys()
    return tuple(sorted(whole | {PACKAGE / line for line in DONE.read_text("utf-8").split()}))


def exceptions() -> dict[Path, str]:
    """Return the modules whose texts are shown to nobody, with what they are."""
    lines = (line.partition(" ") for line in EXCEPTIONS.read_text("utf-8").splitlines())
    return {PACKAGE / path: why for path, _, why in lines}


def outside(source: str) -> list[str]:
    """Return the texts of a module that nobody looks up, each with its line."""
    found = _Outside(ast.parse(source))
    return [f"line {line}: {text!r}" for line, text in found.texts()]


class _Outside:
    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        self._looked_up = {one for call in calls for one in headings(call) if isinstance(one, ast.Constant)}

    def texts(self) -> Iterator[tuple[int, str]]:
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                inside = self._above.get(node)
                text = node.value
                if isinstance(inside, ast.JoinedStr | ast.FormattedValue) or node in self._looked_up:
                    continue
            elif isinstance(node, ast.JoinedStr):
                text = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
            else:
                continue
            shown = self._is_shown(node)
            if shown is not None and _reads_as_text(text, wherever=shown):
                yield node.lineno, text

    def _is_shown(self, node: ast.expr) -> bool | None:
        """Return whether a text is shown for certain; None when it is no text for people."""
        child: ast.AST = node
        inside_function = False
        told: bool | None = False
        settled = False
        while (above := self._above.get(child)) is not None:
            if isinstance(above, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                args = above.args
                if (
                    child is args
                    or child in getattr(above, "decorator_list", ())
                    or child is getattr(above, "returns", None)
                ):
                    return None
                inside_function = True
            if not settled:
                verdict = _verdict(above, child)
                if verdict is not None:
                    told, settled = (None if verdict == "no" else verdict == "yes"), True
            child = above
        return told if inside_function else None


def _verdict(above: ast.AST, child: ast.AST) -> str | None:
    """Return whether a node settles that a text in it is shown: "yes", "no", "maybe"; None to look on."""
    match above:
        case ast.Call():
            name = above.func.id if isinstance(above.func, ast.Name) else getattr(above.func, "attr", "")
            if child is above.func:
                return None
            if name in _NOT_SHOWN or (isinstance(child, ast.keyword) and child.arg in _NOT_SHOWN_AS):
                return "no"
            if name in _SHOWN:
                first = child in above.args and above.args.index(child) == 0
                return "yes" if first or name == "join" else "maybe" if name in ("toast", "say") else "no"
            return "maybe"
        case ast.Compare() | ast.Assert() | ast.MatchValue():
            return "no"
        case ast.Subscript():
            return "no" if child is above.slice else None
        case ast.Dict():
            return "no" if child in above.keys else None
        case ast.Expr():
            return "no"
        case ast.stmt():
            return "maybe"
        case _:
            return None


def _reads_as_text(text: str, *, wherever: bool) -> bool:
    if not re.search(r"[A-Za-z]{2}", text) or text.strip() in _NAMES or _STYLE.search(text):
        return False
    if _COMMAND.match(text):
        return False
    if wherever:
        return True
    return not _CODE.match(text.strip())
