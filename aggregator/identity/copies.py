"""Whether two texts are copies of one text.

Containment, not resemblance, finds copies that were cut or extended; what it wrongly finds is
refused by rules, each of which has a name that is stored and shown: reports made from one template,
pages of one host around the same boilerplate, different articles around the same quotation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aggregator.identity.alignment import Chain
from aggregator.identity.listings import without_listings
from aggregator.identity.overlap import NOTHING_SEEN, Overlap, Seen, Side, measure
from aggregator.identity.shingles import digest, sample
from aggregator.identity.templates import template
from aggregator.identity.texts import Words, words

Relation = Literal["copy", "contains", ""]


@dataclass(frozen=True, slots=True)
class Text:
    """An article as it is compared."""

    words: Words
    """Its own words: without lists of names."""
    title: Words
    host: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text with what finds it in an index."""

    text: Text
    digest: int
    """Of all its words."""
    kept: frozenset[int]
    """The hashes an index holds for it."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was decided on a pair, with the numbers it rests on."""

    relation: Relation
    rule: str
    """The rule that decided, such as ``near`` or ``template``."""
    score: float = 0.0
    """The larger of the two covered shares."""
    left_share: float = 0.0
    right_share: float = 0.0


def comparable(title: str, text: str, host: str) -> Text:
    """Analyse an article for comparing."""
    return Text(words(without_listings(text)), words(title), host)


def prepare(title: str, text: str, host: str) -> Prepared:
    """Analyse a new article for looking it up and for comparing."""
    own = without_listings(text)
    compared = Text(words(own), words(title), host)
    return Prepared(compared, digest(compared.words if own == text else words(text)), sample(compared.words))


def judge(left: Text, right: Text, seen: Seen = NOTHING_SEEN) -> Judgement:
    """Decide on a pair; the order of the two changes nothing but the order of the shares.

    ``seen``: shingles that at least three stories hold are taken for boilerplate.
    """
    if _rank(right) < _rank(left):
        turned = judge(right, left, seen)
        return Judgement(turned.relation, turned.rule, turned.score, turned.right_share, turned.left_share)
    overlap = measure(left.words, right.words, seen)
    relation, rule = _decide(left, right, overlap)
    shares = round(overlap.left.share, 4), round(overlap.right.share, 4)
    return Judgement(relation, rule, max(shares), *shares)


def _rank(text: Text) -> tuple[int, tuple[str, ...]]:
    return len(text.words.tokens), text.words.tokens


def _decide(left: Text, right: Text, overlap: Overlap) -> tuple[Relation, str]:
    if not _enough(overlap, _same_title(left, right)):
        return "", "little in common"
    if template(overlap):
        return "", "template"
    if left.host and left.host == right.host and not _same_page(left, right, overlap):
        return "", "same host"
    if _only_quotes(overlap):
        return "", "quotation"
    if _frame(overlap):
        return "", "boilerplate"
    if _part_of(overlap):
        return "contains", "part"
    return "copy", "near"


def _enough(overlap: Overlap, same_title: bool) -> bool:
    """Enough in common to be a copy. One unbroken passage may be a quotation, many pieces are an edited text."""
    if overlap.equal_words < 13:
        return overlap.equal_words >= 8 and overlap.resemblance >= 0.75
    if overlap.pieces == 1:
        return overlap.containment >= 0.7 or overlap.resemblance >= 0.4 or _has_an_end(overlap)
    if overlap.resemblance >= 0.3 or overlap.containment >= 0.5:
        return True
    least = 0.4 if overlap.pieces == 2 and not same_title else 0.3
    return overlap.containment >= least and overlap.equal_words >= 40


def _has_an_end(overlap: Overlap) -> bool:
    """At least half of one text, with its beginning or its end."""
    side = max(overlap.left, overlap.right, key=_share)
    return side.share >= 0.5 and (side.start <= 3 or side.end >= side.size - 3)


def _same_page(left: Text, right: Text, overlap: Overlap) -> bool:
    """Pages of one host are copies where nearly all is shared: of one, with its title or beginning, or of both."""
    if overlap.resemblance >= 0.8:
        return True
    if overlap.containment < 0.85:
        return False
    head = min(round(40 * overlap.per_word), len(left.words.tokens), len(right.words.tokens))
    if left.words.tokens[:head] == right.words.tokens[:head]:
        return True
    return _same_title(left, right)


def _same_title(left: Text, right: Text) -> bool:
    ours, theirs = set(left.title.tokens), set(right.title.tokens)
    return len(ours & theirs) >= max(0.7 * len(ours | theirs), 3)


def _only_quotes(overlap: Overlap) -> bool:
    outside = max(overlap.left.outside_share, overlap.right.outside_share)
    return overlap.resemblance < 0.6 and outside < 0.35


def _frame(overlap: Overlap) -> bool:
    """Unedited blocks at the same ends of both texts, with much of its own in each: boilerplate."""
    if any(chain.gaps for chain in overlap.chains):
        return False
    if not all(_at_start(chain) or _at_end(chain, overlap) for chain in overlap.chains):
        return False
    longer_than_a_lead = all(
        side.own - side.covered >= 45 * overlap.per_word for side in (overlap.left, overlap.right)
    )
    return overlap.containment < (0.85 if longer_than_a_lead else 0.7)


def _at_start(chain: Chain) -> bool:
    return max(chain.left[0], chain.right[0]) <= 3


def _at_end(chain: Chain, overlap: Overlap) -> bool:
    return chain.left[1] >= overlap.left.size - 3 and chain.right[1] >= overlap.right.size - 3


def _part_of(overlap: Overlap) -> bool:
    """The shorter text is in the longer one, which is four times as long and does not begin with it."""
    shorter, longer = sorted((overlap.left, overlap.right), key=_size)
    return shorter.size < 0.25 * longer.size and longer.start > 0.15 * longer.size


def _share(side: Side) -> float:
    return side.share


def _size(side: Side) -> int:
    return side.size
