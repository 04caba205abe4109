"""What one's open deals are expected to bring: a bar a month with its figures, the chance of each step."""

from __future__ import annotations

from textual.content import Content

from pipeline_tui.domain.calendar_words import month_name
from pipeline_tui.domain.forecast import ENOUGH, Forecast, MonthLine, StepChance
from pipeline_tui.domain.money import minor_digits
from pipeline_tui.domain.shares import Share
from pipeline_tui.ui.formatting import ACCENT, QUIET, STRONG, column, count, fixed, join, money, say
from pipeline_tui.ui.names import Names
from pipeline_tui.widgets.sheet_parts import rule, wrapped
from pipeline_tui.wording import mark, tr, trn

_LABEL = 9  # "Nov 2026 "
_MONEY = 12
_DEALS = 13  # " 1237 affaires"
_HISTORY = 22
_FEWEST = 10  # cells of a bar
_EMPTY = mark(
    "Nothing is expected: you have no open deals.\n\n"
    "A deal opens when you accept a hot contact (F9); give it a value, and it stands here in its month."
)


def forecast_sheet(told: Forecast, names: Names, language: str, width: int) -> list[Content]:
    """Return the picture and the figures."""
    if not told.months:
        return [fixed(line, QUIET) for line in tr(_EMPTY).splitlines()]
    counted = any(line.history_minor is not None for line in told.months)
    fixed_part = _LABEL + 2 * _MONEY + _DEALS + (_HISTORY if counted else 0)
    bar = max(width - fixed_part - 1, _FEWEST)
    most = max(line.total_minor for line in told.months)
    rows = [rule(tr("Expected by month"), width), _heading(bar, counted=counted)]
    rows += [_month(_name(line), line, most, bar, language, counted=counted) for line in told.months]
    if len(told.months) > 1:
        rows += [
            _month(tr("All"), line, 0, bar, language, counted=counted, style=STRONG) for line in told.totals
        ]
    unvalued = sum(line.unvalued for line in told.months)
    if unvalued:
        verb = trn("has", "have", unvalued)
        words = tr(
            "? {count} {verb} no value and count in no sum: “Value and title” sets it.",
            count=count(unvalued, "deal"),
            verb=verb,
        )
        rows += wrapped(words, width, style=QUIET)
    if not counted:
        words = tr(
            "By your own history, once {enough} deals of each of these steps are closed.", enough=ENOUGH
        )
        rows += wrapped(words, width, style=QUIET)
    rows += [fixed(""), rule(tr("Chance of a deal in each step"), width)]
    rows.append(
        join(
            column("", 22),
            column(tr("playbook"), 10, QUIET, right=True),
            fixed(tr("  your closed deals"), QUIET),
        )
    )
    return [*rows, *(_step(step, names, width) for step in told.steps)]


def _heading(bar: int, *, counted: bool) -> Content:
    parts = [
        column("", _LABEL),
        column(tr("█ likely of ░ open") if bar > 18 else tr("█ of ░"), bar, QUIET),
        column(tr("likely"), _MONEY, QUIET, right=True),
        column(tr("open"), _MONEY, QUIET, right=True),
        column("", _DEALS, QUIET, right=True),
    ]
    if counted:
        parts.append(column(tr("by your history"), _HISTORY, QUIET, right=True))
    return join(*parts)


def _month(
    name: str, line: MonthLine, most: int, bar: int, language: str, *, counted: bool, style: str = ""
) -> Content:
    parts = [
        column(name, _LABEL, style),
        _bar(line, most, bar),
        column(_about(line.weighted_minor, line.currency, language), _MONEY, STRONG, right=True),
        column(money(line.total_minor, line.currency, language), _MONEY, style, right=True),
        column(count(line.deals, "deal"), _DEALS, QUIET, right=True),
    ]
    if counted:
        low, high = (_about(one, line.currency, language) for one in (line.low_minor, line.high_minor))
        parts.append(column(f"{low} – {high}" if low else "", _HISTORY, right=True))
    return join(*parts)


def _bar(line: MonthLine, most: int, width: int) -> Content:
    if not most:
        return fixed(" " * width)
    whole = round((width - 1) * line.total_minor / most)
    likely = min(round((width - 1) * line.weighted_minor / most), whole)
    if line.weighted_minor and not likely:
        likely, whole = 1, max(whole, 1)
    drawn = join(fixed("█" * likely, ACCENT), fixed("░" * (whole - likely), QUIET))
    return drawn.pad_right(width - drawn.cell_length)


def _step(step: StepChance, names: Names, width: int) -> Content:
    return join(
        column(names.step(step.code), 22),
        column(f"{step.probability} %", 10, right=True),
        "  ",
        say(share_words(step.won)),
    ).truncate(width, ellipsis=True)


def share_words(share: Share) -> str:
    """Return "40 % of 10, between 17 and 69 %"."""
    if share.value is None:
        return tr("none closed yet")
    low, high = share.interval
    return tr(
        "{value:.0f} % of {of}, between {low:.0f} and {high:.0f} %",
        value=share.value * 100,
        of=share.of,
        low=low * 100,
        high=high * 100,
    )


def _name(line: MonthLine) -> str:
    return f"{month_name(line.month)} {line.month.year}"


def _about(minor: int | None, currency: str, language: str) -> str:
    """Return an amount without its cents, "" for none: what is likely is no exact figure."""
    return money(None if minor is None else round(minor, -minor_digits(currency)), currency, language)
