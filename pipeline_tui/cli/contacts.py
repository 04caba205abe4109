"""``contact add``, ``contact change`` and ``late-words``: new and changed people, words after a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.calling import LEASE, Token, show_desk
from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.newcomers import Ground, How
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from pipeline_tui.domain.contact_acts import Added, Changed, NumberChange, RecentCall

_Words = Annotated[
    list[str] | None, typer.Argument(metavar="[CALL] TEXT", help="A call's id, then the words.")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family; those about one contact stand in its own group."""
    app.command("late-words")(late_words)


def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help='As in "Mme Claire Martin"; "" for a firm.')],
    number: Annotated[
        list[str] | None, typer.Option(metavar="NUMBER", help="A telephone number; repeat for others.")
    ] = None,
    email: Annotated[str, typer.Option(metavar="ADDRESS", help="E-mail.")] = "",
    firm: Annotated[str, typer.Option(metavar="NAME", help="The firm they work for.")] = "",
    role: Annotated[str, typer.Option(metavar="TEXT", help="What they do there.")] = "",
    place: Annotated[str, typer.Option(metavar="TEXT", help='"69002 Lyon", "Lyon, Belgium".')] = "",
    language: Annotated[str, typer.Option(metavar="L", help="The language they speak: fr, French.")] = "",
    how: Annotated[How, typer.Option(help="How they came to us.")] = How.OTHER,
    ground: Annotated[Ground, typer.Option(help="On what ground we may call.")] = Ground.NONE,
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was said.")] = "",
    referred_by: Annotated[int | None, typer.Option(metavar="ID", help="The contact who named them.")] = None,
    take: Annotated[bool, typer.Option(help="Take them in hand, or next when the hand is full.")] = True,
    another: Annotated[
        bool | None, typer.Option("--another/--same", help="Whoever is alike by name only: another person?")
    ] = None,
) -> None:
    """Add somebody new, or take the known contact they turn out to be.

    Without a ground they are kept, and may be rung only where the calling rules want none.
    """
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.cli.shapes import claim
    from pipeline_tui.domain.newcomers import NewPerson
    from pipeline_tui.services import adding

    shell: Shell = ctx.obj
    person = NewPerson(
        name=name,
        numbers=", ".join(number or ()),
        email=email,
        firm=firm,
        role=role,
        place=place,
        language=language,
        how=how,
        ground=ground,
        note=note,
        referred_by=referred_by,
    )
    with shell.signed_in() as (shop, viewer):
        added = adding.add_contact(
            shop, viewer, person, act=new_act(), take=take, another=another, lease=LEASE
        )
        zone = shop.workspace.zone
    data = {"id": added.contact_id, **as_json(added)} | {"desk": claim(added.desk) if added.desk else None}
    shell.answer(data, lambda: _show_added(added, zone))


def change(
    ctx: typer.Context,
    token: Token,
    civility: Annotated[str | None, typer.Option(metavar="TEXT", help='"Mr", "Ms" or "".')] = None,
    first_name: Annotated[str | None, typer.Option(metavar="NAME", help="First name.")] = None,
    last_name: Annotated[str | None, typer.Option(metavar="NAME", help="Last name.")] = None,
    language: Annotated[str | None, typer.Option(metavar="L", help="The language they speak.")] = None,
    audience: Annotated[
        str | None, typer.Option(metavar="WHOM", help='Called as "consumer" or "business"; "" for unknown.')
    ] = None,
    firm: Annotated[str | None, typer.Option(metavar="NAME", help='The firm; "" for none.')] = None,
    role: Annotated[str | None, typer.Option(metavar="TEXT", help="What they do there.")] = None,
    place: Annotated[str | None, typer.Option(metavar="TEXT", help='"69002 Lyon", "Lyon, Belgium".')] = None,
    hours: Annotated[str | None, typer.Option(metavar="TEXT", help="When they like to be rung.")] = None,
    email: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="E-mail, in place of what is known.")
    ] = None,
    consent: Annotated[
        str | None,
        typer.Option(metavar="WORD", help='May we ring? "y", "n", or how: "y, paper, form 12".'),
    ] = None,
    number: Annotated[
        list[str] | None, typer.Option(metavar="NUMBER", help="A number to add; repeat for others.")
    ] = None,
    set_number: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID=HOLDER", help='Whose a number is: 3=household, "4=switchboard ext 12", 5=gone.'
        ),
    ] = None,
    field: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE=VALUE", help="One of the playbook's own fields; repeat for others."),
    ] = None,
) -> None:
    """Change fields and numbers of the contact in hand."""
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.cli.shapes import claim
    from pipeline_tui.domain.contact_acts import ContactChanges
    from pipeline_tui.services import changing

    shell: Shell = ctx.obj
    changes = ContactChanges(
        civility=civility,
        first_name=first_name,
        last_name=last_name,
        language=language,
        audience=audience,
        firm=firm,
        role=role,
        place=place,
        preferred_hours=hours,
        email=email,
        consent=consent,
        numbers=_holders(set_number or ()),
        add_numbers=", ".join(number or ()),
        custom=_own_fields(field or ()),
    )
    with shell.signed_in(token) as (shop, viewer):
        changed = changing.change_contact(shop, viewer, token, changes, act=new_act())
    data = {"id": changed.contact_id, **as_json(changed)} | {
        "desk": claim(changed.desk) if changed.desk else None
    }
    shell.answer(data, lambda: _show_changed(changed))


