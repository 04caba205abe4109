"""What the set-up screen is handed: what is known before, and the ways to keep, look up and make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline_tui.domain.first_answers import FirstAnswers, Ground
from pipeline_tui.domain.list_files import FileLine


@dataclass(frozen=True, slots=True)
class FirstDoor:
    """The door of a workspace that is not there yet."""

    practice: bool
    ground: Ground
    lists_folder: str  # the only one files of lists are read from
    kept: Mapping[str, str]  # answered before a quit or a kill
    keep: Callable[[Mapping[str, str]], None]
    file_named: Callable[[str], FileLine]
    load: Callable[[], object]  # what making needs, read while somebody types; run in a thread
    make: Callable[[FirstAnswers], None]  # run in a thread
    sign_in_command: Callable[[str], str]  # what a person types on another computer
    keep_fault: Callable[[BaseException | None], str]
