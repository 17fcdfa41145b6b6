"""The network of co-signatures as GEXF, GraphML or CSV."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import networkx

from aggregator.errors import UsageError
from aggregator.export.cells import clean, neutral
from aggregator.export.files import whole

FORMATS = (".gexf", ".graphml", ".csv")


def write(edges: Sequence[dict[str, Any]], path: Path) -> tuple[int, int]:
    """Write the edges to ``path`` in the format of its ending; returns (signatories, pairs).

    Raises `UsageError` for another ending.
    """
    if path.suffix not in FORMATS:
        raise UsageError(f"{path}: the ending must be one of {', '.join(FORMATS)}")
    with whole(path) as partial:
        if path.suffix == ".csv":
            _write_csv(edges, partial)
        else:
            writer = networkx.write_gexf if path.suffix == ".gexf" else networkx.write_graphml
            writer(graph(edges), str(partial))
    return len({edge[side] for edge in edges for side in ("a", "b")}), len(edges)


def graph(edges: Sequence[dict[str, Any]]) -> networkx.Graph:
    """Nodes are signatories with ``label`` and ``kind``; edges have ``weight`` (statements both signed) and
    ``shared`` (the same weighted 1/(names - 1), so that long lists do not dominate)."""
    built = networkx.Graph()
    for edge in edges:
        for side in ("a", "b"):
            built.add_node(edge[side], label=clean(edge[f"{side}_name"]), kind=edge[f"{side}_kind"])
        built.add_edge(edge["a"], edge["b"], weight=edge["n"], shared=edge["weight"])
    return built


def _write_csv(edges: Sequence[dict[str, Any]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["a", "b", "statements", "weight", "a_id", "b_id"])
        for edge in edges:
            names = neutral(edge["a_name"]), neutral(edge["b_name"])
            writer.writerow([*names, edge["n"], edge["weight"], edge["a"], edge["b"]])
