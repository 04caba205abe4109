"""Doors to people: staff, stages, absences, newcomers, the structure."""

from __future__ import annotations

from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Role
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import (
    changing_stages,
    choosing_language,
    knowing_staff,
    leaving,
    replacing,
    restructuring,
    staffing,
    starting_out,
    taking_leave,
)
from tests.services.doors.one_door import OpenDoor
from tests.shops import Line, S


def gone_and_back(line: Line, viewer: Viewer) -> object:
    leaving.deactivate(line.shop, viewer, "Paul", ["team"], act=line.act())
    return leaving.reactivate(line.shop, viewer, "Paul", act=line.act())


def another_structure(line: Line) -> Structure:
    """Return a structure the shop does not work in."""
    return next(one for one in Structure if one is not line.shop.workspace.structure)


UNNAMED: dict[str, OpenDoor] = {
    "staffing.people": lambda g, v: staffing.people(g.shop, v),
    "staffing.change_person": lambda g, v: staffing.change_person(
        g.shop, v, "Sam", act=g.act(), extension="203"
    ),
    "choosing_language.choose_language": lambda g, v: choosing_language.choose_language(
        g.shop, v, "fr", act=g.act()
    ),
    "staffing.add_person": lambda g, v: staffing.add_person(g.shop, v, "Neu", {S}, act=g.act()),
    "starting_out.first_day": lambda g, v: starting_out.first_day(g.shop, v),
    "starting_out.newcomers": lambda g, v: starting_out.newcomers(g.shop, v),
    "starting_out.regulation": lambda g, v: starting_out.regulation(g.shop, v),
    "starting_out.questions": lambda g, v: starting_out.questions(g.shop, v),
    "starting_out.read_regulation": lambda g, v: starting_out.read_regulation(g.shop, v, act=g.act()),
    "starting_out.answer_questions": lambda g, v: starting_out.answer_questions(g.shop, v, {}, act=g.act()),
    "starting_out.note_practice": lambda g, v: starting_out.note_practice(g.shop, v, (80,), act=g.act()),
    "knowing_staff.staff": lambda g, v: knowing_staff.staff(g.shop, v),
    "replacing.plan": lambda g, v: replacing.plan(g.shop, v, "Fatou", ["team"], stays=True),
    "replacing.replace": lambda g, v: replacing.replace(g.shop, v, "Paul", ["team"], act=g.act()),
    "leaving.deactivate": lambda g, v: leaving.deactivate(g.shop, v, "Paul", ["team"], act=g.act()),
    "leaving.reactivate": gone_and_back,
    "changing_stages.plan_stages": lambda g, v: changing_stages.plan_stages(
        g.shop, v, "Sam", {Role.SCOUT, Role.MANAGER}, ["team"]
    ),
    "changing_stages.set_stages": lambda g, v: changing_stages.set_stages(
        g.shop, v, "Sam", {Role.SCOUT, Role.MANAGER}, ["team"], act=g.act()
    ),
    "taking_leave.absences": lambda g, v: taking_leave.absences(g.shop, v),
    "restructuring.preview": lambda g, v: restructuring.preview(g.shop, v, another_structure(g)),
    "restructuring.set_structure": lambda g, v: restructuring.set_structure(
        g.shop, v, another_structure(g), act=g.act()
    ),
    "taking_leave.be_absent": lambda g, v: taking_leave.be_absent(
        g.shop, v, "Mona", g.shop.today(), g.shop.today(), act=g.act()
    ),
    "taking_leave.be_back": lambda g, v: taking_leave.be_back(g.shop, v, "Mona", act=g.act()),
}
