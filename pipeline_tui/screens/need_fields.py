"""Questions of the needs sheet as fields of a form: those with no answer yet, asked with each check-in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pipeline_tui.domain.answer_words import read_back, wanted
from pipeline_tui.domain.needs import NeedLine, need_of
from pipeline_tui.screens.ask import Read, Reading
from pipeline_tui.screens.form import Field, Typed
from pipeline_tui.screens.people_readings import reads_consent
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.screens.session import Session

_NEED = "need "  # and its key: the key of a question's field


def need_fields(
    session: Session, unknown: Sequence[NeedLine], values: Typed, today: date
) -> tuple[Field, ...]:
    """Return a field for each question; what is asked stands under it until something is typed."""
    return tuple(
        Field(
            _NEED + one.key,
            one.name,
            values.get(_NEED + one.key, ""),
            reads_need(session, one.key, today),
            resting=one.ask,
        )
        for one in unknown
    )


CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Unknown:
    """What nobody knows of a client yet and a check-in asks: needs, and whether we may ring again."""

    needs: tuple[NeedLine, ...] = ()
    consent: str = ""  # the question, "" when it need not be asked


def unknown_fields(session: Session, unknown: Unknown, values: Typed, today: date) -> tuple[Field, ...]:
    """Return the fields of a check-in's questions."""
    asked = need_fields(session, unknown.needs, values, today)
    if not unknown.consent:
        return asked
    field = Field(
        CONSENT,
        tr("May we ring?"),
        values.get(CONSENT, ""),
        reads_consent,
        resting=tr("y or n: {consent}", consent=unknown.consent),
    )
    return (field, *asked)


def needs_typed(unknown: Sequence[NeedLine], typed: Typed) -> dict[str, str]:
    """Return what was typed to the questions, by their keys."""
    found = {one.key: typed.get(_NEED + one.key, "") for one in unknown}
    return {key: text for key, text in found.items() if text}


def reads_need(session: Session, key: str, today: date) -> Read:
    """Return the reader of an answer, as the question's type has it."""
    question = need_of(session.playbook.needs, key).question(session.language)

    def read(text: str) -> Reading:
        told = read_back(
            question, text, language=session.language, currency=session.workspace.currency, today=today
        )
        shown = told.words or wanted(question, session.language)
        return Reading(shown) if told.understood else Reading(trouble=told.words)

    return read
