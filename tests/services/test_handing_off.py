"""Hand-offs: ceremony between people, none within a tier; answered once, by who may."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline_tui.domain.errors import PipelineError, Refused, UsageTrouble
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import claiming, dialling, handing_off, reading
from pipeline_tui.services.nothing_to_call import NothingToCall
from tests.shops import F, H, Line, M, S, opened_line

BRIEF = {"need": "weekly roses", "next": "send the quote", "budget": "?"}


def given(line: Line, to: str | None = None, name: str = "Sam") -> tuple[int, int]:
    """Hand the next contact off; returns (hand-off, contact)."""
    viewer = line.viewer(name)
    desk = line.call(viewer)
    done = handing_off.hand_off(line.shop, viewer, desk.token, BRIEF, act=line.act(), to=to)
    return done.hand_off_id, done.contact_id


@pytest.mark.parametrize(
    ("structure", "people", "giver", "kept"),
    [
        (Structure.THREE_TIER, (("A", {S}), ("B", {H}), ("C", {F, M})), "A", False),
        (Structure.THREE_TIER, (("A", {S, H, F, M}),), "A", False),  # three tiers in one person
        (Structure.TWO_TIER_FINDER, (("A", {S}), ("B", {H, M})), "A", False),
        (Structure.TWO_TIER_CLOSER, (("A", {S}), ("B", {F, M})), "A", True),
        (Structure.ONE_TIER, (("A", {S, M}), ("B", {H})), "A", True),
    ],
)
def test_ceremony_is_between_tiers_only(
    tmp_path: Path, structure: Structure, people: object, giver: str, kept: bool
) -> None:
    team = tuple((name, frozenset(roles)) for name, roles in people)  # type: ignore[attr-defined]
    with opened_line(tmp_path, structure, team) as line:
        contact, viewer = line.contact(), line.viewer(giver)
        desk = line.call(viewer)
        if not kept:
            with pytest.raises(Refused) as incomplete:
                handing_off.hand_off(line.shop, viewer, desk.token, {"need": "x"}, act=line.act())
            assert incomplete.value.data == {"missing": ["next"]}
        brief = {} if kept else BRIEF
        act, entries = line.act(), len(line.verbs())
        done = handing_off.hand_off(line.shop, viewer, desk.token, brief, act=act)
        assert (done.kept, done.deal_id is not None, done.desk is not None) == (kept, kept, kept)
        stands = line.position(contact)
        assert stands["stage"] == "hunting"
        assert stands["owner_id"] == (viewer.operator_id if kept else None)
        assert stands["held_by"] == (viewer.operator_id if kept else None)
        assert len(line.verbs()) == entries + 1
        image = line.image()
        assert handing_off.hand_off(line.shop, viewer, desk.token, brief, act=act) == done
        assert line.image() == image
        assert not line.broken()


def test_nothing_is_handed_on_without_a_call(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact()
    desk, before = line.claim(sam), line.image()
    with pytest.raises(Refused, match="Nothing was dialled"):
        handing_off.hand_off(line.shop, sam, desk.token, BRIEF, act=line.act())
    assert line.image() == before


@pytest.mark.parametrize(("brief", "to"), [({**BRIEF, "x": "y"}, None), (BRIEF, "Fatou"), (BRIEF, "Nobody")])
def test_a_wrong_brief_or_receiver_changes_nothing(line: Line, brief: dict[str, str], to: str | None) -> None:
    sam = line.viewer("Sam")
    line.contact()
    desk, before = line.call(sam), line.image()
    with pytest.raises(PipelineError):
        handing_off.hand_off(line.shop, sam, desk.token, brief, act=line.act(), to=to)
    assert line.image() == before


def test_accepting_opens_a_deal_with_the_promised_step(line: Line) -> None:
    hugo, hana = line.viewer("Hugo"), line.viewer("Hana")
    line.contact()
    hand_off, contact = given(line)
    (offered,) = handing_off.inbox(line.shop, hugo)
    assert (offered.id, dict(offered.brief), offered.to_me) == (hand_off, BRIEF, False)
    act = line.act()
    done = handing_off.accept(line.shop, hugo, hand_off, act=act)
    assert done.deal is not None and done.deal.next_do == "send the quote"
    assert (line.position(contact)["owner_id"], line.position(contact)["stage"]) == (
        hugo.operator_id,
        "hunting",
    )
    image = line.image()
    assert handing_off.accept(line.shop, hugo, hand_off, act=act) == done
    assert line.image() == image
    for viewer in (hugo, hana):
        with pytest.raises(Refused, match="Not on your desk"):
            handing_off.accept(line.shop, viewer, hand_off, act=line.act())
    assert line.image() == image
    assert handing_off.inbox(line.shop, hana) == ()


def test_a_named_receiver_s_hand_off_is_the_team_s_past_its_limit(line: Line) -> None:
    hugo, hana = line.viewer("Hugo"), line.viewer("Hana")
    line.contact()
    hand_off, contact = given(line, "Hugo")
    assert handing_off.inbox(line.shop, hana) == ()
    for answer in (handing_off.accept, lambda *_, **act: give_back(line, "Hana", hand_off)):
        with pytest.raises(Refused, match="Not on your desk"):
            answer(line.shop, hana, hand_off, act=line.act())
    line.later(hours=2)
    (late,) = handing_off.inbox(line.shop, hana)
    assert late.waiting == "team"
    assert len(handing_off.inbox(line.shop, hugo)) == 1
    handing_off.accept(line.shop, hana, hand_off, act=line.act())
    assert line.position(contact)["owner_id"] == hana.operator_id
    with pytest.raises(Refused, match="Not on your desk"):
        reading.contact_card(line.shop, hugo, contact)


def give_back(line: Line, name: str, hand_off: int, act: str = "") -> None:
    handing_off.give_back(
        line.shop,
        line.viewer(name),
        hand_off,
        reason="need-unclear",
        note="what for?",
        act=act or line.act(),
    )


def test_a_return_goes_to_the_top_of_the_giver_s_queue(line: Line) -> None:
    sam, paul = line.viewer("Sam"), line.viewer("Paul")
    line.contact("First")
    hand_off, contact = given(line)
    line.contact("Hot", hot=True)
    line.later(minutes=1)
    act = line.act()
    give_back(line, "Hugo", hand_off, act)
    image = line.image()
    give_back(line, "Hugo", hand_off, act)
    assert line.image() == image
    with pytest.raises(UsageTrouble):
        give_back_for(line, hand_off, "bored")
    assert line.claim(paul).contact_id != contact
    desk = line.claim(sam)
    assert desk.contact_id == contact
    assert desk.why.startswith("returned to you")
    assert (desk.before[0].what, desk.before[0].text) == ("returned", "need-unclear what for?")
    assert "what for" not in json.dumps([row[0] for row in line.all("SELECT detail FROM journal")])


def give_back_for(line: Line, hand_off: int, reason: str) -> None:
    handing_off.give_back(line.shop, line.viewer("Hugo"), hand_off, reason=reason, act=line.act())


def test_a_receiver_who_rang_before_answering(line: Line) -> None:
    """Named receivers own the contact at once and may ring it before they accept or return it."""
    hugo, sam = line.viewer("Hugo"), line.viewer("Sam")
    line.contact()
    hand_off, contact = given(line, "Hugo")
    desk = claiming.take(line.shop, hugo, contact, act=line.act())
    dialling.dial(line.shop, hugo, desk.token, act=line.act())
    with pytest.raises(Refused, match="awaits its outcome"):
        give_back(line, "Hugo", hand_off)
    dialling.record_outcome(line.shop, hugo, desk.token, "talked", act=line.act(), stay=True)
    give_back(line, "Hugo", hand_off)
    assert line.holders() == {}
    assert line.claim(sam).contact_id == contact


def test_the_count_of_attempts_does_not_go_back_by_dialling_what_is_no_attempt(line: Line) -> None:
    """A call they asked for counts towards no cap: before and while it is under way it is the same one."""
    hugo = line.viewer("Hugo")
    line.contact()
    _, contact = given(line, "Hugo")
    desk = claiming.take(line.shop, hugo, contact, act=line.act())
    dialled = dialling.dial(line.shop, hugo, desk.token, act=line.act())
    assert (dialled.attempt, dialled.attempts_allowed) == (desk.attempt, desk.attempts_allowed)


def test_nobody_accepts_what_a_colleague_has_in_hand(line: Line) -> None:
    hugo, hana = line.viewer("Hugo"), line.viewer("Hana")
    line.contact()
    hand_off, contact = given(line, "Hugo")
    line.later(hours=2)
    claiming.take(line.shop, hugo, contact, act=line.act())
    before = line.image()
    with pytest.raises(Refused, match="in hand"):
        handing_off.accept(line.shop, hana, hand_off, act=line.act())
    with pytest.raises(Refused, match="in hand"):
        give_back(line, "Hana", hand_off)
    assert line.image() == before
    line.later(minutes=2)  # Hugo's desk died
    handing_off.accept(line.shop, hana, hand_off, act=line.act())
    assert (line.position(contact)["owner_id"], line.holders()) == (hana.operator_id, {})


def test_the_giver_keeps_a_receipt_and_nothing_else(line: Line) -> None:
    sam, hugo = line.viewer("Sam"), line.viewer("Hugo")
    line.contact("Secretname")
    hand_off, contact = given(line)
    handing_off.accept(line.shop, hugo, hand_off, act=line.act())
    (receipt,) = handing_off.receipts(line.shop, sam)
    assert "Secretname" not in repr(receipt) and "+33" not in repr(receipt)
    with pytest.raises(Refused, match="Not on your desk"):
        reading.contact_card(line.shop, sam, contact)
    assert handing_off.receipts(line.shop, line.viewer("Paul")) == ()


def test_hand_off_and_next_are_one_commit(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("First")
    second = line.contact("Second")
    desk, act, next_act = line.call(sam), line.act(), line.act()
    for _ in range(2):
        done = handing_off.hand_off(
            line.shop, sam, desk.token, BRIEF, act=act, then_next=True, next_act=next_act
        )
        assert done.desk is not None and (done.desk.contact_id, done.desk.token) == (second, next_act)
    assert line.verbs() == ["claimed", "dialled", "handed_off", "claimed"]


def test_the_limit_counts_working_time(line: Line) -> None:
    line.at = line.at.replace(hour=17, minute=30)  # 18:30 in Paris, the shop closes at 19
    line.contact()
    given(line)
    (offered,) = handing_off.inbox(line.shop, line.viewer("Hugo"))
    assert offered.limit_at == (line.at + timedelta(days=1)).replace(hour=9, minute=30)
    with pytest.raises(NothingToCall):
        line.claim(line.viewer("Sam"))
    assert offered.to_stage is Stage.HUNTING
