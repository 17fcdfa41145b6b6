"""A copy of the database for the public, in which withheld names stand nowhere, not even in a free page of the file.

Withheld are the signatories of sources whose sensitivity is ``withhold``, of the countries named, and those under a
``takedown`` judgement. Their names are painted over in every text column with a filler of the same length, so that
spans stay right; their signatures stay as tombstones that say a name was withheld. An organisation that publishes
one of the sources is named as such anyway, and is withheld by a takedown only.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from aggregator.errors import StoreError
from aggregator.export.files import whole
from aggregator.identity.folding import UNSPACED, fold
from aggregator.store import doctor

FILLER = "█"
TOMBSTONE = "[withheld]"
SHORTEST, SHORT = 2, 5
_UNSPACED = re.compile(f"[{UNSPACED}]")
_BETWEEN = "[\\s\u200b-\u200d\u2060_-]+"
_DERIVED = (
    "segments",
    "shingles",
    "text_digests",
    "common_shingles",
    "signatory_aliases",
    "signatory_suggestions",
    "signatory_mentions",
    "signatory_keys",
    "statement_signers",
    "statement_overlaps",
)
_TEXT_COLUMNS = {
    "articles": "title byline authors tags summary image provenance needs_review section url canonical_url",
    "article_texts": "text blocks",
    "article_addresses": "url_normalised",
    "article_editions": "url_normalised",
    "captures": "url requested_url",
    "revisions": "title text signatories",
    "related_links": "text url url_normalised",
    "statements": "title addressed_to claimed_text",
    "signatures": "name_as_printed name_key role affiliation heading cue",
    "signature_changes": "name before after",
    "signatories": "name name_key slug",
    "signatory_names": "name name_key",
    "judgements": "detail why",
    "page_states": "reason",
    "pages": "hints url url_normalised redirected_to reason",
    "refusals": "url",
}
_WITHHELD = """
select distinct s.id, s.signatory_id from signatures as s join articles as a on a.id = s.article_id
join sources as c on c.id = a.source_id
where ((c.sensitivity <> 'none' or s.country in (select value from json_each(:countries)))
and s.name_as_printed not in (select name from sources))
or s.signatory_id in (select left_id from judgements where subject = 'takedown' and undone_at is null)
"""
_THEIR_OTHERS = (
    "insert or ignore into withheld select id, signatory_id from signatures "
    "where signatory_id in (select signatory_id from withheld)"
)


def write(connection: sqlite3.Connection, path: Path, countries: Iterable[str] = ()) -> int:
    """Write the public copy to ``path``; returns how many signatures are withheld.

    Raises `StoreError` where a withheld name can still be read in the file, or two addresses differ in nothing else:
    then nothing is left behind.
    """
    with whole(path) as partial:
        partial.unlink(missing_ok=True)
        connection.execute("vacuum into ?", (str(partial),))
        copy = sqlite3.connect(partial)
        try:
            names, count = _withhold(copy, sorted(countries))
        except sqlite3.IntegrityError as error:
            raise StoreError(
                path, f"two rows differ in a withheld name only ({error})", "Nothing was written"
            ) from error
        finally:
            copy.close()
        left = next(_readable(partial, names), None)
        if left is not None:
            raise StoreError(
                path, f"a withheld name of {len(left)} characters would still be in it", "Nothing was written"
            )
    return count


def _withhold(copy: sqlite3.Connection, countries: list[str]) -> tuple[set[str], int]:
    chosen = "[" + ",".join(f'"{code}"' for code in countries) + "]"
    rows = copy.execute(_WITHHELD, {"countries": chosen}).fetchall()
    copy.execute("create temporary table withheld (id integer primary key, signatory_id integer)")
    copy.executemany("insert into withheld values (?, ?)", rows)
    copy.execute(_THEIR_OTHERS)
    (count,) = copy.execute("select count(*) from withheld").fetchone()
    names = _names(copy)
    for table in _DERIVED:
        copy.execute(f"delete from {table}")
    _leave_tombstones(copy)
    _paint_over(copy, names)
    copy.commit()
    doctor.rebuild(copy)
    copy.execute("drop table temp.withheld")
    copy.execute("insert into articles_fts (articles_fts) values ('optimize')")
    copy.commit()
    copy.execute("pragma journal_mode = delete")
    copy.execute("vacuum")
    return names, count


def _names(copy: sqlite3.Connection) -> set[str]:
    """Every spelling of everyone withheld, longest names and their keys included."""
    rows = copy.execute(
        "select name_as_printed from signatures where id in (select id from withheld) "
        "union select name_key from signatures where id in (select id from withheld) "
        "union select name from signatory_names where signatory_id in (select signatory_id from withheld) "
        "union select name_key from signatory_names where signatory_id in (select signatory_id from withheld) "
        "union select name from signatories where id in (select signatory_id from withheld) "
        "union select slug from signatories where id in (select signatory_id from withheld)"
    )
    return {row[0] for row in rows if len(row[0]) >= SHORTEST}


def _paint_over(copy: sqlite3.Connection, names: set[str]) -> None:
    if not names:
        return
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(map(_pattern, longest_first)), re.I)
    copy.create_function(
        "painted",
        1,
        lambda text: pattern.sub(lambda m: FILLER * len(m[0]), text) if text else text,
        deterministic=True,
    )
    (trigger,) = copy.execute(
        "select sql from sqlite_schema where name = 'captures_are_never_changed'"
    ).fetchone()
    copy.execute("drop trigger captures_are_never_changed")
    for table, columns in _TEXT_COLUMNS.items():
        settings = ", ".join(f"{column} = painted({column})" for column in columns.split())
        copy.execute(f"update {table} set {settings}")
    copy.execute(trigger)


def _pattern(name: str) -> str:
    """The name with whatever may stand for a space between its words; a short one only as a word of its own."""
    spaced = _BETWEEN.join(map(re.escape, name.split()))
    return spaced if _is_telling(name) else rf"(?<!\w){spaced}(?!\w)"


def _is_telling(name: str) -> bool:
    """True for a name that is no part of other words: two words or more, long, or of a script without spaces."""
    return len(name.split()) > 1 or len(name) > SHORT or bool(_UNSPACED.search(name))


def _leave_tombstones(copy: sqlite3.Connection) -> None:
    copy.execute(
        "update signatures set name_as_printed = ?, name_key = '', role = '', affiliation = '', affiliation_id = null, "
        "country = '', heading = '', signatory_id = null, span_start = null, span_end = null, path = '' "
        "where id in (select id from withheld)",
        (TOMBSTONE,),
    )
    gone = "(select signatory_id from withheld where signatory_id is not null)"
    copy.execute("delete from cosign")
    copy.execute(f"update signatures set affiliation_id = null where affiliation_id in {gone}")
    copy.execute(f"delete from signatory_names where signatory_id in {gone}")
    copy.execute(f"update signatories set merged_into = null where merged_into in {gone}")
    copy.execute(f"delete from signatories where id in {gone}")


def _readable(path: Path, names: set[str]) -> Iterator[str]:
    """Names whose bytes can be found anywhere in the file."""
    content = path.read_bytes()
    return (
        name for name in sorted(names) if _is_telling(name) and any(form in content for form in _forms(name))
    )


def _forms(name: str) -> set[bytes]:
    """The ways a name may stand in the file: as it is, in the cases of its letters, folded, escaped in JSON."""
    spellings = {name, name.lower(), name.upper(), name.title(), fold(name)}
    escaped = {json.dumps(spelling)[1:-1] for spelling in spellings}
    return {spelling.encode() for spelling in spellings | escaped}
