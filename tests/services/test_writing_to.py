"""Messages to a contact: offered where they may be written, in the history, taken back, answered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.channels import Barrier, Channel
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import (
    claiming,
    following_up,
    knowing_clients,
    negotiating,
    reading,
    undoing,
    writing_to,
)
from pipeline_tui.storage import rights
from tests.services.ground import TODAY, Ground

SMS, MAIL, WHATSAPP, VISIT = Channel.SMS, Channel.EMAIL, Channel.WHATSAPP, Channel.VISIT


@pytest.fixture
def zoe(alone: Ground) -> Viewer:
    return alone.viewer("Zoé")


def mobile(ground: Ground, contact: int) -> None:
    """Let the contact's number be a mobile."""
    with ground.shop.store.act() as tx:
        tx.run("UPDATE number SET kind = 'mobile' WHERE contact_id = :id", {"id": contact})


def client(ground: Ground, owner: Viewer) -> int:
    contact, _ = ground.client(owner, due=TODAY + timedelta(days=2))
    mobile(ground, contact)
    return contact


def barriers(ground: Ground, viewer: Viewer, contact: int) -> dict[Channel, Barrier | None]:
    ways = writing_to.ways_to_write(ground.shop, viewer, contact)
    return {one.channel: one.barrier for one in ways.channels}


def events(ground: Ground, viewer: Viewer, contact: int) -> list[tuple[str, str]]:
    return [(one.what, one.text) for one in knowing_clients.client_card(ground.shop, viewer, contact).before]


def test_a_client_is_offered_filled_messages_of_the_stage(alone: Ground, zoe: Viewer) -> None:
    contact = client(alone, zoe)
    ways = writing_to.ways_to_write(alone.shop, zoe, contact).ways
    assert {(one.channel, one.template) for one in ways} == {
        (SMS, "missed-you"),
        (WHATSAPP, "missed-you"),
        (WHATSAPP, "how-are-they"),
        (SMS, "how-are-they"),
        (SMS, "ready"),
        (WHATSAPP, "ready"),
        (MAIL, "thank-you"),
        (VISIT, "visit"),
    }
    first = ways[0]
    assert first.text.startswith("Bonjour Madame Durand, Zoé, de Fleurs du Port."), "their language"
    assert first.name == "I tried to ring you", "the shop's language"
    assert not first.has_gap
    assert next(one for one in ways if one.channel is MAIL).subject == "Merci de la part de Fleurs du Port"


def test_a_message_is_in_the_history_before_it_is_opened(alone: Ground, zoe: Viewer) -> None:
    contact = client(alone, zoe)
    (number,) = alone.one("SELECT e164 FROM number WHERE contact_id = :id", id=contact)
    done = writing_to.write_to(alone.shop, zoe, contact, WHATSAPP, "ready", act=alone.act())
    assert done.link.startswith(f"https://wa.me/{str(number)[1:]}?text=Bonjour%20Madame%20Durand")
    assert events(alone, zoe, contact)[0] == ("wrote-whatsapp", done.text)
    stored = alone.one("SELECT * FROM written")
    assert str(number)[1:] not in repr(stored), "neither number nor address is kept with it"
    assert writing_to.ways_to_write(alone.shop, zoe, contact).unanswered is WHATSAPP
    undoing.undo(alone.shop, zoe, act=alone.act())
    assert ("wrote-whatsapp", done.text) not in events(alone, zoe, contact)
    assert alone.one("SELECT body, undone FROM written") == ("", 1)
    assert alone.whole()


def test_without_a_mobile_or_an_address_a_channel_is_shut(alone: Ground, zoe: Viewer) -> None:
    contact, _ = alone.client(zoe)
    with alone.shop.store.act() as tx:
        tx.run("DELETE FROM email")
    shut = barriers(alone, zoe, contact)
    assert shut == {
        SMS: Barrier.NO_ADDRESS,
        WHATSAPP: Barrier.NO_ADDRESS,
        MAIL: Barrier.NO_ADDRESS,
        VISIT: None,
    }
    with pytest.raises(Refused):
        writing_to.write_to(alone.shop, zoe, contact, SMS, "ready", act=alone.act())


