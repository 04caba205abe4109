"""``deal repeat``: a client buys again."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.wording import tr


def repeat(
    ctx: typer.Context,
    contact_id: Annotated[int, typer.Argument(metavar="CLIENT_ID", help="The client's contact id.")],
    title: Annotated[str, typer.Option(metavar="T", help="What they want.")],
    value: Annotated[str, typer.Option(metavar="A", help="What it may be worth, as in 1200.00.")] = "",
    to: Annotated[
        str, typer.Option(metavar="HUNTER", help="A hunter's name, or team; else shared out.")
    ] = "",
    promised: Annotated[str, typer.Option("--next", metavar="T", help="What was promised next.")] = "",
) -> None:
    """Open a repeat deal with a client.

    Who also closes keeps it; else it waits for a hunter. Won or lost, the client comes back to the farmer.
    """
    from pipeline_tui.cli.printing import line, told
    from pipeline_tui.domain.money import parse_money
    from pipeline_tui.services.repeating_deals import repeat_deal

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        made = shop.workspace
        done = repeat_deal(
            shop,
            viewer,
            contact_id,
            title,
            act=new_act(),
            value_minor=parse_money(value, made.language, made.currency) if value else None,
            to=to or None,
            next_step=promised,
        )
    where = (
        tr("deal {deal_id} is yours", deal_id=done.deal_id)
        if done.kept
        else tr("it waits for {to}", to=done.to)
    )
    shell.answer(done, lambda: [line(told(f"{done.name}, {done.title}", f"{where}."))])
