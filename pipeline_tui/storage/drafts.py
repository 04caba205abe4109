"""Drafts: what an operator typed for a contact and no act has stored; their own alone, never journalled.

A draft comes back by itself while nothing has happened to the contact since it was typed. When a colleague
has worked on it, or a call on it has ended since, the draft is kept aside and offered, never merged. So is
what somebody typed whose work went to others, to whoever has the contact since (``left_drafts``).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from pipeline_tui.domain.desk import Draft, KeptDraft
from pipeline_tui.storage import journal, left_drafts
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import epoch, moment, stamp

_SAVE = """INSERT INTO draft (operator_id, contact_id, body, at) VALUES (:me, :contact, :body, :at)
           ON CONFLICT (operator_id, contact_id) DO UPDATE SET body = excluded.body, at = excluded.at"""

_ANY_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Row:
    """A stored draft, the hold it was typed in, and older ones that were kept aside, oldest first."""

    draft: Draft
    at: datetime  # UTC
    token: str
    aside: tuple[KeptDraft, ...]


@dataclass(frozen=True, slots=True)
class _Left:
    """What is offered of a colleague's: their row, and the drafts in it."""

    writer_id: int
    by: str
    row: _Row
    aside: tuple[KeptDraft, ...]


def keep_draft(
    tx: Tx,
    operator_id: int,
    contact_id: int,
    draft: Draft,
    at: datetime,
    token: str = "",
    *,
    ended: bool = False,
) -> None:
    """Store what is being typed in the hold of ``token``; ``at`` (UTC) is when it was typed.

    ``ended``: that hold is over, so that what was typed since then in another one stands before it.
    """
    row = _read(tx, operator_id, contact_id)
    aside = row.aside if row else ()
    if row is not None and not row.draft.empty and row.token != token:
        if ended and row.at > at:
            late = () if draft.empty else (KeptDraft(draft, at),)
            _save(tx, operator_id, contact_id, _Row(row.draft, row.at, row.token, (*aside, *late)))
            return
        aside = _with_overtaken_aside(tx, operator_id, contact_id, row).aside
    _save(tx, operator_id, contact_id, _Row(draft, at, token, aside))


def standing(tx: Tx, operator_id: int, contact_id: int) -> tuple[Draft, KeptDraft | None]:
    """Return the draft that comes back by itself, and the newest one that is only offered.

    One's own come first, then what a colleague typed who gave the contact away.
    """
    row = _read(tx, operator_id, contact_id)
    draft = Draft()
    if row is not None:
        row = _with_overtaken_aside(tx, operator_id, contact_id, row)
        if row.aside:
            return row.draft, row.aside[-1]
        draft = row.draft
    left = _left(tx, operator_id, contact_id)
    return draft, replace(left.aside[-1], by=left.by) if left else None


def draft_of(tx: Tx, operator_id: int, contact_id: int) -> Draft:
    """Return what an operator typed for a contact and has not saved by an act."""
    return standing(tx, operator_id, contact_id)[0]


def drop_draft(tx: Tx, operator_id: int, contact_id: int, now: datetime) -> None:
    """Forget a draft whose text an act of this instant has stored; what is kept aside stays."""
    row = _read(tx, operator_id, contact_id)
    if row is not None:
        row = _with_overtaken_aside(tx, operator_id, contact_id, row, before=now)
        _save(tx, operator_id, contact_id, replace(row, draft=Draft()))


def take_up(tx: Tx, operator_id: int, contact_id: int, now: datetime, token: str) -> bool:
    """Make the offered draft the current one; what was typed meanwhile is kept aside in its place."""
    row = _read(tx, operator_id, contact_id) or _Row(Draft(), now, token, ())
    row = _with_overtaken_aside(tx, operator_id, contact_id, row)
    aside = row.aside
    if not aside:
        left = _left(tx, operator_id, contact_id)
        if left is None:
            return False
        aside = left.aside[-1:]
        _save(tx, left.writer_id, contact_id, replace(left.row, draft=Draft(), aside=left.aside[:-1]))
    typed = () if row.draft.empty else (KeptDraft(row.draft, row.at),)
    _save(tx, operator_id, contact_id, _Row(aside[-1].draft, now, token, (*aside[:-1], *typed)))
    return True


