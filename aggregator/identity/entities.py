"""Entities from verdicts: which mentions are one signatory.

Entities are the connected components of positive verdicts; a negative verdict is a barrier that no chain
of positive ones crosses. Positive verdicts are taken strongest first (a person's before the machine's, then
by score, then by name), so that the result does not depend on the order of arrival: a constrained form of
single-linkage clustering (cannot-link constraints as in Wagstaff and others, 2001).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Verdict(Generic[Node]):
    """That two mentions are one signatory, or are not."""

    left: Node
    right: Node
    same: bool
    score: float = 1.0
    human: bool = False


def components(mentions: Iterable[Node], verdicts: Iterable[Verdict[Node]]) -> Mapping[Node, Node]:
    """Each mention -> the least mention of its entity; mentions must be comparable (numbers, or texts).

    A human verdict on a pair overrules the machine's on that pair. Of contradicting verdicts of one rank,
    the negative one holds. Mentions named only in verdicts take part as well.

    >>> dict(components([1, 2, 3], [Verdict(1, 2, True), Verdict(2, 3, True), Verdict(1, 3, False)]))
    {1: 1, 2: 1, 3: 3}
    """
    held = _by_pair(verdicts)
    parent = {node: node for node in mentions}
    for pair in held:
        for node in pair:
            parent.setdefault(node, node)
    barriers = _barriers(held, parent)
    for verdict in sorted((v for v in held.values() if v.same), key=_rank):
        left, right = _root(parent, verdict.left), _root(parent, verdict.right)
        if left != right and right not in barriers[left]:
            _join(parent, barriers, *sorted((left, right)))  # type: ignore[type-var]
    return {node: _root(parent, node) for node in sorted(parent)}  # type: ignore[type-var]


def _by_pair(verdicts: Iterable[Verdict[Node]]) -> dict[tuple[Node, Node], Verdict[Node]]:
    """The verdict that holds for each pair: human before machine, negative before positive."""
    held: dict[tuple[Node, Node], Verdict[Node]] = {}
    for verdict in verdicts:
        if verdict.left == verdict.right:
            continue
        pair = tuple(sorted((verdict.left, verdict.right)))  # type: ignore[type-var]
        known = held.get(pair)  # type: ignore[arg-type]
        if known is None or _strength(verdict) > _strength(known):
            held[pair] = verdict  # type: ignore[index]
    return held


def _strength(verdict: Verdict[Node]) -> tuple[bool, bool, float]:
    return verdict.human, not verdict.same, verdict.score


def _rank(verdict: Verdict[Node]) -> tuple[bool, float, Node, Node]:
    low, high = sorted((verdict.left, verdict.right))  # type: ignore[type-var]
    return not verdict.human, -verdict.score, low, high


def _barriers(
    held: Mapping[tuple[Node, Node], Verdict[Node]], nodes: Iterable[Node]
) -> dict[Node, set[Node]]:
    barriers: dict[Node, set[Node]] = {node: set() for node in nodes}
    for verdict in held.values():
        if not verdict.same:
            barriers[verdict.left].add(verdict.right)
            barriers[verdict.right].add(verdict.left)
    return barriers


def _root(parent: dict[Node, Node], node: Node) -> Node:
    while parent[node] != node:
        parent[node] = node = parent[parent[node]]
    return node


def _join(parent: dict[Node, Node], barriers: dict[Node, set[Node]], kept: Node, gone: Node) -> None:
    parent[gone] = kept
    barriers[kept] |= barriers[gone]
    for other in barriers.pop(gone):
        barriers[other].discard(gone)
        barriers[other].add(kept)