def late_words(ctx: typer.Context, words: _Words = None) -> None:
    """Add words to one of your own calls.

    Without a call's id, to the last one; alone, it shows the last three.
    """
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services import late_words as service

    shell: Shell = ctx.obj
    call_id, text = _call_and_text(words or [])
    with shell.signed_in() as (shop, viewer):
        calls = service.recent(shop, viewer)
        zone = shop.workspace.zone
        if not text:
            shell.answer(as_json(calls), lambda: _show_calls(calls, zone))
            return
        if call_id is None and not calls:
            raise UsageTrouble(
                tr("Which call?"), tr("You have ended no call yet."), tr("Words belong to a call.")
            )
        known = call_id if call_id is not None else calls[0].id
        added = service.add_words(shop, viewer, known, text, act=new_act())
    shell.answer(added, lambda: [line(tr("Added to the call with {name}.", name=added.name))])


def _call_and_text(words: Sequence[str]) -> tuple[int | None, str]:
    if len(words) > 2 or (len(words) == 2 and not words[0].isdecimal()):
        raise UsageTrouble(
            tr("Words not understood"),
            tr("At most a call's id and one text are wanted."),
            tr('Write late-words 7 "words".'),
        )
    if len(words) == 2:
        return int(words[0]), words[1]
    return None, words[0] if words else ""


def _holders(words: Sequence[str]) -> tuple[NumberChange, ...]:
    from pipeline_tui.domain.contact_acts import NumberChange
    from pipeline_tui.domain.newcomers import read_holder

    found = []
    for word in words:
        number, tied, holder = word.partition("=")
        read = read_holder(holder)
        if not tied or not number.strip().isdecimal() or read is None:
            raise UsageTrouble(
                tr("--set-number not understood"),
                tr('"{word}" is not ID=HOLDER.', word=word),
                tr("Write --set-number 3=household, 3=switchboard, 3=personal or 3=gone."),
            )
        found.append(NumberChange(int(number), *read))
    return tuple(found)


def _own_fields(words: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in words:
        code, tied, value = word.partition("=")
        if not tied or not code.strip():
            raise UsageTrouble(
                tr("--field not understood"),
                tr('"{word}" is not CODE=VALUE.', word=word),
                tr("Write --field loyalty_card=12345; nothing behind = takes it away."),
            )
        found[code.strip()] = value
    return found


def _show_added(added: Added, zone: str) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import line, told
    from pipeline_tui.ui.words import STAGES

    said = tr("known already") if added.known else tr("added")
    where = tr("in hand") if added.in_hand else tr("your own next") if added.next_up else STAGES[added.stage]
    yield line(told(added.name, f"{said}, {where}."))
    if not added.verdict.allowed:
        yield line(added.verdict.reason)
    if added.desk:
        yield line("")
        yield from show_desk(added.desk, zone)


def _show_changed(changed: Changed) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import line

    yield line(
        tr("{name}: {what} changed.", name=changed.name, what=", ".join(changed.what)).replace("_", " ")
    )


def _show_calls(calls: Sequence[RecentCall], zone: str) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import facts, line, when

    if not calls:
        yield line(tr("You have ended no call yet."))
    yield facts(
        (
            str(one.id),
            " · ".join(
                part for part in (when(one.at, zone), one.name, one.outcome, one.number, one.note) if part
            ),
        )
        for one in calls
    )
