"""The linear desk in French: nothing it says is English, and its words are typed in either language."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from pipeline_tui.cli import plain_ways
from pipeline_tui.domain.newcomers import HOLDER_WORDS, HOLDERS, read_holder
from pipeline_tui.domain.shop import SetUp
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services.setting_up import set_up
from pipeline_tui.services.shop import open_shop
from pipeline_tui.settings import speak
from tests.english import english_in
from tests.services.plainly import typing
from tests.shops import MONDAY, PEOPLE, Line

_EVERY = (
    *(plain_ways._ALWAYS, plain_ways._IDLE, plain_ways._AT_REST, plain_ways._OFFERED),
    *(plain_ways._IN_HAND, plain_ways._READY, plain_ways._CALLING),
)
_NAMES = frozenset({"mona"})


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    speak("fr")
    yield
    speak("en")


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("french") / "shop.db"
    setup = SetUp(
        firm="Fleurs du Port",
        trade="florist",
        country="FR",
        structure=Structure.THREE_TIER,
        language="fr",
        operators=PEOPLE,
        practice=True,
    )
    set_up(path, setup, now=MONDAY).close()
    return path


@pytest.fixture
def line(blank: Path, tmp_path: Path) -> Iterator[Line]:
    path = tmp_path / "shop.db"
    path.write_bytes(blank.read_bytes())
    line = Line(open_shop(path, now=MONDAY))
    try:
        yield line
    finally:
        line.shop.close()


def test_a_morning_is_told_and_typed_in_french(line: Line) -> None:
    fair = line.a_list("Salon de printemps")
    for name in ("Martin", "Ngo", "Petit", "Roux"):
        line.contact(name, list_id=fair)
    said = typing(
        line, "Sam",
        "?", "chiffres", "raccrocher", "mots tardifs", "suivant", "?", "pourquoi", "avant", "répéter",
        "note", "?", "rappeler à midi", "effacer", "", "champs", "1", "M.", "11", "?", "foyer poste 12", ".",
        "appeler", "?", "étape", "autre numéro", "nimportequoi", "objections", "?", "cher", "1", ".",
        "raccroche", "c", "?", "équipe mardi 15h", "?", "", "annuler", "n",
        "", "", "w", "1", "", "passer", "1", "autre numéro", "boîte", "pause", "1", "",
        "tardif", "1", "encore un mot", "nouveau", "Mme Zoé Rey", "01 99 00 77 77", "", "", "", "", "1", "1",
        "", "", "h", "??", "des lys", *("",) * 5, "samedi", "", "libre", "", "chercher", "01 99 00 77 77",
        "o", "o", "inconnu", "quitter",
    )  # fmt: skip
    assert english_in(said, but=_NAMES) == []
    assert "Enregistré : À rappeler" in said
    assert "Modifié : civilité." in said
    assert "Modifié : numéros." in said
    assert "Annulé : résultat, " in said
    outcomes = [row[0] for row in line.all("SELECT outcome FROM call ORDER BY id")]
    assert outcomes[:2] == ["no-answer", "wrong-number"]
    assert line.broken() == ""


def test_one_word_stands_for_one_thing() -> None:
    for moment in (
        (plain_ways._ALWAYS, plain_ways._IDLE, plain_ways._AT_REST, plain_ways._OFFERED),
        (*_EVERY[:2], *_EVERY[3:6]),
        (plain_ways._ALWAYS, plain_ways._IN_HAND, plain_ways._CALLING),
    ):
        ways = [way for group in moment for way in group]
        for one, other in combinations(ways, 2):
            assert not one.heard & other.heard


def test_every_word_is_heard_in_english_too(line: Line) -> None:
    for way in (way for group in _EVERY for way in group):
        assert set(way.words) <= way.heard
        assert english_in("\n".join(way.listed)) == []


@pytest.mark.parametrize("code", [*HOLDERS, "gone"])
def test_whose_a_number_is_is_read_as_it_is_shown(code: str) -> None:
    gone = code == "gone"
    wanted = ("personal" if gone else code, "12", gone)
    assert read_holder(f"{HOLDER_WORDS[code]} poste 12") == wanted
    assert read_holder(f"{code} ext 12") == wanted
