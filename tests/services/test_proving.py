"""Evidence for one number: every attempt with what the gate knew, for managers, and logged."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import claiming, dialling, erasing, looking_up, proving
from tests.shops import MONDAY, Line

NUMBER = "+33199001234"


def test_every_attempt_by_anybody_for_anybody(line: Line) -> None:
    sam, hugo, mona = line.viewer("Sam"), line.viewer("Hugo"), line.viewer("Mona")
    martin = line.contact("Martin", numbers=(line.number(NUMBER),))
    line.end(sam, "no-answer", note="secret word")
    line.later(days=1)
    petit = line.contact("Petit", numbers=(line.number(NUMBER),), stage=Stage.HUNTING, owner=hugo)
    desk = claiming.take(line.shop, hugo, petit, act=line.act())
    dialling.dial(line.shop, hugo, desk.token, act=line.act())
    dialling.record_outcome(line.shop, hugo, desk.token, "do-not-call", act=line.act())
    line.later(hours=1)
    found = looking_up.look_up(line.shop, sam, NUMBER, act=line.act())
    held = looking_up.claim_found(line.shop, sam, found, act=line.act())
    looking_up.take_incoming(line.shop, sam, held.token, act=line.act())

    told = proving.evidence(line.shop, mona, NUMBER, act=line.act())
    first, second, third = told.attempts
    assert (first.operator, first.contact_id, first.at, first.outcome) == ("Sam", martin, MONDAY, "no-answer")
    assert first.proof is not None and first.ground is not None
    assert (first.proof.rules, first.proof.zone, first.proof.attempts, first.proof.cap) == (
        "FR 2026-11-23",
        "Europe/Paris",
        0,
        4,
    )
    assert first.proof.open_until is not None and first.counted and not first.reached
    assert first.proof.basis_id == first.ground.id and first.ground.channel == "web form"
    assert (second.operator, second.contact_id, second.stage) == ("Hugo", petit, "hunting")
    assert second.proof is not None and second.proof.attempts == 1  # on the number, by a colleague
    assert (third.mode, third.counted, third.proof) == ("incoming", False, None)
    assert [person.contact_id for person in told.people] == [martin, petit]
    assert [(stop.scope, stop.operator) for stop in told.stops] == [
        ("person", "Hugo"),
        ("number", "Hugo"),
    ]
    assert "secret word" not in repr(told) and "Martin" not in repr(told) and NUMBER not in repr(told)


def test_asking_is_logged_by_hash_and_for_managers_only(line: Line) -> None:
    line.contact("Martin", numbers=(line.number(NUMBER),))
    with pytest.raises(Refused, match="managers"):
        proving.evidence(line.shop, line.viewer("Hugo"), NUMBER, act=line.act())
    assert line.entries() == 0
    told = proving.evidence(line.shop, line.viewer("Mona"), NUMBER, act=line.act())
    assert told.attempts == () and line.verbs() == ["evidence_read"]
    assert told.hash in line.one("SELECT detail FROM journal WHERE verb = 'evidence_read'")[0]


def test_it_stays_true_when_the_outcome_is_taken_back_and_the_rules_change(line: Line) -> None:
    line.contact("Martin", numbers=(line.number(NUMBER),))
    line.end(line.viewer("Sam"), "no-answer")
    before = proving.evidence(line.shop, line.viewer("Mona"), NUMBER, act=line.act()).attempts[0].proof
    line.later(days=400)
    after = proving.evidence(line.shop, line.viewer("Mona"), NUMBER, act=line.act()).attempts[0].proof
    assert before == after
    assert line.at - MONDAY == timedelta(days=400)


def test_an_erased_person_s_number_still_leads_to_the_proofs(line: Line) -> None:
    mona = line.viewer("Mona")
    martin = line.contact("Martin", numbers=(line.number(NUMBER),))
    line.end(line.viewer("Sam"), "no-answer")
    before = proving.evidence(line.shop, mona, NUMBER, act=line.act()).attempts
    erasing.erase_person(line.shop, mona, martin, act=line.act())
    told = proving.evidence(line.shop, mona, NUMBER, act=line.act())
    assert [one.proof for one in told.attempts] == [one.proof for one in before]
    assert [person.contact_id for person in told.people] == [martin]
    assert "erased" in {stop.reason for stop in told.stops}
    assert proving.evidence(line.shop, mona, "+33199005678", act=line.act()).attempts == ()
