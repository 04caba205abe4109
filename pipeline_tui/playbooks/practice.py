"""Reads ``data/practice``: the invented people, and what is said and sold in each trade's practice shop."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.practice import (
    Article,
    City,
    ColdList,
    Employer,
    Job,
    PracticeTrade,
    Source,
    Stranger,
    Talk,
    Wish,
    World,
)
from pipeline_tui.settings import data_folder
from pipeline_tui.wording import tr

_PEOPLE = "people"


def practice_trades() -> tuple[str, ...]:
    """Return the trades that have a practice shop."""
    return tuple(
        sorted(path.stem for path in (data_folder() / "practice").glob("*.toml") if path.stem != _PEOPLE)
    )


@cache
def load_world() -> World:
    """Return the names and places of invented people."""
    data = _read(_PEOPLE)
    return World(
        women=tuple(data["given"]["ms"]),
        men=tuple(data["given"]["mr"]),
        families=tuple(data["family"]["names"]),
        streets=tuple(data["places"]["streets"]),
        cities=tuple(City(*city) for city in data["places"]["cities"]),
        mail=tuple(data["places"]["mail"]),
        consents=tuple(Source(one["channel"], MappingProxyType(one["evidence"])) for one in data["consents"]),
        strangers=tuple(_stranger(one) for one in data["strangers"]),
    )


@cache
def load_trade(trade: str) -> PracticeTrade:
    """Return what is invented for a trade; UsageTrouble when there is nothing."""
    known = practice_trades()
    if trade not in known:
        raise UsageTrouble(
            tr("There is no practice shop for the trade {trade}", trade=trade),
            tr("Ready: {trades}.", trades=", ".join(known)),
            tr("Choose one of these."),
        )
    data = _read(trade)
    languages = tuple(data["notes"])
    return PracticeTrade(
        firm=data["shop"]["firm"],
        employers=tuple(
            Employer(name, tuple(_job(one) for one in jobs)) for name, jobs in data["shop"]["employers"]
        ),
        client_list=MappingProxyType(data["lists"]["clients"]),
        cold_lists=tuple(
            ColdList(MappingProxyType(one["names"]), one["of"], one["business"], one.get("priority", 5))
            for one in data["lists"]["cold"]
        ),
        talk=MappingProxyType({language: _talk(data, language) for language in languages}),
    )


def _talk(data: Mapping[str, Any], language: str) -> Talk:
    articles = {what: Article(what, least, most) for what, least, most in data["sales"][language]}
    return Talk(
        notes=_texts(data["notes"][language]),
        wishes=tuple(_wish(one, articles) for one in data["briefs"][language]),
        answers=_texts(data["answers"][language]),
        articles=tuple(articles.values()),
        repeats=tuple(
            Wish(MappingProxyType({}), said, Article(what, least, most))
            for said, what, least, most in data["repeats"][language]
        ),
    )


def _job(said: str | Sequence[str]) -> Job:
    """Return a job that is said alike of everybody, or in two forms: of a woman, then of a man."""
    return Job(said, said) if isinstance(said, str) else Job(*said)


def _wish(one: Mapping[str, str], articles: Mapping[str, Article]) -> Wish:
    brief = {key: text for key, text in one.items() if key not in ("said", "sells")}
    return Wish(MappingProxyType(brief), one["said"], articles[one["sells"]])


def _texts(lists: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({code: tuple(texts) for code, texts in lists.items()})


def _stranger(one: Mapping[str, Any]) -> Stranger:
    fields = {key: value for key, value in one.items() if key != "city"}
    city, postcode = one.get("city", ("", ""))
    return Stranger(city=city, postcode=postcode, **fields)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((data_folder() / "practice" / f"{name}.toml").read_text(encoding="utf-8"))
