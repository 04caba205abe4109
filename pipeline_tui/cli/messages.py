"""``look-up``, ``messages``, ``message`` and ``receipts``: who calls, what colleagues write, what became."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.code_words import ANSWERS
from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.ui.words import STAGES
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType

    from pipeline_tui.domain.desk import Desk
    from pipeline_tui.domain.hunting import Receipt
    from pipeline_tui.domain.look_ups import LookUp
    from pipeline_tui.domain.messages import Message, Sent
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command("look-up")(look_up)
    app.command("messages")(messages)
    app.command("message")(message)
    app.command("receipts")(receipts)


def look_up(
    ctx: typer.Context,
    number: Annotated[
        str,
        typer.Argument(metavar="NUMBER", help="The full number they call from; without it: your last calls."),
    ] = "",
    call: Annotated[
        int | None, typer.Option(metavar="ID", help="Instead of a number: one of your last calls.")
    ] = None,
    claim: Annotated[
        bool, typer.Option("--claim", help="Take the caller in hand, with their call open.")
    ] = False,
    which: Annotated[
        int, typer.Option(min=1, metavar="N", help="With --claim: which of several with this number.")
    ] = 1,
    text: Annotated[
        str, typer.Option("--message", metavar="TEXT", help="Leave words for the owner, if it is not yours.")
    ] = "",
) -> None:
    """Look up who is calling.

    The answer is yours, free, not-yours or unknown; the journal keeps every look-up.
    """
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.cli.shapes import claim as claim_shape
    from pipeline_tui.services import looking_up, messaging, pausing

    shell: Shell = ctx.obj
    if not number and call is None:
        if claim or text:
            raise UsageTrouble(
                tr("Whom?"), tr("A claim or a message needs a look-up."), tr("Give NUMBER or --call ID.")
            )
        _last_calls(shell)
        return
    held: Desk | None = None
    sent: Sent | None = None
    with shell.signed_in() as (shop, viewer):
        if claim:
            pausing.needs_work(shop, viewer)
        found = looking_up.look_up(shop, viewer, number, act=new_act(), call_id=call)
        if claim:
            held = _claim(shop, viewer, found, which - 1)
        if text:
            sent = messaging.send(shop, viewer, found, text, act=new_act())
        zone = shop.workspace.zone
    told = as_json(found)
    del told["number"]  # who typed it knows it
    data = {
        **told,
        "claim": claim_shape(held) if held else None,
        "sent": as_json(sent) if sent else None,
    }
    shell.answer(data, lambda: _show(found, held, sent, zone))


def messages(
    ctx: typer.Context,
    opened: Annotated[
        int | None, typer.Option("--open", metavar="ID", help="Open one of them, and read it.")
    ] = None,
) -> None:
    """List what colleagues wrote to you.

    Words are shown once a message is opened; from then on it cannot be taken back.
    """
    from pipeline_tui.cli.printing import table, when
    from pipeline_tui.services import messaging

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        zone = shop.workspace.zone
        if opened is not None:
            read = messaging.read_message(shop, viewer, opened, act=new_act())
            shell.answer(read, lambda: _opened(read, zone))
            return
        every = messaging.messages(shop, viewer)
    shell.answer(
        every,
        lambda: [
            table(
                ("id", "new", "when", "from", "about", "message"),
                [
                    (
                        each.id,
                        tr("new") if each.unread else "",
                        when(each.at, zone),
                        each.sender,
                        each.name,
                        each.text or "messages --open ID",
                    )
                    for each in every
                ],
                empty=tr("Nobody wrote to you."),
            )
        ],
    )


def message(
    ctx: typer.Context,
    contact_id: Annotated[int, typer.Argument(metavar="CONTACT", help="The contact's id.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What its owner should know.")],
) -> None:
    """Leave words for the owner of a contact.

    It must be on your desk, or one you handed on.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services import messaging

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        sent = messaging.send(shop, viewer, contact_id, text, act=new_act())
    shell.answer(sent, lambda: [line(tr("Sent to {to}.", to=sent.to))])


