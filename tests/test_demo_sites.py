"""The sample sites over real HTTP, and `demo_expected.json` held against their pages.

`demo_expected.json` is what the whole database must hold after a crawl of the sample. Pages are named
"site path". A signatory is [name, kind, role, affiliation, country], the last two left out where empty;
``signed_more_than_once`` counts statements, ``kept_apart`` names persons who share no more than a name.
"""

import gzip
import json
import re
import socket
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html
from protego import Protego

from aggregator.demo import Demo, catalogue, content, serve
from aggregator.errors import UsageError
from aggregator.sources import Source, read

EXPECTED = json.loads((Path(__file__).parent / "demo_expected.json").read_text(encoding="utf-8"))
ARTICLES = EXPECTED["articles"]


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    with serve(port=0) as served:
        yield served


@pytest.fixture(autouse=True)
def first_generation(request: pytest.FixtureRequest) -> None:
    if "demo" in request.fixturenames:
        request.getfixturevalue("demo").generation = 1


def ask(demo: Demo, page: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    """One request without redirects; header names with _ for -."""
    site, path = page.split(" ", 1)
    host = urlsplit(demo.bases[site])
    connection = HTTPConnection("127.0.0.1", host.port, timeout=5)
    sent = {"Host": host.netloc, **{key.replace("_", "-"): value for key, value in headers.items()}}
    connection.request(method, path, headers=sent)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def sources(demo: Demo, directory: Path) -> dict[str, Source]:
    return read(catalogue(demo.bases, directory / "sources"))


def text_of(body: bytes) -> str:
    return re.sub(r"\s+", " ", html.fromstring(body).text_content())


def test_every_input_of_the_catalogue_answers(demo: Demo, tmp_path: Path) -> None:
    catalogued = sources(demo, tmp_path)
    assert catalogued.keys() == demo.bases.keys()
    assert {entry.kind for source in catalogued.values() for entry in source.inputs} == {
        "feed",
        "listing",
        "sitemap",
        "wordpress",
    }
    for name, source in catalogued.items():
        for entry in source.inputs:
            path = entry.url.removeprefix(demo.bases[name])
            response, body = ask(demo, f"{name} {path}")
            assert (response.status, bool(body)) == (200, True), entry.url


@pytest.mark.parametrize(
    "page", [page for part in ("articles", "duplicates", "skipped") for page in EXPECTED[part]]
)
def test_every_expected_page_is_served_and_found_through_an_input(demo: Demo, page: str) -> None:
    response, body = ask(demo, page)
    assert response.status == 200
    assert response.getheader("Content-Type", "").startswith("text/html")
    assert html.fromstring(body).find("head/title") is not None
    moved = {new: old for old, new in EXPECTED["redirects"].items()}
    assert moved.get(page, page) in reachable(demo)


def reachable(demo: Demo) -> set[str]:
    """Pages that the feeds, sitemaps, listings and the WordPress API name."""
    found = set()
    for name, base in demo.bases.items():
        for path, body in input_bodies(demo, name):
            named = re.findall(rb"(?:<loc>|<link>|href=\"|\"link\": \")([^<\"]+)", body)
            addresses = [urljoin(base + path, address.decode()) for address in named]
            found |= {f"{name} {a.removeprefix(base).split('?')[0]}" for a in addresses if a.startswith(base)}
    return found


def input_bodies(demo: Demo, name: str) -> Iterator[tuple[str, bytes]]:
    for path, versions in content.load(name, demo.bases).resources.items():
        kind = versions[1].headers.get("Content-Type", "")
        if re.search("xml|json|gzip", kind) or path.startswith("/notizie/?") or path == "/notizie/":
            yield path, _unpacked(versions[1].body)


def _unpacked(body: bytes) -> bytes:
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


def test_nothing_is_served_that_the_expectation_leaves_out(demo: Demo) -> None:
    pages = {
        f"{name} {path}"
        for name in demo.bases
        for path, versions in content.load(name, demo.bases).resources.items()
        if versions[1].headers.get("Content-Type", "").startswith("text/html")
        and not path.startswith("/notizie/?")
    }
    expected = {page for part in ("articles", "duplicates", "skipped") for page in EXPECTED[part]}
    assert pages - {"finestra /notizie/"} == expected
    redirects = {
        f"{name} {path}"
        for name in demo.bases
        for path, versions in content.load(name, demo.bases).resources.items()
        if versions[1].status == 301
    }
    assert redirects == EXPECTED["redirects"].keys()


@pytest.mark.parametrize("page", ARTICLES)
def test_the_expectation_says_what_the_page_prints(demo: Demo, page: str) -> None:
    _, body = ask(demo, page)
    text = text_of(body)
    expected = ARTICLES[page]
    assert expected["title"] in text
    assert all(author in text for author in expected["authors"])
    position = 0
    for name, _kind, *details in expected["signatories"]:
        found = text.find(name, position)
        assert found >= 0, name
        position = found
        assert all(detail in text for detail in details[:2])
    linked = set(html.fromstring(body).xpath("//a/@href"))
    assert {
        address(demo, target) for target in expected.get("in_text", []) + expected.get("documents", [])
    } <= linked


def address(demo: Demo, page: str) -> str:
    site, path = page.split(" ", 1)
    return demo.bases[site] + path


def test_the_first_example_has_its_fifteen_in_order(demo: Demo) -> None:
    page = "lantern /statements/italian-parliament-majority-1988-massacre"
    _, body = ask(demo, page)
    text = text_of(body)
    cue, plea = text.index("The list includes:"), text.index("Sign up for our weekly letter")
    demand, rail = text.index("To raise the massacre"), text.index("More headlines")
    signed = [name for name, *_ in ARTICLES[page]["signatories"]]
    places = [text.index(name) for name in signed]
    assert len(signed) == 15
    assert places == sorted(places)
    assert cue < places[0] < places[-1] < demand < plea < rail
    assert "15 August 1988" in text[:cue]


@pytest.mark.parametrize(
    ("page", "validator", "condition"),
    [
        ("lantern /feed.xml", "ETag", "If_None_Match"),
        ("lantern /feed.xml", "Last-Modified", "If_Modified_Since"),
        ("harbour /atom.xml", "Last-Modified", "If_Modified_Since"),
        ("phare /sitemap-actualites.xml.gz", "ETag", "If_None_Match"),
        ("svodka /n/2217", "ETag", "If_None_Match"),
    ],
)
def test_an_unchanged_answer_is_304(demo: Demo, page: str, validator: str, condition: str) -> None:
    first, _ = ask(demo, page)
    value = first.getheader(validator)
    assert value
    second, body = ask(demo, page, **{condition: value})
    assert (second.status, body) == (304, b"")
    assert second.getheader(validator) == value


def test_harbour_has_no_etag_and_an_etag_outweighs_a_date(demo: Demo) -> None:
    response, _ = ask(demo, "harbour /atom.xml")
    assert response.getheader("ETag") is None
    current = ask(demo, "lantern /feed.xml")[0].getheader("Last-Modified") or ""
    response, _ = ask(demo, "lantern /feed.xml", If_None_Match='"other"', If_Modified_Since=current)
    assert response.status == 200


@pytest.mark.parametrize(("old", "new"), EXPECTED["redirects"].items())
def test_a_moved_page_redirects(demo: Demo, old: str, new: str) -> None:
    response, _ = ask(demo, old)
    assert (response.status, response.getheader("Location")) == (301, address(demo, new))


@pytest.mark.parametrize(("alias", "page"), EXPECTED["duplicates"].items())
def test_an_alias_names_its_canonical_address(demo: Demo, alias: str, page: str) -> None:
    _, body = ask(demo, alias)
    assert html.fromstring(body).xpath("//link[@rel='canonical']/@href") == [address(demo, page)]
    assert text_of(body) == text_of(ask(demo, page)[1])


def test_the_sitemap_index_leads_to_a_gzipped_sitemap(demo: Demo) -> None:
    _, index = ask(demo, "phare /sitemap.xml")
    children = [element.text for element in etree.fromstring(index).iterfind(".//{*}loc")]
    assert children[0] == demo.bases["phare"] + "/sitemap-actualites.xml.gz"
    response, body = ask(demo, "phare /sitemap-actualites.xml.gz")
    assert response.getheader("Content-Type") == "application/gzip"
    pages = [element.text for element in etree.fromstring(gzip.decompress(body)).iterfind(".//{*}url/{*}loc")]
    assert len(pages) == 3


def test_a_page_is_compressed_only_for_those_who_accept_it(demo: Demo) -> None:
    plain, body = ask(demo, "harbour /2026/10/07/council-vote")
    packed, small = ask(demo, "harbour /2026/10/07/council-vote", Accept_Encoding="gzip, deflate")
    assert plain.getheader("Content-Encoding") is None
    assert (packed.getheader("Content-Encoding"), packed.getheader("Vary")) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(small) == body


def test_robots_txt_of_every_site_asks_for_a_small_delay(demo: Demo) -> None:
    refused = []
    for name, base in demo.bases.items():
        robots = Protego.parse(ask(demo, f"{name} /robots.txt")[1].decode())
        assert robots.crawl_delay("aggregator") == 0.2
        pages = [page for page in {**ARTICLES, **EXPECTED["skipped"]} if page.startswith(f"{name} ")]
        refused += [page for page in pages if not robots.can_fetch(base + page.split(" ")[1], "aggregator")]
    assert sorted(refused) == sorted(
        page for page, reason in EXPECTED["skipped"].items() if reason == "robots"
    )


def test_the_second_generation_changes_one_page_and_ends_one(demo: Demo) -> None:
    before = {page: ask(demo, page)[1] for page in ARTICLES}
    inputs = {page: ask(demo, page)[1] for page in EXPECTED["second_run"]["inputs_unchanged"]}
    demo.generation = 2
    after = {page: ask(demo, page) for page in ARTICLES}
    gone = [page for page, (response, _) in after.items() if response.status == 410]
    changed = [page for page, (_, body) in after.items() if body != before[page] and page not in gone]
    assert gone == EXPECTED["second_run"]["gone"]
    assert changed == list(EXPECTED["second_run"]["revised"])
    for page, revision in EXPECTED["second_run"]["revised"].items():
        assert revision["contains"] in text_of(after[page][1])
        assert revision["contains"] not in text_of(before[page])
    assert inputs == {page: ask(demo, page)[1] for page in inputs}


def test_a_changed_page_is_not_304_for_its_old_date(demo: Demo) -> None:
    (page,) = EXPECTED["second_run"]["revised"]
    date = ask(demo, page)[0].getheader("Last-Modified") or ""
    assert ask(demo, page, If_Modified_Since=date)[0].status == 304
    demo.generation = 2
    assert ask(demo, page, If_Modified_Since=date)[0].status == 200


def test_pages_of_wordpress_end_with_400(demo: Demo) -> None:
    response, body = ask(demo, "mirador /wp-json/wp/v2/posts?per_page=100&page=1")
    posts = json.loads(body)
    assert (response.getheader("X-WP-Total"), response.getheader("X-WP-TotalPages")) == ("3", "1")
    assert [post["link"].removeprefix(demo.bases["mirador"]) for post in posts] == [
        page.split(" ")[1] for page in ARTICLES if page.startswith("mirador ")
    ]
    response, body = ask(demo, "mirador /wp-json/wp/v2/posts?per_page=100&page=2")
    assert (response.status, json.loads(body)["code"]) == (400, "rest_post_invalid_page_number")


def test_the_russian_site_speaks_windows_1251(demo: Demo) -> None:
    response, body = ask(demo, "svodka /n/2217")
    assert response.getheader("Content-Type") == "text/html; charset=windows-1251"
    assert "Подписали" in body.decode("windows-1251")
    assert etree.fromstring(ask(demo, "svodka /rss.xml")[1]).findtext("channel/title") == "Сводка"


def test_head_and_unknown_addresses(demo: Demo) -> None:
    response, body = ask(demo, "lantern /feed.xml", method="HEAD")
    assert (response.status, body) == (200, b"")
    assert int(response.getheader("Content-Length", "0")) > 1000
    assert ask(demo, "lantern /no-such-page")[0].status == 404
    assert demo.answers[-1].site == "lantern"
    assert (demo.answers[-1].target, demo.answers[-1].status) == ("/no-such-page", 404)


def test_every_site_is_a_host_of_its_own_at_one_port(demo: Demo) -> None:
    hosts = [urlsplit(base).hostname for base in demo.bases.values()]
    assert hosts == [f"{name}.localhost" for name in demo.bases]
    assert len({urlsplit(base).port for base in demo.bases.values()}) == 1
    assert ask(demo, "lantern /news/thank-you-to-our-donors")[0].status == 200
    assert ask(demo, "payam /news/thank-you-to-our-donors")[0].status == 404


def test_the_port_is_free_again_afterwards() -> None:
    port = 28640  # below the ports that systems give out, away from that of the demo
    for _ in range(2):
        with serve(generation=2, port=port) as served:
            assert ask(served, EXPECTED["second_run"]["gone"][0])[0].status == 410


def test_a_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        problem = f"port {port} of 127.0.0.1 cannot be used .*another demo"
        with pytest.raises(UsageError, match=problem), serve(port=port):
            pass


def test_a_page_without_front_matter_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "bare"
    (site / "pages").mkdir(parents=True)
    (site / "site.toml").write_text("", encoding="utf-8")
    (site / "layout.html").write_text("{{content}}", encoding="utf-8")
    (site / "pages" / "one.html").write_text("<p>Text</p>", encoding="utf-8")
    monkeypatch.setattr(content, "SITES", tmp_path)
    with pytest.raises(ValueError, match=r"one\.html: no TOML between two \+\+\+ lines"):
        content.load("bare", {"bare": "http://127.0.0.1:1"})
