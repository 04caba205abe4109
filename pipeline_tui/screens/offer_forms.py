"""What is asked about an offer: the figures of a line and of the whole, reckoned as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import on
from textual.content import Content
from textual.widgets import Input, Static

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.money import parse_money
from pipeline_tui.domain.offers import Contents, OfferLine, deepest_discount, line_minor, totals
from pipeline_tui.domain.quantities import (
    format_percent,
    format_quantity,
    format_units,
    parse_percent,
    parse_quantity,
)
from pipeline_tui.screens.ask import Read, Reading
from pipeline_tui.screens.form import Field, FieldRow, Form, Typed
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.formatting import QUIET, STRONG, WARNING, fixed, full_money, join, lines, say
from pipeline_tui.wording import tr

Reckon = Callable[[Typed], Content]


class ReckoningForm(Form):
    """A form that says under its fields what comes of them, as they are typed; Esc keeps what was typed."""

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        *,
        begin: str,
        reckon: Reckon,
        keep: Callable[[Typed], None],
        trouble: PipelineError | None = None,
    ) -> None:
        """Take the question, its fields, where one begins, what is reckoned, who keeps what Esc leaves."""
        super().__init__(title, fields, hint=("",), leave=tr("leave, it is kept"), trouble=trouble)
        self._begin, self._reckon, self._keep = begin, reckon, keep

    @property
    def typed(self) -> dict[str, str]:
        """Return what stands in every field."""
        return {row.field.key: row.value for row in self.query(FieldRow)}

    def on_mount(self) -> None:
        """Begin in the field that is changed most, and say what comes of what stands there first."""
        row = next(one for one in self.query(FieldRow) if one.field.key == self._begin)
        self.set_focus(row.query_one(Input))
        self._show()

    @on(Input.Changed)
    def _reckoned(self) -> None:
        self._show()

    def action_close(self) -> None:
        """Leave; what was typed comes back with the next try."""
        self._keep(self.typed)
        self.dismiss(None)

    def _show(self) -> None:
        self.query_one(".hint", Static).update(self._reckon(self.typed))


def line_fields(line: OfferLine, session: Session, values: Typed) -> list[Field]:
    """Return the fields of a line, with what stands in them."""
    language, currency = session.language, session.workspace.currency
    stands = {
        "text": line.text,
        "quantity": format_quantity(line.quantity, language) if line.key else "",
        "price": full_money(line.price_minor, currency, language) if line.price_minor or line.code else "",
        "discount": format_percent(line.discount, language) if line.discount else "",
        "tax": format_percent(line.tax, language) if line.tax or line.code else "",
        **values,
    }
    usual = format_units(line.quantity, line.unit, language)
    price = tr("Price a {unit}", unit=line.unit) if line.unit else tr("Price")
    listed = (
        tr("the list says {full_money}", full_money=full_money(line.list_minor, currency, language))
        if line.list_minor
        else ""
    )
    return [
        Field("text", tr("What"), stands["text"], required=True),
        Field(
            "quantity", tr("Quantity"), stands["quantity"], _reads_quantity(session, line.unit), resting=usual
        ),
        Field(
            "price",
            price[:15],
            stands["price"],
            _reads_price(session, listed),
            required=True,
        ),
        Field(
            "discount",
            tr("Less"),
            stands["discount"],
            _reads_share(session),
            resting=tr("per cent off the line"),
        ),
        Field(
            "tax",
            tr("Tax"),
            stands["tax"],
            _reads_share(session),
            required=True,
            resting=tr("rate in per cent"),
        ),
    ]


def line_of(typed: Typed, line: OfferLine, session: Session) -> OfferLine:
    """Return the line with what was typed; UsageTrouble for what is not understood."""
    language, currency = session.language, session.workspace.currency
    return replace(
        line,
        text=typed["text"],
        quantity=parse_quantity(typed["quantity"], language) if typed["quantity"] else line.quantity,
        price_minor=parse_money(typed["price"], language, currency),
        discount=parse_percent(typed["discount"], language) if typed["discount"] else 0,
        tax=parse_percent(typed["tax"], language) if typed["tax"] else 0,
    )


def reckons(says: Contents, at: int | None, line: OfferLine, session: Session, limit: int | None) -> Reckon:
    """Return what a line and the whole offer come to with it; ``at`` is its place, None for a new one."""
    currency, language = session.workspace.currency, session.language

    def reckon(typed: Typed) -> Content:
        try:
            made = line_of(typed, line, session)
        except PipelineError:
            return lines((fixed(tr("This line …"), QUIET), fixed("")))
        others = [one for place, one in enumerate(says.lines) if place != at]
        return _comes_to([*others, made], says.discount, line_minor(made), currency, language, limit)

    return reckon


def terms_fields(says: Contents, session: Session, reads_until: Read, values: Typed) -> list[Field]:
    """Return the fields of what holds for the whole offer."""
    until = says.valid_until.isoformat() if says.valid_until else ""
    stands = {
        "discount": format_percent(says.discount, session.language) if says.discount else "",
        "until": until,
        "words": says.words,
        **values,
    }
    return [
        Field(
            "discount",
            tr("Less on it all"),
            stands["discount"],
            _reads_share(session),
            resting=tr("per cent off the whole"),
        ),
        Field("until", tr("Holds until"), stands["until"], reads_until, required=True),
        Field("words", tr("Words"), stands["words"], resting=tr("to the client, above the lines")),
    ]


def reckons_terms(says: Contents, session: Session, limit: int) -> Reckon:
    """Return what the offer comes to with a discount on the whole."""
    currency, language = session.workspace.currency, session.language

    def reckon(typed: Typed) -> Content:
        try:
            share = parse_percent(typed["discount"], language) if typed["discount"] else 0
        except PipelineError:
            share = says.discount
        return _comes_to(list(says.lines), share, None, currency, language, limit)

    return reckon


def _comes_to(
    every: list[OfferLine], discount: int, net: int | None, currency: str, language: str, limit: int | None
) -> Content:
    sums, deepest = totals(every, discount), deepest_discount(every, discount)

    def money(minor: int) -> Content:
        return say(full_money(minor, currency, language), STRONG)

    first = [fixed(tr("This line "), QUIET), money(net), fixed("   ")] if net is not None else []
    whole = join(
        *first,
        fixed(tr("Offer "), QUIET),
        money(sums.net_minor),
        fixed(tr(" + tax "), QUIET),
        money(sums.tax_minor),
        fixed(" = ", QUIET),
        money(sums.gross_minor),
    )
    if not deepest:
        return lines((whole, fixed("")))
    share = format_percent(deepest, language)
    if limit is not None and deepest > limit:
        above = tr(
            "! {share} below the list: above your limit of {format_percent}",
            share=share,
            format_percent=format_percent(limit, language),
        )
        return lines((whole, say(above, WARNING)))
    return lines((whole, say(tr("{share} below the list", share=share), QUIET)))


def _reads_quantity(session: Session, unit: str) -> Read:
    def read(text: str) -> Reading:
        try:
            quantity = parse_quantity(text, session.language)
        except PipelineError as error:
            return Reading(trouble=error.detail)
        return Reading(format_units(quantity, unit, session.language))

    return read


def _reads_price(session: Session, listed: str) -> Read:
    def read(text: str) -> Reading:
        currency = session.workspace.currency
        try:
            minor = parse_money(text, session.language, currency)
        except PipelineError as error:
            return Reading(trouble=error.detail)
        shown = tr("{full_money} without tax", full_money=full_money(minor, currency, session.language))
        return Reading(f"{shown} · {listed}" if listed else shown)

    return read


def _reads_share(session: Session) -> Read:
    def read(text: str) -> Reading:
        try:
            return Reading(format_percent(parse_percent(text, session.language), session.language))
        except PipelineError as error:
            return Reading(trouble=error.detail)

    return read
