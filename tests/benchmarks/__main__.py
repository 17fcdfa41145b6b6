"""Every benchmark in turn, or those named: ``make bench ARGS="names stories"``.

Each is a module of this folder that can be run by itself and prints a table; a failing one does not stop the rest.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def runnable() -> list[str]:
    """Names of the modules that are programs."""
    found = [file for file in sorted(HERE.glob("*.py")) if file.name != Path(__file__).name]
    return [file.stem for file in found if '__name__ == "__main__"' in file.read_text(encoding="utf-8")]


def main(names: list[str]) -> int:
    """Run them; the number that failed. An unknown name is said with those there are."""
    known = runnable()
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.stderr.write(f"no benchmark {unknown[0]!r}: {', '.join(known)}\n")
        return 2
    failed = 0
    for name in names or known:
        print(f"\n=== {name}", flush=True)
        failed += (
            subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], check=False).returncode != 0
        )
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
