"""``playbook adopt|versions|diff|edit``: the shop's own method, version after version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline_tui.cli.code_words import state_word
from pipeline_tui.cli.playbook_names import DRAFT, OWN, Named, Playbooks
from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.domain.errors import NothingToDo
from pipeline_tui.wording import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from pipeline_tui.domain.method_changes import FileChange
    from pipeline_tui.domain.method_drafts import Draft
    from pipeline_tui.domain.method_versions import MethodVersion


def add_to(family: typer.Typer) -> None:
    """Add the commands of this file to the family ``playbook``."""
    family.command("adopt")(adopt)
    family.command("versions")(versions)
    family.command("diff")(diff)
    family.command("edit")(edit)
    family.command("news")(news)


def adopt(
    ctx: typer.Context,
    named: Annotated[
        str, typer.Argument(metavar="DIR", help="A folder, a trade or a version; else the draft.")
    ] = DRAFT,
    over: Annotated[
        bool, typer.Option("--over", help="Though another version was adopted since the draft was begun.")
    ] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Though some of the shop's data loses its place.")
    ] = False,
    preview: Annotated[bool, typer.Option("--preview", help="Only say what would happen.")] = False,
) -> None:
    """Let a playbook hold in this workspace from now on, as a version.

    It is checked first, and refused with file and line where it has a fault. What of the shop's data it does
    not know is named with counts: refused where open work stands on it, else adopted with --accept. Desks
    take it up between two calls and show what is new; calls made before keep their version. For managers.
    """
    from pipeline_tui.cli.printing import line, spaced, title
    from pipeline_tui.domain.method_fit import AdoptionPlan
    from pipeline_tui.services import adopting, writing_method
    from pipeline_tui.ui.adoption_words import sections

    shell: Shell = ctx.obj
    with Playbooks(shell) as playbooks:
        wanted, (shop, viewer) = playbooks.named(named), playbooks.signed_in()
        drafted = wanted.path if wanted.path == playbooks.draft else None
        done = adopting.plan(shop, viewer, wanted.files) if preview else None
        if done is None and drafted is not None:
            adopted = writing_method.adopt_draft(shop, viewer, act=new_act(), over=over, accept=accept)
        elif done is None:
            adopted = adopting.adopt(shop, viewer, wanted.files, act=new_act(), accept=accept)

    def planned(plan: AdoptionPlan) -> Iterator[RenderableType]:
        for section in sections(plan):
            yield title(section.title)
            yield from (spaced(f"  {one}") for one in section.lines)
        yield line(tr("Nothing was changed."))

    def told() -> Iterator[RenderableType]:
        files = trn("{number} file", "{number} files", adopted.changed)
        yield line(
            tr(
                "Version {number} of the playbook holds now; {files} changed.",
                number=adopted.number,
                files=files,
            ),
            "bold",
        )
        for one in adopted.warnings:
            yield line(tr("Note: {one}", one=one))
        yield line(tr("Desks take it up between two calls. Taken back with: pipeline-tui undo"))

    if done is not None:
        data = {
            "number": done.number,
            "before": done.before,
            "changed": done.changed,
            "warnings": done.warnings,
            "gaps": [gap.plain for gap in done.gaps],
        }
        shell.answer(data, lambda: planned(done))
    else:
        shell.answer(adopted, told)


def versions(ctx: typer.Context) -> None:
    """List every version of the playbook this workspace worked by."""
    from pipeline_tui.cli.printing import line, table, when
    from pipeline_tui.services import adopting

    shell: Shell = ctx.obj
    with Playbooks(shell) as playbooks:
        shop, viewer = playbooks.signed_in()
        found, zone, trade = adopting.versions(shop, viewer), shop.workspace.zone, shop.workspace.trade
        drafted = playbooks.drafted

    def row(one: MethodVersion) -> tuple[object, ...]:
        by = one.by or tr("set-up")
        return (
            one.number,
            when(one.at, zone),
            by,
            one.changed or "",
            one.digest[:8],
            tr("holds") * one.holds,
        )

    def told() -> Iterator[RenderableType]:
        yield table(
            ("version", "adopted", "by", "files changed", "digest", ""),
            [row(one) for one in reversed(found)],
            empty=tr(
                "The shipped playbook holds: {trade}. Begin your own with: pipeline-tui playbook edit",
                trade=trade,
            ),
        )
        if drafted:
            yield line(tr("There is a draft. See it with: pipeline-tui playbook diff"))

    shell.answer(found, told)


def diff(
    ctx: typer.Context,
    before: Annotated[
        str, typer.Argument(metavar="A", help="A version, trade, folder or “draft”; else the one before.")
    ] = "",
    after: Annotated[
        str, typer.Argument(metavar="B", help="The same; else what holds, or the draft if there is one.")
    ] = "",
) -> None:
    """Show what differs between two playbooks, line by line."""
    from pipeline_tui.cli.printing import line
    from pipeline_tui.domain.method_changes import changes

    shell: Shell = ctx.obj
    with Playbooks(shell) as playbooks:
        old, new = _pair(playbooks, before, after)
    found = changes(old.files, new.files)

    def told() -> Iterator[RenderableType]:
        yield line(tr("From {before} to {after}", before=old.name, after=new.name), "bold")
        if not found:
            yield line(tr("They are the same."))
        for one in found:
            yield from _change(one)

    shell.answer({"from": old.name, "to": new.name, "files": found}, told)


def news(
    ctx: typer.Context,
    read: Annotated[bool, typer.Option("--read", help="Say that you have read it.")] = False,
) -> None:
    """Show what is new in the playbook since you read it last.

    The desks show the same with D. Exit code 1 when nothing is.
    """
    from pipeline_tui.cli.printing import line, when
    from pipeline_tui.services import learning_method

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        new, zone = learning_method.what_is_new(shop, viewer), shop.workspace.zone
        if read:
            learning_method.note_read(shop, viewer, new.number, act=new_act())

    def told() -> Iterator[RenderableType]:
        by = tr(" by {by}", by=new.by) if new.by else ""
        yield line(
            tr(
                "Version {number}{by}, {at}; you knew version {known}.",
                number=new.number,
                by=by,
                at=when(new.at, zone),
                known=new.known,
            ),
            "bold",
        )
        for one in new.changes:
            yield from _change(one)
        yield line(
            tr("Noted as read.") if read else tr("Say that you have read it with: playbook news --read")
        )

    shell.answer(new, told)


def edit(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="As cold-call, fr/cold-call or playbook.toml; else a list.")
    ] = "",
) -> None:
    """Write the next version of the playbook in your editor.

    A draft beside the workspace is begun from what holds now, the file is opened in $EDITOR and checked when
    you leave it. Nothing holds before `playbook adopt`. For managers who own the workspace's file.
    """
    from pipeline_tui.services import writing_method

    shell: Shell = ctx.obj
    with Playbooks(shell) as playbooks:
        shop, viewer = playbooks.signed_in()
        if file:
            writing_method.open_editor(writing_method.file_to_write(shop, viewer, file))
        else:
            writing_method.begin(shop, viewer)
        draft = writing_method.draft(shop, viewer)
    shell.answer(
        {"draft": draft.folder, "files": draft.files, "changed": draft.changed, "findings": draft.faults},
        lambda: _draft_told(draft, list_files=not file),
    )
    if draft.faults:
        raise typer.Exit(1)


def _pair(playbooks: Playbooks, before: str, after: str) -> tuple[Named, Named]:
    """Return the two playbooks to compare."""
    if after:
        return playbooks.named(before), playbooks.named(after)
    if before and before != DRAFT:
        return playbooks.named(before), playbooks.named(OWN)
    held = playbooks.named(OWN)
    if before == DRAFT or playbooks.drafted:
        return held, playbooks.named(DRAFT)
    older = playbooks.older_than(held.number)
    if not older:
        raise NothingToDo(
            tr("There is nothing to compare yet"),
            tr("The shop has one version of its playbook."),
            tr("Change it with `pipeline-tui playbook edit`."),
        )
    return playbooks.named(str(older[-1])), held


def _change(one: FileChange) -> Iterator[RenderableType]:
    from rich.text import Text

    from pipeline_tui.cli.printing import title, told
    from pipeline_tui.domain.text import clean

    counts = tr("{added} added, {removed} gone", added=one.added, removed=one.removed)
    yield title(told(one.file, f"{state_word(one.state)}, {counts}"))
    styles = {"+": "green", "-": "red", "…": "dim"}
    for each in one.lines:
        place = f"{each.number:>4}" if each.mark.value != "…" else "    "
        text = Text(f"{place} {each.mark.value} {clean(each.text, limit=4000)}")
        text.stylize(styles.get(each.mark.value, ""))
        yield text


def _draft_told(draft: Draft, *, list_files: bool) -> Iterator[RenderableType]:
    from pipeline_tui.cli.printing import facts, line

    yield line(tr("The draft is in {folder}.", folder=draft.folder))
    if list_files:
        yield facts(_by_folder(draft.files))
    for one in draft.faults:
        yield line(str(one))
    if draft.faults:
        yield line(tr("Correct these lines: pipeline-tui playbook edit FILE"))
    elif not draft.changed:
        yield line(tr("Nothing differs yet from what holds. Change a file: pipeline-tui playbook edit FILE"))
    else:
        yield line(tr("Changed: {changed}. No fault was found.", changed=", ".join(draft.changed)))
        yield line(
            tr(
                "Look once more with `pipeline-tui playbook diff`; "
                "it holds with `pipeline-tui playbook adopt`."
            )
        )


def _by_folder(files: Iterable[str]) -> list[tuple[str, str]]:
    """Return the names of files under the folder they lie in."""
    found: dict[str, list[str]] = {}
    for one in files:
        folder, _, name = one.rpartition("/")
        found.setdefault(folder, []).append(name.removesuffix(".md"))
    return [(folder or tr("above"), ", ".join(names)) for folder, names in sorted(found.items())]
