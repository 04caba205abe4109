"""Acts on people: staff, stages, absences, newcomers, the structure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from pipeline_tui.domain.stages import Role
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import (
    changing_stages,
    choosing_language,
    leaving,
    replacing,
    restructuring,
    signing_in,
    staffing,
    starting_out,
    taking_leave,
)
from tests.services.acts.one_act import Act, given
from tests.services.secret_things import SECRET, claimed, deal
from tests.shops import Line


def replace(line: Line) -> Act:
    deal(line)
    return lambda act: replacing.replace(line.shop, line.viewer("Mona"), "Hugo", ["Hana"], act=act)


def reactivate(line: Line) -> Act:
    leaving.deactivate(line.shop, line.viewer("Mona"), "Hana", act=line.act())
    return lambda act: leaving.reactivate(line.shop, line.viewer("Mona"), "Hana", act=act)


def be_absent(line: Line) -> Act:
    first = line.shop.today()
    return lambda act: taking_leave.be_absent(
        line.shop, line.viewer("Mona"), "Hugo", first, first + timedelta(days=3), act=act, reason=SECRET
    )


def be_back(line: Line) -> Act:
    be_absent(line)(line.act())
    return lambda act: taking_leave.be_back(line.shop, line.viewer("Mona"), "Hugo", act=act)


def set_structure(line: Line) -> Act:
    deal(line)
    claimed(line)
    return lambda act: restructuring.set_structure(
        line.shop, line.viewer("Mona"), Structure.TWO_TIER_CLOSER, act=act
    )


def answer_questions(line: Line) -> Act:
    sam = line.viewer("Sam")
    starting_out.read_regulation(line.shop, sam, act=line.act())
    given = {one.key: one.right for one in starting_out.questions(line.shop, sam)}
    return lambda act: starting_out.answer_questions(line.shop, sam, given, act=act)


def release_newcomer(line: Line) -> Act:
    mona = line.viewer("Mona")
    staffing.add_person(line.shop, mona, "Nina", {Role.SCOUT}, act=line.act(), newcomer=True)
    return lambda act: starting_out.release(line.shop, mona, "Nina", act=act, waive=True)


ACTS: dict[str, Callable[[Line], Act]] = {
    "starting_out.read_regulation": lambda g: (
        lambda act: starting_out.read_regulation(g.shop, g.viewer("Sam"), act=act)
    ),
    "starting_out.answer_questions": answer_questions,
    "starting_out.note_practice": lambda g: (
        lambda act: starting_out.note_practice(g.shop, g.viewer("Sam"), (90, 40), act=act)
    ),
    "starting_out.release": release_newcomer,
    "choosing_language.choose_language": given("Sam", choosing_language.choose_language, lambda g: "fr"),
    "signing_in.set_passphrase": lambda g: (
        lambda act: signing_in.set_passphrase(g.shop, g.viewer("Mona"), "Sam", f"{SECRET} {SECRET}", act=act)
    ),
    "staffing.add_person": lambda g: (
        lambda act: staffing.add_person(g.shop, g.viewer("Mona"), SECRET, {Role.SCOUT}, act=act)
    ),
    "staffing.change_person": lambda g: (
        lambda act: staffing.change_person(
            g.shop, g.viewer("Mona"), "Sam", act=act, languages=("fr",), extension="7771"
        )
    ),
    "replacing.replace": replace,
    "leaving.deactivate": lambda g: lambda act: leaving.deactivate(g.shop, g.viewer("Mona"), "Hana", act=act),
    "leaving.reactivate": reactivate,
    "changing_stages.set_stages": lambda g: (
        lambda act: changing_stages.set_stages(g.shop, g.viewer("Mona"), "Hana", {Role.SCOUT}, act=act)
    ),
    "restructuring.set_structure": set_structure,
    "taking_leave.be_absent": be_absent,
    "taking_leave.be_back": be_back,
}
