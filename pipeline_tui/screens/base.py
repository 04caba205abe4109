"""The base of every desk: its keys, its header and footer, its errors in one place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.widgets import Input

from pipeline_tui.domain.errors import NothingToDo, PipelineError
from pipeline_tui.screens.method_keys import MethodKeys
from pipeline_tui.screens.people_keys import PeopleKeys
from pipeline_tui.screens.tell import Tell
from pipeline_tui.screens.working import WorkingScreen
from pipeline_tui.ui.bindings import bindings_of
from pipeline_tui.ui.command import DESK_OF, Command, Hand, Place
from pipeline_tui.ui.presence import built
from pipeline_tui.ui.toasts import toast, toast_error
from pipeline_tui.ui.undone import undone_words
from pipeline_tui.widgets.footer import Footer
from pipeline_tui.widgets.header import Header
from pipeline_tui.widgets.own_line import inbox_words, method_words
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.screen import Screen
    from textual.widget import Widget

    from pipeline_tui.domain.acts import Undone
    from pipeline_tui.domain.desk import Desk
    from pipeline_tui.screens.session import Session
    from pipeline_tui.ui.keymap import Keys

Answer = TypeVar("Answer")


class DeskScreen(MethodKeys, PeopleKeys, WorkingScreen):
    """A desk; subclasses name their place, their footer and what they have in hand."""

    PLACE: ClassVar[Place]
    TITLE_WORD: ClassVar[str] = ""
    FOOTER: ClassVar[tuple[str, ...]] = ("program.help", "program.undo", "program.palette")
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [
        (0, "-narrow"),
        (100, "-wide"),
        (150, "-huge"),
    ]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-short"), (30, "-tall")]
    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    desk: Desk | None = None  # the contact in hand at this desk

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__()
        self.session = session
        self._bindings = bindings_of(session.keys, self.PLACE)

    # what a desk is

    def compose(self) -> ComposeResult:
        """Build header, body and footer."""
        yield Header()
        yield from self.compose_body()
        yield Footer()

    def compose_body(self) -> ComposeResult:
        """Build what stands between header and footer."""
        yield from ()

    @property
    def hand(self) -> Hand:
        """Return what the operator has in hand at this desk."""
        return Hand.NOTHING

    @property
    def awaits(self) -> str:
        """Return whose call awaits its outcome at this desk, "" when none does."""
        return ""

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command whose reading holds."""
        useful = command.call != "leave_to_practise" or not self.session.workspace.practice
        return useful and hasattr(self, f"action_{command.call}") and (command.call != "find" or self.finds)

    def header_left(self) -> tuple[str, ...]:
        """Return the words on the left of the header."""
        return (self.TITLE_WORD,)

    def header_right(self) -> tuple[str, ...]:
        """Return the words on the right of the header."""
        return ()

    def reload(self) -> None:
        """Read again what the desk shows; called when it comes to the front and after an undo."""

    @property
    def unsaved(self) -> str:
        """Return what would be interrupted by leaving now, "" when nothing would."""
        return ""

    def before_leaving(self) -> None:
        """Keep what is typed before the program ends."""

    def keep_at_once(self) -> None:
        """Keep what was typed last, while the program falls."""

    # what others do

    def waiting_changed(self) -> None:
        """Hear that more or less waits in the inbox than a moment ago."""
        self.refresh_chrome()

    def waiting_words(self) -> tuple[str, ...]:
        """Return the header's words for what is new: in the inbox, in the method."""
        one = self.session
        inbox = inbox_words(one.heard.floor.waiting, one.keys, one.now(), self.size.width)
        return (*method_words(one.heard.floor.method, one.keys, self.size.width), *inbox)

    def give_up(self, taken: Desk) -> None:
        """Hear that another contact is in hand now: one that stands here went back."""

    def take_up(self, taken: Desk) -> None:
        """Show a contact that came into hand without a key of this desk."""
        self.reload()

    # keys

    def available(self, command: Command) -> bool:
        """Return whether a command can be given now: the one judge, for keys, palette, help and footer."""
        if not command.live_in(self.PLACE, self.hand):
            return False
        if command.call == "go":
            return bool(self.app.check_action("go", command.args)) and command.args != (self.PLACE.value,)
        return command.call == "quit_guarded" or self.allows(command)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of the table is available; others are left to Textual."""
        command = self.session.keys.for_action(self.PLACE, action, parameters)
        if command is None:
            return super().check_action(action, parameters)
        return built(self) and self.available(command)

    def commands_above(self) -> tuple[Command, ...]:
        """Return the commands of the footer's first line."""
        return ()

    def commands_below(self) -> tuple[Command, ...]:
        """Return the commands of the footer's second line that are live."""
        below = [self.session.keys.find(command_id) for command_id in self.FOOTER]
        return tuple(one for one in below if one is not None and one.keys and self.available(one))

    def settled(self) -> None:
        """Show header and footer as they are after an answer."""
        self.refresh_chrome()

    def refresh_chrome(self) -> None:
        """Show header and footer as they are now; once the answer is taken in, and the desk is composed."""
        if self.answering or not self.query(Footer):
            return
        header, footer = self.query_one(Header), self.query_one(Footer)
        practice = self.session.workspace.practice
        header.show(
            tuple(tr(word) for word in self.header_left()),
            (*self.header_right(), *self.waiting_words()),
            practice=practice,
        )
        if _is_typed_into(self.focused):
            footer.show((), _while_typing(self.session.keys))
        else:
            above, below = self.commands_above(), self.commands_below()
            footer.show(above, below, proposed=self.proposed_command(), kept=self.kept_commands())

    def on_descendant_focus(self) -> None:
        """Show the keys of a field."""
        self.refresh_chrome()

    def on_descendant_blur(self) -> None:
        """Show the desk's keys again."""
        self.call_after_refresh(self.refresh_chrome)

    def proposed_command(self) -> str:
        """Return the id of the command that the footer marks as likely, or ""."""
        return ""

    def kept_commands(self) -> frozenset[str]:
        """Return the ids of the commands that stay in a narrow footer."""
        return frozenset()

    # saying things

    def fail(self, error: PipelineError) -> None:
        """Say what was not done: a toast for what is merely empty, a sheet for what must be read."""
        if isinstance(error, NothingToDo):
            toast_error(self.app, error)
        else:
            self.app.push_screen(Tell.error(error))

    def open(self, sheet: Screen[Answer], answered: Callable[[Answer | None], None] | None = None) -> None:
        """Open a sheet that had to be read for, unless another stands here by now, or another desk."""
        if self.is_active:
            self.app.push_screen(sheet, answered)

    def say(self, message: object, title: object = "") -> None:
        """Say that something is done."""
        toast(self.app, message, title)

    # what every desk does

    def on_screen_resume(self) -> None:
        """Show what is true now when the desk comes to the front."""
        self.refresh_chrome()

    def action_undo(self) -> None:
        """Take the last act back."""
        act = new_act()
        self.act(lambda: self.session.doors.undo(act=act), self.undone)

    def undone(self, done: Undone) -> None:
        """Show what was taken back."""
        self.say(undone_words(done.verb, done.name), tr("Taken back"))
        self.reload()
        back = done.desk
        if back is not None and back.contact_id == done.contact_id and back.stage in DESK_OF:
            # In hand again, on the desk of its stage: that is where the work goes on.
            self.run_worker(self.app.run_action(f"go('{DESK_OF[back.stage].value}')"))

    def action_back(self) -> None:
        """Leave the field the cursor is in; its text stays."""
        self.set_focus(None)

    def action_method(self) -> None:
        """Show how the work of this desk is done, and what its calls are judged by."""
        from pipeline_tui.screens import method_sheet

        method_sheet.open_method(self)


def _is_typed_into(widget: Widget | None) -> bool:
    from textual.widgets import TextArea  # a tenth of Textual, which the first screen does without

    return isinstance(widget, Input | TextArea)


def _while_typing(keys: Keys) -> tuple[Command, ...]:
    """Return the way out of a field and the keys that are no letters: every letter is text now."""
    ways = (("program.back", tr("back to the keys")), ("program.help", ""), ("program.palette", ""))
    found = [(command, short) for ident, short in ways if (command := keys.find(ident)) and command.keys]
    return tuple(replace(one, key=one.keys[-1], short=short or one.short) for one, short in found)


def new_act() -> str:
    """Return the id that makes an act happen once, however often it is asked for."""
    from uuid import uuid4

    return uuid4().hex
