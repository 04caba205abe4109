"""Checked fields of a calling-rule file: every trouble names the file and the field."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import time
from types import MappingProxyType
from typing import Any

from pipeline_tui.domain.calling import BasisKind, RuleStatus, Windows
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.wording import tr

UNLIMITED = "unlimited"
FIELDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "basis": frozenset({"any_of"}),
        "window": frozenset({"open"}),
        "holidays": frozenset({"closed", "regions"}),
        "cap": frozenset({"attempts", "days"}),
        "refusal": frozenset({"pause_days"}),
    }
)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_PERIOD = re.compile(r"(\w{3})(?:-(\w{3}))? (\d\d:\d\d)-(\d\d:\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which file a value stands, for the message when it is wrong."""

    file: str
    field: str = ""

    def __truediv__(self, name: str) -> Place:
        """Return the place of a field below."""
        return Place(self.file, f"{self.field}.{name}" if self.field else name)

    def trouble(self, detail: str) -> UsageTrouble:
        """Return the error for a wrong value here."""
        return UsageTrouble(
            tr("The calling rules in {file} cannot be read.", file=self.file),
            f"{self.field}: {detail}",
            tr("Correct this field; nothing was changed."),
            {"field": self.field},
        )


def only(data: Mapping[str, Any], known: Collection[str], here: Place) -> None:
    """Refuse every field that is not known: a misspelt limit must not become no limit."""
    for name in data:
        if name not in known:
            raise (here / name).trouble(f"is not known here; known are {', '.join(sorted(known))}.")


def get(data: Mapping[str, Any], name: str, kind: type[Any], here: Place) -> Any:
    """Return a field that must be there and of this type."""
    value = data.get(name)
    if value is None:
        raise (here / name).trouble("is missing.")
    if not isinstance(value, kind):
        raise (here / name).trouble(f"{value!r} is not a {kind.__name__.lower()}.")
    return value


def count(data: Mapping[str, Any], name: str, here: Place, least: int = 1) -> int:
    """Return a whole number not below the least one."""
    value = get(data, name, int, here)
    if isinstance(value, bool) or value < least:
        raise (here / name).trouble(f"{value!r} is not a whole number from {least} up.")
    return int(value)


def texts(data: Mapping[str, Any], name: str, here: Place) -> tuple[str, ...]:
    """Return a list of texts; nothing when it is not there."""
    found = data.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, str) and one for one in found):
        raise (here / name).trouble("a list of texts is wanted.")
    return tuple(found)


def read_cap(data: Mapping[str, Any], here: Place) -> tuple[int | None, int]:
    """Return how many attempts in how many days; None without a limit."""
    if data.get("attempts") == UNLIMITED:
        return None, 0
    return count(data, "attempts", here), count(data, "days", here)


def read_status(data: Mapping[str, Any], here: Place) -> RuleStatus:
    """Return how far a shipped figure can be relied on."""
    text = get(data, "status", str, here)
    if text not in set(RuleStatus) - {RuleStatus.SHOP}:
        raise (here / "status").trouble(
            tr('"{status}" is none of law, secondary, unverified, default.', status=text)
        )
    return RuleStatus(text)


def read_kinds(data: Mapping[str, Any], here: Place) -> frozenset[BasisKind]:
    """Return the grounds of which one must be on record."""
    names = get(data, "any_of", list, here)
    for name in names:
        if name not in set(BasisKind):
            raise (here / "any_of").trouble(
                tr("{name} is none of {known}.", name=repr(name), known=", ".join(BasisKind))
            )
    return frozenset(BasisKind(name) for name in names)


def read_windows(lines: Any, here: Place) -> Windows:
    """Return opening periods from lines such as ``Mon-Fri 10:00-13:00``; a period ends before midnight."""
    if not isinstance(lines, list) or not lines:
        raise here.trouble(tr('at least one period such as "Mon-Fri 10:00-13:00" is wanted.'))
    days: dict[int, list[tuple[time, time]]] = {}
    for line in lines:
        first, last, start, end = _period(line, here)
        for day in range(first, last + 1):
            days.setdefault(day, []).append((start, end))
    return MappingProxyType({day: merged(sorted(periods)) for day, periods in sorted(days.items())})


def _period(line: Any, here: Place) -> tuple[int, int, time, time]:
    found = _PERIOD.fullmatch(line) if isinstance(line, str) else None
    try:
        if found is None:
            raise ValueError(line)
        first, last, start, end = found.groups()
        period = (
            DAYS.index(first),
            DAYS.index(last or first),
            time.fromisoformat(start),
            time.fromisoformat(end),
        )
    except ValueError as wrong:
        raise here.trouble(
            tr('{line} is not a period such as "Mon-Fri 10:00-13:00".', line=repr(line))
        ) from wrong
    if period[0] > period[1] or period[2] >= period[3]:
        raise here.trouble(tr("{line} runs backwards.", line=repr(line)))
    return period


def merged(periods: list[tuple[time, time]]) -> tuple[tuple[time, time], ...]:
    """Return sorted periods with those that touch made one."""
    found = periods[:1]
    for start, end in periods[1:]:
        if start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def describe_windows(windows: Windows) -> str:
    """Return periods for reading: ``Mon-Fri 10:00-13:00 and 14:00-20:00; Sat 09:00-17:00``."""
    groups: list[tuple[int, int, str]] = []
    for day in range(7):
        text = tr(" and ").join(f"{a:%H:%M}-{b:%H:%M}" for a, b in windows.get(day, ()))
        if text and groups and groups[-1][1:] == (day - 1, text):
            groups[-1] = (groups[-1][0], day, text)
        elif text:
            groups.append((day, day, text))
    return "; ".join(
        f"{tr(DAYS[first])}-{tr(DAYS[last])} {text}" if last > first else f"{tr(DAYS[first])} {text}"
        for first, last, text in groups
    )
