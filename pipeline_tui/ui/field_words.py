"""What the fields of a contact are called where a change of them is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline_tui.wording import WordTable

if TYPE_CHECKING:
    from pipeline_tui.ui.names import Names

_FIELDS = WordTable(
    {
        "civility": "civility",
        "first_name": "first name",
        "last_name": "last name",
        "language": "language",
        "audience": "audience",
        "role": "role",
        "preferred_hours": "best hours",
        "place": "place",
        "firm": "firm",
        "numbers": "numbers",
        "new number": "new number",
        "e-mail": "e-mail",
        "consent": "consent",
        "consent taken back": "consent taken back",
    },
    "changed field",
)


def changed_words(what: Iterable[str], names: Names) -> str:
    """Return which fields were changed; what a playbook adds is called as it says."""
    return ", ".join(_FIELDS.get(one) or names.field(one) for one in what)
