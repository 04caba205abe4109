"""What a row of a list changes of a known contact: nothing, what is empty, or what differs."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline_tui.domain.import_choices import Known
from pipeline_tui.domain.new_contact import NewContact
from pipeline_tui.wording import WordTable

PERSON = (
    "civility",
    "first_name",
    "last_name",
    "language",
    "firm",
    "firm_role",
    "audience",
    "preferred_hours",
)
ADDRESS = ("address", "postcode", "city")
PLACE = (*ADDRESS, "country", "zone", "region")  # one address: its parts change together
FIELDS = (*PERSON, *PLACE)

_SHOWN = {
    "first_name": "first name",
    "last_name": "last name",
    "firm_role": "role",
    "preferred_hours": "preferred hours",
}


# What a row may change, as the report tells it; the codes are those of ``changed``.
_WORDS = WordTable(
    {
        "number": "number",
        "e-mail": "e-mail",
        "ground": "ground",
        "stage": "stage",
        "civility": "civility",
        "first name": "first name",
        "last name": "last name",
        "language": "language",
        "firm": "firm",
        "role": "role",
        "audience": "audience",
        "preferred hours": "preferred hours",
        "address": "address",
    },
    "changed",
)


def changed_word(what: str) -> str:
    """Return what is changed in the language that is spoken."""
    return _WORDS.get(what, what)


def told_by(row: NewContact) -> dict[str, str]:
    """Return what a row says, field by field; "" for what it does not say."""
    told = {name: str(getattr(row, name)) for name in FIELDS if name != "audience"}
    return told | {"audience": row.audience.value if row.audience else ""}


def changed_fields(stands: Mapping[str, str], told: Mapping[str, str], known: Known) -> dict[str, str]:
    """Return the fields that take another value; ``stands`` holds what is known, "" where nothing is.

    A row that says nothing of a field never empties it, and an initial never replaces the name it stands for.
    """
    if known is Known.SKIP:
        return {}
    wanted: dict[str, str] = {}
    for name in PERSON:
        says, stood = told[name], stands.get(name, "")
        if says and says != stood and (not stood or (known is Known.UPDATE and not _initial(says, stood))):
            wanted[name] = says
    says_place = [name for name in ADDRESS if told[name]]
    stood_place = any(stands.get(name, "") for name in ADDRESS)
    differs = any(told[name] != stands.get(name, "") for name in says_place)
    if differs and (not stood_place or known is Known.UPDATE):
        wanted |= {name: told[name] for name in PLACE if told[name] != stands.get(name, "")}
    return wanted


def name_of_field(name: str) -> str:
    """Return a field's name as the report shows it."""
    return "address" if name in PLACE else _SHOWN.get(name, name)


def _initial(says: str, stood: str) -> bool:
    letter = says.rstrip(".").casefold()
    return len(letter) == 1 and stood.casefold().startswith(letter)
