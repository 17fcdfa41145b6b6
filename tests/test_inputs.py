"""Feeds, sitemaps, listings, WordPress and lists: what they say, in their own order, with what was odd."""

from __future__ import annotations

import gzip
import json
import time

import pytest

from aggregator.errors import InputError
from aggregator.extract.inputs import InputRead, feeds, listings, sitemaps, urllists, wordpress

URL = "https://site.example/feed/"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Wächter &amp; Co</title><language>de</language>
<link>https://site.example/</link><atom:link rel="next" href="?paged=2"/>
<item><title>Zweite &lt;b&gt;Meldung&lt;/b&gt;</title><link>/zwei</link><guid isPermaLink="false">tag:2</guid>
 <pubDate>Fri, 01 May 2026 10:00:00 +0200</pubDate><dc:creator>Ida Beispiel</dc:creator>
 <description>&lt;p&gt;Kurz&lt;/p&gt;</description>
 <content:encoded><![CDATA[<p>Lang <em>und</em> ganz</p>]]></content:encoded>
</item>
<item><title>Erste</title><link>https://site.example/eins</link><pubDate>Thu, 30 Apr 2026 09:00:00 GMT</pubDate></item>
<item><title>Wieder</title><link>https://site.example/eins</link></item>
<item><title>Anlage</title><enclosure url="https://site.example/brief.pdf" type="application/pdf" length="1"/></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Veille</title>
<link rel="prev-archive" href="https://site.example/archive/3"/>
<entry><id>urn:1</id><title type="html">Un &amp;amp; deux</title><updated>2026-05-02T08:00:00Z</updated>
<published>2026-05-01T08:00:00+02:00</published><link rel="self" href="/atom/1"/><link rel="alternate" href="/un"/>
<author><name>A. Exemple</name></author><content type="html">&lt;p&gt;Texte&lt;/p&gt;</content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://site.example/"><title>Rivista</title></channel>
<item rdf:about="https://site.example/a"><title>Primo</title><link>https://site.example/a</link>
<dc:date>2026-05-01T08:00:00+02:00</dc:date></item></rdf:RDF>"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Boletín",
        "language": "es",
        "next_url": "https://site.example/feed.json?page=2",
        "items": [
            {
                "id": "1",
                "url": "https://site.example/uno",
                "title": "Uno",
                "date_published": "2026-05-01T10:00:00Z",
                "authors": [{"name": "Ana Ejemplo"}, {"name": "Luis Ejemplo"}],
                "content_html": "<p>Texto</p>",
            },
            {
                "id": "https://site.example/dos",
                "date_published": "2026-04-01T10:00:00Z",
                "content_text": "Uno & dos\n\nTres",
            },
        ],
    }
)


def feed(text: str, content_type: str = "") -> InputRead:
    return feeds.read(text.encode(), URL, content_type)


def test_rss_in_its_own_order_with_what_it_says_of_each_page() -> None:
    read = feed(RSS)
    assert [page.url for page in read.discovered] == [
        "https://site.example/zwei",
        "https://site.example/eins",
        "https://site.example/brief.pdf",
    ]
    hints = read.discovered[0].hints
    assert (hints.title, hints.summary, hints.author) == ("Zweite Meldung", "Kurz", "Ida Beispiel")
    assert (hints.published, hints.guid, hints.language) == ("Fri, 01 May 2026 10:00:00 +0200", "tag:2", "de")
    assert hints.content_html == "<p>Lang <em>und</em> ganz</p>"
    assert (read.title, read.newest, read.problem) == ("Wächter & Co", "2026-05-01T08:00:00Z", "")
    assert [part.url for part in read.next] == ["https://site.example/feed/?paged=2"]


def test_atom_gives_the_alternate_link_both_dates_and_the_older_archive() -> None:
    read = feed(ATOM)
    (page,) = read.discovered
    assert (page.url, page.hints.title) == ("https://site.example/un", "Un & deux")
    assert (page.hints.published, page.hints.modified) == (
        "2026-05-01T08:00:00+02:00",
        "2026-05-02T08:00:00Z",
    )
    assert page.hints.content_html == "<p>Texte</p>"
    assert [part.url for part in read.next] == ["https://site.example/archive/3"]


def test_rdf_gives_links_and_dates() -> None:
    read = feed(RDF)
    assert [(page.url, page.hints.title) for page in read.discovered] == [("https://site.example/a", "Primo")]
    assert read.newest == "2026-05-01T06:00:00Z"


