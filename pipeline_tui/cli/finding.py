"""``find``: somebody by a few letters or digits, for those who may look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.shell import Shell
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from pipeline_tui.domain.finding import FoundPeople


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command("find")(find)


def find(
    ctx: typer.Context,
    query: Annotated[
        list[str],
        typer.Argument(metavar="QUERY", help="Letters of name, firm or e-mail; or digits of a number."),
    ],
) -> None:
    """Find your own clients, as a manager everybody.

    Digits are sought from the beginning of a number (three of them) and from its end (four); a manager reads
    numbers covered. Scouts look an exact number up instead: look-up.
    """
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.services import finding

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        found = finding.find(shop, viewer, " ".join(query))
    people = [{"id": one.contact_id, **as_json(one)} for one in found.people]
    shell.answer({**as_json(found), "people": people}, lambda: _show(found))


def _show(found: FoundPeople) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import line, table
    from pipeline_tui.ui.words import STAGES

    yield table(
        ("id", "name", "firm", "town", "stage", "owner", "number"),
        [
            (
                one.contact_id,
                one.name,
                one.firm if one.firm != one.name else "",
                one.city,
                STAGES[one.stage],
                tr("yours") if one.own else one.owner,
                one.number,
            )
            for one in found.people
        ],
        empty=tr("Nobody was found.")
        if found.enough
        else tr("Too little to look for: three digits, or letters."),
    )
    if found.more:
        yield line(tr("There are more: add letters or digits."))
