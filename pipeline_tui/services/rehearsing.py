"""Playing working days: invented people do their work through the real services, on a clock that is moved.

Whoever is earliest acts next, so that everything happens in the order of the clock.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.playbook import NamedCode
from pipeline_tui.domain.practice import Article, PracticeTrade, Talk
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import clocks
from pipeline_tui.services.shop import Shop

# Within the calling windows of consumers in France (D.223-9), so that most calls are allowed.
SESSIONS = ((time(10), time(12, 55)), (time(14), time(18, 40)))
_DAY_MINUTES = 455.0
_OTHER_CHORES = 16  # a day, beside calls to newcomers
_LONGEST_CHORE = timedelta(minutes=16)
_IDLE = timedelta(minutes=18)


@dataclass(slots=True)
class Player:
    """One operator at work."""

    viewer: Viewer
    dials_a_day: float  # on average
    at: datetime  # until when they are busy
    dials_left: int = 0
    deals: dict[int, datetime] = field(default_factory=dict)  # open deal -> when its next step is due
    check_ins: list[tuple[int, int]] = field(default_factory=list)  # of the day: check-in, contact


class Rehearsal:
    """The invented shop at work; everything in it follows from the seed."""

    def __init__(self, shop: Shop, trade: PracticeTrade, players: Sequence[Player], seed: int) -> None:
        """Take a shop whose clock may be moved."""
        self.shop = shop
        self.trade = trade
        self.players = tuple(players)
        self.rng = random.Random(f"days {seed}")
        self.waiting: list[tuple[datetime, int, str]] = []  # hand-offs: when given, id, to whom or the team
        self.sold: list[tuple[datetime, int, str]] = []  # to farmers: when given, id, to whom
        self.wanted: dict[int, Article] = {}  # by hand-off
        self.offered: dict[int, tuple[Article, int]] = {}  # by deal, with the amount

    @property
    def now(self) -> datetime:
        """Return what the clock shows (UTC)."""
        return self.shop.now()

    def move_to(self, at: datetime) -> None:
        """Set the clock (UTC)."""
        self.shop.now = clocks.fixed(at)

    def pass_seconds(self, least: int, most: int) -> None:
        """Let some time pass."""
        self.move_to(self.now + timedelta(seconds=self.rng.randint(least, most)))

    def act(self) -> str:
        """Return the id of a new act."""
        return f"{self.rng.getrandbits(128):032x}"

    def chance(self, share: float) -> bool:
        """Return whether something happens that happens so often."""
        return self.rng.random() < share

    def may_answer(self, player: Player, to: str) -> bool:
        """Return whether a hand-off is for this player: named, or given to the team."""
        return to == player.viewer.name or all(to != one.viewer.name for one in self.players)

    def pick(self, weights: MappingProxyType[str, float]) -> str:
        """Return one of the codes, by its weight."""
        return self.rng.choices(tuple(weights), tuple(weights.values()))[0]

    def talk(self, language: str = "") -> Talk:
        """Return what is written about a contact: in the shop's language, in English where that is spoken."""
        return self.trade.speaking("en" if language == "en" else self.shop.workspace.language)

    def note(self, code: str, language: str = "") -> str:
        """Return a note on how a call or visit ended; often there is none."""
        return self.rng.choice(self.talk(language).notes.get(code) or ("",))

    def reason(self, what: str, known: Sequence[NamedCode]) -> tuple[str, str]:
        """Return one of the playbook's reasons for a loss or return, with a note on it."""
        notes = self.talk().notes
        usual = [one.code for one in known if f"{what}-{one.code}" in notes]
        code = self.rng.choice(usual or [one.code for one in known])
        return code, self.note(f"{what}-{code}")

    def typed(self, language: str) -> Draft:
        """Return the answers to a few questions of the script."""
        known = {field.code for field in self.shop.playbook.fields}
        asked = [(code, said) for code, said in self.talk(language).answers.items() if code in known]
        some = self.rng.sample(asked, k=min(len(asked), self.rng.randint(1, 3)))
        return Draft(answers=MappingProxyType({code: self.rng.choice(said) for code, said in some}))

    def sale(self) -> tuple[Article, int]:
        """Return something sold, and for how much (minor units)."""
        article = self.rng.choice(self.talk().articles)
        return article, self.price(article)

    def price(self, article: Article) -> int:
        """Return what an article comes to this time (minor units)."""
        return round(self.rng.randint(article.least, article.most), -2)

    def at_local(self, day: date, clock: time) -> datetime:
        """Return an instant (UTC) on the shop's clock."""
        return datetime.combine(day, clock, self.shop.zone).astimezone(UTC)

    def is_working_day(self, day: date) -> bool:
        """Return whether the shop rings people on a day."""
        return day.weekday() < 5 and not self.shop.closed(day)

    def working_hour(self, at: datetime) -> datetime:
        """Return the instant itself when people may be rung then, else the next such one (UTC)."""
        local = at.astimezone(self.shop.zone)
        if self.is_working_day(local.date()):
            for start, end in SESSIONS:
                if local.time() < end:
                    return max(at, self.at_local(local.date(), start))
        day = local.date() + timedelta(days=1)
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return self.at_local(day, SESSIONS[0][0])

    def play(
        self,
        day: date,
        chores: Sequence[Callable[[Rehearsal, Player], bool]],
        until: datetime | None = None,
    ) -> None:
        """Play a day to its end, or until an instant of it (UTC); a chore answers whether it did a thing."""
        closing = self.at_local(day, SESSIONS[-1][1])
        end = min(closing, until) if until is not None else closing
        for player in self.players:
            player.at = self.at_local(day, SESSIONS[0][0]) + timedelta(seconds=self.rng.randint(30, 600))
            share = self.rng.uniform(0.75, 1.25)
            player.dials_left = int(player.dials_a_day * share + self.rng.random())
        busy = list(self.players)
        while busy:
            player = min(busy, key=lambda one: one.at)
            player.at = self.working_hour(player.at)
            if player.at + _LONGEST_CHORE >= end:
                busy.remove(player)
                continue
            self.move_to(player.at)
            if any(chore(self, player) for chore in chores):
                player.at = self.now + self._breath(player)
            else:
                player.at += _IDLE

    def _breath(self, player: Player) -> timedelta:
        """Return the time until the next chore: the calls of a day fill the day."""
        others = _OTHER_CHORES if player.viewer.stages - {Stage.SCOUTING} else 0
        seconds = 60 * _DAY_MINUTES / max(player.dials_a_day + others, 1) - 180
        return timedelta(seconds=round(max(30, self.rng.uniform(0.4, 1.2) * seconds)))


def covers(player: Player, stage: Stage) -> bool:
    """Return whether somebody works a stage."""
    return player.viewer.covers(stage)
