"""Check-ins of one client over any sequence of acts: never in the past, on a closed day, or two of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import following_up, knowing_clients
from pipeline_tui.services.undoing import undo
from tests.services.ground import Ground, open_ground

_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["log", "move", "undo", "wait"]),
        st.sampled_from(["reached", "nobody-reached", "complaint"]),
        st.integers(0, 60),
        st.booleans(),
    ),
    max_size=12,
)


@pytest.mark.slow
@given(steps=_STEPS, start=st.dates(date(2026, 1, 1), date(2027, 12, 31)), segment=st.sampled_from("ABC"))
@settings(max_examples=25)
def test_never_in_the_past_never_closed_never_two(
    steps: list[tuple[str, str, int, bool]], start: date, segment: str
) -> None:
    with TemporaryDirectory() as folder:
        ground = open_ground(Path(folder), Structure.ONE_TIER)
        ground.at = datetime(start.year, start.month, start.day, 11, tzinfo=UTC)
        zoe = ground.viewer("Zoé")
        contact, _ = ground.client(zoe, due=start, segment=segment)
        for what, outcome, days, chosen in steps:
            _step(ground, zoe, contact, what, outcome, days, chosen)
            planned = ground.one(
                """SELECT COUNT(*), COUNT(DISTINCT due_on) FROM check_in
                   WHERE contact_id = :c AND state = 'planned'""",
                c=contact,
            )
            assert planned == (1, 1)
        assert ground.whole()
        ground.shop.close()


def _step(
    ground: Ground, zoe: Viewer, contact: int, what: str, outcome: str, days: int, chosen: bool
) -> None:
    shop, today = ground.shop, ground.shop.today()
    standing = knowing_clients.client_card(shop, zoe, contact).next_check_in
    assert standing is not None
    planned = None
    if what == "log":
        next_on = today + timedelta(days=days + 1) if chosen else None
        logged = following_up.log_check_in(shop, zoe, standing.id, outcome, act=ground.act(), next_on=next_on)
        planned = logged.planned
        assert planned is not None
        assert planned.due_on > today
    elif what == "move":
        planned = following_up.move_check_in(
            shop, zoe, standing.id, today + timedelta(days=days), act=ground.act()
        )
    elif what == "undo":
        try:
            undo(shop, zoe, act=ground.act())
        except PipelineError as nothing:
            assert nothing.title == "Nothing to take back"
    else:
        ground.later(days=days)
    if planned is not None:
        assert planned.due_on >= today
        assert not shop.closed(planned.due_on)
        assert planned.due_on.weekday() < 6  # "Mon-Sat 9-19"
