"""Reads ``[[custom_fields]]``: the shop's own fields about a contact, typed, each for its stages."""

from __future__ import annotations

from collections import Counter

from pipeline_tui.domain.custom_fields import MOST, CustomField
from pipeline_tui.domain.scripts import AnswerType
from pipeline_tui.domain.stages import Stage
from pipeline_tui.playbooks.care import choices_of
from pipeline_tui.playbooks.markdown import FIELD
from pipeline_tui.playbooks.toml_tables import Table
from pipeline_tui.wording import tr

LONGEST_NAME = 15  # characters beside a field of the form
WORKED = (Stage.SCOUTING, Stage.HUNTING, Stage.FARMING)


def custom_fields(root: Table, languages: tuple[str, ...], taken: frozenset[str]) -> tuple[CustomField, ...]:
    """Return the fields, none when the playbook has none; ``taken`` are the codes of other fields."""
    found: list[CustomField] = []
    seen = set(taken)
    for table in root.tables("custom_fields"):
        code = table.text("code")
        if code in seen:
            table.fault("code", tr("“{code}” is a field already", code=code))
        elif not FIELD.fullmatch(code):
            table.fault(
                "code", tr("“{code}” is no code: small letters, digits and _, a letter first", code=code)
            )
        seen.add(code)
        kind = table.one_of("type", AnswerType, AnswerType.TEXT)
        names = table.names("names", languages)
        for name in names.values():
            if len(name) > LONGEST_NAME:
                told = tr(
                    "“{name}” is cut in the form: {most} characters are seen", name=name, most=LONGEST_NAME
                )
                table.fault("names", told)
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
            told = tr(
                "{stage} has {count} fields of its own; {most} are enough",
                stage=stage,
                count=number,
                most=MOST,
            )
            root.fault("custom_fields", told)
    return tuple(found)


def _stages(table: Table) -> frozenset[Stage]:
    named = table.texts("stages")
    unknown = [one for one in named if one not in WORKED]
    if unknown or not named:
        known = ", ".join(WORKED)
        told = (
            tr("“stages” names {named}, not some of {known}", named=", ".join(unknown), known=known)
            if unknown
            else tr("“stages” names none, not some of {known}", known=known)
        )
        table.fault("stages", told)
    return frozenset(stage for stage in WORKED if stage in named)
