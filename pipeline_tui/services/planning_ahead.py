"""The agenda of an operator: next steps, slots promised, callbacks and check-ins, and what overlaps."""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType

from pipeline_tui.domain.agenda import Agenda, Appointment, in_order, with_clashes
from pipeline_tui.domain.people import Viewer
from pipeline_tui.services.counting_days import closed_days
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import agendas

_DAY = timedelta(days=1)


def agenda(shop: Shop, viewer: Viewer, start: date, end: date, *, most: int = agendas.MOST) -> Agenda:
    """Return what the viewer has before them on some days of the shop's zone, ends included.

    Two things that overlap name each other, and so does one on a day on which the viewer is absent; closed
    days are named from today on.
    """
    today = shop.today()
    spans = ((start, min(end, today - _DAY)), (max(start, today), end))  # what is late never hides what comes
    found, more = list[Appointment](), False
    with shop.store.read() as tx:
        for first, last in spans:
            if first <= last:
                some, left_out = agendas.between(
                    tx,
                    viewer,
                    shop.now(),
                    first,
                    last,
                    shop.workspace.zone,
                    shop.playbook.appointment_minutes,
                    most,
                )
                found += some
                more |= left_out
        closed = closed_days(tx, shop, viewer.operator_id, max(start, today), end)
    away = {day: reason.away for day, reason in closed.items() if reason.away}
    return Agenda(
        start,
        end,
        in_order(with_clashes(found, away, today)),
        MappingProxyType({day: why.named for day, why in closed.items() if why.named}),
        more,
    )
