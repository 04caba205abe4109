"""The rules as they hold in a shop: its own tighter ones, and the gate asked without ringing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline_tui.domain.calling import Audience, Blocker, RuleStatus
from pipeline_tui.domain.contact_acts import ContactChanges
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.look_ups import MOST_IN_AN_HOUR
from pipeline_tui.domain.may_call import MayCall
from pipeline_tui.domain.new_contact import NewContact, NewNumber
from pipeline_tui.services import (
    asking_gate,
    attending,
    changing,
    claiming,
    dialling,
    loading_registers,
    tightening,
    undoing,
)
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.services.shop import open_shop
from pipeline_tui.storage import own_rules
from pipeline_tui.storage.places_of_new import PlacesOfNew
from pipeline_tui.storage.writer_lock import settler_if_free
from tests.shops import MONDAY, Line

NUMBER = "+33199001234"
NO_MORE_THAN_ONE = "[FR.consumer.cap]\nattempts = 1\ndays = 30\n"
ONLY_MORNINGS = '[FR.consumer.window]\nopen = ["Mon-Fri 10:00-12:00"]\n'
WANT_CONSENT = '[FR.business.basis]\nany_of = ["consent"]\n'


def ask(line: Line, number: str = NUMBER, who: str = "Sam", **told: object) -> MayCall:
    return asking_gate.may_call(line.shop, line.viewer(who), number, act=line.act(), **told)  # type: ignore[arg-type]


def tighten(line: Line, text: str) -> None:
    tightening.tighten(line.shop, line.viewer("Mona"), text, "own.toml", act=line.act())


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    """Return an instant of the Monday on Paris' clock."""
    return datetime(2026, 11, 23, hour - 1, minute, second, tzinfo=UTC)


def test_refused_at_eight_sharp_on_their_clock(line: Line) -> None:
    line.contact("Martin", numbers=(line.number(NUMBER),))
    last = ask(line, at=at(19, 59, 59))
    assert last.allowed and last.open_until == at(20) and last.basis == "consent"
    sharp = ask(line, at=at(20))
    assert not sharp.allowed and sharp.blocker is Blocker.OUTSIDE_WINDOW
    assert sharp.until == at(10) + timedelta(days=1) and "D.223-9" in sharp.source
    assert sharp.reason.startswith("It is Mon 20:00 there (Europe/Paris)")
    # The zone that is told takes the place of the known one: in Réunion it is three hours later.
    assert not ask(line, at=at(17), zone="Indian/Reunion").allowed
    assert ask(line, at=at(16, 59), zone="Indian/Reunion").allowed


def test_the_gate_that_answers_is_the_gate_that_dials(line: Line) -> None:
    line.contact("Martin", numbers=(line.number(NUMBER),))
    sam = line.viewer("Sam")
    line.at = at(19, 59, 30)
    desk = line.claim(sam)
    line.at = at(20)
    told = ask(line)
    with pytest.raises(Refused) as caught:
        dialling.dial(line.shop, sam, desk.token, act=line.act())
    assert told.reason in caught.value.detail and caught.value.data["until"] == told.until
    assert line.all("SELECT COUNT(*) FROM call") == [(0,)]


def test_a_stranger_s_number(line: Line) -> None:
    told = ask(line)
    assert (told.blocker, told.people, told.audience) == (Blocker.NO_BASIS, 1, Audience.CONSUMER)
    assert ask(line, audience=Audience.BUSINESS).allowed
    assert "99 00" not in told.number and told.number.endswith("34")
    assert ask(line, "+12145550123", at=at(16)).region == "TX"
    with pytest.raises(UsageTrouble, match="Zone"):
        ask(line, zone="Europe/Nowhere")
    with pytest.raises(UsageTrouble, match="Number"):
        ask(line, "12")


def test_a_number_that_was_stopped_is_stopped_for_everybody(line: Line) -> None:
    line.contact("Martin", numbers=(line.number(NUMBER),))
    line.end(line.viewer("Sam"), "do-not-call")
    for who in ("Sam", "Hugo", "Mona"):
        assert ask(line, who=who).blocker is Blocker.SUPPRESSED
        assert ask(line, who=who, audience=Audience.BUSINESS).blocker is Blocker.SUPPRESSED


