"""A sale over the counter: ``$``, the amount, Enter; a name makes it a walk-in's. And giving money back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from pipeline_tui.domain.errors import PipelineError, UsageTrouble
from pipeline_tui.domain.newcomers import How, NewPerson
from pipeline_tui.domain.sales import left_of
from pipeline_tui.domain.stages import Stage
from pipeline_tui.screens.ask import Choose, Read, Reading
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.form import Field, Form, Typed
from pipeline_tui.screens.new_contact import alike_words
from pipeline_tui.screens.people_readings import reads_name, reads_numbers
from pipeline_tui.screens.person_form import PersonForm
from pipeline_tui.screens.readings import amount_of, is_yes, reads_amount, reads_yes_no, today_of
from pipeline_tui.screens.sale_amount import CONSENT_LETTERS, SHORT, reads_paid
from pipeline_tui.ui.formatting import QUIET, day, fixed, money, say
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_tui.domain.contact_acts import Standing
    from pipeline_tui.domain.farming import Purchase
    from pipeline_tui.domain.sales import Sold
    from pipeline_tui.screens.sale import SaleDesk

Client = tuple[int, str]  # id and name
_MOST = 9  # purchases offered for a refund: one digit takes one


def open_for(desk: SaleDesk) -> None:
    """Ask for the amount; without a name it is the client's in hand or under the cursor."""
    in_hand = desk.desk
    client = desk.buyer if desk.STAGE is Stage.FARMING else None
    beside = (
        tr("W wins {name}, who is in hand.", name=in_hand.name)
        if in_hand is not None and client is None
        else ""
    )
    _ask(desk, client, {}, new_act(), beside, None)


def _ask(
    desk: SaleDesk,
    client: Client | None,
    known: Typed,
    form_id: str,
    beside: str,
    trouble: PipelineError | None,
) -> None:
    session, doors = desk.session, desk.session.doors
    home = session.workspace.country
    whose = tr("theirs; a name: a walk-in's") if client is not None else tr("who bought it")
    fields = [
        Field(
            "amount",
            tr("Amount"),
            known.get("amount", ""),
            reads_paid(session, tr(SHORT)),
            required=True,
            help=beside,
            closing=(CONSENT_LETTERS, "consent"),
        ),
        Field("what", tr("What"), known.get("what", ""), help=tr("What was bought, in a word or two.")),
        Field(
            "name",
            tr("Sold to"),
            known.get("name", ""),
            reads_name(session),
            required=client is None,
            resting=whose,
            help=tr('A walk-in, as in "Mme Claire Martin": kept as your client, with a first check-in.'),
        ),
        Field(
            "numbers",
            tr("Number"),
            known.get("numbers", ""),
            reads_numbers(lambda: home),
            help=tr("If they give one: by it they are recognised."),
        ),
        Field(
            "consent",
            tr("Follow-up calls"),
            known.get("consent", ""),
            reads_yes_no(tr("yes: they agreed to follow-up calls"), tr("no: they did not agree")),
            resting=tr("y or n; empty: not asked"),
            help=tr(
                "May we ring afterwards? A y is kept as their consent. y or n after the amount says it too."
            ),
        ),
    ]

    def words(typed: Typed) -> Content:
        person = _person(typed)
        if not person.numbers or not person.name:
            return fixed("")
        try:
            told = doors.alike(person, form=form_id, stage=Stage.FARMING)
        except UsageTrouble:
            return fixed("")  # the field itself says what is not understood
        return alike_words(told, enough=True)

    def ask(typed: Typed, told: Callable[[Content], None]) -> None:
        desk.read("alike", lambda: words(typed), told, lambda error: told(say(error.title, QUIET)))

    def given(typed: Typed | None) -> None:
        if typed is not None:
            _sell(desk, client, typed, form_id, beside, None)

    title = tr("Sale: {client}", client=client[1]) if client is not None else tr("Sale to a walk-in")
    asks = frozenset({"name", "numbers"})
    form = PersonForm(title, fields, accept=tr("book it"), ask=ask, asks_with=asks, trouble=trouble)
    desk.app.push_screen(form, given)


def _person(typed: Typed) -> NewPerson:
    return NewPerson(typed["name"], numbers=typed["numbers"], how=How.WALK_IN)


