"""The offer sheet of a deal, over the hunter's desk: what is written on it is sent and printed from here."""

from __future__ import annotations

from pathlib import Path

from pipeline_tui.domain.offer_paper import Printed
from pipeline_tui.domain.offers import Offer, OfferState
from pipeline_tui.domain.quantities import format_percent
from pipeline_tui.screens.ask import Ask, Choose
from pipeline_tui.screens.base import new_act
from pipeline_tui.screens.confirm import Confirm
from pipeline_tui.screens.offer_acts import OfferActs
from pipeline_tui.screens.offer_papers import first_place, reads_place
from pipeline_tui.ui.formatting import full_money
from pipeline_tui.wording import tr


class OfferScreen(OfferActs):
    """The offers of one deal."""

    def action_send(self) -> None:
        """Mark the offer as sent; above the limit ask a manager instead."""
        offer = self.offer
        if offer is None:
            return
        if offer.above_limit and offer.state is not OfferState.APPROVED:
            self._ask_manager(offer)
            return
        session = self.session
        steps = session.playbook.deal_steps
        step = session.playbook.offer_rules.leads_to(self.deal.step, [one.code for one in steps])
        total = full_money(offer.totals.gross_minor, offer.currency, session.language)
        title = tr(
            "Offer {number} version {version} was sent: {total}?",
            number=offer.number,
            version=offer.version,
            total=total,
        )
        after = tr("A sent version is never changed; a change is the next one. The deal is worth its total.")
        if not step:
            self.app.push_screen(
                Confirm(title, after, yes=tr("it was sent"), no=tr("not yet")),
                lambda sure: self._send(offer, sure),
            )
            return
        name = self.names.step(step)
        ways = (
            ("on", tr("Sent, and the deal moves on to “{name}”", name=name)),
            ("stay", tr("Sent, and the deal stays")),
        )

        def chosen(way: str | None) -> None:
            self._send(offer, way is not None, step_on=way == "on")

        self.app.push_screen(Choose(title, ways, detail=after), chosen)

    def _ask_manager(self, offer: Offer) -> None:
        language = self.session.language
        share, limit = format_percent(offer.deepest, language), format_percent(offer.limit, language)
        detail = tr(
            "A line stands {share} below the price list, and your limit is {limit}. It waits until then.",
            share=share,
            limit=limit,
        )
        self.app.push_screen(
            Confirm(tr("Ask a manager to approve it?"), detail, yes=tr("ask"), no=tr("not yet")),
            lambda sure: self._send(offer, sure),
        )

    def _send(self, offer: Offer, sure: bool | None, *, step_on: bool = False) -> None:
        if not sure:
            return
        doors, act = self.session.doors, new_act()

        def sent(now: Offer) -> None:
            self.show(now)
            if now.state is OfferState.WAITING:
                told = tr("The answer comes into your inbox and stands here.")
                if self.session.viewer.is_manager:
                    told = tr("F5, view by view, shows what waits; the answer stands here.")
                self.say(told, tr("Waits for a manager"))
            else:
                self.say(
                    tr("P prints it."),
                    tr("Offer {number} v{version} is sent", number=now.number, version=now.version),
                )

        self.act(lambda: doors.send_offer(offer.id, act=act, step_on=step_on), sent)

    def action_print_offer(self) -> None:
        """Ask where to, then write the version that is shown into a file."""
        offer = self.offer
        if offer is not None:
            version = self.chosen_version or offer.version
            self._ask_place(offer, version, str(first_place(offer, version, self.session.offers_folder)))

    def _ask_place(self, offer: Offer, version: int, place: str) -> None:
        state = next((one.state for one in offer.versions if one.version == version), offer.state)
        draft = (
            () if state is OfferState.SENT else (tr("It was not sent: every page says that it is a draft."),)
        )
        hint = (*draft, tr("A name in .pdf is drawn on pages, one in .txt is plain text."))
        ask = Ask(
            tr("Print offer {number} v{version} to", number=offer.number, version=version),
            hint=hint,
            value=place,
            read=reads_place,
        )

        def given(typed: str | None) -> None:
            if typed is not None:
                self._print(offer, version, typed.strip())

        self.app.push_screen(ask, given)

    def _print(self, offer: Offer, version: int, place: str) -> None:
        doors, act = self.session.doors, new_act()

        def printed(done: Printed) -> None:
            self.say(done.file, tr("Printed") if done.final else tr("Printed as a draft"))

        self.act(lambda: doors.print_offer(offer.id, Path(place), version, act=act), printed)
