"""The Markdown of a script: every form of the table, and a finding for everything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.scripts import Answer, AnswerType, Line, LineKind, Question
from pipeline_tui.playbooks.cards import read_cards
from pipeline_tui.playbooks.markdown import anchor, read_script

TEXT = """\
# Cold call

<!-- a note of the author,
     over two lines -->
## Need & wish

You told us you rent today.
What would make you buy?

> Let them speak;
> note the exact words.

- [ ] My name is {operator}, from {firm}
- `budget` (money, required): What budget?
- `term` (choice: soon / this year / later): By when,
  if all goes well?
- `free` (): Anything else?

- [Within six months](#offer)
- [Not interested](outcome:refused)
- [Yes!](handoff:)

## Offer
Good.
- [Bye](outcome:callback)
"""


def test_every_form_is_read() -> None:
    script, findings = read_script(TEXT.replace("- `free` (): Anything else?\n", ""), "f.md", "x", "en", 3)
    assert findings == ()
    assert script is not None
    assert (script.title, script.version, script.first) == ("Cold call", 3, "need--wish")
    need, offer = script.steps
    assert need.line_no == 5
    assert need.lines == (
        Line(LineKind.SAY, "You told us you rent today. What would make you buy?", line_no=7),
        Line(LineKind.HINT, "Let them speak; note the exact words.", line_no=10),
        Line(LineKind.MUST_SAY, "My name is {operator}, from {firm}", line_no=13),
        Line(
            LineKind.ASK,
            "What budget?",
            Question("budget", AnswerType.MONEY, "What budget?", required=True),
            14,
        ),
        Line(
            LineKind.ASK,
            "By when, if all goes well?",
            Question(
                "term",
                AnswerType.CHOICE,
                "By when, if all goes well?",
                choices=("soon", "this year", "later"),
            ),
            15,
        ),
    )
    assert need.answers == (
        Answer("Within six months", step="offer", line_no=18),
        Answer("Not interested", outcome="refused", line_no=19),
        Answer("Yes!", handoff=True, line_no=20),
    )
    assert [line.text for line in offer.lines] == ["Good."]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("- buy milk", "a list item is"),
        ("- `Budget` (money): How much?", "is no field"),
        ("- `budget` (gold): How much?", "is no type of answer"),
        ("- `budget` (): How much?", "is no type of answer"),
        ("- `term` (choice): When?", "a choice lists"),
        ("- `term` (choice: soon / soon): When?", "a choice lists"),
        ("- `term` (text: a / b): When?", "a choice lists"),
        ("- [Go](step)", "leads nowhere"),
        ("- [Go](#)", "leads nowhere"),
        ("- [Go](outcome:)", "leads nowhere"),
        ("- [Go](handoff:now)", "leads nowhere"),
        ("### Small", "only # and ## headings"),
    ],
)
def test_what_is_no_form_is_found_with_its_line(line: str, told: str) -> None:
    _, findings = read_script(f"## A\n\nHello.\n\n{line}\n", "en/x.md", "x", "en", 1)
    assert [(one.file, one.line) for one in findings] == [("en/x.md", 5)]
    assert told in findings[0].text


def test_a_tenth_answer_has_no_digit() -> None:
    _, findings = read_script("## A\n" + "- [x](#a)\n" * 10, "x.md", "x", "en", 1)
    assert [(one.line, "at most 9" in one.text) for one in findings] == [(11, True)]


@pytest.mark.parametrize(
    ("text", "told"), [("", "no step"), ("# Title\n", "no step"), ("Hello\n\n## A\n", "text before")]
)
def test_a_script_begins_with_a_step(text: str, told: str) -> None:
    _, findings = read_script(text, "x.md", "x", "en", 1)
    assert told in findings[0].text


@pytest.mark.parametrize(
    ("title", "expected"), [("Need", "need"), ("Too dear?", "too-dear"), ("À l'écoute", "à-lécoute")]
)
def test_anchors_are_those_of_the_usual_viewers(title: str, expected: str) -> None:
    assert anchor(title) == expected


@given(st.text(alphabet="#->[]()`: ax{}\n!<", max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    script, findings = read_script(text, "x.md", "x", "en", 1)
    assert script is not None or findings
    assert all(1 <= one.line <= max(1, len(text.splitlines())) for one in findings)
    read_cards(text, "x.md", "objection")


def test_cards() -> None:
    text = "## Too dear\n`price` hunting, farming\n\nI hear you.\n\n> Wait.\n\n## No time\n\nShort.\n"
    cards, findings = read_cards(text, "en/objections.md", "objection")
    assert findings == ()
    assert [(card.id, card.title, sorted(card.stages), card.text) for card in cards] == [
        ("price", "Too dear", ["farming", "hunting"], "I hear you.\n\n» Wait."),
        ("no-time", "No time", [], "Short."),
    ]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("## A\n\nx\n\n## A\n\ny\n", 5, "stands twice"),
        ("## A\n`a` cellar\n\nx\n", 1, "no such desk: cellar"),
        ("## A\n\n## B\n\nx\n", 1, "no text"),
        ("hello\n", 1, "before the first card"),
    ],
)
def test_faults_of_cards(text: str, line: int, told: str) -> None:
    _, findings = read_cards(text, "en/objections.md", "objection")
    assert [one.line for one in findings] == [line]
    assert told in findings[0].text
