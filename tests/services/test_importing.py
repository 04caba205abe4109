"""Lists loaded into real shops: every row accounted for, all at once or not at all."""

from __future__ import annotations

import csv
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.errors import PipelineError, Refused, UsageTrouble
from pipeline_tui.domain.import_choices import FileChanged, ImportCancelled, ImportChoices, Phase, Progress
from pipeline_tui.domain.import_report import ImportReport
from pipeline_tui.services import loading
from pipeline_tui.services.claiming import claim_next
from pipeline_tui.services.importing import import_list, write_rejects
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.storage import rights
from pipeline_tui.storage.bulk_contacts import BulkWriter, Portion
from pipeline_tui.storage.settling import settle
from pipeline_tui.storage.writer_lock import only_loader
from tests.services.ground import Ground

SAMPLES = Path(__file__).parents[1] / "samples"
HEADER = "Nom;Prénom;Société;Téléphone;E-mail;Code postal;Type;Consentement;Date consentement"
PRO = "DUPONT;Marc;Dupont SA;01 99 00 00 01;marc@example.org;69001;pro;;"
CONSENTED = "MARTIN;Claire;;01 99 00 00 02;;69001;particulier;bulletin salon;17/08/2026"
UNASKED = "PETIT;Luc;;01 99 00 00 03;;69001;particulier;;"
BAD = "NOIR;Zoé;;n/c;;69001;particulier;;"


@pytest.fixture
def load(alone: Ground, tmp_path: Path) -> Callable[..., ImportReport]:
    """Import lines under the usual header, as the shop's manager."""

    def loading(*lines: str, name: str = "Salon", act: str = "", dry_run: bool = False) -> ImportReport:
        file = tmp_path / "list.csv"
        file.write_text("\n".join((HEADER, *lines)), encoding="utf-8")
        return import_list(
            alone.shop,
            alone.viewer("Zoé"),
            file,
            list_name=name,
            act=act or alone.act(),
            dry_run=dry_run,
        )

    return loading


Load = Callable[..., ImportReport]


def _stored(ground: Ground) -> dict[str, int]:
    tables = (
        "contact",
        "number",
        "email",
        "basis",
        "note",
        "position",
        "list",
        "list_member",
        "firm",
        "journal",
    )
    return {table: int(str(ground.one(f"SELECT COUNT(*) FROM {table}")[0])) for table in tables}


def _adds_up(report: ImportReport) -> bool:
    return (
        report.rows == len(report.verdicts) == report.taken + report.merged + report.rejected
        and report.taken == report.callable_count + sum(report.blockers.values())
        and report.linked <= report.taken
    )


def test_a_list_comes_in(alone: Ground, load: Load) -> None:
    report = load(PRO, CONSENTED, UNASKED, BAD)
    assert _adds_up(report)
    assert (report.rows, report.taken, report.merged, report.rejected) == (4, 3, 0, 1)
    assert (report.callable_count, dict(report.blockers)) == (2, {Blocker.NO_BASIS: 1})
    assert (report.encoding, report.delimiter, report.list_name) == ("UTF-8", ";", "Salon")
    assert [(each.row, each.verdict, each.reason) for each in report.verdicts][-1] == (
        5,
        "rejected",
        "no number that can be dialled: none given",
    )
    assert alone.one("SELECT id, name, state, source FROM list WHERE name = 'Salon'") == (
        report.list_id,
        "Salon",
        "active",
        "list.csv",
    )
    assert alone.one("SELECT COUNT(*) FROM journal WHERE verb = 'list_imported'") == (1,)
    assert alone.whole()
    first = claim_next(alone.shop, alone.viewer("Zoé"), act=alone.act())
    assert first.contact_id == report.verdicts[0].contact_id


@pytest.mark.parametrize(
    ("name", "country", "taken", "merged", "linked", "rejected"),
    [
        ("contacts-fr-3000.csv", "", 2962, 30, 142, 8),
        pytest.param("customers-2000.csv", "US", 2000, 0, 0, 0, marks=pytest.mark.slow),
    ],
)
def test_whole_exports(
    alone: Ground, name: str, country: str, taken: int, merged: int, linked: int, rejected: int
) -> None:
    zoe = alone.viewer("Zoé")
    report = import_list(
        alone.shop,
        zoe,
        SAMPLES / name,
        list_name="L",
        choices=ImportChoices(country=country),
        act=alone.act(),
    )
    assert _adds_up(report)
    assert (report.taken, report.merged, report.linked, report.rejected) == (taken, merged, linked, rejected)
    assert alone.one("SELECT COUNT(*), COUNT(DISTINCT row_no) FROM list_member") == (
        taken + merged,
        taken + merged,
    )
    assert alone.one("SELECT COUNT(*) FROM number WHERE e164 NOT GLOB '+[1-9]*' OR LENGTH(e164) > 16") == (0,)
    places = (
        "SELECT contact_id, bucket_id, rank, due, band, blocker, attempts FROM position ORDER BY contact_id"
    )
    with alone.shop.store.act() as tx:
        before = tx.all(places)
        settle(tx, [row[0] for row in before[::5]], alone.shop.method, alone.at)
        assert tx.all(places) == before  # computed in bulk as one by one


