"""Every act of the services in one table: each made ready, so that an id is all that it still needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from pipeline_tui.domain.channels import Channel
from pipeline_tui.domain.contact_acts import ContactChanges, NumberChange
from pipeline_tui.domain.newcomers import NewPerson
from pipeline_tui.domain.occasions import Occasion
from pipeline_tui.domain.offers import Contents, OfferLine
from pipeline_tui.domain.sales import Winning
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.domain.structures import Structure
from pipeline_tui.services import (
    adding,
    adopting,
    answering_access,
    approving,
    asking_gate,
    asking_needs,
    attending,
    changing,
    changing_stages,
    choosing_language,
    claiming,
    consenting,
    dialling,
    drafting,
    erasing,
    exporting_diary,
    following_up,
    giving_again,
    handing_off,
    hearing_complaints,
    holding_data,
    importing,
    importing_till,
    keeping_occasions,
    late_words,
    learning_method,
    leaving,
    loading_registers,
    looking_up,
    losing,
    messaging,
    negotiating,
    offering,
    pausing,
    pricing,
    printing_offers,
    proving,
    recognising,
    repeating_deals,
    replacing,
    restructuring,
    retaining,
    running_lists,
    segmenting,
    selling,
    signing_in,
    snoozing,
    staffing,
    starting_out,
    suppressing,
    taking_leave,
    tightening,
    transferring,
    undoing,
    undoing_imports,
    valuing,
    winning,
    winning_back,
    writing_to,
)
from tests.services.own_playbook import with_words
from tests.services.secret_things import (
    BRIEF,
    DRAFT,
    NATIONAL,
    NEW,
    NUMBER,
    SECRET,
    check_in,
    claimed,
    client,
    contact,
    deal,
    dialled,
    given_back,
    handed,
    live,
    message,
    offer,
    sold_on,
    waiting_offer,
)
from tests.shops import Line

Act = Callable[[str], object]  # done under an id; what the services answer


def add_contact(line: Line) -> Act:
    sam = line.viewer("Sam")
    recognising.alike(line.shop, sam, NEW, form="a form")
    return lambda act: adding.add_contact(line.shop, sam, NEW, act=act, form="a form")


def add_known(line: Line) -> Act:
    contact(line)
    person = NewPerson(f"Claire {SECRET}", numbers=NUMBER, note=SECRET)
    return lambda act: adding.add_contact(line.shop, line.viewer("Sam"), person, act=act)


def change_contact(line: Line) -> Act:
    contact(line)
    desk = line.claim(line.viewer("Sam"))
    changes = ContactChanges(
        first_name=SECRET,
        last_name=SECRET,
        firm=SECRET,
        role=SECRET,
        place=f"69002 {SECRET}",
        preferred_hours=SECRET,
        email=f"{SECRET.lower()}@example.org",
        numbers=(NumberChange(desk.numbers[0].id, "household", "7"),),
        add_numbers=NATIONAL,
    )
    return lambda act: changing.change_contact(line.shop, line.viewer("Sam"), desk.token, changes, act=act)


def claim_next(line: Line) -> Act:
    contact(line)
    return lambda act: claiming.claim_next(line.shop, line.viewer("Sam"), act=act)


def skip(line: Line) -> Act:
    token, following = claimed(line), line.act()
    return lambda act: claiming.skip(
        line.shop, line.viewer("Sam"), token, act=act, next_act=following, reason=f"{SECRET} knows me"
    )


def record_outcome(line: Line) -> Act:
    token, following = dialled(line), line.act()
    line.contact("Next")
    return lambda act: dialling.record_outcome(
        line.shop,
        line.viewer("Sam"),
        token,
        "callback",
        act=act,
        note=f"{SECRET} note",
        draft=DRAFT,
        callback=line.at + timedelta(days=1),
        then_next=True,
        next_act=following,
    )


def hand_off(line: Line) -> Act:
    token = dialled(line)
    drafting.keep_draft(line.shop, line.viewer("Sam"), token, DRAFT)
    slot = line.at.replace(hour=10, minute=0) + timedelta(days=1)
    return lambda act: handing_off.hand_off(
        line.shop, line.viewer("Sam"), token, BRIEF, act=act, to="Hugo", slot=slot, note=SECRET, draft=DRAFT
    )


def add_words(line: Line) -> Act:
    token, sam = dialled(line), line.viewer("Sam")
    dialling.record_outcome(line.shop, sam, token, "refused", act=line.act(), note=SECRET)
    (call,) = late_words.recent(line.shop, sam)
    return lambda act: late_words.add_words(line.shop, sam, call.id, f"{SECRET} words", act=act)


def look_up(line: Line) -> Act:
    contact(line)
    return lambda act: looking_up.look_up(line.shop, line.viewer("Sam"), NUMBER, act=act)


def claim_found(line: Line) -> Act:
    contact(line)
    found = looking_up.look_up(line.shop, line.viewer("Sam"), NUMBER, act=line.act())
    return lambda act: looking_up.claim_found(line.shop, line.viewer("Sam"), found, act=act)


def take_incoming(line: Line) -> Act:
    desk = claim_found(line)(line.act())
    return lambda act: looking_up.take_incoming(line.shop, line.viewer("Sam"), desk.token, act=act)  # type: ignore[attr-defined]


def send(line: Line) -> Act:
    contact(line, stage=Stage.HUNTING, owner=line.viewer("Hugo"))
    found = looking_up.look_up(line.shop, line.viewer("Sam"), NUMBER, act=line.act())
    return lambda act: messaging.send(line.shop, line.viewer("Sam"), found, SECRET, act=act)


def plan_next(line: Line) -> Act:
    known, at = deal(line), line.at + timedelta(days=2)
    return lambda act: negotiating.plan_next(line.shop, line.viewer("Hugo"), known, SECRET, at, act=act)


def move_check_in(line: Line) -> Act:
    known, due = check_in(line), line.shop.today() + timedelta(days=2)
    return lambda act: following_up.move_check_in(line.shop, line.viewer("Fatou"), known, due, act=act)


def end_pause(line: Line) -> Act:
    pausing.begin(line.shop, line.viewer("Sam"), "lunch", act=line.act())
    return lambda act: pausing.end(line.shop, line.viewer("Sam"), act=act)


def offer_live(line: Line) -> Act:
    token = dialled(line)
    attending.attend(line.shop, line.viewer("Hugo"), SECRET)
    return lambda act: transferring.offer_live(
        line.shop, line.viewer("Sam"), token, BRIEF, act=act, note=SECRET, draft=DRAFT
    )


def replace(line: Line) -> Act:
    deal(line)
    return lambda act: replacing.replace(line.shop, line.viewer("Mona"), "Hugo", ["Hana"], act=act)


def reactivate(line: Line) -> Act:
    leaving.deactivate(line.shop, line.viewer("Mona"), "Hana", act=line.act())
    return lambda act: leaving.reactivate(line.shop, line.viewer("Mona"), "Hana", act=act)


def be_absent(line: Line) -> Act:
    first = line.shop.today()
    return lambda act: taking_leave.be_absent(
        line.shop, line.viewer("Mona"), "Hugo", first, first + timedelta(days=3), act=act, reason=SECRET
    )


def be_back(line: Line) -> Act:
    be_absent(line)(line.act())
    return lambda act: taking_leave.be_back(line.shop, line.viewer("Mona"), "Hugo", act=act)


def set_structure(line: Line) -> Act:
    deal(line)
    claimed(line)
    return lambda act: restructuring.set_structure(
        line.shop, line.viewer("Mona"), Structure.TWO_TIER_CLOSER, act=act
    )


def undo(line: Line) -> Act:
    skip(line)(line.act())
    return lambda act: undoing.undo(line.shop, line.viewer("Sam"), act=act)


def import_list(line: Line) -> Act:
    file = line.shop.store.path.with_name("list.csv")
    file.write_text(f"name,phone\nNova {SECRET},{NATIONAL}\n", encoding="utf-8")
    return lambda act: importing.import_list(
        line.shop, line.viewer("Mona"), file, list_name=f"list {SECRET}", act=act
    )


def undo_import(line: Line) -> Act:
    import_list(line)(line.act())
    return lambda act: undoing_imports.undo_import(line.shop, line.viewer("Mona"), f"list {SECRET}", act=act)


def write_offer(line: Line) -> Act:
    known = offer(line)
    offering.send_offer(line.shop, line.viewer("Hugo"), known, act=line.act())
    says = Contents((OfferLine(f"{SECRET} tulips", 3000, 990),), discount=500, words=SECRET)
    return lambda act: offering.write_offer(line.shop, line.viewer("Hugo"), known, 1, says, act=act)


def print_offer(line: Line) -> Act:
    known, place = offer(line), line.shop.store.path.with_name(f"{SECRET}.pdf")
    return lambda act: printing_offers.print_offer(line.shop, line.viewer("Hugo"), known, place, act=act)


def tighten(line: Line) -> Act:
    text = f"# {SECRET}\n[FR.consumer.cap]\nattempts = 3\ndays = 30\n"
    return lambda act: tightening.tighten(line.shop, line.viewer("Mona"), text, f"{SECRET}.toml", act=act)


def adopt(line: Line) -> Act:
    files = with_words(line, f"{SECRET} says this.")
    return lambda act: adopting.adopt(line.shop, line.viewer("Mona"), files, act=act)


def note_read(line: Line) -> Act:
    adopt(line)(line.act())
    return lambda act: learning_method.note_read(line.shop, line.viewer("Sam"), 2, act=act)


def answer_questions(line: Line) -> Act:
    sam = line.viewer("Sam")
    starting_out.read_regulation(line.shop, sam, act=line.act())
    given = {one.id: one.right for one in starting_out.questions(line.shop, sam)}
    return lambda act: starting_out.answer_questions(line.shop, sam, given, act=act)


def release_newcomer(line: Line) -> Act:
    mona = line.viewer("Mona")
    staffing.add_person(line.shop, mona, "Nina", {Role.SCOUT}, act=line.act(), newcomer=True)
    return lambda act: starting_out.release(line.shop, mona, "Nina", act=act, waive=True)


def may_call(line: Line) -> Act:
    contact(line)
    return lambda act: asking_gate.may_call(line.shop, line.viewer("Sam"), NUMBER, act=act)


def evidence(line: Line) -> Act:
    dialled(line)
    return lambda act: proving.evidence(line.shop, line.viewer("Mona"), NUMBER, act=act)


def import_prices(line: Line) -> Act:
    file = line.shop.store.path.with_name("prices.csv")
    file.write_text(f"code,name,price,tax\n{SECRET},{SECRET} roses,2.50,10\nB,,1,1\n", encoding="utf-8")
    return lambda act: pricing.import_prices(line.shop, line.viewer("Mona"), file, act=act)


def given(
    who: str, door: Callable[..., object], make: Callable[[Line], object], *more: object, **told: object
) -> Callable[[Line], Act]:
    """Return the act of somebody on one thing that was made before."""

    def prepare(line: Line) -> Act:
        thing, viewer = make(line), line.viewer(who)
        return lambda act: door(line.shop, viewer, thing, *more, act=act, **told)

    return prepare


def walk_in(line: Line) -> Act:
    return lambda act: selling.sell_to_walk_in(
        line.shop, line.viewer("Fatou"), NEW, 4500, act=act, what=SECRET, form="a form"
    )


def sold(line: Line) -> int:
    known = client(line)
    return selling.book_sale(
        line.shop, line.viewer("Fatou"), known, 4500, act=line.act(), what=SECRET
    ).purchase.id


def keep_occasion(line: Line) -> Act:
    one = Occasion(0, client(line), SECRET, 2, 29, SECRET, SECRET, SECRET, SECRET)
    return lambda act: keeping_occasions.keep_occasion(line.shop, line.viewer("Fatou"), one, act=act)


def drop_occasion(line: Line) -> Act:
    known = keep_occasion(line)(line.act())
    return lambda act: keeping_occasions.drop_occasion(line.shop, line.viewer("Fatou"), known.id, act=act)  # type: ignore[attr-defined]


def complained(line: Line) -> int:
    known = client(line)
    hearing_complaints.open_complaint(line.shop, line.viewer("Fatou"), known, SECRET, act=line.act())
    return known


def visit(line: Line) -> Act:
    known, at = client(line), line.at + timedelta(days=2)
    return lambda act: writing_to.write_to(
        line.shop, line.viewer("Fatou"), known, Channel.VISIT, "visit", act=act, at=at
    )


def load_register(line: Line) -> Act:
    contact(line)
    file = line.shop.store.path.with_name("register.txt")
    file.write_text(f"{NUMBER}\n{NATIONAL}\n", encoding="utf-8")
    return lambda act: loading_registers.load_register(
        line.shop,
        line.viewer("Mona"),
        file,
        country="FR",
        dated=line.shop.today(),
        name=f"register {SECRET}",
        act=act,
    )


def retain(line: Line) -> Act:
    contact(line)
    line.later(days=1200)
    return lambda act: retaining.retain(line.shop, line.viewer("Mona"), act=act)


def held_data(line: Line) -> int:
    known = contact(line)
    holding_data.hold(line.shop, line.viewer("Mona"), known, reason=SECRET, act=line.act())
    return known


def import_till(line: Line) -> Act:
    file = line.shop.store.path.with_name("till.csv")
    file.write_text(
        f"date,amount,what,name,phone\n20/11/2026,45,{SECRET},Nova {SECRET},{NATIONAL}\n", "utf-8"
    )
    return lambda act: importing_till.import_till(line.shop, line.viewer("Mona"), file, new=True, act=act)


TABLE: dict[str, Callable[[Line], Act]] = {
    "adding.add_contact": add_contact,
    "adding.add_contact known": add_known,
    "changing.change_contact": change_contact,
    "claiming.claim_next": claim_next,
    "claiming.take": given(
        "Hugo", claiming.take, lambda g: contact(g, stage=Stage.HUNTING, owner=g.viewer("Hugo"))
    ),
    "claiming.release": given("Sam", claiming.release, claimed),
    "claiming.skip": skip,
    "consenting.give_consent": given(
        "Mona", consenting.give_consent, contact, evidence=f"form {SECRET}", wording=SECRET
    ),
    "consenting.revoke_consent": given(
        "Mona", consenting.revoke_consent, contact, channel=SECRET, evidence=SECRET
    ),
    "loading_registers.load_register": load_register,
    "erasing.erase_person": given("Mona", erasing.erase_person, contact),
    "answering_access.export_person": given("Mona", answering_access.export_person, contact),
    "answering_access.who_looked": given("Mona", answering_access.who_looked, contact),
    "holding_data.hold": given("Mona", holding_data.hold, contact, reason=f"case {SECRET}"),
    "holding_data.release": given("Mona", holding_data.release, held_data),
    "retaining.retain": retain,
    "suppressing.suppress": lambda g: (
        contact(g),
        lambda act: suppressing.suppress(g.shop, g.viewer("Sam"), NUMBER, reason=SECRET, act=act),
    )[1],
    "dialling.dial": given("Sam", dialling.dial, claimed),
    "dialling.record_outcome": record_outcome,
    "printing_offers.print_offer": print_offer,
    "exporting_diary.export_diary": lambda g: (
        lambda act: exporting_diary.export_diary(g.shop, g.viewer("Fatou"), act=act)
    ),
    "following_up.log_check_in": given("Fatou", following_up.log_check_in, check_in, "reached", note=SECRET),
    "following_up.move_check_in": move_check_in,
    "giving_again.give_again": given(
        "Hugo", giving_again.give_again, given_back, {"promised": SECRET}, to="Fatou"
    ),
    "handing_off.hand_off": hand_off,
    "handing_off.accept": given("Hugo", handing_off.accept, handed),
    "handing_off.accept sale": given("Fatou", handing_off.accept, sold_on),
    "handing_off.give_back sale": given(
        "Fatou", handing_off.give_back, sold_on, reason="need-unclear", note=SECRET
    ),
    "handing_off.give_back": given("Hugo", handing_off.give_back, handed, reason="need-unclear", note=SECRET),
    "importing.import_list": import_list,
    "undoing_imports.undo_import": undo_import,
    "importing_till.import_till": import_till,
    "asking_needs.answer_need": given("Fatou", asking_needs.answer_need, client, "style", SECRET),
    "hearing_complaints.open_complaint": given("Fatou", hearing_complaints.open_complaint, client, SECRET),
    "hearing_complaints.solve_complaint": given(
        "Fatou", hearing_complaints.solve_complaint, complained, SECRET
    ),
    "keeping_occasions.keep_occasion": keep_occasion,
    "keeping_occasions.drop_occasion": drop_occasion,
    "repeating_deals.repeat_deal": given(
        "Fatou", repeating_deals.repeat_deal, client, SECRET, value_minor=4500, next_step=SECRET
    ),
    "winning_back.win_back": given("Fatou", winning_back.win_back, client, words=SECRET),
    "late_words.add_words": add_words,
    "starting_out.read_regulation": lambda g: (
        lambda act: starting_out.read_regulation(g.shop, g.viewer("Sam"), act=act)
    ),
    "starting_out.answer_questions": answer_questions,
    "starting_out.note_practice": lambda g: (
        lambda act: starting_out.note_practice(g.shop, g.viewer("Sam"), (90, 40), act=act)
    ),
    "starting_out.release": release_newcomer,
    "looking_up.look_up": look_up,
    "looking_up.claim_found": claim_found,
    "looking_up.take_incoming": take_incoming,
    "messaging.send": send,
    "messaging.read_message": given("Hugo", messaging.read_message, message),
    "messaging.take_from_message": given("Hugo", messaging.take_from_message, message),
    "negotiating.move_deal": given("Hugo", negotiating.move_deal, deal, "quote-sent"),
    "negotiating.plan_next": plan_next,
    "offering.open_offer": given(
        "Hugo", offering.open_offer, deal, Contents((OfferLine(SECRET, 1000, 500),), words=SECRET)
    ),
    "offering.write_offer": write_offer,
    "offering.send_offer": given("Hugo", offering.send_offer, offer, step_on=True),
    "offering.send_offer asking": given("Hugo", offering.send_offer, lambda g: offer(g, discount=2500)),
    "approving.approve": given("Mona", approving.approve, waiting_offer, words=SECRET),
    "approving.refuse": given("Mona", approving.refuse, waiting_offer, f"{SECRET} no"),
    "pricing.import_prices": import_prices,
    "tightening.tighten": tighten,
    "adopting.adopt": adopt,
    "learning_method.note_read": note_read,
    "asking_gate.may_call": may_call,
    "proving.evidence": evidence,
    "losing.lose_deal": given(
        "Hugo", losing.lose_deal, deal, "price", note=SECRET, competitor=SECRET, competitor_minor=90000
    ),
    "snoozing.snooze_deal": lambda g: given(
        "Hugo", snoozing.snooze_deal, deal, g.shop.today() + timedelta(days=2), SECRET
    )(g),
    "valuing.set_value": given("Hugo", valuing.set_value, deal, 4500, title=SECRET),
    "pausing.begin": lambda g: lambda act: pausing.begin(g.shop, g.viewer("Sam"), "lunch", act=act),
    "pausing.end": end_pause,
    "selling.book_sale": given("Fatou", selling.book_sale, client, 4500, what=SECRET, follow_up_consent=True),
    "selling.refund": given("Fatou", selling.refund, sold, 500, reason=SECRET),
    "selling.sell_to_walk_in": walk_in,
    "running_lists.pause_list": given("Mona", running_lists.pause_list, lambda g: g.a_list(SECRET)),
    "running_lists.resume_list": given(
        "Mona", running_lists.resume_list, lambda g: g.a_list(SECRET, state="paused")
    ),
    "running_lists.set_priority": given("Mona", running_lists.set_priority, lambda g: g.a_list(SECRET), 2),
    "segmenting.set_segment": given("Fatou", segmenting.set_segment, client, "A"),
    "choosing_language.choose_language": given("Sam", choosing_language.choose_language, lambda g: "fr"),
    "signing_in.set_passphrase": lambda g: (
        lambda act: signing_in.set_passphrase(g.shop, g.viewer("Mona"), "Sam", f"{SECRET} {SECRET}", act=act)
    ),
    "staffing.add_person": lambda g: (
        lambda act: staffing.add_person(g.shop, g.viewer("Mona"), SECRET, {Role.SCOUT}, act=act)
    ),
    "staffing.change_person": lambda g: (
        lambda act: staffing.change_person(
            g.shop, g.viewer("Mona"), "Sam", act=act, languages=("fr",), extension="7771"
        )
    ),
    "replacing.replace": replace,
    "leaving.deactivate": lambda g: lambda act: leaving.deactivate(g.shop, g.viewer("Mona"), "Hana", act=act),
    "leaving.reactivate": reactivate,
    "changing_stages.set_stages": lambda g: (
        lambda act: changing_stages.set_stages(g.shop, g.viewer("Mona"), "Hana", {Role.SCOUT}, act=act)
    ),
    "restructuring.set_structure": set_structure,
    "taking_leave.be_absent": be_absent,
    "taking_leave.be_back": be_back,
    "transferring.offer_live": offer_live,
    "transferring.end_offer": given("Sam", transferring.end_offer, live),
    "transferring.take_live": given("Hugo", transferring.take_live, live),
    "undoing.undo": undo,
    "writing_to.write_to": visit,
    "writing_to.note_answer": given(
        "Fatou", writing_to.note_answer, client, Channel.SMS, note=f"{SECRET} says yes"
    ),
    "writing_to.say_of_channel": given(
        "Fatou", writing_to.say_of_channel, client, Channel.EMAIL, agreed=False
    ),
    "winning.win_deal": given("Hugo", winning.win_deal, deal, Winning(4500)),
    "winning.win_contact": given(
        "Hugo",
        winning.win_contact,
        lambda g: contact(g, stage=Stage.HUNTING, owner=g.viewer("Hugo")),
        Winning(4500),
    ),
}
