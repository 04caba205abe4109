from __future__ import annotations

from datetime import date

import pytest

from pipeline_tui.domain.public_holidays import public_holiday


@pytest.mark.parametrize(
    ("day", "country", "region", "language", "name"),
    [
        ("2026-07-14", "FR", "", "fr", "Fête nationale"),
        ("2026-07-14", "fr", "", "en", "National Day"),
        ("2026-04-06", "FR", "", "fr", "Lundi de Pâques"),
        ("2026-12-26", "FR", "", "fr", None),
        ("2026-12-26", "FR", "57", "en", "Saint Stephen's Day"),
        ("2026-12-26", "FR", "no such", "en", None),
        ("2026-07-15", "FR", "", "fr", None),
        ("2026-07-04", "US", "", "fr", "Independence Day"),
        ("2026-01-06", "DE", "BY", "en", "Epiphany"),
        ("2026-01-06", "DE", "BE", "en", None),
        ("2026-08-31", "GB", "ENG", "en", "Late Summer Bank Holiday"),
        ("2026-08-31", "GB", "", "en", None),
        ("2026-07-14", "ZZ", "", "en", None),
        ("2026-07-14", "", "", "en", None),
        ("2026-07-14", "HolidayBase", "", "en", None),
    ],
)
def test_public_holidays(day: str, country: str, region: str, language: str, name: str | None) -> None:
    assert public_holiday(date.fromisoformat(day), country, region, language) == name
