"""The phrases of all languages by what they begin with, as the matchers look them up.

A word is looked up by its folded form when it is first met; what it may begin is kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from aggregator.extract.signatories.match import SOLID, WORD, Begun, Matcher, Phrase, Solid, fold

_SOLID = re.compile(rf"[{SOLID}]")
_ITEM = re.compile(rf"{WORD.pattern}\*?|~")
_COMPOUND = 3
"""Letters of a compound before the ending that a phrase such as ``*verein`` gives."""
_MOST_KEPT = 1 << 15
"""Words looked up that are kept."""
_AND = ("و", "ו")
"""Arabic and Hebrew write *and* as one with the next word."""


def matchers(
    phrases: Iterable[tuple[str, str, str]], groups: Mapping[str, Collection[str]]
) -> dict[str, Matcher]:
    """A matcher for each group of kinds.

    ``phrases``: (kind, language code, phrase), written as `lexicon/en.toml` says.
    """
    table = _Table(phrases, groups)
    return {group: Matcher(_Starting(table, group), table.solid_of(group)) for group in groups}


_NOTHING: Begun = {}
_Groups = dict[str, Begun]
"""Phrases that a word may begin, by group and the word that must come next; groups without any are left out."""


class _Table:
    """The phrases of all matchers by what they begin with: each is folded once, each word looked up once."""

    def __init__(
        self, phrases: Iterable[tuple[str, str, str]], groups: Mapping[str, Collection[str]]
    ) -> None:
        self.groups = groups
        self._solid: dict[str, list[Solid]] = defaultdict(list)
        self._exact: dict[str, list[Phrase]] = defaultdict(list)
        self._open: dict[str, list[Phrase]] = defaultdict(list)
        self._ending: dict[str, list[Phrase]] = defaultdict(list)
        """By the letters that their one word ends with."""
        self._held: set[tuple[str, ...]] = set()
        for kind, language, phrase in phrases:
            if _SOLID.search(phrase):
                self._add_solid(kind, language, phrase)
            elif phrase.startswith("*"):
                self._ending[fold(phrase[1:])].append(Phrase(kind, language, "", ()))
            else:
                self._add_words(kind, language, phrase)
        self._lengths: dict[str, set[int]] = defaultdict(set)
        """Lengths of the open stems by their first two letters."""
        for stem in self._open:
            self._lengths[stem[:2]].add(len(stem))
        self._endings = sorted({len(ending) for ending in self._ending})
        self.known: dict[str, _Groups] = {}

    def _add_solid(self, kind: str, language: str, phrase: str) -> None:
        """A phrase without spaces is compared as it is, one with spaces or gaps by a pattern."""
        parts = phrase.lower().replace("*", "").split()
        pattern = None
        if len(parts) > 1:
            pattern = re.compile(
                r"\s*".join(".{0,12}?" if part == "~" else re.escape(part) for part in parts)
            )
        self._solid[parts[0][:2]].append(Solid(kind, language, parts[0], pattern))

    def _add_words(self, kind: str, language: str, phrase: str) -> None:
        words = _ITEM.findall(phrase)
        if not words:
            return
        keys = [word if word == "~" else fold(word.rstrip("*")) + "*" * word.endswith("*") for word in words]
        if (kind, *keys) in self._held:
            return
        self._held.add((kind, *keys))
        target = self._open if keys[0].endswith("*") else self._exact
        second = keys[1] if len(keys) > 1 and keys[1][-1] not in "*~" else ""
        target[keys[0].rstrip("*")].append(Phrase(kind, language, second, tuple(keys[1:])))

    def starting(self, key: str) -> _Groups:
        """What a word may begin, looked up once."""
        if key not in self.known:
            if len(self.known) > _MOST_KEPT:
                self.known.clear()
            self.known[key] = self._resolve(key)
        return self.known[key]

    def _resolve(self, key: str) -> _Groups:
        found = list(self._exact.get(key, ()))
        for length in sorted(self._lengths.get(key[:1], set()) | self._lengths.get(key[:2], set())):
            found += self._open.get(key[:length], ())
        if key[:1] in _AND and len(key) > 4:
            found += self._exact.get(key[1:], ())
        for length in self._endings:
            if len(key) >= length + _COMPOUND:
                found += self._ending.get(key[-length:], ())
        begun: _Groups = {}
        for phrase in found:
            for group, kinds in self.groups.items():
                if phrase.kind in kinds:
                    begun.setdefault(group, {}).setdefault(phrase.second, []).append(phrase)
        return begun

    def solid_of(self, group: str) -> dict[str, list[Solid]]:
        """The phrases of a group by their first two characters, or the one they have."""
        found = {
            beginning: [phrase for phrase in phrases if phrase.kind in self.groups[group]]
            for beginning, phrases in self._solid.items()
        }
        return {beginning: phrases for beginning, phrases in found.items() if phrases}


class _Starting(dict[str, Begun]):
    """What words may begin in one group, resolved when they are first met."""

    def __init__(self, table: _Table, group: str) -> None:
        self._table, self._group = table, group
        self.idle: set[str] = set()

    def __missing__(self, key: str) -> Begun:
        if len(self) + len(self.idle) > _MOST_KEPT:
            self.clear()
            self.idle.clear()
        found = self._table.starting(key).get(self._group, _NOTHING)
        if found:
            self[key] = found
        else:
            self.idle.add(key)
        return found
