"""What a server really sent in place of a feed or sitemap, named in plain words."""

from __future__ import annotations

import gzip
import io
import re
import zlib

from aggregator.errors import InputError

MAX_DECOMPRESSED = 50 << 20
"""The limit of the sitemap protocol (sitemaps.org) for one file, in bytes."""

_HTML = re.compile(
    rb"(?:<!--.*?-->|<\?xml[^>]*\?>|\s)*(?:<!doctype\s+html|<html|<head|<body)", re.IGNORECASE | re.DOTALL
)
_BOT_CHECK = re.compile(
    rb"captcha|cf-chl|challenge-platform|just a moment|checking your browser|ddos|are you a robot|"
    rb"incapsula|access denied|verify you are human|enable javascript and cookies",
    re.IGNORECASE,
)
_BINARY = (b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04")


def unpacked(body: bytes, url: str) -> bytes:
    """``body``, decompressed if it is gzip (also gzip in gzip). Raises `InputError` beyond 50 MB or if torn."""
    for _ in range(2):
        if not body.startswith(b"\x1f\x8b"):
            break
        body = _gunzip(body, url)
    return body


def _gunzip(body: bytes, url: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as file:
            data = file.read(MAX_DECOMPRESSED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(url, f"is not whole gzip ({error})") from error
    if len(data) > MAX_DECOMPRESSED:
        raise InputError(url, f"unpacks to more than {MAX_DECOMPRESSED >> 20} MB")
    return data


def refuse_what_is_no(wanted: str, body: bytes, url: str) -> None:
    """Raise `InputError` for an empty answer, a web page, a bot check or a file of another kind."""
    head = body[:20_000].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if not head:
        raise InputError(url, f"sent an empty answer in place of a {wanted}")
    if head.startswith(_BINARY):
        raise InputError(url, f"sent a binary file in place of a {wanted}")
    if _HTML.match(head):
        if _BOT_CHECK.search(head):
            raise InputError(url, f"sent a bot check (captcha) in place of a {wanted}")
        raise InputError(url, f"sent a web page in place of a {wanted}")
