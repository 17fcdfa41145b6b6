"""The readers' pages in a real Chromium: looks, keyboard, direction, accessibility, and what hostile records do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import site

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = Path(str(files("axe_playwright_python") / "axe.min.js"))
SHOTS = Path(os.environ.get("AGGREGATOR_SCREENSHOTS", Path(__file__).parents[1] / "screenshots"))
WIDTHS = (320, 390, 1280)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="NO CHROMIUM ON THIS MACHINE: the browser tests did not run"),
    pytest.mark.xdist_group("browser"),
]
PAGES = (
    *site.OWN_PAGES,
    "/fa/",
    f"/fa/article/{site.PERSIAN}",
    f"/fa/statement/{site.STATEMENT}",
    "/fa/search?q=prison",
    "/ar/sources",
    "/ar/source/payam",
    "/ar/network",
    "/ar/about",
)
OVERLAPS = """
() => [...document.querySelectorAll('.meta')].flatMap(line => {
  const rtl = getComputedStyle(line).direction === 'rtl';
  const boxes = [...line.children].map(child => {
    const range = document.createRange(); range.selectNodeContents(child);
    return [...range.getClientRects()].filter(box => box.width);
  }).filter(rects => rects.length);
  return boxes.slice(1).flatMap((rects, i) => {
    const box = rects[0], before = boxes[i].at(-1);
    if (box.top >= before.bottom - 2) return [];
    const wrong = rtl ? box.right > before.left + 1 : box.left < before.right - 1;
    return wrong ? [line.textContent.trim().slice(0, 80)] : [];
  });
})
"""
WIDE = """
() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
  || e.getBoundingClientRect().left < -1).map(e => e.tagName + '.' + e.className).slice(0, 5)
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with site.served(site.make(tmp_path_factory.mktemp("browser") / "news.db", 1000)) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-dev-shm-usage",
    ]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield started
        started.close()


