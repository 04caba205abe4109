"""Reads objection and technique cards from one Markdown file per language and kind.

A card is a ``##`` heading and the text under it. The first line may give its id in backquotes and the
desks it is for (scouting, hunting, farming); the id is what figures of use are kept under in every language.
"""

from __future__ import annotations

import re
from typing import Literal

from pipeline_tui.domain.playbook import Card
from pipeline_tui.domain.stages import Stage
from pipeline_tui.playbooks.findings import Finding
from pipeline_tui.playbooks.markdown import anchor, blocks
from pipeline_tui.wording import tr

Kind = Literal["objection", "technique"]
CARD_FILES: dict[str, Kind] = {"objections": "objection", "techniques": "technique"}

_NAMED = re.compile(r"`(?P<id>[a-z0-9-]+)`(?P<stages>[a-z, ]*)")
_DESKS = {Stage.SCOUTING.value, Stage.HUNTING.value, Stage.FARMING.value}


def read_cards(text: str, file: str, kind: Kind) -> tuple[tuple[Card, ...], tuple[Finding, ...]]:
    """Return the cards of one file, and what in it could not be read."""
    cards, lines, findings = dict[str, Card](), dict[str, int](), list[Finding]()
    title, line_no, body = "", 0, list[str]()

    def close() -> None:
        if not title:
            return
        card, problem = _card(title, body, kind)
        if problem:
            findings.append(Finding(file, line_no, problem))
        elif card.id in cards:
            findings.append(
                Finding(
                    file,
                    line_no,
                    tr("card “{id}” stands twice, first on line {line}", id=card.id, line=lines[card.id]),
                )
            )
        else:
            cards[card.id], lines[card.id] = card, line_no

    for block in blocks(text):
        if block.mark == "##":
            close()
            title, line_no, body = block.text, block.line_no, []
        elif block.mark == "" and title:
            body.append(block.text)
        elif block.mark in (">", "-") and title:
            body.append(block.text if block.mark == "-" else f"» {block.text}")
        elif block.mark != "#":
            findings.append(Finding(file, block.line_no, tr("text before the first card (## …)")))
    close()
    return tuple(cards.values()), tuple(findings)


def _card(title: str, body: list[str], kind: Kind) -> tuple[Card, str]:
    card_id, stages = anchor(title), frozenset[Stage]()
    if body and (found := _NAMED.fullmatch(body[0])):
        card_id, body = found["id"], body[1:]
        words = {word for word in re.split(r"[ ,]+", found["stages"]) if word}
        if words - _DESKS:
            return Card(card_id, kind, title, ""), tr(
                "no such desk: {desks}", desks=", ".join(sorted(words - _DESKS))
            )
        stages = frozenset(Stage(word) for word in words)
    card = Card(card_id, kind, title, "\n\n".join(body), stages)
    return card, "" if body else tr("the card has no text")
