"""Access, erasure, legal hold, retention, and who looked at whom."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.errors import NothingToDo, PipelineError, Refused, UsageTrouble
from pipeline_tui.domain.import_choices import ImportChoices
from pipeline_tui.domain.personal_data import Kept
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import (
    answering_access,
    claiming,
    consenting,
    dialling,
    drafting,
    erasing,
    holding_data,
    importing,
    knowing_clients,
    reading,
    retaining,
    undoing,
)
from pipeline_tui.storage import holdings
from pipeline_tui.storage.tables import metadata
from tests.services.every_act import TABLE
from tests.services.secret_things import NUMBER, OTHER, SECRET, client, contact, deal, dialled, sold_on
from tests.shops import Line

# Tables that refer to a contact by an id among others, and hold no word about one.
OF_NOBODY = {"journal"}


def test_no_table_about_a_person_is_forgotten() -> None:
    about: set[str] = set()
    for _ in range(4):  # what refers to what refers to a contact
        for table in metadata.tables.values():
            targets = {key.column.table.name for key in table.foreign_keys}
            if targets & ({"contact"} | (about - {"list_member"})):
                about.add(table.name)
    known = {one.table for one in holdings.HOLDINGS}
    assert about | {"contact", "firm"} - OF_NOBODY <= known | {"bucket"}
    for one in holdings.HOLDINGS:
        assert set(one.emptied) <= set(metadata.tables[one.table].columns.keys()), one.table


def words_left(line: Line) -> dict[str, list[str]]:
    """Return what is left of the secret word, of names and numbers, by table."""
    found: dict[str, list[str]] = {}
    for table, rows in line.image().items():
        for row in rows:
            text = " ".join(str(cell) for cell in row).casefold()
            if any(word.casefold() in text for word in (SECRET, NUMBER[-6:], OTHER[-6:])):
                found.setdefault(table, []).append(text)
    return found


_LIVES = {
    "a scout's call": lambda g: TABLE["dialling.record_outcome"](g)(g.act()),
    "changed fields": lambda g: TABLE["changing.change_contact"](g)(g.act()),
    "late words": lambda g: TABLE["late_words.add_words"](g)(g.act()),
    "a sale passed on": sold_on,
    "a deal": deal,
    "an offer": lambda g: TABLE["offering.write_offer"](g)(g.act()),
    "an approval": lambda g: TABLE["approving.refuse"](g)(g.act()),
    "a client's date": lambda g: TABLE["keeping_occasions.keep_occasion"](g)(g.act()),
    "a complaint": lambda g: TABLE["hearing_complaints.solve_complaint"](g)(g.act()),
    "a message": lambda g: TABLE["messaging.read_message"](g)(g.act()),
    "a visit": lambda g: TABLE["writing_to.write_to"](g)(g.act()),
    "an answer": lambda g: TABLE["writing_to.note_answer"](g)(g.act()),
    "a need": lambda g: TABLE["asking_needs.answer_need"](g)(g.act()),
    "a lost deal": lambda g: TABLE["losing.lose_deal"](g)(g.act()),
    "a suppressed number": lambda g: TABLE["suppressing.suppress"](g)(g.act()),
    "a consent": lambda g: TABLE["consenting.give_consent"](g)(g.act()),
}


@pytest.mark.parametrize("life", _LIVES)
def test_nothing_is_left_of_whoever_is_erased(line: Line, life: str) -> None:
    _LIVES[life](line)  # type: ignore[no-untyped-call]
    (known,) = line.one("SELECT contact_id FROM number WHERE e164 = :e164", e164=NUMBER)
    let_go(line)
    mona = line.viewer("Mona")
    before = line.entries()
    planned = erasing.erase_person(line.shop, mona, known, act=line.act(), dry_run=True)
    assert planned.dry_run
    assert line.entries() == before
    done = erasing.erase_person(line.shop, mona, known, act=line.act())
    assert (done.deleted, done.emptied, done.hashes) == (planned.deleted, planned.emptied, planned.hashes)
    left = {table for table in words_left(line) if table not in ("operator", "list", "price_item")}
    assert left == set()
    assert line.broken() == ""
    assert line.position(known)["stage"] == "closed"
    kept = line.one("SELECT first_name || last_name || city || address FROM contact WHERE id = :id", id=known)
    assert kept == ("",)
    with pytest.raises(Refused, match="erased before"):
        erasing.erase_person(line.shop, mona, known, act=line.act())


def let_go(line: Line) -> None:
    """Take the contact out of every hand, as a lease that ran out does."""
    line.later(minutes=20)


def test_not_even_in_the_pages_of_the_file(line: Line) -> None:
    known, mona = client(line), line.viewer("Mona")
    erasing.erase_person(line.shop, mona, known, act=line.act())
    path = line.shop.store.path
    line.shop.close()
    assert SECRET.encode() not in path.read_bytes()
    assert not Path(f"{path}-wal").exists()


def test_calls_and_sales_stay_as_counts(line: Line) -> None:
    hand_off = sold_on(line)
    known = line.one("SELECT contact_id FROM hand_off WHERE id = :id", id=hand_off)[0]
    erasing.erase_person(line.shop, line.viewer("Mona"), known, act=line.act())
    assert line.all("SELECT amount_minor, what FROM purchase") == [(4500, "")]
    assert line.all("SELECT state, brief FROM hand_off") == [("undone", "{}")]
    assert line.all("SELECT state, title FROM deal") == [("won", "")]


def test_a_list_cannot_bring_them_back(line: Line, tmp_path: Path) -> None:
    known, mona = contact(line), line.viewer("Mona")
    with line.shop.store.act() as tx:
        tx.run("INSERT INTO email (contact_id, address) VALUES (:c, 'c@example.org')", {"c": known})
    erasing.erase_person(line.shop, mona, known, act=line.act())
    file = tmp_path / "again.csv"
    file.write_text(
        "name;phone;email\n"
        f"Claire {SECRET};{NUMBER};\n"
        "Claire Other;+33199007775;c@example.org\n"
        "Paul Durand;+33199007776;p@example.org\n",
        encoding="utf-8",
    )
    for dry_run in (True, False):
        report = importing.import_list(
            line.shop,
            mona,
            file,
            list_name="again",
            choices=ImportChoices(country="FR"),
            dry_run=dry_run,
            act=line.act(),
        )
        assert (report.taken, report.rejected, report.rows) == (1, 2, 3)
        assert {one.reason for one in report.verdicts if one.verdict == "rejected"} == {
            "they asked to be forgotten"
        }
    assert line.all("SELECT last_name FROM contact WHERE last_name <> ''") == [("Durand",)]
    typed = line.contact("Martin", numbers=(line.number(NUMBER),))  # somebody else, by hand
    assert line.position(typed)["blocker"] == Blocker.SUPPRESSED.value


def test_a_shared_line_stays_callable_for_the_others(line: Line, tmp_path: Path) -> None:
    mona = line.viewer("Mona")
    one = line.contact(SECRET, numbers=(line.number(NUMBER, holder="household"),))
    other = line.contact("Durand", numbers=(line.number(NUMBER, holder="household"),))
    erasing.erase_person(line.shop, mona, one, act=line.act())
    assert line.claim(line.viewer("Sam")).contact_id == other
    file = tmp_path / "again.csv"
    file.write_text(f"name;phone\nClaire {SECRET};{NUMBER}\nZoe Durand;{NUMBER}\n", encoding="utf-8")
    report = importing.import_list(
        line.shop,
        mona,
        file,
        list_name="again",
        choices=ImportChoices(country="FR"),
        dry_run=True,
        act=line.act(),
    )
    assert [one.verdict for one in report.verdicts] == ["rejected", "linked"]


def test_what_keeps_a_person(line: Line) -> None:
    mona, sam = line.viewer("Mona"), line.viewer("Sam")
    known = contact(line)
    held = holding_data.hold(line.shop, mona, known, reason="case 12", act=line.act())
    assert (held.reason, held.set_by) == ("case 12", "Mona")
    with pytest.raises(NothingToDo):
        holding_data.hold(line.shop, mona, known, reason="again", act=line.act())
    planned = erasing.erase_person(line.shop, mona, known, act=line.act(), dry_run=True)
    assert (planned.why_not, planned.hold) == ((Kept.LEGAL_HOLD,), "case 12")
    with pytest.raises(Refused, match="legal hold"):
        erasing.erase_person(line.shop, mona, known, act=line.act())
    holding_data.release(line.shop, mona, known, act=line.act())
    undoing.undo(line.shop, mona, act=line.act())
    with pytest.raises(Refused, match="legal hold"):
        erasing.erase_person(line.shop, mona, known, act=line.act())
    undoing.undo(line.shop, mona, act=line.act())
    with pytest.raises(NothingToDo):
        holding_data.release(line.shop, mona, known, act=line.act())
    token = line.claim(sam).token
    with pytest.raises(Refused, match="in hand"):
        erasing.erase_person(line.shop, mona, known, act=line.act())
    claiming.release(line.shop, sam, token, act=line.act())
    erasing.erase_person(line.shop, mona, known, act=line.act())
    for door in (
        lambda: holding_data.hold(line.shop, mona, known, reason="late", act=line.act()),
        lambda: undoing.undo(line.shop, mona, act=line.act()),
    ):
        with pytest.raises(PipelineError):
            door()
    assert undoing_of_the_erased_changes_nothing(line)


def undoing_of_the_erased_changes_nothing(line: Line) -> bool:
    before = line.image()
    for name in ("Sam", "Mona"):
        with pytest.raises(PipelineError):
            undoing.undo(line.shop, line.viewer(name), act=line.act())
    return line.image() == before


def test_managers_only_and_a_reason_is_wanted(line: Line) -> None:
    known = contact(line)
    for name in ("Sam", "Hugo", "Fatou"):
        viewer = line.viewer(name)
        for door in (
            lambda v=viewer: erasing.erase_person(line.shop, v, known, act=line.act(), dry_run=True),
            lambda v=viewer: answering_access.export_person(line.shop, v, known, act=line.act()),
            lambda v=viewer: answering_access.who_looked(line.shop, v, known, act=line.act()),
            lambda v=viewer: holding_data.hold(line.shop, v, known, reason="x", act=line.act()),
            lambda v=viewer: retaining.retain(line.shop, v, act=line.act(), dry_run=True),
        ):
            with pytest.raises(Refused, match="managers"):
                door()
    with pytest.raises(UsageTrouble):
        holding_data.hold(line.shop, line.viewer("Mona"), known, reason=" ", act=line.act())
    with pytest.raises(Refused):
        erasing.erase_person(line.shop, line.viewer("Mona"), 4711, act=line.act(), dry_run=True)


def test_everything_about_one_person_and_nobody_else(line: Line) -> None:
    hand_off = sold_on(line)
    known = line.one("SELECT contact_id FROM hand_off WHERE id = :id", id=hand_off)[0]
    other = line.contact("Durand")
    found = answering_access.export_person(line.shop, line.viewer("Mona"), known, act=line.act())
    told = json.dumps(found.holdings, default=str)
    for word in (NUMBER, "roses", "web form", "Hugo", SECRET):
        assert word in told
    for word in ("Durand", "token", '"act"', line.shop.workspace.secret):
        assert word not in told
    assert {"contact", "number", "basis", "purchase", "hand_off", "journal"} <= set(found.holdings)
    assert found.holdings["journal"][-1]["what"] == "person_exported"
    assert line.position(other)["stage"] == "scouting"


def test_who_looked_at_whom(line: Line) -> None:
    known, fatou, mona = client(line), line.viewer("Fatou"), line.viewer("Mona")
    for _ in range(3):
        knowing_clients.client_card(line.shop, fatou, known)
    line.later(hours=1)
    knowing_clients.client_card(line.shop, fatou, known)
    reading.contact_card(line.shop, mona, known)
    token = claiming.take(line.shop, fatou, known, act=line.act()).token
    dialling.dial(line.shop, fatou, token, act=line.act())
    looks = answering_access.who_looked(line.shop, mona, known, act=line.act()).looks
    assert {(one.who, one.door, one.times) for one in looks} == {
        ("Fatou", "client", 2),
        ("Mona", "contact", 1),
        ("Fatou", "in-hand", 2),
    }
    assert line.verbs()[-1] == "looks_read"


def test_retention_erases_whose_time_is_over_and_says_who_stays(line: Line) -> None:
    mona, sam = line.viewer("Mona"), line.viewer("Sam")
    old, spoken, held = (line.contact(name) for name in (SECRET, "Talks", "Kept"))
    promised = line.contact("Promised", hot=True)
    line.end(sam, "callback", callback=line.at + timedelta(days=602))
    assert line.position(promised)["promise_due"]
    holding_data.hold(line.shop, mona, held, reason="audit", act=line.act())
    line.later(days=700)
    consenting.give_consent(line.shop, mona, spoken, act=line.act())  # a sign from them
    line.later(days=500)
    before = line.image()
    dry = retaining.retain(line.shop, mona, act=line.act(), dry_run=True)
    assert line.image() == before
    (france,) = dry.lines
    assert (france.country, france.days, france.people, france.due, france.erased) == ("FR", 1095, 4, 3, 1)
    assert dict(france.kept) == {Kept.LEGAL_HOLD: 1, Kept.CALL_PROMISED: 1}
    done = retaining.retain(line.shop, mona, act=line.act())
    assert done.lines == dry.lines
    assert line.all("SELECT contact_id, why FROM erasure") == [(old, "retention")]
    assert line.all("SELECT COUNT(*) FROM suppression") == [(0,)]  # a new list may bring them
    assert line.broken() == ""
    again = retaining.retain(line.shop, mona, act=line.act())
    assert (again.lines[0].people, again.lines[0].erased) == (3, 0)


def test_germany_keeps_the_proof_of_a_consent_for_five_years(line: Line) -> None:
    mona = line.viewer("Mona")
    known = line.contact(SECRET, country="DE", zone="Europe/Berlin", numbers=(line.number(NUMBER),))
    consenting.revoke_consent(line.shop, mona, known, act=line.act(), evidence="by letter")
    done = erasing.erase_person(line.shop, mona, known, act=line.act())
    assert (done.proofs, line.all("SELECT COUNT(*) FROM basis")) == (2, [(2,)])
    line.later(days=365 * 4)
    assert retaining.retain(line.shop, mona, act=line.act()).proofs == 0
    line.later(days=365 + 2)
    assert retaining.retain(line.shop, mona, act=line.act(), dry_run=True).proofs == 2
    assert retaining.retain(line.shop, mona, act=line.act()).proofs == 2
    assert line.all("SELECT COUNT(*) FROM basis") == [(0,)]


def test_a_draft_of_a_colleague_goes_too(line: Line) -> None:
    from pipeline_tui.domain.desk import Draft

    token = dialled(line)
    drafting.keep_draft(line.shop, line.viewer("Sam"), token, Draft(note=SECRET))
    line.later(minutes=20)
    (known,) = line.one("SELECT contact_id FROM number WHERE e164 = :e164", e164=NUMBER)
    erasing.erase_person(line.shop, line.viewer("Mona"), known, act=line.act())
    assert words_left(line) == {}


def test_a_client_stage_is_left(line: Line) -> None:
    known = client(line)
    erasing.erase_person(line.shop, line.viewer("Mona"), known, act=line.act())
    assert line.all("SELECT state FROM check_in") == [("cancelled",)]
    with pytest.raises(Refused):
        knowing_clients.client_card(line.shop, line.viewer("Fatou"), known)
    assert line.position(known)["stage"] == Stage.CLOSED.value
