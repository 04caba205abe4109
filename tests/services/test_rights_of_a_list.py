"""How many of a list's hot contacts and clients may be rung: as the dry run said and the gate says."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline_tui.domain.calling import BasisKind, Blocker
from pipeline_tui.domain.import_choices import ImportChoices
from pipeline_tui.domain.list_card import StageCounts
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import consenting, dialling, following_up, importing, running_lists, suppressing
from pipeline_tui.services.claiming import take
from pipeline_tui.storage import list_rights, settling
from pipeline_tui.storage.facts import keyed_hash
from pipeline_tui.storage.tables.rights import SuppressionRow
from tests.services.ground import TODAY, Ground

HEADER = "Nom;Tel;Type;Vendeur;Consentement;Date consentement;Achats"
LINES = (
    "A;0199000001;pro;Fatou;;;",
    "B;0199000002;particulier;Fatou;bulletin;17/08/2026;12/03/2026 45 €",
    "C;0199000003;particulier;Fatou;;;12/03/2026 45 €",
    "D;0199000004;particulier;Fatou;bulletin;17/08/2026;",
    "E;0199000005;pro;Fatou;;;",
    "F;0199000006;pro;Fatou;;;",
    "G;0199000007;particulier;Fatou;bulletin;17/08/2026;",
    "H;0199000008;pro;Fatou;;;",
)


def loaded(three: Ground, tmp_path: Path, stage: Stage, *lines: str, **chosen: BasisKind | str) -> int:
    """Load a list; what the dry run said holds of its contacts afterwards. Returns the list."""
    file = tmp_path / "list.csv"
    file.write_text("\n".join((HEADER, *lines)), encoding="utf-8")
    mona, choices = three.viewer("Mona"), ImportChoices(stage=stage, **chosen)  # type: ignore[arg-type]
    dry = importing.preview(three.shop, mona, file, list_name=stage.value, choices=choices)
    report = importing.import_list(
        three.shop, mona, file, list_name=stage.value, choices=choices, act=three.act()
    )
    (past,) = running_lists.list_card(three.shop, mona, report.list_id or 0).past
    assert past == StageCounts(stage, dry.taken, dry.callable_count, tuple(dry.blockers.items()))
    return report.list_id or 0


def one_by_one(three: Ground) -> Counter[Blocker | None]:
    """Return what the gate says of every contact past the scouts, each read alone."""
    with three.shop.store.read() as tx:
        ids = tx.all(
            "SELECT contact_id FROM position WHERE stage IN ('hunting', 'farming') AND held_by IS NULL"
        )
        return Counter(
            settling.blocker_past_the_scouts(tx, row[0], three.shop.method, three.at) for row in ids
        )


@pytest.mark.parametrize("stage", [Stage.HUNTING, Stage.FARMING])
def test_the_counts_are_those_of_the_dry_run(three: Ground, tmp_path: Path, stage: Stage) -> None:
    loaded(three, tmp_path, stage, *(line.replace("Fatou", "") for line in LINES))
    assert one_by_one(three) == {None: 7, Blocker.NO_BASIS: 1}


def test_every_blocker_of_a_list_of_clients_is_counted(three: Ground, tmp_path: Path) -> None:
    clients = loaded(three, tmp_path, Stage.FARMING, *LINES)
    fatou, mona = three.viewer("Fatou"), three.viewer("Mona")
    planned = following_up.check_ins(three.shop, fatou, TODAY, TODAY + timedelta(days=400))
    ids = {one.name: one.contact_id for one in planned}
    suppressing.suppress(three.shop, mona, "0199000001", reason="asked", act=three.act())
    with three.shop.store.act() as tx:
        tx.insert(
            SuppressionRow,
            scope="person",
            hash=keyed_hash(three.shop.workspace.secret, f"contact:{ids['F']}"),
            reason="asked",
            at=three.at,
            act=three.act(),
        )
        tx.run("UPDATE number SET wrong = 'stranger' WHERE contact_id = :c", {"c": ids["E"]})
    consenting.revoke_consent(three.shop, mona, ids["D"], act=three.act())
    desk = take(three.shop, fatou, ids["G"], act=three.act())
    dialling.dial(three.shop, fatou, desk.token, act=three.act())
    dialling.record_outcome(three.shop, fatou, desk.token, "refused", act=three.act())
    take(three.shop, fatou, ids["H"], act=three.act())
    (past,) = running_lists.list_card(three.shop, mona, clients).past
    expected: dict[Blocker | None, int] = {
        Blocker.NO_NUMBER: 1,
        Blocker.SUPPRESSED: 2,
        Blocker.NO_BASIS: 2,
        Blocker.PAUSED: 1,
        Blocker.ON_ANOTHER_DESK: 1,
    }
    assert (past.stage, past.contacts, past.ready, dict(past.blockers)) == (Stage.FARMING, 8, 1, expected)
    del expected[Blocker.ON_ANOTHER_DESK]
    assert one_by_one(three) == {None: 1, **expected}


def test_a_list_of_several_stages_counts_each(
    three: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_rights, "_AT_ONCE", 2)
    hot = loaded(three, tmp_path, Stage.HUNTING, *(line.replace("Fatou", "") for line in LINES[:3]))
    with three.shop.store.act() as tx:
        tx.run(
            "UPDATE position SET stage = 'farming' WHERE contact_id = (SELECT MIN(contact_id) FROM position)"
        )
    past = running_lists.list_card(three.shop, three.viewer("Mona"), hot).past
    assert [(one.stage, one.contacts, one.ready) for one in past] == [
        (Stage.HUNTING, 2, 1),
        (Stage.FARMING, 1, 1),
    ]
