"""The services of what is known of a client, as one signed-in operator reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_tui.domain.acts import GivenBack, Repeated
    from pipeline_tui.domain.caring import Cares, Complaint
    from pipeline_tui.domain.farming import ClientCard
    from pipeline_tui.domain.needs import NeedLine
    from pipeline_tui.domain.occasions import Occasion
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.services.shop import Shop


class CareDoors:
    """What a desk can ask about one client; each method is the service of the same name."""

    _of: tuple[Shop, Viewer]

    def client_card(self, contact_id: int) -> ClientCard:
        """Return everything about one client."""
        from pipeline_tui.services import knowing_clients

        return knowing_clients.client_card(*self._of, contact_id)

    def cares(self) -> Cares:
        """Return what the operator's clients need besides check-ins."""
        from pipeline_tui.services import knowing_clients

        return knowing_clients.cares(*self._of)

    def answer_need(self, contact_id: int, key: str, value: str, *, act: str) -> NeedLine:
        """Keep an answer of the needs sheet."""
        from pipeline_tui.services import asking_needs

        return asking_needs.answer_need(*self._of, contact_id, key, value, act=act)

    def keep_occasion(self, occasion: Occasion, *, act: str) -> Occasion:
        """Keep a yearly date, new or changed."""
        from pipeline_tui.services import keeping_occasions

        return keeping_occasions.keep_occasion(*self._of, occasion, act=act)

    def drop_occasion(self, occasion_id: int, *, act: str) -> Occasion:
        """Keep a yearly date no longer."""
        from pipeline_tui.services import keeping_occasions

        return keeping_occasions.drop_occasion(*self._of, occasion_id, act=act)

    def open_complaint(self, contact_id: int, words: str, *, act: str) -> Complaint:
        """Open a complaint."""
        from pipeline_tui.services import hearing_complaints

        return hearing_complaints.open_complaint(*self._of, contact_id, words, act=act)

    def solve_complaint(self, contact_id: int, done: str, *, act: str) -> Complaint:
        """Solve the open complaint."""
        from pipeline_tui.services import hearing_complaints

        return hearing_complaints.solve_complaint(*self._of, contact_id, done, act=act)

    def repeat_deal(
        self,
        contact_id: int,
        title: str,
        *,
        act: str,
        value_minor: int | None = None,
        to: str | None = None,
        next_step: str = "",
    ) -> Repeated:
        """Open a further deal, one's own or a hunter's."""
        from pipeline_tui.services import repeating_deals

        return repeating_deals.repeat_deal(
            *self._of, contact_id, title, act=act, value_minor=value_minor, to=to, next_step=next_step
        )

    def win_back(self, contact_id: int, *, act: str, words: str = "") -> GivenBack:
        """Give a silent client to the scouts."""
        from pipeline_tui.services import winning_back

        return winning_back.win_back(*self._of, contact_id, act=act, words=words)