class Watched:
    """A page that notes what it should not do."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.faults: list[str] = []
        self.page = context.new_page()
        self.page.on(
            "console", lambda m: self.faults.append(m.text) if m.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.faults.append("dialog"), dialog.dismiss()))
        host = urlsplit(base).netloc
        self.page.on(
            "request", lambda r: None if urlsplit(r.url).netloc in (host, "") else self.faults.append(r.url)
        )
        self.base = base

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path, wait_until="load")
        return self.page


def test_own_pages_are_quiet_and_fit_every_width(browser: Browser, base: str) -> None:
    context = browser.new_context()
    watched = Watched(context, base)
    for path in PAGES:
        if path == "/nowhere":  # its status is an error to the console
            continue
        page = watched.open(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            for direction in ("ltr", "rtl"):
                page.evaluate("d => document.documentElement.dir = d", direction)
                inside = page.evaluate("document.documentElement.scrollWidth") <= width
                assert inside, f"{path} at {width} {direction}: {page.evaluate(WIDE)}"
        assert watched.faults == [], path
    context.close()


def test_items_of_a_line_stand_in_order(browser: Browser, base: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    watched = Watched(context, base)
    for path in (
        "/",
        "/latest",
        "/statements",
        f"/article/{site.PERSIAN}",
        f"/statement/{site.STATEMENT}",
        "/search?q=آموزگاران",
        "/fa/latest",
        "/ar/search?q=prison",
    ):
        page = watched.open(path)
        for direction in ("ltr", "rtl"):
            page.evaluate("d => document.documentElement.dir = d", direction)
            assert page.evaluate(OVERLAPS) == [], (path, direction)
    # Without isolation the same check finds broken lines: it can fail.
    page = watched.open(f"/article/{site.PERSIAN}")
    broken = ".meta > *, bdi {unicode-bidi: normal !important; display: inline !important}"
    page.evaluate("rule => document.styleSheets[0].insertRule(rule, 0)", broken)
    assert page.evaluate(OVERLAPS)
    context.close()


def test_text_runs_in_its_own_direction(browser: Browser, base: str) -> None:
    context = browser.new_context()
    watched = Watched(context, base)
    page = watched.open(f"/article/{site.PERSIAN}")
    direction = "selector => getComputedStyle(document.querySelector(selector)).direction"
    assert page.evaluate(direction, "h1") == page.evaluate(direction, ".body") == "rtl"
    assert page.evaluate(direction, "main") == "ltr"
    edges = page.evaluate(
        "['h1', '.body'].map(s => { const r = document.createRange(); r.selectNodeContents(document.querySelector(s));"
        "return Math.round(r.getBoundingClientRect().right) })"
    )
    assert abs(edges[0] - edges[1]) <= 2, "title and text share an edge"
    page = watched.open("/article/100")
    assert page.evaluate("document.querySelector('.body').dir") in ("ltr", "rtl")
    context.close()


OUTSIDE = """[...document.querySelectorAll('svg.network text')].filter(text => {
    const box = text.getBoundingClientRect(), frame = text.ownerSVGElement.getBoundingClientRect();
    return box.left < frame.left - 1 || box.right > frame.right + 1 || box.height < 8;
}).map(text => text.textContent)"""
"""Names in the picture of the network that are cut off or too small to read."""


def test_names_in_the_network_are_whole_in_both_directions(browser: Browser, base: str) -> None:
    for width in (360, 1280):
        context = browser.new_context(viewport={"width": width, "height": 900})
        watched = Watched(context, base)
        for path in ("/network", "/fa/network", "/ar/network"):
            page = watched.open(path)
            assert page.locator("svg.network text").count() > 2, path
            assert page.evaluate(OUTSIDE) == [], (path, width)
        page.evaluate("document.querySelector('svg.network').style.direction = 'rtl'")
        assert page.evaluate(OUTSIDE), "without a direction of its own the picture cuts names off"
        context.close()


ONLY_COLOURS = ", runOnly: ['color-contrast']"


@pytest.mark.parametrize(("scheme", "rules"), [("light", ""), ("dark", ONLY_COLOURS)])
def test_own_pages_have_no_axe_violation(browser: Browser, base: str, scheme: str, rules: str) -> None:
    context = browser.new_context(
        color_scheme=scheme, bypass_csp=True, viewport={"width": 1280, "height": 800}
    )
    context.add_init_script(path=AXE)
    page = context.new_page()
    found = []
    for path in PAGES:
        page.goto(base + path)
        result = page.evaluate(f"axe.run(document, {{resultTypes: ['violations']{rules}}})")
        found += [
            f"{path}: {v['id']} ({v['impact']}) {v['nodes'][0]['html'][:120]} {v['nodes'][0]['failureSummary'][:200]}"
            for v in result["violations"]
        ]
    context.close()
    assert found == []


def test_data_pages_have_no_serious_axe_violation(browser: Browser, base: str) -> None:
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 800})
    context.add_init_script(path=AXE)
    page = context.new_page()
    found = []
    for path in site.DATA_PAGES:
        page.goto(base + path)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [
            f"{path}: {v['id']} ({v['impact']}) x{len(v['nodes'])} {v['nodes'][0]['html'][:160]}"
            for v in result["violations"]
            if v["impact"] in ("serious", "critical")
        ]
    context.close()
    assert found == []


def test_hostile_records_change_nothing(browser: Browser, base: str) -> None:
    context = browser.new_context()
    watched = Watched(context, base)
    pages = [p for p in site.OWN_PAGES if p != "/nowhere"]
    for path in (*pages, *site.DATA_PAGES):
        page = watched.open(path)
        injected = page.evaluate(
            "[...document.querySelectorAll('[onerror], [onload], [onclick], iframe, main svg[onload], a[href^=javascript i],"
            " a[href^=data i], a[href^=vbscript i], img[src=x]')].map(e => e.outerHTML.slice(0, 100))"
        )
        assert injected == [], path
        assert not [fault for fault in watched.faults if "dialog" in fault or "invalid" in fault], path
    context.close()


def test_reading_needs_no_script(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path, words in {
        "/": "Latest statements",
        f"/article/{site.PERSIAN}": "امضاکنندگان",
        "/signatory/signatory-1": "What they signed",
        "/search?q=prison": "Follow this search",
        "/sources": "Silence is shown as a gap",
        "/network": "Who signs with whom",
    }.items():
        page.goto(base + path)
        assert words in page.inner_text("main"), path
    context.close()


def test_search_by_keyboard_alone(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    page.goto(base)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().height") > 20
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "q"
    style = page.evaluate(
        "(({outlineWidth, outlineStyle}) => outlineWidth + outlineStyle)(getComputedStyle(document.activeElement))"
    )
    assert style == "3pxsolid"
    page.keyboard.type("prison")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=prison")
    assert "Search: prison" in page.inner_text("h1")
    context.close()


def test_print_is_a_clean_dossier(browser: Browser, base: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{base}/article/{site.PERSIAN}")
    page.emulate_media(media="print")
    hidden = "['.top', '.foot', '.noprint'].every(s => getComputedStyle(document.querySelector(s)).display === 'none')"
    assert page.evaluate(hidden)
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf()[:4] == b"%PDF"
    context.close()


def test_pictures_are_kept_to_be_looked_at(browser: Browser, base: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    pages = {
        "front": "/",
        "persian": f"/article/{site.PERSIAN}",
        "statement": f"/statement/{site.STATEMENT}",
        "signatory": "/signatory/signatory-1",
        "sources": "/sources",
        "search": "/search?q=prison",
        "network": "/network",
        "data": "/data",
        "table": "/news/statements",
        "front-persian": "/fa/",
        "sources-arabic": "/ar/sources",
    }
    for scheme, width in (("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)):
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
        page = context.new_page()
        for name, path in pages.items():
            page.goto(base + path)
            page.screenshot(path=SHOTS / f"{name}-{scheme}-{width}.png")
        context.close()
    assert len(list(SHOTS.glob("*.png"))) >= 4 * len(pages)
