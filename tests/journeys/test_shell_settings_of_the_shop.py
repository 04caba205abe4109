"""Hours, goal and the line for another computer, from the shell."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from pipeline_tui.settings import default_workspace, sign_in_command
from tests.journeys.shell import Prompt


def test_hours_and_goal_are_set_shown_and_taken_back(three_tier: Prompt) -> None:
    before = three_tier.done("shop", "show", "--as", "Sam")
    done = three_tier.done("shop", "set", "--hours", "Mon-Fri 8-12", "--goal", "40", "--as", "Mia")
    assert done == {"before": before, "after": {"hours": "Mon-Fri 8-12", "goal": 40}}
    assert three_tier.done("shop", "show", "--as", "Sam") == done["after"]
    assert "40 calls a day, each" in three_tier("shop", "show", "--as", "Sam").out
    three_tier.done("undo", "--as", "Mia")
    assert three_tier.done("shop", "show", "--as", "Sam") == before


def test_nothing_given_and_nothing_understood_say_what_to_do(three_tier: Prompt) -> None:
    nothing = three_tier("shop", "set", "--as", "Mia")
    assert nothing.code == 2 and "--goal 40" in nothing.err
    wrong = three_tier("shop", "set", "--hours", "whenever", "--as", "Mia")
    assert wrong.code == 2 and "whenever" in wrong.err


@pytest.mark.parametrize("name", ["Zoé", "Paul Martin", "a'b; rm -rf ~"])
def test_a_name_reaches_the_other_end_as_one_word(name: str, tmp_path: Path) -> None:
    for workspace, more in (
        (default_workspace(), []),
        (tmp_path / "a shop.db", ["--workspace", str(tmp_path / "a shop.db")]),
    ):
        ssh, terminal, place, there = shlex.split(sign_in_command(workspace, name))
        assert (ssh, terminal) == ("ssh", "-t") and place
        assert shlex.split(there) == ["pipeline-tui", *more, "--as", name]
