"""Reads and checks ``questions.md``: what a newcomer is asked about the regulations, one file per language.

A question is a ``##`` heading; its first line gives its id in backquotes and whose regulation it is about.
``- [x]`` is a right answer, ``- [ ]`` a wrong one; the quote is the regulation's own line, word for word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline_tui.domain.first_questions import FirstQuestion
from pipeline_tui.domain.playbook import Playbook
from pipeline_tui.domain.stages import STAGE_OF_ROLE, Role
from pipeline_tui.playbooks.findings import Finding, page_of
from pipeline_tui.playbooks.markdown import Block, blocks
from pipeline_tui.wording import tr

QUESTIONS = "questions"  # the file's stem
MOST_OPTIONS = 9  # one digit each

_NAMED = re.compile(r"`(?P<id>[a-z0-9-]+)` +(?P<role>[a-z]+)")
_OPTION = re.compile(r"- \[(?P<right>[ xX])\] +(?P<text>.+)")
_ROLES = {role.value: role for role in STAGE_OF_ROLE}


def read_questions(text: str, file: str) -> tuple[tuple[FirstQuestion, ...], tuple[Finding, ...]]:
    """Return the questions of one file, and what in it could not be read."""
    questions, findings, parts = list[FirstQuestion](), list[Finding](), list[Block]()

    def close() -> None:
        if parts:
            found = _question(parts)
            if isinstance(found, FirstQuestion):
                questions.append(found)
            else:
                findings.append(Finding(file, *found))
            parts.clear()

    for block in blocks(text):
        if block.mark == "##":
            close()
        elif block.mark == "#" and not parts:
            continue
        elif not parts:
            findings.append(Finding(file, block.line_no, tr("text before the first question (## …)")))
            continue
        parts.append(block)
    close()
    return tuple(questions), tuple(findings)


def _question(parts: Sequence[Block]) -> FirstQuestion | tuple[int, str]:
    """Return the question, or the line and the words of what is wrong with it."""
    heading, *rest = parts
    named = _NAMED.fullmatch(rest[0].text) if rest and rest[0].mark == "" else None
    if named is None or named["role"] not in _ROLES:
        told = tr("a question begins with `its-id` and one of {roles}", roles=", ".join(_ROLES))
        return heading.line_no, told
    options, right, quotes = list[str](), set[int](), list[str]()
    for block in rest[1:]:
        found = _OPTION.fullmatch(block.text) if block.mark == "-" else None
        if block.mark == ">":
            quotes.append(block.text)
        elif found is None:
            return block.line_no, tr("an answer is “- [x] right” or “- [ ] wrong”")
        else:
            if found["right"] != " ":
                right.add(len(options))
            options.append(found["text"])
    if not right or len(right) == len(options) or not 2 <= len(options) <= MOST_OPTIONS:
        told = tr(
            "“{question}” needs right and wrong answers, at most {most}",
            question=heading.text,
            most=MOST_OPTIONS,
        )
        return heading.line_no, told
    return FirstQuestion(
        named["id"],
        _ROLES[named["role"]],
        heading.text,
        tuple(options),
        frozenset(right),
        " ".join(quotes),
        heading.line_no,
    )


def check_questions(playbook: Playbook) -> Iterator[Finding]:
    """Yield each question whose quote stands in no regulation, and where two languages differ."""
    first = playbook.languages[0] if playbook.languages else "en"
    model = {(one.role, one.id): one for one in playbook.questions.get(first, ())}
    for language, questions in playbook.questions.items():
        file, seen = page_of(language, QUESTIONS), dict[tuple[Role, str], int]()
        for one in questions:
            key = one.role, one.id
            if key in seen:
                told = tr("“{code}” stands twice, first on line {line}", code=one.id, line=seen[key])
                yield Finding(file, one.line_no, told)
            seen.setdefault(key, one.line_no)
            page = " ".join(playbook.pages.get((language, f"regulation-{one.role.value}"), "").split())
            if not one.because or one.because not in page:
                told = tr("the quote of “{code}” does not stand in the regulation", code=one.id)
                yield Finding(file, one.line_no, told)
            other = model.get(key)
            if other is not None and (len(other.options), other.right) != (len(one.options), one.right):
                told = tr("“{code}” has other right answers than in {language}", code=one.id, language=first)
                yield Finding(file, one.line_no, told)
        for missing in sorted(model.keys() ^ seen.keys()):
            where = first if missing in model else language
            told = tr("the question “{code}” is in {language} only", code=missing[1], language=where)
            yield Finding(file, seen.get(missing, 1), told)
