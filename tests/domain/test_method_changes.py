"""What differs between two playbooks: every line accounted for, and nothing else told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline_tui.domain.method_changes import ChangedLine, Mark, changed_files, changes
from pipeline_tui.domain.method_versions import digest_of

TEXTS = st.lists(st.sampled_from("abcdef"), max_size=30).map("\n".join)
PLAYBOOKS = st.dictionaries(st.sampled_from(["playbook.toml", "en/a.md", "fr/a.md"]), TEXTS)


def test_a_changed_line_stands_between_its_neighbours() -> None:
    before = {"en/a.md": "1\n2\n3\n4\n5\n6\n7", "en/b.md": "same"}
    after = {"en/a.md": "1\n2\n3\nfour\n5\n6\n7", "en/b.md": "same"}
    (one,) = changes(before, after)
    assert (one.file, one.state, one.added, one.removed) == ("en/a.md", "changed", 1, 1)
    assert one.lines == (
        ChangedLine(Mark.GAP, 1, ""),
        ChangedLine(Mark.KEPT, 2, "2"),
        ChangedLine(Mark.KEPT, 3, "3"),
        ChangedLine(Mark.GONE, 4, "4"),
        ChangedLine(Mark.NEW, 4, "four"),
        ChangedLine(Mark.KEPT, 5, "5"),
        ChangedLine(Mark.KEPT, 6, "6"),
    )


def test_files_come_and_go() -> None:
    told = {one.file: one for one in changes({"old.md": "a\nb"}, {"new.md": "c", "empty.md": ""})}
    assert [(name, one.state) for name, one in told.items()] == [
        ("empty.md", "new"),
        ("new.md", "new"),
        ("old.md", "gone"),
    ]
    assert (told["old.md"].removed, told["new.md"].added, told["empty.md"].lines) == (2, 1, ())


def test_the_end_of_a_line_is_no_change_to_read() -> None:
    before, after = {"a.md": "x\r\ny"}, {"a.md": "x\ny\n"}
    assert changed_files(before, after) == ("a.md",) and changes(before, after) == ()


@given(PLAYBOOKS, PLAYBOOKS)
def test_every_line_is_accounted_for(before: dict[str, str], after: dict[str, str]) -> None:
    told = {one.file: one for one in changes(before, after)}
    for name in {*before, *after}:
        old, new = before.get(name, "").splitlines(), after.get(name, "").splitlines()
        one = told.get(name)
        if one is None:
            assert old == new and (name in before) == (name in after)
            continue
        assert len(old) - one.removed == len(new) - one.added
        for line in one.lines:
            if line.mark is not Mark.GAP:
                assert (old if line.mark is Mark.GONE else new)[line.number - 1] == line.text
    assert (digest_of(before) == digest_of(after)) == (before == after)


@given(PLAYBOOKS)
def test_nothing_differs_from_itself(one: dict[str, str]) -> None:
    assert changes(one, dict(one)) == ()
    assert digest_of(one) == digest_of(dict(reversed(one.items())))
