"""The farmer's calendar: check-ins read, counted, logged and moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from pipeline_tui.domain.caring import COMPLAINT
from pipeline_tui.domain.consents import read_consent_word
from pipeline_tui.domain.desk import LONGEST_NOTE
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.farming import CheckIn, CheckInLogged
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.playbook import CheckInOutcome
from pipeline_tui.domain.rhythm import Proposal
from pipeline_tui.domain.text import clean
from pipeline_tui.services import asking_needs, consenting, proposing, segmenting
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import calendars, clients, complaints, drafts, hand_offs, journal, passing_on
from pipeline_tui.storage import check_ins as stored
from pipeline_tui.storage import needs as stored_needs
from pipeline_tui.storage.check_ins import OwnCheckIn
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

NOTHING_TYPED: Mapping[str, str] = MappingProxyType({})
LOGGED, MOVED = "check_in_logged", "check_in_moved"


def check_ins(
    shop: Shop, viewer: Viewer, start: date, end: date, *, most: int = calendars.MOST
) -> tuple[CheckIn, ...]:
    """Return the viewer's check-ins of some days of the shop's zone, ends included: planned, then done.

    At most so many of each kind; the counts of ``counting_days`` say how many there are.
    """
    with shop.store.read() as tx:
        return calendars.between(tx, viewer, shop.now(), shop.today(), start, end, shop.playbook, most)


def overdue(shop: Shop, viewer: Viewer, *, most: int = calendars.MOST) -> tuple[CheckIn, ...]:
    """Return the viewer's planned check-ins whose day has passed, oldest first, at most so many."""
    with shop.store.read() as tx:
        return calendars.overdue(tx, viewer, shop.now(), shop.today(), shop.playbook, most)


def proposed_next(shop: Shop, viewer: Viewer, check_in_id: int, outcome: str) -> Proposal:
    """Return the day on which the next check-in would be planned after this outcome, and why that day."""
    ended = _outcome(shop, outcome)
    with shop.store.read() as tx:
        own = stored.own_planned(tx, viewer, check_in_id, shop.now())
        return proposing.proposal(tx, shop, own.contact_id, own.owner_id, ended)


def log_check_in(
    shop: Shop,
    viewer: Viewer,
    check_in_id: int,
    outcome: str,
    *,
    act: str,
    satisfaction: int | None = None,
    note: str = "",
    next_on: date | None = None,
    next_at: datetime | None = None,
    needs: Mapping[str, str] = NOTHING_TYPED,
    consent: str = "",
) -> CheckInLogged:
    """Log how a check-in went, and plan the next one; a client has one planned, never more.

    ``next_on`` replaces the proposed day; a day off becomes the next open day. ``next_at`` (UTC) is a time
    agreed with the client instead. ``needs`` answers questions of the needs sheet, as typed; ``consent`` is
    their word about being rung again, as typed ("y", "n", "y, paper, form 12"). A call to the client that
    awaits its outcome gets this one, and the client is out of hand.
    """
    ended = _outcome(shop, outcome)
    if satisfaction is not None and not 0 <= satisfaction <= 10:
        raise UsageTrouble(
            tr("Satisfaction goes from 0 to 10"),
            tr("{satisfaction} was given.", satisfaction=satisfaction),
            tr("Leave it out, or 0 to 10."),
        )
    answers = asking_needs.read_answers(shop, needs)
    if consent:
        read_consent_word(consent)
    if (satisfaction is not None or answers or consent) and not ended.reached:
        raise UsageTrouble(
            tr("Nobody was reached"),
            tr("So nobody said how satisfied they are, or what they need; nothing was changed."),
            tr("Leave the figure and the answers out."),
        )
    words = clean(note, limit=LONGEST_NOTE, multiline=True)
    now, today = shop.now(), shop.today()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, LOGGED)
        if done is None:
            own = stored.own_planned(tx, viewer, check_in_id, now)
            _log(tx, shop, viewer, own, ended, satisfaction, words, (next_on, next_at), answers, act)
            if consent:
                consenting.note_word(tx, shop, viewer, own.contact_id, consent, act)
            done = journal.seen(tx, act)
            assert done is not None
        return CheckInLogged(
            logged=stored.check_in(tx, done.detail["check_in"], today, shop.playbook),
            planned=stored.check_in(tx, done.detail["next"], today, shop.playbook),
        )


def move_check_in(
    shop: Shop, viewer: Viewer, check_in_id: int, to: date, *, act: str, at: datetime | None = None
) -> CheckIn:
    """Plan a check-in for another day, from today on; a day off becomes the next open day.

    ``at`` (UTC) is a time agreed with the client on that very day; on a day off it is refused.
    """
    now, today = shop.now(), shop.today()
    if to < today:
        raise _past(to)
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, MOVED)
        if done is None:
            own = stored.own_planned(tx, viewer, check_in_id, now)
            day = _worked(tx, shop, own.owner_id, to, at)
            stored.move(tx, own.id, day, at)
            detail = {
                "check_in": own.id,
                "to": day.isoformat(),
                "before": own.image,
            }
            journal.append(tx, viewer.operator_id, MOVED, act, now, own.contact_id, detail)
        return stored.check_in(tx, done.detail["check_in"] if done else check_in_id, today, shop.playbook)


