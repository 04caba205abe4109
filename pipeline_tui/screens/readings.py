"""How typed lines are read back while they are typed: times, days, amounts, yes or no."""

from __future__ import annotations

from datetime import date, datetime

from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.errors import PipelineError, UsageTrouble
from pipeline_tui.domain.money import parse_money
from pipeline_tui.domain.text import fold
from pipeline_tui.domain.time_phrases import describe, read_date, read_time
from pipeline_tui.screens.ask import Read, Reading
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.formatting import clock, day, distance, money
from pipeline_tui.wording import tr

_YES = frozenset({"y", "yes", "o", "oui", "j", "ja"})
_NO = frozenset({"n", "no", "non", "nein"})


def reads_time(session: Session, zone: str) -> Read:
    """Return the reader of a time to come, on the clock of a zone."""

    def read(text: str) -> Reading:
        now = session.now()
        try:
            at = read_time(text, now, zone, session.language)
        except PipelineError as error:
            return _trouble(error)
        shown = describe(at, zone, session.zone, now, session.language)
        return Reading(f"{shown} · {distance(at, now)}")

    return read


def time_of(session: Session, text: str, zone: str) -> datetime:
    """Return the time that was typed (UTC)."""
    return read_time(text, session.now(), zone, session.language)


def reads_day(session: Session, *, past: bool = False, after_today: bool = False) -> Read:
    """Return the reader of a day; today or later, unless past days may be given."""

    def read(text: str) -> Reading:
        today = today_of(session)
        try:
            on = read_date(text, today, session.language)
        except PipelineError as error:
            return _trouble(error)
        if on < today and not past:
            return Reading(trouble=tr("{day} has passed", day=day(on, today)))
        if on == today and after_today:
            return Reading(trouble=tr("a day after today is wanted"))
        return Reading(day(on, today))

    return read


def day_of(session: Session, text: str) -> date | None:
    """Return the day that was typed, None when nothing was."""
    return read_date(text, today_of(session), session.language) if text else None


def reads_day_or_time(session: Session, *, after_today: bool = False) -> Read:
    """Return the reader of a day to come, or of a time agreed on it, on the shop's clock."""
    reads = reads_day(session, after_today=after_today)

    def read(text: str) -> Reading:
        as_day = reads(text)
        if not as_day.trouble or _is_day(session, text):
            return as_day
        try:
            on, at = day_or_time_of(session, text)
        except PipelineError as error:
            return _trouble(error)
        assert on is not None and at is not None
        if after_today and on == today_of(session):
            return Reading(trouble=tr("a day after today is wanted"))
        return Reading(
            tr("{day} {clock}, agreed", day=day(on, today_of(session)), clock=clock(at, session.zone))
        )

    return read


def day_or_time_of(session: Session, text: str) -> tuple[date | None, datetime | None]:
    """Return the day that was typed, and the time (UTC) where one was; None twice when nothing was."""
    if not text:
        return None, None
    if _is_day(session, text):
        return day_of(session, text), None
    at = time_of(session, text, session.zone)
    return local_day(at, session.zone), at


def _is_day(session: Session, text: str) -> bool:
    try:
        day_of(session, text)
    except PipelineError:
        return False
    return True


def today_of(session: Session) -> date:
    """Return the date in the shop's zone."""
    from zoneinfo import ZoneInfo

    return session.now().astimezone(ZoneInfo(session.zone)).date()


def reads_amount(session: Session) -> Read:
    """Return the reader of an amount in the shop's currency, more than nothing."""

    def read(text: str) -> Reading:
        try:
            minor = amount_of(session, text)
        except PipelineError as error:
            return _trouble(error)
        if minor <= 0:
            return Reading(trouble=tr("an amount above zero is wanted"))
        return Reading(money(minor, session.workspace.currency, session.language))

    return read


def amount_of(session: Session, text: str) -> int:
    """Return the amount that was typed, in minor units."""
    return parse_money(text, session.language, session.workspace.currency)


def reads_yes_no(yes: str, no: str) -> Read:
    """Return the reader of y or n, read back as what follows from it."""

    def read(text: str) -> Reading:
        word = fold(text)
        if word in _YES:
            return Reading(yes)
        return Reading(no) if word in _NO else Reading(trouble=tr("y or n is wanted"))

    return read


def is_yes(text: str) -> bool:
    """Return whether a yes was typed."""
    return fold(text) in _YES


def reads_satisfaction(text: str) -> Reading:
    """Read a figure from 0 to 10."""
    try:
        return Reading(tr("{satisfaction_of} of 10", satisfaction_of=satisfaction_of(text)))
    except PipelineError as error:
        return _trouble(error)


def satisfaction_of(text: str) -> int | None:
    """Return the figure that was typed, None when nothing was."""
    plain = text.strip().removesuffix("/10").strip()
    if not plain:
        return None
    if not plain.isdecimal() or int(plain) > 10:
        raise UsageTrouble(
            tr("A figure from 0 to 10 is wanted"), "", tr("Leave it empty when none was given.")
        )
    return int(plain)


def _trouble(error: PipelineError) -> Reading:
    return Reading(trouble=error.detail or error.title)
