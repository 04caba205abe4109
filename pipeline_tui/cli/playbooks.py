"""``playbook``: the written methods we ship and the shop's own, their faults and their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline_tui.cli import playbook_preview, playbook_versions
from pipeline_tui.cli.code_words import AFTERWARDS
from pipeline_tui.cli.playbook_names import OWN, Playbooks
from pipeline_tui.cli.shell import Shell
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.ui.structure_words import STRUCTURE_NAMES
from pipeline_tui.ui.words import STAGES
from pipeline_tui.wording import spoken, tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType

    from pipeline_tui.domain.playbook import Playbook
    from pipeline_tui.playbooks.folders import Folder

_LANGUAGE = Annotated[str, typer.Option(metavar="L", help="Of its languages only this one, as fr.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    family = typer.Typer(no_args_is_help=True, help="The written method of a trade.")
    family.command("list")(list_playbooks)
    family.command("check")(check)
    family.command("show")(show)
    playbook_versions.add_to(family)
    playbook_preview.add_to(family)
    app.add_typer(family, name="playbook")


def list_playbooks(ctx: typer.Context) -> None:
    """List the playbooks that are shipped, by trade."""
    from pipeline_tui.cli.printing import line, table
    from pipeline_tui.playbooks.reading import load_shipped, shipped_trades

    shell: Shell = ctx.obj
    found = [load_shipped(trade) for trade in shipped_trades()]
    shell.answer(
        [_summary(one) for one in found],
        lambda: [
            table(
                ("trade", "name", "structure", "version", "languages", "scripts", "cards"),
                [
                    (
                        one.trade,
                        one.names.get(spoken(), one.names["en"]),
                        STRUCTURE_NAMES[one.structure],
                        one.version,
                        ", ".join(one.languages),
                        len(_scripts(one)),
                        len(one.cards["en"]),
                    )
                    for one in found
                ],
            ),
            line(tr("Read one with: pipeline-tui playbook show TRADE")),
        ],
    )


def check(
    ctx: typer.Context,
    folder: Annotated[
        str, typer.Argument(metavar="DIR", help="A folder, a version or “draft”; else those shipped.")
    ] = "",
    trade: Annotated[str, typer.Option(metavar="T", help="Of those shipped only this one.")] = "",
    language: _LANGUAGE = "",
) -> None:
    """Look for faults that would leave somebody stuck in a call.

    Dead ends, steps nobody reaches, unknown fields and outcomes, missing languages and must-say lines: each
    with its file and line. Exit code 1 when there is any.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.playbooks.checking import check as faults_of
    from pipeline_tui.playbooks.reading import read_playbook, shipped_folder, shipped_trades

    shell: Shell = ctx.obj
    if folder and trade:
        raise UsageTrouble(tr("Both a folder and a trade are named"), "", tr("Name one of them."))
    folders: dict[str, Folder] = {}
    if folder:
        with Playbooks(shell) as playbooks:
            wanted = playbooks.named(folder)
        folders[wanted.name] = wanted.path or wanted.folder
    else:
        folders |= {one: shipped_folder(one) for one in ((trade,) if trade else shipped_trades())}
    if language:
        for at in folders.values():
            _must_speak(read_playbook(at)[0], language)
    found = [
        {"playbook": name, "file": one.file, "line": one.line, "text": one.text}
        for name, at in folders.items()
        for one in faults_of(at)
        if not language or _in_language(one.file, language)
    ]

    def told() -> Iterator[RenderableType]:
        for one in found:
            yield line(f"{one['playbook']}: {one['file']}:{one['line']}: {one['text']}")
        sound = [name for name in folders if name not in {one["playbook"] for one in found}]
        if sound:
            yield line(tr("No fault in {sound}.", sound=", ".join(sound)))

    shell.answer({"playbooks": list(folders), "findings": found}, told)
    if found:
        raise typer.Exit(1)


def show(
    ctx: typer.Context,
    trade: Annotated[
        str, typer.Argument(metavar="TRADE", help="A trade, a folder, a version, “draft”; else your own.")
    ] = OWN,
    page: Annotated[
        str, typer.Argument(metavar="PAGE", help="A script, regulation-scout, objections; else all names.")
    ] = "",
    language: _LANGUAGE = "",
) -> None:
    """Show what a playbook holds, or one of its pages as it is written."""
    from pipeline_tui.cli.printing import spaced
    from pipeline_tui.playbooks.reading import load_playbook

    shell: Shell = ctx.obj
    with Playbooks(shell) as playbooks:
        wanted = playbooks.named(trade)
    folder = wanted.folder
    playbook = load_playbook(folder, wanted.number)
    language = language or (spoken() if spoken() in playbook.languages else "en")
    _must_speak(playbook, language)
    if not page:
        shell.answer(_summary(playbook), lambda: _contents(playbook, language))
        return
    pages = _pages(folder, language)
    if page not in pages:
        raise UsageTrouble(
            tr("There is no page “{page}”", page=page),
            tr("There are: {pages}.", pages=", ".join(pages)),
            tr("Name one of them."),
        )
    text = pages[page].read_text(encoding="utf-8")
    shell.answer({"page": page, "language": language, "text": text}, lambda: [spaced(text)])


def _must_speak(playbook: Playbook | None, language: str) -> None:
    if playbook is not None and language not in playbook.languages:
        raise UsageTrouble(
            tr("The playbook does not speak “{language}”", language=language),
            tr("Its languages: {languages}.", languages=", ".join(playbook.languages)),
            tr("Name one of them with --language."),
        )


def _in_language(file: str, language: str) -> bool:
    """Return whether a fault's file is of a language, or of all of them."""
    return "/" not in file or file.startswith(f"{language}/")


def _pages(folder: Folder, language: str) -> Mapping[str, Folder]:
    return {one.stem: one for one in sorted((folder / language).glob("*.md"), key=lambda one: one.stem)}


def _scripts(playbook: Playbook) -> list[str]:
    return sorted({one.id for one in playbook.scripts})


def _summary(playbook: Playbook) -> dict[str, Any]:
    return {
        "trade": playbook.trade,
        "name": playbook.names["en"],
        "structure": playbook.structure,
        "version": playbook.version,
        "languages": playbook.languages,
        "scripts": _scripts(playbook),
        "cards": len(playbook.cards["en"]),
    }


def _contents(playbook: Playbook, language: str) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import facts, table, title

    yield title(tr("{title}, version {version}", title=playbook.names[language], version=playbook.version))
    kinds = sorted({card.kind for card in playbook.cards[language]})
    counts = [f"{sum(card.kind == kind for card in playbook.cards[language])} {kind}s" for kind in kinds]
    yield facts(
        [
            ("structure", STRUCTURE_NAMES[playbook.structure]),
            ("languages", ", ".join(playbook.languages)),
            ("cards", ", ".join(counts)),
            ("brief", ", ".join(one.name(language) for one in playbook.brief)),
            ("deal steps", ", ".join(one.name(language) for one in playbook.deal_steps)),
            ("lost for", ", ".join(one.name(language) for one in playbook.lost_reasons)),
        ]
    )
    yield title(tr("Scripts"))
    yield table(
        ("script", "stage", "title", "steps"),
        [
            (one.id, STAGES[stage], one.title, len(one.steps))
            for stage, named in playbook.stage_scripts.items()
            for one in playbook.scripts
            if one.language == language and one.id in named
        ],
    )
    yield title(tr("How it ends"))
    yield table(
        ("letter", "outcome", "then"),
        [(one.key, one.name(language), AFTERWARDS[one.after]) for one in playbook.outcomes],
    )
