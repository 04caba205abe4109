"""Text that came from outside reaches the screen through one module, never as markup.

``[/]`` in a name crashes a widget that reads markup, ``[DE]`` vanishes, ``[@click=...]`` becomes a live link.
So strings are put together with data in ``ui/formatting.py`` (screens) and ``cli/printing.py`` (shell) only.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.tree import (
    PACKAGE,
    calls,
    is_false,
    keyword,
    part_of,
    python_files,
    screen_side_files,
    shown,
)

_FORMATTING = PACKAGE / "ui" / "formatting.py"
_PRINTING = PACKAGE / "cli" / "printing.py"

# Their first argument is content, and read as markup unless told otherwise.
_TAKES_CONTENT = {
    *(
        "Static",
        "Label",
        "Button",
        "Option",
        "Checkbox",
        "RadioButton",
        "Collapsible",
        "TabPane",
        "Tab",
        "Link",
    ),
    *("update", "add_option", "add_row", "add_column", "add_leaf", "set_title", "add_columns", "add_rows"),
}
_CONTENT_ATTRIBUTES = {
    "border_title",
    "border_subtitle",
    "tooltip",
    "label",
    "title",
    "sub_title",
    "placeholder",
}
_READS_MARKUP = {"from_markup", "render_markup", "escape_markup"}


def _is_put_together(value: ast.expr) -> bool:
    """Whether an expression makes a string with something in it that is not written in the source."""
    if isinstance(value, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in value.values)
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add | ast.Mod):
        sides = (value.left, value.right)
        return any(
            _is_put_together(side) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
            for side in sides
        )
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        return value.func.attr in {"format", "join"} and isinstance(value.func.value, ast.Constant)
    return isinstance(value, ast.IfExp) and (_is_put_together(value.body) or _is_put_together(value.orelse))


def _screen_faults(tree: ast.AST) -> Iterator[str]:
    for name, call in calls(tree):
        if name in _READS_MARKUP:
            yield f"line {call.lineno}: {name}() reads markup; ui/formatting.py does that"
        if name in _TAKES_CONTENT and not is_false(keyword(call, "markup")):
            content = [
                *call.args,
                *(given.value for given in call.keywords if given.arg in _CONTENT_ATTRIBUTES),
            ]
            if any(_is_put_together(value) for value in content):
                yield f"line {call.lineno}: {name}() is given a string put together here"
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in {"textual.markup", "rich.markup"}:
            yield f"line {node.lineno}: imports {node.module}, whose escape() is not safe"
        if isinstance(node, ast.Assign) and _is_put_together(node.value):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in _CONTENT_ATTRIBUTES:
                    yield f"line {node.lineno}: .{target.attr} is given a string put together here"


def _shell_faults(tree: ast.AST, *, printing: bool) -> Iterator[str]:
    for name, call in calls(tree):
        if name in {"print", "echo", "secho", "rprint"} and not isinstance(call.func, ast.Attribute):
            yield f"line {call.lineno}: {name}() writes uncleaned text"
        if name in {"echo", "secho"} and isinstance(call.func, ast.Attribute):
            yield f"line {call.lineno}: {name}() writes uncleaned text"
        if name == "Console":
            open_doors = [
                door for door in ("markup", "highlight", "emoji") if not is_false(keyword(call, door))
            ]
            if open_doors or not printing:
                yield f"line {call.lineno}: a Console outside cli/printing.py, or with {open_doors} on"


def _notifies(tree: ast.AST) -> list[ast.Call]:
    return [call for name, call in calls(tree) if name == "notify" and isinstance(call.func, ast.Attribute)]


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize("path", [path for path in screen_side_files() if path != _FORMATTING], ids=shown)
def test_screens_are_given_content_made_in_one_place(path: Path) -> None:
    assert list(_screen_faults(_parsed(path))) == []


@pytest.mark.parametrize("path", python_files(), ids=shown)
def test_the_shell_prints_through_one_module(path: Path) -> None:
    assert list(_shell_faults(_parsed(path), printing=path == _PRINTING)) == []


def test_only_the_command_line_writes_to_the_terminal() -> None:
    writers = {
        part_of(path)
        for path in python_files()
        for name, call in calls(_parsed(path))
        if name in {"write", "writelines"}
        and ast.unparse(call.func).startswith(("sys.stdout.", "sys.stderr.", "sys.__std"))
    }
    assert writers <= {"cli", "__main__"}


def test_one_wrapper_notifies_and_never_as_markup() -> None:
    callers = {shown(path): found for path in screen_side_files() if (found := _notifies(_parsed(path)))}
    assert len(callers) <= 1, f"toasts go through one wrapper, not {sorted(callers)}"
    for path, found in callers.items():
        assert all(is_false(keyword(call, "markup")) for call in found), (
            f"{path}: notify() without markup=False"
        )


@pytest.mark.parametrize(
    "source",
    [
        "Content.from_markup('[b]$n[/b]', n=name)",
        "Text.from_markup(name)",
        "Static(f'Hello {name}')",
        "Label('Hello ' + name, id='x')",
        "row.update('%s' % name)",
        "Button(label='Call {}'.format(name))",
        "Option(', '.join(names))",
        "self.border_title = f'{name}'",
        "self.tooltip = f'{name}' if name else ''",
        "from rich.markup import escape",
    ],
)
def test_a_leaky_screen_is_noticed(source: str) -> None:
    assert len(list(_screen_faults(ast.parse(source)))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "Static('Nothing to do: press Enter')",
        "Static(name_line(contact))",
        "Static(f'{count}', markup=False)",
        "known.update(other)",
        "self.border_title = heading(contact)",
        "Static(f'plain')",
    ],
)
def test_a_tight_screen_passes(source: str) -> None:
    assert list(_screen_faults(ast.parse(source))) == []


@pytest.mark.parametrize("source", ["print(name)", "typer.echo(name)", "Console(markup=False, emoji=False)"])
def test_a_leaky_shell_is_noticed(source: str) -> None:
    assert len(list(_shell_faults(ast.parse(source), printing=True))) == 1


def test_a_console_elsewhere_is_noticed() -> None:
    tree = ast.parse("Console(markup=False, highlight=False, emoji=False)")
    assert list(_shell_faults(tree, printing=True)) == []
    assert len(list(_shell_faults(tree, printing=False))) == 1
