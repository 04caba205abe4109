"""The messages of a playbook: shipped ones are sound in every language, and a slip is found by its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline_tui.domain.channels import Channel
from pipeline_tui.domain.stages import Stage
from pipeline_tui.playbooks.checking import check
from pipeline_tui.playbooks.reading import load_playbook, load_shipped, shipped_folder, shipped_trades
from tests.playbooks.test_checking import plant

TOML = "playbook.toml"


@pytest.mark.parametrize("trade", shipped_trades())
def test_every_desk_of_a_shipped_trade_has_something_to_write(trade: str) -> None:
    playbook = load_shipped(trade)
    for stage in (Stage.SCOUTING, Stage.HUNTING, Stage.FARMING):
        assert any(one.fits(stage) for one in playbook.messages), stage
    for channel in Channel:
        assert any(channel in one.channels for one in playbook.messages), channel
    for one in playbook.messages:
        assert set(one.texts) == set(one.names) == set(playbook.languages), one.key
        assert one.text("en") != one.text("fr"), one.key


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("your flowers are ready at {firm}", "your flowers are ready at {shop}", "nothing fills in {shop}"),
        ("your flowers are ready at {firm}", "your flowers are ready at {firm", "a brace stands alone"),
        (
            'subject = { en = "Thank you from {firm}", fr = "Merci de la part de {firm}" }',
            "",
            "needs a subject",
        ),
        ('channels = ["visit"]', 'channels = ["pigeon"]', "“pigeon” is none of whatsapp"),
        ('channels = ["visit"]', "channels = []", "no channel"),
        ('key = "ready"', 'key = "visit"', "“visit” stands twice in messages"),
        ('key = "ready"', 'key = "ready"\ncolour = "red"', "“colour” means nothing here"),
    ],
)
def test_a_planted_fault_is_found(tmp_path: Path, old: str, new: str, told: str) -> None:
    folder = Path(shutil.copytree(shipped_folder("florist"), tmp_path / "mine"))
    plant(folder, TOML, old, new)
    found = [one for one in check(folder) if told in one.text]
    assert found
    assert all(one.file == TOML and one.line > 0 for one in found)


def test_a_playbook_without_messages_still_loads(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(shipped_folder("florist"), tmp_path / "mine"))
    path = folder / TOML
    text = path.read_text(encoding="utf-8")
    start = text.index("# ---- messages")
    following = text.find("\n# ----", start + 10)
    path.write_text(text[:start] + (text[following:] if following >= 0 else ""), encoding="utf-8")
    assert load_playbook(folder).messages == ()
    assert check(folder) == ()
