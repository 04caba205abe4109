"""Acts on lists and on the method: imports, running lists, playbook versions."""

from __future__ import annotations

from collections.abc import Callable

from pipeline_tui.services import (
    adopting,
    changing_shop,
    importing,
    learning_method,
    running_lists,
    undoing_imports,
    writing_method,
)
from tests.services.acts.one_act import Act, given
from tests.services.own_playbook import COLD_CALL, with_words
from tests.services.secret_things import NATIONAL, SECRET
from tests.shops import Line


def import_list(line: Line) -> Act:
    file = line.shop.store.path.with_name("list.csv")
    file.write_text(f"name,phone\nNova {SECRET},{NATIONAL}\n", encoding="utf-8")
    return lambda act: importing.import_list(
        line.shop, line.viewer("Mona"), file, list_name=f"list {SECRET}", act=act
    )


def undo_import(line: Line) -> Act:
    import_list(line)(line.act())
    return lambda act: undoing_imports.undo_import(line.shop, line.viewer("Mona"), f"list {SECRET}", act=act)


def adopt(line: Line) -> Act:
    files = with_words(line, f"{SECRET} says this.")
    return lambda act: adopting.adopt(line.shop, line.viewer("Mona"), files, act=act)


def adopt_draft(line: Line) -> Act:
    page = writing_method.file_to_write(line.shop, line.viewer("Mona"), "en/cold-call")
    page.write_text(with_words(line, f"{SECRET} says this.")[COLD_CALL], encoding="utf-8")
    return lambda act: writing_method.adopt_draft(line.shop, line.viewer("Mona"), act=act)


def adopt_version(line: Line) -> Act:
    adopt(line)(line.act())
    return lambda act: writing_method.adopt_version(line.shop, line.viewer("Mona"), 1, act=act)


def note_read(line: Line) -> Act:
    adopt(line)(line.act())
    return lambda act: learning_method.note_read(line.shop, line.viewer("Sam"), 2, act=act)


ACTS: dict[str, Callable[[Line], Act]] = {
    "importing.import_list": import_list,
    "undoing_imports.undo_import": undo_import,
    "adopting.adopt": adopt,
    "writing_method.adopt_draft": adopt_draft,
    "writing_method.adopt_version": adopt_version,
    "learning_method.note_read": note_read,
    "changing_shop.change_shop": lambda g: (
        lambda act: changing_shop.change_shop(
            g.shop, g.viewer("Mona"), hours="Mon-Fri 8-12; Sat 9-11", goal=33, act=act
        )
    ),
    "running_lists.pause_list": given("Mona", running_lists.pause_list, lambda g: g.a_list(SECRET)),
    "running_lists.resume_list": given(
        "Mona", running_lists.resume_list, lambda g: g.a_list(SECRET, state="paused")
    ),
    "running_lists.set_priority": given("Mona", running_lists.set_priority, lambda g: g.a_list(SECRET), 2),
}
