"""The archive: what goes in comes out, a torn end is cut, every tampering is found."""

from __future__ import annotations

import gzip
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from aggregator import archive
from aggregator.archive.repair import cut_torn_end
from aggregator.errors import ArchiveError
from aggregator.items import Capture

BODY = "<p>Бумага — ورق — 纸</p>".encode() * 50


def capture(n: int, status: int = 200) -> Capture:
    url = f"https://site.example/{n}"
    headers = [("Content-Type", "text/html"), ("Content-Encoding", "br"), ("Content-Length", "3")]
    return Capture(url, url, f"2026-05-01T10:00:{n:02d}Z", status, headers=headers, ip_address="192.0.2.7")


def fill(directory: Path, count: int, **options: int) -> list[Capture]:
    writer = archive.Archive(directory, **options)  # type: ignore[arg-type]
    captures, previous = [capture(n) for n in range(count)], ""
    for n, each in enumerate(captures):
        writer.append(each, BODY + b"%d" % n)
        previous = each.chain = archive.link(previous, each)
    writer.close()
    return captures


def test_a_response_is_read_back_as_it_went_in(tmp_path: Path) -> None:
    captures = fill(tmp_path, 3)
    found = archive.read(tmp_path, captures[1])
    assert found.body == BODY + b"1"
    assert (found.url, found.status, found.fetched_at) == (captures[1].url, 200, captures[1].fetched_at)
    assert found.headers == [("Content-Type", "text/html"), ("Content-Length", str(len(found.body)))]


def test_each_record_is_one_gzip_member_with_digests_that_hold(tmp_path: Path) -> None:
    captures = fill(tmp_path, 2)
    data = (tmp_path / captures[1].warc_file).read_bytes()
    place = slice(captures[1].warc_offset, captures[1].warc_offset + captures[1].warc_length)
    assert gzip.decompress(data[place]).startswith(b"WARC/1.1\r\n")
    with (tmp_path / captures[0].warc_file).open("rb") as file:
        records = list(ArchiveIterator(file, parse_http=False, verify_digests=True))
    assert [record.record_type for record in records] == [WarcRecordType.warcinfo] + 2 * [
        WarcRecordType.response
    ]
    assert records[1].headers.get("WARC-IP-Address") == "192.0.2.7"


@pytest.mark.parametrize("status", [100, 204, 304, 404, 499, 999])
def test_any_status_is_kept(tmp_path: Path, status: int) -> None:
    writer = archive.Archive(tmp_path)
    kept = capture(1, status)
    writer.append(kept, b"")
    writer.close()
    assert archive.read(tmp_path, kept).status == status


def test_a_header_with_a_line_break_makes_no_second_header(tmp_path: Path) -> None:
    kept = capture(1)
    kept.headers = [("X-Note", "one\r\nX-Injected: two")]
    writer = archive.Archive(tmp_path)
    writer.append(kept, b"x")
    writer.close()
    assert ("X-Injected", "two") not in archive.read(tmp_path, kept).headers


def test_a_new_file_is_begun_when_one_is_full(tmp_path: Path) -> None:
    captures = fill(tmp_path, 4, max_bytes=600)
    assert len({each.warc_file for each in captures}) > 1
    assert [archive.read(tmp_path, each).body for each in captures] == [BODY + b"%d" % n for n in range(4)]


def test_writing_goes_on_in_the_newest_file(tmp_path: Path) -> None:
    first = fill(tmp_path, 1)[0]
    writer = archive.Archive(tmp_path, stored=(first.warc_file, first.warc_offset + first.warc_length))
    second = capture(2)
    writer.append(second, b"later")
    writer.close()
    assert second.warc_file == first.warc_file
    assert second.warc_offset == first.warc_offset + first.warc_length
    assert archive.read(tmp_path, second).body == b"later"


@pytest.mark.parametrize("cut", [1, 7, 8, 20, 100, 300])
@pytest.mark.parametrize("is_known", [True, False])
def test_a_torn_last_record_is_cut_at_start(tmp_path: Path, cut: int, is_known: bool) -> None:
    first, torn = fill(tmp_path, 2)
    path = tmp_path / first.warc_file
    with path.open("r+b") as file:
        file.truncate(torn.warc_offset + torn.warc_length - cut)
    archive.Archive(tmp_path, stored=(first.warc_file, torn.warc_offset) if is_known else ("", 0)).close()
    assert path.stat().st_size == torn.warc_offset
    assert archive.read(tmp_path, first).body == BODY + b"0"


