"""The open shop: store, playbook, rules and clock, handed to every service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline_tui.domain.best_hour import Reach
from pipeline_tui.domain.calling import Audience, Bucket, CountryRules
from pipeline_tui.domain.calling_gate import bucket_opens_at, open_now
from pipeline_tui.domain.errors import WorkspaceTrouble
from pipeline_tui.domain.method_versions import NONE, Files
from pipeline_tui.domain.playbook import Playbook
from pipeline_tui.domain.public_holidays import public_holiday
from pipeline_tui.domain.queue_place import Method
from pipeline_tui.domain.shop import Workspace
from pipeline_tui.domain.structures import Structure
from pipeline_tui.domain.working_time import WorkingHours, parse_hours
from pipeline_tui.playbooks.own_rules import OwnRules, rules_under, stored_rules
from pipeline_tui.playbooks.reading import load_shipped, load_stored
from pipeline_tui.services import clocks
from pipeline_tui.storage import own_rules, playbook_versions, workspaces
from pipeline_tui.storage.schema import open_store
from pipeline_tui.storage.store import Store, Tx
from pipeline_tui.wording import tr

LOOK_AGAIN = timedelta(minutes=1)  # windows open and close on whole minutes


class Shop:
    """An open workspace with everything a service needs; one per process."""

    def __init__(self, store: Store, workspace: Workspace, clock: clocks.Clock = clocks.machine) -> None:
        """Join the parts; use ``open_shop``."""
        self.store = store
        self.workspace = workspace
        self.now: clocks.Clock = clock
        self._open: tuple[datetime, int, tuple[int, ...]] | None = None
        self.reach: dict[int, tuple[datetime, Reach]] = {}  # by operator; see ``best_hours``
        self._spoken: tuple[int, Mapping[int, str]] = (0, {})
        self._own: tuple[int, OwnRules] = (own_rules.NONE, OwnRules())
        self._rules: dict[str, CountryRules] = {}
        self._adopted: tuple[int, Files] = (NONE, {})
        self._hours: WorkingHours | None = None
        store.looks.append(self.look_at_workspace)

    @cached_property
    def playbook(self) -> Playbook:
        """Return the firm's written method: the version that held when it was looked at, else the shipped."""
        number, files = self._adopted
        return load_stored(files, number) if number != NONE else load_shipped(self.workspace.trade)

    @property
    def method_number(self) -> int:
        """Return which version of the method this program works by, NONE for the shipped one."""
        return self._adopted[0]

    def look_at_playbook(self, tx: Tx) -> bool:
        """Work by the version that holds now; whether it is another. Never in the middle of a call."""
        number = playbook_versions.standing(tx)
        if number == self._adopted[0]:
            return False
        self._adopted = (number, playbook_versions.files_of(tx, number) if number != NONE else {})
        for read_of_it in ("playbook", "method"):
            self.__dict__.pop(read_of_it, None)
        return True

    @property
    def hours(self) -> WorkingHours:
        """Return the shop's working hours; they bound time limits of hand-offs, never calling windows."""
        if self._hours is None or self._hours.text != self.workspace.hours.strip():
            self._hours = parse_hours(self.workspace.hours)
        return self._hours

    @cached_property
    def zone(self) -> ZoneInfo:
        """Return the shop's own time zone."""
        return ZoneInfo(self.workspace.zone)

    @cached_property
    def method(self) -> Method:
        """Return what places and verdicts are computed from."""
        at_home = self.workspace
        return Method(
            self.playbook, self.rules, at_home.secret, at_home.country, at_home.zone, at_home.language
        )

    def rules(self, country: str) -> CountryRules:
        """Return the calling rules of a country, the shop's own among them; the default file without one."""
        found = self._rules.get(country)
        if found is None:
            found = self._rules[country] = rules_under(self._own[1], country)
        return found

    def look_at_rules(self, tx: Tx) -> None:
        """Obey the shop's own rules as they stand now: whoever claims, dials or judges looks first."""
        version = own_rules.standing(tx)
        if version != self._own[0]:
            self._own = (version, stored_rules(own_rules.body_of(tx, version)))
            self._rules, self._open = {}, None

    def look_at_workspace(self, tx: Tx) -> None:
        """Take up structure, hours and goal as they are now: every act looks first, a desk once a second."""
        now, known = workspaces.structure_of(tx), self.workspace
        if not now:
            return
        settings = workspaces.settings_of(tx)
        if (now, settings.hours, settings.goal) != (known.structure.value, known.hours, known.goal):
            self.workspace = replace(
                known, structure=Structure(now), hours=settings.hours, goal=settings.goal
            )

    def closed(self, day: date) -> bool:
        """Return whether the day is a public holiday where the shop is."""
        return public_holiday(day, self.workspace.country) is not None

    def day_off(self, day: date) -> bool:
        """Return whether nobody works in the shop on a day: a public holiday, or a day outside its hours."""
        return self.closed(day) or not self.hours.on(day)

    def today(self) -> date:
        """Return the date in the shop's zone."""
        return self.now().astimezone(self.zone).date()

    def open_buckets(self, tx: Tx) -> tuple[int, ...]:
        """Return the ids of the buckets whose calling windows are open now; looked at again every minute."""
        self.look_at_rules(tx)
        now, newest = self.now(), workspaces.newest_bucket(tx)
        if self._open is None or self._open[1] != newest or not self._still_open(now):
            ids = tuple(
                bucket_id
                for bucket_id, bucket in workspaces.buckets(tx)
                if open_now(bucket, self.rules(bucket.country), now)
            )
            self._open = (now.replace(second=0, microsecond=0), newest, ids)
        return self._open[2]

    def spoken_in(self, tx: Tx) -> Mapping[int, str]:
        """Return the language of each bucket that has one; looked at again when there is a new bucket."""
        newest = workspaces.newest_bucket(tx)
        if self._spoken[0] != newest:
            known = {key: bucket.language for key, bucket in workspaces.buckets(tx) if bucket.language}
            self._spoken = (newest, known)
        return self._spoken[1]

    def next_opening(self, bucket: Bucket) -> datetime | None:
        """Return when a bucket's windows next open (UTC)."""
        return bucket_opens_at(bucket, self.rules(bucket.country), self.now()).opens_at

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def _still_open(self, now: datetime) -> bool:
        assert self._open is not None
        return timedelta() <= now - self._open[0] < LOOK_AGAIN