def receipts(ctx: typer.Context) -> None:
    """Show what became of the contacts you handed on."""
    from pipeline_tui.cli.printing import table, when
    from pipeline_tui.services import handing_off

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        kept = handing_off.receipts(shop, viewer)
        zone, language = shop.workspace.zone, shop.workspace.language
        reasons = {each.code: each.name(language) for each in shop.playbook.every_reason_to_return}
    shell.answer(
        kept,
        lambda: [
            table(
                ("id", "who", "handed on", "became", "until", "counts for you"),
                [
                    (
                        each.id,
                        each.initials,
                        when(each.given_at, zone),
                        _became(each, reasons),
                        when(each.limit_at, zone),
                        tr("yes") if each.credit else "",
                    )
                    for each in kept
                ],
                empty=tr("You have handed nobody on yet."),
            )
        ],
    )


def _became(receipt: Receipt, reasons: Mapping[str, str]) -> str:
    from pipeline_tui.cli.code_words import state_word

    if receipt.reason:
        return tr("returned: {reason}", reason=reasons.get(receipt.reason, receipt.reason))
    if receipt.late in ("team", "red"):
        return tr("offered to the team") if receipt.late == "team" else tr("red for the manager")
    return (
        tr("waits for {name}", name=receipt.to or tr("the team"))
        if receipt.state == "waiting"
        else state_word(receipt.state)
    )


def _last_calls(shell: Shell) -> None:
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.cli.printing import table, when
    from pipeline_tui.services import looking_up

    with shell.signed_in() as (shop, viewer):
        dials = looking_up.last_dials(shop, viewer)
        zone = shop.workspace.zone
    shell.answer(
        [{"id": each.call_id, **as_json(each)} for each in dials],
        lambda: [
            table(
                ("id", "when", "who", "outcome", "number"),
                [(each.call_id, when(each.at, zone), each.name, each.outcome, each.number) for each in dials],
                empty=tr("You have called nobody yet."),
            )
        ],
    )


def _claim(shop: Shop, viewer: Viewer, found: LookUp, which: int) -> Desk:
    from pipeline_tui.cli.calling import LEASE
    from pipeline_tui.domain.look_ups import Answer
    from pipeline_tui.services import looking_up

    if found.answer is Answer.UNKNOWN:
        raise Refused(
            tr("Nobody here has this number"),
            tr("There is nobody to take in hand."),
            tr("Add them: contact add NAME --number NUMBER --how incoming-call."),
        )
    held = looking_up.claim_found(shop, viewer, found, act=new_act(), which=which, lease=LEASE)
    if held.call is not None:
        return held
    return looking_up.take_incoming(shop, viewer, held.token, act=new_act(), number_id=held.number_id)


def _show(found: LookUp, held: Desk | None, sent: Sent | None, zone: str) -> Iterator[RenderableType]:
    from pipeline_tui.cli.calling import show_desk
    from pipeline_tui.cli.printing import facts, line, told

    yield line(told(found.shown, f"{ANSWERS[found.answer.value]}."))
    yield facts((STAGES[one.stage], f"{one.name} ({one.contact_id})") for one in found.yours)
    if found.free:
        yield line(tr("{free} free: --claim takes them in hand.", free=found.free))
    if found.others and not sent:
        yield line(
            tr("{others} at another desk: --message TEXT leaves words for the owner.", others=found.others)
        )
    if sent:
        yield line(tr("Sent to {to}.", to=sent.to))
    if held:
        yield line(tr("They are on the line. Then: outcome TOKEN CODE."))
        yield from show_desk(held, zone)


def _opened(read: Message, zone: str) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import line, title, when

    yield title(read.name)
    yield line(tr("from {sender}, {at}", sender=read.sender, at=when(read.at, zone)), "dim")
    yield line(read.text)
