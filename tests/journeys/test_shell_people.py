"""People from the shell: added, changed, and words that come late."""

from __future__ import annotations

import pytest

from tests.journeys.shell import Prompt


def test_somebody_new_is_added_called_changed_and_spoken_of(specialists: Prompt) -> None:
    added = specialists.done(
        *("contact", "add", "Mme Anne Durand", "--number", "01 99 00 77 88", "--place", "69002 Lyon"),
        *("--how", "incoming-call", "--ground", "asked", "--note", "wants roses", "--as", "Sam"),
    )
    assert {"id", "name", "stage", "verdict", "known", "in_hand", "next_up", "linked", "desk"} <= set(added)
    assert (added["name"], added["stage"], added["in_hand"], added["known"]) == (
        "Anne DURAND",
        "scouting",
        True,
        False,
    )
    token = added["desk"]["token"]
    assert added["desk"]["contact"]["number"] == "+33199007788"
    number = added["desk"]["contact"]["number_id"]
    changed = specialists.done(
        *("contact", "change", token, "--role", "buyer", "--firm", "Petit SARL"),
        *("--number", "06 12 00 00 01", "--set-number", f"{number}=switchboard ext 12"),
    )
    assert changed["what"] == ["role", "firm", "numbers", "new number"]
    lines = {one["e164"]: (one["holder"], one["extension"]) for one in changed["desk"]["contact"]["numbers"]}
    assert lines == {"+33199007788": ("switchboard", "12"), "+33612000001": ("personal", "")}
    specialists.done("outcome", token, "voicemail", "--note", "left word")
    (call,) = specialists.done("late-words", "--as", "Sam")
    assert call["note"] == "left word"
    words = specialists.done("late-words", "asked for lilies", "--as", "Sam")
    assert (words["call_id"], words["text"]) == (call["id"], "asked for lilies")
    specialists.done("late-words", call["id"], "and peonies", "--as", "Sam")
    assert specialists.done("undo", "--as", "Sam")["verb"] == "late_words"
    specialists.done("late-words", call["id"], "and peonies", "--as", "Sam")


def test_known_people_are_taken_or_refused(three_tier: Prompt) -> None:
    claire = ("contact", "add", "Claire Martin", "--number", "01 99 00 12 34")
    taken = three_tier.done(*claire, "--as", "Sam")
    assert (taken["known"], taken["in_hand"], taken["name"]) == (True, True, "Claire MARTIN")
    refused = three_tier(*claire, "--as", "Hanna")
    assert refused.code == 1
    assert "Already with a colleague" in refused.err
    assert "Sam" not in refused.err + refused.out
    alike = three_tier("contact", "add", "Claire Martin", "--place", "75011 Paris", "--as", "Hanna")
    assert alike.code in (0, 1)


@pytest.mark.parametrize(
    "words",
    [
        ("contact", "add", ""),
        ("contact", "add", "X", "--number", "12"),
        ("contact", "add", "X", "--how", "flew"),
        ("late-words", "hello"),
        ("late-words", "a", "b", "c"),
    ],
)
def test_what_is_not_understood_is_usage(specialists: Prompt, words: tuple[str, ...]) -> None:
    assert specialists(*words, "--as", "Sam").code == 2


def test_a_line_for_people(specialists: Prompt) -> None:
    said = specialists("contact", "add", "Luc Petit", "--number", "01 99 00 77 88", "--as", "Sam").out
    assert "Luc PETIT: added, in hand." in said
    assert "is needed first" in said
    assert "You have ended no call yet." in specialists("late-words", "--as", "Sam").out
