"""Fields and numbers of the contact in hand, changed on the linear desk one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.cli.plain_people import Left, Read, ask_field, numbers_read, place_read
from pipeline_tui.cli.plain_voice import LEAVE
from pipeline_tui.cli.shell import new_act
from pipeline_tui.domain.consents import read_consent_word
from pipeline_tui.domain.errors import HoldLost, Refused, UsageTrouble
from pipeline_tui.domain.newcomers import holder_typed, read_email, read_language
from pipeline_tui.domain.typed_fields import changes_typed, fields_as_typed, number_field
from pipeline_tui.services import changing

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_sitting import Sitting
    from pipeline_tui.domain.contact_acts import ContactChanges, ContactFields

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
    ("consent", "May we ring?"),
)
_ADDED = ("add_numbers", "Add a number")


def change(sitting: Sitting) -> None:
    """Change fields and numbers of the contact in hand, one after the other, each stored at once."""
    while sitting.desk is not None:
        known = changing.contact_fields(sitting.shop, sitting.viewer, sitting.desk.token)
        options = [*_standing_fields(known), _ADDED]
        picked = sitting.voice.choose(f"Which field? {LEAVE} ends.", options)
        if picked is None:
            return
        try:
            changes = _change_of(sitting, known, picked)
            if changes is None:
                continue
            changed = changing.change_contact(
                sitting.shop, sitting.viewer, sitting.desk.token, changes, act=new_act()
            )
        except Left:
            continue
        except HoldLost:
            raise
        except (Refused, UsageTrouble) as trouble:
            sitting.voice.trouble(trouble)
            continue
        sitting.voice.say(f"Changed: {', '.join(changed.what).replace('_', ' ')}.")
        if changed.desk is not None:
            sitting.refresh(changed.desk)


def _standing_fields(known: ContactFields) -> list[tuple[str, str]]:
    stands = fields_as_typed(known) | {"consent": known.consent}
    labels = (*_CHANGED, *((number_field(one.id), one.shown) for one in known.numbers))
    return [(key, f"{label}: {stands[key] or 'nothing'}") for key, label in labels]


def _change_of(sitting: Sitting, known: ContactFields, picked: str) -> ContactChanges | None:
    home = known.country or sitting.shop.workspace.country
    reads: dict[str, Read] = {
        "language": read_language,
        "place": lambda text: place_read(text, home),
        "email": lambda text: ", ".join(read_email(text)),
        "add_numbers": lambda text: numbers_read(text, home),
    }
    if picked == "consent":
        question = f"{known.asked or 'May we ring?'} y or n, then how: y, paper, form 12:"
        typed = ask_field(sitting, question, _consent)
        return changes_typed(known, {picked: typed}) if typed else None
    label = dict((*_CHANGED, ("add_numbers", "Number"))).get(picked)
    if label is not None:
        typed = ask_field(sitting, f"{label}; - empties it:", reads.get(picked))
    else:
        typed = ask_field(sitting, "Whose is it? personal, household, switchboard or gone:", _holder)
    if not typed:
        return None
    return changes_typed(known, {picked: "" if typed == "-" else typed})


def _consent(text: str) -> str:
    """Return how a word about consent is understood."""
    word = read_consent_word(text)
    return f"{'they agree' if word.agreed else 'they take it back'}, {word.channel} {word.evidence}".strip()


def _holder(text: str) -> str:
    holder_typed(text)
    return ""
