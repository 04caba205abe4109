"""usage: scripts/reference [--write]"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pipeline_tui.ui.command import Place
from scripts.references import keys, shell

ROOT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"(<!-- generated: ([a-z ]+) -->\n).*?(<!-- end -->)", re.DOTALL)
PARTS: dict[str, Callable[[], str]] = {
    **{f"keys {place.value}": partial(keys.desk_table, place) for place in Place},
    "keys everywhere": keys.everywhere_table,
    "keys with ids": keys.full_table,
    "commands": shell.command_reference,
    "records": shell.record_reference,
}


def refreshed(text: str) -> str:
    """Return a page with its generated parts made anew; KeyError for a part that nobody makes."""
    return _BLOCK.sub(lambda found: f"{found[1]}\n{PARTS[found[2]]()}\n\n{found[3]}", text)


def pages() -> list[Path]:
    """Return the pages that may hold generated parts."""
    return sorted((ROOT / "docs").glob("*.md"))


def main(arguments: list[str]) -> int:
    """Print the reference, or write it into the pages."""
    if arguments == ["--write"]:
        for page in pages():
            text = page.read_text(encoding="utf-8")
            if refreshed(text) != text:
                page.write_text(refreshed(text), encoding="utf-8")
                sys.stdout.write(f"written: {page.relative_to(ROOT)}\n")
        return 0
    if arguments:
        sys.stderr.write("Unknown arguments.\nNext step: scripts/reference, or scripts/reference --write\n")
        return 2
    for name in ("keys everywhere", "keys with ids", "commands", "records"):
        sys.stdout.write(f"## {name.capitalize()}\n\n{PARTS[name]()}\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
