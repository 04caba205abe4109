"""A contact that left the desk by itself: what was typed is kept, and the operator is told plainly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_tui.domain.errors import HoldLost, PipelineError
from pipeline_tui.screens.tell import Tell
from pipeline_tui.ui.formatting import fixed
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content

    from pipeline_tui.domain.desk import Desk, LeftDesk
    from pipeline_tui.screens.holding import HoldingScreen


def lost(screen: HoldingScreen, error: PipelineError, token: str) -> None:
    """Say what was not done; when the hold is lost, keep what was typed in it and say what became of it.

    A late answer about a hold that has gone already leaves the contact that is in hand now where it is.
    """
    if isinstance(error, HoldLost) and screen.desk is not None and screen.holds(token):
        _leave(screen, screen.desk, always_told=True)
    else:
        screen.fail(error)


def found(screen: HoldingScreen, desk: Desk | None) -> None:
    """Show what is in hand now; of what was in hand before, nothing typed is lost."""
    before = screen.desk
    if before is not None and (desk is None or desk.token != before.token):
        _leave(screen, before, always_told=False)
    screen.show_desk(desk)


def _leave(screen: HoldingScreen, desk: Desk, *, always_told: bool) -> None:
    draft, doors = screen.draft(), screen.session.doors
    typed_at = screen.drafts.typed_at or screen.session.now()

    def told(left: LeftDesk) -> None:
        if always_told or left.worked_on or left.in_another_hand:
            screen.app.push_screen(Tell(tr("{name} has left your desk", name=desk.name), _lines(left)))

    screen.show_desk(None)
    screen.read("left", lambda: doors.keep_late(desk.token, draft, typed_at=typed_at), told, screen.fail)


def _lines(left: LeftDesk) -> Iterator[Content]:
    yield fixed(tr("Your desk gave no sign of life for a minute, so the contact was free for others."))
    if left.in_another_hand:
        yield fixed(tr("A colleague has it in hand now."))
    elif left.worked_on:
        yield fixed(tr("A colleague has worked on it since."))
    else:
        yield fixed(tr("Nobody has taken it since."))
    yield fixed("")
    if not left.kept:
        yield fixed(tr("You had typed nothing that is not stored."))
    elif left.worked_on or left.in_another_hand:
        yield fixed(
            tr("What you typed is kept: it is offered to you when the contact is in your hand again.")
        )
    else:
        yield fixed(tr("What you typed is kept: it comes back together with the contact."))