def test_of_several_on_a_line_whoever_may_be_rung(line: Line) -> None:
    line.contact("Martin", numbers=(line.number(NUMBER),), consent=False)
    assert ask(line).blocker is Blocker.NO_BASIS
    line.contact("Durand", numbers=(line.number(NUMBER),))
    told = ask(line)
    assert told.allowed and told.people == 2


def test_asking_is_logged_and_has_an_end(line: Line) -> None:
    for _ in range(MOST_IN_AN_HOUR):
        ask(line)
    before = line.entries()
    with pytest.raises(Refused, match="look-ups"):
        ask(line)
    assert line.entries() == before + 1  # the refusal of a burst
    assert set(line.verbs()) == {"may_call_asked", "burst_refused"}
    line.later(minutes=61)
    assert ask(line).blocker is Blocker.NO_BASIS


def test_own_rules_hold_for_the_next_dial_of_every_desk(line: Line) -> None:
    line.contact("Martin", numbers=(line.number(NUMBER),))
    sam, other = line.viewer("Sam"), Line(open_shop(line.shop.store.path, now=MONDAY), line.at)
    desk = line.claim(sam)
    tighten(other, ONLY_MORNINGS)
    other.shop.close()
    with pytest.raises(Refused) as caught:
        dialling.dial(line.shop, sam, desk.token, act=line.act())
    assert "the shop's own rule" in caught.value.detail and "+ own" in caught.value.detail
    line.at = at(10) + timedelta(days=1)
    claiming.claim_next(line.shop, sam, act=line.act())
    dialling.dial(line.shop, sam, claiming.in_hand(line.shop, sam).token, act=line.act())  # type: ignore[union-attr]
    assert "+ own" in line.one("SELECT json_extract(gate, '$.rules') FROM call")[0]


def test_own_rules_are_obeyed_by_the_claim_and_taken_back(line: Line) -> None:
    line.contact("Martin", numbers=(line.number(NUMBER),))
    line.contact("Firm", audience=Audience.BUSINESS, consent=False)
    sam, mona = line.viewer("Sam"), line.viewer("Mona")
    tighten(line, ONLY_MORNINGS + WANT_CONSENT)
    assert tightening.settle_places(line.shop, mona) == 1
    with pytest.raises(NothingToCall) as caught:
        line.claim(sam)
    assert dict(caught.value.queue.blockers) == {Blocker.OUTSIDE_WINDOW: 1, Blocker.NO_BASIS: 1}
    assert caught.value.queue.opens_at == at(10) + timedelta(days=1)
    page = tightening.rules_of(line.shop, sam, "fr")
    window = next(one for one in page.lines if one.name == "window")
    assert page.own and window.status is RuleStatus.SHOP and window.figure == "Mon-Fri 10:00-12:00"

    undoing.undo(line.shop, mona, act=line.act())
    assert tightening.rules_of(line.shop, sam).own == ""
    tightening.settle_places(line.shop, mona)
    assert line.claim(sam).name
    assert line.all("SELECT blocker FROM position WHERE blocker <> ''") == []


def test_after_an_undo_places_follow_at_whatever_desk_is_open(line: Line) -> None:
    firms = [line.contact(f"Firm{each}", audience=Audience.BUSINESS, consent=False) for each in range(2)]
    sam, mona, hugo = line.viewer("Sam"), line.viewer("Mona"), line.viewer("Hugo")
    tighten(line, WANT_CONSENT)
    with pytest.raises(NothingToCall):  # who finds nothing looks first whether places are left behind
        line.claim(sam)
    assert [line.position(one)["blocker"] for one in firms] == ["no-basis"] * 2
    undoing.undo(line.shop, mona, act=line.act())
    before = line.entries()
    assert attending.on_the_floor(line.shop, hugo).unsettled
    with settler_if_free(line.shop.store.path) as free:
        assert free and not tightening.settle_awhile(line.shop, hugo)  # another desk is at it
    assert tightening.settle_awhile(line.shop, hugo)
    assert [line.position(one)["blocker"] for one in firms] == ["", ""]
    assert not attending.on_the_floor(line.shop, hugo).unsettled
    assert not tightening.settle_awhile(line.shop, hugo) and line.entries() == before
    tighten(line, WANT_CONSENT)
    tightening.settle_places(line.shop, mona)
    undoing.undo(line.shop, mona, act=line.act())
    assert line.claim(sam).contact_id in firms  # with no desk open in between


