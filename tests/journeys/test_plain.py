"""``--plain`` as its own process: through a pipe, in a pty, and killed in the middle."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pexpect
import pytest

from tests.journeys.shell import MOMENT, Prompt
from tests.journeys.terminals import PATIENCE, PROGRAM, environment

PLAIN = re.compile(r"[^\x20-\x7e\u00a0-\u024f\u2010-\u203a€·\n]")  # words and punctuation, nothing drawn


def run(
    prompt: Prompt, *words: str, typed: Sequence[str] = (), **env: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *words, "--workspace", prompt.workspace],
        input="".join(f"{line}\n" for line in typed),
        env=environment(PIPELINE_NOW=MOMENT, **env),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def piped(prompt: Prompt, *lines: str, who: str = "Anne") -> subprocess.CompletedProcess[str]:
    return run(prompt, "--plain", "--as", who, typed=lines)


def terminal(prompt: Prompt, *words: str) -> pexpect.spawn[str]:
    child: pexpect.spawn[str] = pexpect.spawn(
        PROGRAM[0],
        [*PROGRAM[1:], "--plain", "--workspace", prompt.workspace, *words],
        env=environment(PIPELINE_NOW=MOMENT, TERM="dumb"),
        encoding="utf-8",
        timeout=PATIENCE,
        # A suite that was started in the background ignores control-C, and so would whatever it starts.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    child.delaybeforesend = None
    return child


def ends_well(child: pexpect.spawn[str]) -> None:
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


@pytest.mark.slow
def test_a_pipe_works_a_contact_through(one_tier: Prompt) -> None:
    done = piped(one_tier, "", "e", "demande des lys", "", "", "1", "n", "figures")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Claire MARTIN" in done.stdout
    assert "Minh NGO" in done.stdout
    assert not PLAIN.findall(done.stdout)
    entries = one_tier.done("journal", "show")
    assert [entry["verb"] for entry in entries].count("outcome") == 1


def test_the_lone_operator_needs_no_name_and_errors_are_told(one_tier: Prompt) -> None:
    done = piped(one_tier, who="Nobody")
    assert done.returncode == 2
    assert "No operator is called Nobody" in done.stderr
    alone = run(one_tier, "--plain", typed=["nonsense"])
    assert alone.returncode == 0
    assert "Scout desk of Anne" in alone.stdout
    assert "nonsense: not known here." in alone.stdout
    nowhere = f"{one_tier.workspace}.not-there"
    missing = piped(Prompt(nowhere, one_tier.capsys), "Chez Zoé")
    assert missing.returncode == 2
    assert "A few questions set up your shop" in missing.stdout
    assert "Nothing was made." in missing.stderr
    assert not Path(nowhere).exists()


@pytest.mark.slow
def test_a_dumb_terminal_with_a_passphrase_and_control_c(
    one_tier: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline_tui.cli import people

    monkeypatch.setattr(people, "_new_passphrase", lambda _name: "trois mots simples")
    assert one_tier("people", "passphrase", "Anne").code == 0
    child = terminal(one_tier, "--as", "Anne")
    child.expect("Passphrase of Anne")
    child.sendline("trois mots simples")
    child.expect("Enter for the next contact:")
    child.sendline("")
    child.expect("Claire MARTIN. Enter to dial:")
    child.sendline("e")
    child.expect("Note:")
    child.sendline("le matin seulement")
    child.expect("Kept.")
    child.expect("Note:")
    child.sendintr()
    child.expect("Left Claire MARTIN. What you typed is kept.")
    ends_well(child)
    assert "trois" not in str(child.before)


@pytest.mark.slow
def test_control_d_leaves_and_nothing_moves_the_cursor(one_tier: Prompt) -> None:
    child = terminal(one_tier, "--as", "Anne")
    child.logfile_read = said = _Kept()
    child.expect("Enter for the next contact:")
    child.sendline("")
    child.expect("Enter to dial:")
    child.sendline("")
    child.expect("in a call")
    child.sendeof()
    child.expect("The call awaits how it ended.")
    ends_well(child)
    assert "\x1b" not in said.text


@pytest.mark.slow
def test_killed_in_the_middle_the_same_contact_and_words_come_back(one_tier: Prompt) -> None:
    child = terminal(one_tier, "--as", "Anne")
    child.expect("Enter for the next contact:")
    child.sendline("")
    child.expect("Claire MARTIN. Enter to dial:")
    child.sendline("")
    child.expect("in a call")
    child.sendline("e")
    child.expect("Note:")
    child.sendline("rappeler après le 3")
    child.expect("Kept.")
    child.kill(signal.SIGKILL)
    child.wait()
    again = piped(one_tier, "r", "")
    assert "Claire MARTIN" in again.stdout
    assert "This call was dialled, and awaits how it ended." in again.stdout
    assert "Your note so far: rappeler après le 3" in again.stdout
    assert "Stored: Refus, Claire MARTIN; " in again.stdout


class _Kept:
    """Everything a terminal wrote."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        """Keep it; there is nowhere to flush to."""


def test_help_names_it(one_tier: Prompt) -> None:
    assert "--plain" in one_tier("--help").out
    beside = one_tier("--plain", "next")
    assert beside.code == 2
    assert "takes no command" in beside.err
    assert Path(one_tier.workspace).exists()


def test_plain_answers_no_json(one_tier: Prompt) -> None:
    beside = one_tier("--plain", "--json")
    assert (beside.code, beside.out) == (2, "")
    assert "no JSON" in beside.err


def test_a_pipe_that_cannot_write_a_letter_gets_the_rest(one_tier: Prompt) -> None:
    one_tier.done("next")
    done = run(one_tier, "look-up", "0199001234", "--as", "Anne", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "34: yours." in done.stdout
