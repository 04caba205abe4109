"""Offers of one's own deals: opened, written, sent; what was sent is never changed, a change is a version."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.offer_changes import OfferChanges, compare
from pipeline_tui.domain.offers import (
    LONGEST_TEXT,
    LONGEST_WORDS,
    MOST_LINES,
    MOST_MINOR,
    MOST_QUANTITY,
    WHOLE,
    Contents,
    Offer,
    OfferLine,
    OfferState,
    totals,
)
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean, fold
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import deals, journal, offer_writing, prices, sight
from pipeline_tui.storage import offers as stored
from pipeline_tui.storage.offers import Standing
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

OPENED, WRITTEN, ASKED, SENT = "offer_opened", "offer_written", "offer_asked", "offer_sent"
NOTHING_YET = Contents()


def offers(shop: Shop, viewer: Viewer, deal_id: int) -> tuple[Offer, ...]:
    """Return the offers of an own deal in their newest versions, the oldest offer first."""
    with shop.store.read() as tx:
        _own_deal(tx, viewer, deal_id, shop.now())
        return tuple(_read(tx, shop, one) for one in stored.of_deal(tx, deal_id))


def offer(shop: Shop, viewer: Viewer, offer_id: int, version: int | None = None) -> Offer:
    """Return one version of an offer of an own deal, the newest unless it is named."""
    with shop.store.read() as tx:
        stands = stored.in_sight(tx, viewer, offer_id, shop.now())
        _known_version(stands, version)
        return _read(tx, shop, offer_id, version)


def compare_versions(
    shop: Shop, viewer: Viewer, offer_id: int, earlier: int, later: int | None = None
) -> OfferChanges:
    """Return which lines and totals differ between two versions; the later one is the newest unless named."""
    with shop.store.read() as tx:
        stands = stored.in_sight(tx, viewer, offer_id, shop.now())
        for one in (earlier, later):
            _known_version(stands, one)
        old, new = _read(tx, shop, offer_id, earlier), _read(tx, shop, offer_id, later)
    return compare(old.version, old.contents, new.version, new.contents)


def offer_total(shop: Shop, viewer: Viewer, deal_id: int) -> int | None:
    """Return what the offer sent last for an own deal comes to with tax; None when none was sent."""
    with shop.store.read() as tx:
        _own_deal(tx, viewer, deal_id, shop.now())
        return stored.total_of_deal(tx, deal_id)


def open_offer(shop: Shop, viewer: Viewer, deal_id: int, says: Contents = NOTHING_YET, *, act: str) -> Offer:
    """Open an offer of an own open deal, under the year's next number; it holds as the playbook says."""
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, OPENED)
        if done is not None:
            return _read(tx, shop, int(done.detail["offer"]))
        own = deals.own_open(tx, viewer, deal_id, now)
        until = says.valid_until or shop.today() + timedelta(days=shop.playbook.offer_rules.valid_days)
        checked = _checked(tx, shop, replace(says, valid_until=until), NOTHING_YET)
        made = offer_writing.add_offer(tx, own.id, own.contact_id, shop.workspace.currency, shop.today().year)
        keyed = _keyed(tx, made, checked)
        _, event = offer_writing.add_version(tx, made, 1, viewer.operator_id, keyed, now, "opened")
        detail = {"deal": own.id, "offer": made, "event": event}
        journal.append(tx, viewer.operator_id, OPENED, act, now, own.contact_id, detail)
        return _read(tx, shop, made)


