"""Generated news pages of 20 to 200 KB: each text its own, frames shared by the pages of a site.

In the middle they are built like news pages on the web: about 850 elements, 140 links, 25 paragraphs, 150 divs,
15 levels, 20 images, 11 KB of text, and scripts that weigh twice as much. Their words follow the frequencies of
news: mostly small words, many names that occur once, few that tell of statements; one page in twenty is a statement.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import accumulate

SITES = 20
EVERY_STATEMENT = 20
"""One page of so many is a statement with its signatories."""
WORDS = str.split(
    "the of and to in a that for was on is with as said by at he it from they has have be who had not were his an "
    "which been are their but after its will she two more this would about one police people government when or "
    "her court out year over than country also could into last all under there during against since through while "
    "before city state new military group officials many other being former three between according security first "
    "members rights because those public still made told some only both them so if where what may week region "
    "prison media local women years case days children president party lawyers national family during months "
    "international human hundreds trial hearing village home near outside road river border town night morning "
    "council judge school hospital workers residents district evidence charges crime minister army protest city "
    "students reporters detained arrested killed wounded released found held left taken began asked called urged "
    "union company land water law police vote election hours report reported witnesses families prosecutors "
    "sentenced accused decision committee commission department embassy conflict violence emergency refugees camp "
    "community condition concern crisis death defence demand evening failed fair federal final following force "
    "foreign free freedom further general guard harbour health independent inside issue journalist justice labour "
    "later leader legal long major march meeting movement mountain network never north number offered office open "
    "order organisation parliament peace period person place policy political private process promised province "
    "quarter question reached record rejected representative request response rest return rule safety senior "
    "sentence service several situation small social source south spoke spokesman station story street strike "
    "strong support territory thousand today together tomorrow trade until urban visit voice waited walked warned "
    "west witness world written yesterday young release letter statement appeal signed"
)
"""Words from frequent to rare, those that tell of statements and signing among the last, as in news."""
CHANCES = list(accumulate(1 / (rank + 2.7) for rank in range(1, len(WORDS) + 1)))
"""Zipf's law with Mandelbrot's shift (1953)."""
NAMES = 0.08
"""Share of words that are names, hardly one of them twice."""
SYLLABLES = str.split("ba be da do fe ga ho ka ko la li lo ma me mi na no pe ra ri ro sa se ta te vo ya zu")


def words(source: random.Random, count: int) -> str:
    """A sentence of that many words."""
    chosen = source.choices(WORDS, cum_weights=CHANCES, k=count)
    text = " ".join(name(source) if source.random() < NAMES else word for word in chosen)
    return f"{text[0].upper()}{text[1:]}."


def name(source: random.Random) -> str:
    """A name that stands nowhere else."""
    return "".join(source.choices(SYLLABLES, k=3)).title()


def signatories(source: random.Random) -> str:
    """What ends a statement."""
    roles = ("lawyer", "former judge", "writer", "teacher", "member of parliament")
    entries = (
        f"{name(source)} {name(source)}, {source.choice(roles)}" for _ in range(source.randrange(8, 40))
    )
    return (
        "<p><strong>Signatories:</strong></p><ul>" + "".join(f"<li>{each}</li>" for each in entries) + "</ul>"
    )


def card(source: random.Random) -> str:
    """A teaser of another story, as rails and footers are full of."""
    number, picture = source.randrange(10**6), source.randrange(10**9)
    sizes = ", ".join(f"/img/{picture}-{width}x{width // 2}.jpg {width}w" for width in (320, 640, 1024))
    return (
        f'<div class="card card--teaser post-{number}"><div class="card__media"><a href="/p/{number}" tabindex="-1">'
        f'<img class="card__image lazyload" src="/img/{picture}.jpg" srcset="{sizes}" alt="{words(source, 4)}" '
        f'width="640" height="320"></a></div><div class="card__body"><div class="card__meta"><span class="card__topic">'
        f'<a href="/topic/{number % 40}/">{words(source, 2)}</a></span><time datetime="2026-05-{1 + number % 28:02d}">'
        f'{1 + number % 28} May</time></div><h3 class="card__title"><a href="/p/{number}">'
        f"{words(source, 9)}</a></h3></div></div>"
    )


def menu(source: random.Random, entries: int) -> str:
    """A menu of two levels."""
    tops = []
    for top in range(max(1, entries // 6)):
        subs = "".join(
            f'<li class="menu-item menu-item-{n}"><a class="menu-link" href="/topic/{top}-{n}/">'
            f"<span>{words(source, 2)}</span></a></li>"
            for n in range(5)
        )
        tops.append(
            f'<li class="menu-item has-children"><a href="/topic/{top}/">{words(source, 1)}</a><ul>{subs}</ul></li>'
        )
    return "".join(tops)


def script(source: random.Random, size: int) -> str:
    """Inline settings and tracking of about ``size`` characters."""
    parts = []
    while sum(map(len, parts)) < size:
        values = ",".join(f'"{source.choice(WORDS)}{n}":{source.random():.6f}' for n in range(60))
        parts.append(f"<script>window.dataLayer=window.dataLayer||[];var config={{{values}}};</script>")
    return "".join(parts)


def comments(source: random.Random, count: int) -> str:
    """What readers wrote below an article."""
    return "".join(
        f'<li class="comment"><div class="comment-body"><div class="comment-author">'
        f'<span class="fn">{words(source, 2)}</span>'
        f'<time datetime="2026-05-{1 + n % 28:02d}T10:00:00">{1 + n % 28} May</time></div><p>{words(source, 25)}</p>'
        f'<div class="reply"><a href="#reply-{n}">Reply</a></div></div></li>'
        for n in range(count)
    )


@cache
def frame(site: int) -> tuple[str, str]:
    """What stands before and after the article on the pages of a site, from light sites to heavy ones."""
    source = random.Random(site)
    scale = 0.4 + 1.2 * site / SITES
    style = "".join(f".block-{n}{{margin:{n}px;padding:{n % 7}px}}" for n in range(150))
    rail = "".join(card(source) for _ in range(int(14 * scale)))
    foot = "".join(card(source) for _ in range(int(8 * scale)))
    before = (
        f'<style>{style}</style>{script(source, int(12_000 * scale**2))}</head><body class="single"><div id="page">'
        f'<header class="site-header"><div class="wrap"><a class="logo" href="/"><img src="/logo.svg" alt="Site {site}"></a>'
        f'<nav class="main-menu"><ul>{menu(source, int(48 * scale))}</ul></nav></div></header><div class="content-area">'
        f'<div class="wrap"><div class="row"><div class="col col-8"><main id="main"><div class="inner">'
    )
    after = (
        f'<ol class="comment-list">{comments(source, int(8 * scale))}</ol></div></main></div><div class="col col-4">'
        f'<aside class="sidebar"><div class="widget"><h2>Most read</h2>{rail}</div></aside></div></div>'
        f'<section class="related"><h2>Related</h2>{foot}</section></div></div>'
        '<footer class="site-footer"><div class="wrap">'
        f"<ul>{menu(source, int(30 * scale))}</ul><p>© 2026 Site {site}. {words(source, 12)}</p></div></footer></div>"
        f"{script(source, int(30_000 * scale**2))}</body></html>"
    )
    return before, after


def page(number: int, base: str) -> str:
    """The page of that number; the same whenever it is asked for."""
    source = random.Random(number * 7919)
    before, after = frame(number % SITES)
    is_statement = number % EVERY_STATEMENT == 0
    title, day = "Joint statement: " * is_statement + words(source, 9).rstrip("."), 1 + number % 28
    published = f"2026-05-{day:02d}T{number % 24:02d}:{number % 60:02d}:00+00:00"
    paragraphs = []
    for n in range(source.randrange(12, 36)):
        link = f'<a href="{base}/p/{source.randrange(10**6)}">{words(source, 3)}</a>' if n % 3 == 0 else ""
        text = f"{words(source, 18)} {words(source, 14)} {link} {words(source, 20)}"
        kind = "blockquote" if n % 9 == 8 else "div"
        paragraphs.append(f"<p>{text}</p>" if n % 9 < 8 else f"<{kind}><p>{text}</p></{kind}>")
        if n % 8 == 5:
            paragraphs.append(f"<h2>{words(source, 5)}</h2><figure><img src=\"/img/{number}.jpg\" alt=\"\"><figcaption>"
                              f"{words(source, 9)}</figcaption></figure>")  # fmt: skip
    if is_statement:
        paragraphs.append(signatories(source))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Site {number % SITES}</title>'
        f'<link rel="canonical" href="{base}/p/{number}"><meta property="og:type" content="article">'
        f'<meta property="og:title" content="{title}"><meta property="article:published_time" content="{published}">'
        f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{title}",'
        f'"datePublished":"{published}","author":{{"@type":"Person","name":"Ada Sample"}}}}</script>{before}'
        f'<article class="entry"><header><h1>{title}</h1><p class="meta">By <a rel="author" href="/by/ada">Ada Sample</a> · '
        f'<time datetime="{published}">{day} May 2026</time></p></header>'
        f'<div class="entry-content">{"".join(paragraphs)}</div>'
        f"</article>{after}"
    )
