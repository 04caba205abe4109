"""The fields of a contact in hand as a line of text each: what stands there, and what was typed over it."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline_tui.domain.contact_acts import ContactChanges, ContactFields, NumberChange
from pipeline_tui.domain.newcomers import HOLDER_WORDS, holder_typed
from pipeline_tui.wording import WordTable, tr

_NUMBER = "number "  # and its id: the key of a number's field
_CUSTOM = "custom "  # and its code: the key of one of the playbook's own fields
_CIVILITIES = WordTable({"mr": "Mr", "ms": "Ms"})


def number_field(number_id: int) -> str:
    """Return the key under which it is typed whose a number is."""
    return f"{_NUMBER}{number_id}"


def custom_field(code: str) -> str:
    """Return the key under which one of the playbook's own fields is typed."""
    return f"{_CUSTOM}{code}"


def fields_as_typed(known: ContactFields) -> dict[str, str]:
    """Return what stands in each field, by its key, as somebody would type it."""
    place = " ".join(part for part in (known.postcode, known.city) if part)
    return {
        "civility": _CIVILITIES.get(known.civility, ""),
        "first_name": known.first_name,
        "last_name": known.last_name,
        "language": known.language,
        "audience": known.audience,
        "firm": known.firm,
        "role": known.role,
        "place": ", ".join(part for part in (place, known.country) if part) if place else "",
        "preferred_hours": known.preferred_hours,
        "email": ", ".join(known.emails),
        "consent": "",
        **{number_field(one.id): _whose(one.holder, one.extension) for one in known.numbers},
        "add_numbers": "",
        **{custom_field(one.code): one.value for one in known.custom},
    }


def _whose(holder: str, extension: str) -> str:
    words = HOLDER_WORDS.get(holder, holder)
    return tr("{holder} ext {extension}", holder=words, extension=extension) if extension else words


def changes_typed(known: ContactFields, typed: Mapping[str, str]) -> ContactChanges | None:
    """Return what differs from what stands there; None when nothing does, a field left out is as it was.

    UsageTrouble when it is not understood whose a number is.
    """
    before = fields_as_typed(known)
    differs = {key: text for key, text in typed.items() if text != before[key]}
    if not differs:
        return None
    whose = {key: differs.pop(key) for key in before if key.startswith(_NUMBER) and key in differs}
    numbers = tuple(
        NumberChange(int(key.removeprefix(_NUMBER)), *holder_typed(text)) for key, text in whose.items()
    )
    custom = {
        one.code: differs.pop(custom_field(one.code))
        for one in known.custom
        if custom_field(one.code) in differs
    }
    return ContactChanges(version=known.version, numbers=numbers, custom=custom, **differs)
