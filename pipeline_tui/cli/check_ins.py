"""``check-ins`` and ``check-in``: a farmer's calendar, and logging how a check-in went."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.cli.values import check_code
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.farming import CheckIn
    from pipeline_tui.services.shop import Shop

_AHEAD = timedelta(days=366)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command("check-ins")(check_ins)
    family = typer.Typer(no_args_is_help=True, help="One check-in.")
    family.command("log")(log)
    family.command("move")(move)
    app.add_typer(family, name="check-in")


def check_ins(
    ctx: typer.Context,
    start: Annotated[
        str, typer.Option("--from", metavar="D", help="First day; else all that is overdue too.")
    ] = "",
    end: Annotated[str, typer.Option("--to", metavar="D", help="Last day; else a year ahead.")] = "",
) -> None:
    """List your check-ins.

    Overdue ones come first, then what is planned.
    """
    from pipeline_tui.cli.code_words import state_word
    from pipeline_tui.cli.printing import day, table, when
    from pipeline_tui.domain.time_phrases import read_date
    from pipeline_tui.services import following_up

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        today, zone, language = shop.today(), shop.workspace.zone, shop.workspace.language
        first = read_date(start, today, language) if start else today
        last = read_date(end, today, language) if end else max(first, today) + _AHEAD
        late = () if start else following_up.overdue(shop, viewer)
        seen = {each.id for each in late}
        planned = following_up.check_ins(shop, viewer, first, last)
    every = [*late, *(each for each in planned if each.id not in seen)]
    shell.answer(
        every,
        lambda: [
            table(
                ("id", "day", "time", "name", "firm", "rhythm", "state"),
                [
                    (
                        each.id,
                        day(each.due_on),
                        when(each.due_at, zone)[-5:],
                        each.name,
                        each.firm,
                        tr("{segment} {days} d", segment=each.segment, days=each.days),
                        tr("overdue") if each.overdue else each.outcome or state_word(each.state),
                    )
                    for each in every
                ],
                empty=tr("No check-ins in these days."),
            )
        ],
    )


def log(
    ctx: typer.Context,
    check_in_id: Annotated[int, typer.Argument(metavar="ID", help="The check-in's id, from `check-ins`.")],
    outcome: Annotated[
        str, typer.Option(metavar="CODE", help="reached, nobody-reached, or the playbook's own.")
    ],
    satisfaction: Annotated[
        int | None, typer.Option(min=0, max=10, metavar="0-10", help="If the client gave one.")
    ] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was said.")] = "",
    on: Annotated[
        str,
        typer.Option(
            "--next-on", metavar="D", help="Day of the next one, or a time agreed; else the rhythm's."
        ),
    ] = "",
    consent: Annotated[
        str, typer.Option(metavar="WORD", help='May we ring again? "y", "n", or how: "y, paper, form 12".')
    ] = "",
) -> None:
    """Log how a check-in went; the next is planned."""
    from pipeline_tui.cli.printing import line, told
    from pipeline_tui.services import following_up

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        next_on, next_at = day_or_time(on, shop)
        check_code(tr("check-in outcome"), outcome, [each.code for each in shop.playbook.check_in_outcomes])
        logged = following_up.log_check_in(
            shop,
            viewer,
            check_in_id,
            outcome,
            act=new_act(),
            satisfaction=satisfaction,
            note=note,
            next_on=next_on,
            next_at=next_at,
            consent=consent,
        )
        zone = shop.workspace.zone
    shell.answer(
        logged,
        lambda: [line(told(logged.logged.name, f"{outcome}.{_next(logged.planned, zone)}"))],
    )


def move(
    ctx: typer.Context,
    check_in_id: Annotated[int, typer.Argument(metavar="ID", help="The check-in's id, from `check-ins`.")],
    to: Annotated[
        str, typer.Option(metavar="D", help='The day, or a time agreed with them: "fri", "fri 14:20".')
    ],
) -> None:
    """Plan a check-in on another day.

    A day off becomes the next open day; a time agreed with the client stands in the agenda.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services import following_up

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        on, at = day_or_time(to, shop)
        if on is None:
            raise UsageTrouble(tr("To which day?"), "", tr('Give one: --to fri, --to "fri 14:20".'))
        moved = following_up.move_check_in(shop, viewer, check_in_id, on, act=new_act(), at=at)
        zone = shop.workspace.zone
    shell.answer(moved, lambda: [line(f"{moved.name}:{_next(moved, zone)}")])


def day_or_time(typed: str, shop: Shop) -> tuple[date | None, datetime | None]:
    """Return the day that was typed, and the time (UTC) where one was agreed on it; None twice for ""."""
    from pipeline_tui.domain.clocks import local_day
    from pipeline_tui.domain.time_phrases import read_date, read_time

    if not typed:
        return None, None
    at_home = shop.workspace
    try:
        return read_date(typed, shop.today(), at_home.language), None
    except UsageTrouble:
        at = read_time(typed, shop.now(), at_home.zone, at_home.language)
        return local_day(at, at_home.zone), at


def _next(planned: CheckIn | None, zone: str) -> str:
    from pipeline_tui.cli.printing import day, when

    if planned is None:
        return ""
    at = tr(", {at} agreed", at=when(planned.due_at, zone)[-5:]) if planned.due_at else ""
    moved = (
        tr(" Moved from {day}: that day is full.", day=day(planned.wished_on)) if planned.wished_on else ""
    )
    return tr(" Next check-in {day}{at}.{moved}", day=day(planned.due_on), at=at, moved=moved)
