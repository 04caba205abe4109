"""Three tiers become one and three again while people work: two real terminals on one workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_tui.services.journalling import verify
from pipeline_tui.services.shop import open_shop
from pipeline_tui.services.signing_in import sign_in, who
from tests.journeys.shell import Prompt
from tests.journeys.terminals import Tmux, in_tmux, without

pytestmark = pytest.mark.slow

START = "2026-11-24T10:30+01:00"
WHERE = """SELECT c.last_name, p.stage, o.name FROM position p JOIN contact c ON c.id = p.contact_id
  LEFT JOIN operator o ON o.id = p.owner_id WHERE p.stage = 'hunting' ORDER BY c.id"""


def _change(manager: Tmux, downs: int, into: str) -> None:
    """Choose a structure on the manager's desk, read what it would do, and change to it."""
    manager.press("T")
    manager.wait_for("who works which stages", "● now")
    for _ in range(downs):
        manager.press("Down")
    manager.wait_for(f"change to {into}", "Who sees what", "Hand-offs under way")
    manager.press("Enter")
    manager.wait_for("u takes it back")


def test_the_tiers_merge_and_part_in_the_middle_of_the_work(three_tier: Prompt) -> None:
    path = Path(three_tier.workspace)
    with in_tmux(path, START, "--as", "Sam") as scout, in_tmux(path, START, "--as", "Mia") as manager:
        manager.wait_for("Manager", "T structure")
        scout.wait_for("Enter brings the next contact.")
        scout.press("Enter")
        scout.wait_for("Claire MARTIN", "Enter dial")
        scout.press("Enter")
        scout.wait_for("h HOT")
        _change(manager, 3, "one-tier")
        scout.wait_for("The structure is now one-tier", "Your desks follow when this is done.")
        # The call goes on where it was; handed over, it stays in hand, and the next desk opens in place.
        scout.press("h")
        scout.wait_for("Hunter", "Claire MARTIN", "Enter dial", without("Who receives"))
        scout.press("F2")
        scout.wait_for("Scout")
        scout.press("F3")
        scout.wait_for("Hunter", "Claire MARTIN")
        # Taken back with that work under way: it goes to who works the stage, and the scout scouts again.
        manager.press("u")
        manager.wait_for("change of structure")
        scout.wait_for("The structure is now three-tier", "You work scouting.")
        scout.wait_for("Scout", "Enter brings the next contact.")
        scout.press("F3")
        scout.press("Enter")
        scout.wait_for("Scout", "Minh NGO")
    shop = open_shop(path)
    with shop.store.read() as tx:
        assert [tuple(row) for row in tx.all(WHERE)] == [("MARTIN", "hunting", "Hanna")]
        assert tx.all("SELECT d.state, o.name FROM deal d JOIN operator o ON o.id = d.owner_id") == [
            ("open", "Hanna")
        ]
    assert verify(shop, sign_in(shop, who(shop, "Mia"))).first_bad == ""
    shop.close()


def test_from_the_shell_a_change_is_told_before_it_is_made(three_tier: Prompt) -> None:
    told = three_tier.done("structure", "set", "one-tier", "--preview", "--as", "Mia")
    assert not told["applied"]
    assert {one["name"]: one["after"] for one in told["people"]}["Sam"] == ["scouting", "hunting", "farming"]
    assert three_tier.done("structure", "show", "--as", "Mia")["structure"] == "three-tier"
    assert three_tier.done("structure", "set", "one-tier", "--as", "Mia")["applied"]
    token = three_tier.done("next", "--as", "Hanna")["token"]
    three_tier.done("dial", token, "--as", "Hanna")
    handed = three_tier.done("hand-off", token, "--as", "Hanna")
    assert handed["kept"]
    assert three_tier.done("deals", "--as", "Hanna")
    three_tier.done("undo", "--as", "Mia")
    assert three_tier("next", "--as", "Hanna").code == 1, "scouting is Sam's again"
    assert [one["name"] for one in three_tier.done("deals", "--as", "Hanna")] == [handed["name"]]
