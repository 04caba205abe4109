"""Turns the engine's faults into plain words with a next step."""

from __future__ import annotations

from pathlib import Path

from pipeline_tui.domain.errors import WorkspaceTrouble

_EXPLAINED = (
    (
        ("disk is full", "database or disk is full"),
        "The disk is full",
        "Nothing of the last act was stored in {path}; what you typed is still on the screen.",
        "Free some space and try again.",
    ),
    (
        ("readonly database", "unable to open database"),
        "This folder cannot be written",
        "Nothing was saved in {path}.",
        "Check the permissions of the folder, or name another workspace with --workspace.",
    ),
    (
        ("malformed", "not a database", "disk image"),
        "Damage found in the workspace",
        "{path} cannot be read as it should; nothing was changed.",
        "Run `pipeline-tui doctor`, then `pipeline-tui restore` with the last good backup.",
    ),
    (
        ("locked", "busy"),
        "The workspace is busy",
        "Another program kept {path} locked for more than ten seconds; nothing was stored.",
        "Close the program that holds it and try again.",
    ),
    (
        ("disk I/O error",),
        "The disk does not answer",
        "{path} could not be read or written; nothing of the last act was stored.",
        "Check the disk, then run `pipeline-tui doctor`.",
    ),
)


def explain(error: BaseException, path: Path) -> WorkspaceTrouble:
    """Return the trouble a driver error means for the person at the desk."""
    said = str(error)
    for needles, title, detail, next_step in _EXPLAINED:
        if any(needle in said for needle in needles):
            return WorkspaceTrouble(title, detail.format(path=path), next_step, {"engine": said})
    return WorkspaceTrouble(
        "The workspace refused an act",
        f"The engine said: {said}. Nothing of the act was stored.",
        "Run `pipeline-tui doctor`; if it finds nothing, report this message.",
        {"engine": said},
    )
