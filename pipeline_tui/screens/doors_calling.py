"""The services of calls and hand-offs as one signed-in operator reaches them.

Services are imported when first called, inside a worker's thread, so that the first screen paints before
the database's libraries are loaded. Tests hand the screens a class with the same methods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pipeline_tui.domain.acts import Accepted, HandedOff, Recorded, Undone
    from pipeline_tui.domain.desk import Desk, Draft, EmptyQueue, Figures
    from pipeline_tui.domain.hunting import HandOff, Receipt
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop


class CallingDoors:
    """What every desk that calls can ask; each method is the service of the same name."""

    def __init__(self, shop: Shop, viewer: Viewer) -> None:
        """Join an open shop and the operator who signed in to it."""
        self._of = shop, viewer

    # dialling

    def in_hand(self) -> Desk | None:
        """Return the contact in hand."""
        from pipeline_tui.services import claiming

        return claiming.in_hand(*self._of)

    def claim_next(self, *, act: str) -> Desk:
        """Claim the contact that is due first; NothingToCall when there is none."""
        from pipeline_tui.services import claiming

        return claiming.claim_next(*self._of, act=act)

    def take(self, contact_id: int, *, act: str) -> Desk:
        """Take one's own client or deal contact in hand, to call it."""
        from pipeline_tui.services import claiming

        return claiming.take(*self._of, contact_id, act=act)

    def renew(self, token: str) -> None:
        """Say that the desk still lives; HoldLost when it is too late."""
        from pipeline_tui.services import claiming

        claiming.renew(*self._of, token)

    def choose_number(self, token: str, number_id: int) -> Desk:
        """Choose which number ``dial`` rings."""
        from pipeline_tui.services import dialling

        return dialling.choose_number(*self._of, token, number_id)

    def dial(self, token: str, *, act: str, number_id: int | None, mode: str) -> Desk:
        """Ask the gate and store the attempt; Refused with rule, source and until."""
        from pipeline_tui.services import dialling

        return dialling.dial(*self._of, token, act=act, number_id=number_id, mode=mode)

    def record_outcome(
        self,
        token: str,
        code: str,
        *,
        act: str,
        note: str,
        callback: datetime | None = None,
        reason: str = "",
        exact: bool = False,
        team: bool = False,
        draft: Draft | None = None,
        then_next: bool = False,
        next_act: str = "",
        stay: bool = False,
    ) -> Recorded:
        """Store how the call ended, and claim the next contact in the same commit when asked."""
        from pipeline_tui.services import dialling

        return dialling.record_outcome(
            *self._of,
            token,
            code,
            act=act,
            note=note,
            callback=callback,
            reason=reason,
            exact=exact,
            team=team,
            draft=draft,
            then_next=then_next,
            next_act=next_act,
            stay=stay,
        )

    def release(self, token: str, *, act: str) -> None:
        """Put the contact back."""
        from pipeline_tui.services import claiming

        claiming.release(*self._of, token, act=act)

    def skip(self, token: str, *, act: str, reason: str, next_act: str) -> Recorded:
        """Put the contact back, counted, and bring the next."""
        from pipeline_tui.services import claiming

        return claiming.skip(*self._of, token, act=act, reason=reason, next_act=next_act)

    def keep_draft(self, token: str, draft: Draft) -> None:
        """Keep what was typed so far."""
        from pipeline_tui.services import drafting

        drafting.keep_draft(*self._of, token, draft)

    def undo(self, *, act: str) -> Undone:
        """Take the last act back."""
        from pipeline_tui.services import undoing

        return undoing.undo(*self._of, act=act)

    def figures(self) -> Figures:
        """Return the operator's day."""
        from pipeline_tui.services import reading

        return reading.figures(*self._of)

    def blockers(self) -> EmptyQueue:
        """Return why nothing can be called, counted."""
        from pipeline_tui.services import watching

        return watching.blockers(*self._of)

    # hand-offs

    def hand_off(
        self,
        token: str,
        brief: Mapping[str, str],
        *,
        act: str,
        to: str | None,
        note: str,
        draft: Draft | None,
        then_next: bool,
        next_act: str,
        slot: datetime | None = None,
    ) -> HandedOff:
        """Give the contact to the next stage with its brief."""
        from pipeline_tui.services import handing_off

        return handing_off.hand_off(
            *self._of,
            token,
            brief,
            act=act,
            to=to,
            slot=slot,
            note=note,
            draft=draft,
            then_next=then_next,
            next_act=next_act,
        )

    def inbox(self) -> tuple[HandOff, ...]:
        """Return the hand-offs that wait for the viewer or the team."""
        from pipeline_tui.services import handing_off

        return handing_off.inbox(*self._of)

    def accept(self, hand_off_id: int, *, act: str) -> Accepted:
        """Take a hand-off."""
        from pipeline_tui.services import handing_off

        return handing_off.accept(*self._of, hand_off_id, act=act)

    def give_back(self, hand_off_id: int, *, reason: str, note: str, act: str) -> HandOff:
        """Return a hand-off to its giver with a reason."""
        from pipeline_tui.services import handing_off

        return handing_off.give_back(*self._of, hand_off_id, reason=reason, note=note, act=act)

    def receipts(self) -> tuple[Receipt, ...]:
        """Return what became of the viewer's own hand-offs."""
        from pipeline_tui.services import handing_off

        return handing_off.receipts(*self._of)
