"""``init`` and ``demo``: a workspace of one's own, and an invented one to practise in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.first_start import at_a_terminal, make_own_folder, set_up_and_open
from pipeline_tui.cli.shell import Shell
from pipeline_tui.cli.values import name_and_roles
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.first_answers import MOST_CALLS
from pipeline_tui.domain.home_places import default_language
from pipeline_tui.domain.hours_words import hours_words
from pipeline_tui.domain.structures import Structure
from pipeline_tui.ui.structure_words import STRUCTURE_NAMES
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.services.shop import Shop


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command("init")(init)
    app.command("demo")(demo)


def init(
    ctx: typer.Context,
    firm: Annotated[str, typer.Option(help="Name of the firm.")] = "",
    operator: Annotated[
        list[str] | None,
        typer.Option("--operator", metavar="NAME:ROLES", help='"Paul:scout,hunter"; may be repeated.'),
    ] = None,
    trade: Annotated[
        str, typer.Option(help="Playbook to start with; `playbook list` names them.")
    ] = "florist",
    country: Annotated[str, typer.Option(metavar="CC", help="Two letters, as in FR.")] = "FR",
    structure: Annotated[Structure, typer.Option(help="How the stages are grouped.")] = Structure.ONE_TIER,
    language: Annotated[str, typer.Option(help="Language of the shop, as in fr.")] = "",
    zone: Annotated[str, typer.Option(help="IANA time zone, as in Europe/Paris.")] = "",
    hours: Annotated[str, typer.Option(help="Working hours of the shop.")] = "Mon-Sat 9-19",
    practice: Annotated[
        bool, typer.Option("--practice", help="A practice workspace: simulated phone only.")
    ] = False,
    goal: Annotated[
        int, typer.Option(min=0, max=MOST_CALLS, help="Calls a day of one person; 0 is none.")
    ] = 0,
) -> None:
    """Set up a workspace.

    Without a firm and an operator it asks on a screen, then opens the workstation.
    """
    from pipeline_tui.domain.shop import SetUp
    from pipeline_tui.services.setting_up import set_up

    shell: Shell = ctx.obj
    if not firm and not operator and not shell.json and at_a_terminal():
        raise typer.Exit(set_up_and_open(shell.path, practice=practice))
    if not firm or not operator:
        raise UsageTrouble(
            tr("Who works here, and under what name?"),
            tr("The firm and at least one operator are wanted."),
            tr(
                'Add --firm "Your firm" --operator "NAME:scout,hunter,farmer,manager"; at a terminal it asks.'
            ),
        )
    answers = SetUp(
        firm=firm,
        trade=trade,
        country=country.upper(),
        structure=structure,
        language=language or default_language(country),
        operators=tuple(name_and_roles(each) for each in operator),
        zone=zone,
        hours=hours,
        practice=practice,
        goal=goal,
    )
    now = shell.practice_time(practice)
    make_own_folder(shell.path)
    shop = set_up(shell.path, answers, now=now)
    try:
        _show(shell, shop, tr("The workspace is ready."))
    finally:
        shop.close()


def demo(
    ctx: typer.Context,
    contacts: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many people.")] = 400,
    seed: Annotated[int, typer.Option(help="The same seed gives the same shop.")] = 1,
    structure: Annotated[Structure, typer.Option(help="How the stages are grouped.")] = Structure.ONE_TIER,
    trade: Annotated[
        str, typer.Option(help="Its trade; `playbook list` names them. Left out, it goes by the structure.")
    ] = "",
    history: Annotated[int, typer.Option(min=0, max=3650, metavar="DAYS", help="Days already lived.")] = 30,
    language: Annotated[
        str, typer.Option(help="Language of the shop: one its playbook has, as in en.")
    ] = "fr",
) -> None:
    """Make an invented shop to practise in.

    It stands beside your own workspace, with a simulated phone and people who do not exist. One that is there
    already is kept and shown; with any option it is refused, for it would not be the shop you asked for.
    """
    from pipeline_tui.services.practising import demo_exists, make_demo
    from pipeline_tui.services.shop import open_shop
    from pipeline_tui.settings import default_workspace, demo_workspace

    shell: Shell = ctx.obj
    path = shell.path
    if path.absolute() == default_workspace().absolute():
        path = demo_workspace()
    make_own_folder(path)
    sources = [ctx.get_parameter_source(name) for name in ctx.params]
    asked = any(source is not None and source.name == "COMMANDLINE" for source in sources)
    if demo_exists(path) and not asked:
        shop, title = open_shop(path), tr("The practice shop is there already.")
    else:
        shop = make_demo(
            path,
            contacts=contacts,
            seed=seed,
            structure=structure.value,
            trade=trade,
            history_days=history,
            language=language,
            now=shell.practice_time(True),
        )
        title = tr("The practice shop is ready.")
    try:
        _show(shell, shop, title)
    finally:
        shop.close()


def _show(shell: Shell, shop: Shop, title: str) -> None:
    from pipeline_tui.cli.printing import facts, line
    from pipeline_tui.cli.shapes import person
    from pipeline_tui.services.signing_in import operators

    made, people = shop.workspace, operators(shop)
    data = {
        "workspace": shop.store.path,
        "firm": made.firm,
        "trade": made.trade,
        "country": made.country,
        "structure": made.structure,
        "language": made.language,
        "zone": made.zone,
        "hours": made.hours,
        "currency": made.currency,
        "goal": made.goal,
        "practice": made.practice,
        "people": [person(each, made.structure) for each in people],
    }
    shell.answer(
        data,
        lambda: [
            line(title),
            facts(
                [
                    ("file", shop.store.path),
                    ("firm", made.firm),
                    ("method", f"{made.trade}, {STRUCTURE_NAMES[made.structure]}, {made.language}"),
                    ("place", f"{made.country}, {made.zone}, {hours_words(made.hours)}"),
                    ("people", ", ".join(each.name for each in people)),
                    ("practice", tr("yes: simulated phone, invented people") if made.practice else ""),
                ]
            ),
            line(tr("Open it: pipeline-tui{named}", named=_named(shop.store.path))),
        ],
    )


def _named(path: Path) -> str:
    from shlex import quote

    from pipeline_tui.settings import default_workspace

    return "" if path == default_workspace() else f" --workspace {quote(str(path))}"
