"""``people newcomers`` and ``release``: first days, and who may take live contacts after theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli import personal_data
from pipeline_tui.cli.rights import Which
from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.first_days import FirstDay


def add_to(family: typer.Typer) -> None:
    """Add the commands about newcomers to those about people."""
    family.command("newcomers")(newcomers)
    family.command("release")(release)


def newcomers(ctx: typer.Context) -> None:
    """Show first days: what was read, answered and practised.

    The record stays after the release. Managers only.
    """
    from pipeline_tui.cli.printing import line, table
    from pipeline_tui.services import starting_out

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        found = starting_out.newcomers(shop, viewer)
    shell.answer(
        found,
        lambda: [
            table(
                ("name", "read", "right at once", "practice", "still to do"),
                [
                    (
                        one.name,
                        tr("yes") if one.read_at else "",
                        one.right_at_once if one.answered_at else "",
                        tr("{practised} counted, {points} %", practised=one.practised, points=one.points)
                        if one.points
                        else "",
                        _state(one),
                    )
                    for one in found
                ],
                empty=tr("Nobody has had a first day here."),
            ),
            *([line(tr("Release one with: pipeline-tui people release NAME"))] if found else ()),
        ],
    )


def release(
    ctx: typer.Context,
    who: Annotated[
        str,
        typer.Argument(
            metavar="WHO", help="A newcomer's name; or a contact's number, to lift its legal hold."
        ),
    ],
    waive: Annotated[bool, typer.Option("--waive", help="Also before the first day is over.")] = False,
    which: Which = None,
) -> None:
    """Release a newcomer to live calls; or lift a legal hold.

    With a name, whoever has done their first day takes live contacts from now on. With a telephone number,
    the legal hold on that person is lifted.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services import starting_out

    shell: Shell = ctx.obj
    if which is not None or any(letter.isdecimal() for letter in who):
        personal_data.lift_hold(shell, who, which)
        return
    with shell.signed_in() as (shop, viewer):
        done = starting_out.release(shop, viewer, who, act=new_act(), waive=waive)
    told = tr(" before their first day was over") if done.waived else ""
    shell.answer(
        done, lambda: [line(tr("{name} takes live contacts from now on{told}.", name=done.name, told=told))]
    )


def _state(one: FirstDay) -> str:
    if one.released_at is not None:
        return tr("released by {name}", name=one.released_by) + (tr(", waived") if one.waived else "")
    return ", ".join(one.missing) or tr("the release")
