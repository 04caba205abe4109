"""``hand-off``, ``slots``, ``inbox``, ``accept`` and ``return``: a hot contact moves to the next stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.calling import LEASE, Token, ensure_dialled, in_hand, show_then_next
from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.cli.values import check_code, pairs
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from rich.console import RenderableType

    from pipeline_tui.domain.acts import Accepted, HandedOff
    from pipeline_tui.domain.desk import Desk
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop

HandOffId = Annotated[int, typer.Argument(metavar="ID", help="The hand-off's id, from `inbox`.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command("hand-off")(hand_off)
    app.command("slots")(slots)
    app.command("inbox")(inbox)
    app.command("accept")(accept)
    app.command("return")(give_back)
    app.command("hand-again")(hand_again)


def hand_off(
    ctx: typer.Context,
    token: Token,
    brief: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=VALUE", help='need, budget, decision, term, objections, next; "?" is unknown.'
        ),
    ] = None,
    to: Annotated[str, typer.Option(metavar="OP", help="A named receiver; else the team.")] = "",
    slot: Annotated[
        str, typer.Option(metavar="WHEN", help='A time agreed in the receiver\'s diary: "tue 14:30".')
    ] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was said.")] = "",
    then_next: Annotated[
        bool, typer.Option("--next", help="Claim the next contact in the same step.")
    ] = False,
) -> None:
    """Hand the contact on, with a brief.

    Without a `dial` before, the attempt is checked and recorded first.
    """
    from pipeline_tui.cli.shapes import recorded
    from pipeline_tui.services import handing_off

    shell: Shell = ctx.obj
    answers = pairs("--brief", brief or [])
    with shell.signed_in(token) as (shop, viewer):
        desk = in_hand(shop, viewer, token)
        agreed = _agreed(shop, desk, slot)
        _check_before_dialling(shop, viewer, desk, answers)
        ensure_dialled(shop, viewer, token, desk)
        record = handing_off.hand_off(
            shop,
            viewer,
            token,
            answers,
            act=new_act(),
            to=to or None,
            slot=agreed,
            note=note,
            then_next=then_next,
            next_act=new_act(),
            lease=LEASE,
        )
        zone = shop.workspace.zone
    shell.answer(recorded(record), lambda: _show_handed_off(record, zone))


def slots(
    ctx: typer.Context,
    to: Annotated[str, typer.Option(metavar="OP", help="One hunter's diary; else anybody's.")] = "",
) -> None:
    """List the free times of the hunters' diaries.

    With a contact in hand, only times at which it may be rung.
    """
    from pipeline_tui.cli.printing import table, when
    from pipeline_tui.cli.shapes import numbered
    from pipeline_tui.services import diaries

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        free = diaries.free_slots(shop, viewer, to or None)
        zone = shop.workspace.zone
    shell.answer(
        numbered(free, "at", "hunter"),
        lambda: [
            table(
                ("at", "hunter", "minutes"),
                [(when(each.at, zone), each.hunter, each.minutes) for each in free],
                empty=tr("Nothing is free on the next working days."),
            )
        ],
    )


def inbox(ctx: typer.Context) -> None:
    """List what waits for you to accept, and what came back to you.

    Hot contacts, clients who bought, repeat deals.
    """
    from pipeline_tui.cli.printing import table, when
    from pipeline_tui.services import giving_again, handing_off

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        waiting = (*handing_off.inbox(shop, viewer), *giving_again.came_back(shop, viewer))
        zone, language = shop.workspace.zone, shop.workspace.language
        reasons = {each.code: each.name(language) for each in shop.playbook.every_reason_to_return}
    shell.answer(
        waiting,
        lambda: [
            table(
                ("id", "name", "firm", "from", "given", "limit", "need", "next or sold"),
                [
                    (
                        each.id,
                        each.name,
                        each.firm,
                        each.giver
                        if each.state == "waiting"
                        else tr("back from {name}", name=each.answered_by),
                        when(each.given_at, zone),
                        when(each.limit_at, zone)
                        if each.state == "waiting"
                        else reasons.get(each.reason, ""),
                        each.brief.get("need", ""),
                        each.brief.get("next", "") or each.brief.get("sold", ""),
                    )
                    for each in waiting
                ],
                empty=tr("Nobody waits for you."),
            )
        ],
    )


def accept(ctx: typer.Context, hand_off_id: HandOffId) -> None:
    """Take a contact over.

    A hunter gets a deal with the brief's next step, a farmer the client with the first check-in.
    """
    from pipeline_tui.services import handing_off

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        taken = handing_off.accept(shop, viewer, hand_off_id, act=new_act())
        zone = shop.workspace.zone
    shell.answer(taken, lambda: _show_accepted(taken, zone))


def give_back(
    ctx: typer.Context,
    hand_off_id: HandOffId,
    reason: Annotated[str, typer.Option(metavar="CODE", help="One of the playbook's return reasons.")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="What the giver should know.")],
) -> None:
    """Send a contact back to who gave it, with a reason."""
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services import handing_off

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        check_code(tr("return reason"), reason, [each.code for each in shop.playbook.every_reason_to_return])
        returned = handing_off.give_back(shop, viewer, hand_off_id, reason=reason, note=note, act=new_act())
    shell.answer(
        returned, lambda: [line(tr("{name} goes back to {giver}.", name=returned.name, giver=returned.giver))]
    )


def hand_again(
    ctx: typer.Context,
    hand_off_id: HandOffId,
    brief: Annotated[
        list[str] | None, typer.Option(metavar="KEY=VALUE", help="What changes of the brief; the rest stays.")
    ] = None,
    to: Annotated[str, typer.Option(metavar="OP", help="A named receiver, or team; else shared out.")] = "",
) -> None:
    """Hand over again what came back."""
    from pipeline_tui.cli.printing import line
    from pipeline_tui.cli.shapes import recorded
    from pipeline_tui.services import giving_again

    shell: Shell = ctx.obj
    answers = pairs("--brief", brief or [])
    with shell.signed_in() as (shop, viewer):
        given = giving_again.give_again(shop, viewer, hand_off_id, answers, act=new_act(), to=to or None)
    shell.answer(
        recorded(given), lambda: [line(tr("{name} is handed to {to} again.", name=given.name, to=given.to))]
    )


def _agreed(shop: Shop, desk: Desk | None, phrase: str) -> datetime | None:
    """Return the agreed time on the contact's clock, as for a callback."""
    from pipeline_tui.domain.time_phrases import read_time

    if not phrase:
        return None
    zone = (desk.zone if desk is not None else "") or shop.workspace.zone
    return read_time(phrase, shop.now(), zone, shop.workspace.language)


