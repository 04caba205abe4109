"""A workspace with as many cold contacts as wanted, in 24 zones, written in bulk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipeline_tui.domain.calling import Audience, BasisKind
from pipeline_tui.domain.people import Operator, Viewer
from pipeline_tui.domain.queue_order import HOT_NEW, NEVER_CALLED, rank
from pipeline_tui.domain.shop import SetUp
from pipeline_tui.domain.stages import Role
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import clocks
from pipeline_tui.services.setting_up import set_up
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.signing_in import operators
from pipeline_tui.storage.contact_writing import add_list
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import stamp

ZONES = 24
# A Tuesday at 15:00 in Paris: the French window is open.
NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)

_SERIES = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) "


def make(path: Path, contacts: int, *, scouts: int = 1, only_last_zone: bool = False) -> Shop:
    """Make the shop; with ``only_last_zone`` the one open zone holds the contacts that come last in order."""
    people = tuple((f"Scout {number}", frozenset({Role.SCOUT})) for number in range(1, scouts + 1))
    setup = SetUp(
        firm="Bench",
        trade="furniture",
        country="FR",
        structure=Structure.THREE_TIER,
        language="en",
        operators=(
            *people,
            ("Hunter", frozenset({Role.HUNTER})),
            ("Farmer", frozenset({Role.FARMER})),
            ("Manager", frozenset({Role.MANAGER})),
        ),
        practice=True,
    )
    shop = set_up(path, setup, now=NOW)
    shop.now = clocks.running_from(NOW)
    with shop.store.act() as tx:
        list_id = add_list(tx, "Bench", source="bench", now=NOW, operator_id=None)
        for zone in range(ZONES):
            tx.run(
                """INSERT INTO bucket (key, country, audience, zones, region)
                   VALUES (:key, 'FR', :audience, 'Europe/Paris', :region)""",
                {"key": f"bench-{zone}", "audience": Audience.CONSUMER.value, "region": f"z{zone}"},
            )
        _contacts(tx, contacts, list_id, only_last_zone)
    return shop


def _contacts(tx: Tx, contacts: int, list_id: int, only_last_zone: bool) -> None:
    first = int(tx.value("SELECT MIN(id) FROM bucket WHERE key LIKE 'bench-%'"))
    given = stamp(NOW - timedelta(days=30))
    tx.run(
        _SERIES
        + """INSERT INTO contact (id, civility, first_name, last_name, folded, language, firm_role,
               audience, country, address, postcode, city, zone, region, preferred_hours, source, hot,
               created_at, version)
             SELECT i, 'ms', 'Claire', 'MARTIN ' || i, 'martin ' || i || ' claire', 'fr', '',
               'consumer', 'FR', '', '', 'Lyon', 'Europe/Paris', '', '', 'bench', 0, :at, 1 FROM n""",
        {"count": contacts, "at": given},
    )
    tx.run(
        _SERIES
        + """INSERT INTO number (contact_id, e164, extension, kind, holder, place, unusual, zones)
             SELECT i, '+336' || printf('%08d', i), '', 'mobile', 'personal', 0, 0, 'Europe/Paris' FROM n""",
        {"count": contacts},
    )
    tx.run(
        _SERIES
        + """INSERT INTO basis (contact_id, kind, purpose, given_at, channel, evidence, wording, at, act)
             SELECT i, :kind, '', :at, 'form', '', '', :at, '' FROM n""",
        {"count": contacts, "kind": BasisKind.CONSENT.value, "at": given},
    )
    never = rank(NEVER_CALLED, NOW - timedelta(days=30))
    hot = rank(HOT_NEW, NOW - timedelta(days=30))
    last = first + ZONES - 1
    tx.run(
        _SERIES
        + """INSERT INTO position (contact_id, stage, list_id, bucket_id, rank, band, blocker, attempts,
               promise, lease_kind, version)
             SELECT i, 'scouting', :list, :first + i % :zones,
               CASE WHEN :last > 0 AND :first + i % :zones <> :last THEN :hot ELSE :never END + i,
               2, '', 0, '', '', 1 FROM n""",
        {
            "count": contacts,
            "list": list_id,
            "first": first,
            "zones": ZONES,
            "never": never,
            "hot": hot,
            "last": last if only_last_zone else 0,
        },
    )


def bucket_ids(shop: Shop) -> tuple[int, ...]:
    """Return the ids of the bench zones."""
    with shop.store.read() as tx:
        return tuple(row[0] for row in tx.all("SELECT id FROM bucket WHERE key LIKE 'bench-%' ORDER BY id"))


def scouts(shop: Shop) -> tuple[Viewer, ...]:
    """Return a viewer for each scout."""
    return tuple(Viewer.of(one, shop.workspace.structure) for one in operators(shop) if _is_scout(one))


def _is_scout(one: Operator) -> bool:
    return Role.SCOUT in one.roles
