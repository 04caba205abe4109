"""A practice call on a desk: the customer's words beside the script, and the score once it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.domain import script_walk
from pipeline_tui.domain.script_words import placeholder_values
from pipeline_tui.ui.formatting import ACCENT, QUIET, WARNING, fixed, join, say
from pipeline_tui.widgets.customer_words import CustomerWords
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from textual.content import Content

    from pipeline_tui.domain.practice_calls import Playing
    from pipeline_tui.domain.scripts import Walk
    from pipeline_tui.screens.customer import Customer
    from pipeline_tui.screens.scripted import ScriptedScreen


def walked(desk: ScriptedScreen, walk: Walk) -> None:
    """Tell the customer on the line which step the operator went on to."""
    customer = desk.session.customer
    if customer is not None and desk.script is not None and desk.session.line.state.phase == "talking":
        customer.walked(script_walk.standing(desk.script, walk).id)
        tick(desk)


def not_logged(desk: ScriptedScreen) -> None:
    """Tell the customer that nothing is logged of the last call."""
    if desk.session.customer is not None:
        desk.session.customer.not_logged()


def tick(desk: ScriptedScreen) -> None:
    """Show what is heard now, let the customer hang up, and tell the score of what is over."""
    customer = desk.session.customer
    if customer is None or not desk.is_current:
        return
    playing = customer.playing
    desk.query_one(CustomerWords).hear(_heard(desk, playing) if playing is not None else None)
    if playing is not None and playing.over and desk.session.line.state.phase == "talking":
        desk.run_worker(customer.hang_up(), group="phone")
    _tell(desk, customer)


def _tell(desk: ScriptedScreen, customer: Customer) -> None:
    from pipeline_tui.screens.practice_sheet import PracticeSheet, name_of
    from pipeline_tui.widgets.score_lines import missed

    session = desk.session
    for number, score in () if customer.finished else customer.news():
        told = missed(score, name_of(session.playbook, session.language)) or tr("nothing was missed")
        title = tr(
            "Call {number} of {wanted}: {points} %",
            number=number,
            wanted=customer.wanted,
            points=score.points,
        )
        desk.say(f"{told[0].upper()}{told[1:]}.", title)
    over = desk.desk is None or desk.desk.call is None
    if customer.finished and not customer.told and over:
        customer.told = True
        sheet = PracticeSheet(tuple(customer.scores.values()), session.playbook, session.language)
        desk.app.push_screen(sheet, lambda leave: desk.app.exit() if leave else None)


def _heard(desk: ScriptedScreen, playing: Playing) -> Content | None:
    """Return the customer's words; who has hung up is still read, until the outcome is recorded."""
    phase = desk.session.line.state.phase
    if desk.desk is None or phase not in ("talking", "ended") or not playing.words:
        return None
    if playing.out_of_patience:
        return fixed(tr("They hung up: misunderstood too often. How did it end?"), WARNING)
    values = placeholder_values(desk.desk, desk.session.workspace.firm, desk.session.viewer.name)
    said = say(script_walk.fill(playing.words, values), limit=600)
    again = fixed(tr("Once more: "), WARNING) if playing.wrong else fixed("")
    gone = fixed(tr("  They hung up."), QUIET) if phase == "ended" else fixed("")
    return join(again, fixed("“", ACCENT), said, fixed("”", ACCENT), gone)
