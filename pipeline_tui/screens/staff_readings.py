"""How typed words about people are read back: what they do, which languages, who takes over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline_tui.domain.crew_words import read_roles
from pipeline_tui.domain.errors import PipelineError, UsageTrouble
from pipeline_tui.domain.people import called, read_languages
from pipeline_tui.domain.staff import OnStaff
from pipeline_tui.domain.stages import Role
from pipeline_tui.domain.text import fold
from pipeline_tui.screens.ask import Read, Reading
from pipeline_tui.ui.words import ROLES
from pipeline_tui.wording import tr

NO = frozenset({"n", "no", "non", "nein"})
_YES = frozenset({"y", "yes", "o", "oui", "j", "ja"})
_TEAM = frozenset({"team", "the team", "equipe", "l'equipe"})


def roles_as_typed(roles: Iterable[Role]) -> str:
    """Return roles as one would type them."""
    known = set(roles)
    return ", ".join(ROLES[role] for role in Role if role in known)


def names_in(text: str) -> list[str]:
    """Return the names of a line, between commas."""
    return [one.strip() for one in text.split(",") if one.strip()]


def reads_roles(text: str) -> Reading:
    """Read what somebody does."""
    try:
        return Reading(roles_as_typed(read_roles(text)))
    except UsageTrouble as trouble:
        return Reading(trouble=trouble.title)


def reads_languages(text: str) -> Reading:
    """Read the languages somebody speaks."""
    try:
        return Reading(", ".join(read_languages(text)) or tr("every language"))
    except UsageTrouble as trouble:
        return Reading(trouble=trouble.detail or trouble.title)


def colleagues(staff: Sequence[OnStaff], giver: OnStaff) -> str:
    """Return who else works a stage of somebody's."""
    there = [
        one.operator.name
        for one in staff
        if one.operator.active and one.stages & giver.stages and one.operator.id != giver.operator.id
    ]
    if not there:
        return tr("Nobody else does the same work.")
    return tr("The same work is done by {names}.", names=", ".join(there))


def reads_receivers(staff: Sequence[OnStaff], giver: OnStaff) -> Read:
    """Return the reader of who takes over: colleagues who work here, or the team."""
    others = [one.operator for one in staff if one.operator.active and one.operator.id != giver.operator.id]

    def read(text: str) -> Reading:
        names = names_in(text)
        if len(names) == 1 and fold(names[0]) in _TEAM:
            return Reading(tr("whoever comes first; deals and clients by load"))
        try:
            found = [called(others, name) for name in names]
        except PipelineError as trouble:
            return Reading(trouble=trouble.title)
        equal = tr(", equal parts") if len(found) > 1 else ""
        return Reading(", ".join(one.name for one in found) + equal)

    return read


def reads_yes_or_no(text: str) -> Reading:
    """Read whether somebody leaves with it."""
    folded = fold(text)
    if folded in NO:
        return Reading(tr("they stay, with nothing open"))
    return Reading(tr("they leave")) if folded in _YES else Reading(trouble=tr("y or n is wanted"))
