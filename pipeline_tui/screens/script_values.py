"""What stands beside a step of the script, for the contact in hand."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline_tui.domain import script_walk
from pipeline_tui.domain.answer_words import wanted
from pipeline_tui.domain.desk import Desk
from pipeline_tui.domain.script_words import placeholder_values, read_here
from pipeline_tui.domain.scripts import Script, Walk
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.keymap import shown_key
from pipeline_tui.ui.names import Names
from pipeline_tui.ui.words import language_name
from pipeline_tui.widgets.script_pane import Shown
from pipeline_tui.wording import tr


def shown_beside(
    session: Session,
    desk: Desk,
    script: Script | None,
    walk: Walk | None,
    typed: Mapping[str, str],
    ends: Mapping[str, str],
) -> Shown:
    """Return values, answers and keys for the step a walk stands on; ``typed`` was not understood yet."""
    values = placeholder_values(desk, session.workspace.firm, session.viewer.name)
    if script is None or walk is None:
        return Shown(values, {}, {}, ends)
    known = {**script_walk.known_answers(walk, desk.answers), **typed}
    step = script_walk.standing(script, walk)
    questions = [line.question for line in step.lines if line.question is not None]
    now, workspace = session.now(), session.workspace
    names = Names.of(session.playbook, session.language)
    own = desk.language or session.language
    return Shown(
        values,
        {one.field: read_here(one, known.get(one.field, ""), desk, workspace, now) for one in questions},
        {one.field: wanted(one, session.language) for one in questions},
        ends,
        language=language_name(script.language) if script.language[:2] != own[:2] else "",
        labels={one.field: names.field(one.field) for one in questions},
        turns=(_key(session, "script.page-up"), _key(session, "script.page-down")),
    )


def _key(session: Session, command_id: str) -> str:
    command = session.keys.find(command_id)
    return shown_key(command.keys[0]) if command is not None and command.keys else tr("all commands")
