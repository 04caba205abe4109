"""The ground the other tests rely on holds."""

from __future__ import annotations

import asyncio
import os
import socket
from datetime import UTC, datetime
from pathlib import Path

import platformdirs
import pytest

from tests.conftest import NetworkForbidden


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "0.0.0.0"])
def test_no_other_machine_is_reached(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.settimeout(0.1)
        with pytest.raises(NetworkForbidden):
            probe.connect((address, 9))
        with pytest.raises(NetworkForbidden):
            probe.bind((address, 0))


def test_names_are_not_looked_up() -> None:
    with pytest.raises(NetworkForbidden):
        socket.getaddrinfo("example.com", 80)


async def test_this_machine_is_reached(home: Path) -> None:
    async def close(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(close, "localhost", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname()[:2])
        assert await reader.read() == b""
        writer.close()
    with socket.socket(socket.AF_UNIX) as local:
        local.bind(str(home / "s"))


def test_home_is_empty_and_ours(home: Path) -> None:
    assert Path.home() == home
    assert list(home.iterdir()) == []
    for folder in (platformdirs.user_data_path("x"), platformdirs.user_config_path("x")):
        assert folder.is_relative_to(home)


def test_nothing_leaks_in_from_the_shell() -> None:
    assert [name for name in os.environ if name.startswith(("PIPELINE_", "TEXTUAL"))] == []


def test_the_machine_zone_is_not_utc() -> None:
    assert datetime(2026, 7, 1, tzinfo=UTC).astimezone().utcoffset() == datetime(
        2026, 7, 1, 2, tzinfo=UTC
    ) - datetime(2026, 7, 1, tzinfo=UTC)
