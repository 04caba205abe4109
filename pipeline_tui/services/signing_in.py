"""Signing in: who sits at the desk, and what they may see.

On a plain file a passphrase says who did it; it does not protect the file from its owner.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.people import Operator, Viewer, called
from pipeline_tui.domain.stages import Role
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import credentials, first_days, journal
from pipeline_tui.storage import people as stored
from pipeline_tui.wording import tr, trn

MOST_TRIES = 5
SHORTEST_PASSPHRASE = 10
LOCKED_FOR = timedelta(minutes=5)


def operators(shop: Shop) -> tuple[Operator, ...]:
    """Return the active operators by name."""
    with shop.store.read() as tx:
        return tuple(one for one in stored.operators(tx) if one.active)


def who(shop: Shop, name: str | None) -> Operator:
    """Return the operator with this name; without one the only operator, else the only manager."""
    known = operators(shop)
    if name is not None:
        return called(known, name)
    if len(known) == 1:
        return known[0]
    managers = [one for one in known if Role.MANAGER in one.roles]
    if len(managers) == 1:
        return managers[0]
    names = ", ".join(one.name for one in known)
    raise UsageTrouble(
        tr("Who is asking?"),
        tr("This workspace has several operators: {names}.", names=names),
        tr("Add --as NAME."),
    )


def sign_in(shop: Shop, operator: Operator, passphrase: str | None = None) -> Viewer:
    """Return the viewer, after checking a passphrase that is set; five wrong ones lock for five minutes."""
    with shop.store.read() as tx:
        shop.look_at_workspace(tx)
        kept = credentials.credential(tx, operator.id)
        operator = replace(operator, newcomer=first_days.waits(tx, operator.id))
    if kept.passphrase_hash is None:
        return Viewer.of(operator, shop.workspace.structure)
    now = shop.now()
    if kept.locked_until is not None and kept.locked_until > now:
        raise Refused(
            tr("Too many wrong passphrases"),
            tr(
                "{name} may try again at {locked_until:%H:%M}.",
                name=operator.name,
                locked_until=kept.locked_until.astimezone(shop.zone),
            ),
            tr("Wait, or ask the manager to set a new passphrase."),
        )
    if not passphrase:
        raise Refused(
            tr("A passphrase is needed"),
            tr("{name} signs in with a passphrase.", name=operator.name),
            tr("Type it when asked, or put it into PIPELINE_PASSPHRASE."),
        )
    hasher = PasswordHasher()
    try:
        hasher.verify(kept.passphrase_hash, passphrase)
    except (VerifyMismatchError, InvalidHashError):
        _failed(shop, operator, kept.failed_tries + 1)
    if kept.failed_tries or hasher.check_needs_rehash(kept.passphrase_hash):
        with shop.store.act() as tx:
            credentials.set_passphrase(tx, operator.id, hasher.hash(passphrase))
    return Viewer.of(operator, shop.workspace.structure)


def set_passphrase(shop: Shop, viewer: Viewer, name: str, passphrase: str | None, *, act: str) -> None:
    """Set an operator's passphrase, or none; one's own, or anybody's for a manager."""
    operator = who(shop, name)
    if operator.id != viewer.operator_id and not viewer.is_manager:
        raise Refused(
            tr("Not your passphrase"),
            tr("Only a manager sets another person's passphrase."),
            tr("Ask the manager."),
        )
    if passphrase is not None and len(passphrase) < SHORTEST_PASSPHRASE:
        raise UsageTrouble(
            tr("The passphrase is too short"),
            tr(
                "It needs at least {shortest_passphrase} characters.", shortest_passphrase=SHORTEST_PASSPHRASE
            ),
            tr("Three words with spaces are easy to remember."),
        )
    hashed = PasswordHasher().hash(passphrase) if passphrase is not None else None
    with shop.store.act() as tx:
        if journal.seen(tx, act):
            return
        credentials.set_passphrase(tx, operator.id, hashed)
        journal.append(
            tx,
            viewer.operator_id,
            "passphrase_set",
            act,
            shop.now(),
            detail={"operator": operator.id, "set": hashed is not None},
        )


def _failed(shop: Shop, operator: Operator, tries: int) -> None:
    now = shop.now()
    locked = now + LOCKED_FOR if tries >= MOST_TRIES else None
    with shop.store.act() as tx:
        credentials.note_try(tx, operator.id, 0 if locked else tries, locked)
        if locked:
            journal.append(
                tx,
                operator.id,
                "sign_in_locked",
                uuid.uuid4().hex,
                now,
                detail={"tries": tries},
            )
    left = MOST_TRIES - tries
    raise Refused(
        tr("Wrong passphrase"),
        tr("{left} more {value}.", left=left, value=trn("try", "tries", left))
        if left > 0
        else tr("Locked for five minutes."),
        tr("Try again, or ask the manager to set a new one."),
    )
