"""``report forecast``: what open deals are expected to bring, for managers of every hunter."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.formats import Format
from pipeline_tui.cli.shell import Shell
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_tui.domain.forecast import Forecast, MonthLine

_COLUMNS = (
    *("hunter", "month", "currency", "deals", "unvalued", "total", "weighted"),
    *("by_history", "low", "high"),
)

_ALL = "all"  # of spreadsheets; people read it in their language


def forecast(
    ctx: typer.Context,
    written: Annotated[Format, typer.Option("--format", help="json, csv or table.")] = Format.TABLE,
) -> None:
    """Show what open deals are expected to bring, by month.

    Managers get every hunter and the sum of all; hunters get their own. Amounts in JSON are minor units.
    """
    from pipeline_tui.cli.printing import table
    from pipeline_tui.cli.shapes import numbered
    from pipeline_tui.services.forecasting import forecasts

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        every, language = forecasts(shop, viewer), shop.workspace.language
    data = numbered(every, "hunter")
    if written is Format.CSV and not shell.json:
        _write(every)
    elif written is Format.JSON:
        shell.print_json(data)
    else:
        shell.answer(
            data,
            lambda: [
                table(
                    ("hunter", "month", "deals", "without value", "open", "likely", "by history"),
                    [
                        (
                            tr("all hunters") if hunter == _ALL else hunter,
                            f"{line.month:%Y-%m}",
                            line.deals,
                            line.unvalued or "",
                            _money(line.total_minor, line.currency, language),
                            _money(line.weighted_minor, line.currency, language),
                            _interval(line, language),
                        )
                        for hunter, line in _rows(every)
                    ],
                    empty=tr("No open deals."),
                )
            ],
        )


def _rows(every: Sequence[Forecast]) -> Iterator[tuple[str, MonthLine]]:
    for one in every:
        for line in one.months:
            yield one.hunter or _ALL, line


def _interval(line: MonthLine, language: str) -> str:
    if line.low_minor is None or line.high_minor is None:
        return ""
    low, high = (_money(one, line.currency, language) for one in (line.low_minor, line.high_minor))
    return f"{low} - {high}"


def _write(every: Sequence[Forecast]) -> None:
    import csv

    from pipeline_tui.domain.text import guard_formula

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for hunter, line in _rows(every):
        amounts = (
            line.total_minor,
            line.weighted_minor,
            line.history_minor,
            line.low_minor,
            line.high_minor,
        )
        shown = ["" if minor is None else minor for minor in amounts]
        named = (guard_formula(hunter), f"{line.month:%Y-%m}", line.currency, line.deals, line.unvalued)
        writer.writerow((*named, *shown))


def _money(minor: int, currency: str, language: str) -> str:
    from pipeline_tui.domain.money import format_money

    return format_money(minor, currency, language)
