"""The hand-off on the linear desk: the brief field by field, who receives it, and a time agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.cli.plain_voice import LEAVE, chosen
from pipeline_tui.cli.shell import new_act
from pipeline_tui.domain.briefs import missing_fields
from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.hand_over import needs_ceremony
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import stages_covered
from pipeline_tui.domain.time_phrases import describe
from pipeline_tui.screens.agreed_time import AgreedTime
from pipeline_tui.services import diaries, handing_off, staffing
from pipeline_tui.wording import mark, spoken, tr

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline_tui.cli.plain_sitting import Sitting
    from pipeline_tui.domain.acts import HandedOff
    from pipeline_tui.domain.desk import Desk
    from pipeline_tui.domain.playbook import BriefField

TEAM = mark("the team")
_FREE = ("free", "libre", "libres")
_SOME = 9  # free times said at once


def hand_off(sitting: Sitting) -> None:
    """Ask the brief and give the contact on; ``.`` leaves, and keeps what was typed."""
    desk, shop = sitting.desk, sitting.shop
    if desk is None:
        return
    filled = known_brief(sitting, desk)
    if desk.stage is not Stage.SCOUTING or not needs_ceremony(
        shop.workspace.structure, Stage.SCOUTING, Stage.HUNTING
    ):
        _told(sitting, _give(sitting, filled, None, None))
        return
    if not ask_brief(sitting, desk, filled):
        return
    receiver = _receiver(sitting)
    if receiver is None:
        sitting.voice.say(tr("Not handed off; the brief is kept."))
        return
    to = None if receiver == TEAM else receiver
    while True:
        agreed, at = _agreed(sitting, desk, to)
        if not agreed:
            sitting.voice.say(tr("Not handed off; the brief is kept."))
            return
        try:
            handed = _give(sitting, filled, to, at)
        except Refused as refused:
            if refused.data.get("needs") != "slot":
                raise
            sitting.voice.trouble(refused)
            continue
        _told(sitting, handed)
        return


def known_brief(sitting: Sitting, desk: Desk) -> dict[str, str]:
    """Return the brief as far as it was typed before or follows from the script's answers."""
    known = {**desk.answers, **sitting.draft(understood_only=True).answers}
    before = {**desk.brief, **sitting.brief}
    return {
        one.key: before.get(one.key) or known.get(one.from_answer, "") for one in sitting.shop.playbook.brief
    }


def ask_brief(sitting: Sitting, desk: Desk, filled: dict[str, str]) -> bool:
    """Ask every field, then those still wanted; False when it was left, and then it is kept."""
    fields, language = sitting.shop.playbook.brief, sitting.shop.workspace.language
    wanted = [one.name(language) for one in fields if one.required]
    sitting.voice.say(tr("Hand off {name}. Required: {fields}.", name=desk.name, fields=", ".join(wanted)))
    asked = list(fields)
    while asked:
        for field in asked:
            if not _ask_field(sitting, field, filled):
                sitting.voice.say(tr("Not handed off; the brief is kept."))
                return False
        missing = missing_fields(fields, filled)
        asked = [one for one in fields if one.key in missing]
        if asked:
            names = ", ".join(one.name(language) for one in asked)
            sitting.voice.say(tr("Still wanted: {names}. A ? means asked and not known.", names=names))
    return True


def _ask_field(sitting: Sitting, field: BriefField, filled: dict[str, str]) -> bool:
    stands = filled.get(field.key, "")
    needed = tr(", required") if field.required else ""
    typed = sitting.ask(
        f"{field.name(sitting.shop.workspace.language)}{needed}{f' [{stands}]' if stands else ''}:",
        tr("Words for the receiver."),
        tr("Nothing, to keep what stands in brackets."),
        tr("? when you asked and they did not say."),
        tr("- empties the field."),
        tr(". leaves, and keeps the brief."),
        unknown=True,
    )
    if typed == LEAVE:
        return False
    if typed:
        filled[field.key] = "" if typed == "-" else typed
    sitting.brief = {key: text for key, text in filled.items() if text}
    sitting.keep()
    return True


def _receiver(sitting: Sitting) -> str | None:
    shop = sitting.shop
    structure = shop.workspace.structure
    names = [
        one.name
        for one in staffing.people(shop, sitting.viewer)
        if one.active and Stage.HUNTING in stages_covered(structure, one.roles)
    ]
    options = [(TEAM, tr(TEAM)), *((name, name) for name in names)]
    return sitting.voice.choose(tr("To whom? Nothing for the team:"), options, default=TEAM)


def _agreed(sitting: Sitting, desk: Desk, to: str | None) -> tuple[bool, datetime | None]:
    """Ask for a time in the receiver's diary; returns whether to go on, and the time if there is one."""
    shop = sitting.shop
    slots = diaries.open_diaries(shop, sitting.viewer)
    own = shop.workspace
    time = AgreedTime(desk.zone or own.zone, own.zone, own.language, shop.now, slots)
    free = sorted({one.at for one in slots if to is None or one.hunter == to})[:_SOME]
    listed = [(str(at.timestamp()), describe(at, time.zone, own.zone, shop.now(), spoken())) for at in free]
    help_lines = (
        tr("Nothing, when no time was agreed."),
        tr("free, to hear the next free times."),
        tr("A time on their clock: tue 14:30."),
        tr(". leaves, and keeps the brief."),
    )
    at: datetime | None = None
    question = tr("A time agreed, or nothing:")
    while True:
        typed = sitting.ask(question, *help_lines)
        if typed == LEAVE:
            return False, None
        if not typed:
            return True, at
        if typed.casefold() in _FREE:
            told = [f"{number}: {words}" for number, (_, words) in enumerate(listed, start=1)]
            sitting.voice.say(*(told or [tr("Nothing is free on the next working days.")]))
            continue
        if typed.isdecimal() and (code := chosen(typed, listed)) is not None:
            typed = listed[[one for one, _ in listed].index(code)][1]
        if trouble := time.trouble(typed, to):
            sitting.voice.say(trouble)
            continue
        at = time.at(typed)
        sitting.voice.say(f"{time.shown(typed, to).replace(' · ', ', ')}.")
        question = tr("Enter takes it, or type another time:")


def _give(sitting: Sitting, brief: dict[str, str], to: str | None, at: datetime | None) -> HandedOff:
    assert sitting.desk is not None
    draft = sitting.draft(understood_only=True)
    return handing_off.hand_off(
        sitting.shop,
        sitting.viewer,
        sitting.desk.token,
        {key: text for key, text in brief.items() if text},
        act=new_act(),
        to=to,
        slot=at,
        note=draft.note,
        draft=draft,
        then_next=True,
        next_act=new_act(),
    )


def _told(sitting: Sitting, handed: HandedOff) -> None:
    sitting.phone.hang_up()
    own = sitting.shop.workspace
    at = ""
    if handed.slot_at is not None:
        at = f", {describe(handed.slot_at, own.zone, own.zone, sitting.shop.now(), spoken())}"
    sitting.voice.say(tr("Handed off: {name}, to {to}{at}.", name=handed.name, to=handed.to, at=at))
    sitting.hold(handed.desk, handed.empty)
