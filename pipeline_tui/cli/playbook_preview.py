"""``playbook preview``: a script walked through on the screen, or read from end to end at a prompt."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.playbook_names import DRAFT, OWN, Playbooks
from pipeline_tui.cli.shell import Shell
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from pipeline_tui.domain.playbook import Playbook
    from pipeline_tui.domain.scripts import Script
    from pipeline_tui.screens.preview import Previewed

_NOWHERE = ("EUR", "Europe/Paris")  # where no shop says another currency and zone


def add_to(family: typer.Typer) -> None:
    """Add the command to the family ``playbook``."""
    family.command("preview")(preview)


def preview(
    ctx: typer.Context,
    script: Annotated[str, typer.Argument(metavar="SCRIPT", help="As cold-call; else the first one.")] = "",
    of: Annotated[
        str, typer.Option("--of", metavar="NAME", help="A trade, folder or version; else the draft or yours.")
    ] = "",
    language: Annotated[str, typer.Option(metavar="L", help="As fr; else the shop's.")] = "",
) -> None:
    """Walk through a script on the screen as a scout would.

    It is the desk's own script pane with an invented contact: nobody is rung and nothing is stored. Where
    there is no terminal the script is printed step by step.
    """
    shell: Shell = ctx.obj
    shown = _previewed(shell, of, language, script)
    if not shell.json and sys.stdin.isatty() and sys.stdout.isatty():
        from pipeline_tui.screens.preview_app import PreviewApp
        from pipeline_tui.settings import read_settings

        PreviewApp(shown, theme=read_settings().theme).run()
        return
    first = shown.scripts[0]
    shell.answer(first, lambda: _read_out(first, shown.playbook))


def _previewed(shell: Shell, of: str, language: str, script: str) -> Previewed:
    from pipeline_tui.bootstrap import keys_of
    from pipeline_tui.playbooks.reading import load_playbook
    from pipeline_tui.screens.preview import Previewed

    with Playbooks(shell) as playbooks:
        wanted = playbooks.named(of or (DRAFT if playbooks.drafted else OWN))
        own = not of or of in (OWN, DRAFT) or wanted.number
        shop = playbooks.signed_in()[0] if own else None
        playbook = load_playbook(wanted.folder, wanted.number)
        spoken = language or (shop.workspace.language if shop else "en")
        scripts = [one for one in playbook.scripts if one.language == spoken]
        if not scripts:
            raise UsageTrouble(
                tr("The playbook does not speak “{spoken}”", spoken=spoken),
                tr("Its languages: {languages}.", languages=", ".join(playbook.languages)),
                tr("Name one of them with --language."),
            )
        names = [one.id for one in scripts]
        if script and script not in names:
            raise UsageTrouble(
                tr("There is no script “{script}”", script=script),
                tr("There are: {names}.", names=", ".join(names)),
                tr("Name one of them."),
            )
        at = names.index(script) if script else 0
        now = shop.now() if shop else datetime.now(UTC)
        currency, zone = (shop.workspace.currency, shop.workspace.zone) if shop else _NOWHERE
        return Previewed(
            playbook=playbook,
            scripts=(*scripts[at:], *scripts[:at]),
            called=wanted.name,
            firm=shop.workspace.firm if shop else playbook.names.get(spoken, ""),
            currency=currency,
            zone=zone,
            now=lambda: now,
            keys=keys_of(playbook, spoken),
        )


def _read_out(script: Script, playbook: Playbook) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import line, title
    from pipeline_tui.domain.scripts import LineKind

    marks = {LineKind.HINT: "» ", LineKind.MUST_SAY: "✓ ", LineKind.ASK: "? "}
    yield title(tr("{title}, version {version}", title=script.title, version=script.version))
    for step in script.steps:
        yield line("")
        yield title(step.title)
        for one in step.lines:
            yield line(f"{marks.get(one.kind, '')}{one.question.prompt if one.question else one.text}")
        for number, answer in enumerate(step.answers, start=1):
            leads = playbook.outcome(answer.outcome)
            named = leads.name(script.language) if leads else answer.outcome
            to = script.step(answer.step)
            end = to.title if to else tr("hand-off") if answer.handoff else named
            yield line(f"{number} {answer.text} → {end}")
