"""The gate of the manager's desk: only a manager reads across people and lists."""

from __future__ import annotations

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.people import Viewer
from pipeline_tui.wording import tr


def needs_manager(viewer: Viewer) -> None:
    """Refuse who is no manager."""
    if not viewer.is_manager:
        raise Refused(
            tr("For managers only"),
            tr("{name} is no manager here; nothing was read.", name=viewer.name),
            tr("Ask the manager."),
        )
