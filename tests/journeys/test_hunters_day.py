"""A hunter's day in a real terminal: filter, snooze, value, forecast, lost, and the scout who wins back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import deals
from tests.journeys.terminals import in_pty, without
from tests.shops import opened_line

pytestmark = pytest.mark.slow

MONDAY, IN_MARCH = "2026-11-23T14:03+01:00", "2027-03-01T10:30+01:00"


def test_what_is_lost_today_is_won_back_in_march(tmp_path: Path) -> None:
    with opened_line(tmp_path) as line:
        hugo = line.viewer("Hugo")
        for name in ("Petit", "Roy", "Lefèvre"):
            contact = line.contact(name, stage=Stage.HUNTING, owner=hugo)
            with line.shop.store.act() as tx:
                deals.open_deal(
                    tx,
                    hugo,
                    contact,
                    step="quote-sent",
                    currency="EUR",
                    now=line.at,
                    next_do="ring",
                    next_at=line.at + timedelta(hours=contact),
                )
        path = line.shop.store.path
    with in_pty(path, MONDAY, "--as", "Hugo") as hunter:
        hunter.wait_for("Today · 3 deals", "Claire PETIT", "Claire LEFÈVRE")
        hunter.press("/", *"lefevre")
        hunter.wait_for("1 of 3", "Claire LEFÈVRE", "Esc back to the keys", without("Claire PETIT"))
        hunter.press("enter")
        hunter.wait_for("Enter open", without("back to the keys"))
        hunter.press("z")
        hunter.wait_for("Snooze: Claire LEFÈVRE")
        hunter.press(*"fri", "down", *"waits for the bank")
        hunter.wait_for("Fri 27 Nov", "waits for the bank")
        hunter.press("enter")
        hunter.wait_for("Snoozed · 1 deal", "snoozed: waits for the bank")
        hunter.press("escape")
        hunter.wait_for("Today · 2 deals", "Claire PETIT")
        hunter.press("up", "up", ">")
        hunter.wait_for("Claire PETIT · Quote sent → Sample shown")
        hunter.press("v", "v")
        hunter.wait_for("Expected by month", "3 deals have no value")
        hunter.press("v", "v")
        hunter.wait_for("Today · 2 deals")
        hunter.press("L")
        hunter.wait_for("Why is Claire PETIT lost?")
        hunter.press("1")
        hunter.wait_for("Lost: Claire PETIT · Too expensive", "by the scouts")
        hunter.press("down", *"Dupont", "down", *"900", "down", *"1/3/2027")
        hunter.wait_for("Dupont", "€900", "Mon 1 Mar")
        hunter.press("enter")
        hunter.wait_for("lost: Claire PETIT", "Today · 1 deal")
    with in_pty(path, IN_MARCH, "--as", "Sam") as scout:
        scout.wait_for("Enter brings the next contact.")
        scout.press("enter")
        shown = scout.wait_for("Claire PETIT", "Enter dial")
        words = " ".join(shown.replace("│", " ").split())
        assert "lost 23 Nov 2026: too expensive" in words
        assert "Dupont" in words
