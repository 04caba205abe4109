"""The gate of the manager's desk: only a manager reads across people and lists."""

from __future__ import annotations

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer


def needs_manager(viewer: Viewer) -> None:
    """Refuse who is no manager."""
    if not viewer.is_manager:
        raise Refused(
            "For managers only", f"{viewer.name} is no manager here; nothing was read.", "Ask the manager."
        )
