"""``contact show``, ``undo`` and ``journal``: what is known, what was done, and taking it back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli import contacts, writing
from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.domain.errors import Refused
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from pipeline_tui.domain.contact_card import ContactCard

_AN_INSTANT = 1_000_000_000  # seconds since 1970; no id and no count is as high
_LONGEST = 24  # characters of a code; a keyed hash is longer, and nobody reads it


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    contact = typer.Typer(no_args_is_help=True, help="One contact.")
    contact.command("show")(show_contact)
    contact.command("add")(contacts.add)
    contact.command("change")(contacts.change)
    writing.add_to_family(contact)
    app.add_typer(contact, name="contact")
    app.command("undo")(undo)
    journal = typer.Typer(no_args_is_help=True, help="The append-only log of every act.")
    journal.command("show")(show_journal)
    journal.command("verify")(verify_journal)
    app.add_typer(journal, name="journal")


def show_contact(
    ctx: typer.Context, contact_id: Annotated[int, typer.Argument(metavar="ID", help="The contact's id.")]
) -> None:
    """Show a contact, as far as you may see it."""
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.services.reading import contact_card

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        card = contact_card(shop, viewer, contact_id)
        zone = shop.workspace.zone
    shell.answer({"id": card.contact_id, **as_json(card)}, lambda: _card(card, zone))


def undo(ctx: typer.Context) -> None:
    """Take your last act back.

    It works until somebody else has built on it.
    """
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.cli.calling import LEASE, show_desk
    from pipeline_tui.cli.printing import line
    from pipeline_tui.cli.shapes import claim
    from pipeline_tui.services.tightening import TIGHTENED, settle_places
    from pipeline_tui.services.undoing import undo as take_back
    from pipeline_tui.ui.undone import undone_words

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        undone = take_back(shop, viewer, act=new_act(), lease=LEASE)
        if undone.verb == TIGHTENED:
            settle_places(shop, viewer)
        zone = shop.workspace.zone
    data = as_json(undone) | {"desk": claim(undone.desk) if undone.desk else None}
    said = line(tr("Taken back: {what}.", what=undone_words(undone.verb, undone.name, ", ")))
    shell.answer(data, lambda: [said, *(show_desk(undone.desk, zone) if undone.desk else ())])


def show_journal(
    ctx: typer.Context,
    limit: Annotated[
        int, typer.Option(min=1, max=100_000, metavar="N", help="How many of the newest entries.")
    ] = 40,
) -> None:
    """Show the newest entries.

    The whole entry, with every code and id, is in --json.
    """
    from pipeline_tui.cli.printing import table, when
    from pipeline_tui.cli.shapes import numbered
    from pipeline_tui.services.journalling import entries

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        every = entries(shop, viewer, limit)
        zone = shop.workspace.zone
    shell.answer(
        numbered(every, "operator_id", "seq"),
        lambda: [
            table(
                ("when", "who", "entry", "act", "contact", "what"),
                [
                    (
                        when(each.at, zone),
                        each.operator or tr("workspace"),
                        each.seq,
                        each.verb.replace("_", " "),
                        each.contact_id or "",
                        in_short(each.detail, zone),
                    )
                    for each in every
                ],
                empty=tr("Nothing has happened yet."),
            )
        ],
    )


def in_short(detail: str, zone: str) -> str:
    """Return the few words of an entry that say what was done; images and hashes are left out."""
    from pipeline_tui.cli.printing import when

    shown = []
    for key, value in json.loads(detail).items():
        if not isinstance(value, str | int) or value in ("", False) or len(str(value)) > _LONGEST:
            continue
        said = tr("yes") if value is True else str(value)
        if isinstance(value, int) and value >= _AN_INSTANT:
            said = when(datetime.fromtimestamp(value, UTC), zone)
        shown.append(f"{key.replace('_', ' ')} {said}")
    return " · ".join(shown)


def verify_journal(ctx: typer.Context) -> None:
    """Check that no entry was changed or removed.

    Exits with 1 when one was.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services.journalling import verify

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        check = verify(shop, viewer)
    whole = not check.first_bad
    broken = Refused(
        tr("The journal is not whole"),
        check.first_bad,
        tr("Compare with a backup: restore it under another --workspace and verify that."),
    )
    if shell.json or whole:
        shell.answer(
            {
                "ok": whole,
                "entries": check.entries,
                "chains": check.chains,
                "first_bad": check.first_bad,
            },
            lambda: [
                line(
                    tr(
                        "The journal is whole: {entries} entries in {chains} chains.",
                        entries=check.entries,
                        chains=check.chains,
                    )
                )
            ],
        )
    if not whole:
        raise broken


def _card(card: ContactCard, zone: str) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import facts, title, when
    from pipeline_tui.ui.words import PAST, STAGES

    yield title(card.name)
    yield facts(
        [
            ("stage", f"{STAGES[card.stage]}{f', {card.owner}' if card.owner else ''}"),
            ("firm", ", ".join(part for part in (card.firm, card.role) if part)),
            ("place", ", ".join(part for part in (card.city, card.country, card.zone) if part)),
            *((each.kind, f"{each.shown}  {each.holder}") for each in card.numbers),
            *(("e-mail", each) for each in card.emails),
            ("lists", ", ".join(card.lists)),
            ("source", card.source),
            ("hours", card.preferred_hours),
            *(("basis", each) for each in card.grounds),
            *card.brief.items(),
            *((key, text) for key, text in card.answers.items() if key not in card.brief),
            *(
                (when(past.at, zone), f"{PAST.get(past.what, past.what)} {past.text} ({past.who})")
                for past in card.before
            ),
            ("", tr("Numbers are covered and words left out: a manager's view.") if card.masked else ""),
        ]
    )
