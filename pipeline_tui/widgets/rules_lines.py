"""A country's calling rules, drawn: each figure, and under it its source and how far to rely on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual.content import Content

from pipeline_tui.domain.calling import Audience, RuleStatus
from pipeline_tui.domain.rules_page import RuleLine, RulesPage
from pipeline_tui.ui.formatting import QUIET, STRONG, WARNING, column, fixed, join, say, short_day
from pipeline_tui.ui.words import RULE_STATUSES
from pipeline_tui.widgets.sheet_parts import rule, wrapped
from pipeline_tui.wording import WordTable, mark, tr

_LABEL = 12
_STATUS = 11  # "unverified"
_NAMES = WordTable(
    {
        "basis": "On what",
        "window": "Hours there",
        "holidays": "Holidays",
        "cap": "At most",
        "refusal": "After a no",
        "register": "Register",
        "messages": "Writing",
    }
)
_HEADS = WordTable({Audience.CONSUMER: "Consumers, and whoever may be one", Audience.BUSINESS: "Businesses"})
_AUDIENCES = WordTable({Audience.CONSUMER: "consumers", Audience.BUSINESS: "businesses"})
_SHAKY = frozenset({RuleStatus.UNVERIFIED})
_ELSEWHERE = mark("elsewhere")


def country_name(country: str) -> str:
    """Return a country's code, and a word for those without a file of their own."""
    return tr(_ELSEWHERE) if country == "default" else country


def countries_line(page: RulesPage) -> Content:
    """Return the countries to choose from, the one that is shown marked."""
    parts: list[Content | str] = []
    for one in page.countries:
        shown = one == page.asked
        parts += [
            say(f"[{country_name(one)}]" if shown else country_name(one), STRONG if shown else QUIET),
            "  ",
        ]
    return join(*parts)


def rules_lines(page: RulesPage, today: date, width: int) -> list[Content]:
    """Return the whole page."""
    file = page.country or tr("our own cautious choice")
    checked = short_day(date.fromisoformat(page.version), today)
    own = tr(" · with the shop's own rules {own}", own=page.own) if page.own else ""
    lines = [
        say(
            tr(
                "Calls to {country_name} · {file}, checked {checked}{own}",
                country_name=country_name(page.asked),
                file=file,
                checked=checked,
                own=own,
            ),
            STRONG,
        )
    ]
    if page.outdated:
        lines.append(fixed(tr("! Checked more than a year ago: look again before you rely on it."), WARNING))
    lines += wrapped(tr(page.note), width, most=8, style=QUIET)
    if page.also_for:
        lines += wrapped(tr("Also for {also_for}.", also_for=", ".join(page.also_for)), width, style=QUIET)
    for audience, head in _HEADS.items():
        lines += [fixed(""), rule(head, width), *_told(page.lines, audience, width)]
    for region in page.regions:
        lines += [
            fixed(""),
            rule(tr("In {region}", region=region.region), width),
            *_told(region.lines, None, width),
        ]
    if page.unknown_region:
        lines += [fixed(""), rule(tr("Where nobody knows the region"), width)]
        lines += _told(page.unknown_region, None, width)
    return [
        *lines,
        fixed(""),
        fixed(tr("Not legal advice. A shop may tighten: pipeline-tui rules tighten FILE"), QUIET),
    ]


def _told(lines: Iterable[RuleLine], audience: Audience | None, width: int) -> list[Content]:
    rows: list[Content] = []
    for one in lines:
        if audience is not None and one.audience is not audience:
            continue
        name = _NAMES.get(one.name, one.name)
        figure = one.figure if audience is not None else f"{one.figure} ({_AUDIENCES[one.audience]})"
        first, *more = wrapped(figure, width - _LABEL - _STATUS - 1, most=3)
        style = WARNING if one.status in _SHAKY else QUIET
        rows.append(
            join(
                column(name, _LABEL - 1, QUIET),
                " ",
                first.truncate(width - _LABEL - _STATUS - 1, pad=True),
                " ",
                say(RULE_STATUSES[one.status], style),
            )
        )
        rows += [join(fixed(" " * _LABEL), line) for line in more]
        rows += wrapped(tr(one.source), width, indent=_LABEL, most=3, style=QUIET)
    return rows
