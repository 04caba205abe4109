"""What the program hands the sign-in screen: the people, and the ways in, each run in a thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_tui.domain.people import Operator, Viewer

if TYPE_CHECKING:
    from pipeline_tui.screens.session import Session
    from pipeline_tui.services.shop import Shop

# Makes this hour's backup when there is none; asks now and then whether nobody waits for it any more.
BackUp = Callable[[Callable[[], bool]], object]


@dataclass(frozen=True, slots=True)
class Entrance:
    """The door of one workspace; ``open`` loads the database's libraries and is called off the screen."""

    firm: str
    practice: bool
    operators: tuple[Operator, ...]
    open: Callable[[], Shop]
    sign_in: Callable[[Shop, Operator, str | None], Viewer]
    session: Callable[[Shop, Viewer], Session]
    close: Callable[[Shop], None]
    back_up: BackUp = lambda _given_up: None
    choose_language: Callable[[Shop, Viewer, str], Viewer] = lambda _shop, viewer, _language: viewer
    keep_fault: Callable[[BaseException | None], str] = lambda _: ""  # stores a report, returns its file
    wanted: Operator | None = None  # --as: the one named on the command line; nobody else may come in
    trade: str = ""  # and language: what is practised from the sign-in
    language: str = "en"
    warning: str = ""  # to be said once somebody is at work
    first_list: str = ""  # a file to look at first, right after the set-up
