"""A load past the scouts is taken back with everything it brought along, but for what somebody worked on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline_tui.domain.import_choices import ImportChoices
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import following_up, handing_off, negotiating, running_lists
from pipeline_tui.services.importing import import_list
from pipeline_tui.services.undoing_imports import undo_import
from pipeline_tui.storage import arrivals
from tests.services.ground import TODAY, Ground

LINES = """Nom;Tel;Type;Vendeur;Dernier contact;Achats
A;0199000001;pro;Hugo;20/11/2026;
B;0199000002;pro;Hugo;;
C;0199000003;pro;;;
D;0199000004;pro;;;
"""
CLIENTS = LINES.replace("Hugo", "Fatou").replace(";20/11/2026;", ";20/11/2026;12/03/2026 45 €")
TABLES = ("contact", "position", *arrivals.TABLES)


def loaded(three: Ground, tmp_path: Path, stage: Stage) -> None:
    file = tmp_path / "base.csv"
    file.write_text(CLIENTS if stage is Stage.FARMING else LINES, "utf-8")
    choices = ImportChoices(stage=stage)
    import_list(three.shop, three.viewer("Mona"), file, list_name="Base", choices=choices, act=three.act())


def counted(three: Ground) -> dict[str, Any]:
    with three.shop.store.read() as tx:
        return {table: tx.value(f"SELECT COUNT(*) FROM {table}") for table in TABLES}


@pytest.mark.parametrize("stage", [Stage.HUNTING, Stage.FARMING])
def test_a_base_goes_with_everything_it_brought_along(three: Ground, tmp_path: Path, stage: Stage) -> None:
    before = counted(three)
    loaded(three, tmp_path, stage)
    assert counted(three)["contact"] == before["contact"] + 4
    undone = undo_import(three.shop, three.viewer("Mona"), "Base", act=three.act())
    assert (undone.removed, undone.kept) == (4, 0)
    assert counted(three) == before
    assert three.whole()


def test_what_a_hunter_worked_on_stays(three: Ground, tmp_path: Path) -> None:
    loaded(three, tmp_path, Stage.HUNTING)
    hugo = three.viewer("Hugo")
    first = next(one for one in negotiating.deals(three.shop, hugo) if one.name == "A")
    negotiating.plan_next(three.shop, hugo, first.id, "ring", three.at + timedelta(days=1), act=three.act())
    accepted = handing_off.accept(
        three.shop, hugo, handing_off.inbox(three.shop, hugo)[0].id, act=three.act()
    )
    undone = undo_import(three.shop, three.viewer("Mona"), "Base", act=three.act())
    assert (undone.removed, undone.kept) == (2, 2)
    assert {one.name for one in negotiating.deals(three.shop, hugo)} == {"A", accepted.hand_off.name}
    assert handing_off.inbox(three.shop, hugo) == ()
    mona = three.viewer("Mona")
    card = running_lists.list_card(three.shop, mona, running_lists.find_list(three.shop, mona, "Base"))
    assert [load.taken_back for load in card.loads] == [True]
    assert three.whole()


def test_what_a_farmer_worked_on_stays(three: Ground, tmp_path: Path) -> None:
    loaded(three, tmp_path, Stage.FARMING)
    fatou = three.viewer("Fatou")
    planned = following_up.check_ins(three.shop, fatou, TODAY, TODAY + timedelta(days=400))
    logged = next(one for one in planned if one.name == "B")
    following_up.log_check_in(three.shop, fatou, logged.id, "reached", act=three.act())
    undone = undo_import(three.shop, three.viewer("Mona"), "Base", act=three.act())
    assert (undone.removed, undone.kept) == (3, 1)
    planned = following_up.check_ins(three.shop, fatou, TODAY, TODAY + timedelta(days=400))
    assert {one.name for one in planned} == {"B"}
    assert three.whole()
