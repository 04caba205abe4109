"""The program around the desks: signing in, help, palette, the way out, what is closed, the crash screen."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from pipeline_tui import bootstrap
from pipeline_tui.app import PipelineApp, crash_report
from pipeline_tui.domain.errors import Refused, UsageTrouble, WorkspaceTrouble
from pipeline_tui.domain.front_door import FrontDoor
from pipeline_tui.domain.people import Operator, Viewer
from pipeline_tui.domain.stages import Role
from pipeline_tui.domain.structures import Structure
from pipeline_tui.screens.confirm import Confirm
from pipeline_tui.screens.help import Help
from pipeline_tui.screens.palette import Palette
from pipeline_tui.screens.scout import ScoutScreen
from pipeline_tui.screens.sign_in import SignIn
from pipeline_tui.ui import keymap
from pipeline_tui.ui.keymap import shown_key
from tests.screens.driving import PATIENCE, opened, press, seen, settle, write
from tests.screens.fake_shop import AMELIE, CLAIRE, PAUL, FakeDoors, entrance_to, session_with

LOCKED = replace(PAUL, has_passphrase=True)
HOSTILE = Operator(9, "[/] [b]\x1b]0;x\x07 \u202eX", frozenset({Role.SCOUT}))


async def test_alone_it_goes_straight_to_work_and_keys_typed_ahead_arrive() -> None:
    doors = FakeDoors((CLAIRE,))
    app = PipelineApp(entrance_to(session_with(doors)), theme="calm")
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await settle(pilot)
        await settle(pilot)
        assert isinstance(app.screen, ScoutScreen)
        assert "Claire MARTIN" in seen(app)


async def test_keys_typed_while_the_shop_opens_are_given_in_their_order() -> None:
    doors, gate = FakeDoors((CLAIRE,)), threading.Event()
    entrance = entrance_to(session_with(doors))

    def opens_slowly() -> Any:
        assert gate.wait(PATIENCE)
        return entrance.open()

    app = PipelineApp(replace(entrance, open=opens_slowly), theme="calm")
    async with app.run_test() as pilot:
        await pilot.press("enter", "1", "d")
        assert isinstance(app.screen, SignIn)
        gate.set()
        await settle(pilot)
        await settle(pilot)
        assert "Claire MARTIN" in seen(app)
        assert "2/5" in seen(app), "the digit answered the first step"
        assert len(doors.named("dial")) == 1


async def test_several_people_choose_and_nobody_is_let_in_unchosen() -> None:
    async with opened(session_with(FakeDoors()), operators=(AMELIE, PAUL, HOSTILE)) as (app, pilot):
        assert isinstance(app.screen, SignIn)
        for wanted in ("Maison Verte", "Amélie", "Paul", "[/] [b]"):
            assert wanted in seen(app)
        await press(pilot, "down", "up", "enter")
        assert isinstance(app.screen, ScoutScreen)


def _guarded(right: str, *people: Operator) -> tuple[PipelineApp, list[str | None]]:
    given: list[str | None] = []
    session = session_with(FakeDoors())

    def sign_in(_shop: Any, operator: Operator, passphrase: str | None) -> Viewer:
        given.append(passphrase)
        if operator.has_passphrase and passphrase != right:
            raise Refused("That is not the passphrase", "Nothing was opened.")
        return session.viewer

    entrance = replace(entrance_to(session, people), sign_in=sign_in)
    return PipelineApp(entrance, theme="calm"), given


async def test_a_passphrase_is_asked_hidden_and_may_be_wrong() -> None:
    app, given = _guarded("open sesame", LOCKED)
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, SignIn)
        await write(pilot, "guess")
        assert "guess" not in seen(app)
        await press(pilot, "enter")
        assert "That is not the passphrase. Nothing was opened." in seen(app)
        assert "tries left" not in seen(app), "how many are left is the service's to say"
        assert app.screen.query_one(Input).value == ""
        await write(pilot, "open sesame")
        await press(pilot, "enter")
        assert isinstance(app.screen, ScoutScreen)
        assert given == ["guess", "open sesame"]


async def test_five_wrong_passphrases_end_the_program() -> None:
    app, given = _guarded("open sesame", LOCKED)
    async with app.run_test() as pilot:
        await settle(pilot)
        for _ in range(5):
            await write(pilot, "x")
            await press(pilot, "enter")
        assert len(given) == 5
    assert app.return_code == 2


async def test_escape_goes_back_to_the_list_of_people() -> None:
    app, given = _guarded("open sesame", LOCKED, AMELIE)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await write(pilot, "x")
        await press(pilot, "escape", "down", "enter")
        assert isinstance(app.screen, ScoutScreen)
        assert given == [None]


async def test_who_is_named_with_as_is_the_only_one_who_may_come_in() -> None:
    app, given = _guarded("open sesame", LOCKED, AMELIE)
    app = PipelineApp(replace(app.entrance, wanted=LOCKED), theme="calm")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "Amélie" not in seen(app), "the list of people is not shown"
        assert "Esc leave" in seen(app)
        assert "Paul: your passphrase" in seen(app)
        await press(pilot, "escape", "up", "down", "enter")
        assert given == []
        assert app.session is None
    assert app.return_code == 1


def test_a_name_that_nobody_here_has_is_a_mistake_of_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    front = FrontDoor(
        "0001", current=True, firm="Maison Verte", language="en", practice=False, operators=(AMELIE, PAUL)
    )
    monkeypatch.setattr(bootstrap, "peek", lambda _: front)
    assert bootstrap.entrance_of(Path("shop.db"), operator="amelie").wanted == AMELIE
    with pytest.raises(UsageTrouble, match="No operator is called Nadia") as raised:
        bootstrap.entrance_of(Path("shop.db"), operator="Nadia")
    assert raised.value.exit_code == 2
    assert raised.value.detail == "Known: Amélie, Paul."


async def test_the_keys_of_the_sign_in_are_shown() -> None:
    app, _ = _guarded("open sesame", LOCKED, AMELIE)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "↑ ↓ choose   Enter sign in   l français   p practise   ctrl+q quit" in seen(app)
        await press(pilot, "enter")
        assert "Enter sign in   Esc somebody else   ctrl+q quit" in seen(app)


async def test_a_workspace_that_cannot_be_opened_ends_with_its_own_code() -> None:
    def fails() -> Any:
        raise WorkspaceTrouble("The disk is full", "Nothing was written.", "Free some space.")

    entrance = replace(entrance_to(session_with(FakeDoors())), open=fails)
    app = PipelineApp(entrance, theme="calm")
    async with app.run_test() as pilot:
        await settle(pilot)
    assert app.return_code == 3


async def test_help_lists_every_key_of_the_desk_with_what_it_does() -> None:
    session = session_with(FakeDoors((CLAIRE,)))
    async with opened(session, size=(160, 200)) as (app, pilot):
        await press(pilot, "question_mark")
        assert isinstance(app.screen, Help)
        words = seen(app)
        for command in session.keys.of(ScoutScreen.PLACE):
            if command.keys:
                assert f"{' '.join(shown_key(key) for key in command.keys)} "[:8] in words, command.id
                assert all(word in words for word in command.title.split()), command.id  # long ones wrap
        await press(pilot, "escape")
        assert isinstance(app.screen, ScoutScreen)


async def test_the_palette_offers_what_is_live_and_nothing_else() -> None:
    async with opened(session_with(FakeDoors((CLAIRE,)))) as (app, pilot):
        await press(pilot, "colon")
        palette = app.screen
        assert isinstance(palette, Palette)
        offered = {command.id for command in palette._commands}
        assert {"call.next", "program.undo", "program.quit"} <= offered
        assert not offered & {"call.dial", "outcome.no-answer", "contact.why", "desk.hunter", "desk.scout"}
        await write(pilot, "next con")
        await press(pilot, "enter")
        assert "Claire MARTIN" in seen(app)


async def test_the_palette_ends_a_call_with_an_outcome_that_has_no_letter() -> None:
    doors = FakeDoors((CLAIRE,))
    async with opened(session_with(doors)) as (_, pilot):
        await press(pilot, "enter", "d", "ctrl+p")
        await write(pilot, "gatekeeper")
        await press(pilot, "enter")
        assert doors.named("record_outcome")[0]["code"] == "gatekeeper"


async def test_nobody_goes_to_a_desk_that_is_not_theirs() -> None:
    async with opened(session_with(FakeDoors())) as (app, pilot):
        await press(pilot, "f3", "f4", "f5")
        assert app.current_mode == "scout"
        assert app.check_action("go", ("hunter",)) is False


async def test_leaving_asks_first_while_a_call_awaits_its_outcome() -> None:
    async with opened(session_with(FakeDoors((CLAIRE,)))) as (app, pilot):
        await press(pilot, "enter", "d", "ctrl+q")
        assert isinstance(app.screen, Confirm)
        assert "awaits its outcome" in seen(app)
        await press(pilot, "ctrl+q", "enter")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "n")
        assert isinstance(app.screen, ScoutScreen)
        await press(pilot, "ctrl+q", "y")
    assert app.return_code == 0


async def test_a_moved_key_of_a_question_holds_and_is_shown() -> None:
    """French: o for oui, and n stays."""
    session = session_with(FakeDoors((CLAIRE,)))
    session = replace(session, keys=keymap.settle(session.keys.commands, {"dialog.yes": "o"}))
    async with opened(session) as (app, pilot):
        await press(pilot, "enter", "d", "ctrl+q")
        assert "o leave   n stay" in seen(app)
        await press(pilot, "y")
        assert isinstance(app.screen, Confirm)
        await press(pilot, "o")
    assert app.return_code == 0


async def test_leaving_keeps_the_last_letters_typed() -> None:
    doors = FakeDoors((replace(CLAIRE, draft=type(CLAIRE.draft)()),))
    async with opened(session_with(doors)) as (_, pilot):
        await press(pilot, "enter", "e")
        await pilot.press("a", "b", "ctrl+q")
        await settle(pilot)
        assert doors.drafts[-1].note == "ab"
        await press(pilot, "y")


async def test_nothing_in_hand_nothing_asked() -> None:
    async with opened(session_with(FakeDoors())) as (app, pilot):
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert app.return_code == 0


async def test_the_exits_for_data_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(PipelineApp, "copy_to_clipboard", lambda _self, text: copied.append(text))
    async with opened(session_with(FakeDoors((CLAIRE,)))) as (app, pilot):
        await press(pilot, "enter", "ctrl+c", "ctrl+z", "ctrl+backslash")
        assert list(app.get_system_commands(app.screen)) == []
        assert not app.ENABLE_COMMAND_PALETTE
        assert not app.screen.allow_select
        assert copied == []
        assert app.screen is not None
        assert isinstance(app.screen, ScoutScreen)


def test_the_crash_screen_says_where_and_never_what() -> None:
    secret = "+33612345678"
    try:
        _fail(secret)
    except ZeroDivisionError as error:
        words = crash_report(error, lambda _: "")
    assert "ZeroDivisionError" in words
    assert secret not in words
    assert "by zero" not in words


def _fail(secret: str) -> float:
    return len(secret) / 0


async def test_a_fault_of_the_program_ends_it_without_telling_data() -> None:
    class Faulty(FakeDoors):
        def claim_next(self, *, act: str) -> Any:
            raise KeyError("+33612345678 Claire MARTIN")

    app = PipelineApp(entrance_to(session_with(Faulty())), theme="calm")
    with pytest.raises(KeyError):
        async with app.run_test() as pilot:
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
    shown = "".join(str(part) for part in app._exit_renderables)
    assert "MARTIN" not in shown
    assert app.return_code == 1


def test_the_first_screen_needs_no_database_library() -> None:
    """What paints first is imported without what takes a second to import."""
    code = (
        "import sys; import pipeline_tui.bootstrap, pipeline_tui.app, pipeline_tui.screens.sign_in; "
        "slow = {'sqlalchemy', 'sqlmodel', 'pydantic', 'alembic', 'phonenumbers', 'holidays', 'rapidfuzz', "
        "'typer', 'argon2'}; print(sorted(slow & {name.split('.')[0] for name in sys.modules})); "
        "later = {'textual.widgets._text_area', 'pipeline_tui.domain.playbook', "
        "'pipeline_tui.screens.doors', 'pipeline_tui.screens.desks'}; print(sorted(later & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "[]"]


@pytest.mark.parametrize("structure", list(Structure))
async def test_the_day_starts_on_the_first_desk_one_covers(structure: Structure) -> None:
    session = session_with(FakeDoors(), structure=structure)
    async with opened(session) as (app, _):
        assert app.current_mode == "scout"


@pytest.mark.parametrize("theme", ["calm", "high-contrast", "sixteen"])
@pytest.mark.parametrize("no_color", [False, True])
async def test_nothing_is_written_in_the_colour_of_its_ground(
    monkeypatch: pytest.MonkeyPatch, theme: str, no_color: bool
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    async with opened(session_with(FakeDoors((CLAIRE,))), theme="" if no_color else theme) as (app, pilot):
        await press(pilot, "enter", "d")
        hidden = [
            segment.text
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.text.strip() and segment.style is not None and segment.style.color is not None
            if segment.style.color == segment.style.bgcolor and not segment.style.color.is_default
        ]
        assert hidden == []


async def test_what_the_entrance_warns_of_is_said_once_somebody_is_at_work() -> None:
    entrance = replace(entrance_to(session_with(FakeDoors())), warning="PIPELINE_NOW is ignored")
    app = PipelineApp(entrance, theme="calm")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert "PIPELINE_NOW is ignored" in seen(app)
