"""What every test stands on: an empty home, no network beyond this machine, a fixed moment."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import hypothesis
import pytest

from pipeline_tui import settings

# A slow shared machine is no fault of a rule. CI repeats the same cases; the inner loop looks for new ones.
hypothesis.settings.register_profile("house", deadline=None, derandomize="CI" in os.environ, print_blob=True)
hypothesis.settings.load_profile("house")

_FOLDERS = {
    "HOME": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_RUNTIME_DIR": ".run",
}
_OURS = ("PIPELINE_", "TEXTUAL")
_TERMINAL = ("COLORTERM", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
_LANGUAGE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES")  # of the interface, with LANG
# Not UTC, and with a summer time: an instant read in the machine's zone by mistake comes out wrong.
_MACHINE_ZONE = "Europe/Paris"

_LOOPBACK = ("127.", "::1", "localhost", "::ffff:127.")
_ASKS_FOR_A_HOST = ("socket.getaddrinfo", "socket.gethostbyname")
_NAMES_AN_ADDRESS = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind")


class NetworkForbidden(AssertionError):
    """A test reached for a machine other than this one."""


def _watch_sockets(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse every address but this machine's own, for this process; unix sockets and pipes are free."""
    if not event.startswith("socket."):
        return
    host: object = None
    if event in _ASKS_FOR_A_HOST:
        host = arguments[0]
    elif event in _NAMES_AN_ADDRESS and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    name = os.fsdecode(host) if isinstance(host, (str, bytes)) else None
    if name is not None and not name.startswith(_LOOPBACK):
        raise NetworkForbidden(f"{event} to {name!r}: tests reach this machine only")


def pytest_configure() -> None:
    sys.addaudithook(_watch_sockets)
    # A thousand programs are built and left behind: at the usual pace a fifth of the suite's time went into
    # looking through all of them for garbage.
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The next unused home of this session; making a ``tmp_path`` for each of many small tests is slower."""
    root = tmp_path_factory.mktemp("homes")
    return (root / str(number) for number in count(1))


@pytest.fixture(autouse=True)
def home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, and an environment that carries nothing over from whoever runs the tests."""
    folder = next(homes)
    folder.mkdir()
    for name in list(os.environ):
        if name.startswith(_OURS) or name in _TERMINAL + _LANGUAGE:
            monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name, place in _FOLDERS.items():
        monkeypatch.setenv(name, str(folder / place))
    settings.speak()  # the test before may have spoken French
    return folder


@pytest.fixture(autouse=True, scope="session")
def machine_zone() -> Iterator[None]:
    """The same time zone on every machine that runs the tests."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = _MACHINE_ZONE
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.fixture
def frozen_now() -> datetime:
    """Monday 23 November 2026, 14:03 in Paris: a moment at which shops are open and people may be rung."""
    return datetime(2026, 11, 23, 13, 3, tzinfo=UTC)


# What a test of these folders costs is a shop, a screen or a program. In the inner loop stay the first of
# each file, which show what it is about; of screens only every desk and the ways in and out of it.
FIRST_ONLY = {"screens": 1, "journeys": 1, "services": 3, "storage": 3}
FAST_SCREENS = {
    f"test_{name}.py"
    for name in (
        *("scout", "hunter", "farmer", "line", "inbox", "hand_off", "sale", "today", "people", "program"),
        *("set_up", "first_day", "import_sheet", "finding", "method", "language", "words"),
    )
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files of slow tests first, and leave the inner loop the first tests of each file that is dear.

    Processes take file after file: the longest at the end would be waited for by all the others.
    """
    long = {item.path for item in items if item.get_closest_marker("slow") is not None}
    items.sort(key=lambda item: item.path not in long)
    seen: Counter[Path] = Counter()
    for item in items:
        folder = item.path.parent.name
        if folder not in FIRST_ONLY:
            continue
        left_out = folder == "screens" and item.path.name not in FAST_SCREENS
        if left_out or seen[item.path] >= FIRST_ONLY[folder]:
            item.add_marker(pytest.mark.slow)
        seen[item.path] += 1
