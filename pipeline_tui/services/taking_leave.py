"""Absences: noting that somebody is away, or back, and reading who is away when."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline_tui.domain.absences import Absence, overlapping
from pipeline_tui.domain.clocks import local_day
from pipeline_tui.domain.errors import NothingToDo, Refused, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.signing_in import who
from pipeline_tui.storage import absences as stored
from pipeline_tui.storage import journal
from pipeline_tui.storage.replays import done_before
from pipeline_tui.wording import tr

NOTED, ENDED = "absence_noted", "absence_ended"
LONGEST_REASON = 80


def be_absent(
    shop: Shop,
    viewer: Viewer,
    name: str,
    from_on: date,
    to_on: date | None = None,
    *,
    act: str,
    reason: str = "",
) -> Absence:
    """Note that somebody is away on some days (shop's zone, ends included; no end: until they are back).

    Managers note it for anybody, everybody for themselves. Refused when they are away then already.
    """
    operator = who(shop, name)
    _for_oneself_or_as_manager(viewer, operator.id, operator.name)
    if to_on is not None and to_on < from_on:
        raise UsageTrouble(
            tr("The absence ends before it begins"),
            tr("From {from_on} to {to_on}.", from_on=from_on.isoformat(), to_on=to_on.isoformat()),
            tr("Give the first day with --from and the last one with --to."),
        )
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, NOTED)
        if done is not None:
            return stored.absence(tx, int(done.detail["absence"]))
        known = overlapping(stored.between(tx, from_on, to_on, operator.id), from_on, to_on)
        if known is not None:
            raise Refused(
                tr("{name} is away then already", name=operator.name),
                tr(
                    "From {from_on} {until}; nothing was changed.",
                    from_on=known.from_on.isoformat(),
                    until=until(known),
                ),
                tr('When they are back before: pipeline-tui people back "{name}".', name=operator.name),
            )
        words = clean(reason, limit=LONGEST_REASON)
        absence_id = stored.note(tx, operator.id, from_on, to_on, words, viewer.operator_id, now)
        detail = {
            "operator": operator.id,
            "absence": absence_id,
            "after": stored.image(tx, absence_id),
        }
        journal.append(tx, viewer.operator_id, NOTED, act, now, detail=detail)
        return stored.absence(tx, absence_id)


def be_back(shop: Shop, viewer: Viewer, name: str, *, act: str) -> Absence:
    """End the absence of today, else the next one; raises NothingToDo when there is none."""
    operator = who(shop, name)
    _for_oneself_or_as_manager(viewer, operator.id, operator.name)
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, ENDED)
        if done is not None:
            return stored.absence(tx, int(done.detail["absence"]))
        today = local_day(now, shop.workspace.zone)
        away = stored.between(tx, today, None, operator.id)
        if not away:
            raise NothingToDo(
                tr("{name} is not away", name=operator.name),
                tr("No absence is noted for today or later; nothing was changed."),
            )
        before = stored.image(tx, away[0].id)
        stored.end(tx, away[0].id, today - timedelta(days=1))
        detail = {
            "operator": operator.id,
            "absence": away[0].id,
            "before": before,
            "after": stored.image(tx, away[0].id),
        }
        journal.append(tx, viewer.operator_id, ENDED, act, now, detail=detail)
        return stored.absence(tx, away[0].id)


def absences(
    shop: Shop, viewer: Viewer, start: date | None = None, end: date | None = None
) -> tuple[Absence, ...]:
    """Return who is away between two days (today and open end without them), by first day.

    Colleagues know who is away and until when; the reason is told to managers and to oneself.
    """
    with shop.store.read() as tx:
        found = stored.between(tx, start or shop.today(), end)
    return tuple(
        one if viewer.is_manager or one.operator_id == viewer.operator_id else _without_reason(one)
        for one in found
    )


def until(absence: Absence) -> str:
    """Return until when somebody is away, in words."""
    if absence.to_on is None:
        return tr("until they are back")
    return tr("until {to_on}", to_on=absence.to_on.isoformat())


def _without_reason(absence: Absence) -> Absence:
    return Absence(absence.id, absence.operator_id, absence.name, absence.from_on, absence.to_on)


def _for_oneself_or_as_manager(viewer: Viewer, operator_id: int, name: str) -> None:
    if not viewer.is_manager and viewer.operator_id != operator_id:
        raise Refused(
            tr("For managers only"),
            tr(
                "{name} notes their own absences; {name2}'s are the manager's to note.",
                name=viewer.name,
                name2=name,
            ),
            tr("Ask the manager."),
        )
