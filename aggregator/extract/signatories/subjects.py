"""Names that are the subject of a sentence whose verb tells of signing."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from aggregator.extract.signatories.bridges import before_bridge, behind_object
from aggregator.extract.signatories.governed import are_governed
from aggregator.extract.signatories.match import Hit, tokens
from aggregator.extract.signatories.named import is_subject
from aggregator.extract.signatories.runs import run_pieces
from aggregator.extract.signatories.shape import shape
from aggregator.extract.signatories.text import Span, is_cased, is_solid
from aggregator.extract.signatories.tongues import Codes, have, is_negated, negates, points_away
from aggregator.extract.signatories.vocabulary import characters

_LEAST = 2
_LONGEST = 40_000
_AHEAD = 30
"""Characters that may stand before the first name."""
_TOPIC = 2
"""Characters of a word with the ending that marks what a sentence is about; shorter ones are names."""
_HANGUL = re.compile("[\uac00-\ud7a3]")
"""Korean marks the subject by an ending of its own."""
_DASHED = re.compile(r"\s[–—-]\s([^–—]{5,800}?)\s[–—-]\s*$")
"""Names between dashes, right before the verb."""
_TOWARDS = re.compile("(?<=[㐀-鿿]{2})[向致给給对對][㐀-鿿]{2,24}$")
"""To whom a Chinese letter goes, between those who sent it and the verb."""
_BY = "由"
"""Chinese *by*, before the subjects of a verb in the passive."""
_DATELINE = re.compile(r"^[(（][^()（）]{3,60}[)）]\s*[–—-]*\s*|^[^\d,.]{3,40}\s[–—]\s")


def as_subject(text: str, sentence: Span, hits: list[Hit], signing: list[Hit], codes: Codes) -> list[Span]:
    """The names before the first verb of signing; three at least, or two where it is a statement that is signed."""
    after = [hit for hit in signing if hit.kind == "cues.after"]
    if not after or is_negated(text, after[0].start, after[0].end, codes, behind=True):
        return []
    named = any(hit.kind == "statements.markers" and hit.start > after[0].start for hit in hits)
    span = _run_before(text, sentence[0], after[0].start, _LEAST if named else _LEAST + 1, codes)
    return [span] if span else []


def _run_before(text: str, start: int, end: int, least: int, codes: Codes) -> Span | None:
    """Names that are the subject of the sentence: those right before its verb, or all at its beginning.

    ``least``: two are enough where the sentence says that they signed a statement.
    """
    if end - start >= _LONGEST:
        return None
    end = start + len(_when().sub("", text[start:end]))
    between = _DASHED.search(text[start:end])
    if between:
        start, end = start + between.start(1), start + between.end(1)
    if have(codes, "verb_second") and points_away(
        next((word.key for word in tokens(text[start:end])), ""), codes
    ):
        return None
    dateline = _DATELINE.match(text[start:end])
    start += dateline.end() if dateline else 0
    if is_solid(text[start:end]):
        start, end = _without_object(text, start, end)
        start += _behind_comma(text[start:end])
    else:
        start += behind_object(text[start:end], codes)
        last = before_bridge(text[start:end], codes)
        if last is None:
            return _run_ahead(text, start, end)
        end = start + last
    spans = run_pieces(text[start:end], prose=True)
    pieces = [text[start + left : start + right] for left, right in spans]
    first = len(pieces) - sum(1 for _ in takewhile(is_subject, reversed(pieces)))
    if len(spans) - first < least:
        return _run_ahead(text, start, end)
    declined = is_cased(text[start:end]) and text[start:end].endswith(tuple(characters("names.endings")))
    before = pieces[first - 1] if first else ""
    if declined or negates(tokens(pieces[first])[:1], codes) or are_governed(before, pieces[first:], codes):
        return None
    return start + spans[first][0], end


def _without_object(text: str, start: int, end: int) -> Span:
    """The subjects of a sentence in a script without spaces, without what is signed before or behind them."""
    end = start + len(_TOWARDS.sub("", text[start:end]))
    nouns, linking = characters("statements.nouns"), characters("cues.linking")
    told = False
    last = start + len(text[start:end].rstrip())
    while ending := max(
        (w for w in nouns | linking if w and text.endswith(w, start, last)), key=len, default=""
    ):
        last = start + len(text[start : last - len(ending)].rstrip())
        if _is_towards(ending) and not text.endswith(tuple(nouns), start, last):
            return start, start
        told = told or ending in nouns or bool(_HANGUL.match(ending))
    head = text[start : min(last, start + _AHEAD)]
    leading = [noun + word for noun in nouns for word in _leading()]
    if head.startswith(_BY):
        start, head = start + 1, head[1:]
    first = max((head.rfind(words) + len(words) for words in leading if words in head), default=0)
    return (start, start) if _has_topic(head[first:]) else (start + first, last if told else end)


def _behind_comma(text: str) -> int:
    """Where the names begin behind what tells when or where, as in ``昨日，王小明、李大文``; 0 where no comma does."""
    first, mark, _ = text.partition("、")
    return max(map(first.rfind, "，,：:")) + 1 if mark and not re.search("[(（]", first) else 0


def _is_towards(ending: str) -> bool:
    """Whether a Korean ending says to whom or what something is done."""
    return bool(_HANGUL.match(ending)) and ending in characters("cues.agents")


def _has_topic(text: str) -> bool:
    """Whether a Korean word before the first name says who else acts, as in ``the police, by a statement to A and B``."""
    words = text.partition(",")[0].split()
    return len(words) > 1 and len(words[0]) > _TOPIC and words[0][-1] in characters("cues.topics")


@cache
def _when() -> re.Pattern[str]:
    """Words for when it happened right before the verb, with the number of the day."""
    words = "|".join(map(re.escape, sorted(characters("cues.when"), key=len, reverse=True)))
    return re.compile(rf"(?:\d{{0,2}}(?:{words})\s*)+$")


@cache
def _leading() -> frozenset[str]:
    """What in scripts without spaces follows the statement before those who signed it."""
    return frozenset(word for word in characters("cues.agents") if is_solid(word))


def _run_ahead(text: str, start: int, end: int) -> Span | None:
    """Organisations at the beginning of a sentence whose verb comes at its end, a conjunction before the last."""
    spans = run_pieces(text[start:end], prose=True)
    count = sum(
        1 for _ in takewhile(is_subject, (text[start + left : start + right] for left, right in spans))
    )
    if count < _LEAST or count == len(spans):
        return None
    end = start + spans[count - 1][1]
    names = run_pieces(text[start:end], prose=True)
    stems = sum(shape(text[start + left : start + right]).stem for left, right in names)
    joint = text[start + names[-2][1] : start + names[-1][0]].strip(" ,،") if len(names) > _LEAST else ""
    return (start, end) if joint and 2 * stems > len(names) else None
