"""Addresses as pages write them: some are none."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit


def parts_of(url: str) -> SplitResult:
    """The parts of an address, all empty for one that is none."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def joined(base: str, href: str) -> str:
    """An address made absolute; empty for one that is none."""
    try:
        return urlsplit(urljoin(base, href)).geturl()
    except ValueError:
        return ""
