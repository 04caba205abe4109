"""A practice shop that is gone when the practice is over: a file of its own in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline_tui.domain.practice_wish import PracticeWish
from pipeline_tui.domain.stages import ROLE_OF_STAGE, Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.domain.text import fold
from pipeline_tui.services.practising import crew_of, make_demo

_CONTACTS = 60
_DAYS = 6  # of work behind it, where practice needs deals and clients


@contextmanager
def throw_away_shop(wish: PracticeWish, now: datetime | None = None) -> Iterator[Path]:
    """Lend the file of an invented shop in which the one who practises works; it is removed at the end.

    Every stage has its own specialist there, so that a hand-off goes to somebody else with a brief. ``now``
    (``PIPELINE_NOW``) fixes its clock.
    """
    me = (wish.name, frozenset({ROLE_OF_STAGE[wish.stage]}))
    others = tuple(one for one in crew_of(Structure.THREE_TIER) if fold(one[0]) != fold(wish.name))
    with TemporaryDirectory(prefix="pipeline-tui-practice-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "practice.db"
        make_demo(
            path,
            contacts=_CONTACTS,
            structure=Structure.THREE_TIER.value,
            history_days=0 if wish.stage is Stage.SCOUTING else _DAYS,
            trade=wish.trade,
            language=wish.language,
            now=now,
            crew=(me, *others),
        ).close()
        yield path
