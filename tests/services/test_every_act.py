"""Every act of the services: a retry changes nothing, and its journal entry holds no word of it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import fields, is_dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline_tui import services
from pipeline_tui.domain.contact_acts import ContactChanges, NumberChange
from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.errors import NothingToDo, UsageTrouble
from pipeline_tui.domain.newcomers import Ground, How, NewPerson
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.services import (
    adding,
    attending,
    changing,
    claiming,
    dialling,
    drafting,
    following_up,
    handing_off,
    importing,
    late_words,
    looking_up,
    messaging,
    negotiating,
    pausing,
    recognising,
    signing_in,
    staffing,
    transferring,
    undoing,
    winning,
)
from pipeline_tui.storage import check_ins, clients, deals
from tests.shops import Line, opened_line

Act = Callable[[str], object]  # done under an id; what the services answer

SECRET = "Xyzzy"  # stands in every text that is typed
NUMBER, OTHER, THIRD = "+33199007771", "+33199007772", "+33199007773"
NATIONAL = "0199007773"
BRIEF = {"need": f"{SECRET} roses", "next": f"{SECRET} quote"}
DRAFT = Draft(note=f"{SECRET} draft", path=("opening",), answers={"need": SECRET}, brief=BRIEF)  # type: ignore[arg-type]
NEW = NewPerson(
    f"Mme Nova {SECRET}",
    numbers=NATIONAL,
    email=f"nova@{SECRET.lower()}.example",
    firm=f"{SECRET} et fils",
    role=SECRET,
    place=f"69002 {SECRET}",
    how=How.INCOMING,
    ground=Ground.ASKED,
    note=f"{SECRET} note",
)


def contact(line: Line, **told: object) -> int:
    return line.contact(SECRET, numbers=(line.number(NUMBER),), **told)  # type: ignore[arg-type]


def deal(line: Line) -> int:
    hugo = line.viewer("Hugo")
    known = contact(line, stage=Stage.HUNTING, owner=hugo)
    with line.shop.store.act() as tx:
        return deals.open_deal(tx, hugo, known, step="brief-taken", currency="EUR", now=line.at)


def check_in(line: Line) -> int:
    fatou = line.viewer("Fatou")
    known = contact(line, stage=Stage.FARMING, owner=fatou)
    with line.shop.store.act() as tx:
        clients.note_contact(tx, known, line.at, segment="A", since=line.at.date())
        return check_ins.plan(tx, known, fatou.operator_id, line.shop.today())


def handed(line: Line) -> int:
    contact(line)
    sam = line.viewer("Sam")
    return handing_off.hand_off(
        line.shop, sam, line.call(sam).token, BRIEF, act=line.act(), note=SECRET
    ).hand_off_id


def message(line: Line) -> int:
    known = contact(line, stage=Stage.HUNTING, owner=line.viewer("Hugo"))
    found = looking_up.look_up(line.shop, line.viewer("Sam"), NUMBER, act=line.act())
    (sent,) = messaging.send(line.shop, line.viewer("Sam"), found, SECRET, act=line.act()).ids
    assert known
    return sent


def live(line: Line) -> int:
    contact(line)
    attending.attend(line.shop, line.viewer("Hugo"), SECRET)
    sam = line.viewer("Sam")
    desk = line.call(sam)
    return transferring.offer_live(
        line.shop, sam, desk.token, BRIEF, act=line.act(), note=SECRET, draft=DRAFT
    ).id


def claimed(line: Line, who: str = "Sam") -> str:
    contact(line)
    return line.claim(line.viewer(who)).token


def dialled(line: Line) -> str:
    contact(line)
    return line.call(line.viewer("Sam")).token


def add_contact(line: Line) -> Act:
    sam = line.viewer("Sam")
    recognising.alike(line.shop, sam, NEW, form="a form")
    return lambda act: adding.add_contact(line.shop, sam, NEW, act=act, form="a form")


def add_known(line: Line) -> Act:
    contact(line)
    person = NewPerson(f"Claire {SECRET}", numbers=NUMBER, note=SECRET)
    return lambda act: adding.add_contact(line.shop, line.viewer("Sam"), person, act=act)


def change_contact(line: Line) -> Act:
    contact(line)
    desk = line.claim(line.viewer("Sam"))
    changes = ContactChanges(
        first_name=SECRET,
        last_name=SECRET,
        firm=SECRET,
        role=SECRET,
        place=f"69002 {SECRET}",
        preferred_hours=SECRET,
        email=f"{SECRET.lower()}@example.org",
        numbers=(NumberChange(desk.numbers[0].id, "household", "7"),),
        add_numbers=NATIONAL,
    )
    return lambda act: changing.change_contact(line.shop, line.viewer("Sam"), desk.token, changes, act=act)


def skip(line: Line) -> Act:
    token, following = claimed(line), line.act()
    return lambda act: claiming.skip(
        line.shop, line.viewer("Sam"), token, act=act, next_act=following, reason=f"{SECRET} knows me"
    )


def record_outcome(line: Line) -> Act:
    token, following = dialled(line), line.act()
    line.contact("Next")
    return lambda act: dialling.record_outcome(
        line.shop,
        line.viewer("Sam"),
        token,
        "callback",
        act=act,
        note=f"{SECRET} note",
        draft=DRAFT,
        callback=line.at + timedelta(days=1),
        then_next=True,
        next_act=following,
    )


def hand_off(line: Line) -> Act:
    token = dialled(line)
    drafting.keep_draft(line.shop, line.viewer("Sam"), token, DRAFT)
    slot = line.at.replace(hour=10, minute=0) + timedelta(days=1)
    return lambda act: handing_off.hand_off(
        line.shop, line.viewer("Sam"), token, BRIEF, act=act, to="Hugo", slot=slot, note=SECRET, draft=DRAFT
    )


def add_words(line: Line) -> Act:
    token, sam = dialled(line), line.viewer("Sam")
    dialling.record_outcome(line.shop, sam, token, "refused", act=line.act(), note=SECRET)
    (call,) = late_words.recent(line.shop, sam)
    return lambda act: late_words.add_words(line.shop, sam, call.id, f"{SECRET} words", act=act)


def look_up(line: Line) -> Act:
    contact(line)
    return lambda act: looking_up.look_up(line.shop, line.viewer("Sam"), NUMBER, act=act)


def claim_found(line: Line) -> Act:
    contact(line)
    found = looking_up.look_up(line.shop, line.viewer("Sam"), NUMBER, act=line.act())
    return lambda act: looking_up.claim_found(line.shop, line.viewer("Sam"), found, act=act)


def take_incoming(line: Line) -> Act:
    desk = claim_found(line)(line.act())
    return lambda act: looking_up.take_incoming(line.shop, line.viewer("Sam"), desk.token, act=act)  # type: ignore[attr-defined]


def send(line: Line) -> Act:
    known = contact(line, stage=Stage.HUNTING, owner=line.viewer("Hugo"))
    found = looking_up.look_up(line.shop, line.viewer("Sam"), NUMBER, act=line.act())
    assert known
    return lambda act: messaging.send(line.shop, line.viewer("Sam"), found, SECRET, act=act)


def plan_next(line: Line) -> Act:
    known, at = deal(line), line.at + timedelta(days=2)
    return lambda act: negotiating.plan_next(line.shop, line.viewer("Hugo"), known, SECRET, at, act=act)


def end_pause(line: Line) -> Act:
    pausing.begin(line.shop, line.viewer("Sam"), "lunch", act=line.act())
    return lambda act: pausing.end(line.shop, line.viewer("Sam"), act=act)


def offer_live(line: Line) -> Act:
    token = dialled(line)
    attending.attend(line.shop, line.viewer("Hugo"), SECRET)
    return lambda act: transferring.offer_live(
        line.shop, line.viewer("Sam"), token, BRIEF, act=act, note=SECRET, draft=DRAFT
    )


def undo(line: Line) -> Act:
    skip(line)(line.act())
    return lambda act: undoing.undo(line.shop, line.viewer("Sam"), act=act)


def import_list(line: Line) -> Act:
    file = line.shop.store.path.with_name("list.csv")
    file.write_text(f"name,phone\nNova {SECRET},{NATIONAL}\n", encoding="utf-8")
    return lambda act: importing.import_list(
        line.shop, line.viewer("Mona"), file, list_name=f"list {SECRET}", act=act
    )


def given(
    who: str, door: Callable[..., object], make: Callable[[Line], object], *more: object
) -> Callable[[Line], Act]:
    """Return the act of somebody on one thing that was made before."""

    def prepare(line: Line) -> Act:
        thing, viewer = make(line), line.viewer(who)
        return lambda act: door(line.shop, viewer, thing, *more, act=act)

    return prepare


TABLE: dict[str, Callable[[Line], Act]] = {
    "adding.add_contact": add_contact,
    "adding.add_contact known": add_known,
    "changing.change_contact": change_contact,
    "claiming.claim_next": lambda g: (
        contact(g),
        lambda act: claiming.claim_next(g.shop, g.viewer("Sam"), act=act),
    )[1],
    "claiming.take": given(
        "Hugo", claiming.take, lambda g: contact(g, stage=Stage.HUNTING, owner=g.viewer("Hugo"))
    ),
    "claiming.release": given("Sam", claiming.release, claimed),
    "claiming.skip": skip,
    "dialling.dial": given("Sam", dialling.dial, claimed),
    "dialling.record_outcome": record_outcome,
    "following_up.log_check_in": lambda g: (
        lambda known: (
            lambda act: following_up.log_check_in(
                g.shop, g.viewer("Fatou"), known, "reached", act=act, note=SECRET
            )
        )
    )(check_in(g)),
    "following_up.move_check_in": lambda g: (
        lambda known: (
            lambda act: following_up.move_check_in(
                g.shop, g.viewer("Fatou"), known, g.shop.today() + timedelta(days=2), act=act
            )
        )
    )(check_in(g)),
    "handing_off.hand_off": hand_off,
    "handing_off.accept": given("Hugo", handing_off.accept, handed),
    "handing_off.give_back": lambda g: (
        lambda known: (
            lambda act: handing_off.give_back(
                g.shop, g.viewer("Hugo"), known, reason="need-unclear", note=SECRET, act=act
            )
        )
    )(handed(g)),
    "importing.import_list": import_list,
    "late_words.add_words": add_words,
    "looking_up.look_up": look_up,
    "looking_up.claim_found": claim_found,
    "looking_up.take_incoming": take_incoming,
    "messaging.send": send,
    "messaging.read_message": given("Hugo", messaging.read_message, message),
    "messaging.take_from_message": given("Hugo", messaging.take_from_message, message),
    "negotiating.move_deal": given("Hugo", negotiating.move_deal, deal, "quote-sent"),
    "negotiating.plan_next": plan_next,
    "negotiating.lose_deal": given("Hugo", negotiating.lose_deal, deal, "price"),
    "pausing.begin": lambda g: lambda act: pausing.begin(g.shop, g.viewer("Sam"), "lunch", act=act),
    "pausing.end": end_pause,
    "signing_in.set_passphrase": lambda g: (
        lambda act: signing_in.set_passphrase(g.shop, g.viewer("Mona"), "Sam", f"{SECRET} {SECRET}", act=act)
    ),
    "staffing.add_person": lambda g: (
        lambda act: staffing.add_person(g.shop, g.viewer("Mona"), SECRET, {Role.SCOUT}, act=act)
    ),
    "staffing.change_person": lambda g: (
        lambda act: staffing.change_person(
            g.shop, g.viewer("Mona"), "Sam", act=act, languages=("fr",), extension="7771"
        )
    ),
    "transferring.offer_live": offer_live,
    "transferring.end_offer": given("Sam", transferring.end_offer, live),
    "transferring.take_live": given("Hugo", transferring.take_live, live),
    "undoing.undo": undo,
    "winning.win_deal": given("Hugo", winning.win_deal, deal, 4500),
    "winning.win_contact": given(
        "Hugo",
        winning.win_contact,
        lambda g: contact(g, stage=Stage.HUNTING, owner=g.viewer("Hugo")),
        4500,
    ),
}
# What an outer act calls with its own transaction.
INNER = {
    "asking_for_offers.note_request",
    "claiming.take_in",
    "giving.give",
    "giving.keep",
    "winning.keeper_of",
}
# A passphrase is salted: each time it is set it is stored anew, under one entry.
STORED_ANEW = {"signing_in.set_passphrase"}
SAYS_SO = {"importing.import_list"}  # a second time it says that it was done before


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with ExitStack() as opened:
        yield opened.enter_context(opened_line(tmp_path))


def test_no_act_is_forgotten() -> None:
    found = set()
    for module in pkgutil.iter_modules(services.__path__):
        loaded = importlib.import_module(f"pipeline_tui.services.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            own = function.__module__ == loaded.__name__ and not name.startswith("_")
            if own and "act" in inspect.signature(function).parameters:
                found.add(f"{module.name}.{name}")
    assert found == {name.split()[0] for name in TABLE} | INNER


@pytest.mark.parametrize("name", TABLE)
def test_a_retry_after_a_lost_reply_changes_nothing(line: Line, name: str) -> None:
    do, act = TABLE[name](line), line.act()
    first, before = do(act), line.image()
    again = do(act)
    if name not in STORED_ANEW:
        assert line.image() == before
        assert name in SAYS_SO or plain(again) == plain(first)
    line.later(seconds=5)
    do(act)
    assert line.all("SELECT COUNT(*) FROM journal") == [(len(before["journal"]),)]
    assert line.broken() == ""


def plain(answer: object) -> object:
    """Return an answer without what differs by when it was asked."""
    if is_dataclass(answer) and not isinstance(answer, type):
        told = {one.name: plain(getattr(answer, one.name)) for one in fields(answer)}
        return {key: value for key, value in told.items() if key not in ("asked", "empty", "seconds")}
    return answer


@pytest.mark.parametrize("name", TABLE)
def test_an_act_s_id_stands_for_nothing_else(line: Line, name: str) -> None:
    do, act = TABLE[name](line), line.act()
    do(act)
    before = line.image()
    for door in (
        lambda: pausing.begin(line.shop, line.viewer("Paul"), "lunch", act=act),
        lambda: undoing.undo(line.shop, line.viewer("Paul"), act=act),
    ):
        with pytest.raises((UsageTrouble, NothingToDo)):
            door()
    assert line.image() == before


@pytest.mark.parametrize("name", TABLE)
def test_the_journal_holds_no_word_of_it(line: Line, name: str) -> None:
    TABLE[name](line)(line.act())
    entries = line.all("SELECT verb, act, detail FROM journal WHERE operator_id > 0")
    assert entries
    for verb, act, detail in entries:
        told = f"{act} {detail}".casefold()
        for word in (SECRET, "claire", NUMBER[-6:], OTHER[-6:], THIRD[-6:], "@", "+33"):
            assert word.casefold() not in told, (verb, detail)
    assert line.broken() == ""
