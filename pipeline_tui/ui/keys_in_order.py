"""Keys one after the other: none is handed out before the last one has been acted upon.

Textual hands a letter to the field with the cursor at once, but a key that is bound makes its way up to the
program first. On a slow line several come at once, and "Tab" would arrive behind the letters after it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.message import Message

from pipeline_tui.ui.presence import goes

if TYPE_CHECKING:
    from textual.widget import Widget

    from pipeline_tui.ui.keymap import Keys

_LOOKS_AGAIN_AFTER = 0.01  # seconds
_LOST_AFTER = 1.0  # seconds; a widget that is removed may take the word of a key with it
_LOOKS = 10  # so often at a widget that stands there: the keyboard is never held for good


class ActedUpon(Message):
    """Follows a key on its way up; when it arrives, the key has arrived before it."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class KeysMayGoOn(Message):
    """What keys waited for is over."""


class KeysInOrder(App[Any], inherit_bindings=False):
    """An app that hands out one key at a time; those in ``INSISTING``, pressed twice, overtake all others."""

    INSISTING: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """Start without a key; ``ansi_color`` as Textual's own."""
        super().__init__(ansi_color=ansi_color)
        self.keys: Keys | None = None  # those of who signed in, for the questions before the desks
        self._pressed: deque[events.Key] = deque()
        self._number = 0
        self._on_its_way = False
        self._leaves: Callable[[], None] | None = None  # once it is told to

    async def on_event(self, event: events.Event) -> None:
        """Queue a key that comes from outside; everything else goes its way."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        waiting = [key for key in self._pressed if key.key == event.key]
        if waiting and event.key in self.INSISTING:
            self._pressed.remove(waiting[0])
            await super().on_event(event)
            return
        self._pressed.append(event)
        if not self._on_its_way:
            await self._hand_out()

    def exit(self, result: Any = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave once the key on its way has arrived and every screen stands.

        A screen that is taken away half built finds no part of itself.
        """
        self._leaves = partial(super().exit, result, return_code, message)
        self._leave()

    def _leave(self) -> None:
        if self._leaves is None or self._exit or self._on_its_way:
            return  # a key says when it has arrived
        if all(screen.is_mounted for stack in self._screen_stacks.values() for screen in stack):
            self._leaves()
        else:
            self.set_timer(_LOOKS_AGAIN_AFTER, self._leave)

    @property
    def keys_on_their_way(self) -> bool:
        """Return whether a key was handed out and is not acted upon yet."""
        return self._on_its_way

    def keys_wait(self) -> bool:
        """Return whether keys wait for something that is under way."""
        return False

    async def _hand_out(self) -> None:
        self._on_its_way = self._leaves is None and bool(self._pressed) and not self.keys_wait()
        if not self._on_its_way:
            self._leave()
            return
        self._number += 1
        number, here = self._number, self.focused or self.screen
        await super().on_event(self._pressed.popleft())
        if not here.post_message(ActedUpon(number)):
            self.post_message(ActedUpon(number))
        self.set_timer(_LOST_AFTER, partial(self._look_for_word, number, here, 1))

    def _look_for_word(self, number: int, here: Widget, looks: int) -> None:
        """Go on where the word of a key was lost; a key that is merely slow is overtaken by none."""
        if number != self._number or not self._on_its_way:
            return
        if goes(here) or looks == _LOOKS:
            self.post_message(ActedUpon(number))
        else:
            self.set_timer(_LOST_AFTER, partial(self._look_for_word, number, here, looks + 1))

    async def on_acted_upon(self, message: ActedUpon) -> None:
        """Hand out the next key."""
        message.stop()
        if message.number == self._number and self._on_its_way:
            await self._hand_out()

    async def on_keys_may_go_on(self, message: KeysMayGoOn) -> None:
        """Hand out what waited."""
        message.stop()
        if not self._on_its_way:
            await self._hand_out()
