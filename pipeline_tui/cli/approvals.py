"""``offer waiting``, ``approve`` and ``refuse``: discounts above a limit, answered by a manager."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.offers import Answered

OfferId = Annotated[int, typer.Argument(metavar="ID", help="The offer's id, from `offer waiting`.")]


def add_to(family: typer.Typer) -> None:
    """Add these commands to the family of offers."""
    family.command("waiting")(waiting)
    family.command("approve")(approve)
    family.command("refuse")(refuse)


def waiting(ctx: typer.Context) -> None:
    """List the offers that wait for a manager's approval."""
    from pipeline_tui.cli.printing import table, when
    from pipeline_tui.cli.shapes import numbered
    from pipeline_tui.domain.money import format_money
    from pipeline_tui.domain.quantities import format_percent
    from pipeline_tui.services import approving

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        every = approving.approvals(shop, viewer)
        language, zone = shop.workspace.language, shop.workspace.zone
    shell.answer(
        numbered(every, "offer_id"),
        lambda: [
            table(
                ("id", "number", "version", "hunter", "client", "total", "discount", "limit", "since"),
                [
                    (
                        each.offer_id,
                        each.number,
                        each.version,
                        each.hunter,
                        each.client,
                        format_money(each.gross_minor, each.currency, language, cents=True),
                        format_percent(each.deepest, language),
                        format_percent(each.limit, language),
                        when(each.asked_at, zone),
                    )
                    for each in every
                ],
                empty=tr("No offer waits for approval."),
            )
        ],
    )


def approve(
    ctx: typer.Context,
    offer_id: OfferId,
    words: Annotated[str, typer.Option(metavar="T", help="Words for the hunter.")] = "",
) -> None:
    """Agree to an offer that waits, for managers; its hunter may send it."""
    from pipeline_tui.services import approving

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        answered = approving.approve(shop, viewer, offer_id, act=new_act(), words=words)
    _answer_told(shell, answered)


def refuse(
    ctx: typer.Context,
    offer_id: OfferId,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="Why, for the hunter.")],
) -> None:
    """Refuse an offer that waits, for managers; its hunter is told why."""
    from pipeline_tui.services import approving

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        answered = approving.refuse(shop, viewer, offer_id, words, act=new_act())
    _answer_told(shell, answered)


def _answer_told(shell: Shell, answered: Answered) -> None:
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.cli.code_words import state_word
    from pipeline_tui.cli.printing import line

    plain = as_json(answered)
    plain = {"id": plain["offer_id"], **plain}
    shell.answer(
        plain,
        lambda: [
            line(
                tr(
                    "Offer {number}: {state}. {hunter} is told.",
                    number=plain["number"],
                    state=state_word(plain["state"]),
                    hunter=plain["hunter"],
                )
            )
        ],
    )
