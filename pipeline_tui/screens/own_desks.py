"""The desks that are an operator's own: opened at signing in, and others once their stages change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.worker import WorkerFailed

from pipeline_tui import settings
from pipeline_tui.screens.base import DeskScreen
from pipeline_tui.screens.desks import DESKS, places_of
from pipeline_tui.ui.command import DESK_OF, Place

if TYPE_CHECKING:
    from textual.app import App

    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.screens.session import Session
    from pipeline_tui.ui.keymap import Keys

GONE = "You no longer work here: a manager has ended your sign-in. What you typed is kept."


class OwnDesks:
    """The places an operator may go to; each is a mode of the program and keeps what stands on it."""

    def __init__(self, app: App[Any], session: Session, desks: Callable[[], Sequence[DeskScreen]]) -> None:
        """Take the program, whoever signed in, and what says which desks are open by now."""
        self._app, self._session, self._desks = app, session, desks
        self.places = places_of(session.viewer)
        self._add(self.places)

    async def first(self) -> Place:
        """Return where the day goes on: the desk of what is in hand, else the first one."""
        return await self._in_hand() or self.places[0]

    async def follow(self, viewer: Viewer) -> None:
        """Have the desks be those of what the operator is from now on; a lost one keeps what was typed."""
        app, before = self._app, self.places
        if not viewer.roles:
            self._leave()
            return
        self._session.become(viewer)
        self.places = places_of(viewer)
        self._add(place for place in self.places if place not in before)
        lost = [place for place in before if place not in self.places]
        for desk in self._desks():
            if desk.PLACE in lost:
                desk.before_leaving()
        held = await self._in_hand()
        stays = next((place for place in self.places if place.value == app.current_mode), self.places[0])
        await app.switch_mode((held or stays).value)
        for place in lost:
            await app.remove_mode(place.value)
        for desk in self._desks():
            desk.reload()
            desk.refresh_chrome()

    def _leave(self) -> None:
        """Go: a manager has let the operator leave the shop; what was typed is kept first."""
        for desk in self._desks():
            desk.before_leaving()
        self._app.exit(message=GONE)

    async def speak(self, viewer: Viewer, meanwhile: str) -> Keys:
        """Make every desk anew in the language an operator has chosen; return the keys as called in it.

        ``meanwhile`` names the mode in front until they are there.
        """
        app, session, here = self._app, self._session, self._app.current_mode
        session.become(viewer)
        settings.speak(viewer.language)
        session.take_up(session.method_number, session.playbook)
        await app.switch_mode(meanwhile)
        for place in self.places:
            await app.remove_mode(place.value)
        self._add(self.places)
        await app.switch_mode(here)
        return session.keys

    def _add(self, places: Iterable[Place]) -> None:
        for place in places:
            self._app.add_mode(place.value, partial(DESKS[place], self._session))

    async def _in_hand(self) -> Place | None:
        """Return the desk of what is in hand, where the work goes on; None when nothing is."""
        doors = self._session.doors
        reading = self._app.run_worker(doors.in_hand, thread=True, exit_on_error=False, group="in-hand")
        try:
            desk = await reading.wait()
        except WorkerFailed:
            return None  # the desk reads it again, and says why it cannot
        place = DESK_OF.get(desk.stage) if desk is not None else None
        return place if place in self.places else None
