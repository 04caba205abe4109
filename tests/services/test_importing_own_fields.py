"""Fields of the shop's own in a list: found by their names, read by type, gone with the load."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.import_choices import ImportChoices
from pipeline_tui.domain.import_report import ImportReport
from pipeline_tui.domain.own_columns import FOR_NEW_ONES
from pipeline_tui.services import importing
from pipeline_tui.services.adopting import adopt
from pipeline_tui.services.undoing_imports import undo_import
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


@pytest.fixture
def shop(line: Line) -> Line:
    files = changed(line, "playbook.toml", ("[[joints]]", OWN.strip()))
    adopt(line.shop, line.viewer("Mona"), files, act=line.act())
    return line


def load(line: Line, folder: Path, **columns: str) -> ImportReport:
    file = folder / "list.csv"
    file.write_text(LIST, "utf-8")
    choices, mona = ImportChoices(columns=columns), line.viewer("Mona")
    return importing.import_list(line.shop, mona, file, list_name="Fair", choices=choices, act=line.act())


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


def test_a_known_contact_keeps_what_it_has_and_the_row_says_so(shop: Line, tmp_path: Path) -> None:
    load(shop, tmp_path)
    before = stored(shop)
    again = load(shop, tmp_path)
    assert stored(shop) == before
    assert sum(FOR_NEW_ONES in one.reason for one in again.verdicts) == 1


def test_they_go_with_the_load(shop: Line, tmp_path: Path) -> None:
    load(shop, tmp_path, loyalty_card="Carte")
    undone = undo_import(shop.shop, shop.viewer("Mona"), "Fair", act=shop.act())
    assert (undone.removed, undone.kept) == (3, 0)
    assert stored(shop) == []


def test_an_unknown_field_names_those_of_the_shop_too(shop: Line, tmp_path: Path) -> None:
    with pytest.raises(UsageTrouble) as told:
        load(shop, tmp_path, shoe="Carte")
    assert "tables" in told.value.detail
