"""A file from the till: every row accounted for, nothing booked twice, and taken back whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.structures import Structure
from pipeline_tui.domain.till import TillReport
from pipeline_tui.services import importing_till, selling, undoing
from pipeline_tui.storage import undo_till
from pipeline_tui.storage.store import Tx
from tests.services.ground import Ground, open_ground
from tests.services.test_selling import image

HEAD = "Date;Montant TTC;Article;Nom;Téléphone;N° ticket\n"


@pytest.fixture(autouse=True)
def short_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few rows be a long file."""
    monkeypatch.setattr(importing_till, "ROWS_AT_ONCE", 2)
    monkeypatch.setattr(undo_till, "AT_ONCE", 2)


class CutOffError(Exception):
    """The program is killed."""


@contextmanager
def cut_off_after(ground: Ground, acts: int) -> Iterator[None]:
    """Let so many acts be done, then no more."""
    store, whole, left = ground.shop.store, ground.shop.store.act, iter(range(acts))

    @contextmanager
    def counted() -> Iterator[Tx]:
        if next(left, None) is None:
            raise CutOffError
        with whole() as tx:
            yield tx

    store.act = counted  # type: ignore[method-assign]
    try:
        yield
    finally:
        store.act = whole  # type: ignore[method-assign]


@pytest.fixture
def zoe(alone: Ground) -> Viewer:
    return alone.viewer("Zoé")


def load(ground: Ground, viewer: Viewer, rows: str, **told: object) -> TillReport:
    file = ground.shop.store.path.with_name("till.csv")
    file.write_text(HEAD + rows, encoding="utf-8")
    return importing_till.import_till(ground.shop, viewer, file, act=ground.act(), **told)  # type: ignore[arg-type]


def long_file(ground: Ground) -> str:
    """Return ten rows of one client, who buys again and again, and six new people."""
    number = number_of(ground, ground.client(ground.viewer("Zoé"))[0])
    rows = [f"20/11/2026;{5 + at};rose;;{number};{at}" for at in range(10)]
    rows[3::2] = [f"20/11/2026;{at};rose;Luc Roux;01 99 00 77 {at:02};{at}" for at in range(3, 10, 2)]
    return "\n".join((*rows, "20/11/2026;-4;rose;;" + number + ";90", "never;1;rose;;;91")) + "\n"


def number_of(ground: Ground, contact: int) -> str:
    return str(ground.one("SELECT e164 FROM number WHERE contact_id = :id", id=contact)[0])


def test_rows_find_clients_of_any_stage_and_are_not_booked_twice(alone: Ground, zoe: Viewer) -> None:
    client, _ = alone.client(zoe)
    prospect = alone.contact("Petit")
    rows = (
        f"20/11/2026;45,50;tulipes;Claire Durand;{number_of(alone, client)};1001\n"
        f"20/11/2026;12;rose;;{number_of(alone, prospect)};1002\n"
        "20/11/2026;9,90;carte;Inconnue;;1003\n"
    )
    report = load(alone, zoe, rows)
    assert (report.rows, report.booked, report.repeated, report.rejected) == (3, 2, 0, 1)
    assert [one.contact_id for one in report.verdicts] == [client, prospect, None]
    assert report.verdicts[2].reason == "nobody known: --new makes a client of them"
    assert report.total_minor == 5750
    assert alone.one("SELECT stage FROM position WHERE contact_id = :id", id=prospect) == ("scouting",)
    before = image(alone)
    again = load(alone, zoe, rows)
    assert (again.booked, again.repeated, again.rejected) == (0, 2, 1)
    assert image(alone) == before


def test_lines_of_one_receipt_and_twins_without_one_are_told_apart(alone: Ground, zoe: Viewer) -> None:
    client, _ = alone.client(zoe)
    number = number_of(alone, client)
    rows = f"20/11/2026;5;rose;;{number};7\n20/11/2026;5;rose;;{number};7\n" + 2 * (
        f"21/11/2026;3;lys;;{number};\n"
    )
    assert load(alone, zoe, rows).booked == 4
    assert load(alone, zoe, rows).repeated == 4
    more = load(alone, zoe, rows + f"21/11/2026;3;lys;;{number};\n")
    assert (more.booked, more.repeated) == (1, 4)


def test_unknown_people_become_clients_when_asked(alone: Ground, zoe: Viewer) -> None:
    before = image(alone)
    rows = (
        "20/11/2026;45;bouquet;Mme Anne Petit;01 99 00 77 01;1\n"
        "20/11/2026;5;rose;Mme Anne Petit;01 99 00 77 01;2\n"
        "20/11/2026;8;rose;Luc Roux;;3\n"
    )
    report = load(alone, zoe, rows, new=True)
    assert (report.booked, report.made, report.rejected) == (3, 2, 0)
    anne = report.verdicts[0].contact_id
    assert anne is not None
    assert report.verdicts[1].contact_id == anne
    assert [one.amount_minor for one in selling.purchases_of(alone.shop, zoe, anne)] == [500, 4500]
    assert undoing.undo(alone.shop, zoe, act=alone.act()).verb == "till_imported"
    assert image(alone) == before
    assert alone.whole()
    again = load(alone, zoe, rows, new=True)
    assert (again.booked, again.repeated) == (3, 0), "what was taken back may come again"


