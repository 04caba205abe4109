"""``evidence``: how a number was rung, on what ground, and what the gate knew each time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.wording import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from pipeline_tui.domain.evidence import Attempt, Evidence


def add_to(app: typer.Typer) -> None:
    """Add the command of this family."""
    app.command("evidence")(evidence)


def evidence(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The number, best with its country code.")],
) -> None:
    """Show every attempt on a number, and what allowed it.

    What the gate knew each time, every ground recorded, and every stop. For managers; it is in the journal.
    """
    from pipeline_tui.services import proving

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        found = proving.evidence(shop, viewer, number, act=new_act())
        zone = shop.workspace.zone
    shell.answer(found, lambda: _show(found, zone))


def _show(found: Evidence, zone: str) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import line, table, title, told, when

    yield title(told(found.number, trn("{number} call", "{number} calls", len(found.attempts))))
    yield table(
        (
            "when",
            "there",
            "by",
            "contact",
            "purpose",
            "how",
            "counts",
            "ground",
            "attempts",
            "ended",
            "rules",
        ),
        [_row(one, zone) for one in found.attempts],
        empty=tr("Nobody has rung this number from here, and nobody has rung us from it."),
    )
    for person in found.people:
        yield title(tr("Contact {contact_id}: grounds", contact_id=person.contact_id))
        yield table(
            ("id", "kind", "given", "state", "channel", "evidence", "wording", "last used", "by"),
            [
                (
                    one.id,
                    one.kind.value,
                    when(one.given_at, zone),
                    one.state.value,
                    one.channel,
                    one.evidence,
                    one.wording,
                    when(one.used_at, zone),
                    one.recorded_by,
                )
                for one in person.grounds
            ],
            empty=tr("None was ever recorded."),
        )
    for stop in found.stops:
        lifted = tr(", lifted {at}", at=when(stop.lifted_at, zone)) if stop.lifted_at else ""
        by = tr(" by {operator}", operator=stop.operator) if stop.operator else ""
        yield line(
            tr(
                "Not to be called ({scope}, {reason}) since {at}{by}{lifted}.",
                scope=stop.scope,
                reason=stop.reason,
                at=when(stop.at, zone),
                by=by,
                lifted=lifted,
            )
        )


def _row(one: Attempt, zone: str) -> tuple[object, ...]:
    from pipeline_tui.cli.printing import when

    proof = one.proof
    ground = f"{one.ground.kind.value} {one.ground.id}" if one.ground else (proof.basis if proof else "")
    return (
        when(one.at, zone),
        proof.zone if proof else "",
        one.operator,
        one.contact_id,
        one.purpose,
        one.mode,
        tr("yes") if one.counted else tr("no"),
        ground,
        (
            tr("{attempts} of {cap}", attempts=proof.attempts, cap=proof.cap)
            if proof.cap
            else str(proof.attempts)
        )
        if proof
        else "",
        one.outcome or tr("open"),
        proof.rules if proof else tr("they rang us"),
    )