def test_a_whole_file_is_not_cut(tmp_path: Path) -> None:
    captures = fill(tmp_path, 2)
    assert cut_torn_end(tmp_path / captures[0].warc_file) == 0


def test_an_end_of_zeros_is_cut(tmp_path: Path) -> None:
    (kept,) = fill(tmp_path, 1)
    path = tmp_path / kept.warc_file
    with path.open("ab") as file:
        file.write(bytes(5000))
    assert cut_torn_end(path) == 5000


def test_a_file_shorter_than_the_database_knows_is_refused(tmp_path: Path) -> None:
    (kept,) = fill(tmp_path, 1)
    with pytest.raises(ArchiveError, match="where the database counts on"):
        archive.Archive(tmp_path, stored=(kept.warc_file, kept.warc_offset + kept.warc_length + 1))


def test_an_untouched_archive_verifies(tmp_path: Path) -> None:
    assert not list(archive.verify(enumerate(fill(tmp_path, 5), 1), tmp_path))


@pytest.mark.parametrize(
    ("tamper", "first_bad"),
    [
        (lambda rows: [rows[0], replace(rows[1], status=404), *rows[2:]], 2),
        (lambda rows: [rows[0], replace(rows[1], fetched_at="2020-01-01T00:00:00Z"), *rows[2:]], 2),
        (lambda rows: [rows[0], *rows[2:]], 2),
        (lambda rows: [rows[0], rows[0], *rows[1:]], 2),
        (lambda rows: [rows[1], rows[0], *rows[2:]], 1),
    ],
    ids=["changed", "re-dated", "deleted", "inserted", "reordered"],
)
def test_tampering_with_rows_is_found_at_the_first_bad_one(tmp_path: Path, tamper, first_bad: int) -> None:  # type: ignore[no-untyped-def]
    rows = tamper(fill(tmp_path, 5))
    findings = [found for found in archive.verify(enumerate(rows, 1), tmp_path) if "chain" in found.problem]
    assert [found.capture_id for found in findings] == [first_bad]


def test_every_flipped_bit_of_a_payload_is_found(tmp_path: Path) -> None:
    (kept,) = fill(tmp_path, 1)
    path = tmp_path / kept.warc_file
    whole = path.read_bytes()
    for place in range(kept.warc_offset + 400, kept.warc_offset + kept.warc_length, 13):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        assert list(archive.verify([(1, kept)], tmp_path)), f"byte {place}"


def test_a_record_in_the_wrong_place_is_named(tmp_path: Path) -> None:
    first, second = fill(tmp_path, 2)
    with pytest.raises(ArchiveError, match="holds no response of"):
        archive.read(tmp_path, replace(first, warc_offset=second.warc_offset))
    with pytest.raises(ArchiveError, match="cannot be read"):
        archive.read(tmp_path, replace(first, warc_file="absent.warc.gz"))


def test_foreign_archives_are_read_decoded(tmp_path: Path) -> None:
    payload = gzip.compress(BODY)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    block = head + payload
    record = (
        (
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <https://site.example/a>\r\n"
            b"WARC-Date: 2020-02-02T02:02:02Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
            b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(block)
        )
        + block
        + b"\r\n\r\n"
    )
    plain = tmp_path / "other.warc"
    plain.write_bytes(record)
    package = tmp_path / "other.wacz"
    with zipfile.ZipFile(package, "w") as file:
        file.writestr("datapackage.json", "{}")
        file.writestr("archive/data.warc.gz", gzip.compress(record))
    for path in (plain, package):
        (found,) = archive.responses(path)
        assert (found.url, found.fetched_at, found.body) == (
            "https://site.example/a",
            "2020-02-02T02:02:02Z",
            BODY,
        )


def test_what_is_no_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("nothing here")
    with pytest.raises(ArchiveError, match="Name a WARC"):
        list(archive.responses(path))
