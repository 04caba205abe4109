"""What an act in the tables is, and the usual way of making one ready."""

from __future__ import annotations

from collections.abc import Callable

from tests.shops import Line

Act = Callable[[str], object]  # done under an id; what the services answer


def given(
    who: str, door: Callable[..., object], make: Callable[[Line], object], *more: object, **told: object
) -> Callable[[Line], Act]:
    """Return the act of somebody on one thing that was made before."""

    def prepare(line: Line) -> Act:
        thing, viewer = make(line), line.viewer(who)
        return lambda act: door(line.shop, viewer, thing, *more, act=act, **told)

    return prepare
