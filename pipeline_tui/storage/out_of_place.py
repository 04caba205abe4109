"""Open work that stands with somebody who may no longer do it: found, given to others, and given back.

The deals and check-ins of a contact go with its owner; what an act gave away is kept by row, so that undoing
it gives back exactly what still stands as it was left.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.restructuring import WORKED, Handed, Piece, Work, share_out
from pipeline_tui.domain.stages import Stage
from pipeline_tui.domain.structures import Structure, stages_covered
from pipeline_tui.storage import absences, journal, left_drafts, people
from pipeline_tui.storage.store import Row, Tx

_WORKS = "(SELECT value FROM json_each(:works))"

_OWNED = f"""SELECT p.contact_id, p.stage, p.owner_id, p.firm_id, h.id FROM position p
  LEFT JOIN hand_off h ON h.contact_id = p.contact_id AND h.state = 'waiting'
  WHERE {{which}} p.owner_id IS NOT NULL AND p.stage <> 'closed'
    AND p.owner_id || ':' || p.stage NOT IN {_WORKS} ORDER BY p.contact_id"""
_PROMISED = f"""SELECT p.contact_id, p.stage, p.promise_owner, p.owner_id FROM position p
  WHERE {{which}} p.promise_owner IS NOT NULL AND p.promise_due IS NOT NULL AND p.stage <> 'closed'
    AND p.promise_owner || ':' || p.stage NOT IN {_WORKS} ORDER BY p.contact_id"""
# Of a client who is with the hunters for a further deal: whom they come back to.
_CHECK_INS = f"""SELECT k.id, p.contact_id, k.owner_id, p.firm_id FROM check_in k
  JOIN position p ON p.contact_id = k.contact_id
  WHERE {{which}} k.state = 'planned' AND k.owner_id IS NOT NULL AND p.stage <> 'farming'
    AND k.owner_id || ':farming' NOT IN {_WORKS} ORDER BY k.id"""
_MESSAGES = f"""SELECT p.id, p.contact_id, p.stage, p.to_id FROM message p
  WHERE {{which}} p.read_at IS NULL AND p.undone = 0 AND p.to_id IS NOT NULL AND p.stage <> 'closed'
    AND p.to_id || ':' || p.stage NOT IN {_WORKS} ORDER BY p.id"""
_HELD = f"""SELECT p.contact_id, p.stage, p.held_by, p.call_id IS NOT NULL FROM position p
  WHERE p.held_by IS NOT NULL AND p.held_by || ':' || p.stage NOT IN {_WORKS} ORDER BY p.contact_id"""
_ONE = "p.contact_id = :only AND"

_LET_GO = """UPDATE position SET held_by = NULL, token = NULL, lease = NULL, lease_kind = '', call_id = NULL,
  version = version + 1 WHERE contact_id = :contact"""

_GIVE: Mapping[Work, str] = MappingProxyType(
    {
        Work.CONTACT: """UPDATE position SET owner_id = :to, version = version + 1
          WHERE contact_id = :contact AND owner_id IS :from AND stage = :stage""",
        Work.PROMISE: """UPDATE position SET promise_owner = :to, version = version + 1
          WHERE contact_id = :contact AND promise_owner IS :from AND promise_due IS NOT NULL
          AND stage = :stage""",
        Work.HAND_OFF: """UPDATE hand_off SET receiver_id = :to
          WHERE id = :row AND state = 'waiting' AND receiver_id IS :from""",
        Work.CHECK_IN: """UPDATE check_in SET owner_id = :to, version = version + 1
          WHERE id = :row AND state = 'planned' AND owner_id IS :from""",
        Work.MESSAGE: """UPDATE message SET to_id = :to
          WHERE id = :row AND read_at IS NULL AND to_id IS :from""",
    }
)
# As ``reassignments`` names them: a contact's own row is its owner.
_CODE_OF = {work: "owner" if work is Work.CONTACT else work.value for work in Work}
_CODES = {code: work for work, code in _CODE_OF.items()}
_FOLLOWING = (
    """UPDATE deal SET owner_id = :to WHERE contact_id = :contact AND state = 'open' AND :to IS NOT NULL""",
    """UPDATE check_in SET owner_id = :to, version = version + 1
       WHERE contact_id = :contact AND state = 'planned' AND owner_id IS NOT :to
       AND (SELECT stage FROM position WHERE contact_id = :contact) = 'farming'""",
)


def works(structure: Structure, crew: Iterable[Operator]) -> frozenset[tuple[int, Stage]]:
    """Return who works which stage."""
    return frozenset(
        (one.id, stage) for one in crew if one.active for stage in stages_covered(structure, one.roles)
    )


def misplaced(tx: Tx, who_works: Collection[tuple[int, Stage]], only: int | None = None) -> tuple[Piece, ...]:
    """Return the open work of people who do not work its stage, of one contact or of all."""
    which, asks = _ONE if only is not None else "", {**_asks(who_works), "only": only}
    pieces: list[Piece] = []
    waiting: set[int] = set()
    for contact, stage, owner, firm, waits in tx.all(_OWNED.format(which=which), asks):
        if waits is not None:
            waiting.add(contact)
            pieces.append(Piece(Work.HAND_OFF, waits, contact, Stage(stage), owner, to_team=True))
        team = waits is not None
        pieces.append(Piece(Work.CONTACT, contact, contact, Stage(stage), owner, firm, team))
    for contact, stage, promised_by, owner in tx.all(_PROMISED.format(which=which), asks):
        goes = owner is not None and contact not in waiting  # with its contact; the queue's is the team's
        pieces.append(
            Piece(
                Work.PROMISE,
                contact,
                contact,
                Stage(stage),
                promised_by,
                to_team=not goes,
                with_contact=goes,
            )
        )
    for check_in, contact, owner, firm in tx.all(_CHECK_INS.format(which=which), asks):
        pieces.append(Piece(Work.CHECK_IN, check_in, contact, Stage.FARMING, owner, firm))
    for message, contact, stage, to_id in tx.all(_MESSAGES.format(which=which), asks):
        pieces.append(Piece(Work.MESSAGE, message, contact, Stage(stage), to_id, to_team=True))
    return tuple(pieces)


def counted(tx: Tx, handed: Sequence[Handed]) -> dict[tuple[int, int | None, Stage], dict[Work, int]]:
    """Return how much goes from whom to whom, by stage; deals and check-ins count with contacts."""
    contacts = json.dumps([one.piece.contact_id for one in handed if one.piece.what is Work.CONTACT])
    deals = _by_contact(
        tx.all(
            """SELECT contact_id, COUNT(*) FROM deal WHERE state = 'open'
               AND contact_id IN (SELECT value FROM json_each(:ids)) GROUP BY contact_id""",
            {"ids": contacts},
        )
    )
    planned = _by_contact(
        tx.all(
            """SELECT k.contact_id, COUNT(*) FROM check_in k JOIN position p ON p.contact_id = k.contact_id
               WHERE k.state = 'planned' AND p.stage = 'farming'
               AND k.contact_id IN (SELECT value FROM json_each(:ids)) GROUP BY k.contact_id""",
            {"ids": contacts},
        )
    )
    counts: dict[tuple[int, int | None, Stage], dict[Work, int]] = {}
    for one in handed:
        piece = one.piece
        of = counts.setdefault((piece.from_id, one.to_id, piece.stage), {})
        more = {piece.what: 1}
        if piece.what is Work.CONTACT:
            more |= {
                Work.DEAL: deals.get(piece.contact_id, 0),
                Work.CHECK_IN: planned.get(piece.contact_id, 0),
            }
        for what, number in more.items():
            if number:
                of[what] = of.get(what, 0) + number
    return counts


def held(tx: Tx, who_works: Collection[tuple[int, Stage]]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return what people have in hand of stages they do not work: not dialled, and in a call."""
    idle: list[Piece] = []
    calling: list[Piece] = []
    for contact, stage, holder, in_call in tx.all(_HELD, _asks(who_works)):
        piece = Piece(Work.HOLD, contact, contact, Stage(stage), holder, to_team=True)
        (calling if in_call else idle).append(piece)
    return tuple(idle), tuple(calling)


