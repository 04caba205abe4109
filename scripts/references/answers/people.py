"""What the shell answers about people: staff, stages, absences, newcomers, the structure."""

from __future__ import annotations

from typing import Any

from pipeline_tui.domain import absences, first_days, open_work, replacing, restructuring, staff
from scripts.references.answers.shapes import PEOPLE

ANSWERS = {
    "people list": PEOPLE,
    "people add": "*person*",
    "people change": "*person*",
    "people work": "an array of *OnStaff*, each with `id`; `operator` is a *person* without `stages`",
    "people stages": "*StagesChanged*; with --preview, *Plan*",
    "people replace": "*Replaced*; with --preview, *Plan*",
    "people deactivate": "*Replaced*",
    "people reactivate": "*person*",
    "people absent": "*Absence*",
    "people back": "*Absence*",
    "people away": "an array of *Absence*",
    "people release": "*FirstDay* of a newcomer; *LegalHold* of a number",
    "people newcomers": "an array of *FirstDay*",
    "language": "`name`, `language` (`en`, `fr`, or empty while none is chosen)",
    "people passphrase": "`id`, `name`, `has_passphrase`",
    "structure show": "`structure`, `tiers`: an array of `id`, `stages`, `people` (" + PEOPLE + ")",
    "structure set": "*Restructuring*; `applied` is false with `--preview`",
}
RECORDS: tuple[type[Any], ...] = (
    first_days.FirstDay,
    *(
        restructuring.Restructuring,
        restructuring.SightOfOne,
        restructuring.WorkMoved,
        restructuring.HandOffsWaiting,
        restructuring.JointChanged,
    ),
    staff.OnStaff,
    *(replacing.Plan, replacing.Replaced, replacing.StagesChanged, replacing.Part),
    open_work.OpenWork,
    absences.Absence,
)
# Named in the answers beside the record's own fields.
ALSO: dict[str, str] = {}
