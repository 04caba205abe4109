"""Every door of the services, as every kind of operator, in every structure, against an obvious oracle."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline_tui import services
from pipeline_tui.domain.contact_acts import ContactChanges
from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.errors import PipelineError, WorkspaceTrouble
from pipeline_tui.domain.look_ups import MOST_IN_AN_HOUR
from pipeline_tui.domain.newcomers import NewPerson
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import (
    adding,
    attending,
    best_hours,
    changing,
    claiming,
    dialling,
    diaries,
    drafting,
    following_up,
    handing_off,
    journalling,
    late_words,
    looking_up,
    messaging,
    negotiating,
    pausing,
    promising,
    reading,
    recognising,
    reporting,
    staffing,
    tallying,
    undoing,
    watching,
    winning,
)
from pipeline_tui.services.shop import open_shop
from tests.services.oracle import BRIEF, PEOPLE, Oracle, live
from tests.shops import MONDAY, Line, S, opened_line

Door = Callable[[Line, Viewer, Any], object]

# Doors that name something: what kind of thing, and the door.
NAMED: dict[str, tuple[str, Door]] = {
    "claiming.take": ("contact", lambda g, v, x: claiming.take(g.shop, v, x, act=g.act())),
    "claiming.renew": ("token", lambda g, v, x: claiming.renew(g.shop, v, x)),
    "claiming.release": ("resting token", lambda g, v, x: claiming.release(g.shop, v, x, act=g.act())),
    "claiming.skip": (
        "resting token",
        lambda g, v, x: claiming.skip(g.shop, v, x, act=g.act(), next_act=g.act()),
    ),
    "changing.contact_fields": ("token", lambda g, v, x: changing.contact_fields(g.shop, v, x)),
    "changing.change_contact": (
        "token",
        lambda g, v, x: changing.change_contact(g.shop, v, x, ContactChanges(role="x"), act=g.act()),
    ),
    "late_words.add_words": (
        "own call",
        lambda g, v, x: late_words.add_words(g.shop, v, x, "x", act=g.act()),
    ),
    "dialling.choose_number": ("token", lambda g, v, x: dialling.choose_number(g.shop, v, x, 1)),
    "dialling.dial": ("resting token", lambda g, v, x: dialling.dial(g.shop, v, x, act=g.act())),
    "dialling.record_outcome": (
        "ringing token",
        lambda g, v, x: dialling.record_outcome(g.shop, v, x, "busy", act=g.act(), then_next=True),
    ),
    "promising.may_promise": (
        "ringing token",
        lambda g, v, x: promising.may_promise(g.shop, v, x, "callback", g.at + timedelta(hours=1)),
    ),
    "drafting.keep_draft": ("token", lambda g, v, x: drafting.keep_draft(g.shop, v, x, Draft(note="x"))),
    "drafting.keep_late": (
        "token",
        lambda g, v, x: drafting.keep_late(g.shop, v, x, Draft(note="x"), typed_at=g.at),
    ),
    "handing_off.hand_off": (
        "ringing token",
        lambda g, v, x: handing_off.hand_off(g.shop, v, x, BRIEF, act=g.act(), then_next=True),
    ),
    "handing_off.accept": ("hand-off", lambda g, v, x: handing_off.accept(g.shop, v, x, act=g.act())),
    "handing_off.give_back": (
        "hand-off",
        lambda g, v, x: handing_off.give_back(g.shop, v, x, reason="need-unclear", act=g.act()),
    ),
    "negotiating.deal_card": ("seen deal", lambda g, v, x: negotiating.deal_card(g.shop, v, x)),
    "negotiating.move_deal": (
        "deal",
        lambda g, v, x: negotiating.move_deal(g.shop, v, x, "quote-sent", act=g.act()),
    ),
    "negotiating.plan_next": (
        "deal",
        lambda g, v, x: negotiating.plan_next(g.shop, v, x, "ring", g.at + timedelta(days=1), act=g.act()),
    ),
    "negotiating.lose_deal": (
        "deal",
        lambda g, v, x: negotiating.lose_deal(g.shop, v, x, "price", act=g.act()),
    ),
    "winning.win_deal": ("deal", lambda g, v, x: winning.win_deal(g.shop, v, x, 4500, act=g.act())),
    "winning.win_contact": (
        "free contact",
        lambda g, v, x: winning.win_contact(g.shop, v, x, 45, act=g.act()),
    ),
    "following_up.client_card": ("contact", lambda g, v, x: following_up.client_card(g.shop, v, x)),
    "following_up.proposed_next": (
        "check-in",
        lambda g, v, x: following_up.proposed_next(g.shop, v, x, "reached"),
    ),
    "following_up.log_check_in": (
        "check-in",
        lambda g, v, x: following_up.log_check_in(g.shop, v, x, "reached", act=g.act()),
    ),
    "following_up.move_check_in": (
        "check-in",
        lambda g, v, x: following_up.move_check_in(
            g.shop, v, x, g.shop.today() + timedelta(days=9), act=g.act()
        ),
    ),
    "messaging.send": ("told contact", lambda g, v, x: messaging.send(g.shop, v, x, "?", act=g.act())),
    "messaging.read_message": (
        "message",
        lambda g, v, x: messaging.read_message(g.shop, v, x, act=g.act()),
    ),
    "messaging.take_from_message": (
        "takeable message",
        lambda g, v, x: messaging.take_from_message(g.shop, v, x, act=g.act()),
    ),
    "reading.contact_card": ("card", lambda g, v, x: reading.contact_card(g.shop, v, x)),
}


def every_number_looked_up(line: Line, viewer: Viewer) -> list[object]:
    """Return what looking up everybody tells, without the numbers that the viewer typed."""
    told: list[object] = []
    for (e164,) in line.all("SELECT e164 FROM number ORDER BY id"):
        if len(told) % MOST_IN_AN_HOUR == MOST_IN_AN_HOUR - 1:
            line.later(minutes=61)
        found = looking_up.look_up(line.shop, viewer, e164, act=line.act())
        told.append(replace(found, number="", shown=""))
    return told


# Doors that name nothing: they answer with what is the viewer's own, or refuse.
UNNAMED: dict[str, Callable[[Line, Viewer], object]] = {
    "adding.add_contact": lambda g, v: adding.add_contact(g.shop, v, NewPerson("Neu"), act=g.act()),
    "recognising.alike": lambda g, v: recognising.alike(g.shop, v, NewPerson("Claire Qz107q"), form="f"),
    "late_words.recent": lambda g, v: late_words.recent(g.shop, v),
    "claiming.in_hand": lambda g, v: claiming.in_hand(g.shop, v),
    "claiming.claim_next": lambda g, v: claiming.claim_next(g.shop, v, act=g.act()),
    "attending.attend": lambda g, v: attending.attend(g.shop, v, "scout"),
    "attending.on_the_floor": lambda g, v: attending.on_the_floor(g.shop, v),
    "attending.present": lambda g, v: attending.present(g.shop, v),
    "diaries.free_slots": lambda g, v: diaries.free_slots(g.shop, v),
    "diaries.open_diaries": lambda g, v: diaries.open_diaries(g.shop, v),
    "handing_off.inbox": lambda g, v: handing_off.inbox(g.shop, v),
    "handing_off.receipts": lambda g, v: handing_off.receipts(g.shop, v),
    "promising.callbacks": lambda g, v: promising.callbacks(g.shop, v),
    "promising.all_callbacks": lambda g, v: promising.all_callbacks(g.shop, v),
    "promising.late_callbacks": lambda g, v: promising.late_callbacks(g.shop, v),
    "negotiating.deals": lambda g, v: negotiating.deals(g.shop, v),
    "following_up.check_ins": lambda g, v: following_up.check_ins(
        g.shop, v, g.shop.today() - timedelta(days=99), g.shop.today() + timedelta(days=99)
    ),
    "following_up.overdue": lambda g, v: following_up.overdue(g.shop, v),
    "following_up.month": lambda g, v: following_up.month(g.shop, v, 2026, 11),
    "journalling.entries": lambda g, v: journalling.entries(g.shop, v),
    "journalling.verify": lambda g, v: journalling.verify(g.shop, v),
    "looking_up.last_dials": lambda g, v: looking_up.last_dials(g.shop, v),
    "looking_up.look_up": every_number_looked_up,
    "messaging.messages": lambda g, v: messaging.messages(g.shop, v),
    "attending.leave": lambda g, v: attending.leave(g.shop, v),
    "reading.figures": lambda g, v: reading.figures(g.shop, v),
    "reporting.funnel": lambda g, v: reporting.funnel(g.shop, v),
    "reporting.must_say": lambda g, v: reporting.must_say(g.shop, v),
    "tallying.own_day": lambda g, v: tallying.own_day(g.shop, v),
    "best_hours.reach_of": lambda g, v: best_hours.reach_of(g.shop, v),
    "staffing.people": lambda g, v: staffing.people(g.shop, v),
    "staffing.change_person": lambda g, v: staffing.change_person(
        g.shop, v, "Sam", act=g.act(), extension="203"
    ),
    "staffing.add_person": lambda g, v: staffing.add_person(g.shop, v, "Neu", {S}, act=g.act()),
    "pausing.begin": lambda g, v: pausing.begin(g.shop, v, "lunch", act=g.act()),
    "pausing.needs_work": lambda g, v: pausing.needs_work(g.shop, v),
    "pausing.running": lambda g, v: pausing.running(g.shop, v),
    "pausing.pauses_today": lambda g, v: pausing.pauses_today(g.shop, v),
    "undoing.undo": lambda g, v: undoing.undo(g.shop, v, act=g.act()),
    "watching.blockers": lambda g, v: watching.blockers(g.shop, v),
    "watching.crew": lambda g, v: watching.crew(g.shop, v),
    "watching.lists": lambda g, v: watching.lists(g.shop, v),
}
MANAGERS_ONLY = {
    "promising.all_callbacks",
    "promising.late_callbacks",
    "journalling.verify",
    "reporting.funnel",
    "reporting.must_say",
    "staffing.add_person",
    "staffing.change_person",
    "watching.crew",
    "watching.lists",
}
# Inner doors take what only an outer one gives (a hold, a transaction), or are walked in a test of their own.
# Walked in test_transferring: an offer lives twenty seconds, and stands to free desks only.
LIVE = {f"transferring.{door}" for door in ("end_offer", "live_call", "offer_live", "take_live")}
INNER = {
    "giving.give",
    "giving.keep",
    "languages.foreign_to",
    "asking_for_offers.open_deal",
    "claiming.claim_in",
    "claiming.desk_for",
    "claiming.next_desk",
    "claiming.take_in",
    "looking_up.logged",
    "messaging.waiting_in",
    "winning.keeper_of",
}
ELSEWHERE = {
    "drafting.use_kept",
    "drafting.drop_kept",
    "pausing.end",
    "importing.import_list",
    *LIVE,
    "looking_up.claim_found",
    "looking_up.take_incoming",
    "signing_in.set_passphrase",
}


def doors() -> set[str]:
    """Return every public function of the services that is told who asks."""
    found = set()
    for module in pkgutil.iter_modules(services.__path__):
        loaded = importlib.import_module(f"pipeline_tui.services.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            own = function.__module__ == loaded.__name__ and not name.startswith("_")
            if own and {"shop", "viewer"} <= set(inspect.signature(function).parameters):
                found.add(f"{module.name}.{name}")
    return found


def test_no_door_is_forgotten() -> None:
    assert doors() == {*NAMED, *UNNAMED, *INNER, *ELSEWHERE}


# The two that differ most are walked in the inner loop.
WALKED = [
    pytest.param(one, id=one.value, marks=() if one is Structure.THREE_TIER else pytest.mark.slow)
    for one in Structure
]


@pytest.fixture(params=WALKED)
def lived_in(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Line]:
    with ExitStack() as opened:
        line = opened.enter_context(opened_line(tmp_path, request.param, PEOPLE))
        live(line)
        yield line


def names_in(line: Line, answer: object) -> set[int]:
    """Return the contacts of whom an answer says a name or a number."""
    said = repr(answer)
    rows = line.all("SELECT c.id, c.last_name, n.e164 FROM contact c JOIN number n ON n.contact_id = c.id")
    return {row[0] for row in rows if row[1].casefold() in said.casefold() or row[2][-6:] in said}


def opened_again(line: Line, door: Callable[[Line], object]) -> tuple[object, PipelineError | None]:
    """Try a door on a copy of the workspace."""
    copy = line.shop.store.path.with_name("copy.db")
    with line.shop.store.act():
        shutil.copyfile(line.shop.store.path, copy)
        wal = Path(f"{line.shop.store.path}-wal")
        if wal.exists():
            shutil.copyfile(wal, f"{copy}-wal")
    other = Line(open_shop(copy, now=MONDAY), line.at)
    try:
        return door(other), None
    except WorkspaceTrouble:
        raise
    except PipelineError as refused:
        return None, refused
    finally:
        other.shop.close()
        for file in copy.parent.glob("copy.db*"):
            file.unlink()


def viewers(line: Line) -> Iterable[Viewer]:
    return (line.viewer(name) for name, _ in PEOPLE)


def test_doors_that_name_something(lived_in: Line) -> None:
    for viewer in viewers(lived_in):
        oracle, before = Oracle(lived_in, viewer), lived_in.image()
        for name, (kind, door) in NAMED.items():
            everything, own = oracle.all_of(kind), oracle.things(kind)
            assert own <= everything
            for thing in sorted(everything - own):
                with pytest.raises(PipelineError):
                    said = door(lived_in, viewer, thing)
                    pytest.fail(f"{viewer.name} got through {name} to {kind} {thing}: {said}")
            for thing in sorted(own)[:1]:
                said, refused = opened_again(lived_in, lambda g, d=door, v=viewer, x=thing: d(g, v, x))  # type: ignore[misc]
                assert refused is None, (name, viewer.name, thing, refused.title if refused else "")

        assert lived_in.image() == before, viewer.name


def test_doors_that_name_nothing(lived_in: Line) -> None:
    queue = {
        row[0]
        for row in lived_in.all(
            "SELECT contact_id FROM position WHERE stage = 'scouting' AND owner_id IS NULL"
        )
    }
    for viewer in viewers(lived_in):
        oracle = Oracle(lived_in, viewer)
        offered = {
            row[1]
            for row in lived_in.all("SELECT id, contact_id FROM hand_off")
            if row[0] in oracle.things("hand-off")
        }
        for name, door in UNNAMED.items():
            said, refused = opened_again(lived_in, lambda g, d=door, v=viewer: d(g, v))  # type: ignore[misc]
            if name in MANAGERS_ONLY:
                assert (refused is None) == viewer.is_manager, (name, viewer.name)
            allowed = oracle.contacts()
            if name == "claiming.claim_next":
                allowed |= queue if "scouting" in oracle.stages else set()
                assert ("scouting" in oracle.stages) == (refused is None), viewer.name
            if name == "late_words.recent":
                allowed |= oracle.dialled()
            if name == "messaging.messages":
                allowed |= oracle.told_about()
            if name in ("handing_off.inbox", "looking_up.look_up", "undoing.undo"):
                allowed |= offered
            promises = ("reading.figures", "looking_up.last_dials", "undoing.undo")
            if name in promises or name.startswith("promising."):
                allowed |= oracle.promised()
            assert names_in(lived_in, said) <= allowed, (name, viewer.name)
            assert names_in(lived_in, refused and (refused.title, refused.detail, refused.data)) == set()


def test_a_manager_s_card_covers_numbers_and_words(lived_in: Line) -> None:
    mona = lived_in.viewer("Mona")
    for contact, e164 in lived_in.all("SELECT contact_id, e164 FROM number"):
        card = reading.contact_card(lived_in.shop, mona, contact)
        assert card.masked
        assert e164 not in repr(card)
        assert "roses" not in repr(card)
