"""``O``: the yearly dates of a client; added, changed, dropped."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pipeline_tui.domain.calendar_words import long_month_name, month_name
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.occasions import LEAD_DAYS, LONGEST_LEAD, Occasion
from pipeline_tui.domain.script_answers import read_answer
from pipeline_tui.domain.scripts import AnswerType, Question
from pipeline_tui.screens.ask import Choose, Reading
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.form import Field, Form, Typed
from pipeline_tui.ui.formatting import short_day
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.farming import ClientCard
    from pipeline_tui.screens.client_acts import ClientActs

_NEW = "new"
_DROP = ("drop", "-")


def open_for(desk: ClientActs, card: ClientCard) -> None:
    """Show the dates; without any, ask for the first one at once."""
    if not card.occasions:
        _ask(desk, card, None, {})
        return
    lines = [
        (
            str(one.occasion.id),
            f"{short_day(one.on, desk.today):<7} {one.occasion.what}"
            + (tr(" of {recipient}", recipient=one.occasion.recipient) if one.occasion.recipient else "")
            + (tr(", last: {last_gift}", last_gift=one.occasion.last_gift) if one.occasion.last_gift else ""),
        )
        for one in card.occasions
    ]

    def chosen(key: str | None) -> None:
        if key is not None:
            known = next((one.occasion for one in card.occasions if str(one.occasion.id) == key), None)
            _ask(desk, card, known, _typed(known) if known is not None else {})

    desk.open(
        Choose(tr("Yearly dates of {name}", name=card.name), [*lines, (_NEW, tr("another date"))]), chosen
    )


def _typed(one: Occasion) -> dict[str, str]:
    return {
        "what": one.what,
        "on": f"{one.day}/{one.month}",
        "recipient": one.recipient,
        "relation": one.relation,
        "address": one.address,
        "gift": one.last_gift,
        "lead": str(one.lead_days),
    }


def _ask(
    desk: ClientActs,
    card: ClientCard,
    known: Occasion | None,
    values: Typed,
    trouble: PipelineError | None = None,
) -> None:
    fields = [
        Field(
            "what", tr("Occasion"), values.get("what", ""), required=True, resting=tr("birthday, wedding day")
        ),
        Field(
            "on",
            tr("Every year on"),
            values.get("on", ""),
            lambda text: _reads_date(desk, text),
            required=True,
            resting=tr("24/12, 24 December"),
        ),
        Field("recipient", tr("For whom"), values.get("recipient", "")),
        Field(
            "relation", tr("Who that is"), values.get("relation", ""), resting=tr("wife, mother, the team")
        ),
        Field("address", tr("Where to"), values.get("address", "")),
        Field("gift", tr("Last gift"), values.get("gift", "")),
        Field("lead", tr("Days before"), values.get("lead", ""), _reads_lead, resting=f"{LEAD_DAYS}"),
    ]

    def given(typed: Typed | None) -> None:
        if typed is not None:
            _keep(desk, card, known, typed)

    hint = (tr("drop as the occasion keeps it no longer"),) if known is not None else ()
    title = tr("Yearly date of {name}", name=card.name)
    desk.app.push_screen(Form(title, fields, hint=hint, accept=tr("keep it"), trouble=trouble), given)


def _keep(desk: ClientActs, card: ClientCard, known: Occasion | None, typed: Typed) -> None:
    doors, act = desk.session.doors, new_act()
    if known is not None and typed["what"].strip().lower() in _DROP:
        desk.act(
            lambda: doors.drop_occasion(known.id, act=act),
            lambda one: desk.changed(tr("dropped: {what}", what=one.what), card.name),
        )
        return
    on = _date_of(desk, typed["on"])
    kept = Occasion(
        known.id if known is not None else 0,
        card.contact_id,
        typed["what"],
        on.month,
        on.day,
        typed["recipient"],
        typed["relation"],
        typed["address"],
        typed["gift"],
        int(typed["lead"]) if typed["lead"] else LEAD_DAYS,
    )
    desk.act(
        lambda: doors.keep_occasion(kept, act=act),
        lambda one: desk.changed(
            tr("every year on {day} {month}: {what}", day=on.day, month=month_name(on), what=one.what),
            one.recipient,
            card.name,
        ),
        lambda error: _ask(desk, card, known, typed, error),
    )


def _date_of(desk: ClientActs, text: str) -> date:
    session = desk.session
    asked = Question("on", AnswerType.DATE, tr("On which day?"))
    return date.fromisoformat(
        read_answer(
            asked, text, language=session.language, currency=session.workspace.currency, today=desk.today
        )
    )


def _reads_date(desk: ClientActs, text: str) -> Reading:
    try:
        on = _date_of(desk, text)
    except PipelineError as error:
        return Reading(trouble=error.detail or error.title)
    except ValueError:
        return Reading(trouble=tr("a day such as 24/12 is wanted"))
    return Reading(tr("every year on {day} {month}", day=on.day, month=long_month_name(on)))


def _reads_lead(text: str) -> Reading:
    if not text.isdecimal() or int(text) > LONGEST_LEAD:
        return Reading(trouble=tr("0 to {longest_lead} days", longest_lead=LONGEST_LEAD))
    return Reading(tr("in Today from {text} days before", text=text))
