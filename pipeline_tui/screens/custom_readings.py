"""How a field of the shop's own is read back while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.domain.answer_words import read_back, wanted
from pipeline_tui.domain.custom_fields import field_named
from pipeline_tui.domain.scripts import Question
from pipeline_tui.screens.ask import Read, Reading
from pipeline_tui.screens.readings import today_of

if TYPE_CHECKING:
    from pipeline_tui.screens.session import Session


def custom_question(session: Session, code: str) -> Question:
    """Return the field with a code as a question in the shop's language."""
    return field_named(session.playbook.custom_fields, code).question(session.language)


def reads_custom(session: Session, code: str) -> Read:
    """Return the reader of a field, as its type has it."""
    question = custom_question(session, code)

    def read(text: str) -> Reading:
        currency = session.workspace.currency
        told = read_back(
            question, text, language=session.language, currency=currency, today=today_of(session)
        )
        shown = told.words or wanted(question, session.language)
        return Reading(shown) if told.understood else Reading(trouble=told.words)

    return read
