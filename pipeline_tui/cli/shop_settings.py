"""``shop``: the working hours and the goal of the shop, and setting them otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.first_answers import MOST_CALLS
from pipeline_tui.domain.hours_words import hours_words
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.shop_settings import ShopSettings


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    family = typer.Typer(no_args_is_help=True, help="Working hours and goal of the shop.")
    family.command("show")(show_shop)
    family.command("set")(set_shop)
    app.add_typer(family, name="shop")


def show_shop(ctx: typer.Context) -> None:
    """Show working hours and goal."""
    from pipeline_tui.cli.printing import facts
    from pipeline_tui.services import changing_shop

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        found = changing_shop.settings(shop, viewer)
    shell.answer(found, lambda: [facts(_told(found))])


def set_shop(
    ctx: typer.Context,
    hours: Annotated[
        str | None, typer.Option(help="Working hours, as in “Mon-Fri 9-12:30,14-18; Sat 9-12”.")
    ] = None,
    goal: Annotated[
        int | None, typer.Option(min=0, max=MOST_CALLS, help="Calls a day of one person; 0 is none.")
    ] = None,
) -> None:
    """Set working hours or goal otherwise.

    Open desks follow within a second. Hand-offs are timed by the hours, and days off follow them; limits of
    hand-offs that wait stay as they were promised. For managers; `undo` takes it back.
    """
    from pipeline_tui.cli.printing import facts, line
    from pipeline_tui.services import changing_shop

    shell: Shell = ctx.obj
    if hours is None and goal is None:
        raise UsageTrouble(
            tr("What is to be set?"),
            tr("Neither hours nor a goal are given."),
            tr('Add --hours "Mon-Fri 9-18", --goal 40, or both.'),
        )
    with shell.signed_in() as (shop, viewer):
        done = changing_shop.change_shop(shop, viewer, act=new_act(), hours=hours, goal=goal)
    shell.answer(done, lambda: [facts(_told(done.after)), line(tr("undo takes it back."))])


def _told(settings: ShopSettings) -> list[tuple[str, object]]:
    from pipeline_tui.ui.words import goal_words

    return [(tr("hours"), hours_words(settings.hours)), (tr("goal"), goal_words(settings.goal))]
