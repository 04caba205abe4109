"""Who is working: the list of operators, a passphrase where one is set, straight to work when alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState

from pipeline_tui.domain.errors import PipelineError, UsageTrouble
from pipeline_tui.domain.practice_wish import PracticeWish
from pipeline_tui.domain.stages import STAGE_OF_ROLE, Role, Stage
from pipeline_tui.screens.sign_in_people import SignInPeople
from pipeline_tui.ui.formatting import fixed, lines, say
from pipeline_tui.ui.messages import LineOpened
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.wording import LANGUAGES, mark, next_language, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from textual.app import ComposeResult
    from textual.content import Content

    from pipeline_tui.domain.people import Operator, Viewer
    from pipeline_tui.screens.entrance import Entrance
    from pipeline_tui.services.shop import Shop

Key = tuple[str, str | None]  # a key and its character
TRIES = 5
_PRACTICE = mark("practice: invented people, simulated phone")


class Practises(Message):
    """Somebody wants to practise first; nothing of the workspace is opened for that."""

    def __init__(self, wish: PracticeWish) -> None:
        super().__init__()
        self.wish = wish


class Failed(Message):
    """The workspace could not be opened, or the sign-in was refused."""

    def __init__(self, error: PipelineError, *, opening: bool) -> None:
        super().__init__()
        self.error, self.opening = error, opening


class SignIn(SignInPeople):
    """The first screen; it paints before the database's libraries are loaded, keys wait until they are."""

    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move('up')", show=False),
        Binding("down", "move('down')", show=False),
        Binding("enter", "choose", show=False),
        Binding("escape", "back", show=False),
        Binding("p", "practise", show=False),
        Binding("l", "next_language", show=False),
    ]

    class Opened(Message):
        """The workspace is open."""

        def __init__(self, shop: Shop) -> None:
            super().__init__()
            self.shop = shop

    class SignedIn(Message):
        """The operator is at work."""

        def __init__(self, shop: Shop, viewer: Viewer, typed_ahead: Callable[[], tuple[Key, ...]]) -> None:
            super().__init__()
            self.shop, self.viewer, self.typed_ahead = shop, viewer, typed_ahead

    def __init__(self, entrance: Entrance) -> None:
        """Take the door of the workspace."""
        super().__init__()
        self._entrance = entrance
        self._shop: Shop | None = None
        self._passphrase: str | None = None
        self._tries = 0
        self._keys: list[Key] = []

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        entrance = self._entrance
        with Vertical(id="sign-in"):
            yield Static(say(entrance.firm, "bold $accent"), id="firm")
            yield Static(fixed(tr(_PRACTICE) if entrance.practice else ""), id="practice")
            yield Static(tr("Who is working?"), id="who")
            yield LineList(
                id="operators", empty=tr("Nobody works here yet: pipeline-tui people add NAME:scout")
            )
            yield Input(password=True, placeholder=tr("passphrase"), id="passphrase")
            yield Static(id="word")
            yield Static(id="keys")

    def on_mount(self) -> None:
        """Show the people, begin to open the workspace, and go straight on when there is one person."""
        people, wanted = self._entrance.operators, self._entrance.wanted
        self.show_people(0)
        self.call_after_refresh(self._begin_to_open)
        if wanted is not None:
            self._choose(wanted)
        elif len(people) == 1:
            self._choose(people[0])

    def on_key(self, event: events.Key) -> None:
        """Keep the keys of someone who is already through; they are for the desk."""
        if self._entering and event.key not in ("ctrl+q",):
            event.stop()
            self._keys.append((event.key, event.character))

    def action_move(self, way: str) -> None:
        """Move the cursor among the people."""
        if self._chosen is None:
            self.query_one("#operators", LineList).move(way)

    def action_choose(self) -> None:
        """Take the person under the cursor."""
        cursor = self.query_one("#operators", LineList).cursor
        if self._chosen is None and 0 <= cursor < len(self._entrance.operators):
            self._choose(self._entrance.operators[cursor])

    def action_practise(self) -> None:
        """Leave for a practice shop as the person under the cursor; what they do first is practised."""
        cursor = self.query_one("#operators", LineList).cursor
        if self._chosen is None and cursor >= 0 and not self._entrance.practice:
            one = self._entrance.operators[cursor]
            self.post_message(Practises(wish_of(self._entrance, one.name, one.roles)))

    def action_back(self) -> None:
        """Go back to the list of people; who was named on the command line has none to go back to."""
        if self._entering:
            return
        if self._entrance.wanted is not None:
            self.app.exit(return_code=1, message=tr("Signed in as nobody."))
            return
        self._chosen = None
        field = self.query_one("#passphrase", Input)
        field.value, field.display = "", False
        self.set_focus(None)
        self._word("")
        self.show_keys()

    @on(LineOpened)
    def _clicked(self) -> None:
        self.action_choose()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if self._entering:
            return
        self._passphrase = event.value
        event.input.value = ""
        self._enter()

    def _choose(self, operator: Operator) -> None:
        self._chosen, self._passphrase = operator, None
        if operator.has_passphrase:
            field = self.query_one("#passphrase", Input)
            field.display = True
            field.focus()
            self._word(tr("{name}: your passphrase, then Enter.", name=operator.name))
            self.show_keys()
        else:
            self._enter()

    def _enter(self) -> None:
        self._entering = True
        self._word(tr("Opening the shop …") if self._shop is None else tr("One moment …"))
        if self._shop is not None:
            self.run_worker(self._sign_in, thread=True, exit_on_error=False, group="sign-in")

    def _begin_to_open(self) -> None:
        self.run_worker(self._open, thread=True, exit_on_error=False, group="open")

    def _open(self) -> None:
        try:
            self.post_message(self.Opened(self._entrance.open()))
        except PipelineError as error:
            self.post_message(Failed(error, opening=True))

    def _sign_in(self) -> None:
        shop, operator = self._shop, self._chosen
        assert shop is not None
        assert operator is not None
        try:
            viewer = self._entrance.sign_in(shop, operator, self._passphrase)
            if self.language:
                viewer = self._entrance.choose_language(shop, viewer, self.language)
        except PipelineError as error:
            self.post_message(Failed(error, opening=False))
        else:
            self.post_message(self.SignedIn(shop, viewer, self._take_keys))

    def _take_keys(self) -> tuple[Key, ...]:
        keys, self._keys = tuple(self._keys), []
        return keys

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        self._shop = message.shop
        if self._entering:
            self._enter()

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self._entering, self._keys = False, []
        error = message.error
        if message.opening:
            self.app.exit(return_code=error.exit_code, message=_plain(error))
            return
        self._tries += 1
        if self._tries >= TRIES:
            locked = UsageTrouble(
                tr("Too many wrong passphrases"),
                tr("{tries} tries were not right.", tries=TRIES),
                tr("Start again; a manager can set a new passphrase."),
            )
            self.app.exit(return_code=locked.exit_code, message=_plain(locked))
            return
        if self._chosen is not None and self._chosen.has_passphrase:
            self.query_one("#passphrase", Input).focus()
        elif self._entrance.wanted is not None:
            self.app.exit(return_code=error.exit_code, message=_plain(error))
            return
        else:
            self._chosen = None
        self._word(f"{error.title}. {error.detail}", "$warning")

    @on(Worker.StateChanged)
    def _worker_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            raise event.worker.error

    def _word(self, text: str, style: str = "$text-muted") -> None:
        self.query_one("#word", Static).update(say(text, style))

    def show_keys(self) -> None:
        """Show the keys that are live."""
        leaves = tr("leave") if self._entrance.wanted is not None else tr("somebody else")
        practises = self._chosen is None and not self._entrance.practice
        self.query_one("#keys", Static).update(_keys("" if self._chosen is None else leaves, practises))


def wish_of(door: Entrance, name: str, roles: Collection[Role]) -> PracticeWish:
    """Return what somebody practises: the first stage of theirs, in the shop's trade and language."""
    theirs = (stage for role, stage in STAGE_OF_ROLE.items() if role in roles)
    return PracticeWish(name, door.trade, next(theirs, Stage.SCOUTING), door.language)


def _keys(leaves: str, practises: bool) -> Content:
    """Return the keys of this screen; the table has none, for it binds keys of people at work."""
    ways = (
        ((tr("Enter"), tr("sign in")), (tr("Esc"), leaves))
        if leaves
        else (("↑ ↓", tr("choose")), (tr("Enter"), tr("sign in")), ("l", LANGUAGES[next_language()]))
    )
    practice = (("p", tr("practise")),) if practises else ()
    shown = (*ways, *practice, (tr("ctrl+q"), tr("quit")))
    return fixed("   ").join([fixed(key, "bold $accent") + fixed(f" {word}") for key, word in shown])


def _plain(error: PipelineError) -> str:
    return lines(
        say(part, multiline=True) for part in (error.title, error.detail, error.next_step) if part
    ).plain
