"""The flow of calls: grace of undo, wrap-up, pauses, notes that nothing hurries, drafts that are offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from textual.pilot import Pilot

from pipeline_tui.domain.desk import Draft, KeptDraft, LeftDesk
from pipeline_tui.domain.errors import HoldLost
from pipeline_tui.screens.draft_offer import DraftOffer
from pipeline_tui.screens.last_word import LastWord
from pipeline_tui.screens.line_state import LineState, shown
from pipeline_tui.screens.tell import Tell
from pipeline_tui.telephony.port import Answered, Cause, Ended
from pipeline_tui.ui.formatting import fixed
from pipeline_tui.widgets.call_bar import CallBar
from pipeline_tui.widgets.note_box import NoteBox
from tests.screens.driving import opened, press, seen, settle, write
from tests.screens.fake_shop import CLAIRE, NOW, FakeDoors, session_with
from tests.screens.flow_desk import SIZES, bar
from tests.screens.scout_desk import LUC, SilentPhone, desk_of


async def called(pilot: Pilot[None]) -> None:
    await press(pilot, "enter", "enter")


@pytest.mark.parametrize("size", SIZES)
async def test_the_word_and_its_undo_stand_beside_a_promised_call(size: tuple[int, int]) -> None:
    doors = FakeDoors((CLAIRE, LUC))
    async with opened(session_with(doors, phone=SilentPhone()), size=size) as (app, pilot):
        clock = [0.0]
        desk_of(app).last = LastWord(desk_of(app).session.keys, lambda: clock[0])
        await called(pilot)
        await press(pilot, "n")
        lines = []
        for clock[0] in (0.0, 0.2, 1.5, 4.9, 5.0, 600.0):
            desk_of(app).tick()
            await settle(pilot)
            lines.append(bar(app))
        assert lines[0].startswith(" ✓ No answer · Claire MARTIN · next Tue afternoon ")
        assert ["u undo · 5 s" in one for one in lines] == [True, True, False, False, False, False]
        assert "u undo · 4 s" in lines[2] and "u undo · 1 s" in lines[3]
        assert "u undo  " in lines[4] and "0 s" not in lines[4]
        assert "14:20" in lines[0], "the promised call is not pushed out"
        assert len({one.replace(" · 5 s", "").replace(" · 4 s", "").replace(" · 1 s", "").replace(" ", "")
                    for one in lines}) == 1  # fmt: skip
        assert len({one.index("u undo") for one in lines}) == 1, "nothing moves while it counts"
        assert len({one.index("14:20") for one in lines}) == 1
        await press(pilot, "u")
        assert "Claire MARTIN" in seen(app) and "u undo ·" not in bar(app)


async def test_skips_and_hand_offs_are_taken_back_the_same_way() -> None:
    doors = FakeDoors((CLAIRE, LUC))
    async with opened(session_with(doors, phone=SilentPhone())) as (app, pilot):
        await press(pilot, "enter", "s")
        assert "skipped · Claire MARTIN" in bar(app) and "u undo · 5 s" in bar(app)


def test_the_line_gives_way_from_the_left_only() -> None:
    class Narrow(CallBar):
        size = property(lambda _: type("Size", (), {"width": 60})())

    line = Narrow()
    line.show(
        fixed("✓ " + "n" * 70), fixed("callback 14:20 Mr Ngo · in 17 min"), fixed("☎ 14:20"), fixed("u undo")
    )
    text = line.render().plain
    assert len(text) == 60
    assert text.endswith("…  u undo ☎ 14:20")


# wrap-up
@pytest.mark.parametrize(
    ("after", "words"),
    [
        (0.0, "wrap-up 0:30"),
        (6.4, "wrap-up 0:24"),
        (30.0, "wrap-up 0:00"),
        (42.0, "over by 0:12"),
        (95.0, "over by 1:05"),
    ],
)
def test_the_wrap_up_counts_down_and_then_says_by_how_much_it_is_over(after: float, words: str) -> None:
    ended = LineState("ended", 100.0, "no-answer")
    line = shown(ended, 100.0 + after, wrap_up=30).plain
    assert line == f"■ nobody answered · {words}"
    assert shown(ended, 100.0 + after).plain == "■ nobody answered · how did it end?"


async def test_after_the_call_the_wrap_up_stands_on_the_line_and_forces_nothing() -> None:
    doors, phone = FakeDoors((CLAIRE,)), SilentPhone()
    async with opened(session_with(doors, phone=phone)) as (app, pilot):
        await called(pilot)
        phone.tell(Answered("1", 0.0))
        phone.tell(Ended("1", -600.0, Cause.COMPLETED, "remote"))  # long ago on this machine's clock
        await settle(pilot)
        assert "■ ended · over by" in bar(app)
        assert doors.named("record_outcome") == []


async def test_after_staying_the_line_tells_what_was_stored_and_proposes_nothing() -> None:
    doors, phone = FakeDoors((CLAIRE,)), SilentPhone()
    async with opened(session_with(doors, phone=phone)) as (app, pilot):
        await called(pilot)
        phone.tell(Ended("1", 1.0, Cause.BUSY, "remote"))
        await settle(pilot)
        await press(pilot, "N")
        phone.tell(Ended("1", 1.0, Cause.CANCELLED, "local"))
        await settle(pilot)
        assert "✓ No answer · Claire MARTIN" in bar(app) and "wrap-up" not in bar(app)
        await press(pilot, "d")
        assert "Enter Busy" not in seen(app)


@pytest.mark.parametrize("cause", [Cause.BUSY, Cause.NO_ANSWER, Cause.DECLINED, Cause.COMPLETED])
async def test_what_the_telephone_proposes_waits_for_the_note(cause: Cause) -> None:
    doors, phone = FakeDoors((replace(CLAIRE, draft=Draft()), LUC)), SilentPhone()
    async with opened(session_with(doors, phone=phone)) as (app, pilot):
        await called(pilot)
        await press(pilot, "e", "n")
        phone.tell(Ended("1", 1.0, cause, "remote"))
        await settle(pilot)
        await press(pilot, "b", "enter", "space", "n", "1")
        assert isinstance(app.focused, NoteBox)
        assert app.focused.text == "nb\n n1"
        assert doors.named("record_outcome") == []
        assert desk_of(app).desk is not None
        await press(pilot, "escape", "b")
        assert doors.named("record_outcome")[0]["note"] == "nb\n n1"


async def test_what_the_script_proposes_waits_for_the_note() -> None:
    doors, phone = FakeDoors((replace(CLAIRE, draft=Draft()), LUC)), SilentPhone()
    async with opened(session_with(doors, phone=phone)) as (app, pilot):
        await called(pilot)
        desk_of(app).session.line.proposed = "no-answer"
        await press(pilot, "e", "x", "enter", "y")
        assert doors.named("record_outcome") == []
        await press(pilot, "escape", "enter")
        assert [(one["code"], one["note"]) for one in doors.named("record_outcome")] == [
            ("no-answer", "x\ny")
        ]


async def test_reading_what_is_in_hand_does_not_disturb_what_is_typed() -> None:
    doors = FakeDoors((replace(CLAIRE, draft=Draft()),))
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "enter", "e")
        await write(pilot, "half a sen")
        desk_of(app).reload()
        await settle(pilot)
        assert isinstance(app.focused, NoteBox) and app.focused.text == "half a sen"


TYPED = KeptDraft(Draft(note="wants lilies", path=("a", "b")), NOW - timedelta(days=1))


KEPT = replace(CLAIRE, draft=Draft(), kept=TYPED)


@pytest.mark.parametrize("size", SIZES)
async def test_a_draft_of_a_broken_hold_is_offered(size: tuple[int, int]) -> None:
    doors = FakeDoors((KEPT,))
    async with opened(session_with(doors), size=size) as (app, pilot):
        await press(pilot, "enter")
        words = seen(app)
        assert isinstance(app.screen, DraftOffer)
        for word in ("You typed this yesterday 14:03", "wants lilies", "1 use it", "3 drop it"):
            assert word in words
        await press(pilot, "enter")
        assert isinstance(app.screen, DraftOffer), "the Enter that brought the contact decides nothing"
        assert desk_of(app).note == ""
        await press(pilot, "1")
        assert doors.named("use_kept") == [{"token": "t1"}]
        assert desk_of(app).note == "wants lilies"


@pytest.mark.parametrize(("key", "asked"), [("2", []), ("escape", []), ("3", [{"token": "t1"}])])
async def test_kept_aside_or_dropped_the_note_is_empty(key: str, asked: list[dict[str, str]]) -> None:
    doors = FakeDoors((KEPT,))
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "enter", key)
        assert app.screen is desk_of(app) and desk_of(app).note == ""
        assert (doors.named("drop_kept"), doors.named("use_kept")) == (asked, [])


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (LeftDesk(True, True, False), ("A colleague has worked on it since", "it is offered to you")),
        (LeftDesk(True, False, True), ("A colleague has it in hand now", "it is offered to you")),
        (LeftDesk(True, False, False), ("Nobody has taken it since", "it comes back together")),
    ],
)
async def test_a_desk_that_wakes_too_late_says_so_and_keeps_every_letter(
    left: LeftDesk, words: tuple[str, ...]
) -> None:
    doors = FakeDoors((replace(CLAIRE, draft=Draft()),))
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "enter", "e")
        await write(pilot, "the last words before the lid closed")
        doors.held, doors.left = None, left
        doors.refuse["keep_draft"] = HoldLost("gone")
        desk_of(app)._renew()
        await settle(pilot)
        assert isinstance(app.screen, Tell)
        assert "Claire MARTIN has left your desk" in seen(app)
        assert all(word in " ".join(seen(app).split()) for word in words)
        (late,) = doors.named("keep_late")
        assert late["draft"].note == "the last words before the lid closed"
        assert (late["token"], late["typed_at"]) == ("t1", NOW)
        assert desk_of(app).desk is None


async def test_a_read_that_finds_the_hand_empty_loses_no_letter() -> None:
    doors = FakeDoors((replace(CLAIRE, draft=Draft()),))
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "enter", "e")
        await write(pilot, "typed")
        doors.held, doors.left = None, LeftDesk(True, True, False)
        desk_of(app).reload()
        await settle(pilot)
        assert doors.named("keep_late")[0]["draft"].note == "typed"
        assert "has left your desk" in seen(app)


async def test_leaving_with_a_lost_hold_keeps_what_was_typed() -> None:
    doors = FakeDoors((replace(CLAIRE, draft=Draft()),))
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "enter", "e")
        await write(pilot, "typed")
        desk_of(app).drafts.typed("t1", Draft(note="typed last"))
        doors.refuse["keep_draft"] = HoldLost("gone")
        desk_of(app).drafts.flush()
        assert doors.named("keep_late")[0]["draft"].note == "typed last"


async def test_a_toast_leaves_all_of_a_narrow_screen_but_its_last_keys_free() -> None:
    doors = FakeDoors((KEPT,))
    async with opened(session_with(doors)) as (app, pilot):
        await press(pilot, "enter")
        desk_of(app).say("A word that is said while a question stands there.", "Said")
        await settle(pilot)
        lines = seen(app).splitlines()
        assert "Said · A word that is said while a question stands there." in lines[-1]
        assert "37 calls · 4 hot" in lines[0]
        assert "A draft of yours is kept for this contact" in "\n".join(lines[1:-1])
