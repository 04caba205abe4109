"""A call passed on live between two real terminals on one workspace."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline_tui.services.journalling import verify
from pipeline_tui.services.shop import open_shop
from pipeline_tui.services.signing_in import sign_in, who
from tests.journeys import shell
from tests.journeys.shell import Prompt
from tests.journeys.terminals import Tmux, in_tmux, without

pytestmark = pytest.mark.slow

START = "2026-11-24T10:30+01:00"


@pytest.fixture
def three_tier(specialists: Prompt, monkeypatch: pytest.MonkeyPatch) -> Prompt:
    """A shop of three tiers whose first contact answers the simulated telephone, and stays on the line."""
    answers = shell.CONTACTS.replace("01 99 00 12 34", "01 99 00 12 42")
    monkeypatch.setattr(shell, "CONTACTS", answers)
    shell.load(specialists, "--as", "Mia")
    return specialists


def _left(screen: str) -> int:
    """Return how many seconds the offer still stands, as the scout's screen counts them; 0 without one."""
    found = re.search(r"(\d+) s left", screen)
    return int(found[1]) if found is not None else 0


def _talking(scout: Tmux) -> None:
    scout.wait_for("Enter brings the next contact.")
    scout.press("Enter")
    scout.wait_for("Claire MARTIN", "Enter dial")
    scout.press("Enter")
    scout.wait_for("talking", "h HOT")


def _brief(scout: Tmux) -> None:
    """Fill in the required fields; Enter on the last one offers the call."""
    scout.press("H")
    scout.wait_for("Claire MARTIN", "•", "Esc")
    scout.write("?")
    for _ in range(5):
        scout.press("Tab")
    scout.write("?")
    scout.press("Enter")


def test_the_first_hunter_takes_the_call_and_the_scout_goes_on(three_tier: Prompt) -> None:
    path = Path(three_tier.workspace)
    with in_tmux(path, START, "--as", "Sam") as scout, in_tmux(path, START, "--as", "Hanna") as hunter:
        _talking(scout)
        hunter.wait_for("Hunter")
        _brief(scout)
        scout.wait_for("1 colleague is asked", "s left")
        shown = hunter.wait_for("On the line now", "Claire MARTIN", "Sam", "take the call", "s left")
        assert "+33" not in shown, "a number is shown to who has the contact in hand"
        # A key that comes at once was meant for the desk. How long the question stands there is told by the
        # scout's clock: the hunter's started at another moment, and may show twenty seconds for a while.
        first = _left(scout.screen())
        scout.wait_for(lambda screen: 0 < _left(screen) <= first - 2)
        hunter.press("a")
        number = "+33 1 99 00 12 42"
        hunter.wait_for("Hunter", "Claire MARTIN", number, "passed to you live", without("On the line now"))
        scout.wait_for("Hanna takes it: give the phone to Hanna")
        scout.press("Enter")
        shown = scout.wait_for("Minh NGO", "Enter dial")
        assert "12 42" not in shown
        hunter.wait_for("t next step")  # the deal is known, though nobody read the list since
        hunter.press("z")
        hunter.wait_for("✓ Échangé", "Hunter · practice · deal", "Claire MARTIN")
    shop = open_shop(path)
    with shop.store.read() as tx:
        assert tx.all("SELECT state FROM transfer") == [("taken",)]
        assert tx.all("SELECT state, giver_id <> answered_by FROM hand_off") == [("accepted", 1)]
    assert verify(shop, sign_in(shop, who(shop, "Mia"))).first_bad == ""
    shop.close()


def test_with_nobody_there_the_brief_goes_on_to_a_diary(three_tier: Prompt) -> None:
    path = Path(three_tier.workspace)
    with in_tmux(path, START, "--as", "Sam") as scout:
        _talking(scout)
        _brief(scout)
        scout.wait_for("Nobody is free to take the call", "At a time agreed", "free times")
        scout.press("Tab")
        scout.press("Down")
        scout.wait_for("Hanna is free")
        scout.press("Enter")
        scout.wait_for("HOT · Claire MARTIN → ", "today ", "Minh NGO")
    shop = open_shop(path)
    with shop.store.read() as tx:
        ((slot, receiver),) = tx.all(
            "SELECT h.slot_at, o.name FROM hand_off h JOIN operator o ON o.id = h.receiver_id"
        )
    assert receiver == "Hanna"
    assert str(slot).startswith("2026-11-24")
    shop.close()
