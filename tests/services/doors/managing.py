"""Doors to lists, reports and the method."""

from __future__ import annotations

from pipeline_tui.domain.people import Viewer
from pipeline_tui.services import (
    adopting,
    changing_shop,
    choosing_files,
    counting_line,
    learning_method,
    reporting,
    reporting_joints,
    running_lists,
    watching,
    writing_method,
)
from pipeline_tui.services.own_list import OWN_LIST
from tests.services.doors.one_door import OpenDoor
from tests.services.own_playbook import COLD_CALL, with_words
from tests.shops import Line


def paused_then_resumed(line: Line, viewer: Viewer) -> object:
    line.a_list(OWN_LIST, state="paused")
    return running_lists.resume_list(line.shop, viewer, 1, act=line.act())


def begun(line: Line) -> Line:
    """Have the manager write a draft, so that everybody else is refused for who they are."""
    page = writing_method.file_to_write(line.shop, line.viewer("Mona"), "en/cold-call")
    page.write_text(with_words(line)[COLD_CALL], encoding="utf-8")
    return line


def adopted(line: Line) -> Line:
    """Have the manager adopt a second version."""
    adopting.adopt(line.shop, line.viewer("Mona"), with_words(line), act=line.act())
    return line


UNNAMED: dict[str, OpenDoor] = {
    "adopting.adopt": lambda g, v: adopting.adopt(g.shop, v, with_words(g), act=g.act()),
    "adopting.may_write": lambda g, v: adopting.may_write(g.shop, v),
    "learning_method.news": lambda g, v: learning_method.news(g.shop, v),
    "learning_method.take_up": lambda g, v: learning_method.take_up(g.shop, v),
    "learning_method.what_is_new": lambda g, v: learning_method.what_is_new(g.shop, v),
    "learning_method.note_read": lambda g, v: learning_method.note_read(g.shop, v, 1, act=g.act()),
    "adopting.versions": lambda g, v: adopting.versions(g.shop, v),
    "adopting.files_of": lambda g, v: adopting.files_of(g.shop, v),
    "adopting.plan": lambda g, v: adopting.plan(g.shop, v, with_words(g)),
    "writing_method.workbench": lambda g, v: writing_method.workbench(g.shop, v),
    "writing_method.begin": lambda g, v: writing_method.begin(g.shop, v),
    "writing_method.draft": lambda g, v: writing_method.draft(begun(g).shop, v),
    "writing_method.file_to_write": lambda g, v: writing_method.file_to_write(g.shop, v, "cold-call"),
    "writing_method.page_to_write": lambda g, v: writing_method.page_to_write(g.shop, v, "cold-call"),
    "writing_method.changes_of": lambda g, v: writing_method.changes_of(begun(g).shop, v),
    "writing_method.plan_of": lambda g, v: writing_method.plan_of(adopted(g).shop, v, 1),
    "writing_method.adopt_version": lambda g, v: writing_method.adopt_version(
        adopted(g).shop, v, 1, act=g.act()
    ),
    "writing_method.adopt_draft": lambda g, v: writing_method.adopt_draft(begun(g).shop, v, act=g.act()),
    "writing_method.throw_away": lambda g, v: writing_method.throw_away(begun(g).shop, v),
    "changing_shop.settings": lambda g, v: changing_shop.settings(g.shop, v),
    "changing_shop.change_shop": lambda g, v: changing_shop.change_shop(g.shop, v, goal=33, act=g.act()),
    "reporting.funnel": lambda g, v: reporting.funnel(g.shop, v),
    "reporting.must_say": lambda g, v: reporting.must_say(g.shop, v),
    "reporting_joints.joints": lambda g, v: reporting_joints.joints(g.shop, v),
    "reporting_joints.red": lambda g, v: reporting_joints.red(g.shop, v),
    "running_lists.find_list": lambda g, v: running_lists.find_list(g.shop, v, OWN_LIST),
    "running_lists.list_card": lambda g, v: running_lists.list_card(g.shop, v, 1),
    "running_lists.pause_list": lambda g, v: running_lists.pause_list(g.shop, v, 1, act=g.act()),
    "running_lists.resume_list": paused_then_resumed,
    "running_lists.set_priority": lambda g, v: running_lists.set_priority(g.shop, v, 1, 2, act=g.act()),
    "choosing_files.folder": lambda g, v: choosing_files.folder(g.shop, v),
    "choosing_files.allowed_folder": lambda g, v: choosing_files.allowed_folder(g.shop, v),
    "watching.blockers": lambda g, v: watching.blockers(g.shop, v),
    "watching.crew": lambda g, v: watching.crew(g.shop, v),
    "watching.lists": lambda g, v: watching.lists(g.shop, v),
    "counting_line.listed": lambda g, v: counting_line.listed(g.shop, v),
    "counting_line.count_line": lambda g, v: counting_line.count_line(g.shop, v),
}
