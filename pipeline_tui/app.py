"""The program on screen: one mode per desk, themes, help and palette from the table, a guarded way out."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events, on
from textual.binding import Binding, BindingType

from pipeline_tui.domain.fault_reports import page
from pipeline_tui.screens.base import DeskScreen
from pipeline_tui.screens.confirm import Confirm
from pipeline_tui.screens.help import Help
from pipeline_tui.screens.keeping import HourlyBackups
from pipeline_tui.screens.palette import Palette
from pipeline_tui.screens.sign_in import Practises, SignIn, wish_of
from pipeline_tui.screens.speaks_anew import SIGN_IN, SpeaksAnew
from pipeline_tui.ui.command import Command, Place
from pipeline_tui.ui.stylesheet import ParsedOnce
from pipeline_tui.ui.themes import CALM, OWN_VARIABLES, SIXTEEN, THEMES, theme_for
from pipeline_tui.ui.toasts import toast
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from textual.app import SystemCommand
    from textual.screen import Screen

    from pipeline_tui.domain.practice_wish import PracticeWish
    from pipeline_tui.screens.entrance import Entrance
    from pipeline_tui.screens.floor_watch import FloorWatch
    from pipeline_tui.screens.session import Session
    from pipeline_tui.services.shop import Shop


class PipelineApp(SpeaksAnew, inherit_bindings=False):
    """The workstation; every desk is a mode of its own and keeps what stands on it."""

    CSS_PATH = "app.tcss"
    TITLE = "pipeline-tui"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    INSISTING = frozenset({"ctrl+q"})
    DEFAULT_MODE = SIGN_IN
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit_guarded", "Quit", show=False, priority=True, id="program.quit"),
    ]

    def __init__(self, entrance: Entrance, *, theme: str = "") -> None:
        """Take the door of the workspace and the name of a theme, "" to choose by the terminal."""
        wanted = theme_for(os.environ, theme)
        # Said before the theme is set: by it Textual chooses how NO_COLOR takes colours away.
        super().__init__(ansi_color=True if wanted == SIXTEEN.name else None)
        self.stylesheet = ParsedOnce(variables=self.get_css_variables())
        self.entrance = entrance
        self.session: Session | None = None
        self.shop: Shop | None = None
        self.watch_of_floor: FloorWatch | None = None
        self.practises: PracticeWish | None = None  # what the one who leaves wants to practise
        self._failing = False
        self.animation_level = "none"
        for one in THEMES:
            self.register_theme(one)
        self.theme = wanted
        self.add_mode(SIGN_IN, partial(SignIn, entrance))

    def get_system_commands(self, screen: Screen[object]) -> tuple[SystemCommand, ...]:
        """Return none: a screenshot or a stylesheet in the palette is an exit for data."""
        return ()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own variables, for themes that lack them."""
        return {name: CALM.variables[name] for name in OWN_VARIABLES}

    def on_mount(self) -> None:
        """Leave stopping and going on to the system.

        Textual suspends itself at SIGTSTP, and at any SIGCONT sets the terminal up once more: a desk that was
        merely stopped would read its keys twice over, and not end.
        """
        if not self.is_headless:
            signal.signal(
                signal.SIGTSTP, signal.SIG_IGN
            )  # a shell behind the workstation is an exit for data
            signal.signal(signal.SIGCONT, signal.SIG_DFL)

    # desks

    @on(SignIn.Opened)
    def _opened(self, message: SignIn.Opened) -> None:
        self.shop = message.shop

    @on(Practises)
    def _practises(self, message: Practises) -> None:
        self.action_quit_guarded(message.wish)

    @on(SignIn.SignedIn)
    async def _signed_in(self, message: SignIn.SignedIn) -> None:
        session = self.entrance.session(message.shop, message.viewer)
        self.session, self.keys = session, session.keys
        # The desks are a third of the program: they are read while the sign-in already stands.
        from pipeline_tui.screens.floor_watch import FloorWatch
        from pipeline_tui.screens.own_desks import OwnDesks

        if session.viewer.newcomer and not session.viewer.is_manager:
            self._begin_first_day(message, session)
            return
        self._own = own = OwnDesks(self, session, self._desks)
        if not own.places:
            toast(self, tr("Ask a manager to give you a stage."), tr("No desk is yours yet"), "warning")
            return
        await self.switch_mode((await own.first()).value)
        if self.entrance.warning:
            toast(self, self.entrance.warning, severity="warning")
        for problem in session.keys.problems:
            toast(self, problem, tr("Keymap"), "warning")
        HourlyBackups(self, self.entrance.back_up).begin()
        self.watch_of_floor = FloorWatch(self, session, self._desks, own.follow)
        self.watch_of_floor.begin()
        if self.entrance.first_list:
            from pipeline_tui.screens.first_list import look_at

            look_at(self.entrance.first_list, self, session)
        for key, character in message.typed_ahead():
            self.post_message(events.Key(key, character))

    def _begin_first_day(self, message: SignIn.SignedIn, session: Session) -> None:
        """Show the first day in the place of the desks; they open as soon as a manager has released."""
        from pipeline_tui.screens.first_day import FirstDayScreen

        def released() -> None:
            self.pop_screen()
            viewer = replace(session.viewer, newcomer=False)
            self.post_message(SignIn.SignedIn(message.shop, viewer, message.typed_ahead))

        def practises() -> None:
            self.practises = wish_of(self.entrance, session.viewer.name, session.viewer.roles)
            self.exit()

        self.push_screen(FirstDayScreen(session, practises, released))

    def keys_wait(self) -> bool:
        """Return whether an act is under way: keys are for the desk as it stands after it."""
        return isinstance(self.screen, DeskScreen) and self.screen.acting

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a desk is the operator's; everything else is judged by the desk in front."""
        if action == "go":
            return self._own is not None and Place(str(parameters[0])) in self._own.places
        return super().check_action(action, parameters)

    async def action_go(self, mode: str) -> None:
        """Bring a desk to the front; while a call awaits its outcome that is the desk where it stands."""
        held = next((desk for desk in self._desks() if desk.awaits), None)
        if held is not None and mode != held.PLACE.value:
            mode = held.PLACE.value
            told = tr("The call with {awaits} awaits its outcome.", awaits=held.awaits)
            toast(self, told, tr("First this one"))
        if mode != self.current_mode:
            await self.switch_mode(mode)

    # what stands before a desk

    def action_help(self) -> None:
        """Explain every key of the desk in front."""
        desk = self.screen
        if isinstance(desk, DeskScreen):
            keys = desk.session.keys.of(desk.PLACE)
            self.push_screen(Help(tr(desk.TITLE_WORD), keys, desk.available))

    def action_palette(self) -> None:
        """Offer every command that is live now."""
        desk = self.screen
        if not isinstance(desk, DeskScreen):
            return
        live = [one for one in desk.session.keys.of(desk.PLACE) if desk.available(one)]

        async def run(chosen: Command | None) -> None:
            if chosen is not None:
                await self.run_action(chosen.action, desk)

        self.push_screen(Palette(live), run)

    # the way out

    def action_quit_guarded(self, practises: PracticeWish | None = None) -> None:
        """Leave, for a practice or for good; ask first when a call is under way or a note is not stored."""
        if isinstance(self.screen, Confirm):
            return
        for desk in self._desks():
            desk.before_leaving()
        held = [desk.unsaved for desk in self._desks() if desk.unsaved]

        def leave(sure: bool | None) -> None:
            if sure:
                self.practises = practises
                self.exit()

        if held:
            question = Confirm(tr("Leave the workstation?"), "\n".join(held), yes="leave", no="stay")
            self.push_screen(question, leave)
        else:
            leave(sure=True)

    def _desks(self) -> list[DeskScreen]:
        stacks = self._screen_stacks.values()
        return [screen for stack in stacks for screen in stack if isinstance(screen, DeskScreen)]

    async def action_quit(self) -> None:
        """Leave by the guarded way."""
        self.action_quit_guarded()

    def action_suspend_process(self) -> None:
        """Do nothing: a shell behind the workstation is an exit for data."""

    def action_help_quit(self) -> None:
        """Say how to leave."""
        toast(self, tr("ctrl+q leaves the workstation."))

    def panic(self, *_: object) -> None:
        """Say that the program failed; what a fault would draw of itself may hold data."""
        self._fatal_error()

    def _fatal_error(self) -> None:
        """Say that the program failed, and where; never what it held. What is typed is kept first."""
        if self._failing:
            return  # a fault on the way out: the first one is told
        self._failing = True
        self.bell()
        self._exit_renderables.append(Text(crash_report(self._exception, self.entrance.keep_fault)))
        try:
            for desk in self._desks():
                desk.keep_at_once()
        finally:
            self._close_messages_no_wait()


def crash_report(error: BaseException | None, keep: Callable[[BaseException | None], str]) -> str:
    """Store the report of a fault and return what is said of it."""
    return page(error, keep(error))
