"""``client``: one client of a farmer."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline_tui.cli import client_care
from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.wording import tr

ClientId = Annotated[int, typer.Argument(metavar="ID", help="The contact's id, from `check-ins`.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    family = typer.Typer(no_args_is_help=True, help="One client.")
    family.command("segment")(segment)
    client_care.add_to(family)
    app.add_typer(family, name="client")


def segment(
    ctx: typer.Context,
    contact_id: ClientId,
    code: Annotated[
        str, typer.Argument(metavar="SEGMENT", help="One of the playbook's segments; auto: by its rule.")
    ],
) -> None:
    """Put a client into a segment.

    It stays until it is set to auto; then the playbook's rule decides again, at every sale and check-in.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services.segmenting import set_segment

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        now = set_segment(shop, viewer, contact_id, code, act=new_act())
    how = tr("by hand") if now.by_hand else tr("by the rule")
    shell.answer(
        now,
        lambda: [
            line(
                tr(
                    "{name}: {segment}, every {days} days, {how}.",
                    name=now.name,
                    segment=now.segment,
                    days=now.days,
                    how=how,
                )
            )
        ],
    )
