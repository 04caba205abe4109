"""What every command of the shell shares: which workspace, who acts, and how the answer is printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from pipeline_tui import settings
from pipeline_tui.cli.problems import warn
from pipeline_tui.domain.errors import PipelineError, UsageTrouble
from pipeline_tui.wording import ENGLISH, mark, tr

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pipeline_tui.domain.people import Operator, Viewer
    from pipeline_tui.services.shop import Shop

Show = Callable[[], "Iterable[RenderableType]"]


IGNORED_NOW = mark("PIPELINE_NOW is ignored: it works in practice workspaces only.")


def new_act() -> str:
    """Return the identity of one act: a repeated act with the same identity changes nothing."""
    return uuid4().hex


@dataclass(frozen=True, slots=True)
class Shell:
    """The options that every command takes."""

    workspace: str | None = None
    operator: str | None = None
    json: bool = False

    @property
    def path(self) -> Path:
        """Return the workspace file: --workspace, else PIPELINE_WORKSPACE, else the user's own."""
        named = self.workspace or os.environ.get("PIPELINE_WORKSPACE")
        if named:
            return Path(named).expanduser()
        from pipeline_tui.settings import default_workspace

        return default_workspace()

    @contextmanager
    def shop(self) -> Iterator[Shop]:
        """Open the workspace for one command."""
        from pipeline_tui.services.shop import open_shop

        fixed, trouble = fixed_time()
        shop = open_shop(self.path, now=fixed)
        try:
            if not shop.workspace.practice and (fixed or trouble):
                warn(tr(IGNORED_NOW))
            elif trouble:
                raise trouble
            yield shop
        finally:
            shop.close()

    def practice_time(self, practice: bool) -> datetime | None:
        """Return the time PIPELINE_NOW fixes for a workspace about to be made; elsewhere warn."""
        fixed, trouble = fixed_time()
        if practice and trouble:
            raise trouble
        if not practice and (fixed or trouble):
            warn(tr(IGNORED_NOW))
        return fixed if practice else None

    @contextmanager
    def signed_in(self, token: str = "") -> Iterator[tuple[Shop, Viewer]]:
        """Open the workspace as an operator: the one named, else the one whose claim ``token`` is."""
        from pipeline_tui.services import signing_in

        with self.shop() as shop:
            if token and not self.operator:
                from pipeline_tui.services import claiming

                operator = claiming.owner_of_token(shop, token)
            else:
                operator = signing_in.who(shop, self.operator)
            viewer = signing_in.sign_in(shop, operator, passphrase_of(operator))
            self.speak(viewer.language)
            yield shop, viewer

    def speak_first(self) -> None:
        """Speak the language of the operator who is named before they sign in, else the environment's."""
        self.speak()
        if self.json or not self.operator or not self.path.is_file():
            return
        from pipeline_tui.domain.people import called
        from pipeline_tui.storage.peek import peek

        # What is wrong with the file or the name is told by whoever needs them; help needs neither.
        with suppress(PipelineError):
            self.speak(called(peek(self.path).operators, self.operator).language)

    def speak(self, language: str = "") -> None:
        """Speak an operator's language, else the environment's; answers for programs are in English."""
        settings.speak(ENGLISH if self.json else language)

    def answer(self, data: Any, show: Show) -> None:
        """Print the answer: ``data`` as one JSON value with --json, else what ``show`` returns."""
        if self.json:
            self.print_json(data)
        else:
            from pipeline_tui.cli.printing import show_all

            show_all(show())

    @staticmethod
    def print_json(data: Any) -> None:
        """Print one JSON value."""
        import json

        from pipeline_tui.cli.as_json import as_json

        utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
        sys.stdout.write(json.dumps(as_json(data), ensure_ascii=not utf8, indent=2) + "\n")


def fixed_time() -> tuple[datetime | None, UsageTrouble | None]:
    """Return the time PIPELINE_NOW fixes, or what is wrong with it; a time without zone is UTC."""
    text = os.environ.get("PIPELINE_NOW", "").strip()
    if not text:
        return None, None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None, UsageTrouble(
            tr("PIPELINE_NOW is not a time"),
            tr('"{text}" is not ISO 8601.', text=text),
            tr("Write it like 2026-11-24T10:30:00+01:00, or unset it."),
        )
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC), None


def passphrase_of(operator: Operator) -> str | None:
    """Return PIPELINE_PASSPHRASE, else ask for it at a terminal; None for whoever has none."""
    if not operator.has_passphrase:
        return None
    given = os.environ.get("PIPELINE_PASSPHRASE")
    if given is None and sys.stdin.isatty():
        given = ask_passphrase(tr("Passphrase of {name}: ", name=operator.name))
    return given


def ask_passphrase(question: str) -> str:
    """Ask for a passphrase without showing it."""
    from getpass import getpass

    from pipeline_tui.domain.text import clean

    return getpass(clean(question) + " ")
