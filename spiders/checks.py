"""A live look at the inputs of the catalogue; nothing is stored or changed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

from aggregator.errors import InputError
from aggregator.extract.inputs.checks import names_outlet, root_of
from aggregator.sources import Input, Source
from spiders.inputs import kind_of
from spiders.probe import Answer, Fetch
from spiders.walk import moment

LONGEST_SILENCE = timedelta(days=180)
"""Age of the newest item from which an input is quiet, where its source does not say."""
BUSY = (429, 503)
_BOT_CHECK = "bot check"


@dataclass
class Finding:
    """What one input answered."""

    source_id: str
    kind: str
    url: str
    state: Literal["working", "quiet", "empty", "blocked", "dead", "failed"] = "working"
    root: str = ""
    """Root element of the answer, or what it is."""
    title: str = ""
    title_fits: bool | None = None
    """Whether the title names the outlet; None where there is nothing to compare."""
    items: int = 0
    newest: str = ""
    age_days: int | None = None
    robots: Literal["allowed", "forbidden", "unreachable"] = "allowed"
    reason: str = ""

    @property
    def is_wrong(self) -> bool:
        """Whether a person should look at it."""
        return self.state != "working" or self.title_fits is False


async def check(sources: Sequence[Source], fetch: Fetch, now: datetime) -> list[Finding]:
    """Every input of the sources, fallbacks too, in the order of the catalogue."""
    looks = [_look(source, entry, fetch, now) for source in sources for entry in source.inputs]
    return list(await asyncio.gather(*looks))


async def _look(source: Source, entry: Input, fetch: Fetch, now: datetime) -> Finding:
    finding = Finding(source.id, entry.kind, entry.key)
    answer = await fetch(entry.key if entry.pages else kind_of(entry).address(entry, "", ""))
    if not answer.is_readable or answer.response is None:
        _refused(finding, answer)
        return finding
    try:
        finding.root = root_of(answer.response.body, entry.key)
        if not entry.pages:
            _read(finding, source, entry, answer, now)
    except InputError as error:
        finding.reason = error.problem
        finding.state = "blocked" if _BOT_CHECK in error.problem else "failed"
    return finding


def _refused(finding: Finding, answer: Answer) -> None:
    finding.reason = answer.reason
    status = answer.response.status if answer.response is not None else 0
    if "robots.txt" in answer.reason:
        finding.robots = "forbidden" if "forbids" in answer.reason else "unreachable"
    if answer.state == "blocked" or status in BUSY:
        finding.state = "blocked"
    elif answer.state == "gone" or "host name is unknown" in answer.reason:
        finding.state = "dead"
    else:
        finding.state = "failed"


def _read(finding: Finding, source: Source, entry: Input, answer: Answer, now: datetime) -> None:
    read = kind_of(entry).read(answer.response, entry)  # type: ignore[arg-type]
    finding.items = len(read.discovered) + (len(read.next) if entry.kind == "sitemap" else 0)
    finding.title, finding.reason = read.title, read.problem
    site = (urlsplit(source.homepage).hostname or "").replace(".", " ")
    finding.title_fits = names_outlet(read.title, source.name, source.owner, site)
    dates = [
        found for part in read.discovered if (found := moment(part.hints.published or part.hints.modified))
    ]
    newest = moment(read.newest) or max(dates, default=None)
    if newest is not None:
        finding.newest, finding.age_days = newest.date().isoformat(), max(0, (now - newest).days)
    if not finding.items:
        finding.state = "empty"
    elif newest is not None and now - newest > (source.expect.max_silence or LONGEST_SILENCE):
        finding.state = "quiet"
        finding.reason = f"nothing new for {finding.age_days} days"
