"""The questions of a first day: written in the playbook, else drawn from the rules of the regulation."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline_tui.domain.first_days import ASKED
from pipeline_tui.domain.stages import Role

_OPTIONS, _OWN = 4, 2


@dataclass(frozen=True, slots=True)
class FirstQuestion:
    """A question with its possible answers, of which one or several are right."""

    id: str
    role: Role
    text: str
    options: tuple[str, ...]
    right: frozenset[int]  # places among the options
    because: str = ""  # the line of the regulation that says so
    line_no: int = 0

    @property
    def key(self) -> str:
        """Return by what its answer is known; two regulations may have questions of the same id."""
        return f"{self.role.value}/{self.id}"

    def answered(self, chosen: frozenset[int]) -> bool:
        """Return whether exactly the right ones were chosen."""
        return chosen == self.right


def rules_of(page: str) -> tuple[str, ...]:
    """Return the rules of a regulation: the items of its lists, as they are written."""
    items, open_item = list[str](), False
    for raw in page.splitlines():
        line = raw.strip()
        if line.startswith(("- ", "* ")):
            items.append(line[2:].strip())
            open_item = True
        elif line and open_item and not line.startswith(("#", ">")):
            items[-1] = f"{items[-1]} {line}"
        else:
            open_item = False
    return tuple(items)


def drawn(role: Role, pages: Mapping[Role, str], ask: str) -> tuple[FirstQuestion, ...]:
    """Return questions drawn from a regulation: which of four rules stand in it, and which in another's.

    ``pages`` are the regulations of one language, ``ask`` the question in it. They are the same each time.
    """
    own = rules_of(pages.get(role, ""))
    others = [rule for other, page in pages.items() if other is not role for rule in rules_of(page)]
    others = [rule for rule in dict.fromkeys(others) if rule not in own]
    chance = random.Random(f"first day {role.value}")
    questions = []
    for number, rule in enumerate(own[:ASKED]):
        beside = [other for other in own if other != rule]
        right = [rule, *chance.sample(beside, min(chance.randrange(_OWN), len(beside)))]
        wrong = chance.sample(others, min(_OPTIONS - len(right), len(others)))
        options = [*right, *wrong]
        chance.shuffle(options)
        places = frozenset(options.index(one) for one in right)
        questions.append(FirstQuestion(f"{role.value}-{number + 1}", role, ask, tuple(options), places, rule))
    return tuple(questions)


def chosen_for(
    roles: Sequence[Role], known: Mapping[Role, Sequence[FirstQuestion]]
) -> tuple[FirstQuestion, ...]:
    """Return the questions somebody is asked: eight in all, from each of their regulations in turn."""
    lists = [list(known.get(role, ())) for role in roles]
    asked: list[FirstQuestion] = []
    while any(lists) and len(asked) < ASKED:
        for one in lists:
            if one and len(asked) < ASKED:
                asked.append(one.pop(0))
    return tuple(asked)
