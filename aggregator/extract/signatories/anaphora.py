"""Sentences that name some of the signers whom the sentence before tells of."""

from __future__ import annotations

from aggregator.extract.signatories.bridges import unknown_words
from aggregator.extract.signatories.clauses import says_no_more
from aggregator.extract.signatories.following import run_from
from aggregator.extract.signatories.match import Hit
from aggregator.extract.signatories.signing import signing_words, telling
from aggregator.extract.signatories.text import Span
from aggregator.extract.signatories.tongues import tongues
from aggregator.extract.signatories.vocabulary import cue_matcher

_ANAPHOR = 40
"""Characters of a sentence among which it points to those told of before."""


def anaphoric(text: str, sentence: Span, earlier: list[Hit]) -> list[Span]:
    """The names behind ``These include`` where the sentence before, whose hits these are, says that people signed."""
    codes = tongues(text[slice(*sentence)])
    head = text[sentence[0] : sentence[0] + _ANAPHOR]
    among = [hit for hit in cue_matcher().find(head) if hit.kind == "cues.among"]
    told = earlier and signing_words(text, telling(text, earlier, codes), codes)
    if not (among and told) or unknown_words(head[: among[0].start], codes):
        return []
    end = max(hit.end for hit in among if hit.start == among[0].start)
    span = run_from(text, sentence[0] + end, sentence[1], codes, opened=True)
    return [span] if span and says_no_more(text[span[1] : sentence[1]]) else []
