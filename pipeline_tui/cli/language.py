"""``language``: in which language the interface speaks to an operator."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.wording import LANGUAGES, spoken, tr


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("language")(language)


def language(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="en or fr; without it: say which.")] = "",
) -> None:
    """Show or choose the language the desks speak to you.

    It is kept with the operator and holds on every desk they sign in at. Until one is chosen the desks speak
    the language of the environment (LANG). Answers with --json are in English, for programs.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services.choosing_language import choose_language

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        if code:
            viewer = choose_language(shop, viewer, code.strip().lower(), act=new_act())
            shell.speak(viewer.language)
    speaks = viewer.language or spoken()
    shell.answer(
        {"name": viewer.name, "language": viewer.language},
        lambda: [
            line(tr("The desks speak {language} to {name}.", language=LANGUAGES[speaks], name=viewer.name))
        ],
    )
