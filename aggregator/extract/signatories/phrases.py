"""The phrases of all languages as patterns over folded words, for the matchers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from aggregator.extract.signatories.match import SOLID, WORD, Matcher, Phrase, Solid, fold

_SOLID = re.compile(rf"[{SOLID}]")
_ITEM = re.compile(rf"{WORD.pattern}\*?|~")
_COMPOUND = 3
"""Letters of a compound before the ending that a phrase such as ``*verein`` gives."""
_AND = {"و": re.compile("[\u0600-\u06ff]{4}"), "ו": re.compile("[\u0590-\u05ff]{4}")}
"""Arabic and Hebrew write *and* as one with the next word, here one of four letters or more."""
_EXACT, _OPEN, _ENDING = range(3)


def matchers(
    phrases: Iterable[tuple[str, str, str]], groups: Mapping[str, Collection[str]]
) -> dict[str, Matcher]:
    """A matcher for each group of kinds.

    ``phrases``: (kind, language code, phrase), written as `lexicon/en.toml` says.
    """
    words: dict[tuple[str, str, tuple[str, ...]], Phrase] = {}
    solid: list[Solid] = []
    for kind, language, phrase in phrases:
        if _SOLID.search(phrase):
            solid.append(_solid(kind, language, phrase))
        else:
            for read in _words(kind, language, phrase):
                words.setdefault((kind, read.pattern, read.rest), read)
    ranked = sorted(words.values(), key=_rank)
    solid.sort(key=lambda phrase: len(phrase.first) == 1)
    return {
        group: Matcher(
            [phrase for phrase in ranked if phrase.kind in kinds],
            [phrase for phrase in solid if phrase.kind in kinds],
        )
        for group, kinds in groups.items()
    }


def _rank(phrase: Phrase) -> tuple[bool, int, int]:
    """The order of phrases that begin at the same word."""
    sort = _ENDING if phrase.least else _EXACT if phrase.pattern.count(" ") > 1 else _OPEN
    return phrase.words > 1, sort, len(phrase.pattern) if sort == _OPEN else 0


def _solid(kind: str, language: str, phrase: str) -> Solid:
    """A phrase without spaces is compared as it is, one with spaces or gaps by a pattern."""
    parts = phrase.lower().replace("*", "").split()
    pattern = None
    if len(parts) > 1:
        pattern = re.compile(r"\s*".join(".{0,12}?" if part == "~" else re.escape(part) for part in parts))
    return Solid(kind, language, parts[0], pattern)


def _words(kind: str, language: str, phrase: str) -> Iterator[Phrase]:
    """A phrase of words, and the form it has behind an *and* written with it."""
    if phrase.startswith("*"):
        ending = fold(phrase[1:])
        yield Phrase(kind, language, f"{ending} ", 1, (), len(ending) + _COMPOUND)
        return
    keys = [
        item if item == "~" else fold(item.rstrip("*")) + "*" * item.endswith("*")
        for item in _ITEM.findall(phrase)
    ]
    if not keys or keys[0] == "~":
        return
    fixed = next((index for index, key in enumerate(keys) if key[-1] in "*~"), len(keys))
    opened = fixed < len(keys) and keys[fixed] != "~"
    pattern = "".join(f"{key} " for key in keys[:fixed]) + (keys[fixed][:-1] if opened else "")
    rest = tuple(keys[fixed + opened :])
    yield Phrase(kind, language, f" {pattern}", fixed + opened, rest)
    for conjunction, joins in _AND.items():
        if fixed and joins.match(pattern):
            yield Phrase(kind, language, f" {conjunction}{pattern}", fixed + opened, rest)
