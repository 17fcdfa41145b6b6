"""Atom feeds (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

from aggregator.export.cells import plain

ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: path of its page, title, language, and date as stored (may be partial or None)."""

    path: str
    title: str
    language: str
    published: str | None


def atom(base: str, title: str, path: str, own: str, entries: Iterable[Entry]) -> str:
    """The feed as XML. ``base`` is the site's address without a slash at the end."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    listed = list(entries)
    _text(feed, "title", title)
    _text(feed, "id", base + path)
    _text(feed, "updated", max((_moment(e.published) for e in listed), default=_moment(None)))
    _text(ElementTree.SubElement(feed, f"{{{ATOM}}}author"), "name", "Who signed what")
    ElementTree.SubElement(feed, f"{{{ATOM}}}link", rel="self", href=base + own)
    ElementTree.SubElement(feed, f"{{{ATOM}}}link", rel="alternate", href=base + path)
    for entry in listed:
        node = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        if entry.language:
            node.set(_XML_LANG, entry.language)
        _text(node, "title", entry.title or "Untitled")
        _text(node, "id", base + entry.path)
        _text(node, "updated", _moment(entry.published))
        ElementTree.SubElement(node, f"{{{ATOM}}}link", rel="alternate", href=base + entry.path)
    return ElementTree.tostring(feed, encoding="unicode", xml_declaration=True)


def _text(parent: ElementTree.Element, name: str, value: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = plain(value).translate(_CONTROL)


def _moment(value: str | None) -> str:
    """RFC 3339 with what a partial date leaves open at its start; the epoch for no date."""
    full = "1970-01-01T00:00:00Z"
    return (value or "") + full[len(value or "") :]
