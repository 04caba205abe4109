"""The draft of the next version of a playbook: a folder beside the workspace, until it is adopted."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.method_versions import NONE, Files
from pipeline_tui.playbooks.findings import page_of
from pipeline_tui.playbooks.reading import TOML_FILE
from pipeline_tui.wording import tr

_BASE = ".begun-from"  # hidden, so that it is no file of the playbook


def begin(folder: Path, files: Files, number: int) -> None:
    """Write the files of a version into a new draft, readable for nobody else."""
    folder.mkdir(mode=0o700)
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="")
    (folder / _BASE).write_text(f"{number}\n", encoding="utf-8")


def is_draft(folder: Path) -> bool:
    """Return whether somebody has begun a draft there."""
    return (folder / TOML_FILE).is_file()


def begun_from(folder: Path) -> int:
    """Return the version a draft was begun from, NONE for a folder of another origin."""
    try:
        return int((folder / _BASE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return NONE


def drop(folder: Path) -> None:
    """Take a draft away; what it says is stored in the workspace by now."""
    shutil.rmtree(folder)


def file_of(folder: Path, named: str, language: str) -> Path:
    """Return a file of a draft by its name: "cold-call" in a language, "fr/cold-call", "playbook.toml".

    Raises UsageTrouble for what lies outside.
    """
    known = sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())
    for name in (named, f"{named}.md", f"{language}/{named}", page_of(language, named)):
        if name in known:
            return folder / name
    parts = named.removesuffix(".md").split("/")
    if (
        len(parts) == 2
        and all(part.replace("-", "").isalnum() for part in parts)
        and _is_folder(folder, parts[0])
    ):
        return folder / parts[0] / f"{parts[1]}.md"  # a new page or script
    raise UsageTrouble(
        tr("The playbook has no file “{name}”", name=named),
        tr("It has {files}.", files=", ".join(one for one in known if not one.startswith("."))),
        tr("Name one of them; a new script as LANGUAGE/NAME."),
    )


def _is_folder(folder: Path, name: str) -> bool:
    return (folder / name).is_dir()
