"""A line to type into, whose place is seen while it is empty on terminals without backgrounds too."""

from __future__ import annotations

from textual.widgets import Input


class TextField(Input):
    """An input that marks itself as blank while nothing stands in it, not even a hint."""

    DEFAULT_CSS = """
    TextField.-blank:ansi:blur { hatch: "_" ansi_default; }
    """

    def watch_value(self, value: str) -> None:
        """Mark an empty field."""
        self.set_class(not value and not self.placeholder, "-blank")
