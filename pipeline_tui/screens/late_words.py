"""``E``: what came to mind after a call, added to one of the last three."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pipeline_tui.domain.contact_acts import LateWords, RecentCall
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.formatting import ACCENT, QUIET, WARNING, column, fixed, join, lines, say
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.call_lines import call_line
from pipeline_tui.widgets.words_box import WordsBox
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.screens.calling import CallingScreen

_NOTE = 62  # columns of a note that fit under its call
_EMPTY = "You have ended no call yet."


class WhichCall(Dialog[int]):
    """Shows the last calls with their notes; a digit takes one."""

    AUTO_FOCUS = ""

    def __init__(self, calls: Sequence[RecentCall], session: Session) -> None:
        """Take the calls, newest first."""
        super().__init__()
        self._calls, self._session = tuple(calls), session

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(fixed(tr("Late words: for which call?"), "bold"), classes="question")
            yield Static(lines(self._lines()))
            yield Static(
                join(
                    fixed("1-3 ", f"bold {ACCENT}"),
                    tr("this call   "),
                    fixed(tr("Enter "), f"bold {ACCENT}"),
                    tr("the first   "),
                    fixed(tr("Esc "), f"bold {ACCENT}"),
                    tr("leave"),
                ),
                classes="answers",
            )

    def _lines(self) -> list[Content]:
        session, now = self._session, self._session.now()
        names = Names.of(session.playbook, session.language)
        said: list[Content] = [] if self._calls else [fixed(_EMPTY, QUIET)]
        for number, call in enumerate(self._calls, start=1):
            said.append(call_line(number, call, names, session.zone, now))
            note = " ".join(call.note.split())
            said.append(join("  ", column(note, _NOTE) if note else fixed(tr("no note"), QUIET)))
        return said

    def action_choose(self, digit: str) -> None:
        """Take the call with this digit."""
        if int(digit) <= len(self._calls):
            self.dismiss(self._calls[int(digit) - 1].id)

    def action_accept(self) -> None:
        """Take the newest call."""
        self.dismiss(self._calls[0].id if self._calls else None)


class Words(Dialog[str]):
    """Asks for words of any length; nothing is given without one."""

    AUTO_FOCUS = "WordsBox"

    def __init__(self, whose: str) -> None:
        """Take whose call it was."""
        super().__init__()
        self._whose = whose
        self._warned = False

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(say(tr("Late words on {whose}", whose=self._whose), "bold"), classes="question")
            yield WordsBox()
            yield Static(
                fixed(tr("They stand under that call, and go where it goes."), QUIET),
                classes="detail",
                id="hint",
            )
            yield Static(
                join(
                    *(fixed(tr("Enter "), f"bold {ACCENT}"), tr("store   ")),
                    *(fixed(f"{self.shown_key('dialog.new-line')} ", f"bold {ACCENT}"), tr("new line   ")),
                    *(fixed(tr("Esc "), f"bold {ACCENT}"), tr("leave")),
                ),
                classes="answers",
            )

    @property
    def _text(self) -> str:
        return self.query_one(WordsBox).text.strip()

    @on(WordsBox.Changed)
    def _typed(self) -> None:
        self._warned = False

    def action_new_line(self) -> None:
        """Begin another line."""
        self.query_one(WordsBox).insert("\n")

    def action_accept(self) -> None:
        """Give the words."""
        if self._text:
            self.dismiss(self._text)
        else:
            self._hint(tr("Something is wanted here."))

    def action_close(self) -> None:
        """Leave; where something was typed, only with the second key in a row."""
        if not self._text or self._warned:
            super().action_close()
            return
        self._warned = True
        self._hint(tr("! Esc once more leaves and drops what you typed."))

    def _hint(self, words: str) -> None:
        self.query_one("#hint", Static).update(fixed(words, WARNING))


def open_for(desk: CallingScreen) -> None:
    """Ask for the call, then for the words."""
    doors = desk.session.doors

    def show(calls: tuple[RecentCall, ...]) -> None:
        names = {one.id: one.name for one in calls}

        def chosen(call_id: int | None) -> None:
            if call_id is not None:
                _words(desk, call_id, names[call_id])

        desk.open(WhichCall(calls, desk.session), chosen)

    desk.read("recent-calls", doors.recent_calls, show)


def _words(desk: CallingScreen, call_id: int, name: str) -> None:
    act = new_act()

    def given(text: str | None) -> None:
        if text:
            desk.act(
                lambda: desk.session.doors.add_words(call_id, text, act=act),
                lambda words: _added(desk, words),
            )

    desk.app.push_screen(Words(name), given)


def _added(desk: CallingScreen, words: LateWords) -> None:
    desk.say(tr("They stand under that call."), tr("Late words: {name}", name=words.name))
    desk.reload()
