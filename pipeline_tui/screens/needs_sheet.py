"""``N``: what is known of a client, question by question; answered, changed, made unknown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.needs import NeedLine, need_of
from pipeline_tui.screens.ask import Ask, Choose, Reading
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.need_fields import reads_need
from pipeline_tui.ui.formatting import day
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.farming import ClientCard
    from pipeline_tui.screens.client_acts import ClientActs

_NAME = 30
_CLEAR = ("-", "unknown", "inconnu")


def open_for(desk: ClientActs, card: ClientCard) -> None:
    """Show the sheet; the line chosen is answered, and the sheet comes back."""
    if not card.needs:
        desk.say(tr("The playbook asks nothing: [[needs]] in playbook.toml."), card.name)
        return
    known = sum(bool(one.value) for one in card.needs)

    def chosen(key: str | None) -> None:
        line = next((one for one in card.needs if one.key == key), None)
        if line is not None:
            _ask(desk, card, line)

    desk.open(
        Choose(
            tr("{name}: {known} of {needs} known", name=card.name, known=known, needs=len(card.needs)),
            [(one.key, _line(one)) for one in card.needs],
        ),
        chosen,
    )


def _line(one: NeedLine) -> str:
    said = one.words or (tr("? asked, not known") if one.said is not None else "?")
    following = tr(" · ask next") if one.ask_next else ""
    name = one.name if len(one.name) <= _NAME else f"{one.name[: _NAME - 1]}…"
    return f"{name:<{_NAME}} {said}{following}"


def _ask(desk: ClientActs, card: ClientCard, line: NeedLine) -> None:
    session, act = desk.session, new_act()
    question = need_of(session.playbook.needs, line.key).question(session.language)

    read_typed = reads_need(session, line.key, desk.today)

    def read(text: str) -> Reading:
        if text.strip() in _CLEAR:
            return Reading(tr("unknown again"))
        return read_typed(text)

    def given(text: str | None) -> None:
        if text is None:
            return
        value = "" if text.strip() in _CLEAR else text

        def stored(now: NeedLine) -> None:
            desk.changed(tr("{label}: {text}", label=line.name, text=now.words or tr("unknown")), card.name)
            desk.action_needs()

        desk.act(lambda: session.doors.answer_need(card.contact_id, line.key, value, act=act), stored)

    before = [
        f"{day(local_day(one.at, session.zone), desk.today)} {one.who}: {one.value or tr('unknown')}"
        for one in ((line.said, *line.older) if line.said is not None else ())
    ]
    hint = [tr("choices: {choices}", choices=" · ".join(question.choices))] if question.choices else []
    hint += [" | ".join(before[:3])] if before else []
    hint.append(tr("? asked and not known · - unknown again"))
    desk.app.push_screen(Ask(line.ask, hint=hint, value=line.value, read=read), given)
