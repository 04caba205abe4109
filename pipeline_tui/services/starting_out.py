"""A newcomer's first day: reading, answering, practising, and being released by a manager."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline_tui.domain.errors import Refused
from pipeline_tui.domain.first_days import ASKED, Begun, FirstDay
from pipeline_tui.domain.first_questions import FirstQuestion, chosen_for, drawn
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.playbook import Playbook
from pipeline_tui.domain.stages import STAGE_OF_ROLE, Role
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.services.signing_in import who
from pipeline_tui.storage import first_days, journal
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

READ, ANSWERED, PRACTISED = "regulation_read", "regulation_answered", "practice_noted"
RELEASED = "newcomer_released"
_ASKS = {"en": "Which of these stand in your regulation?", "fr": "Lesquelles figurent dans votre règlement ?"}


def first_day(shop: Shop, viewer: Viewer, name: str | None = None) -> FirstDay:
    """Return how far one's own first day is, or as manager anybody's."""
    operator_id = viewer.operator_id
    if name is not None and (operator := who(shop, name)).id != operator_id:
        needs_manager(viewer)
        operator_id = operator.id
    with shop.store.read() as tx:
        return first_days.read(tx, operator_id)


def newcomers(shop: Shop, viewer: Viewer) -> tuple[FirstDay, ...]:
    """Return the first days of everybody who had one; managers only."""
    needs_manager(viewer)
    with shop.store.read() as tx:
        return first_days.newcomers(tx)


def regulation(shop: Shop, viewer: Viewer) -> str:
    """Return the regulations of what somebody works, one after the other, as they are written."""
    language = _language(shop)
    pages = [shop.playbook.pages.get((language, f"regulation-{role.value}"), "") for role in _roles(viewer)]
    return "\n\n".join(page.strip() for page in pages if page.strip())


def questions(shop: Shop, viewer: Viewer) -> tuple[FirstQuestion, ...]:
    """Return the questions of one's own regulations."""
    language = _language(shop)
    return chosen_for(_roles(viewer), _known(shop.playbook, language))


def read_regulation(shop: Shop, viewer: Viewer, *, act: str) -> FirstDay:
    """Note that the regulation was read to its end."""
    return _note(shop, viewer, READ, Begun.READ, (0,), act)


def answer_questions(
    shop: Shop, viewer: Viewer, given: Mapping[str, frozenset[int]], *, act: str
) -> FirstDay:
    """Note the answers given at first; Refused while the regulation is unread or a question unanswered.

    What was wrong is asked again on the screen until it is right; the record keeps how many were at once.
    """
    asked = questions(shop, viewer)
    with shop.store.read() as tx:
        unread = first_days.read(tx, viewer.operator_id).read_at is None
    if unread:
        raise Refused(
            tr("Read the regulation first"), tr("The questions are drawn from it."), tr("Read it to its end.")
        )
    if not asked or any(one.key not in given for one in asked):
        raise Refused(
            tr("Not every question is answered"),
            tr("{count} questions are asked, of {most} at most.", count=len(asked), most=ASKED),
            tr("Answer them all; none has to be right at once."),
        )
    right = sum(one.answered(given[one.key]) for one in asked)
    return _note(shop, viewer, ANSWERED, Begun.ANSWERED, (right,), act)


def note_practice(shop: Shop, viewer: Viewer, points: Sequence[int], *, act: str) -> FirstDay:
    """Note the scores of practice calls, in per cent, one for each call."""
    return _note(shop, viewer, PRACTISED, Begun.PRACTISED, tuple(points), act)


def release(shop: Shop, viewer: Viewer, name: str, *, act: str, waive: bool = False) -> FirstDay:
    """Let a newcomer take live contacts; before everything is done only when it is waived. Managers only."""
    needs_manager(viewer)
    operator_id, now = who(shop, name).id, shop.now()
    with shop.store.act() as tx:
        if done_before(tx, viewer, act, RELEASED) is None:
            day = first_days.read(tx, operator_id)
            if not day.waits:
                raise Refused(
                    tr("{name} needs no release", name=day.name),
                    tr("Live contacts do not wait for them."),
                    tr("See who waits: `pipeline-tui people newcomers`."),
                )
            if day.missing and not waive:
                raise Refused(
                    tr("The first day of {name} is not over", name=day.name),
                    tr("Still to do: {things}.", things=", ".join(day.missing)),
                    tr("Let them finish it, or add --waive."),
                    {"needs": "waive"},
                )
            waived = bool(day.missing)
            first_days.note(tx, operator_id, Begun.RELEASED, int(waived), now, viewer.operator_id, act)
            first_days.set_newcomer(tx, operator_id, newcomer=False)
            detail = {"operator": operator_id, "waived": waived}
            journal.append(tx, viewer.operator_id, RELEASED, act, now, detail=detail)
        return first_days.read(tx, operator_id)


def begin_in(tx: Tx, shop: Shop, viewer: Viewer, operator_id: int, act: str) -> None:
    """Begin somebody's first day inside a running act."""
    first_days.note(tx, operator_id, Begun.BEGUN, 0, shop.now(), viewer.operator_id, act)
    first_days.set_newcomer(tx, operator_id, newcomer=True)


def _note(shop: Shop, viewer: Viewer, verb: str, what: Begun, got: Sequence[int], act: str) -> FirstDay:
    now = shop.now()
    with shop.store.act() as tx:
        if done_before(tx, viewer, act, verb) is None and got:
            for one in got:
                first_days.note(tx, viewer.operator_id, what, one, now, viewer.operator_id, act)
            journal.append(tx, viewer.operator_id, verb, act, now, detail={"got": list(got)})
        return first_days.read(tx, viewer.operator_id)


def _language(shop: Shop) -> str:
    spoken = shop.playbook.languages
    return shop.workspace.language if shop.workspace.language in spoken else spoken[0]


def _roles(viewer: Viewer) -> tuple[Role, ...]:
    return tuple(role for role in STAGE_OF_ROLE if role in viewer.roles)


def _known(playbook: Playbook, language: str) -> Mapping[Role, tuple[FirstQuestion, ...]]:
    """Return the questions of each regulation: as written in the playbook, then drawn from its lists."""
    pages = {role: playbook.pages.get((language, f"regulation-{role.value}"), "") for role in STAGE_OF_ROLE}
    written = playbook.questions.get(language, ())
    ask = _ASKS.get(language, _ASKS["en"])
    return {
        role: (*(one for one in written if one.role is role), *drawn(role, pages, ask))[:ASKED]
        for role in pages
    }