def test_messages_and_registers_of_the_shop_s_own(line: Line) -> None:
    contact = line.contact("Martin", numbers=(line.number(NUMBER),))
    assert ask(line).allowed
    tighten(
        line, "[FR.consumer.register]\nneeded = true\nunless = []\n[FR.consumer.messages]\nclients = []\n"
    )
    told = ask(line)
    assert told.blocker is Blocker.NO_REGISTER and "the shop's own rule" in told.source
    assert "Bloctel must be checked first" in told.reason
    (asked,) = loading_registers.register_lines(line.shop, line.viewer("Mona"))
    assert (asked.name, asked.needed, asked.blocks) == ("Bloctel", True, True)
    tightening.settle_awhile(line.shop, line.viewer("Sam"))
    assert line.position(contact)["blocker"] == "register-missing"
    page = {one.name: one for one in tightening.rules_of(line.shop, line.viewer("Sam")).lines[:7]}
    assert page["messages"].figure == "consent for email, sms, whatsapp"
    assert page["register"].figure.startswith("Bloctel; a copy is needed")
    assert {page[name].status for name in ("messages", "register")} == {RuleStatus.SHOP}


def test_a_cap_of_the_shop_s_own(line: Line) -> None:
    line.contact("Martin", numbers=(line.number(NUMBER),))
    tighten(line, NO_MORE_THAN_ONE)
    line.end(line.viewer("Sam"), "no-answer")
    told = ask(line, at=at(10) + timedelta(days=1))
    assert (told.blocker, told.attempts, told.cap) == (Blocker.CAPPED, 1, 1)
    assert told.until == datetime(2026, 12, 23, 9, tzinfo=UTC)
    tighten(line, "")  # an empty file: the shipped rules alone
    assert ask(line, at=at(10) + timedelta(days=1)).cap == 4


def test_only_a_manager_sets_them_and_undo_ends_with_a_newer_file(line: Line) -> None:
    with pytest.raises(Refused, match="by a manager"):
        tightening.tighten(line.shop, line.viewer("Hugo"), "", "own.toml", act=line.act())
    with pytest.raises(Refused, match="never loosen"):
        tighten(line, "[FR.consumer.refusal]\npause_days = 3\n")
    assert line.entries() == 0
    tighten(line, ONLY_MORNINGS)
    tighten(line, WANT_CONSENT)
    mona = line.viewer("Mona")
    undoing.undo(line.shop, mona, act=line.act())
    assert tightening.rules_of(line.shop, mona).lines[1].figure == "Mon-Fri 10:00-12:00"
    undoing.undo(line.shop, mona, act=line.act())
    assert tightening.rules_of(line.shop, mona).own == ""


def test_places_are_settled_in_short_acts_that_go_on_after_a_stop(line: Line) -> None:
    for number in range(5):
        line.contact(f"Firm{number}", audience=Audience.BUSINESS, consent=False)
    tighten(line, WANT_CONSENT)
    blocked = "SELECT COUNT(*) FROM position WHERE blocker = 'no-basis'"
    with line.shop.store.act() as tx:  # all that was done before the program was killed
        assert own_rules.settle_some(tx, line.shop.method, line.at, 2)
    assert line.all(blocked) == [(2,)]
    with line.shop.store.act() as tx:
        assert own_rules.settle_some(tx, line.shop.method, line.at, 2)
    assert line.all(blocked) == [(4,)]
    assert tightening.settle_places(line.shop, line.viewer("Mona")) == 1
    assert line.all(blocked) == [(5,)]
    with line.shop.store.act() as tx:
        assert not own_rules.settle_some(tx, line.shop.method, line.at, 2)  # nothing is left to do
    assert tightening.settle_places(line.shop, line.viewer("Mona")) == 0


