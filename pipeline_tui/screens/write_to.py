"""``k``: a message to the contact in hand or under the cursor, with what it will say in view.

A digit stores it, then opens it in a program of the local desktop; where there is none it is copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pipeline_tui.domain.channels import WRITTEN, Barrier, Channel
from pipeline_tui.screens.ask import Ask, Choose
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.form import Field, Form, Typed
from pipeline_tui.screens.readings import reads_time, time_of
from pipeline_tui.telephony.opening import open_link
from pipeline_tui.ui.formatting import QUIET, WARNING, fixed, join, lines, planned, say, short_day
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.wording import WordTable, tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pipeline_tui.domain.writing import ChannelState, Way, Ways, Written
    from pipeline_tui.screens.sale import SaleDesk

CHANNELS = WordTable(
    {Channel.WHATSAPP: "WhatsApp", Channel.SMS: "SMS", Channel.EMAIL: "e-mail", Channel.VISIT: "visit"}
)
_BARRIERS = WordTable(
    {
        Barrier.NO_ADDRESS: "no address",
        Barrier.STOPPED: "asked not to be contacted",
        Barrier.REFUSED: "they do not want it",
        Barrier.NO_CONSENT: "they have not agreed yet",
        Barrier.NEXT_STAGE: "agreed by handing over",
    }
)
_ANSWERED, _AGREES, _REFUSES = "answered", "agrees", "refuses"
_ROOM = 9  # lines of the list at most, so that the text below has room at 24 lines


class Write(Choose):
    """Messages and what else can be said of writing; the text under the cursor stands below."""

    DEFAULT_CSS = """
    Write #said { height: 7; margin: 1 0 0 0; overflow: hidden; }
    .-tall Write #said { height: 12; }
    """

    def __init__(
        self, title: str, choices: Sequence[tuple[str, str]], texts: Sequence[str], shut: Sequence[str]
    ) -> None:
        """Take the question, its choices, the text of each, and a line for each channel that is shut."""
        super().__init__(title, choices)
        self._texts, self._shut = tuple(texts), tuple(shut)

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(say(self._title, "bold"), classes="question")
            choices = LineList(empty=tr("Nothing can be written to them."))
            choices.styles.height = min(max(len(self._choices), 1), _ROOM)
            yield choices
            yield Static(id="said")
            yield Static(lines([say(line, WARNING) for line in self._shut]), classes="shut")
            more = len(self._choices) - _ROOM
            keys = join(
                fixed(tr("1-9 Enter "), "bold $accent"),
                tr("take   "),
                fixed(tr("Esc "), "bold $accent"),
                tr("leave"),
                fixed(tr("   ↓ {more} more", more=more), QUIET) if more > 0 else "",
            )
            yield Static(keys, classes="answers")

    def on_mount(self) -> None:
        """Show the text of the first choice."""
        super().on_mount()
        self.watch(self.query_one(LineList), "cursor", self._show)

    def _show(self, cursor: int) -> None:
        text = self._texts[cursor] if 0 <= cursor < len(self._texts) else ""
        self.query_one("#said", Static).update(_wrapped(text))


def _wrapped(text: str) -> Content:
    return say(text, QUIET, limit=2000, multiline=True)


def open_for(desk: SaleDesk) -> None:
    """Read what can be written to the contact, and offer it."""
    contact = desk.addressee
    if contact is not None:
        desk.read(
            "ways", lambda: desk.session.doors.ways_to_write(contact[0]), lambda ways: _offer(desk, ways)
        )


def _offer(desk: SaleDesk, ways: Ways) -> None:
    today = desk.session.now().date()
    choices: list[tuple[str, str]] = []
    texts: list[str] = []

    def offer(code: str, name: str, text: str = "") -> None:
        choices.append((code, name))
        texts.append(text)

    for number, way in enumerate(ways.ways):
        gap = tr("  ! a gap") if way.has_gap else ""
        offer(str(number), f"{CHANNELS[way.channel]} · {way.name}{gap}", _text_of(way))
    answers = [ways.unanswered] if ways.unanswered is not None else []
    for channel in answers:
        offer(f"{_ANSWERED} {channel.value}", tr("They answered by {channels}", channels=CHANNELS[channel]))
    for state in ways.channels:
        if state.channel in WRITTEN and state.barrier not in (Barrier.NO_ADDRESS, Barrier.STOPPED):
            name = CHANNELS[state.channel]
            if state.said is not True:
                offer(f"{_AGREES} {state.channel.value}", tr("They agree to {name}", name=name))
            if state.said is not False:
                offer(f"{_REFUSES} {state.channel.value}", tr("They do not want {name}", name=name))

    def chosen(code: str | None) -> None:
        if code is None:
            return
        if code.isdecimal():
            _write(desk, ways, ways.ways[int(code)])
            return
        what, channel = code.split(" ")
        if what == _ANSWERED:
            _ask_answer(desk, ways, Channel(channel), {})
        else:
            _say(desk, ways, Channel(channel), agreed=what == _AGREES)

    sheet = Write(
        tr("Write to {name}", name=ways.name), choices, texts, [_shut(one, today) for one in _shut_ones(ways)]
    )
    desk.open(sheet, chosen)


def _text_of(way: Way) -> str:
    return f"{way.subject}\n{way.text}" if way.subject else way.text


def _shut_ones(ways: Ways) -> list[ChannelState]:
    return [one for one in ways.channels if one.barrier is not None]


def _shut(state: ChannelState, today: date) -> str:
    assert state.barrier is not None
    when = f", {short_day(state.said_at.date(), today)}" if state.said_at and state.said is False else ""
    return "- " + tr(
        "{label}: {text}", label=CHANNELS[state.channel], text=f"{_BARRIERS[state.barrier]}{when}"
    )


def _write(desk: SaleDesk, ways: Ways, way: Way) -> None:
    session, act = desk.session, new_act()
    if way.channel is Channel.VISIT:
        _ask_visit(desk, ways, way)
        return

    def stored(done: Written) -> None:
        desk.run_worker(
            lambda: _bring_out(desk, done, way), thread=True, group="opening", exit_on_error=False
        )

    desk.act(lambda: session.doors.write_to(ways.contact_id, way.channel, way.template, act=act), stored)


def _bring_out(desk: SaleDesk, done: Written, way: Way) -> None:
    """Open what is stored, in a worker's thread; where nothing opens it, copy it."""
    opened = open_link(done.link)
    desk.app.call_from_thread(_brought_out, desk, done, way, opened)


