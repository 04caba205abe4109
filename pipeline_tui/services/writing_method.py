"""Writing the next version of the shop's method: a draft beside the workspace, an editor, and its adoption.

A draft lies outside the workspace: nothing of it holds, is journalled or is taken back before it is adopted.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from pipeline_tui.domain.errors import NothingToDo, Refused, UsageTrouble
from pipeline_tui.domain.method_changes import FileChange, changed_files, changes
from pipeline_tui.domain.method_drafts import Draft, Finding, Workbench
from pipeline_tui.domain.method_fit import AdoptionPlan
from pipeline_tui.domain.method_versions import NONE, Adopted, Files
from pipeline_tui.domain.people import Viewer
from pipeline_tui.playbooks import drafts
from pipeline_tui.playbooks.checking import check
from pipeline_tui.playbooks.folders import read_files
from pipeline_tui.services import adopting
from pipeline_tui.services.claiming import in_hand
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.settings import draft_folder, over_ssh
from pipeline_tui.storage import journal, playbook_versions
from pipeline_tui.wording import tr


def workbench(shop: Shop, viewer: Viewer) -> Workbench:
    """Return the versions of the method, the draft of the next one, and whether the viewer may write it."""
    needs_manager(viewer)
    barred = ""
    try:
        adopting.may_write(shop, viewer)
    except Refused as refused:
        barred = f"{refused.title}. {refused.detail}"
    versions = adopting.versions(shop, viewer)
    begun = draft(shop, viewer) if drafts.is_draft(_folder(shop)) else None
    return Workbench(
        versions=versions,
        trade=shop.workspace.trade,
        language=shop.workspace.language,
        holds=next((one.number for one in versions if one.holds), NONE),
        pages=begun.files if begun and begun.files else tuple(sorted(adopting.files_of(shop, viewer))),
        draft=begun,
        barred=barred,
    )


def draft(shop: Shop, viewer: Viewer) -> Draft:
    """Return the draft with its faults and what it changes. Raises NothingToDo when there is none."""
    needs_manager(viewer)
    folder, held = _begun(shop), adopting.files_of(shop, viewer)
    try:
        files = read_files(folder)
    except UsageTrouble as unreadable:
        faults = tuple(Finding(**one) for one in unreadable.data["findings"])
        return Draft(str(folder), drafts.begun_from(folder), faults=faults)
    return Draft(
        folder=str(folder),
        begun_from=drafts.begun_from(folder),
        files=tuple(sorted(files)),
        changed=changed_files(held, files),
        faults=check(folder),
    )


def begin(shop: Shop, viewer: Viewer) -> None:
    """Begin a draft from what holds now, where there is none; for managers who own the workspace's file."""
    adopting.may_write(shop, viewer)
    folder = _folder(shop)
    if not drafts.is_draft(folder):
        with shop.store.read() as tx:
            holds = playbook_versions.standing(tx)
        drafts.begin(folder, adopting.files_of(shop, viewer), holds)


def file_to_write(shop: Shop, viewer: Viewer, named: str) -> Path:
    """Return a file of the draft by its name, "cold-call" or "fr/cold-call"; the draft is begun for it."""
    begin(shop, viewer)
    return drafts.file_of(_folder(shop), named, shop.workspace.language)


def page_to_write(shop: Shop, viewer: Viewer, named: str) -> Path:
    """Return a file of the draft for a desk that hands its terminal over.

    Refused while the viewer has a contact in hand: nobody renews its lease while an editor has the terminal.
    And from another machine: an editor reads every file of the account the workstation runs under.
    """
    if over_ssh():
        raise Refused(
            tr("No editor is opened for another machine"),
            tr("You work here from another machine; an editor could read every file of this one."),
            tr("In a shell of this machine: pipeline-tui playbook edit {name}", name=named),
        )
    if in_hand(shop, viewer) is not None:
        raise Refused(
            tr("First the contact in hand"),
            tr("A contact in hand is not kept while the editor has the terminal."),
            tr("End or skip it, then write."),
        )
    return file_to_write(shop, viewer, named)


