"""Acts on clients: sales, check-ins, occasions, complaints, writing to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from pipeline_tui.domain.channels import Channel
from pipeline_tui.domain.occasions import Occasion
from pipeline_tui.services import (
    asking_needs,
    following_up,
    hearing_complaints,
    importing_till,
    keeping_occasions,
    repeating_deals,
    segmenting,
    selling,
    winning_back,
    writing_to,
)
from tests.services.acts.one_act import Act, given
from tests.services.secret_things import NATIONAL, NEW, SECRET, check_in, client
from tests.shops import Line


def move_check_in(line: Line) -> Act:
    known, due = check_in(line), line.shop.today() + timedelta(days=2)
    return lambda act: following_up.move_check_in(line.shop, line.viewer("Fatou"), known, due, act=act)


def walk_in(line: Line) -> Act:
    return lambda act: selling.sell_to_walk_in(
        line.shop, line.viewer("Fatou"), NEW, 4500, act=act, what=SECRET, form="a form"
    )


def sold(line: Line) -> int:
    known = client(line)
    return selling.book_sale(
        line.shop, line.viewer("Fatou"), known, 4500, act=line.act(), what=SECRET
    ).purchase.id


def keep_occasion(line: Line) -> Act:
    one = Occasion(0, client(line), SECRET, 2, 29, SECRET, SECRET, SECRET, SECRET)
    return lambda act: keeping_occasions.keep_occasion(line.shop, line.viewer("Fatou"), one, act=act)


def drop_occasion(line: Line) -> Act:
    known = keep_occasion(line)(line.act())
    return lambda act: keeping_occasions.drop_occasion(line.shop, line.viewer("Fatou"), known.id, act=act)  # type: ignore[attr-defined]


def complained(line: Line) -> int:
    known = client(line)
    hearing_complaints.open_complaint(line.shop, line.viewer("Fatou"), known, SECRET, act=line.act())
    return known


def visit(line: Line) -> Act:
    known, at = client(line), line.at + timedelta(days=2)
    return lambda act: writing_to.write_to(
        line.shop, line.viewer("Fatou"), known, Channel.VISIT, "visit", act=act, at=at
    )


def import_till(line: Line) -> Act:
    file = line.shop.store.path.with_name("till.csv")
    file.write_text(
        f"date,amount,what,name,phone\n20/11/2026,45,{SECRET},Nova {SECRET},{NATIONAL}\n", "utf-8"
    )
    return lambda act: importing_till.import_till(line.shop, line.viewer("Mona"), file, new=True, act=act)


ACTS: dict[str, Callable[[Line], Act]] = {
    "following_up.log_check_in": given("Fatou", following_up.log_check_in, check_in, "reached", note=SECRET),
    "following_up.move_check_in": move_check_in,
    "importing_till.import_till": import_till,
    "asking_needs.answer_need": given("Fatou", asking_needs.answer_need, client, "style", SECRET),
    "hearing_complaints.open_complaint": given("Fatou", hearing_complaints.open_complaint, client, SECRET),
    "hearing_complaints.solve_complaint": given(
        "Fatou", hearing_complaints.solve_complaint, complained, SECRET
    ),
    "keeping_occasions.keep_occasion": keep_occasion,
    "keeping_occasions.drop_occasion": drop_occasion,
    "repeating_deals.repeat_deal": given(
        "Fatou", repeating_deals.repeat_deal, client, SECRET, value_minor=4500, next_step=SECRET
    ),
    "winning_back.win_back": given("Fatou", winning_back.win_back, client, words=SECRET),
    "selling.book_sale": given("Fatou", selling.book_sale, client, 4500, what=SECRET, follow_up_consent=True),
    "selling.refund": given("Fatou", selling.refund, sold, 500, reason=SECRET),
    "selling.sell_to_walk_in": walk_in,
    "segmenting.set_segment": given("Fatou", segmenting.set_segment, client, "A"),
    "writing_to.write_to": visit,
    "writing_to.note_answer": given(
        "Fatou", writing_to.note_answer, client, Channel.SMS, note=f"{SECRET} says yes"
    ),
    "writing_to.say_of_channel": given(
        "Fatou", writing_to.say_of_channel, client, Channel.EMAIL, agreed=False
    ),
}