def test_who_is_no_client_must_have_agreed_or_asked(alone: Ground, zoe: Viewer) -> None:
    contact = alone.contact(stage=Stage.HUNTING, owner=zoe)
    mobile(alone, contact)
    assert barriers(alone, zoe, contact)[MAIL] is Barrier.NO_CONSENT
    with pytest.raises(Refused, match="not written to by email"):
        writing_to.write_to(alone.shop, zoe, contact, MAIL, "as-promised", act=alone.act())
    writing_to.say_of_channel(alone.shop, zoe, contact, MAIL, agreed=True, act=alone.act())
    assert barriers(alone, zoe, contact) == {
        SMS: Barrier.NO_CONSENT,
        WHATSAPP: Barrier.NO_CONSENT,
        MAIL: None,
        VISIT: None,
    }
    undoing.undo(alone.shop, zoe, act=alone.act())
    assert barriers(alone, zoe, contact)[MAIL] is Barrier.NO_CONSENT
    with alone.shop.store.act() as tx:
        rights.note_own_request(
            tx, zoe.operator_id, contact, "asked for an offer", alone.act(), alone.at,
            expires_at=alone.at + timedelta(days=30),
        )  # fmt: skip
    assert barriers(alone, zoe, contact)[MAIL] is None
    alone.later(days=31)
    assert barriers(alone, zoe, contact)[MAIL] is Barrier.NO_CONSENT


def test_a_refused_channel_is_offered_no_more_until_they_say_otherwise(alone: Ground, zoe: Viewer) -> None:
    contact = client(alone, zoe)
    state = writing_to.say_of_channel(alone.shop, zoe, contact, SMS, agreed=False, act=alone.act())
    assert (state.said, state.said_at, state.barrier) == (False, alone.at, Barrier.REFUSED)
    assert "sms · refused · 2026-11-23" in reading.contact_card(alone.shop, zoe, contact).grounds
    ways = writing_to.ways_to_write(alone.shop, zoe, contact).ways
    assert SMS not in {one.channel for one in ways}
    assert WHATSAPP in {one.channel for one in ways}
    with pytest.raises(Refused):
        writing_to.write_to(alone.shop, zoe, contact, SMS, "ready", act=alone.act())
    writing_to.say_of_channel(alone.shop, zoe, contact, SMS, agreed=True, act=alone.act())
    assert barriers(alone, zoe, contact)[SMS] is None


def test_who_asked_to_be_left_alone_is_not_written_to_either(alone: Ground, zoe: Viewer) -> None:
    contact = client(alone, zoe)
    with alone.shop.store.act() as tx:
        rights.suppress_person(
            tx, alone.shop.workspace.secret, contact, "do-not-call", zoe.operator_id, alone.act(), alone.at
        )
    shut = barriers(alone, zoe, contact)
    assert shut[MAIL] is Barrier.STOPPED
    assert shut[SMS] in (Barrier.STOPPED, Barrier.NO_ADDRESS)


def test_a_visit_is_the_next_step_of_a_deal(alone: Ground, zoe: Viewer) -> None:
    deal = alone.deal(zoe)
    (before,) = negotiating.deals(alone.shop, zoe)
    at = alone.at + timedelta(days=2)
    done = writing_to.write_to(alone.shop, zoe, before.contact_id, VISIT, "visit", act=alone.act(), at=at)
    (after,) = negotiating.deals(alone.shop, zoe)
    assert (after.id, after.next_do, after.next_at) == (deal, "Visit with samples", at)
    assert (done.link, done.at) == ("", at)
    undoing.undo(alone.shop, zoe, act=alone.act())
    assert negotiating.deals(alone.shop, zoe) == (before,)


@pytest.mark.parametrize("planned", [True, False])
def test_a_visit_is_the_check_in_of_a_client(alone: Ground, zoe: Viewer, planned: bool) -> None:
    contact = client(alone, zoe)
    if not planned:
        with alone.shop.store.act() as tx:
            tx.run("UPDATE check_in SET state = 'cancelled'")
    before = knowing_clients.client_card(alone.shop, zoe, contact).next_check_in
    at = alone.at + timedelta(days=3)
    writing_to.write_to(alone.shop, zoe, contact, VISIT, "visit", act=alone.act(), at=at)
    after = knowing_clients.client_card(alone.shop, zoe, contact).next_check_in
    assert after is not None
    assert (after.due_on, after.due_at) == (at.date(), at)
    with alone.shop.store.read() as tx:
        count = tx.value("SELECT COUNT(*) FROM check_in WHERE state = 'planned'")
    assert count == 1, "they never pile up"
    undoing.undo(alone.shop, zoe, act=alone.act())
    assert knowing_clients.client_card(alone.shop, zoe, contact).next_check_in == before


def test_a_visit_needs_a_time_to_come(alone: Ground, zoe: Viewer) -> None:
    contact = client(alone, zoe)
    for at in (None, alone.at, alone.at - timedelta(days=1)):
        with pytest.raises(UsageTrouble):
            writing_to.write_to(alone.shop, zoe, contact, VISIT, "visit", act=alone.act(), at=at)


