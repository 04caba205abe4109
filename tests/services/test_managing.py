"""What a manager watches and does: lists, blockers, the funnel, the journal, people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.errors import PipelineError, Refused, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.services import dialling, journalling, negotiating, reporting, staffing, watching
from pipeline_tui.services.claiming import claim_next
from pipeline_tui.services.undoing import undo
from pipeline_tui.storage import calls, hand_offs
from tests.services.ground import Ground

MANAGERS_ONLY: dict[str, Callable[[Ground, Viewer], object]] = {
    "lists": lambda g, v: watching.lists(g.shop, v),
    "funnel": lambda g, v: reporting.funnel(g.shop, v),
    "verify": lambda g, v: journalling.verify(g.shop, v),
    "add": lambda g, v: staffing.add_person(g.shop, v, "Nina", [Role.SCOUT], act=g.act()),
}


@pytest.mark.parametrize("name", list(MANAGERS_ONLY))
def test_only_a_manager(three: Ground, name: str) -> None:
    for who in ("Sam", "Hugo", "Fatou"):
        with pytest.raises(Refused, match="managers only"):
            MANAGERS_ONLY[name](three, three.viewer(who))
    MANAGERS_ONLY[name](three, three.viewer("Mona"))


def test_a_person_added_works_at_once_and_can_be_taken_back(three: Ground) -> None:
    mona, act = three.viewer("Mona"), three.act()
    nina = staffing.add_person(three.shop, mona, " Nina\x1b Simon ", [Role.HUNTER, Role.FARMER], act=act)
    assert (nina.name, nina.roles) == ("Nina Simon", frozenset({Role.HUNTER, Role.FARMER}))
    assert staffing.add_person(three.shop, mona, "Nina Simon", [Role.HUNTER], act=act) == nina
    assert three.viewer("nina").stages == {Stage.HUNTING, Stage.FARMING}
    assert nina in staffing.people(three.shop, three.viewer("Sam"))
    assert undo(three.shop, mona, act=three.act()).verb == "person_added"
    assert "Nina Simon" not in {one.name for one in staffing.people(three.shop, mona)}
    again = staffing.add_person(three.shop, mona, "nina simon", [Role.SCOUT], act=three.act())
    assert (again.id, again.name, again.roles) == (nina.id, "nina simon", frozenset({Role.SCOUT}))
    assert three.whole()


def test_an_undo_names_the_colleague_it_concerns(three: Ground) -> None:
    mona, act = three.viewer("Mona"), three.act()
    staffing.change_person(three.shop, mona, "Sam", languages=["en"], act=three.act())
    for _ in range(2):  # a retry answers the same
        done = undo(three.shop, mona, act=act)
        assert (done.verb, done.name) == ("person_changed", "Sam")


def test_what_another_manager_changed_since_is_not_taken_back(three: Ground) -> None:
    mona = three.viewer("Mona")
    staffing.add_person(three.shop, mona, "Nina", [Role.MANAGER], act=three.act())
    staffing.change_person(three.shop, mona, "Sam", extension="201", act=three.act())
    staffing.change_person(three.shop, three.viewer("Nina"), "Sam", extension="202", act=three.act())
    with pytest.raises(Refused, match="no longer be taken back"):
        undo(three.shop, mona, act=three.act())
    assert undo(three.shop, three.viewer("Nina"), act=three.act()).verb == "person_changed"
    assert undo(three.shop, mona, act=three.act()).verb == "person_changed"
    assert {one.extension for one in staffing.people(three.shop, mona)} == {""}
    assert three.whole()


def test_whoever_has_worked_stays(three: Ground) -> None:
    mona = three.viewer("Mona")
    nina = staffing.add_person(three.shop, mona, "Nina", [Role.HUNTER], act=three.act())
    three.deal(three.viewer("Nina"))
    with pytest.raises(Refused, match="no longer be taken back"):
        undo(three.shop, mona, act=three.act())
    assert nina in staffing.people(three.shop, mona)


@pytest.mark.parametrize(
    ("name", "roles", "trouble"),
    [
        ("\x1b", [Role.SCOUT], UsageTrouble),
        ("Nina", [], UsageTrouble),
        ("FELIX", [Role.SCOUT], Refused),
        ("sam", [Role.SCOUT], Refused),
    ],
)
def test_a_person_needs_a_name_of_their_own_and_a_role(
    three: Ground, name: str, roles: list[Role], trouble: type[PipelineError]
) -> None:
    with pytest.raises(trouble):
        staffing.add_person(three.shop, three.viewer("Mona"), name, roles, act=three.act())
    assert three.entries() == 0


def test_the_funnel_counts_contacts_once(three: Ground) -> None:
    sam, hugo, fatou = three.viewer("Sam"), three.viewer("Hugo"), three.viewer("Fatou")
    contacts = [three.contact(name) for name in ("A", "B", "C", "D")]
    for _ in contacts[:3]:
        _ring(three, sam, reached=True)
    with three.shop.store.act() as tx:
        tx.run("UPDATE call SET reached = 0 WHERE contact_id = :c", {"c": contacts[2]})
        for contact in contacts[:2]:
            hand_off = hand_offs.give(tx, contact, 1, None, Stage.SCOUTING, Stage.HUNTING, {}, three.at, None)
        hand_offs.answer(tx, hand_off, "accepted", hugo.operator_id, three.at)
        tx.run(
            "UPDATE position SET stage = 'hunting', owner_id = :h WHERE contact_id = :c",
            {"h": hugo.operator_id, "c": contacts[1]},
        )
    negotiating.win_deal(
        three.shop, hugo, three.deal(hugo, contacts[1]), Winning(900, farmer="Fatou"), act=three.act()
    )
    three.client(fatou)  # came with the shop: bought before, but never went along the line
    counts = {row.step: row.contacts for row in reporting.funnel(three.shop, three.viewer("Mona"))}
    assert counts == {
        "listed": 5,
        "called": 3,
        "reached": 2,
        "handed_off": 2,
        "accepted": 1,
        "deal": 1,
        "won": 1,
        "repeat": 0,
    }
    shares = [row.of_previous for row in reporting.funnel(three.shop, three.viewer("Mona"))]
    assert shares[:5] == [None, 3 / 5, 2 / 3, 1.0, 0.5]
    assert shares[7] == 0.0
    with three.shop.store.act() as tx:
        tx.run(
            """INSERT INTO purchase (contact_id, operator_id, bought_on, what, amount_minor, currency, undone)
               VALUES (:c, 1, '2026-11-24', '', 100, 'EUR', 0)""",
            {"c": contacts[1]},
        )
    assert reporting.funnel(three.shop, three.viewer("Mona"))[7].contacts == 1


def _ring(ground: Ground, sam: Viewer, *, reached: bool) -> None:
    desk = claim_next(ground.shop, sam, act=ground.act())
    dialled = dialling.dial(ground.shop, sam, desk.token, act=ground.act())
    assert dialled.call is not None
    with ground.shop.store.act() as tx:
        calls.finish_call(
            tx,
            dialled.call.id,
            ground.at,
            outcome="talked",
            reason="",
            reached=reached,
            refusal=False,
            note="",
            path=(),
        )
        tx.run(
            """UPDATE position SET held_by = NULL, token = NULL, lease = NULL, call_id = NULL,
               blocker = 'capped' WHERE contact_id = :c""",
            {"c": desk.contact_id},
        )


def test_an_empty_funnel_divides_by_nothing(three: Ground) -> None:
    rows = reporting.funnel(three.shop, three.viewer("Mona"))
    assert [(row.contacts, row.of_previous) for row in rows] == [(0, None)] * 8


def test_every_contact_is_counted_under_one_blocker(three: Ground) -> None:
    sam, mona = three.viewer("Sam"), three.viewer("Mona")
    ready, held, suppressed, later, capped, resting, nowhere = (
        three.contact(name) for name in ("A", "B", "C", "D", "E", "F", "G")
    )
    soon = int(three.at.timestamp()) + 3600
    with three.shop.store.act() as tx:
        for contact, change in (
            (held, f"held_by = 2, token = 'x', lease = {soon}, rank = NULL"),
            (suppressed, "blocker = 'suppressed', rank = NULL"),
            (later, f"promise = 'callback', promise_due = {soon + 60}, rank = NULL"),
            (capped, f"blocker = 'capped', due = {soon + 120}, rank = NULL"),
            (resting, f"blocker = 'waiting-to-retry', due = {soon}, rank = NULL"),
            (nowhere, "blocker = 'zone-unknown', rank = NULL"),
        ):
            tx.run(f"UPDATE position SET {change} WHERE contact_id = {contact}")
    expected = {
        Blocker.SUPPRESSED: 1,
        Blocker.CAPPED: 1,
        Blocker.NO_ZONE: 1,
        Blocker.WAITING: 1,
        Blocker.CALLBACK_LATER: 1,
        Blocker.ON_ANOTHER_DESK: 1,
    }
    empty = watching.blockers(three.shop, sam)
    assert dict(empty.blockers) == expected
    assert empty.opens_at == datetime.fromtimestamp(soon, UTC)
    (line,) = watching.lists(three.shop, mona)
    assert (line.contacts, line.ready, dict(line.blockers)) == (7, 1, expected)

    three.at = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)  # 21:30 in Paris: nobody may be rung
    night = watching.blockers(three.shop, sam)
    # What came due meanwhile, the callback too, waits for the window; so does the hold that lapsed.
    assert night.blockers[Blocker.OUTSIDE_WINDOW] == 5
    assert sum(night.blockers.values()) == 7
    assert night.opens_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert ready


def test_a_paused_list_says_so(three: Ground) -> None:
    three.contact("A")
    with three.shop.store.act() as tx:
        tx.run("UPDATE list SET state = 'paused'")
    empty = watching.blockers(three.shop, three.viewer("Sam"))
    assert dict(empty.blockers) == {Blocker.LIST_PAUSED: 1}
    assert empty.opens_at is None


def test_blockers_are_for_scouts_and_managers(three: Ground) -> None:
    watching.blockers(three.shop, three.viewer("Mona"))
    with pytest.raises(Refused):
        watching.blockers(three.shop, three.viewer("Fatou"))


def test_people_read_their_own_chain_and_managers_all(three: Ground) -> None:
    hugo, hana, mona = three.viewer("Hugo"), three.viewer("Hana"), three.viewer("Mona")
    deals = {viewer: three.deal(viewer) for viewer in (hugo, hana)}
    at = three.at + timedelta(days=2)
    for viewer, deal in deals.items():
        negotiating.plan_next(three.shop, viewer, deal, "secret words", at, act=three.act())
    assert {entry.operator for entry in journalling.entries(three.shop, hugo)} == {"Hugo"}
    assert {entry.operator for entry in journalling.entries(three.shop, mona)} >= {"Hugo", "Hana"}
    assert all("secret" not in entry.detail for entry in journalling.entries(three.shop, mona))
    assert journalling.verify(three.shop, mona).first_bad == ""
    assert len(journalling.entries(three.shop, mona, limit=1)) == 1
