"""The calling rules of a country as they hold here, and the shop's own, which only make them tighter."""

from __future__ import annotations

from pathlib import Path

from pipeline_tui.domain.acts import Tightened
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.rules_page import RulesPage, rules_page
from pipeline_tui.playbooks.calling_rules import shipped_countries
from pipeline_tui.playbooks.own_rules import DEFAULT, read_own_rules
from pipeline_tui.services.shop import Shop
from pipeline_tui.storage import journal, own_rules
from pipeline_tui.storage.replays import done_before
from pipeline_tui.storage.writer_lock import settler_if_free
from pipeline_tui.wording import tr

TIGHTENED = "rules_tightened"
_AT_ONCE = 50  # places computed anew in one short act, so that no desk waits
_A_WHILE = 20  # such acts, before whoever has a desk open looks whether it closes


def rules_of(shop: Shop, viewer: Viewer, country: str = "") -> RulesPage:
    """Return the rules for calls to a country, the shop's by default; everybody may read them.

    "default" is any country without a file of its own.
    """
    home = shop.workspace.country
    asked = DEFAULT if country.casefold() == DEFAULT else (country or home).upper()
    with shop.store.read() as tx:
        shop.look_at_rules(tx)
    countries = (*dict.fromkeys((home, *shipped_countries())), DEFAULT)
    return rules_page(asked, shop.rules("" if asked == DEFAULT else asked), shop.today(), countries)


def text_of(viewer: Viewer, file: Path) -> str:
    """Return what a file of own rules says, for who may set them."""
    _needs_to_manage(viewer)
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as wrong:
        raise UsageTrouble(
            tr("These are no calling rules"), tr("{name} is not UTF-8.", name=file.name), tr("Save it so.")
        ) from wrong


def tighten(shop: Shop, viewer: Viewer, text: str, file_name: str, *, act: str) -> Tightened:
    """Let a file of the shop's own rules hold from now on, in place of the one before; for managers.

    An empty file leaves the shipped rules alone. Refused with file and line where it would loosen one. Places
    in the queue follow by ``settle_places``; the gate obeys at once.
    """
    _needs_to_manage(viewer)
    own = read_own_rules(text, file_name)
    now = shop.now()
    with shop.store.act() as tx:
        done = done_before(tx, viewer, act, TIGHTENED)
        if done is None:
            version = own_rules.keep(tx, text, own.digest, viewer.operator_id, now)
            detail = {"rules": version, "digest": own.digest, "countries": ",".join(own.countries)}
            journal.append(tx, viewer.operator_id, TIGHTENED, act, now, None, detail)
        shop.look_at_rules(tx)
    return Tightened(own.digest, own.countries)


def check_own_rules(shop: Shop, viewer: Viewer, text: str, file_name: str) -> Tightened:
    """Return what a file of own rules would do; nothing is changed. Refused as ``tighten`` does."""
    own = read_own_rules(text, file_name)
    return Tightened(own.digest, own.countries)


def settle_places(shop: Shop, viewer: Viewer) -> int:
    """Compute the places of those who wait anew after a change of the rules, in short acts; how many acts.

    What was cut short goes on where it stopped.
    """
    with shop.store.read() as tx:
        acts, left = 0, own_rules.unsettled(tx)
    while left:
        with shop.store.act() as tx:
            shop.look_at_rules(tx)
            left = own_rules.settle_some(tx, shop.method, shop.now(), _AT_ONCE)
        acts += 1
    return acts


def settle_awhile(shop: Shop, viewer: Viewer) -> bool:
    """Do some of that beside the work of an open desk; whether anything was done.

    One program at a time: where another is at it, or nothing is left, nothing is done.
    """
    with shop.store.read() as tx:
        if not own_rules.unsettled(tx):
            return False
    with settler_if_free(shop.store.path) as free:
        for _ in range(_A_WHILE if free else 0):
            with shop.store.act() as tx:
                shop.look_at_rules(tx)
                if not own_rules.settle_some(tx, shop.method, shop.now(), _AT_ONCE):
                    break
        return free


def _needs_to_manage(viewer: Viewer) -> None:
    if not viewer.is_manager:
        raise Refused(
            tr("The calling rules are set by a manager"),
            tr("{name} manages nothing here.", name=viewer.name),
            tr("Ask the manager."),
        )