def test_buckets_open_and_close_by_the_clock_alone(line: Line) -> None:
    sam = line.viewer("Sam")
    line.contact("Martin", numbers=(line.number(NUMBER),))
    line.contact(
        "Hoarau", numbers=(line.number("+262262001234", zone="Indian/Reunion"),), zone="Indian/Reunion"
    )
    before = line.image()

    def offered(when: datetime) -> set[str]:
        line.at = when
        with line.shop.store.read() as tx:
            open_now = line.shop.open_buckets(tx)
            named = tx.all("SELECT id, zones FROM bucket")
        return {zones for bucket, zones in named if bucket in open_now}

    day = timedelta(days=1)
    paris, reunion = "Europe/Paris", "Indian/Reunion"
    assert offered(at(12, 59)) == {paris, reunion}
    assert offered(at(13)) == {reunion}  # noon in Paris
    assert offered(at(14)) == {paris, reunion}
    assert offered(at(17)) == {paris}  # evening in Réunion
    assert offered(at(20)) == set()
    assert offered(at(7) + day) == {reunion}
    assert offered(at(10) + day) == {paris}  # noon in Réunion
    assert offered(at(11) + day) == {paris, reunion}
    assert offered(at(11) + 5 * day) == set()  # Saturday
    assert line.image() == before  # nobody wrote anything in between
    line.at = at(10) + day
    assert line.claim(sam).name


def test_newcomers_stand_under_the_rules_of_the_state_of_their_number(line: Line) -> None:
    """Both numbers lie in the same zone; Florida closes an hour before New York."""
    zone = ("America/New_York",)
    people = [
        NewContact("Martin", country="US", numbers=(NewNumber(f"+1{area}5550123", zones=zone),))
        for area in ("212", "305")
    ]
    with line.shop.store.read() as tx:
        places = PlacesOfNew(tx, line.shop.method, line.at, people)
        buckets = [places.place(one).bucket for one in people]
    assert [bucket.key for bucket in buckets if bucket] == [
        "US|consumer|America/New_York|NY",
        "US|consumer|America/New_York|FL",
    ]
    for person in people:
        line.contact("Martin", numbers=person.numbers, country="US", zone="")
    evening = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)  # Tuesday, 20:30 there
    line.at = evening
    with line.shop.store.read() as tx:
        ids = line.shop.open_buckets(tx)
        assert tx.all(
            "SELECT region FROM bucket WHERE id IN (SELECT value FROM json_each(:ids))",
            {"ids": str(list(ids))},
        ) == [("NY",)]
    told = ask(line, "+13055550123")
    assert (told.blocker, told.region, told.until) == (
        Blocker.OUTSIDE_WINDOW,
        "FL",
        datetime(2026, 11, 25, 13, tzinfo=UTC),
    )


def test_two_possible_places_are_both_asked(line: Line) -> None:
    """Moved by hand from Florida to Texas: for thirty days both states' hours hold, in the queue too."""
    line.contact(
        "Martin",
        numbers=(NewNumber("+13055550123", zones=("America/New_York",)),),
        country="US",
        zone="America/New_York",
    )
    sam = line.viewer("Sam")
    line.at = datetime(2026, 11, 24, 18, tzinfo=UTC)
    desk = line.claim(sam)
    told = ContactChanges(place="75201 Dallas, United States")
    changing.change_contact(line.shop, sam, desk.token, told, act=line.act())
    claiming.release(line.shop, sam, desk.token, act=line.act())
    assert line.one("SELECT zones, region FROM bucket ORDER BY id DESC LIMIT 1") == (
        "America/Chicago,America/New_York",
        "FL,TX",
    )
    line.at = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)  # 20:30 in Florida, 19:30 in Texas
    with pytest.raises(NothingToCall):
        line.claim(sam)
