"""Who works in a shop and does what, as one types it in a line, and the structure that follows from it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.stages import ROLE_OF_STAGE, STAGE_OF_ROLE, Role, Stage
from pipeline_tui.domain.structures import Structure, stages_covered
from pipeline_tui.domain.text import clean, fold
from pipeline_tui.wording import WordTable, tr

LONGEST_NAME = 60
_WORDS = {
    Role.SCOUT: "scout scouts find finds finding call calls prospecte trouve trouver appelle eclaireur",
    Role.HUNTER: "hunter hunters sell sells selling close closes vend vendre vente conclut chasseur",
    Role.FARMER: "farmer farmers keep keeps keeping garde garder suit suivre fidelise fermier eleveur "
    "cultivateur",
    Role.MANAGER: "manager manage manages runs dirige diriger gere gerer responsable",
}
ROLE_WORDS = MappingProxyType({word: role for role, words in _WORDS.items() for word in words.split()})
_FILLERS = frozenset({"and", "et", "&", "+", "the", "clients", "line", "les"})
# From the fewest walls to the most: the first one that says what was typed is the shop's.
_COARSEST_FIRST = (
    Structure.ONE_TIER,
    Structure.TWO_TIER_FINDER,
    Structure.TWO_TIER_CLOSER,
    Structure.THREE_TIER,
)
_WORKED = frozenset(STAGE_OF_ROLE)
_MISSING = WordTable(
    {Stage.SCOUTING: "nobody finds", Stage.HUNTING: "nobody sells", Stage.FARMING: "nobody keeps the clients"}
)


@dataclass(frozen=True, slots=True)
class CrewRead:
    """The people with their roles, in the order they were typed, and how the stages are grouped."""

    people: tuple[tuple[str, frozenset[Role]], ...]
    structure: Structure

    @property
    def manager(self) -> str:
        """Return who runs the line, the first one when several do."""
        return next(name for name, roles in self.people if Role.MANAGER in roles)

    @property
    def opener(self) -> str:
        """Return who makes the first call: the manager where they work the first stage, else whoever does."""
        scouts = [
            name for name, roles in self.people if Stage.SCOUTING in stages_covered(self.structure, roles)
        ]
        return self.manager if self.manager in scouts else scouts[0]


def read_crew(text: str) -> CrewRead:
    """Read "Anne, Paul" (everybody does everything) or "Anne find, Paul sell and keep".

    Whoever is named first runs the line, unless it is said of somebody. UsageTrouble says what is missing.
    """
    crew = list(_people(text))
    if not crew:
        raise UsageTrouble(tr("At least one name is needed"), "", tr("Write the names, separated by commas."))
    folded = [fold(name) for name, _ in crew]
    twice = next((name for name, _ in crew if folded.count(fold(name)) > 1), "")
    if twice:
        raise UsageTrouble(
            tr("{name} stands there twice", name=twice), "", tr("Add an initial to one of them.")
        )
    crew = [(name, roles or set(_WORKED)) for name, roles in crew]
    if not any(Role.MANAGER in roles for _, roles in crew):
        crew[0][1].add(Role.MANAGER)
    people = tuple((name, frozenset(roles)) for name, roles in crew)
    structure = structure_of(roles for _, roles in people)
    covered = frozenset[Stage]().union(*(stages_covered(structure, roles) for _, roles in people))
    missing = [said for stage, said in _MISSING.items() if stage not in covered]
    if missing:
        raise UsageTrouble(
            tr("So far {missing}", missing=tr(" and ").join(missing)),
            "",
            tr("Every part needs somebody: find, sell, keep."),
        )
    return CrewRead(people, structure)


def structure_of(crew: Iterable[frozenset[Role]]) -> Structure:
    """Return the structure with the fewest walls in which everybody works just the stages of their roles."""
    everybody = tuple(crew)

    def fits(structure: Structure) -> bool:
        return all(
            {ROLE_OF_STAGE[stage] for stage in stages_covered(structure, roles)} == roles & _WORKED
            for roles in everybody
        )

    return next(structure for structure in _COARSEST_FIRST if fits(structure))


def _people(text: str) -> Iterable[tuple[str, set[Role]]]:
    """Yield names with what is said of them; roles alone between commas belong to the person before."""
    last: tuple[str, set[Role]] | None = None
    for part in re.split(r"[,;\n]", text):
        before, colon, after = part.partition(":")
        words = clean(before, limit=400).split()
        roles = _roles(after) if colon else set()
        while not colon and len(words) > (0 if last is not None else 1) and _says_role(words[-1]):
            roles |= _roles(words.pop())
        name = clean(" ".join(words), limit=LONGEST_NAME)
        if not name:
            if last is not None:
                last[1].update(roles)
            continue
        if last is not None:
            yield last
        last = (name, roles)
    if last is not None:
        yield last


def read_roles(text: str) -> frozenset[Role]:
    """Read what one person does, "scout, hunter" or "find and sell"; UsageTrouble for nothing, or no part."""
    found = frozenset(_roles(text.replace(",", " ")))
    if not found:
        raise UsageTrouble(tr("What do they do?"), "", tr("The parts: find, sell, keep, manage."))
    return found


def _says_role(word: str) -> bool:
    return fold(word) in ROLE_WORDS or fold(word) in _FILLERS


def _roles(text: str) -> set[Role]:
    found: set[Role] = set()
    for word in re.split(r"[\s+&/]+", fold(text)):
        if word in ROLE_WORDS:
            found.add(ROLE_WORDS[word])
        elif word and word not in _FILLERS:
            raise UsageTrouble(
                tr("“{word}” is no part of the work", word=word),
                "",
                tr("The parts: find, sell, keep, manage."),
            )
    return found
