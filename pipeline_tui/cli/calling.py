"""``next``, ``dial``, ``release`` and ``outcome``: a contact in hand, from claim to the end of the call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from rich.console import RenderableType

    from pipeline_tui.domain.acts import HandedOff, Recorded
    from pipeline_tui.domain.desk import Desk, EmptyQueue
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop

LEASE = "shell"  # a claim from the shell lasts fifteen minutes, without heartbeats

Token = Annotated[str, typer.Argument(metavar="TOKEN", help="The token that `next` gave.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command("next")(claim_next)
    app.command("dial")(dial)
    app.command("release")(release)
    app.command("outcome")(outcome)


def claim_next(ctx: typer.Context) -> None:
    """Claim the next contact to call.

    While a contact is in hand, the same one and the same token come back. Refused on a pause.
    """
    from pipeline_tui.cli.shapes import claim, nothing_to_call
    from pipeline_tui.services import claiming, pausing
    from pipeline_tui.services.nothing_to_call import NothingToCall

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        pausing.needs_work(shop, viewer)
        try:
            desk = claiming.claim_next(shop, viewer, act=new_act(), lease=LEASE)
        except NothingToCall as nothing:
            if shell.json:
                shell.print_json(nothing_to_call(nothing.queue))
            raise
        zone = shop.workspace.zone
    shell.answer(claim(desk), lambda: show_desk(desk, zone))


def dial(
    ctx: typer.Context,
    token: Token,
    number: Annotated[
        int | None, typer.Option(metavar="ID", help="Another number of the contact, by its id.")
    ] = None,
) -> None:
    """Record an attempt if the number may be rung.

    Refused on a pause. Then dial it on your handset; `outcome` says how the call ended.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.cli.shapes import claim
    from pipeline_tui.services import dialling, pausing

    shell: Shell = ctx.obj
    with shell.signed_in(token) as (shop, viewer):
        pausing.needs_work(shop, viewer)
        desk = dialling.dial(shop, viewer, token, act=new_act(), number_id=number)
    shown = desk.number.shown if desk.number else ""
    shell.answer(
        claim(desk),
        lambda: [
            line(tr("Dial {shown} now: {name}.", shown=shown, name=desk.name)),
            line(tr("Then: outcome TOKEN CODE."), "dim"),
        ],
    )


def release(ctx: typer.Context, token: Token) -> None:
    """Give the contact back without a call."""
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services import claiming

    shell: Shell = ctx.obj
    with shell.signed_in(token) as (shop, viewer):
        claiming.release(shop, viewer, token, act=new_act())
    shell.answer({"token": token, "released": True}, lambda: [line(tr("The contact is back in the queue."))])


def outcome(
    ctx: typer.Context,
    token: Token,
    code: Annotated[
        str, typer.Argument(metavar="CODE", help="no-answer, busy, voicemail, refused, callback ...")
    ],
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was said.")] = "",
    callback: Annotated[
        str, typer.Option(metavar="WHEN", help='In the contact\'s zone: "tue 14:20", "demain 15h", "+2h".')
    ] = "",
    reason: Annotated[
        str, typer.Option(metavar="R", help="For wrong-number: disconnected, stranger ...")
    ] = "",
    exact: Annotated[
        bool, typer.Option("--exact", help="The contact asked for this very time, outside the calling hours.")
    ] = False,
    team: Annotated[
        bool, typer.Option("--team", help="Promise the call in the team's name, not your own.")
    ] = False,
    then_next: Annotated[
        bool, typer.Option("--next", help="Claim the next contact in the same step.")
    ] = False,
) -> None:
    """Record how the call ended.

    Without a `dial` before, the attempt is checked and recorded first.
    """
    from pipeline_tui.cli.shapes import recorded
    from pipeline_tui.services import dialling

    shell: Shell = ctx.obj
    with shell.signed_in(token) as (shop, viewer):
        _check_code(shop, code, callback, reason)
        desk = in_hand(shop, viewer, token)
        at = _callback_time(shop, desk, callback) if callback and desk else None
        ensure_dialled(shop, viewer, token, desk)
        record = dialling.record_outcome(
            shop,
            viewer,
            token,
            code,
            act=new_act(),
            note=note,
            callback=at,
            reason=reason,
            exact=exact,
            team=team,
            then_next=then_next,
            next_act=new_act(),
            lease=LEASE,
        )
        zone = shop.workspace.zone
    shell.answer(recorded(record), lambda: _show_recorded(record, zone))


def in_hand(shop: Shop, viewer: Viewer, token: str) -> Desk | None:
    """Return the desk that ``token`` names, or None: the act that follows says what became of it."""
    from pipeline_tui.services import claiming

    desk = claiming.in_hand(shop, viewer)
    return desk if desk and desk.token == token else None


