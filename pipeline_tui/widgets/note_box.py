"""The note of the contact in hand: typed freely, kept as typed, stored with the outcome."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from pipeline_tui.domain.text import clean
from pipeline_tui.ui.messages import NoteChanged

_LONGEST = 4000  # characters that may stand in a note already


class NoteBox(TextArea):
    """A few lines of text; Esc and Tab leave it, and leaving loses nothing."""

    DEFAULT_CSS = """
    NoteBox {
        height: 1fr;
        min-height: 3;
        border: none;
        padding: 0;
        background: $background;
        scrollbar-size-horizontal: 0;
        &:focus { border: none; background: $field-focus; }
        & .text-area--cursor-line { background: transparent; }
    }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty box."""
        super().__init__(
            id=id,
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            compact=True,
            highlight_cursor_line=False,
        )
        self._told = ""
        self.can_focus = False

    def load_note(self, text: str, *, editable: bool) -> None:
        """Show the note of another contact; nothing is told."""
        text = clean(text, limit=_LONGEST, multiline=True)
        self._told = text
        if self.text != text:
            self.text = text
        if self.cursor_location != self.document.end:
            self.move_cursor(self.document.end)
        self.can_focus = editable

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell what is typed, never what was loaded."""
        event.stop()
        if self.text != self._told:
            self._told = self.text
            self.post_message(NoteChanged(self.text))

    def on_blur(self, _: events.Blur) -> None:
        """Have the note kept at once."""
        self.post_message(NoteChanged(self.text, left=True))
