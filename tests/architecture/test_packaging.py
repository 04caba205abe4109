"""What is shipped is what the program needs: modules, styles, migrations and data, and nothing else."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import PACKAGE, ROOT, repository_files

_DATA = ROOT / "data"
_LOCKS = {
    "requirements.lock": ("build",),
    "requirements-dev.lock": ("build", "dev"),
    "requirements-bench.lock": ("bench",),
}
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)", re.MULTILINE)


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def _wheel_files() -> set[str]:
    builder = WheelBuilder(str(ROOT))
    return {file.distribution_path for file in builder.recurse_included_files()}


def test_the_wheel_holds_the_package_and_its_data() -> None:
    expected = set()
    for path in repository_files():
        if path.is_relative_to(PACKAGE):
            expected.add(path.relative_to(ROOT).as_posix())
        elif path.is_relative_to(_DATA):
            expected.add(f"pipeline_tui/{path.relative_to(ROOT).as_posix()}")
    assert _wheel_files() == expected
    assert any(name.startswith("pipeline_tui/data/") for name in expected)
    assert any("/migrations/versions/" in name for name in expected)


def test_the_program_and_the_shell_name_agree() -> None:
    target = _project()["project"]["scripts"]["pipeline-tui"]
    module, _, function = target.partition(":")
    source = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    assert f"def {function}(" in source.read_text("utf-8")


def _pins(lock: str) -> dict[str, str]:
    return {
        canonicalize_name(pin["name"]): pin["version"]
        for pin in _PIN.finditer((ROOT / lock).read_text("utf-8"))
    }


@pytest.mark.parametrize("lock", _LOCKS)
def test_every_dependency_is_locked_as_declared(lock: str) -> None:
    project = _project()
    declared = [*project["project"]["dependencies"]]
    for group in _LOCKS[lock]:
        declared += project["dependency-groups"][group]
    pins = _pins(lock)
    for requirement in map(Requirement, declared):
        version = pins.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is missing; run scripts/lock"
        assert requirement.specifier.contains(version), (
            f"{requirement} is locked at {version}; run scripts/lock"
        )


@pytest.mark.parametrize("lock", _LOCKS)
def test_locks_hold_hashed_pins_and_nothing_else(lock: str) -> None:
    entries = (ROOT / lock).read_text("utf-8").replace("\\\n", " ").splitlines()
    assert all(_PIN.match(entry) and "--hash=sha256:" in entry for entry in entries)


def test_locks_agree_so_that_one_environment_holds_them_all() -> None:
    narrow = _pins("requirements.lock")
    for lock in _LOCKS:
        wide = _pins(lock)
        assert {name: wide[name] for name in narrow.keys() & wide.keys()} == {
            name: narrow[name] for name in narrow.keys() & wide.keys()
        }


def test_everyone_who_installs_gets_the_licence() -> None:
    project = _project()["project"]
    for name in project["license-files"]:
        assert "Permission is hereby granted" in Path(ROOT / name).read_text("utf-8")
