"""Postcodes tell zone and holiday region, or honestly nothing."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import holidays
import pytest

from pipeline_tui.domain.calling_windows import closed_days, is_public_holiday
from pipeline_tui.domain.places import _FRENCH, _ONE_ZONE, Place, place_of
from pipeline_tui.playbooks.calling_rules import load_rules


@pytest.mark.parametrize(
    ("country", "postcode", "place"),
    [
        ("FR", "75011", Place("Europe/Paris", "FX")),
        ("fr", " 69 003 ", Place("Europe/Paris", "FX")),
        ("FR", "F-67000", Place("Europe/Paris", "6AE")),
        ("FR", "68100", Place("Europe/Paris", "6AE")),
        ("FR", "57000", Place("Europe/Paris", "57")),
        ("FR", "20200", Place("Europe/Paris", "FX")),
        ("FR", "75008 CEDEX 08", Place("Europe/Paris", "FX")),
        ("FR", "97110", Place("America/Guadeloupe", "971")),
        ("FR", "97133", Place("America/St_Barthelemy", "BL")),
        ("FR", "97150", Place("America/Marigot", "MF")),
        ("FR", "97200", Place("America/Martinique", "972")),
        ("FR", "97300", Place("America/Cayenne", "973")),
        ("FR", "97400", Place("Indian/Reunion", "974")),
        ("RE", "97400", Place("Indian/Reunion")),
        ("FR", "97600", Place("Indian/Mayotte", "976")),
        ("FR", "97500", Place("America/Miquelon", "PM")),
        ("FR", "98713", Place("Pacific/Tahiti", "PF")),
        ("FR", "98800", Place("Pacific/Noumea", "NC")),
        ("FR", "98000", Place("Europe/Monaco")),
        ("FR", "97900", Place()),
        ("FR", "7501", Place()),
        ("FR", "", Place()),
        ("FR", "not known", Place()),
        ("GB", "BT1 5GS", Place("Europe/London", "NIR")),
        ("GB", "EH1 1YZ", Place("Europe/London", "SCT")),
        ("GB", "G1 1AA", Place("Europe/London", "SCT")),
        ("GB", "GL1 1AA", Place("Europe/London", "ENG")),
        ("GB", "CF10 1EP", Place("Europe/London", "ENG")),
        ("GB", "", Place("Europe/London")),
        ("ES", "35001", Place("Atlantic/Canary")),
        ("ES", "28001", Place("Europe/Madrid")),
        ("ES", "", Place()),
        ("PT", "1000-001", Place("Europe/Lisbon")),
        ("PT", "9000-001", Place("Atlantic/Madeira")),
        ("PT", "9500-001", Place("Atlantic/Azores")),
        ("DE", "", Place("Europe/Berlin")),
        ("DE", "80331", Place("Europe/Berlin", "BY")),
        ("DE", "D-04103", Place("Europe/Berlin", "SN")),
        ("DE", "04600", Place("Europe/Berlin", "SN,TH")),
        ("DE", "63739", Place("Europe/Berlin", "BY,HE")),
        ("US", "10001", Place("America/New_York", "NY")),
        ("US", "33101-1234", Place("America/New_York", "FL")),
        ("US", "32501", Place("America/Chicago", "FL")),
        ("US", "32401", Place("", "FL")),  # two zones, and the postcode does not tell
        ("US", "99999", Place("America/Anchorage", "AK")),
        ("US", "00100", Place()),
        ("US", "", Place()),
        ("GB", "TD15 1AA", Place("Europe/London", "ENG,SCT")),
        ("", "75011", Place()),
    ],
)
def test_place_of(country: str, postcode: str, place: Place) -> None:
    assert place_of(country, postcode) == place


def test_every_zone_and_region_exists() -> None:
    for zone in [*_ONE_ZONE.values(), *(place.zone for place in _FRENCH.values())]:
        assert ZoneInfo(zone).key == zone
    known = holidays.country_holidays("FR").subdivisions
    assert {place.region for place in _FRENCH.values()} - {""} <= set(known)
    assert {"ENG", "NIR", "SCT"} <= set(holidays.country_holidays("GB").subdivisions)


@pytest.mark.parametrize(
    ("postcode", "closed"), [("75011", False), ("20200", False), ("67000", True), ("57000", True), ("", True)]
)
def test_good_friday_is_kept_in_alsace_and_moselle_and_where_nobody_knows(
    postcode: str, closed: bool
) -> None:
    rule, region = load_rules("FR").of(None), place_of("FR", postcode).region
    days = closed_days(rule, "FR", region, is_public_holiday)
    assert days(date(2027, 3, 26), "Europe/Paris") is closed
    assert days(date(2027, 3, 29), "Europe/Paris"), "Easter Monday is everybody's"
