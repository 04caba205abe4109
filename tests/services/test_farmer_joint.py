"""The joint from hunter to farmer: accepted, given back, handed over again, open to the team, taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline_tui.domain.acts import Won
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import (
    following_up,
    giving_again,
    handing_off,
    negotiating,
    reading,
    taking_leave,
    winning,
)
from pipeline_tui.services.undoing import undo
from tests.services.test_undo_of_people import ROWS, stands
from tests.shops import F, H, Line, M, S, opened_line

FARMERS = (
    *(("Sam", frozenset({S})), ("Hugo", frozenset({H})), ("Hana", frozenset({H}))),
    *(("Fatou", frozenset({F})), ("Felix", frozenset({F})), ("Mona", frozenset({M}))),
)


def won(line: Line, farmer: str | None = "Fatou", seller: str = "Hugo", **told: object) -> tuple[int, Won]:
    """Win a contact of a hunter; returns the contact and the win."""
    viewer = line.viewer(seller)
    contact = line.contact("Petit", stage=Stage.HUNTING, owner=viewer)
    told = {"what": "weekly roses", **told}
    said = Winning(4500, farmer=farmer, **told)  # type: ignore[arg-type]
    done = winning.win_contact(line.shop, viewer, contact, said, act=line.act())
    return contact, done


def owner(line: Line, contact: int) -> tuple[object, object]:
    """Return where a contact stands and whose it is, by name."""
    row = line.one(
        """SELECT p.stage, COALESCE(o.name, '') FROM position p LEFT JOIN operator o ON o.id = p.owner_id
           WHERE p.contact_id = :contact""",
        contact=contact,
    )
    return row[0], row[1]


def planned(line: Line, contact: int) -> list[tuple[object, ...]]:
    """Return the planned check-ins of a contact with whose they are."""
    return [
        tuple(row)
        for row in line.all(
            """SELECT k.id, COALESCE(o.name, '') FROM check_in k LEFT JOIN operator o ON o.id = k.owner_id
               WHERE k.contact_id = :contact AND k.state = 'planned'""",
            contact=contact,
        )
    ]


@pytest.fixture
def two(tmp_path: Path) -> object:
    with opened_line(tmp_path, people=FARMERS) as line:
        yield line


def test_the_farmer_reads_what_was_sold_and_promised_and_accepts(two: Line) -> None:
    fatou = two.viewer("Fatou")
    contact, done = won(two, brief={"promised": "delivery before eight"})
    assert (done.farmer, done.hand_off_id is not None) == ("Fatou", True)
    (offered,) = handing_off.inbox(two.shop, fatou)
    assert dict(offered.brief) == {
        "need": "weekly roses",
        "sold": "weekly roses, €45",
        "promised": "delivery before eight",
    }
    assert (offered.kind, offered.giver, offered.to_me, offered.waiting) == ("sale", "Hugo", True, "fresh")
    assert offered.limit_at == done.limit_at
    assert handing_off.inbox(two.shop, two.viewer("Felix")) == ()
    accepted = handing_off.accept(two.shop, fatou, offered.id, act=two.act())
    assert accepted.deal is None
    assert handing_off.inbox(two.shop, fatou) == ()
    assert owner(two, contact) == ("farming", "Fatou")
    assert planned(two, contact) == [(done.check_in.id, "Fatou")]


def test_returned_with_a_reason_and_handed_over_again(two: Line) -> None:
    fatou, hugo, shop = two.viewer("Fatou"), two.viewer("Hugo"), two.shop
    contact, done = won(two)
    assert done.hand_off_id is not None
    with pytest.raises(UsageTrouble):
        handing_off.give_back(shop, fatou, done.hand_off_id, reason="bored", act=two.act())
    returned = handing_off.give_back(
        shop, fatou, done.hand_off_id, reason="need-unclear", note="which flowers?", act=two.act()
    )
    assert returned.state == "returned"
    assert (owner(two, contact), planned(two, contact)) == (("hunting", "Hugo"), [])
    with pytest.raises(Refused, match="Not on your desk"):
        reading.contact_card(shop, fatou, contact)
    (back,) = giving_again.came_back(shop, hugo)
    assert (back.id, back.reason, back.note, back.answered_by) == (
        done.hand_off_id,
        "need-unclear",
        "which flowers?",
        "Fatou",
    )
    assert giving_again.came_back(shop, two.viewer("Hana")) == ()
    assert reading.figures(shop, hugo).inbox == 0
    act = two.act()
    again = giving_again.give_again(shop, hugo, back.id, {"need": "white roses"}, act=act, to="Fatou")
    image = two.image()
    assert giving_again.give_again(shop, hugo, back.id, {"need": "x"}, act=act) == again
    assert two.image() == image
    assert (owner(two, contact), giving_again.came_back(shop, hugo)) == (("farming", "Fatou"), ())
    with pytest.raises(Refused, match="Not on your desk"):
        giving_again.give_again(shop, hugo, back.id, {}, act=two.act())
    ((check_in, keeper),) = planned(two, contact)
    assert keeper == "Fatou"
    (offered,) = handing_off.inbox(shop, fatou)
    assert dict(offered.brief) == {"need": "white roses", "sold": "weekly roses, €45"}
    handing_off.accept(shop, fatou, offered.id, act=two.act())
    assert planned(two, contact) == [(check_in, "Fatou")]
    assert not two.broken()


def test_the_team_s_client_is_nobody_s_until_somebody_accepts(two: Line) -> None:
    contact, done = won(two, "team")
    assert (done.farmer, owner(two, contact)) == ("the team", ("farming", ""))
    for name in ("Fatou", "Felix"):
        assert [one.to_me for one in handing_off.inbox(two.shop, two.viewer(name))] == [False]
        with pytest.raises(Refused, match="Not on your desk"):
            reading.contact_card(two.shop, two.viewer(name), contact)
    assert following_up.overdue(two.shop, two.viewer("Fatou")) == ()
    assert done.hand_off_id is not None
    handing_off.accept(two.shop, two.viewer("Felix"), done.hand_off_id, act=two.act())
    assert (owner(two, contact), planned(two, contact)[0][1]) == (("farming", "Felix"), "Felix")
    assert undo(two.shop, two.viewer("Felix"), act=two.act()).verb == "accepted"
    assert (owner(two, contact), planned(two, contact)[0][1]) == (("farming", ""), "")


def test_past_its_limit_or_while_the_receiver_is_absent_a_colleague_may_take_it(two: Line) -> None:
    felix = two.viewer("Felix")
    first, done = won(two)
    assert handing_off.inbox(two.shop, felix) == ()
    assert done.limit_at is not None
    two.at = done.limit_at
    assert [one.waiting for one in handing_off.inbox(two.shop, felix)] == ["team"]
    handing_off.accept(two.shop, felix, done.hand_off_id or 0, act=two.act())
    assert (owner(two, first), planned(two, first)[0][1]) == (("farming", "Felix"), "Felix")
    second, later = won(two)
    taking_leave.be_absent(two.shop, two.viewer("Mona"), "Fatou", two.shop.today(), act=two.act())
    assert [one.id for one in handing_off.inbox(two.shop, felix)] == [later.hand_off_id]
    handing_off.accept(two.shop, felix, later.hand_off_id or 0, act=two.act())
    assert owner(two, second) == ("farming", "Felix")
    with pytest.raises(Refused, match="Fatou is absent"):
        won(two)
    assert {won(two, None)[1].farmer for _ in range(4)} == {"Felix"}


def test_a_check_in_logged_says_that_the_client_was_taken_over(two: Line) -> None:
    fatou = two.viewer("Fatou")
    contact, done = won(two)
    following_up.log_check_in(two.shop, fatou, done.check_in.id, "reached", act=two.act())
    assert handing_off.inbox(two.shop, fatou) == ()
    (receipt,) = handing_off.receipts(two.shop, two.viewer("Hugo"))
    assert (receipt.state, receipt.credit) == ("accepted", True)
    undo(two.shop, fatou, act=two.act())
    assert [one.id for one in handing_off.inbox(two.shop, fatou)] == [done.hand_off_id]
    assert planned(two, contact) == [(done.check_in.id, "Fatou")]


def test_what_comes_back_after_its_giver_left_goes_to_a_colleague(two: Line) -> None:
    contact, done = won(two)
    with two.shop.store.act() as tx:
        tx.run("UPDATE operator SET active = 0 WHERE name = 'Hugo'")
    fatou = two.viewer("Fatou")
    handing_off.give_back(two.shop, fatou, done.hand_off_id or 0, reason="need-unclear", act=two.act())
    assert owner(two, contact) == ("hunting", "Hana")
    assert len(giving_again.came_back(two.shop, two.viewer("Hana"))) == 1


def test_a_scout_s_own_sale_comes_back_on_top_of_the_queue(two: Line) -> None:
    sam = two.viewer("Sam")
    contact = two.contact("Petit")
    desk = two.claim(sam)
    done = winning.win_contact(two.shop, sam, contact, Winning(4500, farmer="Fatou"), act=two.act())
    assert desk.contact_id == contact
    fatou = two.viewer("Fatou")
    handing_off.give_back(two.shop, fatou, done.hand_off_id or 0, reason="need-unclear", act=two.act())
    assert owner(two, contact) == ("scouting", "")
    assert two.claim(sam).contact_id == contact


Act = Callable[[Line, int], object]
ANSWERS: dict[str, tuple[str, Act]] = {
    "accepted": ("Fatou", lambda g, x: handing_off.accept(g.shop, g.viewer("Fatou"), x, act=g.act())),
    "returned": (
        "Fatou",
        lambda g, x: handing_off.give_back(g.shop, g.viewer("Fatou"), x, reason="need-unclear", act=g.act()),
    ),
}


@pytest.mark.parametrize("verb", ANSWERS)
def test_each_answer_is_taken_back_whole(two: Line, verb: str) -> None:
    who, answer = ANSWERS[verb]
    _contact, done = won(two)
    before = {table: stands(two, table) for table in (*ROWS, "contact", "check_in", "hand_off", "client")}
    answer(two, done.hand_off_id or 0)
    assert undo(two.shop, two.viewer(who), act=two.act()).verb == verb
    assert {table: stands(two, table) for table in before} == before


def test_a_win_is_taken_back_until_it_is_answered(two: Line) -> None:
    hugo = two.viewer("Hugo")
    contact, _done = won(two)
    assert undo(two.shop, hugo, act=two.act()).verb == "deal_won"
    assert (owner(two, contact), planned(two, contact)) == (("hunting", "Hugo"), [])
    assert handing_off.inbox(two.shop, two.viewer("Fatou")) == ()
    _contact, done = won(two)
    handing_off.accept(two.shop, two.viewer("Fatou"), done.hand_off_id or 0, act=two.act())
    with pytest.raises(Refused, match="can no longer be taken back"):
        undo(two.shop, hugo, act=two.act())


def test_handing_over_again_is_taken_back(two: Line) -> None:
    hugo, fatou = two.viewer("Hugo"), two.viewer("Fatou")
    contact, done = won(two)
    handing_off.give_back(two.shop, fatou, done.hand_off_id or 0, reason="need-unclear", act=two.act())
    before = {table: stands(two, table) for table in (*ROWS, "client")}
    giving_again.give_again(two.shop, hugo, done.hand_off_id or 0, {}, act=two.act())
    assert undo(two.shop, hugo, act=two.act()).verb == "handed_again"
    assert {table: stands(two, table) for table in before} == before
    assert (planned(two, contact), len(giving_again.came_back(two.shop, hugo))) == ([], 1)


def test_the_first_check_in_is_never_in_the_past_when_handed_over_again(two: Line) -> None:
    hugo, fatou = two.viewer("Hugo"), two.viewer("Fatou")
    contact, done = won(two)
    handing_off.give_back(two.shop, fatou, done.hand_off_id or 0, reason="need-unclear", act=two.act())
    two.later(days=12)
    giving_again.give_again(two.shop, hugo, done.hand_off_id or 0, {}, act=two.act(), to="Fatou")
    (due,) = two.one("SELECT due_on FROM check_in WHERE contact_id = :c AND state = 'planned'", c=contact)
    assert due == (two.shop.today() + timedelta(days=2)).isoformat()  # tomorrow is a Sunday


@pytest.mark.parametrize("structure", [Structure.ONE_TIER, Structure.TWO_TIER_FINDER])
def test_within_a_tier_nothing_is_asked(tmp_path: Path, structure: Structure) -> None:
    people = (("Sam", frozenset({S})), ("Zoe", frozenset({H, F, M})))
    with opened_line(tmp_path, structure, people) as line:
        contact, done = won(line, None, "Zoe")
        assert (done.farmer, done.hand_off_id) == ("Zoe", None)
        assert owner(line, contact) == ("farming", "Zoe")
        assert handing_off.inbox(line.shop, line.viewer("Zoe")) == ()
        assert negotiating.deals(line.shop, line.viewer("Zoe")) == ()