def _brought_out(desk: SaleDesk, done: Written, way: Way, opened: bool) -> None:
    channel = CHANNELS[done.channel]
    if not opened:
        # A WhatsApp link opens in any browser; the other two would open nothing where they are pasted.
        desk.app.copy_to_clipboard(done.link if done.channel is Channel.WHATSAPP else _text_of(way))
    what = (
        tr("opened")
        if opened
        else (tr("link copied") if done.channel is Channel.WHATSAPP else tr("text copied"))
    )
    desk.told(tr("{channel} to {name}", channel=channel, name=done.name), way.name, what)
    desk.reload()


def _ask_visit(desk: SaleDesk, ways: Ways, way: Way) -> None:
    session, zone = desk.session, desk.session.zone

    def given(phrase: str | None) -> None:
        if phrase is None:
            return
        at, act = time_of(session, phrase, zone), new_act()

        def stored(done: Written) -> None:
            when = planned(done.at, zone, session.now()) if done.at is not None else ""
            desk.told(tr("visit: {name}", name=done.name), way.name, when)
            desk.reload()

        desk.act(
            lambda: session.doors.write_to(ways.contact_id, way.channel, way.template, act=act, at=at), stored
        )

    hint = (way.text, tr("tue 14:20 · tomorrow 10:00 · 24/12 9:00"))
    desk.app.push_screen(
        Ask(
            tr("{name}: {name2}, when?", name=way.name, name2=ways.name),
            hint=hint,
            read=reads_time(session, zone),
        ),
        given,
    )


def _ask_answer(desk: SaleDesk, ways: Ways, channel: Channel, known: Typed) -> None:
    doors, act = desk.session.doors, new_act()

    def given(typed: Typed | None) -> None:
        if typed is None:
            return

        def stored(done: Written) -> None:
            desk.told(
                tr("answered: {name}", name=done.name), CHANNELS[channel], tr("the rhythm counts from today")
            )
            desk.reload()

        desk.act(lambda: doors.note_answer(ways.contact_id, channel, act=act, note=typed["note"]), stored)

    field = Field(
        "note", tr("What they said"), known.get("note", ""), resting=tr("empty: only that they answered")
    )
    title = tr("{name} answered by {channels}", name=ways.name, channels=CHANNELS[channel])
    desk.app.push_screen(Form(title, [field], accept=tr("store it")), given)


def _say(desk: SaleDesk, ways: Ways, channel: Channel, *, agreed: bool) -> None:
    doors, act = desk.session.doors, new_act()
    word = tr("they agree to") if agreed else tr("they do not want")

    def stored(_: ChannelState) -> None:
        desk.told(tr("{label}: {text}", label=ways.name, text=f"{word} {CHANNELS[channel]}"))

    desk.act(lambda: doors.say_of_channel(ways.contact_id, channel, agreed=agreed, act=act), stored)
