"""Opens the workstation, and a practice in its place whenever somebody leaves it for one."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_tui import settings
from pipeline_tui.bootstrap import entrance_of, run, session_of
from pipeline_tui.domain.practice_wish import stage_practised
from pipeline_tui.storage.lent_folders import remove_left_behind
from pipeline_tui.storage.one_heap import share_one_heap
from pipeline_tui.storage.peek import method_of
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline_tui.app import PipelineApp
    from pipeline_tui.domain.method_versions import Files
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.domain.practice_calls import Score
    from pipeline_tui.domain.practice_wish import PracticeWish
    from pipeline_tui.domain.stages import Stage
    from pipeline_tui.screens.customer import Customer
    from pipeline_tui.screens.entrance import Entrance
    from pipeline_tui.screens.session import Session
    from pipeline_tui.services.shop import Shop

Say = Callable[[str], None]


def _silent(_words: str) -> None:
    """Say nothing."""


def open_workstation(path: Path, *, operator: str = "", first_list: str = "", say: Say = _silent) -> int:
    """Open the program on a workspace and return the exit code.

    ``first_list`` is a file that is looked at as soon as its manager is at work; ``say`` tells what is done
    while no program fills the terminal. Raises WorkspaceTrouble when there is no workspace or it cannot be
    read.
    """
    share_one_heap()
    settings.speak()
    remove_left_behind()
    while True:
        entrance = entrance_of(path, operator=operator, first_list=first_list)
        app = run(entrance)
        if app.practises is None:
            return app.return_code or 0
        scores = practise(app.practises, method_of(path), say)  # the workspace is closed meanwhile
        if app.session is not None and app.session.viewer.newcomer and scores:
            _note_practice(entrance, app.session.viewer, scores)
        say(tr("Back to {firm} …", firm=entrance.firm))
        operator = _who_returns(app) or operator
        first_list = ""  # it was looked at before


def practise(wish: PracticeWish, method: Files | None = None, say: Say = _silent) -> tuple[Score, ...]:
    """Open a practice shop that is thrown away at the end, and return what its calls were worth.

    ``method`` is the shop's own playbook, without one it is the shipped one of the trade. Raises UsageTrouble
    when the playbook has no practice calls for the stage.
    """
    say(tr("Making the practice shop: invented people, and days of work behind them …"))
    from pipeline_tui.playbooks.reading import load_shipped, load_stored
    from pipeline_tui.services.throwing_away import throw_away_shop

    playbook = load_stored(method, 1) if method else load_shipped(wish.trade)
    wish = replace(wish, stage=stage_practised(playbook, wish.stage))
    customers: list[Customer] = []

    def session(shop: Shop, viewer: Viewer) -> Session:
        joined = practice_session(shop, viewer, wish.stage)
        if joined.customer is not None:
            customers.append(joined.customer)
        return joined

    with throw_away_shop(wish, settings.practice_now(), method or {}) as path:
        door = entrance_of(path, operator=wish.name)
        run(replace(door, session=session, back_up=lambda _given_up: None))  # what is thrown away is not kept
    return tuple(score for customer in customers for score in customer.scores.values())


def practice_session(shop: Shop, viewer: Viewer, stage: Stage) -> Session:
    """Return what the screens of a practice share: a scripted customer takes every call."""
    from pipeline_tui.screens.customer import Customer
    from pipeline_tui.screens.doors_practice import PracticeDoors
    from pipeline_tui.telephony.rehearsed import Rehearsed

    customer = Customer.of(shop.playbook, stage)
    phone = Rehearsed(customer.answers)
    customer.hang_up = phone.customer_hangs_up
    doors = PracticeDoors(shop, viewer, customer)
    return replace(session_of(shop, viewer), doors=doors, phone=phone, customer=customer)


def _note_practice(entrance: Entrance, viewer: Viewer, scores: Sequence[Score]) -> None:
    """Keep the scores of a newcomer's practice in the record of their first day."""
    from pipeline_tui.services.starting_out import note_practice

    shop = entrance.open()
    try:
        note_practice(shop, viewer, [score.points for score in scores], act=uuid.uuid4().hex)
    finally:
        entrance.close(shop)


def _who_returns(app: PipelineApp) -> str:
    """Return who was at work before the practice, to be at work again; a passphrase is asked anew."""
    free = {one.name for one in app.entrance.operators if not one.has_passphrase}
    name = app.session.viewer.name if app.session is not None else ""
    return name if name in free else ""
