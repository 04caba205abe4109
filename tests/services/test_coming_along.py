"""Known contacts in a list past the scouts: who only waits with the scouts comes along, nobody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from pipeline_tui.domain.calling import BasisKind
from pipeline_tui.domain.distribution import Way
from pipeline_tui.domain.import_choices import ImportChoices, Known
from pipeline_tui.domain.import_report import ImportReport
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import (
    following_up,
    handing_off,
    knowing_clients,
    loading,
    negotiating,
    running_lists,
)
from pipeline_tui.services.claiming import claim_next
from pipeline_tui.services.importing import import_list
from pipeline_tui.services.undoing_imports import undo_import
from pipeline_tui.storage import arrivals, clients, moves
from tests.services.ground import Ground
from tests.services.loading_files import image

HEADER = "Nom;Tel;Type;Vendeur;Dernier contact;Achats"
FARMING = ImportChoices(stage=Stage.FARMING, basis=BasisKind.CONTRACT, evidence="orders, since 2024-05-01")
HUNTING = ImportChoices(stage=Stage.HUNTING)
COLD = tuple(f"N{at};019900000{at};pro;;;" for at in range(1, 7))
BOUGHT = "N1;0199000001;pro;Fatou;20/11/2026;12/03/2026 45,50 € roses | 02/05/2026 60 €"
Load = Callable[..., ImportReport]


@pytest.fixture
def load(three: Ground, tmp_path: Path) -> Load:
    """Load lines; six cold contacts are there already."""

    def loading_lines(*lines: str, choices: ImportChoices, name: str = "Base", **told: Any) -> ImportReport:
        file = tmp_path / "list.csv"
        file.write_text("\n".join((HEADER, *lines)), encoding="utf-8")
        mona = three.viewer("Mona")
        return import_list(three.shop, mona, file, list_name=name, choices=choices, act=three.act(), **told)

    loading_lines(*COLD, choices=ImportChoices(), name="Cold")
    return loading_lines


def whole(three: Ground) -> dict[str, Any]:
    """Return every row that a load past the scouts could have touched."""
    found: dict[str, Any] = image(three)
    with three.shop.store.read() as tx:
        for table in arrivals.TABLES:
            found[table] = [tuple(row) for row in tx.all(f"SELECT * FROM {table}")]
    return found


def known(three: Ground, name: str) -> int:
    return int(str(three.one("SELECT id FROM contact WHERE last_name = :n OR first_name = :n", n=name)[0]))


def stands(three: Ground, name: str) -> tuple[object, ...]:
    """Return stage and owner."""
    return three.one(
        """SELECT p.stage, COALESCE(o.name, '') FROM position p LEFT JOIN operator o ON o.id = p.owner_id
           WHERE p.contact_id = :id""",
        id=known(three, name),
    )


def test_clients_a_farmer_brings_along_were_on_a_cold_list(three: Ground, load: Load) -> None:
    before = whole(three)
    lines = (BOUGHT, "N2;0199000002;pro;Fatou;;", "N3;0199000003;pro;Xavier;;", "New;0199000009;pro;Félix;;")
    dry = load(*lines, choices=FARMING, dry_run=True)
    assert whole(three) == before
    report = load(*lines, choices=FARMING)
    assert [(one.verdict, one.reason, one.changed) for one in report.verdicts] == [
        (one.verdict, one.reason, one.changed) for one in dry.verdicts
    ]
    assert (report.taken, report.merged, report.updated, report.purchases) == (1, 3, 3, 2)
    assert report.owners == dry.owners == (("Fatou", 2), ("Félix", 2))
    assert [one.changed[-1:] for one in report.verdicts] == [("stage",)] * 3 + [()]
    assert "same name; comes along to farming" in report.verdicts[0].reason
    assert 'nobody here is called "Xavier"' in report.verdicts[2].reason
    assert any(one.startswith("3 contacts we know come along") for one in report.warnings)
    fatou = three.viewer("Fatou")
    card = knowing_clients.client_card(three.shop, fatou, known(three, "N1"))
    assert [(one.on, one.amount_minor, one.what) for one in card.purchases] == [
        (date(2026, 5, 2), 6000, ""),
        (date(2026, 3, 12), 4550, "roses"),
    ]
    planned = following_up.check_ins(
        three.shop, fatou, three.at.date(), three.at.date() + timedelta(days=400)
    )
    assert {one.name for one in planned} == {"N1", "N2"}
    queue = "SELECT COUNT(*), MIN(stage) FROM position WHERE rank IS NOT NULL"
    assert three.one(queue) == (3, "scouting")  # the others of the cold list, and nobody else
    assert three.whole()


@pytest.mark.parametrize("choices", [FARMING, HUNTING], ids=["farming", "hunting"])
def test_taken_back_everybody_stands_where_they_stood(
    three: Ground, load: Load, choices: ImportChoices
) -> None:
    team = {**three.shop.playbook.ways, (Stage.HUNTING, Stage.FARMING): Way.TEAM}
    three.shop.playbook = replace(three.shop.playbook, ways=MappingProxyType(team))
    before = whole(three)
    owner = "Fatou" if choices is FARMING else "Hugo"
    report = load(BOUGHT.replace("Fatou", owner), COLD[1], "New;0199000009;pro;;;", choices=choices)
    assert dict(report.owners) == {owner: 1, "": 2}
    assert stands(three, "N1") == (choices.stage.value, owner)
    assert stands(three, "N2") == (choices.stage.value, "")
    if choices is HUNTING:
        assert [one.name for one in negotiating.deals(three.shop, three.viewer(owner))] == ["N1"]
    offered = handing_off.inbox(three.shop, three.viewer(owner))
    assert {one.name for one in offered} == {"N2", "NEW"}
    undone = undo_import(three.shop, three.viewer("Mona"), "Base", act=three.act())
    assert (undone.removed, undone.restored, undone.kept) == (1, 2, 0)
    assert whole(three) == before
    assert three.whole()


def test_nobody_is_taken_from_anybody(three: Ground, load: Load) -> None:
    load(COLD[0].replace("pro;;", "pro;Hugo;"), choices=HUNTING, name="Hot")
    load(COLD[1].replace("pro;;", "pro;Félix;"), choices=FARMING, name="Clients")
    with three.shop.store.act() as tx:
        moves.move(tx, known(three, "N3"), Stage.CLOSED, None)
        moves.promise(tx, known(three, "N4"), "callback", None, three.at + timedelta(days=1))
    held = claim_next(three.shop, three.viewer("Sam"), act=three.act())
    assert held.contact_id == known(three, "N5")
    before = whole(three)
    lines = [line.replace("pro;;", "pro;Fatou;").replace(";;", ";20/11/2026;") for line in COLD[:5]]
    report = load(*(f"{line}12/03/2026 45 €" for line in lines), choices=HUNTING, dry_run=True)
    assert ["stays where it stands" in one.reason for one in report.verdicts] == [True] * 5
    report = load(*(f"{line}12/03/2026 45 €" for line in lines), choices=FARMING)
    whys = [one.reason.split("stands, ")[1].split(":")[0] for one in report.verdicts]
    assert whys == [
        "the hunters have it already",
        "it is a client already",
        "it was closed, a manager may open it again",
        "a call is promised",
        "somebody has it in hand",
    ]
    assert not any(name in one.reason for one in report.verdicts for name in ("Hugo", "Félix", "Sam"))
    assert not any("stage" in one.changed for one in report.verdicts)
    after = whole(three)
    for table in ("position", *arrivals.TABLES):
        assert after[table] == before[table]


def test_left_alone_where_known_contacts_are_to_be(three: Ground, load: Load) -> None:
    before = whole(three)
    report = load(BOUGHT, choices=replace(FARMING, known=Known.SKIP))
    assert "known contacts are left as they are" in report.verdicts[0].reason
    after = whole(three)
    assert after["position"] == before["position"] and after["purchase"] == before["purchase"]


def test_who_becomes_somebody_s_while_the_list_is_loaded_stays(
    three: Ground, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on = loading.go_on

    def taken_first(*told: Any) -> int:
        held = claim_next(three.shop, three.viewer("Sam"), act=three.act())
        assert held.contact_id == known(three, "N1")
        return going_on(*told)

    monkeypatch.setattr(loading, "go_on", taken_first)
    report = load(BOUGHT, "N2;0199000002;pro;Fatou;;", choices=FARMING)
    assert "became somebody's while the list was loaded" in report.warnings[-1]
    assert (stands(three, "N1"), stands(three, "N2")) == (("scouting", ""), ("farming", "Fatou"))
    assert three.one("SELECT COUNT(*) FROM purchase") == (0,)


def test_a_client_that_went_back_to_the_scouts_comes_back_with_nothing_booked_twice(
    three: Ground, load: Load
) -> None:
    fatou, again = three.viewer("Fatou"), known(three, "N1")
    with three.shop.store.act() as tx:
        clients.note_contact(tx, again, three.at - timedelta(days=3), segment="A", since=date(2026, 5, 2))
        clients.set_segment(tx, again, "A", by_hand=True)
        clients.add_purchase(tx, again, fatou.operator_id, date(2026, 5, 2), 6000, "EUR")
    before = whole(three)
    load(BOUGHT, choices=FARMING)
    kept = three.one("SELECT segment, segment_by_hand, since, substr(last_contact_at, 1, 10) FROM client")
    assert kept == ("A", 1, "2026-03-12", "2026-11-20")
    assert three.one("SELECT COUNT(*), SUM(amount_minor) FROM purchase WHERE undone = 0") == (2, 10550)
    undo_import(three.shop, three.viewer("Mona"), "Base", act=three.act())
    assert whole(three) == before


def test_who_was_worked_on_since_stays_when_the_list_is_taken_back(three: Ground, load: Load) -> None:
    load(*(line.replace("pro;;", "pro;Fatou;") for line in COLD[:3]), choices=FARMING)
    fatou, day = three.viewer("Fatou"), three.at.date()
    planned = {one.name: one for one in following_up.check_ins(three.shop, fatou, day, day + timedelta(400))}
    following_up.log_check_in(three.shop, fatou, planned["N1"].id, "reached", act=three.act())
    with three.shop.store.act() as tx:  # as when a farmer is replaced, by one act for all
        felix = three.viewer("Félix").operator_id
        tx.run(
            "UPDATE position SET owner_id = :o WHERE contact_id = :c", {"o": felix, "c": known(three, "N2")}
        )
    undone = undo_import(three.shop, three.viewer("Mona"), "Base", act=three.act())
    assert (undone.restored, undone.kept) == (1, 2)
    assert [stands(three, name)[0] for name in ("N1", "N2", "N3")] == ["farming", "farming", "scouting"]
    mona = three.viewer("Mona")
    card = running_lists.list_card(three.shop, mona, running_lists.find_list(three.shop, mona, "Cold"))
    assert card.stages == ((Stage.SCOUTING, 4), (Stage.FARMING, 2))
    assert three.whole()
