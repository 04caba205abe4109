"""The versions of the shop's method as they are stored, which one holds, and who has read it."""

from __future__ import annotations

import json
from datetime import datetime

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.method_changes import changed_files
from pipeline_tui.domain.method_news import MethodNews
from pipeline_tui.domain.method_versions import NONE, Files, MethodVersion, digest_of
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.tables.playbooks import PlaybookReadRow, PlaybookStandingRow, PlaybookVersionRow
from pipeline_tui.storage.types import moment
from pipeline_tui.wording import tr

_PLAN = "playbook.toml"  # outcomes and their retry plans
_STANDING = "SELECT version_id FROM playbook_standing ORDER BY id DESC LIMIT 1"
_LAST = "SELECT version_id, operator_id FROM playbook_standing ORDER BY id DESC LIMIT 1"
_ALL = """SELECT v.id, v.digest, v.at, COALESCE(o.name, ''), v.files FROM playbook_version v
  LEFT JOIN operator o ON o.id = v.operator_id ORDER BY v.id"""
_SINCE = """SELECT COALESCE(o.name, ''), s.at FROM playbook_standing s
  LEFT JOIN operator o ON o.id = s.operator_id ORDER BY s.id DESC LIMIT 1"""
_READ = "SELECT version_id FROM playbook_read WHERE operator_id = :operator ORDER BY id DESC LIMIT 1"
# Whoever came later found the version that held then, and learned no other; the first ones found the first.
_FOUND = """SELECT s.version_id FROM playbook_standing s, operator o
  WHERE o.id = :operator AND s.at < o.created_at ORDER BY s.id DESC LIMIT 1"""
_OLDEST = "SELECT version_id FROM playbook_standing ORDER BY id LIMIT 1"


def standing(tx: Tx) -> int:
    """Return the number of the version that holds, NONE for the shipped playbook."""
    return int(tx.value(_STANDING) or NONE)


def newest(tx: Tx) -> int:
    """Return the highest number there is, NONE for none."""
    return int(tx.value("SELECT MAX(id) FROM playbook_version") or NONE)


def files_of(tx: Tx, number: int) -> Files:
    """Return the files of a version. Raises UsageTrouble when there is no such version."""
    found = tx.value("SELECT files FROM playbook_version WHERE id = :id", {"id": number})
    if found is None:
        last = newest(tx)
        raise UsageTrouble(
            tr("There is no version {version}", version=number),
            tr("The newest is version {number}.", number=last) if last else tr("None was adopted yet."),
            tr("`pipeline-tui playbook versions` lists them."),
        )
    files: dict[str, str] = json.loads(found)
    return files


def plans_otherwise(tx: Tx, one: int, other: int) -> bool:
    """Return whether places in the queue may differ between two versions: words alone move nobody."""
    return files_of(tx, one).get(_PLAN) != files_of(tx, other).get(_PLAN)


def with_digest(tx: Tx, digest: str) -> int:
    """Return the number of the version that has this content, NONE for none."""
    return int(
        tx.value("SELECT MAX(id) FROM playbook_version WHERE digest = :digest", {"digest": digest}) or 0
    )


def keep(tx: Tx, number: int, files: Files, operator_id: int | None, now: datetime) -> None:
    """Store a version; it does not hold yet."""
    body = json.dumps(dict(files), sort_keys=True, ensure_ascii=False)
    tx.insert(
        PlaybookVersionRow, id=number, digest=digest_of(files), files=body, operator_id=operator_id, at=now
    )


def stand(tx: Tx, number: int, operator_id: int | None, now: datetime) -> None:
    """Let a version hold from now on."""
    tx.insert(PlaybookStandingRow, version_id=number, operator_id=operator_id, at=now)


def versions(tx: Tx) -> tuple[MethodVersion, ...]:
    """Return every version, the oldest first."""
    holding, before, found = standing(tx), dict[str, str](), list[MethodVersion]()
    for number, digest, at, by, body in tx.all(_ALL):
        files = json.loads(body)
        changed = len(changed_files(before, files)) if found else 0
        found.append(MethodVersion(number, digest, moment(at), by, number == holding, len(files), changed))
        before = files
    return tuple(found)


def news_of(tx: Tx, operator_id: int) -> MethodNews:
    """Return which version holds, and which one an operator knows.

    That is the one they read last, else the one that held when they came.
    """
    one = {"operator": operator_id}
    known = tx.value(_READ, one) or tx.value(_FOUND, one) or tx.value(_OLDEST)
    return MethodNews(standing(tx), int(known or NONE))


def adopted_last(tx: Tx) -> tuple[str, datetime]:
    """Return who let the version hold that holds now, "" for the set-up, and since when."""
    row = tx.one(_SINCE)
    assert row is not None, "something holds"
    return row[0], moment(row[1])


def note_read(tx: Tx, operator_id: int, number: int, now: datetime) -> None:
    """Store that an operator has read what is new in a version."""
    tx.insert(PlaybookReadRow, operator_id=operator_id, version_id=number, at=now)


def holds_by(tx: Tx, number: int, operator_id: int) -> bool:
    """Return whether a version holds, and nobody else had a say since the operator let it."""
    return tx.one(_LAST) == (number, operator_id)
