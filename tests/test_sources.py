"""The catalogue: shipped files are sound, and every mistake in a file is named in plain words."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from aggregator.errors import SourceError, UnknownSourceError
from aggregator.items import Selector
from aggregator.sources import BUILTIN, choose, load, read, read_file

GOOD = """\
name = "Harbour Rights Monitor"
owner = "harbour"
homepage = "https://harbour.example/"
kind = "ngo"
languages = ["en", "fa"]

[[inputs]]
kind = "feed"
url = "https://harbour.example/feed/"
"""
LISTING = '\n[[inputs]]\nkind = "listing"\nurl = "https://harbour.example/news"\n'


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


BAD = {
    "no name": (
        changed('name = "Harbour Rights Monitor"\n', ""),
        "name",
        ["is missing", "as readers know it"],
    ),
    "empty name": (changed("Harbour Rights Monitor", ""), "name", ["must not be empty"]),
    "name is a number": (changed('"Harbour Rights Monitor"', "3"), "name", ["must be text", "found 3"]),
    "unknown field": (
        changed("languages", "langauges"),
        "langauges",
        ["not a field", "Did you mean languages?"],
    ),
    "strange field": ("zzz = 1\n" + GOOD, "zzz", ["not a field", "Allowed: name, owner, homepage"]),
    "unknown kind": (changed('"ngo"', '"blog"'), "kind", ["'blog'", "Allowed: 'ngo', 'un', 'court'"]),
    "owner with a capital": (
        changed('"harbour"', '"Harbour"'),
        "owner",
        ["'Harbour'", "a-z, 0-9 and hyphens"],
    ),
    "language by name": (
        changed('"en"', '"English"'),
        "languages[0]",
        ["is not a language code, found 'English'", "ISO 639"],
    ),
    "languages as text": (changed('["en", "fa"]', '"en"'), "languages", ["must be a list, found 'en'"]),
    "no languages": (changed('["en", "fa"]', "[]"), "languages", ["must not be empty"]),
    "country in lower case": ('countries = ["ir"]\n' + GOOD, "countries[0]", ["found 'ir'", "capitals"]),
    "no country": (
        'countries = ["DE", "EU"]\n' + GOOD,
        "countries[1]",
        ["is not a country code, found 'EU'"],
    ),
    "zone by its offset": ('timezone = "+03:30"\n' + GOOD, "timezone", ["found '+03:30'", "Asia/Tehran"]),
    "zone out of the database": ('timezone = "../etc/passwd"\n' + GOOD, "timezone", ["is not a timezone"]),
    "every without unit": ("every = 30\n" + GOOD, "every", ["not a length of time, found 30", '"30m"']),
    "every nothing": ('every = "0m"\n' + GOOD, "every", ["not a length of time"]),
    "too little delay": ("delay = 0.2\n" + GOOD, "delay", ["is 0.2 seconds, too little", "1.0 or more"]),
    "delay as text": ('delay = "2"\n' + GOOD, "delay", ["must be a number, found '2'"]),
    "delay below nothing": ("delay = -1\n" + GOOD, "delay", ["must be more than 0", "found -1"]),
    "enabled as text": ('enabled = "no"\n' + GOOD, "enabled", ["must be true or false, found 'no'"]),
    "disabled without a reason": (
        "enabled = false\n" + GOOD,
        "reason",
        ["is missing beside enabled = false"],
    ),
    "no inputs": (GOOD.split("\n[[")[0] + "\ninputs = []\n", "inputs", ["must not be empty", "[[inputs]]"]),
    "inputs as one table": (changed("[[inputs]]", "[inputs]"), "inputs", ["must be a list", "[[inputs]]"]),
    "unknown kind of input": (changed('"feed"', '"rss"'), "inputs[0].kind", ["'rss'", "'feed', 'sitemap'"]),
    "no address": (changed('url = "https://harbour.example/feed/"', ""), "inputs[0].url", ["is missing"]),
    "address without scheme": (
        changed('"https://harbour.example/feed/"', '"harbour.example/feed"'),
        "inputs[0].url",
        ["not an http or https address, found 'harbour.example/feed'"],
    ),
    "address of a file": (
        changed("https://harbour.example/feed/", "file:///etc/passwd"),
        "inputs[0].url",
        ["not an http"],
    ),
    "address with a password": (
        changed("https://harbour.example/feed/", "https://u:p@harbour.example/"),
        "inputs[0].url",
        ["user name or password"],
    ),
    "address with a bad port": (
        changed("https://harbour.example/feed/", "https://harbour.example:99999/"),
        "inputs[0].url",
        ["is not an address", "ort"],
    ),
    "address with a fragment": (
        changed("https://harbour.example/feed/", "https://harbour.example/#a"),
        "inputs[0].url",
        ["fragment"],
    ),
    "listing without link": (GOOD + LISTING, "inputs[1].link", ["is missing", "CSS selector"]),
    "listing with a bad selector": (
        GOOD + LISTING + 'link = "a[href"\n',
        "inputs[1].link",
        ["not a CSS selector", "found 'a[href'"],
    ),
    "feed with link": (GOOD + 'link = "a"\n', "inputs[0].link", ["only for listings"]),
    "feed with pages": (
        GOOD + 'pages = ["https://harbour.example/a"]\n',
        "inputs[0].pages",
        ['only for kind "urls"'],
    ),
    "page that is no address": (
        GOOD + '\n[[inputs]]\nkind = "urls"\npages = ["https://a.example/", "b"]\n',
        "inputs[1].pages[1]",
        ["found 'b'"],
    ),
    "working without a day": (
        GOOD + 'status = "working"\n',
        "inputs[0].checked",
        ["is missing", "2026-09-06"],
    ),
    "day as words": (
        GOOD + 'checked = "last week"\n',
        "inputs[0].checked",
        ["must be a day, found 'last week'"],
    ),
    "limit of none": (GOOD + "limit = 0\n", "inputs[0].limit", ["must be 1 or more, found 0"]),
    "limit as a fraction": (GOOD + "limit = 1.5\n", "inputs[0].limit", ["must be a whole number, found 1.5"]),
    "bad pattern": (GOOD + "include = '('\n", "inputs[0].include", ["not a regular expression", "found '('"]),
    "twice the same input": (
        GOOD + '\n[[inputs]]\nkind = "feed"\nurl = "http://www.harbour.example/feed"\n',
        "inputs[1].url",
        ["is also inputs[0] of", "Leave one of the two out"],
    ),
    "unknown value to select": (
        GOOD + '\n[select]\nlead = "h2"\n',
        "select.lead",
        ["Allowed: title, date, author"],
    ),
    "selector that is none": (
        GOOD + '\n[select]\ntitle = "h1["\n',
        "select.title.css",
        ["not a CSS selector"],
    ),
    "select with counts upside down": (
        GOOD + '\n[select]\ntitle = { css = "h1", min = 2, max = 1 }\n',
        "select.title.max",
        ["is 1, below min"],
    ),
    "select with a strange count": (
        GOOD + '\n[select]\ntitle = { css = "h1", hits = 1 }\n',
        "select.title.hits",
        ["Allowed: css, min, max"],
    ),
    "unknown calendar": (
        GOOD + '\n[dates]\ncalendar = "persian"\n',
        "dates.calendar",
        ["'persian'", "'jalali'"],
    ),
    "unknown order": (GOOD + '\n[dates]\norder = "dmy"\n', "dates.order", ["Allowed: 'DMY', 'MDY' or 'YMD'"]),
    "expectation below none": (
        GOOD + "\n[expect]\nmin_articles = -1\n",
        "expect.min_articles",
        ["must be 0 or more, found -1"],
    ),
    "fix of an unknown value": (
        GOOD + '\n[fix.body]\na = "b"\n',
        "fix.body",
        ["found 'body'", "Allowed: 'title'"],
    ),
    "fix with a number": (
        GOOD + "\n[fix.author]\nAdmin = 1\n",
        "fix.author.Admin",
        ["must be text, found 1"],
    ),
    "written id": ('id = "x"\n' + GOOD, "id", ["must not be written", "file's name is the id"]),
    "broken TOML": (changed('"ngo"', "ngo"), "line 4", ["not TOML", "Invalid value"]),
    "TOML cut off": (GOOD + "limit = ", "", ["not TOML"]),
    "field twice": (GOOD + 'kind = "feed"\n', "line 10", ["not TOML", "Cannot overwrite a value"]),
    "two mistakes": (
        changed('"ngo"', '"blog"').replace('"en"', '"EN"'),
        "kind",
        ["Allowed: 'ngo'", "(and 1 more in this file)"],
    ),
    "very long value": ('timezone = "' + "x" * 5000 + '"\n' + GOOD, "timezone", ["found", "..."]),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_field_value_and_remedy(tmp_path: Path, name: str) -> None:
    text, field, parts = BAD[name]
    file = tmp_path / "harbour.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read(tmp_path)
    message = str(caught.value)
    assert message.startswith(f"{file}: {field}")
    assert caught.value.file == file
    assert [part for part in parts if part not in message] == []
    assert "pydantic" not in message
    assert "\n" not in message
    assert len(message) < 500


@pytest.mark.parametrize("name", ["Harbour.toml", "harbour_monitor.toml", "a" * 65 + ".toml", "häfen.toml"])
def test_a_file_name_must_be_an_id(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(SourceError, match="a-z, 0-9 and hyphens"):
        read(tmp_path)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(GOOD.replace("Monitor", "Observatório").encode("latin-1"))
    with pytest.raises(SourceError, match=r"latin\.toml: byte \d+ is not UTF-8\. Save the file as UTF-8"):
        read(tmp_path)
    (tmp_path / "latin.toml").unlink()
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(SourceError, match=r"folder\.toml: cannot be read \(is a directory\)"):
        read(tmp_path)


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere: is no directory"):
        load(tmp_path / "nowhere")


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "harbour.toml").write_text(GOOD, encoding="utf-8-sig")
    assert read_file(tmp_path / "harbour.toml").name == "Harbour Rights Monitor"


def test_two_sources_must_not_share_an_input(tmp_path: Path) -> None:
    (tmp_path / "harbour.toml").write_text(GOOD, encoding="utf-8")
    copy = GOOD.replace("https://harbour.example/feed/", "http://HARBOUR.example/feed")
    (tmp_path / "quay.toml").write_text(copy, encoding="utf-8")
    with pytest.raises(SourceError, match=r"quay\.toml: inputs\[0\]\.url: is also .*harbour\.toml"):
        read(tmp_path)


def test_an_operators_file_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "amnesty.toml").write_text(GOOD, encoding="utf-8")
    shipped, mine = load(), load(tmp_path)
    assert shipped["amnesty"].owner == "amnesty"
    assert mine["amnesty"].owner == "harbour"
    assert mine.keys() == shipped.keys()
    assert list(mine) == sorted(mine)


def test_an_unknown_id_names_those_spelt_alike() -> None:
    sources = load()
    assert [source.id for source in choose(sources, ["hrw", "amnesty"])] == ["hrw", "amnesty"]
    with pytest.raises(UnknownSourceError, match="did you mean amnesty") as caught:
        choose(sources, ["hrw", "amnestry"])
    assert caught.value.near[0] == "amnesty"
    with pytest.raises(UnknownSourceError, match="aggregator sources list"):
        choose(sources, ["xyzzy"])


WHOLE = (
    GOOD.replace(
        'kind = "ngo"', 'kind = "ngo"\ntimezone = "Asia/Tehran"\nsensitivity = "withhold"\nevery = "90m"'
    )
    + LISTING
    + """\
