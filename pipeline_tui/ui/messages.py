"""Messages widgets send up; records go down, these come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from pipeline_tui.domain.people import Viewer


class NoteChanged(Message):
    """The note in the box is another one now; it is to be kept as a draft."""

    def __init__(self, text: str, *, left: bool = False) -> None:
        super().__init__()
        self.text = text
        self.left = left  # the box lost the focus: keep it at once


class AnswerTyped(Message):
    """Something was typed into the field of a script's question."""

    def __init__(self, field: str, text: str, *, left: bool = False) -> None:
        super().__init__()
        self.field = field
        self.text = text
        self.left = left  # the field was left: read it now


class LineOpened(Message):
    """A line of a list was opened with the key or a click."""

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index


class LanguageChosen(Message):
    """The operator reads another language from now on; every desk is to be shown anew in it."""

    def __init__(self, viewer: Viewer) -> None:
        super().__init__()
        self.viewer = viewer
