"""``registers``: copies of the lists of people who want no calls, loaded from files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from pipeline_tui.domain.registers import RegisterLine, RegisterLoaded


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    family = typer.Typer(no_args_is_help=True, help="Registers of people who want no calls.")
    family.command("load")(load)
    family.command("show")(show)
    app.add_typer(family, name="registers")


def load(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Text or CSV with a number on each line.")],
    country: Annotated[str, typer.Option(metavar="CC", help="Whose register it is: GB, US, FR.")],
    dated: Annotated[str, typer.Option(metavar="D", help="The day of the file: by it the copy grows old.")],
    name: Annotated[
        str, typer.Option(metavar="NAME", help="Where a country has several; else as its rules name it.")
    ] = "",
) -> None:
    """Load a register; it takes the place of the copy before.

    Numbers are kept as keyed hashes. A second cell with a date says since when a number is listed.
    """
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.domain.time_phrases import read_date
    from pipeline_tui.services import loading_registers

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        day = read_date(dated, shop.today(), shop.workspace.language)
        done = loading_registers.load_register(
            shop, viewer, file, country=country, dated=day, name=name, act=new_act()
        )
    plain = as_json(done)
    plain["rejected"] = [{"id": line, "why": why} for line, why in done.rejected]
    shell.answer(plain, lambda: _loaded(done))


def show(ctx: typer.Context) -> None:
    """Show the registers: loaded, how old, missing."""
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.services import loading_registers

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        every = loading_registers.register_lines(shop, viewer)
    data = [{"id": f"{one.country} {one.name}", **as_json(one), "blocks": one.blocks} for one in every]
    shell.answer(data, lambda: _lines(every))


def _loaded(done: RegisterLoaded) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import facts, line, table

    yield line(
        tr(
            "{file}: {taken} numbers of {country}, {name}.",
            file=done.file,
            taken=done.taken,
            country=done.register.country,
            name=done.register.name,
        )
    )
    yield facts(
        [
            ("lines", done.rows),
            ("listed twice", done.repeated or ""),
            ("not understood", done.rejected_count or ""),
            ("our contacts on it", done.affected),
        ]
    )
    if done.rejected:
        yield table(("line", "why not"), done.rejected)
    if done.register.outdated:
        yield line(_age(done.register))


def _lines(every: Sequence[RegisterLine]) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import day, table

    yield table(
        ("country", "register", "dated", "numbers", "state"),
        [(one.country, one.name, day(one.dated), one.numbers or "", _age(one)) for one in every],
        empty=tr("No register is loaded, and none is asked for where our contacts live."),
    )


def _age(one: RegisterLine) -> str:
    if one.dated is None:
        return tr("missing: who gave no ground is not rung. registers load FILE")
    if one.outdated:
        held = tr("who gave no ground is not rung") if one.needed else tr("load a newer one")
        return tr(
            "too old: {days} days, at most {most}; {held}", days=one.age_days, most=one.days_old, held=held
        )
    limit = tr(", good for {number} more", number=one.days_old - (one.age_days or 0)) if one.days_old else ""
    return tr("{days} days old{limit}", days=one.age_days, limit=limit)
