"""A lived-in shop with two of each, and the oracle that says from raw tables who may see what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pipeline_tui.domain.occasions import Occasion
from pipeline_tui.domain.offers import Contents, OfferLine
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import TIERS, Structure
from pipeline_tui.services import handing_off, offering, winning
from pipeline_tui.storage import absences, check_ins, clients, complaints, deals, messages, occasions
from tests.shops import F, H, Line, M, S

BRIEF = {"need": "roses", "next": "quote"}
# Two of each: a stranger of the same stage must see no more than one of another.
PEOPLE = (
    ("Sam", frozenset({S})),
    ("Paul", frozenset({S})),
    ("Hugo", frozenset({H})),
    ("Hana", frozenset({H})),
    ("Fatou", frozenset({F})),
    ("Felix", frozenset({F})),
    ("Mona", frozenset({M})),
    ("Max", frozenset({M, F})),
)
TRADES = {Role.SCOUT: Stage.SCOUTING, Role.HUNTER: Stage.HUNTING, Role.FARMER: Stage.FARMING}


@dataclass
class Oracle:
    """Who may see what, worked out from raw tables in the plainest way."""

    line: Line
    viewer: Viewer

    @property
    def stages(self) -> set[str]:
        own = {TRADES[role] for role in self.viewer.roles if role in TRADES}
        tiers = TIERS[self.line.shop.workspace.structure]
        return {stage.value for tier in tiers if tier & own for stage in tier}

    def contacts(self) -> set[int]:
        now, me = int(self.line.at.timestamp()), self.viewer.operator_id
        return {
            contact
            for contact, stage, owner, held_by, lease in self.line.all(
                "SELECT contact_id, stage, owner_id, held_by, lease FROM position"
            )
            if stage in self.stages and (owner == me or (held_by == me and lease >= now))
        }

    def promised(self) -> set[int]:
        """Whom one promised to call, in one's own name or the team's; a manager knows of every promise."""
        mine = self.line.all(
            """SELECT p.contact_id FROM position p WHERE p.promise IN ('callback', 'exact') AND :me IN (
                 p.promise_owner, (SELECT k.operator_id FROM call k WHERE k.contact_id = p.contact_id
                                   AND k.outcome = 'callback'))""",
            me=self.viewer.operator_id,
        )
        every = self.line.all("SELECT contact_id FROM position WHERE promise_due IS NOT NULL")
        return {row[0] for row in (every if self.viewer.is_manager else mine)}

    def things(self, kind: str) -> set[Any]:
        me, seen = self.viewer.operator_id, self.contacts()
        if kind == "contact":
            return seen
        if kind == "farming contact":
            farming = self.line.all("SELECT contact_id FROM position WHERE stage = 'farming'")
            return seen & {row[0] for row in farming}
        if kind == "visited contact":
            rows = self.line.all("SELECT contact_id FROM deal WHERE owner_id = :me", me=me)
            return self.things("farming contact") | (seen & {row[0] for row in rows})
        if kind == "purchase":
            return {row[0] for row in self.line.all("SELECT id, contact_id FROM purchase") if row[1] in seen}
        if kind == "client":
            farming = self.line.all("SELECT contact_id FROM position WHERE stage = 'farming'")
            return seen & self.all_of("client") & {row[0] for row in farming}
        if kind == "free contact":
            waiting = {
                row[0] for row in self.line.all("SELECT contact_id FROM hand_off WHERE state = 'waiting'")
            }
            return seen - waiting
        if kind in ("kept contact", "content contact", "complaining contact", "sellable contact"):
            return self.kept(kind)
        if kind == "occasion":
            rows = self.line.all("SELECT id, contact_id FROM occasion WHERE state = 'kept'")
            return {row[0] for row in rows if row[1] in self.kept("kept contact")}
        if kind == "told contact":
            return seen | {
                row[0]
                for row in self.line.all("SELECT contact_id, giver_id FROM hand_off WHERE state <> 'undone'")
                if row[1] == me
            }
        if kind.endswith("message"):
            meant = self.messages()
            takeable = self.takeable()
            return {id_ for id_, contact in meant.items() if kind == "message" or contact in takeable}
        if kind == "card":
            return self.all_of("card") if self.viewer.is_manager else seen
        if kind == "managed card":
            return self.all_of("card") if self.viewer.is_manager else set()
        if kind.endswith("token"):
            rows = self.line.all("SELECT held_by, token, call_id FROM position WHERE token IS NOT NULL")
            wanted = {"token": (True, False), "resting token": (False,), "ringing token": (True,)}[kind]
            return {row[1] for row in rows if row[0] == me and (row[2] is not None) in wanted}
        if kind == "own call":
            rows = self.line.all("SELECT id, operator_id, outcome FROM call")
            return {row[0] for row in rows if row[1] == me and row[2]}
        if kind == "hand-off":
            rows = self.line.all("SELECT id, to_stage, receiver_id FROM hand_off WHERE state = 'waiting'")
            return {row[0] for row in rows if row[1] in self.stages and row[2] in (None, me)}
        if kind.endswith("offer"):
            return self.offers(kind)
        if kind == "given back":
            rows = self.line.all("SELECT id, contact_id FROM hand_off WHERE state = 'returned'")
            return {row[0] for row in rows if row[1] in seen}
        if kind in ("deal", "seen deal"):
            rows = self.line.all("SELECT id, contact_id, owner_id FROM deal")
            return {row[0] for row in rows if row[1] in seen and (kind == "seen deal" or row[2] == me)}
        rows = self.line.all("SELECT id, contact_id, owner_id FROM check_in WHERE state = 'planned'")
        return {row[0] for row in rows if row[1] in seen and row[2] == me}

    def kept(self, kind: str) -> set[int]:
        """Return the clients the viewer keeps: all, with or without a complaint, and the sellable."""
        if "farming" not in self.stages:
            return set()
        rows = self.line.all("SELECT contact_id, stage FROM position WHERE stage IN ('farming', 'hunting')")
        kept = {row[0]: row[1] for row in rows if row[0] in self.contacts()}
        complain = {row[0] for row in self.line.all("SELECT contact_id FROM complaint")}
        if kind == "kept contact":
            return set(kept)
        if kind == "complaining contact":
            return set(kept) & complain
        content = set(kept) - complain
        return {one for one in content if kind == "content contact" or kept[one] == "farming"}

    def offers(self, kind: str) -> set[int]:
        """Return one's own offers; those that wait are a manager's to answer, never their writer's."""
        me, seen = self.viewer.operator_id, self.contacts()
        rows = self.line.all(
            """SELECT o.id, d.contact_id, d.owner_id, v.state FROM offer o JOIN deal d ON d.id = o.deal_id
               JOIN offer_version v ON v.offer_id = o.id"""
        )
        if kind == "waiting offer":
            manages = Role.MANAGER in self.viewer.roles
            return {row[0] for row in rows if row[3] == "waiting" and row[2] != me and manages}
        return {
            row[0]
            for row in rows
            if row[1] in seen and row[2] == me and (kind == "offer" or row[3] == "draft")
        }

    def asked_about(self) -> set[int]:
        """Return the contacts whose offers wait: a manager is told their names."""
        rows = self.line.all(
            """SELECT o.contact_id FROM offer o JOIN offer_version v ON v.offer_id = o.id
               WHERE v.state = 'waiting'"""
        )
        return {row[0] for row in rows}

    def messages(self) -> dict[int, int]:
        """Return the messages meant for the viewer, each with its contact."""
        me = self.viewer.operator_id
        stages = self.stages | ({"closed"} if self.viewer.is_manager else set())
        rows = self.line.all("SELECT id, contact_id, to_id, from_id, stage FROM message WHERE undone = 0")
        return {
            id_: contact
            for id_, contact, to, sender, stage in rows
            if to == me or (to is None and sender != me and stage in stages)
        }

    def told_about(self) -> set[int]:
        """Return the contacts a message may name: those that stand with the viewer or with their team."""
        unowned = {
            row[0]
            for row in self.line.all("SELECT contact_id, stage FROM position WHERE owner_id IS NULL")
            if row[1] in self.stages or (row[1] == "closed" and self.viewer.is_manager)
        }
        return set(self.messages().values()) & unowned

    def gave_back(self) -> set[int]:
        """Return the contacts the viewer gave back: undoing tells whose return it takes back."""
        rows = self.line.all("SELECT contact_id, answered_by FROM hand_off WHERE state = 'returned'")
        return {row[0] for row in rows if row[1] == self.viewer.operator_id}

    def dialled(self) -> set[int]:
        """Return the contacts the viewer rang themselves and nobody of another stage or hand owns since."""
        me = self.viewer.operator_id
        rows = self.line.all(
            """SELECT p.contact_id, p.stage, p.owner_id FROM call k
               JOIN position p ON p.contact_id = k.contact_id WHERE k.operator_id = :me""",
            me=me,
        )
        return {contact for contact, stage, owner in rows if stage in self.stages and owner in (None, me)}

    def takeable(self) -> set[int]:
        """Return the contacts the viewer could take in hand now if somebody told them to."""
        me = self.viewer.operator_id
        rows = self.line.all("SELECT contact_id, stage, owner_id, held_by, call_id FROM position")
        busy = [row[0] for row in rows if row[3] == me and row[4] is not None]
        free = {
            contact
            for contact, stage, owner, holder, _ in rows
            if stage in self.stages
            and holder in (None, me)
            and (owner == me or (owner is None and stage == "scouting"))
        }
        return free & set(busy) if busy else free

    def all_of(self, kind: str) -> set[Any]:
        table = {"hand-off": "hand_off", "given back": "hand_off", "check-in": "check_in"}.get(
            kind, kind.split()[-1]
        )
        if table == "client":
            return {row[0] for row in self.line.all("SELECT contact_id FROM client")}
        if table == "token":
            return {row[0] for row in self.line.all("SELECT token FROM position WHERE token IS NOT NULL")}
        return {row[0] for row in self.line.all(f"SELECT id FROM {'contact' if table == 'card' else table}")}


