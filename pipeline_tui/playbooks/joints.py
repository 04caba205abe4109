"""Reads what a playbook says of each joint besides its limit: who receives, and why one gives back."""

from __future__ import annotations

from types import MappingProxyType

from pipeline_tui.domain.distribution import DEFAULT_WAYS, Way
from pipeline_tui.domain.playbook import SALE_BRIEF, BriefField, NamedCode
from pipeline_tui.domain.stages import Stage
from pipeline_tui.playbooks.toml_tables import Table
from pipeline_tui.wording import tr

Joint = tuple[Stage, Stage]


def sale_brief(root: Table, languages: tuple[str, ...]) -> tuple[BriefField, ...]:
    """Return what a farmer is told with a sale; without ``[[sale_brief]]`` the usual fields."""
    found = []
    for table in root.tables("sale_brief"):
        names = table.names("names", languages)
        found.append(BriefField(table.text("key"), names, table.flag("required")))
        table.refuse_others()
    return tuple(found) or SALE_BRIEF


def ways(root: Table) -> MappingProxyType[Joint, Way]:
    """Return who receives over each joint when nobody is named; ``[distribution]``, "from-to" = a way."""
    table, found = root.table("distribution"), dict(DEFAULT_WAYS)
    for key in table.keys():  # noqa: SIM118 - a table of the document, not a dict
        joint = _joint(key)
        if joint is None:
            table.fault(key, tr("“{key}” is no joint; write hunting-farming, say", key=key))
        else:
            found[joint] = table.one_of(key, Way, Way.FAIR)
    table.refuse_others()
    return MappingProxyType(found)


def reasons(root: Table, languages: tuple[str, ...]) -> MappingProxyType[Joint, tuple[NamedCode, ...]]:
    """Return the return reasons of joints that have their own, ``[[joint_reasons]]`` with from and to."""
    found: dict[Joint, tuple[NamedCode, ...]] = {}
    for table in root.tables("joint_reasons"):
        joint = table.one_of("from", Stage), table.one_of("to", Stage)
        reason = NamedCode(table.text("code"), table.names("names", languages))
        if reason.code in {one.code for one in found.get(joint, ())}:
            told = tr(
                "“{code}” stands twice for {giving} to {receiving}",
                code=reason.code,
                giving=joint[0].value,
                receiving=joint[1].value,
            )
            table.fault("code", told)
        found[joint] = (*found.get(joint, ()), reason)
        table.refuse_others()
    return MappingProxyType(found)


def _joint(key: str) -> Joint | None:
    ends = [stage for part in key.split("-") for stage in Stage if stage.value == part]
    joint = (ends[0], ends[1]) if len(ends) == 2 else None
    return joint if joint in DEFAULT_WAYS else None
