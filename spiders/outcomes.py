"""What an answer or a failure means for a page or an input: a state and a reason in plain words."""

from __future__ import annotations

import codecs
from datetime import datetime, timedelta

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
)
from scrapy.http import Response

from aggregator.frontier import TIME
from aggregator.items import Capture, PageState
from spiders.middlewares.guard import RefusedAddress
from spiders.middlewares.patience import BUSY, retry_after
from spiders.middlewares.robots import RobotsUnreachable

GONE = (404, 410)
BLOCKED = (401, 402, 403, 407, 451)
NO_PAGES = (
    "image/", "audio/", "video/", "font/", "application/zip", "application/gzip", "text/css", "text/javascript"
)  # fmt: skip
SNIFFED = 1445
"""Bytes that are looked at; the number, like the bytes, is that of the WHATWG MIME Sniffing standard."""
BINARY_BYTES = bytes([*range(1, 9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_FAILURES: tuple[tuple[type[Exception], PageState, str], ...] = (
    (RefusedAddress, "blocked", "address refused: {error}"),
    (DownloadTimeoutError, "failed", "no full answer in time"),
    (CannotResolveHostError, "failed", "the host name is unknown"),
    (DownloadConnectionRefusedError, "failed", "the connection was refused"),
    (ResponseDataLossError, "failed", "the answer was cut short"),
    (DownloadCancelledError, "skipped", "the answer is larger than allowed"),
    (DownloadFailedError, "failed", "the connection failed ({error})"),
    (NotSupported, "skipped", "not an http or https address"),
)


def of_page(response: Response) -> tuple[PageState, str]:
    """State and reason for a page; ``leased`` where the body is to be read."""
    status = response.status
    if status == 304:
        return "unchanged", ""
    if status in GONE:
        return "gone", f"HTTP {status}"
    if status in BLOCKED:
        return "blocked", f"HTTP {status}"
    if status != 200:
        return "failed", f"HTTP {status}"
    if not response.body.strip():
        return "failed", "an empty answer"
    told = (response.headers.get("Content-Type") or b"").decode("latin-1").lower()
    kind = told.partition(";")[0].strip()
    if kind.startswith(NO_PAGES):
        return "skipped", f"no page but {kind}"
    is_text = (
        response.body.startswith((b"%PDF-", codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)) or "utf-16" in told
    )
    if not is_text and _is_binary(response.body[:SNIFFED]):
        return "skipped", "no page but a binary file"
    return "leased", ""


def _is_binary(head: bytes) -> bool:
    # NUL is left out: half of an English page in UTF-16 is NUL
    return sum(head.count(byte) for byte in BINARY_BYTES) > len(head) * 0.02


def of_input(response: Response) -> str:
    """Why an input's answer cannot be read; empty where it can (200) or need not be (304)."""
    return "" if response.status in (200, 304) else f"HTTP {response.status}"


def of_failure(error: BaseException) -> tuple[PageState, str]:
    """State and reason for a request that had no answer."""
    if isinstance(error, RobotsUnreachable):
        return _of_robots(error.cause)
    for kind, state, words in _FAILURES:
        if isinstance(error, kind):
            return state, words.format(error=error)
    if isinstance(error, IgnoreRequest):
        return _of_ignored(str(error))
    return "failed", f"{type(error).__name__}: {error}"


def _of_robots(cause: int | Exception) -> tuple[PageState, str]:
    state, reason = of_failure(cause) if isinstance(cause, Exception) else ("failed", f"HTTP {cause}")
    return state, f"robots.txt cannot be had: {reason}"


def _of_ignored(words: str) -> tuple[PageState, str]:
    if "robots.txt" in words:
        return "blocked", "robots.txt forbids it"
    if "DOWNLOAD_MAXSIZE" in words:
        return "skipped", "the answer unpacks to more than allowed"
    if "redirections" in words:
        return "failed", "too many redirects"
    return "failed", words or "the request was dropped"


def capture_of(response: Response, requested: str, now: datetime) -> Capture:
    """The capture of a response that is about to be archived."""
    headers = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
    address = str(response.ip_address or "")
    return Capture(response.url, requested, now.strftime(TIME), response.status, headers, address)


def no_capture(requested: str, now: datetime) -> Capture:
    """Stands for an answer that never came; nothing is archived."""
    return Capture(requested, requested, now.strftime(TIME), 0)


def not_before(response: Response, now: datetime) -> str:
    """When a busy server allows the next try, as UTC text; empty where it does not say."""
    seconds = retry_after(response, now) if response.status in BUSY else None
    longest = timedelta(days=365)
    return (now + min(timedelta(seconds=min(seconds, 1e9)), longest)).strftime(TIME) if seconds else ""
