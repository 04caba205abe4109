"""The command line driven in-process, as a script would."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from pipeline_tui.cli.main import main

# Tuesday 24 November 2026, 10:30 in Paris: shops are open and people may be rung.
MOMENT = "2026-11-24T10:30:00+01:00"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return standard output as the one JSON value it must be."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt at which commands are typed, always in the same workspace."""

    workspace: str
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: object) -> Answer:
        """Run a command and return whatever it answers."""
        self.capsys.readouterr()
        code = main(["--workspace", self.workspace, *map(str, words)])
        captured = self.capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    def done(self, *words: object) -> Any:
        """Run a command that must succeed, and return its JSON."""
        answer = self(*words, "--json")
        assert answer.code == 0, answer.err
        assert answer.err == ""
        return answer.json
