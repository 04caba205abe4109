"""Every act of the services: a retry changes nothing, and its journal entry holds no word of it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from dataclasses import fields, is_dataclass

import pytest

from pipeline_tui import services
from pipeline_tui.domain.errors import NothingToDo, UsageTrouble
from pipeline_tui.services import pausing, undoing
from tests.services.every_act import TABLE
from tests.services.secret_things import NUMBER, OTHER, SECRET, THIRD
from tests.shops import Line

# What an outer act calls with its own transaction.
INNER = {
    "starting_out.begin_in",
    "erasing.erase_in",
    "adding.keep_newcomer",
    "asking_for_offers.note_request",
    "claiming.take_in",
    "consenting.note_agreed",
    "consenting.note_word",
    "consenting.revoke_all",
    "giving.end_call",
    "knowing_sources.remember_columns",
    "giving.give",
    "loading.load",
    "meeting.plan_visit",
    "giving.keep",
    "passing.pass_on",
    "placing_newcomers.writer",
    "receiving.choose",
    "receiving.fairest",
    "receiving.returned_to",
    "sharing_work.replaced",
    "taking_back_till.take_back_most",
    "winning.keeper_of",
}
# A passphrase is salted: each time it is set it is stored anew, under one entry.
STORED_ANEW = {"signing_in.set_passphrase"}
# A second time they say that it was done before.
SAYS_SO = {"importing.import_list", "loading_registers.load_register"}


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


@pytest.mark.slow
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


@pytest.mark.slow
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
