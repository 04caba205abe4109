"""Small shops for journeys through the shell, at a fixed time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.shell import EVERYBODY, MOMENT, SPECIALISTS, Prompt, load, set_up


@pytest.fixture
def prompt(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Prompt:
    monkeypatch.setenv("PIPELINE_NOW", MOMENT)
    return Prompt(str(tmp_path / "shop.db"), capsys)


@pytest.fixture
def one_tier(prompt: Prompt) -> Prompt:
    set_up(prompt, "one-tier", EVERYBODY)
    load(prompt)
    return prompt


@pytest.fixture
def specialists(prompt: Prompt) -> Prompt:
    """A shop in three tiers that knows nobody yet."""
    set_up(prompt, "three-tier", *SPECIALISTS)
    return prompt


@pytest.fixture
def three_tier(specialists: Prompt) -> Prompt:
    """A shop in three tiers with the small list."""
    load(specialists, "--as", "Mia")
    return specialists
