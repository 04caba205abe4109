"""What is known of a client, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.cli.printing import day, decimal, facts, title, when
from pipeline_tui.domain.money import format_money
from pipeline_tui.ui.words import PAST, kind_name
from pipeline_tui.wording import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from pipeline_tui.domain.farming import ClientCard
    from pipeline_tui.services.shop import Shop


def client_lines(card: ClientCard, shop: Shop) -> Iterator[RenderableType]:
    """Return everything known of a client as lines."""
    zone, language, today = shop.workspace.zone, shop.workspace.language, shop.today()

    def paid(minor: int) -> str:
        return format_money(minor, card.currency, language)

    yield title(", ".join(part for part in (card.name, card.firm, card.city) if part))
    if card.complaint is not None:
        yield title(
            tr(
                "COMPLAINT since {at}: {words}",
                at=when(card.complaint.opened_at, zone),
                words=card.complaint.words,
            )
        )
    planned, own = card.next_check_in, card.habit
    habit = ""
    if own is not None:
        silent = (
            tr("silent for {times} x that", times=decimal(own.times(today)))
            if own.silent(today)
            else tr("due {day}", day=day(own.due_on))
        )
        habit = tr("every {days} days, {silent}", days=own.gap, silent=silent)
    scores = card.satisfaction
    yield facts(
        [
            ("segment", tr("{segment}, every {days} days", segment=card.segment, days=card.days)),
            ("client since", day(card.since)),
            ("last talked", when(card.last_contact, zone)),
            (
                "check-in",
                day(planned.due_on) + (tr(" (overdue)") if planned.overdue else "")
                if planned
                else tr("none"),
            ),
            ("buys", habit),
            (
                "satisfied",
                tr("{score}/10, {count} answers", score=scores[-1].score, count=len(scores))
                if scores
                else "",
            ),
            *((kind_name(each.kind), each.shown) for each in card.numbers),
            *(
                (
                    str(each.year),
                    trn(
                        "{paid} in {number} purchase",
                        "{paid} in {number} purchases",
                        each.purchases,
                        paid=paid(each.minor),
                    ),
                )
                for each in card.years
            ),
            *(
                (tr("need: {name}", name=each.name), each.words or (tr("ask next") if each.ask_next else "?"))
                for each in card.needs
            ),
            *(("promised", f"{each.text} {when(each.at, zone)} ({each.who})") for each in card.promises),
            *(
                (
                    trn("in {number} day", "in {number} days", each.days_left),
                    f"{each.occasion.what} {each.occasion.recipient}".strip(),
                )
                for each in card.occasions
            ),
            ("named by", card.named_by),
            *(("brought", f"{each.name}, {each.became}") for each in card.brought),
            *((day(each.on), f"{paid(each.amount_minor)} {each.what}") for each in card.purchases),
            *(
                (when(past.at, zone), f"{PAST.get(past.what, past.what)} {past.text} ({past.who})")
                for past in card.before
            ),
        ]
    )
