"""What is wrong with a playbook is told in the language that is spoken; codes and files stay as they are."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pipeline_tui import settings
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.playbooks.calling_rules import load_rules
from pipeline_tui.playbooks.checking import check
from pipeline_tui.playbooks.reading import load_playbook, shipped_folder
from tests.english import english_in

TOML = "playbook.toml"
COLD = "en/cold-call.md"
# Each is planted once; together they reach every module that finds faults in a folder.
FAULTS = (
    (COLD, "- [Go ahead, two minutes](#who)", "- [Go ahead](#whom)"),
    (COLD, "{civility_name}", "{surname}"),
    (COLD, "- `places` (number)", "- `rooms` (number)"),
    (COLD, "- [They would like the reminder](#decision)", "- hello"),
    (COLD, "## Leaving\n", "## Attic\n\nHello.\n\n## Leaving\n"),
    ("en/objections.md", "## ", "lost\n\n## "),
    ("en/practice.md", "## ", "lost\n\n## "),
    ("en/questions.md", "## ", "lost\n\n## "),
    ("en/quality-card.md", "(`scout`)", "(scouts)"),
    (TOML, 'key = "q"', 'key = "m"'),
    (TOML, 'code = "gatekeeper"', 'code = "busy"'),
    (TOML, "probability = 85", "probability = 850"),
    (TOML, "days_allowed = 3 ", 'days_allowed = "3" '),
    (TOML, 'default_segment = "C"', 'default_segment = "Z"'),
    (TOML, 'hunting-farming = "fair"', 'hunting-selling = "fair"'),
    (TOML, 'names = { en = "Busy", fr = "Occupé" }', 'names = { en = "Busy" }'),
)
_QUOTED = re.compile(r"«[^»]*»|#\w+|outcome:code|\[\[?\w+\]?\]")  # what the files themselves say


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A copy of a shipped playbook with every fault planted."""
    folder = Path(shutil.copytree(shipped_folder("florist"), tmp_path / "mine"))
    for file, old, new in FAULTS:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, (file, old)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    (folder / "fr" / "closing.md").unlink()
    (folder / "fr" / "techniques.md").write_text(" \n", encoding="utf-8")
    return folder


def test_every_fault_is_told_in_french_at_the_same_place(faulty: Path) -> None:
    english = check(faulty)
    settings.speak("fr")
    french = check(faulty)
    settings.speak("en")
    assert check(faulty) == english
    places = [sorted((one.file, one.line) for one in found) for found in (english, french)]
    assert places[0] == places[1]
    assert len(english) > len(FAULTS)
    assert {one.text for one in english} & {one.text for one in french} == set()
    said = "\n".join(_QUOTED.sub(" ", one.text) for one in french)
    assert english_in(said) == []
    told = {one.text.replace("\u00a0", " ") for one in french}
    assert "impasse : l'étape « Attic » n'a pas de réponse" in told
    assert "rien ne remplit {surname}" in told
    assert "« days_allowed » n'est pas un nombre entier" in told
    assert "dead end: the step “Attic” has no answer" in {one.text for one in english}


def test_what_cannot_be_read_is_refused_in_french_with_the_same_facts(faulty: Path) -> None:
    settings.speak("fr")
    with pytest.raises(UsageTrouble) as told:
        load_playbook(faulty)
    first = told.value.data["findings"][0]
    assert told.value.title == "La méthode est illisible"
    assert told.value.next_step == f"Corrigez la ligne {first['line']} de {first['file']}."


def test_a_country_without_rules_is_told_of_in_each_language_in_turn() -> None:
    for language, said in (("en", "no rule file for PT;"), ("fr", "aucun fichier de règles pour PT")):
        settings.speak(language)
        assert load_rules("PT").note.startswith(said)
