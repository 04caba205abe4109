"""The ledger of consents: who agreed to be rung, when and by which words, and who took that back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from pipeline_tui.domain.calling import Audience, BasisKind, Purpose
from pipeline_tui.domain.consents import (
    LONGEST_EVIDENCE,
    GroundState,
    Ledger,
    evidence_words,
    read_consent_word,
)
from pipeline_tui.domain.errors import NothingToDo, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.whose_number import may_know
from pipeline_tui.storage import contact_lines, grounds, journal, rights, sight, written
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.settling import settle
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

GIVEN, REVOKED = "consent_given", "consent_revoked"
_LONGEST = 60  # characters of a channel or of a wording's name


def consents(shop: Shop, viewer: Viewer, contact_id: int) -> Ledger:
    """Return every ground recorded for a contact on the viewer's desk; a manager reads everybody's."""
    with shop.store.read() as tx:
        if not may_know(tx, shop, viewer, contact_id):
            raise sight.not_on_your_desk()
        return _ledger(tx, shop, contact_id)


def give_consent(
    shop: Shop,
    viewer: Viewer,
    contact_id: int,
    *,
    act: str,
    channel: str = "telephone",
    evidence: str = "",
    wording: str = "",
    given_on: date | None = None,
    expires_on: date | None = None,
    purpose: Purpose | None = None,
) -> Ledger:
    """Record that a contact agreed to be rung; the row is never edited, a later one goes before it.

    Days are the shop's. Without ``wording`` they agreed to the playbook's own words, in the contact's
    language, and for as long as the playbook says; ``expires_on`` is the last day on which it holds.
    """
    now = shop.now()
    given_at = _given_at(shop, given_on)
    ends = _after(shop, expires_on) if expires_on is not None else None
    if ends is not None and ends <= given_at:
        raise UsageTrouble(
            tr("It would end before it was given"), tr("Nothing was changed."), tr("Give a later day.")
        )
    how, proof = clean(channel, limit=_LONGEST), clean(evidence, limit=LONGEST_EVIDENCE)
    if not how:
        raise UsageTrouble(
            tr("How did they agree?"), "", tr("Name the channel: telephone, in person, paper, e-mail.")
        )
    with shop.store.act() as tx:
        if not may_know(tx, shop, viewer, contact_id):
            raise sight.not_on_your_desk()
        if not done_before(tx, viewer, act, GIVEN):
            said = clean(wording, limit=_LONGEST)
            if not said:
                said, ends = own_words(tx, shop, contact_id), ends or lasts(shop, given_at)
            basis_id = rights.grant(
                tx,
                contact_id,
                BasisKind.CONSENT,
                now,
                act=act,
                operator_id=viewer.operator_id,
                purpose=purpose,
                channel=how,
                evidence=proof,
                wording=said,
                given_at=given_at,
                expires_at=ends,
            )
            settle(tx, (contact_id,), shop.method, now)
            journal.append(tx, viewer.operator_id, GIVEN, act, now, contact_id, {"basis": basis_id})
        return _ledger(tx, shop, contact_id)


def revoke_consent(
    shop: Shop, viewer: Viewer, contact_id: int, *, act: str, channel: str = "telephone", evidence: str = ""
) -> Ledger:
    """Record that a contact takes every consent back, from now on. Raises NothingToDo when none holds."""
    now = shop.now()
    how, why = clean(channel, limit=_LONGEST), clean(evidence, limit=LONGEST_EVIDENCE)
    with shop.store.act() as tx:
        if not may_know(tx, shop, viewer, contact_id):
            raise sight.not_on_your_desk()
        if not done_before(tx, viewer, act, REVOKED):
            taken = revoke_all(tx, viewer, contact_id, act, now, channel=how, evidence=why)
            if not taken:
                raise NothingToDo(
                    tr("There is no consent to take back"),
                    tr("None is recorded that still stands; nothing was changed."),
                    tr("If they want no call at all: suppress NUMBER."),
                )
            settle(tx, (contact_id,), shop.method, now)
            detail = {"revoked": list(taken)}
            journal.append(tx, viewer.operator_id, REVOKED, act, now, contact_id, detail)
        return _ledger(tx, shop, contact_id)


def note_word(tx: Tx, shop: Shop, viewer: Viewer, contact_id: int, text: str, act: str) -> str:
    """Keep what a contact said of being rung, inside a running act; returns what was changed, in words."""
    word, now = read_consent_word(text), shop.now()
    how, proof = clean(word.channel, limit=_LONGEST), clean(word.evidence, limit=LONGEST_EVIDENCE)
    if not word.agreed:
        if not revoke_all(tx, viewer, contact_id, act, now, channel=how, evidence=proof):
            raise NothingToDo(
                tr("There is no consent to take back"),
                tr("None is recorded that still stands; nothing was changed."),
                tr("If they want no call at all, the outcome do not call says so."),
            )
        return "consent taken back"
    _grant(tx, shop, viewer, contact_id, act, now, how, proof)
    return "consent"


def note_agreed(tx: Tx, shop: Shop, viewer: Viewer, contact_id: int, act: str, now: datetime) -> None:
    """Keep that somebody who bought over the counter agreed to follow-up calls, inside a running act."""
    proof = "agreed to follow-up calls when buying"
    _grant(tx, shop, viewer, contact_id, act, now, "in person", proof)


def _grant(
    tx: Tx, shop: Shop, viewer: Viewer, contact_id: int, act: str, now: datetime, channel: str, evidence: str
) -> None:
    """Record a consent given to one of us, in the words that were said and for as long as they last."""
    rights.grant(
        tx,
        contact_id,
        BasisKind.CONSENT,
        now,
        act=act,
        operator_id=viewer.operator_id,
        channel=channel,
        evidence=evidence,
        wording=own_words(tx, shop, contact_id),
        expires_at=lasts(shop, now),
    )


def stands(tx: Tx, shop: Shop, contact_id: int) -> tuple[str, str]:
    """Return the consent in force, in words ("" for none), and the playbook's question in their language."""
    now = shop.now()
    held = next(
        (
            one
            for one in grounds.ledger(tx, contact_id, now)
            if one.kind is BasisKind.CONSENT and one.state is GroundState.IN_FORCE and one.given_at <= now
        ),
        None,
    )
    words = shop.playbook.consent.words
    asked = words.get(language_of(tx, shop, contact_id), "")
    if held is None:
        return "", asked
    on = held.given_at.astimezone(shop.zone).date()
    how = evidence_words(", ".join(part for part in (held.channel, held.evidence) if part))
    return " · ".join(part for part in (f"{on:%Y-%m-%d}", how) if part), asked


