"""The command line driven in-process, as a script would."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline_tui.cli.main import main

# Tuesday 24 November 2026, 10:30 in Paris: shops are open and people may be rung.
MOMENT = "2026-11-24T10:30:00+01:00"


# Numbers of the ranges set aside for fiction.
CONTACTS = """Civilité;Nom;Prénom;Téléphone;Ville;Code postal;Type;Consentement;Date consentement
Mme;MARTIN;Claire;01 99 00 12 34;Paris;75011;particulier;formulaire web;02/11/2026
M.;NGO;Minh;01 99 00 12 35;Paris;75012;particulier;formulaire web;03/11/2026
Mme;DURAND;Anne;01 99 00 12 36;Lyon;69002;particulier;formulaire web;04/11/2026
M.;PETIT;Luc;01 99 00 12 37;Lille;59000;particulier;formulaire web;05/11/2026
M.;SANS;Numéro;n/c;Lille;59000;particulier;formulaire web;05/11/2026
"""
EVERYBODY = "Anne:scout,hunter,farmer,manager"
SPECIALISTS = ("Sam:scout", "Hanna:hunter", "Fatou:farmer", "Mia:manager")


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


def set_up(prompt: Prompt, structure: str, *people: str) -> Any:
    """Set up a practice workspace and return what `init` answers."""
    operators = [word for person in people for word in ("--operator", person)]
    place = ("--trade", "florist", "--country", "FR", "--language", "fr")
    return prompt.done("init", "--practice", "--firm", "Fleurs", *place, "--structure", structure, *operators)


def load(prompt: Prompt, *options: object) -> Any:
    """Import the small list above and return the report."""
    file = Path(prompt.workspace).with_name("contacts.csv")
    file.write_text(CONTACTS, "utf-8")
    return prompt.done("lists", "import", file, "--list", "Salon", *options)
