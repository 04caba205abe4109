"""Reads from ``playbook.toml`` what a trade wants to know of its clients, and the dates on which it sells."""

from __future__ import annotations

from types import MappingProxyType

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.needs import Need
from pipeline_tui.domain.occasions import LONGEST_LEAD
from pipeline_tui.domain.scripts import AnswerType
from pipeline_tui.domain.shop_dates import ShopDate, date_of
from pipeline_tui.playbooks.toml_tables import Table
from pipeline_tui.wording import tr

Languages = tuple[str, ...]
_ANY_YEAR = 2026
_ANY_RULE = "1 january"


def needs(root: Table, languages: Languages) -> tuple[Need, ...]:
    """Return the questions of the needs sheet, none when the playbook asks nothing."""
    found, seen = [], set[str]()
    for table in root.tables("needs"):
        key = table.text("key")
        if key in seen:
            table.fault("key", tr("“{code}” stands twice in {table}", code=key, table="needs"))
        seen.add(key)
        kind = table.one_of("type", AnswerType, AnswerType.TEXT)
        asks = table.names("asks", languages) if "asks" in table else MappingProxyType({})
        found.append(
            Need(key, table.names("names", languages), asks, kind, choices_of(table, kind, languages))
        )
        table.refuse_others()
    return tuple(found)


def shop_dates(root: Table, languages: Languages) -> tuple[ShopDate, ...]:
    """Return the dates on which the shop sells, none when the playbook names none."""
    found, seen = [], set[str]()
    for table in root.tables("shop_dates"):
        code = table.text("code")
        if code in seen:
            table.fault("code", tr("“{code}” stands twice in {table}", code=code, table="shop_dates"))
        seen.add(code)
        rule = table.text("rule")
        try:
            date_of(rule, _ANY_YEAR)
        except UsageTrouble as trouble:
            table.fault("rule", f"{trouble.detail} {trouble.next_step}")
            rule = _ANY_RULE
        found.append(
            ShopDate(
                code,
                table.names("names", languages),
                rule,
                table.number("lead_days", 14, least=1, most=LONGEST_LEAD),
                table.texts("countries"),
            )
        )
        table.refuse_others()
    return tuple(found)


def choices_of(
    table: Table, kind: AnswerType, languages: Languages
) -> MappingProxyType[str, tuple[str, ...]]:
    """Return what a choice is chosen from, in each language."""
    if "choices" not in table:
        if kind is AnswerType.CHOICE:
            table.fault("type", tr("a choice needs “choices”, a list in each language"))
        return MappingProxyType({})
    given = table.table("choices")
    found = {language: given.texts(language) for language in languages}
    if len({len(one) for one in found.values()}) > 1 or not all(found.values()):
        given.fault("", tr("“choices” are not as many in every language"))
    given.refuse_others()
    return MappingProxyType(found)
