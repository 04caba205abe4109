"""``contact message``, ``contact answered`` and ``contact channel``: writing to a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.code_words import BARRIERS
from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.domain.channels import Channel
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from pipeline_tui.domain.writing import Ways, Written

ContactId = Annotated[int, typer.Argument(metavar="ID", help="The contact's id.")]


def add_to_family(family: typer.Typer) -> None:
    """Add these commands to the group of one contact."""
    family.command("message")(message)
    family.command("answered")(answered)
    family.command("channel")(channel_word)


def message(
    ctx: typer.Context,
    contact_id: ContactId,
    channel: Annotated[Channel | None, typer.Option(help="How it goes out.")] = None,
    template: Annotated[str, typer.Option(metavar="T", help="A message of the playbook.")] = "",
    at: Annotated[str, typer.Option(metavar="WHEN", help="Of a visit, in the shop's zone.")] = "",
) -> None:
    """Write to a contact: store the message.

    It is kept in the contact's history, and its text and link are given; nothing is opened. Without a
    channel and a template: what can be written, and what keeps a channel shut.
    """
    from pipeline_tui.domain.time_phrases import read_time
    from pipeline_tui.services import writing_to

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        made = shop.workspace
        if channel is None and not template:
            ways = writing_to.ways_to_write(shop, viewer, contact_id)
            shell.answer(ways, lambda: _ways(ways))
            return
        if channel is None or not template:
            raise UsageTrouble(
                tr("Which message?"),
                tr("Channel and template go together."),
                tr("Give --channel C and --template T."),
            )
        when = read_time(at, shop.now(), made.zone, made.language) if at else None
        done = writing_to.write_to(shop, viewer, contact_id, channel, template, act=new_act(), at=when)
    shell.answer(done, lambda: _written(done))


def answered(
    ctx: typer.Context,
    contact_id: ContactId,
    channel: Annotated[Channel, typer.Option(help="How they answered.")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="What they said.")] = "",
) -> None:
    """Store that they answered; a client's rhythm counts from today."""
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services import writing_to

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        done = writing_to.note_answer(shop, viewer, contact_id, channel, act=new_act(), note=note)
    shell.answer(
        done, lambda: [line(tr("{name} answered by {channel}.", name=done.name, channel=channel.value))]
    )


def channel_word(
    ctx: typer.Context,
    contact_id: ContactId,
    channel: Annotated[Channel, typer.Argument(help="whatsapp, sms or email.")],
    agreed: Annotated[bool, typer.Option("--agreed/--refused", help="What they said of it.")],
) -> None:
    """Store whether they want to be written to on a channel."""
    from pipeline_tui.cli.printing import line, told
    from pipeline_tui.services import writing_to

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        state = writing_to.say_of_channel(shop, viewer, contact_id, channel, agreed=agreed, act=new_act())
    word = tr("agreed") if agreed else tr("refused")
    shell.answer(state, lambda: [line(told(channel.value, f"{word}."))])


def _ways(ways: Ways) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import facts, line, table

    yield line(ways.name)
    yield table(
        ("channel", "template", "message", "text"),
        [(one.channel.value, one.template, one.name, one.text) for one in ways.ways],
        empty=tr("Nothing can be written to them."),
    )
    yield facts(
        [(one.channel.value, BARRIERS[one.barrier]) for one in ways.channels if one.barrier is not None]
    )


def _written(done: Written) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import line

    yield line(tr("{channel} to {name}: in the history.", channel=done.channel.value, name=done.name))
    yield line(done.text)
    if done.link:
        yield line(done.link)
