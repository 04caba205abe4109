"""A call passed on live: offered to who is free, taken once, and whole however it ends."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline_tui.domain.desk import Desk, Draft
from pipeline_tui.domain.errors import HoldLost, PipelineError, Refused
from pipeline_tui.domain.floor import OFFERED_FOR, LiveCall
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import (
    attending,
    claiming,
    dialling,
    drafting,
    handing_off,
    pausing,
    transferring,
    undoing,
)
from pipeline_tui.services.shop import open_shop
from tests.shops import F, H, Line, M, S, opened_line

BRIEF = {"need": "weekly roses", "next": "send the quote"}


def at_desks(line: Line, *names: str) -> list[Viewer]:
    """Let people sit down; returns them."""
    viewers = [line.viewer(name) for name in names]
    for viewer in viewers:
        attending.attend(line.shop, viewer, "hunter")
    return viewers


def offered(line: Line, *names: str) -> tuple[LiveCall, int, Desk]:
    """Let Sam offer the next contact to these hunters; returns (offer, contact, Sam's desk)."""
    at_desks(line, *names)
    contact = line.contact()
    sam = line.viewer("Sam")
    desk = line.call(sam)
    draft = Draft(note="loves peonies")
    live = transferring.offer_live(line.shop, sam, desk.token, BRIEF, act=line.act(), draft=draft)
    return live, contact, desk


def offers(line: Line, name: str) -> list[int]:
    return [one.id for one in attending.on_the_floor(line.shop, line.viewer(name)).offers]


def test_presence_is_a_minute_long_and_leaves_no_entry(line: Line) -> None:
    before, sat_down = line.entries(), line.at
    (hugo, _) = at_desks(line, "Hugo", "Hana")
    line.later(seconds=30)
    at_desks(line, "Hugo")
    assert attending.present(line.shop, line.viewer("Sam"))[0].since == sat_down
    attending.attend(line.shop, hugo, "inbox")
    assert attending.present(line.shop, line.viewer("Sam"))[0].since == line.at, "another desk"
    line.later(seconds=31)
    assert [one.name for one in attending.present(line.shop, line.viewer("Sam"))] == ["Hugo"]
    attending.leave(line.shop, hugo)
    assert attending.present(line.shop, line.viewer("Sam")) == ()
    assert line.entries() == before


def test_what_somebody_does_is_read_from_the_facts(line: Line) -> None:
    line.contact()
    sam, mona = line.viewer("Sam"), line.viewer("Mona")
    attending.attend(line.shop, sam, "scout")
    seen: list[tuple[str, bool]] = []

    def look() -> None:
        (one,) = attending.present(line.shop, mona)
        seen.append((one.state, one.since == line.at))

    look()
    line.later(seconds=5)
    desk = line.claim(sam)
    look()
    line.later(seconds=5)
    dialling.dial(line.shop, sam, desk.token, act=line.act())
    look()
    line.later(seconds=5)
    dialling.record_outcome(line.shop, sam, desk.token, "no-answer", act=line.act())
    pausing.begin(line.shop, sam, "lunch", act=line.act())
    look()
    line.later(seconds=5)
    pausing.end(line.shop, sam, act=line.act())
    look()
    assert seen == [
        ("free", True),
        ("in-hand", False),
        ("talking", True),
        ("paused", True),
        ("free", False),
    ]


def test_a_call_is_offered_to_who_is_free(line: Line) -> None:
    live, contact, _ = offered(line, "Hugo", "Hana")
    assert (live.asked, live.state, live.contact_id) == (2, "open", contact)
    (offer,) = attending.on_the_floor(line.shop, line.viewer("Hana")).offers
    assert (offer.name, offer.giver, offer.need, offer.next) == (
        "Claire MARTIN",
        "Sam",
        "weekly roses",
        "send the quote",
    )
    assert offer.until == line.at + OFFERED_FOR
    for name in ("Sam", "Paul", "Fatou", "Mona"):
        assert offers(line, name) == []
    assert line.verbs()[-1] == "offered_live"


def test_the_first_to_take_it_has_it_and_everything_moves_in_one_act(line: Line) -> None:
    live, contact, desk = offered(line, "Hugo", "Hana")
    sam, hugo, hana = (line.viewer(name) for name in ("Sam", "Hugo", "Hana"))
    act, entries = line.act(), line.entries()
    line.later(seconds=5)
    taken = transferring.take_live(line.shop, hugo, live.id, act=act)
    assert (taken.contact_id, taken.stage, dict(taken.brief)) == (contact, Stage.HUNTING, BRIEF)
    assert taken.call is not None
    assert taken.call.mode == "transfer"
    assert taken.deal_id is not None
    stands = line.position(contact)
    assert (stands["stage"], stands["owner_id"], stands["held_by"]) == (
        "hunting",
        hugo.operator_id,
        hugo.operator_id,
    )
    assert line.verbs()[-2:] == ["handed_off", "took_live"]
    assert line.entries() == entries + 2
    calls = line.all("SELECT operator_id, outcome, note, counts, mode FROM call ORDER BY id")
    assert calls == [
        (sam.operator_id, "hot", "loves peonies", 1, "handset"),
        (hugo.operator_id, "", "", 0, "transfer"),
    ]
    (row,) = line.all("SELECT state, giver_id, answered_by, given_at = answered_at FROM hand_off")
    assert row == ("accepted", sam.operator_id, hugo.operator_id, 1)
    assert offers(line, "Hana") == []
    with pytest.raises(Refused, match="no longer offered"):
        transferring.take_live(line.shop, hana, live.id, act=line.act())
    with pytest.raises(HoldLost):
        dialling.record_outcome(line.shop, sam, desk.token, "busy", act=line.act())
    seen = transferring.live_call(line.shop, sam, live.id)
    assert (seen.state, seen.taken_by) == ("taken", "Hugo")
    before = line.image()
    assert transferring.take_live(line.shop, hugo, live.id, act=act) == taken
    assert line.image() == before
    (receipt,) = handing_off.receipts(line.shop, sam)
    assert receipt.state == "accepted"
    dialling.record_outcome(line.shop, hugo, taken.token, "talked", act=line.act())
    assert line.broken() == ""


def test_an_undialled_contact_goes_back_first(line: Line) -> None:
    people = (("Sam", frozenset({S})), ("Zoe", frozenset({S, H})), ("Mona", frozenset({F, M})))
    with opened_line(line.shop.store.path.parent / "two", Structure.THREE_TIER, people) as shop:
        zoe, sam = shop.viewer("Zoe"), shop.viewer("Sam")
        shop.contact("Un")
        shop.contact("Deux")
        mine = shop.claim(zoe)
        attending.attend(shop.shop, zoe, "scout")
        desk = shop.call(sam)
        live = transferring.offer_live(shop.shop, sam, desk.token, BRIEF, act=shop.act())
        transferring.take_live(shop.shop, zoe, live.id, act=shop.act())
        assert shop.holders() == {zoe.operator_id: desk.contact_id}
        back = shop.position(mine.contact_id)
        assert (back["held_by"], back["rank"] is not None) == (None, True)


@pytest.mark.parametrize("away", ["paused", "gone"])
def test_who_pauses_or_is_gone_is_not_asked(line: Line, away: str) -> None:
    for viewer in at_desks(line, "Hugo", "Hana"):
        if away == "paused":
            pausing.begin(line.shop, viewer, "lunch", act=line.act())
        else:
            attending.leave(line.shop, viewer)
    line.contact()
    sam = line.viewer("Sam")
    desk = line.call(sam)
    before = line.image()
    with pytest.raises(Refused, match="Nobody is free") as refused:
        transferring.offer_live(line.shop, sam, desk.token, BRIEF, act=line.act())
    assert refused.value.data["needs"] == "nobody"
    assert line.image() == before


def test_who_talks_is_neither_asked_nor_offered_anything(line: Line) -> None:
    live, _, _ = offered(line, "Hugo", "Hana")
    hugo = line.viewer("Hugo")
    transferring.take_live(line.shop, hugo, live.id, act=line.act())
    line.contact()
    paul = line.viewer("Paul")
    desk = line.call(paul)
    second = transferring.offer_live(line.shop, paul, desk.token, BRIEF, act=line.act())
    assert second.asked == 1
    assert offers(line, "Hugo") == []
    assert offers(line, "Hana") == [second.id]
    with pytest.raises(Refused, match="awaits its outcome"):
        transferring.take_live(line.shop, hugo, second.id, act=line.act())


def test_a_brief_without_its_required_fields_is_not_offered(line: Line) -> None:
    at_desks(line, "Hugo")
    line.contact()
    sam = line.viewer("Sam")
    desk = line.call(sam)
    with pytest.raises(Refused) as refused:
        transferring.offer_live(line.shop, sam, desk.token, {"need": "x"}, act=line.act())
    assert refused.value.data == {"missing": ["next"]}


def test_nobody_took_it(line: Line) -> None:
    live, contact, desk = offered(line, "Hugo")
    sam = line.viewer("Sam")
    line.later(seconds=21)
    assert offers(line, "Hugo") == []
    with pytest.raises(Refused, match="no longer offered"):
        transferring.take_live(line.shop, line.viewer("Hugo"), live.id, act=line.act())
    ended = transferring.end_offer(line.shop, sam, live.id, act=line.act())
    assert ended.state == "lapsed"
    assert line.verbs()[-1] == "offer_ended"
    held = claiming.in_hand(line.shop, sam)
    assert held is not None
    assert (held.contact_id, held.draft.note) == (contact, "loves peonies")
    handing_off.hand_off(line.shop, sam, desk.token, BRIEF, act=line.act())
    assert line.broken() == ""


def test_what_the_giver_types_while_it_is_offered_goes_along(line: Line) -> None:
    live, contact, desk = offered(line, "Hugo")
    more = Draft(note="loves peonies, no lilies")
    drafting.keep_draft(line.shop, line.viewer("Sam"), desk.token, more)
    transferring.take_live(line.shop, line.viewer("Hugo"), live.id, act=line.act())
    assert line.one("SELECT note FROM call WHERE contact_id = :c AND outcome = 'hot'", c=contact) == (
        "loves peonies, no lilies",
    )


def test_what_a_lapsed_lease_held_is_not_offered(line: Line) -> None:
    live, contact, _ = offered(line, "Hugo")
    with line.shop.store.act() as tx:
        lapsed = int(line.at.timestamp()) - 1
        tx.run("UPDATE position SET lease = :at WHERE contact_id = :c", {"at": lapsed, "c": contact})
    assert offers(line, "Hugo") == []
    with pytest.raises(Refused, match="no longer offered"):
        transferring.take_live(line.shop, line.viewer("Hugo"), live.id, act=line.act())


def test_an_offer_made_again_ends_the_first_one_and_both_are_on_record(line: Line) -> None:
    live, _, desk = offered(line, "Hugo")
    sam = line.viewer("Sam")
    again = transferring.offer_live(line.shop, sam, desk.token, BRIEF, act=line.act())
    assert offers(line, "Hugo") == [again.id]
    assert transferring.live_call(line.shop, sam, live.id).state == "withdrawn"
    assert line.verbs()[-3:] == ["offered_live", "offer_ended", "offered_live"]


def test_withdrawn_is_gone_at_once(line: Line) -> None:
    live, _, _ = offered(line, "Hugo")
    act = line.act()
    assert transferring.end_offer(line.shop, line.viewer("Sam"), live.id, act=act).state == "withdrawn"
    assert offers(line, "Hugo") == []
    before = line.image()
    assert transferring.end_offer(line.shop, line.viewer("Sam"), live.id, act=act).state == "withdrawn"
    assert line.image() == before


def test_an_offer_ends_with_the_call_it_offers(line: Line) -> None:
    live, _, desk = offered(line, "Hugo")
    dialling.record_outcome(line.shop, line.viewer("Sam"), desk.token, "busy", act=line.act())
    assert offers(line, "Hugo") == []
    with pytest.raises(Refused, match="no longer offered"):
        transferring.take_live(line.shop, line.viewer("Hugo"), live.id, act=line.act())


def test_a_giver_who_died_leaves_nothing_open(line: Line) -> None:
    """Killed while the call is offered: it may be taken for a while, then the next offer tidies up."""
    live, contact, _ = offered(line, "Hugo")
    line.later(seconds=19)
    assert offers(line, "Hugo") == [live.id]
    line.later(seconds=60)
    assert offers(line, "Hugo") == []
    at_desks(line, "Hugo")
    line.contact("Petit")
    paul = line.viewer("Paul")
    desk = line.call(paul)
    assert desk.contact_id != contact
    transferring.offer_live(line.shop, paul, desk.token, BRIEF, act=line.act())
    assert line.one("SELECT state FROM transfer WHERE id = :id", id=live.id)[0] == "lapsed"
    assert line.broken() == ""


def test_a_taker_who_died_finds_the_call_again(line: Line) -> None:
    live, contact, _ = offered(line, "Hugo")
    hugo = line.viewer("Hugo")
    taken = transferring.take_live(line.shop, hugo, live.id, act=line.act())
    line.later(minutes=5)
    again = claiming.take(line.shop, hugo, contact, act=line.act())
    assert again.call == taken.call
    dialling.record_outcome(line.shop, hugo, again.token, "talked", act=line.act())
    assert line.position(contact)["owner_id"] == hugo.operator_id
    assert line.broken() == ""


def test_both_accept_at_once_and_one_has_it(line: Line) -> None:
    for _ in range(5):
        live, contact, _ = offered(line, "Hugo", "Hana")
        viewers = [line.viewer("Hugo"), line.viewer("Hana")]
        shops = [open_shop(line.shop.store.path, now=line.at) for _ in viewers]

        def take(at: int, offer: int = live.id, shops: list = shops, viewers: list = viewers) -> str:  # type: ignore[type-arg]
            try:
                transferring.take_live(shops[at], viewers[at], offer, act=f"{offer:016x}{at:016x}")
            except Refused:
                return "late"
            return "taken"

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(take, (0, 1))) == ["late", "taken"]
        for shop in shops:
            shop.close()
        (row,) = line.all("SELECT answered_by FROM hand_off WHERE contact_id = :c", c=contact)
        held = line.position(contact)
        assert held["held_by"] == held["owner_id"] == row[0]
        assert len(line.all("SELECT 1 FROM deal WHERE contact_id = :c AND state = 'open'", c=contact)) == 1
        winner = next(one for one in viewers if one.operator_id == row[0])
        dialling.record_outcome(line.shop, winner, str(held["token"]), "talked", act=line.act())
    assert line.broken() == ""


