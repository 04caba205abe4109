"""Why two records are taken for one person, or for two on one line, in words."""

from __future__ import annotations

from pipeline_tui.wording import WordTable

# The reasons of ``duplicates.same_person``, which compares with them and never shows them.
_REASONS = WordTable(
    {
        "same number, same name": "same number, same name",
        "same e-mail, same name": "same e-mail, same name",
        "same number and e-mail, same name": "same number and e-mail, same name",
        "same number, another name": "same number, another name",
        "same e-mail, another name": "same e-mail, another name",
        "same number and e-mail, another name": "same number and e-mail, another name",
        "same number, another firm": "same number, another firm",
        "same e-mail, another firm": "same e-mail, another firm",
        "same number and e-mail, another firm": "same number and e-mail, another firm",
        "same number, one of them without a name": "same number, one of them without a name",
        "same e-mail, one of them without a name": "same e-mail, one of them without a name",
        "same number and e-mail, one of them without a name": (
            "same number and e-mail, one of them without a name"
        ),
        "same name and firm": "same name and firm",
        "same name and address": "same name and address",
    }
)


def likeness_words(reason: str) -> str:
    """Return a reason of a likeness in the language that is spoken."""
    return _REASONS[reason]