def test_json_feed_gives_all_authors_and_the_next_part() -> None:
    read = feed(JSON_FEED)
    assert [page.url for page in read.discovered] == ["https://site.example/uno", "https://site.example/dos"]
    assert read.discovered[0].hints.author == "Ana Ejemplo, Luis Ejemplo"
    assert read.newest == "2026-05-01T10:00:00Z"
    assert [part.url for part in read.next] == ["https://site.example/feed.json?page=2"]


def test_the_plain_text_of_a_json_feed_is_its_content_where_there_is_no_other() -> None:
    one, two = feed(JSON_FEED).discovered
    assert (one.hints.content_html, two.hints.content_html) == (
        "<p>Texto</p>",
        "<p>Uno &amp; dos</p><p>Tres</p>",
    )


def test_a_feed_says_no_change_where_it_gives_only_a_publication_date() -> None:
    assert feed(RSS).discovered[1].hints.modified == ""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16"])
def test_the_declared_encoding_is_used(encoding: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>t</title>'
        "<item><title>Письмо учёных</title><link>https://site.example/1</link></item></channel></rss>"
    )
    read = feeds.read(text.encode(encoding), URL)
    assert read.discovered[0].hints.title == "Письмо учёных"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://h/x", "http://", ""]
)
def test_only_web_addresses_are_taken(link: str) -> None:
    read = feed(
        f"<rss version='2.0'><channel><title>t</title><item><title>a</title><link>{link}</link></item></channel></rss>"
    )
    assert read.discovered == []
    assert read.problem == "1 of 1 items name no page"


def test_broken_xml_is_read_as_far_as_it_goes_and_named() -> None:
    read = feed(RSS[: RSS.index("<title>Wieder")].replace("&amp; Co", "& Co"))
    assert [page.url for page in read.discovered][:2] == [
        "https://site.example/zwei",
        "https://site.example/eins",
    ]
    assert read.problem.startswith("broken XML")


def test_a_wrong_content_type_is_named_and_the_feed_read() -> None:
    read = feed(RSS, "text/html; charset=utf-8")
    assert len(read.discovered) == 3
    assert "content type" in read.problem


def test_a_path_is_never_opened() -> None:
    with pytest.raises(InputError):
        feeds.read(b"/etc/hostname", URL)


SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:xhtml="http://www.w3.org/1999/xhtml"><url><loc> https://site.example/en/1 </loc><lastmod>2026-05-01</lastmod>
<news:news><news:publication><news:name>S</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-04-30T08:00:00Z</news:publication_date><news:title>One &amp; two</news:title></news:news>
<xhtml:link rel="alternate" hreflang="fa" href="/fa/1"/></url><url><loc>https://site.example/en/2</loc></url></urlset>"""

INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://site.example/s1.xml</loc><lastmod>2026-01-01</lastmod></sitemap>
<sitemap><loc>https://site.example/s2.xml.gz</loc><lastmod>2026-05-01</lastmod></sitemap>
<sitemap><loc>https://site.example/s3.xml</loc></sitemap></sitemapindex>"""


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lambda data: gzip.compress(gzip.compress(data))])
def test_a_sitemap_gives_news_and_editions_packed_or_not(pack) -> None:  # type: ignore[no-untyped-def]
    read = sitemaps.read(pack(SITEMAP.encode()), "https://site.example/sitemap.xml.gz")
    first, second = read.discovered
    assert (first.url, second.url) == ("https://site.example/en/1", "https://site.example/en/2")
    assert (first.hints.title, first.hints.language) == ("One & two", "en")
    assert (first.hints.published, first.hints.modified) == ("2026-04-30T08:00:00Z", "2026-05-01")
    assert first.hints.editions == (("fa", "https://site.example/fa/1"),)
    assert read.newest == "2026-04-30T08:00:00Z"


def test_an_index_gives_its_children_last_changed_first() -> None:
    read = sitemaps.read(INDEX.encode(), "https://site.example/sitemap.xml")
    assert [(part.url, part.modified) for part in read.next] == [
        ("https://site.example/s2.xml.gz", "2026-05-01"),
        ("https://site.example/s1.xml", "2026-01-01"),
        ("https://site.example/s3.xml", ""),
    ]


def test_a_torn_sitemap_gives_what_came_before() -> None:
    read = sitemaps.read(SITEMAP[:-40].encode(), URL)
    assert read.discovered[0].url == "https://site.example/en/1"
    assert read.problem.startswith("broken XML")


