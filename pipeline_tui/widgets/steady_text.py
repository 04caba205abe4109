"""A text that asks for a new layout only when it needs another number of rows."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from pipeline_tui.ui.formatting import fixed


class SteadyText(Widget):
    """Like ``Static``, but what is the same is not painted again, and what is as high moves nothing."""

    DEFAULT_CSS = """
    SteadyText { height: auto; }
    """
    ALLOW_SELECT = False

    def __init__(self, content: Content | None = None, *, classes: str | None = None) -> None:
        """Begin with a text, or empty."""
        super().__init__(classes=classes)
        self.auto_links = False
        self._content = content or fixed("")

    def show(self, content: Content) -> None:
        """Show another text."""
        if content.is_same(self._content):
            return
        width = self.size.width
        before = self._content.get_height({}, width) if width else 0
        self._content = content
        self.refresh(layout=not width or content.get_height({}, width) != before)

    def render(self) -> Content:
        """Return the text."""
        return self._content
