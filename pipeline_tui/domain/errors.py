"""What goes wrong, said once for screen and shell: a title, a detail and the next step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar


class PipelineError(Exception):
    """Something was not done, and the operator is told why and what to do next.

    ``data`` carries machine-readable facts for ``--json``; no text holds a telephone number in full.
    """

    exit_code: ClassVar[int] = 1

    def __init__(
        self, title: str, detail: str = "", next_step: str = "", data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(title)
        self.title = title
        self.detail = detail
        self.next_step = next_step
        self.data: dict[str, Any] = dict(data or {})


class Refused(PipelineError):
    """A rule of the shop, the method or the law forbids the act; nothing was changed."""


class NothingToDo(PipelineError):
    """There is nothing to act on: an empty queue, nothing to undo."""


class HoldLost(Refused):
    """The claim named by the token has expired or was released; a late answer is refused, never merged."""


class LineChanged(Refused):
    """The stages of whoever acts were changed since they signed in; the desk follows, then they try again."""


class UsageTrouble(PipelineError):
    """The request itself cannot be understood; nothing was changed."""

    exit_code = 2


class WorkspaceTrouble(PipelineError):
    """The workspace cannot be opened, read or written."""

    exit_code = 3
