"""What follows a register's loading: everybody whom the new copy concerns gets their place in the queue anew.

The gate obeys a copy from the moment it counts. A program killed before places followed leaves people
in the queue who are listed, whom the next claims move, and people aside whom the new copy no longer lists,
whom nothing else would bring back. So a copy remembers whether they did; whoever loads a list, or looks
at the lists, goes on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import register_loading, registers
from pipeline_tui.storage.facts import keyed_hash
from pipeline_tui.storage.settling import settle

_READ_AT_ONCE = 5000
_SETTLED_AT_ONCE = 50


def affected(shop: Shop, country: str, hashes: Collection[int]) -> list[int]:
    """Return our contacts that stand on the register now; those of the copy before are held back already."""
    from phonenumbers import country_code_for_region

    start, secret = f"+{country_code_for_region(country)}", shop.workspace.secret
    found: set[int] = set()
    after = 0
    while True:
        with shop.store.read() as tx:
            rows = register_loading.numbers_after(tx, after, start, _READ_AT_ONCE)
        if not rows:
            return sorted(found)
        found |= {
            contact for _, e164, contact in rows if registers.short_hash(keyed_hash(secret, e164)) in hashes
        }
        after = rows[-1][0]


def settle_places(shop: Shop, register_id: int, concerned: Sequence[int], *, freed: bool) -> None:
    """Give everybody whom a register concerns their place again, in short acts.

    ``freed``: the copy is young enough, so those whom its lack held back come before the next claims.
    """
    for start in range(0, len(concerned), _SETTLED_AT_ONCE):
        with shop.store.act() as tx:
            settle(tx, concerned[start : start + _SETTLED_AT_ONCE], shop.method, shop.now())
    after = 0
    while True:
        with shop.store.act() as tx:
            held = register_loading.held_back(tx, after, _SETTLED_AT_ONCE)
            settle(tx, held, shop.method, shop.now())
        if not held:
            break
        after = held[-1]
    moved = int(freed)
    while moved:
        with shop.store.act() as tx:
            moved = register_loading.look_again(tx, shop.now())
    with shop.store.act() as tx:
        register_loading.settled(tx, register_id)


def finish_registers(shop: Shop) -> bool:
    """Let places follow where a killed program did not come so far; the caller holds the loader's lock."""
    with shop.store.read() as tx:
        left = register_loading.unsettled(tx)
    for register_id, country in left:  # too old or not, the next claims find out about those it lets in
        settle_places(shop, register_id, affected(shop, country, _hashes(shop, register_id)), freed=True)
    return bool(left)


def _hashes(shop: Shop, register_id: int) -> set[int]:
    found: set[int] = set()
    after = -1
    while True:
        with shop.store.read() as tx:
            some = register_loading.hashes_after(tx, register_id, after, _READ_AT_ONCE)
        if not some:
            return found
        found.update(some)
        after = some[-1]
