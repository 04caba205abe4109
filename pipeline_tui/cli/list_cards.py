"""``lists show``, ``pause``, ``resume`` and ``priority``: how batches stand, and which are called first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.code_words import state_word
from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.ui.words import BLOCKERS, STAGES
from pipeline_tui.wording import WordTable, mark_as, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import RenderableType

    from pipeline_tui.domain.list_card import ListCard, ListLoad, StageCounts
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.domain.shop import ListLine
    from pipeline_tui.services.shop import Shop

ListName = Annotated[str, typer.Argument(metavar="NAME", help="The list's name, its beginning, or its id.")]


def add_to(family: typer.Typer) -> None:
    """Add these commands to the family of lists."""
    family.command("show")(show)
    family.command("pause")(pause)
    family.command("resume")(resume)
    family.command("priority")(priority)


def show(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(metavar="[NAME]", help="One list, with what was loaded into it; else all of them."),
    ] = "",
) -> None:
    """Show how every list stands, or everything about one.

    How many are ready, called and handed off, and what blocks the rest. A load that was cut short by a crash
    is finished first.
    """
    from pipeline_tui.services import resuming_loads, running_lists, watching

    shell: Shell = ctx.obj
    if name:
        with shell.signed_in() as (shop, viewer):
            resuming_loads.resume_loads(shop, viewer)
            card = running_lists.list_card(shop, viewer, running_lists.find_list(shop, viewer, name))
            zone = shop.workspace.zone
        shell.answer(card, lambda: _show_card(card, zone))
        return
    with shell.signed_in() as (shop, viewer):
        resuming_loads.resume_loads(shop, viewer)
        every = watching.lists(shop, viewer)
    shell.answer(every, lambda: [_table(every)])


def pause(ctx: typer.Context, name: ListName) -> None:
    """Stop giving out a list's contacts.

    Promised calls stay promised, and `resume` opens it again.
    """
    from pipeline_tui.services import running_lists

    _change(ctx.obj, name, lambda shop, me, at: running_lists.pause_list(shop, me, at, act=new_act()))


def resume(ctx: typer.Context, name: ListName) -> None:
    """Give out a paused list's contacts again."""
    from pipeline_tui.services import running_lists

    _change(ctx.obj, name, lambda shop, me, at: running_lists.resume_list(shop, me, at, act=new_act()))


def priority(
    ctx: typer.Context,
    name: ListName,
    number: Annotated[
        int, typer.Argument(metavar="1-9", help="1 is called first, 9 last; lists begin at 5.")
    ],
) -> None:
    """Call a list sooner or later than the others."""
    from pipeline_tui.services import running_lists

    _change(
        ctx.obj,
        name,
        lambda shop, me, at: running_lists.set_priority(shop, me, at, number, act=new_act()),
    )


def _change(shell: Shell, name: str, change: Callable[[Shop, Viewer, int], ListLine]) -> None:
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services.running_lists import find_list, list_card

    with shell.signed_in() as (shop, viewer):
        changed = change(shop, viewer, find_list(shop, viewer, name))
        one = list_card(shop, viewer, changed.id).line  # counted apart: no desk waits for that
    said = tr(
        "{name} is {state}, with priority {priority}; {ready} of {contacts} are ready.",
        name=one.name,
        state=state_word(one.state),
        priority=one.priority,
        ready=one.ready,
        contacts=one.contacts,
    )
    shell.answer(one, lambda: [line(said)])


def _table(every: tuple[ListLine, ...]) -> RenderableType:
    from pipeline_tui.cli.printing import table
    from pipeline_tui.domain.list_states import standing_of

    return table(
        ("id", "name", "state", "priority", "contacts", "ready", "called", "handed off", "blocked"),
        [
            (
                each.id,
                each.name,
                state_word(standing_of(each).value),
                each.priority,
                each.contacts,
                each.ready,
                each.called,
                each.handed_off,
                _blocked(each),
            )
            for each in every
        ],
        empty=tr("No lists yet. Load one: lists import FILE --list NAME."),
    )


def _blocked(each: ListLine) -> str:
    """Return what holds most of them back, and how many more are held; the list's own card says all."""
    if not each.blockers:
        return ""
    blocker, most = max(each.blockers, key=lambda one: one[1])
    rest = sum(count for _, count in each.blockers) - most
    said = f"{most} {BLOCKERS[blocker]}"
    return tr("{said}, {rest} otherwise", said=said, rest=rest) if rest else said


_STANDS = WordTable(
    {
        "active": "gives out contacts",
        "paused": "paused",
        "loading": "is being loaded",
        "undoing": "is being taken back",
        "held": "nothing can be called: all who wait are held back",
        "over": "nobody waits to be called any more",
        "hunting": "hot contacts: the hunters' work",
        "farming": "clients: the farmers' work",
    }
)


def _show_card(card: ListCard, zone: str) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import facts, title, when

    line = card.line
    paused = (
        tr(
            " by {name} since {at}",
            name=line.paused_by,
            at=when(line.paused_at, zone),
        )
        if line.paused_by
        else ""
    )
    yield title(line.name)
    yield facts(
        [
            ("state", f"{_STANDS[card.standing.value]}{paused}"),
            ("priority", line.priority),
            ("contacts", line.contacts),
            ("ready", line.ready),
            ("called", line.called),
            ("handed off", line.handed_off),
            *(
                (tr("blocked: {blocker}", blocker=BLOCKERS[blocker]), count)
                for blocker, count in line.blockers
            ),
            *((tr("at {stage}", stage=STAGES[stage]), count) for stage, count in card.stages),
            *(row for each in card.past for row in _past(each)),
            ("next comes back", when(card.next_due, zone)),
            ("source", line.source),
            ("made", when(line.created_at, zone)),
        ]
    )
    for load in card.loads:
        yield facts(_load_facts(load, zone))


def _past(each: StageCounts) -> list[tuple[str, object]]:
    from pipeline_tui.cli.printing import told

    rows: list[tuple[str, object]] = [(tr("{stage}: may be rung", stage=STAGES[each.stage]), each.ready)]
    return rows + [(told(STAGES[each.stage], BLOCKERS[blocker]), count) for blocker, count in each.blockers]


def _load_facts(load: ListLoad, zone: str) -> list[tuple[str, object]]:
    from pipeline_tui.cli.printing import when

    return [
        (
            mark_as("heading", "taken back") if load.taken_back else mark_as("heading", "loaded"),
            tr(
                "{file}, by {by}, {at}, into {stage}",
                file=load.file,
                by=load.by,
                at=when(load.at, zone),
                stage=STAGES[load.stage],
            ),
        ),
        (
            mark_as("heading", "rows"),
            tr(
                "{rows}: {taken} taken, {merged} merged, {rejected} rejected",
                rows=load.rows,
                taken=load.taken,
                merged=load.merged,
                rejected=load.rejected,
            ),
        ),
        (
            mark_as("heading", "columns"),
            ", ".join(f"{use.column} = {use.field or '-'}" for use in load.columns),
        ),
        (
            mark_as("heading", "read as"),
            tr("{encoding}, cells cut at {delimiter}", encoding=load.encoding, delimiter=load.delimiter)
            if load.delimiter
            else load.encoding or tr("a workbook"),
        ),
    ]
