"""Which roles and organisations stand beside each signatory's name, as a table: ``python tests/examples/roles.py demo.db``.

Needs pandas. One row per signatory: statements signed, how many times, roles and organisations as printed, first and
last date. Withdrawn signatures are left out; what is unsure counts only from ``--confidence`` on.
"""

import argparse
import sqlite3
from contextlib import closing

import pandas as pd

SIGNED = """
select signatory_id, signatory, kind, role, affiliation, statement_id, signed_by, confidence
from who_signed_what where withdrawn_at is null and signatory_id is not null
"""


def signatures(path: str) -> pd.DataFrame:
    """Every signature that stands, dates as pandas knows them; a date known only to the month or year is its start."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as news:
        read = pd.read_sql(SIGNED, news)
    read["signed_by"] = pd.to_datetime(read["signed_by"], format="ISO8601", utc=True, errors="coerce")
    return read


def by_signatory(signed: pd.DataFrame) -> pd.DataFrame:
    """One row per signatory, those with most statements first."""

    def printed(values: pd.Series) -> str:
        return "; ".join(sorted({value for value in values if value}))

    table = signed.groupby(["signatory_id", "signatory", "kind"]).agg(
        statements=("statement_id", "nunique"),
        roles=("role", printed),
        organisations=("affiliation", printed),
        first=("signed_by", "min"),
        last=("signed_by", "max"),
    )
    return table.sort_values(["statements", "first"], ascending=[False, True]).reset_index()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database")
    parser.add_argument("--confidence", type=float, default=0.75)
    asked = parser.parse_args()
    sure = signatures(asked.database).query("confidence >= @asked.confidence")
    print(by_signatory(sure).to_csv(index=False, date_format="%Y-%m-%d"), end="")