def ensure_dialled(shop: Shop, viewer: Viewer, token: str, desk: Desk | None) -> None:
    """Run the gate and record a handset attempt when the contact in hand was not dialled yet."""
    from pipeline_tui.services import dialling, pausing

    if desk is None or desk.call is None:
        pausing.needs_work(shop, viewer)
        dialling.dial(shop, viewer, token, act=new_act())


def _check_code(shop: Shop, code: str, callback: str, reason: str) -> None:
    known = {each.code: each for each in shop.playbook.outcomes}
    if code not in known:
        raise UsageTrouble(
            tr("Unknown outcome"),
            tr('"{code}" is not in the playbook.', code=code),
            tr("Use one of: {known}.", known=", ".join(known)),
        )
    if known[code].needs_time and not callback:
        raise UsageTrouble(
            tr("When shall we call back?"),
            tr('"{code}" needs a time.', code=code),
            tr('Add --callback WHEN, as in --callback "tue 14:20".'),
        )
    reasons = known[code].reasons
    if reasons and reason not in reasons:
        raise UsageTrouble(
            tr("{reason} is no reason for {code}", reason=clean(reason, limit=40), code=code)
            if reason
            else tr("Why {code}?", code=code),
            tr("Known: {reasons}.", reasons=", ".join(reasons)),
            tr("Add --reason, as in --reason {reason}.", reason=reasons[0]),
        )


def _callback_time(shop: Shop, desk: Desk, phrase: str) -> datetime:
    from pipeline_tui.domain.time_phrases import read_time

    return read_time(phrase, shop.now(), desk.zone or shop.workspace.zone, shop.workspace.language)


def show_desk(desk: Desk, zone: str) -> Iterator[RenderableType]:
    """Yield the contact in hand as lines."""
    from pipeline_tui.cli.printing import facts, title, when
    from pipeline_tui.ui.words import PAST, kind_name

    number = desk.number
    gate = desk.verdict
    yield title(desk.name)
    yield facts(
        [
            (
                "number",
                f"{number.shown}  {kind_name(number.kind)}, {kind_name(number.holder)}"
                if number
                else tr("none"),
            ),
            ("firm", ", ".join(part for part in (desk.firm, desk.role) if part)),
            ("place", ", ".join(part for part in (desk.city, desk.zone) if part)),
            ("list", desk.list_name),
            ("why", desk.why),
            (
                "attempt",
                f"{desk.attempt}"
                + (
                    tr(" of {attempts_allowed}", attempts_allowed=desk.attempts_allowed)
                    if desk.attempts_allowed
                    else ""
                ),
            ),
            ("basis", desk.basis),
            (
                "gate",
                tr("open until {at}", at=when(gate.open_until, desk.zone or zone))
                if gate.allowed
                else gate.reason,
            ),
            *((tr("brief: {key}", key=key), text) for key, text in desk.brief.items()),
            *(
                (f"{when(past.at, zone)}", f"{PAST.get(past.what, past.what)} {past.text} ({past.who})")
                for past in desk.before[:5]
            ),
            ("token", desk.token),
            ("yours until", when(desk.lease_until, zone)),
        ]
    )


def _attempt(desk: Desk) -> str:
    return (
        tr("{attempt} of {attempts_allowed}", attempt=desk.attempt, attempts_allowed=desk.attempts_allowed)
        if desk.attempts_allowed
        else str(desk.attempt)
    )


def show_then_next(record: Recorded | HandedOff, zone: str) -> Iterator[RenderableType]:
    """Yield the next contact, or why there is none."""
    from pipeline_tui.cli.printing import line

    if record.desk:
        yield line("")
        yield from show_desk(record.desk, zone)
    if record.empty:
        yield line(tr("Nothing to call now."))
        yield from show_blockers(record.empty, zone)


def show_blockers(queue: EmptyQueue, zone: str) -> Iterator[RenderableType]:
    """Yield why nothing can be called, counted."""
    from pipeline_tui.cli.printing import facts, line, when
    from pipeline_tui.ui.words import BLOCKERS

    yield facts((BLOCKERS[blocker], count) for blocker, count in queue.blockers.items())
    if queue.opens_at:
        yield line(tr("The next one opens {at}.", at=when(queue.opens_at, zone)))


def _show_recorded(record: Recorded, zone: str) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import line, told

    said = "; ".join(part for part in (record.outcome, record.follows) if part)
    yield line(told(record.name, f"{said}."))
    yield from show_then_next(record, zone)
