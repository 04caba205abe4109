"""The telephone of practice calls does what the customer decides."""

from __future__ import annotations

import asyncio

import pytest

from pipeline_tui.telephony.port import Answered, Cause, Ended, PhoneEvent
from pipeline_tui.telephony.rehearsed import Rehearsed
from tests.telephony.test_simulated import NUMBER, Clock


async def _rung(then: Cause) -> list[PhoneEvent]:
    clock = Clock()
    phone, heard, over = Rehearsed(lambda: then, sleep=clock.sleep, clock=clock), [], asyncio.Event()

    def listen(event: PhoneEvent) -> None:
        heard.append(event)
        if isinstance(event, Answered | Ended):
            over.set()

    phone.listen(listen)
    await phone.dial(NUMBER, "a")
    await over.wait()
    if isinstance(heard[-1], Answered):
        await phone.customer_hangs_up()
        await phone.customer_hangs_up()  # once is enough
    return heard


@pytest.mark.parametrize("then", [Cause.NO_ANSWER, Cause.BUSY])
async def test_nobody_picks_up(then: Cause) -> None:
    heard = await _rung(then)
    ended = heard[-1]
    assert isinstance(ended, Ended)
    assert (ended.cause, ended.by) == (then, "remote")
    assert not any(isinstance(one, Answered) for one in heard)


async def test_the_customer_answers_and_hangs_up() -> None:
    heard = await _rung(Cause.COMPLETED)
    assert [type(one).__name__ for one in heard] == ["Placed", "Ringing", "Answered", "Ended"]
    ended = heard[-1]
    assert isinstance(ended, Ended)
    assert (ended.cause, ended.by) == (Cause.COMPLETED, "remote")
