"""``pause`` and ``resume``: stopping the work with a reason, and what the day's pauses add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from pipeline_tui.domain.pauses import Pause, PauseTotal


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command("pause")(pause)
    app.command("resume")(resume)


def pause(
    ctx: typer.Context,
    reason: Annotated[str, typer.Argument(metavar="REASON", help="A pause of the playbook: lunch ...")],
) -> None:
    """Stop the work with a reason.

    The pause runs until `resume`, or Enter on the desk.
    """
    from pipeline_tui.cli.shapes import paused
    from pipeline_tui.services import pausing

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        begun = pausing.begin(shop, viewer, reason, act=new_act())
        today, now, zone = pausing.pauses_today(shop, viewer), shop.now(), shop.workspace.zone
    shell.answer(paused(begun, today, now), lambda: _show(begun, today, zone))


def resume(ctx: typer.Context) -> None:
    """Go back to work: end the pause that runs."""
    from pipeline_tui.cli.shapes import paused
    from pipeline_tui.services import pausing

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        ended = pausing.end(shop, viewer, act=new_act())
        today, now, zone = pausing.pauses_today(shop, viewer), shop.now(), shop.workspace.zone
    shell.answer(paused(ended, today, now), lambda: _show(ended, today, zone))


def _show(pause: Pause, today: Sequence[PauseTotal], zone: str) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import facts, line, when

    if pause.ended_at is None:
        yield line(
            tr(
                "On a pause since {began_at}: {reason}.",
                began_at=when(pause.began_at, zone),
                reason=pause.reason,
            )
        )
    else:
        minutes, seconds = divmod(pause.seconds(pause.ended_at), 60)
        yield line(
            tr(
                "Back at work after {minutes} min {seconds} s: {reason}.",
                minutes=minutes,
                seconds=seconds,
                reason=pause.reason,
            )
        )
    yield facts(
        (
            tr("today: {reason}", reason=one.reason),
            tr("{times} × · {minutes} min", times=one.times, minutes=one.seconds // 60),
        )
        for one in today
    )
