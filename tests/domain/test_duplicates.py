from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.duplicates import (
    _NAME_LIKE,
    Identity,
    Match,
    _name_likeness,
    name_letters,
    names_alike,
    same_person,
)

ONE, TWO = frozenset({"+33639981234"}), frozenset({"+33639985678"})
MAIL = frozenset({"claire@example.org"})
CLAIRE = Identity("Claire", "Martin", numbers=ONE, emails=MAIL)


@pytest.mark.parametrize(
    ("a", "b", "match", "reason"),
    [
        (CLAIRE, CLAIRE, Match.SAME, "number and e-mail"),
        (CLAIRE, Identity("claire", "MARTIN", numbers=ONE), Match.SAME, "same number, same name"),
        (CLAIRE, Identity("Martin", "Claire", numbers=ONE), Match.SAME, "same number"),
        (CLAIRE, Identity("C.", "Martin", numbers=ONE), Match.SAME, "same number"),
        (CLAIRE, Identity("", "Martin", numbers=ONE), Match.SAME, "same number"),
        (CLAIRE, Identity("Clair", "Martin", numbers=ONE), Match.SAME, "same number"),
        (CLAIRE, Identity("Paul", "Martin", numbers=ONE), Match.LINKED, "another name"),
        (CLAIRE, Identity("Claire", "Dupont", numbers=ONE), Match.LINKED, "another name"),
        (CLAIRE, Identity("Claire", "", numbers=ONE), Match.LINKED, "another name"),
        (CLAIRE, Identity(numbers=ONE), Match.SAME, "without a name"),
        (
            CLAIRE,
            Identity("Claire", "Martin", emails=frozenset({"CLAIRE@Example.org"})),
            Match.SAME,
            "e-mail",
        ),
        (CLAIRE, Identity("Paul", "Petit", emails=MAIL), Match.LINKED, "same e-mail"),
        (CLAIRE, Identity("Claire", "Martin", numbers=TWO), Match.DIFFERENT, "only the name"),
        (CLAIRE, Identity("Luc", "Petit", numbers=TWO), Match.DIFFERENT, "in common"),
        (CLAIRE, Identity(), Match.DIFFERENT, "in common"),
        (
            Identity("Dominique", "Petit", numbers=ONE, civility="mr"),
            Identity("Dominique", "Petit", numbers=ONE, civility="ms"),
            Match.LINKED,
            "another name",
        ),
        (
            Identity("Jean", "Petit", numbers=ONE),
            Identity("Jeanne", "Petit", numbers=ONE),
            Match.LINKED,
            "another name",
        ),
        (
            Identity("Élodie", "Lefèvre", firm="Jacob Léger SA"),
            Identity("Elodie", "Lefevre", firm="JACOB LEGER"),
            Match.SAME,
            "name and firm",
        ),
        (
            Identity("Jo", "Boone", firm="Casey-Olsen"),
            Identity("Jo", "Boone", firm="Rollins PLC"),
            Match.DIFFERENT,
            "another firm",
        ),
        (
            Identity("Jo", "Boone", firm="Rollins", place="Lyon 69003"),
            Identity("Jo", "Boone", firm="Rollins", place="Brest 29200"),
            Match.DIFFERENT,
            "another place",
        ),
        (
            Identity("Luc", "Petit", place="18, rue Manon Roux 20215 Lelièvre"),
            Identity("Luc", "Petit", place="18 rue Manon Roux, 20215 LELIEVRE"),
            Match.SAME,
            "address",
        ),
        (
            Identity("Luc", "Petit", place="Paris"),
            Identity("Luc", "Petit", place="Paris"),
            Match.DIFFERENT,
            "only the name",
        ),
        (
            Identity(firm="Hôtel Bellevue", numbers=ONE),
            Identity(firm="Garage du Port", numbers=ONE),
            Match.LINKED,
            "another firm",
        ),
    ],
)
def test_verdicts(a: Identity, b: Identity, match: Match, reason: str) -> None:
    for likeness in (same_person(a, b), same_person(b, a)):
        assert likeness.match is match
        assert reason in likeness.reason
        assert (likeness.score > 0) == (match is not Match.DIFFERENT)


IDENTITIES = st.builds(
    Identity,
    st.sampled_from(["", "Jo", "Joe", "J."]) | st.text(max_size=4),
    st.sampled_from(["", "Boone", "Boon"]) | st.text(max_size=4),
    st.sampled_from(["", "Rollins PLC", "SA"]),
    st.sampled_from(["", "Lyon", "69003 Lyon"]),
    st.frozensets(st.sampled_from(["+33639981234", "+33639985678"])),
    st.frozensets(st.sampled_from(["a@example.org", "b@example.org"])),
    st.sampled_from(["", "mr", "ms"]),
)


@given(IDENTITIES, IDENTITIES)
def test_the_order_of_the_two_does_not_matter(a: Identity, b: Identity) -> None:
    assert same_person(a, b) == same_person(b, a)


LIKE_NAMES = st.sampled_from(
    ["", "C", "Claire", "Clara", "Martin", "Martine", "Martins", "Le Goff", "Legoff", "M"]
)
NAMED = st.builds(Identity, first=LIKE_NAMES, last=LIKE_NAMES)


@given(NAMED, NAMED)
def test_the_quick_look_finds_who_the_closer_one_would(a: Identity, b: Identity) -> None:
    closer = _name_likeness(a, b)
    assert names_alike(name_letters(a), name_letters(b)) == (closer is not None and closer >= _NAME_LIKE)
