"""Sheets about the contact in hand: why it came up, and everything known of it; they go when it goes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from textual.app import App
from textual.content import Content

from pipeline_tui.domain.calling import Verdict
from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.places import ELSEWHERE_IN_FRANCE, region_words
from pipeline_tui.screens.tell import Tell
from pipeline_tui.ui.formatting import QUIET, SUCCESS, WARNING, fixed, join, planned, say, short_day
from pipeline_tui.widgets.before_pane import event_rows
from pipeline_tui.widgets.contact_facts import Reader, attempt, facts, origin
from pipeline_tui.widgets.sheet_parts import labelled, rule, wrapped
from pipeline_tui.wording import tr

_WIDTH = 64  # columns of the reading sheet
_LABEL = 11
_TEXT_ROWS = 12


class ContactSheet(Tell):
    """Something to read about the contact in hand."""


def close_sheets(app: App[object]) -> None:
    """Close what tells of a contact that is no longer in hand, wherever it stands among the open sheets."""
    for screen in [one for one in app.screen_stack if isinstance(one, ContactSheet)]:
        if screen is app.screen:
            screen.dismiss(None)
        else:
            screen.forget()


def everything(desk: Desk, reader: Reader, now: datetime) -> ContactSheet:
    """Return the sheet with every fact and all that was before, in full."""
    body = [row for fact in facts(desk, reader, now, _WIDTH, most=3) for row in fact.rows]
    body += [fixed(""), rule(tr("Before"), _WIDTH)]
    for event in desk.before:
        body += event_rows(event, reader.names, reader.zone, now, _WIDTH, most=_TEXT_ROWS)
    return ContactSheet(
        tr("All of this contact"), body if desk.before else [*body, fixed(tr("first contact"), QUIET)]
    )


def why(desk: Desk, reader: Reader, now: datetime) -> ContactSheet:
    """Return the sheet that says by which rule the contact came up and what the calling rules say."""
    return ContactSheet(tr("Why this contact"), _why(desk, reader, now))


def _why(desk: Desk, reader: Reader, now: datetime) -> Iterable[Content]:
    verdict = desk.verdict
    yield from wrapped(desk.why[:1].upper() + desk.why[1:], _WIDTH, most=_TEXT_ROWS, style="bold")
    yield fixed("")
    if verdict.allowed:
        until = (
            tr(", until {planned}", planned=planned(verdict.open_until, reader.zone, now))
            if verdict.open_until
            else ""
        )
        yield join(fixed("✓ ", SUCCESS), say(tr("The calling rules allow this call{until}.", until=until)))
    else:
        yield from wrapped(f"✗ {verdict.reason}", _WIDTH, most=_TEXT_ROWS, style=WARNING)
        if verdict.until is not None:
            yield join(
                "  ",
                say(tr("Allowed again {planned}.", planned=planned(verdict.until, reader.zone, now)), QUIET),
            )
    yield fixed("")
    # One count of attempts, the pane's; how many the rules count is said by the reason that refuses.
    yield join(fixed(tr("Attempt").ljust(_LABEL), QUIET), attempt(desk, reader, now))
    for label, text in (
        (tr("Basis"), desk.basis or tr("none recorded")),
        (tr("Comes from"), origin(desk)),
        (tr("Rules"), _rules(verdict, now)),
    ):
        if text:
            yield from labelled(label, text, _WIDTH, most=_TEXT_ROWS, room=_LABEL)


def _rules(verdict: Verdict, now: datetime) -> str:
    """Return which country's rules were asked, when they were checked, and what the refusing one rests on."""
    file, _, own = verdict.rules.partition(" + ")
    country, _, checked = file.partition(" ")
    told = verdict.region not in ("", ELSEWHERE_IN_FRANCE)
    where = f"{country} ({region_words(country, verdict.region.split(','))})" if told else country
    if country == "default":
        where = tr("no rule file for this country")
    of = (
        tr(
            "{where}, checked {short_day}",
            where=where,
            short_day=short_day(date.fromisoformat(checked), now.date()),
        )
        if checked
        else where
    )
    ours = tr("with the shop's own") if own else ""
    return " · ".join(part for part in (of, ours, verdict.source) if part)
