"""``figures``: one's own day; for managers also somebody else's."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline_tui.cli.printing import percent
from pipeline_tui.cli.shell import Shell
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.ui.words import IN_THE_PART
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from pipeline_tui.domain.own_figures import OwnDay


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("figures")(figures)


def figures(
    ctx: typer.Context,
    day: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="Another day than today.")] = "",
    of: Annotated[str, typer.Option(metavar="NAME", help="Somebody else's, for managers.")] = "",
) -> None:
    """Show your own day beside the seven days you worked before.

    Today is compared with the same time of day, a day that is over with whole days.
    """
    from pipeline_tui.services.tallying import own_day

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        own = own_day(shop, viewer, day=_read(day), of=of or None)
        zone = shop.workspace.zone
    shell.answer(_shape(own), lambda: _shown(own, zone))


def _shape(own: OwnDay) -> dict[str, Any]:
    """Return the record with the rates that its days make."""
    from pipeline_tui.cli.as_json import as_json

    plain: dict[str, Any] = as_json(own)
    plain["day"] |= {"rate": own.day.rate}
    plain["days"] = [{"id": one.day.isoformat(), **as_json(one), "rate": one.rate} for one in own.days]
    plain["hours"] = [{"id": one.hour, **as_json(one)} for one in own.hours]
    return plain


def _shown(own: OwnDay, zone: str) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import day, line, table, title, told, when

    until = tr(", until {until}", until=when(own.until, zone)[-5:]) if own.until else ""
    yield title(told(own.who, f"{day(own.day.day)}{until}"))
    usual = own.usual
    yield table(
        ("", "calls", "reached", "rate", "handed off", "a call takes"),
        [
            *(
                (day(one.day), *_cells(one.calls, one.reached, one.rate, one.handed_off, one.handling))
                for one in (*own.days, own.day)
            ),
            *(
                [
                    (
                        tr("usual by now") if own.until else tr("usual"),
                        *_cells(usual.calls, usual.reached, None, usual.handed_off, own.usual_handling),
                    )
                ]
                if usual
                else []
            ),
        ],
    )
    yield table(
        ("hour", "calls", "reached"),
        [(f"{one.hour:02}", one.calls, one.reached) for one in own.hours],
        empty=tr("No call on that day."),
    )
    if own.best_part and own.best_rate is not None:
        rate = percent(own.best_rate)
        when_most = IN_THE_PART[own.best_part]
        yield line(
            tr("Reaches most {when}: {rate} of the cold calls in sixty days.", when=when_most, rate=rate)
        )


def _cells(
    calls: int, reached: int, rate: float | None, handed_off: int, handling: int | None
) -> tuple[object, ...]:
    return (
        calls,
        reached,
        "" if rate is None else percent(rate),
        handed_off,
        "" if handling is None else f"{handling // 60}:{handling % 60:02}",
    )


def _read(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageTrouble(
            tr("That is no day"), tr('"{text}" is not a date.', text=text), tr("Write it like 2026-11-23.")
        ) from error
