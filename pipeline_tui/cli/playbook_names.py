"""How a playbook is named at the prompt: a shipped trade, a folder, a version of the shop, or its draft."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.domain.method_versions import NONE
from pipeline_tui.wording import tr

if TYPE_CHECKING:
    from pipeline_tui.cli.shell import Shell
    from pipeline_tui.domain.method_versions import Files
    from pipeline_tui.domain.people import Viewer
    from pipeline_tui.playbooks.folders import StoredFolder
    from pipeline_tui.services.shop import Shop

DRAFT = "draft"
OWN = "own"  # what the shop works by


@dataclass(frozen=True, slots=True)
class Named:
    """A playbook that somebody named."""

    name: str  # as it is called in answers
    files: Files
    number: int = NONE  # of the shop's version
    path: Path | None = None  # where it lies on the disk

    @property
    def folder(self) -> StoredFolder:
        """Return its files, to be read like a folder."""
        from pipeline_tui.playbooks.folders import StoredFolder

        return StoredFolder(self.files)


class Playbooks:
    """Every playbook that can be named at one prompt; the workspace is opened once, and when it is needed."""

    def __init__(self, shell: Shell) -> None:
        """Take who asks, in which workspace."""
        from pipeline_tui.settings import draft_folder

        self._shell = shell
        self._open = ExitStack()
        self._of: tuple[Shop, Viewer] | None = None
        self.draft = draft_folder(shell.path)  # where the next version is written

    def __enter__(self) -> Playbooks:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def signed_in(self) -> tuple[Shop, Viewer]:
        """Return the workspace, opened by whoever asks."""
        if self._of is None:
            self._of = self._open.enter_context(self._shell.signed_in())
        return self._of

    @property
    def drafted(self) -> bool:
        """Return whether somebody has begun a draft."""
        from pipeline_tui.playbooks.drafts import is_draft

        return is_draft(self.draft)

    def named(self, name: str) -> Named:
        """Return the playbook of a name; "own" is what the shop works by.

        Raises UsageTrouble when nothing is called so, and with what of a folder cannot be read.
        """
        from pipeline_tui.playbooks.folders import read_files
        from pipeline_tui.playbooks.reading import TOML_FILE, shipped_folder, shipped_trades

        if name in shipped_trades():
            return Named(name, read_files(shipped_folder(name)), path=shipped_folder(name))
        if name == OWN or name.isdecimal():
            return self._of_the_shop(int(name) if name.isdecimal() else None)
        if name == DRAFT and not Path(DRAFT).is_dir():
            if not self.drafted:
                raise UsageTrouble(
                    tr("There is no draft of the playbook"),
                    tr("Nobody has begun one."),
                    tr("Begin it with `pipeline-tui playbook edit`, or name a folder."),
                )
            return Named(name, read_files(self.draft), path=self.draft)
        folder = Path(name).expanduser()
        if (folder / TOML_FILE).is_file():
            return Named(name, read_files(folder), path=folder)
        if folder.is_dir() or "/" in name:
            raise UsageTrouble(
                tr("This is no folder of a playbook"),
                tr("{folder} holds no {file}.", folder=folder, file=TOML_FILE),
                tr("Name the folder that holds it, or begin with a copy of a shipped one."),
            )
        return Named(name, read_files(shipped_folder(name)))  # refused: it says which trades there are

    def older_than(self, number: int) -> list[int]:
        """Return the versions of the shop that stand before one, the oldest first."""
        from pipeline_tui.services import adopting

        return [one.number for one in adopting.versions(*self.signed_in()) if one.number < number]

    def _of_the_shop(self, number: int | None) -> Named:
        from pipeline_tui.services import adopting

        shop, viewer = self.signed_in()
        files = adopting.files_of(shop, viewer, number)
        wanted = shop.method_number if number is None else number
        return Named(tr("version {number}", number=wanted) if wanted else shop.workspace.trade, files, wanted)