def drop_offered(tx: Tx, operator_id: int, contact_id: int) -> bool:
    """Forget the draft that is offered, and nothing else."""
    row = _read(tx, operator_id, contact_id)
    if row is not None:
        row = _with_overtaken_aside(tx, operator_id, contact_id, row)
        _save(tx, operator_id, contact_id, replace(row, aside=row.aside[:-1]))
        if row.aside:
            return True
    left = _left(tx, operator_id, contact_id)
    if left is not None:
        _save(tx, left.writer_id, contact_id, replace(left.row, draft=Draft(), aside=left.aside[:-1]))
    return left is not None


def overtaken_since(tx: Tx, operator_id: int, contact_id: int, token: str, at: datetime) -> bool:
    """Return whether a colleague has worked on a contact since a hold began, or a call has ended since."""
    return _overtaken(tx, operator_id, contact_id, _Row(Draft(), at, token, ()))


def held_by_another(tx: Tx, operator_id: int, contact_id: int, now: datetime) -> bool:
    """Return whether a colleague has a contact in hand."""
    found = tx.value(
        """SELECT 1 FROM position WHERE contact_id = :contact AND held_by IS NOT NULL AND held_by <> :me
           AND lease >= :now""",
        {"contact": contact_id, "me": operator_id, "now": epoch(now)},
    )
    return found is not None


def _left(tx: Tx, operator_id: int, contact_id: int) -> _Left | None:
    """Return what a colleague typed who gave the contact away, the newest of it last."""
    found = left_drafts.offered(tx, operator_id, contact_id)
    row = _read(tx, found[0], contact_id) if found else None
    if found is None or row is None:
        return None
    current = () if row.draft.empty else (KeptDraft(row.draft, row.at),)
    return _Left(*found, row, (*row.aside, *current))


def _with_overtaken_aside(
    tx: Tx, operator_id: int, contact_id: int, row: _Row, *, before: datetime = _ANY_TIME
) -> _Row:
    """Return the row with a draft that something happened after among those kept aside."""
    if row.draft.empty or not _overtaken(tx, operator_id, contact_id, row, before):
        return row
    return replace(row, draft=Draft(), aside=(*row.aside, KeptDraft(row.draft, row.at)))


def _overtaken(tx: Tx, operator_id: int, contact_id: int, row: _Row, before: datetime = _ANY_TIME) -> bool:
    # Commits tell better than clocks; without the hold's entry the time it was typed has to do.
    if row.token and journal.seen(tx, row.token) is not None:
        touched = journal.touched_since(tx, contact_id, row.token, operator_id)
    else:
        touched = journal.touched_after(tx, contact_id, row.at, operator_id)
    if touched:
        return True
    ended = tx.value(
        """SELECT 1 FROM call WHERE contact_id = :contact AND undone = 0
           AND outcome_at > :at AND outcome_at < :before LIMIT 1""",
        {"contact": contact_id, "at": stamp(row.at), "before": stamp(before)},
    )
    return ended is not None


def _read(tx: Tx, operator_id: int, contact_id: int) -> _Row | None:
    found = tx.one(
        "SELECT body, at FROM draft WHERE operator_id = :me AND contact_id = :contact",
        {"me": operator_id, "contact": contact_id},
    )
    if found is None:
        return None
    body = json.loads(found[0])
    aside = tuple(KeptDraft(_draft(one), moment(one["at"])) for one in body.get("aside", ()))
    return _Row(_draft(body), moment(found[1]), body.get("token", ""), aside)


def _save(tx: Tx, operator_id: int, contact_id: int, row: _Row) -> None:
    named = {"me": operator_id, "contact": contact_id}
    if row.draft.empty and not row.aside:
        tx.run("DELETE FROM draft WHERE operator_id = :me AND contact_id = :contact", named)
        return
    body = _body(row.draft)
    if row.token:
        body["token"] = row.token
    if row.aside:
        body["aside"] = [{**_body(one.draft), "at": stamp(one.at)} for one in row.aside]
    tx.run(_SAVE, {**named, "body": json.dumps(body, ensure_ascii=False), "at": stamp(row.at)})


def _body(draft: Draft) -> dict[str, Any]:
    return {
        "note": draft.note,
        "path": list(draft.path),
        "answers": dict(draft.answers),
        "brief": dict(draft.brief),
        "unsaid": list(draft.unsaid),
    }


def _draft(body: dict[str, Any]) -> Draft:
    return Draft(
        note=body["note"],
        path=tuple(body["path"]),
        answers=MappingProxyType(body["answers"]),
        brief=MappingProxyType(body["brief"]),
        unsaid=tuple(body["unsaid"]),
    )
