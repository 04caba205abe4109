"""``backup``, ``restore``, ``doctor`` and ``keys``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.shell import Shell, fixed_time
from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.ui.keymap import Keys


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("doctor")(doctor)
    app.command("keys")(keys)


def backup(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")]
) -> None:
    """Copy the workspace, and check the copy.

    Others may go on working meanwhile.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services.keeping_safe import back_up

    shell: Shell = ctx.obj
    made = back_up(shell.path, file)
    shell.answer(
        made,
        lambda: [
            line(
                tr(
                    "Backed up to {path}: {size} bytes, SHA-256 {sha256}.",
                    path=made.path,
                    size=made.size,
                    sha256=made.sha256,
                )
            )
        ],
    )


def restore(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")]
) -> None:
    """Put a backup in the workspace's place.

    What stood there is kept beside it.
    """
    from pipeline_tui.cli.printing import line
    from pipeline_tui.services.keeping_safe import restore as put_back

    shell: Shell = ctx.obj
    done = put_back(file, shell.path)
    kept = tr(" What stood there is kept in {kept}.", kept=done.kept) if done.kept else ""
    shell.answer(
        done,
        lambda: [
            line(
                tr(
                    "{target} is restored from {source}.{kept}",
                    target=done.target,
                    source=done.source,
                    kept=kept,
                )
            )
        ],
    )


def doctor(ctx: typer.Context) -> None:
    """Examine the workspace and its surroundings.

    Nothing is changed. Exits with 3 when something is wrong.
    """
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.cli.code_words import CHECKS
    from pipeline_tui.cli.printing import table
    from pipeline_tui.cli.shapes import numbered
    from pipeline_tui.services.keeping_safe import examine

    shell: Shell = ctx.obj
    found = examine(shell.path, fixed_time()[0])
    shell.answer(
        as_json(found) | {"checks": numbered(found.checks, "name")},
        lambda: [
            table(
                ("", "what", "found", "what to do"),
                [
                    ("ok" if each.ok else "!!", CHECKS[each.name], each.detail, each.next_step)
                    for each in found.checks
                ],
            )
        ],
    )
    if not found.ok:
        wrong = ", ".join(CHECKS[each.name] for each in found.checks if not each.ok)
        raise WorkspaceTrouble(
            tr("The workspace needs attention"),
            tr("Not right: {wrong}.", wrong=wrong),
            tr("See what to do above."),
        )


def keys(ctx: typer.Context) -> None:
    """Print the workstation's keys.

    Every command is there, with the key that holds under your keymap and the workspace's outcomes.
    """
    from pipeline_tui.cli.printing import line, table
    from pipeline_tui.cli.problems import warn
    from pipeline_tui.ui.command import Group
    from pipeline_tui.ui.keymap import shown_key

    shell: Shell = ctx.obj
    settled, trade = _keys(shell)
    for problem in settled.problems:
        warn(problem)
    groups = list(Group)
    ordered = sorted(settled.commands, key=lambda each: groups.index(each.group))
    shell.answer(
        [
            {
                "id": each.id,
                "title": each.title,
                "keys": each.keys,
                "desks": each.desks,
                "group": each.group,
                "live": each.live,
                "tooltip": each.tooltip,
            }
            for each in ordered
        ],
        lambda: [
            table(
                ("key", "command", "where", "id"),
                [
                    (
                        " ".join(shown_key(key) for key in each.keys),
                        each.title,
                        ", ".join(place.value for place in sorted(each.desks)),
                        each.id,
                    )
                    for each in ordered
                ],
            ),
            line(tr("Outcomes as the playbook “{trade}” has them.", trade=trade), "dim"),
            line(tr('Change them in the keymap file: [keys] with lines like "contact.why" = "i".')),
        ],
    )


def _keys(shell: Shell) -> tuple[Keys, str]:
    """Return the keys that hold with the workspace's outcomes, and the trade whose outcomes they are."""
    from pipeline_tui.playbooks.reading import load_shipped, load_stored
    from pipeline_tui.settings import keymap_file
    from pipeline_tui.storage.peek import method_of
    from pipeline_tui.ui.commands import COMMANDS, outcome_commands
    from pipeline_tui.ui.keymap import read_keymap, settle

    trade, language = _method_of(shell)
    own = method_of(shell.path) if shell.path.exists() else {}
    playbook = load_stored(own, 1) if own else load_shipped(trade)
    commands = (*COMMANDS, *outcome_commands(playbook.outcomes, language))
    file = keymap_file()
    keymap, troubles = read_keymap(file.read_text("utf-8"), file.name) if file.exists() else ({}, ())
    settled = settle(commands, keymap)
    return replace(settled, problems=(*troubles, *settled.problems)), trade


def _method_of(shell: Shell) -> tuple[str, str]:
    """Return trade and language of the workspace; of the usual playbook where there is none yet."""
    from pipeline_tui.playbooks.reading import USUAL_TRADE
    from pipeline_tui.storage.peek import peek

    if not shell.path.exists():
        return USUAL_TRADE, "en"
    shop = peek(shell.path)
    return shop.trade or USUAL_TRADE, shop.language or "en"
