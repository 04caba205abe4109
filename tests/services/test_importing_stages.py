"""Lists loaded past the scouts: hot contacts with deals, clients with purchases and check-ins, and whose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from pipeline_tui.domain.calling import Audience, BasisKind, Blocker
from pipeline_tui.domain.distribution import Way
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.import_choices import ImportChoices
from pipeline_tui.domain.import_report import ImportReport
from pipeline_tui.domain.list_states import Standing, standing_of
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import (
    attending,
    facing_today,
    following_up,
    giving_again,
    handing_off,
    knowing_clients,
    negotiating,
    reporting,
    reporting_joints,
    running_lists,
    watching,
)
from pipeline_tui.services.claiming import take
from pipeline_tui.services.importing import import_list
from pipeline_tui.storage import arrivals, hand_offs
from tests.services.ground import TODAY, Ground

SAMPLES = Path(__file__).parents[1] / "samples"
HEADER = "Nom;Tel;Type;Vendeur;Dernier contact;Achats"
FARMING = ImportChoices(stage=Stage.FARMING, basis=BasisKind.CONTRACT, evidence="orders of the old shop")
HUNTING = ImportChoices(stage=Stage.HUNTING, audience=Audience.BUSINESS)
Load = Callable[..., ImportReport]


@pytest.fixture
def load(three: Ground, tmp_path: Path) -> Load:
    def loading(*lines: str, choices: ImportChoices, name: str = "Base", **told: Any) -> ImportReport:
        file = tmp_path / "list.csv"
        file.write_text("\n".join((HEADER, *lines)), encoding="utf-8")
        act = told.pop("act", None) or three.act()
        return import_list(
            three.shop, three.viewer("Mona"), file, list_name=name, choices=choices, act=act, **told
        )

    return loading


def _rows(three: Ground, sql: str) -> list[Any]:
    with three.shop.store.read() as tx:
        return [tuple(row) for row in tx.all(sql)]


def test_hot_contacts_are_their_hunter_s_with_a_deal_and_a_next_step(three: Ground, load: Load) -> None:
    report = load("A;0199000001;pro;Hugo;20/11/2026;", "B;0199000002;pro;hana;;", choices=HUNTING)
    assert (report.taken, report.stage, report.owners) == (2, Stage.HUNTING, (("Hugo", 1), ("Hana", 1)))
    (deal,) = negotiating.deals(three.shop, three.viewer("Hugo"))
    assert (deal.name, deal.state, bool(deal.next_do)) == ("A", "open", True)
    assert deal.next_at is not None and deal.next_at >= three.at
    assert take(three.shop, three.viewer("Hugo"), deal.contact_id, act=three.act()).deal_id == deal.id
    assert three.whole()


def test_whoever_is_nobody_s_waits_for_the_team(three: Ground, load: Load) -> None:
    report = load(
        "A;0199000001;pro;;;", "B;0199000002;pro;Xavier;;", "C;0199000003;pro;Sam;;", choices=HUNTING
    )
    assert report.owners == (("", 3),)
    assert [each.reason for each in report.verdicts] == [
        "",
        'nobody here is called "Xavier": the team takes it',
        "Sam does not work hunting: the team takes it",
    ]
    hugo = three.viewer("Hugo")
    offered = handing_off.inbox(three.shop, hugo)
    assert [(one.name, one.giver, one.limit_at, one.to_me) for one in offered] == [
        (name, "Mona", None, False) for name in "ABC"
    ]
    accepted = handing_off.accept(three.shop, hugo, offered[0].id, act=three.act())
    assert accepted.deal is not None and accepted.deal.state == "open"
    with pytest.raises(Refused):  # a colleague's by now
        take(three.shop, three.viewer("Hana"), offered[0].contact_id, act=three.act())
    back = handing_off.give_back(
        three.shop, hugo, offered[1].id, reason=three.shop.playbook.return_reasons[0].code, act=three.act()
    )
    assert back.state == "returned"
    assert _rows(three, f"SELECT stage FROM position WHERE contact_id = {back.contact_id}") == [("scouting",)]
    assert three.whole()


def test_a_base_that_waits_for_the_team_hides_no_promise(
    three: Ground, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hand_offs, "SHOWN_AT_MOST", 3)
    hugo = three.viewer("Hugo")
    load(*(f"N{at};019900{at:04};pro;;;" for at in range(4)), choices=HUNTING)
    three.later(hours=1)
    hot = three.contact("Hot")
    with three.shop.store.act() as tx:
        hand_offs.give(
            tx, hot, 1, None, Stage.SCOUTING, Stage.HUNTING, {}, three.at, three.at + timedelta(hours=1)
        )
    assert [one.name for one in handing_off.inbox(three.shop, hugo)] == ["Claire HOT", "N0", "N1"]
    assert attending.on_the_floor(three.shop, hugo).waiting.hand_offs == 5


def test_clients_come_with_purchases_and_a_check_in_by_the_rhythm(three: Ground, load: Load) -> None:
    report = load(
        "A;0199000001;particulier;Fatou;20/11/2026;12/03/2026 45,50 € roses | 02/05/2026 60 €",
        "B;0199000002;particulier;Fatou;;",
        choices=FARMING,
    )
    assert (report.taken, report.callable_count, report.purchases) == (2, 2, 2)
    fatou, known = three.viewer("Fatou"), report.verdicts[0].contact_id or 0
    card = knowing_clients.client_card(three.shop, fatou, known)
    assert [(one.on, one.amount_minor, one.what) for one in card.purchases] == [
        (date(2026, 5, 2), 6000, ""),
        (date(2026, 3, 12), 4550, "roses"),
    ]
    days = three.shop.playbook.segment(card.segment).days
    planned = following_up.check_ins(three.shop, fatou, TODAY, TODAY + timedelta(days=400))
    due = {one.name: one.due_on for one in planned}
    assert due["B"] == TODAY  # nobody knows when they were last spoken to
    assert due["A"] >= date(2026, 11, 20) + timedelta(days=days)
    assert due["A"] <= date(2026, 11, 20) + timedelta(days=days + 3)  # the next open day
    desk = take(three.shop, fatou, known, act=three.act())
    assert desk.verdict.allowed
    assert desk.check_in_id is not None
    assert three.whole()


def test_clients_without_an_owner_are_shared_out_and_days_do_not_overflow(three: Ground, load: Load) -> None:
    lines = [f"N{at};01990{at:05};particulier;;;" for at in range(60)]
    report = load(*lines, choices=FARMING)
    assert report.owners == (("Fatou", 30), ("Félix", 30))
    a_day = three.shop.playbook.check_ins_a_day
    counted = _rows(
        three, "SELECT owner_id, due_on, COUNT(*) FROM check_in WHERE state = 'planned' GROUP BY 1, 2"
    )
    assert max(count for _, _, count in counted) <= a_day
    assert all(not three.shop.day_off(date.fromisoformat(day)) for _, day, _ in counted)
    assert min(day for _, day, _ in counted) == TODAY.isoformat()


def test_clients_the_team_is_to_pick_wait_for_it_and_may_come_back(three: Ground, load: Load) -> None:
    team = {**three.shop.playbook.ways, (Stage.HUNTING, Stage.FARMING): Way.TEAM}
    three.shop.playbook = replace(three.shop.playbook, ways=MappingProxyType(team))
    report = load("A;0199000001;particulier;;;", "B;0199000002;particulier;;;", choices=FARMING)
    assert report.owners == (("", 2),)
    fatou = three.viewer("Fatou")
    first, second = handing_off.inbox(three.shop, fatou)
    assert (first.name, first.from_stage, first.kind) == ("A", Stage.HUNTING, "base")
    assert handing_off.accept(three.shop, fatou, first.id, act=three.act()).deal is None
    assert [one.name for one in following_up.check_ins(three.shop, fatou, TODAY, TODAY)] == ["A"]
    reason = three.shop.playbook.reasons_to_return(Stage.HUNTING, Stage.FARMING)[0].code
    handing_off.give_back(three.shop, fatou, second.id, reason=reason, act=three.act())
    ((owner,),) = _rows(three, f"SELECT owner_id FROM position WHERE contact_id = {second.contact_id}")
    ((name,),) = _rows(three, f"SELECT name FROM operator WHERE id = {owner}")
    hunter = three.viewer(name)
    (back,) = giving_again.came_back(three.shop, hunter)
    again = giving_again.give_again(three.shop, hunter, back.id, {}, act=three.act(), to="Félix")
    assert [one.name for one in handing_off.inbox(three.shop, three.viewer("Félix"))] == ["B"]
    assert again.to == "Félix"
    assert three.whole()


def test_rows_of_one_client_add_up(three: Ground, load: Load) -> None:
    report = load(
        "A;0199000001;particulier;Fatou;;12/03/2026 45 €",
        "A;0199000001;particulier;;20/11/2026;02/05/2026 60 €",
        choices=FARMING,
    )
    assert (report.taken, report.merged, report.purchases) == (1, 1, 2)
    assert _rows(three, "SELECT since, last_contact_at FROM client") == [
        ("2026-03-12", "2026-11-20T11:00:00.000000Z")
    ]


def test_a_known_contact_stays_where_it_stands(three: Ground, load: Load) -> None:
    load("A;0199000001;pro;Hugo;;", choices=HUNTING)
    report = load("A;0199000001;pro;Fatou;;12/03/2026 45 €", choices=FARMING, name="Clients")
    assert (report.taken, report.merged) == (0, 1)
    assert "stays where it stands" in report.verdicts[0].reason
    assert "Hugo" not in report.verdicts[0].reason  # nobody is told whose it is
    assert _rows(three, "SELECT COUNT(*) FROM purchase") == [(0,)]
    assert _rows(three, "SELECT stage FROM position") == [("hunting",)]


def test_a_dry_run_says_how_many_could_be_rung_at_each_stage(three: Ground, load: Load) -> None:
    lines = ("A;0199000001;particulier;;;", "B;0199000002;pro;;;")
    bare = load(*lines, choices=ImportChoices(stage=Stage.FARMING), dry_run=True)
    assert (bare.callable_count, dict(bare.blockers)) == (1, {Blocker.NO_BASIS: 1})
    assert any("name one for the whole list" in one for one in bare.warnings)
    grounded = load(*lines, choices=FARMING, dry_run=True)
    assert (grounded.callable_count, dict(grounded.blockers)) == (2, {})
    assert _rows(three, "SELECT COUNT(*) FROM contact") == [(0,)]


def test_the_dry_run_and_the_desks_agree(three: Ground, load: Load) -> None:
    lines = [f"N{at};019900{at:04};{kind};;;" for at, kind in enumerate(("pro", "particulier", "") * 3)]
    report = load(*lines, choices=FARMING)
    allowed = 0
    for each in report.verdicts:
        known = each.contact_id or 0
        ((owner,),) = _rows(three, f"SELECT owner_id FROM position WHERE contact_id = {known}")
        ((name,),) = _rows(three, f"SELECT name FROM operator WHERE id = {owner}")
        desk = take(three.shop, three.viewer(name), known, act=three.act())
        allowed += desk.verdict.allowed
    assert allowed == report.callable_count


def test_nothing_is_seen_before_the_last_row_is_in(
    three: Ground, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    hugo, fatou = three.viewer("Hugo"), three.viewer("Fatou")
    stood_up = arrivals.stand_up
    looked: list[object] = []

    def look(*told: Any) -> None:
        looked.append(
            (
                negotiating.deals(three.shop, hugo),
                handing_off.inbox(three.shop, hugo),
                following_up.check_ins(three.shop, fatou, TODAY, TODAY + timedelta(days=400)),
                facing_today.today(three.shop, fatou).due,
                _rows(three, "SELECT SUM(amount_minor) FROM purchase WHERE undone = 0"),
            )
        )
        stood_up(*told)

    monkeypatch.setattr(arrivals, "stand_up", look)
    load("A;0199000001;pro;Hugo;;", "B;0199000002;pro;;;", choices=HUNTING)
    load("C;0199000003;pro;Fatou;;12/03/2026 45 €", choices=FARMING, name="Clients")
    assert looked[0] == ((), (), (), (), [(None,)])
    assert looked[1][0] != () and looked[1][2:] == ((), (), [(None,)])  # type: ignore[index]
    assert _rows(three, "SELECT SUM(amount_minor) FROM purchase WHERE undone = 0") == [(4500,)]


def test_a_cancelled_load_leaves_nothing_behind(
    three: Ground, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    tables = ("contact", "position", *arrivals.TABLES)
    before = [_rows(three, f"SELECT COUNT(*) FROM {table}") for table in tables]
    monkeypatch.setattr(arrivals, "stand_up", interrupted)
    for choices, owner in ((HUNTING, "Hugo"), (HUNTING, ""), (FARMING, "Fatou")):
        with pytest.raises(KeyboardInterrupt):
            load(f"C;0199000003;pro;{owner};;12/03/2026 45 €", choices=choices)
    assert [_rows(three, f"SELECT COUNT(*) FROM {table}") for table in tables] == before


def test_the_one_who_works_the_stage_alone_has_them_without_ceremony(alone: Ground, tmp_path: Path) -> None:
    file = tmp_path / "base.csv"
    file.write_text(f"{HEADER}\nA;0199000001;pro;;;\n", encoding="utf-8")
    zoe = alone.viewer("Zoé")
    report = import_list(alone.shop, zoe, file, list_name="Base", choices=HUNTING, act=alone.act())
    assert report.owners == (("Zoé", 1),)
    assert [deal.name for deal in negotiating.deals(alone.shop, zoe)] == ["A"]
    assert handing_off.inbox(alone.shop, zoe) == ()


def test_a_hunter_s_day_is_not_filled_with_a_year(three: Ground, load: Load) -> None:
    lines = [f"N{at};01990{at:05};pro;Hugo;{'20/11/2026' if at == 89 else ''};" for at in range(90)]
    load(*lines, choices=HUNTING)
    days = _rows(three, "SELECT DATE(next_at), COUNT(*) FROM deal GROUP BY 1 ORDER BY 1")
    assert [count for _, count in days] == [40, 40, 10]
    first = negotiating.deals(three.shop, three.viewer("Hugo"))[0].next_at
    spoken = {one.name: one.next_at for one in negotiating.deals(three.shop, three.viewer("Hugo"))}["N89"]
    assert spoken == first  # who was spoken to last comes first


def test_nobody_works_the_stage(three: Ground, load: Load) -> None:
    with three.shop.store.act() as tx:
        tx.run("UPDATE operator SET active = 0 WHERE name IN ('Fatou', 'Félix')")
    with pytest.raises(Refused, match="Nobody works farming"):
        load("A;0199000001;pro;;;", choices=FARMING)


def test_the_list_s_card_says_where_they_went(three: Ground, load: Load) -> None:
    report = load("A;0199000001;pro;Hugo;;", choices=HUNTING)
    card = running_lists.list_card(three.shop, three.viewer("Mona"), report.list_id or 0)
    assert (card.stages, card.loads[0].stage) == (((Stage.HUNTING, 1),), Stage.HUNTING)
    assert ("Vendeur", "owner") in [(use.column, use.field) for use in card.loads[0].columns]


def test_figures_of_the_line_leave_out_who_came_in_past_the_scouts(three: Ground, load: Load) -> None:
    mona = three.viewer("Mona")
    load("A;0199000001;pro;Hugo;;", "B;0199000002;pro;;;", choices=HUNTING)
    assert {row.contacts for row in reporting.funnel(three.shop, mona)} == {0}
    line = {one.name: one for one in watching.lists(three.shop, mona)}["Base"]
    assert (line.contacts, line.handed_off, standing_of(line)) == (2, 0, Standing.HUNTING)
    assert handing_off.receipts(three.shop, mona) == ()
    assert reporting_joints.joints(three.shop, mona) == ()
    with pytest.raises(UsageTrouble, match="Base is a list for hunting"):
        load("C;0199000003;pro;;;", choices=ImportChoices())


def test_columns_of_hot_contacts_mean_nothing_to_a_list_for_the_scouts(three: Ground, load: Load) -> None:
    report = load("A;0199000001;pro;Hugo;never;12/03/2026 45 €", choices=ImportChoices())
    assert [use.field for use in report.columns] == ["name", "phone", "audience", "", "", ""]
    with pytest.raises(UsageTrouble, match="owner says nothing"):
        load("B;0199000002;pro;;;", choices=ImportChoices(columns={"owner": "Vendeur"}))


@pytest.mark.slow
def test_the_sample_lists_past_the_scouts(three: Ground, tmp_path: Path) -> None:
    mona = three.viewer("Mona")

    def loaded(name: str, **chosen: Any) -> ImportReport:
        choices = ImportChoices(evidence="orders, since 2024-05-01", **chosen)
        return import_list(three.shop, mona, SAMPLES / name, list_name=name, choices=choices, act=three.act())

    leads = loaded(
        "leads-500.xlsx",
        country="US",
        stage=Stage.HUNTING,
        audience=Audience.BUSINESS,
        basis=BasisKind.BUSINESS_INTEREST,
    )
    assert leads.rows == leads.taken + leads.merged + leads.rejected == 500
    assert leads.owners == (("", leads.taken),)
    assert ("Lead Owner", "owner") in [(use.column, use.field) for use in leads.columns]
    clients = loaded("contacts-fr-3000.csv", stage=Stage.FARMING, basis=BasisKind.CONTRACT)
    assert clients.taken == clients.callable_count + sum(clients.blockers.values()) == 2962
    assert sum(count for _, count in clients.owners) == clients.taken
    assert _rows(three, "SELECT COUNT(*) FROM check_in WHERE state = 'planned'") == [(clients.taken,)]
    assert three.whole()
