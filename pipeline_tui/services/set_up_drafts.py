"""The answers to the set-up questions, kept beside the workspace to be until it is made."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import tr

_LONGEST = 1000


def draft_of(workspace: Path) -> Path:
    """Return where the answers for a workspace are kept."""
    return workspace.with_name(f"{workspace.name}.set-up.json")


def kept_answers(workspace: Path) -> dict[str, str]:
    """Return what was answered before; nothing when that cannot be read: the questions are asked again."""
    try:
        found = json.loads(draft_of(workspace).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): clean(one, limit=_LONGEST) for key, one in found.items() if isinstance(one, str)}


def keep_answers(workspace: Path, answers: Mapping[str, str]) -> None:
    """Keep the answers as typed, whole or not at all; WorkspaceTrouble when the folder does not take them."""
    draft = draft_of(workspace)
    new = draft.with_suffix(".new")
    try:
        with open(new, "w", encoding="utf-8", opener=_for_me_alone) as out:
            json.dump(dict(answers), out, ensure_ascii=False)
        new.replace(draft)
    except OSError as error:
        raise WorkspaceTrouble(
            tr("Your answers cannot be kept"),
            f"{clean(str(draft.parent), limit=200)}: {clean(error.strerror or str(error))}.",
            tr("Name another place with --workspace."),
        ) from error


def forget_answers(workspace: Path) -> None:
    """Take the kept answers away: the workspace is made."""
    draft_of(workspace).unlink(missing_ok=True)


def _for_me_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