def test_a_text_sitemap_is_a_list() -> None:
    read = sitemaps.read(b"https://site.example/1\nhttps://site.example/2\n", URL)
    assert [page.url for page in read.discovered] == ["https://site.example/1", "https://site.example/2"]


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE u [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><urlset><url><loc>https://site.example/&j;</loc></url></urlset>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    "<urlset><url><loc>https://site.example/&x;</loc></url></urlset>"
)


@pytest.mark.parametrize(
    "text", [LAUGHS, OUTSIDE, "<urlset>" + "<url>" * 100_000], ids=["laughs", "outside", "deep"]
)
@pytest.mark.parametrize("read", [sitemaps.read, feeds.read], ids=["sitemap", "feed"])
def test_hostile_xml_is_harmless_and_quick(text: str, read) -> None:  # type: ignore[no-untyped-def]
    began = time.process_time()
    try:
        found = read(text.encode(), URL)
        assert all(len(page.url) < 100 for page in found.discovered)
    except InputError as error:
        assert URL in str(error)
    assert time.process_time() - began < 2


def test_a_bomb_is_refused() -> None:
    bomb = gzip.compress(bytes(60 << 20))
    with pytest.raises(InputError, match="more than 50 MB"):
        sitemaps.read(bomb, URL)


LISTING = """<html><head><title>Statements</title><base href="https://site.example/en/"></head><body>
<article class="teaser"><h3><a href="2026/05/letter">An open letter</a></h3><time datetime="2026-05-01">1 May</time>
</article>
<article class="teaser"><a href="https://site.example/en/2026/04/call">A call</a></article>
<article class="teaser"><span>no link</span></article><a href="/about">About</a>
<a rel="next" href="?page=2">Older</a></body></html>"""


def test_a_listing_gives_links_titles_dates_and_its_next_page() -> None:
    read = listings.read(
        LISTING.encode(), "https://site.example/en/list", link="article.teaser", next="a[rel=next]"
    )
    assert [(page.url, page.hints.title, page.hints.published) for page in read.discovered] == [
        ("https://site.example/en/2026/05/letter", "An open letter", "2026-05-01"),
        ("https://site.example/en/2026/04/call", "A call", ""),
    ]
    assert [part.url for part in read.next] == ["https://site.example/en/?page=2"]


def test_a_listing_whose_selector_finds_nothing_is_an_error() -> None:
    with pytest.raises(InputError, match=r"has no link at 'a\.gone'"):
        listings.read(LISTING.encode(), URL, link="a.gone")


POSTS = [
    {
        "link": f"https://site.example/{n}",
        "date": "2026-05-01T12:00:00",
        "date_gmt": "2026-05-01T10:00:00",
        "modified_gmt": "2026-05-02T10:00:00",
        "title": {"rendered": "Appeal &#8211; signed"},
        "excerpt": {"rendered": "<p>Short</p>"},
        "content": {"rendered": "<p>Long</p>"},
    }
    for n in range(2)
]
POSTS_URL = "https://site.example/wp-json/wp/v2/posts?per_page=2&page=1"


def test_wordpress_posts_give_pages_and_the_next_page_while_full() -> None:
    read = wordpress.read(json.dumps(POSTS).encode(), POSTS_URL)
    hints = read.discovered[0].hints
    assert (hints.title, hints.published, hints.modified) == (
        "Appeal – signed",
        "2026-05-01T10:00:00Z",
        "2026-05-02T10:00:00Z",
    )
    assert hints.content_html == "<p>Long</p>"
    assert [part.url for part in read.next] == [POSTS_URL.replace("page=1", "page=2")]
    assert wordpress.read(json.dumps(POSTS[:1]).encode(), POSTS_URL).next == []


def test_wordpress_past_its_last_page_ends_quietly() -> None:
    body = json.dumps({"code": wordpress.PAST_THE_END, "message": "x"}).encode()
    assert wordpress.read(body, POSTS_URL) == InputRead()


def test_wordpress_is_asked_for_full_pages_since_a_day() -> None:
    asked = wordpress.address(
        "https://site.example/wp-json/wp/v2/posts?categories=7", page=3, after="2026-01-01T00:00:00"
    )
    assert "categories=7" in asked
    assert "per_page=100" in asked
    assert "page=3" in asked
    assert "after=2026-01-01T00%3A00%3A00" in asked


def test_a_list_gives_its_addresses_and_counts_what_is_none() -> None:
    read = urllists.read(b"# letters\n\nhttps://site.example/1\r\nnot one\nhttps://site.example/1\n", URL)
    assert [page.url for page in read.discovered] == ["https://site.example/1"]
    assert read.problem == "1 of 3 lines are no address"
