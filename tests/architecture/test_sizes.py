"""One module, one subject; one class, one thing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import MIGRATIONS, PACKAGE, ROOT, python_files, shown

_MODULE_LINES = 300
_CLASS_LINES = 200
_NAMELESS = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "stuff"}

# A migration is written once and read in one piece.
_SIZED = [path for path in python_files() if not path.is_relative_to(MIGRATIONS / "versions")]
_NAMED = python_files(PACKAGE, ROOT / "tests", ROOT / "scripts")


@pytest.mark.parametrize("path", _SIZED, ids=shown)
def test_modules_and_classes_stay_small(path: Path) -> None:
    source = path.read_text("utf-8")
    assert len(source.splitlines()) <= _MODULE_LINES
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            assert (node.end_lineno or node.lineno) - node.lineno + 1 <= _CLASS_LINES, f"class {node.name}"


def test_a_name_says_what_is_inside() -> None:
    nameless = [
        shown(path)
        for path in _NAMED
        for part in path.relative_to(ROOT).with_suffix("").parts
        if part in _NAMELESS or part.endswith(("_utils", "_helpers", "_misc"))
    ]
    assert nameless == []


def test_no_module_is_empty_of_purpose() -> None:
    undescribed = [
        shown(path)
        for path in python_files()
        if (source := path.read_text("utf-8")).strip() and ast.get_docstring(ast.parse(source)) is None
    ]
    assert undescribed == []
