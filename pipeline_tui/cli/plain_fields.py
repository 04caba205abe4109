"""Fields and numbers of the contact in hand, changed on the linear desk one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.cli.plain_people import Left, Read, ask_field, numbers_read, place_read
from pipeline_tui.cli.shell import new_act
from pipeline_tui.domain.consents import evidence_words, read_consent_word
from pipeline_tui.domain.errors import HoldLost, Refused, UsageTrouble
from pipeline_tui.domain.newcomers import holder_typed, read_email, read_language
from pipeline_tui.domain.typed_fields import changes_typed, fields_as_typed, number_field
from pipeline_tui.services import changing
from pipeline_tui.ui.field_words import changed_words
from pipeline_tui.ui.names import Names
from pipeline_tui.wording import mark, tr

if TYPE_CHECKING:
    from pipeline_tui.cli.plain_sitting import Sitting
    from pipeline_tui.domain.contact_acts import ContactChanges, ContactFields

_CHANGED = (
    ("civility", mark("Civility, Mr or Ms")),
    ("first_name", mark("First name")),
    ("last_name", mark("Last name")),
    ("language", mark("Language")),
    ("firm", mark("Firm")),
    ("role", mark("Role")),
    ("place", mark("Place")),
    ("preferred_hours", mark("Best hours")),
    ("email", mark("E-mail")),
    ("consent", mark("May we ring?")),
)
_ADDED = ("add_numbers", mark("Add a number"))


def change(sitting: Sitting) -> None:
    """Change fields and numbers of the contact in hand, one after the other, each stored at once."""
    while sitting.desk is not None:
        known = changing.contact_fields(sitting.shop, sitting.viewer, sitting.desk.token)
        options = [*_standing_fields(known), (_ADDED[0], tr(_ADDED[1]))]
        picked = sitting.voice.choose(tr("Which field? . ends."), options)
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
        sitting.voice.say(tr("Changed: {what}.", what=changed_words(changed.what, _names(sitting))))
        if changed.desk is not None:
            sitting.refresh(changed.desk)


def _names(sitting: Sitting) -> Names:
    return Names.of(sitting.shop.playbook, sitting.shop.workspace.language)


def _standing_fields(known: ContactFields) -> list[tuple[str, str]]:
    stands = fields_as_typed(known) | {"consent": known.consent}
    named = ((key, tr(label)) for key, label in _CHANGED)
    labels = (*named, *((number_field(one.id), one.shown) for one in known.numbers))
    return [
        (key, tr("{label}: {text}", label=label, text=stands[key] or tr("nothing"))) for key, label in labels
    ]


def _change_of(sitting: Sitting, known: ContactFields, picked: str) -> ContactChanges | None:
    home = known.country or sitting.shop.workspace.country
    reads: dict[str, Read] = {
        "language": read_language,
        "place": lambda text: place_read(text, home),
        "email": lambda text: ", ".join(read_email(text)),
        "add_numbers": lambda text: numbers_read(text, home),
    }
    if picked == "consent":
        question = f"{known.asked or tr('May we ring?')} {tr('y or n, then how: y, paper, form 12:')}"
        typed = ask_field(sitting, question, _consent)
        return changes_typed(known, {picked: typed}) if typed else None
    label = dict((*_CHANGED, ("add_numbers", mark("Number")))).get(picked)
    if label is not None:
        typed = ask_field(sitting, tr("{label}; - empties it:", label=tr(label)), reads.get(picked))
    else:
        typed = ask_field(sitting, tr("Whose is it? personal, household, switchboard or gone:"), _holder)
    if not typed:
        return None
    return changes_typed(known, {picked: "" if typed == "-" else typed})


def _consent(text: str) -> str:
    """Return how a word about consent is understood."""
    word = read_consent_word(text)
    said = tr("they agree") if word.agreed else tr("they take it back")
    return f"{said}, {evidence_words(word.channel)} {word.evidence}".strip()


def _holder(text: str) -> str:
    holder_typed(text)
    return ""
