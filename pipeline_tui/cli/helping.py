"""Help in the operator's language: texts of the tree of commands are looked up when a page is shown.

The words of the library ("Usage", "required") come from its own source or from the system's gettext, whose
language is not the operator's; so pages are laid out here, from the same records.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from pipeline_tui.wording import mark, mark_as, tr, tr_as

VALUE = "value"
"""The use of words that stand for what is typed: FILE, WHEN."""
_OF_LIBRARY = (
    *(mark("Show this message and exit."), mark("[OPTIONS]"), mark("COMMAND [ARGS]...")),
    mark_as("value", "N"),
)


class Command(TyperCommand):
    """A command whose help, and what it says of words too many, is in the language that is spoken."""

    allow_extra_args = True  # refused here, in our own words

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Refuse what is left over."""
        rest = super().parse_args(ctx, args)
        if rest:
            ctx.fail(tr("There is more than it takes: {words}.", words=" ".join(map(str, rest))))
        return rest

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return what follows the command's name."""
        return _usage(self, ctx)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage."""
        _write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write what the command does."""
        _write_text(self.help, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write arguments and options."""
        _write_params(self, ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what the command does, in one sentence."""
        return first_words(self)


class Group(TyperGroup):
    """A family of commands, the same."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return what follows the family's name."""
        return [*_usage(self, ctx), tr(self.subcommand_metavar)]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage."""
        _write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write what the family is about."""
        _write_text(self.help, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write options and commands."""
        _write_params(self, ctx, formatter)
        _write_section(
            tr("Commands:"), [(name, first_words(one)) for name, one in self.commands.items()], formatter
        )

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write what holds for every command."""
        _write_text(self.epilog, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what the family is about."""
        return first_words(self)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is called; one that is not known is answered with those like it."""
        name = args[0]
        if name not in self.commands:
            near = ", ".join(get_close_matches(name, list(self.commands)))
            said = tr('There is no command "{name}".', name=name)
            ctx.fail(f"{said} {tr('Is it {names}?', names=near)}" if near else said)
        return name, self.commands[name], args[1:]


def speaking(app: typer.Typer) -> typer.Typer:
    """Have every command below an app show its help in the language that is spoken."""
    app.info.cls = Group
    for command in app.registered_commands:
        command.cls = Command
    for family in app.registered_groups:
        family.cls = Group
        if family.typer_instance is not None:
            speaking(family.typer_instance)
    return app


def paragraphs(text: str | None) -> tuple[str, ...]:
    """Return a help text's paragraphs, each as one line: the keys of the catalogue."""
    parts = inspect.cleandoc(text or "").split("\n\n")
    return tuple(said for part in parts if (said := " ".join(part.split())))


def help_texts(command: Any) -> Iterator[tuple[str, str]]:
    """Yield each text in the help of a command and of all below it, with its use."""
    yield from (("", one) for text in (command.help, command.epilog) for one in paragraphs(text))
    for param in command.params:
        if param.help:
            yield "", param.help
        if not getattr(param, "is_flag", False) and (word := _word_for(param)):
            yield VALUE, word
    for below in getattr(command, "commands", {}).values():
        yield from help_texts(below)


def value_name(param: Any) -> str:
    """Return what stands for the value of an argument or option."""
    word = _word_for(param)
    return tr_as(VALUE, word) if word else "|".join(_choices(param))


def first_words(command: Any) -> str:
    """Return the first paragraph of a help text."""
    said = paragraphs(command.help)
    return tr(said[0]) if said else ""


def _word_for(param: Any) -> str:
    """Return the English word for a value; none where its codes are named instead."""
    if param.metavar or _choices(param):
        return str(param.metavar or "")
    return "N" if param.type_descriptor.annotation is int else str(param.name).upper()


def _choices(param: Any) -> tuple[str, ...]:
    return tuple(str(getattr(one, "value", one)) for one in param.type_descriptor.choices or ())


def _usage(command: Any, ctx: Any) -> list[str]:
    pieces = [tr(command.options_metavar)]
    for param in command.get_params(ctx):
        if param.param_type_name == "argument":
            name = value_name(param)
            pieces.append(name if param.required or "[" in name else f"[{name}]")
    return pieces


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    formatter.write_usage(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), tr("Usage: "))


def _write_text(text: str | None, formatter: Any) -> None:
    for one in paragraphs(text):
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(tr(one))


def _write_params(command: Any, ctx: Any, formatter: Any) -> None:
    params = [one for one in command.get_params(ctx) if not one.hidden]
    for kind, heading in (("argument", tr("Arguments:")), ("option", tr("Options:"))):
        _write_section(heading, [_row(one) for one in params if one.param_type_name == kind], formatter)


def _write_section(heading: str, rows: list[tuple[str, str]], formatter: Any) -> None:
    if rows:
        formatter.write_paragraph()
        formatter.write(f"{heading}\n")
        with formatter.indentation():
            formatter.write_dl(rows)


def _row(param: Any) -> tuple[str, str]:
    said = [tr(param.help or "")]
    default = getattr(param.default, "value", param.default)
    if param.required:
        said.append(tr("[needed]"))
    elif default not in (None, "", False) and param.show_default:
        said.append(tr("[else: {value}]", value=default))
    return _name(param), "  ".join(part for part in said if part)


def _name(param: Any) -> str:
    if param.param_type_name == "argument":
        return value_name(param)
    names = " / ".join(_joined(one) for one in (param.opts, param.secondary_opts) if one)
    return names if param.is_flag else f"{names} {value_name(param)}"


def _joined(names: Sequence[str]) -> str:
    return ", ".join(sorted(names, key=lambda name: name.startswith("--")))
