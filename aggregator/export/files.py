"""Writes exports as CSV, JSON lines, XLSX and Parquet. A file appears under its name only when it is whole."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import xlsxwriter

from aggregator.errors import UsageError
from aggregator.export.cells import clean, neutral
from aggregator.export.tables import INTEGER_COLUMNS, REAL_COLUMNS

Rows = Iterable[Sequence[object]]
XLSX_ROWS, XLSX_CELL = 1_048_575, 32_767
PARQUET_BATCH = 50_000


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A temporary file beside ``path`` that takes its name once everything was written."""
    partial = path.with_name(f".{path.name}.part")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def write_csv(path: Path, columns: Sequence[str], rows: Rows, *, for_excel: bool = False) -> int:
    """UTF-8 CSV; ``for_excel``: with a byte order mark and cells that cannot be taken for formulas."""
    count = 0
    with (
        whole(path) as partial,
        partial.open("w", encoding="utf-8-sig" if for_excel else "utf-8", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(columns)
        for count, row in enumerate(rows, 1):
            writer.writerow([neutral(cell) for cell in row] if for_excel else row)
    return count


def write_jsonl(path: Path, columns: Sequence[str], rows: Rows) -> int:
    """One JSON object a line."""
    count = 0
    with whole(path) as partial, partial.open("w", encoding="utf-8") as file:
        for count, row in enumerate(rows, 1):
            file.write(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n")
    return count


def write_xlsx(path: Path, columns: Sequence[str], rows: Rows) -> int:
    """A workbook whose texts are texts, never formulas or links; further sheets beyond 1,048,575 rows.

    Raises `UsageError` for a cell longer than a workbook can hold, rather than cutting it.
    """
    count = 0
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with whole(path) as partial, xlsxwriter.Workbook(str(partial), options) as book:
        sheet = None
        for count, row in enumerate(rows, 1):
            line = (count - 1) % XLSX_ROWS
            if sheet is None or line == 0:
                sheet = book.add_worksheet()
                sheet.write_row(0, 0, columns)
            for position, cell in enumerate(row):
                _write_cell(sheet, line + 1, position, cell, path)
        if sheet is None:
            book.add_worksheet().write_row(0, 0, columns)
    return count


def _write_cell(
    sheet: xlsxwriter.worksheet.Worksheet, line: int, position: int, cell: object, path: Path
) -> None:
    if isinstance(cell, str):
        text = clean(cell)
        if len(text) > XLSX_CELL:
            raise UsageError(
                f"{path}: a cell of {len(text)} characters does not fit in a workbook: export CSV or JSONL"
            )
        sheet.write_string(line, position, text)
    elif cell is not None:
        sheet.write(line, position, cell)


def write_parquet(path: Path, columns: Sequence[str], rows: Rows) -> int:
    """Parquet, compressed. Raises `UsageError` where pyarrow is not installed (the extra ``parquet``)."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError("Parquet needs the extra: pip install '.[parquet]'") from error
    schema = pyarrow.schema([pyarrow.field(name, getattr(pyarrow, _arrow_type(name))()) for name in columns])
    count, remaining = 0, iter(rows)
    with whole(path) as partial, pyarrow.parquet.ParquetWriter(partial, schema, compression="zstd") as writer:
        while batch := list(islice(remaining, PARQUET_BATCH)):
            values = {name: [row[i] for row in batch] for i, name in enumerate(columns)}
            writer.write_table(pyarrow.table(values, schema=schema))
            count += len(batch)
    return count


def _arrow_type(column: str) -> str:
    if column in INTEGER_COLUMNS:
        return "int64"
    return "float64" if column in REAL_COLUMNS else "string"


WRITERS: dict[str, Callable[[Path, Sequence[str], Rows], int]] = {
    "csv": write_csv,
    "jsonl": write_jsonl,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
}
