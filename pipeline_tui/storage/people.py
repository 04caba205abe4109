"""Operators: who signs in, what they are, and who of them is free for more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from pipeline_tui.domain.people import Operator, languages_of
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import Structure, stages_covered
from pipeline_tui.domain.text import fold
from pipeline_tui.storage import open_work
from pipeline_tui.storage.store import Row, Tx
from pipeline_tui.storage.tables.people import OperatorRow

_PEOPLE = """SELECT o.id, o.name, o.active, o.passphrase IS NOT NULL, o.extension, o.language,
  o.languages, o.discount_limit, o.newcomer,
  (SELECT GROUP_CONCAT(r.role) FROM operator_role r WHERE r.operator_id = o.id)
  FROM operator o"""
_CHANGEABLE = ("languages", "extension", "discount_limit", "share", "language")


def operators(tx: Tx) -> tuple[Operator, ...]:
    """Return everybody who has a role, in the order they came; the absent are marked inactive."""
    return tuple(one for row in tx.all(f"{_PEOPLE} ORDER BY o.id") if (one := _operator(row)).roles)


def by_id(tx: Tx, operator_id: int) -> Operator | None:
    """Return one operator."""
    row = tx.one(f"{_PEOPLE} WHERE o.id = :id", {"id": operator_id})
    return _operator(row) if row else None


def named(tx: Tx, name: str) -> Operator | None:
    """Return the operator with this name, as people type it: case and accents do not matter."""
    row = tx.one(f"{_PEOPLE} WHERE o.folded = :folded", {"folded": fold(name)})
    return _operator(row) if row else None


def name_of(tx: Tx, operator_id: int | None) -> str:
    """Return an operator's name, "" for nobody."""
    if operator_id is None:
        return ""
    return str(tx.value("SELECT name FROM operator WHERE id = :id", {"id": operator_id}) or "")


def add_operator(
    tx: Tx, name: str, roles: Iterable[Role], now: datetime, languages: Sequence[str] = ()
) -> int:
    """Store a new operator with their roles; the name is clean and free, or was taken back by an undo."""
    found = tx.value("SELECT id FROM operator WHERE folded = :folded", {"folded": fold(name)})
    if found is None:
        operator_id = tx.insert(OperatorRow, name=name, folded=fold(name), created_at=now)
    else:
        operator_id = int(found)
        tx.run(
            "UPDATE operator SET name = :name, active = 1 WHERE id = :id", {"name": name, "id": operator_id}
        )
    if languages or found is not None:
        change_operator(tx, operator_id, languages=languages)
    set_roles(tx, operator_id, roles)
    return operator_id


def change_operator(
    tx: Tx,
    operator_id: int,
    *,
    languages: Sequence[str] | None = None,
    extension: str | None = None,
    language: str | None = None,
) -> None:
    """Change what is given: languages of calls, the telephone's extension, the interface's language."""
    tx.run(
        """UPDATE operator SET languages = COALESCE(:languages, languages),
             extension = COALESCE(:extension, extension), language = COALESCE(:language, language)
           WHERE id = :id""",
        {
            "languages": ",".join(languages) if languages is not None else None,
            "extension": extension,
            "language": language,
            "id": operator_id,
        },
    )


def set_discount_limit(tx: Tx, operator_id: int, limit: int | None) -> None:
    """Set how far below the list somebody may sell (basis points), None as the playbook says."""
    tx.run("UPDATE operator SET discount_limit = :limit WHERE id = :id", {"limit": limit, "id": operator_id})


def set_share(tx: Tx, operator_id: int, share: int) -> None:
    """Set somebody's share of what is given out by quota."""
    tx.run("UPDATE operator SET share = :share WHERE id = :id", {"share": share, "id": operator_id})


def changeable(tx: Tx, operator_id: int) -> dict[str, str | int | None]:
    """Return what may be changed of somebody, as it is stored."""
    row = tx.one(f"SELECT {', '.join(_CHANGEABLE)} FROM operator WHERE id = :id", {"id": operator_id})
    return dict(zip(_CHANGEABLE, row, strict=True)) if row else {}


