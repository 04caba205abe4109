"""What came back, handed over again: its brief is opened, corrected and goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.structures import stages_covered
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.hand_off import TO, TO_TEAM, Brief, Going, HandOffForm
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.acts import HandedOff
    from pipeline_tui.domain.hunting import HandOff
    from pipeline_tui.domain.people import Operator
    from pipeline_tui.screens.list_desk import ListDesk

TEAM = "team"


def open_again(screen: ListDesk, back: HandOff, *, typed: Brief | None = None, trouble: str = "") -> None:
    """Open the brief as it was, for whoever gave it back; what was typed stands again when it is refused."""
    session = screen.session
    playbook = session.playbook
    fields = playbook.sale_brief if back.kind == "sale" else playbook.brief

    def ask(people: tuple[Operator, ...]) -> None:
        structure = session.workspace.structure
        receivers = [one.name for one in people if back.to_stage in stages_covered(structure, one.roles)]
        filled = dict(back.brief) | ({TO: back.answered_by} if back.answered_by in receivers else {})
        if typed is not None:
            filled = {**typed.fields, TO: typed.to or TO_TEAM}
        going = Going(back.name, fields, filled, receivers, session.language, trouble=trouble)
        screen.app.push_screen(HandOffForm(going), answered)

    def answered(brief: Brief | None) -> None:
        if brief is None or not brief.given:
            return
        act = new_act()
        screen.act(
            lambda: session.doors.give_again(back.id, brief.fields, act=act, to=brief.to or TEAM),
            given,
            lambda error: refused(brief, error),
        )

    def refused(brief: Brief, error: PipelineError) -> None:
        open_again(screen, back, typed=brief, trouble=f"{error.title}. {error.detail}")

    def given(handed: HandedOff) -> None:
        screen.say(
            tr("It waits for {to}; u takes it back.", to=handed.to),
            tr("Handed over again: {name}", name=handed.name),
        )
        screen.reload()

    screen.read("people", session.doors.people, ask)
