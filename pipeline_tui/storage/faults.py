"""Turns the engine's faults into plain words with a next step."""

from __future__ import annotations

import errno
from pathlib import Path

from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.wording import tr

_FULL = (
    "The disk is full",
    "Nothing of the last act was stored in {path}; what you typed is still on the screen.",
    "Free some space and try again.",
)
_NOT_WRITABLE = (
    "This folder cannot be written",
    "Nothing was saved in {path}.",
    "Check the permissions of the folder, or name another workspace with --workspace.",
)
_GONE = (
    "There is no workspace here",
    "{path} does not exist.",
    "Make one with `pipeline-tui init`, or name another with --workspace.",
)
_NO_ANSWER = (
    "The disk does not answer",
    "{path} could not be read or written; nothing of the last act was stored.",
    "Check the disk, then run `pipeline-tui doctor`.",
)
_BY_WORDS = (
    (("disk is full",), _FULL),
    (("readonly database", "unable to open database"), _NOT_WRITABLE),
    (
        ("malformed", "not a database"),
        (
            "Damage found in the workspace",
            "{path} cannot be read as it should; nothing was changed.",
            "Run `pipeline-tui doctor`, then `pipeline-tui restore` with the last good backup.",
        ),
    ),
    (
        ("locked", "busy"),
        (
            "The workspace is busy",
            "Another program kept {path} locked for more than ten seconds; nothing was stored.",
            "Close the program that holds it and try again.",
        ),
    ),
    (("disk I/O error",), _NO_ANSWER),
)
_BY_NUMBER = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _NOT_WRITABLE,
    errno.EACCES: _NOT_WRITABLE,
    errno.EPERM: _NOT_WRITABLE,
    errno.ENOENT: _GONE,
}


def explain(error: BaseException, path: Path) -> WorkspaceTrouble:
    """Return the trouble that an error of the driver or the system means for the person at the desk."""
    said = str(error)
    words = _words_for(error, said, path)
    if words:
        title, detail, next_step = words
        return WorkspaceTrouble(title, detail.format(path=path), next_step, {"engine": said})
    return WorkspaceTrouble(
        tr("The workspace refused an act"),
        tr("The engine said: {said}. Nothing of the act was stored.", said=said),
        tr("Run `pipeline-tui doctor`; if it finds nothing, report this message."),
        {"engine": said},
    )


def _words_for(error: BaseException, said: str, path: Path) -> tuple[str, str, str] | None:
    if isinstance(error, OSError):
        return _BY_NUMBER.get(error.errno or 0, _NO_ANSWER)
    if "unable to open database" in said and not path.exists():
        return _GONE
    return next((words for needles, words in _BY_WORDS if any(needle in said for needle in needles)), None)


def is_damage(error: BaseException) -> bool:
    """Return whether the engine's error means that the file itself is damaged."""
    said = str(error)
    return "malformed" in said or "not a database" in said
