"""What the hunter's and the farmer's desks share: own contacts, called from a list, not from a queue."""

from __future__ import annotations

from dataclasses import replace

from pipeline_tui.domain.desk import Desk, EmptyQueue
from pipeline_tui.domain.playbook import After
from pipeline_tui.screens import left_desk
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.list_desk import ListDesk
from pipeline_tui.screens.sale import SaleDesk
from pipeline_tui.ui.command import Command, Hand
from pipeline_tui.ui.formatting import clock, fixed
from pipeline_tui.widgets.client_call import beside_call
from pipeline_tui.widgets.contact_pane import ContactPane
from pipeline_tui.widgets.deal_lines import Setting
from pipeline_tui.widgets.page import Page
from pipeline_tui.widgets.sheet_parts import labelled_all, rule
from pipeline_tui.wording import tr

_PROMISED_WIDTH = 36
_PROMISED_LINES = 6


class SellingDesk(SaleDesk, ListDesk):
    """A desk whose contacts are the operator's own."""

    DEFAULT_CSS = """
    SellingDesk #promised { padding: 0; }
    """

    def on_mount(self) -> None:
        """Make room for what was promised, under who is called."""
        promised = Page(id="promised")
        self.query_one(".left").mount(promised, after=self.query_one(ContactPane))

    @property
    def opened_card(self) -> bool:
        """Return whether one card fills the desk at rest."""
        return False

    @property
    def can_go_back(self) -> bool:
        """Return whether Esc has something to leave."""
        ready = self.hand is Hand.READY
        return ready or self.focused is not None or (self.desk is None and self.opened_card)

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command whose reading holds."""
        return super().allows(command) and (command.call != "back" or self.can_go_back)

    def commands_above(self) -> tuple[Command, ...]:
        """Return the outcomes; those that leave deal or client where it is come first here."""
        playbook = self.session.playbook

        def keeps(command: Command) -> bool:
            outcome = playbook.outcome(str(command.args[0])) if command.args else None
            return outcome is not None and outcome.after is After.KEEP

        return tuple(sorted(super().commands_above(), key=lambda one: (bool(one.args), not keeps(one))))

    def commands_below(self) -> tuple[Command, ...]:
        """Return the live commands; on an open card the key that opens rings."""
        below = super().commands_below()
        if not self.opened_card or self.hand is not Hand.NOTHING:
            return below
        return tuple(
            replace(one, short="call") if one.call == "open_this" else one
            for one in below
            if one.call != "call_this"
        )

    def header_right(self) -> tuple[str, ...]:
        """Return operator, telephone, the time and the desk's own figures."""
        session = self.session
        return (
            session.viewer.name,
            self.phone_word.rstrip(),
            clock(self.now, session.zone),
            *self.own_figures(),
        )

    def setting(self, width: int) -> Setting:
        """Return what lines of this width are drawn with."""
        session = self.session
        return Setting(self.names, session.zone, session.language, self.now, width)

    def action_read_cards(self) -> None:
        """Search the playbook's cards with nobody in hand."""
        self.open_cards(self.STAGE, "", None)

    # what is in hand

    def show_desk(self, desk: Desk | None) -> None:
        """Show a contact with what was promised to it."""
        super().show_desk(desk)
        if desk is None:
            return
        wanted = [one.key for one in self.session.playbook.brief if one.required]
        brief = {key: desk.brief[key] for key in (*wanted, *desk.brief) if key in desk.brief}
        drawn = labelled_all(brief, self.names, _PROMISED_WIDTH, most=2)
        told = [rule(tr("Promised"), _PROMISED_WIDTH), *drawn][:_PROMISED_LINES] if drawn else []
        shown = beside_call(desk, told, _PROMISED_WIDTH)
        promised = self.query_one("#promised", Page)
        promised.styles.height = len(shown)
        promised.display = bool(shown)
        promised.show(lambda _width, _height: shown)

    def on_screen_resume(self) -> None:
        """Show what is in hand, where it belongs to this desk."""
        self.read("in-hand", self.session.doors.in_hand, self.found_in_hand)

    def found_in_hand(self, desk: Desk | None) -> None:
        """Show a contact of this stage; one of another stage stands on its own desk."""
        mine = self.mine(desk)
        if mine is not None or self.desk is not None:
            left_desk.found(self, mine)
            self.repaint()

    def take_up(self, taken: Desk) -> None:
        """Show a contact that came into hand; its deal is new and stands in no list that was read."""
        super().take_up(taken)
        self.reload()

    def call(self, contact_id: int) -> None:
        """Take an own contact in hand and ring it."""
        doors, act = self.session.doors, new_act()

        def taken(desk: Desk) -> None:
            self.show_desk(desk)
            self.call_after_refresh(self.action_dial)

        self.act(lambda: doors.take(contact_id, act=act), taken)

    def after_act(self, desk: Desk | None, empty: EmptyQueue | None) -> None:
        """Show what is in hand after an act, and read the lists again."""
        super().after_act(self.mine(desk), empty)
        self.reload()

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
            self.say(tr("The call awaits its outcome."))

    def close_open(self) -> None:
        """Close the card that is open."""

    def _put_back(self) -> None:
        desk = self.desk
        if desk is None:
            return
        doors, act = self.session.doors, new_act()
        self.keep_typed(now=True)
        self.act(
            lambda: doors.release(desk.token, act=act),
            lambda _: self._is_back(),
            lambda error: self.lost(error, desk.token),
        )

    def _is_back(self) -> None:
        self.word = fixed("")  # what was said of the call was of them
        self.after_act(None, None)
