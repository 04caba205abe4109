"""Passing on inside another act: who has the contact, and by when it is to be accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from pipeline_tui.domain.distribution import DEFAULT_WAYS, Way
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import attending, diaries, handing_off, staffing, taking_leave
from pipeline_tui.services.passing import REPEAT, SALE, Passed, pass_on
from pipeline_tui.services.undoing import undo
from tests.shops import F, H, Line, M, S, opened_line

BRIEF = {"need": "roses", "next": "quote"}


def passed(line: Line, giver: str = "Hugo", to: str | None = None, **told: object) -> tuple[int, Passed]:
    """Pass a hunter's contact on to the farmers; returns the contact and who has it."""
    viewer = line.viewer(giver)
    contact = line.contact(stage=Stage.HUNTING, owner=viewer)
    with line.shop.store.act() as tx:
        done = pass_on(
            tx,
            line.shop,
            viewer,
            contact,
            Stage.HUNTING,
            Stage.FARMING,
            act=line.act(),
            kind=SALE,
            brief={"need": "roses"},
            to=to,
            **told,  # type: ignore[arg-type]
        )
    return contact, done


def test_a_chosen_receiver_owns_it_at_once_and_has_a_working_day(line: Line) -> None:
    contact, done = passed(line)
    stands = line.position(contact)
    assert (stands["stage"], stands["owner_id"]) == ("farming", line.viewer("Fatou").operator_id)
    assert done.waits
    # 14:03 on Monday; the shop closes at 19:00 and the limit is eight working hours.
    assert done.limit_at is not None
    assert done.limit_at - line.at > timedelta(hours=8)
    state, kind, receiver = line.one("SELECT state, kind, receiver_id FROM hand_off")
    assert (state, kind, receiver) == ("waiting", SALE, done.owner_id)


def test_the_team_picks_what_nobody_owns(line: Line) -> None:
    contact, done = passed(line, to="team")
    assert (done.owner_id, line.position(contact)["owner_id"]) == (None, None)
    assert done.waits


def test_within_a_tier_nothing_is_asked(tmp_path: Path) -> None:
    people = (("Zoe", frozenset({S, H, F, M})), ("Yan", frozenset({F})))
    with opened_line(tmp_path, Structure.ONE_TIER, people) as line:
        contact, kept = passed(line, "Zoe")
        assert kept == Passed(line.viewer("Zoe").operator_id, None, waits=False)
        assert line.all("SELECT 1 FROM hand_off") == []
        contact, given = passed(line, "Zoe", to="Yan")
        yan = line.viewer("Yan").operator_id
        assert (given.owner_id, given.waits, given.limit_at) == (yan, False, None)
        assert line.position(contact)["owner_id"] == yan
        assert line.one("SELECT state, answered_by FROM hand_off") == ("accepted", yan)


FOUR = (
    *(("Sam", frozenset({S})), ("Hugo", frozenset({H})), ("Mona", frozenset({M}))),
    *((name, frozenset({F})) for name in ("Fatou", "Felix", "Fleur", "Franz")),
)


def test_equal_farmers_get_as_much_each(tmp_path: Path) -> None:
    with opened_line(tmp_path, people=FOUR) as line:
        names = {line.viewer(name).operator_id: name for name in ("Fatou", "Felix", "Fleur", "Franz")}
        loads = dict.fromkeys(names, 0)
        for _ in range(26):
            _contact, done = passed(line)
            assert done.owner_id is not None
            loads[done.owner_id] += 1
            assert max(loads.values()) - min(loads.values()) <= 1


def test_who_is_absent_or_not_at_a_desk_receives_nothing(tmp_path: Path) -> None:
    with opened_line(tmp_path, people=FOUR) as line:
        today = line.shop.today()
        for name in ("Fatou", "Felix"):
            taking_leave.be_absent(line.shop, line.viewer("Mona"), name, today, act=line.act())
        assert {passed(line)[1].owner_id for _ in range(8)} == {
            line.viewer(name).operator_id for name in ("Fleur", "Franz")
        }
        attending.attend(line.shop, line.viewer("Franz"), "farmer")
        attending.attend(line.shop, line.viewer("Fatou"), "farmer")  # looks in while away
        assert {passed(line)[1].owner_id for _ in range(4)} == {line.viewer("Franz").operator_id}
        with pytest.raises(Refused, match="Fatou is absent until they are back") as refused:
            passed(line, to="Fatou")
        assert "Fleur, Franz" in refused.value.detail
        for name in ("Fleur", "Franz"):
            taking_leave.be_absent(line.shop, line.viewer("Mona"), name, today, act=line.act())
        assert passed(line)[1].owner_id is None  # waits for the team, and is red for the manager in the end


