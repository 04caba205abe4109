"""The structure as a signed-in manager reaches it: what a change would do, and the change.

Services are imported when first called, inside a worker's thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.domain.restructuring import Restructuring
    from pipeline_tui.domain.structures import Structure
    from pipeline_tui.services.shop import Shop


class StructureDoors:
    """How the stages are grouped."""

    _of: tuple[Shop, Viewer]

    def structure_plan(self, structure: Structure) -> Restructuring:
        """Return what a change to a structure would do now."""
        from pipeline_tui.services import restructuring

        return restructuring.preview(*self._of, structure)

    def set_structure(self, structure: Structure, *, act: str) -> Restructuring:
        """Change to a structure."""
        from pipeline_tui.services import restructuring

        return restructuring.set_structure(*self._of, structure, act=act)
