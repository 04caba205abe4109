"""A list on the manager's desk in a real terminal: put right, loaded, paused, ranked, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.shell import MOMENT, Prompt
from tests.journeys.terminals import in_one_line, in_pty, without

pytestmark = pytest.mark.slow

# "Téléphone" is everybody's switchboard; people can be rung on "Ligne".
MORNING = """Nom;Prénom;Téléphone;Ligne;Ville;Type;Consentement;Date consentement
ROUX;Anne;01 99 00 77 00;+33 1 99 00 21 01;Paris;particulier;formulaire web;02/11/2026
BLANC;Luc;01 99 00 77 00;+33 1 99 00 21 02;Paris;particulier;formulaire web;02/11/2026
NOIR;Inès;01 99 00 77 00;+33 1 99 00 21 03;Paris;particulier;;
VERT;Paul;01 99 00 77 00;n/c;Paris;particulier;formulaire web;02/11/2026
MARTIN;Claire;01 99 00 77 00;01 99 00 12 34;Paris;particulier;formulaire web;02/11/2026
"""


def test_a_list_is_put_right_loaded_paused_and_taken_back(three_tier: Prompt, home: Path) -> None:
    (home / "morning_fair.csv").write_text(MORNING, "utf-8")
    before = three_tier.done("lists", "show", "--as", "Mia")
    with in_pty(Path(three_tier.workspace), MOMENT, "--as", "Mia") as manager:
        manager.wait_for("Today", "F load")
        manager.press("F")
        manager.wait_for("Which file holds the list?", "› ", "morning_fair.csv")
        manager.press("enter")

        # Five people on one line: nothing is stored yet, and the columns can be put right.
        manager.wait_for("5 new", "✓ new, linked")
        manager.press("v", "v")
        manager.wait_for("Téléphone", "Ligne", "· not used")
        manager.press("down", "down", "enter")
        manager.wait_for("What does Téléphone hold?")
        manager.press(*"nothing")
        manager.wait_for("› · nothing")
        manager.press("enter")
        manager.wait_for("! It cannot be loaded as it stands")
        manager.press("down", "enter")
        manager.wait_for("What does Ligne hold?")
        manager.press(*"phone")
        manager.wait_for("› phone")
        manager.press("enter")
        manager.wait_for("3 new · 1 known · 1 rejected · 2 of the new can be rung")
        manager.press("escape")
        manager.wait_for("✓ new", "= known", "✗ rejected", "VERT")
        assert three_tier.done("lists", "show", "--as", "Mia") == before

        # Loaded, it stands under the cursor.
        manager.press("F")
        manager.wait_for("were new contacts", "without consent or other basis")
        manager.press("escape")
        manager.wait_for("› morning fair", "● active", "p pause")
        manager.press("p")
        manager.wait_for(in_one_line("› morning fair", "- paused"))
        states = {one["name"]: one["state"] for one in three_tier.done("lists", "show", "--as", "Mia")}
        assert states["morning fair"] == "paused"
        manager.press("p")
        manager.wait_for(in_one_line("› morning fair", "● active"))
        manager.press("<")
        manager.wait_for("● active       4 ")
        manager.press("enter")
        manager.wait_for("5 rows: 3 new · 1 known · 1 rejected", "Ligne = phone")
        manager.press("escape")
        manager.wait_for("› morning fair", "p pause", without("Ligne = phone"))
        manager.press("U")
        manager.wait_for("Take back what was loaded last into morning fair?")
        manager.press("y")
        manager.wait_for(without("› morning fair"), "3 contacts taken out")
        manager.press("ctrl+q")
        assert manager.wait_for_end() == 0
    after = three_tier.done("lists", "show", "--as", "Mia")
    assert [one["contacts"] for one in after] == [one["contacts"] for one in before]
