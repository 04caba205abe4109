"""``callbacks``: the calls that were promised and not made yet, by time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline_tui.cli.shell import Shell
from pipeline_tui.wording import spoken, tr, trn

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline_tui.domain.callbacks import PromisedCall


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command("callbacks")(callbacks)


def callbacks(
    ctx: typer.Context,
    everybody: Annotated[bool, typer.Option("--all", help="Everybody's, for managers.")] = False,
) -> None:
    """List the calls you promised, by time.

    Numbers are masked; `next` brings a call when it is due.
    """
    from pipeline_tui.cli.printing import table
    from pipeline_tui.domain.callbacks import whose
    from pipeline_tui.domain.time_phrases import describe
    from pipeline_tui.services import promising

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        read = promising.all_callbacks if everybody else promising.callbacks
        every, now, zone = read(shop, viewer), shop.now(), shop.workspace.zone
    shell.answer(
        [_as_json(each, now, zone) for each in every],
        lambda: [
            table(
                ("id", "due", "in", "whose", "promised by", "name", "number", "list"),
                [
                    (
                        each.contact_id,
                        describe(each.due, each.zone or zone, zone, now, spoken()),
                        _away(each, now),
                        tr("in hand") if each.in_hand else whose(each, viewer.name),
                        each.promised_by,
                        each.name,
                        each.number,
                        each.list_name,
                    )
                    for each in every
                ],
                empty=tr("Nobody has promised a call.") if everybody else tr("You have promised no call."),
            )
        ],
    )


def _as_json(call: PromisedCall, now: datetime, zone: str) -> dict[str, Any]:
    """Return a promised call with its time on both clocks and in minutes from now."""
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.domain.callbacks import minutes_late
    from pipeline_tui.domain.clocks import zone_named

    there, here = (call.due.astimezone(zone_named(each)).isoformat() for each in (call.zone or zone, zone))
    late = minutes_late(call.due, now)
    return {"id": call.contact_id, **as_json(call), "there": there, "here": here, "minutes_late": late}


def _away(call: PromisedCall, now: datetime) -> str:
    from pipeline_tui.domain.callbacks import minutes_late

    late = minutes_late(call.due, now)
    minutes = abs(late)
    if minutes < 120:
        amount = tr("{minutes} min", minutes=minutes)
    elif minutes < 48 * 60:
        amount = f"{minutes // 60} h"
    else:
        amount = trn("{number} day", "{number} days", minutes // (24 * 60))
    return (
        tr("{amount} late", amount=amount)
        if late > 0
        else tr("in {amount}", amount=amount)
        if late < 0
        else tr("now")
    )
