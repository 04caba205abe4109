"""What is wrong with a command line that was not understood, in the operator's language."""

from __future__ import annotations

from typing import Any

import typer

from pipeline_tui.cli.helping import value_name
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.wording import mark, tr

_OF_LIBRARY = (mark("Missing command."),)


def told(error: typer.TyperException, program: str) -> UsageTrouble:
    """Return what the library found wrong with a command line, said as we say it."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else program
    title, detail = _what(error, path)
    return UsageTrouble(title, detail, tr("See: {path} --help", path=path))


def _what(error: Any, path: str) -> tuple[str, str]:
    title = tr("The command was not understood")
    match type(error).__name__:  # the library keeps its errors to itself
        case "NoArgsIsHelpError":
            return tr("Which command of {path}?", path=path), error.format_message()
        case "MissingParameter":
            return title, tr("{name} is missing.", name=_name(error.param))
        case "NoSuchOption":
            near = ", ".join(sorted(error.possibilities or ()))
            said = tr("There is no option {name}.", name=error.option_name)
            return title, f"{said} {tr('Is it {names}?', names=near)}" if near else said
        case "BadOptionUsage" if error.message.endswith("not take a value."):
            return title, tr("{name} takes no value.", name=error.option_name)
        case "BadOptionUsage":
            return title, tr("{name} needs a value.", name=error.option_name)
        case "BadParameter" if error.param is not None:
            return title, _wrong_value(error)
        case _:
            return title, tr(error.format_message())


def _name(param: Any) -> str:
    return value_name(param) if param.param_type_name == "argument" else str(param.opts[0])


def _wrong_value(error: Any) -> str:
    name = _name(error.param)
    found = error.__cause__.errors()[0] if hasattr(error.__cause__, "errors") else {}
    choices = error.param.type_descriptor.choices
    bounds = found.get("ctx") or {}
    said = [tr('"{given}" is not for {name}.', given=found.get("input", ""), name=name)]
    if choices:
        known = ", ".join(str(getattr(one, "value", one)) for one in choices)
        said.append(tr("It takes one of: {known}.", known=known))
    elif "ge" in bounds:
        said.append(tr("It takes {least} or more.", least=bounds["ge"]))
    elif "le" in bounds:
        said.append(tr("It takes {most} or less.", most=bounds["le"]))
    elif str(found.get("type", "")).startswith("int"):
        said.append(tr("It takes a whole number."))
    else:
        said.append(str(found.get("msg", error.message)))
    return " ".join(said)
