"""Practice shops: invented, lived in, consistent, the same from the same seed."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.hand_over import needs_ceremony
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.public_holidays import public_holiday
from pipeline_tui.domain.shop import FunnelRow
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.playbooks.practice import load_trade
from pipeline_tui.services import (
    claiming,
    following_up,
    handing_off,
    journalling,
    keeping_safe,
    negotiating,
    practising,
    reporting,
    signing_in,
)
from pipeline_tui.services.practising import demo_exists, make_demo
from pipeline_tui.services.shop import Shop, open_shop
from pipeline_tui.storage.settling import settle

NOW = datetime(2026, 11, 23, 14, 3, tzinfo=UTC)  # a Monday, 15:03 in Paris
PARIS = ZoneInfo("Europe/Paris")
ACT = "ab" * 16
FICTION = re.compile(r"\+33(199|2619|3530|4657|5364|6399)\d+|\+4420794(60|6)\d{3,4}|\+1\d{3}55501\d\d")
PLACE = """SELECT contact_id, stage, bucket_id, rank, due, band, blocker, attempts, promise_due
           FROM position ORDER BY contact_id"""


pytestmark = pytest.mark.slow  # whole months are made up
STRUCTURES = [pytest.param(one, id=one.value) for one in Structure]


@pytest.fixture(scope="module", params=STRUCTURES)
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A small practice shop of each structure; tests leave it as it is, or take back what they do."""
    path = tmp_path_factory.mktemp("practice") / "demo.db"
    shop = make_demo(path, contacts=110, history_days=6, structure=request.param.value, now=NOW)
    yield shop
    shop.close()


def viewers(shop: Shop) -> list[Viewer]:
    return [signing_in.sign_in(shop, one) for one in signing_in.operators(shop)]


def manager(shop: Shop) -> Viewer:
    return next(one for one in viewers(shop) if one.is_manager)


def rows(shop: Shop, sql: str) -> list[Any]:
    with shop.store.read() as tx:
        return tx.all(sql)


def funnel(shop: Shop) -> tuple[FunnelRow, ...]:
    return reporting.funnel(shop, manager(shop))


class TakenBack(Exception):
    """Rolls an act back at its end."""


def the_file_is_sound(demo: Shop) -> None:
    examination = keeping_safe.examine(demo.store.path)
    assert [check for check in examination.checks if not check.ok] == []
    assert journalling.verify(demo, manager(demo)).first_bad == ""


def every_contact_stands_in_its_place(demo: Shop) -> None:
    with pytest.raises(TakenBack), demo.store.act() as tx:
        before = tx.all(PLACE)
        settle(tx, [row[0] for row in before], demo.method, demo.now())
        assert tx.all(PLACE) == before
        raise TakenBack
    assert len(before) == rows(demo, "SELECT COUNT(*) FROM contact")[0][0]
    assert rows(demo, "SELECT 1 FROM position WHERE held_by IS NOT NULL OR call_id IS NOT NULL") == []


def every_call_was_allowed(demo: Shop) -> None:
    calls = rows(
        demo,
        """SELECT k.contact_id, k.dialled_at, k.gate, k.outcome, c.audience, c.country
           FROM call k JOIN contact c ON c.id = k.contact_id ORDER BY k.dialled_at""",
    )
    assert len(calls) > 60
    dialled: dict[int, list[date]] = defaultdict(list)
    for contact_id, at, gate, outcome, audience, country in calls:
        proof = json.loads(gate)
        assert outcome
        assert proof["rules"]
        assert proof["zone"]
        if country != "FR" or audience == "business" or proof["basis"] == "own-request":
            continue
        assert proof["basis"] == "consent"
        local = datetime.fromisoformat(at).astimezone(PARIS)
        assert local.weekday() < 5
        assert public_holiday(local.date(), "FR") is None
        assert time(10) <= local.time() < time(13) or time(14) <= local.time() < time(20)
        dialled[contact_id].append(local.date())
    for days in dialled.values():
        assert all(later - first >= timedelta(days=30) for first, later in zip(days, days[4:], strict=False))


def test_the_file_is_sound(demo: Shop) -> None:
    the_file_is_sound(demo)


def test_every_contact_stands_where_its_facts_place_it_now(demo: Shop) -> None:
    every_contact_stands_in_its_place(demo)


def test_every_call_was_allowed_when_it_was_made(demo: Shop) -> None:
    every_call_was_allowed(demo)


def test_nothing_happened_after_practice_begins(demo: Shop) -> None:
    assert demo.now() == NOW
    for table, column in (("journal", "at"), ("call", "dialled_at"), ("hand_off", "given_at")):
        newest = rows(demo, f"SELECT MAX({column}) FROM {table}")[0][0]
        assert datetime.fromisoformat(newest) <= NOW