def _log(
    tx: Tx,
    shop: Shop,
    viewer: Viewer,
    own: OwnCheckIn,
    ended: CheckInOutcome,
    satisfaction: int | None,
    words: str,
    wanted: tuple[date | None, datetime | None],
    answers: Mapping[str, str],
    act: str,
) -> None:
    now, me, known = shop.now(), viewer.operator_id, clients.client(tx, own.contact_id)
    # Before the check-in is stored: what is proposed counts this try itself.
    segmenting.reckon(tx, shop, own.contact_id)
    proposed = proposing.proposal(tx, shop, own.contact_id, own.owner_id, ended)
    planned_on, due_at = _chosen(tx, shop, own, wanted, proposed)
    typed = drafts.draft_of(tx, viewer.operator_id, own.contact_id).note
    held = passing_on.finish_hold(
        tx, viewer, own.contact_id, now, outcome=ended.code, reached=ended.reached, note=words
    )
    call_id = held["call"] if held else None
    said = words or (typed if call_id is not None else "")
    stored.finish(
        tx,
        own,
        viewer.operator_id,
        now,
        shop.today(),
        outcome=ended.code,
        satisfaction=satisfaction,
        note=said,
        call_id=call_id,
    )
    if ended.reached:
        clients.note_contact(tx, own.contact_id, now)
    opened = None
    if ended.code == COMPLAINT and complaints.open_of(tx, own.contact_id) is None:
        opened = complaints.store(tx, own.contact_id, said, viewer.operator_id, now)
    cancelled = stored.cancel_planned(tx, own.contact_id)
    gave_way = proposed.gave_way and planned_on == proposed.day
    following = stored.plan(
        tx,
        own.contact_id,
        own.owner_id,
        planned_on,
        due_at=due_at,
        wished_on=proposed.wished if gave_way else None,
    )
    detail = {
        "check_in": own.id,
        "due_on": own.due_on.isoformat(),
        "outcome": ended.code,
        "satisfaction": satisfaction,
        "next": following,
        "next_on": planned_on.isoformat(),
        "cancelled": cancelled,
        "complaint": opened,
        "accepted": hand_offs.take_up(tx, viewer.operator_id, own.contact_id, now),
        "answers": [stored_needs.store(tx, own.contact_id, *one, me, now) for one in answers.items()],
        "before": {"client": known.image if known else None, "held": held},
    }
    journal.append(tx, viewer.operator_id, LOGGED, act, now, own.contact_id, detail)


def _outcome(shop: Shop, code: str) -> CheckInOutcome:
    known = {one.code: one for one in shop.playbook.check_in_outcomes}
    if code not in known:
        raise UsageTrouble(
            tr('"{code}" is no outcome of a check-in', code=clean(code, limit=40)),
            tr("The playbook knows {known}.", known=", ".join(known)),
            tr("Give one of these."),
            {"known": list(known)},
        )
    return known[code]


def _chosen(
    tx: Tx,
    shop: Shop,
    own: OwnCheckIn,
    wanted: tuple[date | None, datetime | None],
    proposed: Proposal,
) -> tuple[date, datetime | None]:
    day, at = wanted
    if at is not None:
        day = at.astimezone(shop.zone).date()
    if day is None:
        return proposed.day, None
    if day < shop.today():
        raise _past(day)
    if day == shop.today():
        raise UsageTrouble(
            tr("Today's check-in is this one"),
            tr("The next one cannot stand on the same day; nothing was changed."),
            tr("Give a later day, or leave it to the rhythm."),
        )
    return _worked(tx, shop, own.owner_id, day, at), at


def _worked(tx: Tx, shop: Shop, farmer_id: int, day: date, at: datetime | None) -> date:
    """Return the next day its farmer works on; an agreed time allows no other day than its own."""
    worked = proposing.worked_day(tx, shop, farmer_id, day)
    if at is None:
        return worked
    if at <= shop.now():
        raise UsageTrouble(tr("That time has passed"), tr("Nothing was changed."), tr("Give a time to come."))
    if worked != day or at.astimezone(shop.zone).date() != day:
        raise UsageTrouble(
            tr("Nobody is here on that day"),
            tr("{day} is closed, so no time can be agreed on it; nothing was changed.", day=day.isoformat()),
            tr("Agree another day: the next open one is {worked}.", worked=worked.isoformat()),
        )
    return day


def _past(day: date) -> UsageTrouble:
    return UsageTrouble(
        tr("That day has passed"),
        tr("{day} is gone; nothing was changed.", day=day.isoformat()),
        tr("Give today or a later day."),
    )
