"""Reads a script's Markdown, line by line, into a domain Script.

Only the forms of the table in the documentation are read; any other is a finding, so that nothing an
author wrote is left out of a call in silence. A Markdown library would cost 75 ms of start-up for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline_tui.domain.scripts import Answer, AnswerType, Line, LineKind, Question, Script, Step
from pipeline_tui.playbooks.findings import Finding
from pipeline_tui.wording import tr

MOST_ANSWERS = 9  # one digit each

_MUST_SAY = re.compile(r"- \[[ xX]\] +(?P<text>.+)")
_ANSWER = re.compile(r"- \[(?P<text>[^\]]+)\]\((?P<target>[^)\s]*)\)")
_QUESTION = re.compile(r"- `(?P<field>[^`]+)` *\((?P<spec>[^)]*)\) *: *(?P<prompt>.+)")
FIELD = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, quote, list item or heading, its lines joined, with the line it begins on."""

    line_no: int
    mark: str  # "#", "##", ">", "-" or "" for a paragraph
    text: str  # without the mark, except that a list item keeps its "- "


@dataclass(slots=True)
class _Draft:
    """A step while its lines are being read."""

    title: str
    line_no: int
    lines: list[Line] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)


def anchor(title: str) -> str:
    """Return the anchor of a heading, as the usual viewers of Markdown make it."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a Markdown text in order; comments (``<!-- -->``) are passed over."""
    mark, parts, began = "", list[str](), 0

    def finished() -> Iterator[Block]:
        if parts:
            yield Block(began, mark, " ".join(parts))
            parts.clear()

    for number, raw in enumerate(_without_comments(text).splitlines(), start=1):
        line = raw.strip()
        new_mark = _mark(line)
        if not line:
            yield from finished()
            continue
        continues = (new_mark == mark and mark in ("", ">")) or (new_mark == "" and mark == "-")
        if not (parts and continues):
            yield from finished()
            mark, began = new_mark, number
        parts.append(line if new_mark in ("", "-") else line.lstrip("#>").strip())
    yield from finished()


def read_script(
    text: str, file: str, script_id: str, language: str, version: int
) -> tuple[Script | None, tuple[Finding, ...]]:
    """Return the script a Markdown text holds, and what in it could not be read.

    The script is None when the text has no step at all.
    """
    title, drafts, findings = script_id, list[_Draft](), list[Finding]()
    for block in blocks(text):
        if block.mark == "#":
            title = block.text
        elif block.mark == "##":
            drafts.append(_Draft(block.text, block.line_no))
        elif not drafts:
            findings.append(Finding(file, block.line_no, tr("text before the first step (## …)")))
        else:
            problem = _add(drafts[-1], block)
            if problem:
                findings.append(Finding(file, block.line_no, problem))
    steps = tuple(
        Step(anchor(draft.title), draft.title, tuple(draft.lines), tuple(draft.answers), draft.line_no)
        for draft in drafts
    )
    if not steps:
        return None, (*findings, Finding(file, 1, tr("the script has no step (## …)")))
    return Script(script_id, title, language, version, steps), tuple(findings)


def _without_comments(text: str) -> str:
    """Blank comments out, keeping every line break so that line numbers stay true."""
    return re.sub(r"<!--.*?-->", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL)


def _mark(line: str) -> str:
    if line.startswith("#"):
        return line[: len(line) - len(line.lstrip("#"))]
    if line.startswith(">"):
        return ">"
    return "-" if re.match(r"[-*+] ", line) else ""


def _add(draft: _Draft, block: Block) -> str:
    """Add a block to the step; return what is wrong with it, or ""."""
    number = block.line_no
    if block.mark in ("", ">"):
        kind = LineKind.HINT if block.mark else LineKind.SAY
        draft.lines.append(Line(kind, block.text, line_no=number))
        return ""
    if block.mark != "-":
        return tr("only # and ## headings are read, not {mark}", mark=block.mark)
    if found := _MUST_SAY.fullmatch(block.text):
        draft.lines.append(Line(LineKind.MUST_SAY, found["text"], line_no=number))
        return ""
    if found := _ANSWER.fullmatch(block.text):
        return _add_answer(draft, found["text"], found["target"], number)
    if found := _QUESTION.fullmatch(block.text):
        question = _question(found["field"], found["spec"], found["prompt"])
        if isinstance(question, str):
            return question
        draft.lines.append(Line(LineKind.ASK, question.prompt, question, number))
        return ""
    return tr("a list item is “- [ ] must-say”, “- `field` (type): question” or “- [answer](#step)”")


def _add_answer(draft: _Draft, text: str, target: str, number: int) -> str:
    if len(draft.answers) == MOST_ANSWERS:
        return tr("a step has at most {most} answers, one digit each", most=MOST_ANSWERS)
    kind, _, rest = target.partition(":")
    if target.startswith("#") and len(target) > 1:
        draft.answers.append(Answer(text, step=target[1:].lower(), line_no=number))
    elif kind == "outcome" and rest:
        draft.answers.append(Answer(text, outcome=rest, line_no=number))
    elif target == "handoff:":
        draft.answers.append(Answer(text, handoff=True, line_no=number))
    else:
        return tr("“{target}” leads nowhere: write #step, outcome:code or handoff:", target=target)
    return ""


def _question(name: str, spec: str, prompt: str) -> Question | str:
    """Return the question, or what is wrong with it."""
    if not FIELD.fullmatch(name):
        return tr("“{name}” is no field: small letters, digits and _ only", name=name)
    required, kind, choices = False, AnswerType.TEXT, tuple[str, ...]()
    for part in (piece.strip() for piece in spec.split(",")):
        word, _, listed = part.partition(":")
        if part == "required":
            required = True
        elif word.strip() in list(AnswerType):
            kind = AnswerType(word.strip())
            choices = tuple(choice.strip() for choice in listed.split("/") if choice.strip())
        else:
            return tr(
                "“{part}” is no type of answer: {types}, and required", part=part, types=", ".join(AnswerType)
            )
    if (kind is AnswerType.CHOICE) != bool(choices) or len(set(choices)) != len(choices):
        return tr(
            "a choice lists its different answers, as in (choice: soon / this year), and only a choice does"
        )
    return Question(name, kind, prompt, required, choices)
