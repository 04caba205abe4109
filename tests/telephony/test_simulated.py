"""The simulated telephone: always the same way for a seed, every kind of end, never anything real."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from pipeline_tui.telephony.handset import Handset
from pipeline_tui.telephony.port import (
    Answered,
    Cause,
    Ended,
    PhoneError,
    PhoneEvent,
    Placed,
    Ringing,
    diallable,
)
from pipeline_tui.telephony.simulated import Simulated

NUMBER = "+33199000100"


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.at = 0.0

    async def sleep(self, seconds: float) -> None:
        self.at += seconds
        await asyncio.sleep(0)

    def __call__(self) -> float:
        return self.at


async def _call(phone: Simulated, ref: str) -> list[PhoneEvent]:
    heard: list[PhoneEvent] = []
    over = asyncio.Event()

    def listen(event: PhoneEvent) -> None:
        heard.append(event)
        if isinstance(event, Ended):
            over.set()

    phone.listen(listen)
    await phone.dial(NUMBER, ref)
    await over.wait()
    return heard


def _phone(seed: int = 1) -> Simulated:
    clock = Clock()
    return Simulated(seed, sleep=clock.sleep, clock=clock)


async def test_a_call_goes_the_same_way_twice() -> None:
    first = [await _call(_phone(), str(ref)) for ref in range(20)]
    second = [await _call(_phone(), str(ref)) for ref in range(20)]
    assert first == second


async def test_another_seed_is_another_shift() -> None:
    one = [_phone(1).plan(NUMBER, str(ref)) for ref in range(20)]
    other = [_phone(2).plan(NUMBER, str(ref)) for ref in range(20)]
    assert one != other


async def test_every_kind_of_end_happens_and_answers_come_within_seconds() -> None:
    ends: Counter[Cause] = Counter()
    for ref in range(200):
        heard = await _call(_phone(), str(ref))
        assert isinstance(heard[0], Placed)
        end = heard[-1]
        assert isinstance(end, Ended)
        ends[end.cause] += 1
        answered = [event for event in heard if isinstance(event, Answered)]
        if answered:
            ringing = next(event for event in heard if isinstance(event, Ringing))
            assert 1.0 <= answered[0].at - ringing.at <= 4.0
            assert end.talked > 0
        else:
            assert end.talked == 0
    assert set(ends) == {Cause.COMPLETED, Cause.BUSY, Cause.NO_ANSWER}
    assert ends[Cause.COMPLETED] > 80


async def test_hanging_up_before_an_answer_is_a_cancelled_call() -> None:
    heard: list[PhoneEvent] = []
    phone = Simulated(sleep=lambda _: asyncio.Event().wait())  # type: ignore[arg-type,return-value]
    phone.listen(heard.append)
    await phone.dial(NUMBER, "1")
    await asyncio.sleep(0)
    await phone.hang_up()
    await phone.hang_up()
    assert [type(event) for event in heard] == [Placed, Ended]
    assert isinstance(heard[-1], Ended)
    assert (heard[-1].cause, heard[-1].by) == (Cause.CANCELLED, "local")


async def test_one_call_at_a_time() -> None:
    phone = Simulated(sleep=lambda _: asyncio.Event().wait())  # type: ignore[arg-type,return-value]
    await phone.dial(NUMBER, "1")
    with pytest.raises(PhoneError):
        await phone.dial(NUMBER, "2")
    await phone.hang_up()
    assert await phone.dial(NUMBER, "3") == "3"
    await phone.hang_up()


@pytest.mark.parametrize(
    "number",
    [
        "",
        "112",
        "0612345678",
        "+0612345678",
        "+33 6 12",
        "+336;ext=1",
        "*21*+33612345678#",
        "+٣٣٦١٢٣٤٥٦٧٨",
        "+331\n2",
    ],
)
async def test_only_plain_international_numbers_reach_a_telephone(number: str) -> None:
    with pytest.raises(PhoneError):
        diallable(number)
    for phone in (Simulated(), Handset()):
        with pytest.raises(PhoneError):
            await phone.dial(number, "1")


async def test_the_handset_times_what_the_operator_says() -> None:
    clock = Clock()
    heard: list[PhoneEvent] = []
    phone = Handset(clock)
    phone.listen(heard.append)
    await phone.hang_up()
    await phone.dial(NUMBER, "9")
    clock.at = 134.0
    await phone.hang_up()
    assert heard == [Placed("9", 0.0), Ended("9", 134.0, Cause.COMPLETED, "local", "operator", 134.0)]
