"""Reads ``[[custom_fields]]``: the shop's own fields about a contact, typed, each for its stages."""

from __future__ import annotations

from collections import Counter

from pipeline_tui.domain.custom_fields import MOST, CustomField
from pipeline_tui.domain.scripts import AnswerType
from pipeline_tui.domain.stages import Stage
from pipeline_tui.playbooks.care import choices_of
from pipeline_tui.playbooks.markdown import FIELD
from pipeline_tui.playbooks.toml_tables import Table

LONGEST_NAME = 15  # characters beside a field of the form
WORKED = (Stage.SCOUTING, Stage.HUNTING, Stage.FARMING)


def custom_fields(root: Table, languages: tuple[str, ...], taken: frozenset[str]) -> tuple[CustomField, ...]:
    """Return the fields, none when the playbook has none; ``taken`` are the codes of other fields."""
    found: list[CustomField] = []
    seen = set(taken)
    for table in root.tables("custom_fields"):
        code = table.text("code")
        if code in seen:
            table.fault("code", f"“{code}” is a field already")
        elif not FIELD.fullmatch(code):
            table.fault("code", f"“{code}” is no code: small letters, digits and _, a letter first")
        seen.add(code)
        kind = table.one_of("type", AnswerType, AnswerType.TEXT)
        names = table.names("names", languages)
        for name in names.values():
            if len(name) > LONGEST_NAME:
                table.fault("names", f"“{name}” is cut in the form: {LONGEST_NAME} characters are seen")
        found.append(
            CustomField(
                code,
                _stages(table),
                names,
                kind,
                choices_of(table, kind, languages),
            )
        )
        table.refuse_others()
    many = Counter(stage for one in found for stage in one.stages)
    for stage, number in many.items():
        if number > MOST:
            root.fault("custom_fields", f"{stage} has {number} fields of its own; {MOST} are enough")
    return tuple(found)


def _stages(table: Table) -> frozenset[Stage]:
    named = table.texts("stages")
    unknown = [one for one in named if one not in WORKED]
    if unknown or not named:
        known = ", ".join(WORKED)
        table.fault("stages", f"“stages” names {', '.join(unknown) or 'none'}, not some of {known}")
    return frozenset(stage for stage in WORKED if stage in named)
