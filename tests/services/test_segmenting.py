"""Segments: by the playbook's rule inside the acts that change what it reads, or by hand until auto."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.sales import Winning
from pipeline_tui.services import following_up, selling
from pipeline_tui.services.segmenting import set_segment
from pipeline_tui.services.undoing import undo
from pipeline_tui.services.winning import win_deal
from pipeline_tui.storage import clients
from tests.services.ground import Ground


def stands(ground: Ground, contact: int) -> tuple[object, ...]:
    return ground.one("SELECT segment, segment_by_hand FROM client WHERE contact_id = :c", c=contact)


def bought(ground: Ground, contact: int, amount: int, *, days_ago: int) -> None:
    on = ground.shop.today() - timedelta(days=days_ago)
    with ground.shop.store.act() as tx:
        clients.add_purchase(tx, contact, 1, on, amount, "EUR")


def test_a_sale_reckons_the_segment_anew_and_undo_brings_the_old_one_back(alone: Ground) -> None:
    zoe = alone.viewer("Zoé")
    deal = alone.deal(zoe)
    won = win_deal(alone.shop, zoe, deal, Winning(20_000), act=alone.act())
    contact = won.deal.contact_id
    assert stands(alone, contact) == ("B", 0), "more than 150 within a year"
    bought(alone, contact, 120_000, days_ago=30)
    again = win_deal(alone.shop, zoe, alone.deal(zoe, contact), Winning(1_000), act=alone.act())
    assert stands(alone, contact) == ("A", 0)
    undo(alone.shop, zoe, act=alone.act())
    assert stands(alone, contact) == ("B", 0)
    assert again.check_in.id != won.check_in.id


def test_a_check_in_finds_that_a_client_no_longer_buys(alone: Ground) -> None:
    zoe = alone.viewer("Zoé")
    contact, check_in = alone.client(zoe, segment="A")
    set_segment(alone.shop, zoe, contact, "auto", act=alone.act())
    assert stands(alone, contact) == ("C", 0), "45 euros are one occasion"
    bought(alone, contact, 200_000, days_ago=1)
    alone.later(days=200)
    planned = following_up.proposed_next(alone.shop, zoe, check_in, "reached")
    logged = following_up.log_check_in(alone.shop, zoe, check_in, "reached", act=alone.act())
    assert stands(alone, contact) == ("B", 0), "much, but not lately"
    assert logged.planned is not None
    assert logged.planned.due_on == planned.day, "what is stored is what was proposed"


def test_a_refund_takes_the_segment_with_it_and_undo_brings_it_back(alone: Ground) -> None:
    zoe = alone.viewer("Zoé")
    contact, _ = alone.client(zoe)
    set_segment(alone.shop, zoe, contact, "auto", act=alone.act())
    sold = selling.book_sale(alone.shop, zoe, contact, 200_000, act=alone.act())
    assert stands(alone, contact) == ("A", 0)
    selling.refund(alone.shop, zoe, sold.purchase.id, reason="faded", act=alone.act())
    assert stands(alone, contact) == ("C", 0)
    undo(alone.shop, zoe, act=alone.act())
    assert stands(alone, contact) == ("A", 0)
    undo(alone.shop, zoe, act=alone.act())
    assert stands(alone, contact) == ("C", 0)


def test_by_hand_wins_until_it_is_set_to_auto(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    contact, check_in = three.client(fatou, segment="B")
    set_segment(three.shop, fatou, contact, "a", act=three.act())
    assert stands(three, contact) == ("A", 1)
    following_up.log_check_in(three.shop, fatou, check_in, "reached", act=three.act())
    assert stands(three, contact) == ("A", 1)
    by_rule = set_segment(three.shop, fatou, contact, "auto", act=three.act())
    assert (by_rule.segment, by_rule.days, by_rule.by_hand) == ("C", 90, False)
    assert undo(three.shop, fatou, act=three.act()).verb == "segment_set"
    assert stands(three, contact) == ("A", 1)


@pytest.mark.parametrize("typed", ["D", "", "autos"])
def test_an_unknown_segment_changes_nothing(three: Ground, typed: str) -> None:
    fatou = three.viewer("Fatou")
    contact, _ = three.client(fatou)
    with pytest.raises(UsageTrouble, match="no segment"):
        set_segment(three.shop, fatou, contact, typed, act=three.act())
    assert three.entries() == 0


def test_undo_is_refused_once_it_was_set_again(three: Ground) -> None:
    fatou = three.viewer("Fatou")
    contact, _ = three.client(fatou)
    set_segment(three.shop, fatou, contact, "A", act=three.act())
    with three.shop.store.act() as tx:
        clients.set_segment(tx, contact, "C", by_hand=True)
    with pytest.raises(Refused, match="no longer be taken back"):
        undo(three.shop, fatou, act=three.act())
