"""Contacts are offered to whom can talk with them; what was promised comes regardless."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pipeline_tui.domain.calling import Blocker
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.people import read_languages
from pipeline_tui.services import claiming, dialling, staffing, undoing, watching
from pipeline_tui.services.nothing_to_call import NothingToCall
from pipeline_tui.storage.settling import settle
from tests.shops import Line


def speaks(line: Line, name: str, *languages: str) -> None:
    staffing.change_person(line.shop, line.viewer("Mona"), name, act=line.act(), languages=languages)


def contact(line: Line, language: str) -> int:
    """Store a contact, then put its language right as a change of fields does."""
    contact_id = line.contact(language or "plain")
    with line.shop.store.act() as tx:
        tx.run(
            "UPDATE contact SET language = :language WHERE id = :id", {"language": language, "id": contact_id}
        )
        settle(tx, (contact_id,), line.shop.method, line.at)
    return contact_id


def put_right(line: Line, contact_id: int, language: str) -> None:
    with line.shop.store.act() as tx:
        tx.run(
            "UPDATE contact SET language = :language WHERE id = :id", {"language": language, "id": contact_id}
        )
        settle(tx, (contact_id,), line.shop.method, line.at)


def claimed(line: Line, name: str) -> int | None:
    viewer = line.viewer(name)
    try:
        desk = line.claim(viewer)
    except NothingToCall:
        return None
    claiming.release(line.shop, viewer, desk.token, act=line.act())
    return desk.contact_id


def test_a_claim_offers_what_the_viewer_speaks(line: Line) -> None:
    german = contact(line, "de")
    line.later(minutes=1)
    plain = contact(line, "")
    assert claimed(line, "Sam") == german, "who speaks everything gets the oldest"
    speaks(line, "Sam", "fr", "en")
    assert claimed(line, "Sam") == plain
    assert claimed(line, "Paul") == german
    speaks(line, "Sam", "de")
    assert claimed(line, "Sam") == german


def test_an_empty_queue_counts_the_other_language(line: Line) -> None:
    contact(line, "de")
    contact(line, "de")
    late = contact(line, "de")
    with line.shop.store.act() as tx:  # what comes due in another language opens nothing
        tx.run("UPDATE position SET rest_until = :at WHERE contact_id = :id", {"id": late, "at": 1795500000})
        settle(tx, (late,), line.shop.method, line.at)
    speaks(line, "Sam", "fr")
    with pytest.raises(NothingToCall) as nothing:
        line.claim(line.viewer("Sam"))
    assert nothing.value.queue.blockers == {Blocker.WAITING: 1, Blocker.OTHER_LANGUAGE: 2}
    assert nothing.value.queue.opens_at is None
    assert "2 other language" in nothing.value.detail


def test_the_manager_sees_what_nobody_speaks(line: Line) -> None:
    contact(line, "de")
    mona = line.viewer("Mona")
    speaks(line, "Sam", "fr")
    assert Blocker.OTHER_LANGUAGE not in watching.blockers(line.shop, mona).blockers, "Paul speaks all"
    (shown,) = [one for one in watching.lists(line.shop, mona) if one.contacts]
    assert (shown.ready, shown.blockers) == (1, ())
    speaks(line, "Paul", "fr", "en")
    assert watching.blockers(line.shop, mona).blockers == {Blocker.OTHER_LANGUAGE: 1}
    (shown,) = [one for one in watching.lists(line.shop, mona) if one.contacts]
    assert (shown.ready, shown.blockers) == (0, ((Blocker.OTHER_LANGUAGE, 1),))


def test_own_callbacks_come_in_any_language_and_the_team_s_do_not(line: Line) -> None:
    german = contact(line, "de")
    speaks(line, "Paul", "fr")
    sam = line.viewer("Sam")
    line.end(sam, "callback", callback=line.at + timedelta(minutes=5))
    speaks(line, "Sam", "fr")
    line.later(minutes=20)
    assert claimed(line, "Paul") is None, "the team's now, but not in a language Paul speaks"
    assert claimed(line, "Sam") == german, "promised by Sam"
    speaks(line, "Paul", "fr", "de")
    assert claimed(line, "Paul") == german


def test_the_language_put_right_comes_back_to_whoever_speaks_it(line: Line) -> None:
    german = contact(line, "fr")
    speaks(line, "Sam", "fr")
    speaks(line, "Paul", "de")
    sam = line.viewer("Sam")
    desk = line.call(sam)
    dialling.record_outcome(line.shop, sam, desk.token, "other-language", act=line.act())
    put_right(line, german, "de")
    line.later(hours=2)
    assert claimed(line, "Sam") is None
    assert claimed(line, "Paul") == german


def test_a_shop_of_one_language_has_as_many_buckets_as_before(line: Line) -> None:
    for _ in range(3):
        contact(line, "")
    assert line.one("SELECT COUNT(*), MAX(language) FROM bucket") == (1, "")
    contact(line, "fr")
    contact(line, "fr-BE")
    assert line.all("SELECT language FROM bucket ORDER BY id") == [("",), ("fr",)]


def test_changing_a_person_is_undone_and_done_once(line: Line) -> None:
    mona, act = line.viewer("Mona"), line.act()
    for _ in range(2):
        changed = staffing.change_person(
            line.shop, mona, "Sam", act=act, languages=("fr", "en"), extension="203"
        )
    assert (changed.languages, changed.extension) == (("fr", "en"), "203")
    assert line.verbs().count("person_changed") == 1
    undoing.undo(line.shop, mona, act=line.act())
    sam = next(one for one in staffing.people(line.shop, mona) if one.name == "Sam")
    assert (sam.languages, sam.extension) == ((), "")
    with pytest.raises(UsageTrouble):
        staffing.change_person(line.shop, mona, "Sam", act=line.act())
    with pytest.raises(UsageTrouble):
        staffing.change_person(line.shop, mona, "Sam", act=line.act(), extension="my desk")
    with pytest.raises(Refused):
        staffing.change_person(line.shop, line.viewer("Sam"), "Paul", act=line.act(), languages=())


def test_a_new_person_speaks_what_they_are_said_to(line: Line) -> None:
    mona = line.viewer("Mona")
    new = staffing.add_person(
        line.shop, mona, "Nils", line.viewer("Sam").roles, act=line.act(), languages=("de",)
    )
    assert new.languages == ("de",)
    undoing.undo(line.shop, mona, act=line.act())
    again = staffing.add_person(line.shop, mona, "Nils", line.viewer("Sam").roles, act=line.act())
    assert again.languages == (), "what an undo took back leaves nothing behind"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("fr,en", ("fr", "en")),
        ("French; deutsch", ("fr", "de")),
        ("", ()),
        ("all", ()),
        ("fr fr-BE", ("fr",)),
    ],
)
def test_languages_are_read_as_people_type_them(typed: str, read: tuple[str, ...]) -> None:
    assert read_languages(typed) == read


def test_no_language_is_named() -> None:
    with pytest.raises(UsageTrouble, match="Unknown language"):
        read_languages("fr, Klingonish")
