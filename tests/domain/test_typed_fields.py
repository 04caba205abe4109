"""Fields of a contact as they are typed, and what differs from what stood there."""

from __future__ import annotations

import pytest

from pipeline_tui.domain.contact_acts import ContactChanges, ContactFields, NumberChange
from pipeline_tui.domain.desk import NumberLine
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.typed_fields import changes_typed, fields_as_typed, number_field

KNOWN = ContactFields(
    contact_id=1,
    version=7,
    name="Claire MARTIN",
    civility="ms",
    first_name="Claire",
    last_name="Martin",
    language="fr",
    audience="",
    firm="",
    role="",
    postcode="69002",
    city="Lyon",
    country="FR",
    preferred_hours="",
    emails=("claire@example.org", "martin@example.org"),
    numbers=(NumberLine(3, "+33199001234", "+33 1 99 00 12 34", "fixed", "switchboard", "12"),),
)


def test_a_field_stands_as_somebody_would_type_it() -> None:
    stands = fields_as_typed(KNOWN)
    assert stands["civility"] == "Ms"
    assert stands["place"] == "69002 Lyon, FR"
    assert stands["email"] == "claire@example.org, martin@example.org"
    assert stands[number_field(3)] == "switchboard ext 12"


def test_the_form_as_it_stood_changes_nothing() -> None:
    assert changes_typed(KNOWN, fields_as_typed(KNOWN)) is None
    assert changes_typed(KNOWN, {}) is None


@pytest.mark.parametrize(
    ("typed", "changes"),
    [
        ({"role": "buyer"}, ContactChanges(version=7, role="buyer")),
        ({"email": "", "role": ""}, ContactChanges(version=7, email="")),
        ({"add_numbers": "01 99 00 12 34"}, ContactChanges(version=7, add_numbers="01 99 00 12 34")),
        (
            {number_field(3): "gone", "firm": "Example"},
            ContactChanges(version=7, firm="Example", numbers=(NumberChange(3, "personal", gone=True),)),
        ),
    ],
)
def test_only_what_differs_is_changed(typed: dict[str, str], changes: ContactChanges) -> None:
    assert changes_typed(KNOWN, typed) == changes


def test_a_number_is_not_given_to_nobody() -> None:
    with pytest.raises(UsageTrouble, match="Not understood"):
        changes_typed(KNOWN, {number_field(3): "somebody"})
