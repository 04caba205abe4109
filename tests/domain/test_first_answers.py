"""The seven questions: what Enter takes, and what is understood."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.first_answers import (
    DEMO,
    Ground,
    TradeOffer,
    read_all,
    read_computers,
    read_goal,
    read_home,
    read_trade,
    usual,
)
from pipeline_tui.domain.structures import Structure

NAMES = {"florist": ("Florist", "Fleuriste"), "furniture": ("Furniture shop", "Magasin de meubles")}
FLORIST, FURNITURE = (
    TradeOffer(
        code, MappingProxyType({"en": en, "fr": fr}), Structure.ONE_TIER, ("en", "fr"), hours, goal
    )
    for (code, (en, fr)), hours, goal in zip(
        NAMES.items(), ("Mon-Sat 9-19", "Mon-Sat 10-19"), (25, 80), strict=True
    )
)  # fmt: skip
GROUND = Ground((FLORIST, FURNITURE), "FR", "Anne")


def test_enter_alone_makes_a_shop() -> None:
    told = read_all({}, GROUND)
    assert (told.firm, told.trade, told.home.country, told.home.language) == (
        "Fleuriste",
        FLORIST,
        "FR",
        "fr",
    )
    assert (told.crew.manager, told.crew.structure, told.several) == ("Anne", Structure.ONE_TIER, False)
    assert (told.hours, told.list_file, told.goal) == ("Mon-Sat 9-19", DEMO, 25)
    made = told.set_up(practice=True)
    assert (made.firm, made.goal, made.practice, made.zone) == ("Fleuriste", 25, True, "Europe/Paris")


def test_what_enter_takes_follows_from_the_answers_before() -> None:
    typed = {"trade": "2", "country": "GB"}
    assert usual("hours", typed, GROUND) == "Mon-Sat 10-19"
    assert usual("goal", typed, GROUND) == "80"
    assert usual("firm", typed, GROUND) == "Furniture shop"
    assert usual("firm", {"trade": "no such", "country": "nowhere"}, GROUND) == "Florist"


@pytest.mark.parametrize("text", ["1", "florist", "FLORIST", "fleuriste", "flo"])
def test_a_trade_is_named_in_many_ways(text: str) -> None:
    assert read_trade(text, GROUND) is FLORIST


@pytest.mark.parametrize(
    ("text", "country", "language", "zone"),
    [
        ("FR", "FR", "fr", "Europe/Paris"),
        ("fr", "FR", "fr", "Europe/Paris"),
        ("France", "FR", "fr", "Europe/Paris"),
        ("Royaume-Uni", "GB", "en", "Europe/London"),
        ("BE en", "BE", "en", "Europe/Brussels"),
        ("United States fr America/Chicago", "US", "fr", "America/Chicago"),
        ("JP Asia/Tokyo", "JP", "en", "Asia/Tokyo"),
        ("RE, fr, Indian/Reunion", "RE", "fr", "Indian/Reunion"),
    ],
)
def test_a_country_settles_language_and_clock(text: str, country: str, language: str, zone: str) -> None:
    home = read_home(text, FLORIST)
    assert (home.country, home.language, home.zone) == (country, language, zone)


@pytest.mark.parametrize("text", ["", "XX", "Atlantis", "JP", "FR Europe/Nowhere", "FR /etc/passwd", "../x"])
def test_a_wrong_country_is_told(text: str) -> None:
    with pytest.raises(UsageTrouble):
        read_home(text, FLORIST)


@pytest.mark.parametrize(("text", "several"), [("one", False), ("1", False), ("several", True), ("4", True)])
def test_computers(text: str, several: bool) -> None:
    assert read_computers(text) is several


@pytest.mark.parametrize(("text", "goal"), [("0", 0), ("60", 60), ("60 calls a day", 60), ("30 appels", 30)])
def test_a_goal_is_a_number_of_calls(text: str, goal: int) -> None:
    assert read_goal(text) == goal


@pytest.mark.parametrize("read", [read_computers, read_goal])
@pytest.mark.parametrize("text", ["maybe", "-1", "1.5"])
def test_what_is_no_number_is_told(read: object, text: str) -> None:
    with pytest.raises(UsageTrouble):
        read(text)  # type: ignore[operator]
