"""Which times a callback may be promised for, which are named when it may not, and that they are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline_tui.domain.calling import BasisKind
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.time_phrases import read_time
from pipeline_tui.services import claiming, dialling, promising
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.storage import rights
from pipeline_tui.storage.settling import settle
from tests.shops import Line


def refused_with(line: Line, due: datetime) -> Refused:
    sam = line.viewer("Sam")
    desk = claiming.in_hand(line.shop, sam) or line.call(sam)
    with pytest.raises(Refused) as refused:
        dialling.record_outcome(line.shop, sam, desk.token, "callback", act=line.act(), callback=due)
    return refused.value


def test_the_refusal_names_the_nearest_allowed_times(line: Line) -> None:
    line.contact()
    due = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)  # 20:30 in Paris
    refused = refused_with(line, due)
    assert refused.data == {
        "needs": "exact",
        "before": datetime(2026, 11, 24, 18, 45, tzinfo=UTC),
        "after": datetime(2026, 11, 25, 9, 0, tzinfo=UTC),
    }
    assert "Tue 24 Nov 19:45 or Wed 25 Nov 10:00 (our clock)" in refused.next_step
    sam = line.viewer("Sam")
    desk = claiming.in_hand(line.shop, sam)
    assert desk is not None
    after = refused.data["after"]
    dialling.record_outcome(line.shop, sam, desk.token, "callback", act=line.act(), callback=after)
    line.at = after
    assert line.call(sam).contact_id == desk.contact_id


def test_asking_first_stores_nothing_and_answers_the_same(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    desk, image = line.call(sam), line.image()
    due = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
    with pytest.raises(Refused) as asked:
        promising.may_promise(line.shop, sam, desk.token, "callback", due)
    assert asked.value.data == refused_with(line, due).data
    promising.may_promise(line.shop, sam, desk.token, "callback", asked.value.data["after"], team=True)
    assert line.image() == image
    with pytest.raises(Refused):
        promising.may_promise(line.shop, line.viewer("Paul"), desk.token, "callback", due)


def test_a_used_up_cap_offers_the_day_it_is_free_again(line: Line) -> None:
    line.contact()
    for _ in range(3):
        line.end(line.viewer("Sam"), "busy")
        line.later(minutes=20)
    refused = refused_with(line, line.at + timedelta(hours=24))
    assert refused.data["before"] is None
    assert refused.data["after"] == datetime(2026, 12, 23, 9, 0, tzinfo=UTC)


def test_where_nothing_is_allowed_within_weeks_it_is_said(line: Line) -> None:
    """A consent that ends tomorrow: afterwards only what they ask for themselves."""
    contact, ends = line.contact(consent=False), datetime(2026, 11, 23, 20, tzinfo=UTC)
    with line.shop.store.act() as tx:
        rights.grant(
            tx, contact, BasisKind.CONSENT, line.at, act=line.act(), operator_id=None, expires_at=ends
        )
        settle(tx, (contact,), line.shop.method, line.at)
    refused = refused_with(line, line.at + timedelta(days=2))
    assert refused.data["after"] is None
    assert refused.title == "That call would not be allowed"


@pytest.mark.parametrize(
    ("due", "title"),
    [(timedelta(0), "passed"), (timedelta(days=-1), "passed"), (timedelta(days=740), "too far ahead")],
)
def test_times_nobody_can_promise(line: Line, due: timedelta, title: str) -> None:
    sam = line.viewer("Sam")
    line.contact()
    desk = line.call(sam)
    with pytest.raises(UsageTrouble, match=title):
        dialling.record_outcome(
            line.shop, sam, desk.token, "callback", act=line.act(), callback=line.at + due, exact=True
        )


@pytest.mark.parametrize(
    ("at", "phrase", "due"),
    [
        # The night of 25 October 2026: 2:30 comes twice; the first is meant.
        ("2026-10-23T13:03", "25/10 2:30", "2026-10-25T00:30"),
        # The night of 28 March 2027: 2:30 does not come; an hour later is meant.
        ("2027-03-25T13:03", "28/3 2:30", "2027-03-28T01:30"),
    ],
)
def test_a_callback_on_a_night_of_the_clock_change_is_kept(
    line: Line, at: str, phrase: str, due: str
) -> None:
    sam = line.viewer("Sam")
    line.at = datetime.fromisoformat(at).replace(tzinfo=UTC)
    contact = line.contact()
    desk = line.call(sam)
    when = read_time(phrase, line.at, desk.zone, "en")
    assert when == datetime.fromisoformat(due).replace(tzinfo=UTC)
    dialling.record_outcome(line.shop, sam, desk.token, "callback", act=line.act(), callback=when, exact=True)
    line.at = when - timedelta(seconds=1)
    with pytest.raises(NothingToCall):
        line.claim(sam)
    line.at = when
    assert line.call(sam).contact_id == contact