def wanted(tx: Tx, shop: Shop, contact_id: int) -> str:
    """Return the question to ask where selling calls need a consent and none stands, else ""."""
    audience, country = written.audience_and_country(tx, contact_id)
    shop.look_at_rules(tx)
    rule = shop.rules(country or shop.workspace.country).of(Audience(audience) if audience else None)
    if BasisKind.CONSENT not in rule.basis_required:
        return ""
    held, asked = stands(tx, shop, contact_id)
    return "" if held else asked


def revoke_all(
    tx: Tx, viewer: Viewer, contact_id: int, act: str, now: datetime, *, channel: str, evidence: str
) -> tuple[int, ...]:
    """Take back every consent that stands, inside a running act; returns their ids."""
    standing = grounds.standing(tx, contact_id, BasisKind.CONSENT)
    for basis_id in standing:
        rights.revoke(
            tx, basis_id, now, act=act, operator_id=viewer.operator_id, channel=channel, evidence=evidence
        )
    return standing


def own_words(tx: Tx, shop: Shop, contact_id: int) -> str:
    """Return under which name the playbook's question is kept, in the language the contact is asked in."""
    return shop.playbook.consent.name(shop.workspace.trade, language_of(tx, shop, contact_id))


def language_of(tx: Tx, shop: Shop, contact_id: int) -> str:
    """Return the language a contact is asked in: their own where the playbook has it, else the shop's."""
    spoken = contact_lines.contact_lines(tx, contact_id).language
    return spoken if spoken in shop.playbook.languages else shop.workspace.language


def lasts(shop: Shop, given_at: datetime) -> datetime | None:
    """Return when a consent to the playbook's words ends; None when it is never out of date."""
    months = shop.playbook.consent.months
    if not months:
        return None
    day = given_at.astimezone(shop.zone).date()
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return _after(shop, min(first + timedelta(days=day.day - 1), last))


def _ledger(tx: Tx, shop: Shop, contact_id: int) -> Ledger:
    name = contact_lines.name_of(tx, contact_id)
    return Ledger(contact_id, name, grounds.ledger(tx, contact_id, shop.now()))


def _given_at(shop: Shop, on: date | None) -> datetime:
    if on is None or on == shop.today():
        return shop.now()
    if on > shop.today():
        raise UsageTrouble(
            tr("That day is still to come"), tr("Nothing was changed."), tr("Say when they agreed.")
        )
    return datetime.combine(on, time(), shop.zone)


def _after(shop: Shop, day: date) -> datetime:
    """Return the midnight that ends a day of the shop."""
    return datetime.combine(day + timedelta(days=1), time(), shop.zone)
