"""The shop's own method: a playbook is checked and adopted as a version that is never changed."""

from __future__ import annotations

import os

from pipeline_tui.domain.errors import NothingToDo, Refused
from pipeline_tui.domain.method_changes import changed_files
from pipeline_tui.domain.method_versions import NONE, Adopted, Files, MethodVersion, digest_of, short
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.playbook import Playbook
from pipeline_tui.playbooks.checking import check
from pipeline_tui.playbooks.findings import Finding
from pipeline_tui.playbooks.folders import StoredFolder, read_files
from pipeline_tui.playbooks.reading import load_shipped, load_stored, shipped_folder
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, method_in_use, own_rules, playbook_versions
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx

ADOPTED = "playbook_adopted"
_TOLD = 5  # faults named in the refusal; `playbook check` tells all


def adopt(shop: Shop, viewer: Viewer, files: Files, *, act: str) -> Adopted:
    """Let a whole playbook hold from now on, stored as a version; for managers.

    Refused with file and line where it has a fault, and where open work stands on what it no longer knows.
    NothingToDo when it holds already. Open desks take it up between two calls.
    """
    needs_manager(viewer)
    _must_be_sound(check(StoredFolder(files)))
    wanted, now, digest = load_stored(files, 1), shop.now(), digest_of(files)
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, ADOPTED)
        if done is None:
            before = _first_version(tx, shop)
            known = playbook_versions.with_digest(tx, digest)
            if known == before:
                raise NothingToDo(
                    "This playbook holds already", f"It is version {known}.", "Nothing is to be done."
                )
            _must_fit(tx, shop, wanted)
            number = known or playbook_versions.newest(tx) + 1
            if not known:
                playbook_versions.keep(tx, number, files, viewer.operator_id, now)
            playbook_versions.stand(tx, number, viewer.operator_id, now)
            if playbook_versions.plans_otherwise(tx, before, number):
                own_rules.unsettle(tx)
            detail = {"playbook": number, "before": before, "digest": digest}
            journal.append(tx, viewer.operator_id, ADOPTED, act, now, None, detail)
        else:
            number, before = int(done.detail["playbook"]), int(done.detail["before"])
        held = playbook_versions.files_of(tx, before)
        shop.look_at_playbook(tx)
    warned = warnings(load_stored(held, 1), wanted)
    return Adopted(number, before, short(digest), len(changed_files(held, files)), warned)


def may_write(shop: Shop, viewer: Viewer) -> None:
    """Refuse to open an editor for who is no manager, or does not own the workspace's file.

    An editor is a way to every file its user may read: it is opened for whoever has them all anyway.
    """
    needs_manager(viewer)
    if hasattr(os, "getuid") and shop.store.path.stat().st_uid != os.getuid():
        raise Refused(
            "The playbook is written by the owner of the workspace",
            f"{shop.store.path} belongs to another user of this computer.",
            "Ask them; or write a folder of your own and check it with `pipeline-tui playbook check DIR`.",
        )


def warnings(held: Playbook, wanted: Playbook) -> tuple[str, ...]:
    """Return what a playbook no longer has that the one before had: perhaps meant, perhaps a slip."""
    told = []
    for what, had, has in (
        ("language", held.languages, wanted.languages),
        ("script", _scripts(held), _scripts(wanted)),
        ("outcome", [one.code for one in held.outcomes], [one.code for one in wanted.outcomes]),
        ("card", [one.id for one in held.cards["en"]], [one.id for one in wanted.cards["en"]]),
    ):
        gone = [one for one in had if one not in has]
        told += [f"The {what} “{one}” is gone." for one in gone]
    if wanted.trade != held.trade:
        told.append(f"It says that it is for the trade {wanted.trade}; the one before was for {held.trade}.")
    return tuple(told)


def versions(shop: Shop, viewer: Viewer) -> tuple[MethodVersion, ...]:
    """Return every version of the shop's method, the oldest first; none where the shipped one holds."""
    with shop.store.read() as tx:
        return playbook_versions.versions(tx)


def files_of(shop: Shop, viewer: Viewer, number: int | None = None) -> Files:
    """Return the files of a version, without a number of the one that holds; everybody works by it."""
    with shop.store.read() as tx:
        wanted = playbook_versions.standing(tx) if number is None else number
        if number is None and wanted == NONE:
            return _shipped(shop)
        return playbook_versions.files_of(tx, wanted)


def _first_version(tx: Tx, shop: Shop) -> int:
    """Return the version that holds; where none does yet, store the shipped one, so that it can again."""
    holding = playbook_versions.standing(tx)
    if holding != NONE:
        return holding
    number = load_shipped(shop.workspace.trade).version  # calls were stored under it
    playbook_versions.keep(tx, number, _shipped(shop), None, shop.now())
    playbook_versions.stand(tx, number, None, shop.now())
    return number


def _shipped(shop: Shop) -> Files:
    return read_files(shipped_folder(shop.workspace.trade))


def _must_be_sound(faults: tuple[Finding, ...]) -> None:
    if faults:
        first = "; ".join(str(one) for one in faults[:_TOLD])
        raise Refused(
            f"The playbook has {'a fault' if len(faults) == 1 else f'{len(faults)} faults'}",
            first + ("; …" if len(faults) > _TOLD else ""),
            f"Correct line {faults[0].line} of {faults[0].file}; `pipeline-tui playbook check` looks again.",
            {"findings": [{"file": one.file, "line": one.line, "text": one.text} for one in faults]},
        )


def _must_fit(tx: Tx, shop: Shop, wanted: Playbook) -> None:
    """Refuse a playbook that would leave open work on something it does not know."""
    home = shop.workspace.language
    if home not in wanted.languages:
        raise Refused(
            f"The playbook does not speak “{home}”",
            f"The shop works in it; the playbook has {', '.join(wanted.languages)}.",
            f"Add the folder “{home}”, and “{home}” to its languages.",
        )
    for where, kind, known in (
        (method_in_use.steps(tx), "step", {one.code for one in wanted.deal_steps}),
        (method_in_use.segments(tx), "segment", {one.code for one in wanted.segments}),
    ):
        for code, count in where.items():
            if code not in known:
                raise Refused(
                    f"The playbook lacks the {kind} “{code}”",
                    f"{count} {'deal stands' if count == 1 else 'deals stand'} on it now."
                    if kind == "step"
                    else f"{count} {'client is' if count == 1 else 'clients are'} in it now.",
                    f"Keep the {kind}, or move them first.",
                )


def _scripts(playbook: Playbook) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.id for one in playbook.scripts))
