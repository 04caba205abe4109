"""A fault planted in the running program: kind and place are told, nothing it held, nothing typed is lost."""

from __future__ import annotations

import json
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.shell import MOMENT, Prompt
from tests.journeys.terminals import Pty, environment

pytestmark = pytest.mark.slow

NUMBER = "+33199007788"
SAID = ("99 00 77 88", "199007788", "Zoé")

# Each replaces a function by one that fails with a number in a local variable and in its own words.
_FAIL = f"""
import sys
def fail(*args, **kwargs):
    number, who = {NUMBER!r}, "Zoé"
    raise KeyError(number + who)
"""
PLACES = {
    "a worker": "from pipeline_tui.services import dialling; dialling.dial = fail",
    "a key": "from pipeline_tui.screens.scripted import ScriptedScreen as S; S.action_objections = fail",
    "a picture": "from pipeline_tui.widgets.call_bar import CallBar; CallBar.show = lambda *_: fail()",
    "a timer": "from pipeline_tui.screens.in_hand import InHandScreen as S; S.RENEW = S._renew = fail; "
    "import pipeline_tui.screens.in_hand as m; m.RENEW_EVERY = 0.2",
}
_RUN = "from pipeline_tui.__main__ import main; sys.exit(main())"


def _kept(home: Path) -> list[Path]:
    return sorted(home.rglob("fault-*.txt"))


def _told_nothing(text: str) -> None:
    assert NUMBER not in text
    for words in SAID:
        assert words not in text


@pytest.mark.parametrize("place", PLACES)
def test_the_page_and_the_report_name_the_place_and_no_data(
    place: str, one_tier: Prompt, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    code = f"{_FAIL}\n{PLACES[place]}\n{_RUN}"
    argv = (sys.executable, "-c", code, "--workspace", one_tier.workspace, "--as", "Anne")
    pty = Pty(argv, environment(PIPELINE_NOW=MOMENT), (100, 30))
    try:
        if place in ("a worker", "a key"):
            pty.wait_for("No contact in hand")
            pty.press("enter")
            pty.wait_for("Claire MARTIN")
            pty.press("d" if place == "a worker" else "o")
        code_of_exit = pty.wait_for_end()
    finally:
        pty.close()
    shown = pty.raw.decode(errors="replace")
    assert code_of_exit == 1
    assert "pipeline-tui stopped: KeyError." in shown
    assert "it holds no data" in shown.replace("\r\n", " ")
    _told_nothing(shown)
    (report,) = _kept(tmp_path / "state")
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    text = report.read_text(encoding="utf-8")
    assert "KeyError" in text
    assert "in fail" in text
    assert str(Path.home()) not in text
    _told_nothing(text)


def test_what_was_typed_just_before_is_kept(
    one_tier: Prompt, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    # The pause after which a note is stored never comes: only the fall itself can keep it.
    plant = "import pipeline_tui.screens.draft_keeper as d; d.PAUSE = 3600.0; " + PLACES["a key"]
    plant += "; from pipeline_tui.screens.base import DeskScreen as B; B.on_descendant_blur = lambda s: None"
    plant += "; from pipeline_tui.widgets.note_box import NoteBox as N; N.on_blur = lambda s, e: fail()"
    code = f"{_FAIL}\n{plant}\n{_RUN}"
    argv = (sys.executable, "-c", code, "--workspace", one_tier.workspace, "--as", "Anne")
    pty = Pty(argv, environment(PIPELINE_NOW=MOMENT), (100, 30))
    try:
        pty.wait_for("No contact in hand")
        pty.press("enter")
        pty.wait_for("Claire MARTIN")
        pty.press("e")
        pty.wait_for("back to the keys")
        pty.press(*"pas de lys")
        pty.wait_for("pas de lys")
        pty.press("escape")
        assert pty.wait_for_end() == 1
    finally:
        pty.close()
    with closing(sqlite3.connect(one_tier.workspace)) as database:
        (body,) = database.execute("SELECT body FROM draft").fetchone()
    assert json.loads(body)["note"] == "pas de lys"


def test_the_command_line_tells_no_more(
    one_tier: Prompt, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    plant = "from pipeline_tui.services import claiming; claiming.claim_next = fail"
    words = ("--workspace", one_tier.workspace, "--as", "Anne", "next")
    done = subprocess.run(
        [sys.executable, "-c", f"{_FAIL}\n{plant}\n{_RUN}", *words],
        env=environment(PIPELINE_NOW=MOMENT),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "pipeline-tui stopped: KeyError." in done.stderr
    _told_nothing(done.stdout + done.stderr)
    assert len(_kept(tmp_path / "state")) == 1
