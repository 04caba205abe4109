"""``today``: what is due for an operator across every stage they work, the most urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from pipeline_tui.cli.code_words import BANDS, kind_word
from pipeline_tui.cli.shell import Shell
from pipeline_tui.ui.words import STAGES, STAGES_IN_SHORT
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from pipeline_tui.domain.today import Today


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command("today")(today)


def today(ctx: typer.Context) -> None:
    """List what is due for you, the most urgent first."""
    from pipeline_tui.services import facing_today

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        zone = shop.workspace.zone
        found = facing_today.today(shop, viewer)
    shell.answer(found, lambda: _show(found, zone))


def _show(found: Today, zone: str) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import day, facts, table, when

    yield facts([(STAGES[stage], count) for stage, count in found.counts.items()])
    yield table(
        ("band", "due", "stage", "kind", "name", "what", "beside"),
        [
            (
                BANDS[one.band.name.lower()],
                when(one.task.at, zone) or day(one.task.on),
                STAGES_IN_SHORT[one.task.stage],
                kind_word(one.task.kind.value),
                one.task.name,
                one.task.what,
                ", ".join(one.beside),
            )
            for one in found.due
        ],
        empty=tr("Nothing is due today."),
    )
