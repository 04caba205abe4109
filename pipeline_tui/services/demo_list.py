"""A list of invented people for a shop that has none yet, so that the first call can be tried at once.

Every number lies in a range kept for fiction. It is loaded like any file, and taken back like one.
"""

from __future__ import annotations

import csv
import random
import uuid
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline_tui.domain.calling import Audience
from pipeline_tui.domain.new_contact import NewContact
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.practice_people import Inventor
from pipeline_tui.playbooks.practice import load_trade, load_world
from pipeline_tui.services.importing import import_list
from pipeline_tui.services.shop import Shop

DEMO_LIST = "Demo list, invented people"
_CONSUMERS, _EMPLOYEES = 12, 12
# Numbers kept for fiction where the invented people are not French: their hours are the shop's own then.
_ABROAD = {"GB": "+4420794600{:02d}", "US": "+151855501{:02d}"}  # Ofcom; NANPA, in the state of New York
_COLUMNS = (
    *("civility", "last_name", "first_name", "firm", "role", "phone", "email", "address", "postcode", "city"),
    *("country", "language", "audience", "consent", "consent_date", "consent_evidence"),
)


def load_demo_list(shop: Shop, viewer: Viewer) -> int:
    """Load the invented people as a list of their own and return how many they are. For managers."""
    inventor = Inventor(load_world(), load_trade(shop.workspace.trade), 1, shop.workspace.language)
    people = [inventor.consumer_with_consent(shop.now(), DEMO_LIST) for _ in range(_CONSUMERS)]
    people += [inventor.employee(DEMO_LIST) for _ in range(_EMPLOYEES)]
    random.Random(DEMO_LIST).shuffle(people)
    people = [_at_home(one, at, shop.workspace.country) for at, one in enumerate(people)]
    with TemporaryDirectory(prefix="demo-list-") as folder:
        file = Path(folder) / "demo.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, delimiter=";").writerows([_COLUMNS, *(_row(one, shop) for one in people)])
        return import_list(shop, viewer, file, list_name=DEMO_LIST, act=uuid.uuid4().hex).taken


def _at_home(one: NewContact, at: int, country: str) -> NewContact:
    """Return somebody who can be rung while the shop is open, where we have numbers nobody else has."""
    if country not in _ABROAD:
        return one
    number = replace(one.numbers[0], e164=_ABROAD[country].format(at))
    return replace(one, numbers=(number,), country=country, address="", postcode="", city="")


def _row(one: NewContact, shop: Shop) -> tuple[str, ...]:
    basis = one.bases[0] if one.bases else None
    return (
        *(one.civility, one.last_name, one.first_name, one.firm, one.firm_role),
        one.numbers[0].e164 if one.numbers else "",
        *(one.emails[0] if one.emails else "", one.address, one.postcode, one.city),
        *(one.country, shop.workspace.language),
        "business" if one.audience is Audience.BUSINESS else "consumer",
        basis.channel if basis else "",
        basis.given_at.date().isoformat() if basis and basis.given_at else "",
        basis.evidence if basis else "",
    )
