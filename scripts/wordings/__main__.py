"""usage: scripts/words [--check]"""

from __future__ import annotations

import sys

from scripts.wordings.catalogues import compiled, faults, paths, read, refreshed, written
from scripts.wordings.gathering import ROOT, gathered


def main(arguments: list[str]) -> int:
    """Bring every catalogue up to date and compile it, or only look; return the exit code."""
    check = arguments == ["--check"]
    if arguments and not check:
        sys.stderr.write("Unknown arguments.\nNext step: scripts/words, or scripts/words --check\n")
        return 2
    texts, wrong = gathered(), 0
    for language, path in paths().items():
        catalogue = refreshed(read(path, language), language, texts)
        for place, content in ((path, written(catalogue)), (path.with_suffix(".mo"), compiled(catalogue))):
            if not place.exists() or place.read_bytes() != content:
                sys.stdout.write(f"{'stale' if check else 'written'}: {place.relative_to(ROOT)}\n")
                wrong += check
                if not check:
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(content)
        for fault in faults(catalogue):
            sys.stdout.write(f"{language}: {fault}\n")
            wrong += check
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
