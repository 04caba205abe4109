"""Somebody who presses keys at random in the real program until the plug is pulled; run as a script.

Every act that a service acknowledged is written to a file, and so is what ended the program, if anything did.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, cast

from textual import events
from textual.keys import _character_to_key

from pipeline_tui.app import PipelineApp
from pipeline_tui.bootstrap import entrance_of, session_of
from pipeline_tui.domain.people import Viewer
from pipeline_tui.screens.doors import Doors
from pipeline_tui.screens.session import Session
from pipeline_tui.services.shop import Shop
from tests.screens.driving import leave, settle

# A claim answers with what is in hand already and then writes nothing.
UNWRITTEN = frozenset({"claim_next", "take"})
TELLS_EVERY = 50  # keys
NAMED = (
    *("f1", "f2", "f3", "f4", "f5", "f8", "f9", "tab", "shift+tab", "space", "backspace", "delete"),
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "ctrl+p"),
)
LETTERS = "abcdefghijklmnoprstuvwxyzABCDEFGHIKLMNOPRSTUVWXYZ0123456789!?:.,;<>/+-*=()é'è$#"
# What makes calls and ends them comes up more often than what merely opens things.
OFTEN = (*("enter",) * 8, *("escape",) * 3, *"nnnbvrcxwhuuds123e+lfEvip")
WORDS = (
    "tue 14:20",
    "demain 15h",
    "+2h",
    "01 99 00 00 07",
    "Léa PETIT",
    "looks for flowers",
    "?",
    "1 200,50",
)


class Recording:
    """The doors with a witness: what a service acknowledged is written down before the desk hears of it."""

    def __init__(self, doors: Doors, told: Path) -> None:
        self._doors, self._told = doors, told

    def __getattr__(self, name: str) -> Any:
        door: Callable[..., Any] = getattr(self._doors, name)

        def witnessed(*words: Any, **named: Any) -> Any:
            answer = door(*words, **named)
            in_hand_already = name == "claim_found" and answer.token != named.get("act")
            if "act" in named and name not in UNWRITTEN and not in_hand_already:
                tell(self._told, what=name, act=named["act"])
            return answer

        return witnessed


def tell(told: Path, **what: object) -> None:
    """Write a line that a kill cannot take back."""
    with told.open("a", encoding="utf-8") as file:
        file.write(json.dumps(what) + "\n")


def chosen(chance: Random) -> str:
    """Return the next key."""
    some: Sequence[str] = chance.choice((OFTEN, OFTEN, OFTEN, NAMED, LETTERS))
    return chance.choice(some)


async def hit(app: PipelineApp, key: str) -> None:
    """Press a key as the terminal does, and wait no longer than somebody in a hurry."""
    name = _character_to_key(key) if len(key) == 1 else key
    assert app._driver is not None
    app._driver.send_message(events.Key(name, key if len(key) == 1 else None))
    await asyncio.sleep(0.01)


async def work(
    workspace: Path, name: str, seed: int, presses: int, told: Path, size: tuple[int, int]
) -> None:
    """Press so many keys; what ends the program is told with the last keys before it."""
    chance = Random(seed)
    pressed: list[str] = []

    def session(shop: Shop, viewer: Viewer) -> Session:
        made = session_of(shop, viewer)
        return replace(made, doors=cast("Doors", Recording(made.doors, told)))

    app = PipelineApp(replace(entrance_of(workspace, operator=name), session=session), theme="calm")
    try:
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            await settle(pilot)
            tell(told, what="started")
            for _ in range(presses):
                key = chosen(chance)
                pressed.append(key)
                if chance.random() < 0.02:
                    app.post_message(events.Paste(chance.choice(WORDS)))
                await hit(app, key)
                if chance.random() < 0.15:
                    await settle(pilot)
                if len(pressed) % TELLS_EVERY == 0:
                    tell(told, what="keys")
                if not app.is_running:
                    break
            await settle(pilot)
            await leave(app)
    except Exception:
        tell(told, what="crash", keys=pressed[-40:], trace=traceback.format_exc())
        raise
    tell(told, what="ended", pressed=len(pressed))
    if app.shop is not None:
        app.shop.close()


def main(argv: Sequence[str] | None = None) -> int:
    """Read the command line and press."""
    parser = argparse.ArgumentParser()
    parser.add_argument("workspace", type=Path)
    parser.add_argument("name")
    parser.add_argument("told", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keys", type=int, default=500)
    parser.add_argument("--size", default="80x24")
    given = parser.parse_args(argv)
    columns, rows = map(int, given.size.split("x"))
    asyncio.run(work(given.workspace, given.name, given.seed, given.keys, given.told, (columns, rows)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
