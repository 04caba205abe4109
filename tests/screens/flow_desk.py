"""What the tests of the desk's flow look at: the sizes, and the line of the call."""

from __future__ import annotations

from pipeline_tui.app import PipelineApp
from tests.screens.driving import seen

SIZES = [(80, 24), (120, 40)]


def bar(app: PipelineApp) -> str:
    """Return the call's line as it stands on the screen."""
    return seen(app).splitlines()[-3]
