"""The language of the interface: each operator chooses their own."""

from __future__ import annotations

from dataclasses import replace

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.text import clean
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.staffing import CHANGED
from pipeline_tui.storage import journal
from pipeline_tui.storage import people as stored
from pipeline_tui.storage.replays import done_before
from pipeline_tui.wording import LANGUAGES, tr


def choose_language(shop: Shop, viewer: Viewer, language: str, *, act: str) -> Viewer:
    """Keep the language an operator reads (ISO 639, of those we speak) and return them as they are then.

    It holds on every desk they sign in at; the one they have already changes nothing.
    """
    if language not in LANGUAGES:
        raise UsageTrouble(
            tr("The interface does not speak {language}", language=clean(language, limit=40)),
            tr("It speaks {languages}.", languages=", ".join(LANGUAGES)),
            tr("Choose one of these."),
        )
    with shop.store.act() as tx:
        if done_before(tx, viewer, act, CHANGED) is None:
            before = stored.changeable(tx, viewer.operator_id)["language"]
            if before != language:
                stored.change_operator(tx, viewer.operator_id, language=language)
                detail = {
                    "operator": viewer.operator_id,
                    "before": {"language": before},
                    "after": {"language": language},
                }
                journal.append(tx, viewer.operator_id, CHANGED, act, shop.now(), detail=detail)
    return replace(viewer, language=language)
