"""The table of signatory scores: our own labelled pages, and a folder of further ones where one is given.

    python -m tests.benchmarks.signatories [folder]

``folder`` (or the environment variable AGGREGATOR_SIGNATORIES_SET) holds ``labels/<id>.json`` and ``pages/<id>.html``.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks import signatory_score
from tests.benchmarks.adapters import signatories

COLUMNS = (
    ("pages", 0),
    ("macro_f1", 1),
    ("exact", 1),
    ("false_pages", 1),
    ("kind", 1),
    ("detail", 1),
    ("addressee", 1),
    ("claim_right", 1),
    ("claim_invented", 1),
)


def cases(folder: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """(label, page) for each label of a folder with ``labels`` and ``pages``, by name."""
    for file in sorted((folder / "labels").glob("*.json")):
        label = json.loads(file.read_text(encoding="utf-8"))
        yield label, (folder / "pages" / f"{label['id']}.html").read_text(encoding="utf-8")


def rows(folder: Path | None) -> list[signatory_score.Row]:
    """A scored row for each page; of a list labelled in part only the labelled names are judged."""
    if folder is None:
        return signatory_score.score(signatories)
    return [signatory_score.score_page(label, page, signatories) for label, page in cases(folder)]


def table(found: list[signatory_score.Row]) -> str:
    """One line for all, for each language and for each layout; percentages."""
    lines = [f"{'':30}" + "".join(f"{name:>15}" for name, _ in COLUMNS)]
    lines.append(_line("all", found))
    for attribute in ("language", "layout"):
        for value in sorted({getattr(row, attribute) for row in found}):
            lines.append(_line(value, [row for row in found if getattr(row, attribute) == value]))
    return "\n".join(lines)


def _line(name: str, found: list[signatory_score.Row]) -> str:
    totals = {"pages": len(found)} | signatory_score.totals(found)
    cells = (f"{totals[key]:15.{digits}f}" if key in totals else f"{'-':>15}" for key, digits in COLUMNS)
    return f"{name[:30]:30}" + "".join(cells)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", default=os.environ.get("AGGREGATOR_SIGNATORIES_SET"), type=Path)
    folder = parser.parse_args().folder
    for title, place in (("Own pages", None), *([("Given pages", Path(folder))] if folder else [])):
        signatories("<p>Signed by: Ada Novik and Bram Keller</p>", "")
        started = time.process_time()
        found = rows(place)
        rate = len(found) / (time.process_time() - started)
        print(f"{title}: {len(found)} pages, {rate:.0f} pages/s on one core once the lexicons are loaded")
        print(table(found), end="\n\n")


if __name__ == "__main__":
    main()
