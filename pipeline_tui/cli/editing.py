"""Opens a file in the editor of whoever sits at the prompt."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.wording import tr


def open_editor(file: Path) -> None:
    """Open a file in $VISUAL or $EDITOR and wait until it is left.

    Raises UsageTrouble when there is none, or when it cannot be started or fails.
    """
    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(wanted)
    except ValueError:
        words = []
    if not words:
        raise UsageTrouble(
            tr("No editor is named") if not wanted else tr("The name of the editor cannot be read"),
            tr("The file is {file}.", file=file),
            tr("Set EDITOR, for instance: export EDITOR=nano. Or open the file with what you like."),
        )
    try:
        code = subprocess.run([*words, str(file)], check=False).returncode
    except OSError as reason:
        raise UsageTrouble(
            tr("The editor {name} does not start", name=words[0]),
            f"{reason.strerror}.",
            tr("Set EDITOR to another one."),
        ) from reason
    if code:
        raise UsageTrouble(
            tr("The editor {name} ended with {code}", name=words[0], code=code),
            tr("What it stored stands in the draft."),
            tr("Open it again."),
        )
