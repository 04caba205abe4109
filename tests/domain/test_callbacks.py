"""Whose a promised call is, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline_tui.domain.callbacks import PromisedCall, minutes_late, whose
from pipeline_tui.domain.queue_order import CallbackState, callback_state

DUE = datetime(2026, 11, 23, 13, 20, tzinfo=UTC)
CALL = PromisedCall(7, "Luc PETIT", "", DUE, "Europe/Paris", "Sam", "Sam", CallbackState.OWN)


@pytest.mark.parametrize(
    ("late", "owner", "words"),
    [
        (-5, "Sam", "mine"),
        (-5, "Paul", "Paul's"),
        (-5, "", "the team's"),
        (9.9, "Sam", "mine"),
        (10, "Sam", "mine, late: the team's too"),
        (10, "Paul", "Paul's, late: the team's too"),
        (10, "", "the team's, late"),
        (59.9, "Paul", "Paul's, late: the team's too"),
        (60, "Paul", "Paul's, over an hour late"),
        (60, "", "the team's, over an hour late"),
    ],
)
def test_whose_a_call_is(late: float, owner: str, words: str) -> None:
    now = DUE + timedelta(minutes=late)
    call = replace(CALL, owner=owner, state=callback_state(DUE, now, owner_talking=False))
    assert whose(call, "Sam") == words


@pytest.mark.parametrize(("seconds", "minutes"), [(-61, -2), (-1, -1), (0, 0), (59, 0), (60, 1), (3600, 60)])
def test_late_by_whole_minutes(seconds: int, minutes: int) -> None:
    assert minutes_late(DUE, DUE + timedelta(seconds=seconds)) == minutes
