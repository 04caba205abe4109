"""Finding as one types: one's own, for a manager everybody, for scouts nobody; the index follows acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline_tui.domain.errors import NothingToDo, Refused
from pipeline_tui.domain.finding import SHOWN, FoundPeople
from pipeline_tui.domain.new_contact import NewContact
from pipeline_tui.domain.people import Viewer
from pipeline_tui.domain.stages import Stage
from pipeline_tui.services import finding
from pipeline_tui.services.importing import import_list
from pipeline_tui.storage import word_index
from pipeline_tui.storage.contact_changes import Change, take_back
from pipeline_tui.storage.contact_writing import add_contact
from pipeline_tui.storage.newcomers import withdraw
from tests.shops import Line, opened_line

HUNTING, FARMING = Stage.HUNTING, Stage.FARMING


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """A shop with people of every stage; tests of this module add to it and say what is theirs."""
    with opened_line(tmp_path_factory.mktemp("finding")) as opened:
        yield opened


@pytest.fixture(scope="module")
def shown(line: Line) -> dict[str, int]:
    """Return contacts by a name for each: two of Hugo's, one of Hana's, a client, a cold and a hidden one."""
    hugo, hana, fatou = map(line.viewer, ("Hugo", "Hana", "Fatou"))
    number = line.number
    return {
        "deal": line.contact(
            "Béranger", numbers=(number("+33199001234"),), firm="Hôtel Bellevue", stage=HUNTING, owner=hugo
        ),
        "other deal": line.contact("Bernard", numbers=(number("+33199005678"),), stage=HUNTING, owner=hugo),
        "hers": line.contact("Bernardin", numbers=(number("+33199001299"),), stage=HUNTING, owner=hana),
        "client": line.contact("Lambert", numbers=(number("+33199004321"),), stage=FARMING, owner=fatou),
        "cold": line.contact("Ober", numbers=(number("+33199009999"),), firm="Hôtel Bellerive"),
        "loading": line.contact(
            "Bersier", numbers=(number("+33199001288"),), list_id=line.a_list("New", state="loading")
        ),
    }


def found(line: Line, who: str | Viewer, typed: str) -> FoundPeople:
    viewer = line.viewer(who) if isinstance(who, str) else who
    return finding.find(line.shop, viewer, typed)


def names(line: Line, shown: dict[str, int], who: str, typed: str) -> set[str]:
    """Return who was found, by the words of ``shown``; what other tests added is left out."""
    ids = {one.contact_id for one in found(line, who, typed).people}
    return {word for word, contact_id in shown.items() if contact_id in ids}


@pytest.mark.parametrize(
    ("who", "typed", "wanted"),
    [
        ("Hugo", "ber", {"deal", "other deal"}),
        ("Hugo", "BÉRANGER", {"deal"}),
        ("Hugo", "b", {"deal", "other deal"}),
        ("Hugo", "c", {"deal", "other deal"}),  # every first name is Claire
        ("Hugo", "claire ber", {"deal", "other deal"}),
        ("Hugo", "hotel", {"deal"}),
        ("Hugo", "bellevue clai", {"deal"}),
        ("Hugo", "anger", {"deal"}),
        ("Hugo", "0199 00", {"deal", "other deal"}),
        ("Hugo", "1234", {"deal"}),
        ("Hugo", "+33 1 99 00 56", {"other deal"}),
        ("Hugo", "lambert", set()),  # a farmer's
        ("Hugo", "99 00 12", set()),  # the middle of a number is no end
        ("Hana", "ber", {"hers"}),
        ("Fatou", "ber", {"client"}),
        ("Fatou", "4321", {"client"}),
        ("Mona", "ber", {"deal", "other deal", "hers", "client", "cold"}),
        ("Mona", "be", {"deal", "other deal", "hers", "cold"}),  # two letters begin a word
        ("Mona", "o", {"cold"}),  # one letter begins the last name or the firm
        ("Mona", "h", {"deal", "cold"}),
        ("Mona", "be cl", {"deal", "other deal", "hers", "cold"}),
        ("Mona", "hotel bel", {"deal", "cold"}),
        ("Mona", "bel ho", {"deal", "cold"}),
        ("Mona", "bellerive ober", {"cold"}),
        ("Mona", "ober bellevue", set()),
        ("Mona", "0199001", {"deal", "hers"}),
        ("Mona", "+33199", {"deal", "other deal", "hers", "client", "cold"}),
        ("Mona", "9999", {"cold"}),
        ("Mona", "1288", set()),  # a list that is being loaded is not there yet
        ("Mona", "bersier", set()),
        ("Mona", "zzz", set()),
        ("Mona", '" OR words', set()),
        ("Mona", "b*", set()),
        ("Mona", "%", set()),
        ("Mona", "", set()),
    ],
)
def test_what_is_typed_finds(
    line: Line, shown: dict[str, int], who: str, typed: str, wanted: set[str]
) -> None:
    assert names(line, shown, who, typed) == wanted


@pytest.mark.parametrize("who", ["Sam", "Paul"])
def test_a_scout_finds_nobody(line: Line, shown: dict[str, int], who: str) -> None:
    with pytest.raises(Refused, match="Scouts search nobody"):
        found(line, who, "ober")


def test_numbers_are_covered_unless_the_contact_is_ones_own(line: Line, shown: dict[str, int]) -> None:
    (own,) = found(line, "Hugo", "beranger").people
    assert (own.number, own.own, own.name, own.firm) == (
        "+33 1 99 00 12 34",
        True,
        "Claire BÉRANGER",
        "Hôtel Bellevue",
    )
    (seen,) = found(line, "Mona", "beranger").people
    assert (seen.number, seen.own, seen.owner) == ("+33 1 •• •• •• 34", False, "Hugo")
    assert "+33 1 99" not in repr(found(line, "Mona", "0199").people)


def test_the_number_that_was_typed_is_the_one_shown(line: Line) -> None:
    hugo = line.viewer("Hugo")
    line.contact(
        "Deuxlignes",
        numbers=(line.number("+33199007001"), line.number("+33199007002")),
        stage=HUNTING,
        owner=hugo,
    )
    assert [one.number for one in found(line, hugo, "7002").people] == ["+33 1 99 00 70 02"]
    assert [one.number for one in found(line, hugo, "deuxlignes").people] == ["+33 1 99 00 70 01"]


@pytest.mark.parametrize(
    ("typed", "enough"), [("", False), ("12", False), ("+", False), ("b", True), ("123", True)]
)
def test_too_little_is_said(line: Line, shown: dict[str, int], typed: str, enough: bool) -> None:
    assert found(line, "Hugo", typed).enough is enough


def test_who_begins_with_what_was_typed_comes_first(line: Line) -> None:
    fatou = line.viewer("Fatou")
    for name in ("Yorick", "Xavery"):
        line.contact(name, stage=FARMING, owner=fatou, firm="Yoricks & Sons" if name == "Xavery" else "")
    for who in (fatou, "Mona"):
        assert [one.name for one in found(line, who, "yori").people] == ["Claire YORICK", "Claire XAVERY"]


def test_more_than_fit_are_said_to_be_there(line: Line) -> None:
    for number in range(SHOWN + 1):
        line.contact(f"Quetzal{number:02}", numbers=())
    told = found(line, "Mona", "quetz")
    assert (len(told.people), told.more) == (SHOWN, True)
    assert found(line, "Mona", "quetzal07").people[0].name == "Claire QUETZAL07"
    assert [one.name for one in told.people[:2]] == ["Claire QUETZAL00", "Claire QUETZAL01"]


def test_a_search_that_was_overtaken_ends(line: Line) -> None:
    with line.shop.store.act() as tx:
        tx.run(
            """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
               INSERT INTO word_index (rowid, words) SELECT 1000000 + i, 'nananas ' || i FROM n"""
        )
    asked: list[bool] = []

    def overtaken() -> bool:
        asked.append(True)
        return True

    with pytest.raises(NothingToDo, match="Overtaken"):
        finding.find(line.shop, line.viewer("Mona"), "nana", overtaken=overtaken)
    assert asked
    assert found(line, "Mona", "nana") == FoundPeople()  # the connection goes on as ever
    with line.shop.store.act() as tx:
        tx.run("DELETE FROM word_index WHERE rowid > 1000000")


# the index


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Line]:
    with opened_line(tmp_path) as opened:
        yield opened


def words(line: Line) -> dict[int, str]:
    return dict(line.all("SELECT rowid, words FROM word_index"))  # type: ignore[arg-type]


def told(line: Line) -> dict[int, str]:
    """Return what the index has to hold, from the tables in the plainest way."""
    rows = line.all(
        """SELECT c.id, c.folded, COALESCE(f.folded, ''), COALESCE(GROUP_CONCAT(e.address, ' '), '')
           FROM contact c LEFT JOIN firm f ON f.id = c.firm_id LEFT JOIN email e ON e.contact_id = c.id
           GROUP BY c.id"""
    )
    made = {row[0]: " ".join(filter(None, row[1:])) for row in rows}
    return {contact_id: text for contact_id, text in made.items() if text}


def tidy(given: dict[int, str]) -> dict[int, str]:
    return {key: " ".join(text.split()) for key, text in given.items()}


def test_the_index_follows_every_change_and_its_undo(own: Line) -> None:
    new = NewContact(first_name="Zoé", last_name="Müller", firm="Café", emails=("zoe@example.com",))
    list_id = own.a_list("Walk-ins")
    with own.shop.store.act() as tx:
        who = add_contact(tx, new, list_id=list_id, now=own.at, operator_id=None, act=own.act())
    assert tidy(words(own)) == told(own) == {who: "muller zoe cafe zoe@example.com"}
    with own.shop.store.act() as tx:
        change = Change(tx, who)
        change.set({"last_name": "Meyer", "folded": "meyer zoe", "firm_id": None}, None)
        change.set_emails(("zm@example.com",))
        change_id = change.keep(1, own.act(), own.at)
    assert tidy(words(own)) == told(own) == {who: "meyer zoe zm@example.com"}
    with own.shop.store.act() as tx:
        take_back(tx, change_id)
    assert tidy(words(own)) == told(own) == {who: "muller zoe cafe zoe@example.com"}
    with own.shop.store.act() as tx:
        withdraw(tx, who)
    assert words(own) == told(own) == {}
    assert own.all("SELECT * FROM word_due") == []


def test_an_act_that_fails_leaves_the_index_as_it_was(own: Line) -> None:
    who = own.contact("Durand")
    before = own.image()
    with pytest.raises(KeyError), own.shop.store.act() as tx:
        tx.run("UPDATE contact SET folded = 'other' WHERE id = :id", {"id": who})
        word_index.take_in_changes(tx)
        raise KeyError("in the middle")
    assert own.image() == before


def test_a_loaded_list_is_found_once_it_is_in(own: Line, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    rows = "\n".join(
        f"Ada,Vellmann{number},01 99 00 {number:04},a{number}@example.com" for number in range(900)
    )
    file.write_text(f"first name,last name,phone,email\n{rows}\n")
    mona = own.viewer("Mona")
    import_list(own.shop, mona, file, list_name="Spring", act=own.act())
    assert tidy(words(own)) == told(own)
    assert len(words(own)) == 900
    assert [one.name for one in found(own, "Mona", "ellmann777").people] == ["Ada VELLMANN777"]
    assert [one.name for one in found(own, "Mona", "a777@").people] == ["Ada VELLMANN777"]


def test_an_operator_of_every_stage_finds_own_deals_and_clients_but_not_the_queue(own: Line) -> None:
    hugo = own.viewer("Hugo")
    everything = replace(hugo, stages=frozenset(Stage) - {Stage.CLOSED})
    deal = own.contact("Vidal", stage=HUNTING, owner=hugo)
    client = own.contact("Vidaline", stage=FARMING, owner=hugo)
    own.contact("Vidalon")
    own.contact("Vidalu", owner=hugo)
    assert {one.contact_id for one in found(own, everything, "vidal").people} == {deal, client}
