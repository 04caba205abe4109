"""Changing the contact in hand: its fields, its numbers and whose they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline_tui.domain.contact_acts import Changed, ContactChanges, ContactFields, NumberChange
from pipeline_tui.domain.custom_fields import field_named, lines_of, of_stages, read_field
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.names import civility_code
from pipeline_tui.domain.newcomers import (
    HOLDERS,
    numbers_of,
    read_audience,
    read_email,
    read_language,
    read_place,
)
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.places import place_of
from pipeline_tui.domain.text import clean, fold
from pipeline_tui.services import consenting
from pipeline_tui.services.claiming import desk_for
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import calls, contact_changes, contact_lines, contact_writing, holds, journal
from pipeline_tui.storage.contact_changes import Change
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.settling import settle, sharing_any
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr


def contact_fields(shop: Shop, viewer: Viewer, token: str) -> ContactFields:
    """Return what may be changed of the contact in hand. Raises HoldLost."""
    with shop.store.read() as tx:
        hold = holds.held_with(tx, viewer.operator_id, token, shop.now())
        fields = contact_changes.fields_of(tx, hold.contact_id, shop.workspace.secret)
        stands, asked = consenting.stands(tx, shop, hold.contact_id)
        own = of_stages(shop.playbook.custom_fields, viewer.stages)
        answers = calls.answers_of(tx, hold.contact_id)
    custom = lines_of(own, answers, shop.workspace.language, shop.today())
    return replace(fields, consent=stands, asked=asked, custom=custom)


def change_contact(shop: Shop, viewer: Viewer, token: str, changes: ContactChanges, *, act: str) -> Changed:
    """Change fields and numbers of the contact in hand; its place in the queue is computed anew.

    Raises HoldLost, and Refused when somebody changed the contact since ``changes.version`` was read.
    """
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, "contact_changed")
        hold = holds.held_with(tx, viewer.operator_id, token, now)
        if done is None:
            contact_id = hold.contact_id
            before = sharing_any(tx, contact_id)
            values, what = _values(tx, shop, contact_id, changes)
            change = Change(tx, contact_id)
            change.set(values, changes.version)
            what += _numbers(tx, shop, contact_id, change, changes)
            if changes.email is not None:
                change.set_emails(read_email(changes.email))
                what.append("e-mail")
            if changes.consent:
                what.append(consenting.note_word(tx, shop, viewer, contact_id, changes.consent, act))
            what += _custom(tx, shop, viewer, change, changes.custom)
            if not what:
                raise UsageTrouble(
                    tr("Nothing to change"), tr("No field was given."), tr("Name a field and its value.")
                )
            kept = change.keep(viewer.operator_id, act, now)
            affected = {contact_id, *before, *sharing_any(tx, contact_id)}
            settle(tx, sorted(affected), shop.method, now)
            detail = {"change": kept, "fields": what}
            journal.append(tx, viewer.operator_id, "contact_changed", act, now, contact_id, detail)
        else:
            contact_id, what = done.contact_id or 0, list(done.detail["fields"])
        name = contact_lines.name_of(tx, contact_id)
    return Changed(contact_id, name, tuple(what), desk_for(shop, viewer, hold))


def _values(tx: Tx, shop: Shop, contact_id: int, changes: ContactChanges) -> tuple[dict[str, Any], list[str]]:
    """Return the columns to set, and the names of the fields."""
    values: dict[str, Any] = {}
    known = contact_lines.contact_lines(tx, contact_id)
    if changes.civility is not None:
        values["civility"] = civility_code(changes.civility)
        if changes.civility.strip() and not values["civility"]:
            raise UsageTrouble(
                tr("Civility not understood"), "", tr('Write "Mr" or "Mrs", or leave it empty.')
            )
    if changes.first_name is not None:
        values["first_name"] = clean(changes.first_name, limit=80)
    if changes.last_name is not None:
        values["last_name"] = clean(changes.last_name, limit=80)
    if "first_name" in values or "last_name" in values:
        first, last = (values.get(key, getattr(known, key)) for key in ("first_name", "last_name"))
        values["folded"] = fold(f"{last} {first}")
    if changes.language is not None:
        values["language"] = read_language(clean(changes.language, limit=40))
    if changes.audience is not None:
        values["audience"] = read_audience(changes.audience)
    if changes.role is not None:
        values["firm_role"] = clean(changes.role, limit=80)
    if changes.preferred_hours is not None:
        values["preferred_hours"] = clean(changes.preferred_hours, limit=80)
    if changes.place is not None:
        place = read_place(changes.place, known.country or shop.workspace.country)
        lies = place_of(place.country, place.postcode)
        values |= {"postcode": place.postcode, "city": place.city, "country": place.country}
        values |= {"zone": lies.zone, "region": lies.region}
    if changes.firm is not None:
        firm = clean(changes.firm, limit=120)
        city = values.get("city", known.city)
        values["firm_id"] = contact_writing.firm_id(tx, firm, city) if firm else None
    if not (
        values.get("last_name", known.last_name)
        or values.get("first_name", known.first_name)
        or values.get("firm_id", known.firm)
    ):
        raise UsageTrouble(tr("Who is it?"), tr("A name or a firm is wanted."), tr("Leave one of them."))
    silent = {"folded", "zone", "region", "postcode", "country"}
    names = {"firm_id": "firm", "firm_role": "role", "city": "place"}
    return values, [names.get(key, key) for key in values if key not in silent]


def _numbers(tx: Tx, shop: Shop, contact_id: int, change: Change, changes: ContactChanges) -> list[str]:
    """Change and add numbers; returns the names of what changed."""
    what: list[str] = []
    if changes.numbers:
        change.set_numbers([_checked(one) for one in changes.numbers])
        what.append("numbers")
    if changes.add_numbers.strip():
        country = contact_lines.contact_lines(tx, contact_id).country or shop.workspace.country
        change.add_numbers(numbers_of(changes.add_numbers, country))
        what.append("new number")
    return what


def _custom(tx: Tx, shop: Shop, viewer: Viewer, change: Change, typed: Mapping[str, str]) -> list[str]:
    """Set the playbook's own fields; returns their codes."""
    home, today = shop.workspace, shop.today()
    fields = of_stages(shop.playbook.custom_fields, viewer.stages)
    read = {
        code: read_field(
            field_named(fields, code), text, language=home.language, currency=home.currency, today=today
        )
        for code, text in typed.items()
    }
    if read:
        change.set_answers(read, shop.now())
    return list(read)


def _checked(one: NumberChange) -> NumberChange:
    if one.holder not in HOLDERS:
        raise UsageTrouble(
            tr("{holder} is nobody who holds a number", holder=clean(one.holder, limit=20)),
            tr("Known: {holders}.", holders=", ".join(HOLDERS)),
            tr("Use one of these."),
        )
    return NumberChange(one.id, one.holder, clean(one.extension, limit=12), one.gone)
