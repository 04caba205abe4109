"""Whom of the base a list is compared with: the same people, asked for one by one, or in a young base."""

from __future__ import annotations

from pathlib import Path

from pipeline_tui.domain.duplicates import Identity
from pipeline_tui.domain.import_matching import Look, look_at
from pipeline_tui.storage.known_contacts import known_like
from tests.services.ground import Ground
from tests.services.loading_files import CLAIRE, PRO, firms, loader


def _look(who: Identity, postcode: str = "") -> Look:
    return look_at(who, postcode)


def test_a_young_base_is_read_whole_and_tells_the_same(alone: Ground, tmp_path: Path) -> None:
    loader(alone, tmp_path)(PRO, CLAIRE, *firms(3))
    strangers = [_look(Identity(numbers=frozenset({f"+331990090{at:02}"}))) for at in range(40)]
    for look, first_names in (
        (_look(Identity(numbers=frozenset({"+33199000002"}))), ["Claire"]),
        (_look(Identity(emails=frozenset({"marc@example.org"}))), ["Marc"]),
        (_look(Identity("Clara", "Martin"), "69001"), ["Claire"]),
        (_look(Identity("M", "Dupond", "DUPONT")), ["Marc"]),
        (_look(Identity("Claire", "Martin"), "75001"), []),
    ):
        with alone.shop.store.read() as tx:
            one_by_one = [one.who.first for one in known_like(tx, [look])]
            read_whole = [one.who.first for one in known_like(tx, [look, *strangers])]
        assert one_by_one == read_whole == first_names
