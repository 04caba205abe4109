"""Where a playbook's files are: a folder on the disk, or a version stored whole in the workspace."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline_tui.domain.method_versions import Files
from pipeline_tui.playbooks.findings import Finding, trouble
from pipeline_tui.wording import tr

MOST_FILES = 400
LARGEST = 2 * 1024 * 1024  # bytes of all files together


class Folder(Protocol):
    """What reading a playbook needs of a folder or a file; every ``Path`` has it."""

    @property
    def name(self) -> str: ...
    @property
    def stem(self) -> str: ...
    def __truediv__(self, name: str, /) -> Folder: ...
    def glob(self, pattern: str, /) -> Iterator[Folder]: ...
    def is_file(self) -> bool: ...
    def read_text(self, encoding: str = ...) -> str: ...


@dataclass(frozen=True, slots=True)
class StoredFolder:
    """A playbook's files in memory, read like a folder."""

    files: Files
    at: str = ""

    @property
    def name(self) -> str:
        """Return the last part of the path."""
        return self.at.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """Return the name without its ending."""
        return self.name.rpartition(".")[0] or self.name

    def __truediv__(self, name: str, /) -> StoredFolder:
        return StoredFolder(self.files, f"{self.at}/{name}" if self.at else name)

    def glob(self, pattern: str, /) -> Iterator[StoredFolder]:
        """Yield the files of this folder, none of those below it, that end as ``*.md`` says."""
        within = f"{self.at}/" if self.at else ""
        for name in self.files:
            rest = name.removeprefix(within)
            if name.startswith(within) and "/" not in rest and rest.endswith(pattern.removeprefix("*")):
                yield StoredFolder(self.files, name)

    def is_file(self) -> bool:
        """Return whether there is such a file."""
        return self.at in self.files

    def read_text(self, encoding: str = "utf-8") -> str:
        """Return a file's text. Raises FileNotFoundError as a path does."""
        if self.at not in self.files:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), self.at)
        return self.files[self.at]


def read_files(folder: Path) -> Files:
    """Return every file of a playbook's folder; what an editor or a system hides there is left out.

    Raises UsageTrouble with what cannot be stored: a link, another encoding than UTF-8, far too much.
    """
    files, findings, size = dict[str, str](), list[Finding](), 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") or part.endswith("~") for part in name.split("/")) or path.is_dir():
            continue
        if path.is_symlink():
            findings.append(Finding(name, 1, tr("a link is not stored: put the file itself here")))
            continue
        size += path.stat().st_size
        if len(files) == MOST_FILES or size > LARGEST:
            told = tr("more than {files} files or {size} MB", files=MOST_FILES, size=LARGEST >> 20)
            findings.append(Finding(name, 1, told))
            break
        try:
            files[name] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as reason:
            why = tr("not UTF-8") if isinstance(reason, UnicodeDecodeError) else reason.strerror
            findings.append(Finding(name, 1, tr("cannot be read: {reason}", reason=why)))
    if findings:
        raise trouble(findings)
    return files
