"""What must hold of loads, their undoing and registers: whole or not at all, finished, and accounted for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline_tui.services.shop import Shop
from pipeline_tui.storage.facts import keyed_hash
from pipeline_tui.storage.registers import short_hash
from pipeline_tui.storage.store import Tx
from tests.killing.ground import new_number

if TYPE_CHECKING:
    from tests.killing.judging import Judgement

INVARIANTS = (
    "a load is seen at once or not at all",
    "nobody works on what is not seen yet",
    "the account of a load is true",
    "a killed load is finished or leaves nothing",
    "what a load changed stands as it left it",
    "a register counts as a whole",
    "nobody dials whom a register lists",
    "whom a register frees comes back",
)
Told = Sequence[Mapping[str, Any]]

_THEIRS = """SELECT COUNT(DISTINCT n.contact_id), SUM(l.state = 'loading') FROM number n
  JOIN position p ON p.contact_id = n.contact_id LEFT JOIN list l ON l.id = p.list_id
  WHERE n.e164 BETWEEN :first AND :last"""
_ABOUT_THEM = """SELECT j.rowid, j.verb FROM journal j JOIN number n ON n.contact_id = j.contact_id
  WHERE n.e164 BETWEEN :first AND :last"""
_TOO_EARLY = """SELECT rowid, verb, contact_id FROM journal WHERE rowid < :entry AND EXISTS (
    SELECT 1 FROM json_each(:made) m
    WHERE contact_id BETWEEN json_extract(m.value, '$[0]') AND json_extract(m.value, '$[1]'))"""
_HALF_WAY = (
    "SELECT act, state FROM load WHERE state <> 'undone' AND (state <> 'done' OR part_id IS NOT NULL)",
    "SELECT name, state FROM list WHERE state IN ('loading', 'undoing') OR joins IS NOT NULL",
    "SELECT load_id, contact_id FROM load_change WHERE state = 'waiting'",
    "SELECT name, numbers FROM register WHERE state = 'current' AND settled = 0",
    "SELECT e164 FROM number WHERE contact_id NOT IN (SELECT contact_id FROM position)",
)
# The newest change that stands and was about where somebody lives: only loads change that here.
_MOVED = """SELECT n.e164, c.city, (SELECT x.act FROM contact_change x
    WHERE x.contact_id = c.id AND x.undone = 0 AND json_extract(x.image, '$.contact.city') IS NOT NULL
    ORDER BY x.id DESC LIMIT 1)
  FROM contact c JOIN number n ON n.contact_id = c.id WHERE n.e164 < :end AND c.city <> ''
  UNION ALL SELECT n.e164, c.city, x.act FROM contact_change x JOIN contact c ON c.id = x.contact_id
    JOIN number n ON n.contact_id = c.id WHERE n.e164 < :end AND c.city = '' AND x.undone = 0
      AND json_extract(x.image, '$.contact.city') IS NOT NULL"""
_DIALS = """SELECT j.rowid, n.e164 FROM journal j JOIN number n ON n.id = json_extract(j.detail, '$.number')
  WHERE j.verb = 'dialled' AND json_extract(j.detail, '$.purpose') = 'prospecting'"""
# Whom a call is promised comes back by that promise, whatever the queue says.
_KEPT_BACK = """SELECT n.e164 FROM position p JOIN number n ON n.contact_id = p.contact_id
  WHERE p.blocker = 'on-register' AND p.rank IS NULL AND p.due IS NULL AND p.held_by IS NULL
    AND p.promise_due IS NULL AND n.e164 < :end"""


def judge_loads(tx: Tx, shop: Shop, told: Told, found: Judgement) -> None:
    """Judge what the kills left, before anybody goes on with it."""
    imported = {
        row[0]: (row[1], json.loads(row[2]))
        for row in tx.all("SELECT act, rowid, detail FROM journal WHERE verb = 'list_imported'")
    }
    for begun in (one for one in told if one["what"] == "load-begins"):
        _seen_or_not(tx, begun, imported.get(begun["act"]), found)
    for act, text in tx.all("SELECT act, detail FROM journal WHERE verb = 'import_undone'"):
        _undone(tx, act, json.loads(text), found)
    listed = {one["act"]: one["listed"] for one in told if one["what"] == "register-begins"}
    _registers(tx, shop, listed, found)


def judge_the_rest(tx: Tx, told: Told, found: Judgement) -> None:
    """Judge what there is once the manager has looked at the lists again."""
    for sql in _HALF_WAY:
        if rows := tx.all(sql):
            found.fault("a killed load is finished or leaves nothing", [tuple(row) for row in rows[:5]])
    if broken := tx.all("PRAGMA foreign_key_check"):
        found.fault("every reference is whole", broken)
    known = {row[0] for row in tx.all("SELECT act FROM load")}
    begun = {one["act"]: one for one in told if one["what"] == "load-begins"}
    for act, one in begun.items():
        if act not in known and tx.one(_THEIRS, _numbers(one))[0]:  # type: ignore[index]
            found.fault("a killed load is finished or leaves nothing", one)
    for e164, city, act in tx.all(_MOVED, {"end": new_number(10_000)}):
        town = begun[act.partition("-")[0]]["town"] if act else ""
        if city != town:
            found.fault("what a load changed stands as it left it", (e164, city, town))
    listed = {one["act"]: one["listed"] for one in told if one["what"] == "register-begins"}
    current = tx.value("SELECT act FROM register WHERE state = 'current'")
    numbers = {new_number(at) for at in listed.get(current, ())}
    for (e164,) in tx.all(_KEPT_BACK, {"end": new_number(10_000)}):
        if e164 not in numbers:
            found.fault("whom a register frees comes back", e164)


def _numbers(begun: Mapping[str, Any]) -> dict[str, str]:
    return {"first": new_number(begun["first"]), "last": new_number(begun["first"] + begun["count"] - 1)}


def _seen_or_not(
    tx: Tx, begun: Mapping[str, Any], entry: tuple[int, dict[str, Any]] | None, found: Judgement
) -> None:
    load = tx.one("SELECT state, made, removed FROM load WHERE act = :act", {"act": begun["act"]})
    count, hidden = tx.one(_THEIRS, _numbers(begun)) or (0, 0)
    if entry is None:
        found.cut_off += 1
        if count != (hidden or 0) or (load is not None and load[0] != "loading"):
            found.fault("a load is seen at once or not at all", (begun, count, hidden, load))
        if rows := tx.all(_ABOUT_THEM, _numbers(begun)):
            found.fault("nobody works on what is not seen yet", [tuple(row) for row in rows[:5]])
        return
    if load is None:
        found.fault("no acknowledged act is lost", begun)
        return
    state, made, removed = load
    if count != begun["count"] - removed or hidden or (removed and state not in ("undoing", "undone")):
        found.fault("a load is seen at once or not at all", (begun, count, hidden, state, removed))
    if rows := tx.all(_TOO_EARLY, {"entry": entry[0], "made": made}):
        found.fault("nobody works on what is not seen yet", [tuple(row) for row in rows[:5]])
    says = entry[1]
    kept = tx.one("SELECT rows, taken, rejected FROM load_account WHERE act = :act", {"act": begun["act"]})
    split = says["taken"] + says["merged"] + says["linked"] + says["rejected"]
    if (
        not says["rows"] == split == begun["rows"]
        or (says["taken"] + says["linked"], says["rejected"]) != (begun["count"], 1)
        or kept != (says["rows"], says["taken"], says["rejected"])
    ):
        found.fault("the account of a load is true", (begun, says, kept))


def _undone(tx: Tx, act: str, says: Mapping[str, Any], found: Judgement) -> None:
    """Compare what an undo told with the contacts its load made, and with the known ones it had changed."""
    made, state, by = tx.one(
        "SELECT made, state, undo_act FROM load WHERE id = :load", {"load": says["load"]}
    ) or ("[]", "", "")
    total = sum(last - first + 1 for first, last in json.loads(made))
    states = "SELECT state, COUNT(*) FROM load_change WHERE load_id = :load GROUP BY state"
    changes = {row[0]: row[1] for row in tx.all(states, {"load": says["load"]})}
    put_back, left = changes.get("undone", 0), changes.get("kept", 0)
    if (
        (state, by) != ("undone", act)
        or says["restored"] != put_back
        or says["removed"] + says["kept"] - left != total
    ):
        found.fault("the account of a load is true", (says, state, total, changes))


def _registers(tx: Tx, shop: Shop, listed: Mapping[str, Sequence[int]], found: Judgement) -> None:
    secret = shop.workspace.secret
    for ident, act, count in tx.all("SELECT id, act, numbers FROM register WHERE state = 'current'"):
        stored = {
            row[0]
            for row in tx.all("SELECT hash FROM register_number WHERE register_id = :id", {"id": ident})
        }
        wanted = {short_hash(keyed_hash(secret, new_number(at))) for at in listed[act]}
        if stored != wanted or count != len(wanted):
            found.fault("a register counts as a whole", (ident, count, len(stored), len(wanted)))
    dials = tx.all(_DIALS)
    counting: list[str] = []  # acts of the copies that count or would count again, the newest last
    changes = tx.all(
        """SELECT rowid, verb, act, detail FROM journal WHERE verb IN ('register_loaded', 'undone')
           ORDER BY rowid"""
    )
    since, at = 0, 0
    for rowid, verb, act, text in [*changes, (1 << 62, "", "", "{}")]:
        names = {new_number(one) for one in listed[counting[-1]]} if counting else set()
        while at < len(dials) and dials[at][0] < rowid:
            if dials[at][1] in names:
                found.fault("nobody dials whom a register lists", (since, tuple(dials[at])))
            at += 1
        since = rowid
        if verb == "register_loaded":
            counting.append(act)
        elif verb == "undone" and counting and json.loads(text)["undoes"] == counting[-1]:
            counting.pop()
