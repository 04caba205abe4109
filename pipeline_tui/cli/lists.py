"""``lists``: loading a batch of contacts from a file, and how the batches stand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.cli.values import pairs


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    family = typer.Typer(no_args_is_help=True, help="Batches of contacts.")
    family.command("import")(import_list)
    family.command("show")(show)
    app.add_typer(family, name="lists")


def import_list(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file, in any usual encoding.")],
    name: Annotated[str, typer.Option("--list", metavar="NAME", help="Name of the list.")],
    country: Annotated[
        str, typer.Option(metavar="CC", help="Country of national numbers; else the shop's.")
    ] = "",
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN", help="Where a guess would be wrong.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen; change nothing.")
    ] = False,
    rejects: Annotated[
        Path | None, typer.Option(metavar="OUT.csv", help="Write the rows not taken here, with reasons.")
    ] = None,
) -> None:
    """Load contacts from a file; every row is accounted for."""
    from pipeline_tui.services import importing

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        report = importing.import_list(
            shop,
            viewer,
            file,
            list_name=name,
            country=country.upper(),
            columns=pairs("--map", columns or []),
            dry_run=dry_run,
            act=new_act(),
        )
    shell.answer(report, list)


def show(ctx: typer.Context) -> None:
    """Show how every list stands.

    How many are ready, called and handed off, and what blocks the rest.
    """
    from pipeline_tui.cli.printing import table
    from pipeline_tui.services.watching import lists

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        every = lists(shop, viewer)
    shell.answer(
        every,
        lambda: [
            table(
                ("id", "name", "state", "contacts", "ready", "called", "handed off", "blocked"),
                [
                    (
                        each.id,
                        each.name,
                        each.state,
                        each.contacts,
                        each.ready,
                        each.called,
                        each.handed_off,
                        ", ".join(f"{count} {blocker.value}" for blocker, count in each.blockers),
                    )
                    for each in every
                ],
                empty="No lists yet. Load one: lists import FILE --list NAME.",
            )
        ],
    )
