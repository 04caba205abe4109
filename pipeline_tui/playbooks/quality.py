"""Reads the quality card of a language: a heading for each specialist, questions, a sign under each.

::

    ## Scout (`scout`)

    - `opening`: Did they say who calls, and why?
      > Both in the first two sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from pipeline_tui.domain.quality import FEWEST, MOST, QualityCard, QualityQuestion
from pipeline_tui.domain.stages import STAGE_OF_ROLE, Role
from pipeline_tui.playbooks.findings import Finding, page_of
from pipeline_tui.playbooks.markdown import Block, blocks
from pipeline_tui.wording import tr

QUALITY_FILE = "quality-card"
_ROLE = re.compile(r".*\(`(?P<role>[a-z]+)`\)")
_QUESTION = re.compile(r"- `(?P<code>[a-z][a-z0-9-]*)` *: *(?P<text>.+\?)")


def read_quality(text: str, file: str) -> tuple[tuple[QualityCard, ...], tuple[Finding, ...]]:
    """Return the cards of one language, and what in the file could not be read."""
    found: dict[Role, list[QualityQuestion]] = {}
    lines: dict[Role, int] = {}
    findings: list[Finding] = []
    role: Role | None = None
    asked: Block | None = None

    def fault(block: Block, what: str) -> None:
        findings.append(Finding(file, block.line_no, what))

    for block, after in pairwise((*blocks(text), None)):
        if block is None:
            continue
        sign = after if after is not None and after.mark == ">" else None
        if block.mark == "##":
            role = _role(block)
            if role is None:
                fault(block, tr("no specialist: end the heading with (`scout`), (`hunter`) or (`farmer`)"))
            elif role in found:
                fault(block, tr("“{code}” stands twice, first on line {line}", code=role, line=lines[role]))
            else:
                found[role], lines[role] = [], block.line_no
        elif block.mark == "-" and role is not None:
            asked = block
            question = _question(block, sign, {one.code for one in found[role]}, fault)
            if question is not None:
                found[role].append(question)
        elif block.mark == ">" and asked is None:
            fault(block, tr("a sign without a question before it"))
        elif role is not None and block.mark == "":
            fault(block, tr("not a question: write - `code`: question?"))
    for each in STAGE_OF_ROLE:
        if each not in found:
            findings.append(Finding(file, 1, tr("nothing for the {role}", role=each)))
        elif not FEWEST <= len(found[each]) <= MOST:
            told = tr(
                "{count} questions for the {role}, not {fewest} to {most}",
                count=len(found[each]),
                role=each,
                fewest=FEWEST,
                most=MOST,
            )
            findings.append(Finding(file, lines[each], told))
    return tuple(QualityCard(each, tuple(asks)) for each, asks in found.items()), tuple(findings)


def same_everywhere(cards: Mapping[str, tuple[QualityCard, ...]]) -> Iterable[Finding]:
    """Yield where a language asks other things than the first one: they are counted together."""
    languages = [language for language in cards if cards[language]]
    for language in cards:
        if languages and language not in languages:
            told = tr("the file is missing; {language} has one", language=languages[0])
            yield Finding(page_of(language, QUALITY_FILE), 1, told)
    for language in languages[1:]:
        for first, other in zip(cards[languages[0]], cards[language], strict=False):
            codes = [[one.code for one in card.questions] for card in (first, other)]
            if first.role is other.role and codes[0] != codes[1]:
                theirs, ours = (", ".join(each) for each in codes)
                told = tr(
                    "the {role} is asked {ours}; in {language} {theirs}",
                    role=first.role,
                    ours=ours,
                    language=languages[0],
                    theirs=theirs,
                )
                yield Finding(page_of(language, QUALITY_FILE), 1, told)


def _role(block: Block) -> Role | None:
    found = _ROLE.fullmatch(block.text)
    return next((one for one in STAGE_OF_ROLE if found is not None and one == found["role"]), None)


def _question(
    block: Block, sign: Block | None, known: set[str], fault: Callable[[Block, str], None]
) -> QualityQuestion | None:
    found = _QUESTION.fullmatch(block.text)
    if found is None:
        fault(block, tr("not a question: write - `code`: question?"))
        return None
    if found["code"] in known:
        fault(block, tr("“{code}” is asked twice", code=found["code"]))
    if sign is None:
        fault(block, tr("“{code}” has no sign: add > how one hears it in the call", code=found["code"]))
        return None
    return QualityQuestion(found["code"], found["text"], sign.text)
