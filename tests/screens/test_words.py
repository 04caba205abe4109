"""Codes are shown as words; a hint stays where something is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline_tui.bootstrap import keys_of
from pipeline_tui.screens.form import Form
from pipeline_tui.screens.session import Session
from pipeline_tui.settings import speak
from pipeline_tui.ui.words import REASONS
from tests.screens.driving import opened, press, seen, write
from tests.screens.fake_shop import CLAIRE, FakeDoors, session_with
from tests.screens.scout_desk import SilentPhone


def speaking(language: str, doors: FakeDoors) -> Session:
    session = session_with(doors, phone=SilentPhone())
    return replace(
        session,
        workspace=replace(session.workspace, language=language),
        keys=keys_of(session.playbook, language),
    )


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("en", ("the number rings nowhere", "somebody else's number", "has died", "a child")),
        ("fr", ("numéro hors service", "pas son numéro", "décédée", "personne mineure")),
    ],
)
async def test_a_wrong_number_asks_which_in_words(
    language: str, wanted: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", f"{language}.UTF-8")
    speak()
    async with opened(speaking(language, FakeDoors((CLAIRE,)))) as (app, pilot):
        await press(pilot, "enter", "enter", "w")
        words = seen(app)
        for one in wanted:
            assert one in words, one


def test_every_reason_of_a_wrong_number_has_words() -> None:
    outcome = session_with(FakeDoors()).playbook.outcome("wrong-number")
    assert outcome is not None
    assert set(outcome.reasons) <= set(REASONS)


async def test_what_was_before_is_told_in_the_shops_language() -> None:
    async with opened(speaking("fr", FakeDoors((CLAIRE,))), size=(120, 40)) as (app, pilot):
        await press(pilot, "enter")
        assert "pas de réponse" in seen(app)
        assert "messagerie" in seen(app)
        await press(pilot, "i")
        assert "pas de réponse" in seen(app)
        assert "no-answer" not in seen(app)


async def test_what_is_wanted_keeps_its_hint() -> None:
    async with opened(session_with(FakeDoors((CLAIRE,)))) as (app, pilot):
        await press(pilot, "enter", "W")
        assert isinstance(app.screen, Form)
        await write(pilot, "45")
        await press(pilot, "enter")
        assert "! wanted · y or n: may we ring afterwards?" in seen(app)