def test_a_dry_run_says_the_same_and_changes_nothing(alone: Ground, zoe: Viewer) -> None:
    client, _ = alone.client(zoe)
    number = number_of(alone, client)
    rows = (
        f"20/11/2026;45;bouquet;;{number};1\n"
        f"21/11/2026;-5;geste;;{number};2\n"
        "20/11/2026;8;rose;Luc Roux;;3\n"
        "31/02/2026;8;rose;Luc Roux;;4\n"
    )
    before, entries = image(alone), alone.entries()
    tried = load(alone, zoe, rows, new=True, dry_run=True)
    assert image(alone) == before
    assert alone.entries() == entries
    done = load(alone, zoe, rows, new=True)
    counts = [(one.rows, one.booked, one.made, one.repeated, one.rejected) for one in (tried, done)]
    assert counts[0] == counts[1] == (4, 3, 1, 0, 1)


def test_a_long_file_goes_in_short_acts_under_one_entry_and_is_taken_back_so(
    alone: Ground, zoe: Viewer
) -> None:
    rows = long_file(alone)
    before, entries = image(alone), alone.entries()
    tried = load(alone, zoe, rows, new=True, dry_run=True)
    assert alone.entries() == entries
    done = load(alone, zoe, rows, new=True)
    assert (done.rows, done.booked, done.made, done.rejected) == (12, 11, 4, 1)
    assert [replace(one, contact_id=None) for one in tried.verdicts] == [
        replace(one, contact_id=None) for one in done.verdicts
    ]
    assert alone.entries() == entries + 1
    with cut_off_after(alone, 1), pytest.raises(CutOffError):
        undoing.undo(alone.shop, zoe, act=alone.act())
    assert alone.one("SELECT COUNT(*) FROM till_touch") == (3,), "two of five are as they were"
    assert undoing.undo(alone.shop, zoe, act=alone.act()).verb == "till_imported"
    assert image(alone) == before
    assert alone.one("SELECT COUNT(*) FROM till_touch") == (0,)
    assert alone.whole()


def test_cut_off_the_same_act_books_the_rest_and_reports_the_whole(alone: Ground, zoe: Viewer) -> None:
    rows = long_file(alone)
    file = alone.shop.store.path.with_name("till.csv")
    file.write_text(HEAD + rows, encoding="utf-8")
    before, act = image(alone), alone.act()

    def imported(act: str) -> TillReport:
        return importing_till.import_till(alone.shop, zoe, file, new=True, act=act)

    with cut_off_after(alone, 3), pytest.raises(CutOffError):
        imported(act)
    assert alone.one("SELECT COUNT(*) FROM purchase WHERE act = :act", act=act) == (6,)
    whole = imported(act)
    assert (whole.booked, whole.made, whole.repeated, whole.rejected) == (11, 4, 0, 1)
    assert imported(act) == whole, "a third time changes nothing"
    other = imported(alone.act())
    assert (other.booked, other.repeated) == (0, 11)
    undoing.undo(alone.shop, zoe, act=alone.act())
    assert image(alone) == before
    with pytest.raises(Refused, match="taken back"):
        imported(act)


def test_money_given_back_belongs_to_a_purchase(alone: Ground, zoe: Viewer) -> None:
    client, _ = alone.client(zoe)  # bought for 45 forty days ago
    number = number_of(alone, client)
    report = load(alone, zoe, f"20/11/2026;-40;avoir;;{number};1\n20/11/2026;(10);avoir;;{number};2\n")
    assert [one.verdict for one in report.verdicts] == ["booked", "rejected"]
    assert report.verdicts[1].reason == "more is given back than they paid"
    back = next(one for one in selling.purchases_of(alone.shop, zoe, client) if one.amount_minor < 0)
    assert back.refund_of is not None
    with pytest.raises(Refused):
        selling.refund(alone.shop, zoe, back.refund_of, 501, reason="x", act=alone.act())