def test_a_repeat_deal_goes_to_a_hunter_with_a_hot_contact_s_limit(line: Line) -> None:
    fatou = line.viewer("Fatou")
    contact = line.contact(stage=Stage.FARMING, owner=fatou)
    with line.shop.store.act() as tx:
        done = pass_on(
            tx,
            line.shop,
            fatou,
            contact,
            Stage.FARMING,
            Stage.HUNTING,
            act=line.act(),
            kind=REPEAT,
            brief={"need": "Christmas"},
        )
    assert done.limit_at == line.at + timedelta(minutes=120)
    assert done.owner_id in {line.viewer(name).operator_id for name in ("Hugo", "Hana")}


def test_quota_follows_the_shares_that_a_manager_gave(tmp_path: Path) -> None:
    with opened_line(tmp_path, people=FOUR) as line:
        ways = {**DEFAULT_WAYS, (Stage.HUNTING, Stage.FARMING): Way.QUOTA}
        line.shop.__dict__["playbook"] = replace(line.shop.playbook, ways=MappingProxyType(ways))
        mona, weights = line.viewer("Mona"), {"Fatou": 3, "Felix": 2, "Fleur": 1, "Franz": 0}
        for name, share in weights.items():
            staffing.change_person(line.shop, mona, name, act=line.act(), share=share)
        received = dict.fromkeys((line.viewer(name).operator_id for name in weights), 0)
        for turn in range(1, 25):
            _contact, done = passed(line)
            assert done.owner_id is not None
            received[done.owner_id] += 1
            for name, share in weights.items():
                assert abs(received[line.viewer(name).operator_id] - share * turn / 6) < 1, (turn, name)
        assert undo(line.shop, mona, act=line.act()).verb == "person_changed"
        (share,) = line.one("SELECT share FROM operator WHERE name = 'Franz'")
        assert share == 1
        for wrong in (-1, 101):
            with pytest.raises(UsageTrouble):
                staffing.change_person(line.shop, mona, "Franz", act=line.act(), share=wrong)


def test_a_hot_contact_is_shared_out_where_the_playbook_says_so(line: Line) -> None:
    ways = {**DEFAULT_WAYS, (Stage.SCOUTING, Stage.HUNTING): Way.FAIR}
    line.shop.__dict__["playbook"] = replace(line.shop.playbook, ways=MappingProxyType(ways))
    sam = line.viewer("Sam")
    taken = []
    for _ in range(6):
        line.contact()
        desk = line.call(sam)
        taken.append(handing_off.hand_off(line.shop, sam, desk.token, BRIEF, act=line.act()).to)
    assert sorted(taken) == ["Hana"] * 3 + ["Hugo"] * 3
    asked = line.call(sam) if line.contact() else None
    assert asked is not None
    assert (
        handing_off.hand_off(line.shop, sam, asked.token, BRIEF, act=line.act(), to="team").to == "the team"
    )


def test_an_absent_hunter_s_diary_offers_nothing(line: Line) -> None:
    sam, mona = line.viewer("Sam"), line.viewer("Mona")
    tomorrow = line.shop.today() + timedelta(days=1)
    taking_leave.be_absent(line.shop, mona, "Hugo", tomorrow, tomorrow, act=line.act())
    taking_leave.be_absent(line.shop, mona, "Hana", line.shop.today(), None, act=line.act())
    slots = diaries.free_slots(line.shop, sam)
    assert {one.hunter for one in slots} == {"Hugo"}
    days = {one.at.date() for one in slots}
    assert tomorrow not in days and line.shop.today() in days
    with pytest.raises(Refused, match="Hana is absent"):
        diaries.free_slots(line.shop, sam, "Hana")
    line.contact()
    desk = line.call(sam)
    at = line.at.replace(hour=9, minute=30) + timedelta(days=1)
    with pytest.raises(Refused, match="Hugo is absent that day"):
        handing_off.hand_off(line.shop, sam, desk.token, BRIEF, act=line.act(), to="Hugo", slot=at)
