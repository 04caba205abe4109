"""What is written into an offer on its sheet: lines and terms; each change can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline_tui.domain.errors import PipelineError
from pipeline_tui.domain.offers import Contents, Offer, OfferLine
from pipeline_tui.domain.quantities import parse_percent
from pipeline_tui.domain.time_phrases import read_date
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.form import Typed
from pipeline_tui.screens.offer_forms import (
    ReckoningForm,
    line_fields,
    line_of,
    reckons,
    reckons_terms,
    terms_fields,
)
from pipeline_tui.screens.offer_versions import OfferVersions
from pipeline_tui.screens.price_search import Picked, PickPrice
from pipeline_tui.screens.readings import reads_day, today_of
from pipeline_tui.widgets.line_list import LineList
from pipeline_tui.wording import tr

Refused = Callable[[PipelineError], None]


class OfferActs(OfferVersions):
    """What is written into an offer."""

    # lines

    def action_add_line(self) -> None:
        """Ask what is offered, then for its figures; a line left by Esc comes back first."""
        kept = self.session.half_typed.get(self._name_of(None))
        if kept is not None:
            self._ask_line(self._kept_line(kept), None, kept)
            return

        def picked(chosen: Picked | None) -> None:
            if chosen is not None:
                lines = self.says.lines
                self._ask_line(chosen.line(lines[-1].tax if lines else None), None, {})

        self.app.push_screen(PickPrice(self.items, self.session), picked)

    def action_change_line(self) -> None:
        """Ask for the figures of the line under the cursor."""
        at = self.cursor
        if not self.by_version and at >= 0:
            self._ask_line(self.says.lines[at], at, self.session.half_typed.get(self._name_of(at), {}))

    def action_remove_line(self) -> None:
        """Take the line under the cursor out; undo brings it back."""
        at = self.cursor
        if at >= 0:
            lines = self.says.lines
            self._write(
                replace(self.says, lines=(*lines[:at], *lines[at + 1 :])),
                tr("taken out: {text}", text=lines[at].text),
            )

    def _ask_line(
        self, line: OfferLine, at: int | None, values: Typed, trouble: PipelineError | None = None
    ) -> None:
        session, name = self.session, self._name_of(at)
        limit = self.offer.limit if self.offer is not None else None
        title = (
            tr("New line: {text}", text=line.text).rstrip(": ")
            if at is None
            else tr("Line {at}: {text}", at=at + 1, text=line.text)
        )

        def keep(typed: Typed) -> None:
            self._keep(name, {**typed, "code": line.code})

        def given(typed: Typed | None) -> None:
            if typed is None:
                return
            session.half_typed.pop(name, None)
            made, lines = line_of(typed, line, session), list(self.says.lines)
            lines[at if at is not None else len(lines) : at + 1 if at is not None else len(lines)] = [made]

            def refused(error: PipelineError) -> None:
                self._ask_line(line, at, typed, error)

            word = tr("added") if at is None else tr("changed")
            told = tr("{label}: {text}", label=word, text=made.text)
            self._write(replace(self.says, lines=tuple(lines)), told, refused)

        form = ReckoningForm(
            title,
            line_fields(line, session, values),
            begin="quantity",
            reckon=reckons(self.says, at, line, session, limit),
            keep=keep,
            trouble=trouble,
        )
        self.app.push_screen(form, given)

    def _keep(self, name: str, typed: Typed) -> None:
        """Keep a form that was left; one that is left again as it came back is dropped."""
        kept = self.session.half_typed
        if kept.get(name) == typed:
            del kept[name]
            self.say(tr("What was kept is dropped."))
        else:
            kept[name] = typed
            self.say(tr("Kept as typed: the same key brings it back, Esc on it then drops it."))

    def _kept_line(self, kept: Typed) -> OfferLine:
        item = next((one for one in self.items if kept.get("code") and one.code == kept["code"]), None)
        return Picked(item).line()

    def _name_of(self, at: int | None) -> str:
        offer = self.offer
        line = "new" if at is None else str(self.says.lines[at].key)
        return f"offer {offer.id if offer is not None else tr('of {id}', id=self.deal.id)} line {line}"

    # terms

    def action_terms(self) -> None:
        """Ask for the discount on the whole, until when the offer holds, and words to the client."""
        if self.offer is not None:
            self._ask_terms(self.offer, self.session.half_typed.get(f"offer {self.offer.id} terms", {}))

    def _ask_terms(self, offer: Offer, values: Typed, trouble: PipelineError | None = None) -> None:
        session, name, says = self.session, f"offer {offer.id} terms", offer.contents

        def given(typed: Typed | None) -> None:
            if typed is None:
                return
            session.half_typed.pop(name, None)
            share = parse_percent(typed["discount"], session.language) if typed["discount"] else 0
            until = read_date(typed["until"], today_of(session), session.language)
            changed = replace(says, discount=share, valid_until=until, words=typed["words"])
            self._write(changed, tr("terms changed"), lambda error: self._ask_terms(offer, typed, error))

        form = ReckoningForm(
            tr("Offer {number}", number=offer.number),
            terms_fields(says, session, reads_day(session), values),
            begin="discount",
            reckon=reckons_terms(says, session, offer.limit),
            keep=lambda typed: self._keep(name, typed),
            trouble=trouble,
        )
        self.app.push_screen(form, given)

    def action_another_offer(self) -> None:
        """Open one more offer of the deal."""
        doors, act, deal_id = self.session.doors, new_act(), self.deal.id
        self.act(lambda: doors.open_offer(deal_id, Contents(), act=act), self._opened_offer)

    def _opened_offer(self, offer: Offer) -> None:
        self.say(tr("Offer {number} is open.", number=offer.number))
        self.show(offer)

    def _write(self, says: Contents, word: str, refused: Refused | None = None) -> None:
        doors, act, offer, deal_id = self.session.doors, new_act(), self.offer, self.deal.id

        def written(now: Offer) -> None:
            self.show(now)
            if offer is None or len(now.contents.lines) > len(offer.contents.lines):
                self.query_one("#lines", LineList).move("last")
            later = offer is not None and now.version > offer.version
            self.say(word, tr("Version {number} begins", number=now.version) if later else "")

        if offer is None:
            self.act(lambda: doors.open_offer(deal_id, says, act=act), written, refused)
        else:
            self.act(lambda: doors.write_offer(offer.id, offer.version, says, act=act), written, refused)
