"""Who is calling: the last dials or an exact number, and what may be done with the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.look_ups import Answer, LookUp, PastDial
from pipeline_tui.domain.messages import LONGEST_MESSAGE, Sent
from pipeline_tui.domain.newcomers import How
from pipeline_tui.domain.phones import international, read_number
from pipeline_tui.screens.ask import Ask, Choose
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.screens.tell import Tell
from pipeline_tui.ui.command import DESK_OF, Hand
from pipeline_tui.ui.formatting import ACCENT, QUIET, SUCCESS, WARNING, fixed, join, say
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.call_lines import call_line
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.wording import WordTable, mark, tr

if TYPE_CHECKING:
    from pipeline_tui.domain.desk import Desk
    from pipeline_tui.screens.base import DeskScreen
    from pipeline_tui.screens.session import Session

STARTS_A_NUMBER = "0+"  # the other digits choose one of the dials
_FREE = mark("They wait in your queue, in nobody's hand; the name is shown once they are in yours.")
_BUSY = mark("Your own call awaits its outcome; give it one, then look up again to take this caller.")
_NOT_YOURS = mark("This number belongs to another desk. You may leave a message to its owner.")
_UNKNOWN = mark("Nobody here has this number.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: a number as typed, or one of the own dials."""

    number: str = ""
    call_id: int | None = None


