"""A new version of the playbook reaches the linear desk between two calls, and is told of once."""

from __future__ import annotations

from pipeline_tui.services import adopting
from pipeline_tui.services.shop import open_shop
from tests.services.own_playbook import with_words
from tests.services.plainly import typing
from tests.shops import Line


def adopt_elsewhere(line: Line) -> None:
    other = Line(open_shop(line.shop.store.path, now=line.at), line.at)
    files = with_words(other, "I can hardly hear you.")
    adopting.adopt(other.shop, other.viewer("Mona"), files, act=f"{9:032x}")
    other.shop.close()


def test_the_running_call_ends_as_it_began_and_the_next_one_is_new(line: Line) -> None:
    for name in ("Martin", "Petit"):
        line.contact(name)
    line.later(minutes=1)
    told = typing(
        line,
        "Sam",
        "next",
        "dial",
        lambda: adopt_elsewhere(line),
        "script",
        "no answer",
        "script",
        "dial",
        "script",
    )
    assert told.count("Version 2 of the playbook holds") == 1
    before, _, after = told.partition("I can hardly hear you.")
    assert "Good morning, is that" in before and after
    typing(line, "Sam", "no answer")
    assert line.all("SELECT script FROM call ORDER BY id") == [
        ("florist/cold-call/1",),
        ("florist/cold-call/2",),
    ]
