"""What is done for a client besides check-ins: repeat deal, needs, yearly dates, complaint, winning back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.domain.acts import GivenBack, Repeated
from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.farming import ClientCard
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens import needs_sheet, occasions_sheet
from pipeline_tui.screens.ask import Ask
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.check_in_acts import CheckInActs
from pipeline_tui.screens.form import Field, Form, Typed
from pipeline_tui.screens.list_desk import ListDesk
from pipeline_tui.screens.readings import amount_of, reads_amount
from pipeline_tui.ui.command import Command, Place
from pipeline_tui.ui.formatting import day
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline_tui.screens.session import Session

_ABOUT_A_CLIENT = frozenset({"repeat_deal", "needs", "occasions", "complaint", "win_back"})


class ClientActs(CheckInActs):
    """The acts on the client in hand, on the open card, or under the cursor."""

    @property
    def pointed(self) -> int | None:
        """Return the client under the cursor."""
        return None

    @property
    def whose(self) -> int | None:
        """Return the client an act is about."""
        if self.desk is not None:
            return self.desk.contact_id
        return self.pointed

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command; selling stops while a complaint is open."""
        if command.call in _ABOUT_A_CLIENT:
            return self.whose is not None
        return super().allows(command)

    def _with_card(self, go_on: Callable[[ClientCard], None]) -> None:
        """Read the card anew, so that an act rests on what is true now."""
        contact_id, doors = self.whose, self.session.doors
        if contact_id is not None:
            self.read("client-act", lambda: doors.client_card(contact_id), go_on)

    def changed(self, what: str, *details: str) -> None:
        """Say what is stored, and show it."""
        self.told(what, *details)
        self.reload()

    # needs and dates

    def action_needs(self) -> None:
        """Open the needs sheet."""
        self._with_card(lambda card: needs_sheet.open_for(self, card))

    def action_occasions(self) -> None:
        """Open the yearly dates."""
        self._with_card(lambda card: occasions_sheet.open_for(self, card))

    # complaint

    def action_complaint(self) -> None:
        """Open a complaint, or solve the one that is open."""
        self._with_card(self._ask_complaint)

    def _ask_complaint(self, card: ClientCard) -> None:
        doors, act, complaint = self.session.doors, new_act(), card.complaint
        if complaint is None:
            ask = Ask(
                tr("Complaint of {name}: what happened?", name=card.name),
                hint=(tr("In their words. Until it is solved (C again) nothing is sold to them."),),
                missing=tr("Say what happened: whoever calls next reads it."),
            )
        else:
            since = day(local_day(complaint.opened_at, self.session.zone), self.today)
            ask = Ask(
                tr("Complaint of {name}: what was done?", name=card.name),
                hint=(
                    tr("Open since {since}: {words}", since=since, words=complaint.words),
                    tr("Solved, they may be sold to again."),
                ),
                missing=tr("Say what was done about it: without that it stays open."),
            )

        def given(words: str | None) -> None:
            if not words:
                return
            if complaint is None:
                self.act(
                    lambda: doors.open_complaint(card.contact_id, words, act=act),
                    lambda _: self.changed(
                        tr("complaint open: {name}", name=card.name), tr("nothing is sold until it is solved")
                    ),
                )
            else:
                self.act(
                    lambda: doors.solve_complaint(card.contact_id, words, act=act),
                    lambda _: self.changed(tr("complaint solved: {name}", name=card.name)),
                )

        self.app.push_screen(ask, given)

    # repeat deal

    def action_repeat_deal(self) -> None:
        """Ask what they want; a complaint or an open deal says no at once."""
        self._with_card(lambda card: self._ask_repeat(card, {}))

    def _ask_repeat(self, card: ClientCard, values: Typed, trouble: PipelineError | None = None) -> None:
        if card.complaint is not None:
            self.say(tr("Solve the complaint first (C): until then nothing is sold."), card.name)
            return
        if card.stage is Stage.HUNTING:
            self.say(tr("A deal of theirs is open: it stands on the hunter desk."), card.name)
            return
        session = self.session
        fields = _asked_of_repeat(session, card, values)
        own = session.viewer.covers(Stage.HUNTING)
        if not own:
            fields.append(
                Field("to", tr("Hunter"), values.get("to", ""), resting=tr("the team: whoever is free"))
            )

        def given(typed: Typed | None) -> None:
            if typed is not None:
                self._repeat(card, typed)

        where = tr("your own, on the hunter desk") if own else tr("a hunter's; it comes back to you")
        form = Form(
            tr("Repeat deal: {name}", name=card.name),
            fields,
            hint=(where,),
            accept=tr("open it"),
            trouble=trouble,
        )
        self.app.push_screen(form, given)

    async def _open_deal(self, deal_id: int) -> None:
        """Open the next desk in place: what one hands over to oneself is worked on at once."""
        await self.app.run_action(f"go('{Place.HUNTER.value}')")
        front = self.app.screen
        if isinstance(front, ListDesk) and front.PLACE is Place.HUNTER:
            front.point_at(deal_id)

    def _repeat(self, card: ClientCard, typed: Typed) -> None:
        doors, act = self.session.doors, new_act()
        value = amount_of(self.session, typed["value"]) if typed["value"] else None

        def opened(done: Repeated) -> None:
            if self.desk is not None and self.desk.contact_id == done.contact_id:
                self.show_desk(None)
            where = tr("on your hunter desk") if done.kept else tr("waits for {to}", to=done.to)
            self.close_open()
            self.changed(tr("repeat deal: {name}", name=done.name), done.title, where)
            if done.kept and done.deal_id is not None:
                self.say(f"{done.title}: {where}.", tr("repeat deal: {name}", name=done.name))
                self.run_worker(self._open_deal(done.deal_id), group="go")

        self.act(
            lambda: doors.repeat_deal(
                card.contact_id,
                typed["title"],
                act=act,
                value_minor=value,
                to=typed.get("to") or None,
                next_step=typed["next"],
            ),
            opened,
            lambda error: self._ask_repeat(card, typed, error),
        )

    # winning back

    def action_win_back(self) -> None:
        """Ask for the last words, then give the client to the scouts."""
        self._with_card(self._ask_win_back)

    def _ask_win_back(self, card: ClientCard) -> None:
        doors, act = self.session.doors, new_act()

        def given(words: str | None) -> None:
            if words is not None:
                self.act(lambda: doors.win_back(card.contact_id, act=act, words=words), gone)

        def gone(done: GivenBack) -> None:
            if self.desk is not None and self.desk.contact_id == done.contact_id:
                self.show_desk(None)
            self.close_open()
            self.changed(
                tr("to be won back: {name}", name=done.name),
                tr("in the scouts' queue with all that was said"),
            )

        ask = Ask(
            tr("Give {name} to the scouts, to be won back?", name=card.name),
            hint=(tr("What should they know? They read all that was said before."), tr("u takes it back.")),
            required=False,
        )
        self.app.push_screen(ask, given)


def _asked_of_repeat(session: Session, card: ClientCard, values: Mapping[str, str]) -> list[Field]:
    """Return what is asked of a repeat deal, whoever works it."""
    last = card.purchases[0].what if card.purchases else ""
    return [
        Field(
            "title",
            tr("What they want"),
            values.get("title", ""),
            required=True,
            resting=last and tr("last: {last}", last=last),
        ),
        Field(
            "value",
            tr("Worth about"),
            values.get("value", ""),
            reads_amount(session),
            resting=tr("if they said it"),
        ),
        Field(
            "next", tr("Promised next"), values.get("next", ""), resting=tr('as in "quote by Tuesday noon"')
        ),
    ]
