"""The command table: ids, keys, reach, and that everything shown or bound comes from it."""

from __future__ import annotations

import ast
from itertools import product

import pytest

from pipeline_tui.playbooks.reading import load_shipped, shipped_trades
from pipeline_tui.screens.desks import DESKS
from pipeline_tui.screens.import_screen import ImportScreen
from pipeline_tui.screens.offer_screen import OfferScreen
from pipeline_tui.ui.bindings import bindings_of
from pipeline_tui.ui.command import HANDS_OF, Command, Group, Hand, Live, Place, clashes
from pipeline_tui.ui.commands import COMMANDS, outcome_commands
from pipeline_tui.ui.keymap import RESERVED, settle
from tests.architecture.tree import PACKAGE, python_files, shown

TRADES = [(trade, language) for trade in shipped_trades() for language in load_shipped(trade).languages]
KEYS = settle(COMMANDS)


def _with_outcomes(trade: str, language: str) -> tuple[Command, ...]:
    return (*COMMANDS, *outcome_commands(load_shipped(trade).outcomes, language))


def test_ids_are_unique() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(ids) == len(set(ids))


def test_no_key_means_two_things_at_one_desk_and_moment() -> None:
    assert clashes(COMMANDS) == ()


@pytest.mark.parametrize(("trade", "language"), TRADES)
def test_no_playbook_takes_a_letter_that_is_taken(trade: str, language: str) -> None:
    keys = settle(_with_outcomes(trade, language))
    assert keys.problems == ()
    assert len({command.id for command in keys.commands}) == len(keys.commands)


def test_a_clash_is_noticed() -> None:
    one = Command("a.one", "One", "", "k", frozenset({Place.SCOUT}), Group.CALL, Live.IN_HAND)
    two = Command("a.two", "Two", "", "k", frozenset({Place.SCOUT}), Group.CALL, Live.CALLING)
    three = Command("a.three", "Three", "", "k", frozenset({Place.SCOUT}), Group.CALL, Live.FREE)
    assert [(key, first.id, second.id) for key, first, second in clashes((one, two, three))] == [
        ("k", "a.one", "a.two")
    ]


@pytest.mark.parametrize("place", list(Place))
@pytest.mark.parametrize(("trade", "language"), TRADES[:1])
def test_an_action_belongs_to_one_command_of_a_desk(place: Place, trade: str, language: str) -> None:
    """Textual asks for the action, not for the key pressed: a shared one would be live too often."""
    keys = settle(_with_outcomes(trade, language))
    actions = [(command.call, command.args) for command in keys.of(place)]
    assert sorted(actions) == sorted(set(actions))


def test_no_default_is_a_reserved_key() -> None:
    assert [(command.id, key) for command in COMMANDS for key in command.keys if key in RESERVED] == []


def test_every_command_says_what_it_does() -> None:
    for command in COMMANDS:
        assert command.title, command.id
        assert command.tooltip.endswith("."), command.id
        assert command.desks, command.id


def test_every_reading_of_a_letter_is_live_somewhere() -> None:
    assert set().union(*HANDS_OF.values()) == set(Hand)


@pytest.mark.parametrize(("place", "hand"), list(product([p for p in Place if p is not Place.DIALOG], Hand)))
def test_the_way_out_help_and_everything_else_is_always_there(place: Place, hand: Hand) -> None:
    live = {command.id for command in KEYS.of(place) if command.live_in(place, hand)}
    assert {"program.help", "program.palette", "program.undo", "program.quit", "program.back"} <= live


SCREENS = {**DESKS, Place.OFFER: OfferScreen, Place.IMPORT: ImportScreen}


@pytest.mark.parametrize("place", list(SCREENS))
def test_every_command_of_a_desk_has_an_action_there(place: Place) -> None:
    screen = SCREENS[place]
    for command in KEYS.of(place):
        assert hasattr(screen, f"action_{command.call}"), f"{command.id} has no action on the {place} desk"


@pytest.mark.parametrize("place", list(Place))
def test_bindings_are_the_table(place: Place) -> None:
    bound = {(key, binding.action, binding.id) for key, binding in bindings_of(KEYS, place)}
    assert {action for _, action, _ in bound} == {
        command.action for command in KEYS.of(place) if command.keys
    }
    assert {ident for _, _, ident in bound} == {command.id for command in KEYS.of(place) if command.keys}
    assert len(bound) == sum(len(command.keys) for command in KEYS.of(place))


@pytest.mark.parametrize("place", list(SCREENS))
def test_every_footer_entry_is_a_command_of_its_desk(place: Place) -> None:
    footer = SCREENS[place].FOOTER  # type: ignore[attr-defined]
    known = {command.id for command in KEYS.of(place)}
    assert set(footer) <= known
    assert footer[-1] == "program.palette", "the way to everything else stands last, where it never gives way"


def test_keys_are_bound_from_the_table_only() -> None:
    """Screens may bind keys of their own only before anybody has signed in."""
    before = {f"pipeline_tui/screens/{one}.py" for one in ("sign_in", "set_up", "set_up_app")}
    allowed = {"pipeline_tui/app.py", "pipeline_tui/ui/bindings.py", *before}
    binders = {
        shown(path)
        for path in python_files(PACKAGE)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Binding"
    }
    assert binders == allowed