def test_the_giver_cannot_undo_and_the_taker_may_return(line: Line) -> None:
    live, contact, _ = offered(line, "Hugo")
    sam, hugo = line.viewer("Sam"), line.viewer("Hugo")
    transferring.take_live(line.shop, hugo, live.id, act=line.act())
    with pytest.raises(Refused, match="no longer be taken back"):
        undoing.undo(line.shop, sam, act=line.act())
    undoing.undo(line.shop, hugo, act=line.act())
    (waiting,) = handing_off.inbox(line.shop, hugo)
    assert line.position(contact)["held_by"] is None
    assert line.one("SELECT state FROM deal")[0] == "undone"
    handing_off.give_back(line.shop, hugo, waiting.id, reason="need-unclear", act=line.act())
    assert line.claim(sam).contact_id == contact
    assert line.broken() == ""


@pytest.mark.parametrize("structure", [Structure.TWO_TIER_CLOSER, Structure.ONE_TIER])
def test_nothing_is_passed_on_within_a_tier(tmp_path: Path, structure: Structure) -> None:
    people = (("Sam", frozenset({S, M})), ("Hugo", frozenset({H})), ("Fatou", frozenset({F})))
    with opened_line(tmp_path / "tier", structure, people) as line:
        line.contact()
        sam = line.viewer("Sam")
        at_desks(line, "Hugo")
        desk = line.call(sam)
        with pytest.raises(Refused, match="yourself"):
            transferring.offer_live(line.shop, sam, desk.token, BRIEF, act=line.act())


def test_strangers_learn_and_do_nothing(line: Line) -> None:
    live, _, _ = offered(line, "Hugo")
    before = line.image()
    for name in ("Paul", "Fatou", "Mona", "Sam"):
        with pytest.raises(PipelineError):
            transferring.take_live(line.shop, line.viewer(name), live.id, act=line.act())
    for name in ("Paul", "Fatou", "Mona", "Hugo"):
        with pytest.raises(PipelineError):
            transferring.live_call(line.shop, line.viewer(name), live.id)
        with pytest.raises(PipelineError):
            transferring.end_offer(line.shop, line.viewer(name), live.id, act=line.act())
    assert line.image() == before


def test_the_feed_tells_of_every_commit_and_of_nothing_else(line: Line) -> None:
    other = open_shop(line.shop.store.path, now=line.at)
    seen = attending.changes(line.shop)
    assert attending.changes(line.shop) == seen
    attending.present(line.shop, line.viewer("Sam"))
    assert attending.changes(line.shop) == seen
    attending.attend(other, line.viewer("Hugo"), "hunter")
    after = attending.changes(line.shop)
    assert after != seen
    attending.attend(line.shop, line.viewer("Hana"), "hunter")
    assert attending.changes(line.shop) != after
    other.close()
