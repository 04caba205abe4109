"""Reads what the first screen shows, on the driver alone: SQLAlchemy would take a second to import."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline_tui.domain.front_door import FrontDoor
from pipeline_tui.domain.method_versions import Files
from pipeline_tui.domain.people import Operator
from pipeline_tui.domain.stages import Role
from pipeline_tui.storage.driver import connected, driver_error
from pipeline_tui.storage.faults import explain
from pipeline_tui.storage.workspace_file import HEAD_REVISION, mark_of, require_known, spelled

_SHOP = "SELECT firm, language, practice, trade FROM workspace WHERE id = 1"
_METHOD = """SELECT files FROM playbook_version
             WHERE id = (SELECT version_id FROM playbook_standing ORDER BY id DESC LIMIT 1)"""
_PEOPLE = """SELECT o.id, o.name, o.passphrase IS NOT NULL, o.extension, o.language, GROUP_CONCAT(r.role)
             FROM operator o JOIN operator_role r ON r.operator_id = o.id
             WHERE o.active = 1 GROUP BY o.id ORDER BY o.id"""


def peek(path: Path) -> FrontDoor:
    """Return what a workspace shows before anybody signs in; nothing is written or upgraded.

    Raises WorkspaceTrouble when the file is missing, foreign, damaged or newer than this program.
    """
    mark = mark_of(path)
    require_known(path, mark)
    try:
        with connected(path, read_only=True) as connection:
            shop = connection.execute(_SHOP).fetchone() or ("", "", 0, "")
            people = tuple(_operator(row) for row in connection.execute(_PEOPLE))
    except driver_error() as error:
        raise explain(error, path) from error
    return FrontDoor(
        revision=spelled(mark.revision),
        current=mark.revision == int(HEAD_REVISION),
        firm=shop[0],
        language=shop[1],
        practice=bool(shop[2]),
        operators=people,
        trade=shop[3],
    )


def method_of(path: Path) -> Files:
    """Return the files of the playbook that holds in a workspace; none where the shipped one does."""
    mark = mark_of(path)
    require_known(path, mark)
    if mark.revision != int(HEAD_REVISION):
        return {}  # of before there were versions
    try:
        with connected(path, read_only=True) as connection:
            row = connection.execute(_METHOD).fetchone()
    except driver_error() as error:
        raise explain(error, path) from error
    files: dict[str, str] = json.loads(row[0]) if row else {}
    return files


def _operator(row: Any) -> Operator:
    id_, name, locked, extension, language, roles = row
    return Operator(
        id=id_,
        name=name,
        roles=frozenset(Role(role) for role in roles.split(",")),
        has_passphrase=bool(locked),
        extension=extension,
        language=language,
    )
