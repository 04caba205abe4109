"""What a signed-in operator's screens share."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline_tui.domain.floor import Floor
from pipeline_tui.screens.line_state import PhoneLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from pipeline_tui.domain.pauses import Pause, PauseTotal
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.domain.playbook import Playbook
    from pipeline_tui.domain.shop import Workspace
    from pipeline_tui.domain.shop_settings import ShopSettings
    from pipeline_tui.screens.customer import Customer
    from pipeline_tui.screens.doors import Doors
    from pipeline_tui.telephony.port import Phone
    from pipeline_tui.ui.keymap import Keys


@dataclass(slots=True)
class Pausing:
    """The pause of a session: every desk shows the same one."""

    pause: Pause | None = None  # the one that runs
    today: tuple[PauseTotal, ...] = ()
    read_at: datetime | None = None  # UTC; when ``today`` was added up
    put_back: str = ""  # who was put back meanwhile
    putting_back: bool = False


@dataclass(slots=True)
class Heard:
    """What others want of the operator, as it was last read: every desk shows the same."""

    floor: Floor = field(default_factory=Floor)


@dataclass(slots=True)
class Session:
    """One operator at work: who they are, the shop's method and clock, the services and the phone.

    Every screen holds the same one. What changes while somebody works changes between two calls, and here
    alone: the method, with the keys of its outcomes, and what the operator is.
    """

    viewer: Viewer
    workspace: Workspace
    playbook: Playbook
    doors: Doors
    phone: Phone
    keys: Keys
    now: Callable[[], datetime]  # UTC; the practice clock in a practice workspace
    rung_for: set[datetime] = field(default_factory=set)  # promised calls whose bell has rung (UTC)
    line: PhoneLine = field(default_factory=PhoneLine)
    ring_seconds: int = 30  # of ringing before no answer is proposed
    pausing: Pausing = field(default_factory=Pausing)
    heard: Heard = field(default_factory=Heard)
    offers_folder: str = ""  # where papers go first; "": the user's documents, else where we are
    remote: bool = False  # somebody works here from another machine
    customer: Customer | None = None  # of a practice session
    half_typed: dict[str, Mapping[str, str]] = field(default_factory=dict)  # forms left by Esc, by name
    method_number: int = 0  # of the shop's version of the method, 0 for the shipped one
    keys_of: Callable[[Playbook], Keys] | None = None  # the keys that hold under another version

    def take_up(self, number: int, playbook: Playbook) -> None:
        """Work by another version of the method from now on."""
        self.method_number, self.playbook = number, playbook
        if self.keys_of is not None:
            self.keys = self.keys_of(playbook)

    @property
    def language(self) -> str:
        """Return the language the method is read in: the operator's where it has that, else the shop's."""
        own = self.viewer.language
        return own if own in self.playbook.languages else self.workspace.language

    def become(self, viewer: Viewer) -> None:
        """Go on as what the operator is from now on; what they ask the services goes on as it as well."""
        self.viewer = viewer
        self.group(viewer)
        self.doors.become(viewer)

    def group(self, viewer: Viewer) -> None:
        """Group the stages as they are grouped now, whatever the operator works."""
        if viewer.structure is not self.workspace.structure:
            self.workspace = replace(self.workspace, structure=viewer.structure)

    def settle(self, settings: ShopSettings) -> bool:
        """Work by the shop's hours and goal as they are now; whether they were others."""
        if (settings.hours, settings.goal) == (self.workspace.hours, self.workspace.goal):
            return False
        self.workspace = replace(self.workspace, hours=settings.hours, goal=settings.goal)
        return True

    def ring_on(self, now: float) -> None:
        """Propose no answer when it has rung long enough (seconds of the machine's own clock)."""
        outcome = self.playbook.outcome("no-answer")
        self.line.ring_on(now, self.ring_seconds, outcome.code if outcome is not None else "")

    @property
    def zone(self) -> str:
        """Return the shop's zone."""
        return self.workspace.zone
