"""What a desk has in hand: one contact, the lease that holds it, and what is typed about it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.screens import left_desk
from pipeline_tui.screens.base import DeskScreen
from pipeline_tui.screens.draft_keeper import DraftKeeper
from pipeline_tui.ui.command import DESK_OF, Hand
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.desk import Desk, Draft
    from pipeline_tui.screens.session import Session

RENEW_EVERY = 20.0  # seconds


class HoldingScreen(DeskScreen):
    """Renews the lease and has the draft kept; subclasses show the contact and say what was typed."""

    # An act that ends the hold is stored before its answer is here: a refused sign of life is no loss then.
    CHANGED_BY_ACTS: ClassVar[tuple[str, ...]] = (*DeskScreen.CHANGED_BY_ACTS, "renew")

    def __init__(self, session: Session) -> None:
        """Take the operator's session."""
        super().__init__(session)
        self.drafts = DraftKeeper(self, session.doors, self.lost, session.now)

    def on_mount(self) -> None:
        """Begin to renew the lease."""
        self.set_interval(RENEW_EVERY, self._renew)

    def show_desk(self, desk: Desk | None) -> None:
        """Show a contact, or the desk at rest."""
        raise NotImplementedError

    def draft(self) -> Draft:
        """Return what was typed, every letter of it."""
        raise NotImplementedError

    @property
    def hand(self) -> Hand:
        """Return what is in hand."""
        if self.desk is None:
            return Hand.NOTHING
        return Hand.CALLING if self.desk.call is not None else Hand.READY

    @property
    def awaits(self) -> str:
        """Return whose call awaits its outcome."""
        return self.desk.name if self.desk is not None and self.hand is Hand.CALLING else ""

    @property
    def untouched(self) -> bool:
        """Return whether nothing is in hand, or a contact for whom nobody dialled or typed yet."""
        return self.desk is None or (self.desk.call is None and self.draft().empty)

    def mine(self, desk: Desk | None) -> Desk | None:
        """Return a contact whose stage is this desk's; a call that awaits its outcome opens its own desk."""
        place = DESK_OF.get(desk.stage, self.PLACE) if desk is not None else self.PLACE
        if desk is None or place is self.PLACE:
            return desk
        if desk.call is not None and self.is_current:
            self.run_worker(self.app.run_action(f"go('{place.value}')"))
        return None

    def holds(self, token: str) -> bool:
        """Return whether a hold is the one on this desk: sheets and answers may outlast theirs."""
        return self.desk is not None and self.desk.token == token

    def still(self, desk: Desk) -> bool:
        """Return whether a contact is still in hand, and say so when it is not."""
        if not self.holds(desk.token):
            self.say(
                tr("Nothing was done; what was typed is kept."),
                tr("{name} is no longer in hand", name=desk.name),
            )
        return self.holds(desk.token)

    # drafts

    def keep_again(self, desk: Desk) -> None:
        """Go on keeping what is typed, after the act that would have stored it was refused."""
        if self.holds(desk.token):
            self.drafts.begin(desk.token, desk.draft)
            self.keep_typed(now=True)

    def keep_typed(self, *, now: bool = False) -> None:
        """Have the draft kept."""
        if self.desk is not None:
            self.drafts.typed(self.desk.token, self.draft(), now=now)

    def before_leaving(self) -> None:
        """Keep what is typed before the program ends."""
        self.keep_typed()
        self.drafts.flush()

    def keep_at_once(self) -> None:
        """Keep what was typed last, while the program falls: the store may be what failed."""
        with suppress(PipelineError):
            self.drafts.flush()

    # the lease

    def _renew(self) -> None:
        if self.desk is not None:
            token = self.desk.token
            if self.session.line.newest not in ("", token):
                self.show_desk(None)  # it went back when another contact came into hand on another desk
                return

            def refused(error: PipelineError) -> None:
                if self.holds(token):  # else an act ended the hold while this was asked
                    self.lost(error, token)

            self.read("renew", lambda: self.session.doors.renew(token), lambda _: None, refused)

    def lost(self, error: PipelineError, token: str) -> None:
        """Say what was not done in a hold; when it is lost, that its contact is no longer in hand."""
        left_desk.lost(self, error, token)
