"""A call that reached a client is a real contact: the rhythm counts from it, logged as a check-in or not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.people import Viewer
from pipeline_tui.services import claiming, dialling, following_up, knowing_clients
from pipeline_tui.services.undoing import undo
from tests.services.ground import TODAY, Ground

SOON, BY_RHYTHM, FAR = (TODAY + timedelta(days=days) for days in (9, 30, 80))


def _rung(ground: Ground, viewer: Viewer, contact: int, outcome: str, **told: object) -> None:
    desk = claiming.take(ground.shop, viewer, contact, act=ground.act())
    desk = dialling.dial(ground.shop, viewer, desk.token, act=ground.act())
    dialling.record_outcome(ground.shop, viewer, desk.token, outcome, act=ground.act(), **told)  # type: ignore[arg-type]


def _stands(ground: Ground, contact: int) -> tuple[object, ...]:
    return ground.one(
        """SELECT k.due_on, k.state, l.last_contact_at FROM check_in k JOIN client l USING (contact_id)
           WHERE contact_id = :c""",
        c=contact,
    )


@pytest.mark.parametrize(
    ("due", "outcome", "then"),
    [
        (SOON, "talked", BY_RHYTHM),
        (SOON, "refused", BY_RHYTHM),
        (SOON, "no-answer", SOON),
        (SOON, "gatekeeper", SOON),
        (FAR, "talked", FAR),  # put off for longer, for a reason
        (TODAY, "talked", TODAY),  # due: it waits for its log
    ],
)
def test_what_an_outcome_does_to_the_rhythm(three: Ground, due: object, outcome: str, then: object) -> None:
    fatou = three.viewer("Fatou")
    contact, _ = three.client(fatou, due=due)  # type: ignore[arg-type]
    before = _stands(three, contact)
    _rung(three, fatou, contact, outcome)
    assert _stands(three, contact)[:2] == (str(then), "planned")
    spoken = knowing_clients.client_card(three.shop, fatou, contact).last_contact
    reached = three.shop.playbook.outcome(outcome)
    assert reached is not None
    assert (spoken == three.at) is reached.reached
    undo(three.shop, fatou, act=three.act())
    assert _stands(three, contact) == before
    assert three.whole()


def test_an_agreed_time_and_a_promised_one_stay(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    contact, check_in = three.client(fatou, due=SOON)
    at = three.at + timedelta(days=3)
    following_up.move_check_in(three.shop, fatou, check_in, at.date(), act=three.act(), at=at)
    _rung(three, fatou, contact, "talked")
    assert _stands(three, contact)[0] == at.date().isoformat()
    promised = three.at + timedelta(days=4)
    _rung(three, fatou, contact, "callback", callback=promised)
    assert _stands(three, contact)[0] == promised.date().isoformat()


def test_a_log_after_the_outcome_takes_up_the_check_in_that_moved_on(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    contact, check_in = three.client(fatou, due=SOON)
    _rung(three, fatou, contact, "talked")
    logged = following_up.log_check_in(
        three.shop, fatou, check_in, "reached", act=three.act(), satisfaction=8
    )
    assert logged.planned is not None
    assert (logged.logged.done_on, logged.planned.due_on) == (TODAY, BY_RHYTHM)
    undo(three.shop, fatou, act=three.act())
    undo(three.shop, fatou, act=three.act())
    assert _stands(three, contact)[:2] == (SOON.isoformat(), "planned")


def test_tries_in_vain_begin_anew_after_a_talk(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    contact, check_in = three.client(fatou)
    logged = following_up.log_check_in(three.shop, fatou, check_in, "nobody-reached", act=three.act())
    assert logged.planned is not None
    three.later(hours=1)
    _rung(three, fatou, contact, "talked")
    three.later(days=1)
    standing = knowing_clients.client_card(three.shop, fatou, contact).next_check_in
    assert standing is not None
    assert following_up.proposed_next(three.shop, fatou, standing.id, "nobody-reached").tries == 1
