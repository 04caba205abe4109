"""Fields of the shop's own in a list: found by their names, read by type, gone with the load."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline_tui.domain.contact_acts import ContactChanges
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_choices import ImportChoices, Known, Phase, Progress
from pipeline_tui.domain.import_report import ImportReport
from pipeline_tui.services import changing, claiming, importing, looking_up
from pipeline_tui.services.adopting import adopt
from pipeline_tui.services.undoing_imports import undo_import
from pipeline_tui.storage.calls import keep_answers
from tests.services.own_playbook import changed
from tests.shops import Line

OWN = """
[[custom_fields]]
code = "tables"
stages = ["scouting"]
type = "number"
names = { en = "Tables to dress", fr = "Tables dressées" }

[[joints]]
"""
LIST = """Nom;Prénom;Téléphone;Tables dressées;Carte
MARTIN;Claire;01 99 00 12 34;1 200;A7
NGO;Minh;01 99 00 12 35;plenty;B7
DURAND;Anne;01 99 00 12 36;;
"""
MARTIN = "0199001234"


@pytest.fixture
def shop(line: Line) -> Line:
    files = changed(line, "playbook.toml", ("[[joints]]", OWN.strip()))
    adopt(line.shop, line.viewer("Mona"), files, act=line.act())
    return line


def load(
    line: Line,
    folder: Path,
    *,
    list_name: str = "Fair",
    known: Known = Known.FILL,
    rows: str = LIST,
    dry_run: bool = False,
    watch: Callable[[Progress], None] | None = None,
    **columns: str,
) -> ImportReport:
    file = folder / "list.csv"
    file.write_text(rows, "utf-8")
    choices, mona = ImportChoices(columns=columns, known=known), line.viewer("Mona")
    return importing.import_list(
        line.shop,
        mona,
        file,
        list_name=list_name,
        choices=choices,
        dry_run=dry_run,
        progress=watch,
        act=line.act(),
    )


def stored(line: Line) -> list[tuple[object, ...]]:
    return [
        tuple(row)
        for row in line.all(
            """SELECT c.last_name, a.field, a.value FROM answer a
               JOIN contact c ON c.id = a.contact_id ORDER BY 1, 2"""
        )
    ]


def test_a_column_is_known_by_the_field_s_name_and_read_by_its_type(shop: Line, tmp_path: Path) -> None:
    report = load(shop, tmp_path, loyalty_card="Carte")
    assert report.taken == 3
    assert stored(shop) == [
        ("MARTIN", "loyalty_card", "A7"),
        ("MARTIN", "tables", "1200"),
        ("NGO", "loyalty_card", "B7"),
    ]
    notes = " ".join(one.reason for one in report.verdicts)
    assert 'Tables to dress: "plenty" cannot be read and was left out' in notes


def by_hand(line: Line, number: str, **values: str) -> None:
    """Type into fields of a contact, as on a scout's desk when they ring back."""
    sam = line.viewer("Sam")
    found = looking_up.look_up(line.shop, sam, number, act=line.act())
    desk = looking_up.claim_found(line.shop, sam, found, act=line.act())
    version = changing.contact_fields(line.shop, sam, desk.token).version
    changes = ContactChanges(version=version, custom=values)
    changing.change_contact(line.shop, sam, desk.token, changes, act=line.act())
    claiming.release(line.shop, sam, desk.token, act=line.act())


def reasons(report: ImportReport) -> str:
    return " | ".join(one.reason for one in report.verdicts)


def test_what_a_known_contact_lacks_is_filled_and_undo_takes_it_back(shop: Line, tmp_path: Path) -> None:
    load(shop, tmp_path)
    before = stored(shop)
    again = load(shop, tmp_path, list_name="More", loyalty_card="Carte")
    assert stored(shop) == [
        ("MARTIN", "loyalty_card", "A7"),
        ("MARTIN", "tables", "1200"),
        ("NGO", "loyalty_card", "B7"),
    ]
    assert again.updated == 2
    assert reasons(again).count("changes its Loyalty card") == 2
    undone = undo_import(shop.shop, shop.viewer("Mona"), "More", act=shop.act())
    assert undone.kept == 0
    assert stored(shop) == before


def test_nothing_is_overwritten_unless_it_is_asked_for(shop: Line, tmp_path: Path) -> None:
    load(shop, tmp_path)
    for known, tables in ((Known.SKIP, "1200"), (Known.FILL, "1200"), (Known.UPDATE, "90")):
        load(shop, tmp_path, list_name=known.value, known=known, rows=LIST.replace("1 200", "90"))
        assert stored(shop) == [("MARTIN", "tables", tables)]
    undo_import(shop.shop, shop.viewer("Mona"), "update", act=shop.act())
    assert stored(shop) == [("MARTIN", "tables", "1200")]


def test_what_a_person_typed_stands_before_any_list(shop: Line, tmp_path: Path) -> None:
    load(shop, tmp_path)
    by_hand(shop, MARTIN, tables="70")
    dry = load(shop, tmp_path, list_name="Later", known=Known.UPDATE, dry_run=True)
    done = load(shop, tmp_path, list_name="Later", known=Known.UPDATE)
    assert ("MARTIN", "tables", "70") in stored(shop)
    for report in (dry, done):
        assert "Tables to dress: what somebody typed was kept" in reasons(report)


def test_what_was_typed_between_reading_and_changing_is_kept(shop: Line, tmp_path: Path) -> None:
    load(shop, tmp_path)
    undo_import(shop.shop, shop.viewer("Mona"), "Fair", act=shop.act())
    load(shop, tmp_path, rows=LIST.replace("1 200", ""))

    def between(at: Progress) -> None:
        if at.phase is Phase.LINKING and not stored(shop):
            with shop.shop.store.act() as tx:
                (martin,) = tx.one("SELECT id FROM contact WHERE last_name = 'MARTIN'") or (0,)
                keep_answers(tx, martin, {"tables": "5"}, None, shop.at)

    load(shop, tmp_path, list_name="More", watch=between)
    assert stored(shop) == [("MARTIN", "tables", "5")]


def test_undo_leaves_what_was_typed_since(shop: Line, tmp_path: Path) -> None:
    load(shop, tmp_path, rows=LIST.replace("1 200", ""))
    load(shop, tmp_path, list_name="More")
    by_hand(shop, MARTIN, tables="55")
    undone = undo_import(shop.shop, shop.viewer("Mona"), "More", act=shop.act())
    assert undone.kept == 1
    assert stored(shop) == [("MARTIN", "tables", "55")]


def test_two_rows_of_one_newcomer_complete_each_other(shop: Line, tmp_path: Path) -> None:
    twice = LIST.replace(";1 200;A7", ";1 200;") + "MARTIN;Claire;01 99 00 12 34;7;A7\n"
    load(shop, tmp_path, rows=twice, loyalty_card="Carte")
    assert [one for one in stored(shop) if one[0] == "MARTIN"] == [
        ("MARTIN", "loyalty_card", "A7"),
        ("MARTIN", "tables", "1200"),
    ]


def test_they_go_with_the_load(shop: Line, tmp_path: Path) -> None:
    load(shop, tmp_path, loyalty_card="Carte")
    undone = undo_import(shop.shop, shop.viewer("Mona"), "Fair", act=shop.act())
    assert (undone.removed, undone.kept) == (3, 0)
    assert stored(shop) == []


def test_an_unknown_field_names_those_of_the_shop_too(shop: Line, tmp_path: Path) -> None:
    with pytest.raises(UsageTrouble) as told:
        load(shop, tmp_path, shoe="Carte")
    assert "tables" in told.value.detail
