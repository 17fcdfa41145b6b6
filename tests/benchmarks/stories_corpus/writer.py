"""Texts of a language from its words: Zipf-like, with set phrases, names, figures and quotations."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Literal

Split = Literal["tune", "score"]
Paragraphs = list[list[str]]
VOCABULARY = 2500
END = {"zh": "。", "ja": "。", "th": " ", "fa": ".", "ar": "."}


@cache
def languages() -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "languages.toml").read_text(encoding="utf-8"))


class Writer:
    """Writes in one language. Two splits share no pseudo-words, set phrases and templates."""

    def __init__(self, language: str, split: Split, seed: int) -> None:
        self.language, self.split = language, split
        self.rng = Random(f"{language} {split} {seed}")
        self.table = languages()[language]
        self.joined = bool(self.table.get("joined"))
        self.function = self.table["function"].split()
        self._content = [*self.table["content"].split(), *self._coined()]
        self.rng.shuffle(self._content)
        self._weights = list(accumulate(1 / (rank + 5) for rank in range(len(self._content))))
        self._phrases = [[self._word(self._content[:200]) for _ in range(5)] for _ in range(80)]

    def _coined(self) -> list[str]:
        syllables, rng = self.table["syllables"].split(), self.rng
        coined = {"".join(rng.choices(syllables, k=rng.choice((2, 2, 3, 4)))) for _ in range(VOCABULARY)}
        kept = sorted(word for word in coined if sum(map(ord, word)) % 2 == (self.split == "tune"))
        return [word[:2] for word in kept] if self.language in ("zh", "ja") else kept

    def word(self) -> str:
        return self.rng.choices(self._content, cum_weights=self._weights)[0]

    def _word(self, topic: Sequence[str]) -> str:
        draw = self.rng.random()
        if draw < 0.38:
            return self.function[min(int(self.rng.expovariate(0.18)), len(self.function) - 1)]
        return self.rng.choice(topic) if draw < 0.6 else self.word()

    def name(self) -> str:
        given, family = (
            self.rng.choice(self.table["given"].split()),
            self.rng.choice(self.table["family"].split()),
        )
        if self.language in ("zh", "ko", "ja"):
            return family + given
        return f"{given} {family}"

    def facts(self) -> dict[str, object]:
        """Values for the slots of a template."""
        rng, table = self.rng, self.table
        numbers = {"n": rng.randint(2, 30), "n2": rng.randint(31, 400), "n3": rng.randint(3, 90)}
        when = {
            "day": rng.randint(1, 29),
            "month": rng.choice(table["months"].split()),
            "year": rng.randint(2015, 2026),
        }
        cities = rng.sample(table["cities"].split(), 2)
        where = {"city": cities[0], "city2": cities[1], "job": rng.choice(table["jobs"].split())}
        return {
            "name": self.name(),
            "name2": self.name(),
            "age": rng.randint(19, 71),
            **numbers,
            **when,
            **where,
        }

    def fill(self, template: str, facts: dict[str, object]) -> str:
        return template.format(**facts)

    def sentence(self, topic: Sequence[str], names: Sequence[str] = ()) -> str:
        rng = self.rng
        parts = [self._word(topic) for _ in range(max(5, int(rng.gauss(16, 5))))]
        if rng.random() < 0.15:
            parts[2:2] = rng.choice(self._phrases)
        if rng.random() < 0.25:
            parts.insert(
                rng.randrange(len(parts)), str(rng.choice((rng.randint(2, 99), rng.randint(1980, 2026))))
            )
        if names and rng.random() < 0.35:
            parts.insert(rng.randrange(len(parts)), rng.choice(names))
        return self.join(parts)

    def join(self, parts: Sequence[str]) -> str:
        text = ("" if self.joined else " ").join(parts)
        return text[:1].upper() + text[1:] + END.get(self.language, ".")

    def quote(self, sentences: Sequence[str]) -> str:
        return self.table["quotes"][0] + self.glue(sentences) + self.table["quotes"][1]

    def glue(self, sentences: Sequence[str]) -> str:
        return ("" if self.language in ("zh", "ja") else " ").join(sentences)

    def sentences(self, count: int) -> list[str]:
        topic = [self.word() for _ in range(40)]
        names = [self.name() for _ in range(4)]
        return [self.sentence(topic, names) for _ in range(count)]

    def article(self, words: int) -> Paragraphs:
        """Paragraphs of sentences, about so many words in all."""
        left = self.sentences(max(2, words // 15))
        paragraphs: Paragraphs = []
        while left:
            size = min(self.rng.randint(2, 4), len(left))
            paragraphs.append(left[:size])
            del left[:size]
        for paragraph in paragraphs[1:]:
            if self.rng.random() < 0.15:
                paragraph[0] = self.quote([paragraph[0]])
        return paragraphs

    def title(self) -> str:
        return self.sentence([self.word() for _ in range(10)])[:60]

    def text(self, paragraphs: Paragraphs) -> str:
        return "\n\n".join(self.glue(paragraph) for paragraph in paragraphs)
