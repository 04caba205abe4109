"""Telling whether a file is still the one that was looked at."""

from __future__ import annotations

from hashlib import blake2b, file_digest
from pathlib import Path

from pipeline_tui.domain.import_choices import FileChanged
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import tr


def print_of(file: Path) -> str:
    """Return what only these contents give, "" for a file that cannot be read."""
    try:
        with file.open("rb") as opened:
            return file_digest(opened, lambda: blake2b(digest_size=16)).hexdigest()
    except OSError:
        return ""


def needs_as_seen(file: Path, seen: str) -> None:
    """Raise FileChanged when the file is another than the one whose print was ``seen``; "" was never seen."""
    if seen and print_of(file) != seen:
        raise FileChanged(
            tr("{name} changed since it was looked at", name=clean(file.name, limit=120)),
            tr(
                "Somebody saved it meanwhile: what was shown of its rows may no longer hold. Nothing "
                "was loaded."
            ),
            tr("Look at it again, then load it."),
        )