link = "h3 a"
next = "a.older"
max_pages = 4
max_age = "2w"
order = 2
found = "publisher"
status = "working"
checked = 2026-10-01

[[inputs]]
kind = "urls"
pages = ["https://harbour.example/one"]

[select]
title = "h1"
author = { css = ".by a", min = 0, max = 3 }
drop = ".plea"

[dates]
formats = ["%d.%m.%Y"]
order = "DMY"
languages = ["fa"]
calendar = "jalali"

[expect]
min_articles = 2
max_silence = "7d"

[fix.author]
Admin = ""
"""
)


def test_every_field_reaches_its_reader(tmp_path: Path) -> None:
    (tmp_path / "harbour.toml").write_text(WHOLE, encoding="utf-8")
    source = read_file(tmp_path / "harbour.toml")
    settings = source.read_settings(frozenset({"rail"}))
    assert (settings.source_id, settings.source_name) == ("harbour", "Harbour Rights Monitor")
    assert (settings.languages, settings.timezone) == (("en", "fa"), "Asia/Tehran")
    assert (settings.date_order, settings.calendar) == ("DMY", "jalali")
    assert (settings.date_formats, settings.date_languages) == (("%d.%m.%Y",), ("fa",))
    assert settings.select == {
        "title": Selector("h1", 1, None),
        "author": Selector(".by a", 0, 3),
        "drop": Selector(".plea", 0, None),
    }
    assert settings.fix == {"author": {"Admin": ""}}
    assert settings.boilerplate == {"rail"}
    assert settings.sensitive
    assert source.every == timedelta(minutes=90)
    assert source.status == "working"
    feed, listing, urls = source.inputs
    assert (feed.order, feed.status, feed.checked) == (1, "unverified", None)
    assert (listing.next, listing.max_pages, listing.max_age) == ("a.older", 4, timedelta(weeks=2))
    assert (listing.order, listing.found, listing.checked) == (2, "publisher", date(2026, 10, 1))
    assert (feed.key, urls.key) == ("https://harbour.example/feed/", "https://harbour.example/one")
    assert (source.expect.min_articles, source.expect.max_silence) == (2, timedelta(days=7))


def test_a_site_on_this_machine_may_be_asked_quickly(tmp_path: Path) -> None:
    local = GOOD.replace("https://harbour.example", "http://localhost:8001")
    (tmp_path / "harbour.toml").write_text("delay = 0.05\n" + local, encoding="utf-8")
    assert read_file(tmp_path / "harbour.toml").delay == 0.05


SHIPPED = load()


def test_the_shipped_catalogue_is_the_directory() -> None:
    assert sorted(SHIPPED) == sorted(file.stem for file in BUILTIN.glob("*.toml"))
    assert len(SHIPPED) >= 60


@pytest.mark.parametrize("source_id", SHIPPED)
def test_a_shipped_source_is_enabled_only_when_seen_working(source_id: str) -> None:
    source = SHIPPED[source_id]
    first = source.inputs[0]
    assert source.enabled == (source.status == "working")
    assert all(entry.evidence for entry in source.inputs)
    assert all(
        entry.checked is not None or entry.status in ("unverified", "disputed") for entry in source.inputs
    )
    assert source.delay >= 1
    assert first.key.startswith("https://")


def test_language_editions_share_their_owner() -> None:
    editions = {
        "hrana-fa",
        "hrana-en",
        "iranwire-fa",
        "iranwire-en",
        "meduza-ru",
        "meduza-en",
        "amnesty-italia",
    }
    owners = {SHIPPED[source_id].owner for source_id in editions}
    assert owners == {"hrana", "iranwire", "meduza", "amnesty"}
