"""When the shell takes nobody in hand: on a pause, and for a number nobody has."""

from __future__ import annotations

import pytest

from tests.journeys.shell import Prompt


@pytest.mark.parametrize(
    "words",
    [("next",), ("dial", "{token}"), ("outcome", "{token}", "busy"), ("look-up", "0199001234", "--claim")],
    ids=lambda words: words[0],
)
def test_a_pause_keeps_the_hands_still(three_tier: Prompt, words: tuple[str, ...]) -> None:
    token = three_tier.done("next", "--as", "Sam")["token"]
    three_tier.done("pause", "lunch", "--as", "Sam")
    refused = three_tier(*(word.format(token=token) for word in words), "--as", "Sam")
    assert (refused.code, refused.out) == (1, "")
    assert "You are on a pause" in refused.err
    assert "resume" in refused.err
    assert three_tier.done("resume", "--as", "Sam")["ended_at"]
    assert three_tier.done("next", "--as", "Sam")["token"] == token


def test_a_pause_begins_once_and_ends_once(three_tier: Prompt) -> None:
    assert three_tier("pause", "nap", "--as", "Sam").code == 2
    assert three_tier("resume", "--as", "Sam").code == 1
    begun = three_tier.done("pause", "lunch", "--as", "Sam")
    assert {"id", "reason", "began_at", "ended_at", "seconds", "today"} <= set(begun)
    again = three_tier("pause", "lunch", "--as", "Sam")
    assert again.code == 1
    assert "already" in again.err
    assert three_tier("next", "--as", "Sam").code == 1
    assert "Back at work" in three_tier("resume", "--as", "Sam").out


def test_nobody_unknown_is_claimed(three_tier: Prompt) -> None:
    refused = three_tier("look-up", "0199001000", "--claim", "--as", "Sam")
    assert (refused.code, refused.out) == (1, "")
    assert "Nobody here has this number" in refused.err
    assert "contact add" in refused.err
