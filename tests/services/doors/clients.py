"""Doors to clients: sales, check-ins, occasions, complaints, writing to them."""

from __future__ import annotations

from datetime import timedelta

from pipeline_tui.domain.channels import Channel
from pipeline_tui.domain.newcomers import NewPerson
from pipeline_tui.domain.occasions import Occasion
from pipeline_tui.services import (
    asking_needs,
    counting_days,
    following_up,
    hearing_complaints,
    keeping_occasions,
    knowing_clients,
    repeating_deals,
    reporting_farming,
    segmenting,
    selling,
    winning_back,
    writing_to,
)
from tests.services.doors.one_door import Door, OpenDoor

NAMED: dict[str, tuple[str, Door]] = {
    "knowing_clients.client_card": ("contact", lambda g, v, x: knowing_clients.client_card(g.shop, v, x)),
    "following_up.proposed_next": (
        "check-in",
        lambda g, v, x: following_up.proposed_next(g.shop, v, x, "reached"),
    ),
    "following_up.log_check_in": (
        "check-in",
        lambda g, v, x: following_up.log_check_in(g.shop, v, x, "reached", act=g.act()),
    ),
    "following_up.move_check_in": (
        "check-in",
        lambda g, v, x: following_up.move_check_in(
            g.shop, v, x, g.shop.today() + timedelta(days=9), act=g.act()
        ),
    ),
    "selling.book_sale": (
        "farming contact",
        lambda g, v, x: selling.book_sale(g.shop, v, x, 45, act=g.act()),
    ),
    "selling.purchases_of": ("contact", lambda g, v, x: selling.purchases_of(g.shop, v, x)),
    "selling.refund": ("purchase", lambda g, v, x: selling.refund(g.shop, v, x, reason="x", act=g.act())),
    "segmenting.set_segment": (
        "client",
        lambda g, v, x: segmenting.set_segment(g.shop, v, x, "A", act=g.act()),
    ),
    "asking_needs.needs_of": ("kept contact", lambda g, v, x: asking_needs.needs_of(g.shop, v, x)),
    "asking_needs.answer_need": (
        "kept contact",
        lambda g, v, x: asking_needs.answer_need(g.shop, v, x, "style", "tulips", act=g.act()),
    ),
    "keeping_occasions.keep_occasion": (
        "kept contact",
        lambda g, v, x: keeping_occasions.keep_occasion(
            g.shop, v, Occasion(0, x, "birthday", 2, 29), act=g.act()
        ),
    ),
    "keeping_occasions.drop_occasion": (
        "occasion",
        lambda g, v, x: keeping_occasions.drop_occasion(g.shop, v, x, act=g.act()),
    ),
    "hearing_complaints.open_complaint": (
        "content contact",
        lambda g, v, x: hearing_complaints.open_complaint(g.shop, v, x, "wilted", act=g.act()),
    ),
    "hearing_complaints.solve_complaint": (
        "complaining contact",
        lambda g, v, x: hearing_complaints.solve_complaint(g.shop, v, x, "replaced", act=g.act()),
    ),
    "repeating_deals.repeat_deal": (
        "sellable contact",
        lambda g, v, x: repeating_deals.repeat_deal(g.shop, v, x, "tables", act=g.act()),
    ),
    "winning_back.win_back": (
        "sellable contact",
        lambda g, v, x: winning_back.win_back(g.shop, v, x, act=g.act()),
    ),
    "writing_to.ways_to_write": ("contact", lambda g, v, x: writing_to.ways_to_write(g.shop, v, x)),
    "writing_to.write_to": (
        "visited contact",
        lambda g, v, x: writing_to.write_to(
            g.shop, v, x, Channel.VISIT, "visit", act=g.act(), at=g.at + timedelta(days=1)
        ),
    ),
    "writing_to.note_answer": (
        "contact",
        lambda g, v, x: writing_to.note_answer(g.shop, v, x, Channel.EMAIL, act=g.act()),
    ),
    "writing_to.say_of_channel": (
        "contact",
        lambda g, v, x: writing_to.say_of_channel(g.shop, v, x, Channel.EMAIL, agreed=True, act=g.act()),
    ),
}


UNNAMED: dict[str, OpenDoor] = {
    "following_up.check_ins": lambda g, v: following_up.check_ins(
        g.shop, v, g.shop.today() - timedelta(days=99), g.shop.today() + timedelta(days=99)
    ),
    "following_up.overdue": lambda g, v: following_up.overdue(g.shop, v),
    "counting_days.days": lambda g, v: counting_days.days(
        g.shop, v, g.shop.today() - timedelta(days=99), g.shop.today() + timedelta(days=99)
    ),
    "counting_days.month": lambda g, v: counting_days.month(g.shop, v, 2026, 11),
    "reporting_farming.farming": lambda g, v: reporting_farming.farming(g.shop, v),
    "knowing_clients.cares": lambda g, v: knowing_clients.cares(g.shop, v),
    "knowing_clients.occasions_of": lambda g, v: knowing_clients.occasions_of(g.shop, v),
    "selling.sell_to_walk_in": lambda g, v: selling.sell_to_walk_in(
        g.shop, v, NewPerson("Neu"), 45, act=g.act()
    ),
}