def test_a_file_that_changed_since_it_was_looked_at_is_not_loaded(
    alone: Ground, load: Load, tmp_path: Path
) -> None:
    looked, file, boss = load(PRO, CONSENTED, dry_run=True), tmp_path / "list.csv", alone.viewer("Zoé")
    before, act = _stored(alone), alone.act()
    load(PRO, UNASKED, dry_run=True)  # somebody saves it again
    with pytest.raises(FileChanged) as told:
        import_list(alone.shop, boss, file, list_name="Salon", seen=looked.content, act=act)
    assert "list.csv changed" in told.value.title and "again" in told.value.next_step
    assert _stored(alone) == before
    load(PRO, CONSENTED, dry_run=True)  # the same contents are the same file, whenever they were saved
    done = import_list(alone.shop, boss, file, list_name="Salon", seen=looked.content, act=act)
    assert done.taken == 2


def test_a_dry_run_says_the_same_and_changes_nothing(alone: Ground, load: Load) -> None:
    before = _stored(alone)
    dry = load(PRO, CONSENTED, UNASKED, BAD, dry_run=True)
    assert _stored(alone) == before
    real = load(PRO, CONSENTED, UNASKED, BAD)
    assert dry.dry_run and not real.dry_run
    assert [(each.row, each.verdict, each.reason) for each in dry.verdicts] == [
        (each.row, each.verdict, each.reason) for each in real.verdicts
    ]
    assert (dry.callable_count, dry.blockers, dry.list_id) == (real.callable_count, real.blockers, None)


def test_loading_again_recognises_everybody(alone: Ground, load: Load) -> None:
    load(PRO, CONSENTED, UNASKED)
    before = _stored(alone)
    again = load(
        PRO.replace("01 99 00 00 01", "+33199000001 / 01 99 00 00 09"),
        CONSENTED,
        UNASKED,
        "BLANC;Jo;;0199000005",
    )
    assert (again.taken, again.merged) == (1, 3)
    said = "same as a contact we know: same number and e-mail, same name; changes its number"
    assert again.verdicts[0].reason == said
    after = _stored(alone)
    assert {table: after[table] - before[table] for table in ("contact", "number", "basis", "list")} == {
        "contact": 1,
        "number": 2,
        "basis": 0,
        "list": 0,
    }
    assert alone.one("SELECT COUNT(*) FROM list_member WHERE list_id = :list", list=again.list_id) == (7,)


def test_a_consent_that_was_taken_back_stays_so(alone: Ground, load: Load) -> None:
    report = load(CONSENTED)
    contact_id = report.verdicts[0].contact_id
    with alone.shop.store.act() as tx:
        (known,) = tx.one("SELECT id FROM basis") or (0,)
        rights.revoke(
            tx, known, datetime(2026, 10, 1, tzinfo=UTC), act="", operator_id=None, channel="", evidence=""
        )
        settle(tx, (contact_id or 0,), alone.shop.method, alone.at)
    load(CONSENTED)
    assert alone.one("SELECT COUNT(*) FROM basis WHERE revokes IS NULL") == (1,)
    assert alone.one("SELECT blocker FROM position WHERE contact_id = :id", id=contact_id) == ("no-basis",)
    load(CONSENTED.replace("17/08/2026", "02/11/2026"))
    assert alone.one("SELECT blocker FROM position WHERE contact_id = :id", id=contact_id) == ("",)


def test_a_suppressed_number_comes_in_blocked(alone: Ground, load: Load) -> None:
    zoe = alone.viewer("Zoé")
    with alone.shop.store.act() as tx:
        secret = alone.shop.workspace.secret
        rights.suppress_number(tx, secret, "+33199000001", "stop", zoe.operator_id, alone.act(), alone.at)
    report = load(PRO)
    assert dict(report.blockers) == {Blocker.SUPPRESSED: 1}
    with pytest.raises(NothingToCall):
        claim_next(alone.shop, zoe, act=alone.act())


def test_somebody_on_a_known_line_is_new_and_shares_it(alone: Ground, load: Load) -> None:
    load(CONSENTED)
    report = load(CONSENTED.replace("Claire", "Paul"))
    assert (report.taken, report.linked, report.verdicts[0].reason) == (
        1,
        1,
        "shares with a contact we know: same number, another name",
    )
    assert alone.one("SELECT GROUP_CONCAT(DISTINCT holder) FROM number") == ("household",)


