"""What went wrong, said on standard error: title, detail, next step."""

from __future__ import annotations

import sys

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import tr


def say(error: PipelineError) -> int:
    """Print an error without control characters and return its exit code."""
    for text in (error.title, error.detail, error.next_step):
        if text:
            sys.stderr.write(f"{clean(text, limit=2000, multiline=True)}\n")
    return error.exit_code


def warn(text: str) -> None:
    """Print a warning; the command goes on."""
    sys.stderr.write(tr("Warning: {text}", text=clean(text, limit=1000)) + "\n")
