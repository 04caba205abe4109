"""Any list, loaded twice and taken back: every row accounted for, the account true, the base as before."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_tui.domain.import_choices import ImportChoices, Known
from pipeline_tui.domain.import_report import ImportReport
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services.importing import import_list
from pipeline_tui.services.undoing_imports import undo_import
from tests.services.ground import Ground, open_ground

pytestmark = pytest.mark.slow

HEADER = "Nom;Prénom;Société;Téléphone;E-mail;Ville;Type;Consentement;Date consentement\n"
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["MARTIN", "Martin", "PETIT", "", "[b]x[/b]"]),
        st.sampled_from(["Claire", "Luc", ""]),
        st.sampled_from(["", "Dupont SA"]),
        st.sampled_from(
            ["0199000001", "01 99 00 00 02", "0199000001 / 0199000003", "n/c", "", "12", "3.36E+10"]
        ),
        st.sampled_from(["", "claire@example.org", "not an address"]),
        st.sampled_from(["Lyon", "Paris", ""]),
        st.sampled_from(["pro", "particulier", "", "?"]),
        st.sampled_from(["", "oui", "non", "bulletin salon"]),
        st.sampled_from(["", "17/08/2026", "31/02/2026", "01/01/2031"]),
    ),
    min_size=1,
    max_size=10,
)


def _load(ground: Ground, file: Path, known: Known, *, dry_run: bool = False) -> ImportReport:
    return import_list(
        ground.shop,
        ground.viewer("Zoé"),
        file,
        list_name="Salon",
        choices=ImportChoices(known=known),
        act=ground.act(),
        dry_run=dry_run,
    )


def _people(ground: Ground) -> list[tuple[object, ...]]:
    with ground.shop.store.read() as tx:
        rows = tx.all(
            """SELECT c.id, c.last_name, c.first_name, c.city, c.audience,
             (SELECT group_concat(e164) FROM (SELECT e164 FROM number n WHERE n.contact_id = c.id
              AND n.wrong IS NULL ORDER BY e164)),
             (SELECT group_concat(address) FROM (SELECT address FROM email e WHERE e.contact_id = c.id
              ORDER BY address))
           FROM contact c JOIN position p ON p.contact_id = c.id WHERE p.stage <> 'closed' ORDER BY c.id"""
        )
    return [tuple(row) for row in rows]


@settings(max_examples=25, deadline=None)
@given(first=ROWS, second=ROWS, known=st.sampled_from(Known))
def test_rows_in_are_rows_accounted_for(
    first: list[tuple[str, ...]], second: list[tuple[str, ...]], known: Known
) -> None:
    with TemporaryDirectory() as folder:
        ground = open_ground(Path(folder), Structure.ONE_TIER)
        try:
            file = Path(folder) / "list.csv"
            for rows in (first, second):
                before = _people(ground)
                file.write_text(HEADER + "".join(";".join(row) + "\n" for row in rows), encoding="utf-8")
                tried = _load(ground, file, known, dry_run=True)
                assert _people(ground) == before, "a dry run changes nothing"
                done = _load(ground, file, known)
                assert [(one.row, one.verdict, one.changed) for one in tried.verdicts] == [
                    (one.row, one.verdict, one.changed) for one in done.verdicts
                ]
                assert [one.row for one in done.verdicts] == list(range(2, len(rows) + 2)), "each row once"
                assert len(rows) == done.rows == done.taken + done.merged + done.rejected
                assert all((one.contact_id is None) == (one.verdict == "rejected") for one in done.verdicts)
                assert all(one.reason for one in done.verdicts if one.verdict == "rejected")
                now = {one[0] for one in _people(ground)}
                assert {one.contact_id for one in done.verdicts} - {None} <= now
                assert len(now) == len(before) + done.taken, "as many as the account says"
                if known is Known.SKIP:
                    assert _people(ground)[: len(before)] == before, "known ones stand as they stood"
            undo_import(ground.shop, ground.viewer("Zoé"), "Salon", act=ground.act())
            assert _people(ground) == before, "taken back, updates too"
        finally:
            ground.shop.close()
