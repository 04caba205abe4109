"""Finding from the shell: a manager finds in a list that was loaded, a hunter once it is hers."""

from __future__ import annotations

from tests.journeys.shell import Prompt


def test_who_was_loaded_is_found_by_those_who_may(three_tier: Prompt) -> None:
    found = three_tier.done("find", "durand", "an", "--as", "Mia")
    (anne,) = found["people"]
    assert (anne["name"], anne["city"], anne["stage"], anne["owner"]) == (
        "Anne DURAND",
        "Lyon",
        "scouting",
        "",
    )
    assert (anne["number"], anne["own"], found["more"]) == ("+33 1 •• •• •• 36", False, False)
    by_number = three_tier.done("find", "01 99 00 12", "--as", "Mia")
    assert len(by_number["people"]) == 4
    assert three_tier.done("contact", "show", anne["id"], "--as", "Mia")["masked"] is True

    assert three_tier.done("find", "martin", "--as", "Hanna")["people"] == []
    held = three_tier.done("look-up", "01 99 00 12 34", "--claim", "--as", "Sam")["claim"]
    need = ("--brief", "need=roses", "--brief", "next=a quote")
    handed = three_tier.done("hand-off", held["token"], *need)
    three_tier.done("accept", handed["id"], "--as", "Hanna")
    shown = three_tier("find", "mart", "--as", "Hanna")
    assert "+33 1 99 00 12 34" in shown.out
    assert "yours" in shown.out
    assert three_tier("find", "zzz", "--as", "Hanna").out == "Nobody was found.\n"
    assert three_tier.done("find", "01", "--as", "Hanna") == {"people": [], "more": False, "enough": False}
