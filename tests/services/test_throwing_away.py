"""A practice shop is a file of its own, gone at the end; the real workspace is the same bytes as before."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from pipeline_tui.domain.practice_wish import PracticeWish
from pipeline_tui.domain.stages import Role, Stage
from pipeline_tui.playbooks.folders import read_files
from pipeline_tui.playbooks.reading import shipped_folder
from pipeline_tui.services import learning_method
from pipeline_tui.services.shop import open_shop
from pipeline_tui.services.signing_in import sign_in, who
from pipeline_tui.services.throwing_away import throw_away_shop
from pipeline_tui.storage.peek import method_of
from tests.shops import MONDAY, opened_line


def _bytes(folder: Path) -> dict[str, str]:
    return {one.name: sha256(one.read_bytes()).hexdigest() for one in folder.iterdir() if one.is_file()}


def test_the_real_workspace_is_untouched_and_the_practice_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened_line(tmp_path / "real") as line:
        line.contact()
    monkeypatch.setenv("PIPELINE_WORKSPACE", str(tmp_path / "real" / "shop.db"))
    before = _bytes(tmp_path / "real")
    with throw_away_shop(PracticeWish("Nina", "florist", language="en"), MONDAY) as path:
        assert tmp_path not in path.parents
        shop = open_shop(path, now=MONDAY)
        assert shop.workspace.practice
        assert who(shop, "Nina").roles == {Role.SCOUT}
        shop.close()
    assert not path.parent.exists()
    assert _bytes(tmp_path / "real") == before


def test_it_is_gone_after_a_fault_too() -> None:
    with pytest.raises(ZeroDivisionError), throw_away_shop(PracticeWish("Nina", "florist"), MONDAY) as path:
        _ = 1 / 0
    assert not path.parent.exists()


def test_practice_is_by_the_shop_s_own_playbook_and_nothing_in_it_is_news() -> None:
    files = dict(read_files(shipped_folder("florist")))
    files["en/cold-call.md"] = files["en/cold-call.md"].replace("Good morning", "A very good morning", 1)
    with throw_away_shop(PracticeWish("Nina", "florist"), MONDAY, files) as path:
        assert method_of(path) == files
        shop = open_shop(path, now=MONDAY)
        script = shop.playbook.script("cold-call", "en")
        assert script is not None and script.steps[0].lines[0].text.startswith("A very good morning")
        nina = sign_in(shop, who(shop, "Nina"))
        assert not learning_method.news(shop, nina).unread
        shop.close()


@pytest.mark.slow
def test_who_is_called_like_somebody_of_the_practice_shop_takes_their_place() -> None:
    with throw_away_shop(PracticeWish("amelie", "florist", Stage.HUNTING), MONDAY) as path:
        shop = open_shop(path, now=MONDAY)
        assert who(shop, "Amélie").roles == {Role.HUNTER}
        shop.close()
