"""A telephone that rings too long proposes that nobody answers; who answers after all takes that back."""

from __future__ import annotations

import pytest

from pipeline_tui.screens import on_the_phone
from pipeline_tui.screens.line_state import PhoneLine
from pipeline_tui.telephony.port import Answered, Placed, Ringing
from tests.screens.driving import opened, press, seen, settle
from tests.screens.fake_shop import CLAIRE, FakeDoors, session_with
from tests.screens.scout_desk import SilentPhone, desk_of


@pytest.mark.parametrize(
    ("events", "at", "proposed"),
    [
        ((Placed("1", 0.0),), 99.0, ""),  # a handset: we cannot know that it rings
        ((Placed("1", 0.0), Ringing("1", 5.0)), 34.9, ""),
        ((Placed("1", 0.0), Ringing("1", 5.0)), 35.0, "no-answer"),
        ((Placed("1", 0.0), Ringing("1", 5.0), Answered("1", 9.0)), 99.0, ""),
    ],
)
def test_it_is_proposed_after_so_many_seconds(events: tuple[object, ...], at: float, proposed: str) -> None:
    line = PhoneLine("t1")
    for event in events:
        line.hear(event)  # type: ignore[arg-type]
    line.ring_on(at, 30, "no-answer")
    assert line.proposed == proposed


def test_who_answers_after_all_takes_it_back_and_nothing_else() -> None:
    line = PhoneLine("t1")
    line.hear(Ringing("1", 0.0))
    line.ring_on(40.0, 30, "no-answer")
    line.hear(Answered("1", 41.0))
    assert line.proposed == ""
    line.hear(Ringing("1", 50.0))
    line.proposed = "refused"  # the script's
    line.ring_on(99.0, 30, "no-answer")
    line.hear(Answered("1", 100.0))
    assert line.proposed == "refused"


async def test_enter_takes_the_proposal(monkeypatch: pytest.MonkeyPatch) -> None:
    doors, phone, now = FakeDoors((CLAIRE,)), SilentPhone(), 100.0
    monkeypatch.setattr(on_the_phone, "monotonic", lambda: now)
    async with opened(session_with(doors, phone=phone)) as (app, pilot):
        await press(pilot, "enter", "enter")
        phone.tell(Ringing("1", 100.0))
        await settle(pilot)
        assert desk_of(app).proposed == ""
        now = 131.0
        desk_of(app).tick()
        await settle(pilot)
        assert "ringing long" in seen(app)
        await press(pilot, "enter")
        assert doors.named("record_outcome")[0]["code"] == "no-answer"
