"""What the contact pane and the line of what was before say, and what they leave out with a mark."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline_tui.domain.calling import Blocker, Verdict
from pipeline_tui.domain.desk import Desk, PastCall
from pipeline_tui.playbooks.reading import load_shipped
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.before_pane import _fitting, event_rows
from pipeline_tui.widgets.contact_facts import Fact, Reader, Weight, attempt, facts, origin
from pipeline_tui.widgets.contact_pane import fitting
from tests.screens.fake_shop import CLAIRE, NOW

NAMES = Names.of(load_shipped("florist"), "en")
READER = Reader(NAMES, "Europe/Paris", "en")
WIDTH = 37  # of the pane at eighty columns


def said(desk: Desk, width: int = WIDTH, most: int = 1) -> str:
    return "\n".join(row.plain for fact in facts(desk, READER, NOW, width, most=most) for row in fact.rows)


FULL = replace(
    CLAIRE,
    firm="Résidence Les Jonquilles",
    role="buyer",
    language="fr",
    preferred_hours="mornings",
    bought=("weekly bouquets, 12 Oct 2026",),
)


@pytest.mark.parametrize(
    "wanted",
    [
        "Claire MARTIN  Madame Martin",
        "buyer · Résidence Les Jonquilles",
        "+33 6 12 34 56 78  mobile · 1 of 2",
        "+33 4 78 00 00 00  landline household",
        "Lyon · 14:03 there · open until 20:00",
        "Prefers mornings",
        "Speaks French",
        "Consent web form, 2 Sep 2026",
        "Attempt 2 of 4 · no answer 3 Nov",
        "Offer first delivery free",
        "Bought weekly bouquets, 12 Oct 2026",
        "From Salon de l'immobilier · Spring",
    ],
)
def test_everything_a_call_needs_is_said_in_words(wanted: str) -> None:
    assert wanted in said(FULL)


def test_the_language_is_said_only_when_it_is_not_the_shops() -> None:
    assert "Speaks" not in said(replace(FULL, language="en"))


def test_no_row_is_wider_than_the_pane_and_what_is_cut_is_marked() -> None:
    long = replace(
        FULL,
        name="Marie-Antoinette-Joséphine VAN DEN BERGHE-DE LA TOURNERIE",
        firm="Association départementale " * 6,
        offer="a free delivery of " * 20,
    )
    for width in (30, WIDTH, 50):
        rows = [row for fact in facts(long, READER, NOW, width) for row in fact.rows]
        assert all(row.cell_length <= width for row in rows)
    assert said(long).count("…") == 3  # firm, offer, source
    assert "TOURNERIE" in said(long), "a name is wrapped, not cut"


def test_an_odd_number_is_odd_in_words() -> None:
    number = replace(CLAIRE.numbers[0], unusual=True, suppressed=True, extension="203")
    words = said(replace(CLAIRE, numbers=(number,)))
    assert "looks mistyped" in words
    assert "must not be called" in words
    assert "ext. 203" in words
    assert "?" not in words


def test_a_refusing_rule_says_why_and_until_when() -> None:
    until = NOW + timedelta(hours=20)
    refused = Verdict(False, Blocker.OUTSIDE_WINDOW, "It is 21:03 there.", until=until)
    words = said(replace(CLAIRE, verdict=refused))
    assert "✗ It is 21:03 there." in words
    assert "Not before tomorrow 10:03." in words


@pytest.mark.parametrize(
    ("zone", "wanted"),
    [
        ("Europe/London", "Saint-Rém… · 13:03 there · until 19:00"),
        ("Europe/Paris", "Saint-Rémy-de… · 14:03 · until 20:00"),
    ],
)
def test_a_long_place_gives_way_to_the_clock_there(zone: str, wanted: str) -> None:
    desk = replace(CLAIRE, zone=zone, city="Saint-Rémy-de-Provence-sur-Mer")
    place = next(line for line in said(desk, 38).splitlines() if "Saint" in line)
    assert place[:6] == wanted[:6]
    assert place.endswith(wanted.split("… ")[1])


def test_the_count_of_attempts_ignores_what_is_no_call() -> None:
    before = (PastCall(NOW, "Paul", "returned", "need-unclear"), *CLAIRE.before)
    assert attempt(replace(CLAIRE, before=before), READER, NOW).plain == "2 of 4 · no answer 3 Nov"
    assert attempt(replace(CLAIRE, before=(), attempts_allowed=0), READER, NOW).plain == "2"


def test_a_source_is_not_said_twice() -> None:
    assert origin(replace(CLAIRE, source="Web form", list_name="Web form")) == "Web form"


def _fact(weight: Weight, rows: int = 1) -> Fact:
    name = facts(CLAIRE, READER, NOW, WIDTH)[0].rows[0]
    return Fact(weight, (name,) * rows)


@pytest.mark.parametrize(
    ("weights", "height", "kept", "left"),
    [
        ((Weight.ALWAYS, Weight.ORIGIN), 2, (0, 1), 0),
        ((Weight.ALWAYS, Weight.ORIGIN, Weight.CALL), 2, (0,), 2),
        ((Weight.ALWAYS, Weight.ORIGIN, Weight.CALL), 3, (0, 1, 2), 0),
        ((Weight.ALWAYS, Weight.ORIGIN, Weight.CALL, Weight.OFFER), 3, (0, 2), 2),
        ((Weight.ALWAYS, Weight.ALWAYS), 1, (0, 1), 0),
    ],
)
def test_the_lightest_facts_give_way_and_are_counted(
    weights: tuple[Weight, ...], height: int, kept: tuple[int, ...], left: int
) -> None:
    known = [_fact(weight) for weight in weights]
    shown, left_out = fitting(known, height)
    assert ([id(one) for one in shown], left_out) == ([id(known[at]) for at in kept], left)


# before

RETURNED = PastCall(
    datetime(2026, 11, 2, 9, 0, tzinfo=UTC), "Hugo", "returned", "need-unclear ask the husband"
)


def test_what_was_before_is_told_in_words_with_the_note_beneath() -> None:
    rows = [row.plain for row in event_rows(RETURNED, NAMES, "Europe/Paris", NOW, WIDTH)]
    assert rows[0].split() == ["2", "Nov", "10:00", "returned", "Hugo"]
    assert rows[1].strip() == "Need not clear: ask the husband"


def test_another_year_is_said_by_its_day() -> None:
    old = replace(RETURNED, at=datetime(2024, 3, 2, 9, 0, tzinfo=UTC))
    assert event_rows(old, NAMES, "Europe/Paris", NOW, WIDTH)[0].plain.startswith("  2 Mar 2024")


@pytest.mark.parametrize(("height", "left"), [(8, None), (7, 1), (4, 3), (3, 3), (1, 4)])
def test_events_that_do_not_fit_are_counted(height: int, left: int | None) -> None:
    told = [event_rows(RETURNED, NAMES, "Europe/Paris", NOW, WIDTH) for _ in range(4)]
    shown = _fitting(told, height, "↓")
    assert len(shown) <= height
    last = shown[-1].plain
    assert last == (f"… {left} more · ↓" if left else last)
    assert ("more" in last) is (left is not None)


def test_where_no_ground_is_needed_it_is_said_of_what() -> None:
    assert "Basis none needed" in said(replace(CLAIRE, basis="none needed"))
    assert "Basis" not in said(CLAIRE)