def throw_away(shop: Shop, viewer: Viewer) -> None:
    """Take the draft away unadopted. Raises NothingToDo when there is none."""
    adopting.may_write(shop, viewer)
    drafts.drop(_begun(shop))


def changes_of(shop: Shop, viewer: Viewer, number: int = NONE) -> tuple[FileChange, ...]:
    """Return what a version changed of the one before it; without a number, what the draft would."""
    needs_manager(viewer)
    if number == NONE:
        return changes(adopting.files_of(shop, viewer), read_files(_begun(shop)))
    after = adopting.files_of(shop, viewer, number)
    older = [one.number for one in adopting.versions(shop, viewer) if one.number < number]
    return changes(adopting.files_of(shop, viewer, older[-1]), after) if older else ()


def plan_of(shop: Shop, viewer: Viewer, number: int = NONE) -> AdoptionPlan:
    """Return what adopting a version, without a number the draft, would do now."""
    return adopting.plan(shop, viewer, _files(shop, viewer, number))


def adopt_version(shop: Shop, viewer: Viewer, number: int, *, act: str, accept: bool = False) -> Adopted:
    """Let an earlier version hold again."""
    return adopting.adopt(shop, viewer, _files(shop, viewer, number), act=act, accept=accept)


def adopt_draft(shop: Shop, viewer: Viewer, *, act: str, over: bool = False, accept: bool = False) -> Adopted:
    """Let the draft hold; what it says is stored then, and its folder goes.

    Refused when another version was adopted since it was begun, unless ``over`` it.
    """
    needs_manager(viewer)
    folder = _folder(shop)
    if not drafts.is_draft(folder):
        # A retry: the draft went with the act, which stored it.
        with shop.store.read() as tx:
            seen = journal.seen(tx, act)
            number = int(seen.detail["playbook"]) if seen and seen.verb == adopting.ADOPTED else NONE
        if number != NONE:
            return adopt_version(shop, viewer, number, act=act, accept=True)
    files, begun = read_files(_begun(shop)), drafts.begun_from(folder)
    with shop.store.read() as tx:
        holds = playbook_versions.standing(tx)
    if not over and begun != holds:
        raise Refused(
            tr("The playbook changed since this draft was begun"),
            tr("The draft began from version {begun}; version {holds} holds.", begun=begun, holds=holds),
            tr("Look with `pipeline-tui playbook diff`, then adopt it with --over."),
            {"needs": "over"},
        )
    done_now = adopting.adopt(shop, viewer, files, act=act, accept=accept)
    drafts.drop(folder)
    return done_now


def open_editor(file: Path) -> None:
    """Open a file in $VISUAL or $EDITOR and wait until it is left; the terminal is the editor's meanwhile.

    Raises UsageTrouble when there is none, or when it cannot be started or fails.
    """
    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(wanted)
    except ValueError:
        words = []
    if not words:
        raise UsageTrouble(
            tr("The name of the editor cannot be read") if wanted else tr("No editor is named"),
            tr("The file is {file}.", file=file),
            tr("Set EDITOR, for instance: export EDITOR=nano. Or open the file with what you like."),
        )
    try:
        code = subprocess.run([*words, str(file)], check=False).returncode
    except OSError as reason:
        raise UsageTrouble(
            tr("The editor {name} does not start", name=words[0]),
            f"{reason.strerror}.",
            tr("Set EDITOR to another one."),
        ) from reason
    if code:
        raise UsageTrouble(
            tr("The editor {name} ended with {code}", name=words[0], code=code),
            tr("What it stored stands in the draft."),
            tr("Open it again."),
        )


def _folder(shop: Shop) -> Path:
    return draft_folder(shop.store.path)


def _begun(shop: Shop) -> Path:
    folder = _folder(shop)
    if not drafts.is_draft(folder):
        raise NothingToDo(
            tr("There is no draft of the playbook"),
            tr("Nobody has begun one."),
            tr("Begin it with `pipeline-tui playbook edit`, or name a folder."),
        )
    return folder


def _files(shop: Shop, viewer: Viewer, number: int) -> Files:
    return adopting.files_of(shop, viewer, number) if number != NONE else read_files(_begun(shop))
