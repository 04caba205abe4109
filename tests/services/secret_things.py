"""What acts are done on: contacts, deals, calls and more, with a secret word in every text that is typed."""

from __future__ import annotations

from pipeline_tui.domain.desk import Draft
from pipeline_tui.domain.newcomers import Ground, How, NewPerson
from pipeline_tui.domain.offers import Contents, OfferLine
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import (
    attending,
    handing_off,
    looking_up,
    messaging,
    offering,
    transferring,
    winning,
)
from pipeline_tui.storage import check_ins, clients, deals
from tests.shops import Line

SECRET = "Xyzzy"  # stands in every text that is typed
NUMBER, OTHER, THIRD = "+33199007771", "+33199007772", "+33199007773"
NATIONAL = "0199007773"
BRIEF = {"need": f"{SECRET} roses", "next": f"{SECRET} quote"}
DRAFT = Draft(note=f"{SECRET} draft", path=("opening",), answers={"need": SECRET}, brief=BRIEF)  # type: ignore[arg-type]
NEW = NewPerson(
    f"Mme Nova {SECRET}",
    numbers=NATIONAL,
    email=f"nova@{SECRET.lower()}.example",
    firm=f"{SECRET} et fils",
    role=SECRET,
    place=f"69002 {SECRET}",
    how=How.INCOMING,
    ground=Ground.ASKED,
    note=f"{SECRET} note",
)


def contact(line: Line, **told: object) -> int:
    return line.contact(SECRET, numbers=(line.number(NUMBER),), **told)  # type: ignore[arg-type]


def deal(line: Line) -> int:
    hugo = line.viewer("Hugo")
    known = contact(line, stage=Stage.HUNTING, owner=hugo)
    with line.shop.store.act() as tx:
        return deals.open_deal(tx, hugo, known, step="brief-taken", currency="EUR", now=line.at)


def offer(line: Line, who: str = "Hugo", discount: int = 0) -> int:
    """Return an offer of one line; nobody may give more than a tenth without asking."""
    says = Contents((OfferLine(f"{SECRET} roses", 12_000, 250, tax=1000, discount=discount),), words=SECRET)
    return offering.open_offer(line.shop, line.viewer(who), deal(line), says, act=line.act()).id


def waiting_offer(line: Line) -> int:
    """Return an offer that waits for a manager."""
    known = offer(line, discount=2500)
    offering.send_offer(line.shop, line.viewer("Hugo"), known, act=line.act())
    return known


def check_in(line: Line) -> int:
    fatou = line.viewer("Fatou")
    known = contact(line, stage=Stage.FARMING, owner=fatou)
    with line.shop.store.act() as tx:
        clients.note_contact(tx, known, line.at, segment="A", since=line.at.date())
        return check_ins.plan(tx, known, fatou.operator_id, line.shop.today())


def client(line: Line) -> int:
    check_in(line)
    return int(line.one("SELECT contact_id FROM client")[0])


def handed(line: Line) -> int:
    contact(line)
    sam = line.viewer("Sam")
    return handing_off.hand_off(
        line.shop, sam, line.call(sam).token, BRIEF, act=line.act(), note=SECRET
    ).hand_off_id


def sold_on(line: Line) -> int:
    told = {"promised": f"{SECRET} on Friday"}
    won = winning.win_deal(
        line.shop,
        line.viewer("Hugo"),
        deal(line),
        Winning(4500, what=f"{SECRET} roses", brief=told),
        act=line.act(),
    )
    assert won.hand_off_id is not None
    return won.hand_off_id


def given_back(line: Line) -> int:
    given = sold_on(line)
    fatou, act = line.viewer("Fatou"), line.act()
    handing_off.give_back(line.shop, fatou, given, reason="need-unclear", note=SECRET, act=act)
    return given


def message(line: Line) -> int:
    contact(line, stage=Stage.HUNTING, owner=line.viewer("Hugo"))
    found = looking_up.look_up(line.shop, line.viewer("Sam"), NUMBER, act=line.act())
    (sent,) = messaging.send(line.shop, line.viewer("Sam"), found, SECRET, act=line.act()).ids
    return sent


def live(line: Line) -> int:
    contact(line)
    attending.attend(line.shop, line.viewer("Hugo"), SECRET)
    sam = line.viewer("Sam")
    desk = line.call(sam)
    return transferring.offer_live(
        line.shop, sam, desk.token, BRIEF, act=line.act(), note=SECRET, draft=DRAFT
    ).id


def claimed(line: Line, who: str = "Sam") -> str:
    contact(line)
    return line.claim(line.viewer(who)).token


def dialled(line: Line) -> str:
    contact(line)
    return line.call(line.viewer("Sam")).token
