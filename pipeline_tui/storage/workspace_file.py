"""What a file must be before it is touched: there, ours, and of a schema this program knows."""

from __future__ import annotations

from pathlib import Path

from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.storage.driver import Mark, connected, driver_error, read_mark
from pipeline_tui.storage.faults import explain
from pipeline_tui.wording import tr

HEAD_REVISION = "0005"


def spelled(revision: int) -> str:
    """Return a schema revision as people and migrations write it: "0007"."""
    return f"{revision:04d}"


def mark_of(path: Path) -> Mark:
    """Return what the header of a file says it is; raise WorkspaceTrouble when it is no database of ours."""
    if not path.is_file():
        raise WorkspaceTrouble(
            tr("There is no workspace here"),
            tr("{path} is a folder.", path=path)
            if path.is_dir()
            else tr("{path} does not exist.", path=path),
            tr("Make one with `pipeline-tui init`, or name another with --workspace."),
        )
    try:
        with connected(path, read_only=True) as connection:
            mark = read_mark(connection)
            empty = connection.execute("PRAGMA page_count").fetchone()[0] == 0
    except driver_error() as error:
        if "not a database" in str(error):
            raise _foreign(path) from error
        raise explain(error, path) from error
    if empty:
        raise WorkspaceTrouble(
            tr("This file is empty"),
            tr("{path} holds nothing: neither a workspace nor anything else.", path=path),
            tr("Delete it and run `pipeline-tui init`, or put a backup back with `pipeline-tui restore`."),
        )
    if not mark.ours:
        raise _foreign(path)
    return mark


def require_known(path: Path, mark: Mark, head: str = HEAD_REVISION) -> None:
    """Raise WorkspaceTrouble when the schema is newer than this program."""
    if mark.revision > int(head):
        raise WorkspaceTrouble(
            tr("This workspace was made by a newer version"),
            tr(
                "{path} has schema {spelled}; this program knows up to {head}. Nothing was changed.",
                path=path,
                spelled=spelled(mark.revision),
                head=head,
            ),
            tr("Update this workstation."),
            {"schema": spelled(mark.revision), "known": head},
        )


def _foreign(path: Path) -> WorkspaceTrouble:
    return WorkspaceTrouble(
        tr("This file is not a workspace"),
        tr(
            "{path} was made by another program, or its first bytes are damaged. Nothing was changed.",
            path=path,
        ),
        tr(
            "Name another file with --workspace; if this one was your workspace, run `pipeline-tui "
            "restore` with the last good backup."
        ),
    )
