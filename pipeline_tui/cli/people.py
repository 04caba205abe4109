"""``people``: who works here."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pipeline_tui.cli import absences, first_days, personal_data, replacing
from pipeline_tui.cli.code_words import STANDINGS, covered
from pipeline_tui.cli.shell import Shell, ask_passphrase, new_act
from pipeline_tui.cli.values import name_and_roles
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.people import read_languages
from pipeline_tui.wording import tr


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    family = typer.Typer(no_args_is_help=True, help="Who works here.")
    family.command("list")(show_people)
    family.command("add")(add)
    family.command("change")(change)
    family.command("passphrase")(passphrase)
    replacing.add_to(family)
    absences.add_to(family)
    first_days.add_to(family)
    personal_data.add_to(family)
    app.add_typer(family, name="people")


def show_people(ctx: typer.Context) -> None:
    """List the operators with their stages."""
    from pipeline_tui.cli.printing import table
    from pipeline_tui.cli.shapes import person
    from pipeline_tui.services.staffing import people

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        rows = [person(each, shop.workspace.structure) for each in people(shop, viewer)]
    shell.answer(
        rows,
        lambda: [
            table(
                ("name", "roles", "stages", "speaks", ""),
                [
                    (
                        row["name"],
                        covered(row["roles"]),
                        covered(row["stages"]),
                        ", ".join(row["languages"]) or tr("all"),
                        "" if row["active"] else STANDINGS["left"],
                    )
                    for row in rows
                ],
                empty=tr('Nobody yet. Add a person: people add "NAME:scout".'),
            )
        ],
    )


def add(
    ctx: typer.Context,
    who: Annotated[str, typer.Argument(metavar="NAME:ROLES", help='As in "Paul:scout,hunter".')],
    speaks: Annotated[
        str, typer.Option(metavar="CODES", help="Languages spoken in calls, as in fr,en; none: every one.")
    ] = "",
    newcomer: Annotated[
        bool | None,
        typer.Option(
            "--newcomer/--no-newcomer",
            help="With a first day before live calls, or without; else from the fourth person on with one.",
        ),
    ] = None,
) -> None:
    """Add a person."""
    from pipeline_tui.cli.printing import line
    from pipeline_tui.cli.shapes import person
    from pipeline_tui.services.staffing import add_person

    shell: Shell = ctx.obj
    name, roles = name_and_roles(who)
    spoken = read_languages(speaks)
    with shell.signed_in() as (shop, viewer):
        new = add_person(shop, viewer, name, roles, act=new_act(), languages=spoken, newcomer=newcomer)
        added = person(new, shop.workspace.structure)
    first = tr(" They begin with a first day: sign in as them.") if new.newcomer else ""
    shell.answer(
        added,
        lambda: [
            line(
                tr(
                    "{name} works {stages}.{first}",
                    name=added["name"],
                    stages=covered(added["stages"]) or tr("as manager"),
                    first=first,
                )
            )
        ],
    )


def change(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose.")],
    speaks: Annotated[
        str | None, typer.Option(metavar="CODES", help="Languages spoken in calls, as in fr,en; or all.")
    ] = None,
    extension: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="Telephone extension; calls are passed on to it.")
    ] = None,
    discount_limit: Annotated[
        str | None,
        typer.Option(
            metavar="PERCENT",
            help="How far below the price list they may sell without asking; usual: as the playbook says.",
        ),
    ] = None,
    share: Annotated[
        int | None, typer.Option(metavar="N", help="Shares of what is given out by quota; 0: nothing.")
    ] = None,
) -> None:
    """Change a person's languages, extension, discount limit or share.

    Contacts who speak a language are offered only to people who speak it. Shares weigh what is given out by
    quota: whoever has 2 gets twice as much as whoever has 1.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.cli.shapes import person
    from pipeline_tui.domain.quantities import format_percent, parse_percent
    from pipeline_tui.services.staffing import KEEP, change_person

    shell: Shell = ctx.obj
    spoken = read_languages(speaks) if speaks is not None else None
    with shell.signed_in() as (shop, viewer):
        language = shop.workspace.language
        limit: int | None = KEEP
        if discount_limit is not None:
            usual = discount_limit.strip().lower() == "usual"
            limit = None if usual else parse_percent(discount_limit, language)
        changed = change_person(
            shop,
            viewer,
            name,
            act=new_act(),
            languages=spoken,
            extension=extension,
            discount_limit=limit,
            share=share,
        )
        data = person(changed, shop.workspace.structure)
    tongues = ", ".join(changed.languages) or tr("every language")
    at = tr(", extension {extension}", extension=changed.extension) if changed.extension else ""
    own = changed.discount_limit
    gives = (
        tr(", gives up to {share} without asking", share=format_percent(own, language))
        if own is not None
        else ""
    )
    shell.answer(
        data,
        lambda: [
            line(
                tr(
                    "{name} speaks {tongues}{at}{gives}.",
                    name=changed.name,
                    tongues=tongues,
                    at=at,
                    gives=gives,
                )
            )
        ],
    )


def passphrase(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose: your own or, as manager, anybody's.")],
    remove: Annotated[bool, typer.Option("--remove", help="Sign in without one again.")] = False,
) -> None:
    """Set a passphrase.

    It is typed twice, or read from the first line of standard input.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services.signing_in import set_passphrase, who

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        person = who(shop, name)
        chosen = None if remove else _new_passphrase(person.name)
        set_passphrase(shop, viewer, person.name, chosen, act=new_act())
    said = (
        tr("signs in without a passphrase")
        if remove
        else tr("signs in with it (scripts: PIPELINE_PASSPHRASE)")
    )
    shell.answer(
        {"id": person.id, "name": person.name, "has_passphrase": not remove},
        lambda: [line(tr("From now on {name} {said}.", name=person.name, said=said))],
    )


def _new_passphrase(name: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = ask_passphrase(tr("New passphrase of {name}:", name=name))
    if first != ask_passphrase(tr("The same again:")):
        raise UsageTrouble(tr("The two passphrases differ"), "", tr("Run the command again."))
    return first
