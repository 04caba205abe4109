"""Drives the program through its screens on an invented shop and keeps a picture of each."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from pipeline_tui.app import PipelineApp
from pipeline_tui.bootstrap import entrance_of
from pipeline_tui.services.practising import make_demo

NOW = "2026-11-23T14:03:00+01:00"
SIZES = ((80, 24), (120, 40), (160, 50))
README_SHOT = "80x24-scout-script.svg"  # on the phone, at the third step of the script
README_PICTURE = Path(__file__).parent.parent / "docs" / "pictures" / "scout.svg"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture's name and the keys that lead to it from the picture before."""

    name: str
    keys: tuple[str, ...]


ALONE = (
    Shot("scout-rest", ()),
    Shot("scout-figures", ("v",)),
    Shot("scout-caller", ("escape", "l")),
    Shot("scout-newcomer", ("escape", "plus", *"Léa PETIT")),
    Shot("scout-pause", ("escape", "escape", "p", "1")),
    Shot("scout-contact", ("enter", "enter")),
    Shot("scout-before", ("down",)),
    Shot("scout-fields", ("escape", "f")),
    Shot("scout-calling", ("escape", "enter")),
    Shot("scout-script", ("1", "1")),
    Shot("scout-objections", ("o",)),
    Shot("scout-why", ("escape", "i")),
    Shot("scout-callback", ("escape", "c", *"tue 14:20".replace(" ", "~"))),
    Shot("scout-wrong-number", ("escape", "w")),
    Shot("scout-late-words", ("escape", "E")),
    Shot("help", ("escape", "question_mark")),
    Shot("palette", ("escape", "colon")),
    Shot("quit", ("escape", "ctrl+q")),
    Shot("scout-next", ("n", "n")),
    Shot("hunter", ("f3",)),
    Shot("hunter-other-view", ("v",)),
    Shot("hunter-deal", ("v", "enter")),
    Shot("inbox", ("escape", "f9")),
    Shot("farmer", ("f4",)),
    Shot("farmer-month", ("v",)),
    Shot("farmer-client", ("v", "enter")),
    Shot("manager", ("escape", "f5")),
    Shot("manager-other-view", ("v",)),
)

TEAM = (
    Shot("sign-in", ()),
    Shot("hand-off", ("enter", "enter", "enter", "h")),
    Shot("hand-off-slot", ("tab", "down")),
    Shot("hand-off-live", ("escape", "H")),
    Shot("inbox-scout", ("escape", "f9")),
)
WALKS = (("one-tier", ALONE), ("three-tier", TEAM))


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until every service has answered; a call under way is no answer to wait for."""
    while started := [
        worker for worker in pilot.app.workers if worker.group != "phone" and not worker.is_finished
    ]:
        await pilot.app.workers.wait_for_complete(started)
        await pilot.pause()
    await pilot.pause()


def keep(app: PipelineApp, path: Path) -> None:
    """Write the screen as SVG, and as PNG where rsvg-convert is there."""
    # Renderers drop leading spaces unless told not to.
    svg = app.export_screenshot(title="pipeline-tui").replace("<text ", '<text xml:space="preserve" ')
    path.write_text(svg, encoding="utf-8")
    if shutil.which("rsvg-convert"):
        subprocess.run(["rsvg-convert", str(path), "-o", str(path.with_suffix(".png"))], check=True)


async def draw(workspace: Path, folder: Path, size: tuple[int, int], walk: Sequence[Shot]) -> None:
    """Draw the walk at one size."""
    app = PipelineApp(entrance_of(workspace), theme="calm")
    async with app.run_test(size=size, notifications=False) as pilot:
        await settled(pilot)
        await settled(pilot)
        for shot in walk:
            for key in shot.keys:
                await pilot.press("space" if key in "~ " else key)
                await settled(pilot)
            keep(app, folder / f"{size[0]}x{size[1]}-{shot.name}.svg")


def main() -> None:
    """Make the shop, draw every size, say where the pictures are."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["PIPELINE_NOW"] = NOW
    for size in SIZES:
        with tempfile.TemporaryDirectory() as temporary:
            for structure, walk in WALKS:
                workspace = Path(temporary) / f"{structure}.db"
                make_demo(
                    workspace,
                    contacts=120,
                    seed=1,
                    structure=structure,
                    history_days=30,
                    language="en",
                    now=datetime.fromisoformat(NOW),
                ).close()
                asyncio.run(draw(workspace, folder, size, walk))
    shutil.copyfile(folder / README_SHOT, README_PICTURE)
    if not shutil.which("rsvg-convert"):
        print("No PNG: rsvg-convert is not installed (Debian: librsvg2-bin).", file=sys.stderr)
    print(folder)


if __name__ == "__main__":
    main()
