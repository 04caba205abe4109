"""What a door in the tables is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline_tui.domain.people import Viewer
from tests.shops import Line

Door = Callable[[Line, Viewer, Any], object]  # told what it is about
OpenDoor = Callable[[Line, Viewer], object]  # answers with what is the viewer's own, or refuses