def shared(
    tx: Tx, pieces: Sequence[Piece], who_works: Collection[tuple[int, Stage]], today: date
) -> tuple[Handed, ...]:
    """Return who has each piece from now on: those of its stage who are there today, else all of them.

    Nothing goes to whoever has a first day before them while anybody else works the stage.
    """
    away = absences.absent_on(tx, today)
    waiting = {one.id for one in people.operators(tx) if one.newcomer}
    teams: dict[Stage, Sequence[int]] = {}
    for stage in WORKED:
        whole = sorted(who for who, at in who_works if at is stage)
        team = [who for who in whole if who not in waiting] or whole
        teams[stage] = [who for who in team if who not in away] or team
    loads = {stage: people.load(tx, stage) for stage in WORKED}
    return share_out(pieces, teams, loads)


def give(tx: Tx, act: str, handed: Iterable[Handed]) -> None:
    """Give pieces to who has them from now on, and keep who had them."""
    for one in handed:
        piece, to_id = one.piece, one.to_id
        _write(tx, piece.what, piece.row_id, piece.contact_id, piece.from_id, to_id, piece.stage.value)
        _keep(tx, act, piece, to_id)
        if piece.what is Work.CONTACT:
            left_drafts.follow(tx, act, piece.contact_id, piece.from_id, to_id)