def write_offer(
    shop: Shop, viewer: Viewer, offer_id: int, version: int, says: Contents, *, act: str
) -> Offer:
    """Write an offer anew; ``version`` is the one that was read.

    What was sent stays as it is: its change is the next version. What waits or was answered is a draft again,
    because an approval is for what was read.
    """
    now, me = shop.now(), viewer.operator_id
    with shop.store.act() as tx:
        if not done_before(tx, viewer, act, WRITTEN):
            stands = stored.in_sight(tx, viewer, offer_id, now)
            deals.own_open(tx, viewer, stands.deal_id, now)
            if version != stands.version:
                raise Refused(
                    tr(
                        "This is version {version}, and there is a version {version2}",
                        version=version,
                        version2=stands.version,
                    ),
                    tr("Only the newest version of an offer is changed; nothing was."),
                    tr("Open the newest one."),
                )
            keyed = _keyed(tx, offer_id, _checked(tx, shop, says, stored.contents(tx, stands.version_id)))
            if stands.state is OfferState.SENT:
                _, event = offer_writing.add_version(
                    tx, offer_id, stands.version + 1, me, keyed, now, "versioned"
                )
            else:
                event = offer_writing.write(tx, offer_id, stands.version_id, me, keyed, now)
            detail = {"offer": offer_id, "event": event, "lines": len(keyed.lines)}
            journal.append(tx, me, WRITTEN, act, now, stands.contact_id, detail)
        return _read(tx, shop, offer_id)


def send_offer(shop: Shop, viewer: Viewer, offer_id: int, *, act: str, step_on: bool = False) -> Offer:
    """Mark an offer as sent, which sets its deal's value; above the writer's limit it waits for a manager.

    The answer's ``state`` says which of the two it was. ``step_on`` moves the deal to the step that the
    playbook names for it, unless it is further already.
    """
    now, me = shop.now(), viewer.operator_id
    with shop.store.act() as tx:
        entry = journal.seen(tx, act)
        if not done_before(tx, viewer, act, ASKED if entry and entry.verb == ASKED else SENT):
            stands = stored.in_sight(tx, viewer, offer_id, now)
            own = deals.own_open(tx, viewer, stands.deal_id, now)
            known = _read(tx, shop, offer_id)
            _sendable(shop, known)
            detail: dict[str, object] = {"offer": offer_id, "version": stands.version}
            if known.above_limit and stands.state is not OfferState.APPROVED:
                verb = ASKED
                detail["event"] = offer_writing.decide(
                    tx, offer_id, stands.version_id, me, now, OfferState.WAITING, "asked"
                )
            else:
                verb = SENT
                detail["event"] = offer_writing.decide(
                    tx, offer_id, stands.version_id, me, now, OfferState.SENT, "sent"
                )
                codes = [step.code for step in shop.playbook.deal_steps]
                step = shop.playbook.offer_rules.leads_to(own.step, codes) if step_on else ""
                moved: dict[str, str | datetime] = {"step": step, "step_since": now} if step else {}
                detail["deal_event"] = deals.change(
                    tx,
                    own,
                    me,
                    act,
                    now,
                    "offer",
                    f"{known.number} v{known.version}",
                    value_minor=known.totals.gross_minor,
                    **moved,
                )
            journal.append(tx, me, verb, act, now, stands.contact_id, detail)
        return _read(tx, shop, offer_id)


def _read(tx: Tx, shop: Shop, offer_id: int, version: int | None = None) -> Offer:
    return stored.offer(tx, offer_id, shop.playbook.offer_rules.discount_limit, version)


def _own_deal(tx: Tx, viewer: Viewer, deal_id: int, now: datetime) -> None:
    deals.contact_in_sight(tx, viewer, deal_id, now)
    if tx.value("SELECT owner_id FROM deal WHERE id = :deal", {"deal": deal_id}) != viewer.operator_id:
        raise sight.not_on_your_desk()


def _known_version(stands: Standing, version: int | None) -> None:
    if version is not None and not 1 <= version <= stands.version:
        raise UsageTrouble(
            tr("There is no version {version}", version=version),
            tr("Offer {number} has {version}.", number=stands.number, version=stands.version),
            tr("Name one of these."),
        )


