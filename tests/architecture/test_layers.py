"""Imports run one way: the contracts in pyproject.toml hold, and would notice if they did not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import PACKAGE, ROOT

_BREACHES = {
    "domain/planted_one.py": "import pipeline_tui.storage\n",
    "widgets/planted_two.py": "import pipeline_tui.services\n",
    "services/planted_three.py": "import textual\n",
    "screens/planted_four.py": "import sqlalchemy\n",
}


def _contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", lint, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_holds() -> None:
    result = _contracts(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_planted_breach_of_each_contract_is_found(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "pipeline_tui", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for place, source in _BREACHES.items():
        (tmp_path / "pipeline_tui" / place).write_text(source)
    result = _contracts(tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr
    assert result.stdout.count(" BROKEN") == 4, result.stdout
    for place in _BREACHES:
        assert Path(place).stem in result.stdout