class LookUpSheet(Dialog[Asked]):
    """Shows the last dials over a field for the caller's number."""

    AUTO_FOCUS = ""

    def __init__(self, dials: Sequence[PastDial], session: Session) -> None:
        """Take the dials, newest first, and the operator's session."""
        super().__init__()
        self._dials, self._session = tuple(dials), session

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(fixed(tr("Who is calling?"), "bold"), classes="question")
            dials = LineList(empty=tr("You have dialled nobody yet: type the number they call from."))
            dials.styles.height = max(len(self._dials), 1)
            yield dials
            yield Input(placeholder=tr("or their full number: 0 or + begins it"), select_on_focus=False)
            yield Static(id="reading")
            yield Static(fixed(tr("Each look-up is written into the journal."), QUIET), classes="detail")
            yield Static(
                join(
                    fixed(tr("1-9 Enter "), f"bold {ACCENT}"),
                    tr("this one   "),
                    fixed(tr("Tab "), f"bold {ACCENT}"),
                    tr("number   "),
                    fixed(tr("Esc "), f"bold {ACCENT}"),
                    tr("leave"),
                ),
                classes="answers",
            )

    def on_mount(self) -> None:
        """Show the dials."""
        session, now = self._session, self._session.now()
        names = Names.of(session.playbook, session.language)
        self.query_one(LineList).show(
            [
                call_line(number, dial, names, session.zone, now)
                for number, dial in enumerate(self._dials, start=1)
            ]
        )

    # choosing

    def on_key(self, event: events.Key) -> None:
        """Begin the number with the key that begins one."""
        field = self.query_one(Input)
        if not field.has_focus and event.character and event.character in STARTS_A_NUMBER:
            event.stop()
            self.set_focus(field)
            field.insert_text_at_cursor(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted number."""
        field = self.query_one(Input)
        if not field.has_focus:
            event.stop()
            self.set_focus(field)
            field.insert_text_at_cursor(event.text.splitlines()[0] if event.text else "")

    def action_choose(self, digit: str) -> None:
        """Look up the dial with this digit."""
        if int(digit) <= len(self._dials):
            self.dismiss(Asked(call_id=self._dials[int(digit) - 1].call_id))

    def action_move(self, way: str) -> None:
        """Move the cursor among the dials."""
        self.set_focus(None)
        self.query_one(LineList).move(way)

    def action_field(self, way: str) -> None:
        """Go to the field, or back to the dials."""
        field = self.query_one(Input)
        self.set_focus(None if field.has_focus else field)

    def action_accept(self) -> None:
        """Look up the dial under the cursor."""
        cursor = self.query_one(LineList).cursor
        if 0 <= cursor < len(self._dials):
            self.dismiss(Asked(call_id=self._dials[cursor].call_id))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._read_back(event.value, QUIET)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if self._read_back(event.value, WARNING):
            self.dismiss(Asked(number=event.value))

    def _read_back(self, text: str, trouble: str) -> bool:
        """Show how the number is understood; False when it is no full number."""
        reading = self.query_one("#reading", Static)
        if not text.strip():
            reading.update(fixed(""))
            return False
        try:
            read = read_number(text, self._session.workspace.country)
        except UsageTrouble as error:
            reading.update(say(error.detail, trouble))
            return False
        reading.update(say(international(read.e164), SUCCESS))
        return True


def open_for(desk: DeskScreen) -> None:
    """Ask who is calling, then look them up."""

    def asked(wanted: Asked | None) -> None:
        if wanted is not None:
            act = new_act()
            doors = desk.session.doors
            desk.act(
                lambda: doors.look_up(wanted.number, act=act, call_id=wanted.call_id),
                lambda found: answered(desk, found),
            )

    def show(dials: tuple[PastDial, ...]) -> None:
        desk.open(LookUpSheet(dials, desk.session), asked)

    desk.read("last-dials", desk.session.doors.last_dials, show)


def answered(desk: DeskScreen, found: LookUp) -> None:
    """Offer what may be done with the answer."""
    busy = desk.hand is Hand.CALLING
    choices: list[tuple[str, str]] = []
    if not busy:
        choices = [(tr("take {index}", index=index), words) for index, words in enumerate(_takeable(found))]
    if any(one.hand_off_id is not None for one in found.yours):
        choices.append(("inbox", tr("Open the inbox, to accept the hand-off first")))
    if found.others:
        choices.append(("message", tr("Leave a message to its owner")))
    if found.answer is Answer.UNKNOWN:
        choices.append(("new", tr("A new contact with this number")))
    title = f"{found.shown} · {_WORDS[found.answer]}"
    detail = "\n".join(_detail(found, busy=busy))
    if not choices:
        desk.app.push_screen(Tell(title, [say(detail, multiline=True)]))
        return

    def chosen(code: str | None) -> None:
        if code is not None:
            _do(desk, found, code)

    desk.app.push_screen(Choose(title, choices, detail=detail), chosen)


def show_taken(desk: DeskScreen, held: Desk) -> None:
    """Show a contact that came into hand, on the desk of its stage."""
    place = DESK_OF[held.stage]
    if place is desk.PLACE:
        desk.take_up(held)
    else:
        desk.run_worker(desk.app.run_action(f"go('{place.value}')"))


_WORDS = WordTable(
    {
        Answer.YOURS: "on your desk",
        Answer.FREE: "free",
        Answer.NOT_YOURS: "not yours",
        Answer.UNKNOWN: "unknown",
    }
)


def _takeable(found: LookUp) -> list[str]:
    """Return the words for each contact that can be taken, in the order ``claim_found`` counts them."""
    own = [one for one in found.yours if one.hand_off_id is None]
    words = [tr("Talk with {name} now", name=one.name) for one in own]
    if found.free == 1:
        return [*words, tr("Talk with them now: takes them in hand")]
    return [
        *words,
        *(
            tr("Take the {nth} of {free} in hand", nth=nth, free=found.free)
            for nth in range(1, found.free + 1)
        ),
    ]


def _detail(found: LookUp, *, busy: bool) -> list[str]:
    said = []
    if found.answer is Answer.FREE:
        said.append(tr(_FREE))
    if found.answer is Answer.NOT_YOURS:
        said.append(tr(_NOT_YOURS))
    elif found.others:
        said.append(tr("{others} more with this number stand at another desk.", others=found.others))
    if found.answer is Answer.UNKNOWN:
        said.append(tr(_UNKNOWN))
    if busy and found.answer in (Answer.YOURS, Answer.FREE):
        said.append(tr(_BUSY))
    return said


def _do(desk: DeskScreen, found: LookUp, code: str) -> None:
    if code.startswith("take"):
        _talk(desk, found, int(code.removeprefix("take ")))
    elif code == "message":
        _write(desk, found)
    elif code == "new":
        from pipeline_tui.screens import new_contact  # it shows whoever was added as this sheet does

        new_contact.open_for(desk, numbers=found.number, how=How.INCOMING)
    elif code == "inbox":
        desk.run_worker(desk.app.run_action("go('inbox')"))


def _talk(desk: DeskScreen, found: LookUp, which: int) -> None:
    doors, act, then = desk.session.doors, new_act(), new_act()
    desk.before_leaving()

    def take() -> Desk:
        held = doors.claim_found(found, act=act, which=which)
        return doors.take_incoming(held.token, act=then, number_id=held.number_id)

    desk.act(take, lambda held: show_taken(desk, held))


def _write(desk: DeskScreen, found: LookUp) -> None:
    doors = desk.session.doors

    def written(text: str | None) -> None:
        if text is not None:
            act = new_act()
            desk.act(lambda: doors.send(found, text, act=act), sent)

    def sent(done: Sent) -> None:
        desk.say(tr("u takes it back until it is read."), tr("Sent to {name}", name=done.to))

    hint = (tr("The owner sees your name, the time and which contact it is about."),)
    desk.app.push_screen(
        Ask(
            tr("What shall the owner know?"),
            hint=(*hint, tr("Up to {longest_message} characters.", longest_message=LONGEST_MESSAGE)),
        ),
        written,
    )