def _sell(
    desk: SaleDesk, client: Client | None, typed: Typed, form_id: str, beside: str, another: bool | None
) -> None:
    doors, act = desk.session.doors, new_act()
    amount, what = amount_of(desk.session, typed["amount"]), typed["what"]
    walk_in, agreed = bool(typed["name"] or typed["numbers"]), is_yes(typed["consent"])

    def work() -> Sold:
        if client is not None and not walk_in:
            return doors.book_sale(client[0], amount, act=act, what=what, follow_up_consent=agreed)
        return doors.sell_to_walk_in(
            _person(typed),
            amount,
            act=act,
            what=what,
            another=another,
            form=form_id,
            follow_up_consent=agreed,
        )

    def refused(error: PipelineError) -> None:
        if error.data.get("needs") != "another":
            _ask(desk, client, typed, form_id, beside, error)
            return
        where: Standing | str = error.data.get("standing", "")
        same = (
            tr("The same person: book it for them")
            if where != "taken"
            else tr("The same person: a colleague's")
        )

        def chosen(which: str | None) -> None:
            if which is None:
                _ask(desk, client, typed, form_id, beside, None)
            else:
                _sell(desk, client, typed, form_id, beside, which == "another")

        answers = (("another", tr("Another person: a client of their own")), ("same", same))
        desk.app.push_screen(Choose(error.title, answers, detail=error.detail), chosen)

    desk.act(work, lambda sold: _booked(desk, sold), refused)


def _booked(desk: SaleDesk, sold: Sold) -> None:
    session = desk.session
    paid = money(sold.purchase.amount_minor, sold.purchase.currency, session.language)
    coming = tr("check-in {day}", day=day(sold.check_in.due_on, today_of(session))) if sold.check_in else ""
    agreed = tr("may be rung") if sold.consent else ""
    desk.told(
        tr("sold: {name}", name=sold.name), paid, "" if sold.known else tr("a new client"), agreed, coming
    )
    if not sold.known:
        desk.say(
            tr("{paid}; first {coming}.", paid=paid, coming=coming), tr("Your client: {name}", name=sold.name)
        )
    desk.reload()


def open_refund(desk: SaleDesk) -> None:
    """Ask which purchase of the client is given back."""
    client = desk.buyer
    if client is not None:
        desk.read(
            "purchases",
            lambda: desk.session.doors.purchases_of(client[0]),
            lambda bought: _choose(desk, client, bought),
        )


def _choose(desk: SaleDesk, client: Client, bought: tuple[Purchase, ...]) -> None:
    session = desk.session
    left = {
        one.id: left_of(one.amount_minor, tuple(x.amount_minor for x in bought if x.refund_of == one.id))
        for one in bought
        if one.amount_minor > 0
    }
    open_ones = [one for one in bought if left.get(one.id)][:_MOST]
    if not open_ones:
        desk.say(tr("Nothing that was bought is left to give back."), tr("No refund: {name}", name=client[1]))
        return
    today = today_of(session)
    choices = [
        (
            str(one.id),
            " · ".join(
                part
                for part in (
                    day(one.on, today),
                    money(left[one.id], one.currency, session.language),
                    "" if left[one.id] == one.amount_minor else tr("left of it"),
                    one.what,
                )
                if part
            ),
        )
        for one in open_ones
    ]

    def chosen(which: str | None) -> None:
        one = next((x for x in open_ones if str(x.id) == which), None)
        if one is not None:
            _ask_refund(desk, client, one, left[one.id], {}, None)

    desk.app.push_screen(
        Choose(tr("Give back to {client}: which purchase?", client=client[1]), choices), chosen
    )


def _ask_refund(
    desk: SaleDesk,
    client: Client,
    one: Purchase,
    left: int,
    known: Typed,
    trouble: PipelineError | None,
) -> None:
    session = desk.session
    most = money(left, one.currency, session.language)
    fields = [
        Field(
            "amount",
            tr("Give back"),
            known.get("amount", ""),
            _reads_refund(reads_amount(session), desk, left, most),
            resting=tr("all of it: {most}", most=most),
        ),
        Field(
            "reason", tr("Why"), known.get("reason", ""), required=True, resting=tr("wilted, wrong colour, …")
        ),
    ]

    def given(typed: Typed | None) -> None:
        if typed is not None:
            _give_back(desk, client, one, left, typed)

    desk.app.push_screen(
        Form(tr("Refund: {client}", client=client[1]), fields, accept=tr("give back"), trouble=trouble), given
    )


def _reads_refund(read: Read, desk: SaleDesk, left: int, most: str) -> Read:
    def reads(text: str) -> Reading:
        found = read(text)
        if not found.trouble and amount_of(desk.session, text) > left:
            return Reading(trouble=tr("more than was paid: at most {most}", most=most))
        return found

    return reads


def _give_back(desk: SaleDesk, client: Client, one: Purchase, left: int, typed: Typed) -> None:
    session, act = desk.session, new_act()
    amount = amount_of(session, typed["amount"]) if typed["amount"] else None

    def booked(sold: Sold) -> None:
        back = money(-sold.purchase.amount_minor, sold.purchase.currency, session.language)
        desk.told(tr("given back: {name}", name=sold.name), back, typed["reason"])
        desk.reload()

    desk.act(
        lambda: session.doors.refund(one.id, amount, reason=typed["reason"], act=act),
        booked,
        lambda error: _ask_refund(desk, client, one, left, typed, error),
    )
