"""``people export``, ``erase``, ``hold``, ``retain``, ``looked``: the law on personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.code_words import KEPT
from pipeline_tui.cli.rights import Number, Which
from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType

    from pipeline_tui.domain.personal_data import Erased, PersonalData, Retained

_DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would happen; change nothing.")]


def add_to(family: typer.Typer) -> None:
    """Add the commands about personal data to those about people."""
    family.command("export")(export)
    family.command("erase")(erase)
    family.command("hold")(hold)
    family.command("retain")(retain)
    family.command("looked")(looked)


def export(ctx: typer.Context, number: Number, which: Which = None) -> None:
    """Answer a person who asks what is stored about them.

    Everything, by table; with --json as it may be given to them. It is logged who read it.
    """
    from pipeline_tui.services.answering_access import export_person
    from pipeline_tui.services.whose_number import contact_of

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        found = export_person(shop, viewer, contact_of(shop, viewer, number, which), act=new_act())
    shell.answer(found, lambda: _exported(found))


def erase(ctx: typer.Context, number: Number, dry_run: _DryRun = False, which: Which = None) -> None:
    """Erase a person who asks for it; it cannot be taken back.

    Keyed hashes of their numbers and addresses stay, so that nobody rings them and no list brings them back.
    """
    from pipeline_tui.services.erasing import erase_person
    from pipeline_tui.services.whose_number import contact_of

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        contact_id = contact_of(shop, viewer, number, which)
        done = erase_person(shop, viewer, contact_id, act=new_act(), dry_run=dry_run)
    shell.answer(done, lambda: _erased(done))


def hold(
    ctx: typer.Context,
    number: Number,
    reason: Annotated[str, typer.Option(metavar="T", help="Why: a court case, an audit.")],
    which: Which = None,
) -> None:
    """Keep a person's data from being erased until the hold is lifted."""
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services import holding_data
    from pipeline_tui.services.whose_number import contact_of

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        contact_id = contact_of(shop, viewer, number, which)
        done = holding_data.hold(shop, viewer, contact_id, reason=reason, act=new_act())
    shell.answer(
        done,
        lambda: [
            line(
                tr(
                    "Nothing of {name} is erased while this stands: {reason}.",
                    name=done.name,
                    reason=done.reason,
                )
            )
        ],
    )


def lift_hold(shell: Shell, number: str, which: int | None) -> None:
    """Lift the legal hold on a person, and say so."""
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services import holding_data
    from pipeline_tui.services.whose_number import contact_of

    with shell.signed_in() as (shop, viewer):
        done = holding_data.release(shop, viewer, contact_of(shop, viewer, number, which), act=new_act())
    shell.answer(
        done,
        lambda: [line(tr("The hold on {name} is lifted: {reason}.", name=done.name, reason=done.reason))],
    )


def retain(ctx: typer.Context, dry_run: _DryRun = False) -> None:
    """Erase whose data is past its time by the rule of their country.

    Whoever is being worked on, is promised a call or is under a legal hold stays.
    """
    from pipeline_tui.services.retaining import retain as go_through

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        done = go_through(shop, viewer, act=new_act(), dry_run=dry_run)
    shell.answer(done, lambda: _retained(done))


def looked(ctx: typer.Context, number: Number, which: Which = None) -> None:
    """Show who looked at a person.

    Whoever read a card, had them in hand, or exported them.
    """
    from pipeline_tui.cli.printing import line, table, when
    from pipeline_tui.services.answering_access import who_looked
    from pipeline_tui.services.whose_number import contact_of

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        found = who_looked(shop, viewer, contact_of(shop, viewer, number, which), act=new_act())
        zone = shop.workspace.zone
    shell.answer(
        found,
        lambda: [
            line(found.name),
            table(
                ("who", "what", "first", "last", "times"),
                [
                    (one.who, one.door, when(one.first_at, zone), when(one.last_at, zone), one.times)
                    for one in found.looks
                ],
                empty=tr("Nobody has looked at them."),
            ),
        ],
    )


def _exported(found: PersonalData) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import line, table, title

    yield line(
        tr(
            "Everything stored about {name}. Give it out as JSON: people export NUMBER --json.",
            name=found.name,
        )
    )
    for name, rows in found.holdings.items():
        yield title(name)
        columns = list(
            dict.fromkeys(column for row in rows for column in row if row[column] not in ("", None))
        )
        yield table(columns, [[_cell(row, column) for column in columns] for row in rows])


def _cell(row: Mapping[str, object], column: str) -> object:
    value = row.get(column)
    return value if isinstance(value, int | float | str) or value is None else str(value)


def _erased(done: Erased) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import facts, line

    if done.dry_run:
        yield line(tr("Erasing {name} would take away:", name=done.name))
    else:
        yield line(
            tr(
                "Erased. Backups made before still hold this person: delete them, "
                "or erase again after a restore."
            )
        )
    yield facts(
        [
            ("deleted", _counts(done.deleted)),
            ("emptied, kept as counts", _counts(done.emptied)),
            ("hashes kept, so that no list brings them back", done.hashes or ""),
            ("proofs of consent the law wants kept", done.proofs or ""),
            ("not now", ", ".join(KEPT[kept] for kept in done.why_not)),
            ("legal hold", done.hold),
        ]
    )


def _counts(rows: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {table.replace('_', ' ')}" for table, count in rows.items())


def _retained(done: Retained) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import line, table

    yield table(
        (
            "country",
            "days",
            "clients",
            "people",
            "due",
            "would go" if done.dry_run else "erased",
            "kept",
            "source",
        ),
        [
            (
                one.country,
                one.days or tr("no limit"),
                one.client_days or tr("no limit"),
                one.people,
                one.due,
                one.erased,
                ", ".join(f"{count} {KEPT[kept]}" for kept, count in one.kept.items()),
                f"{one.source} ({one.status})" if one.source else "",
            )
            for one in done.lines
        ],
        empty=tr("Nobody is stored yet."),
    )
    if done.proofs:
        yield line(
            tr("Proofs of people erased before whose time is over: {count} would go.", count=done.proofs)
            if done.dry_run
            else tr("Proofs of people erased before whose time is over: {count} gone.", count=done.proofs)
        )
