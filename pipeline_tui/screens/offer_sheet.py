"""The offers of a deal as they are read and drawn: lines with their totals, what versions changed."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.hunting import Deal
from pipeline_tui.domain.offers import Contents, Offer, OfferState
from pipeline_tui.domain.price_list import PriceItem
from pipeline_tui.screens.list_desk import ListDesk
from pipeline_tui.screens.session import Session
from pipeline_tui.ui.command import Command, Place
from pipeline_tui.ui.formatting import QUIET, STRONG, count, fixed, join, say, spread
from pipeline_tui.ui.messages import LineOpened
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.widgets.offer_lines import (
    line_row,
    lines_head,
    offer_state,
    sums,
)
from pipeline_tui.widgets.page import Page
from pipeline_tui.widgets.rule import Rule
from pipeline_tui.wording import mark, tr

_EMPTY = mark(
    "No line yet.\n\n"
    "+ finds something on the price list as you type, or takes your own words.\n"
    "% gives a discount on the whole, s marks the offer as sent, P prints it."
)
_MOST_SUMS = 8  # lines under the lines


class OfferFace(Vertical):
    """The sheet: whose offer it is, then its lines with their totals, or its versions."""

    DEFAULT_CSS = """
    OfferFace #whose { height: 1; padding: 0 1; }
    OfferFace #heads { height: 1; padding: 0 0 0 3; }
    OfferFace LineList { padding: 0 1; }
    OfferFace LineList.empty { padding: 1 2; }
    OfferFace #sums { height: 8; padding: 0 1; }
    OfferFace #changes { height: 1fr; padding: 0 1; }
    OfferFace #version-list { height: auto; max-height: 8; }
    """

    def compose(self) -> ComposeResult:
        """Build both views; one is shown."""
        yield Page(id="whose")
        with Vertical(id="lines-view"):
            yield Page(id="heads")
            lines = LineList(id="lines", empty=tr(_EMPTY))
            lines.display = False  # until it is known that there is none
            yield lines
            yield Rule("")
            yield Page(id="sums")
        with Vertical(id="versions-view"):
            yield LineList(id="version-list")
            yield Rule(tr("What it changed"))
            yield Page(id="changes")


class OfferViews(ListDesk):
    """The sheet as it is read and drawn."""

    PLACE = Place.OFFER
    TITLE_WORD: ClassVar[str] = mark("Offer")
    FOOTER: ClassVar[tuple[str, ...]] = (
        "offer.add",
        "offer.change",
        "offer.remove",
        "offer.terms",
        "offer.send",
        "offer.print",
        "offer.versions",
        "program.back",
        "program.undo",
        "program.help",
        "program.palette",
    )

    def __init__(self, session: Session, deal: Deal) -> None:
        """Take the operator's session and the deal."""
        super().__init__(session)
        self.deal = deal
        self.offers: tuple[Offer, ...] = ()
        self.items: tuple[PriceItem, ...] = ()
        self.loaded = False
        self.by_version = False
        self.place = 0  # of the offer that is shown

    def compose_body(self) -> ComposeResult:
        """Build the sheet."""
        yield OfferFace()

    # what is known

    @property
    def offer(self) -> Offer | None:
        """Return the offer that is shown, in its newest version; None before the first one is opened."""
        return self.offers[self.place] if 0 <= self.place < len(self.offers) else None

    @property
    def says(self) -> Contents:
        """Return what stands in the offer."""
        return self.offer.contents if self.offer is not None else Contents()

    @property
    def cursor(self) -> int:
        """Return the place of the line under the cursor, -1 when there is none."""
        at = self.query_one("#lines", LineList).cursor
        return at if 0 <= at < len(self.says.lines) else -1

    def header_left(self) -> tuple[str, ...]:
        """Return the sheet and the view."""
        return (self.TITLE_WORD, mark("versions") if self.by_version else mark("lines"))

    def own_figures(self) -> tuple[str, ...]:
        """Return which of several offers this is."""
        many = len(self.offers)
        return (
            (tr("{place} of {count} ← →", place=self.place + 1, count=count(many, "offer")),)
            if many > 1
            else ()
        )

    def available(self, command: Command) -> bool:
        """Return whether a command can be given now; the desk beneath is reached by going back."""
        beneath = command.call == "go" and command.args == (Place.HUNTER.value,)
        return not beneath and super().available(command)

    def allows(self, command: Command) -> bool:
        """Return whether the sheet has use for a command."""
        match command.call:
            case "add_line":
                return self.loaded and not self.by_version
            case "remove_line":
                return not self.by_version and self.cursor >= 0
            case "change_line":
                return not self.by_version and self.cursor >= 0
            case "terms":
                return self.offer is not None and not self.by_version
            case "send":
                return self._may_send and not self.by_version
            case "print_offer" | "another_offer":
                return self.offer is not None
            case "versions":
                return self.offer is not None
        return super().allows(command)

    def kept_commands(self) -> frozenset[str]:
        """Return what stays in a narrow footer: the way back."""
        return super().kept_commands() | {"program.back"}

    @property
    def _may_send(self) -> bool:
        done = (OfferState.SENT, OfferState.WAITING)
        return self.offer is not None and self.offer.state not in done and bool(self.says.lines)

    # reading

    def reload(self) -> None:
        """Read the offers of the deal, and the price list."""
        doors, deal_id = self.session.doors, self.deal.id
        self.read("offers", lambda: (doors.offers(deal_id), doors.prices()), self._loaded, self._gone)

    def _loaded(self, read: tuple[tuple[Offer, ...], tuple[PriceItem, ...]]) -> None:
        first = not self.loaded
        self.offers, self.items = read
        self.loaded = True
        self.place = len(self.offers) - 1 if first else min(self.place, len(self.offers) - 1)
        self.repaint()

    def _gone(self, error: PipelineError) -> None:
        """Leave: the deal is no longer on this desk."""
        self.dismiss(None)
        self.app.call_later(self._tell_beneath, error)

    def _tell_beneath(self, error: PipelineError) -> None:
        self.fail(error)

    def show(self, offer: Offer) -> None:
        """Show an offer as it is after an act."""
        ids = [one.id for one in self.offers]
        if offer.id in ids:
            self.place = ids.index(offer.id)
            self.offers = tuple(offer if one.id == offer.id else one for one in self.offers)
        else:
            self.offers, self.place = (*self.offers, offer), len(self.offers)
        self.repaint()

    # drawing

    def repaint(self) -> None:
        """Draw the view that is shown."""
        self.query_one("#lines-view").display = not self.by_version
        self.query_one("#versions-view").display = self.by_version
        self.query_one("#whose", Page).show(lambda width, _: [self._whose(width)])
        if self.by_version:
            self.draw_versions()
        else:
            self._draw_lines()
        self.refresh_chrome()

    def draw_versions(self) -> None:
        """Draw the versions, with what each of them changed."""

    def action_versions(self) -> None:
        """Change between the lines and the versions."""

    def _whose(self, width: int) -> Content:
        deal, offer = self.deal, self.offer
        client = join(say(deal.name, STRONG), "  ", say(deal.firm, QUIET))
        if offer is None:
            return spread(fixed(tr("No offer yet"), QUIET) if self.loaded else fixed(""), client, width)
        version = tr("{number} · version {version}", number=offer.number, version=offer.version)
        return spread(join(say(version, STRONG), "  ", offer_state(offer.state)), client, width)

    def _draw_lines(self) -> None:
        offer, width = self.offer, self.size.width - 4
        language, currency = self.session.language, self.session.workspace.currency
        shown = self.query_one("#lines", LineList)
        at = max(shown.cursor, 0)
        rows = [line_row(line, currency, language, width) for line in self.says.lines]
        shown.set_class(not rows, "empty")
        shown.display = self.loaded
        shown.show(rows, cursor=min(at, max(len(rows) - 1, 0)))
        self.query_one("#heads", Page).show(lambda _w, _h: [lines_head(width)] if rows else [])
        page = self.query_one("#sums", Page)
        drawn = sums(offer, language, self.today, self.size.width - 2) if offer is not None else []
        page.styles.height = min(len(drawn), _MOST_SUMS)
        page.show(lambda _w, _h: drawn)

    # moving about

    def action_move(self, way: str) -> None:
        """Move the cursor, or go to the offer before or after."""
        if way in ("left", "right"):
            self._other_offer(-1 if way == "left" else 1)
        elif self.by_version:
            self.query_one("#version-list", LineList).move(way)
        else:
            self.query_one("#lines", LineList).move(way)

    def _other_offer(self, step: int) -> None:
        if len(self.offers) > 1:
            self.place = (self.place + step) % len(self.offers)
            self.repaint()

    def action_back(self) -> None:
        """Go back to the lines, then to the deal."""
        if self.by_version:
            self.action_versions()
        else:
            self.dismiss(None)

    @on(LineOpened)
    def _opened(self) -> None:
        self.action_change_line()

    def action_change_line(self) -> None:
        """Change the line under the cursor."""