def let_go(tx: Tx, act: str, idle: Iterable[Piece]) -> tuple[int, ...]:
    """End holds of what was not dialled; the caller settles the places of the contacts returned."""
    freed = []
    for piece in idle:
        tx.run(_LET_GO, {"contact": piece.contact_id})
        _keep(tx, act, piece, None)
        left_drafts.follow(tx, act, piece.contact_id, piece.from_id, None)
        freed.append(piece.contact_id)
    return tuple(freed)


def give_back(tx: Tx, act: str) -> None:
    """Give everything an act gave away back, but what somebody has worked on since, or has let go."""
    rows = tx.all(
        """SELECT what, row_id, contact_id, from_id, to_id, stage FROM reassignment
           WHERE act = :act AND what <> 'hold' AND what NOT LIKE 'draft:%'""",
        {"act": act},
    )
    since = int(tx.value("SELECT rowid FROM journal WHERE act = :act", {"act": act}))
    worked_on = {one for one in {row[2] for row in rows} if journal.worked_on_after(tx, one, since)}
    for what, row_id, contact, from_id, to_id, stage in rows:
        if contact not in worked_on:
            _write(tx, _CODES[what], row_id, contact, to_id, from_id, stage)
    tx.run("DELETE FROM reassignment WHERE act = :act", {"act": act})


def freed(tx: Tx, act: str) -> tuple[int, ...]:
    """Return the contacts that an act let out of somebody's hand."""
    rows = tx.all("SELECT contact_id FROM reassignment WHERE act = :act AND what = 'hold'", {"act": act})
    return tuple(row[0] for row in rows)


def reassigned_since(tx: Tx, contact_id: int, act: str) -> bool:
    """Return whether a contact's work was given to somebody else since an act, and stands so."""
    found = tx.value(
        """SELECT 1 FROM reassignment r JOIN journal j ON j.act = r.act
           WHERE r.contact_id = :contact AND r.what <> 'hold' AND r.what NOT LIKE 'draft:%'
           AND j.rowid > (SELECT rowid FROM journal WHERE act = :act)
           AND (j.verb = 'structure_set' OR NOT EXISTS (
             SELECT 1 FROM journal u WHERE u.operator_id = j.operator_id AND u.seq > j.seq
             AND u.verb = 'undone' AND json_extract(u.detail, '$.undoes') = j.act)) LIMIT 1""",
        {"contact": contact_id, "act": act},
    )
    return found is not None


def put_in_place(tx: Tx, act: str, contact_id: int, structure: Structure, today: date) -> None:
    """Give what somebody keeps of one contact to who may work it, as an act leaves it that began before."""
    who_works = works(structure, people.operators(tx))
    give(tx, act, shared(tx, misplaced(tx, who_works, contact_id), who_works, today))


def stands_right(tx: Tx, structure: Structure, contact_id: int | None = None) -> bool:
    """Return whether contacts, one or all, and the calls promised to them are with people of their stages."""
    who_works = works(structure, people.operators(tx))
    pieces = misplaced(tx, who_works, contact_id)
    return not any(piece.what in (Work.CONTACT, Work.PROMISE) for piece in pieces)


def _by_contact(rows: Iterable[Row]) -> dict[int, int]:
    return {row[0]: row[1] for row in rows}


def _asks(who_works: Collection[tuple[int, Stage]]) -> dict[str, str]:
    return {"works": json.dumps(sorted(f"{who}:{stage.value}" for who, stage in who_works))}


def _write(
    tx: Tx, what: Work, row_id: int, contact_id: int, from_id: int | None, to_id: int | None, stage: str
) -> None:
    told = {"row": row_id, "contact": contact_id, "from": from_id, "to": to_id, "stage": stage}
    changed = tx.run(_GIVE[what], told)
    if changed and what is Work.CONTACT:
        for statement in _FOLLOWING:
            tx.run(statement, told)


def _keep(tx: Tx, act: str, piece: Piece, to_id: int | None) -> None:
    tx.run(
        """INSERT INTO reassignment (act, what, row_id, contact_id, stage, from_id, to_id)
           VALUES (:act, :what, :row, :contact, :stage, :from, :to)""",
        {
            "act": act,
            "what": _CODE_OF[piece.what],
            "row": piece.row_id,
            "contact": piece.contact_id,
            "stage": piece.stage.value,
            "from": piece.from_id,
            "to": to_id,
        },
    )
