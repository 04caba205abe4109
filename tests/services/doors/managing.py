"""Doors to lists, reports and the method."""

from __future__ import annotations

from pipeline_tui.domain.people import Viewer
from pipeline_tui.services import (
    adopting,
    choosing_files,
    counting_line,
    learning_method,
    reporting,
    reporting_joints,
    running_lists,
    watching,
)
from pipeline_tui.services.setting_up import OWN_LIST
from tests.services.doors.one_door import OpenDoor
from tests.services.own_playbook import with_words
from tests.shops import Line


def paused_then_resumed(line: Line, viewer: Viewer) -> object:
    line.a_list(OWN_LIST, state="paused")
    return running_lists.resume_list(line.shop, viewer, 1, act=line.act())


UNNAMED: dict[str, OpenDoor] = {
    "adopting.adopt": lambda g, v: adopting.adopt(g.shop, v, with_words(g), act=g.act()),
    "adopting.may_write": lambda g, v: adopting.may_write(g.shop, v),
    "learning_method.news": lambda g, v: learning_method.news(g.shop, v),
    "learning_method.take_up": lambda g, v: learning_method.take_up(g.shop, v),
    "learning_method.what_is_new": lambda g, v: learning_method.what_is_new(g.shop, v),
    "learning_method.note_read": lambda g, v: learning_method.note_read(g.shop, v, 1, act=g.act()),
    "adopting.versions": lambda g, v: adopting.versions(g.shop, v),
    "adopting.files_of": lambda g, v: adopting.files_of(g.shop, v),
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
