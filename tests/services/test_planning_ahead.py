"""The agenda: everything that was agreed, of one's own, with what overlaps and which days are closed."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import following_up, handing_off, negotiating
from pipeline_tui.services.planning_ahead import agenda
from pipeline_tui.storage import absences, check_ins, clients, deals
from tests.services.oracle import BRIEF
from tests.shops import Line


def seen(line: Line, who: str, *, days: int = 14) -> list[tuple[str, str, str, tuple[str, ...]]]:
    today = line.shop.today()
    found = agenda(line.shop, line.viewer(who), today, today + timedelta(days=days))
    zone = line.shop.zone
    return [
        (
            one.kind,
            one.name,
            one.at.astimezone(zone).strftime("%a %H:%M") if one.at else f"{one.on:%a}",
            one.clashes,
        )
        for one in found.appointments
    ]


def test_next_steps_slots_callbacks_and_check_ins_stand_in_their_owner_s_agenda(line: Line) -> None:
    sam, hugo, fatou = (line.viewer(name) for name in ("Sam", "Hugo", "Fatou"))
    line.contact("Hot")
    desk = line.call(sam)
    slot = line.at.replace(hour=14, minute=0) + timedelta(days=1)
    handing_off.hand_off(line.shop, sam, desk.token, BRIEF, act=line.act(), to="Hugo", slot=slot)
    line.contact("Again")
    line.end(sam, "callback", callback=slot + timedelta(minutes=10))
    contact = line.contact("Deal", stage=Stage.HUNTING, owner=hugo)
    with line.shop.store.act() as tx:
        deal = deals.open_deal(tx, hugo, contact, step="brief-taken", currency="EUR", now=line.at)
    negotiating.plan_next(line.shop, hugo, deal, "ring", slot + timedelta(minutes=15), act=line.act())
    client = line.contact("Client", stage=Stage.FARMING, owner=fatou)
    with line.shop.store.act() as tx:
        clients.note_contact(tx, client, line.at)
        check_in = check_ins.plan(tx, client, fatou.operator_id, line.shop.today())
    assert seen(line, "Sam") == [("callback", "Claire AGAIN", "Tue 15:10", ())]
    assert seen(line, "Hugo") == [
        ("slot", "Claire HOT", "Tue 15:00", ("Claire DEAL",)),
        ("next-step", "Claire DEAL", "Tue 15:15", ("Claire HOT",)),
    ]
    assert seen(line, "Fatou") == [("check-in", "Claire CLIENT", "Mon", ())]
    following_up.move_check_in(line.shop, fatou, check_in, slot.date(), act=line.act(), at=slot)
    assert seen(line, "Fatou") == [("check-in", "Claire CLIENT", "Tue 15:00", ())]
    for who in ("Paul", "Hana", "Mona"):
        assert seen(line, who) == []


def test_absences_and_holidays_are_named_and_what_falls_into_one_is_marked(line: Line) -> None:
    fatou = line.viewer("Fatou")
    client = line.contact("Client", stage=Stage.FARMING, owner=fatou)
    today = line.shop.today()
    with line.shop.store.act() as tx:
        clients.note_contact(tx, client, line.at)
        check_ins.plan(
            tx, client, fatou.operator_id, today + timedelta(days=2), due_at=line.at + timedelta(days=2)
        )
        absences.note(
            tx, fatou.operator_id, today + timedelta(days=2), today + timedelta(days=3), "fair", 1, line.at
        )
    found = agenda(line.shop, fatou, today, date(2026, 12, 31))
    assert dict(found.closed) == {
        today + timedelta(days=2): "fair",
        today + timedelta(days=3): "fair",
        date(2026, 12, 25): "Christmas Day",
    }
    assert [one.clashes for one in found.appointments] == [("",)]
    assert not found.more
    assert agenda(line.shop, fatou, today, date(2026, 12, 31), most=0).more
