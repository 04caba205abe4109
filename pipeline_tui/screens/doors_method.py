"""The shop's method as one signed-in operator reaches it: what is new in it, and the version that holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_tui.domain.method_news import MethodInUse, MethodNews, NewInMethod
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop


class MethodDoors:
    """What a desk can ask of the method; each is a service of ``learning_method``."""

    _of: tuple[Shop, Viewer]

    def take_up_method(self) -> MethodInUse:
        """Work by the version that holds now."""
        from pipeline_tui.services import learning_method

        return learning_method.take_up(*self._of)

    def what_is_new(self) -> NewInMethod:
        """Return what differs from the version the operator knows."""
        from pipeline_tui.services import learning_method

        return learning_method.what_is_new(*self._of)

    def note_read(self, number: int, *, act: str) -> MethodNews:
        """Store that the operator has read what is new."""
        from pipeline_tui.services import learning_method

        return learning_method.note_read(*self._of, number, act=act)
