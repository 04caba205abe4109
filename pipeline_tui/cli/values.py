"""Values as typed on the command line: pairs, codes, people with their roles."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.stages import Role
from pipeline_tui.wording import tr


def pairs(option: str, words: Sequence[str]) -> dict[str, str]:
    """Read KEY=VALUE words; UsageTrouble for one without "=" or a key given twice."""
    found: dict[str, str] = {}
    for word in words:
        key, tied, value = word.partition("=")
        key = key.strip()
        if not tied or not key:
            raise UsageTrouble(
                tr("{option} not understood", option=option),
                tr('"{word}" is not KEY=VALUE.', word=word),
                tr('Write {option} KEY="some words".', option=option),
            )
        if key in found:
            raise UsageTrouble(
                tr("{option} {key} is given twice", option=option, key=key), "", tr("Give each key once.")
            )
        found[key] = value
    return found


def check_code(what: str, code: str, known: Sequence[str]) -> None:
    """Raise UsageTrouble for a code that the playbook does not have; ``what`` names its kind."""
    if code not in known:
        raise UsageTrouble(
            tr("Unknown {what}", what=what),
            tr('"{code}" is not in the playbook.', code=code),
            tr("Use one of: {known}.", known=", ".join(known)),
        )


def name_and_roles(text: str) -> tuple[str, frozenset[Role]]:
    """Read "NAME:scout,hunter"; UsageTrouble when there is no name, no role or an unknown one."""
    name, _, roles = text.rpartition(":")
    if not name.strip() or not roles.strip(", "):
        raise UsageTrouble(
            tr("Operator not understood"),
            tr('"{text}" is not a name with roles.', text=text),
            tr(
                'Write "NAME:scout,hunter"; the roles are {roles}.',
                roles=", ".join(role.value for role in Role),
            ),
        )
    return name.strip(), read_roles(roles)


def read_roles(text: str) -> frozenset[Role]:
    """Read "scout,hunter"; UsageTrouble when there is no role or an unknown one."""
    wanted = [word.strip().lower() for word in text.split(",") if word.strip()]
    known = [role.value for role in Role]
    unknown = [word for word in wanted if word not in known]
    if unknown or not wanted:
        raise UsageTrouble(
            tr("Unknown role"),
            tr('"{word}" in "{text}" is no role.', word=unknown[0], text=text)
            if unknown
            else tr("No role was given."),
            tr("The roles are {roles}.", roles=", ".join(known)),
        )
    return frozenset(Role(word) for word in wanted)
