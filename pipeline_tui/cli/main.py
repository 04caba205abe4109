"""The command line: one Typer app made of families of commands; errors become exit codes in one place."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any

import typer

from pipeline_tui.cli import (
    callbacks,
    calling,
    check_ins,
    clients,
    contacts,
    deals,
    diary,
    evidence,
    figures,
    finding,
    hand_offs,
    language,
    lists,
    looking,
    messages,
    offers,
    pausing,
    people,
    playbooks,
    practising,
    prices,
    purchases,
    registers,
    reports,
    rights,
    rules,
    setting_up,
    shop_settings,
    structures,
    today,
    upkeep,
)
from pipeline_tui.cli.arguments import hoist
from pipeline_tui.cli.helping import speaking
from pipeline_tui.cli.misuse import told
from pipeline_tui.cli.plain import check_alone
from pipeline_tui.cli.plain import run as linear_desk
from pipeline_tui.cli.problems import say
from pipeline_tui.cli.shell import Shell
from pipeline_tui.domain.errors import PipelineError, WorkspaceTrouble
from pipeline_tui.wording import tr

PROGRAM = "pipeline-tui"
EVERYWHERE = "Everywhere, before or after the command: --workspace FILE, --as OPERATOR, --json."
FAMILIES = (
    *(
        setting_up,
        practising,
        playbooks,
        people,
        structures,
        shop_settings,
        lists,
        calling,
        pausing,
        callbacks,
        contacts,
    ),
    *(
        hand_offs,
        messages,
        deals,
        prices,
        offers,
        check_ins,
        clients,
        diary,
        purchases,
        looking,
        finding,
        today,
    ),
    *(rights, registers, rules, evidence, figures, reports, language, upkeep),
)


def build() -> typer.Typer:
    """Return the app with every command."""
    app = typer.Typer(
        name=PROGRAM,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["--help", "-h"]},
        epilog=EVERYWHERE,
    )
    app.callback()(_top)
    for family in FAMILIES:
        family.add_to(app)
    return speaking(app)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        sys.stdout.write(f"{PROGRAM} {version(PROGRAM)}\n")
        raise typer.Exit


def _top(
    workspace: Annotated[str, typer.Option(metavar="FILE", help="The workspace (PIPELINE_WORKSPACE).")] = "",
    operator: Annotated[str, typer.Option("--as", metavar="OPERATOR", help="Who acts.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Answer with one JSON value.")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="The scout desk prompt by prompt, without a screen.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Run a sales pipeline as an assembly line. Without a command, the workstation opens.

    Exit codes: 0 done, 1 refused by a rule or nothing to do, 2 usage, 3 trouble with the workspace.
    """


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``argv`` is without the program's name."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal or a pipe that cannot write a name still gets the rest of the answer.
        sys.stdout.reconfigure(errors="replace")
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except PipelineError as error:
        return say(error)
    except BrokenPipeError:
        # Whoever read our output has left; what is still buffered must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        return say(_file_trouble(error))
    except (KeyboardInterrupt, typer.Abort):
        sys.stderr.write("\n" + tr("Stopped.") + "\n")
        return 130
    return code


def _run(argv: list[str]) -> int:
    command = _command()
    Shell(json="--json" in argv).speak()  # what cannot be read is told before anybody is named
    words = hoist(argv, _value_options(_called(command, argv)))
    shell = Shell(words.workspace, words.operator, words.json)
    shell.speak_first()
    if check_alone(words.rest):
        return linear_desk(shell)
    try:
        done: Any = command.main(
            list(words.rest) or ["--help"], prog_name=PROGRAM, standalone_mode=False, obj=shell
        )
    except typer.TyperException as error:
        raise told(error, PROGRAM) from error
    return done if isinstance(done, int) else 0


@cache
def _command() -> Any:
    return typer.main.get_command(build())


def _called(command: Any, argv: Sequence[str]) -> Any:
    """Return the command that words name, as far down as they name one: an option may differ between two."""
    for word in argv:
        command = getattr(command, "commands", {}).get(word, command)
    return command


def _value_options(command: Any) -> frozenset[str]:
    """Return every option below a command that takes a value."""
    own = (
        name
        for param in command.params
        if param.param_type_name == "option" and not param.is_flag
        for name in (*param.opts, *param.secondary_opts)
    )
    below = (_value_options(each) for each in getattr(command, "commands", {}).values())
    return frozenset(own).union(*below)


def _file_trouble(error: OSError) -> WorkspaceTrouble:
    name = f"{error.filename}: " if error.filename else ""
    return WorkspaceTrouble(
        tr("A file could not be used"),
        f"{name}{error.strerror or error}",
        tr("Check its name, folder and rights."),
    )
