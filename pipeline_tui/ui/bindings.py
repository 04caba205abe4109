"""Bindings made from the command table; nothing else binds a key that is a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingsMap

from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.ui.command import Command, Place
    from pipeline_tui.ui.keymap import Keys


def bindings_of(keys: Keys, place: Place) -> BindingsMap:
    """Return the bindings of a desk, two for a key with two readings: ``check_action`` settles which."""
    return BindingsMap([_binding(command) for command in keys.of(place) if command.keys])


def _binding(command: Command) -> Binding:
    return Binding(
        ",".join(command.keys),
        command.action,
        tr(command.title),
        show=False,
        priority=command.priority,
        tooltip=tr(command.tooltip),
        id=command.id,
    )
