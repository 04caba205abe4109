"""What the telephone is doing, folded from its events into one small record and a few words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from pipeline_tui.telephony.port import Answered, Ended, PhoneEvent, PhoneState, Placed, Ringing
from pipeline_tui.ui.formatting import ACCENT, ERROR, QUIET, WARNING, fixed, join, say, timer
from pipeline_tui.ui.words import CAUSES
from pipeline_tui.wording import WordTable, tr

if TYPE_CHECKING:
    from textual.content import Content

RINGS_LONG = 30.0  # seconds, where the settings say nothing else
NO_PROGRESS = 6.0  # seconds


_PHASES = WordTable(
    {"ready": "ready", "placed": "dialling", "ringing": "ringing", "talking": "talking"}, "telephone"
)


@dataclass(frozen=True, slots=True)
class LineState:
    """The phase of the call under way; ``since`` and ``talked`` are seconds."""

    phase: str = "idle"  # idle, placed, ringing, talking, ended
    since: float = 0.0
    cause: str = ""
    talked: float = 0.0
    trouble: str = ""

    @property
    def under_way(self) -> bool:
        """Return whether somebody may be on the line."""
        return self.phase in ("placed", "ringing", "talking")

    @property
    def word(self) -> str:
        """Return the state in one word for the header."""
        return _PHASES[self.phase if self.under_way else "ready"]


@dataclass(slots=True)
class PhoneLine:
    """The one telephone of a session: every desk shows the same call, and what it proposes."""

    token: str = ""  # the hold whose call it is
    newest: str = ""  # the hold that came into this hand last, on whichever desk
    state: LineState = LineState()
    proposed: str = ""  # code of the outcome that script or telephone propose
    rang_out: bool = False  # it is proposed only because it rang so long
    call_id: str = ""  # the telephone's own name of the call under way

    def begin(self, token: str) -> None:
        """Start afresh with another hold, "" with none; what belongs to the same one stays."""
        self.newest = token or self.newest
        if token != self.token:
            self.token, self.state, self.proposed, self.rang_out = token, LineState(), "", False
            self.call_id = ""

    def hear(self, event: PhoneEvent) -> None:
        """Take an event in; who answers after all takes back what the long ringing proposed.

        A call's first event is that it was placed: the end of the one before, told late, is not this one's.
        """
        if isinstance(event, Placed):
            self.call_id = event.call_id
        elif not isinstance(event, PhoneState) and event.call_id != self.call_id:
            return
        self.state = after(self.state, event)
        if self.rang_out and self.state.phase == "talking":
            self.proposed, self.rang_out = "", False

    def ended(self, outcome: str) -> None:
        """Propose what the end of the call says, "" for nothing: it knows better than long ringing does."""
        if outcome and (self.rang_out or not self.proposed):
            self.proposed, self.rang_out = outcome, False

    def ring_on(self, now: float, seconds: float, outcome: str) -> None:
        """Propose an outcome once it has rung so long; only a telephone that sees progress rings at all."""
        if self.state.phase == "ringing" and now - self.state.since >= seconds and not self.proposed:
            self.proposed, self.rang_out = outcome, bool(outcome)


def after(state: LineState, event: PhoneEvent) -> LineState:
    """Return the state after an event of the telephone."""
    match event:
        case Placed():
            return LineState("placed", event.at)
        case Ringing():
            return LineState("ringing", event.at)
        case Answered():
            return LineState("talking", event.at)
        case Ended():
            return LineState("ended", event.at, event.cause.value, event.talked)
        case PhoneState():
            return replace(state, trouble="" if event.up else event.why)


def shown(
    state: LineState, now: float, *, by_hand: str = "", wrap_up: int = 0, rings: float = RINGS_LONG
) -> Content:
    """Return the state in words; ``by_hand`` is the number the operator dials on a handset.

    Once the call is over, ``wrap_up`` seconds count down to its outcome; at 0 it is only asked for.
    """
    lasted = fixed(f"{timer(now - state.since)} ", "bold")
    match state.phase:
        case "placed" if by_hand:
            number = say(tr("dial {by_hand}", by_hand=by_hand), "bold reverse")
            return join(fixed("☎ ", ACCENT), lasted, number, fixed(tr("  Space: it is over"), QUIET))
        case "placed":
            slow = now - state.since > NO_PROGRESS
            word = tr("no answer from the line yet · Space gives up") if slow else tr("dialling")
            return join(fixed("○ ", ACCENT), lasted, fixed(word, WARNING if slow else ""))
        case "ringing":
            long = now - state.since >= rings
            word = tr("ringing long · Space hangs up") if long else tr("ringing")
            return join(fixed("◐ ", ACCENT), lasted, fixed(word))
        case "talking":
            return join(fixed("● ", ACCENT), lasted, fixed(tr("talking")))
        case "ended":
            words = say(CAUSES.get(state.cause, state.cause))
            talked = fixed(tr(" after {timer}", timer=timer(state.talked))) if state.talked else fixed("")
            bad = state.cause in ("line-dead", "phone-lost", "audio-fault", "refused", "congestion")
            asked = (
                _wrapping_up(wrap_up - (now - state.since))
                if wrap_up
                else fixed(tr("how did it end?"), QUIET)
            )
            return join(fixed("■ ", ERROR if bad else ACCENT), words, talked, fixed(" · ", QUIET), asked)
        case _:
            return say(f"✗ {state.trouble}", ERROR) if state.trouble else fixed("")


def _wrapping_up(left: float) -> Content:
    """Return what is left for writing the call up, or by how much it is over; both are as wide."""
    whole = ceil(left)
    minutes, seconds = divmod(abs(whole), 60)
    return (
        fixed(tr("wrap-up {minutes}:{seconds:02}", minutes=minutes, seconds=seconds), QUIET)
        if whole >= 0
        else fixed(tr("over by {minutes}:{seconds:02}", minutes=minutes, seconds=seconds), WARNING)
    )
