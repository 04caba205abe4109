"""A link is opened at the operator's own desktop only."""

from __future__ import annotations

import pytest

from pipeline_tui.telephony import opening

HERE = {"DISPLAY": ":0"}


def found(name: str) -> str:
    return f"/usr/bin/{name}"


@pytest.mark.parametrize(
    ("environment", "platform", "wanted"),
    [
        (HERE, "linux", "/usr/bin/xdg-open"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", "/usr/bin/xdg-open"),
        ({}, "linux", ""),
        ({}, "darwin", "/usr/bin/open"),
        ({**HERE, "SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}, "linux", ""),
        ({"SSH_TTY": "/dev/pts/1"}, "darwin", ""),
        ({**HERE, "SSH_CLIENT": "10.0.0.1 1 22"}, "linux", ""),
    ],
)
def test_who_opens_links(environment: dict[str, str], platform: str, wanted: str) -> None:
    assert opening.opener(environment, platform, found) == wanted


def test_where_the_desktop_has_no_opener_nothing_is_opened() -> None:
    assert opening.opener(HERE, "linux", lambda _: None) == ""


def test_a_program_that_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for program, taken in (("/bin/true", True), ("/bin/false", False), ("/nowhere/at/all", False)):
        monkeypatch.setattr(opening, "opener", lambda *_args, program=program: program)
        assert opening.open_link("https://wa.me/1") is taken
