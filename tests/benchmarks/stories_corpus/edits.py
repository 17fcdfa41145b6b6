"""What other outlets do to a text. Every edit: paragraphs in, new paragraphs out."""

from __future__ import annotations

from collections.abc import Callable

from tests.benchmarks.stories_corpus.writer import Paragraphs, Writer

Edit = Callable[[Writer, Paragraphs], Paragraphs]


def typography(writer: Writer, text: Paragraphs) -> Paragraphs:
    """Other quotation marks, dashes, spaces, joiners and letter forms of the same words."""
    table = str.maketrans({"“": '"', "”": '"', "«": "“", "»": "”", "ی": "ي", "ک": "ك", "-": "–"})
    return [
        [sentence.translate(table).replace(" ", "\u00a0", 2) for sentence in paragraph] for paragraph in text
    ]


def headline(writer: Writer, text: Paragraphs) -> Paragraphs:
    """Nothing in the text but a byline: title and host change with every copy anyway."""
    return [[writer.name()], *text]


def cut(share: float) -> Edit:
    def tail_cut(writer: Writer, text: Paragraphs) -> Paragraphs:
        sentences = [(at, sentence) for at, paragraph in enumerate(text) for sentence in paragraph]
        kept = sentences[: max(2, round(share * len(sentences)))]
        return _regroup(kept)

    return tail_cut


def drop(share: float) -> Edit:
    def sentences_dropped(writer: Writer, text: Paragraphs) -> Paragraphs:
        kept = [(at, s) for at, p in enumerate(text) for s in p if writer.rng.random() >= share]
        return _regroup(kept) or text[:1]

    return sentences_dropped


def _regroup(numbered: list[tuple[int, str]]) -> Paragraphs:
    groups: dict[int, list[str]] = {}
    for at, sentence in numbered:
        groups.setdefault(at, []).append(sentence)
    return list(groups.values())


def lead(writer: Writer, text: Paragraphs) -> Paragraphs:
    """The first sentence written anew, as one or two."""
    return [[*writer.sentences(writer.rng.choice((1, 2))), *text[0][1:]], *text[1:]]


def boilerplate(writer: Writer, text: Paragraphs) -> Paragraphs:
    return [writer.sentences(2), *text, writer.sentences(writer.rng.randint(2, 4))]


def shuffle(writer: Writer, text: Paragraphs) -> Paragraphs:
    return writer.rng.sample(text, len(text))


def change(share: float) -> Edit:
    """Words changed: the tuning part replaces; the scored part also drops, doubles and swaps."""

    def words_changed(writer: Writer, text: Paragraphs) -> Paragraphs:
        return [[_changed(writer, sentence, share) for sentence in paragraph] for paragraph in text]

    return words_changed


def _changed(writer: Writer, sentence: str, share: float) -> str:
    step = 2
    pieces = (
        [sentence[at : at + step] for at in range(0, len(sentence), step)]
        if writer.joined
        else sentence.split(" ")
    )
    out: list[str] = []
    for piece in pieces:
        if writer.rng.random() >= share:
            out.append(piece)
        else:
            out += _replacement(writer, piece, out)
    return ("" if writer.joined else " ").join(out)


def _replacement(writer: Writer, piece: str, before: list[str]) -> list[str]:
    ways = ["replace"] if writer.split == "tune" else ["replace", "replace", "drop", "add", "swap"]
    way = writer.rng.choice(ways)
    if way == "replace":
        return [writer.word()]
    if way == "add":
        return [piece, writer.word()]
    if way == "swap" and before:
        return [piece, before.pop()]
    return []


def extend(writer: Writer, text: Paragraphs) -> Paragraphs:
    """Text of the outlet's own: as much as 40 % of another article."""
    other = cut(0.4)(writer, writer.article(300))
    return [*text, *other] if writer.rng.random() < 0.7 else [*other, *text]


def chain(*edits: Edit) -> Edit:
    def chained(writer: Writer, text: Paragraphs) -> Paragraphs:
        for edit in edits:
            text = edit(writer, text)
        return text

    return chained


LIGHT: dict[str, Edit] = {
    "typography": typography,
    "headline": headline,
    "cut 70": cut(0.7),
    "cut 50": cut(0.5),
    "cut 30": cut(0.3),
    "lead": lead,
    "boilerplate": boilerplate,
    "shuffle": shuffle,
    "drop 20": drop(0.2),
    "drop 40": drop(0.4),
    "change 3": change(0.03),
    "change 8": change(0.08),
    "change 15": change(0.15),
    "extend": extend,
}
SYNDICATED_LIGHT = {
    "tune": [chain(cut(0.7), change(0.03)), chain(lead, boilerplate), chain(typography, drop(0.2))],
    "score": [
        chain(cut(0.8), lead, typography),
        chain(change(0.05), boilerplate),
        chain(drop(0.15), headline, lead),
    ],
}
SYNDICATED_HEAVY = {
    "tune": [
        chain(cut(0.5), change(0.08), lead, boilerplate),
        chain(drop(0.4), change(0.15), boilerplate),
        chain(cut(0.7), shuffle, change(0.15), extend),
        chain(drop(0.4), cut(0.5), lead, boilerplate),
    ],
    "score": [
        chain(cut(0.6), drop(0.2), change(0.1), lead, extend),
        chain(shuffle, drop(0.4), change(0.08), boilerplate),
        chain(cut(0.4), change(0.15), boilerplate),
        chain(drop(0.3), change(0.15), extend, boilerplate),
        chain(lead, cut(0.5), change(0.12), extend),
    ],
}