def test_a_scout_agrees_visits_by_handing_over(alone: Ground, zoe: Viewer) -> None:
    contact = alone.contact()
    claiming.claim_next(alone.shop, zoe, act=alone.act())
    assert barriers(alone, zoe, contact)[VISIT] is Barrier.NEXT_STAGE


def test_an_answer_is_a_real_contact_and_the_rhythm_counts_from_it(alone: Ground, zoe: Viewer) -> None:
    contact = client(alone, zoe)
    before = knowing_clients.client_card(alone.shop, zoe, contact)
    assert before.next_check_in is not None
    following_up.log_check_in(alone.shop, zoe, before.next_check_in.id, "nobody-reached", act=alone.act())
    tried = knowing_clients.client_card(alone.shop, zoe, contact)
    assert tried.last_contact == before.last_contact
    writing_to.write_to(alone.shop, zoe, contact, SMS, "missed-you", act=alone.act())
    alone.later(minutes=5)
    writing_to.note_answer(alone.shop, zoe, contact, SMS, act=alone.act(), note="ring me on Friday")
    after = knowing_clients.client_card(alone.shop, zoe, contact)
    assert after.last_contact == alone.at
    assert after.next_check_in is not None
    assert tried.next_check_in is not None
    assert after.next_check_in.due_on >= TODAY + timedelta(days=30), "the trial of tomorrow is gone"
    assert events(alone, zoe, contact)[0] == ("answered-sms", "ring me on Friday")
    assert writing_to.ways_to_write(alone.shop, zoe, contact).unanswered is None
    undoing.undo(alone.shop, zoe, act=alone.act())
    back = knowing_clients.client_card(alone.shop, zoe, contact)
    assert (back.last_contact, back.next_check_in) == (tried.last_contact, tried.next_check_in)


def test_an_agreed_time_stands_when_they_answer(alone: Ground, zoe: Viewer) -> None:
    contact = client(alone, zoe)
    at = alone.at + timedelta(days=3)
    writing_to.write_to(alone.shop, zoe, contact, VISIT, "visit", act=alone.act(), at=at)
    writing_to.note_answer(alone.shop, zoe, contact, WHATSAPP, act=alone.act())
    card = knowing_clients.client_card(alone.shop, zoe, contact)
    assert card.next_check_in is not None
    assert card.next_check_in.due_at == at
    assert card.last_contact == alone.at
    with pytest.raises(UsageTrouble):
        writing_to.note_answer(alone.shop, zoe, contact, VISIT, act=alone.act())


def test_what_is_unknown_is_named(alone: Ground, zoe: Viewer) -> None:
    contact = client(alone, zoe)
    for channel, template in ((SMS, "thank-you"), (SMS, "nonsense")):
        with pytest.raises(UsageTrouble):
            writing_to.write_to(alone.shop, zoe, contact, channel, template, act=alone.act())


def test_nobody_writes_to_another_s_client(three: Ground) -> None:
    contact = client(three, three.viewer("Félix"))
    for name in ("Fatou", "Sam", "Hugo", "Mona"):
        viewer = three.viewer(name)
        for door in (
            lambda v=viewer: writing_to.ways_to_write(three.shop, v, contact),
            lambda v=viewer: writing_to.write_to(three.shop, v, contact, MAIL, "thank-you", act=three.act()),
            lambda v=viewer: writing_to.note_answer(three.shop, v, contact, MAIL, act=three.act()),
            lambda v=viewer: writing_to.say_of_channel(
                three.shop, v, contact, MAIL, agreed=False, act=three.act()
            ),
        ):
            with pytest.raises(Refused, match="Not on your desk"):
                door()


def test_what_a_farmer_wrote_is_not_a_scout_s_to_read(three: Ground) -> None:
    fatou, sam = three.viewer("Fatou"), three.viewer("Sam")
    contact = client(three, fatou)
    writing_to.write_to(three.shop, fatou, contact, MAIL, "thank-you", act=three.act())
    with three.shop.store.act() as tx:
        tx.run(
            """UPDATE position SET stage = 'scouting', owner_id = NULL, held_by = :sam, token = 't',
               lease = 9999999999, lease_kind = 'desk' WHERE contact_id = :id""",
            {"sam": sam.operator_id, "id": contact},
        )
    desk = claiming.in_hand(three.shop, sam)
    assert desk is not None
    assert [one for one in desk.before if one.what.startswith("wrote")] == []
