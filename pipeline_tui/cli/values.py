"""Values as typed on the command line: pairs, codes, people with their roles."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.stages import Role


def pairs(option: str, words: Sequence[str]) -> dict[str, str]:
    """Read KEY=VALUE words; UsageTrouble for one without "=" or a key given twice."""
    found: dict[str, str] = {}
    for word in words:
        key, tied, value = word.partition("=")
        key = key.strip()
        if not tied or not key:
            raise UsageTrouble(
                f"{option} not understood", f'"{word}" is not KEY=VALUE.', f'Write {option} KEY="some words".'
            )
        if key in found:
            raise UsageTrouble(f"{option} {key} is given twice", "", "Give each key once.")
        found[key] = value
    return found


def check_code(what: str, code: str, known: Sequence[str]) -> None:
    """Raise UsageTrouble for a code that the playbook does not have; ``what`` names its kind."""
    if code not in known:
        raise UsageTrouble(
            f"Unknown {what}", f'"{code}" is not in the playbook.', f"Use one of: {', '.join(known)}."
        )


def name_and_roles(text: str) -> tuple[str, frozenset[Role]]:
    """Read "NAME:scout,hunter"; UsageTrouble when there is no name, no role or an unknown one."""
    name, _, roles = text.rpartition(":")
    if not name.strip() or not roles.strip(", "):
        raise UsageTrouble(
            "Operator not understood",
            f'"{text}" is not a name with roles.',
            f'Write "NAME:scout,hunter"; the roles are {", ".join(role.value for role in Role)}.',
        )
    return name.strip(), read_roles(roles)


def read_roles(text: str) -> frozenset[Role]:
    """Read "scout,hunter"; UsageTrouble when there is no role or an unknown one."""
    wanted = [word.strip().lower() for word in text.split(",") if word.strip()]
    known = [role.value for role in Role]
    unknown = [word for word in wanted if word not in known]
    if unknown or not wanted:
        raise UsageTrouble(
            "Unknown role",
            f'"{unknown[0]}" in "{text}" is no role.' if unknown else "No role was given.",
            f"The roles are {', '.join(known)}.",
        )
    return frozenset(Role(word) for word in wanted)
