"""``lists undo``: taking an import back, whatever its size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from pipeline_tui.domain.loads import ImportUndone


def add_to(family: typer.Typer) -> None:
    """Add the command to the family of lists."""
    family.command("undo")(undo)


def undo(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The list; its newest import is taken back.")],
) -> None:
    """Take the newest import into a list back.

    New contacts go, changed ones are put back. Whoever was worked on since stays as they are.
    """
    from pipeline_tui.services.undoing_imports import undo_import

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        undone = undo_import(shop, viewer, name, act=new_act())
    shell.answer(undone, lambda: _show(undone))


def _show(undone: ImportUndone) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import facts, line

    yield line(tr("The newest import into {list_name} was taken back.", list_name=undone.list_name))
    yield facts(
        [
            ("contacts taken out", undone.removed or ""),
            ("put back to what they were", undone.restored or ""),
            ("kept, for somebody worked on them since", undone.kept or ""),
        ]
    )
    if undone.list_gone:
        yield line(tr("Nothing is left on the list: it is gone too."))
