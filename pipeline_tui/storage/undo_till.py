"""Takes back what a file from the till brought, contact by contact, so that a long one goes in portions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline_tui.storage import newcomers, till
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.till import Touch
from pipeline_tui.storage.undo_selling import built_on
from pipeline_tui.wording import tr

AT_ONCE = 100  # contacts in one act: some tens of milliseconds


def take_back(tx: Tx, act: str, most: int) -> int:
    """Make some of the contacts that a file touched what they were; returns how many."""
    touched = till.touches(tx, act, most)
    for one in touched:
        _require_untouched(tx, act, one)
        _restore(tx, act, one)
        till.forget_touch(tx, act, one.contact_id)
    return len(touched)


def take_back_whole(tx: Tx, act: str, new: Sequence[int], clients: Sequence[Sequence[Any]]) -> None:
    """Take back a file that was loaded when its journal entry still held what each client was before."""
    everybody = [Touch(one, made=True, image=None) for one in new]
    everybody += [Touch(one, made=False, image=image) for one, image in clients]
    for one in everybody:
        _require_untouched(tx, act, one)
        _restore(tx, act, one)


def require_untouched(tx: Tx, act: str) -> int:
    """Refuse when somebody has built on anything a file brought; returns how many contacts it touched."""
    touched = till.touches(tx, act, -1)
    for one in touched:
        _require_untouched(tx, act, one)
    return len(touched)


def _restore(tx: Tx, act: str, one: Touch) -> None:
    till.withdraw(tx, act, one.contact_id)
    if one.made:
        newcomers.withdraw(tx, one.contact_id)
    else:
        till.put_client_back(tx, one.contact_id, one.image)


def _require_untouched(tx: Tx, act: str, one: Touch) -> None:
    if till.given_back_since(tx, act, one.contact_id):
        raise built_on(tr("Part of it was given back since."))
    why = newcomers.built_on_since(tx, one.contact_id, but=act) if one.made else ""
    if why:
        raise built_on(why)
