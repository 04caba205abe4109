"""The repository as the architecture tests read it."""

from __future__ import annotations

import ast
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "pipeline_tui"
MIGRATIONS = PACKAGE / "storage" / "migrations"
CORE = ("domain", "settings", "storage", "playbooks", "telephony", "services")
SCREEN_SIDE = ("app", "screens", "widgets", "ui")


def repository_files() -> list[Path]:
    """Every file that is, or with the next commit would be, part of the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = {ROOT / os.fsdecode(name) for name in listed.stdout.split(b"\0") if name}
    return sorted(path for path in paths if path.is_file())


def python_files(*folders: Path) -> list[Path]:
    """Every module under the folders; the whole package when none is named."""
    return sorted(path for folder in folders or (PACKAGE,) for path in folder.rglob("*.py"))


def screen_side_files() -> list[Path]:
    """The modules that put text on the screen."""
    return [path for path in python_files() if part_of(path) in SCREEN_SIDE]


def part_of(path: Path) -> str:
    """The part of the house a module belongs to: ``ui``, ``storage``, ``app`` ..."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def shown(path: Path) -> str:
    """The path as a reader of a failure wants it: from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last part of the name that is called: ``a.b.c()`` gives ``c``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """The value of a keyword argument of a call, None when it is absent."""
    return next((given.value for given in call.keywords if given.arg == name), None)


def is_false(value: ast.expr | None) -> bool:
    """Whether an expression is the literal False."""
    return isinstance(value, ast.Constant) and value.value is False
