"""What stands on the sheet of a file before and while it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from time import monotonic

from textual.message import Message

from pipeline_tui.domain.import_choices import ImportChoices, Phase, Progress
from pipeline_tui.domain.load_pace import Pace
from pipeline_tui.domain.text import clean

TOLD_EVERY = 1.0  # seconds between two pictures of the same phase


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is chosen for a file so far."""

    list_name: str
    choices: ImportChoices = field(default_factory=ImportChoices)

    @classmethod
    def of(cls, file_name: str) -> Wanted:
        """Return what is chosen before anybody chose: the file's name is the list's."""
        stem = clean(Path(file_name).stem.replace("_", " "), limit=80)
        return cls(stem or clean(file_name, limit=80))

    def choose(self, **chosen: object) -> Wanted:
        """Return these choices with some made otherwise."""
        return replace(self, choices=replace(self.choices, **chosen))  # type: ignore[arg-type]


class Advanced(Message):
    """A reading or a load came further."""

    def __init__(self, run: Run, progress: Progress) -> None:
        super().__init__()
        self.run, self.progress = run, progress


@dataclass(slots=True)
class Run:
    """A reading or a load under way: told by its thread how far it is, and stopped from the screen."""

    loads: bool
    post: Callable[[Message], object]
    stop: Event = field(default_factory=Event)
    phase: Phase | None = None
    began: float = 0.0  # of the phase, by the machine's own clock
    told: float = 0.0

    def tell(self, progress: Progress) -> None:
        """Pass on how far it is: each phase at once, and from then on now and then."""
        now = monotonic()
        if progress.phase is not self.phase:
            self.phase, self.began, self.told = progress.phase, now, 0.0
        if now - self.told >= TOLD_EVERY:
            self.told = now
            self.post(Advanced(self, progress))

    def pace(self, progress: Progress) -> Pace:
        """Return how fast it goes."""
        return Pace(progress.done, progress.total, monotonic() - self.began)
