"""Cards and timelines: what travels to whom, and what a manager reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import dialling, negotiating, reading
from pipeline_tui.services.claiming import claim_next, take
from pipeline_tui.storage import calls, hand_offs, moves
from tests.services.ground import Ground

SECRETS = ("margin 12 %", "three rooms", "no budget", "example.org", "+33199000", "01 99 00")


def story(ground: Ground) -> tuple[int, Viewer, Viewer, Viewer]:
    """Let a scout hand a contact to Hugo, who returns it after a call and a margin note."""
    sam, hugo, fatou = ground.viewer("Sam"), ground.viewer("Hugo"), ground.viewer("Fatou")
    contact = ground.contact("Petit", on_list=True)
    desk = claim_next(ground.shop, sam, act=ground.act())
    _call(ground, sam, desk.token, "reached", "three rooms", {"need": "three rooms"})
    with ground.shop.store.act() as tx:
        tx.run("UPDATE position SET held_by = NULL, token = NULL, lease = NULL, call_id = NULL")
        moves.move(tx, contact, Stage.HUNTING, hugo.operator_id)
        hand_off = hand_offs.give(
            tx,
            contact,
            sam.operator_id,
            hugo.operator_id,
            Stage.SCOUTING,
            Stage.HUNTING,
            {"need": "three rooms", "next": "visit"},
            ground.at,
            None,
        )
        hand_offs.answer(tx, hand_off, "accepted", hugo.operator_id, ground.at + timedelta(minutes=5))
        tx.run(
            """INSERT INTO note (contact_id, operator_id, stage, at, body, travels, undone)
               VALUES (:c, :h, 'hunting', '2026-11-23T14:00:00.000000Z', 'margin 12 %', 0, 0)""",
            {"c": contact, "h": hugo.operator_id},
        )
    ground.later(hours=1)
    desk = take(ground.shop, hugo, contact, act=ground.act())
    _call(ground, hugo, desk.token, "talked", "no budget", {"budget": "none"})
    with ground.shop.store.act() as tx:
        tx.run("UPDATE position SET held_by = NULL, token = NULL, lease = NULL, call_id = NULL")
    return contact, sam, hugo, fatou


def _call(ground: Ground, who: Viewer, token: str, outcome: str, note: str, answers: dict[str, str]) -> None:
    desk = dialling.dial(ground.shop, who, token, act=ground.act())
    assert desk.call is not None
    with ground.shop.store.act() as tx:
        calls.finish_call(
            tx,
            desk.call.id,
            ground.at,
            outcome=outcome,
            reason="",
            reached=True,
            refusal=False,
            note=note,
            path=(),
        )
        calls.keep_answers(tx, desk.contact_id, answers, desk.call.id, ground.at)


def told(ground: Ground, viewer: Viewer, contact: int) -> list[tuple[str, str]]:
    return [(line.what, line.text) for line in reading.contact_card(ground.shop, viewer, contact).before]


def give(ground: Ground, contact: int, stage: Stage, owner: Viewer) -> None:
    with ground.shop.store.act() as tx:
        moves.move(tx, contact, stage, owner.operator_id)


def test_the_next_stage_reads_the_stages_before(three: Ground) -> None:
    contact, _sam, hugo, _fatou = story(three)
    assert set(told(three, hugo, contact)) == {
        ("talked", "no budget"),
        ("note", "margin 12 %"),
        ("accepted", ""),
        ("reached", "three rooms"),
        ("hand-off", "three rooms · visit"),
    }
    card = reading.contact_card(three.shop, hugo, contact)
    assert [line.at for line in card.before] == sorted((line.at for line in card.before), reverse=True)
    assert dict(card.answers) == {"budget": "none", "need": "three rooms"}
    assert dict(card.brief) == {"need": "three rooms", "next": "visit"}


def test_a_margin_note_stays_with_its_stage(three: Ground) -> None:
    contact, _sam, _hugo, fatou = story(three)
    give(three, contact, Stage.FARMING, fatou)
    whats = dict(told(three, fatou, contact))
    assert "note" not in whats
    assert whats["talked"] == "no budget"


def test_the_giver_gets_no_later_content(three: Ground) -> None:
    contact, sam, _hugo, _fatou = story(three)
    give(three, contact, Stage.SCOUTING, sam)
    lines = told(three, sam, contact)
    assert {what for what, _ in lines} == {"reached", "hand-off", "accepted"}
    assert dict(reading.contact_card(three.shop, sam, contact).answers) == {"need": "three rooms"}


def test_what_a_later_stage_hands_back_is_read(three: Ground) -> None:
    contact, _sam, hugo, fatou = story(three)
    give(three, contact, Stage.SCOUTING, three.viewer("Sam"))
    with three.shop.store.act() as tx:
        hand_offs.give(
            tx,
            contact,
            hugo.operator_id,
            None,
            Stage.HUNTING,
            Stage.SCOUTING,
            {"need": "win back"},
            three.at,
            None,
        )
    assert ("talked", "no budget") in told(three, three.viewer("Sam"), contact)
    assert ("note", "margin 12 %") not in told(three, three.viewer("Sam"), contact)
    assert fatou.stages == {Stage.FARMING}


def test_hidden_and_unknown_answer_alike(three: Ground) -> None:
    contact, _sam, _hugo, _fatou = story(three)
    for name in ("Sam", "Hana", "Fatou"):
        answers = set()
        for wanted in (contact, 4711):
            with pytest.raises(Refused) as refused:
                reading.contact_card(three.shop, three.viewer(name), wanted)
            answers.add((refused.value.title, refused.value.detail))
        assert len(answers) == 1


def test_unassigned_is_not_public(each: Ground) -> None:
    contact = each.contact("Petit")
    for operator in ("Zoé", "Sam", "Hugo", "Fatou"):
        if operator not in {name for name, _ in _people(each)}:
            continue
        viewer = each.viewer(operator)
        if viewer.is_manager:
            assert reading.contact_card(each.shop, viewer, contact).masked
        else:
            with pytest.raises(Refused):
                reading.contact_card(each.shop, viewer, contact)


def _people(ground: Ground) -> list[tuple[str, int]]:
    with ground.shop.store.read() as tx:
        return [(row[0], row[1]) for row in tx.all("SELECT name, id FROM operator")]


def test_a_lapsed_hold_shows_nothing(three: Ground) -> None:
    sam = three.viewer("Sam")
    contact = three.contact("Petit")
    claim_next(three.shop, sam, act=three.act())
    assert reading.contact_card(three.shop, sam, contact).name == "Claire PETIT"
    three.later(minutes=2)
    with pytest.raises(Refused):
        reading.contact_card(three.shop, sam, contact)


def test_a_manager_reads_no_word_and_no_number(three: Ground) -> None:
    contact, *_ = story(three)
    deal = three.deal(three.viewer("Hugo"), contact)
    negotiating.lose_deal(three.shop, three.viewer("Hugo"), deal, "price", act=three.act(), note="no budget")
    card = reading.contact_card(three.shop, three.viewer("Mona"), contact)
    assert (card.masked, card.name, card.stage, card.owner) == (True, "Claire PETIT", Stage.SCOUTING, "")
    assert card.lists == ("Walk-ins and own contacts",)
    assert {line.what for line in card.before} == {"lost", "talked", "accepted", "reached", "hand-off"}
    for secret in SECRETS:
        assert secret not in repr(card)


def test_figures_since_midnight_of_the_shop(three: Ground) -> None:
    sam = three.viewer("Sam")
    contact, *_ = story(three)
    figures = reading.figures(three.shop, sam)
    assert (figures.calls, figures.reached, figures.handed_off, figures.inbox) == (1, 1, 1, 0)
    with three.shop.store.act() as tx:  # a redial within two minutes is the same attempt
        tx.run("UPDATE call SET counts = 0 WHERE operator_id = :me", {"me": sam.operator_id})
    assert reading.figures(three.shop, sam).calls == 0
    with three.shop.store.act() as tx:
        tx.run("UPDATE call SET counts = 1")
    give(three, contact, Stage.SCOUTING, sam)
    due = three.at + timedelta(hours=2)
    with three.shop.store.act() as tx:
        moves.promise(tx, contact, "callback", sam.operator_id, due)
    figures = reading.figures(three.shop, sam)
    assert figures.next_callback_at == due.replace(microsecond=0)
    assert figures.next_callback_name == "Madame Petit"
    three.at = datetime(2026, 11, 23, 22, 59, tzinfo=UTC)  # 23:59 in Paris
    assert reading.figures(three.shop, sam).calls == 1
    three.later(minutes=2)
    assert reading.figures(three.shop, sam).calls == 0
    assert reading.figures(three.shop, three.viewer("Hugo")).next_callback_at is None


def test_the_inbox_is_counted(three: Ground) -> None:
    sam, contact = three.viewer("Sam"), three.contact("Petit", Stage.HUNTING)
    with three.shop.store.act() as tx:
        hand_offs.give(tx, contact, sam.operator_id, None, Stage.SCOUTING, Stage.HUNTING, {}, three.at, None)
    assert reading.figures(three.shop, three.viewer("Hugo")).inbox == 1
    assert reading.figures(three.shop, three.viewer("Fatou")).inbox == 0
