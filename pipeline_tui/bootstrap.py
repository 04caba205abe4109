"""Joins the parts: settings, keymap, workspace, services, telephone, program."""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from pipeline_tui import settings
from pipeline_tui.domain.first_answers import Ground
from pipeline_tui.domain.people import Operator, Viewer, called
from pipeline_tui.domain.practice_wish import stage_practised
from pipeline_tui.screens.entrance import Entrance
from pipeline_tui.storage.peek import method_of, peek
from pipeline_tui.ui.keymap import Keys, read_keymap, settle
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline_tui.app import PipelineApp
    from pipeline_tui.domain.first_answers import FirstAnswers
    from pipeline_tui.domain.method_versions import Files
    from pipeline_tui.domain.playbook import Playbook
    from pipeline_tui.domain.practice_calls import Score
    from pipeline_tui.domain.practice_wish import PracticeWish
    from pipeline_tui.domain.stages import Stage
    from pipeline_tui.screens.customer import Customer
    from pipeline_tui.screens.session import Session
    from pipeline_tui.services.shop import Shop
    from pipeline_tui.telephony.port import Phone

_NEEDED_BY_SESSIONS = (
    "pipeline_tui.screens.desks",
    "pipeline_tui.screens.doors",
    "pipeline_tui.telephony.simulated",
    "pipeline_tui.ui.commands",
)
_ARENA_MAX = -8  # M_ARENA_MAX of malloc.h


def open_workstation(path: Path, *, operator: str = "", first_list: str = "") -> int:
    """Open the program on a workspace and return the exit code.

    ``first_list`` is a file that is looked at as soon as its manager is at work. Raises WorkspaceTrouble when
    there is no workspace or it cannot be read.
    """
    _share_one_heap()
    settings.speak()
    while True:
        entrance = entrance_of(path, operator=operator, first_list=first_list)
        app = _run(entrance)
        if app.practises is None:
            return app.return_code or 0
        scores = practise(app.practises, method_of(path))  # the workspace is closed meanwhile
        if app.session is not None and app.session.viewer.newcomer and scores:
            _note_practice(entrance, app.session.viewer, scores)
        first_list = ""  # it was looked at before


def practise(wish: PracticeWish, method: Files | None = None) -> tuple[Score, ...]:
    """Open a practice shop that is thrown away at the end, and return what its calls were worth.

    ``method`` is the shop's own playbook, without one it is the shipped one of the trade. Raises UsageTrouble
    when the playbook has no practice calls for the stage.
    """
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
        _run(
            replace(door, session=session, back_up=lambda _given_up: None)
        )  # what is thrown away is not kept
    return tuple(score for customer in customers for score in customer.scores.values())


def _note_practice(entrance: Entrance, viewer: Viewer, scores: Sequence[Score]) -> None:
    """Keep the scores of a newcomer's practice in the record of their first day."""
    from pipeline_tui.services.starting_out import note_practice

    shop = entrance.open()
    try:
        note_practice(shop, viewer, [score.points for score in scores], act=uuid.uuid4().hex)
    finally:
        entrance.close(shop)


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


def _run(entrance: Entrance) -> PipelineApp:
    """Run the program behind a door until it is left, and return it."""
    own = settings.read_settings()
    own_colours_only()
    from pipeline_tui.app import PipelineApp

    app = PipelineApp(entrance, theme=own.theme)
    app.run()
    if app.watch_of_floor is not None:
        app.watch_of_floor.leave()
    if app.shop is not None:
        entrance.close(app.shop)
    return app


def ask_on_screen(path: Path, *, practice: bool = False) -> FirstAnswers | None:
    """Ask the first questions on a screen, and make the workspace; None when somebody leaves before.

    What is answered is kept beside the workspace to be, and stands there again at the next start.
    """
    from pipeline_tui.playbooks.trades import trade_offers
    from pipeline_tui.services import list_paths, set_up_drafts

    settings.speak()
    own = settings.read_settings()
    now = settings.practice_now() if practice else None
    root = list_paths.root_beside(path)

    def make(answers: FirstAnswers) -> None:
        from pipeline_tui.services.beginning import begin

        begin(path, answers, practice=practice, now=now)

    own_colours_only()
    from pipeline_tui.screens.first_door import FirstDoor
    from pipeline_tui.screens.set_up_app import SetUpApp

    app = SetUpApp(
        FirstDoor(
            practice=practice,
            ground=Ground(trade_offers(), settings.own_country(), settings.own_name()),
            lists_folder=str(root),
            kept=set_up_drafts.kept_answers(path),
            keep=lambda typed: set_up_drafts.keep_answers(path, typed),
            file_named=lambda typed: list_paths.file_in(root, typed),
            load=lambda: import_module("pipeline_tui.services.beginning"),
            make=make,
            keep_fault=keep_fault,
        ),
        theme=own.theme,
    )
    app.run()
    return app.answers


