"""A deal with all that was said: what was promised on top, then numbers, next step, answers, history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from pipeline_tui.domain.hunting import DealCard, Involved
from pipeline_tui.domain.offers import DealOffer
from pipeline_tui.domain.playbook import DealStep
from pipeline_tui.ui.formatting import (
    QUIET,
    STRONG,
    WARNING,
    count,
    distance,
    fixed,
    full_money,
    join,
    money,
    planned,
    say,
    short_moment,
    spread,
)
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.offer_lines import offer_state
from pipeline_tui.widgets.sheet_parts import (
    columns_of,
    history,
    labelled,
    labelled_all,
    numbers,
    rule,
    side_by_side,
)
from pipeline_tui.wording import tr

_TWO_COLUMNS = 76


def deal_sheet(
    card: DealCard,
    step: DealStep | None,
    names: Names,
    zone: str,
    language: str,
    now: datetime,
    width: int,
) -> list[Content]:
    """Return the card of a deal; ``step`` is its step in the playbook."""
    deal = card.deal
    firm = " · ".join(part for part in (deal.firm, card.city) if part)
    value = money(deal.value_minor, deal.currency, language)
    head = [
        spread(
            join(say(deal.name, STRONG), "  ", say(firm, QUIET)),
            join(say(names.step(deal.step), STRONG), "  " if value else "", say(value)),
            width,
        ),
        spread(numbers(card.numbers), _standing(card, step, now), width),
        _next(card, zone, now),
        *offers_on_card(card.offers, language),
    ]
    two = width >= _TWO_COLUMNS
    left, right = columns_of(width) if two else (width, width)
    by = tr("Promised by {promised_by}", promised_by=card.promised_by) if card.promised_by else tr("Promised")
    told = labelled_all(card.brief, names, left)
    known = labelled_all(
        {key: text for key, text in card.answers.items() if key not in card.brief}, names, left, most=2
    )
    said = [rule(by, left), *(told or [fixed(tr("No brief: nobody handed this over."), QUIET)])]
    if known:
        said += [fixed(""), rule(tr("Also known"), left), *known]
    if deal.title and deal.title != card.brief.get("need"):
        said += [fixed(""), *labelled(tr("About"), deal.title, left)]
    if card.people:
        said += [fixed(""), rule(tr("People"), left), *(_person(one, zone, now, left) for one in card.people)]
    before = [rule(tr("Before"), right), *history(card.before, names, zone, now, right)]
    body = side_by_side(said, before, width) if two else [*said, fixed(""), *before]
    return [*head, fixed(""), *body]


def _person(one: Involved, zone: str, now: datetime, width: int) -> Content:
    """Return somebody with what they have to do with the deal."""
    talked = (
        tr("talked {short_moment}", short_moment=short_moment(one.at, zone, now))
        if one.at is not None
        else ""
    )
    part = {"gave": tr("gave them to you"), "same-firm": one.detail or tr("of the same firm")}.get(
        one.part, ""
    )
    told = " · ".join(piece for piece in (part, talked) if piece)
    return join(say(one.name), "  ", say(told, QUIET)).truncate(width, ellipsis=True)


def _next(card: DealCard, zone: str, now: datetime) -> Content:
    deal = card.deal
    if deal.snoozed_until is not None and deal.snoozed_until > now:
        words = tr("{label}: {text}", label=planned(deal.snoozed_until, zone, now), text=deal.snooze_reason)
        return join(fixed(tr("z Snoozed until "), QUIET), say(words, STRONG))
    if deal.next_at is None or not deal.next_do.strip():
        return join(fixed(tr("Next  "), QUIET), fixed(tr("? nothing planned: t sets the next step"), WARNING))
    late = deal.next_at <= now
    time = f"{planned(deal.next_at, zone, now)} · {distance(deal.next_at, now)}"
    mark = say(f"! {time}", WARNING) if late else say(f"· {time}")
    return join(fixed(tr("Next  "), QUIET), say(deal.next_do, STRONG), "  ", mark)


def offers_on_card(offers: Sequence[DealOffer], language: str) -> list[Content]:
    """Return the newest offer of a deal in a line, and how many others there are."""
    if not offers:
        return []
    one, others = offers[0], len(offers) - 1
    return [
        join(
            fixed(tr("Offer "), QUIET),
            say(f"{one.number} v{one.version}", STRONG),
            "  ",
            offer_state(one.state),
            "  ",
            say(full_money(one.gross_minor, one.currency, language)),
            "  " if one.answer else "",
            say(one.answer, QUIET),
            "  " if others else "",
            say(count(others, "other") if others else "", QUIET),
        )
    ]


def _standing(card: DealCard, step: DealStep | None, now: datetime) -> Content:
    deal = card.deal
    days = max((now - deal.step_since).days, 0)
    words = tr("{count} in this step", count=count(days, "day")) if days else tr("in this step since today")
    if deal.overdue and step is not None:
        more = tr("over ") if days <= step.days_allowed else ""
        return say(
            tr(
                "! {more}{words}, {days_allowed} allowed",
                more=more,
                words=words,
                days_allowed=step.days_allowed,
            ),
            WARNING,
        )
    return say(words, QUIET)


def preview(card: DealCard, names: Names, zone: str, now: datetime, width: int) -> list[Content]:
    """Return the short form beside a list: what was promised, then what was before."""
    rows = [
        say(card.deal.name, STRONG),
        numbers(card.numbers),
        _next(card, zone, now),
        rule(
            tr("Promised by {promised_by}", promised_by=card.promised_by)
            if card.promised_by
            else tr("Promised"),
            width,
        ),
        *labelled_all(card.brief, names, width),
    ]
    if card.deal.title:
        rows += labelled(tr("About"), card.deal.title, width) if "need" not in card.brief else []
    return [*rows, fixed(""), rule(tr("Before"), width), *history(card.before, names, zone, now, width)]
