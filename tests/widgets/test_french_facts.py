"""What a French manager reads: where a rule stands, and when somebody agreed, in French."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from pipeline_tui.domain.rules_page import rules_page
from pipeline_tui.playbooks.calling_rules import load_rules
from pipeline_tui.settings import speak
from pipeline_tui.widgets.found_lines import _ground
from pipeline_tui.widgets.rules_lines import rules_lines
from tests.english import english_in


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    speak("fr")
    yield
    speak("en")


@pytest.mark.parametrize("country", ["FR", "default"])
def test_the_rules_of_france_are_read_in_french(country: str) -> None:
    page = rules_page(country, load_rules(country), date(2026, 11, 24))
    shown = "\n".join(line.plain for line in rules_lines(page, date(2026, 11, 24), 78))
    assert english_in(shown) == []
    for english in ("looked up", "since 11", "no statute", "law  ", "secondary"):
        assert english not in shown


def test_the_day_of_a_consent_is_a_day() -> None:
    assert _ground("consent · formulaire en ligne · 2024-12-24").endswith("· 24 déc 2024")
