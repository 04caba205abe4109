"""What the manager chooses for a file before it is loaded, and how far the load is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from pipeline_tui.domain.calling import Audience, BasisKind
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import tr


class Known(StrEnum):
    """What a row does to a contact the base knows already."""

    SKIP = "skip"  # nothing: the contact stands as it stood
    FILL = "fill"  # what is empty is filled, numbers and addresses are added; nothing is overwritten
    UPDATE = "update"  # what the row says replaces what stood there


def read_known(typed: str) -> Known:
    """Return the choice somebody typed; UsageTrouble lists them."""
    try:
        return Known(typed.strip().lower())
    except ValueError as unknown:
        raise UsageTrouble(
            tr("{typed} is no way to treat known contacts", typed=clean(typed, limit=20)),
            tr("skip leaves them as they are, fill completes what is empty, update replaces what differs."),
            tr("Write --known skip, fill or update."),
        ) from unknown


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """How a file is read and where its contacts go; every choice has a default that changes nothing.

    "" means: detected in the file. ``audience``, ``basis`` and ``evidence`` stand for the whole list where a
    row says nothing of its own.
    """

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # field: column
    country: str = ""  # ISO 3166 of national numbers, before the row's own
    encoding: str = ""
    delimiter: str = ""
    quote: str = ""
    sheet: str = ""  # of a workbook
    stage: Stage = Stage.SCOUTING
    audience: Audience | None = None
    basis: BasisKind | None = None
    evidence: str = ""
    known: Known = Known.FILL


class Phase(StrEnum):
    """What a load is doing."""

    READING = "reading"  # rows of the file
    CHECKING = "checking"  # rows against the base and the calling rules
    LOADING = "loading"  # new contacts stored, unseen
    LINKING = "linking"  # which row became whom
    CHANGING = "changing"  # known contacts completed or updated


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a load is in its phase, in rows; ``total`` is 0 while it is not known."""

    phase: Phase
    done: int
    total: int


class ImportCancelled(Refused):
    """The manager stopped the load; nothing of it is there."""


class FileChanged(Refused):
    """The file is no longer the one that was looked at; nothing of it was loaded."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Whoever looks on while a list loads: told how far it is, and asked between acts whether to go on."""

    progress: Callable[[Progress], None] | None = None
    cancelled: Callable[[], bool] | None = None

    def tell(self, phase: Phase, done: int, total: int) -> None:
        """Tell how far it is; ImportCancelled when it is to stop."""
        if self.progress is not None:
            self.progress(Progress(phase, done, total))
        if self.cancelled is not None and self.cancelled():
            raise ImportCancelled(
                tr("The import was cancelled"),
                tr("Nothing of it was loaded."),
                tr("Import the file again when ready."),
            )
