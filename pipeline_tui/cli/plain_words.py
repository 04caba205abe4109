"""What the linear desk says of a contact, a queue and a day, in short sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline_tui.cli.printing import when
from pipeline_tui.ui.formatting import percent
from pipeline_tui.ui.lost_words import lost_words
from pipeline_tui.ui.names import Names
from pipeline_tui.ui.words import BLOCKERS, kind_name, language_name
from pipeline_tui.wording import mark, tr, trn

if TYPE_CHECKING:
    from pipeline_tui.domain.desk import Desk, EmptyQueue, PastCall
    from pipeline_tui.domain.own_figures import OwnDay
    from pipeline_tui.services.shop import Shop

_LAST = 3  # things that were before, told unasked
_BASIS, _SOURCE, _LIST = mark("Basis: {text}."), mark("Source: {text}."), mark("List: {text}.")


def contact_lines(desk: Desk, shop: Shop, note: str) -> Iterator[str]:
    """Yield who is in hand, with what a call needs."""
    own = shop.workspace
    zone = desk.zone or own.zone
    spoken = f", {desk.spoken}" if desk.spoken and desk.spoken != desk.name else ""
    yield f"{desk.name}{spoken}."
    if desk.firm:
        yield f"{', '.join(part for part in (desk.role, desk.firm) if part)}."
    if desk.language and desk.language[:2] != own.language[:2]:
        yield tr("Speaks {language}.", language=language_name(desk.language))
    yield number_line(desk)
    place = f"{desk.city}. " if desk.city else ""
    yield place + tr("It is {clock} there.", clock=when(shop.now(), zone)[-5:])
    gate = desk.verdict
    if not gate.allowed:
        yield may_not(gate.reason)
    elif gate.open_until is not None:
        yield tr("May be called until {clock}.", clock=when(gate.open_until, zone)[-5:])
    if desk.attempts_allowed:
        yield tr("Attempt {attempt} of {allowed}.", attempt=desk.attempt, allowed=desk.attempts_allowed)
    else:
        yield tr("Attempt {attempt}.", attempt=desk.attempt)
    if desk.preferred_hours:
        yield tr("Prefers {hours}.", hours=desk.preferred_hours)
    if desk.offer:
        yield tr("Offer: {offer}.", offer=desk.offer)
    for bought in desk.bought[:_LAST]:
        yield tr("Bought: {what}.", what=bought)
    if desk.lost is not None:
        told = lost_words(desk.lost, Names.of(shop.playbook, own.language), own.language, shop.today())
        yield f"{told[:1].upper()}{told[1:]}."
    for past in desk.before[:_LAST]:
        yield past_line(past, shop)
    if len(desk.before) > _LAST:
        yield tr("{count} more before; type before to hear all.", count=len(desk.before) - _LAST)
    names = Names.of(shop.playbook, own.language)
    for key, text in desk.brief.items():
        told = tr("asked, not known") if text == "?" else text
        yield tr("Brief, {field}: {text}", field=names.field(key), text=told)
    if note:
        yield tr("Your note so far: {note}", note=note.replace(chr(10), "; "))


def number_line(desk: Desk) -> str:
    """Return the number that will be rung, and how many there are."""
    number = desk.number
    if number is None:
        return tr("There is no number.")
    place = [line.id for line in desk.numbers].index(number.id) + 1
    of = len(desk.numbers)
    several = tr(", number {place} of {of}", place=place, of=of) if of > 1 else ""
    extension = tr(", extension {extension}", extension=number.extension) if number.extension else ""
    return f"{number.shown}, {kind_name(number.kind)}, {kind_name(number.holder)}{extension}{several}."


def may_not(reason: str) -> str:
    """Return that somebody may not be rung, and why."""
    return tr("May not be called now: {reason}", reason=reason)


def past_line(past: PastCall, shop: Shop) -> str:
    """Return one thing that was before."""
    names = Names.of(shop.playbook, shop.workspace.language)
    said = names.said(past).replace(" · ", "; ")  # no mark that a screen reader would name
    words = ", ".join(part for part in (names.event(past.what), said, past.who) if part)
    return tr("{label}: {text}", label=when(past.at, shop.workspace.zone), text=f"{words}.")


def why_lines(desk: Desk, zone: str) -> Iterator[str]:
    """Yield why this contact came up, and what the calling rules say."""
    gate = desk.verdict
    yield desk.why
    yield gate.reason or tr("The calling rules allow this call.")
    if gate.until is not None:
        yield tr("Until {when}.", when=when(gate.until, zone))
    if gate.cap is not None:
        yield tr("Attempts counted by the rules: {count} of {cap}.", count=gate.attempts, cap=gate.cap)
    for told, text in ((_BASIS, desk.basis), (_SOURCE, desk.source), (_LIST, desk.list_name)):
        if text:
            yield tr(told, text=text)
    if gate.rules:
        yield tr("Rules: {rules}. {source}", rules=gate.rules, source=gate.source)


def queue_lines(queue: EmptyQueue, zone: str) -> Iterator[str]:
    """Yield why nothing can be called, counted, and when the next one opens."""
    for blocker, count in queue.blockers.items():
        yield f"{count} {BLOCKERS.get(blocker, blocker.value)}."
    if not queue.blockers:
        yield tr("No contact waits on any active list.")
    if queue.opens_at is not None:
        yield tr("The next one may be rung {when}.", when=when(queue.opens_at, zone))
    else:
        yield tr("Waiting changes nothing; a manager imports a list.")


def day_lines(own: OwnDay) -> Iterator[str]:
    """Yield one's own day, beside what is usual."""
    day, usual = own.day, own.usual
    if usual:
        yield tr("Calls: {count}, usually {usual} by now.", count=day.calls, usual=usual.calls)
        yield tr("Reached: {count}, usually {usual}.", count=day.reached, usual=usual.reached)
        yield tr("Handed off: {count}, usually {usual}.", count=day.handed_off, usual=usual.handed_off)
    else:
        yield tr("Calls: {count}.", count=day.calls)
        yield tr("Reached: {count}.", count=day.reached)
        yield tr("Handed off: {count}.", count=day.handed_off)
    if day.rate is not None:
        yield tr("Reach rate: {share}.", share=percent(day.rate))
    if day.paused:
        yield trn("Paused: {number} minute.", "Paused: {number} minutes.", day.paused // 60)
    became = own.hand_offs
    yield tr(
        "Your hand-offs of late: {accepted} accepted, {returned} returned, {won} won.",
        accepted=became.accepted,
        returned=became.returned,
        won=became.won,
    )