def test_what_was_built_on_is_not_taken_back(alone: Ground, zoe: Viewer) -> None:
    client, _ = alone.client(zoe)
    load(alone, zoe, f"20/11/2026;45;bouquet;;{number_of(alone, client)};1\n")
    (sale,) = (one for one in selling.purchases_of(alone.shop, zoe, client) if one.what == "bouquet")
    selling.refund(alone.shop, zoe, sale.id, 100, reason="wilted", act=alone.act())
    with pytest.raises(Refused, match="no longer be taken back"), alone.shop.store.read() as tx:
        act = tx.value("SELECT act FROM journal WHERE verb = 'till_imported'")
        undo_till.require_untouched(tx, act)
    undoing.undo(alone.shop, zoe, act=alone.act())
    undoing.undo(alone.shop, zoe, act=alone.act())
    assert all(one.what != "bouquet" for one in selling.purchases_of(alone.shop, zoe, client))


def test_the_report_tells_nothing_of_whom_a_row_is(three: Ground) -> None:
    felix, mona = three.viewer("Félix"), three.viewer("Mona")
    client, _ = three.client(felix, last_name="Secretname")
    report = load(three, mona, f"20/11/2026;45;bouquet;;{number_of(three, client)};1\n")
    assert report.booked == 1
    assert "secretname" not in repr(report).casefold()
    with three.shop.store.read() as tx:
        (detail,) = tx.all("SELECT detail FROM journal WHERE verb = 'till_imported'")
    for word in ("secretname", "bouquet", number_of(three, client)[-6:]):
        assert word not in detail[0].casefold()
    for name in ("Fatou", "Félix", "Sam", "Hugo"):
        with pytest.raises(Refused):
            load(three, three.viewer(name), "")


def test_somebody_new_is_a_farmer_s_when_the_manager_is_none(three: Ground) -> None:
    mona = three.viewer("Mona")
    report = load(three, mona, "20/11/2026;45;bouquet;Anne Petit;01 99 00 77 01;1\n", new=True)
    owner = three.one(
        "SELECT owner_id, stage FROM position WHERE contact_id = :id", id=report.verdicts[0].contact_id
    )
    assert owner in {(three.viewer(name).operator_id, "farming") for name in ("Fatou", "Félix")}


def test_a_file_without_day_or_amount_is_refused_by_name(alone: Ground, zoe: Viewer, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("Jour;Article\n20/11/2026;rose\n", encoding="utf-8")
    with pytest.raises(UsageTrouble, match="amount"):
        importing_till.import_till(alone.shop, zoe, file, act=alone.act())
    file.write_text("When;Cost\n20/11/2026;4\n", encoding="utf-8")
    told = importing_till.import_till(
        alone.shop, zoe, file, columns={"date": "When", "amount": "cost"}, act=alone.act()
    )
    assert told.verdicts[0].reason == "it names nobody"


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["20/11/2026", "21/11/2026", "", "31/02/2026", "01/01/2030"]),
        st.sampled_from(["5", "12,50", "-3", "(2)", "0", "x", "", "9 999 999 999 999"]),
        st.sampled_from(["rose", "", "=1+1"]),
        st.sampled_from(["Anne Petit", "Claire Durand", "", "[b]x[/b]"]),
        st.sampled_from(["0199000100", "0199007701", "", "12", "not a number"]),
        st.sampled_from(["1", "2", ""]),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(rows=ROWS, new=st.booleans())
def test_rows_in_are_rows_accounted_for(rows: list[tuple[str, ...]], new: bool) -> None:
    with TemporaryDirectory() as folder:
        ground = open_ground(Path(folder), Structure.ONE_TIER)
        zoe = ground.viewer("Zoé")
        ground.client(zoe)
        text = "".join(";".join(row) + "\n" for row in rows) or ";;;;;\n"
        tried = load(ground, zoe, text, new=new, dry_run=True)
        done = load(ground, zoe, text, new=new)
        assert done.rows == len(done.verdicts) == done.booked + done.repeated + done.rejected
        assert [(one.verdict, one.reason) for one in tried.verdicts] == [
            (one.verdict, one.reason) for one in done.verdicts
        ]
        assert all(one.reason for one in done.verdicts if one.verdict == "rejected")
        (total,) = ground.one("SELECT SUM(amount_minor) FROM purchase WHERE act <> '' AND undone = 0")
        assert (
            (total or 0)
            == done.total_minor
            == sum(one.amount_minor for one in done.verdicts if one.verdict == "booked")
        )
        (least,) = ground.one(
            """SELECT COALESCE(MIN(b.amount_minor + COALESCE((SELECT SUM(r.amount_minor) FROM purchase r
               WHERE r.refund_of = b.id AND r.undone = 0), 0)), 0) FROM purchase b WHERE b.amount_minor > 0"""
        )
        assert isinstance(least, int)
        assert least >= 0, "never more is given back than was paid"
        again = load(ground, zoe, text, new=new)
        assert all(
            later.verdict == "repeated"
            for first, later in zip(done.verdicts, again.verdicts, strict=True)
            if first.verdict == "booked"
        ), "nothing twice"
        ground.shop.close()
