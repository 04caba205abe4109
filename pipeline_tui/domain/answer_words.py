"""A typed answer as it is read back to whoever typed it, or what it should have been."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from pipeline_tui.domain.calendar_words import day_name, month_name
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.money import format_money
from pipeline_tui.domain.script_answers import UNKNOWN, money_of, read_answer
from pipeline_tui.domain.scripts import AnswerType, Question
from pipeline_tui.wording import mark, tr

NOT_KNOWN = mark("asked, not known")


@dataclass(frozen=True, slots=True)
class AnswerRead:
    """What stands in a field: the stored form when it was understood, else the text as typed."""

    value: str = ""
    words: str = ""  # read back, or what is wanted instead
    understood: bool = True


def read_back(question: Question, typed: str, *, language: str, currency: str, today: date) -> AnswerRead:
    """Return how a typed answer is understood; nothing is raised.

    ``language`` is that of whoever types, ``today`` the date where the contact is.
    """
    try:
        stored = read_answer(question, typed, language=language, currency=currency, today=today)
    except UsageTrouble as trouble:
        return AnswerRead(
            typed, tr("wanted: {data}; ? = not known", data=trouble.data["expected"]), understood=False
        )
    return AnswerRead(stored, in_words(question, stored, language=language, today=today))


def in_words(question: Question, stored: str, *, language: str, today: date) -> str:
    """Return a stored answer as one reads it; "" where the stored form already is how one reads it."""
    if stored == UNKNOWN:
        return tr(NOT_KNOWN)
    if not stored:
        return ""
    try:
        match question.type:
            case AnswerType.MONEY:
                return format_money(*money_of(stored), language)
            case AnswerType.DATE:
                return _day(date.fromisoformat(stored), today)
            case AnswerType.NUMBER:
                number = f"{Decimal(stored):,f}"
                if language.startswith("fr"):
                    number = number.replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", ",")
                return number
    except (ValueError, InvalidOperation):
        return stored  # of an older version of the script, in which the question had another type
    return "" if question.type is AnswerType.TEXT else stored


def wanted(question: Question, language: str) -> str:
    """Return what a field takes, for somebody who has typed nothing yet; "" for free text."""
    french = language.startswith("fr")
    match question.type:
        case AnswerType.MONEY:
            return "1 200,50, 12k, ?" if french else "1,200.50, 12k, ?"
        case AnswerType.NUMBER:
            return "12,5, ?" if french else "12.5, ?"
        case AnswerType.DATE:
            return f"24/12, {'vendredi' if french else tr('next friday')}, ?"
        case AnswerType.YES_NO:
            return f"{tr('oui, non') if french else tr('yes, no')}, ?"
        case AnswerType.CHOICE:
            return "  ".join(f"{number} {choice}" for number, choice in enumerate(question.choices, start=1))
        case AnswerType.TEXT:
            return ""


def _day(on: date, today: date) -> str:
    apart = (on - today).days
    away = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(apart)
    if away is None:
        away = tr("in {apart} days", apart=apart) if apart > 0 else tr("{value} days ago", value=-apart)
    return f"{day_name(on)} {on.day} {month_name(on)} {on.year}, {away}"
