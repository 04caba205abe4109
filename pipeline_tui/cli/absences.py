"""``people absent``, ``back`` and ``away``: who does not work on which days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.absences import Absence


def add_to(family: typer.Typer) -> None:
    """Add the commands about absences to those about people."""
    family.command("absent")(absent)
    family.command("back")(back)
    family.command("away")(away)


def absent(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Your own, or as manager anybody's.")],
    start: Annotated[str, typer.Option("--from", metavar="D", help="First day away; else today.")] = "",
    end: Annotated[
        str, typer.Option("--to", metavar="D", help="Last day away; else until they are back.")
    ] = "",
    reason: Annotated[str, typer.Option(metavar="T", help="Why; told to managers only.")] = "",
) -> None:
    """Note an absence.

    Nothing new is given to somebody who is away; what waits for them is offered to their team.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.domain.time_phrases import read_date
    from pipeline_tui.services import taking_leave

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        today, language = shop.today(), shop.workspace.language
        first = read_date(start, today, language) if start else today
        last = read_date(end, today, language) if end else None
        noted = taking_leave.be_absent(shop, viewer, name, first, last, act=new_act(), reason=reason)
    shell.answer(noted, lambda: [line(tr("{name} is away {days}.", name=noted.name, days=_days(noted)))])


def back(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Your own, or as manager anybody's.")],
) -> None:
    """End today's absence, else the next."""
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services import taking_leave

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        ended = taking_leave.be_back(shop, viewer, name, act=new_act())
    shell.answer(ended, lambda: [line(tr("{name} is back.", name=ended.name))])


def away(
    ctx: typer.Context,
    start: Annotated[str, typer.Option("--from", metavar="D", help="First day; else today.")] = "",
    end: Annotated[str, typer.Option("--to", metavar="D", help="Last day; else open end.")] = "",
) -> None:
    """List who is away."""
    from pipeline_tui.cli.printing import day, table
    from pipeline_tui.domain.time_phrases import read_date
    from pipeline_tui.services import taking_leave

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        today, language = shop.today(), shop.workspace.language
        first = read_date(start, today, language) if start else today
        last = read_date(end, today, language) if end else None
        found = taking_leave.absences(shop, viewer, first, last)
    shell.answer(
        found,
        lambda: [
            table(
                ("name", "from", "to", "reason"),
                [
                    (one.name, day(one.from_on), day(one.to_on) if one.to_on else tr("no end"), one.reason)
                    for one in found
                ],
                empty=tr("Nobody is away."),
            )
        ],
    )


def _days(absence: Absence) -> str:
    from pipeline_tui.cli.printing import day

    end = tr("to {to_on}", to_on=day(absence.to_on)) if absence.to_on else tr("until they are back")
    return tr("from {from_on} {end}", from_on=day(absence.from_on), end=end)
