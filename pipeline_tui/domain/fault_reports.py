"""What is told of a fault of the program: which kind, and where; never a value, a name or a number.

The words of an exception may hold what the program held, so that only its type is told.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator

from pipeline_tui.domain.text import clean
from pipeline_tui.wording import tr

_PACKAGE = "pipeline_tui"
_SHOWN = 6  # places on the page; the report holds all of them
_MOST_FAULTS = 8  # behind one another


def page(error: BaseException | None, kept: str) -> str:
    """Return what a terminal shows after a fault; ``kept`` is the file of the whole report, or ""."""
    own = [place for one in _chain(error) for place in _places(one, own=True)]
    name = clean(type(error).__name__) if error is not None else tr("an unknown fault")
    report = (
        tr("The report is in {kept}: it holds no data.", kept=kept)
        if kept
        else tr("The report could not be stored.")
    )
    return "\n".join(
        (
            tr("pipeline-tui stopped: {name}.", name=name),
            tr("Everything that was saved is saved; what you typed comes back when you start it again."),
            *(own[-_SHOWN:] or [tr("  outside this program")]),
            f"{report} {tr('Give it, or these lines, to who looks after the program.')}",
        )
    )


def report(error: BaseException | None, about: str) -> str:
    """Return every place of the fault and of those behind it; ``about`` says which program it was."""
    told = [about]
    for one in _chain(error):
        told += ["", clean(type(one).__name__), *_places(one, own=False)]
    return "\n".join((*told, ""))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield a fault and those it came from, the first one last; a worker's failure carries its own."""
    seen: list[BaseException] = []
    while error is not None and error not in seen and len(seen) < _MOST_FAULTS:
        seen.append(error)
        inner = getattr(error, "error", None)
        error = inner if isinstance(inner, BaseException) else error.__cause__ or error.__context__
    yield from seen


def _places(error: BaseException, *, own: bool) -> list[str]:
    frames = [(_short(frame.filename), frame) for frame in traceback.extract_tb(error.__traceback__)]
    return [
        f"  {path}, line {frame.lineno}, in {frame.name}"
        for path, frame in frames
        if not own or path.startswith(f"{_PACKAGE}/")
    ]


def _short(filename: str) -> str:
    """Return a source file without the folders of this machine."""
    path = filename.replace("\\", "/")
    _, found, inside = path.rpartition(f"/{_PACKAGE}/")
    if found:
        return f"{_PACKAGE}/{inside}"
    _, found, inside = path.rpartition("/site-packages/")
    return inside if found else path.rpartition("/")[2]
