"""``rules`` and ``may-call``: what holds for calls to a country, and whether a number may be rung."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.code_words import AUDIENCES, RULES
from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.domain.calling import Audience
from pipeline_tui.ui.words import BLOCKERS, RULE_STATUSES
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from pipeline_tui.domain.may_call import MayCall
    from pipeline_tui.domain.rules_page import RuleLine, RulesPage

_MOST_ZONES = 4


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    family = typer.Typer(no_args_is_help=True, help="When and on what ground somebody may be rung.")
    family.command("show")(show)
    family.command("tighten")(tighten)
    app.add_typer(family, name="rules")
    app.command("may-call")(may_call)


def show(
    ctx: typer.Context,
    country: Annotated[str, typer.Argument(metavar="CC", help="The country, as FR; else the shop's.")] = "",
) -> None:
    """Show the calling rules of a country.

    Each figure with its source and how far to rely on it.
    """
    from pipeline_tui.services import tightening

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        page = tightening.rules_of(shop, viewer, country)
    shell.answer(page, lambda: _page(page))


def tighten(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="TOML: tables such as [FR.consumer.cap]; empty: none.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check the file; change nothing.")] = False,
) -> None:
    """Let the shop's own calling rules hold too.

    They stand beside the shipped ones: tighter, never looser. The file takes the place of the one
    before. For managers.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services import tightening

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        text = tightening.text_of(viewer, file)
        if dry_run:
            done = tightening.check_own_rules(shop, viewer, text, file.name)
        else:
            done = tightening.tighten(shop, viewer, text, file.name, act=new_act())
            tightening.settle_places(shop, viewer)
    named = ", ".join(done.countries)
    if not done.digest:
        said = tr("The shipped rules would hold alone.") if dry_run else tr("The shipped rules hold alone.")
    elif dry_run:
        said = tr("{name} only tightens: {named}. Nothing was changed.", name=file.name, named=named)
    else:
        said = tr(
            "The shop's own rules hold now: {named} (version {digest}).", named=named, digest=done.digest
        )
    shell.answer(done, lambda: [line(said)])


def may_call(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The number, best with its country code.")],
    at: Annotated[
        str, typer.Option(metavar="TIME", help='When, as "tue 14:20", on the clock of --zone or the shop.')
    ] = "",
    zone: Annotated[
        str, typer.Option(metavar="ZONE", help="Where the called person is, as Europe/Paris.")
    ] = "",
    audience: Annotated[
        Audience | None, typer.Option(help="Of a number that is nobody's here; else a consumer.")
    ] = None,
) -> None:
    """Ask whether a number may be rung, without ringing it.

    The same gate answers as at every dial: exit code 0 for yes, 1 for no, with the rule and until when. The
    question is in the journal.
    """
    from pipeline_tui.domain.calling_windows import zone_of
    from pipeline_tui.domain.time_phrases import read_time
    from pipeline_tui.services import asking_gate

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        home = shop.workspace.zone
        clock = zone if zone and zone_of(zone) else home
        when = read_time(at, shop.now(), clock, shop.workspace.language) if at else None
        told = asking_gate.may_call(
            shop, viewer, number, act=new_act(), at=when, zone=zone, audience=audience
        )
    shell.answer(told, lambda: _told(told, home))
    if not told.allowed:
        raise typer.Exit(1)


def _told(told: MayCall, zone: str) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import facts, line, when

    answer = tr("Yes") if told.allowed else tr("No")
    yield line(
        tr("{answer}: {number}, {at}.", answer=answer, number=told.number, at=when(told.at, zone)), "bold"
    )
    if told.reason:
        yield line(told.reason)
    yield facts(
        [
            ("rule", BLOCKERS[told.blocker] if told.blocker else ""),
            ("source", told.source),
            ("open until", when(told.open_until, zone)),
            ("possible from", when(told.until, zone) or ("" if told.allowed else tr("not by waiting"))),
            ("zone there", _zones(told.zone)),
            ("region", told.region),
            ("on the ground of", told.basis),
            ("counts as", AUDIENCES[told.audience]),
            (
                "attempts",
                tr("{attempts} of {cap}", attempts=told.attempts, cap=told.cap)
                if told.cap
                else told.attempts or "",
            ),
            ("rules", told.rules),
        ]
    )


def _zones(named: str) -> str:
    """Return the zones that count; of very many only how many there are."""
    zones = named.split(", ")
    return (
        named
        if len(zones) <= _MOST_ZONES
        else tr("{count}, from {first} to {last}", count=len(zones), first=zones[0], last=zones[-1])
    )


def _page(page: RulesPage) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import line, title

    own = tr(", with the shop's own rules {own}", own=page.own) if page.own else ""
    yield title(
        tr(
            "Calls to {place}: {country} {version}{own}",
            place=page.asked or tr("an unknown country"),
            country=page.country or tr("default"),
            version=page.version,
            own=own,
        )
    )
    if page.outdated:
        yield line(tr("Checked more than a year ago: look again before you rely on it."), "bold")
    yield line(tr(page.note))
    if page.also_for:
        yield line(tr("Also for {also_for}.", also_for=", ".join(page.also_for)))
    yield _table(page.lines)
    for region in page.regions:
        yield title(tr("In {region}", region=region.region))
        yield _table(region.lines)
    if page.unknown_region:
        yield title(tr("Where nobody knows the region"))
        yield _table(page.unknown_region)
    yield line(tr("Not legal advice."))


def _table(lines: Iterable[RuleLine]) -> RenderableType:
    from pipeline_tui.cli.printing import table

    return table(
        ("for", "rule", "figure", "status", "source"),
        [
            (
                AUDIENCES[one.audience],
                RULES.get(one.name, one.name),
                one.figure,
                RULE_STATUSES[one.status],
                tr(one.source),
            )
            for one in lines
        ],
        empty=tr("As in the country."),
    )
