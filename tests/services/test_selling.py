"""Sales without a deal: for a client, for a walk-in in one act, given back, taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.calling import BasisKind
from pipeline_tui.domain.consents import GroundState
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.newcomers import How, NewPerson
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import claiming, consenting, knowing_clients, selling, undoing
from tests.services.ground import TODAY, Ground

ANNE = NewPerson("Mme Anne Durand", numbers="01 99 00 77 01", how=How.WALK_IN)


@pytest.fixture
def zoe(alone: Ground) -> Viewer:
    return alone.viewer("Zoé")


def image(ground: Ground) -> list[object]:
    with ground.shop.store.read() as tx:
        return [
            tx.all(sql)
            for sql in (
                "SELECT contact_id, segment, since, last_contact_at FROM client ORDER BY contact_id",
                "SELECT SUM(amount_minor) FROM purchase WHERE undone = 0",
                "SELECT contact_id, due_on, owner_id FROM check_in WHERE state = 'planned' ORDER BY 1",
                "SELECT contact_id, stage, owner_id FROM position WHERE stage <> 'closed' ORDER BY 1",
            )
        ]


def test_a_client_buys_and_was_spoken_to(alone: Ground, zoe: Viewer) -> None:
    contact, _ = alone.client(zoe, due=TODAY + timedelta(days=5))
    before = image(alone)
    sold = selling.book_sale(alone.shop, zoe, contact, 4500, act=alone.act(), what="tulips")
    assert (sold.purchase.amount_minor, sold.purchase.currency, sold.purchase.what) == (4500, "EUR", "tulips")
    assert sold.check_in is not None
    assert sold.check_in.due_on == TODAY + timedelta(days=5), "what was planned stands"
    card = knowing_clients.client_card(alone.shop, zoe, contact)
    assert card.last_contact == alone.at
    assert card.total_minor == 9000
    undoing.undo(alone.shop, zoe, act=alone.act())
    assert image(alone) == before


def test_a_sale_of_another_day_is_no_talk_of_today(alone: Ground, zoe: Viewer) -> None:
    contact, _ = alone.client(zoe)
    spoken = knowing_clients.client_card(alone.shop, zoe, contact).last_contact
    first = TODAY - timedelta(days=400)
    selling.book_sale(alone.shop, zoe, contact, 100, act=alone.act(), on=first)
    card = knowing_clients.client_card(alone.shop, zoe, contact)
    assert card.last_contact == spoken
    assert card.since == first
    with pytest.raises(UsageTrouble):
        selling.book_sale(alone.shop, zoe, contact, 100, act=alone.act(), on=TODAY + timedelta(days=1))


def test_a_contact_s_first_purchase_is_a_win(alone: Ground, zoe: Viewer) -> None:
    contact = alone.contact(stage=Stage.HUNTING, owner=zoe)
    with pytest.raises(Refused, match="Not a client yet"):
        selling.book_sale(alone.shop, zoe, contact, 100, act=alone.act())


def test_a_client_with_a_further_deal_buys_beside_it(alone: Ground, zoe: Viewer) -> None:
    contact, _ = alone.client(zoe)
    with alone.shop.store.act() as tx:
        tx.run("UPDATE position SET stage = 'hunting' WHERE contact_id = :id", {"id": contact})
    alone.deal(zoe, contact)
    selling.book_sale(alone.shop, zoe, contact, 900, act=alone.act())
    (number,) = alone.one("SELECT e164 FROM number WHERE contact_id = :id", id=contact)
    walk_in = NewPerson("Claire Durand", numbers=str(number))
    assert selling.sell_to_walk_in(alone.shop, zoe, walk_in, 100, act=alone.act()).contact_id == contact
    assert alone.one("SELECT stage FROM position WHERE contact_id = :id", id=contact) == ("hunting",)
    assert alone.one("SELECT COUNT(*) FROM deal WHERE state = 'open'") == (1,)


def test_a_walk_in_is_client_purchase_and_check_in_in_one_act(alone: Ground, zoe: Viewer) -> None:
    before, entries = image(alone), alone.entries()
    sold = selling.sell_to_walk_in(alone.shop, zoe, ANNE, 4500, act=alone.act(), what="roses")
    assert alone.entries() == entries + 1
    assert not sold.known
    card = knowing_clients.client_card(alone.shop, zoe, sold.contact_id)
    assert (card.since, card.total_minor, card.last_contact) == (TODAY, 4500, alone.at)
    assert card.next_check_in is not None
    assert card.next_check_in.due_on == TODAY + timedelta(days=alone.shop.playbook.first_check_in_days)
    undoing.undo(alone.shop, zoe, act=alone.act())
    assert image(alone) == before
    assert alone.whole()


def test_a_walk_in_without_a_number_is_a_client_too(alone: Ground, zoe: Viewer) -> None:
    sold = selling.sell_to_walk_in(alone.shop, zoe, NewPerson("Monsieur Petit"), 1, act=alone.act())
    assert not sold.known
    with pytest.raises(UsageTrouble):
        selling.sell_to_walk_in(alone.shop, zoe, NewPerson(""), 1, act=alone.act())


def test_they_are_asked_at_the_counter_whether_we_may_ring(alone: Ground, zoe: Viewer) -> None:
    client, _ = alone.client(zoe)
    known = selling.book_sale(alone.shop, zoe, client, 900, act=alone.act(), follow_up_consent=True)
    (ground, *_) = consenting.consents(alone.shop, zoe, client).grounds
    assert known.consent and (ground.kind, ground.channel) == (BasisKind.CONSENT, "in person")
    assert ground.wording == "florist/fr/1" and ground.state is GroundState.IN_FORCE
    undoing.undo(alone.shop, zoe, act=alone.act())
    assert ground.id in {
        one.id
        for one in consenting.consents(alone.shop, zoe, client).grounds
        if one.state is GroundState.REVOKED
    }
    silent = selling.sell_to_walk_in(alone.shop, zoe, NewPerson("Luc Noir"), 900, act=alone.act())
    assert not silent.consent and not consenting.consents(alone.shop, zoe, silent.contact_id).grounds
    new = selling.sell_to_walk_in(alone.shop, zoe, ANNE, 900, act=alone.act(), follow_up_consent=True)
    assert new.consent and len(consenting.consents(alone.shop, zoe, new.contact_id).grounds) == 1
    undoing.undo(alone.shop, zoe, act=alone.act())
    assert alone.one("SELECT COUNT(*) FROM basis WHERE contact_id = :id", id=new.contact_id) == (0,)
    assert alone.whole()


def test_whoever_walks_in_twice_is_one_client(alone: Ground, zoe: Viewer) -> None:
    one = selling.sell_to_walk_in(alone.shop, zoe, ANNE, 4500, act=alone.act())
    other = selling.sell_to_walk_in(alone.shop, zoe, ANNE, 500, act=alone.act())
    assert other.known
    assert other.contact_id == one.contact_id
    assert knowing_clients.client_card(alone.shop, zoe, one.contact_id).total_minor == 5000


def test_somebody_of_the_queue_who_walks_in_is_a_client_from_now_on(alone: Ground, zoe: Viewer) -> None:
    contact = alone.contact("Durand")
    (number,) = alone.one("SELECT e164 FROM number WHERE contact_id = :id", id=contact)
    before = image(alone)
    sold = selling.sell_to_walk_in(
        alone.shop, zoe, NewPerson("Claire Durand", numbers=str(number)), 4500, act=alone.act()
    )
    assert (sold.contact_id, sold.known) == (contact, True)
    assert alone.one("SELECT stage, owner_id FROM position WHERE contact_id = :id", id=contact) == (
        "farming",
        zoe.operator_id,
    )
    undoing.undo(alone.shop, zoe, act=alone.act())
    assert image(alone) == before
    assert claiming.claim_next(alone.shop, zoe, act=alone.act()).contact_id == contact


def test_the_client_of_a_colleague_is_not_told_of(three: Ground) -> None:
    fatou, felix = three.viewer("Fatou"), three.viewer("Félix")
    contact, _ = three.client(felix)
    (number,) = three.one("SELECT e164 FROM number WHERE contact_id = :id", id=contact)
    before = image(three)
    with pytest.raises(Refused) as refused:
        selling.sell_to_walk_in(
            three.shop, fatou, NewPerson("Claire Durand", numbers=str(number)), 4500, act=three.act()
        )
    assert refused.value.title == "Already with a colleague"
    assert "Félix" not in repr((refused.value.detail, refused.value.next_step, refused.value.data))
    assert image(three) == before


def test_alike_by_name_only_asks_which(alone: Ground, zoe: Viewer) -> None:
    first = NewPerson("Anne Durand", firm="Cabinet Petit", place="69002 Lyon")
    selling.sell_to_walk_in(alone.shop, zoe, first, 100, act=alone.act())
    with pytest.raises(Refused) as refused:
        selling.sell_to_walk_in(alone.shop, zoe, first, 100, act=alone.act())
    assert refused.value.data["needs"] == "another"
    same = selling.sell_to_walk_in(alone.shop, zoe, first, 100, act=alone.act(), another=False)
    assert same.known
    other = selling.sell_to_walk_in(alone.shop, zoe, first, 100, act=alone.act(), another=True)
    assert not other.known


def test_a_scout_keeps_no_clients(three: Ground) -> None:
    with pytest.raises(Refused, match="kept by the farmers"):
        selling.sell_to_walk_in(three.shop, three.viewer("Sam"), ANNE, 100, act=three.act())


def test_money_is_given_back_up_to_what_was_paid(alone: Ground, zoe: Viewer) -> None:
    contact, _ = alone.client(zoe)
    sale = selling.book_sale(alone.shop, zoe, contact, 4500, act=alone.act()).purchase.id
    back = selling.refund(alone.shop, zoe, sale, 500, reason="wilted", act=alone.act())
    assert (back.purchase.amount_minor, back.purchase.refund_of, back.left_minor) == (-500, sale, 4000)
    assert back.purchase.reason == "wilted"
    with pytest.raises(Refused):
        selling.refund(alone.shop, zoe, sale, 4001, reason="greed", act=alone.act())
    with pytest.raises(UsageTrouble):
        selling.refund(alone.shop, zoe, sale, 1, reason=" ", act=alone.act())
    with pytest.raises(Refused):
        selling.refund(alone.shop, zoe, back.purchase.id, 1, reason="twice", act=alone.act())
    rest = selling.refund(alone.shop, zoe, sale, reason="all of it", act=alone.act())
    assert (rest.purchase.amount_minor, rest.left_minor) == (-4000, 0)
    assert knowing_clients.client_card(alone.shop, zoe, contact).total_minor == 4500
    card = knowing_clients.client_card(alone.shop, zoe, contact)
    assert ("refund", "-€40 all of it") in [(one.what, one.text) for one in card.before]
    undoing.undo(alone.shop, zoe, act=alone.act())
    again = selling.refund(alone.shop, zoe, sale, 4000, reason="again", act=alone.act())
    assert again.left_minor == 0


def test_a_sale_that_was_given_back_is_not_taken_back(alone: Ground, zoe: Viewer) -> None:
    contact, _ = alone.client(zoe)
    sale = selling.book_sale(alone.shop, zoe, contact, 4500, act=alone.act()).purchase.id
    selling.refund(alone.shop, zoe, sale, 500, reason="wilted", act=alone.act())
    undoing.undo(alone.shop, zoe, act=alone.act())
    assert undoing.undo(alone.shop, zoe, act=alone.act()).verb == "sold"
    assert [one.amount_minor for one in selling.purchases_of(alone.shop, zoe, contact)] == [4500]
