"""``client show|need|occasion|complaint|win-back``: what is known of a client, and what is done for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.domain.calendar_words import month_name
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from pipeline_tui.domain.occasions import Coming

ClientId = Annotated[int, typer.Argument(metavar="ID", help="The contact's id, from `check-ins`.")]


def add_to(family: typer.Typer) -> None:
    """Add the commands about one client to their family."""
    family.command("show")(show)
    family.command("need")(need)
    family.command("win-back")(win_back)
    occasions = typer.Typer(no_args_is_help=True, help="Yearly dates of a client.")
    occasions.command("add")(occasion_add)
    occasions.command("list")(occasion_list)
    occasions.command("drop")(occasion_drop)
    family.add_typer(occasions, name="occasion")
    complaints = typer.Typer(no_args_is_help=True, help="A complaint: while it is open nothing is sold.")
    complaints.command("open")(complaint_open)
    complaints.command("solve")(complaint_solve)
    family.add_typer(complaints, name="complaint")


def show(ctx: typer.Context, contact_id: ClientId) -> None:
    """Show everything known of a client."""
    from pipeline_tui.cli.client_cards import client_lines
    from pipeline_tui.services.knowing_clients import client_card

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        card = client_card(shop, viewer, contact_id)
        shell.answer(card, lambda: client_lines(card, shop))


def need(
    ctx: typer.Context,
    contact_id: ClientId,
    key: Annotated[str, typer.Argument(metavar="KEY", help="A question of the needs sheet.")] = "",
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="The answer; ? is asked and not known, - is unknown again.")
    ] = "",
) -> None:
    """Answer a question of the needs sheet.

    Without KEY the sheet is shown.
    """
    from pipeline_tui.cli.printing import line, table
    from pipeline_tui.domain.errors import UsageTrouble
    from pipeline_tui.services.asking_needs import answer_need, needs_of

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        if not key:
            every = needs_of(shop, viewer, contact_id)
            shell.answer(
                every,
                lambda: [
                    table(
                        ("key", "question", "known", "next"),
                        [
                            (one.key, one.name, one.words, tr("ask next") if one.ask_next else "")
                            for one in every
                        ],
                        empty=tr("The playbook asks nothing."),
                    )
                ],
            )
            return
        if not value:
            raise UsageTrouble(
                tr("What is the answer?"),
                tr("{key} stands alone.", key=key),
                tr("Add it; - makes it unknown."),
            )
        text = "" if value == "-" else value
        now = answer_need(shop, viewer, contact_id, key, text, act=new_act())
    shell.answer(now, lambda: [line(f"{now.name}: {now.words or tr('unknown')}")])


def win_back(
    ctx: typer.Context,
    contact_id: ClientId,
    words: Annotated[str, typer.Option("--note", metavar="TEXT", help="What the scouts should know.")] = "",
) -> None:
    """Give a silent client to the scouts, to be won back."""
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services import winning_back

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        done = winning_back.win_back(shop, viewer, contact_id, act=new_act(), words=words)
    shell.answer(
        done, lambda: [line(tr("{name} is in the scouts' queue, with all that was said.", name=done.name))]
    )


def occasion_add(
    ctx: typer.Context,
    contact_id: ClientId,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="birthday, wedding day, opening.")],
    on: Annotated[str, typer.Option(metavar="D", help="24/12, 24 December; the year does not count.")],
    recipient: Annotated[str, typer.Option("--for", metavar="NAME", help="For whom it is.")] = "",
    relation: Annotated[str, typer.Option(metavar="TEXT", help="Who that is.")] = "",
    address: Annotated[str, typer.Option(metavar="TEXT", help="Where it goes.")] = "",
    last_gift: Annotated[str, typer.Option(metavar="TEXT", help="What it was last time.")] = "",
    lead: Annotated[
        int, typer.Option(min=0, max=180, metavar="N", help="In Today so many days before.")
    ] = 10,
    replaces: Annotated[int, typer.Option(metavar="ID", help="The date this one takes the place of.")] = 0,
) -> None:
    """Keep a yearly date of a client."""
    from datetime import date

    from pipeline_tui.cli.printing import line
    from pipeline_tui.domain.occasions import Occasion
    from pipeline_tui.domain.script_answers import read_answer
    from pipeline_tui.domain.scripts import AnswerType, Question
    from pipeline_tui.services.keeping_occasions import keep_occasion

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        asked = Question("on", AnswerType.DATE, tr("On which day?"))
        made = shop.workspace
        day = date.fromisoformat(
            read_answer(asked, on, language=made.language, currency=made.currency, today=shop.today())
        )
        one = Occasion(
            *(replaces, contact_id, what, day.month, day.day, recipient, relation, address, last_gift, lead)
        )
        kept = keep_occasion(shop, viewer, one, act=new_act())
    shell.answer(
        kept,
        lambda: [
            line(
                tr(
                    "Occasion {id}, every year on {day} {month}: {what}.",
                    id=kept.id,
                    day=day.day,
                    month=month_name(day),
                    what=kept.what,
                )
            )
        ],
    )


def occasion_list(
    ctx: typer.Context,
    contact_id: Annotated[int, typer.Argument(metavar="ID", help="One client; else all of yours.")] = 0,
) -> None:
    """List the yearly dates of your clients, nearest first."""
    from pipeline_tui.services.knowing_clients import occasions_of

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        every = occasions_of(shop, viewer)
    kept = tuple(one for one in every if contact_id in (0, one.occasion.contact_id))
    shell.answer(
        [{"id": one.occasion.id, "occasion": one.occasion, **_around(one)} for one in kept],
        lambda: [occasion_table(kept)],
    )


def occasion_drop(
    ctx: typer.Context,
    occasion_id: Annotated[int, typer.Argument(metavar="ID", help="The occasion's id, from the list.")],
) -> None:
    """Keep a yearly date no longer."""
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services.keeping_occasions import drop_occasion

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        gone = drop_occasion(shop, viewer, occasion_id, act=new_act())
    shell.answer(gone, lambda: [line(tr("Dropped: {what}.", what=gone.what))])


def complaint_open(
    ctx: typer.Context,
    contact_id: ClientId,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What the client said.")],
) -> None:
    """Open a complaint; nothing is sold to the client until it is solved."""
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services.hearing_complaints import open_complaint

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        known = open_complaint(shop, viewer, contact_id, words, act=new_act())
    shell.answer(
        known, lambda: [line(tr("Complaint {id} is open; nothing is sold until it is solved.", id=known.id))]
    )


def complaint_solve(
    ctx: typer.Context,
    contact_id: ClientId,
    done: Annotated[str, typer.Argument(metavar="DONE", help="What was done about it.")],
) -> None:
    """Solve the open complaint of a client."""
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services.hearing_complaints import solve_complaint

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        known = solve_complaint(shop, viewer, contact_id, done, act=new_act())
    shell.answer(known, lambda: [line(tr("Complaint {id} is solved.", id=known.id))])


def occasion_table(every: Iterable[Coming]) -> RenderableType:
    """Return the table of yearly dates."""
    from pipeline_tui.cli.printing import day, table

    return table(
        ("id", "client", "name", "on", "in days", "occasion", "for", "last gift", ""),
        [
            (
                one.occasion.id,
                one.occasion.contact_id,
                one.name,
                day(one.on),
                one.days_left,
                one.occasion.what,
                one.occasion.recipient,
                one.occasion.last_gift,
                tr("ring now") if one.due else "",
            )
            for one in every
        ],
        empty=tr("No yearly date is kept; `client occasion add ID WHAT --on D` keeps one."),
    )


def _around(one: Coming) -> dict[str, object]:
    return {"name": one.name, "on": one.on, "days_left": one.days_left, "due": one.due}
