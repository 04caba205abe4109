"""What was typed as the answer to a script's question, read by the question's type.

The stored form is text that a person can read and a program can read back: ``1200.50 EUR``,
``2026-12-24``, ``yes``. ``?`` stands for "asked, and not known" whatever the type.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.scripts import AnswerType, Question
from pipeline_tui.domain.time_phrases import read_date
from pipeline_tui.wording import tr

UNKNOWN = "?"
LONGEST = 2000  # characters of a free answer

_DECIMALS = {"JPY": 0, "KRW": 0, "XAF": 0, "XOF": 0, "XPF": 0, "TND": 3, "KWD": 3}  # every other has 2
_SIGNS = {"€": "EUR", "£": "GBP", "$": "USD", "eur": "EUR", "euro": "EUR", "euros": "EUR"}
_STORED_MONEY = re.compile(r"\d{1,13}\.\d+ [A-Z]{3}")
_YES = {"y", "yes", "o", "oui", "1", "true"}
_NO = {"n", "no", "non", "0", "false"}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janv janvier",
            "feb february fev fevr fevrier",
            "mar march mars",
            "apr april avr avril",
            "may mai",
            "jun june juin",
            "jul july juil juillet",
            "aug august aout",
            "sep sept september septembre",
            "oct october octobre",
            "nov november novembre",
            "dec december decembre",
        ),
        start=1,
    )
    for name in names.split()
}
_DAYS = {"today": 0, "aujourd'hui": 0, "tomorrow": 1, "demain": 1, "apres-demain": 2}


def read_answer(question: Question, typed: str, *, language: str, currency: str, today: date) -> str:
    """Return the stored form of a typed answer; "" when nothing was typed.

    ``today`` is the date where the contact is. Raises UsageTrouble, naming the field, when the text
    cannot be read as the question's type without guessing.
    """
    text = " ".join(typed.split()) if question.type is not AnswerType.TEXT else typed.strip()
    if text in ("", UNKNOWN):
        return text
    if question.type is AnswerType.MONEY and _STORED_MONEY.fullmatch(text):
        currency = text[-3:]  # as it was stored: three decimals group no thousands here
        if len(text.partition(".")[2]) - 4 == _DECIMALS.get(currency, 2):
            return text
    match question.type:
        case AnswerType.MONEY:
            return _money(question, text, language, currency)
        case AnswerType.NUMBER:
            return str(_decimal(question, text, language, tr("12 or 12.5")))
        case AnswerType.DATE:
            return _date(question, text, language, today).isoformat()
        case AnswerType.CHOICE:
            return _choice(question, text)
        case AnswerType.YES_NO:
            return _yes_no(question, text)
        case AnswerType.TEXT:
            if len(text) > LONGEST:
                raise _unread(question, text[:20] + "…", tr("at most {longest} characters", longest=LONGEST))
            return text


def money_of(stored: str) -> tuple[int, str]:
    """Return a stored amount as integer minor units and its currency."""
    amount, currency = stored.split(" ")
    return int(Decimal(amount).scaleb(_DECIMALS.get(currency, 2))), currency


def _unread(question: Question, typed: str, expected: str) -> UsageTrouble:
    return UsageTrouble(
        tr("{field}: “{typed}” cannot be read", field=question.field, typed=typed),
        tr("The question “{prompt}” takes {expected}.", prompt=question.prompt, expected=expected),
        tr("Type {expected}, or ? when it is not known.", expected=expected),
        {"field": question.field, "expected": expected},
    )


def _fold(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).strip()


def _money(question: Question, text: str, language: str, currency: str) -> str:
    found = re.fullmatch(r"(?P<before>[^\d\s.,+-]*)(?P<number>[\d\s.,'’+-]+)(?P<after>\D*)", text)
    example = "1 200,50" if language.startswith("fr") else "1,200.50"
    expected = tr("an amount such as 1200 or {example} {currency}", example=example, currency=currency)
    if found is None:
        raise _unread(question, text, expected)
    unit = (found["before"] + found["after"]).strip()
    thousands = 0
    if _fold(unit)[:1] == "k" and not _fold(unit).startswith(("kr", "kc")):
        thousands, unit = 3, unit[1:].strip()
    if unit:
        currency = _SIGNS.get(unit.casefold(), unit.upper())
        if not re.fullmatch("[A-Z]{3}", currency):
            raise _unread(question, text, expected)
    amount = _decimal(question, found["number"].strip(), language, expected).scaleb(thousands)
    places = _DECIMALS.get(currency, 2)
    if amount < 0 or amount >= 10**13 or amount != round(amount, places):
        raise _unread(question, text, expected)
    return f"{amount:.{places}f} {currency}"


def _decimal(question: Question, text: str, language: str, expected: str) -> Decimal:
    """Read a number written with either comma or point; what could mean two things is refused."""
    bare = re.sub(r"[\s'’]", "", text)
    if not re.fullmatch(r"[+-]?\d[\d.,]*", bare):
        raise _unread(question, text, expected)
    own = "," if language.startswith("fr") else "."
    marks = [sign for sign in bare if sign in ".,"]
    decimal = ""
    if len(set(marks)) == 2:
        decimal = marks[-1]
    elif len(marks) == 1:
        # One mark before exactly three digits groups thousands, unless it is the language's own decimal
        # mark: then "1.200" may be meant either way.
        grouped = len(bare) - bare.index(marks[0]) == 4
        if grouped and marks[0] == own and bare.index(marks[0]) <= 3 and not bare.startswith("0"):
            whole, _, part = bare.partition(own)
            either = tr(
                "{whole}{part}, or {whole}{own}{part2}",
                whole=whole,
                part=part,
                own=own,
                part2=part.rstrip("0") or "0",
            )
            raise _unread(question, text, tr("{either}, for {bare} may be both", either=either, bare=bare))
        decimal = "" if grouped and marks[0] != own else marks[0]
    grouping = {",": ".", ".": ",", "": marks[0] if marks else ","}[decimal]
    whole, _, part = bare.partition(decimal) if decimal else (bare, "", "")
    groups = rf"[+-]?(?:\d{{1,3}}(?:{re.escape(grouping)}\d{{3}})+|\d+)"
    if not re.fullmatch(groups, whole) or not re.fullmatch(r"\d*", part):
        raise _unread(question, text, expected)
    return Decimal(whole.replace(grouping, "") + (f".{part}" if part else ""))


def _date(question: Question, text: str, language: str, today: date) -> date:
    expected = tr("a date such as 24/12, 24 December or next friday")
    folded = _fold(text)
    if folded in _DAYS:
        return today + timedelta(days=_DAYS[folded])
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", folded)
    if found is not None:
        parts: tuple[int, int, int | None] | None = int(found[3]), int(found[2]), int(found[1])
    else:
        parts = _day_month(folded)
    if parts is None:
        try:
            return read_date(text, today, language)  # weekdays and distances, as for a call back
        except UsageTrouble:
            raise _unread(question, text, expected) from None
    day, month, year = parts
    try:
        if year is not None:
            return date(year, month, day)
        return next(
            when
            for later in range(9)  # 29 February comes back within eight years
            if (when := _valid(today.year + later, month, day)) is not None and when >= today
        )
    except (ValueError, StopIteration):
        raise _unread(question, text, expected) from None


def _day_month(folded: str) -> tuple[int, int, int | None] | None:
    """Read day before month, as everywhere in Europe; "December 24" too, as its month is a word."""
    found = re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?\.?", folded)
    if found is not None:
        year = found[3] and int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return int(found[1]), int(found[2]), year or None
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|er)? ?([a-z]+)\.?(?:,? (\d{4}))?", folded)
    if found is not None:
        day, word, written = found[1], found[2], found[3]
    else:
        found = re.fullmatch(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?", folded)
        if found is None:
            return None
        day, word, written = found[2], found[1], found[3]
    month = _MONTHS.get(word)
    return (int(day), month, int(written) if written else None) if month else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _choice(question: Question, text: str) -> str:
    folded = _fold(text)
    same = [choice for choice in question.choices if _fold(choice) == folded]
    begun = [choice for choice in question.choices if _fold(choice).startswith(folded)]
    if same or len(begun) == 1:
        return (same or begun)[0]
    if text.isdecimal() and 1 <= int(text) <= len(question.choices):
        return question.choices[int(text) - 1]
    raise _unread(question, text, tr("one of: ") + ", ".join(question.choices))


def _yes_no(question: Question, text: str) -> str:
    folded = _fold(text)
    if folded in _YES:
        return "yes"
    if folded in _NO:
        return "no"
    raise _unread(question, text, tr("yes or no"))
