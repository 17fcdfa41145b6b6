"""Exports: stable columns, every row, safe cells, files other programs read."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
import sqlite3
import tomllib
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest
from click.testing import CliRunner

from aggregator.cli import main
from aggregator.errors import UsageError
from aggregator.export import files, ftm, network, snapshot, tables
from aggregator.export.atom import Entry, atom
from aggregator.export.cells import clean, neutral, plain
from aggregator.store import people
from aggregator.store.connect import open_for_reading
from aggregator.web import front
from tests.browser import site

CONTRACT = tomllib.loads((Path(__file__).parent / "contracts" / "exports.toml").read_text(encoding="utf-8"))
QUESTIONS = tomllib.loads(
    (Path(__file__).parent / "contracts" / "questions.toml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site.make(tmp_path_factory.mktemp("export") / "news.db", 2000)


@pytest.fixture(scope="module")
def connection(database: Path) -> sqlite3.Connection:
    return open_for_reading(database).conn


def run(*words: object) -> str:
    """Run the command and return what it printed."""
    result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("name", sorted(CONTRACT))
def test_columns_keep_the_contract(name: str) -> None:
    promised = CONTRACT[name]["columns"]
    assert list(tables.EXPORTS[name].columns)[: len(promised)] == promised


def test_the_contract_is_whole() -> None:
    assert set(CONTRACT) == set(tables.EXPORTS)
    assert all(CONTRACT[name]["columns"] == list(tables.EXPORTS[name].columns) for name in CONTRACT)


@pytest.mark.parametrize("name", sorted(front.questions()))
def test_questions_keep_their_columns(name: str, connection: sqlite3.Connection) -> None:
    sql = front.questions()[name]["sql"]
    values = dict.fromkeys(re.findall(r":(\w+)", sql), 0)
    assert [column[0] for column in connection.execute(sql, values).description] == QUESTIONS[name]


@pytest.mark.parametrize("name", sorted(tables.EXPORTS))
@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_every_row_is_written(database: Path, tmp_path: Path, name: str, kind: str) -> None:
    source = tables.EXPORTS[name].source
    (wanted,) = sqlite3.connect(database).execute(f"select count(*) from {source}").fetchone()
    file = tmp_path / f"{name}.{kind}"
    assert run("export", "table", name, "-o", file, "--db", database) == f"{file}: {wanted} rows\n"
    text = file.read_text(encoding="utf-8")
    found = (
        list(csv.DictReader(io.StringIO(text, newline="")))
        if kind == "csv"
        else list(map(json.loads, text.splitlines()))
    )
    assert len(found) == wanted > 0
    assert list(found[0]) == CONTRACT[name]["columns"]


def test_spreadsheet_csv_has_no_formula_and_opens_in_any_script(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "signatures.csv"
    run("export", "table", "signatures", "-o", file, "--excel", "--db", database)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert not [
        cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    ]
    cells = {cell for row in rows for cell in row}
    assert '\'=HYPERLINK("http://evil.invalid","x")' in cells
    assert "آرمیتا آبادیان" in cells


def test_plain_csv_and_json_keep_what_was_printed(database: Path, tmp_path: Path) -> None:
    for kind in ("csv", "jsonl"):
        run("export", "table", "signatures", "-o", tmp_path / f"s.{kind}", "--db", database)
    assert '"=HYPERLINK(""http://evil.invalid"",""x"")"' in (tmp_path / "s.csv").read_text(encoding="utf-8")
    names = [
        json.loads(line)["name_as_printed"]
        for line in (tmp_path / "s.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert set(site.HOSTILE_NAMES) <= set(names)


def test_workbook_cells_are_texts(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "signatures.xlsx"
    run("export", "table", "signatures", "-o", file, "--db", database)
    with zipfile.ZipFile(file) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert (
            "=HYPERLINK" in sheet + book.read("xl/sharedStrings.xml").decode()
            if "xl/sharedStrings.xml" in book.namelist()
            else sheet
        )
        (rows,) = sqlite3.connect(database).execute("select count(*) from who_signed_what").fetchone()
        assert len(ElementTree.fromstring(sheet).findall(".//{*}row")) == rows + 1


def test_a_workbook_takes_further_sheets_rather_than_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "XLSX_ROWS", 10)
    assert files.write_xlsx(tmp_path / "a.xlsx", ["n"], ([n] for n in range(25))) == 25
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        rows = [len(ElementTree.fromstring(book.read(name)).findall(".//{*}row")) for name in sorted(sheets)]
    assert rows == [11, 11, 6]


def test_a_cell_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not fit"):
        files.write_xlsx(tmp_path / "a.xlsx", ["text"], [["x" * 32_768]])
    assert list(tmp_path.iterdir()) == []


def test_parquet_has_types_and_every_row(database: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    run("export", "table", "signatures", "-o", tmp_path / "s.parquet", "--db", database)
    table = parquet.read_table(tmp_path / "s.parquet")
    assert table.column_names == CONTRACT["signatures"]["columns"]
    assert str(table.schema.field("signature_id").type) == "int64"
    assert str(table.schema.field("confidence").type) == "double"
    assert set(site.HOSTILE_NAMES) <= set(table.column("name_as_printed").to_pylist())


def test_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    def broken() -> object:
        yield [1]
        raise OSError("disk")

    (tmp_path / "a.csv").write_text("old")
    with pytest.raises(OSError, match="disk"):
        files.write_csv(tmp_path / "a.csv", ["n"], broken())
    assert [(f.name, f.read_text()) for f in tmp_path.iterdir()] == [("a.csv", "old")]


@pytest.mark.parametrize("ending", network.FORMATS)
def test_networks_are_read_by_other_programs(
    connection: sqlite3.Connection, tmp_path: Path, ending: str
) -> None:
    edges = people.edges(connection, 2)
    names, pairs = network.write(edges, tmp_path / f"n{ending}")
    assert pairs == len(edges) > 0
    if ending == ".csv":
        assert len((tmp_path / "n.csv").read_text(encoding="utf-8").splitlines()) == pairs + 1
        return
    read = networkx.read_gexf if ending == ".gexf" else networkx.read_graphml
    graph = read(tmp_path / f"n{ending}")
    assert (len(graph), graph.number_of_edges()) == (names, pairs)
    assert all(
        facts["label"] and facts["kind"] in ("person", "organisation") for _, facts in graph.nodes(data=True)
    )
    heaviest = max(edges, key=lambda edge: edge["n"])
    assert max(facts["weight"] for *_, facts in graph.edges(data=True)) == heaviest["n"]


def test_follow_the_money_links_entities_that_exist(connection: sqlite3.Connection, tmp_path: Path) -> None:
    count = ftm.write(connection, tmp_path / "a.jsonl")
    entities = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    by_id = {entity["id"]: entity for entity in entities}
    assert len(by_id) == len(entities) == count
    assert {e["schema"] for e in entities} == {"Person", "Organization", "Document", "Article", "UnknownLink"}
    links = [e["properties"] for e in entities if e["schema"] == "UnknownLink"]
    (signed,) = connection.execute(
        "select count(*) from who_signed_what where signatory_id is not null"
    ).fetchone()
    assert len(links) == signed
    assert all(by_id[link["subject"][0]]["schema"] in ("Person", "Organization") for link in links)
    assert all(by_id[link["object"][0]]["schema"] == "Document" for link in links)
    assert all(isinstance(value, list) and value for e in entities for value in e["properties"].values())


def test_snapshot_is_whole_and_its_checksum_right(database: Path, tmp_path: Path) -> None:
    packed = snapshot.write(open_for_reading(database).conn, tmp_path, "2026-11-20")
    digest, name = (tmp_path / "news-2026-11-20.db.gz.sha256").read_text().split()
    assert (hashlib.sha256(packed.read_bytes()).hexdigest(), packed.name) == (digest, name)
    (tmp_path / "again.db").write_bytes(gzip.decompress(packed.read_bytes()))
    again, first = sqlite3.connect(tmp_path / "again.db"), sqlite3.connect(database)
    for sql in ("select count(*), max(id) from articles", "select count(*), max(id) from signatures"):
        assert again.execute(sql).fetchone() == first.execute(sql).fetchone()
    assert again.execute("pragma integrity_check").fetchone() == ("ok",)
    assert sorted(f.name for f in tmp_path.iterdir()) == ["again.db", packed.name, f"{packed.name}.sha256"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["table", "signatures", "-o", "a.pdf"], "the ending must be one of .csv"),
        (["table", "signatures", "-o", "a.xlsx", "--excel"], "--excel is for .csv files"),
        (["table", "nothing", "-o", "a.csv"], "is not one of"),
    ],
)
def test_mistakes_are_told(database: Path, words: list[str], said: str) -> None:
    result = CliRunner().invoke(main, ["export", *words, "--db", str(database)])
    assert result.exit_code == 2
    assert said in result.output


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\ta", "'\ta"),
        ("\ra", "'\ra"),
        ("＝a", "'＝a"),
        ("a=1", "a=1"),
        ("", ""),
        (-1, -1),
        (None, None),
        ("\x00=1", "'=1"),
    ],
)
def test_neutral_cells(cell: object, shown: object) -> None:
    assert neutral(cell) == shown


def test_clean_and_plain() -> None:
    assert clean("a\x00\x1b\ud800b\n") == "ab\n"
    assert plain("\u202eab\u202c\u200f") == "ab"
    assert plain(None) == ""


def test_the_latest_statements_are_exported_as_atom(database: Path, tmp_path: Path) -> None:
    words = ["export", "atom", "--site", "https://s.example/", "-o", tmp_path / "s.atom", "--limit", 3]
    run(*words, "--db", database)
    feed = ElementTree.parse(tmp_path / "s.atom").getroot()
    links = [link.get("href") for link in feed.findall("{*}entry/{*}link")]
    assert len(links) == 3
    assert all(re.fullmatch(r"https://s\.example/statement/\d+", link or "") for link in links)


def test_atom_takes_partial_dates_and_odd_characters() -> None:
    entries = [Entry("/a/1", "x\x0b\ufffe\u202ey", "fa", "2026-09"), Entry("/a/2", "", "", None)]
    feed = ElementTree.fromstring(atom("https://example.org", "t\x00", "/a", "/f.atom", entries).encode())
    updated = [node.text for node in feed.iter("{http://www.w3.org/2005/Atom}updated")]
    assert updated == ["2026-09-01T00:00:00Z", "2026-09-01T00:00:00Z", "1970-01-01T00:00:00Z"]
    assert [node.text for node in feed.iter("{http://www.w3.org/2005/Atom}title")] == ["t", "xy", "Untitled"]
