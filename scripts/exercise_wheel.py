"""Builds the wheel, installs it in a clean environment and uses the program there, as a stranger would.

Nothing of the repository is reachable then: the folder and the home are empty, and the Python path is the
environment's own. Ends with exit code 1 at the first thing that goes wrong, with all that the program said.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
INIT = (
    *("init", "--firm", "Fleurs du quai", "--trade", "florist", "--country", "FR"),
    *("--structure", "one-tier", "--language", "fr", "--operator", "Amélie:scout,hunter,farmer,manager"),
)


class Failed(Exception):
    """A command did not do what a user must be able to rely on."""


def run(title: str, command: list[str], *, folder: Path, env: dict[str, str]) -> str:
    """Run a command to its end and return its standard output; anything but exit 0 is a failure."""
    started = time.monotonic()
    done = subprocess.run(
        command, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Failed(f"{title}: exit {done.returncode}\n{done.stdout}{done.stderr}".rstrip())
    if "Traceback (most recent call last)" in done.stderr:
        raise Failed(f"{title}: a traceback on standard error\n{done.stderr}".rstrip())
    print(f"   {title} ({time.monotonic() - started:.1f} s)", flush=True)
    return done.stdout


def parsed(title: str, text: str) -> Any:
    """Return the JSON answer of a command, or fail with what it said instead."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as trouble:
        raise Failed(f"{title}: not JSON ({trouble})\n{text}") from trouble


def exercise(scratch: Path) -> None:
    """Build, install and use the program under ``scratch``, which must be empty."""
    build_env = dict(os.environ)
    wheels, environment, home, empty = (scratch / name for name in ("wheels", "venv", "home", "empty"))
    home.mkdir()
    empty.mkdir()
    run(
        "build the wheel",
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(wheels)],
        folder=ROOT,
        env=build_env,
    )
    (wheel,) = wheels.glob("*.whl")
    venv.create(environment, with_pip=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-input"]
    locked = [*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock")]
    run("install what the lock file names", locked, folder=empty, env=build_env)
    run("install the wheel", [*pip, "--no-deps", str(wheel)], folder=empty, env=build_env)

    env = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color"}
    program = str(environment / "bin" / "pipeline-tui")

    def use(*arguments: str) -> str:
        return run(" ".join(("pipeline-tui", *arguments)), [program, *arguments], folder=empty, env=env)

    if "hand-off" not in use("--help"):
        raise Failed("pipeline-tui --help does not name its commands")
    use(*INIT)
    if [person["name"] for person in parsed("people list", use("people", "list", "--json"))] != ["Amélie"]:
        raise Failed("people list --json does not show the operator named at init")
    use("doctor")

    shop = parsed("demo", use("demo", "--contacts", "50", "--json"))["workspace"]
    people = parsed("people list", use("--workspace", shop, "people", "list", "--json"))
    scout = next(person["name"] for person in people if "scouting" in person["stages"])
    claim = parsed("next", use("--workspace", shop, "next", "--as", scout, "--json"))
    if not claim["token"] or not claim["contact"]["number"].startswith("+"):
        raise Failed(f"next gave no claim on a contact with a number: {claim}")
    sample = str(ROOT / "tests" / "samples" / "leads-500.xlsx")
    dry = ("lists", "import", sample, "--list", "Leads", "--country", "US", "--dry-run", "--json")
    if parsed("lists import", use("--workspace", shop, *dry, "--as", people[0]["name"]))["rows"] != 500:
        raise Failed("the rows of a workbook were not read")
    use("--workspace", shop, "doctor")
    if left := sorted(path.name for path in empty.iterdir()):
        raise Failed(f"the program left files in the folder it was started from: {left}")


def main() -> int:
    """Return the exit code for the shell."""
    with tempfile.TemporaryDirectory(prefix="pipeline-tui-wheel-") as scratch:
        try:
            exercise(Path(scratch))
        except Failed as failure:
            print(f"installed wheel: {failure}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
