"""What a giver keeps of a contact given on, and what stands on the desk when it comes back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline_tui.domain.hunting import Receipt
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import handing_off, negotiating, winning
from pipeline_tui.settings import speak
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.inbox_lines import became
from tests.shops import F, H, Line, M, S, opened_line

BRIEF = {"need": "roses for the lobby", "next": "a quote"}


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with opened_line(tmp_path) as opened:
        yield opened


def given(line: Line, name: str = "Zyxwv") -> tuple[int, int]:
    """Hand a new contact on from Sam to Hugo; returns (hand-off, contact)."""
    sam = line.viewer("Sam")
    line.contact(name)
    desk = line.call(sam)
    act = line.act()
    handed = handing_off.hand_off(line.shop, sam, desk.token, BRIEF, act=act, to="Hugo", note="secret words")
    return handed.hand_off_id, handed.contact_id


def receipt(line: Line) -> Receipt:
    (kept,) = handing_off.receipts(line.shop, line.viewer("Sam"))
    return kept


def test_a_receipt_holds_initials_date_state_and_credit_and_nothing_else(line: Line) -> None:
    assert [field.name for field in dataclasses.fields(Receipt)] == [
        "id",
        "initials",
        "given_at",
        "state",
        "reason",
        "credit",
        "kind",
        "to",
        "limit_at",
        "late",
    ]
    hand_off, contact = given(line)
    assert (receipt(line).state, receipt(line).credit) == ("waiting", False)
    accepted = handing_off.accept(line.shop, line.viewer("Hugo"), hand_off, act=line.act())
    assert (receipt(line).state, receipt(line).credit) == ("accepted", True)
    assert accepted.deal is not None
    winning.win_deal(
        line.shop, line.viewer("Hugo"), accepted.deal.id, Winning(4500, what="lilies"), act=line.act()
    )
    kept = receipt(line)
    assert (kept.initials, kept.given_at, kept.state, kept.credit) == ("CZ", line.at, "won", True)
    (e164,) = line.one("SELECT e164 FROM number WHERE contact_id = :c", c=contact)
    said = repr(kept).casefold()
    for hidden in ("zyxwv", e164[-6:], "roses", "secret", "lilies", "4500", "hugo", "fatou"):
        assert hidden not in said


def test_a_lost_one_still_counts_for_its_giver(line: Line) -> None:
    hand_off, _ = given(line)
    accepted = handing_off.accept(line.shop, line.viewer("Hugo"), hand_off, act=line.act())
    assert accepted.deal is not None
    negotiating.lose_deal(
        line.shop, line.viewer("Hugo"), accepted.deal.id, "price", act=line.act(), note="too dear"
    )
    kept = receipt(line)
    assert (kept.state, kept.reason, kept.credit) == ("lost", "", True)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "returned: Need not clear"), ("fr", "renvoyé\u00a0: ")]
)
def test_what_was_returned_says_the_playbook_s_reason_in_words(
    line: Line, language: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_off, _ = given(line)
    handing_off.give_back(
        line.shop, line.viewer("Hugo"), hand_off, reason="need-unclear", note="which?", act=line.act()
    )
    kept = receipt(line)
    assert (kept.reason, kept.credit) == ("need-unclear", False)
    assert "which?" not in repr(kept)
    monkeypatch.setenv("LANG", f"{language}.UTF-8")
    speak()
    shown = became(kept, Names.of(line.shop.playbook, language), line.at)
    assert shown.startswith(words)
    assert "need-unclear" not in shown


def test_newest_first_and_nobody_else_s(line: Line) -> None:
    for name in ("Aaa", "Bbb", "Ccc"):
        given(line, name)
        line.later(minutes=5)
    kept = handing_off.receipts(line.shop, line.viewer("Sam"))
    assert [one.initials for one in kept] == ["CC", "CB", "CA"]
    for other in ("Paul", "Hugo", "Fatou", "Mona"):
        assert handing_off.receipts(line.shop, line.viewer(other)) == ()


def test_handing_over_to_oneself_keeps_no_receipt(tmp_path: Path) -> None:
    with opened_line(tmp_path / "one", Structure.ONE_TIER, (("Zoé", frozenset({S, H, F, M})),)) as alone:
        zoe = alone.viewer("Zoé")
        alone.contact("Zyx")
        desk = alone.call(zoe)
        handing_off.hand_off(alone.shop, zoe, desk.token, BRIEF, act=alone.act())
        assert handing_off.receipts(alone.shop, zoe) == ()


def test_what_comes_back_stands_on_top_with_who_why_and_the_earlier_brief(line: Line) -> None:
    hand_off, contact = given(line)
    line.contact("Hot", hot=True)
    handing_off.give_back(
        line.shop, line.viewer("Hugo"), hand_off, reason="need-unclear", note="Which hotel?", act=line.act()
    )
    desk = line.claim(line.viewer("Sam"))
    assert desk.contact_id == contact
    assert "Hugo" in desk.why
    assert dict(desk.brief) == BRIEF
    returned = next(one for one in desk.before if one.what == "returned")
    assert returned.who == "Hugo"
    names = Names.of(line.shop.playbook, "en")
    assert names.said(returned) == "Need not clear: Which hotel?"


def test_what_was_paid_reads_in_the_shop_s_language_at_the_receiver_s(line: Line) -> None:
    with line.shop.store.act() as tx:
        tx.run("UPDATE workspace SET language = 'fr'")
    hand_off, _ = given(line)
    deal = handing_off.accept(line.shop, line.viewer("Hugo"), hand_off, act=line.act()).deal
    assert deal is not None
    winning.win_deal(line.shop, line.viewer("Hugo"), deal.id, Winning(90_000, what="lilies"), act=line.act())
    (waiting,) = handing_off.inbox(line.shop, line.viewer("Fatou"))
    said = next(one.text for one in waiting.before if one.what == "won")
    assert said.replace("\u202f", " ").replace("\u00a0", " ") == "900 € lilies"
