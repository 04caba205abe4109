"""The program's entrance: without a command the workstation opens, else the command line answers."""

from __future__ import annotations

import sys
import threading
from pathlib import Path


def main() -> int:
    """Run the program and return its exit code."""
    _tell_faults()
    wanted = _workstation(sys.argv[1:])
    if wanted is None:
        from pipeline_tui.cli.main import main as command_line

        return command_line()
    workspace, operator = wanted
    from pipeline_tui.domain.errors import PipelineError

    try:
        return _open(workspace, operator)
    except KeyboardInterrupt:
        from pipeline_tui.wording import tr

        sys.stderr.write(f"\n{tr('Stopped.')}\n")
        return 130
    except PipelineError as error:
        from pipeline_tui.cli.problems import say

        return say(error)


def _tell_faults() -> None:
    """Have a fault outside the screens told like one within: its kind and place, never what was held."""

    def tell(error: BaseException | None) -> None:
        from pipeline_tui.services.telling_faults import told

        if error is not None:
            sys.stderr.write(told(error) + "\n")

    sys.excepthook = lambda _kind, error, _trace: tell(error)
    threading.excepthook = lambda args: tell(args.exc_value)


def _open(workspace: Path | None, operator: str) -> int:
    from pipeline_tui import settings

    path = settings.workspace_path(workspace)
    if not path.exists():
        from pipeline_tui.cli.first_start import at_a_terminal, set_up_and_open

        if at_a_terminal():
            return set_up_and_open(path)
        from pipeline_tui.cli.first_questions import set_up_by_asking

        set_up_by_asking(path).close()
    from pipeline_tui.cli.meanwhile import say
    from pipeline_tui.workstation import open_workstation

    return open_workstation(path, operator=operator, say=say)


def _workstation(words: list[str]) -> tuple[Path | None, str] | None:
    """Return workspace and operator when nothing else is asked for; None for the command line."""
    workspace: Path | None = None
    operator = ""
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, joined, value = word.partition("=")
        if name not in ("--workspace", "--as") or (not joined and not rest):
            return None
        value = value if joined else rest.pop(0)
        if name == "--workspace":
            workspace = Path(value)
        else:
            operator = value
    return workspace, operator


if __name__ == "__main__":
    sys.exit(main())
