"""What a manager does with people: added, away, back, gone, here again."""

from __future__ import annotations

from pipeline_tui.domain.crew_words import read_roles
from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.open_work import work_words
from pipeline_tui.domain.people import read_languages
from pipeline_tui.domain.staff import OnStaff
from pipeline_tui.screens.ask import Choose
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.confirm import Confirm
from pipeline_tui.screens.form import Field, Form, Typed
from pipeline_tui.screens.readings import day_of, reads_day
from pipeline_tui.screens.staff_handing_over import HandingOverDesk
from pipeline_tui.screens.staff_readings import reads_languages, reads_roles
from pipeline_tui.ui.command import Command
from pipeline_tui.wording import tr, tr_as

_OF_ONE = frozenset({"change_stages", "note_absence", "replace_person", "let_leave"})


class StaffActs(HandingOverDesk):
    """A manager's desk on which people come, change and leave."""

    def allows(self, command: Command) -> bool:
        """Return whether the desk has use for a command; most need somebody under the cursor."""
        one = self.person
        works = one is not None and one.operator.active
        if command.call in _OF_ONE:
            return works
        match command.call:
            case "end_absence":
                return works and one is not None and one.away_from is not None
            case "release_newcomer":
                return works and one is not None and one.operator.newcomer
            case "let_return":
                return one is not None and not works
            case "open_this" if self.shows_staff:
                return one is not None
        return super().allows(command)

    def action_open_this(self) -> None:
        """Offer what can be done with the person under the cursor; on the lists, look into one."""
        one = self.person
        if one is None:
            super().action_open_this()
            return
        told = {
            "change_stages": tr("Other stages"),
            "replace_person": tr("Somebody takes everything over"),
            "note_absence": tr("Away on some days"),
            "end_absence": tr("Back from an absence"),
            "let_leave": tr("They leave"),
        }
        if one.away_from is None:
            del told["end_absence"]
        if one.operator.newcomer:
            told = {"release_newcomer": tr("Released to live contacts"), **told}
        if not one.operator.active:
            told = {"let_return": tr("Works here again")}

        def chosen(what: str | None) -> None:
            if what is not None:
                getattr(self, f"action_{what}")()

        waits = tr("Waits for them: {work}.", work=work_words(one.work))
        self.app.push_screen(Choose(one.operator.name, tuple(told.items()), detail=waits), chosen)

    # somebody comes

    def action_add_person(self) -> None:
        """Ask who it is and what they do."""
        self._ask_new({})

    def _ask_new(self, typed: Typed, trouble: PipelineError | None = None) -> None:
        fields = (
            Field(
                "name",
                tr("Name"),
                typed.get("name", ""),
                required=True,
                resting=tr("first name, or first and last"),
            ),
            Field(
                "roles",
                tr("Does"),
                typed.get("roles", ""),
                reads_roles,
                required=True,
                resting=tr("scout, hunter, farmer, manager: one or several"),
            ),
            Field(
                "speaks",
                tr("Speaks in calls"),
                typed.get("speaks", ""),
                reads_languages,
                resting=tr("every language"),
            ),
        )
        self.app.push_screen(Form(tr("Who is new?"), fields, accept=tr("add"), trouble=trouble), self._add)

    def _add(self, typed: Typed | None) -> None:
        if typed is None:
            return
        doors, act = self.session.doors, new_act()
        roles, spoken = read_roles(typed["roles"]), read_languages(typed["speaks"])
        self.act(
            lambda: doors.add_person(typed["name"], roles, languages=spoken, act=act),
            lambda new: self.done(tr("{name} works here from now on.", name=new.name)),
            lambda error: self._ask_new(typed, error),
        )

    # absences

    def action_note_absence(self) -> None:
        """Ask on which days the person under the cursor is away."""
        one = self.person
        if one is not None:
            self._ask_absence(one, {})

    def _ask_absence(self, one: OnStaff, typed: Typed, trouble: PipelineError | None = None) -> None:
        reads = reads_day(self.session)
        fields = (
            Field("from", tr_as("absence", "From"), typed.get("from", ""), reads, resting=tr("today")),
            Field(
                "to", tr_as("absence", "To"), typed.get("to", ""), reads, resting=tr("until they are back")
            ),
            Field("reason", tr("Reason"), typed.get("reason", ""), resting=tr("told to managers only")),
        )
        ask = Form(
            tr("When is {name} away?", name=one.operator.name), fields, accept=tr("note it"), trouble=trouble
        )
        self.app.push_screen(ask, lambda given: self._note(one, given) if given is not None else None)

    def _note(self, one: OnStaff, typed: Typed) -> None:
        doors, name, act = self.session.doors, one.operator.name, new_act()
        first = day_of(self.session, typed["from"]) or self.today
        last = day_of(self.session, typed["to"])
        self.act(
            lambda: doors.be_absent(name, first, last, reason=typed["reason"], act=act),
            lambda done: self.done(
                tr("{name} is away; what waits for them is open to their team.", name=done.name)
            ),
            lambda error: self._ask_absence(one, typed, error),
        )

    def action_end_absence(self) -> None:
        """Note that the person under the cursor is back."""
        one, doors, act = self.person, self.session.doors, new_act()
        if one is not None:
            name = one.operator.name
            self.act(
                lambda: doors.be_back(name, act=act),
                lambda done: self.done(tr("{name} is back.", name=done.name)),
                self._late,
            )

    # somebody leaves, or is here again

    def action_let_leave(self) -> None:
        """Ask, then let the person under the cursor sign in no more; open work asks for receivers first."""
        one = self.person
        if one is None:
            return
        name, doors, act = one.operator.name, self.session.doors, new_act()

        def leave() -> None:
            self.act(
                lambda: doors.deactivate(name, act=act),
                lambda done: self.done(tr("{name} has left.", name=done.name), done.parts, done.alone),
                self._late,
            )

        if not one.work.none:
            self.ask_receivers(one, {})
            return
        detail = tr("Nothing waits for them. Their name stays in the history; u takes it back.")
        ask = Confirm(tr("{name} leaves?", name=name), detail, yes=tr("they leave"), no=tr("they stay"))
        self.app.push_screen(ask, lambda sure: leave() if sure else None)

    def action_release_newcomer(self) -> None:
        """Release a newcomer; ask first where their first day is not over."""
        one = self.person
        if one is not None:
            self._release(one.operator.name, waive=False)

    def _release(self, name: str, *, waive: bool) -> None:
        doors, act = self.session.doors, new_act()

        def refused(error: PipelineError) -> None:
            if error.data.get("needs") != "waive":
                self._late(error)
                return
            ask = Confirm(
                tr("Release {name} all the same?", name=name),
                error.detail,
                yes=tr_as("answer", "release"),
                no=tr("not yet"),
            )
            self.app.push_screen(ask, lambda sure: self._release(name, waive=True) if sure else None)

        self.act(
            lambda: doors.release_newcomer(name, act=act, waive=waive),
            lambda day: self.done(tr("{name} takes live contacts from now on.", name=day.name)),
            refused,
        )

    def action_let_return(self) -> None:
        """Let the person under the cursor, who left, work here again."""
        one, doors, act = self.person, self.session.doors, new_act()
        if one is not None:
            name = one.operator.name
            self.act(
                lambda: doors.reactivate(name, act=act),
                lambda back: self.done(tr("{name} works here again.", name=back.name)),
                self._late,
            )
