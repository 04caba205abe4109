"""The whole line in a real terminal: from Enter on a cold contact to the second check-in of a client."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import claiming, following_up, knowing_clients, negotiating, reading
from pipeline_tui.services.journalling import verify
from pipeline_tui.services.shop import open_shop
from pipeline_tui.services.signing_in import sign_in, who
from tests.journeys.shell import Prompt
from tests.journeys.terminals import Tmux, in_tmux, without

pytestmark = pytest.mark.slow

START = "2026-11-24T10:30+01:00"


def test_one_person_carries_a_cold_contact_to_a_logged_check_in(one_tier: Prompt) -> None:
    path = Path(one_tier.workspace)
    with in_tmux(path, START) as desk:
        _two_calls(desk)
        _a_deal_won(desk)
        _a_check_in_logged(desk)
        _the_guarded_way_out(desk)
    _what_is_stored(path)


def _on_the_phone(screen: str) -> bool:
    return any(word in screen for word in ("☎ dialling", "☎ ringing", "☎ talking"))


def _two_calls(desk: Tmux) -> None:
    desk.wait_for("Enter brings the next contact.")
    desk.press("Enter")
    consent = "Consent formulaire web, 2 Nov 2026"
    shown = desk.wait_for("Claire MARTIN", "+33 1 99 00 12 34", consent, "1 Allez-y", "Enter dial")
    assert "n absent" not in shown, "outcomes are no keys before this claim was dialled"
    desk.press("Enter")
    desk.wait_for("n absent", "1 call", _on_the_phone)
    desk.press("1")
    desk.wait_for("2/5", without("1 Allez-y"))
    desk.press("BSpace")
    desk.wait_for("1/5", "1 Allez-y")
    desk.press("1")
    desk.wait_for("2/5")
    desk.press("e")
    desk.write("rappeler la fille, pas la mère")
    desk.wait_for("rappeler la fille, pas la mère", "Esc back to the keys", without("n absent"))
    desk.press("Escape")
    desk.wait_for("n absent")
    desk.press("n")
    stored = "✓ Pas de réponse · Claire MARTIN"
    shown = desk.wait_for("Minh NGO", "+33 1 99 00 12 35", stored, "Enter dial", without("12 34"))
    assert "rappeler la fille" not in shown


def _a_deal_won(desk: Tmux) -> None:
    desk.press("d")
    desk.wait_for("h HOT")
    desk.press("h")
    # Handing over to oneself keeps the contact in hand.
    desk.wait_for("Hunter · practice · call", "Minh NGO", "Enter dial", "$ offer")
    desk.press(">")
    desk.wait_for("✓ Minh NGO · Souhaits recueillis → Devis envoyé")
    desk.press("t")
    desk.wait_for("Next step: Minh NGO")
    desk.press("C-u")
    desk.write("montrer deux bouquets")
    desk.press("Tab")
    desk.write("ven 14:20")
    desk.wait_for("montrer deux bouquets", "27 nov")
    desk.press("Enter")
    desk.wait_for("✓ Minh NGO · Fri 27 Nov 14:20 montrer deux", without("Next step:"))
    desk.press("W")
    desk.wait_for("Won: Minh NGO")
    desk.write("240,50")
    desk.press("Tab")
    desk.write("deux bouquets")
    desk.press("Tab", "Tab")
    desk.write("o")
    desk.wait_for("240,50 €", "deux bouquets", "yes: they agreed")
    desk.press("Enter")
    desk.wait_for("Hunter · practice · today", "won: Minh NGO · 240,50 €")


def _a_check_in_logged(desk: Tmux) -> None:
    desk.press("F4")
    desk.wait_for("Coming · 1 check-in", "Minh NGO · client since", "deux bouquets", "240,50 €")
    desk.press("v")
    desk.wait_for("week 48", "[Tue 24]")
    desk.press("v")
    desk.wait_for("Nov 2026", "[24")
    desk.press("v")
    desk.wait_for("agenda", "Minh NGO")
    desk.press("v")
    desk.wait_for("Coming · 1 check-in", without("agenda"))
    desk.press("g")
    desk.wait_for("How did it go with Minh NGO?", "Next check-in", "proposed · Enter takes it")
    desk.press("Tab")
    desk.write("9")
    desk.press("Tab")
    desk.write("très contente des roses")
    desk.wait_for("9 of 10", "très contente des roses")
    desk.press("Enter")
    desk.wait_for("logged: Minh NGO", "next ", without("Next check-in"))


def _the_guarded_way_out(desk: Tmux) -> None:
    desk.press("F2")
    desk.wait_for("Scout · practice", "Enter next")
    desk.press("Enter")
    desk.wait_for("Anne DURAND", "Enter dial")
    desk.press("Enter")
    desk.wait_for("n absent")
    desk.press("C-q")
    desk.wait_for("Leave the workstation?", "The call with Anne DURAND awaits its outcome")
    desk.press("n")
    # Staying changes nothing: the same letter does not reach the desk.
    desk.wait_for(without("Leave the workstation?"), "n absent", "Anne DURAND")
    desk.press("C-q")
    desk.wait_for("Leave the workstation?")
    desk.press("y")
    assert desk.wait_for_end() == 0


def _what_is_stored(path: Path) -> None:
    shop = open_shop(path, now=datetime(2026, 11, 24, 9, 31, tzinfo=UTC))
    try:
        anne = sign_in(shop, who(shop, "Anne"))
        (logged,) = (one for one in following_up.check_ins(shop, anne, *_YEAR) if one.state == "done")
        (planned,) = (one for one in following_up.check_ins(shop, anne, *_YEAR) if one.state == "planned")
        assert (logged.name, logged.satisfaction) == ("Minh NGO", 9)
        assert planned.contact_id == logged.contact_id
        assert planned.due_on > date(2026, 11, 24)
        card = knowing_clients.client_card(shop, anne, logged.contact_id)
        assert [(one.what, one.amount_minor, one.currency) for one in card.purchases] == [
            ("deux bouquets", 24050, "EUR")
        ]
        assert negotiating.deals(shop, anne) == ()
        figures = reading.figures(shop, anne)
        assert (figures.calls, figures.handed_off) == (3, 1)
        in_hand = claiming.in_hand(shop, anne)
        assert in_hand is not None
        assert (in_hand.name, in_hand.stage) == ("Anne DURAND", Stage.SCOUTING)
        assert in_hand.call is not None, "the call that was left stands there with its outcome still to come"
        assert verify(shop, anne).first_bad == ""
    finally:
        shop.close()


_YEAR = date(2026, 11, 1), date(2027, 10, 31)
