"""Setting up a workspace from the answers to the set-up questions."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.home_places import ZONES
from pipeline_tui.domain.money import currency_of
from pipeline_tui.domain.shop import SetUp, Workspace
from pipeline_tui.domain.stages import STAGE_OF_ROLE, Stage
from pipeline_tui.domain.structures import stages_covered
from pipeline_tui.domain.text import clean, fold
from pipeline_tui.domain.working_time import parse_hours
from pipeline_tui.playbooks.folders import read_files
from pipeline_tui.playbooks.reading import load_shipped, shipped_folder, shipped_trades
from pipeline_tui.services import clocks
from pipeline_tui.services.own_list import own_list
from pipeline_tui.services.shop import Shop, open_shop
from pipeline_tui.storage import journal, people, playbook_versions, workspaces
from pipeline_tui.storage.schema import creating
from pipeline_tui.storage.store import Tx
from pipeline_tui.wording import tr

LONGEST_NAME = 60


def set_up(path: Path, setup: SetUp, *, now: datetime | None = None) -> Shop:
    """Make a workspace and open it; a path that exists is refused, a wrong answer leaves nothing behind."""
    workspace = checked(setup)
    if path.exists():
        raise Refused(
            tr("There is a workspace already"),
            tr("{path} exists; nothing was changed.", path=path),
            tr("Open it, or name another path with --workspace."),
        )
    at = now if now is not None and setup.practice else clocks.machine()
    with creating(path) as store, store.act() as tx:
        write_shop(tx, setup, workspace, at)
    return open_shop(path, now=now)


def write_shop(tx: Tx, setup: SetUp, workspace: Workspace, at: datetime) -> None:
    """Store the shop, its people and the list of its own contacts; the first entry of the journal."""
    workspaces.write_workspace(tx, workspace, at)
    for name, roles in setup.operators:
        people.add_operator(tx, clean(name, limit=60), roles, at)
    playbook_versions.keep(tx, 1, read_files(shipped_folder(workspace.trade)), None, at)
    playbook_versions.stand(tx, 1, None, at)
    own_list(tx, workspace.language, at, None)
    journal.append(
        tx,
        journal.WORKSPACE,
        "set_up",
        uuid.uuid4().hex,
        at,
        detail={"trade": workspace.trade, "structure": workspace.structure.value},
    )


def checked(setup: SetUp) -> Workspace:
    """Return the workspace the answers describe, or say which answer is wrong."""
    trades = shipped_trades()
    if setup.trade not in trades:
        raise UsageTrouble(
            tr("No playbook for the trade {trade}", trade=setup.trade),
            tr("Ready: {trades}.", trades=", ".join(trades)),
            tr("Choose one of these."),
        )
    languages = load_shipped(setup.trade).languages
    if setup.language not in languages:
        raise UsageTrouble(
            tr("The playbook does not speak {language}", language=setup.language),
            tr("Ready: {languages}.", languages=", ".join(languages)),
            tr("Choose one of these for --language."),
        )
    country = setup.country.upper()
    if len(country) != 2 or not country.isalpha():
        raise UsageTrouble(
            tr("{country} is no country code", country=setup.country),
            tr("Two letters are needed."),
            tr("For France: --country FR."),
        )
    zone = setup.zone or ZONES.get(country, "")
    if not zone:
        raise UsageTrouble(
            tr("The time zone of {country} is not known here", country=country),
            tr("The shop's own clock needs one."),
            tr("Add --zone, for instance --zone Europe/Paris."),
        )
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UsageTrouble(
            tr("There is no time zone {zone}", zone=zone),
            "",
            tr("Use a name like Europe/Paris or America/New_York."),
        ) from error
    parse_hours(setup.hours)
    firm = clean(setup.firm, limit=80)
    if not firm:
        raise UsageTrouble(tr("The firm needs a name"), "", tr('Add --firm "Your firm".'))
    _check_people(setup)
    return Workspace(
        firm=firm,
        trade=setup.trade,
        country=country,
        zone=zone,
        structure=setup.structure,
        language=setup.language,
        currency=currency_of(country),
        hours=setup.hours,
        practice=setup.practice,
        clock_offset=0,
        playbook_version=load_shipped(setup.trade).version,
        secret=secrets.token_hex(32),
        goal=setup.goal,
    )


def _check_people(setup: SetUp) -> None:
    if not setup.operators:
        raise UsageTrouble(
            tr("Nobody would work here"), "", tr('Add --operator "NAME:scout,hunter,farmer,manager".')
        )
    names = [fold(clean(name, limit=LONGEST_NAME)) for name, _ in setup.operators]
    if "" in names or len(set(names)) != len(names):
        raise UsageTrouble(
            tr("Every operator needs a name of their own"), "", tr("Give each --operator another name.")
        )
    covered: frozenset[Stage] = frozenset().union(
        *(stages_covered(setup.structure, roles) for _, roles in setup.operators)
    )
    open_stages = [role.value for role, stage in STAGE_OF_ROLE.items() if stage not in covered]
    if open_stages:
        raise UsageTrouble(
            tr("Nobody works as {open_stages}", open_stages=tr(" or ").join(open_stages)),
            tr("In the structure {value} every stage needs somebody.", value=setup.structure.value),
            tr("Give the missing part to one of the operators."),
        )
