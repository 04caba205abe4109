"""The brief of a hand-off, checked against the fields the playbook asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.playbook import BriefField
from pipeline_tui.domain.text import clean
from pipeline_tui.wording import tr

UNKNOWN = "?"  # asked and not found out: accepted where an answer is required
MOST_CHARACTERS = 1000


def check_brief(fields: Sequence[BriefField], given: Mapping[str, str]) -> dict[str, str]:
    """Return the brief, cleaned, in the playbook's order, without empty fields.

    UsageTrouble names the keys the playbook does not know, Refused every required field that is missing.
    """
    known = [field.key for field in fields]
    strange = [key for key in given if key not in known]
    if strange:
        raise UsageTrouble(
            tr("The brief has a field the playbook does not know."),
            tr("Not known: {key}.", key=", ".join(clean(key, limit=40) for key in strange)),
            tr("Use {known}.", known=", ".join(known)),
            {"unknown": strange},
        )
    cleaned = {key: clean(given.get(key, ""), limit=MOST_CHARACTERS, multiline=True) for key in known}
    missing = missing_fields(fields, cleaned)
    if missing:
        raise Refused(
            tr("The brief is not complete."),
            tr("Missing: {missing}.", missing=", ".join(missing)),
            tr('Fill in each of them; "{unknown}" means asked and not known.', unknown=UNKNOWN),
            {"missing": missing},
        )
    return {key: text for key, text in cleaned.items() if text}


def missing_fields(fields: Sequence[BriefField], given: Mapping[str, str]) -> list[str]:
    """Return the keys of the required fields that hold nothing, in the playbook's order."""
    return [field.key for field in fields if field.required and not given.get(field.key, "").strip()]