def open_shop(path: Path, *, now: datetime | None = None, running: bool = False) -> Shop:
    """Open a workspace.

    ``now`` (``PIPELINE_NOW``) counts in a practice workspace only: it fixes the clock, or starts it when
    ``running``. Raises WorkspaceTrouble when the file is missing, foreign, newer or not set up.
    """
    store = open_store(path)
    with store.read() as tx:
        workspace = workspaces.read_workspace(tx)
    if workspace is None:
        store.close()
        raise WorkspaceTrouble(
            tr("This workspace is not set up"),
            tr("{path} holds no shop yet.", path=path),
            tr("Run `pipeline-tui init`, or `pipeline-tui` alone to answer the set-up questions."),
        )
    shop = Shop(store, workspace)
    with store.read() as tx:
        shop.look_at_rules(tx)
        shop.look_at_playbook(tx)
    if workspace.practice:
        shop.now = _practice_clock(shop, now, running)
    return shop


def _practice_clock(shop: Shop, now: datetime | None, running: bool) -> clocks.Clock:
    if now is not None:
        return clocks.running_from(now) if running else clocks.fixed(now)
    workspace = shop.workspace
    with shop.store.read() as tx:
        known = tuple(bucket for _, bucket in workspaces.buckets(tx))
        last_act = workspaces.last_act_at(tx)
    buckets = known or (Bucket(workspace.country, Audience.CONSUMER, (workspace.zone,)),)

    def callable_at(at: datetime) -> bool:
        return any(open_now(bucket, shop.rules(bucket.country), at) for bucket in buckets)

    real = clocks.machine()
    start = clocks.practice_start(real, workspace.clock_offset, last_act, callable_at, workspace.zone)
    offset = int((start - real).total_seconds())
    if abs(offset - workspace.clock_offset) > 1:
        with shop.store.act() as tx:
            workspaces.set_clock_offset(tx, offset)
    return clocks.ahead(offset)
