"""What the linear desk says of a contact, a queue and a day, in short sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline_tui.cli.printing import when
from pipeline_tui.ui.lost_words import lost_words
from pipeline_tui.ui.names import Names
from pipeline_tui.ui.words import BLOCKERS, language_name

if TYPE_CHECKING:
    from pipeline_tui.domain.desk import Desk, EmptyQueue, PastCall
    from pipeline_tui.domain.own_figures import OwnDay
    from pipeline_tui.services.shop import Shop

_LAST = 3  # things that were before, told unasked


def contact_lines(desk: Desk, shop: Shop, note: str) -> Iterator[str]:
    """Yield who is in hand, with what a call needs."""
    own = shop.workspace
    zone = desk.zone or own.zone
    spoken = f", {desk.spoken}" if desk.spoken and desk.spoken != desk.name else ""
    yield f"{desk.name}{spoken}."
    if desk.firm:
        yield f"{', '.join(part for part in (desk.role, desk.firm) if part)}."
    if desk.language and desk.language[:2] != own.language[:2]:
        yield f"Speaks {language_name(desk.language)}."
    yield number_line(desk)
    place = f"{desk.city}. " if desk.city else ""
    yield f"{place}It is {when(shop.now(), zone)[-5:]} there."
    gate = desk.verdict
    if not gate.allowed:
        yield f"May not be called now: {gate.reason}"
    elif gate.open_until is not None:
        yield f"May be called until {when(gate.open_until, zone)[-5:]}."
    allowed = f" of {desk.attempts_allowed}" if desk.attempts_allowed else ""
    yield f"Attempt {desk.attempt}{allowed}."
    if desk.preferred_hours:
        yield f"Prefers {desk.preferred_hours}."
    if desk.offer:
        yield f"Offer: {desk.offer}."
    for bought in desk.bought[:_LAST]:
        yield f"Bought: {bought}."
    if desk.lost is not None:
        told = lost_words(desk.lost, Names.of(shop.playbook, own.language), own.language, shop.today())
        yield f"{told[:1].upper()}{told[1:]}."
    for past in desk.before[:_LAST]:
        yield past_line(past, shop)
    if len(desk.before) > _LAST:
        yield f"{len(desk.before) - _LAST} more before; type before to hear all."
    names = Names.of(shop.playbook, own.language)
    for key, text in desk.brief.items():
        yield f"Brief, {names.field(key)}: {'asked, not known' if text == '?' else text}"
    if note:
        yield f"Your note so far: {note.replace(chr(10), '; ')}"


def number_line(desk: Desk) -> str:
    """Return the number that will be rung, and how many there are."""
    number = desk.number
    if number is None:
        return "There is no number."
    place = [line.id for line in desk.numbers].index(number.id) + 1
    several = f", number {place} of {len(desk.numbers)}" if len(desk.numbers) > 1 else ""
    extension = f", extension {number.extension}" if number.extension else ""
    return f"{number.shown}, {number.kind}, {number.holder}{extension}{several}."


def past_line(past: PastCall, shop: Shop) -> str:
    """Return one thing that was before."""
    names = Names.of(shop.playbook, shop.workspace.language)
    said = names.said(past).replace(" · ", "; ")  # no mark that a screen reader would name
    words = ", ".join(part for part in (names.event(past.what), said, past.who) if part)
    return f"{when(past.at, shop.workspace.zone)}: {words}."


def why_lines(desk: Desk, zone: str) -> Iterator[str]:
    """Yield why this contact came up, and what the calling rules say."""
    gate = desk.verdict
    yield desk.why
    yield gate.reason or "The calling rules allow this call."
    if gate.until is not None:
        yield f"Until {when(gate.until, zone)}."
    if gate.cap is not None:
        yield f"Attempts counted by the rules: {gate.attempts} of {gate.cap}."
    for label, text in (("Basis", desk.basis), ("Source", desk.source), ("List", desk.list_name)):
        if text:
            yield f"{label}: {text}."
    if gate.rules:
        yield f"Rules: {gate.rules}. {gate.source}"


def queue_lines(queue: EmptyQueue, zone: str) -> Iterator[str]:
    """Yield why nothing can be called, counted, and when the next one opens."""
    for blocker, count in queue.blockers.items():
        yield f"{count} {BLOCKERS.get(blocker, blocker.value)}."
    if not queue.blockers:
        yield "No contact waits on any active list."
    if queue.opens_at is not None:
        yield f"The next one may be rung {when(queue.opens_at, zone)}."
    else:
        yield "Waiting changes nothing; a manager imports a list."


def day_lines(own: OwnDay) -> Iterator[str]:
    """Yield one's own day, beside what is usual."""
    day, usual = own.day, own.usual
    yield f"Calls: {day.calls}{f', usually {usual.calls} by now' if usual else ''}."
    yield f"Reached: {day.reached}{f', usually {usual.reached}' if usual else ''}."
    yield f"Handed off: {day.handed_off}{f', usually {usual.handed_off}' if usual else ''}."
    if day.rate is not None:
        yield f"Reach rate: {day.rate:.0%}."
    if day.paused:
        yield f"Paused: {day.paused // 60} minutes."
    became = own.hand_offs
    yield f"Your hand-offs of late: {became.accepted} accepted, {became.returned} returned, {became.won} won."
