"""What stands on a desk without a contact: what waits and what to press, or why nothing can be called."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from textual.content import Content
from textual.widget import Widget

from pipeline_tui.domain.desk import EmptyQueue, Figures
from pipeline_tui.domain.list_states import Standing
from pipeline_tui.ui.formatting import (
    ACCENT,
    QUIET,
    WARNING,
    column,
    count,
    distance,
    fixed,
    join,
    lines,
    planned,
    say,
)
from pipeline_tui.ui.words import BLOCKERS, WAY_OUT
from pipeline_tui.wording import tr

_LABEL = 14
_WORDS = 36  # the longest reason, with room behind it
_LISTS = 3  # that are named; the others are counted
_WAY_OUT = 24  # the longest word of what would help


class Resting(Widget):
    """Says what waits and what to do; after an empty queue it counts the reasons and says when it opens."""

    DEFAULT_CSS = """
    Resting { height: 1fr; padding: 2 4; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        """Start with nothing: whether a contact is in hand is not known yet."""
        super().__init__(id=id)
        self._queue: EmptyQueue | None = None
        self._figures: Figures | None = None
        self._zone, self._now = "UTC", datetime.min.replace(tzinfo=UTC)
        self._word = ""
        self._known = False

    def begin(self) -> None:
        """Invite, once it is known what is in hand; what stands here already stays."""
        if not self._known:
            self._known = True
            self.refresh()

    def show(self, queue: EmptyQueue | None, zone: str, now: datetime, word: str = "") -> None:
        """Show why nothing can be called, or with None that the next contact may be asked for."""
        self._queue, self._zone, self._now, self._word, self._known = queue, zone, now, word, True
        self.refresh()

    def show_day(self, figures: Figures, zone: str, now: datetime) -> None:
        """Show what waits for oneself, and the day so far; times as the clock of a zone."""
        minute = now.replace(second=0, microsecond=0)
        if (figures, zone, minute) != (self._figures, self._zone, self._now):
            self._figures, self._zone, self._now = figures, zone, minute
            self.refresh()

    def render(self) -> Content:
        """Return the lines."""
        if not self._known:
            return fixed("")
        told = self._invitation() if self._queue is None else self._reasons(self._queue)
        return lines([*told, *self._waiting()])

    def _invitation(self) -> Iterable[Content]:
        yield say(self._word or tr("No contact in hand."), "bold")
        yield fixed("")
        yield join(fixed(tr("Enter "), f"bold {ACCENT}"), tr("brings the next contact."))

    def _reasons(self, queue: EmptyQueue) -> Iterable[Content]:
        yield fixed(tr("Nothing can be called now."), "bold")
        yield fixed("")
        held = sorted(((number, one) for one, number in queue.blockers.items() if number), reverse=True)
        digits = max((len(str(number)) for number, _ in held), default=1)
        wide = self.size.width >= digits + 2 + _WORDS + _WAY_OUT
        for number, blocker in held:
            yield join(
                column(number, digits, "bold", right=True),
                " ",
                column(BLOCKERS[blocker], _WORDS) if wide else say(BLOCKERS[blocker]),
                fixed(WAY_OUT.get(blocker, ""), QUIET) if wide else fixed(""),
            )
        if not held:
            yield fixed(tr("No contact waits on any active list."), QUIET)
        yield from self._stopped(queue)
        yield fixed("")
        yield self._opening(queue)
        yield join(fixed(tr("Enter "), f"bold {ACCENT}"), tr("looks again."))

    def _stopped(self, queue: EmptyQueue) -> Iterable[Content]:
        """Return which lists give no work, and why: none of them just stops."""
        if queue.lists:
            yield fixed("")
        for one in queue.lists[:_LISTS]:
            if one.state is Standing.PAUSED:
                at = planned(one.since, self._zone, self._now) if one.since else ""
                words = " ".join(part for part in (tr("by {by}", by=one.by) if one.by else "", at) if part)
                told = join(fixed(tr("- paused "), WARNING), say(words))
            else:
                why = BLOCKERS[one.blocker] if one.blocker is not None else tr("held back")
                told = join(
                    fixed("! ", WARNING),
                    say(tr("all {contacts} held back, most {why}", contacts=one.contacts, why=why)),
                )
            yield join(say(one.name, limit=24), ": ", told)
        if len(queue.lists) > _LISTS:
            yield fixed(tr("… and {lists} lists more", lists=len(queue.lists) - _LISTS), QUIET)

    def _opening(self, queue: EmptyQueue) -> Content:
        opens_at = queue.opens_at
        if opens_at is None:
            return fixed(tr("Waiting will not change that: a manager has to add or open a list."))
        here = planned(opens_at, self._zone, self._now)
        there = planned(opens_at, queue.opens_zone or self._zone, self._now)
        both = fixed(" · ") if there != here else fixed("")
        both = join(both, say(tr("{there} there", there=there) if there != here else ""))
        away = distance(opens_at, self._now)
        return join(tr("The next one opens "), say(here, "bold"), both, fixed(f" · {away}"))

    def _waiting(self) -> Iterable[Content]:
        """Return what waits for oneself and the day so far, never whom one might pick."""
        day = self._figures
        if day is None:
            return
        rows = [(label, text) for label, text in (self._callbacks(day), _inbox(day), _today(day)) if text]
        if rows:
            yield fixed("")
        for label, text in rows:
            first, *more = text.wrap(max(self.size.width - _LABEL, 1))
            yield join(fixed(label.ljust(_LABEL), QUIET), first)
            yield from (join(" " * _LABEL, line) for line in more)

    def _callbacks(self, day: Figures) -> tuple[str, Content | None]:
        at = day.next_callback_at
        if at is None:
            return tr("Callbacks"), None
        late = at <= self._now
        when = planned(at, self._zone, self._now).removeprefix(f"{tr('today')} ")
        state = fixed(tr("due now"), WARNING) if late else say(distance(at, self._now))
        today = (
            tr("{promised_today} today · ", promised_today=day.promised_today) if day.promised_today else ""
        )
        name = say(day.next_callback_name)
        return tr("Callbacks"), join(
            say(tr("{today}next {when}", today=today, when=when)), " ", name, fixed(" · "), state
        )


def _inbox(day: Figures) -> tuple[str, Content | None]:
    waits = join(say(tr("{inbox} waiting", inbox=day.inbox)), " · ", fixed("F9", f"bold {ACCENT}"))
    return tr("Inbox"), waits if day.inbox else None


def _today(day: Figures) -> tuple[str, Content | None]:
    if not day.calls:
        return tr("Today"), say(tr("no call yet"))
    return tr("Today"), say(
        tr(
            "{count} · {reached} reached · {handed_off} handed off",
            count=count(day.calls, "call"),
            reached=day.reached,
            handed_off=day.handed_off,
        )
    )
