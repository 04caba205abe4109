from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_tui.domain.text import _STROKED, _clean_slowly, clean, fold, guard_formula, unguard_formula

# Hypothesis avoids surrogates unless told; imports meet them.
ANY_TEXT = st.text(st.characters(), max_size=120) | st.text(
    st.sampled_from(
        "ae\u0301\u0302\u0303\u0304\u0305\u200d\u200e\u202e\x1b\x00\n\r\t '=+\ud800\ue000\U000e0041"
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Claire Martin", "Claire Martin"),
        ("  Claire  ", "Claire"),
        ("", ""),
        ("E\u0301lodie", "Élodie"),
        ("Élodie — 12 €", "Élodie — 12 €"),
        ("a\x1b]0;title\x07b", "a]0;titleb"),
        ("a\x9b31mb", "a31mb"),
        ("a\x00b", "ab"),
        ("abc\u202edef\u2066", "abcdef"),
        ("a\u200bb\ufeffc\u00add", "abcd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("x\U000e0041\U000e0042", "x"),
        ("x\ue000y\ud800z\U0005ffff", "x\ufffdy\ufffdz\ufffd"),
        ("o\u0323\u0324\u0325\u0326\u0327\u0328", "ọ\u0327\u0328\u0324\u0325"),
        ("a\u00a0b\u202fc\u3000d", "a b c d"),
        ("one\r\ntwo\tthree\u2028four", "one two three four"),
        ("[b]not markup[/b]", "[b]not markup[/b]"),
        ("'=1+1", "'=1+1"),
    ],
)
def test_cleaned_text(raw: str, expected: str) -> None:
    assert clean(raw) == expected


def test_lines_are_kept_only_where_asked() -> None:
    assert clean(" one\r\ntwo\rthree\tfour ", multiline=True) == "one\ntwo\nthree four"
    assert clean("one\ntwo") == "one two"


def test_length_is_cut_without_a_dangling_space() -> None:
    assert clean("x" * 500) == "x" * 200
    assert clean("abc def", limit=4) == "abc"
    assert len(clean("é" * 90, limit=10)) == 10


@given(ANY_TEXT, st.booleans())
@settings(max_examples=300, deadline=None)
def test_nothing_harmful_survives(raw: str, multiline: bool) -> None:
    out = clean(raw, limit=50, multiline=multiline)
    assert len(out) <= 50
    out.encode("utf-8")
    assert out == unicodedata.normalize("NFC", out)
    marks = 0
    for ch in out:
        kind = unicodedata.category(ch)
        assert kind not in ("Cs", "Co", "Zl", "Zp")
        assert kind != "Cc" or (multiline and ch == "\n")
        assert kind != "Cf" or ch in "\u200c\u200d"
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        assert marks <= 4


@given(ANY_TEXT, st.booleans())
@settings(max_examples=300, deadline=None)
def test_cleaning_twice_changes_nothing(raw: str, multiline: bool) -> None:
    once = clean(raw, multiline=multiline)
    assert clean(once, multiline=multiline) == once


@given(st.text(st.characters(max_codepoint=0x2FF), max_size=60))
@settings(max_examples=300, deadline=None)
def test_the_short_way_gives_what_the_long_one_gives(raw: str) -> None:
    assert clean(raw, limit=20) == _clean_slowly(raw[:144], 20, False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Élodie", "elodie"),
        ("MÜLLER", "Muller"),
        ("Straße", "STRASSE"),
        ("Cœur d’Or", "coeur d'or"),
        ("Łukasz  Ødegård", "lukasz odegard"),
        ("Jean‑Pierre", "jean-pierre"),
        ("ﬁne", "FINE"),
        ("E\u0301", "é"),
    ],
)
def test_alike_for_a_reader(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("कि", "का"), ("Martin", "Martins")])
def test_not_alike_for_a_reader(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(ANY_TEXT | st.text("aéŒ’`´ﬁĲ\u0345\u034f\u0f72かがकि", max_size=8))
@settings(max_examples=200, deadline=None)
def test_a_key_is_what_every_step_in_turn_would_make_of_it(raw: str) -> None:
    apart = unicodedata.normalize("NFKD", raw).casefold()
    if not raw.isascii():
        apart = unicodedata.normalize("NFKD", apart.translate(_STROKED))
        apart = "".join(c for c in apart if not "\u0300" <= c <= "\u036f" and unicodedata.category(c) != "Cf")
    assert fold(raw) == " ".join(apart.casefold().split())


@given(ANY_TEXT)
@settings(max_examples=200, deadline=None)
def test_a_key_is_its_own_key(raw: str) -> None:
    assert fold(fold(raw)) == fold(raw)


@pytest.mark.parametrize(
    ("plain", "guarded"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+33639981234", "'+33639981234"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("\tx", "'\tx"),
        (" =1", "' =1"),
        ("'=1", "''=1"),
        ("'t Hooft", "'t Hooft"),
        ("Martin", "Martin"),
        ("'", "'"),
        ("", ""),
    ],
)
def test_formulas_are_guarded_and_freed(plain: str, guarded: str) -> None:
    assert guard_formula(plain) == guarded
    assert unguard_formula(guarded) == plain


@given(st.text(st.sampled_from("'= +-@\tab＝"), max_size=8) | st.text(max_size=20))
@settings(max_examples=300, deadline=None)
def test_guarding_loses_nothing(s: str) -> None:
    assert unguard_formula(guard_formula(s)) == s
    assert guard_formula(s)[:1] not in tuple("=+-@\t\r＝")
