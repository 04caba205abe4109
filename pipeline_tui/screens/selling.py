"""What the hunter's and the farmer's desks share: own contacts, called from a list, not from a queue."""

from __future__ import annotations

from typing import ClassVar

from pipeline_tui.domain.acts import Undone
from pipeline_tui.domain.desk import Desk, EmptyQueue
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.calling import CallingScreen
from pipeline_tui.screens.list_desk import ListDesk
from pipeline_tui.ui.command import Hand
from pipeline_tui.ui.formatting import clock
from pipeline_tui.widgets.deal_lines import Setting


class SellingDesk(CallingScreen, ListDesk):
    """A desk whose contacts are the operator's own."""

    STAGE: ClassVar[Stage]

    def header_right(self) -> tuple[str, ...]:
        """Return operator, telephone, the time and the desk's own figures."""
        session = self.session
        phone = self.line.phase if self.line.under_way else "ready"
        return (session.viewer.name, f"☎ {phone}", clock(self.now, session.zone), *self.own_figures())

    def setting(self, width: int) -> Setting:
        """Return what lines of this width are drawn with."""
        session = self.session
        return Setting(self.names, session.zone, session.language, self.now, width)

    # what is in hand

    def on_screen_resume(self) -> None:
        """Show what is in hand, where it belongs to this desk."""
        self.read("in-hand", self.session.doors.in_hand, self.found_in_hand)

    def found_in_hand(self, desk: Desk | None) -> None:
        """Show a contact of this stage; one of another stage stands on its own desk."""
        mine = desk if desk is not None and desk.stage is self.STAGE else None
        if mine is not None or self.desk is not None:
            self.show_desk(mine)
            self.repaint()

    def call(self, contact_id: int) -> None:
        """Take an own contact in hand and ring it."""
        doors, act = self.session.doors, new_act()

        def taken(desk: Desk) -> None:
            self.show_desk(desk)
            self.call_after_refresh(self.action_dial)

        self.act(lambda: doors.take(contact_id, act=act), taken)

    def after_act(self, desk: Desk | None, empty: EmptyQueue | None) -> None:
        """Show what is in hand after an act, and read the lists again."""
        mine = desk if desk is not None and desk.stage is self.STAGE else None
        super().after_act(mine, empty)
        self.reload()

    def undone(self, done: Undone) -> None:
        """Show what was taken back, in words that stay."""
        super().undone(done)
        self.say(f"{done.verb.replace('_', ' ')}: {done.name}", "Taken back")

    # one step back

    def action_back(self) -> None:
        """Leave the field, put an undialled contact back, or close what is open."""
        if self.focused is not None:
            self.set_focus(None)
        elif self.hand is Hand.READY:
            self._put_back()
        elif self.hand is Hand.NOTHING:
            self.close_open()
        else:
            self.say("The call awaits its outcome.")

    def close_open(self) -> None:
        """Close the card that is open."""

    def _put_back(self) -> None:
        desk = self.desk
        if desk is None:
            return
        doors, act = self.session.doors, new_act()
        self.keep_typed(now=True)
        self.act(lambda: doors.release(desk.token, act=act), lambda _: self.after_act(None, None))