def test_managers_only(three: Ground, tmp_path: Path) -> None:
    for name in ("Sam", "Hugo", "Fatou"):
        with pytest.raises(Refused):
            import_list(three.shop, three.viewer(name), SAMPLES, list_name="L", act=three.act())


def test_who_looks_on_is_told_and_may_stop_it(
    alone: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "ROWS_AT_ONCE", 10)
    file = tmp_path / "list.csv"
    file.write_text("\n".join((HEADER, *_lines(25))), encoding="utf-8")
    told: list[Progress] = []
    zoe, before = alone.viewer("Zoé"), _stored(alone)
    with pytest.raises(ImportCancelled):
        import_list(
            alone.shop,
            zoe,
            file,
            list_name="L",
            cancelled=lambda: len(told) > 2,
            progress=told.append,
            act=alone.act(),
        )
    assert told == [
        Progress(Phase.READING, 0, 25),
        Progress(Phase.LOADING, 0, 25),
        Progress(Phase.LOADING, 10, 25),
    ]
    assert _stored(alone) | {"journal": 0} == before | {"journal": 0}
    import_list(alone.shop, zoe, file, list_name="L", progress=told.append, act=alone.act())
    assert told[-1] == Progress(Phase.LINKING, 25, 25)


def test_a_retry_after_a_lost_reply_changes_nothing(alone: Ground, load: Load) -> None:
    act = alone.act()
    first = load(PRO, BAD, act=act)
    before = _stored(alone)
    again = load(PRO, BAD, act=act)
    assert _stored(alone) == before
    assert (again.list_id, again.taken, again.rejected) == (first.list_id, 1, 1)


def _lines(count: int) -> list[str]:
    return [
        f"N{at};A;Firm {at};01 99 00 {at // 100:02} {at % 100:02};;69001;pro;;" for at in range(1, count + 1)
    ]


def test_nothing_is_seen_before_the_last_row_is_in(
    alone: Ground, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "ROWS_AT_ONCE", 10)
    zoe = alone.viewer("Zoé")
    seen: list[int] = []
    write = BulkWriter.store

    def looked_at(self: BulkWriter, tx: object, portion: Portion) -> range:
        seen.append(_stored(alone)["contact"])
        if seen[-1]:
            with (
                pytest.raises(Refused, match="Another list is being loaded"),
                only_loader(alone.shop.store.path),
            ):
                pass
        return write(self, tx, portion)  # type: ignore[arg-type]

    monkeypatch.setattr(BulkWriter, "store", looked_at)
    load(*_lines(35))
    assert seen[0] == 0 and seen == sorted(set(seen)) and len(seen) >= 4
    claim_next(alone.shop, zoe, act=alone.act())


def test_a_hidden_list_gives_nothing_to_claim(
    alone: Ground, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    zoe = alone.viewer("Zoé")

    def nobody(*_: object, **__: object) -> None:
        with pytest.raises(NothingToCall):
            claim_next(alone.shop, zoe, act=alone.act())
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "account", nobody)
    before = _stored(alone)
    with pytest.raises(KeyboardInterrupt):
        load(*_lines(5))
    after = _stored(alone)
    assert after.pop("journal") > before.pop("journal")  # that it was removed is told
    assert after == before


_KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from pipeline_tui.services import importing, loading
from pipeline_tui.services.shop import open_shop
from pipeline_tui.services.signing_in import sign_in, who
from pipeline_tui.storage.bulk_contacts import BulkWriter, Portion
loading.ROWS_AT_ONCE = 10
write = BulkWriter.store
def killed(self, tx, portion):
    ids = write(self, tx, portion)
    if ids[0] > 15:
        os.kill(os.getpid(), signal.SIGKILL)
    return ids
