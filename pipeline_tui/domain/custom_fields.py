"""Fields of the shop's own about a contact: few, typed, each for the stages that need it.

Their values stand beside the answers to scripts, so that a script may ask for one, and they are exported and
erased with the person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from pipeline_tui.domain.answer_words import in_words
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.script_answers import read_answer
from pipeline_tui.domain.scripts import AnswerType, Question
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import tr

MOST = 6  # of one stage: more are read by nobody in a call
LONGEST = 200  # characters of a value


@dataclass(frozen=True, slots=True)
class CustomField:
    """One field; ``code`` is what its values are kept under."""

    code: str
    stages: frozenset[Stage]
    names: MappingProxyType[str, str]
    type: AnswerType = AnswerType.TEXT
    choices: MappingProxyType[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def name(self, language: str) -> str:
        """Return the name in a language, else in English."""
        return self.names.get(language) or self.names["en"]

    def question(self, language: str) -> Question:
        """Return the field as a question in a language, else in English."""
        choices = self.choices.get(language) or self.choices.get("en", ())
        return Question(self.code, self.type, self.name(language), choices=choices)


@dataclass(frozen=True, slots=True)
class CustomLine:
    """A field of a contact with what stands in it, stored and as one reads it; "" for nothing."""

    code: str
    name: str
    value: str = ""
    words: str = ""


def of_stages(fields: Iterable[CustomField], stages: Collection[Stage]) -> tuple[CustomField, ...]:
    """Return the fields that some of the stages need."""
    return tuple(one for one in fields if one.stages & set(stages))


def visible(
    fields: Iterable[CustomField], stages: Collection[Stage], answers: Mapping[str, str]
) -> MappingProxyType[str, str]:
    """Return answers without the fields of stages that the reader does not work."""
    others = {one.code for one in fields if not one.stages & set(stages)}
    return MappingProxyType({code: value for code, value in answers.items() if code not in others})


def lines_of(
    fields: Iterable[CustomField], answers: Mapping[str, str], language: str, today: date
) -> tuple[CustomLine, ...]:
    """Return a line for each field, empty ones too, in the playbook's order."""

    def line(one: CustomField) -> CustomLine:
        value = answers.get(one.code, "")
        words = in_words(one.question(language), value, language=language, today=today) or value
        return CustomLine(one.code, one.name(language), value, words)

    return tuple(line(one) for one in fields)


def field_named(fields: Iterable[CustomField], code: str) -> CustomField:
    """Return the field with a code; UsageTrouble names the others."""
    known = {one.code: one for one in fields}
    if code not in known:
        raise UsageTrouble(
            tr('There is no field "{code}" here', code=clean(code, limit=40)),
            tr("The playbook has {fields} at this stage.", fields=", ".join(known) or tr("none of its own")),
            tr("Give one of these."),
            {"known": list(known)},
        )
    return known[code]


def read_field(one: CustomField, typed: str, *, language: str, currency: str, today: date) -> str:
    """Return the stored form of what was typed, "" for nothing; UsageTrouble when it cannot be read."""
    text = clean(typed, limit=LONGEST)
    return read_answer(one.question(language), text, language=language, currency=currency, today=today)
