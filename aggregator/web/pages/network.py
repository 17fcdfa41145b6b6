"""The network of co-signatures as a picture drawn by the server, with the same data as a table and as files."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx
from datasette import Response

from aggregator.export import network as files
from aggregator.export.cells import plain
from aggregator.web import render
from aggregator.web.pages.people import known
from aggregator.web.query import NotFoundError, Reader, Row

MOST_NAMES = 60
SIZE, MARGIN = 800, 60
LONGEST_LABEL, LETTER, LINE = 40, 8, 17
"""Letters of a label, and the room a letter and a line take, in units of the picture."""
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
    least, edges = await _asked(request, reader)
    return Response.html(
        render.page(
            request,
            "network.html",
            edges=edges,
            least=least,
            picture=_picture(edges),
            size=SIZE,
            most=MOST_NAMES,
        )
    )


async def picture(request: Any, reader: Reader) -> Response:
    """The picture of the page as a file. 404 where there are too many names to draw."""
    least, edges = await _asked(request, reader)
    drawn = _picture(edges)
    if not drawn["nodes"]:
        raise NotFoundError(f"picture of more than {MOST_NAMES} names or of none: choose another min")
    body = render.picture("network.svg", edges=edges, picture=drawn, size=SIZE)
    headers = {"content-disposition": f'attachment; filename="network-{least}.svg"'}
    return Response(body, content_type="image/svg+xml; charset=utf-8", headers=headers)


async def _asked(request: Any, reader: Reader) -> tuple[int, list[Row]]:
    """The number of statements together that was asked for, and the pairs that have so many."""
    asked = request.args.get("min") or ""
    least = int(asked) if asked.isdecimal() and len(asked) < 6 else await _readable(reader)
    return least, await reader.rows(EDGES, {"least": max(least, 1)})


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
    at = {node: (_on_paper(x), _on_paper(y)) for node, (x, y) in places.items()}
    slugs = {edge[side]: edge[f"{side}_slug"] for edge in edges for side in ("a", "b")}
    strongest = sorted(graph.degree(weight="weight"), key=lambda pair: (-pair[1], pair[0]))
    nodes = [
        {"x": at[node][0], "y": at[node][1], "slug": slugs[node], **graph.nodes[node]}
        for node, _ in strongest
    ]
    _label(nodes)
    lines = [
        {"from": at[a], "to": at[b], "width": min(6, facts["weight"])}
        for a, b, facts in graph.edges(data=True)
    ]
    return {"nodes": nodes, "lines": lines}


def _on_paper(place: float) -> int:
    """A place from -1 to 1 in units of the picture."""
    return round(MARGIN + (place + 1) / 2 * (SIZE - 2 * MARGIN))


def _label(nodes: list[dict[str, Any]]) -> None:
    """Give each node, the strongest first, a name beside it where that covers no name already there."""
    taken: list[tuple[float, float, float, float]] = []
    for node in nodes:
        width = min(len(plain(node["label"])), LONGEST_LABEL) * LETTER
        node["anchor"] = "start" if node["x"] < SIZE / 4 else "end" if node["x"] > SIZE * 3 / 4 else "middle"
        left = node["x"] - {"start": 0, "middle": width / 2, "end": width}[node["anchor"]]
        box = (left, node["y"] - 10 - LINE, left + width, node["y"] - 10)
        node["is_named"] = not any(_overlap(box, other) for other in taken)
        if node["is_named"]:
            taken.append(box)


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


async def circle(request: Any, reader: Reader) -> Response:
    """Those who sign together with one signatory, and their pairs among each other, as GEXF."""
    signatory = await known(reader, request.url_vars["slug"])
    return _file(await reader.rows(CIRCLE, {"id": signatory["id"]}), "gexf", f"signatory-{signatory['slug']}")


ROUTES = [
    (r"^/signatory/(?P<slug>[^/]{1,200})\.gexf$", circle),
    (r"^/network$", network),
    (r"^/network\.svg$", picture),
    (r"^/network\.(?P<kind>gexf|graphml|csv)$", download),
]
