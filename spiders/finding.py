"""What a site offers a crawler: its feeds, sitemaps and WordPress endpoint, each asked once, and one article."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urljoin

from aggregator.errors import InputError, UsageError
from aggregator.extract.document import Document
from aggregator.extract.inputs import InputRead, finding
from aggregator.extract.inputs.checks import root_of
from aggregator.extract.inputs.finding import Candidate
from aggregator.identity.addresses import registrable_domain
from aggregator.sources import Input
from aggregator.sources.template import FoundInput
from spiders.inputs import content_type, kind_of
from spiders.probe import Answer, Fetch

MOST_ARTICLES = 3
"""Pages tried until one can be had."""


@dataclass
class Site:
    """What was found."""

    homepage: str
    name: str
    languages: list[str]
    inputs: list[FoundInput] = field(default_factory=list)
    """One of each kind that works, the best first."""
    failures: list[tuple[str, str]] = field(default_factory=list)
    """(address, reason) of what was tried in vain."""
    page: Answer | None = None
    """An article of the first input."""


async def explore(url: str, fetch: Fetch) -> Site:
    """Look at a home page and at what it leads to. Raises `UsageError` where the home page cannot be read."""
    home = await fetch(url)
    if not home.is_readable or home.response is None:
        raise UsageError(f"{url} cannot be read: {home.reason}")
    document = Document.from_bytes(home.response.body, content_type(home.response), home.response.url)
    name, language = finding.names(document)
    site = Site(home.response.url, name, [language] if language else [])
    robots = await fetch(urljoin(home.response.url, "/robots.txt"))
    text = robots.response.text if robots.is_readable and hasattr(robots.response, "text") else ""
    reads: dict[str, InputRead] = {}
    await _try(site, finding.declared(document, text), reads, fetch)
    missing = {"feed", "wordpress", "sitemap"} - set(reads)
    if "feed" in reads or "wordpress" in reads:
        missing.clear()
    await _try(site, finding.usual(home.response.url, missing), reads, fetch)
    site.inputs.sort(key=lambda entry: ("feed", "wordpress", "sitemap").index(entry.kind))
    await _take_article(site, reads, fetch)
    return site


async def _try(site: Site, candidates: list[Candidate], reads: dict[str, InputRead], fetch: Fetch) -> None:
    """Ask for candidates, one after the other, until one of each kind works."""
    for candidate in candidates:
        if candidate.kind in reads:
            continue
        entry = Input(kind=candidate.kind, url=candidate.url)
        answer = await fetch(kind_of(entry).address(entry, "", ""))
        found = _read(site, entry, answer)
        if found is not None and answer.response is not None:
            reads[candidate.kind] = found
            told = _evidence(found, root_of(answer.response.body, candidate.url))
            site.inputs.append(FoundInput(candidate.kind, candidate.url, candidate.found, told))


def _read(site: Site, entry: Input, answer: Answer) -> InputRead | None:
    """What a candidate lists; None, with a failure noted, where it lists nothing."""
    reason = answer.reason
    if answer.is_readable and answer.response is not None:
        try:
            read = kind_of(entry).read(answer.response, entry)
        except InputError as error:
            reason = error.problem
        else:
            if read.discovered or read.next:
                return read
            reason = read.problem or "lists nothing"
    site.failures.append((entry.url, reason))
    return None


def _evidence(read: InputRead, root: str) -> str:
    parts = [f"answered with <{root}>" if root not in ("json", "text") else f"answered with {root}"]
    parts += [f"{len(read.discovered)} pages"] if read.discovered else [f"{len(read.next)} further files"]
    parts += [f"newest {read.newest[:10]}"] if read.newest else []
    return ", ".join(parts)


async def _take_article(site: Site, reads: dict[str, InputRead], fetch: Fetch) -> None:
    own = registrable_domain(site.homepage)
    for entry in site.inputs:
        pages = [each for each in reads[entry.kind].discovered if registrable_domain(each.url) == own]
        pages = [each for each in pages if each.url.rstrip("/") != site.homepage.rstrip("/")]
        for page in pages[:MOST_ARTICLES]:
            answer = await fetch(page.url)
            if answer.is_readable:
                site.page = answer
                language = page.hints.language.partition("-")[0].lower()
                site.languages = site.languages or ([language] if language else [])
                return
