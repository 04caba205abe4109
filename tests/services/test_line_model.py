"""Random histories of a whole shop: whatever people do in whatever order, what must hold holds."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from pipeline_tui.domain.errors import PipelineError, Refused, WorkspaceTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.stages import Role
from pipeline_tui.services import (
    claiming,
    dialling,
    following_up,
    giving_again,
    handing_off,
    negotiating,
    taking_leave,
)
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.services.undoing import undo
from pipeline_tui.storage import absences
from pipeline_tui.storage.facts import keyed_hash
from pipeline_tui.storage.settling import settle
from pipeline_tui.storage.store import Row
from pipeline_tui.storage.types import epoch, moment
from tests.shops import PARIS, PEOPLE, F, Line, opened_line

SCOUTS, HUNTERS = st.sampled_from(["Sam", "Paul"]), st.sampled_from(["Hugo", "Hana"])
FARMERS = st.sampled_from(["Fatou", "Felix"])
ANYBODY = st.sampled_from(["Sam", "Paul", "Hugo", "Hana", "Fatou", "Felix"])
CREW = (*PEOPLE, ("Felix", frozenset({F})))
CODES = ["no-answer", "busy", "refused", "callback", "do-not-call", "wrong-number", "not-now", "talked"]
SHARED = ["+33199001991", "+33199001992"]  # two households
BRIEF = {"need": "roses", "next": "quote"}
PLACE = "contact_id, stage, bucket_id, blocker, band, attempts, rank IS NULL, due, promise_due, held_by"
CAP = 4
T = TypeVar("T")


class Rollback(Exception):
    """Ends a transaction that was only a question."""


class TheLine(RuleBasedStateMachine):
    """Two scouts, two hunters, two farmers, a clock, and contacts that share firms and numbers."""

    crew: tuple[tuple[str, frozenset[Role]], ...] = CREW
    most = 9  # contacts

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        folder = Path(self._open.enter_context(tempfile.TemporaryDirectory()))
        self.line: Line = self._open.enter_context(opened_line(folder, people=self.crew))

    def teardown(self) -> None:
        self._open.close()

    @initialize(hot=st.booleans())
    def begin(self, hot: bool) -> None:
        self.line.contact("Anfang", hot=hot)
        self.line.contact("Zweite", numbers=[self.line.number(SHARED[0])])

    @rule(hot=st.booleans(), shared=st.sampled_from(["", *SHARED]), firm=st.sampled_from(["", "Bellevue"]))
    def comes(self, hot: bool, shared: str, firm: str) -> None:
        if self.line.one("SELECT COUNT(*) FROM contact")[0] < self.most:
            numbers = [self.line.number(shared), *([self.line.number()] if hot else [])]
            self.line.contact(hot=hot, numbers=numbers, firm=firm)

    @rule(by=st.sampled_from([1, 30, 61, 900, 3600, 5400, 72_000, 260_000]))
    def time_passes(self, by: int) -> None:
        self.line.later(seconds=by)

    @rule(name=SCOUTS, lease=st.sampled_from(["desk", "shell"]))
    def claims(self, name: str, lease: str) -> None:
        with suppress(NothingToCall):  # passing over what cannot be rung any more changes places
            self.line.claim(self.line.viewer(name), lease)

    @rule(name=ANYBODY)
    def dials(self, name: str) -> None:
        self._act(
            name, lambda viewer, act: dialling.dial(self.line.shop, viewer, self._token(viewer), act=act)
        )

    @rule(
        name=ANYBODY,
        code=st.sampled_from(CODES),
        hours=st.integers(1, 30),
        exact=st.booleans(),
        on=st.booleans(),
    )
    def ends(self, name: str, code: str, hours: int, exact: bool, on: bool) -> None:
        due = self.line.at + timedelta(hours=hours) if code == "callback" else None
        self._act(
            name,
            lambda viewer, act: dialling.record_outcome(
                self.line.shop,
                viewer,
                self._token(viewer),
                code,
                act=act,
                callback=due,
                exact=exact and due is not None,
                reason="stranger" if code == "wrong-number" else "",
                then_next=on,
                next_act=self.line.act(),
            ),
            more=on,
        )

    @rule(name=ANYBODY)
    def releases(self, name: str) -> None:
        self._act(
            name, lambda viewer, act: claiming.release(self.line.shop, viewer, self._token(viewer), act=act)
        )

    @rule(name=ANYBODY)
    def skips(self, name: str) -> None:
        self._act(
            name,
            lambda viewer, act: claiming.skip(
                self.line.shop, viewer, self._token(viewer), act=act, next_act=self.line.act(), reason="x"
            ),
            more=True,
        )

    @rule(name=ANYBODY)
    def renews(self, name: str) -> None:
        self._act(
            name, lambda viewer, _: claiming.renew(self.line.shop, viewer, self._token(viewer)), entries=0
        )

    @rule(name=SCOUTS, to=st.sampled_from([None, "Hugo"]))
    def hands_off(self, name: str, to: str | None) -> None:
        self._act(
            name,
            lambda viewer, act: handing_off.hand_off(
                self.line.shop, viewer, self._token(viewer), BRIEF, act=act, to=to
            ),
        )

    @rule(name=HUNTERS, good=st.booleans())
    def hunters_answer(self, name: str, good: bool) -> None:
        self._answers(name, good)

    @rule(name=FARMERS, good=st.booleans())
    def farmers_answer(self, name: str, good: bool) -> None:
        self._answers(name, good)

    @rule(name=HUNTERS, to=st.sampled_from([None, "team", "Felix"]))
    def hands_again(self, name: str, to: str | None) -> None:
        back = self._told(lambda: giving_again.came_back(self.line.shop, self.line.viewer(name)))
        if back:
            self._act(
                name,
                lambda viewer, act: giving_again.give_again(
                    self.line.shop, viewer, back[0].id, {"promised": "soon"}, act=act, to=to
                ),
            )

    @rule(name=ANYBODY, days=st.sampled_from([None, 0, 3]))
    def leaves_or_is_back(self, name: str, days: int | None) -> None:
        today = self.line.shop.today()
        last = None if days is None else today + timedelta(days=days)
        with self.line.shop.store.read() as tx:
            away = self.line.viewer(name).operator_id in absences.absent_on(tx, today)
        if away:
            self._act(name, lambda viewer, act: taking_leave.be_back(self.line.shop, viewer, name, act=act))
        else:
            self._act(
                name,
                lambda viewer, act: taking_leave.be_absent(
                    self.line.shop, viewer, name, today, last, act=act
                ),
            )

    @rule(name=HUNTERS, what=st.sampled_from(["take", "step", "won", "won-team", "won-contact", "lost"]))
    def sells(self, name: str, what: str) -> None:
        shop, mine = (
            self.line.shop,
            self._told(lambda: negotiating.deals(self.line.shop, self.line.viewer(name))),
        )
        if not mine:
            return
        deal = mine[0]
        doors: dict[str, Callable[[Viewer, str], object]] = {
            "take": lambda viewer, act: claiming.take(shop, viewer, deal.contact_id, act=act),
            "step": lambda viewer, act: negotiating.move_deal(shop, viewer, deal.id, "quote-sent", act=act),
            "won": lambda viewer, act: negotiating.win_deal(shop, viewer, deal.id, Winning(4500), act=act),
            "won-team": lambda viewer, act: negotiating.win_deal(
                shop, viewer, deal.id, Winning(4500, farmer="team"), act=act
            ),
            "won-contact": lambda viewer, act: negotiating.win_contact(
                shop, viewer, deal.contact_id, Winning(4500), act=act
            ),
            "lost": lambda viewer, act: negotiating.lose_deal(shop, viewer, deal.id, "price", act=act),
        }
        self._act(name, doors[what], entries=None if what == "take" else 1)

    @rule(what=st.sampled_from(["log", "take"]), outcome=st.sampled_from(["reached", "nobody-reached"]))
    def looks_after(self, what: str, outcome: str) -> None:
        shop, fatou = self.line.shop, self.line.viewer("Fatou")
        today = shop.today()
        start, end = today - timedelta(days=30), today + timedelta(days=200)
        planned = self._told(lambda: following_up.check_ins(shop, fatou, start, end))
        planned = tuple(one for one in planned if one.state == "planned")
        if not planned:
            return
        if what == "log":
            self._act(
                "Fatou",
                lambda viewer, act: following_up.log_check_in(shop, viewer, planned[0].id, outcome, act=act),
            )
        else:
            self._act(
                "Fatou",
                lambda viewer, act: claiming.take(shop, viewer, planned[0].contact_id, act=act),
                entries=None,
            )

    @rule(name=ANYBODY)
    def undoes(self, name: str) -> None:
        self._act(name, lambda viewer, act: undo(self.line.shop, viewer, act=act))

    @invariant()
    def everybody_is_somewhere_once(self) -> None:
        stages = self.line.all(
            "SELECT c.id, p.stage FROM contact c LEFT JOIN position p ON p.contact_id = c.id"
        )
        assert all(row[1] in ("scouting", "hunting", "farming", "closed") for row in stages)
        held = Counter(row[0] for row in self.line.all("SELECT held_by FROM position WHERE held_by > 0"))
        assert all(count == 1 for count in held.values())

    @invariant()
    def nobody_falls_between_chairs(self) -> None:
        """What waits stands where it goes, its receiver's or nobody's; all else has an owner."""
        waiting = {
            row[0]: row[1:]
            for row in self.line.all(
                "SELECT contact_id, to_stage, receiver_id FROM hand_off WHERE state = 'waiting'"
            )
        }
        for contact, stage, owner in self.line.all("SELECT contact_id, stage, owner_id FROM position"):
            if contact in waiting:
                assert waiting[contact] == (stage, owner)
            else:
                assert (owner is not None) == (stage in ("hunting", "farming")), (stage, owner)
        for contact, keeper, owner in self.line.all(
            """SELECT k.contact_id, k.owner_id, p.owner_id FROM check_in k
               JOIN position p ON p.contact_id = k.contact_id
               WHERE k.state = 'planned' AND p.stage = 'farming'"""
        ):
            assert keeper == owner, contact

    @invariant()
    def who_can_be_called_is_free_and_not_forbidden(self) -> None:
        secret = self.line.shop.workspace.secret
        stopped = {row[0] for row in self.line.all("SELECT hash FROM suppression WHERE lifted_at IS NULL")}
        numbers: dict[int, list[str]] = {}
        for contact, e164 in self.line.all("SELECT contact_id, e164 FROM number WHERE wrong IS NULL"):
            numbers.setdefault(contact, []).append(e164)
        for contact, held_by, stage, promise_due in self.line.all(
            "SELECT contact_id, held_by, stage, promise_due FROM position WHERE rank IS NOT NULL"
        ):
            assert (held_by, stage, promise_due) == (None, "scouting", None)
            assert keyed_hash(secret, f"contact:{contact}") not in stopped
            assert any(keyed_hash(secret, number) not in stopped for number in numbers.get(contact, ()))

    @invariant()
    def nobody_was_rung_who_must_not_be(self) -> None:
        by_number: dict[str, list[Any]] = {}
        for dialled_at, purpose, e164, counts in self.line.all(
            "SELECT dialled_at, purpose, e164, counts FROM call ORDER BY id"
        ):
            at = moment(dialled_at).astimezone(ZoneInfo(PARIS))
            if purpose != "own-request":
                assert at.weekday() < 5 and (10 <= at.hour < 13 or 14 <= at.hour < 20), at
                if counts:
                    by_number.setdefault(e164, []).append(at)
        for days in by_number.values():
            for at in days:
                recent = [one for one in days if timedelta() <= at - one < timedelta(days=29)]
                assert len(recent) <= CAP

    @invariant()
    def places_are_what_the_facts_say(self) -> None:
        contacts = [row[0] for row in self.line.all("SELECT contact_id FROM position")]
        stored = {row[0]: tuple(row) for row in self.line.all(f"SELECT {PLACE} FROM position")}
        settled: list[list[Row]] = []
        with suppress(Rollback), self.line.shop.store.act() as tx:
            for _ in range(2):
                settle(tx, contacts, self.line.shop.method, self.line.at)
                settled.append(tx.all("SELECT * FROM position ORDER BY contact_id"))
            now = {row[0]: tuple(row) for row in tx.all(f"SELECT {PLACE} FROM position")}
            raise Rollback
        assert settled[0] == settled[1]
        for contact, place in stored.items():
            came_due = place[7] is not None and place[7] <= epoch(self.line.at)
            taken = place[9] is not None  # what is in hand is settled when it is let go
            if not came_due and not taken:
                assert now[contact] == place

    @invariant()
    def the_journal_is_whole(self) -> None:
        assert self.line.broken() == ""

    @invariant()
    def the_journal_says_who_has_what(self) -> None:
        hands: dict[int, int] = {}
        for operator, verb, contact, text in self.line.all(
            "SELECT operator_id, verb, contact_id, detail FROM journal ORDER BY rowid"
        ):
            detail = json.loads(text)
            hands.pop(detail.get("let_go", 0), None)
            for freed, _ in detail.get("freed", ()):
                hands.pop(freed, None)
            if verb in ("claimed", "taken", "resumed"):
                assert hands.get(contact, operator) == operator
                hands[contact] = operator
            elif verb == "lapsed":
                assert hands.pop(contact) == detail["holder"]
            elif verb == "handed_off" and detail["kept"]:
                assert hands[contact] == operator
            elif verb in ("outcome", "handed_off", "released", "skipped", "passed_over"):
                assert hands.pop(contact) == operator
            elif verb in ("handed_again", "deal_won", "deal_lost", "check_in_logged", "accepted", "returned"):
                hands.pop(contact, None)
            elif verb == "undone" and detail["verb"] in ("outcome", "handed_off", "skipped"):
                assert hands.get(contact, operator) == operator
                hands[contact] = operator
            elif verb == "undone" and self.line.holders().get(operator) == contact:
                hands[contact] = operator
        stored = {contact: holder for holder, contact in self.line.holders().items()}
        assert stored.items() <= hands.items()

    def _answers(self, name: str, good: bool) -> None:
        def answer(viewer: Viewer, act: str) -> object:
            waiting = handing_off.inbox(self.line.shop, viewer)[0].id
            if good:
                return handing_off.accept(self.line.shop, viewer, waiting, act=act)
            return handing_off.give_back(self.line.shop, viewer, waiting, reason="need-unclear", act=act)

        if self._told(lambda: handing_off.inbox(self.line.shop, self.line.viewer(name))):
            self._act(name, answer)

    def _told(self, read: Callable[[], tuple[T, ...]]) -> tuple[T, ...]:
        """Return what somebody reads; nothing where it is no longer theirs to read."""
        with suppress(Refused):
            return read()
        return ()

    def _token(self, viewer: Viewer) -> str:
        rows = self.line.all("SELECT token FROM position WHERE held_by = :me", me=viewer.operator_id)
        return str(rows[0][0]) if rows else "0" * 32

    def _act(
        self, name: str, do: Callable[[Viewer, str], object], *, entries: int | None = 1, more: bool = False
    ) -> None:
        """Do it: one entry when it is done, two with the next contact; nothing at all when it is refused."""
        viewer, act = self.line.viewer(name), self.line.act()
        before, written = self.line.image(), len(self.line.verbs())
        try:
            do(viewer, act)
        except WorkspaceTrouble:
            raise
        except PipelineError:
            assert self.line.image() == before
            return
        since = self.line.verbs()[written:]
        if more:
            since = [verb for verb in since if verb not in ("lapsed", "passed_over", "claimed", "resumed")]
        if entries is not None:
            assert len(since) == entries, since


def _run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        TheLine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.slow
def test_short_histories() -> None:
    _run(25, 25)


@pytest.mark.slow
def test_long_histories() -> None:
    _run(80, 50)
