"""A field as wide as its sheet: a letter typed into it moves nothing, and so nothing is laid out anew."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class SteadyField(Input):
    """A field whose own size does not follow what is typed.

    Textual's has the whole screen laid out for every letter, the desk beneath a sheet included.
    """

    virtual_size = Reactive(Size(0, 0))
