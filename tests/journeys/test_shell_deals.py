"""A hunter's deals from the shell: valued, snoozed, lost with a day to come back, and the forecast."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import deals
from tests.journeys.shell import Prompt
from tests.shops import MONDAY, opened_line


@pytest.fixture
def hugo_s(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Prompt, int]]:
    """A shop in which Hugo has a deal; its id."""
    monkeypatch.setenv("PIPELINE_NOW", MONDAY.isoformat())
    with opened_line(tmp_path / "shop") as line:
        hugo = line.viewer("Hugo")
        contact = line.contact("Petit", stage=Stage.HUNTING, owner=hugo)
        with line.shop.store.act() as tx:
            deal = deals.open_deal(tx, hugo, contact, step="quote-sent", currency="EUR", now=line.at)
        yield Prompt(str(line.shop.store.path), capsys), deal


def test_a_deal_is_valued_and_counts_in_the_forecast(hugo_s: tuple[Prompt, int]) -> None:
    run, deal = hugo_s
    valued = run.done("deal", "value", deal, "1 200", "--title", "Wedding", "--as", "Hugo")
    assert (valued["value_minor"], valued["title"]) == (120_000, "Wedding")
    (own,) = run.done("report", "forecast", "--as", "Hugo")
    assert own["id"] == own["hunter"] == "Hugo"
    assert own["months"][0]["total_minor"] == 120_000
    assert own["months"][0]["weighted_minor"] == 54_000
    assert run("deal", "value", deal, "?", "--as", "Hugo").code == 0
    assert run("deal", "value", deal, "-5", "--as", "Hugo").code == 2
    assert run("report", "forecast", "--as", "Sam").code == 1


def test_a_manager_s_forecast_is_of_everybody_in_every_form(hugo_s: tuple[Prompt, int]) -> None:
    run, deal = hugo_s
    run.done("deal", "value", deal, "1200", "--as", "Hugo")
    assert [one["hunter"] for one in run.done("report", "forecast", "--as", "Mona")] == ["Hugo", ""]
    plain = run("report", "forecast", "--format", "csv", "--as", "Mona").out
    rows = list(csv.DictReader(io.StringIO(plain)))
    assert [(row["hunter"], row["total"], row["weighted"]) for row in rows] == [
        ("Hugo", "120000", "54000"),
        ("all", "120000", "54000"),
    ]
    assert "€540" in run("report", "forecast", "--as", "Mona").out


def test_a_snooze_has_an_end_and_a_reason(hugo_s: tuple[Prompt, int]) -> None:
    run, deal = hugo_s
    told = run("deal", "snooze", deal, "--until", "fri", "--reason", "waits for the bank", "--as", "Hugo")
    assert "snoozed until" in told.out
    assert "waits for the bank" in told.out
    shown = run.done("deal", "show", deal, "--as", "Hugo")["deal"]
    assert (shown["snoozed_until"][:16], shown["snooze_reason"]) == ("2026-11-27T08:00", "waits for the bank")
    assert run("deal", "snooze", deal, "--until", "today", "--reason", "x", "--as", "Hugo").code == 2
    assert run("deal", "snooze", deal, "--until", "fri", "--reason", "x", "--as", "Hana").code == 1
    assert run.done("undo", "--as", "Hugo")["verb"] == "deal_snoozed"
    assert run.done("deal", "show", deal, "--as", "Hugo")["deal"]["snoozed_until"] is None


@pytest.mark.parametrize(
    ("words", "back"),
    [((), "2027-10-19"), (("--win-back", "never"), None), (("--win-back", "1/3/2027"), "2027-03-01")],
)
def test_a_lost_deal_tells_who_got_it_and_when_it_comes_back(
    hugo_s: tuple[Prompt, int], words: tuple[str, ...], back: str | None
) -> None:
    run, deal = hugo_s
    lost = run.done(
        *("deal", "lost", deal, "--reason", "price", "--competitor", "Dupont", "--price", "900"),
        *(*words, "--as", "Hugo"),
    )
    assert (lost["state"], lost["competitor"], lost["competitor_minor"], lost["win_back_on"]) == (
        "lost",
        "Dupont",
        90_000,
        back,
    )
