"""What we want to know of a client: the playbook's questions, what is known, and which to ask next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from pipeline_tui.domain.answer_words import in_words
from pipeline_tui.domain.desk import nothing_said
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.script_answers import UNKNOWN
from pipeline_tui.domain.scripts import AnswerType, Question
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import tr

ASKED_AT_ONCE = 2  # more in one call is an interrogation


@dataclass(frozen=True, slots=True)
class Need:
    """A question of the needs sheet; a script that asks for the same key fills it."""

    key: str
    names: MappingProxyType[str, str]
    asks: MappingProxyType[str, str] = field(default_factory=nothing_said)  # as it is said in a call
    type: AnswerType = AnswerType.TEXT
    choices: MappingProxyType[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def name(self, language: str) -> str:
        """Return the name in a language, else in English."""
        return self.names.get(language) or self.names["en"]

    def question(self, language: str) -> Question:
        """Return the question in a language, else in English."""
        prompt = self.asks.get(language) or self.asks.get("en") or self.name(language)
        return Question(self.key, self.type, prompt, choices=self.choices.get(language, ()))


@dataclass(frozen=True, slots=True)
class NeedSaid:
    """An answer, or that it was asked and is not known, as somebody stored it."""

    key: str
    value: str  # "" or "?": not known
    at: datetime  # UTC
    who: str

    @property
    def known(self) -> bool:
        """Whether it says something."""
        return self.value not in ("", UNKNOWN)


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A line of the needs sheet: the question, and what is known; older answers, newest first."""

    key: str
    name: str
    ask: str
    words: str = ""  # what is known, as one reads it; "" when it is not
    said: NeedSaid | None = None
    older: tuple[NeedSaid, ...] = ()
    ask_next: bool = False

    @property
    def value(self) -> str:
        """Return what is known as it is stored, "" when it is not."""
        return self.said.value if self.said is not None and self.said.known else ""


def need_lines(
    needs: Iterable[Need], said: Iterable[NeedSaid], language: str, today: date
) -> tuple[NeedLine, ...]:
    """Return a line for each question with its newest answer; the two to ask next are marked.

    Of two answers of one instant the one that comes later in ``said`` is the newer.
    """
    by_key: dict[str, list[NeedSaid]] = {}
    for _, one in sorted(enumerate(said), key=lambda each: (each[1].at, each[0]), reverse=True):
        by_key.setdefault(one.key, []).append(one)
    asked = tuple(needs)
    following = _asked_next(asked, {key: every[0] for key, every in by_key.items()})
    return tuple(
        _line(need, by_key.get(need.key, []), language, today, ask_next=need.key in following)
        for need in asked
    )


def _line(need: Need, said: list[NeedSaid], language: str, today: date, *, ask_next: bool) -> NeedLine:
    newest, question = said[0] if said else None, need.question(language)
    words = ""
    if newest is not None and newest.known:
        words = in_words(question, newest.value, language=language, today=today) or newest.value
    return NeedLine(need.key, need.name(language), question.prompt, words, newest, tuple(said[1:]), ask_next)


def _asked_next(needs: tuple[Need, ...], newest: Mapping[str, NeedSaid]) -> frozenset[str]:
    """Return the oldest unknowns: what was never asked first, in the playbook's order, then longest ago."""
    unknown = [one for one in needs if not (said := newest.get(one.key)) or not said.known]
    never = [one.key for one in unknown if one.key not in newest]
    before = sorted((newest[one.key].at, one.key) for one in unknown if one.key in newest)
    return frozenset([*never, *(key for _, key in before)][:ASKED_AT_ONCE])


def need_of(needs: Iterable[Need], key: str) -> Need:
    """Return the question with a key; UsageTrouble names the others."""
    known = {one.key: one for one in needs}
    if key not in known:
        raise UsageTrouble(
            tr('"{key}" is no question of the needs sheet', key=clean(key, limit=40)),
            tr("The playbook asks for {known}.", known=", ".join(known) or "nothing"),
            tr("Give one of these."),
            {"known": list(known)},
        )
    return known[key]
