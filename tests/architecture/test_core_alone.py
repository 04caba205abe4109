"""The core runs without the interface, and rules run without anything slow or outside."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import CORE, MIGRATIONS, PACKAGE, ROOT, calls, part_of, python_files, shown

_INTERFACE = {"textual", "rich", "typer"}
# Rules load these when first needed, or never: they cost nothing before the first screen is painted.
_SLOW_OR_OUTSIDE = {
    *("phonenumbers", "holidays", "rapidfuzz", "pydantic", "platformdirs", "argon2"),
    *("sqlalchemy", "sqlmodel", "alembic", "pysqlite3", "sqlite3", "asyncio", "socket"),
}
_IMPORT_ALL = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def _modules(*parts: str) -> list[str]:
    # Alembic alone runs what lies under migrations.
    paths = [
        path for path in python_files() if part_of(path) in parts and not path.is_relative_to(MIGRATIONS)
    ]
    return [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths
    ]


def _loaded_after_importing(modules: list[str]) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT_ALL, *modules], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_core_loads_no_part_of_the_interface() -> None:
    modules = _modules(*CORE)
    assert len(modules) > 20
    loaded = _loaded_after_importing(modules)
    assert "pipeline_tui" in loaded
    assert loaded & _INTERFACE == set()


def test_the_rules_load_nothing_slow() -> None:
    assert _loaded_after_importing(_modules("domain")) & _SLOW_OR_OUTSIDE == set()


def test_the_probe_sees_what_is_loaded() -> None:
    assert {"textual", "rich", "sqlalchemy"} <= _loaded_after_importing(["textual.app", "sqlalchemy"])


_CLOCKS = {"now", "utcnow", "today", "time_ns", "monotonic", "perf_counter", "sleep"}
_IDENTITIES = {"uuid1", "uuid4", "token_hex", "urandom"}
_FILES = {"open", "read_text", "write_text", "read_bytes", "write_bytes"}
_DOORS = {
    *("os", "io", "pathlib", "time", "secrets", "logging"),
    *("socket", "subprocess", "threading", "asyncio"),
}


def _is_chance(call: ast.Call) -> bool:
    """Whether a call rolls dice; ``random.Random(seed)`` gives the same lot for the same act, and is pure."""
    if not isinstance(call.func, ast.Attribute) or ast.unparse(call.func.value) != "random":
        return False
    return call.func.attr != "Random" or not call.args


def _impurities(tree: ast.AST) -> list[str]:
    found = [
        f"line {call.lineno}: calls {name}()"
        for name, call in calls(tree)
        if name in _CLOCKS | _IDENTITIES | _FILES or _is_chance(call)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names, shut = [alias.name for alias in node.names], _DOORS
        elif isinstance(node, ast.ImportFrom):
            # Written out as random.choice(), a roll of dice shows where it is made.
            names, shut = [node.module or ""], _DOORS | {"random"}
        else:
            continue
        doors = [name for name in names if name.partition(".")[0] in shut]
        found += [f"line {node.lineno}: imports {name}" for name in doors]
    return found


@pytest.mark.parametrize("path", python_files(PACKAGE / "domain"), ids=shown)
def test_rules_are_pure(path: Path) -> None:
    assert _impurities(ast.parse(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "datetime.now(UTC)",
        "date.today()",
        "import time",
        "from os import environ",
        "import os.path",
        "from random import choice",
        "uuid4()",
        "random.choice(everybody)",
        "random.Random()",
        "open('x')",
        "def f():\n    from pathlib import Path",
    ],
)
def test_an_impure_rule_is_noticed(source: str) -> None:
    assert len(_impurities(ast.parse(source))) == 1


@pytest.mark.parametrize(
    "source", ["random.Random(seed).choice(everybody)", "from datetime import date", "f(now)"]
)
def test_a_pure_rule_passes(source: str) -> None:
    assert _impurities(ast.parse(source)) == []
