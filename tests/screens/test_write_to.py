"""``k``: two keys write to the contact; what it says stands there before, and nothing opens over SSH."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline_tui.domain.channels import Channel
from pipeline_tui.domain.structures import Structure
from pipeline_tui.screens import write_to
from pipeline_tui.screens.farmer import FarmerScreen
from pipeline_tui.screens.hunter import HunterScreen
from pipeline_tui.screens.scout import ScoutScreen
from tests.screens.driving import front, opened, press, seen, write
from tests.screens.fake_shop import AMELIE, session_with
from tests.screens.fake_writing import TEXT, WritingShop
from tests.screens.selling_records import ALONE, FATOU


@pytest.fixture
def opens(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand for the desktop: what was given to it; nothing there opens a link unless ``takes`` is set."""
    links: list[str] = []

    def open_link(link: str) -> bool:
        links.append(link)
        return "takes" in links

    monkeypatch.setattr(write_to, "open_link", open_link)
    return links


async def test_two_keys_copy_a_link_where_no_desktop_is(opens: list[str]) -> None:
    doors = WritingShop()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "k")
        words = seen(app)
        for wanted in (
            "Write to BOULANGER Luc",
            "1 SMS · Your flowers are ready",
            "3 e-mail · Thank you  ! a gap",
            "They answered by WhatsApp",
            "They agree to SMS",
            "They do not want WhatsApp",
            "- SMS: they do not want it, 23 Nov",
            TEXT,
        ):
            assert wanted in words, wanted
        assert "They do not want SMS" not in words
        await press(pilot, "2")
        (sent,) = doors.named("write_to")
        assert (sent["contact_id"], sent["channel"], sent["template"]) == (301, Channel.WHATSAPP, "ready")
        assert opens == ["https://wa.me/33600000000?text=ready"]
        assert app.clipboard == opens[0]
        assert "WhatsApp to BOULANGER Luc · Your flowers are ready · link copied" in seen(app)


async def test_a_message_that_opens_is_not_copied(opens: list[str]) -> None:
    opens.append("takes")
    doors = WritingShop()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "k", "1")
        assert app.clipboard == ""
        assert "SMS to BOULANGER Luc · Your flowers are ready · opened" in seen(app)


async def test_an_e_mail_is_copied_with_its_subject_and_its_words_are_no_markup(opens: list[str]) -> None:
    async with opened(session_with(WritingShop(), FATOU)) as (app, pilot):
        await press(pilot, "k", "down", "down")
        assert "Merci [b]beaucoup[/b]." in seen(app)
        await press(pilot, "enter")
        assert app.clipboard == "Merci\nBonjour …,\n\nMerci [b]beaucoup[/b]."


async def test_a_visit_asks_when(opens: list[str]) -> None:
    doors = WritingShop()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "k", "4")
        await write(pilot, "tomorrow 10:00")
        await press(pilot, "enter")
        (sent,) = doors.named("write_to")
        assert sent["at"] == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
        assert "visit: BOULANGER Luc · Visit with samples · tomorrow 10:00" in seen(app)
        assert opens == []


async def test_that_they_answered_is_stored_with_what_they_said(opens: list[str]) -> None:
    doors = WritingShop()
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "k", "5")
        await write(pilot, "on Friday")
        await press(pilot, "enter")
        assert doors.named("note_answer") == [
            {"contact_id": 301, "channel": Channel.WHATSAPP, "note": "on Friday"}
        ]
        assert "the rhythm counts from today" in seen(app)


async def test_a_refusal_of_a_channel_is_stored(opens: list[str]) -> None:
    doors = WritingShop()
    doors.out = None
    async with opened(session_with(doors, FATOU)) as (app, pilot):
        await press(pilot, "k")
        assert "They answered" not in seen(app)
        await press(pilot, "8")
        assert doors.named("say_of_channel") == [
            {"contact_id": 301, "channel": Channel.EMAIL, "agreed": False}
        ]
        assert "BOULANGER Luc: they do not want e-mail" in seen(app)
        await press(pilot, "k", "escape")
        assert isinstance(front(app), FarmerScreen)


async def test_it_is_the_same_key_on_every_desk(opens: list[str]) -> None:
    doors = WritingShop()
    async with opened(session_with(doors, AMELIE)) as (app, pilot):
        await press(pilot, "k")
        assert isinstance(front(app), ScoutScreen), "nobody is in hand"
        await press(pilot, "enter", "k")
        assert isinstance(front(app), write_to.Write)
    alone = session_with(doors, ALONE, structure=Structure.ONE_TIER)
    async with opened(alone, operators=(ALONE,)) as (app, pilot):
        await press(pilot, "f3")
        assert isinstance(front(app), HunterScreen)
        await press(pilot, "k", "2")
        assert doors.named("write_to")[-1]["contact_id"] > 200
