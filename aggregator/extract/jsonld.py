"""JSON-LD as it is found in pages: several documents, graphs, broken ones."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MAX_NODES = 2_000
MAX_DEPTH = 12
_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)+|(?:-->|//\s*\]\]>|\]\]>|;)+\s*$", re.DOTALL
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_ALONE = re.compile(
    r'"(headline|datePublished|dateModified|dateCreated)"\s*:\s*"((?:[^"\\\n]|\\.){1,400})"',
)
_TRANSPARENT = frozenset(("@graph", "mainEntity", "mainEntityOfPage"))
_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class JsonNode:
    """One typed object of a page's JSON-LD."""

    types: tuple[str, ...]
    """Type names without the vocabulary, such as ``NewsArticle``."""
    data: dict[str, Any]
    """The object, references by ``@id`` within the page filled in one step deep."""
    path: str
    """Where it stands: ``json-ld[1]/@graph[2]/author``; counts from 1."""
    nested: str = ""
    """Property of the typed node it hangs below; empty for a node that speaks for the page."""
    salvaged: bool = False
    """Taken from JSON that could not be read as a whole."""


def parse_json_ld(sources: list[str]) -> tuple[list[JsonNode], list[str]]:
    """Read the texts of a page's JSON-LD scripts; returns the typed nodes and the messages of broken ones."""
    nodes: list[JsonNode] = []
    broken: list[str] = []
    for number, source in enumerate(sources, 1):
        path = f"json-ld[{number}]"
        values, problem = _load(source)
        if problem:
            broken.append(f"{path}: {problem}")
        if not values:
            nodes.extend(_salvage(source, path))
        for value in values:
            nodes.extend(_typed(value, path, "", 0))
            if len(nodes) > MAX_NODES:
                return _linked(nodes[:MAX_NODES]), [*broken, "too many nodes"]
    return _linked(nodes), broken


def names_of(value: Any) -> list[str]:
    """Names in a value of ``author``, ``publisher`` and the like: a string, an object with a name, a list of them."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [name for item in value for name in names_of(item)]
    if isinstance(value, dict):
        return names_of(value.get("name") or "") or names_of(value.get("alternateName") or "")
    return []


def _load(source: str) -> tuple[list[Any], str]:
    """The values in a script and what was wrong with it, if anything."""
    text = _COMMENT.sub("", source).strip()
    if not text:
        return [], ""
    values, problem = _documents(text)
    if problem:
        repaired, second = _documents(_TRAILING_COMMA.sub(r"\1", html.unescape(text)))
        if len(repaired) > len(values) or not second:
            return repaired, problem
    return values, problem


def _documents(text: str) -> tuple[list[Any], str]:
    """The JSON documents written one after another, up to the first fault."""
    values: list[Any] = []
    at = 0
    while at < len(text):
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            return values, str(error)[:200]
        values.append(value)
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    return values, ""


def _salvage(source: str, path: str) -> Iterator[JsonNode]:
    """The plain dates and headline of a block that cannot be parsed, if each is given once."""
    found: dict[str, set[str]] = {}
    for key, value in _ALONE.findall(source):
        found.setdefault(key, set()).add(value)
    data = {key: next(iter(values)) for key, values in found.items() if len(values) == 1}
    if data:
        yield JsonNode(("Article",), data, path, salvaged=True)


def _typed(value: Any, path: str, nested: str, depth: int) -> Iterator[JsonNode]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _typed(item, f"{path}[{number}]", nested, depth + 1)
    elif isinstance(value, dict):
        types = _types(value)
        if types:
            yield JsonNode(types, value, path, nested)
        for key, inner in value.items():
            if isinstance(inner, dict | list):
                below = nested if key in _TRANSPARENT or not types else key
                yield from _typed(inner, f"{path}/{key}", below, depth + 1)


def _types(data: dict[str, Any]) -> tuple[str, ...]:
    kinds = data.get("@type", data.get("type"))
    kinds = kinds if isinstance(kinds, list) else [kinds]
    names = (re.split(r"[/#:]", kind.strip())[-1] for kind in kinds if isinstance(kind, str))
    return tuple(name for name in names if name)


def _linked(nodes: list[JsonNode]) -> list[JsonNode]:
    """Fill references such as ``"author": {"@id": "#jane"}`` with the node of that id."""
    by_id = {
        i: node.data for node in nodes if isinstance(i := node.data.get("@id"), str) and len(node.data) > 2
    }
    if not by_id:
        return nodes

    def resolved(value: Any) -> Any:
        if isinstance(value, list):
            return [resolved(item) for item in value]
        if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
            return by_id.get(value["@id"], value)
        return value

    return [
        JsonNode(n.types, {k: resolved(v) for k, v in n.data.items()}, n.path, n.nested, n.salvaged)
        for n in nodes
    ]
