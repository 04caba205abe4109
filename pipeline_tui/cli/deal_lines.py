"""A deal, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.cli.code_words import state_word
from pipeline_tui.cli.printing import facts, line, when
from pipeline_tui.domain.money import format_money
from pipeline_tui.ui.words import PAST, kind_name
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from pipeline_tui.domain.hunting import Deal, DealCard


def deal_line(deal: Deal, zone: str, language: str) -> RenderableType:
    """Return where a deal is and what is next, in one line."""
    where = deal.step if deal.state == "open" else state_word(deal.state)
    planned = f"{deal.next_do}, {when(deal.next_at, zone)}".strip(", ") if deal.state == "open" else ""
    if deal.snoozed_until is not None:
        where += tr(
            ", snoozed until {at}: {reason}",
            at=when(deal.snoozed_until, zone),
            reason=deal.snooze_reason,
        )
    parts = (
        tr("Deal {id}, {name}", id=deal.id, name=deal.name),
        where,
        amount_of(deal.value_minor, deal.currency, language),
    )
    return line(
        " · ".join(part for part in parts if part)
        + (tr(". Next: {planned}.", planned=planned) if planned else ".")
    )


def deal_lines(card: DealCard, zone: str, language: str) -> Iterator[RenderableType]:
    """Return a deal with all that was said, as lines."""
    yield deal_line(card.deal, zone, language)
    yield facts(
        [
            ("firm", card.deal.firm),
            ("place", ", ".join(part for part in (card.city, card.zone) if part)),
            *((kind_name(each.kind), f"{each.shown}  {kind_name(each.holder)}") for each in card.numbers),
            ("promised by", card.promised_by),
            *card.brief.items(),
            *((key, text) for key, text in card.answers.items() if key not in card.brief),
            *(
                (when(past.at, zone), f"{PAST.get(past.what, past.what)} {past.text} ({past.who})")
                for past in card.before
            ),
        ]
    )


def amount_of(minor: int | None, currency: str, language: str) -> str:
    """Return an amount, nothing where there is none."""
    return "" if minor is None else format_money(minor, currency, language)