def test_a_client_has_one_check_in_planned(demo: Shop) -> None:
    planned = """SELECT p.contact_id, (SELECT COUNT(*) FROM check_in k
                   WHERE k.contact_id = p.contact_id AND k.state = 'planned')
                 FROM position p JOIN client c ON c.contact_id = p.contact_id WHERE p.stage = 'farming'"""
    counts = rows(demo, planned)
    assert len(counts) > 15
    assert [row for row in counts if row[1] != 1] == []


def test_the_scout_has_somebody_to_ring_at_once(demo: Shop) -> None:
    scout = next(one for one in viewers(demo) if one.covers(Stage.SCOUTING))
    desk = claiming.claim_next(demo, scout, act=ACT)
    assert desk.verdict.allowed
    claiming.release(demo, scout, desk.token, act="cd" * 16)


def test_a_callback_is_due_in_seventeen_minutes(demo: Shop) -> None:
    due = {row[0] for row in rows(demo, "SELECT promise_due FROM position WHERE promise_due IS NOT NULL")}
    assert int((NOW + timedelta(minutes=17)).timestamp()) in due


def test_hand_offs_wait_where_somebody_else_receives(demo: Shop) -> None:
    ceremony = needs_ceremony(demo.workspace.structure, Stage.SCOUTING, Stage.HUNTING)
    for viewer in viewers(demo):
        if viewer.covers(Stage.HUNTING):
            assert len(handing_off.inbox(demo, viewer)) >= 2 if ceremony else True
    returned = rows(demo, "SELECT 1 FROM position WHERE promise = 'returned'")
    assert bool(returned) == ceremony


def test_farmers_have_a_day_before_them(demo: Shop) -> None:
    today = demo.today()
    for viewer in viewers(demo):
        if viewer.covers(Stage.FARMING):
            due = following_up.check_ins(demo, viewer, today, today)
            assert sum(one.state == "planned" for one in due) >= 3
            assert any(one.due_at is not None and one.due_at > NOW for one in due)
            assert following_up.overdue(demo, viewer)


def test_every_number_is_kept_for_fiction(demo: Shop) -> None:
    numbers = {row[0] for row in rows(demo, "SELECT e164 FROM number")}
    assert [one for one in numbers if not FICTION.fullmatch(one)] == []


def test_names_that_try_a_screen_are_there_whole(demo: Shop) -> None:
    names = {f"{row[0]} {row[1]}" for row in rows(demo, "SELECT first_name, last_name FROM contact")}
    assert {
        "محمد الفاسي",
        'Jean [/] "Jeannot" O\'Brien-[b]Lacroix[/b]',
        "Zoé 🌷 =SOMME(A1:A9)",
        "Maximilienne-Apolline de Montferrand-Sainte-Foy de La Roche-Guérande",
        "明美 佐藤",
    } <= names


