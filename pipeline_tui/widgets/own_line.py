"""What concerns the operator in the header: the day so far, by the width there is, and what waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING

from pipeline_tui.domain.own_figures import rate
from pipeline_tui.ui.formatting import count, for_long, percent
from pipeline_tui.ui.keymap import shown_key
from pipeline_tui.wording import tr, trn

if TYPE_CHECKING:
    from pipeline_tui.domain.desk import Figures
    from pipeline_tui.domain.messages import Waiting
    from pipeline_tui.domain.method_news import MethodNews
    from pipeline_tui.ui.keymap import Keys

_SOON = timedelta(hours=2)  # a limit further away is read in the inbox
ROOMY, WIDE, HUGE = 100, 120, 150


def day_words(figures: Figures, width: int, goal: int = 0) -> tuple[str, ...]:
    """Return the words for a terminal so many cells wide; a rate only when enough calls stand behind it.

    ``goal`` is how many calls a day somebody wants to make, 0 for none.
    """
    calls = (
        tr("{calls} of {count}", calls=figures.calls, count=count(goal, "call"))
        if goal
        else count(figures.calls, "call")
    )
    if width < ROOMY:
        return (f"{calls} · {hot(figures.handed_off)}",)
    share = rate(figures.reached, figures.calls)
    told = f"{percent(share)} · " if share is not None else ""
    words = (
        tr("{calls} · {reached} reached", calls=calls, reached=figures.reached),
        f"{told}{hot(figures.handed_off)}",
    )
    usual = figures.usual
    if width < WIDE or usual is None:
        return words
    if width >= HUGE:
        usually = tr(
            "{count} · {reached} reached · {hot}",
            count=count(usual.calls, "call"),
            reached=usual.reached,
            hot=hot(usual.handed_off),
        )
        return (*words, tr("usual by now {usually}", usually=usually))
    return (
        *words,
        tr(
            "usual by now {calls}/{reached}/{handed_off}",
            calls=usual.calls,
            reached=usual.reached,
            handed_off=usual.handed_off,
        ),
    )


def inbox_words(waiting: Waiting, keys: Keys, now: datetime, width: int) -> tuple[str, ...]:
    """Return the key that opens the inbox, how much is new there and how soon it is to be accepted.

    A narrow header (cells) says the time alone, so that the desk and the day keep their words.
    """
    inbox = keys.find("desk.inbox")
    if not waiting.count or inbox is None:
        return ()
    words = f"{shown_key(inbox.keys[0]) if inbox.keys else tr('inbox')} {waiting.count}"
    left = waiting.accept_by - now if waiting.accept_by is not None else None
    if left is None or left > _SOON:
        return (words,)
    minutes = ceil(left.total_seconds() / 60)
    if minutes <= 0:
        return (tr("{words} · ! late", words=words),)
    return (f"{words} · {tr('accept within ') if width >= ROOMY else ''}{for_long(minutes)}",)


def method_words(news: MethodNews, keys: Keys, width: int) -> tuple[str, ...]:
    """Return the key that shows what is new in the method, and that something is."""
    command = keys.find("method.news")
    if not news.unread or command is None:
        return ()
    key = f"{shown_key(command.keys[0])} " if command.keys else ""
    return (tr("{key}new in the playbook", key=key) if width >= ROOMY else f"{key}new",)


def hot(handed_off: int) -> str:
    """Return how many contacts were handed on, in a word."""
    return trn("{number} hot", "{number} hot", handed_off)