def _sendable(shop: Shop, known: Offer) -> None:
    if known.state is OfferState.SENT:
        raise Refused(
            tr("This version was sent already"),
            tr("A sent offer is never changed."),
            tr("A change makes the next version."),
        )
    if known.state is OfferState.WAITING:
        raise Refused(
            tr("This offer waits for a manager"),
            tr("Its discount is above your limit; until it is approved nobody may send it."),
            tr("Wait for the answer, or lower the discount: then it goes at once."),
        )
    if not known.contents.lines:
        raise Refused(
            tr("This offer says nothing"), tr("It has no line."), tr("Add what is offered, then send it.")
        )
    until = known.contents.valid_until
    if until is not None and until < shop.today():
        raise Refused(
            tr("This offer has run out"),
            tr("It held until {until}.", until=until.isoformat()),
            tr("Give it a later date."),
        )


def _checked(tx: Tx, shop: Shop, says: Contents, before: Contents) -> Contents:
    """Return the contents made harmless and measured against the price list."""
    if len(says.lines) > MOST_LINES:
        raise UsageTrouble(
            tr("The offer is too long"),
            tr("At most {most_lines} lines.", most_lines=MOST_LINES),
            tr("Make a second offer."),
        )
    known = {line.key: line for line in before.lines if line.key}
    lines = tuple(_line(tx, line, known.get(line.key)) for line in says.lines)
    if not 0 <= says.discount <= WHOLE:
        raise _no_discount()
    until = says.valid_until
    if until is not None and until != before.valid_until and until < shop.today():
        raise UsageTrouble(
            tr("That day has passed"),
            tr("{until} is over.", until=until.isoformat()),
            tr("Give a day to come."),
        )
    if totals(lines, says.discount).gross_minor > MOST_MINOR:
        raise UsageTrouble(
            tr("The offer is larger than any amount that can be kept"), "", tr("Check the quantities.")
        )
    return Contents(lines, says.discount, until, clean(says.words, limit=LONGEST_WORDS, multiline=True))


def _line(tx: Tx, line: OfferLine, before: OfferLine | None) -> OfferLine:
    item = prices.item(tx, line.code) if line.code else None
    same = before is not None and fold(before.code) == fold(line.code)
    if line.code and item is None and not same:
        raise UsageTrouble(
            tr('"{code}" is not on the price list', code=clean(line.code, limit=40)),
            "",
            tr("Look it up, or write it as free text."),
        )
    text = clean(line.text, limit=LONGEST_TEXT) or (item.name if item else "")
    if not text:
        raise UsageTrouble(tr("A line says nothing"), "", tr("Write what is offered."))
    if not 0 < line.quantity <= MOST_QUANTITY or not 0 <= line.price_minor <= MOST_MINOR:
        raise UsageTrouble(tr("{text}: quantity or price is out of bounds", text=text), "", tr("Check both."))
    if not (0 <= line.discount <= WHOLE and 0 <= line.tax <= WHOLE):
        raise _no_discount()
    # The list's price is never taken from outside: the limit of discounts is measured against it.
    listed = before.list_minor if same and before else item.price_minor if item else None
    code = item.code if item else before.code if same and before else ""
    return replace(line, text=text, unit=clean(line.unit, limit=20), code=code, list_minor=listed)


def _keyed(tx: Tx, offer_id: int, says: Contents) -> Contents:
    """Give new lines keys that no version of the offer has used."""
    used = tx.value(
        """SELECT MAX(l.key) FROM offer_line l JOIN offer_version v ON v.id = l.version_id
           WHERE v.offer_id = :offer""",
        {"offer": offer_id},
    )
    following, seen = (used or 0) + 1, set[int]()
    lines = []
    for line in says.lines:
        if not 0 < line.key < (used or 0) + 1 or line.key in seen:
            line, following = replace(line, key=following), following + 1
        seen.add(line.key)
        lines.append(line)
    return replace(says, lines=tuple(lines))


def _no_discount() -> UsageTrouble:
    return UsageTrouble(
        tr("That is no share"), tr("It is between nothing and a hundred per cent."), tr("Write it like 10.")
    )
