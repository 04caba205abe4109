"""Whether something on the screen is on its way out.

An answer may come for what is being taken away: its parts are gone before it is, and a search for them would
end the program.
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
