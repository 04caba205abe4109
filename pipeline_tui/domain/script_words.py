"""What the script's placeholders stand for, and how a draft is made and taken up again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Protocol

from pipeline_tui.domain.answer_words import AnswerRead, read_back
from pipeline_tui.domain.clocks import zone_named
from pipeline_tui.domain.desk import Desk, Draft
from pipeline_tui.domain.scripts import Question, Script, Walk
from pipeline_tui.domain.shop import Workspace


class Named(Protocol):
    """Who a script or a message speaks to."""

    @property
    def spoken(self) -> str: ...
    @property
    def first_name(self) -> str: ...
    @property
    def last_name(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def firm(self) -> str: ...
    @property
    def city(self) -> str: ...
    @property
    def source(self) -> str: ...


def placeholder_values(desk: Desk, firm: str, operator: str) -> dict[str, str]:
    """Return the value of each placeholder that is known; ``firm`` and ``operator`` are our own."""
    bought = desk.bought[0].rpartition(", ")[0] if desk.bought else ""  # without its day
    answers = {"last_purchase": bought, **desk.answers}
    return values_of(desk, desk.brief, answers, firm, operator, desk.offer)


def values_of(
    who: Named, brief: Mapping[str, str], answers: Mapping[str, str], firm: str, operator: str, offer: str
) -> dict[str, str]:
    """Return the value of each placeholder for anybody with a name, in hand or not."""
    return {
        **{f"brief_{field}": text for field, text in brief.items()},
        "civility_name": who.spoken,
        "first_name": who.first_name,
        "last_name": who.last_name,
        "name": who.name,
        "firm": firm,
        "contact_firm": who.firm,
        "operator": operator,
        "city": who.city,
        "offer": offer,
        "term": answers.get("term", ""),
        "source": who.source,
        "last_purchase": answers.get("last_purchase", ""),
    }


def today_there(desk: Desk, now: datetime, own_zone: str) -> date:
    """Return the date where the contact is."""
    return now.astimezone(zone_named(desk.zone or own_zone)).date()


def read_here(question: Question, typed: str, desk: Desk, workspace: Workspace, now: datetime) -> AnswerRead:
    """Return how an answer typed in this shop about this contact is understood."""
    return read_back(
        question,
        typed,
        language=workspace.language,
        currency=workspace.currency,
        today=today_there(desk, now, workspace.zone),
    )


def taken_up(script: Script, desk: Desk, workspace: Workspace, now: datetime) -> tuple[Walk, dict[str, str]]:
    """Return the walk a contact's draft left off in, and what was typed into fields and not understood."""
    draft, questions = desk.draft, {one.field: one for one in questions_of(script)}
    understood: dict[str, str] = {}
    typed: dict[str, str] = {}
    for field, text in draft.answers.items():
        question = questions.get(field)
        read = read_here(question, text, desk, workspace, now) if question else AnswerRead(text)
        (understood if read.understood else typed)[field] = read.value
    path = draft.path or (script.first,)
    return Walk(script.id, path, tuple(understood.items()), frozenset(draft.unsaid)), typed


def draft_of(note: str, walk: Walk | None, typed: Mapping[str, str], brief: Mapping[str, str]) -> Draft:
    """Return what was typed as it is kept; ``typed`` holds the answers that were not understood."""
    answers = {**(dict(walk.answers) if walk else {}), **typed}
    return Draft(
        note=note,
        path=walk.path if walk and len(walk.path) > 1 else (),
        answers=MappingProxyType({field: text for field, text in answers.items() if text}),
        brief=MappingProxyType({field: text for field, text in brief.items() if text}),
        unsaid=tuple(sorted(walk.unsaid)) if walk else (),
    )


def questions_of(script: Script) -> Iterator[Question]:
    """Yield every question of a script."""
    for step in script.steps:
        for line in step.lines:
            if line.question is not None:
                yield line.question
