"""``people work|stages|replace|deactivate|reactivate``: who does what, and who takes over whose work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline_tui.cli.code_words import STANDINGS, covered
from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.cli.values import read_roles
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pipeline_tui.domain.replacing import Alone, Part, Plan, Replaced

Whose = Annotated[str, typer.Argument(metavar="NAME", help="Whose.")]
By = Annotated[
    str,
    typer.Option("--by", metavar="NAMES", help="Who takes the work over: B or B,C; or team."),
]
Preview = Annotated[bool, typer.Option("--preview", help="Show who would get what; nothing is done.")]


def add_to(family: typer.Typer) -> None:
    """Add the commands about stages and work to those about people."""
    family.command("work")(work)
    family.command("stages")(stages)
    family.command("replace")(replace)
    family.command("deactivate")(deactivate)
    family.command("reactivate")(reactivate)


def work(ctx: typer.Context) -> None:
    """Show who is there, and what waits for each."""
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.cli.printing import table
    from pipeline_tui.services import knowing_staff

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        found = knowing_staff.staff(shop, viewer)
    shell.answer(
        [{"id": one.operator.id, **as_json(one)} for one in found],
        lambda: [
            table(
                ("name", "is", "clients", "deals", "calls", "check-ins", "hand-offs", "messages"),
                [
                    (
                        one.operator.name,
                        STANDINGS[one.standing],
                        *(one.work.clients, one.work.deals, one.work.callbacks),
                        *(one.work.check_ins, one.work.hand_offs, one.work.messages),
                    )
                    for one in found
                ],
            )
        ],
    )


def stages(
    ctx: typer.Context,
    name: Whose,
    roles: Annotated[str, typer.Argument(metavar="ROLES", help='From now on, as in "scout,hunter".')],
    by: By = "",
    preview: Preview = False,
) -> None:
    """Change what somebody does.

    What waits for them at a stage they no longer work goes to the people named with --by, or to the team.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services import changing_stages

    shell: Shell = ctx.obj
    wanted, names = read_roles(roles), _names(by)
    with shell.signed_in() as (shop, viewer):
        zone = shop.workspace.zone
        if preview:
            plan = changing_stages.plan_stages(shop, viewer, name, wanted, names)
            shell.answer(plan, lambda: _planned(plan, zone))
            return
        done = changing_stages.set_stages(shop, viewer, name, wanted, names, act=new_act())
    works = covered(stage.value for stage in sorted(done.stages)) or tr("as manager")
    shell.answer(
        done,
        lambda: [
            line(tr("{name} works {works} from now on.", name=done.name, works=works)),
            *_went(done.parts),
            *_alone(done.alone),
        ],
    )


def replace(
    ctx: typer.Context,
    name: Whose,
    by: Annotated[
        str,
        typer.Option("--by", metavar="NAMES", help="Who takes over: B or B,C, in equal parts; or team."),
    ],
    stays: Annotated[
        bool, typer.Option("--stays", help="They go on working here, with nothing open.")
    ] = False,
    preview: Preview = False,
) -> None:
    """Give somebody's work to others.

    Clients, deals, promised calls, agreed times, check-ins, hand-offs and unread messages go over in one
    act that undo takes back. They leave with it, unless --stays. With team, calls wait for whoever comes
    first, and deals and clients are shared out.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services import replacing

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        zone = shop.workspace.zone
        if preview:
            plan = replacing.plan(shop, viewer, name, _names(by), stays=stays)
            shell.answer(plan, lambda: _planned(plan, zone))
            return
        done = replacing.replace(shop, viewer, name, _names(by), act=new_act(), stays=stays)
    what = tr("has left") if done.left else tr("has nothing open any more")
    shell.answer(done, lambda: [line(f"{done.name} {what}."), *_went(done.parts), *_alone(done.alone)])


def deactivate(ctx: typer.Context, name: Whose, by: By = "") -> None:
    """Let somebody sign in no more.

    Refused while anything waits for them: it says what, and how to give it to others. Their name stays in
    the history.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services import leaving

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        done: Replaced = leaving.deactivate(shop, viewer, name, _names(by), act=new_act())
    left = line(tr("{name} has left.", name=done.name))
    shell.answer(done, lambda: [left, *_went(done.parts), *_alone(done.alone)])


def reactivate(ctx: typer.Context, name: Whose) -> None:
    """Let somebody who left work here again."""
    from pipeline_tui.cli.printing import line
    from pipeline_tui.cli.shapes import person
    from pipeline_tui.services import leaving

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        back = person(leaving.reactivate(shop, viewer, name, act=new_act()), shop.workspace.structure)
    works = covered(back["stages"]) or tr("as manager")
    shell.answer(
        back, lambda: [line(tr("{name} works here again: {works}.", name=back["name"], works=works))]
    )


def _names(by: str) -> list[str]:
    return [one.strip() for one in by.split(",") if one.strip()]


def _planned(plan: Plan, zone: str) -> list[RenderableType]:
    """Return the plan of a replacement, one line for each receiver, and what to know of them."""
    from pipeline_tui.cli.printing import line, told

    if not plan.parts:
        words = tr("Nothing waits for {name} there.", name=plan.name)
        words = tr("{words} {name} would leave.", words=words, name=plan.name) if plan.leaves else words
        return [line(words), *_alone(plan.alone)]
    leaves = tr(" {name} leaves and signs in no more.", name=plan.name) if plan.leaves else ""
    said = [line(told(one.name, note)) for one in plan.parts if (note := _note(one, zone))]
    return [
        line(tr("Would go over from {name}; nothing was done.{leaves}", name=plan.name, leaves=leaves)),
        _shares(plan.parts),
        *said,
        *_alone(plan.alone),
    ]


def _went(parts: Iterable[Part]) -> list[RenderableType]:
    given = tuple(parts)
    return [_shares(given)] if given else []


def _alone(stages: Iterable[Alone]) -> list[RenderableType]:
    """Return which stages are nobody's now, and what waits there."""
    from pipeline_tui.cli.printing import line

    return [
        line(
            tr(
                "Nobody works {stage} any more; waiting there: {waiting}.",
                stage=covered([one.stage.value]),
                waiting=one.waiting,
            )
        )
        for one in stages
    ]


def _shares(parts: Iterable[Part]) -> RenderableType:
    from pipeline_tui.cli.printing import table

    rows: list[tuple[Any, ...]] = [
        (
            one.name,
            *(one.work.contacts, one.work.clients, one.work.deals, one.work.callbacks),
            *(one.work.check_ins, one.work.hand_offs, one.work.messages),
        )
        for one in parts
    ]
    return table(("to", "contacts", "clients", "deals", "calls", "check-ins", "hand-offs", "messages"), rows)


def _note(part: Part, zone: str) -> str:
    """Return what is to be known of a receiver's part, "" for nothing."""
    from pipeline_tui.cli.printing import day, when

    told = []
    if part.agreed:
        first = when(part.first_at, zone)
        told.append(tr("{agreed} at an agreed time, the first {first}", agreed=part.agreed, first=first))
    if part.clashes:
        told.append(tr("{clashes} of them beside something of their own", clashes=part.clashes))
    if part.drafts:
        told.append(tr("{drafts} half typed and not stored, offered with the contact", drafts=part.drafts))
    if part.foreign:
        told.append(tr("{foreign} in a language they do not speak", foreign=part.foreign))
    if part.newcomer:
        told.append(tr("not released yet, so that all of it waits until then"))
    if part.away:
        told.append(
            tr("away until {day}", day=day(part.away_until))
            if part.away_until
            else tr("away until they are back")
        )
    return "; ".join(told)
