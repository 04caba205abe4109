"""The needs sheet: what is known of a client, and answering one of the playbook's questions."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline_tui.domain.needs import NeedLine, need_lines, need_of
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.script_answers import read_answer
from pipeline_tui.domain.text import clean
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, kept
from pipeline_tui.storage import needs as stored
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx

ANSWERED = "need_answered"
LONGEST_ANSWER = 400


def needs_of(shop: Shop, viewer: Viewer, contact_id: int) -> tuple[NeedLine, ...]:
    """Return every question of the sheet with what this client said, and the two to ask next."""
    with shop.store.read() as tx:
        kept.client(tx, viewer, contact_id, shop.now())
        return _lines(tx, shop, viewer, contact_id)


def answer_need(shop: Shop, viewer: Viewer, contact_id: int, key: str, value: str, *, act: str) -> NeedLine:
    """Keep an answer as its question is typed; "?" was asked and is not known, "" is unknown again.

    UsageTrouble when the value cannot be read as the question wants it.
    """
    read, now = _read(shop, key, value), shop.now()
    with shop.store.act() as tx:
        if done_before(tx, viewer, act, ANSWERED) is None:
            kept.client(tx, viewer, contact_id, now)
            answer = stored.store(tx, contact_id, key, read, viewer.operator_id, now)
            detail = {"need": key, "answers": [answer], "known": read not in ("", "?")}
            journal.append(tx, viewer.operator_id, ANSWERED, act, now, contact_id, detail)
        return next(one for one in _lines(tx, shop, viewer, contact_id) if one.key == key)


def read_answers(shop: Shop, typed: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed to some questions as it is stored; questions left empty are left out."""
    return {key: _read(shop, key, value) for key, value in typed.items() if value.strip()}


def _read(shop: Shop, key: str, value: str) -> str:
    at_home = shop.workspace
    return read_answer(
        need_of(shop.playbook.needs, key).question(at_home.language),
        clean(value, limit=LONGEST_ANSWER),
        language=at_home.language,
        currency=at_home.currency,
        today=shop.today(),
    )


def _lines(tx: Tx, shop: Shop, viewer: Viewer, contact_id: int) -> tuple[NeedLine, ...]:
    said = stored.said(tx, contact_id, viewer.stages)
    return need_lines(shop.playbook.needs, said, shop.workspace.language, shop.today())
