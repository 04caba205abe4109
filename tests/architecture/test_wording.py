"""Every text of the interface is in the catalogues, and every catalogue is whole and fresh."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pipeline_tui.wording import LANGUAGES
from scripts.wordings.catalogues import compiled, faults, paths, read, refreshed, written
from scripts.wordings.gathering import PACKAGE, ROOT, Text, gathered, texts_of
from scripts.wordings.outside import done, exceptions, outside
from tests.architecture.tree import shown
from tests.english import english_in

PICTURES = ROOT / "tests" / "snapshots"
# What stands in English in a shop: the list of an English one, and a note on somebody who speaks English.
_ENGLISH_DATA = ("Walk-ins and own contacts", "in a meeting, ring back")
_NEXT = "run scripts/words and write what is missing into the catalogue"


def test_every_language_but_english_has_a_catalogue() -> None:
    assert set(paths()) == set(LANGUAGES) - {"en"}
    assert len(gathered()) > 2000


@pytest.mark.parametrize("language", paths())
def test_a_catalogue_says_everything_and_nothing_else(language: str) -> None:
    path = paths()[language]
    catalogue = refreshed(read(path, language), language, gathered())
    assert faults(catalogue) == [], _NEXT
    assert path.read_bytes() == written(catalogue), _NEXT
    assert path.with_suffix(".mo").read_bytes() == compiled(catalogue), _NEXT


@pytest.mark.parametrize(
    ("text", "words", "fault"),
    [
        (Text("Dial"), "", "missing: 'Dial'"),
        (Text("{name} waits"), "{nom} attend", "other {names}: '{name} waits' -> '{nom} attend'"),
        (Text("close   "), "fermer", "other blanks at its ends: 'close   ' -> 'fermer'"),
        (Text("call", "calls"), ("appel", "", ""), "missing: 'call'"),
        (Text("Sure?"), "Vraiment ?", "a blank where a line may not end: 'Sure?' -> 'Vraiment ?'"),
        (Text("“a”"), "« a\u00a0»", "a blank where a line may not end: '“a”' -> '« a\\xa0»'"),
    ],
)
def test_a_faulty_translation_is_noticed(text: Text, words: str | tuple[str, ...], fault: str) -> None:
    catalogue = refreshed(read(Path("nowhere"), "fr"), "fr", [text])
    found = catalogue.get(text.one)
    assert found is not None
    found.string = words
    assert faults(catalogue) == [fault]


def test_texts_are_gathered_from_every_way_of_writing_them() -> None:
    source = """
from pipeline_tui.ui.formatting import count
tr("{n} left", n=1); trn("one", "many", 2); mark("kept"); mark_many("deal", "deals")
count(2, "call"); count(2, "try", "tries"); WordTable({1: "busy"}); tr(made)
"""
    assert set(texts_of(source)) == {
        *(Text("{n} left"), Text("one", "many"), Text("kept"), Text("deal", "deals")),
        *(Text("call", "calls"), Text("try", "tries"), Text("busy")),
    }


@pytest.mark.parametrize("path", done(), ids=shown)
def test_no_text_stands_outside(path: Path) -> None:
    assert outside(path.read_text("utf-8")) == [], "look it up with tr(...), see docs/for-developers.md"


@pytest.mark.parametrize("path", exceptions(), ids=shown)
def test_an_exception_is_one_and_says_why(path: Path) -> None:
    assert exceptions()[path]
    assert outside(path.read_text("utf-8")), "it may leave scripts/wordings/exceptions.txt"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=shown)
def test_a_table_of_words_holds_nothing_but_texts(path: Path) -> None:
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "WordTable":
            table = call.args[0]
            assert isinstance(table, ast.Dict)
            for key, word in zip(table.keys, table.values, strict=True):
                made = isinstance(word, ast.Constant) or (
                    key is None and ast.unparse(word).endswith(".english")
                )
                assert made, "what is put together is not gathered: write the whole text"


@pytest.mark.parametrize("picture", sorted(PICTURES.glob("fr-*.txt")), ids=lambda one: one.stem)
def test_no_english_is_left_on_a_french_screen(picture: Path) -> None:
    left = english_in(picture.read_text("utf-8"))
    assert [line for line in left if not any(data in line for data in _ENGLISH_DATA)] == []


@pytest.mark.parametrize(
    "line", ['fixed("done")', 'say(f"{n} left")', 'Static("Nothing here.")', 'x = f"{n} of {m} calls"']
)
def test_a_text_outside_is_noticed(line: str) -> None:
    assert len(outside(f"def f():\n    {line}\n")) == 1


@pytest.mark.parametrize(
    "line",
    ['fixed(tr("done"))', 'self.query_one("#the list", X)', 'x = "bold $accent"', 'if x == "a code": y()'],
)
def test_a_text_inside_passes(line: str) -> None:
    assert outside(f"def f():\n    {line}\n") == []
