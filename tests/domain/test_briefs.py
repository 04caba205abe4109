"""The brief: what is required, what is unknown, what is cleaned."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from pipeline_tui.domain.briefs import check_brief
from pipeline_tui.domain.errors import Refused, UsageTrouble
from pipeline_tui.domain.playbook import BriefField

FIELDS = tuple(
    BriefField(key, MappingProxyType({"en": key}), required)
    for key, required in (("need", True), ("budget", False), ("next", True))
)


@pytest.mark.parametrize(
    ("given", "result"),
    [
        ({"next": "call Tue", "need": "a sofa"}, {"need": "a sofa", "next": "call Tue"}),
        ({"need": "?", "next": "?", "budget": "?"}, {"need": "?", "budget": "?", "next": "?"}),
        ({"need": " a \x1b[31msofa\u202e ", "next": "x", "budget": " "}, {"need": "a [31msofa", "next": "x"}),
        ({"need": "two\nlines", "next": "x"}, {"need": "two\nlines", "next": "x"}),
        ({"need": "n" * 2000, "next": "x"}, {"need": "n" * 1000, "next": "x"}),
    ],
)
def test_a_good_brief(given: dict[str, str], result: dict[str, str]) -> None:
    found = check_brief(FIELDS, given)
    assert found == result
    assert list(found) == [field.key for field in FIELDS if field.key in found]


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ["need", "next"]),
        ({"need": "a sofa"}, ["next"]),
        ({"need": "  ", "next": "\x00", "budget": "1000"}, ["need", "next"]),
    ],
)
def test_every_missing_field_is_named(given: dict[str, str], missing: list[str]) -> None:
    with pytest.raises(Refused) as caught:
        check_brief(FIELDS, given)
    assert caught.value.data["missing"] == missing
    assert caught.value.detail == f"Missing: {', '.join(missing)}."
    assert "?" in caught.value.next_step


def test_unknown_keys_are_named() -> None:
    with pytest.raises(UsageTrouble) as caught:
        check_brief(FIELDS, {"need": "a sofa", "colour": "red", "si\x1bze": "2 m"})
    assert caught.value.detail == "Not known: colour, size."
    assert "need, budget, next" in caught.value.next_step
