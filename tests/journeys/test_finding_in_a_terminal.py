"""Finding in a real terminal: wrong letters, too few digits, then the client and the card."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.shell import MOMENT, Prompt
from tests.journeys.terminals import in_pty, without

pytestmark = pytest.mark.slow


def test_a_farmer_finds_a_client_as_she_types(three_tier: Prompt) -> None:
    for name, number in (("Mme Élodie Béranger", "01 99 00 77 01"), ("M. Luc Martin", "01 99 00 77 02")):
        three_tier.done("contact", "add", name, "--number", number, "--no-take", "--as", "Fatou")
    with in_pty(Path(three_tier.workspace), MOMENT, "--as", "Fatou") as desk:
        desk.wait_for("Farmer", "/ find")
        desk.press("/")
        desk.wait_for("Find your own deals and clients")
        desk.press("z", "z")
        desk.wait_for("Nobody of yours holds this.")
        desk.press("backspace", "backspace", "7")
        desk.wait_for("first three digits")
        desk.press("7", "0", "2")
        desk.wait_for("Luc MARTIN", without("BÉRANGER"))
        for _ in range(4):
            desk.press("backspace")
        desk.press("e", "r", "a")
        desk.wait_for("Élodie BÉRANGER", "+33 1 99 00 77 01", "yours", without("MARTIN"))
        desk.press("enter")
        desk.wait_for("Farmer · practice · client", "Élodie BÉRANGER · client", without("Find your own"))
        desk.press("escape")
        desk.wait_for(
            "Farmer · practice · today", "Today · 2 check-ins", "Luc MARTIN", "Élodie BÉRANGER · client"
        )
