"""Fields and numbers of the contact in hand, changed on the linear desk one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.cli.plain_people import Left, Read, ask_field, numbers_read, place_read
from pipeline_tui.cli.plain_voice import LEAVE
from pipeline_tui.cli.shell import new_act
from pipeline_tui.domain.contact_acts import ContactChanges, NumberChange
from pipeline_tui.domain.errors import HoldLost, Refused, UsageTrouble
from pipeline_tui.domain.newcomers import read_email, read_holder, read_language
from pipeline_tui.services import changing

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_sitting import Sitting
    from pipeline_tui.domain.contact_acts import ContactFields

_CHANGED = (
    ("civility", "Civility, Mr or Ms"),
    ("first_name", "First name"),
    ("last_name", "Last name"),
    ("language", "Language"),
    ("firm", "Firm"),
    ("role", "Role"),
    ("place", "Place"),
    ("preferred_hours", "Best hours"),
    ("email", "E-mail"),
)


def change(sitting: Sitting) -> None:
    """Change fields and numbers of the contact in hand, one after the other, each stored at once."""
    while sitting.desk is not None:
        known = changing.contact_fields(sitting.shop, sitting.viewer, sitting.desk.token)
        options = [
            *((key, f"{label}: {stands or 'nothing'}") for key, label, stands in _standing_fields(known)),
            ("add_numbers", "Add a number"),
        ]
        picked = sitting.voice.choose(f"Which field? {LEAVE} ends.", options)
        if picked is None:
            return
        try:
            changes = _change_of(sitting, known, picked)
        except Left:
            continue
        if changes is None:
            continue
        try:
            changed = changing.change_contact(
                sitting.shop, sitting.viewer, sitting.desk.token, changes, act=new_act()
            )
        except HoldLost:
            raise
        except (Refused, UsageTrouble) as trouble:
            sitting.voice.trouble(trouble)
            continue
        sitting.voice.say(f"Changed: {', '.join(changed.what).replace('_', ' ')}.")
        if changed.desk is not None:
            sitting.refresh(changed.desk)


def _standing_fields(known: ContactFields) -> list[tuple[str, str, str]]:
    place = " ".join(part for part in (known.postcode, known.city) if part)
    stands = {
        "civility": known.civility,
        "first_name": known.first_name,
        "last_name": known.last_name,
        "language": known.language,
        "firm": known.firm,
        "role": known.role,
        "place": place,
        "preferred_hours": known.preferred_hours,
        "email": ", ".join(known.emails),
    }
    numbers = [
        (str(one.id), one.shown, f"{one.holder}{f' ext {one.extension}' if one.extension else ''}")
        for one in known.numbers
    ]
    return [*((key, label, stands[key]) for key, label in _CHANGED), *numbers]


def _change_of(sitting: Sitting, known: ContactFields, picked: str) -> ContactChanges | None:
    if picked.isdecimal():
        typed = ask_field(sitting, "Whose is it? personal, household, switchboard or gone:", _holder)
        holder = read_holder(typed)
        if holder is None:
            return None
        return ContactChanges(version=known.version, numbers=(NumberChange(int(picked), *holder),))
    home = known.country or sitting.shop.workspace.country
    reads: dict[str, Read] = {
        "language": read_language,
        "place": lambda text: place_read(text, home),
        "email": lambda text: ", ".join(read_email(text)),
        "add_numbers": lambda text: numbers_read(text, home),
    }
    label = dict((*_CHANGED, ("add_numbers", "Number")))[picked]
    typed = ask_field(sitting, f"{label}; - empties it:", reads.get(picked))
    if not typed:
        return None
    return ContactChanges(version=known.version, **{picked: "" if typed == "-" else typed})  # type: ignore[arg-type]


def _holder(text: str) -> str:
    if read_holder(text) is None:
        raise UsageTrouble(
            "Not understood",
            "personal, household, switchboard or gone is wanted.",
            "Add ext 12 for an extension.",
        )
    return ""
