"""Drafts of whoever gave their work away: offered to who has the contact in hand from then on, never merged.

What was typed stays its writer's row. Kept is whom it was passed to, so that taking the act back needs no
copy: it is the writer's alone again, if nobody took it up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline_tui.domain.stages import Stage
from pipeline_tui.storage.store import Tx

_WHAT = "draft:"  # and its writer, as ``reassignment`` names it
# Whom the draft of somebody else was passed to last: one person, or whoever has the contact in hand.
_PASSED = f"""(SELECT COALESCE(r.to_id, :me) FROM reassignment r JOIN journal j ON j.act = r.act
  WHERE r.contact_id = d.contact_id AND r.what = '{_WHAT}' || d.operator_id
  ORDER BY j.rowid DESC LIMIT 1) = :me"""
_REACHED = f"d.operator_id = :me OR {_PASSED}"


@dataclass(frozen=True, slots=True)
class LeftDraft:
    """What somebody typed for a contact and no act has stored; not the words."""

    writer_id: int
    contact_id: int


def reaching(tx: Tx, operator_id: int, stages: Iterable[Stage]) -> tuple[LeftDraft, ...]:
    """Return the drafts somebody has, or was passed and has not taken up, for contacts at some stages."""
    wanted = set(stages)
    rows = tx.all(
        f"""SELECT d.operator_id, d.contact_id, p.stage, COALESCE(
              (SELECT r.to_id FROM reassignment r JOIN journal j ON j.act = r.act
               WHERE r.contact_id = d.contact_id AND r.what = '{_WHAT}' || d.operator_id
               ORDER BY j.rowid DESC LIMIT 1), d.operator_id)
            FROM draft d JOIN position p ON p.contact_id = d.contact_id
            WHERE {_REACHED} ORDER BY d.contact_id, d.operator_id""",
        {"me": operator_id},
    )
    return tuple(
        LeftDraft(row[0], row[1]) for row in rows if row[3] == operator_id and Stage(row[2]) in wanted
    )


def shared(
    drafts: Sequence[LeftDraft], receivers: Mapping[int, int | None], *, all_go: bool
) -> dict[int | None, list[LeftDraft]]:
    """Return who is offered which draft: whoever has its contact from now on, by contact.

    What belongs to a contact that goes to nobody in particular is offered to whoever has it in hand next,
    where ``all_go``; else it stays with its writer.
    """
    given: dict[int | None, list[LeftDraft]] = {}
    for one in drafts:
        if one.contact_id in receivers or all_go:
            given.setdefault(receivers.get(one.contact_id), []).append(one)
    return given


def pass_on(tx: Tx, act: str, from_id: int, given: Mapping[int | None, Collection[LeftDraft]]) -> None:
    """Offer drafts to others from now on; of one contact that an act gives away twice, to the first."""
    tx.many(
        """INSERT INTO reassignment (act, what, row_id, contact_id, stage, from_id, to_id)
           SELECT :act, :what, :contact, :contact, stage, :from, :to FROM position
           WHERE contact_id = :contact ON CONFLICT (act, what, row_id) DO NOTHING""",
        [
            {
                "act": act,
                "what": f"{_WHAT}{one.writer_id}",
                "contact": one.contact_id,
                "from": from_id,
                "to": to_id,
            }
            for to_id, drafts in given.items()
            for one in drafts
        ],
    )


def follow(tx: Tx, act: str, contact_id: int, from_id: int, to_id: int | None) -> None:
    """Offer what somebody typed for one contact to whoever has it from now on."""
    if drafts := [one for one in reaching(tx, from_id, tuple(Stage)) if one.contact_id == contact_id]:
        pass_on(tx, act, from_id, {to_id: drafts})


def counted(tx: Tx, act: str) -> dict[int | None, int]:
    """Return how many drafts an act passed to each."""
    rows = tx.all(
        f"""SELECT to_id, COUNT(*) FROM reassignment WHERE act = :act AND what LIKE '{_WHAT}%'
            GROUP BY to_id""",
        {"act": act},
    )
    return {row[0]: row[1] for row in rows}


def take_back(tx: Tx, act: str) -> None:
    """Let the drafts an act passed on be whose they were; what was taken up meanwhile stays so."""
    tx.run(f"DELETE FROM reassignment WHERE act = :act AND what LIKE '{_WHAT}%'", {"act": act})


def offered(tx: Tx, operator_id: int, contact_id: int) -> tuple[int, str] | None:
    """Return id and name of the colleague whose newest draft is offered with a contact in hand."""
    row = tx.one(
        f"""SELECT d.operator_id, o.name FROM draft d JOIN operator o ON o.id = d.operator_id
            WHERE d.contact_id = :contact AND d.operator_id <> :me AND {_PASSED}
            ORDER BY d.at DESC, d.operator_id LIMIT 1""",
        {"me": operator_id, "contact": contact_id},
    )
    return (int(row[0]), str(row[1])) if row else None
