"""Whether something on the screen is there whole: not on its way in, not on its way out.

A key may come for a screen that is in front before its parts are; an answer for what is being taken away,
whose parts are gone before it is. A search for them would end the program.
"""

from __future__ import annotations

from textual.widget import Widget


def goes(widget: Widget) -> bool:
    """Return whether a widget is being taken away, by itself, with what it stands in, or with the program."""
    return (
        not widget.is_attached  # also once the program was told to end
        or not widget.app.is_running
        or any(isinstance(one, Widget) and one._pruning for one in widget.ancestors_with_self)
    )


def built(widget: Widget) -> bool:
    """Return whether a widget was mounted with its parts; one that is taken away half built never is."""
    return widget.is_mounted and bool(widget.children)
