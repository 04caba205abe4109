"""``structure``: how the stages are grouped into tiers, and changing it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from pipeline_tui.cli.code_words import covered
from pipeline_tui.cli.shell import Shell, new_act
from pipeline_tui.domain.structures import Structure
from pipeline_tui.ui.structure_words import STRUCTURE_NAMES
from pipeline_tui.wording import tr


def add_to(app: typer.Typer) -> None:
    """Add the commands of this family."""
    family = typer.Typer(no_args_is_help=True, help="How the stages are grouped into tiers.")
    family.command("show")(show_structure)
    family.command("set")(set_structure)
    app.add_typer(family, name="structure")


def show_structure(ctx: typer.Context) -> None:
    """Show the structure, its tiers and who covers them."""
    from pipeline_tui.cli.as_json import as_json
    from pipeline_tui.cli.printing import line, table
    from pipeline_tui.cli.shapes import person
    from pipeline_tui.domain.structures import TIERS
    from pipeline_tui.services.signing_in import operators

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, _viewer):
        structure = shop.workspace.structure
        everyone = [person(each, structure) for each in operators(shop)]
    tiers: list[dict[str, Any]] = []
    for number, tier in enumerate(TIERS[structure], start=1):
        stages = as_json(tier)
        covering = [each for each in everyone if set(each["stages"]) & set(stages)]
        tiers.append({"id": number, "stages": stages, "people": covering})
    shell.answer(
        {"structure": structure, "tiers": tiers},
        lambda: [
            line(tr("Structure: {structure}", structure=STRUCTURE_NAMES[structure])),
            table(
                ("tier", "stages", "people"),
                [
                    (
                        tier["id"],
                        covered(tier["stages"]),
                        ", ".join(each["name"] for each in tier["people"]) or tr("nobody"),
                    )
                    for tier in tiers
                ],
            ),
        ],
    )


def set_structure(
    ctx: typer.Context,
    structure: Annotated[Structure, typer.Argument(metavar="S", help="The structure to work in.")],
    preview: Annotated[bool, typer.Option("--preview", help="Only say what would happen.")] = False,
) -> None:
    """Change the structure; --preview says what would move.

    Every contact keeps its stage. Open work that somebody may no longer do goes to whoever works that stage,
    what waits for a receiver goes to the team, and `undo` takes all of it back.
    """
    from pipeline_tui.cli.printing import line, spaced, title
    from pipeline_tui.services import restructuring
    from pipeline_tui.ui.structure_words import sections

    shell: Shell = ctx.obj
    with shell.signed_in() as (shop, viewer):
        if preview:
            plan = restructuring.preview(shop, viewer, structure)
        else:
            plan = restructuring.set_structure(shop, viewer, structure, act=new_act())
    named = {"after": STRUCTURE_NAMES[plan.after], "before": STRUCTURE_NAMES[plan.before]}
    shell.answer(
        plan,
        lambda: [
            line(
                tr("The shop works in {after}; before: {before}.", **named)
                if plan.applied
                else tr("The shop would work in {after}; before: {before}.", **named)
            ),
            *(
                part
                for section in sections(plan)
                for part in (title(section.title), *(spaced(f"  {one}") for one in section.lines))
            ),
            line(tr("undo takes it back.") if plan.applied else tr("Nothing was changed.")),
        ],
    )
