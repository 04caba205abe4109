"""Offers from the first line to the answer: versions, limits, undo, and who may do what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pipeline_tui.domain.errors import PipelineError, Refused, UsageTrouble
from pipeline_tui.domain.offers import Contents, Offer, OfferLine, OfferState
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Role
from pipeline_tui.services import approving, messaging, negotiating, offering, pricing, staffing
from pipeline_tui.services.undoing import undo
from tests.services.ground import TODAY, Ground

ROSES = OfferLine("roses", 12_000, 250, tax=1000)


def opened(ground: Ground, viewer: Viewer, *lines: OfferLine, discount: int = 0) -> Offer:
    deal = ground.deal(viewer)
    says = Contents(lines or (ROSES,), discount)
    return offering.open_offer(ground.shop, viewer, deal, says, act=ground.act())


def sent(ground: Ground, viewer: Viewer, offer: Offer, **told: Any) -> Offer:
    return offering.send_offer(ground.shop, viewer, offer.id, act=ground.act(), **told)


def written(ground: Ground, viewer: Viewer, offer: Offer, says: Contents) -> Offer:
    return offering.write_offer(ground.shop, viewer, offer.id, offer.version, says, act=ground.act())


def taken_back(ground: Ground, viewer: Viewer) -> str:
    return undo(ground.shop, viewer, act=ground.act()).verb


def price_list(ground: Ground, text: str) -> None:
    file = ground.shop.store.path.with_name("prices.csv")
    file.write_text(text, encoding="utf-8")
    manager = ground.viewer("Mona")
    pricing.import_prices(ground.shop, manager, file, act=ground.act())


def test_an_offer_is_opened_sent_and_worth_its_total(three: Ground) -> None:
    hugo = three.viewer("Hugo")
    offer = opened(three, hugo)
    assert (offer.number, offer.version, offer.state) == ("2026-0001", 1, OfferState.DRAFT)
    assert offer.contents.valid_until == TODAY + timedelta(days=21)  # as the florist's playbook says
    assert (offer.totals.net_minor, offer.totals.tax_minor, offer.totals.gross_minor) == (3000, 300, 3300)
    assert offering.offer_total(three.shop, hugo, offer.deal_id) is None
    three.later(minutes=5)
    gone = sent(three, hugo, offer, step_on=True)
    assert (gone.state, gone.sent_at) == (OfferState.SENT, three.at)
    (deal,) = negotiating.deals(three.shop, hugo)
    assert (deal.value_minor, deal.step) == (3300, "quote-sent")
    assert offering.offer_total(three.shop, hugo, offer.deal_id) == 3300
    assert opened(three, hugo).number == "2026-0002"


def test_a_deal_further_on_is_not_moved_back(three: Ground) -> None:
    hugo = three.viewer("Hugo")
    offer = opened(three, hugo)
    negotiating.move_deal(three.shop, hugo, offer.deal_id, "awaiting-signature", act=three.act())
    sent(three, hugo, offer, step_on=True)
    assert negotiating.deals(three.shop, hugo)[0].step == "awaiting-signature"


def test_what_was_sent_is_never_changed(three: Ground) -> None:
    hugo = three.viewer("Hugo")
    first = sent(three, hugo, opened(three, hugo))
    says = replace(first.contents, lines=(replace(first.contents.lines[0], quantity=24_000),))
    second = written(three, hugo, first, says)
    assert (second.version, second.state, second.totals.gross_minor) == (2, OfferState.DRAFT, 6600)
    known = offering.offer(three.shop, hugo, first.id, 1)
    assert replace(known, versions=()) == replace(first, versions=())
    assert [one.version for one in known.versions] == [1, 2]
    differs = offering.compare_versions(three.shop, hugo, first.id, 1)
    ((line),) = differs.lines
    assert (line.before, line.after) == (first.contents.lines[0], second.contents.lines[0])
    assert (differs.before.gross_minor, differs.after.gross_minor) == (3300, 6600)
    with pytest.raises(Refused):  # the first one is not the newest any more
        written(three, hugo, first, says)
    # The one that counts is the last that was sent.
    assert offering.offer_total(three.shop, hugo, first.deal_id) == 3300
    sent(three, hugo, second)
    assert offering.offer_total(three.shop, hugo, first.deal_id) == 6600


def test_above_the_limit_it_waits_is_refused_changed_and_approved(three: Ground) -> None:
    hugo, mona = three.viewer("Hugo"), three.viewer("Mona")
    offer = opened(three, hugo, discount=1500)
    assert (offer.deepest, offer.limit, offer.above_limit) == (1500, 1000, True)
    three.later(minutes=1)
    waits = sent(three, hugo, offer)
    assert (waits.state, waits.asked_at, waits.sent_at) == (OfferState.WAITING, three.at, None)
    assert negotiating.deals(three.shop, hugo)[0].value_minor is None
    with pytest.raises(Refused):
        sent(three, hugo, offer)
    (asked,) = approving.approvals(three.shop, mona)
    assert (asked.number, asked.hunter, asked.client, asked.gross_minor) == (
        "2026-0001",
        "Hugo",
        "Claire MARTIN",
        2805,
    )
    assert (asked.deepest, asked.limit) == (1500, 1000)

    answered = approving.refuse(three.shop, mona, offer.id, "12 % at most", act=three.act())
    assert (answered.state, answered.hunter) == (OfferState.REFUSED, "Hugo")
    assert approving.approvals(three.shop, mona) == ()
    known = offering.offer(three.shop, hugo, offer.id)
    assert (known.state, known.answered_by, known.answer) == (OfferState.REFUSED, "Mona", "12 % at most")
    (told,) = messaging.messages(three.shop, hugo)
    read = messaging.read_message(three.shop, hugo, told.id, act=three.act())
    assert (read.sender, read.text) == ("Mona", "Offer 2026-0001 v1: refused. 12 % at most")

    changed = written(three, hugo, known, replace(known.contents, discount=1200))
    assert (changed.version, changed.state, changed.answer) == (1, OfferState.DRAFT, "")
    assert sent(three, hugo, changed).state is OfferState.WAITING
    approving.approve(three.shop, mona, offer.id, act=three.act())
    assert offering.offer(three.shop, hugo, offer.id).state is OfferState.APPROVED
    assert sent(three, hugo, changed).state is OfferState.SENT


def test_an_approval_is_for_what_was_read(three: Ground) -> None:
    hugo, mona = three.viewer("Hugo"), three.viewer("Mona")
    offer = opened(three, hugo, discount=1500)
    sent(three, hugo, offer)
    approving.approve(three.shop, mona, offer.id, act=three.act())
    deeper = written(three, hugo, offer, replace(offer.contents, discount=5000))
    assert deeper.state is OfferState.DRAFT
    assert sent(three, hugo, deeper).state is OfferState.WAITING


def test_a_change_takes_the_question_back(three: Ground) -> None:
    hugo, mona = three.viewer("Hugo"), three.viewer("Mona")
    offer = opened(three, hugo, discount=1500)
    sent(three, hugo, offer)
    lower = written(three, hugo, offer, replace(offer.contents, discount=900))
    assert approving.approvals(three.shop, mona) == ()
    with pytest.raises(Refused):
        approving.approve(three.shop, mona, offer.id, act=three.act())
    assert sent(three, hugo, lower).state is OfferState.SENT


def test_a_limit_of_one_s_own(three: Ground) -> None:
    hugo, mona = three.viewer("Hugo"), three.viewer("Mona")
    staffing.change_person(three.shop, mona, "Hugo", act=three.act(), discount_limit=2000)
    offer = opened(three, hugo, discount=1500)
    assert (offer.limit, offer.above_limit) == (2000, False)
    assert taken_back(three, mona) == "person_changed"
    assert offering.offer(three.shop, hugo, offer.id).limit == 1000
    staffing.change_person(three.shop, mona, "Hugo", act=three.act(), discount_limit=0)
    staffing.change_person(three.shop, mona, "Hugo", act=three.act(), discount_limit=None)
    assert offering.offer(three.shop, hugo, offer.id).limit == 1000


def test_a_lower_price_than_the_list_s_is_a_discount(three: Ground) -> None:
    hugo = three.viewer("Hugo")
    price_list(three, "code,name,price,tax\nR1,Rose,2.50,10\n")
    cheap = OfferLine(
        "Rose", 1000, 200, tax=1000, code="r1", list_minor=1
    )  # what is told of the list is not believed
    offer = opened(three, hugo, cheap)
    assert (offer.contents.lines[0].list_minor, offer.contents.lines[0].code) == (250, "R1")
    assert (offer.deepest, offer.above_limit) == (2000, True)
    # The list moves on; the offer is measured by what it was written from.
    price_list(three, "code,name,price,tax\nR1,Rose,9.50,10\n")
    again = written(three, hugo, offer, offer.contents)
    assert again.contents.lines[0].list_minor == 250


def test_who_is_the_only_manager_answers_their_own(alone: Ground) -> None:
    zoe = alone.viewer("Zoé")
    offer = sent(alone, zoe, opened(alone, zoe, discount=1500))
    assert offer.state is OfferState.WAITING
    approving.approve(alone.shop, zoe, offer.id, act=alone.act())
    assert messaging.messages(alone.shop, zoe) == ()
    assert sent(alone, zoe, offer).state is OfferState.SENT


def test_one_s_own_offer_is_another_manager_s_to_answer(three: Ground) -> None:
    mona = three.viewer("Mona")
    staffing.add_person(three.shop, mona, "Max", {Role.MANAGER, Role.HUNTER}, act=three.act())
    maxime = three.viewer("Max")
    own = sent(three, maxime, opened(three, maxime, discount=1500))
    with pytest.raises(Refused) as refused:
        approving.approve(three.shop, maxime, own.id, act=three.act())
    assert "Mona" in refused.value.next_step
    approving.approve(three.shop, mona, own.id, act=three.act())


Step = Callable[[Ground, Viewer, Offer], object]
UNDONE: dict[str, Step] = {
    "offer_opened": lambda g, v, o: None,
    "offer_written": lambda g, v, o: written(
        g, v, o, Contents((replace(ROSES, quantity=1),), 500, None, "x")
    ),
    "offer_sent": lambda g, v, o: sent(g, v, o, step_on=True),
    "offer_asked": lambda g, v, o: sent(g, v, written(g, v, o, replace(o.contents, discount=1500))),
}


@pytest.mark.parametrize("verb", UNDONE)
def test_every_act_is_taken_back_whole(three: Ground, verb: str) -> None:
    hugo = three.viewer("Hugo")
    deal = three.deal(hugo)
    blank = negotiating.deal_card(three.shop, hugo, deal)
    offer = offering.open_offer(three.shop, hugo, deal, Contents((ROSES,)), act=three.act())
    before = negotiating.deal_card(three.shop, hugo, deal)
    assert [(one.number, one.state) for one in before.offers] == [("2026-0001", OfferState.DRAFT)]
    three.later(minutes=1)
    UNDONE[verb](three, hugo, offer)
    assert taken_back(three, hugo) == verb
    if verb == "offer_opened":
        assert offering.offers(three.shop, hugo, deal) == ()
        with pytest.raises(Refused):
            offering.offer(three.shop, hugo, offer.id)
    elif verb == "offer_asked":
        assert taken_back(three, hugo) == "offer_written"
        assert offering.offer(three.shop, hugo, offer.id) == offer
    else:
        assert offering.offer(three.shop, hugo, offer.id) == offer
    card = negotiating.deal_card(three.shop, hugo, deal)
    assert card == (blank if verb == "offer_opened" else before)
    assert three.whole()


def test_a_version_taken_back_leaves_the_one_before(three: Ground) -> None:
    hugo = three.viewer("Hugo")
    first = sent(three, hugo, opened(three, hugo))
    written(three, hugo, first, Contents((ROSES, ROSES)))
    assert taken_back(three, hugo) == "offer_written"
    assert offering.offer(three.shop, hugo, first.id) == first
    assert written(three, hugo, first, Contents((ROSES, ROSES))).version == 2


def test_an_answer_is_taken_back_until_it_is_read(three: Ground) -> None:
    hugo, mona = three.viewer("Hugo"), three.viewer("Mona")
    offer = sent(three, hugo, opened(three, hugo, discount=1500))
    approving.approve(three.shop, mona, offer.id, act=three.act())
    with pytest.raises(Refused):  # the question was answered: it cannot be taken back any more
        taken_back(three, hugo)
    assert taken_back(three, mona) == "offer_approved"
    assert messaging.messages(three.shop, hugo) == ()
    assert offering.offer(three.shop, hugo, offer.id) == offer
    approving.refuse(three.shop, mona, offer.id, "no", act=three.act())
    (told,) = messaging.messages(three.shop, hugo)
    messaging.read_message(three.shop, hugo, told.id, act=three.act())
    with pytest.raises(Refused):
        taken_back(three, mona)


def test_a_manager_s_answer_hinders_no_undo_of_the_hunter(three: Ground) -> None:
    hugo, mona = three.viewer("Hugo"), three.viewer("Mona")
    offer = sent(three, hugo, opened(three, hugo, discount=1500))
    negotiating.move_deal(three.shop, hugo, offer.deal_id, "sample", act=three.act())
    approving.approve(three.shop, mona, offer.id, act=three.act())
    assert taken_back(three, hugo) == "deal_moved"


Wrong = Callable[[Ground, Viewer, Offer], object]
WRONG: list[tuple[Wrong, type[PipelineError]]] = [
    (lambda g, v, o: written(g, v, o, Contents((OfferLine(" \x00 "),))), UsageTrouble),
    (lambda g, v, o: written(g, v, o, Contents((OfferLine("x", 0),))), UsageTrouble),
    (lambda g, v, o: written(g, v, o, Contents((OfferLine("x", 1000, -1),))), UsageTrouble),
    (lambda g, v, o: written(g, v, o, Contents((OfferLine("x", discount=10_001),))), UsageTrouble),
    (lambda g, v, o: written(g, v, o, Contents((OfferLine("x", tax=-1),))), UsageTrouble),
    (lambda g, v, o: written(g, v, o, Contents((OfferLine("x", code="nowhere"),))), UsageTrouble),
    (lambda g, v, o: written(g, v, o, Contents((ROSES,), 10_001)), UsageTrouble),
    (lambda g, v, o: written(g, v, o, Contents((ROSES,) * 201)), UsageTrouble),
    (lambda g, v, o: written(g, v, o, Contents((OfferLine("x", 10**9, 10**15),))), UsageTrouble),
    (lambda g, v, o: written(g, v, o, Contents((ROSES,), valid_until=TODAY - timedelta(1))), UsageTrouble),
    (lambda g, v, o: offering.write_offer(g.shop, v, o.id, 2, o.contents, act=g.act()), Refused),
    (lambda g, v, o: offering.offer(g.shop, v, o.id, 2), UsageTrouble),
    (lambda g, v, o: offering.compare_versions(g.shop, v, o.id, 0), UsageTrouble),
    (lambda g, v, o: approving.refuse(g.shop, g.viewer("Mona"), o.id, " ", act=g.act()), UsageTrouble),
    (lambda g, v, o: approving.approve(g.shop, g.viewer("Mona"), o.id, act=g.act()), Refused),
    (lambda g, v, o: approving.approve(g.shop, v, o.id, act=g.act()), Refused),
]


@pytest.mark.parametrize(("do", "trouble"), WRONG)
def test_what_is_refused_changes_nothing(three: Ground, do: Wrong, trouble: type[PipelineError]) -> None:
    hugo = three.viewer("Hugo")
    offer, entries = opened(three, hugo), three.entries()
    with pytest.raises(trouble) as told:
        do(three, hugo, offer)
    assert told.value.title
    assert offering.offer(three.shop, hugo, offer.id) == offer
    assert three.entries() == entries


def test_an_empty_or_overdue_offer_is_not_sent(three: Ground) -> None:
    hugo = three.viewer("Hugo")
    offer = opened(three, hugo)
    empty = written(three, hugo, offer, Contents())
    with pytest.raises(Refused):
        sent(three, hugo, empty)
    written(three, hugo, offer, offer.contents)
    three.later(days=22)
    with pytest.raises(Refused):
        sent(three, hugo, offer)


def test_lines_keep_their_keys_and_new_ones_get_their_own(three: Ground) -> None:
    hugo = three.viewer("Hugo")
    first = sent(three, hugo, opened(three, hugo, ROSES, replace(ROSES, text="tulips")))
    assert [one.key for one in first.contents.lines] == [1, 2]
    says = replace(first.contents, lines=(*first.contents.lines[1:], ROSES, replace(ROSES, key=2)))
    assert [one.key for one in written(three, hugo, first, says).contents.lines] == [2, 3, 4]


def test_hostile_text_is_stored_clean(three: Ground) -> None:
    hugo = three.viewer("Hugo")
    offer = opened(three, hugo, replace(ROSES, text="ro\x1b[31mses\u202e", unit="\x07stem"))
    (line,) = offer.contents.lines
    assert (line.text, line.unit) == ("ro[31mses", "stem")
