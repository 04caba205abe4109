"""Every fault planted in a copy of a sound playbook is found, with its file and its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline_tui.domain.distribution import DEFAULT_WAYS
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.stages import Stage
from pipeline_tui.playbooks.checking import check
from pipeline_tui.playbooks.reading import load_playbook, shipped_folder

TOML = "playbook.toml"
COLD = "en/cold-call.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped_folder("florist"), tmp_path / "mine"))


def plant(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the first ``old`` of a file and return the line it stood on."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_copy_is_sound(folder: Path) -> None:
    assert check(folder) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (COLD, "- [Go ahead, two minutes](#who)", "- [Go ahead](#whom)", "there is no step #whom"),
        (COLD, "- [No thank you](#leaving)", "- [No](outcome:refuzed)", "there is no outcome “refuzed”"),
        (COLD, "- [No thank you](#leaving)", "- [No](outcome:ordered)", "there is no outcome “ordered”"),
        (COLD, "{civility_name}", "{surname}", "nothing fills in {surname}"),
        (COLD, "{civility_name}", "{civility_name", "a brace stands alone"),
        (COLD, "- `places` (number)", "- `rooms` (number)", "unknown field “rooms”"),
        (COLD, "- [They would like the reminder](#decision)", "- hello", "a list item is"),
        ("fr/cold-call.md", "- `places` (number)", "- `places` (text)", "takes another answer than in en"),
        (TOML, 'key = "q"', 'key = "m"', "the letter “m” is the desk's own"),
        (TOML, 'key = "q"', 'key = "n"', "the letter “n” has two meanings"),
        (TOML, 'key = "q"', 'key = "Q"', "“Q” is not one small letter"),
        (TOML, 'key = "b"', 'key = "q"', "“busy” keeps the letter “b”"),
        (TOML, 'code = "gatekeeper"', 'code = "hot"', "“hot” is the hand-off"),
        (TOML, 'code = "gatekeeper"', 'code = "busy"', "“busy” stands twice in outcomes"),
        (TOML, 'code = "style"', 'code = "table_count"', "“table_count” stands twice in fields"),
        (TOML, 'code = "table_count"', 'code = "need"', "already a field of the brief"),
        (
            TOML,
            'hunting-farming = "fair"',
            'hunting-farming = "luck"',
            "“luck”, not one of fair, quota, team",
        ),
        (TOML, 'hunting-farming = "fair"', 'hunting-selling = "fair"', "“hunting-selling” is no joint"),
        (TOML, 'code = "promise-unclear"', 'code = "need-unclear"', "stands twice for hunting to farming"),
        (TOML, 'names = { en = "Busy", fr = "Occupé" }', 'names = { en = "Busy" }', "missing in fr"),
        (TOML, 'after = "pause"', 'after = "sleep"', "“after” is “sleep”, not one of"),
        (TOML, "retry = { delay_minutes = 15, maximum = 6 }", "", "a retry plan goes with"),
        (TOML, "probability = 85", "probability = 20", "less probable than the one before"),
        (TOML, "probability = 85", "probability = 850", "not between 0 and 100"),
        (TOML, "wrap_up_seconds = 30", "wrap_up_seconds = -1", "“wrap_up_seconds” is -1, not between 0 and"),
        (TOML, 'code = "wrong-hour"', 'code = "known-person"', "stands twice in skip_reasons"),
        (TOML, "probability = 85", "chance = 85", "“chance” means nothing here"),
        (TOML, "days_allowed = 3 ", 'days_allowed = "3" ', "not a whole number"),
        (TOML, 'default_segment = "C"', 'default_segment = "Z"', "there is no segment “Z”"),
        (TOML, "first_check_in_days = 2 ", "first_check_in_days = 0 ", "not between 1"),
        (TOML, 'structure = "one-tier"', 'structure = "no-tier"', "not one of three-tier"),
        (TOML, 'trade = "florist"', "trade = florist", "not TOML"),
        (TOML, 'languages = ["en", "fr"]', 'languages = ["fr"]', "lacks en"),
        (TOML, 'hunting = ["hot-call", "closing", "first-meeting"]', "hunting = []", "no script for hunting"),
    ],
)
def test_a_planted_fault_is_found_where_it_stands(
    folder: Path, file: str, old: str, new: str, told: str
) -> None:
    line = plant(folder, file, old, new)
    found = [finding for finding in check(folder) if told in finding.text]
    assert found, [str(finding) for finding in check(folder)]
    at = {(finding.file, finding.line) for finding in found}
    # A key that has gone is told of at the head of its table.
    assert any(one == file and (where == line or (not new and where <= line)) for one, where in at), at


def test_dead_ends_and_lost_steps(folder: Path) -> None:
    line = plant(folder, COLD, "## Leaving\n", "## Attic\n\nHello.\n\n## Leaving\n")
    loop = plant(
        folder,
        "en/closing.md",
        "- [Run through it now](#summary)\n- [Ring me later](outcome:callback)",
        "- [Hm](#unread)",
    )
    step = (folder / "en/closing.md").read_text(encoding="utf-8").splitlines().index("## Unread") + 1
    assert step < loop
    told = {str(finding) for finding in check(folder)}
    assert f"{COLD}:{line}: dead end: the step “Attic” has no answer" in told
    assert f"{COLD}:{line}: no answer leads to the step “Attic”" in told
    assert f"en/closing.md:{step}: dead end: no way out of the step “Unread”" in told


def test_a_step_twice(folder: Path) -> None:
    line = plant(folder, COLD, "## Leaving\n", "## Later\n")
    assert any((one.file, one.line) == (COLD, line) and "stands twice" in one.text for one in check(folder))


@pytest.mark.parametrize("file", ["fr/closing.md", "fr/regulation-scout.md", "fr/objections.md"])
def test_a_language_lacks_a_file(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert f"{file}:1: the file is missing" in {str(finding) for finding in check(folder)}


def test_other_faults_of_files(folder: Path) -> None:
    (folder / "en/notes.md").write_text("# Notes\n", encoding="utf-8")
    (folder / "en/techniques.md").write_text(" \n", encoding="utf-8")
    (folder / "fr/instruction-scout.md").write_bytes(b"\xff\xfe")
    told = "\n".join(map(str, check(folder)))
    assert "en/notes.md:1: no such page" in told
    assert "en/techniques.md:1: the file is empty" in told
    assert "fr/instruction-scout.md:1: cannot be read" in told
    assert "fr/techniques.md:1: card “spin” is there in fr only" in told


def test_loading_refuses_with_file_and_line(folder: Path) -> None:
    line = plant(folder, COLD, "- [Go ahead, two minutes](#who)", "- nothing")
    with pytest.raises(UsageTrouble) as told:
        load_playbook(folder)
    assert f"{COLD}:{line}: " in told.value.detail
    assert told.value.data["findings"][0]["line"] == line
    assert told.value.next_step == f"Correct line {line} of {COLD}."


def test_no_playbook_at_all(tmp_path: Path) -> None:
    with pytest.raises(UsageTrouble) as told:
        load_playbook(tmp_path)
    assert "playbook.toml:1: cannot be read" in told.value.detail


def test_an_older_playbook_without_joints_of_its_own_still_loads(folder: Path) -> None:
    path = folder / TOML
    text = path.read_text("utf-8")
    start, end = text.index("# Who receives when nobody is named"), text.index("[[lost_reasons]]")
    path.write_text(text[:start] + text[end:], "utf-8")
    old = load_playbook(folder)
    assert old.ways == DEFAULT_WAYS
    assert old.reasons_to_return(Stage.HUNTING, Stage.FARMING) == old.return_reasons
    assert [one.key for one in old.sale_brief] == ["need", "sold", "promised"]
    new = load_playbook(shipped_folder("florist"))
    assert "promise-unclear" in {one.code for one in new.reasons_to_return(Stage.HUNTING, Stage.FARMING)}
    assert new.reasons_to_return(Stage.FARMING, Stage.HUNTING) == new.return_reasons