def own_colours_only() -> None:
    """Drop Textual's own variables, which it reads at import; the number of colours is the operator's."""
    for name in [
        name for name in os.environ if name.startswith("TEXTUAL") and name != "TEXTUAL_COLOR_SYSTEM"
    ]:
        del os.environ[name]


def _share_one_heap() -> None:
    """Have every thread take its memory from one heap, where the C library knows how to.

    glibc gives each thread a heap of its own, and none of them gives back what lies between two pieces that
    stay: a day of short acts in a handful of threads would leave them full of holes. Python's own lock lets
    one thread work at a time, so there is nobody to wait for.
    """
    if sys.platform == "linux":
        import ctypes

        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none, and needs none
        if mallopt is not None:
            mallopt(_ARENA_MAX, 1)


def entrance_of(path: Path, *, operator: str = "", first_list: str = "") -> Entrance:
    """Return the door of a workspace, read without the database's libraries.

    ``operator`` is the name behind --as; UsageTrouble when nobody here is called so.
    """
    front = peek(path)
    now = settings.practice_now() if front.practice else None
    ignored = "PIPELINE_NOW" in os.environ and not front.practice

    def open_it() -> Shop:
        from pipeline_tui.services.shop import open_shop

        _load_what_a_session_needs()
        return open_shop(path, now=now, running=True)

    def back_up(given_up: Callable[[], bool]) -> object:
        from pipeline_tui.services.keeping_safe import back_up_when_due

        return back_up_when_due(path, given_up)

    return Entrance(
        firm=front.firm,
        practice=front.practice,
        operators=front.operators,
        trade=front.trade,
        language=front.language,
        open=open_it,
        sign_in=_sign_in,
        session=session_of,
        close=lambda shop: shop.close(),
        back_up=back_up,
        choose_language=_choose_language,
        keep_fault=keep_fault,
        wanted=called(front.operators, operator) if operator else None,
        first_list=first_list,
        warning=tr("PIPELINE_NOW is ignored: it works in practice workspaces only.") if ignored else "",
    )


def keep_fault(error: BaseException | None) -> str:
    """Store the report of a fault and return its file, "" when it cannot be stored."""
    from pipeline_tui.services import telling_faults

    return telling_faults.keep_fault(error)


def session_of(shop: Shop, viewer: Viewer) -> Session:
    """Return what a signed-in operator's screens share."""
    from pipeline_tui.screens.doors import Doors
    from pipeline_tui.screens.session import Session
    from pipeline_tui.telephony.handset import Handset
    from pipeline_tui.telephony.simulated import Simulated

    known = settings.read_settings()
    settings.speak(viewer.language)
    phone: Phone = Simulated() if shop.workspace.practice else Handset()
    session = Session(
        viewer=viewer,
        workspace=shop.workspace,
        playbook=shop.playbook,
        doors=Doors(shop, viewer),
        phone=phone,
        keys=keys_of(shop.playbook, viewer.language or shop.workspace.language),
        method_number=shop.method_number,
        ring_seconds=known.ring_seconds,
        offers_folder=known.offers_folder,
        remote=settings.over_ssh(),
        now=shop.now,
    )
    session.keys_of = lambda playbook: keys_of(playbook, session.language)
    return session


def keys_of(playbook: Playbook, language: str) -> Keys:
    """Return every command with the key that holds: the table, the playbook's outcomes, the keymap."""
    from pipeline_tui.ui.commands import COMMANDS, outcome_commands

    path = settings.keymap_file()
    lines, problems = read_keymap(path.read_text(encoding="utf-8"), path.name) if path.is_file() else ({}, ())
    keys = settle((*COMMANDS, *outcome_commands(playbook.outcomes, language)), lines)
    return Keys(keys.commands, (*problems, *keys.problems))


def _sign_in(shop: Shop, operator: Operator, passphrase: str | None) -> Viewer:
    from pipeline_tui.services.signing_in import sign_in

    return sign_in(shop, operator, passphrase)


def _choose_language(shop: Shop, viewer: Viewer, language: str) -> Viewer:
    from uuid import uuid4

    from pipeline_tui.services.choosing_language import choose_language

    return choose_language(shop, viewer, language, act=uuid4().hex)


def _load_what_a_session_needs() -> None:
    """Import it off the screen's own thread, while the sign-in stands already."""
    for name in _NEEDED_BY_SESSIONS:
        import_module(name)
