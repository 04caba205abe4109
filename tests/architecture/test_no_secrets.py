"""Nothing of the machine, the people or the keys of whoever wrote the code goes into the repository."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.tree import repository_files, shown

# Written in pieces, so that this file needs no exception for itself.
_FORBIDDEN = {
    "a path of somebody's machine": re.compile(
        r"(?<![\w.~>-])/(?:" + "|".join(("work", "root", "home", "Users", "tmp")) + r")/[\w.]"
    ),
    "a package registry's address": re.compile(
        r"pypi\."
        + r"org|pythonhosted\."
        + r"org|registry\.npmjs"
        + r"|deb\.debian\."
        + r"org|--(?:extra-)?index-"
        + r"url[ =]"
    ),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*" + r"PRIVATE KEY"),
    "an access key": re.compile(
        r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[0-9A-Za-z]{36}|xox[baprs]-[0-9A-Za-z-]{10,})"
    ),
}


def _findings(text: str) -> list[str]:
    return [
        f"line {text.count(chr(10), 0, hit.start()) + 1}: {what}: {hit.group()}"
        for what, pattern in _FORBIDDEN.items()
        for hit in pattern.finditer(text)
    ]


def _text(path: Path) -> str:
    # Pictures and the like decode to noise, in which a path of a machine would still stand out.
    return path.read_bytes().decode("utf-8", errors="replace")


def test_no_file_tells_on_its_writer() -> None:
    files = repository_files()
    assert len(files) > 50
    told = {shown(path): found for path in files if (found := _findings(_text(path)))}
    assert told == {}


@pytest.mark.parametrize(
    "line",
    [
        'open("/' + 'work/main/x")',
        "/" + "home/anna/.ssh",
        "see /" + "root/notes",
        "https://pypi." + "org/simple",
        "--index-" + "url https://mirror.example",
        "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
        "AKIA" + "ABCDEFGHIJKLMNOP",
    ],
)
def test_what_must_not_be_there_is_noticed(line: str) -> None:
    assert len(_findings(f"first\n{line}\n")) == 1


@pytest.mark.parametrize(
    "line", ["~/work/notes", "docs/home/page", "a /home of one's own", "https://x.example/tmp/y"]
)
def test_plain_words_pass(line: str) -> None:
    assert _findings(line) == []
