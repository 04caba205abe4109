"""Operators, and the viewer: who is asking, for which stages. No query runs without one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.stages import ROLE_OF_STAGE, Role, Stage
from pipeline_tui.domain.structures import Structure, stages_covered
from pipeline_tui.domain.text import clean, fold
from pipeline_tui.wording import mark, tr


@dataclass(frozen=True, slots=True)
class Operator:
    """A person who signs in."""

    id: int
    name: str
    roles: frozenset[Role]
    active: bool = True
    has_passphrase: bool = False
    extension: str = ""
    language: str = ""
    languages: tuple[str, ...] = ()  # spoken in calls, ISO 639; () means every one
    discount_limit: int | None = None  # basis points below the list; None: as the playbook says
    newcomer: bool = False  # live contacts wait until a manager releases them


def languages_of(stored: str) -> tuple[str, ...]:
    """Return the languages of a comma-separated list, as it is stored."""
    return tuple(code for code in stored.split(",") if code)


def read_languages(text: str) -> tuple[str, ...]:
    """Return the ISO 639 codes of languages as typed, "fr, English"; () for "all" or nothing.

    UsageTrouble names the word that is no language.
    """
    from pipeline_tui.domain.import_cells import language_of

    words = [word for word in re.split(r"[,;\s]+", text.strip()) if word]
    if [fold(word) for word in words] in ([], ["all"]):
        return ()
    codes = [language_of(word) for word in words]
    if "" in codes:
        raise UsageTrouble(
            tr("Unknown language"),
            tr('"{words}" is no language I know.', words=clean(words[codes.index("")], limit=40)),
            tr("Write codes of two letters with commas, such as fr,en; all means every language."),
        )
    return tuple(dict.fromkeys(codes))


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is asking, and what the structure lets them see; made by signing in, never by a screen."""

    operator_id: int
    name: str
    roles: frozenset[Role]
    structure: Structure
    stages: frozenset[Stage]
    newcomer: bool = False  # when they signed in; what is stored asks again
    language: str = ""  # of the interface, ISO 639; "" when they have chosen none

    @classmethod
    def of(cls, operator: Operator, structure: Structure) -> Viewer:
        """Return the viewer an operator becomes under a structure."""
        return cls(
            operator.id,
            operator.name,
            operator.roles,
            structure,
            stages_covered(structure, operator.roles),
            operator.newcomer,
            operator.language,
        )

    @property
    def is_manager(self) -> bool:
        """Whether the viewer runs the line."""
        return Role.MANAGER in self.roles

    def covers(self, stage: Stage) -> bool:
        """Return whether the viewer works this stage."""
        return stage in self.stages

    def role_for(self, stage: Stage) -> Role | None:
        """Return the role in which the viewer works this stage; None when it is not theirs."""
        return ROLE_OF_STAGE[stage] if stage in self.stages else None


def called(known: Sequence[Operator], name: str) -> Operator:
    """Return the one operator with this name or first name; UsageTrouble when there is none or several."""
    wanted = fold(name)
    exact = [one for one in known if fold(one.name) == wanted]
    close = exact or [one for one in known if fold(one.name).split(" ")[0] == wanted]
    if len(close) == 1:
        return close[0]
    several = mark("More than one operator is called {name}")
    names = ", ".join(one.name for one in known)
    raise UsageTrouble(
        tr(several if close else mark("No operator is called {name}"), name=name),
        tr("Known: {names}.", names=names),
        tr("Give one of these names."),
    )
