"""The corpus: families whose members are copies, and pairs that must stay apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from random import Random

from tests.benchmarks.stories_corpus import edits
from tests.benchmarks.stories_corpus.writer import Paragraphs, Split, Writer, languages


@dataclass(frozen=True, slots=True)
class Entry:
    """An article; articles with the same family are copies of one text, and no others are."""

    id: int
    family: int
    kind: str
    """What was done to the text, or which trap it belongs to; empty for originals and unrelated texts."""
    trap: int
    """Articles of one trap but different families are pairs that must not merge; 0: none."""
    language: str
    title: str
    text: str
    url: str


class Corpus:
    """Collects entries; every method adds one group."""

    def __init__(self, split: Split, seed: int) -> None:
        self.split, self.seed = split, seed
        self.entries: list[Entry] = []
        self._families, self._traps = count(1), count(1)

    def add(self, w: Writer, text: Paragraphs, family: int, kind: str, trap: int = 0, **over: str) -> None:
        number = len(self.entries) + 1
        host = over.get("host") or f"outlet{w.rng.randrange(400)}.example"
        title = over.get("title") or w.title()
        entry = Entry(number, family, kind, trap, w.language, title, w.text(text), f"https://{host}/{number}")
        self.entries.append(entry)

    def family(self) -> int:
        return next(self._families)

    def copies(self, w: Writer, words: int) -> None:
        """An original with two or three copies of it."""
        text, family = w.article(words), self.family()
        self.add(w, text, family, "")
        for _ in range(w.rng.choice((2, 3))):
            kind, edit = self._edit(w, words)
            self.add(w, edit(w, text), family, kind)

    def _edit(self, w: Writer, words: int) -> tuple[str, edits.Edit]:
        draw = w.rng.random()
        if draw < 0.2:
            return "syndicated light", w.rng.choice(edits.SYNDICATED_LIGHT[self.split])
        if draw < 0.42 and words >= 200:
            return "syndicated heavy", w.rng.choice(edits.SYNDICATED_HEAVY[self.split])
        kind = w.rng.choice(list(edits.LIGHT))
        return kind, edits.LIGHT[kind]

    def shorts(self, w: Writer) -> None:
        """An item of 35-60 words, and what is done to so short a text."""
        text, family = w.article(w.rng.randint(35, 60)), self.family()
        self.add(w, text, family, "")
        for edit in w.rng.sample(
            [edits.headline, edits.change(0.05), edits.typography, edits.change(0.1)], 2
        ):
            self.add(w, edit(w, text), family, "short")

    def template(self, w: Writer, form: str, size: int) -> None:
        """Issues of one template, some of them published again with a small edit."""
        trap = next(self._traps)
        sheet = (
            [w.rng.choice(w.table[f"alert_{self.split}"])]
            if form == "alert"
            else w.table[f"bulletin_{self.split}"]
        )
        host = f"agency{trap}.example"
        for number in range(size):
            facts, family = w.facts(), self.family()
            text = [[w.fill(sentence, facts)] for sentence in sheet]
            where = host if w.rng.random() < 0.6 else ""
            self.add(
                w, text, family, form, trap, host=where, title=w.title() if number % 2 else sheet[0][:20]
            )
            if number % 3 == 0:
                self.add(w, self._again(w, text), family, f"republished {form}", trap)

    def _again(self, w: Writer, text: Paragraphs) -> Paragraphs:
        """A small edit: words, a source named, a sentence of the outlet's own."""
        draw = w.rng.random()
        if draw < 0.4:
            return edits.change(0.04 if self.split == "tune" else 0.06)(w, text)
        if draw < 0.6:
            return [[w.name()], *text]
        return [*text, w.sentences(1)] if draw < 0.8 else edits.typography(w, text)

    def boilerplates(self, w: Writer, size: int) -> None:
        """Different items with one long boilerplate, on one host and (every third) on others."""
        trap, plate = next(self._traps), w.article(w.rng.randint(80, 180))
        host = f"board{trap}.example"
        for number in range(size):
            own = w.article(w.rng.randint(60, 220))
            text = [*own, *plate] if trap % 2 else [*plate, *own]
            self.add(w, text, self.family(), "boilerplate", trap, host="" if number % 3 == 2 else host)

    def quoting_host(self, w: Writer) -> None:
        """An article that quotes some 70 words of another."""
        trap, text = next(self._traps), w.article(w.rng.randint(150, 500))
        piece = [sentence for paragraph in text for sentence in paragraph][1:6]
        quoted = [w.quote(piece)] if w.rng.random() < 0.6 else piece
        self.add(w, text, self.family(), "quoting host", trap)
        other = w.article(w.rng.randint(200, 400))
        self.add(w, [*other[:2], quoted, *other[2:]], self.family(), "quoting host", trap)

    def same_event(self, w: Writer) -> None:
        """Two outlets, their own words, the same names, figures and quotations."""
        trap = next(self._traps)
        quotes = [w.quote(w.sentences(w.rng.randint(2, 3))) for _ in range(3)]
        for _ in range(2):
            own = w.article(w.rng.randint(120, 250))
            text = [
                piece
                for at, paragraph in enumerate(own)
                for piece in (paragraph, quotes[at : at + 1])
                if piece
            ]
            self.add(w, text, self.family(), "same event", trap)

    def statements(self, w: Writer) -> None:
        """Two joint statements with the same signatories; one of them again with 25 more."""
        trap = next(self._traps)
        names = [
            f"{w.name()}, {w.rng.choice(w.table['cities'].split())}" for _ in range(w.rng.randint(40, 100))
        ]
        more = [*names, *(w.name() for _ in range(25))]
        host = f"board{trap}.example"
        for number in range(2):
            body, family = w.article(w.rng.randint(120, 300)), self.family()
            self.add(
                w,
                [*body, *([name] for name in names)],
                family,
                "same signatories",
                trap,
                host=host if number else "",
            )
            self.add(w, [*body, *([name] for name in more)], family, "more signatories", trap)

    def gallery(self, w: Writer) -> None:
        """Pictures of one event on one host: the same captions' ends, other beginnings."""
        trap, credit = next(self._traps), w.sentences(1)[0]
        note = w.sentences(3)
        for _ in range(3):
            captions = [[sentence, credit] for sentence in w.sentences(w.rng.randint(3, 6))]
            self.add(w, [note, *captions], self.family(), "gallery", trap, host=f"photo{trap}.example")


def build(
    split: Split, seed: int = 1, scale: int = 1, writers: dict[str, Writer] | None = None
) -> list[Entry]:
    """The corpus of one split, in shuffled order of arrival. ``scale`` 1 is about 2,500 articles."""
    corpus = Corpus(split, seed)
    for writer in (writers or {code: Writer(code, split, seed) for code in languages()}).values():
        for _ in range(scale):
            _language(corpus, writer)
    entries = corpus.entries
    Random(f"{split} {seed}").shuffle(entries)
    return entries


def _language(corpus: Corpus, w: Writer) -> None:
    for number in range(26):
        corpus.copies(w, (120, 200, 350, 700)[number % 4])
    for _ in range(6):
        corpus.shorts(w)
        corpus.quoting_host(w)
        corpus.same_event(w)
    for _ in range(2):
        corpus.template(w, "alert", 10)
        corpus.template(w, "bulletin", 5)
        corpus.boilerplates(w, 8)
        corpus.statements(w)
        corpus.gallery(w)
    for _ in range(50):
        corpus.add(w, w.article(w.rng.randint(40, 600)), corpus.family(), "")
