"""The manager's live view of the people: today's figures, and who has a contact in hand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.crew import AtWork
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.sales import Winning
from pipeline_tui.services import dialling, negotiating, watching
from pipeline_tui.services.claiming import claim_next
from pipeline_tui.services.undoing import undo
from tests.services.ground import Ground


def _of(ground: Ground, name: str) -> AtWork:
    crew = watching.crew(ground.shop, ground.viewer("Mona"))
    return next(one for one in crew if one.operator.name == name)


def test_a_day_is_counted_as_it_goes(three: Ground) -> None:
    for name in ("A", "B"):
        three.contact(name)
    sam = three.viewer("Sam")
    assert _of(three, "Sam") == AtWork(_of(three, "Sam").operator, "away")
    token = claim_next(three.shop, sam, act=three.act()).token
    assert _of(three, "Sam").state == "in-hand"
    dialling.dial(three.shop, sam, token, act=three.act())
    assert (_of(three, "Sam").state, _of(three, "Sam").since) == ("calling", three.shop.now())
    dialling.record_outcome(three.shop, sam, token, "refused", act=three.act())
    after = _of(three, "Sam")
    assert (after.state, after.calls, after.reached) == ("idle", 1, 1)
    undo(three.shop, sam, act=three.act())
    assert _of(three, "Sam").state == "calling", "the call awaits its outcome again"
    three.at += timedelta(days=1)
    assert (_of(three, "Sam").calls, _of(three, "Hugo").state) == (0, "away")


def test_a_sale_counts_for_who_won_it(three: Ground) -> None:
    hugo = three.viewer("Hugo")
    deal = three.deal(hugo)
    negotiating.win_deal(three.shop, hugo, deal, Winning(4500), act=three.act())
    assert (_of(three, "Hugo").won, _of(three, "Hana").won) == (1, 0)


def test_only_a_manager_reads_it(three: Ground) -> None:
    for who in ("Sam", "Hugo", "Fatou"):
        with pytest.raises(Refused, match="managers only"):
            watching.crew(three.shop, three.viewer(who))