@pytest.fixture(scope="module")
def florist(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The practice shop as it comes without options."""
    shop = make_demo(tmp_path_factory.mktemp("florist") / "demo.db", now=NOW)
    yield shop
    shop.close()


def test_one_person_alone_finds_a_month_behind_her(florist: Shop) -> None:
    (camille,) = viewers(florist)
    assert camille.stages == {Stage.SCOUTING, Stage.HUNTING, Stage.FARMING}
    assert florist.workspace.practice
    assert florist.workspace.trade == "florist"
    steps = {row.step: row.contacts for row in funnel(florist)}
    assert steps["listed"] == 400
    assert 150 < steps["called"] < 330
    assert steps["called"] > steps["reached"] > 80
    assert 0.08 < steps["handed_off"] / steps["reached"] < 0.40
    assert steps["deal"] > steps["won"] > steps["repeat"] > 0
    blockers = {row[0] for row in rows(florist, "SELECT DISTINCT blocker FROM position")}
    assert {"", "no-basis", "paused-after-refusal", "waiting-to-retry"} <= blockers
    outcomes = {row[0] for row in rows(florist, "SELECT DISTINCT outcome FROM call")}
    assert {"no-answer", "voicemail", "refused", "callback", "hot", "wrong-number", "talked"} <= outcomes


def test_the_board_has_deals_in_every_step(florist: Shop) -> None:
    (camille,) = viewers(florist)
    deals = negotiating.deals(florist, camille)
    assert {deal.step for deal in deals} == {step.code for step in florist.playbook.deal_steps}
    dues = [deal.next_at for deal in deals if deal.next_at is not None]
    assert len(dues) < len(deals)
    assert min(dues) < NOW
    assert any(NOW < due < NOW + timedelta(hours=3) for due in dues)
    assert all(deal.value_minor for deal in deals)


def test_clients_bought_several_times_over_two_years(florist: Shop) -> None:
    bought = rows(florist, "SELECT contact_id, COUNT(*), MIN(bought_on) FROM purchase GROUP BY contact_id")
    assert sum(row[1] > 1 for row in bought) > 30
    assert min(row[2] for row in bought) < "2025-03-01"


def test_the_same_seed_gives_the_same_shop(tmp_path: Path) -> None:
    def told(name: str, seed: int) -> tuple[Any, ...]:
        shop = make_demo(tmp_path / name, contacts=60, seed=seed, history_days=3, now=NOW)
        calls = rows(shop, "SELECT contact_id, dialled_at, outcome, note FROM call ORDER BY id")
        people = rows(shop, "SELECT first_name, last_name, city FROM contact ORDER BY id")
        shop.close()
        return funnel(shop), calls, people

    first = told("a.db", 3)
    assert told("b.db", 3) == first
    assert told("c.db", 4)[2] != first[2]


def test_a_workspace_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    assert not demo_exists(path)
    path.write_bytes(b"mine")
    assert demo_exists(path)
    with pytest.raises(Refused, match="there already"):
        make_demo(path, now=NOW)
    assert path.read_bytes() == b"mine"


def test_a_failure_on_the_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise TakenBack

    monkeypatch.setattr(practising, "last_hour", fails)
    with pytest.raises(TakenBack):
        make_demo(tmp_path / "demo.db", contacts=20, history_days=1, now=NOW)
    assert [path.name for path in tmp_path.iterdir() if "demo.db" in path.name and path.suffix == ".db"] == []
    assert not (tmp_path / "demo.db.part").exists()


@pytest.mark.parametrize(
    ("real", "begins"),
    [
        (datetime(2026, 11, 22, 9, 0, tzinfo=UTC), datetime(2026, 11, 20, 9, 30, tzinfo=UTC)),  # a Sunday
        (datetime(2026, 11, 23, 9, 4, tzinfo=UTC), datetime(2026, 11, 23, 9, 4, tzinfo=UTC)),
        (datetime(2026, 12, 25, 10, 0, tzinfo=UTC), datetime(2026, 12, 24, 9, 30, tzinfo=UTC)),
    ],
)
def test_practice_begins_when_somebody_can_be_rung(tmp_path: Path, real: datetime, begins: datetime) -> None:
    path = tmp_path / "demo.db"
    shop = make_demo(path, contacts=30, history_days=2, now=real)
    assert shop.now() == begins
    shop.close()
    again = open_shop(path)
    assert timedelta() <= again.now() - begins < timedelta(minutes=1)
    again.close()


@pytest.mark.parametrize(("contacts", "days"), [(1, 0), (9, 3)])
def test_small_shops_are_made_too(tmp_path: Path, contacts: int, days: int) -> None:
    shop = make_demo(tmp_path / "demo.db", contacts=contacts, history_days=days, now=NOW)
    assert rows(shop, "SELECT COUNT(*) FROM contact") == [(contacts,)]
    assert claiming.claim_next(shop, viewers(shop)[0], act=ACT).verdict.allowed
    shop.close()


def test_more_contacts_than_are_played_with_have_an_older_past(tmp_path: Path) -> None:
    shop = make_demo(tmp_path / "demo.db", contacts=1500, history_days=1, now=NOW)
    (listed,) = rows(shop, "SELECT COUNT(*), COUNT(DISTINCT list_id) FROM position")
    assert listed[0] == 1500
    assert listed[1] >= 5
    assert rows(shop, "SELECT COUNT(*) FROM call WHERE dialled_at < '2026-11-01'")[0][0] > 40
    the_file_is_sound(shop)
    every_contact_stands_in_its_place(shop)
    every_call_was_allowed(shop)
    shop.close()


def test_the_shop_speaks_english_when_asked(tmp_path: Path) -> None:
    shop = make_demo(tmp_path / "demo.db", contacts=40, history_days=4, language="en", now=NOW)
    notes = {row[0] for row in rows(shop, "SELECT note FROM call WHERE note <> ''")}
    shop.close()
    talk = load_trade("florist").talk
    said = {lang: {text for texts in talk[lang].notes.values() for text in texts} for lang in talk}
    assert notes & said["en"]
    assert not notes & (said["fr"] - said["en"])


def test_a_trade_without_a_practice_shop_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageTrouble, match="no practice shop"):
        make_demo(tmp_path / "demo.db", trade="chandlery", now=NOW)
    assert not demo_exists(tmp_path / "demo.db")
