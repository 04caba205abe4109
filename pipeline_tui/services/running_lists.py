"""Running lists: looked into, paused, opened again, called sooner or later; the next claim obeys at once."""

from __future__ import annotations

from pipeline_tui.domain.errors import NothingToDo, Refused, UsageTrouble
from pipeline_tui.domain.list_card import ListCard
from pipeline_tui.domain.list_states import FIRST, LAST, ListState, standing_of
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.shop import ListLine
from pipeline_tui.domain.text import clean
from pipeline_tui.services.languages import unspoken
from pipeline_tui.services.managing import needs_manager
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, list_counts, list_rights, people
from pipeline_tui.storage import lists as stored
from pipeline_tui.storage.lists import KnownList
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.store import Tx
from pipeline_tui.storage.types import epoch
from pipeline_tui.wording import tr, tr_as

PAUSED, RESUMED, RANKED = "list_paused", "list_resumed", "list_ranked"


def find_list(shop: Shop, viewer: Viewer, name: str) -> int:
    """Return the list of this name, this beginning or this id; else UsageTrouble names them all."""
    needs_manager(viewer)
    with shop.store.read() as tx:
        found = stored.ids_like(tx, name)
        if not found and name.strip().isdecimal() and stored.one(tx, int(name)) is not None:
            return int(name)
        known = stored.names(tx)
    if len(found) != 1:
        shown = ", ".join(clean(one, limit=40) for one in known[:12]) or tr("none yet")
        typed = clean(name, limit=40)
        raise UsageTrouble(
            tr("Several lists begin with {typed}", typed=typed)
            if found
            else tr("There is no list {typed}", typed=typed or "without a name"),
            tr("Lists: {shown}{value}.", shown=shown, value=", …" if len(known) > 12 else ""),
            tr("Give the whole name, or the id."),
            {"lists": known},
        )
    return found[0]


def list_card(shop: Shop, viewer: Viewer, list_id: int) -> ListCard:
    """Return everything about one list: counts as they are now, what was loaded into it, who paused it."""
    needs_manager(viewer)
    with shop.store.read() as tx:
        return _card(tx, shop, list_id)


def pause_list(shop: Shop, viewer: Viewer, list_id: int, *, act: str) -> ListLine:
    """Stop giving out a list's contacts; who has one in hand keeps it, and promised calls stay promised."""
    return _set_state(shop, viewer, list_id, ListState.PAUSED, act)


def resume_list(shop: Shop, viewer: Viewer, list_id: int, *, act: str) -> ListLine:
    """Give out a paused list's contacts again."""
    return _set_state(shop, viewer, list_id, ListState.ACTIVE, act)


def set_priority(shop: Shop, viewer: Viewer, list_id: int, priority: int, *, act: str) -> ListLine:
    """Call a list sooner or later than the others: 1 first, 9 last."""
    needs_manager(viewer)
    if not FIRST <= priority <= LAST:
        raise UsageTrouble(
            tr("{priority} is no priority", priority=priority),
            tr("Lists are called from {first} (first) to {last} (last).", first=FIRST, last=LAST),
            tr("Give a number from {first} to {last}.", first=FIRST, last=LAST),
        )
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, RANKED)
        if done is None:
            known = _known(tx, list_id)
            if known.priority == priority:
                raise NothingToDo(
                    tr("{name} has priority {priority} already", name=known.name, priority=priority),
                    tr("Nothing was changed."),
                )
            stored.set_priority(tx, list_id, priority)
            detail = {"list": list_id, "before": known.priority, "after": priority}
            journal.append(tx, viewer.operator_id, RANKED, act, shop.now(), None, detail)
        return _uncounted(tx, list_id)


def _set_state(shop: Shop, viewer: Viewer, list_id: int, state: ListState, act: str) -> ListLine:
    needs_manager(viewer)
    verb, now = PAUSED if state is ListState.PAUSED else RESUMED, shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, verb)
        if done is None:
            known = _known(tx, list_id)
            if known.state is state:
                told = _already(tx, shop, known) if state is ListState.PAUSED else ""
                raise NothingToDo(
                    tr("{name} is {value} already", name=known.name, value=tr_as("state", state.value)),
                    told or tr("Nothing was changed."),
                )
            detail = {
                "list": list_id,
                "before": known.state.value,
                "after": state.value,
                "paused_at": epoch(known.paused_at) if known.paused_at else None,
                "paused_by": known.paused_by,
            }
            pausing = state is ListState.PAUSED
            stored.set_state(
                tx, list_id, state, at=now if pausing else None, by=viewer.operator_id if pausing else None
            )
            journal.append(tx, viewer.operator_id, verb, act, now, None, detail)
        return _uncounted(tx, list_id)


def _already(tx: Tx, shop: Shop, known: KnownList) -> str:
    who = people.name_of(tx, known.paused_by)
    since = known.paused_at.astimezone(shop.zone) if known.paused_at else None
    return (
        tr(
            "{who} paused it{value}.",
            who=who,
            value=tr(" on {since:%d %b at %H:%M}", since=since) if since else "",
        )
        if who
        else ""
    )


def _known(tx: Tx, list_id: int) -> KnownList:
    known = stored.one(tx, list_id)
    if known is None:
        raise UsageTrouble(
            tr("There is no list {list_id}", list_id=list_id),
            tr("Nothing was changed."),
            tr("Look at the lists there are."),
        )
    if known.state is ListState.LOADING:
        raise Refused(
            tr("{name} is still being loaded", name=known.name),
            tr("Nobody sees it before its last row is in; nothing was changed."),
            tr("Wait until it is loaded."),
        )
    if known.state is ListState.UNDOING:
        raise Refused(
            tr("{name} is being taken back", name=known.name),
            tr("Its load is undone contact by contact; nothing was changed."),
            tr("Wait until that is over."),
        )
    return known


def _uncounted(tx: Tx, list_id: int) -> ListLine:
    """Return a list without its figures: counting them would keep every desk from writing meanwhile."""
    return list_counts.uncounted_lines(tx, only=list_id)[0]


def _card(tx: Tx, shop: Shop, list_id: int) -> ListCard:
    lines = list_counts.list_lines(tx, shop.now(), unspoken(shop, tx), only=list_id)
    if not lines:
        raise UsageTrouble(
            tr("There is no list {list_id}", list_id=list_id), "", tr("Look at the lists there are.")
        )
    (line,) = lines
    return ListCard(
        id=list_id,
        line=line,
        standing=standing_of(line),
        stages=stored.where_they_stand(tx, list_id),
        next_due=stored.next_due(tx, list_id, epoch(shop.now())),
        loads=stored.loads(tx, list_id),
        past=list_rights.past_the_scouts(tx, list_id, shop.method, shop.now()),
    )
