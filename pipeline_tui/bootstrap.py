"""Joins the parts: settings, keymap, workspace, services, telephone, program."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from pipeline_tui import settings
from pipeline_tui.domain.first_answers import Ground
from pipeline_tui.domain.people import Operator, Viewer, called
from pipeline_tui.screens.entrance import Entrance
from pipeline_tui.storage.peek import peek
from pipeline_tui.ui.keymap import Keys, read_keymap, settle
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_tui.app import PipelineApp
    from pipeline_tui.domain.first_answers import FirstAnswers
    from pipeline_tui.domain.playbook import Playbook
    from pipeline_tui.screens.session import Session
    from pipeline_tui.services.shop import Shop
    from pipeline_tui.telephony.port import Phone

_NEEDED_BY_SESSIONS = (
    "pipeline_tui.screens.desks",
    "pipeline_tui.screens.doors",
    "pipeline_tui.telephony.simulated",
    "pipeline_tui.ui.commands",
)


def run(entrance: Entrance) -> PipelineApp:
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
            sign_in_command=lambda name: settings.sign_in_command(path, name),
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
