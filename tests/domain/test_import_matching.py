"""Rows of a list matched with each other and with known contacts; every row is accounted for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.calling import Audience, BasisKind
from pipeline_tui.domain.duplicates import Identity, Match
from pipeline_tui.domain.import_matching import Known, Matching
from pipeline_tui.domain.import_report import RowKind, RowVerdict, count_verdicts
from pipeline_tui.domain.new_contact import NewBasis, NewContact, NewNumber

ONE, TWO = NewNumber("+33199001234"), NewNumber("+33199001235")
GIVEN = datetime(2026, 8, 17, tzinfo=UTC)


def _row(
    last: str = "Martin",
    first: str = "Claire",
    *numbers: NewNumber,
    given_at: datetime | None = None,
    **more: str,
) -> NewContact:
    return NewContact(
        last_name=last,
        first_name=first,
        numbers=numbers or (ONE,),
        emails=(more.pop("email"),) if "email" in more else (),
        audience=Audience(more.pop("audience")) if "audience" in more else None,
        bases=(NewBasis(BasisKind.CONSENT, given_at),) if given_at else (),
        **more,  # type: ignore[arg-type]
    )


def _known(last: str = "Martin", first: str = "Claire", since: datetime | None = None, **more: str) -> Known:
    who = Identity(first, last, numbers=frozenset({ONE.e164}), **more)  # type: ignore[arg-type]
    return Known(77, who, consent_since=since, stands={"first_name": first, "last_name": last})


@pytest.mark.parametrize(
    ("row", "match", "reason"),
    [
        (_row("Martin", "Claire"), Match.SAME, "same number, same name"),
        (_row("MARTIN", "C."), Match.SAME, "same number, same name"),
        (_row("Claire", "Martin"), Match.SAME, "same number, same name"),
        (_row("Martin", "Paul"), Match.LINKED, "same number, another name"),
        (_row("Martin", "Claire", TWO, email="C@example.org"), Match.SAME, "same e-mail, same name"),
        (_row("Durand", "Luc", TWO, email="c@example.org"), Match.LINKED, "same e-mail, another name"),
        (_row("Martín", "Clair", TWO, firm="Fleurs SARL"), Match.SAME, "same name and firm"),
        (
            _row("Martin", "Claire", TWO, address="8 rue du Port", postcode="69001", city="Lyon"),
            Match.SAME,
            "same name and address",
        ),
        (_row("Martin", "Claire", TWO), None, ""),
        (_row("Durand", "Luc", TWO), None, ""),
    ],
)
def test_inside_the_file(row: NewContact, match: Match | None, reason: str) -> None:
    matching = Matching()
    first = _row(
        email="c@example.org", firm="Fleurs", address="8, rue du Port", postcode="69001", city="Lyon"
    )
    assert matching.place(first).newcomer == 0
    found = matching.place(row)
    assert (found.likeness.match if found.likeness else None) == match
    assert (found.likeness.reason if found.likeness else "") == reason
    assert found.newcomer == (0 if match is Match.SAME else 1)
    assert len(matching.newcomers) == (1 if match is Match.SAME else 2)


def test_a_merged_row_fills_what_is_empty_and_overwrites_nothing() -> None:
    matching = Matching()
    matching.place(_row(city="Lyon", note="first"))
    matching.place(_row("Martin", "C.", ONE, TWO, city="Paris", firm="Fleurs", note="second", given_at=GIVEN))
    (contact,) = matching.newcomers
    assert contact.numbers == (ONE, TWO)
    assert (contact.first_name, contact.city, contact.firm) == ("Claire", "Lyon", "Fleurs")
    assert contact.note == "first\nsecond"
    assert len(contact.bases) == 1


def test_a_merged_number_finds_the_next_row() -> None:
    matching = Matching()
    matching.place(_row())
    matching.place(_row("Martin", "Claire", ONE, TWO))
    assert matching.place(_row("Martin", "Claire", TWO)).newcomer == 0


def test_a_known_contact_gets_what_it_lacks() -> None:
    matching = Matching()
    matching.know([_known()])
    found = matching.place(_row("Martin", "Claire", ONE, TWO, email="c@example.org", given_at=GIVEN))
    assert (found.known, found.newcomer, matching.newcomers) == (77, None, [])
    addition = matching.additions[77]
    assert (addition.numbers, addition.emails, len(addition.bases)) == ([TWO], ["c@example.org"], 1)
    again = matching.place(_row("Martin", "Claire", ONE, TWO, email="C@example.org", given_at=GIVEN))
    assert again.known == 77
    assert (addition.numbers, addition.emails, len(addition.bases)) == ([TWO], ["c@example.org"], 1)


@pytest.mark.parametrize(("days", "counted"), [(-1, True), (0, False), (1, False)])
def test_an_older_consent_does_not_revive_one_taken_back(days: int, counted: bool) -> None:
    matching = Matching()
    matching.know([_known(since=GIVEN + timedelta(days=days))])
    matching.place(_row(given_at=GIVEN))
    assert bool(matching.additions[77].bases) is counted
    assert matching.additions[77].empty is not counted


@pytest.mark.parametrize(
    ("firm", "audience", "holder"),
    [
        ("Fleurs", "business", "switchboard"),
        ("Fleurs", "consumer", "household"),
        ("", "business", "household"),
    ],
)
def test_people_on_one_line_share_it(firm: str, audience: str, holder: str) -> None:
    matching = Matching()
    matching.place(_row(firm=firm, audience=audience))
    found = matching.place(_row("Martin", "Paul", ONE, TWO, firm=firm, audience=audience))
    assert found.beside == 0
    assert [[number.holder for number in each.numbers] for each in matching.newcomers] == [
        [holder],
        [holder, "personal"],
    ]


def test_a_line_shared_with_a_known_contact_is_told() -> None:
    matching = Matching()
    matching.know([_known("Durand", "Luc")])
    found = matching.place(_row())
    assert (found.known, found.newcomer, found.beside) == (None, 0, None)
    assert matching.additions[77].shared == {ONE.e164: "household"}


_NAMES = st.sampled_from(["Martin", "Durand", "Petit", ""])
_ROWS = st.builds(
    lambda last, first, digits, email, firm: NewContact(
        last_name=last,
        first_name=first,
        firm=firm,
        postcode="69001",
        numbers=tuple(NewNumber(f"+3319900000{digit}") for digit in digits),
        emails=email,
    ),
    _NAMES,
    _NAMES,
    st.lists(st.integers(0, 6), min_size=1, max_size=2, unique=True),
    st.sampled_from([(), ("a@example.org",), ("b@example.org",)]),
    st.sampled_from(["", "Fleurs", "Fleurs SARL"]),
)


@given(st.lists(_ROWS, max_size=12), st.lists(_ROWS, max_size=4))
def test_every_row_goes_somewhere_and_no_number_is_lost(
    rows: list[NewContact], base: list[NewContact]
) -> None:
    matching = Matching()
    matching.know(
        Known(at, Identity(new.first_name, new.last_name, numbers=frozenset(n.e164 for n in new.numbers)))
        for at, new in enumerate(base, start=1000)
    )
    found = [matching.place(row) for row in rows]
    merged = sum(one.likeness is not None and one.likeness.match is Match.SAME for one in found)
    assert len(rows) == len(matching.newcomers) + merged
    for row, one in zip(rows, found, strict=True):
        assert (one.newcomer is None) != (one.known is None)
        if one.newcomer is not None:
            has = {number.e164 for number in matching.newcomers[one.newcomer].numbers}
        else:
            assert one.known is not None
            has = {number.e164 for number in base[one.known - 1000].numbers}
            has |= {number.e164 for number in matching.additions[one.known].numbers}
        assert {number.e164 for number in row.numbers} <= has


@given(st.lists(st.sampled_from(["taken", "linked", "merged", "rejected"])))
def test_rows_are_taken_merged_or_rejected(kinds: list[RowKind]) -> None:
    counts = count_verdicts(RowVerdict(at, kind, None, "") for at, kind in enumerate(kinds))
    assert counts["rows"] == len(kinds) == counts["taken"] + counts["merged"] + counts["rejected"]
    assert counts["linked"] == kinds.count("linked") <= counts["taken"]
