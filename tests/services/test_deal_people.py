"""Who is involved in a deal: who gave it, who talked to them, and of their firm only whom one sees."""

from __future__ import annotations

from pipeline_tui.domain.hunting import Involved
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import handing_off, negotiating
from pipeline_tui.storage import deals
from tests.services.oracle import BRIEF
from tests.shops import Line


def test_the_giver_and_whoever_talked_to_them_are_named(line: Line) -> None:
    sam, paul, hugo = (line.viewer(name) for name in ("Sam", "Paul", "Hugo"))
    line.contact("Martin")
    line.end(paul, "callback", callback=line.at.replace(hour=14))
    line.later(hours=2)
    talked = line.at
    desk = line.call(sam)
    given = handing_off.hand_off(line.shop, sam, desk.token, BRIEF, act=line.act(), to="Hugo")
    accepted = handing_off.accept(line.shop, hugo, given.hand_off_id, act=line.act())
    assert accepted.deal is not None
    people = negotiating.deal_card(line.shop, hugo, accepted.deal.id).people
    assert [(one.name, one.part) for one in people] == [("Sam", "gave"), ("Paul", "talked")]
    assert people[0].at == talked
    assert people[1].at is not None
    assert people[1].at < talked


def test_of_the_same_firm_only_those_on_one_s_own_desk_are_named(line: Line) -> None:
    hugo, hana = line.viewer("Hugo"), line.viewer("Hana")
    one = line.contact("Petit", firm="SARL Petit", stage=Stage.HUNTING, owner=hugo)
    line.contact("Seen", firm="SARL Petit", stage=Stage.HUNTING, owner=hugo)
    line.contact("Hidden", firm="SARL Petit", stage=Stage.HUNTING, owner=hana)
    line.contact("Queued", firm="SARL Petit")
    line.contact("Other", firm="Maison Roy", stage=Stage.HUNTING, owner=hugo)
    with line.shop.store.act() as tx:
        deal = deals.open_deal(tx, hugo, one, step="brief-taken", currency="EUR", now=line.at)
        tx.run("UPDATE contact SET firm_role = 'buyer' WHERE last_name = 'Seen'")
    assert negotiating.deal_card(line.shop, hugo, deal).people == (
        Involved("Claire SEEN", "same-firm", "buyer"),
    )
