"""A farmer and a scout are replaced while they sit at their desks: real terminals on one workspace."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage import check_ins, clients
from tests.journeys.shell import Prompt
from tests.journeys.terminals import in_one_line, in_tmux
from tests.shops import MONDAY, opened_line

pytestmark = pytest.mark.slow

START = MONDAY.isoformat()
CLIENTS = 60


def test_a_newcomer_takes_over_a_farmer_s_full_diary(tmp_path: Path) -> None:
    with opened_line(tmp_path) as line:
        path, fatou = line.shop.store.path, line.viewer("Fatou")
        for number in range(CLIENTS):
            known = line.contact(f"Client{number:02}", stage=Stage.FARMING, owner=fatou)
            with line.shop.store.act() as tx:
                clients.note_contact(tx, known, line.at, segment="A", since=line.at.date())
                check_ins.plan(tx, known, fatou.operator_id, line.shop.today() + timedelta(days=number % 5))
    with in_tmux(path, START, "--as", "Fatou") as farmer, in_tmux(path, START, "--as", "Mona") as manager:
        farmer.wait_for("Farmer", "Claire CLIENT00")
        manager.wait_for("Manager", "V people")
        manager.press("V")
        manager.wait_for("Fatou", "somebody new")
        manager.press("A")
        manager.wait_for("Who is new?")
        manager.write("Nina")
        manager.press("Down")
        manager.write("farmer")
        manager.press("Enter")
        manager.wait_for("Nina works here from now on", "Nina      ")
        manager.press("Home", "Down", "Down", "Down", "Down")
        manager.wait_for("Waits for them: 60 clients, 60 check-ins.")
        manager.press("Enter")
        manager.wait_for("Somebody takes everything over")
        manager.press("2")
        manager.wait_for("The same work is done by Nina.")
        manager.write("nina")
        manager.wait_for(in_one_line("Takes over", "nina"))
        manager.press("Enter")
        manager.wait_for("Replace Fatou so?", "60 clients, 60 check-ins", "Fatou leaves")
        manager.press("y")
        manager.wait_for("Fatou has left", "Nina: 60 clients, 60 check-ins")
        farmer.wait_for("You no longer work here")
        assert farmer.wait_for_end() == 0
        with in_tmux(path, START, "--as", "Nina") as newcomer:
            newcomer.wait_for("Farmer", "Claire CLIENT00", "Nina")
            newcomer.press("Enter")
            newcomer.wait_for("Claire CLIENT00", "Enter call")
        # Nothing was done with a client yet, so that all of it can still be taken back.
        manager.press("u")
        manager.wait_for("replacement · Fatou")
        with in_tmux(path, START, "--as", "Fatou") as again:
            again.wait_for("Farmer", "Claire CLIENT00", "Fatou")


def test_a_scout_s_promised_calls_go_to_a_colleague(three_tier: Prompt) -> None:
    path = Path(three_tier.workspace)
    start = "2026-11-24T10:30+01:00"
    three_tier.done("people", "add", "Paul:scout", "--as", "Mia")
    token = three_tier.done("next", "--as", "Sam")["token"]
    three_tier.done("dial", token, "--as", "Sam")
    three_tier.done("outcome", token, "callback", "--callback", "+1h", "--as", "Sam")
    with in_tmux(path, start, "--as", "Sam") as scout:
        scout.wait_for("Enter brings the next contact.")
        scout.press("Enter")
        scout.wait_for("Minh NGO", "Enter dial")
        refused = three_tier("people", "deactivate", "Sam", "--as", "Mia")
        assert (refused.code, "1 promised call" in refused.err, "--by" in refused.err) == (1, True, True)
        (part,) = three_tier.done("people", "replace", "Sam", "--by", "Paul", "--preview", "--as", "Mia")[
            "parts"
        ]
        assert (part["name"], part["work"]["callbacks"], part["agreed"]) == ("Paul", 1, 1)
        scout.press("Enter")  # on the telephone by now: nobody is moved in the middle of a call
        scout.wait_for("h HOT")
        assert "on a call" in three_tier("people", "replace", "Sam", "--by", "Paul", "--as", "Mia").err
        scout.press("n")
        scout.wait_for("Enter dial", "Anne DURAND")
        assert three_tier.done("people", "replace", "Sam", "--by", "Paul", "--as", "Mia")["left"]
        scout.wait_for("You no longer work here")
        assert scout.wait_for_end() == 0
    assert [one["name"] for one in three_tier.done("callbacks", "--as", "Paul")] == ["Claire MARTIN"]
    three_tier.done("undo", "--as", "Mia")
    assert [one["owner"] for one in three_tier.done("callbacks", "--all", "--as", "Mia")] == ["Sam"]
