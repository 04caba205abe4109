"""Pauses: stopping the work with a reason, and going back to it."""

from __future__ import annotations

from pipeline_tui.domain.clocks import day_bounds
from pipeline_tui.domain.errors import NothingToDo, Refused, UsageTrouble
from pipeline_tui.domain.pauses import Pause, PauseTotal, totals
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean
from pipeline_tui.services.claiming import awaits_outcome
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import holds, journal, pauses
from pipeline_tui.storage.replays import done_before
from pipeline_tui.wording import tr


def begin(shop: Shop, viewer: Viewer, reason: str, *, act: str) -> Pause:
    """Stop for a reason of the playbook; the pause runs until ``end``, whatever becomes of the program.

    Raises UsageTrouble for a reason the playbook does not know, Refused while one runs or a call awaits its
    outcome.
    """
    known = [one.code for one in shop.playbook.pause_reasons]
    if reason not in known:
        raise UsageTrouble(
            tr("The playbook knows no pause {reason}", reason=clean(reason, limit=40)),
            tr("Known: {known}.", known=", ".join(known)),
            tr("Use one of these."),
        )
    now, me = shop.now(), viewer.operator_id
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, "pause_began")
        if done is not None:
            return pauses.by_id(tx, done.detail["pause"])
        before = pauses.running(tx, me)
        if before is not None:
            raise Refused(
                tr("You are on a pause already"),
                tr(
                    "It began {began_at:%a %d %b %H:%M}, for {reason}.",
                    began_at=before.began_at.astimezone(shop.zone),
                    reason=before.reason,
                ),
                tr("Go back to work first: Enter on the desk, `pipeline-tui resume` in a shell."),
                {"reason": before.reason, "began_at": before.began_at},
            )
        hold = holds.current(tx, me)
        if hold is not None and hold.call_id is not None:
            raise awaits_outcome()
        pause_id = pauses.begin(tx, me, reason, now)
        journal.append(tx, me, "pause_began", act, now, None, {"pause": pause_id, "reason": reason})
        return pauses.by_id(tx, pause_id)


def end(shop: Shop, viewer: Viewer, *, act: str) -> Pause:
    """Go back to work; returns the pause that is over. Raises NothingToDo when none runs."""
    now, me = shop.now(), viewer.operator_id
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, "pause_ended")
        if done is not None:
            return pauses.by_id(tx, done.detail["pause"])
        pause = pauses.running(tx, me)
        if pause is None:
            raise NothingToDo(
                tr("You are not on a pause"), tr("Nothing was changed."), tr("Go on with the work.")
            )
        now = max(now, pause.began_at)  # a clock that was set back makes no pause shorter than nothing
        pauses.end(tx, pause.id, now)
        detail = {"pause": pause.id, "reason": pause.reason, "seconds": pause.seconds(now)}
        journal.append(tx, me, "pause_ended", act, now, None, detail)
        return pauses.by_id(tx, pause.id)


def running(shop: Shop, viewer: Viewer) -> Pause | None:
    """Return the pause the viewer is on."""
    with shop.store.read() as tx:
        return pauses.running(tx, viewer.operator_id)


def needs_work(shop: Shop, viewer: Viewer) -> None:
    """Raise Refused while a pause of the viewer runs: nobody is taken in hand and no number rung."""
    pause = running(shop, viewer)
    if pause is not None:
        raise Refused(
            tr("You are on a pause"),
            tr(
                "It began {began_at:%a %d %b %H:%M}, for {reason}.",
                began_at=pause.began_at.astimezone(shop.zone),
                reason=pause.reason,
            ),
            tr("Go back to work first: `pipeline-tui resume`."),
            {"reason": pause.reason, "began_at": pause.began_at},
        )


def pauses_today(shop: Shop, viewer: Viewer) -> tuple[PauseTotal, ...]:
    """Return the viewer's pauses since midnight in the shop's zone, added up by reason."""
    midnight, _ = day_bounds(shop.today(), shop.workspace.zone)
    with shop.store.read() as tx:
        return totals(pauses.since(tx, viewer.operator_id, midnight), midnight, shop.now())
