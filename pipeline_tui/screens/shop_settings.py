"""The manager's desk on which the shop's hours and goal are set otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.first_answers import read_goal
from pipeline_tui.domain.hours_words import hours_words
from pipeline_tui.domain.working_time import parse_hours
from pipeline_tui.screens.ask import Reading
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.form import Field, Form, Typed
from pipeline_tui.screens.playbook_desk import MethodDesk
from pipeline_tui.ui.words import goal_words
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.errors import PipelineError
    from pipeline_tui.domain.shop_settings import ShopChanged


class SettingsDesk(MethodDesk):
    """A manager's desk with the shop's hours and goal."""

    def action_shop_settings(self) -> None:
        """Ask for hours and goal, with those that hold."""
        home = self.session.workspace
        self._ask_settings({"hours": hours_words(home.hours), "goal": str(home.goal)})

    def _ask_settings(self, typed: Typed, trouble: PipelineError | None = None) -> None:
        fields = (
            Field("hours", tr("Opening hours"), typed["hours"], _reads_hours, required=True),
            Field("goal", tr("Goal a day"), typed["goal"], _reads_goal, required=True),
        )
        hint = (
            tr("Hand-offs and days off follow the hours; when somebody may be called never does."),
            tr("Limits of hand-offs that wait stay as they were promised."),
        )
        ask = Form(
            tr("When is the shop open, and what is a day's goal?"),
            fields,
            hint=hint,
            accept=tr("set it"),
            trouble=trouble,
        )
        self.app.push_screen(ask, self._set)

    def _set(self, typed: Typed | None) -> None:
        if typed is None:
            return
        doors, act, goal = self.session.doors, new_act(), read_goal(typed["goal"])
        hours = self.session.workspace.hours
        if typed["hours"] != hours_words(hours):  # as it was stored, where it was only shown in other words
            hours = typed["hours"]
        self.act(
            lambda: doors.change_shop(hours=hours, goal=goal, act=act),
            self._are_set,
            lambda error: self._ask_settings(typed, error),
        )

    def _are_set(self, done: ShopChanged) -> None:
        self.session.settle(done.after)  # it is said here, and not by the floor once more
        goal = goal_words(done.after.goal)
        self.say(
            tr("Open desks follow at once; u takes it back."),
            tr("Hours {hours}; {goal}", hours=hours_words(done.after.hours), goal=goal),
        )
        self.reload()


def _reads_hours(text: str) -> Reading:
    try:
        parse_hours(text)
    except UsageTrouble as trouble:
        return Reading(trouble=trouble.detail)
    return Reading(tr("the shop's own clock"))


def _reads_goal(text: str) -> Reading:
    try:
        return Reading(goal_words(read_goal(text)))
    except UsageTrouble as trouble:
        return Reading(trouble=trouble.next_step)
