"""Handing the contact in hand on: the brief, whether it waits or is taken live, and what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.hand_over import needs_ceremony
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import stages_covered
from pipeline_tui.screens.agreed_time import AgreedTime
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.hand_off import AT, TO, Brief, Going, HandOffForm
from pipeline_tui.screens.live import LAPSED, OfferedLive
from pipeline_tui.ui.formatting import QUIET, SUCCESS, fixed, join, say
from pipeline_tui.ui.presence import goes
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.domain.acts import HandedOff
    from pipeline_tui.domain.desk import Desk
    from pipeline_tui.domain.diaries import Slot
    from pipeline_tui.domain.floor import LiveCall
    from pipeline_tui.domain.people import Operator
    from pipeline_tui.screens.calling import CallingScreen


def between_people(screen: CallingScreen) -> bool:
    """Return whether the next stage is somebody else's."""
    return needs_ceremony(screen.session.workspace.structure, Stage.SCOUTING, Stage.HUNTING)


def open_brief(screen: CallingScreen, *, passing_live: bool = False, trouble: str = "") -> None:
    """Open the brief with what is known already, or hand over to oneself without ceremony."""
    desk, session = screen.desk, screen.session
    if desk is None:
        return
    filled = _known(screen, desk)
    if not between_people(screen):
        give(screen, desk, Brief(filled))
        return

    def keep(typed: Mapping[str, str]) -> None:
        if screen.holds(desk.token):
            screen.brief = {key: text for key, text in typed.items() if text}
            screen.keep_typed()

    def answered(brief: Brief | None) -> None:
        if brief is None or not screen.still(desk):
            return
        if not brief.given:
            screen.keep_typed(now=True)
        elif passing_live:
            offer(screen, desk, brief)
        else:
            give(screen, desk, brief)

    def ask(people: tuple[Operator, ...]) -> None:
        structure = session.workspace.structure
        receivers = [one.name for one in people if Stage.HUNTING in stages_covered(structure, one.roles)]
        fields, language = session.playbook.brief, session.language
        going = Going(desk.name, fields, filled, receivers, language, passing_live, trouble, keep)
        time = AgreedTime(desk.zone or session.zone, session.zone, language, session.now)
        form = HandOffForm(going, time)
        screen.open(form, answered)
        if not passing_live:
            _read_diaries(screen, form)

    screen.read("people", session.doors.people, ask)


def give(screen: CallingScreen, desk: Desk, brief: Brief) -> None:
    """Store the hand-off; the next contact comes in the same commit."""
    doors, act, next_act = screen.session.doors, new_act(), new_act()
    draft = screen.draft(understood_only=True)
    given = stated(brief)
    screen.drafts.forget()

    def refused(error: PipelineError) -> None:
        screen.keep_again(desk)
        if error.data.get("needs") == "slot":
            open_brief(screen, trouble=f"{error.title}. {error.detail}")
        else:
            screen.lost(error, desk.token)

    async def hang_up_then_show(handed: HandedOff) -> None:
        await screen.session.phone.hang_up()
        screen.call_later(screen.handed_off, handed, desk.name)

    def handed_off(handed: HandedOff) -> None:
        if brief.slot is None:
            screen.handed_off(handed, desk.name)
        else:
            screen.run_worker(hang_up_then_show(handed), group="phone")

    if brief.slot is None:  # a time may be refused still: they stay on the line until it is agreed
        screen.run_worker(screen.session.phone.hang_up(), group="phone")
    screen.act(
        lambda: doors.hand_off(
            desk.token,
            given,
            act=act,
            to=brief.to,
            slot=brief.slot,
            note=draft.note,
            draft=draft,
            then_next=True,
            next_act=next_act,
        ),
        handed_off,
        refused,
    )


def offer(screen: CallingScreen, desk: Desk, brief: Brief) -> None:
    """Ask who is free to take the call; when nobody is, the brief goes on to a diary or to the team."""
    doors, act = screen.session.doors, new_act()
    draft, given = screen.draft(understood_only=True), stated(brief)

    def offered(call: LiveCall) -> None:
        question = OfferedLive(call, screen, taken)

        def answered(go_on: bool | None) -> None:
            screen.passing_live = False
            if go_on is not None:
                screen.run_worker(_after_live(screen, go_on=go_on), group="phone")
            elif question.state == LAPSED:
                open_brief(screen, trouble=tr("Nobody took it. Agree a time, or hand off."))
            else:
                screen.say(tr("The call is yours as before."), tr("Withdrawn"))

        screen.passing_live = True
        screen.app.push_screen(question, answered)

    def taken(call: LiveCall) -> None:
        screen.drafts.forget()
        told = join(fixed("✓ ", SUCCESS), fixed(tr("HOT ")), say(f"· {desk.name} → {call.taken_by}", QUIET))
        screen.word = told  # without "undo": it is the other's now
        screen.after_act(None, None)

    def refused(error: PipelineError) -> None:
        if error.data.get("needs") == "nobody":
            open_brief(screen, trouble=tr("{title}. Agree a time, or hand off.", title=error.title))
        else:
            screen.lost(error, desk.token)

    screen.act(
        lambda: doors.offer_live(desk.token, given, act=act, note=draft.note, draft=draft), offered, refused
    )


def stated(brief: Brief) -> dict[str, str]:
    """Return the fields of a brief that hold something."""
    return {key: text for key, text in brief.fields.items() if text}


def _known(screen: CallingScreen, desk: Desk) -> dict[str, str]:
    """Return what is known for the brief: as typed since, of a hand-off that came back, of the script."""
    known = {**desk.answers, **screen.draft(understood_only=True).answers}
    before = {**desk.brief, **screen.brief}
    fields = screen.session.playbook.brief
    filled = {one.key: before.get(one.key) or known.get(one.from_answer, "") for one in fields}
    return {**filled, **{key: screen.brief[key] for key in (TO, AT) if key in screen.brief}}


def _read_diaries(screen: CallingScreen, form: HandOffForm) -> None:
    def read(slots: tuple[Slot, ...]) -> None:
        if not goes(form):
            form.offer(slots)

    screen.read("diaries", screen.session.doors.diaries, read)


async def _after_live(screen: CallingScreen, *, go_on: bool) -> None:
    await screen.session.phone.hang_up()
    if go_on:
        await screen.app.run_action("next_contact", screen)
