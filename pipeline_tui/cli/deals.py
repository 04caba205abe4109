"""``deals`` and ``deal``: a hunter's deals, from step to step until won or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.deal_lines import amount_of, deal_line, deal_lines
from pipeline_tui.cli.repeat_deals import repeat
from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.cli.values import check_code
from pipeline_tui.domain.sales import Winning
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.acts import Won
    from pipeline_tui.domain.hunting import Deal
    from pipeline_tui.services.shop import Shop

DealId = Annotated[int, typer.Argument(metavar="ID", help="The deal's id, from `deals`.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command("deals")(deals)
    family = typer.Typer(no_args_is_help=True, help="One deal: show it, move it, win or lose it.")
    family.command("show")(show)
    family.command("step")(step)
    family.command("next")(plan_next)
    family.command("snooze")(snooze)
    family.command("value")(value)
    family.command("won")(won)
    family.command("lost")(lost)
    family.command("repeat")(repeat)
    app.add_typer(family, name="deal")


def deals(ctx: typer.Context) -> None:
    """List your open deals."""
    from pipeline_tui.cli.printing import table, when
    from pipeline_tui.services import negotiating

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        every = negotiating.deals(shop, viewer)
        zone, language = shop.workspace.zone, shop.workspace.language
    shell.answer(
        every,
        lambda: [
            table(
                ("id", "name", "firm", "step", "value", "next", "when"),
                [
                    (
                        each.id,
                        each.name,
                        each.firm,
                        each.step + (tr(" (overdue)") if each.overdue else ""),
                        amount_of(each.value_minor, each.currency, language),
                        each.next_do,
                        when(each.next_at, zone),
                    )
                    for each in every
                ],
                empty=tr("No open deals. Hot contacts wait in `inbox`."),
            )
        ],
    )


def show(ctx: typer.Context, deal_id: DealId) -> None:
    """Show a deal with all that was said."""
    from pipeline_tui.services import negotiating

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        card = negotiating.deal_card(shop, viewer, deal_id)
        zone, language = shop.workspace.zone, shop.workspace.language
    shell.answer(card, lambda: deal_lines(card, zone, language))


def step(
    ctx: typer.Context,
    deal_id: DealId,
    to: Annotated[str, typer.Argument(metavar="STEP", help="One of the playbook's steps.")],
) -> None:
    """Move a deal to another step."""
    from pipeline_tui.services import negotiating

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        check_code(tr("deal step"), to, [each.code for each in shop.playbook.deal_steps])
        _answer_deal(shell, shop, negotiating.move_deal(shop, viewer, deal_id, to, act=new_act()))


def plan_next(
    ctx: typer.Context,
    deal_id: DealId,
    do: Annotated[str, typer.Option(metavar="T", help="What you will do.")],
    at: Annotated[str, typer.Option(metavar="WHEN", help='In the shop\'s zone: "tue 14:20", "+2h".')],
) -> None:
    """Plan the next step of a deal."""
    from pipeline_tui.domain.time_phrases import read_time
    from pipeline_tui.services import negotiating

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        planned = read_time(at, shop.now(), shop.workspace.zone, shop.workspace.language)
        _answer_deal(shell, shop, negotiating.plan_next(shop, viewer, deal_id, do, planned, act=new_act()))


def snooze(
    ctx: typer.Context,
    deal_id: DealId,
    until: Annotated[str, typer.Option(metavar="D", help='A day to come: "tue", "2026-12-01".')],
    reason: Annotated[str, typer.Option(metavar="T", help="What the deal waits for.")],
) -> None:
    """Silence a deal until a day.

    It ends by itself as the shop opens on that day, and earlier with any new act on the deal.
    """
    from pipeline_tui.domain.time_phrases import read_date
    from pipeline_tui.services.snoozing import snooze_deal

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        on = read_date(until, shop.today(), shop.workspace.language)
        _answer_deal(shell, shop, snooze_deal(shop, viewer, deal_id, on, reason, act=new_act()))


def value(
    ctx: typer.Context,
    deal_id: DealId,
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="What it is worth; ? when not known.")],
    title: Annotated[str | None, typer.Option(metavar="T", help="What it is about.")] = None,
) -> None:
    """Say what a deal is worth, and what it is about."""
    from pipeline_tui.domain.money import parse_money
    from pipeline_tui.services.valuing import set_value

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        made = shop.workspace
        worth = None if amount.strip() == "?" else parse_money(amount, made.language, made.currency)
        _answer_deal(shell, shop, set_value(shop, viewer, deal_id, worth, act=new_act(), title=title))


def won(
    ctx: typer.Context,
    deal_id: DealId,
    amount: Annotated[str, typer.Option(metavar="1200.00", help="What was paid, in the shop's currency.")],
    what: Annotated[str, typer.Option(metavar="TEXT", help="What was bought.")] = "",
    delivered: Annotated[
        str,
        typer.Option(metavar="D", help="Delivery date, as in 2026-11-24; the first check-in counts from it."),
    ] = "",
    farmer: Annotated[
        str, typer.Option(metavar="OP", help="Who gets the client, or team; else shared out.")
    ] = "",
    follow_up: Annotated[
        bool, typer.Option("--follow-up", help="The client agreed to be called about later offers.")
    ] = False,
) -> None:
    """Win a deal, from any step.

    The purchase is recorded; the farmer gets the client with a first check-in.
    """
    from pipeline_tui.cli.printing import day, line, when
    from pipeline_tui.domain.money import parse_money
    from pipeline_tui.domain.time_phrases import read_date
    from pipeline_tui.services.winning import win_deal

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        made = shop.workspace
        win = win_deal(
            shop,
            viewer,
            deal_id,
            Winning(
                parse_money(amount, made.language, made.currency),
                what=what,
                delivered_on=read_date(delivered, shop.today(), made.language) if delivered else None,
                farmer=farmer or None,
                follow_up_consent=follow_up,
            ),
            act=new_act(),
        )
    paid = amount_of(win.purchase.amount_minor, win.purchase.currency, made.language)
    shell.answer(
        win,
        lambda: [
            line(tr("Won: {name}, {paid}.", name=win.deal.name, paid=paid)),
            line(
                tr("{keeper}; first check-in {due_on}.", keeper=_keeper(win), due_on=day(win.check_in.due_on))
            ),
            *(
                [line(tr("To be accepted by {at}.", at=when(win.limit_at, made.zone)))]
                if win.limit_at
                else []
            ),
        ],
    )


def _keeper(won: Won) -> str:
    from pipeline_tui.services.receiving import the_team

    return (
        tr("Some farmer of the team is to take the client")
        if won.farmer == the_team()
        else tr("{farmer} keeps the client", farmer=won.farmer)
    )


def lost(
    ctx: typer.Context,
    deal_id: DealId,
    reason: Annotated[str, typer.Option(metavar="CODE", help="One of the playbook's reasons.")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was said.")] = "",
    competitor: Annotated[str, typer.Option(metavar="NAME", help="Who got it, if known.")] = "",
    price: Annotated[str, typer.Option(metavar="AMOUNT", help="For how much, if known.")] = "",
    win_back: Annotated[
        str,
        typer.Option(
            metavar="D", help='The day the scouts ring again, or "never"; else as the playbook says.'
        ),
    ] = "",
) -> None:
    """Close a deal as lost, with a reason.

    On the win-back day the contact is in the scouts' queue again, if the calling rules allow it then.
    """
    from pipeline_tui.domain.money import parse_money
    from pipeline_tui.domain.time_phrases import read_date
    from pipeline_tui.services.losing import lose_deal

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        check_code(tr("lost reason"), reason, [each.code for each in shop.playbook.lost_reasons])
        made, back = shop.workspace, win_back.strip().casefold()
        deal = lose_deal(
            shop,
            viewer,
            deal_id,
            reason,
            act=new_act(),
            note=note,
            competitor=competitor,
            competitor_minor=parse_money(price, made.language, made.currency) if price else None,
            win_back=back != "never"
            if back in ("", "never")
            else read_date(win_back, shop.today(), made.language),
        )
        _answer_deal(shell, shop, deal)


def _answer_deal(shell: Shell, shop: Shop, deal: Deal) -> None:
    shell.answer(deal, lambda: [deal_line(deal, shop.workspace.zone, shop.workspace.language)])
