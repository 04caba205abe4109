"""The written method of a specialist, drawn: pages of Markdown, and the quality card with its signs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from textual.content import Content

from pipeline_tui.domain.quality import QualityCard
from pipeline_tui.ui.formatting import QUIET, STRONG, fixed, join, say
from pipeline_tui.widgets.sheet_parts import rule, wrapped

_ITEM = re.compile(r"(?P<mark>[-*]|\d+\.) +(?P<text>.+)")
_MARKS = re.compile(r"[`*]+")
_MOST = 40  # lines of one paragraph


def page_lines(markdown: str, width: int) -> list[Content]:
    """Return a page as it is read: headings as rules, lists with hanging lines, no marks of Markdown."""
    told: list[Content] = []
    for raw in markdown.splitlines():
        line = raw.strip()
        if line.startswith("# "):
            continue  # the sheet says it above
        if line.startswith("#"):
            told.append(rule(line.lstrip("# "), width))
        elif not line:
            if told and told[-1].plain.strip():
                told.append(fixed(""))
        elif (found := _ITEM.fullmatch(line)) is not None:
            mark = "·" if found["mark"] in "-*" else found["mark"]
            told += _hanging(f"{mark} ", _plain(found["text"]), width)
        else:
            told += wrapped(_plain(line.lstrip("> ")), width, most=_MOST)
    return told


def quality_lines(card: QualityCard, width: int) -> list[Content]:
    """Return what a call is judged by, each question with how it is heard."""
    told: list[Content] = []
    for number, one in enumerate(card.questions, start=1):
        told += _hanging(f"{number} ", one.text, width, STRONG)
        told += [join("  ", line) for line in wrapped(_plain(one.sign), width - 2, most=_MOST, style=QUIET)]
        told.append(fixed(""))
    return told[:-1]


def _hanging(mark: str, text: str, width: int, style: str = "") -> Iterable[Content]:
    rows = wrapped(text, width - len(mark), most=_MOST, style=style)
    yield join(say(mark.strip(), QUIET), fixed(" " * (len(mark) - len(mark.strip()))), rows[0])
    yield from (join(fixed(" " * len(mark)), row) for row in rows[1:])


def _plain(text: str) -> str:
    return _MARKS.sub("", text)
