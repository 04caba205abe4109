"""When to call back: a phrase read back on both clocks while it is typed, and whose call it will be.

Where the rules forbid the time, whether they asked for exactly that one, or which allowed time is nearest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from pipeline_tui.domain.clocks import zone_named
from pipeline_tui.domain.errors import PipelineError, UsageTrouble
from pipeline_tui.domain.text import clean
from pipeline_tui.domain.time_phrases import describe, meant_time
from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.dialog import Dialog
from pipeline_tui.ui.formatting import (
    QUIET,
    SUCCESS,
    WARNING,
    clock,
    column,
    distance,
    fixed,
    join,
    lines,
    say,
)
from pipeline_tui.wording import mark, spoken, tr

if TYPE_CHECKING:
    from pipeline_tui.screens.session import Session

PRESETS = (("1", mark("in an hour")), ("2", mark("tomorrow, same time")), ("3", mark("next half-day")))
EXAMPLES = mark("or: tue 14:20 · demain 15h · +2h · in 3 weeks")
WEEKS = mark("No other time is allowed within six weeks.")
READ_AGAIN = 5.0  # seconds: what is read back moves with the clock
_MISUNDERSTOOD = "Time not understood"


@dataclass(frozen=True, slots=True)
class Promise:
    """What the operator promised: when (UTC), as typed, in whose name, and whether asked for exactly."""

    at: datetime
    phrase: str = ""
    team: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Clocks:
    """The zones a time is shown in, theirs and ours; the language phrases are typed in; the clock."""

    zone: str
    own_zone: str
    language: str
    now: Callable[[], datetime]

    @classmethod
    def of(cls, session: Session, zone: str) -> Clocks:
        """Return the clocks of a contact in a zone, the shop's own where none is known."""
        return cls(zone or session.zone, session.zone, session.language, session.now)

    def say(self, at: datetime) -> str:
        """Return a time (UTC) on both clocks."""
        return describe(at, self.zone, self.own_zone, self.now(), spoken())

    @property
    def apart(self) -> bool:
        """Return whether their clock shows another time than ours."""
        now = self.now()
        there, here = (now.astimezone(zone_named(zone)) for zone in (self.zone, self.own_zone))
        return there.utcoffset() != here.utcoffset()


