"""A few lines of free words in a question: Enter gives them, ctrl+n is a new line, a paste stays whole."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea


class WordsBox(TextArea):
    """Wraps what is typed; the key that gives it is the question's, as in a field of one line."""

    DEFAULT_CSS = """
    WordsBox {
        height: 5;
        border: none;
        padding: 0;
        background: $field;
        scrollbar-size-horizontal: 0;
        &:focus { border: none; background: $field-focus; }
        & .text-area--cursor-line { background: transparent; }
    }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        """Make an empty box."""
        super().__init__(
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            compact=True,
            highlight_cursor_line=False,
        )

    async def _on_key(self, event: events.Key) -> None:
        """Leave Enter to the question; for other keys Textual calls the text area's own method after this."""
        if event.key == "enter":
            event.prevent_default()
