"""Lists on disk, and workspaces compared table by table, for tests of loads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline_tui.domain.import_choices import ImportChoices, Known
from pipeline_tui.domain.import_report import ImportReport
from pipeline_tui.services.importing import import_list
from pipeline_tui.storage.grounds import STANDS
from tests.services.ground import Ground

HEADER = "Nom;Prénom;Société;Téléphone;E-mail;Code postal;Ville;Type;Consentement;Date consentement"
PRO = "DUPONT;Marc;Dupont SA;01 99 00 00 01;marc@example.org;69001;Lyon;pro;;"
CLAIRE = "MARTIN;Claire;;01 99 00 00 02;;69001;Lyon;particulier;bulletin salon;17/08/2026"

# What a load and its undo may touch of what was there; the journal only grows, firms may stay.
_TABLES = (
    *("contact", "number", "email", "basis", "note", "position", "list", "list_member"),
    *("likeness", "call", "firm"),
)
_COUNTS_ON = frozenset({"version", "revoked_at"})

Load = Callable[..., ImportReport]


def loader(ground: Ground, folder: Path, manager: str = "Zoé") -> Load:
    """Return a function that imports lines under the usual header."""

    def loading(*lines: str, name: str = "Salon", known: Known = Known.FILL, act: str = "") -> ImportReport:
        file = folder / "list.csv"
        file.write_text("\n".join((HEADER, *lines)), encoding="utf-8")
        return import_list(
            ground.shop,
            ground.viewer(manager),
            file,
            list_name=name,
            choices=ImportChoices(known=known),
            act=act or ground.act(),
        )

    return loading


def firms(count: int, start: int = 1) -> list[str]:
    """Return lines of so many firms with a person each."""
    return [
        f"N{at};A;Firm {at};01 99 01 {at // 100:02} {at % 100:02};;69001;Lyon;pro;;"
        for at in range(start, start + count)
    ]


def image(ground: Ground) -> dict[str, list[dict[str, Any]]]:
    """Return every row a load could have touched, without counters that only go on."""
    found = {}
    with ground.shop.store.read() as tx:
        for table in _TABLES:
            names = [row[1] for row in tx.all(f"PRAGMA table_info({table})")]
            rows = [dict(zip(names, row, strict=True)) for row in tx.all(f"SELECT * FROM {table}")]
            if table == "basis":  # a ground that was taken back stays as a row, and so does what took it back
                standing = {row[0] for row in tx.all(f"SELECT id FROM basis b WHERE {STANDS}")}
                rows = [row for row in rows if row["id"] in standing]
            found[table] = [
                {key: value for key, value in row.items() if key not in _COUNTS_ON} for row in rows
            ]
    return found
