"""A practice shop that is gone when the practice is over: a file of its own in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from pipeline_tui.domain.method_versions import Files
from pipeline_tui.domain.practice_wish import PracticeWish
from pipeline_tui.domain.stages import ROLE_OF_STAGE, Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.domain.text import fold
from pipeline_tui.services.practising import crew_of, make_demo
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import people, playbook_versions
from pipeline_tui.storage.lent_folders import lent_folder

# Contacts, and days of work behind them: as few as give five calls to whoever practises. Each day is played
# through the real services, which is what making the shop takes its time for.
_SIZES = MappingProxyType({Stage.SCOUTING: (60, 0), Stage.HUNTING: (120, 5), Stage.FARMING: (100, 3)})
NO_FILES: Files = MappingProxyType({})


@contextmanager
def throw_away_shop(
    wish: PracticeWish, now: datetime | None = None, method: Files = NO_FILES
) -> Iterator[Path]:
    """Lend the file of an invented shop in which the one who practises works; it is removed at the end.

    Every stage has its own specialist there, so that a hand-off goes to somebody else with a brief. ``now``
    (``PIPELINE_NOW``) fixes its clock. ``method`` is the playbook of the shop whose people practise, where it
    has one of its own.
    """
    me = (wish.name, frozenset({ROLE_OF_STAGE[wish.stage]}))
    # Nobody else of the stage: all of its deals and clients are then the one's who practises.
    others = tuple(
        one for one in crew_of(Structure.THREE_TIER) if fold(one[0]) != fold(wish.name) and one[1] != me[1]
    )
    with lent_folder() as folder:
        path = folder / "practice.db"
        contacts, days = _SIZES[wish.stage]
        shop = make_demo(
            path,
            contacts=contacts,
            structure=Structure.THREE_TIER.value,
            history_days=days,
            trade=wish.trade,
            language=wish.language,
            now=now,
            crew=(me, *others),
        )
        if method:
            _work_by(shop, method)
        shop.close()
        yield path


def _work_by(shop: Shop, method: Files) -> None:
    """Let the invented shop work by a real one's playbook, in which nothing is new to anybody there."""
    with shop.store.act() as tx:
        number, now = playbook_versions.newest(tx) + 1, shop.now()
        playbook_versions.keep(tx, number, method, None, now)
        playbook_versions.stand(tx, number, None, now)
        for one in people.operators(tx):
            playbook_versions.note_read(tx, one.id, number, now)