def two_offers(line: Line, owner: Viewer, deal_id: int) -> None:
    """Write an offer that may be sent, and one that waits for a manager."""
    for discount in (0, 2500):
        says = Contents((OfferLine("roses", 12_000, 250, discount=discount),))
        made = offering.open_offer(line.shop, owner, deal_id, says, act=line.act())
        if discount:
            offering.send_offer(line.shop, owner, made.id, act=line.act())


def sell(line: Line, seller: str, other: str, names: Iterator[int]) -> None:
    """Hand clients who bought to a farmer and to the team; one comes back to each of two hunters."""
    for giver in (seller, other):
        for to in ("Fatou", "team", "Felix"):
            viewer = line.viewer(giver)
            contact = line.contact(f"Qz{next(names)}q", stage=Stage.HUNTING, owner=viewer)
            won = winning.win_contact(line.shop, viewer, contact, Winning(4500, farmer=to), act=line.act())
            if to == "Felix" and won.hand_off_id is not None:
                handing_off.give_back(
                    line.shop, line.viewer("Felix"), won.hand_off_id, reason="need-unclear", act=line.act()
                )


def live(line: Line) -> None:
    """Make everything that can be seen, for everybody who might see it."""
    people = [line.viewer(name) for name, _ in PEOPLE]
    names = iter(range(100, 1000))
    for stage in Stage:
        for owner in (None, *(one for one in people if stage in one.stages and stage is not Stage.SCOUTING)):
            contact = line.contact(f"Qz{next(names)}q", stage=stage, owner=owner)
            if owner is None:
                continue
            with line.shop.store.act() as tx:
                if stage is Stage.HUNTING:
                    made = deals.open_deal(
                        tx, owner, contact, step="brief-taken", currency="EUR", now=line.at
                    )
                if stage is Stage.FARMING:
                    clients.note_contact(tx, contact, line.at, segment="A", since=line.at.date())
                    me, on = owner.operator_id, line.at.date()
                    clients.add_purchase(tx, contact, me, on, 4500, "EUR", what="roses")
                    check_ins.plan(tx, contact, owner.operator_id, line.shop.today() - timedelta(days=1))
            if stage is Stage.HUNTING:
                two_offers(line, owner, made)
    for owner in people:
        if owner.covers(Stage.FARMING):
            contact = line.contact(f"Qz{next(names)}q", stage=Stage.FARMING, owner=owner)
            with line.shop.store.act() as tx:
                complaints.store(tx, contact, "wilted", owner.operator_id, line.at)
                occasions.store(tx, Occasion(0, contact, "birthday", 2, 29), owner.operator_id, line.at)
    scouts = [one for one in people if Stage.SCOUTING in one.stages]
    for _ in range(6):
        line.contact(f"Qz{next(names)}q")
    if line.shop.workspace.structure in (Structure.THREE_TIER, Structure.TWO_TIER_FINDER):
        for to in (None, "Hugo"):
            desk = line.call(scouts[0])
            handing_off.hand_off(line.shop, scouts[0], desk.token, BRIEF, act=line.act(), to=to)
    if line.shop.workspace.structure in (Structure.THREE_TIER, Structure.TWO_TIER_CLOSER):
        sell(line, "Hugo", "Hana", names)
    for scout, minutes, team in ((scouts[0], 50, False), (scouts[1], 40, False), (scouts[1], 45, True)):
        line.contact(f"Qz{next(names)}q", hot=True)  # it comes up first
        line.end(scout, "callback", callback=line.at + timedelta(minutes=minutes), team=team)
    line.call(scouts[0])
    line.claim(scouts[1])
    with line.shop.store.act() as tx:
        holiday = line.shop.today() + timedelta(days=30)
        absences.note(tx, people[-2].operator_id, holiday, None, "", people[-2].operator_id, line.at)
        for (contact,) in tx.all("SELECT contact_id FROM position ORDER BY contact_id"):
            messages.store(tx, people[-1], contact, "roses, please", line.at)