def spoken_by(tx: Tx, operator_id: int) -> tuple[str, ...]:
    """Return the languages an operator speaks in calls; () means every one."""
    return languages_of(tx.value("SELECT languages FROM operator WHERE id = :id", {"id": operator_id}) or "")


def set_roles(tx: Tx, operator_id: int, roles: Iterable[Role]) -> None:
    """Set what an operator is from now on."""
    tx.run("DELETE FROM operator_role WHERE operator_id = :id", {"id": operator_id})
    tx.many(
        "INSERT INTO operator_role (operator_id, role) VALUES (:id, :role)",
        [{"id": operator_id, "role": role.value} for role in sorted(set(roles))],
    )


def set_active(tx: Tx, operator_id: int, active: bool) -> None:
    """Let an operator sign in, or no longer; whoever left sits at no desk."""
    tx.run("UPDATE operator SET active = :active WHERE id = :id", {"active": active, "id": operator_id})
    if not active:
        tx.run("UPDATE presence SET state = 'gone' WHERE operator_id = :id", {"id": operator_id})


def withdraw(tx: Tx, operator_id: int) -> None:
    """Take a person's roles away; the row stays, because journal and history name it."""
    tx.run("DELETE FROM operator_role WHERE operator_id = :id", {"id": operator_id})
    tx.run("UPDATE operator SET active = 0 WHERE id = :id", {"id": operator_id})


def has_worked(tx: Tx, operator_id: int) -> bool:
    """Return whether an operator left any trace: an act, or a contact of their own."""
    found = tx.value(
        """SELECT EXISTS (SELECT 1 FROM journal WHERE operator_id = :id)
               OR EXISTS (SELECT 1 FROM position WHERE owner_id = :id OR held_by = :id OR promise_owner = :id)
               OR EXISTS (SELECT 1 FROM hand_off WHERE receiver_id = :id AND state = 'waiting')""",
        {"id": operator_id},
    )
    return bool(found) or bool(open_work.things_of(tx, operator_id))


def has_worked_since(tx: Tx, operator_id: int, act: str) -> bool:
    """Return whether an operator did anything after an act, or has anything to do by now."""
    found = tx.value(
        """SELECT EXISTS (SELECT 1 FROM journal WHERE operator_id = :id
                          AND rowid > (SELECT rowid FROM journal WHERE act = :act))
               OR EXISTS (SELECT 1 FROM position WHERE owner_id = :id OR held_by = :id OR promise_owner = :id)
               OR EXISTS (SELECT 1 FROM hand_off WHERE receiver_id = :id AND state = 'waiting')""",
        {"id": operator_id, "act": act},
    )
    return bool(found) or bool(open_work.things_of(tx, operator_id))


def manager_beside(tx: Tx, operator_id: int) -> bool:
    """Return whether anybody but one person runs the line."""
    return any(one.active and Role.MANAGER in one.roles and one.id != operator_id for one in operators(tx))


def covering(tx: Tx, structure: Structure, stage: Stage) -> tuple[Operator, ...]:
    """Return the active operators whose tier works a stage; whoever has a first day before them, not yet."""
    return tuple(
        one
        for one in operators(tx)
        if one.active and not one.newcomer and stage in stages_covered(structure, one.roles)
    )


def load(tx: Tx, stage: Stage) -> dict[int, int]:
    """Return how many contacts of a stage each operator owns."""
    rows = tx.all(
        """SELECT owner_id, COUNT(*) FROM position
           WHERE owner_id IS NOT NULL AND stage = :stage GROUP BY owner_id""",
        {"stage": stage.value},
    )
    return {row[0]: row[1] for row in rows}


def shares(tx: Tx) -> dict[int, int]:
    """Return each operator's share of what is given out by quota."""
    return {row[0]: row[1] for row in tx.all("SELECT id, share FROM operator")}


def _operator(row: Row) -> Operator:
    id_, name, active, locked, extension, language, languages, limit, newcomer, roles = row
    return Operator(
        id=int(id_),
        name=name,
        roles=frozenset(Role(role) for role in (roles or "").split(",") if role),
        active=bool(active),
        has_passphrase=bool(locked),
        extension=extension,
        language=language,
        languages=languages_of(languages),
        discount_limit=limit,
        newcomer=bool(newcomer),
    )
