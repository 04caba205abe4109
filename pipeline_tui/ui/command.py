"""What a command is: one record from which bindings, palette, help, footer and the key table are made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline_tui.domain.stages import Stage
from pipeline_tui.wording import tr, tr_as

if TYPE_CHECKING:
    from collections.abc import Iterable


class Place(StrEnum):
    """Where a command can be given: a desk, the inbox, or what stands before one."""

    SCOUT = "scout"
    HUNTER = "hunter"
    FARMER = "farmer"
    MANAGER = "manager"
    INBOX = "inbox"
    OFFER = "offer"  # stands before the hunter desk, as a desk of its own
    IMPORT = "import"  # a file before it is loaded, before the manager desk
    TODAY = "today"
    DIALOG = "dialog"


DESK_OF = MappingProxyType(
    {Stage.SCOUTING: Place.SCOUT, Stage.HUNTING: Place.HUNTER, Stage.FARMING: Place.FARMER}
)

# Where what stands in an agenda is worked, by its kind.
DESK_OF_KIND = MappingProxyType(
    {"next-step": Place.HUNTER, "slot": Place.INBOX, "callback": Place.SCOUT, "check-in": Place.FARMER}
)

SHEETS = frozenset({Place.OFFER, Place.IMPORT})
KEY = "key"  # the use of a word that stands beside a key
DESKS = frozenset(Place) - {Place.DIALOG} - SHEETS
CALLING_DESKS = frozenset(DESK_OF.values())


class Hand(StrEnum):
    """What the operator has in hand; it settles which reading of a letter holds."""

    NOTHING = "nothing"
    READY = "ready"  # a contact, not dialled since it was claimed
    CALLING = "calling"  # a dialled call that awaits its outcome


class Live(StrEnum):
    """While what is in hand a command is live."""

    ALWAYS = "always"
    IDLE = "idle"  # no call awaits its outcome
    FREE = "free"  # nothing in hand
    IN_HAND = "in-hand"  # a contact in hand, dialled or not
    READY = "ready"
    CALLING = "calling"


HANDS_OF = MappingProxyType(
    {
        Live.ALWAYS: frozenset(Hand),
        Live.IDLE: frozenset({Hand.NOTHING, Hand.READY}),
        Live.FREE: frozenset({Hand.NOTHING}),
        Live.IN_HAND: frozenset({Hand.READY, Hand.CALLING}),
        Live.READY: frozenset({Hand.READY}),
        Live.CALLING: frozenset({Hand.CALLING}),
    }
)


class Group(StrEnum):
    """Sections of the help screen and of the key table, in their order."""

    CALL = "Calling"
    OUTCOME = "How the call ended"
    SCRIPT = "Script and notes"
    CONTACT = "The contact in hand"
    DEAL = "Deals and hand-offs"
    OFFER = "Offers"
    CLIENT = "Clients and check-ins"
    LIST = "Lists and views"
    DESK = "Desks"
    PROGRAM = "Everywhere"
    DIALOG = "Questions"


@dataclass(frozen=True, slots=True)
class Command:
    """Something an operator can do with a key or from the palette.

    ``key`` holds one or more keys separated by commas, as Textual names them or as the character itself;
    "" means palette only. ``method`` and ``args`` name the screen's action, one command's own on each desk;
    the method defaults to the last part of ``id``. ``short`` is the word beside the key in the footer.
    """

    id: str
    title: str
    tooltip: str
    key: str
    desks: frozenset[Place]
    group: Group
    live: Live = Live.ALWAYS
    short: str = ""
    method: str = ""
    args: tuple[str, ...] = ()
    priority: bool = False  # reaches the program even through a question

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys one by one."""
        return tuple(part.strip() for part in self.key.split(",") if part.strip())

    @property
    def action(self) -> str:
        """Return the action string a binding runs."""
        return f"{self.call}({', '.join(map(repr, self.args))})" if self.args else self.call

    @property
    def call(self) -> str:
        """Return the name of the screen's action, without its arguments."""
        return self.method or self.id.rsplit(".", 1)[-1].replace("-", "_")

    @property
    def word(self) -> str:
        """Return the word beside the key in the footer."""
        return tr_as(KEY, self.short) if self.short else tr(self.title).lower()

    def live_in(self, place: Place, hand: Hand) -> bool:
        """Return whether the command belongs here and its reading holds."""
        return place in self.desks and hand in HANDS_OF[self.live]


def clash(one: Command, other: Command) -> bool:
    """Return whether two commands could be live at once, so that they may not share a key."""
    return bool(one.desks & other.desks) and bool(HANDS_OF[one.live] & HANDS_OF[other.live])


def clashes(commands: Iterable[Command]) -> tuple[tuple[str, Command, Command], ...]:
    """Return every key that two commands claim on the same desk in the same reading."""
    by_key: dict[str, list[Command]] = {}
    found: list[tuple[str, Command, Command]] = []
    for command in commands:
        for key in command.keys:
            found += [(key, other, command) for other in by_key.get(key, []) if clash(other, command)]
            by_key.setdefault(key, []).append(command)
    return tuple(found)
