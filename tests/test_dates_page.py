"""When a page was published: small pages of our own, each with one difficulty."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.extract.dates import publication
from aggregator.extract.document import Document
from aggregator.items import DateValue, Hints, ReadSettings, Selector

PROSE = (
    "The families of those who were executed gathered on 15 August 1988 and again on 3 May 2019 in front of the"
    " prison, and they have asked for the names of the dead ever since, without an answer from the authorities."
)
HEADLINE = "<h1>Families ask for the names</h1>"
CAPTURED = "2024-05-10T12:00:00Z"


def page(body: str, head: str = "", lang: str = "en", title: str = "Families ask for the names") -> str:
    return (
        f'<html lang="{lang}"><head><title>{title} - The Example Post</title>{head}</head><body>'
        f"{body}<p>{PROSE}</p><p>{PROSE}</p></body></html>"
    )


def article(inside: str, head: str = "", lang: str = "en", title: str = "Families ask for the names") -> str:
    return page(f"<article><h1>{title}</h1>{inside}</article>", head, lang, title)


def ld(**data: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **data})}</script>'


def read(
    html: str, url: str = "https://news.example/a", hints: Hints | None = None, **settings: Any
) -> tuple[DateValue, DateValue]:
    return publication(Document.from_text(html, url), ReadSettings(**settings), CAPTURED, hints)


PUBLISHED_META = '<meta property="article:published_time" content="2020-08-15T10:00:00+02:00">'
PUBLISHED = [
    (
        "one structured place",
        article("", ld(**{"@type": "NewsArticle", "datePublished": "2020-08-15T10:00:00+02:00"})),
        "2020-08-15T08:00:00Z",
        "medium",
    ),
    (
        "structured and shown agree",
        article("<p>15 August 2020</p>", PUBLISHED_META),
        "2020-08-15T08:00:00Z",
        "high",
    ),
    ("only text", article('<div class="when">15 August 2020, 14:30</div>'), "2020-08-15T14:30:00Z", "low"),
    (
        "by-line around the date",
        article("<div>By Ana Novak | August 15, 2020 | 3 comments</div>"),
        "2020-08-15",
        "low",
    ),
    (
        "label in the block before",
        article("<dl><dt>Published</dt><dd>15/08/2020</dd><dt>Updated</dt><dd>16/08/2020</dd></dl>"),
        "2020-08-15",
        "low",
    ),
    (
        "labelled at the end",
        page(f"{HEADLINE}<p>{PROSE}</p>{'<p>Text.</p>' * 20}<p>Published: 15 August 2020</p>"),
        "2020-08-15",
        "low",
    ),
    (
        "updated comes first",
        article("<div>Updated 20 August 2020</div><div>Published 15 August 2020</div>"),
        "2020-08-15",
        "low",
    ),
    (
        "both in one element",
        article('<p class="date">15 August 2020 - Updated 20 August 2020</p>'),
        "2020-08-15",
        "low",
    ),
    (
        "both labelled in one element",
        article('<p class="date">Published 15/08/2020 Updated 20/08/2020</p>'),
        "2020-08-15",
        "low",
    ),
    (
        "microdata",
        article(
            '<meta itemprop="datePublished" content="2020-08-15"><meta itemprop="dateModified" content="2020-09-01">'
        ),
        "2020-08-15",
        "medium",
    ),
    ("Dublin Core", article("", '<meta name="DC.date.issued" content="2020-08-15">'), "2020-08-15", "medium"),
    ("month stays a month", article("", '<meta name="dc.date" content="2020-08">'), "2020-08", "low"),
    (
        "Jalali in a meta tag",
        article("", '<meta name="pubdate" content="۱۳۹۹/۰۵/۲۵ ۱۴:۳۰">', "fa"),
        "2020-08-15T14:30:00Z",
        "low",
    ),
    (
        "Jalali date line",
        article("<div>شنبه ۲۵ مرداد ۱۳۹۹</div>", "", "fa", "خانواده‌ها نام‌ها را می‌خواهند"),
        "2020-08-15",
        "low",
    ),
    (
        "written-out Arabic in a meta tag",
        article("", '<meta name="date" content="السبت، 15 آب 2020">', "ar"),
        "2020-08-15",
        "low",
    ),
    ("Bengali digits", article("<div>প্রকাশ: ১৫ আগস্ট ২০২০</div>", "", "bn"), "2020-08-15", "low"),
    (
        "dateline of a dispatch",
        page(f"{HEADLINE}<p>(Beirut, August 15, 2020) – {PROSE}</p>"),
        "2020-08-15",
        "low",
    ),
    (
        "dateline in capitals",
        page(f"{HEADLINE}<p>GENEVA (15 August 2020) – {PROSE}</p>"),
        "2020-08-15",
        "low",
    ),
    (
        "data for a script",
        article("", '<script>s={"publishedAt":"2020-08-15T10:00:00Z"}</script>'),
        "2020-08-15T10:00:00Z",
        "low",
    ),
    ("relative to the capture", article('<time class="date">3 hours ago</time>'), "2024-05-10", "low"),
    (
        "relative in a classed element",
        article('<div class="post-date">دو روز پیش</div>', lang="fa"),
        "2024-05-08",
        "low",
    ),
    ("relative with a label", article('<span class="date">Published 2 days ago</span>'), "2024-05-08", "low"),
    ("no span at all", article('<span class="date">Read it later</span>'), None, "low"),
    ("no date but in prose", article(""), None, "low"),
    ("a short sentence is prose", article("<p>He was arrested on 3 May 2019.</p>"), None, "low"),
    ("opening words are prose", page(f"{HEADLINE}<p>On 3 May 2019 – {PROSE}</p>"), None, "low"),
    ("copyright year", article("<footer>© 2020 The Example Post</footer>"), None, "low"),
]


@pytest.mark.parametrize(
    ("html", "value", "confidence"), [row[1:] for row in PUBLISHED], ids=[row[0] for row in PUBLISHED]
)
def test_publication(html: str, value: str | None, confidence: str) -> None:
    published, _ = read(html)
    assert (published.value, published.confidence) == (value, confidence), published
    assert (published.value is None) == bool(published.reason)


ABSURD = [
    ("9999-01-01T00:00:00Z", "9999"),
    ("0000-00-00", "no"),
    ("3024-08-15", "3024"),
    ("1970-01-01T00:00:00Z", "before 1990"),
    ("1403/02/15", "1403"),
    ("2024-05-13T00:00:00Z", "after the capture"),
    ("1989-12-31", "before 1990"),
    ("2034-05-10", "after the capture"),
]


@pytest.mark.parametrize(("raw", "reason"), ABSURD)
def test_absurd_dates_give_no_value_but_a_reason(raw: str, reason: str) -> None:
    published, _ = read(article("", f'<meta property="article:published_time" content="{raw}">'))
    assert published.value is None
    assert reason in published.reason


def test_an_absurd_date_does_not_hide_a_sound_one() -> None:
    published, _ = read(article("<div>15 August 2020</div>", '<meta name="pubdate" content="9999-01-01">'))
    assert published.value == "2020-08-15"


def test_the_address_confirms_a_stated_day() -> None:
    published, _ = read(article("", PUBLISHED_META), "https://news.example/2020/08/15/names")
    assert (published.value, published.confidence, published.conflicts) == (
        "2020-08-15T08:00:00Z",
        "high",
        [],
    )


def test_two_places_outvote_one_and_the_conflict_is_kept() -> None:
    head = ld(**{"@type": "NewsArticle", "datePublished": "2021-01-05T09:00:00Z"})
    published, _ = read(article("<div>15 August 2020</div>", head), "https://news.example/2020/08/15/names")
    assert published.value == "2020-08-15"
    assert ("json-ld:datePublished", "2021-01-05T09:00:00Z") in published.conflicts


def test_stated_places_that_disagree_are_not_high() -> None:
    head = PUBLISHED_META + ld(**{"@type": "NewsArticle", "datePublished": "2021-01-05T09:00:00Z"})
    published, _ = read(article("<div>15 August 2020</div>", head))
    assert (published.value, published.confidence) == ("2020-08-15T08:00:00Z", "medium")


def test_change_is_told_apart_from_publication() -> None:
    head = PUBLISHED_META + '<meta property="article:modified_time" content="2020-09-01T10:00:00+02:00">'
    published, modified = read(article("", head))
    assert (published.value, modified.value) == ("2020-08-15T08:00:00Z", "2020-09-01T08:00:00Z")


def test_only_a_date_of_change_stands_in_and_says_so() -> None:
    published, _ = read(article("<div>Last updated: 15 August 2020</div>"))
    assert (published.value, published.confidence) == ("2020-08-15", "low")
    assert published.origin.method == "changed:label"


def test_a_news_article_keeps_its_day_whatever_is_corrected_later() -> None:
    data = {"datePublished": "2020-08-15T10:00:00Z", "dateModified": "2022-03-01T10:00:00Z"}
    html = "<div>Updated 1 March 2022</div>"
    news, _ = read(article(html, ld(**{"@type": "NewsArticle", **data})))
    guide, _ = read(article(html, ld(**{"@type": "WebPage", **data})))
    assert news.value == "2020-08-15T10:00:00Z"
    assert (guide.value, guide.confidence) == ("2022-03-01", "low")
    assert guide.conflicts == [("json-ld:datePublished", "2020-08-15T10:00:00Z")]


def test_a_publication_stated_after_the_shown_change_is_the_time_the_page_was_built() -> None:
    built = ld(
        **{"@type": "Article", "datePublished": "2020-08-20T09:21:40", "dateModified": "2020-08-20T09:21:40"}
    )
    shown = "<time>Page updated: 15 August 2020</time>"
    published, _ = read(article(shown, built))
    assert (published.value, published.confidence) == ("2020-08-15", "low")
    assert published.origin.method.startswith("changed:")
    assert published.conflicts == [("json-ld:datePublished", "2020-08-20T09:21:40Z")]
    confirmed, _ = read(article(shown, built), "https://news.example/2020/08/20/names")
    assert confirmed.value == "2020-08-20T09:21:40Z"


def test_a_change_shown_in_the_zone_of_the_page_is_not_before_its_publication() -> None:
    head = '<meta property="article:published_time" content="2020-08-16T02:30:00Z">'
    published, _ = read(article("<div>Updated: August 15, 2020</div>", head))
    assert published.value == "2020-08-16T02:30:00Z"


def test_the_feed_confirms_that_an_old_page_is_old() -> None:
    data = {
        "@type": "WebPage",
        "datePublished": "2020-08-15T10:00:00Z",
        "dateModified": "2022-03-01T10:00:00Z",
    }
    hints = Hints(published="Sat, 15 Aug 2020 10:00:00 GMT")
    published, _ = read(article("<div>Updated 1 March 2022</div>", ld(**data)), hints=hints)
    assert (published.value, published.confidence) == ("2020-08-15T10:00:00Z", "high")


def test_a_template_class_that_names_both_roles_is_publication() -> None:
    html = article(
        '<time class="entry-date published updated" datetime="2020-08-15T10:00:00+00:00">15.08.2020</time>'
    )
    published, modified = read(html)
    assert (published.origin.method, published.value) == ("time", "2020-08-15T10:00:00Z")
    assert modified.value is None


def test_properties_of_teasers_come_second() -> None:
    scope = "https://schema.org/Article"
    teaser = f'<div itemscope itemtype="{scope}"><meta itemprop="datePublished" content="2021-02-03"></div>'
    published, _ = read(article('<meta itemprop="datePublished" content="2020-08-15">' + teaser * 3))
    assert published.value == "2020-08-15"


def test_other_articles_and_comments_are_not_asked() -> None:
    html = article(
        '<div class="related"><time datetime="2021-02-03">3 February 2021</time></div>'
        '<div class="comments"><time datetime="2020-08-20T10:00:00Z">20 August 2020</time></div>'
        '<header><time datetime="2020-08-15">15 August 2020</time></header>'
    )
    assert read(html)[0].value == "2020-08-15"


@pytest.mark.parametrize(
    "prose",
    [
        "按照当地主管部门发布的补助办法，搬迁居民的安置补助将于2020年12月31日到期，逾期不再办理。",
        "本周期（2020年7月7日至7月13日），沿海港口的煤炭综合平均价格比上一周期有所下降，库存继续减少。",
    ],
)
def test_a_day_in_the_prose_of_a_script_without_spaces_is_not_the_publication(prose: str) -> None:
    html = page(
        '<div class="info"><span class="time">2020年08月15日 11:03</span> 海岸新闻网 我要评论(0)</div>'
        f"<h1>居民等待补助</h1><p>{prose}</p>",
        lang="zh",
        title="居民等待补助",
    )
    assert read(html)[0].value == "2020-08-15T11:03:00Z"


def test_a_day_in_the_headline_is_what_the_article_is_about() -> None:
    title = "Demonstrations of the week 24 - 30 August 2020"
    published, _ = read(page(f"<div>27 August 2020</div><h1>{title}</h1>", title=title))
    assert published.value == "2020-08-27"
    assert ("line", "2020-08-30") in published.conflicts
    alone, _ = read(page(f"<h1>{title}</h1>", title=title))
    assert (alone.value, alone.confidence) == ("2020-08-30", "low")


def test_the_clock_in_the_frame_of_the_site_is_not_asked() -> None:
    html = page(
        '<header><div class="date">Friday, May 10, 2024</div></header><h1>Families ask for the names</h1>'
        '<div class="date">15 August 2020</div>'
    )
    assert read(html)[0].value == "2020-08-15"


def test_a_clock_that_says_today_is_not_asked() -> None:
    html = page(
        f"<div>امروز: جمعه ۲۱ اردیبهشت ۱۴۰۳</div>{HEADLINE}<div>انتشار: ۲۵ مرداد ۱۳۹۹</div>", "", "fa"
    )
    assert read(html)[0].value == "2020-08-15"
    assert read(page(f"<div>امروز: جمعه ۲۱ اردیبهشت ۱۴۰۳</div>{HEADLINE}", "", "fa"))[0].value is None


def test_the_article_of_the_headline_is_taken_among_several() -> None:
    graph = [
        {"@type": "NewsArticle", "headline": "Another story of the week", "datePublished": "2021-02-03"},
        {"@type": "NewsArticle", "headline": "Families ask for the names", "datePublished": "2020-08-15"},
    ]
    assert read(article("", ld(**{"@graph": graph})))[0].value == "2020-08-15"


def test_a_nested_article_does_not_speak_for_the_page() -> None:
    data = {
        "@type": "WebPage",
        "datePublished": "2020-08-15",
        "hasPart": {"@type": "Article", "datePublished": "2021-02-03"},
    }
    assert read(article("", ld(**data)))[0].value == "2020-08-15"


def test_the_page_tells_its_own_offset_for_a_moment_in_utc() -> None:
    head = '<meta property="article:published_time" content="2020-08-16T03:30:00Z">'
    shown, _ = read(article("<div>August 15, 2020, 11:30 pm</div>", head))
    bare_day, _ = read(article("<div>August 15, 2020</div>", head))
    assert (shown.value, shown.local) == ("2020-08-16T03:30:00Z", "2020-08-15T23:30:00-04:00")
    assert (bare_day.value, bare_day.local) == ("2020-08-16T03:30:00Z", "2020-08-15")


def test_the_shown_clock_tells_the_offset_beside_a_time_element_in_utc() -> None:
    head = '<meta property="article:published_time" content="2020-08-16T03:30:00Z">'
    shown = '<time datetime="2020-08-16T03:30:00Z">August 15, 2020, {}</time>'
    west, _ = read(article(shown.format("11:30 pm"), head))
    nowhere, _ = read(article(shown.format("6:15 pm"), head))
    assert west.local == "2020-08-15T23:30:00-04:00"
    assert nowhere.local == "2020-08-16T03:30:00+00:00", (
        "no clock on earth is nine and a quarter hours behind"
    )


def test_a_moment_in_utc_is_told_in_the_zone_of_the_source_too() -> None:
    head = '<meta property="article:published_time" content="2020-08-15T22:30:00+00:00">'
    published, _ = read(article("", head), timezone="Asia/Tehran")
    assert (published.value, published.local, published.zone) == (
        "2020-08-15T22:30:00Z",
        "2020-08-16T03:00:00+04:30",
        "stated",
    )


def test_the_zone_of_the_source_is_used_and_said() -> None:
    published, _ = read(article("<div>15 August 2020, 14:30</div>"), timezone="Asia/Tehran")
    assert (published.value, published.local, published.zone) == (
        "2020-08-15T10:00:00Z",
        "2020-08-15T14:30:00+04:30",
        "source",
    )


def test_a_region_tells_the_order_of_day_and_month() -> None:
    html = article("<div>03/04/2020</div>")
    assert read(html, "https://news.example.uk/a")[0].value == "2020-04-03"
    assert read(html, "https://news.example/a")[0].value == "2020-03-04"
    assert read(html, date_order="DMY")[0].value == "2020-04-03"


def test_another_place_settles_a_doubtful_order() -> None:
    html = article("<div>03/04/2020</div>", '<meta name="pubdate" content="2020-04-03">')
    assert read(html)[0].value == "2020-04-03"


def test_the_address_settles_the_order_of_a_date_line() -> None:
    published, _ = read(article("<div>03/04/2020</div>"), "https://news.example/2020/04/03/names")
    assert (published.value, published.confidence) == ("2020-04-03", "high")


def test_the_language_of_the_text_beats_the_claim_of_the_template() -> None:
    document = Document.from_text(article("<div>03/04/2020</div>", "", "en"), "https://news.example/a")
    published, _ = publication(document, ReadSettings(), CAPTURED, language="it")
    assert published.value == "2020-04-03"


def test_the_selector_of_the_source_wins() -> None:
    html = article(
        '<p>1 May 2020</p><span id="d">15.08.2020</span>', PUBLISHED_META.replace("08-15", "09-15")
    )
    published, _ = read(html, select={"date": Selector("#d")})
    assert (published.value, published.confidence, published.origin.method) == (
        "2020-08-15",
        "high",
        "select:date",
    )
    assert published.origin.path.endswith("span")


def test_a_selector_with_too_many_hits_is_not_followed() -> None:
    html = article("<i>1 May 2020</i><i>2 May 2020</i>", PUBLISHED_META)
    assert read(html, select={"date": Selector("i", 1, 1)})[0].value == "2020-08-15T08:00:00Z"


def test_a_known_bad_value_is_put_right() -> None:
    html = article("", '<meta name="pubdate" content="15-AGO-2O20"><meta name="issued" content="unknown">')
    assert read(html, fix={"date": {"15-AGO-2O20": "2020-08-15"}})[0].value == "2020-08-15"


def test_where_a_date_was_found_is_kept() -> None:
    published, _ = read(article('<div class="when">15 August 2020</div>'))
    assert published.origin.path.startswith("/html")
    assert published.origin.raw == "15 August 2020"


FRAGMENTS = st.sampled_from(
    [
        "<article>",
        "</article>",
        "<h1>Families ask for the names</h1>",
        "<h1>",
        '<time datetime="2020-08-15T10:00:00Z">',
        '<time datetime="0000-00-00">12:99</time>',
        '<div class="date">',
        "15/08/2020 ",
        "Updated ",
        "Published ",
        "۲۵ مرداد ۱۳۹۹",
        "2020年8月",
        '<meta name="pubdate" content="August 2020">',
        '<meta itemprop="dateModified" content="2020-08-16">',
        '<script type="application/ld+json">{"@type":"Article","datePublished":"2020"}</script>',
        "<br>",
        "</div>",
        PROSE,
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(FRAGMENTS, max_size=25).map("".join))
def test_any_page_gives_values_or_reasons(html: str) -> None:
    for value in read(html):
        assert (value.value is None) == bool(value.reason)
        assert value.value is None or value.origin.method


HOSTILE = [
    "<time>" * 5000,
    '<time datetime="' + "9" * 50_000 + '">x</time>',
    "".join(f"<div class=date>{day % 28 + 1} May 2020</div>" for day in range(20_000)),
    "<p>" + "15 August 2020 " * 20_000,
    f'<meta name="date" content="{"(" * 50_000}">',
    '<script type="application/ld+json">{"@type":"Article","datePublished":[[[[]]]]}</script>',
    '<script type="application/ld+json">{"@type":"Article","datePublished":{"@value":{"a":1}}}</script>',
    '<meta property="article:published_time" content="\u0661\u0662\u0663">',
    "",
]


@pytest.mark.parametrize("html", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_pages_end_soon_without_an_error(html: str) -> None:
    document = Document.from_text(html, "http://[broken")
    assert document.blocks is not None
    assert document.structured is not None
    start = time.process_time()
    published, modified = publication(document, ReadSettings(), CAPTURED)
    assert time.process_time() - start < 1.0
    assert isinstance(published, DateValue)
    assert isinstance(modified, DateValue)


@pytest.mark.parametrize(
    "opening", ["<time>", '<time datetime="2026-03-04">', '<b itemprop="datePublished">']
)
@pytest.mark.parametrize("inner", ["<i>4 May</i>", "<i></i>"])
def test_dates_inside_one_another_do_not_cost_their_square(opening: str, inner: str) -> None:
    document = Document.from_text(f"<html><body>{opening * 200}{inner * 50_000}</body></html>")
    assert document.blocks is not None
    start = time.process_time()
    publication(document, ReadSettings())
    assert time.process_time() - start < 2
