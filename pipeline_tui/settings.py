"""Where everything lives, and the few settings an operator may change.

The folders are the system's usual ones (``platformdirs``); ``PIPELINE_WORKSPACE`` names another workspace.
"""

from __future__ import annotations

import locale
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from pipeline_tui import wording
from pipeline_tui.domain.errors import UsageTrouble
from pipeline_tui.wording import mark, tr

_APP = "pipeline-tui"
THEMES = ("calm", "high-contrast", "sixteen")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the configuration file may hold."""

    theme: str = ""  # calm, high-contrast, sixteen; "": by what the terminal can show
    offers_folder: str = ""  # where offers are printed to; "": the user's documents
    letterhead: str = ""  # lines under the firm's name on printed offers: address, telephone, register number
    ring_seconds: int = 30  # after so long a ringing telephone proposes that nobody answers
    lists_folder: str = ""  # the only folder whose files are loaded from a screen; "": see ``lists_folder``


def data_folder() -> Path:
    """Return the folder of shipped data: inside the package when installed, else at the repository root."""
    package = Path(__file__).parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"


def speak(language: str = "") -> None:
    """Turn the interface to a language; "" to what the environment asks for."""
    wording.speak(language or wording.spoken_in(os.environ), data_folder() / "locale")


def user_folder() -> Path:
    """Return the folder in which workspaces live by default."""
    import platformdirs

    return Path(platformdirs.user_data_dir(_APP, appauthor=False))


def config_folder() -> Path:
    """Return the folder of the configuration file and the keymap."""
    import platformdirs

    return Path(platformdirs.user_config_dir(_APP, appauthor=False))


def faults_folder() -> Path:
    """Return the folder in which reports of faults are kept."""
    import platformdirs

    return Path(platformdirs.user_state_dir(_APP, appauthor=False)) / "faults"


def default_workspace() -> Path:
    """Return the path of the workspace that opens when none is named."""
    return user_folder() / "workspace.db"


def demo_workspace() -> Path:
    """Return the path of the practice workspace that ``demo`` makes, beside the default one."""
    return user_folder() / "demo.db"


def draft_folder(workspace: Path) -> Path:
    """Return the folder beside a workspace in which its next playbook is written."""
    return workspace.with_name(f"{workspace.stem}-playbook")


def workspace_path(named: Path | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """Return the workspace to open: the named one, else PIPELINE_WORKSPACE, else the default."""
    if named is not None:
        return named.expanduser()
    wanted = environment.get("PIPELINE_WORKSPACE", "")
    return Path(wanted).expanduser() if wanted else default_workspace()


def over_ssh(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether somebody works here from another machine, whose disk this one is not."""
    return any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))


def lists_folder(wanted: str, workspace: Path, *, remote: bool) -> Path:
    """Return the only folder whose files may be loaded from a screen, links followed.

    It is the one of the settings; without one the user's own files, and from another machine ``lists`` beside
    the workspace.
    """
    if wanted:
        return Path(wanted).expanduser().resolve()
    return (workspace.parent / "lists" if remote else Path.home()).resolve()


def own_country() -> str:
    """Return the country of this computer's language settings, FR where they name none."""
    said = next((os.environ[name] for name in ("LC_ALL", "LANG") if os.environ.get(name)), "")
    name = (said if "_" in said else locale.getlocale()[0] or "").partition("_")[2][:2].upper()
    return name if len(name) == 2 and name.isalpha() else "FR"


def own_name() -> str:
    """Return what whoever sits here is called in this computer's accounts; "Me" where that is nobody."""
    import getpass

    try:
        login = getpass.getuser()
    except (OSError, KeyError):
        return tr("Me")
    return tr("Me") if login in ("root", "user", "admin") else login.replace(".", " ").title()


def sign_in_command(workspace: Path, name: str) -> str:
    """Return what somebody types on another computer to sign in here: the file stays where it is.

    The account is the one that owns the file; host and account are this computer's.
    """
    import getpass
    import platform
    import shlex

    there = ["pipeline-tui"]
    if workspace.absolute() != default_workspace().absolute():
        there += ["--workspace", str(workspace.absolute())]
    try:
        account = f"{getpass.getuser()}@"
    except (OSError, KeyError):
        account = ""
    typed_there = shlex.join([*there, "--as", name])
    # Double quotes where they do, since they hold in every shell and keep the inner ones readable.
    quoted = shlex.quote(typed_there) if set(typed_there) & set('"$`\\!') else f'"{typed_there}"'
    return f"ssh -t {shlex.quote(f'{account}{platform.node()}')} {quoted}"


def config_file() -> Path:
    """Return the path of the configuration file."""
    return config_folder() / "config.toml"


def keymap_file() -> Path:
    """Return the path of the operator's keymap."""
    return config_folder() / "keymap.toml"


def read_settings(path: Path | None = None) -> Settings:
    """Return the settings of a configuration file; the defaults when there is none.

    Raises UsageTrouble naming the file and the field that cannot be read.
    """
    path = path or config_file()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise _trouble(path, tr("The file cannot be read: {error}.", error=error)) from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _trouble(path, tr("Not readable as TOML: {error}.", error=error)) from error
    known = {field.name: type(getattr(Settings(), field.name)) for field in fields(Settings)}
    for name, value in data.items():
        if name not in known:
            unknown = mark("{name}: there is no such setting; known are {known}.")
            raise _trouble(path, tr(unknown, name=name, known=", ".join(known)))
        if type(value) is not known[name]:
            wrong = mark("{name}: {value} is not of the kind wanted ({kind}).")
            raise _trouble(path, tr(wrong, name=name, value=repr(value), kind=known[name].__name__))
    theme = data.get("theme", "")
    if theme and theme not in THEMES:
        no_theme = mark("theme: there is no theme {theme}; known are {known}.")
        raise _trouble(path, tr(no_theme, theme=repr(theme), known=", ".join(THEMES)))
    return Settings(**data)


def practice_now() -> datetime | None:
    """Return the instant PIPELINE_NOW names, None without one."""
    text = os.environ.get("PIPELINE_NOW", "")
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageTrouble(
            tr("PIPELINE_NOW is not a time"),
            tr('"{text}" is not an ISO time.', text=text),
            tr("Write it like 2026-11-23T10:30+01:00."),
        ) from error
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def _trouble(path: Path, detail: str) -> UsageTrouble:
    return UsageTrouble(
        tr("The configuration file is not right"),
        f"{path.name}: {detail}",
        tr("Mend the line, or take the file away."),
    )
