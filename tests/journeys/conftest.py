"""Small shops for journeys through the shell, at a fixed time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.shell import EVERYBODY, MOMENT, SPECIALISTS, Prompt, load, set_up


@pytest.fixture
def prompt(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Prompt:
    monkeypatch.setenv("PIPELINE_NOW", MOMENT)
    return Prompt(str(tmp_path / "shop.db"), capsys)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the shops below are kept, as the shell made them; each test has a copy."""
    return tmp_path_factory.mktemp("shops")


@pytest.fixture
def one_tier(prompt: Prompt, made_once: Path) -> Prompt:
    def make() -> None:
        set_up(prompt, "one-tier", EVERYBODY)
        load(prompt)

    return _made("one-tier", prompt, made_once, make)


@pytest.fixture
def specialists(prompt: Prompt, made_once: Path) -> Prompt:
    """A shop in three tiers that knows nobody yet."""
    return _made("specialists", prompt, made_once, lambda: set_up(prompt, "three-tier", *SPECIALISTS))


@pytest.fixture
def three_tier(prompt: Prompt, made_once: Path) -> Prompt:
    """A shop in three tiers with the small list."""

    def make() -> None:
        set_up(prompt, "three-tier", *SPECIALISTS)
        load(prompt, "--as", "Mia")

    return _made("three-tier", prompt, made_once, make)


def _made(name: str, prompt: Prompt, made_once: Path, make: Callable[[], object]) -> Prompt:
    folder = Path(prompt.workspace).parent
    if not (made_once / name).exists():
        make()
        shutil.copytree(folder, made_once / name)
    else:
        shutil.copytree(made_once / name, folder, dirs_exist_ok=True)
    return prompt
