"""The documents: links resolve, commands named in them exist, generated parts are what the program says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipeline_tui.cli.main import main
from pipeline_tui.ui.commands import COMMANDS
from scripts.references import shell
from scripts.references.__main__ import PARTS, pages, refreshed
from scripts.references.answers.shapes import SHAPES
from tests.architecture.tree import ROOT, shown

DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *pages()]
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"```\n(.*?)```|`([^`\n]+)`", re.DOTALL)
_RUN = re.compile(r"(?:^|[\s(/])pipeline-tui((?: +(?!#)[^\s|)]+)*)", re.MULTILINE)
_SCRIPT = re.compile(r"(?<![\w/])(scripts/[a-z_]+(?:\.py|/)?)")
_FILE = re.compile(r"`((?:cli|screens|widgets|ui|services|storage|playbooks|domain|telephony)/[\w/]+\.py)`")
_TEST = re.compile(r"`?(tests/[\w/]+(?:\.py)?)")
_WITH_VALUE = ("--workspace", "--as")


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub makes of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


def broken_links(page: Path, text: str) -> list[str]:
    """Return the links of a page that lead nowhere in the repository."""
    broken = []
    for link in _LINK.findall(text):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    return broken


def unknown_commands(text: str) -> list[str]:
    """Return the commands of the shell that a page shows and the program does not have."""
    known = set(shell.commands())
    found = []
    for block, inline in _CODE.findall(text):
        for words in _RUN.findall(block or inline):
            named = _command(words.split())
            if named and not any(" ".join(named[:count]) in known for count in (1, 2, 3)):
                found.append(" ".join(named[:2]))
    return found


def _command(words: list[str]) -> list[str]:
    """Return what is called: without the common options, and up to the first option or placeholder."""
    while words and words[0].startswith("--"):
        words = words[2:] if words[0] in _WITH_VALUE else words[1:]
    return [] if not words or not words[0].islower() else words[:3]


@pytest.mark.parametrize("page", DOCUMENTS, ids=shown)
def test_links_lead_somewhere(page: Path) -> None:
    assert broken_links(page, page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", DOCUMENTS, ids=shown)
def test_commands_named_exist(page: Path) -> None:
    assert unknown_commands(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", DOCUMENTS, ids=shown)
def test_scripts_and_modules_named_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = {*_SCRIPT.findall(text), *_TEST.findall(text)}
    named |= {f"pipeline_tui/{name}" for name in _FILE.findall(text)}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", pages(), ids=shown)
def test_generated_parts_are_current(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert refreshed(text) == text, "run scripts/reference --write"


def test_every_part_that_scripts_print_stands_on_a_page() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in pages())
    assert [part for part in PARTS if f"<!-- generated: {part} -->" not in text] == []


def test_wrong_documents_are_noticed() -> None:
    page = ROOT / "README.md"
    assert broken_links(page, "[a](nowhere.md) [b](docs/keys.md#nothing) [c](docs/keys.md)") == [
        "nowhere.md",
        "docs/keys.md#nothing",
    ]
    text = "`pipeline-tui --as Zoé fly FILE` and `pipeline-tui deal sell 3`, not `pipeline-tui deal won 3`"
    assert unknown_commands(text) == ["fly FILE", "deal sell"]


def test_every_command_says_what_it_answers() -> None:
    assert set(shell.ANSWERS) == set(shell.commands())


def test_every_shape_named_is_explained() -> None:
    named = set(re.findall(r"\*(\w+)\*", " ".join(shell.ANSWERS.values())))
    assert named <= set(SHAPES) | {record.__name__ for record in shell.RECORDS}


def test_every_key_of_the_program_is_listed() -> None:
    text = (ROOT / "docs/keys.md").read_text(encoding="utf-8")
    assert [command.id for command in COMMANDS if f"`{command.id}`" not in text] == []


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("documents") / "shop.db")
    made = main(
        [
            "--workspace",
            path,
            "init",
            "--firm",
            "Lys",
            "--practice",
            "--operator",
            "Zoé:scout,hunter,farmer,manager",
        ]
    )
    assert made == 0
    return path


ALONE = (
    *("people list", "people add Paul:scout", "structure show", "lists show", "journal show"),
    *("journal verify", "report funnel", "doctor", "keys"),
)


@pytest.mark.parametrize("words", ALONE)
def test_answers_have_the_fields_the_page_lists(
    words: str, workspace: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--workspace", workspace, "--json", *words.split()])
    answer = json.loads(capsys.readouterr().out)
    given = answer[0] if isinstance(answer, list) else answer
    command = next(name for name in shell.ANSWERS if words.startswith(name))
    assert set(given) == documented(shell.ANSWERS[command])


def documented(answer: str) -> set[str]:
    """Return the fields that an answer lists, itself or in the record it names."""
    named = re.match(r"(?:an array of )?\*(\w+)\*", answer)
    line = answer
    if named:
        line = next(
            each for each in shell.record_reference().splitlines() if each.startswith(f"- *{named[1]}*")
        )
    return set(re.findall(r"`(\w+)`", re.sub(r"\(.*?\)|: an array.*", "", line)))
