"""Clients of whom much is known: a full card, what Today holds besides check-ins, every act written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pipeline_tui.domain.acts import GivenBack, Repeated
from pipeline_tui.domain.caring import (
    Brought,
    Cares,
    Complaint,
    Promise,
    ReorderLine,
    Score,
    years_of,
)
from pipeline_tui.domain.farming import ClientCard
from pipeline_tui.domain.needs import NeedLine, NeedSaid, need_lines
from pipeline_tui.domain.occasions import Occasion, coming
from pipeline_tui.domain.reorder import habit
from pipeline_tui.domain.shop_dates import DateComing, LastBuyer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.playbooks.reading import load_shipped
from tests.screens.fake_shop import NOW
from tests.screens.selling_records import CLIENT, TODAY
from tests.screens.selling_shop import SellingDoors

LUC = 301  # the first check-in's client
OPEN = Complaint(1, LUC, NOW - timedelta(days=3), "Fatou", "Two of the roses were broken when they came.")
ANNA = Occasion(1, LUC, "birthday", 12, 2, "Anna", "wife", "", "40 roses")


def known_card(complaint: Complaint | None = None) -> ClientCard:
    """Return the card of a client of four years, every part of it filled."""
    bought = tuple(
        replace(one, on=date(2026, 11, 2) - timedelta(days=41 * one.id * 2)) for one in CLIENT.purchases
    )
    said = [
        NeedSaid("delivery_slot", "before 8", NOW - timedelta(days=90), "Fatou"),
        NeedSaid("style", "red and white, no lilies", NOW - timedelta(days=33), "Fatou"),
        NeedSaid("usual_budget", "45.00 EUR", NOW - timedelta(days=33), "Fatou"),
        NeedSaid("places", "?", NOW - timedelta(days=33), "Fatou"),
    ]
    return replace(
        CLIENT,
        purchases=bought,
        complaint=complaint,
        needs=need_lines(load_shipped("florist").needs, said, "en", TODAY),
        promises=(
            Promise("quote for the terrace", NOW + timedelta(days=1), "Fatou"),
            Promise("the red vase back", None, "Paul"),
        ),
        occasions=coming([(ANNA, CLIENT.name, TODAY - timedelta(days=33))], TODAY, selling=complaint is None),
        satisfaction=tuple(
            Score(TODAY - timedelta(days=days), score) for days, score in ((200, 7), (120, 8), (33, 9))
        ),
        years=years_of(((one.on, one.amount_minor) for one in bought), TODAY),
        habit=habit(one.on for one in bought),
        brought=(
            Brought("Jeanne LOY", date(2026, 5, 4), "client"),
            Brought("P. R.", date(2026, 9, 1), "scouting"),
        ),
        named_by="Hôtel Bellevue",
    )


class CaringDoors(SellingDoors):
    """The shop of the farmer's desk, with much to know and to do."""

    def __init__(self, *, complaint: Complaint | None = None) -> None:
        super().__init__()
        self.complaint = complaint
        self.stage = Stage.FARMING
        self.near = Cares(
            complaints=(("BOULANGER Luc", complaint),) if complaint else (),
            occasions=() if complaint else coming([(ANNA, "BOULANGER Luc", None)], TODAY),
            dates=(
                DateComing(
                    "advent",
                    "Advent wreaths",
                    date(2026, 11, 27),
                    4,
                    date(2025, 11, 27),
                    (LastBuyer(320, "SARL Petit", date(2025, 11, 25), "door wreath", 6500, "EUR"),),
                ),
            ),
            reorders=(
                ReorderLine(
                    330, "GIRARD Léa", "", "B", 40, date(2026, 9, 1), date(2026, 10, 11), -43, True, 2.1
                ),
                ReorderLine(
                    331, "ROUSSEAU Paul", "", "C", 90, date(2026, 8, 31), date(2026, 11, 29), 6, False, 0.9
                ),
            ),
        )

    def cares(self) -> Cares:
        return self.near

    def client_card(self, contact_id: int) -> ClientCard:
        names = {one.contact_id: one for one in self.planned}
        card = replace(
            known_card(self.complaint if contact_id == LUC else None), contact_id=contact_id, stage=self.stage
        )
        found = names.get(contact_id)
        other = {320: "SARL Petit", 330: "GIRARD Léa", 331: "ROUSSEAU Paul"}.get(contact_id, "")
        return replace(card, name=found.name if found else other, next_check_in=found)

    def answer_need(self, contact_id: int, key: str, value: str, *, act: str) -> NeedLine:
        self._note("answer_need", contact_id=contact_id, key=key, value=value)
        line = next(one for one in known_card().needs if one.key == key)
        return replace(line, words=value)

    def keep_occasion(self, occasion: Occasion, *, act: str) -> Occasion:
        self._note("keep_occasion", occasion=occasion)
        return replace(occasion, id=9)

    def drop_occasion(self, occasion_id: int, *, act: str) -> Occasion:
        self._note("drop_occasion", occasion_id=occasion_id)
        return ANNA

    def open_complaint(self, contact_id: int, words: str, *, act: str) -> Complaint:
        self._note("open_complaint", contact_id=contact_id, words=words)
        self.complaint = replace(OPEN, words=words)
        return self.complaint

    def solve_complaint(self, contact_id: int, done: str, *, act: str) -> Complaint:
        self._note("solve_complaint", contact_id=contact_id, done=done)
        self.complaint = None
        return replace(OPEN, solved_at=NOW, done=done)

    def repeat_deal(self, contact_id: int, title: str, *, act: str, **given: Any) -> Repeated:
        self._note("repeat_deal", contact_id=contact_id, title=title, **given)
        return Repeated(contact_id, "BOULANGER Luc", title, "the team", False, None, 7)

    def win_back(self, contact_id: int, *, act: str, words: str = "") -> GivenBack:
        self._note("win_back", contact_id=contact_id, words=words)
        return GivenBack(contact_id, "BOULANGER Luc")