BulkWriter.store = killed
shop = open_shop(Path(sys.argv[1]))
zoe = sign_in(shop, who(shop, None))
importing.import_list(shop, zoe, Path(sys.argv[2]), list_name="Salon", act="k" * 32)
"""


def test_a_killed_import_is_not_seen_and_removed_by_the_next(
    alone: Ground, load: Load, tmp_path: Path
) -> None:
    file = tmp_path / "killed.csv"
    file.write_text("\n".join((HEADER, *_lines(60))), encoding="utf-8")
    before = _stored(alone)
    died = subprocess.run(
        [sys.executable, "-c", _KILLED, str(alone.shop.store.path), str(file)],
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert died.returncode == -signal.SIGKILL
    assert _stored(alone)["contact"] > before["contact"]
    with pytest.raises(NothingToCall):
        claim_next(alone.shop, alone.viewer("Zoé"), act=alone.act())
    report = load(*_lines(3))
    assert (report.taken, report.merged) == (3, 0)
    assert _stored(alone)["contact"] == before["contact"] + 3
    assert alone.one("SELECT COUNT(*) FROM list WHERE state = 'loading'") == (0,)
    assert alone.one("SELECT COUNT(*) FROM journal WHERE verb = 'import_removed'") == (1,)
    assert alone.whole()


def test_damaged_lines_are_told_and_the_others_kept(alone: Ground, load: Load) -> None:
    report = load(
        PRO,
        'NOIR;"Zoé;;01 99 00 00 07',
        "too;many;cells;0199000008;;;;;;more",
        "NUL\0;A;;0199000009",
        f"GROS;A;;0199000010;;;;;{'x' * 10_000_000}",
        "VERT;Jo;;0199000011",
        CONSENTED,
    )
    assert _adds_up(report)
    assert [(each.row, each.verdict) for each in report.verdicts] == [
        (2, "taken"),
        *((row, "rejected") for row in (3, 4, 5, 6)),
        (7, "taken"),
        (8, "taken"),
    ]
    assert "opened and never closed" in report.verdicts[1].reason
    assert len(report.verdicts[4].cells[-1]) <= 200


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b"", "holds no contacts"),
        (b"\xef\xbb\xbf\r\n", "holds no contacts"),
        (b"Nom;Tel\n", "holds no contacts"),
        (b"PK\x03\x04rest", "is damaged"),
        (b"%PDF-1.7", "is a PDF file"),
        (b"\x00\x01\x02\x03" * 50, "is no text file"),
        (b'"Nom;Tel\nA;0199000001\n', "The header of"),
        (b"Nom;Ville\nA;Lyon\n", "No column holds telephone numbers"),
    ],
)
def test_files_that_are_no_lists(alone: Ground, tmp_path: Path, data: bytes, title: str) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(data)
    before = _stored(alone)
    with pytest.raises(UsageTrouble, match=title) as trouble:
        import_list(alone.shop, alone.viewer("Zoé"), file, list_name="L", act=alone.act())
    assert trouble.value.next_step
    assert _stored(alone) == before


@pytest.mark.parametrize("place", ["missing.csv", ".", "nul\0.csv", "x" * 300])
def test_places_where_no_file_is(alone: Ground, tmp_path: Path, place: str) -> None:
    with pytest.raises(PipelineError) as trouble:
        import_list(alone.shop, alone.viewer("Zoé"), tmp_path / place, list_name="L", act=alone.act())
    assert trouble.value.exit_code in (2, 3)
    assert trouble.value.next_step


@pytest.mark.parametrize(("name", "country"), [(" \x07", ""), ("L", "XX"), ("L", "France")])
def test_what_was_asked_must_make_sense(alone: Ground, name: str, country: str) -> None:
    with pytest.raises(UsageTrouble):
        import_list(
            alone.shop,
            alone.viewer("Zoé"),
            SAMPLES / "customers-2000.csv",
            list_name=name,
            choices=ImportChoices(country=country),
            act=alone.act(),
        )


def test_rejects_are_written_safe_for_spreadsheets(load: Load, tmp_path: Path) -> None:
    report = load("=1+1;Zoé;;06 12;;69001;;;", PRO, BAD)
    out = tmp_path / "rejects.csv"
    assert write_rejects(report, out) == 2
    rows = list(csv.reader(out.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0][:4] == ["row", "rejected because", "Nom", "Prénom"]
    assert rows[1][:4] == [
        "2",
        "no number that can be dialled: too short: 4 digits, FR has 10",
        "'=1+1",
        "Zoé",
    ]
    assert rows[2][0] == "4"
    with pytest.raises(UsageTrouble, match="could not be written"):
        write_rejects(report, tmp_path / "nowhere" / "out.csv")


def test_attempts_on_a_line_by_others_count_for_a_newcomer(alone: Ground, load: Load) -> None:
    contact_id = load(CONSENTED).verdicts[0].contact_id
    with alone.shop.store.act() as tx:
        for days in range(1, 5):
            tx.run(
                """INSERT INTO call (contact_id, operator_id, e164, stage, purpose, mode, token, dialled_at,
                   counts, outcome, reason, reached, refusal, note, script, path, gate, undone)
                   VALUES (:contact, 1, '+33199000002', 'scouting', 'prospecting', 'handset', '', :at, 1,
                   '', '', 0, 0, '', '', '[]', '{}', 0)""",
                {
                    "contact": contact_id,
                    "at": (alone.at - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                },
            )
    report = load(CONSENTED.replace("Claire", "Paul"))
    assert dict(report.blockers) == {Blocker.CAPPED: 1}
