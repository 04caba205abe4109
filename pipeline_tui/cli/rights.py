"""``consent`` and ``suppress``: on what ground somebody may be rung, and whom nobody may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from rich.console import RenderableType

    from pipeline_tui.domain.consents import GroundLine, Ledger
    from pipeline_tui.services.shop import Shop

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="Theirs, as written anywhere.")]
Which = Annotated[
    int | None, typer.Option("--contact", metavar="ID", help="Who is meant where several have the number.")
]
_Channel = Annotated[
    str, typer.Option(metavar="HOW", help="How it was said: telephone, in person, paper, e-mail, web form.")
]
_Evidence = Annotated[
    str, typer.Option(metavar="T", help="What proves it, and where: a form's number, a recording.")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    family = typer.Typer(no_args_is_help=True, help="Consents: rows are added, never edited.")
    family.command("add")(add)
    family.command("revoke")(revoke)
    family.command("show")(show)
    app.add_typer(family, name="consent")
    app.command("suppress")(suppress)


def add(
    ctx: typer.Context,
    number: Number,
    channel: _Channel = "telephone",
    evidence: _Evidence = "",
    wording: Annotated[
        str,
        typer.Option(
            metavar="T", help="Name and version of the words they agreed to; else the playbook's own."
        ),
    ] = "",
    given: Annotated[str, typer.Option(metavar="D", help="The day they agreed; else today.")] = "",
    expires: Annotated[
        str, typer.Option(metavar="D", help="The last day it holds; else as the playbook says.")
    ] = "",
    which: Which = None,
) -> None:
    """Record that somebody agreed to be rung.

    Without --wording they agreed to the playbook's question, in their language.
    """
    from pipeline_tui.services import consenting
    from pipeline_tui.services.whose_number import contact_of

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        ledger = consenting.give_consent(
            shop,
            viewer,
            contact_of(shop, viewer, number, which),
            act=new_act(),
            channel=channel,
            evidence=evidence,
            wording=wording,
            given_on=_date(shop, given),
            expires_on=_date(shop, expires),
        )
        zone = shop.workspace.zone
    _answer(shell, ledger, zone)


def revoke(
    ctx: typer.Context,
    number: Number,
    channel: _Channel = "telephone",
    evidence: _Evidence = "",
    which: Which = None,
) -> None:
    """Record that somebody takes every consent back, from now on."""
    from pipeline_tui.services import consenting
    from pipeline_tui.services.whose_number import contact_of

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        contact_id = contact_of(shop, viewer, number, which)
        ledger = consenting.revoke_consent(
            shop, viewer, contact_id, act=new_act(), channel=channel, evidence=evidence
        )
        zone = shop.workspace.zone
    _answer(shell, ledger, zone)


def show(ctx: typer.Context, number: Number, which: Which = None) -> None:
    """Show every ground ever recorded for somebody.

    With what took it back and when it was last used.
    """
    from pipeline_tui.services import consenting
    from pipeline_tui.services.whose_number import contact_of

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        ledger = consenting.consents(shop, viewer, contact_of(shop, viewer, number, which))
        zone = shop.workspace.zone
    _answer(shell, ledger, zone)


def suppress(
    ctx: typer.Context,
    number: Number,
    reason: Annotated[str, typer.Option(metavar="T", help="Why, in a word: asked, complaint, court.")],
) -> None:
    """Let nobody ring a number again.

    On no list and for nobody who has it: it is kept as a keyed hash, so that no list brings it back.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services.suppressing import suppress as stop

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        done = stop(shop, viewer, number, reason=reason, act=new_act())
    before = tr(" It was on the list before.") if done.before else ""
    shell.answer(
        done,
        lambda: [
            line(
                tr(
                    "Nobody rings {number} again ({reason}).{before}",
                    number=done.number,
                    reason=done.reason,
                    before=before,
                )
            )
        ],
    )


def _date(shop: Shop, typed: str) -> date | None:
    from pipeline_tui.domain.time_phrases import read_date

    return read_date(typed, shop.today(), shop.workspace.language) if typed else None


def _answer(shell: Shell, ledger: Ledger, zone: str) -> None:
    shell.answer(ledger, lambda: _shown(ledger, zone))


def _shown(ledger: Ledger, zone: str) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import line, table, when

    yield line(ledger.name)
    yield table(
        ("given", "ground", "state", "how", "evidence", "words", "until", "last used", "recorded by"),
        [
            (
                when(one.given_at, zone),
                one.kind.value,
                _state(one, zone),
                one.channel,
                one.evidence,
                one.wording,
                when(one.expires_at or one.slot_at, zone),
                when(one.used_at, zone),
                one.recorded_by,
            )
            for one in ledger.grounds
        ],
        empty=tr(
            "Nothing is recorded: where the rules want a ground, nobody rings them. consent add NUMBER."
        ),
    )


def _state(one: GroundLine, zone: str) -> str:
    from pipeline_tui.cli.printing import when

    since = f", {when(one.revoked_at, zone)}" if one.revoked_at else ""
    return one.state.value.replace("-", " ") + since
