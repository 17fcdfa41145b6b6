"""The network of co-signatures as a picture drawn by the server, with the same data as a table and as files."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx
from datasette import Response

from aggregator.export import network as files
from aggregator.web import render
from aggregator.web.pages.people import known
from aggregator.web.query import NotFoundError, Reader, Row

MOST_NAMES = 60
SIZE, MARGIN = 800, 60
COLUMNS = (
    "select p.a, p.b, x.name as a_name, x.kind as a_kind, x.slug as a_slug, y.name as b_name, y.kind as b_kind, "
    "y.slug as b_slug, p.n, p.weight from cosign as p join signatories as x on x.id = p.a "
    "join signatories as y on y.id = p.b "
)
ALL = f"{COLUMNS} where p.n >= :least order by p.n desc, p.a, p.b"
EDGES = f"{ALL} limit 1000"
CIRCLE = (
    "with near as (select b as id, n from cosign where a = :id union select a, n from cosign where b = :id "
    "order by 2 desc limit 100), circle as (select id from near union select :id) "
    f"{COLUMNS} where p.a in (select id from circle) and p.b in (select id from circle) order by p.n desc, p.a, p.b"
)
TYPES = {
    "gexf": "application/gexf+xml",
    "graphml": "application/graphml+xml",
    "csv": "text/csv; charset=utf-8",
}


async def network(request: Any, reader: Reader) -> Response:
    """Pairs that sign together most often; without ``min``, the lowest number at which at most 60 names show."""
    asked = request.args.get("min") or ""
    least = int(asked) if asked.isdecimal() and len(asked) < 6 else await _readable(reader)
    edges = await reader.rows(EDGES, {"least": max(least, 1)})
    return Response.html(
        render.page(
            "network.html", edges=edges, least=least, picture=_picture(edges), size=SIZE, most=MOST_NAMES
        )
    )


async def download(request: Any, reader: Reader) -> Response:
    """The same pairs as GEXF, GraphML or CSV."""
    kind, asked = request.url_vars["kind"], request.args.get("min") or "2"
    if not asked.isdecimal() or len(asked) > 5:
        raise NotFoundError("such network: min is a number")
    return _file(await reader.rows(ALL, {"least": int(asked)}), kind, "network")


def _file(edges: list[Row], kind: str, name: str) -> Response:
    with TemporaryDirectory() as directory:
        path = Path(directory) / f"{name}.{kind}"
        files.write(edges, path)
        body = path.read_text(encoding="utf-8")
    headers = {"content-disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(body, content_type=TYPES[kind], headers=headers)


async def _readable(reader: Reader) -> int:
    """The lowest number at which at most `MOST_NAMES` sign together; so many have at most so many pairs."""
    most_pairs = MOST_NAMES * (MOST_NAMES - 1) // 2
    pairs = await reader.rows(
        "select a, b, n from cosign order by n desc limit :limit", {"limit": most_pairs + 1}
    )
    names: set[int] = set()
    for place, pair in enumerate(pairs):
        names |= {pair["a"], pair["b"]}
        if len(names) > MOST_NAMES or place == most_pairs:
            return int(pair["n"]) + 1
    return 1


def _picture(edges: list[Row]) -> dict[str, list[dict[str, Any]]]:
    """Nodes and lines with their places; empty where there are too many names to read.

    Layout: Fruchterman and Reingold 1991, from a fixed seed so that the picture does not jump.
    """
    graph = files.graph(edges)
    if not graph or len(graph) > MOST_NAMES:
        return {"nodes": [], "lines": []}
    places = networkx.spring_layout(graph, seed=7, k=2.2 / len(graph) ** 0.5, weight=None)
    at = {
        node: (
            round(MARGIN + (x + 1) / 2 * (SIZE - 2 * MARGIN)),
            round(MARGIN + (y + 1) / 2 * (SIZE - 2 * MARGIN)),
        )
        for node, (x, y) in places.items()
    }
    slugs = {edge[side]: edge[f"{side}_slug"] for edge in edges for side in ("a", "b")}
    nodes = [
        {
            "x": at[node][0],
            "y": at[node][1],
            "anchor": _anchor(at[node][0]),
            "slug": slugs[node],
            **graph.nodes[node],
        }
        for node in graph.nodes
    ]
    lines = [
        {"from": at[a], "to": at[b], "width": min(6, facts["weight"])}
        for a, b, facts in graph.edges(data=True)
    ]
    return {"nodes": nodes, "lines": lines}


def _anchor(x: int) -> str:
    """Labels near an edge run inwards."""
    return "start" if x < SIZE / 4 else "end" if x > SIZE * 3 / 4 else "middle"


async def circle(request: Any, reader: Reader) -> Response:
    """Those who sign together with one signatory, and their pairs among each other, as GEXF."""
    signatory = await known(reader, request.url_vars["slug"])
    return _file(await reader.rows(CIRCLE, {"id": signatory["id"]}), "gexf", f"signatory-{signatory['slug']}")


ROUTES = [
    (r"^/signatory/(?P<slug>[^/]{1,200})\.gexf$", circle),
    (r"^/network$", network),
    (r"^/network\.(?P<kind>gexf|graphml|csv)$", download),
]
