"""What a manager does with a list: paused, opened, called sooner or later, looked into."""

from __future__ import annotations

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.list_card import ListCard
from pipeline_tui.domain.list_states import FIRST, LAST, ListState
from pipeline_tui.domain.shop import ListLine
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.list_view import ListingDesk
from pipeline_tui.screens.tell import Tell
from pipeline_tui.ui.command import Command
from pipeline_tui.widgets.list_card_lines import card_lines
from pipeline_tui.wording import tr

_SHEET = 66  # columns of a sheet's text


class ListActs(ListingDesk):
    """A manager's desk on which lists are run."""

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command; most need a list under the cursor."""
        one = self.chosen
        settled = one is not None and one.state != ListState.LOADING
        match command.call:
            case "open_this":
                return one is not None
            case "pause_list":
                return settled
            case "list_sooner":
                return settled and one is not None and one.priority > FIRST
            case "list_later":
                return settled and one is not None and one.priority < LAST
        return super().allows(command)

    def _late(self, error: PipelineError) -> None:
        self.fail(error)
        self.reload()

    # looking into one

    def action_open_this(self) -> None:
        """Show everything about the list under the cursor."""
        one, doors = self.chosen, self.session.doors
        if one is not None:
            list_id = one.id
            self.read("card", lambda: doors.list_card(list_id), self._show_card)

    def _show_card(self, card: ListCard) -> None:
        width = min(self.size.width - 8, _SHEET)
        self.open(Tell(card.line.name, card_lines(card, self.session.zone, self.now, width)))

    # running it

    def action_pause_list(self) -> None:
        """Stop giving its contacts out, or give them out again."""
        one, doors, act = self.chosen, self.session.doors, new_act()
        if one is None:
            return
        list_id = one.id
        if one.state == ListState.PAUSED:
            self.act(lambda: doors.resume_list(list_id, act=act), self._opened, self._late)
        else:
            self.act(lambda: doors.pause_list(list_id, act=act), self._paused, self._late)

    def _paused(self, one: ListLine) -> None:
        self.say(tr("Nobody is brought from it; promised calls stay promised."), f"{one.name}: paused")
        self.reload()

    def _opened(self, one: ListLine) -> None:
        self.say(tr("Its contacts are given out again."), f"{one.name}: open again")
        self.reload()

    def action_list_sooner(self) -> None:
        """Have it called before others."""
        self._rank(-1)

    def action_list_later(self) -> None:
        """Have it called after others."""
        self._rank(1)

    def _rank(self, step: int) -> None:
        one, doors, act = self.chosen, self.session.doors, new_act()
        if one is not None and FIRST <= one.priority + step <= LAST:
            list_id, priority = one.id, one.priority + step
            self.act(
                lambda: doors.set_priority(list_id, priority, act=act), lambda _: self.reload(), self._late
            )