class AskCallback(Dialog[Promise]):
    """Asks for a time on the contact's clock, and whose call it is; Enter gives it once it is understood."""

    DEFAULT_CSS = """
    AskCallback #reading { height: 2; }
    """

    def __init__(self, who: str, clocks: Clocks, *, before: Promise | None = None, ours: bool = True) -> None:
        """Take who is called, the clocks, what was typed before; ``ours``: it may be the team's."""
        super().__init__()
        self._who, self._clocks, self._ours = who, clocks, ours
        self._phrase = before.phrase if before else ""
        self._team = before.team if before else False
        self._at: datetime | None = None  # as it is read back now

    def compose(self) -> ComposeResult:
        """Build the sheet."""
        with Vertical(classes="sheet"):
            yield Static(say(tr("Call back · {who}", who=self._who), "bold"), classes="question")
            yield Input(clean(self._phrase), select_on_focus=False)
            yield Static(id="reading")
            if self._ours:
                yield Static(id="whose")
            yield Static(id="presets", classes="detail")
            toggle = (
                join(fixed(tr("   Tab "), "bold $accent"), tr("mine / the team's"))
                if self._ours
                else fixed("")
            )
            keys = (
                fixed(tr("Enter "), "bold $accent"),
                tr("promise"),
                toggle,
                fixed(tr("   Esc "), "bold $accent"),
            )
            yield Static(join(*keys, tr("leave")), classes="answers")

    def on_mount(self) -> None:
        """Read what stands there first, and again as the time goes."""
        self._show_whose()
        self._tick()
        self.set_interval(READ_AGAIN, self._tick)

    def action_field(self, way: str) -> None:
        """Change between one's own name and the team's."""
        if self._ours:
            self._team = not self._team
            self._show_whose()

    action_move = action_field

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._read(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        shown = self._at if event.value == self._phrase else None
        if shown is not None and shown > self._clocks.now():
            # What was read back is what is promised, also when the minute has just turned.
            self.dismiss(Promise(shown, event.value, self._team))
        elif (fresh := self._read(event.value, wanted=True)) is not None and shown is None:
            self.dismiss(Promise(fresh, event.value, self._team))

    def _tick(self) -> None:
        rows = [
            join(fixed(f"{digit}  ", "bold $accent"), column(tr(words), 21), say(self._preset(digit), QUIET))
            for digit, words in PRESETS
        ]
        if self._clocks.apart:
            now = self._clocks.now()
            there, here = clock(now, self._clocks.zone), clock(now, self._clocks.own_zone)
            rows.insert(
                0,
                say(tr("Times are theirs: it is {there} there, {here} here.", there=there, here=here), QUIET),
            )
        self.query_one("#presets", Static).update(lines([*rows, fixed(tr(EXAMPLES), QUIET)]))
        self._read(self.query_one(Input).value)

    def _preset(self, digit: str) -> str:
        told = self._clocks
        return told.say(meant_time(digit, told.now(), told.zone, told.language).at)

    def _read(self, phrase: str, *, wanted: bool = False) -> datetime | None:
        """Show how a phrase is understood; while it is typed, what is not yet a time is no trouble."""
        told, now = self._clocks, self._clocks.now()
        self._phrase, self._at, reading = phrase, None, fixed("")
        if not phrase.strip():
            reading = fixed(tr("Type a time, or 1, 2 or 3."), WARNING) if wanted else fixed("")
        else:
            try:
                meant = meant_time(phrase, now, told.zone, told.language)
            except UsageTrouble as trouble:
                half_typed = trouble.title == _MISUNDERSTOOD and not wanted
                words = tr("not a time yet") if half_typed else trouble.detail or trouble.title
                reading = say(words, QUIET if half_typed else WARNING)
            else:
                self._at = meant.at
                reading = say(f"{told.say(meant.at)} · {distance(meant.at, now)}", SUCCESS)
                if meant.clock_change:
                    reading = lines([reading, say(meant.clock_change, WARNING)])
        self.query_one("#reading", Static).update(reading)
        return self._at

    def _show_whose(self) -> None:
        if self._ours:
            self.query_one("#whose", Static).update(whose_line(self._team))


def whose_line(team: bool) -> Content:
    """Return whose call it will be: both names, the one that holds marked, and what follows from it."""
    marks = ("○", "●") if team else ("●", "○")
    styles = (QUIET, "bold") if team else ("bold", QUIET)
    follows = tr("whoever is free rings") if team else tr("ten minutes late it is the team's too")
    return join(
        fixed(tr("{marks} mine", marks=marks[0]), styles[0]),
        "   ",
        fixed(tr("{marks} the team's", marks=marks[1]), styles[1]),
        fixed(f"   {follows}", QUIET),
    )


class NotThen(Choose):
    """Asks whether they wanted exactly that time, and offers the nearest allowed ones.

    Enter, which opened the question, takes nothing until the cursor was moved: "exactly" is a legal basis.
    """

    CURSOR = -1
    DEFAULT_CSS = """
    NotThen LineList { margin: 1 0 0 0; }
    """

    def __init__(self, promise: Promise, error: PipelineError, clocks: Clocks) -> None:
        """Take what was promised, the refusal with the nearest times, and the clocks."""
        choices = [("exact", tr("they asked for exactly this time"))]
        for side in ("before", "after"):
            at = error.data.get(side)
            if at is not None:
                choices.append((side, tr("{say} · nearest {side}", say=clocks.say(at), side=side)))
        words = [clocks.say(promise.at), error.detail]
        if len(choices) == 1:
            words.append(tr(WEEKS))
        choices.append(("another", tr("another time")))
        super().__init__(tr("Did they ask for exactly this time?"), choices, detail="\n".join(words))


def not_then(
    promise: Promise, error: PipelineError, clocks: Clocks, then: Callable[[Promise | None], None]
) -> tuple[NotThen, Callable[[str | None], None]]:
    """Return the question, and what hears its answer; ``then`` gets the promise, None for another time."""

    def answered(choice: str | None) -> None:
        if choice == "exact":
            then(Promise(promise.at, promise.phrase, promise.team, exact=True))
        elif choice in ("before", "after"):
            then(Promise(error.data[choice], promise.phrase, promise.team))
        else:
            then(None)

    return NotThen(promise, error, clocks), answered
