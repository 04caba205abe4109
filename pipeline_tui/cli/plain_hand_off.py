"""The hand-off on the linear desk: the brief field by field, then who receives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.cli.plain_voice import LEAVE
from pipeline_tui.cli.shell import new_act
from pipeline_tui.domain.briefs import missing_fields
from pipeline_tui.domain.hand_over import needs_ceremony
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import stages_covered
from pipeline_tui.services import handing_off, staffing

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_sitting import Sitting
    from pipeline_tui.domain.playbook import BriefField

TEAM = "the team"


def hand_off(sitting: Sitting) -> None:
    """Ask the brief and give the contact on; ``.`` leaves, and keeps what was typed."""
    desk, shop = sitting.desk, sitting.shop
    if desk is None:
        return
    fields = shop.playbook.brief
    known = {**desk.answers, **sitting.draft(understood_only=True).answers}
    before = {**desk.brief, **sitting.brief}
    filled = {one.key: before.get(one.key) or known.get(one.from_answer, "") for one in fields}
    to: str | None = None
    if needs_ceremony(shop.workspace.structure, Stage.SCOUTING, Stage.HUNTING):
        language = shop.workspace.language
        wanted = [one.name(language) for one in fields if one.required]
        sitting.voice.say(f"Hand off {desk.name}. Required: {', '.join(wanted)}.")
        asked = list(fields)
        while asked:
            for field in asked:
                if not _ask_field(sitting, field, filled):
                    sitting.voice.say("Not handed off; the brief is kept.")
                    return
            missing = missing_fields(fields, filled)
            asked = [one for one in fields if one.key in missing]
            if asked:
                names = ", ".join(one.name(language) for one in asked)
                sitting.voice.say(f"Still wanted: {names}. A ? means asked and not known.")
        receiver = _receiver(sitting)
        if receiver is None:
            sitting.voice.say("Not handed off; the brief is kept.")
            return
        to = None if receiver == TEAM else receiver
    _give(sitting, filled, to)


def _ask_field(sitting: Sitting, field: BriefField, filled: dict[str, str]) -> bool:
    stands = filled.get(field.key, "")
    needed = ", required" if field.required else ""
    typed = sitting.ask(
        f"{field.name(sitting.shop.workspace.language)}{needed}{f' [{stands}]' if stands else ''}:",
        "Words for the receiver.",
        "Nothing, to keep what stands in brackets.",
        "? when you asked and they did not say.",
        "- empties the field.",
        f"{LEAVE} leaves, and keeps the brief.",
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
    options = [(TEAM, TEAM), *((name, name) for name in names)]
    return sitting.voice.choose("To whom? ", options)


def _give(sitting: Sitting, brief: dict[str, str], to: str | None) -> None:
    assert sitting.desk is not None
    draft = sitting.draft(understood_only=True)
    handed = handing_off.hand_off(
        sitting.shop,
        sitting.viewer,
        sitting.desk.token,
        {key: text for key, text in brief.items() if text},
        act=new_act(),
        to=to,
        note=draft.note,
        draft=draft,
        then_next=True,
        next_act=new_act(),
    )
    sitting.phone.hang_up()
    sitting.voice.say(f"Handed off: {handed.name}, to {handed.to}.")
    sitting.hold(handed.desk, handed.empty)
