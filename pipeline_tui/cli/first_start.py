"""The first start at a terminal: seven questions on a screen, then the workstation on what they made."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from pipeline_tui.cli.meanwhile import say
from pipeline_tui.domain.errors import Refused
from pipeline_tui.wording import tr

_PASSPHRASE = ("pipeline-tui", "people", "passphrase")


def at_a_terminal() -> bool:
    """Return whether a screen can be shown: the other end is a person, not a pipe."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def make_own_folder(path: Path) -> None:
    """Make the user's own data folder when the workspace is to lie there; other folders must exist."""
    from pipeline_tui.settings import user_folder

    if path.absolute().parent == user_folder().absolute():
        path.parent.mkdir(parents=True, exist_ok=True)


def set_up_and_open(path: Path, *, practice: bool = False) -> int:
    """Ask, make the workspace, and open it where its first list can be called; return the exit code."""
    from pipeline_tui.bootstrap import ask_on_screen
    from pipeline_tui.domain.first_answers import DEMO, NO_LIST
    from pipeline_tui.workstation import open_workstation

    if path.exists():
        raise Refused(
            tr("There is a workspace already"),
            tr("{path} exists; nothing was changed.", path=path),
            tr("Open it, or name another path with --workspace."),
        )
    make_own_folder(path)
    answers = ask_on_screen(path, practice=practice)
    if answers is None:
        sys.stdout.write(
            tr("Nothing was made. Your answers are kept: the next start goes on with them.") + "\n"
        )
        return 1
    first = "" if answers.list_file in (DEMO, NO_LIST) else answers.list_file
    crew = answers.crew
    opens = crew.manager if first else crew.opener
    code = open_workstation(path, operator=opens, first_list=first, say=say)
    if answers.several:
        # Now, not before: the workstation would have covered it.
        sys.stdout.write("\n".join(_for_other_computers(path, [name for name, _ in crew.people])) + "\n")
    return code


def _for_other_computers(path: Path, names: list[str]) -> list[str]:
    """Return what to do once for each person, and what each types on another computer."""
    from pipeline_tui.settings import sign_in_command

    return [
        tr("On the other computers, over SSH; this one keeps the shop and stays switched on:"),
        *(f"  {sign_in_command(path, name)}" for name in names),
        tr("Once for each: their SSH key in this account, and a passphrase:"),
        *(f"  {shlex.join((*_PASSPHRASE, name))}" for name in names),
    ]