def _check_before_dialling(shop: Shop, viewer: Viewer, desk: Desk | None, answers: dict[str, str]) -> None:
    """Refuse an incomplete brief before an attempt is recorded for nothing."""
    from pipeline_tui.domain.briefs import check_brief
    from pipeline_tui.domain.hand_over import needs_ceremony
    from pipeline_tui.domain.stages import Stage

    fields = shop.playbook.brief
    for key in answers:
        check_code(tr("field of the brief"), key, [field.key for field in fields])
    if desk and desk.call is None and needs_ceremony(viewer.structure, desk.stage, Stage.HUNTING):
        check_brief(fields, answers)


def _show_handed_off(record: HandedOff, zone: str) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import line, when

    if record.kept:
        yield line(
            tr(
                "{name} stays in your hands; deal {deal_id} is open.",
                name=record.name,
                deal_id=record.deal_id,
            )
        )
    else:
        agreed = f", {when(record.slot_at, zone)}" if record.slot_at is not None else ""
        yield line(
            tr(
                "{name} is handed to {to}{agreed} (hand-off {hand_off_id}).",
                name=record.name,
                to=record.to,
                agreed=agreed,
                hand_off_id=record.hand_off_id,
            )
        )
        yield from show_then_next(record, zone)


def _show_accepted(taken: Accepted, zone: str) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import facts, line, when

    yield line(tr("{name} is yours.", name=taken.hand_off.name))
    yield facts(taken.hand_off.brief.items())
    if taken.deal:
        planned = f"{taken.deal.next_do}, {when(taken.deal.next_at, zone)}".strip(", ")
        yield line(tr("Deal {id} is open. Next: {planned}.", id=taken.deal.id, planned=planned))
