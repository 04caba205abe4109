"""The shop's own method: a playbook is checked and adopted as a version that is never changed."""

from __future__ import annotations

import os

from pipeline_tui.domain.errors import NothingToDo, Refused
from pipeline_tui.domain.method_changes import changed_files
from pipeline_tui.domain.method_fit import AdoptionPlan, Weight, gaps
from pipeline_tui.domain.method_versions import NONE, Adopted, Files, MethodVersion, digest_of, short
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.playbook import Playbook
from pipeline_tui.playbooks.checking import check
from pipeline_tui.playbooks.findings import Finding
from pipeline_tui.playbooks.folders import StoredFolder, read_files
from pipeline_tui.playbooks.reading import load_shipped, load_stored, shipped_folder
from pipeline_tui.services import fitting
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, own_rules, playbook_versions
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import mark, tr, trn

ADOPTED = "playbook_adopted"
_TOLD = 5  # faults named in the refusal; `playbook check` tells all


def plan(shop: Shop, viewer: Viewer, files: Files) -> AdoptionPlan:
    """Return what adopting a playbook would do now; nothing is changed.

    Refused with file and line where it has a fault; NothingToDo when it holds already.
    """
    needs_manager(viewer)
    _must_be_sound(check(StoredFolder(files)))
    with shop.store.read() as tx:
        holding = playbook_versions.standing(tx)
        held = playbook_versions.files_of(tx, holding) if holding != NONE else _shipped(shop)
        known = playbook_versions.with_digest(tx, digest_of(files))
        if files == held:
            raise _holds_already(holding)
        before, wanted = load_stored(held, 1), load_stored(files, 1)
        used = fitting.everything(tx, shop, before, wanted)
        return AdoptionPlan(
            number=known or max(playbook_versions.newest(tx), load_shipped(shop.workspace.trade).version) + 1,
            before=holding,
            changed=changed_files(held, files),
            gaps=gaps(before, wanted, used, shop.workspace.language),
            warnings=warnings(before, wanted),
        )


def adopt(shop: Shop, viewer: Viewer, files: Files, *, act: str, accept: bool = False) -> Adopted:
    """Let a whole playbook hold from now on, stored as a version; for managers.

    Refused with file and line where it has a fault, and where open work stands on what it no longer knows.
    Where other data would lose its place or its meaning, only with ``accept``: the refusal says what. Open
    desks take it up between two calls. NothingToDo when it holds already.
    """
    needs_manager(viewer)
    _must_be_sound(check(StoredFolder(files)))
    wanted, now, digest = load_stored(files, 1), shop.now(), digest_of(files)
    if not accept:
        _must_be_known(shop, viewer, files, act)
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, ADOPTED)
        if done is None:
            before = _first_version(tx, shop)
            known = playbook_versions.with_digest(tx, digest)
            if known == before:
                raise _holds_already(before)
            fitting.must_fit(tx, shop, wanted)
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
            tr("The playbook is written by the owner of the workspace"),
            tr("{path} belongs to another user of this computer.", path=shop.store.path),
            tr(
                "Ask them; or write a folder of your own and check it with `pipeline-tui playbook check DIR`."
            ),
        )


def warnings(held: Playbook, wanted: Playbook) -> tuple[str, ...]:
    """Return what a playbook no longer has that the one before had: perhaps meant, perhaps a slip."""
    told: list[str] = []
    for what, had, has in (
        (mark("The language “{code}” is gone."), held.languages, wanted.languages),
        (mark("The script “{code}” is gone."), _scripts(held), _scripts(wanted)),
        (
            mark("The outcome “{code}” is gone."),
            [one.code for one in held.outcomes],
            [one.code for one in wanted.outcomes],
        ),
        (
            mark("The card “{code}” is gone."),
            [one.id for one in held.cards["en"]],
            [one.id for one in wanted.cards["en"]],
        ),
    ):
        gone = [one for one in had if one not in has]
        told += [tr(what, code=one) for one in gone]
    if wanted.trade != held.trade:
        told.append(
            tr(
                "It says that it is for the trade {trade}; the one before was for {before}.",
                trade=wanted.trade,
                before=held.trade,
            )
        )
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


def _holds_already(number: int) -> NothingToDo:
    return NothingToDo(
        tr("This playbook holds already"),
        tr("It is version {number}.", number=number) if number else tr("It is the shipped one."),
        tr("Nothing is to be done."),
    )


def _must_be_known(shop: Shop, viewer: Viewer, files: Files, act: str) -> None:
    """Refuse what would change the meaning of the shop's data, as long as nobody has said yes to it."""
    with shop.store.read() as tx:
        if journal.seen(tx, act) is not None:
            return
    found = plan(shop, viewer, files)
    asked = found.of(Weight.ASKED)
    if asked and not found.of(Weight.REFUSED):
        raise Refused(
            trn(
                "{number} thing in the shop’s data would lose its place",
                "{number} things in the shop’s data would lose their place",
                len(asked),
            ),
            " ".join(f"{gap.words} {gap.next_step}" for gap in asked[:_TOLD])
            + (" …" if len(asked) > _TOLD else ""),
            tr("Change the playbook, or adopt it with --accept; --preview shows all of it."),
            {"needs": "accept", "gaps": [gap.plain for gap in found.gaps]},
        )


def _must_be_sound(faults: tuple[Finding, ...]) -> None:
    if faults:
        first = "; ".join(str(one) for one in faults[:_TOLD])
        raise Refused(
            trn("The playbook has a fault", "The playbook has {number} faults", len(faults)),
            first + ("; …" if len(faults) > _TOLD else ""),
            tr(
                "Correct line {line} of {file}; `pipeline-tui playbook check` looks again.",
                line=faults[0].line,
                file=faults[0].file,
            ),
            {"findings": [{"file": one.file, "line": one.line, "text": one.text} for one in faults]},
        )


def _scripts(playbook: Playbook) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.id for one in playbook.scripts))
