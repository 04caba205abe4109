"""``practice``: calls with a scripted customer, in an invented shop that is thrown away at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.meanwhile import say
from pipeline_tui.cli.shell import Shell
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.stages import Stage
from pipeline_tui.ui.words import STAGES
from pipeline_tui.wording import tr, trn

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pipeline_tui.domain.practice_calls import Score
    from pipeline_tui.domain.practice_wish import PracticeWish


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("practice")(practice)


def practice(
    ctx: typer.Context,
    stage: Annotated[
        Stage, typer.Option(metavar="STAGE", help="Whose calls: scouting, hunting or farming.")
    ] = Stage.SCOUTING,
    trade: Annotated[
        str, typer.Option(metavar="T", help="As `playbook list` names it; else your workspace's.")
    ] = "",
    language: Annotated[str, typer.Option(metavar="L", help="As in fr; else your workspace's.")] = "",
    listed: Annotated[bool, typer.Option("--list", help="List the calls; make none.")] = False,
) -> None:
    """Practise calls with a scripted customer.

    They answer, object and hang up; nothing is rung, and your own workspace is not opened. The shop they call
    is removed when you leave. Then each call is scored: steps kept, must-say lines said, the right card when
    they objected, the right outcome, a complete brief.
    """
    from pipeline_tui.cli.printing import line, table
    from pipeline_tui.playbooks.reading import load_shipped, load_stored
    from pipeline_tui.storage.peek import method_of

    shell: Shell = ctx.obj
    wish = _wish(shell, stage, trade, language)
    own = method_of(shell.path) if not trade and shell.path.is_file() else {}
    playbook = load_stored(own, 1) if own else load_shipped(wish.trade)
    scripts = playbook.stage_scripts.get(stage, ())
    calls = [one for one in playbook.practice.get(wish.language, ()) if one.script in scripts]
    if not calls:
        raise UsageTrouble(
            tr("There are no practice calls for this"),
            tr(
                "The playbook {trade} has none for {stage} in “{language}”.",
                trade=wish.trade,
                stage=STAGES[stage],
                language=wish.language,
            ),
            tr("Write some in practice.md, or name another --trade, --language or --stage."),
        )
    if listed:
        rows = [{"call": one.id, "title": one.title, "script": one.script} for one in calls]
        shell.answer(rows, lambda: [table(("call", "script", "title"), [tuple(_row(one)) for one in rows])])
        return
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise UsageTrouble(
            tr("Practice needs a terminal"),
            tr("The calls are made on the desk, with its keys."),
            tr("Run it in a terminal; --list names the calls."),
        )
    from pipeline_tui.workstation import practise

    scores = practise(wish, own, say)
    data = [{**asdict(one), "points": one.points} for one in scores]
    shell.answer(data, lambda: _told(scores) if scores else [line(tr("No call was made."))])


def _row(one: dict[str, str]) -> tuple[str, str, str]:
    return one["call"], one["script"], one["title"]


def _wish(shell: Shell, stage: Stage, trade: str, language: str) -> PracticeWish:
    """Return what is practised: as asked, else as the workspace is, whose first page alone is read."""
    from pipeline_tui.domain.practice_wish import PracticeWish
    from pipeline_tui.playbooks.reading import USUAL_TRADE
    from pipeline_tui.storage.peek import peek

    door = peek(shell.path) if shell.path.is_file() else None
    return PracticeWish(
        name=shell.operator or "Alex",
        trade=trade or (door.trade if door is not None else USUAL_TRADE),
        stage=stage,
        language=language or (door.language if door is not None else "en"),
    )


def _told(scores: tuple[Score, ...]) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import line, table
    from pipeline_tui.domain.practice_calls import average

    yield table(
        ("call", "steps", "must-say", "cards", "brief", "noted", "outcome", "right was", "points"),
        [
            (
                one.title,
                _of(one.steps),
                _of(one.must_say),
                _of(one.cards),
                _of(one.brief),
                _of(one.noted),
                one.outcome,
                one.right if one.outcome != one.right else "",
                f"{one.points} %",
            )
            for one in scores
        ],
    )
    yield line(
        trn("{number} call, {share} %.", "{number} calls, {share} %.", len(scores), share=average(scores))
    )


def _of(part: tuple[int, int]) -> str:
    return f"{part[0]}/{part[1]}" if part[1] else ""
