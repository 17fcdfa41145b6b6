"""Names that follow words for signing in running text, up to where they stop."""

from __future__ import annotations

import re
from itertools import takewhile

from aggregator.extract.signatories.bridges import (
    behind_bridge,
    is_uncased_name,
    leads,
)
from aggregator.extract.signatories.clauses import (
    clause_end,
    without_verbs,
)
from aggregator.extract.signatories.conjunctions import without_last_conjunction
from aggregator.extract.signatories.governed import are_of_others
from aggregator.extract.signatories.honoured import is_object
from aggregator.extract.signatories.match import tokens
from aggregator.extract.signatories.named import is_hangul_phrase, is_name
from aggregator.extract.signatories.remainders import without_remainder
from aggregator.extract.signatories.roles import is_role_first
from aggregator.extract.signatories.runs import run_pieces
from aggregator.extract.signatories.states import are_states
from aggregator.extract.signatories.text import Span, is_cased, is_solid
from aggregator.extract.signatories.tongues import Codes, is_noun, points_away, words_in
from aggregator.extract.signatories.vocabulary import (
    characters,
    cue_matcher,
    heading_matcher,
    name_matcher,
    tail_matcher,
)

_LEAST = 2
_LONGEST = 40_000
_OBJECT = 60
_OBJECT_END = re.compile(r"\s[–—-]\s+|[:：]\s*|(?<=者)有")
_OBJECT_WORDS = ("cues.filler", "cues.order", "cues.headings", "statements.markers", "lists.tails")
_COMMAS, _ASIDE = (",", "،"), 4
"""What parts a clause from words for signing, but where an aside such as *among others* stands between."""


def run_from(
    text: str, start: int, end: int, codes: Codes, *, opened: bool, active: bool = False
) -> Span | None:
    """Names from here to the end of the sentence, or to where they stop.

    ``opened``: what stands before them ends in *by*, *are* or the like. ``active``: it is a verb that names precede,
    so that they follow it behind another such word alone.
    """
    begin = start
    start, marked = _behind_object(text, start, end)
    opened = opened or marked
    if not opened and text[begin : begin + 1] in _COMMAS and start - begin < _ASIDE:
        return None
    if not is_solid(text[start : start + _OBJECT]):
        skipped, opening = behind_bridge(text[start : min(end, start + 3 * _OBJECT)], codes)
        start, opened = start + skipped, opened or opening
        if active and not (opening or marked):
            return None
    elif active:
        return None
    end = without_last_conjunction(text, end)
    end = start + len(without_remainder(text[start:end].rstrip(" ."))) if end - start < _LONGEST else end
    if end - start < _LONGEST:
        ended = clause_end if is_cased(text[start:end]) else without_verbs
        end = start + ended(text[start:end], codes)
    spans = run_pieces(text[start : min(end, start + _LONGEST)], prose=True)
    pieces = [text[start + left : start + right] for left, right in spans]
    states = are_states(pieces)
    if not pieces or not (states or _may_begin(pieces[0], codes, opened=opened)):
        return None
    roles_first = is_role_first(pieces[0])
    if roles_first and any(hit.kind == "statements.markers" for hit in cue_matcher().find(pieces[0])):
        return None
    good = sum(1 for _ in takewhile(lambda piece: states or _goes_on(piece, roles_first, codes), pieces))
    good = max(good, 0 if active else _named_in_hangul(pieces))
    if good < _LEAST or are_of_others(pieces[: good + 1], codes) or any(map(is_object, pieces[good:])):
        return None
    last = start + spans[good - 1][0], start + spans[good - 1][1]
    met = not opened and _is_met(text[last[0] : last[1] + _OBJECT], last[1] - last[0], codes)
    if met or _are_owners(text[last[1] : last[1] + _OBJECT], codes):
        return None
    return start, _without_small(text, last[0], _before_verb(text, *last), codes)


def _is_of_statement(word: str, codes: Codes) -> bool:
    """Whether a word is one for what is signed, or an article before it, as in ``des Briefes``."""
    return is_noun(word, codes) or word in words_in("names.articles", codes) | words_in("names.from", codes)


def _named_in_hangul(pieces: list[str]) -> int:
    """How many pieces of a Korean list are names where half of them show it: groups there are named after anything."""
    if not all(map(is_hangul_phrase, pieces)):
        return 0
    return len(pieces) if 2 * sum(map(is_name, pieces)) >= len(pieces) else 0


def _without_small(text: str, start: int, end: int, codes: Codes) -> int:
    """Where a name ends before a dash, or small words that lead on to something else, as in ``Heron Centre for the``."""
    end = start + len(text[start:end].rstrip(" –—-"))
    kinds = ("cues.towards", "names.articles", "lists.conjunctions")
    leading = frozenset[str]().union(*(words_in(kind, codes) for kind in kinds))
    for word in reversed(tokens(text[start:end])):
        if start + word.end < end or not text[start + word.start].islower() or word.key not in leading:
            break
        end = start + len(text[start : start + word.start].rstrip())
    return end


def _is_met(text: str, end: int, codes: Codes) -> bool:
    """Whether what follows a name, as in Turkish ``Onur Hamza ile`` or ``Hamza'nın``, shows that others acted."""
    first = _first_small(text, end)
    behind = next((word for word in tokens(text) if word.start >= first), None)
    declined = text[:end].endswith(tuple(characters("names.endings")))
    return declined or (behind is not None and points_away(behind.key, codes))


def _are_owners(rest: str, codes: Codes) -> bool:
    """Whether people who belong to the names stand right behind them, as in Finnish ``Liisa Korven ystävät``."""
    first = tokens(rest)[:1]
    return (
        bool(first)
        and not rest[: first[0].start].strip()
        and first[0].key in words_in("names.relations", codes)
    )


def _first_small(text: str, end: int) -> int:
    """Offset of the first word in small letters behind the last capital of a name, or where the name ends."""
    capitals = [word.end for word in tokens(text) if word.start < end and text[word.start].isupper()]
    return max(capitals, default=end)


def _may_begin(piece: str, codes: Codes, *, opened: bool) -> bool:
    """Whether the first piece names somebody right behind the words for signing."""
    if is_solid(piece):
        return True
    if not is_cased(piece):
        return is_uncased_name(piece, opened=opened)
    if all(_is_of_statement(word.key, codes) for word in tokens(piece)):
        return False
    capital = next((word.start for word in tokens(piece) if piece[word.start].isupper()), len(piece))
    return leads(piece[:capital], codes, opened=opened)


def _goes_on(piece: str, roles_first: bool, codes: Codes) -> bool:
    """A name, and no clause of its own such as ``urges ministers Ann Lee``."""
    demands = any(
        hit.kind == "not_signatures.demands" and hit.start <= 3 for hit in cue_matcher().find(piece)
    )
    return not demands and is_name(piece, roles_first)


def _behind_object(text: str, start: int, end: int) -> tuple[int, bool]:
    """Where the names may begin, behind ``the letter —`` and ``of the appeal:`` too; whether such a mark was passed."""
    mark = _OBJECT_END.search(text, start, min(end, start + _OBJECT))
    marked = False
    if mark:
        named = bytearray(mark.start() - start)
        for hit in heading_matcher().find(text[start : mark.start()]):
            if hit.kind in _OBJECT_WORDS:
                named[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
        if all(named[i] for i in range(len(named)) if text[start + i].isalpha()):
            start, marked = mark.end(), True
    return _behind_aside(text, start, end), marked


def _behind_aside(text: str, start: int, end: int) -> int:
    """Where the names begin behind words such as ``, among others,``."""
    while start < end and text[start] in " :：,，、.":
        start += 1
    asides = [hit for hit in tail_matcher().find(text[start : min(end, start + _OBJECT)]) if hit.start == 0]
    behind = start + max((hit.end for hit in asides), default=0)
    while behind < end and text[behind] in " :：,，":
        behind += 1
    return behind


def _before_verb(text: str, start: int, end: int) -> int:
    """Where the last name ends, if a verb of the sentence follows it in the same piece."""
    piece = text[start:end]
    verbs = [
        hit.start for hit in name_matcher().find(piece) if hit.kind == "sentences.words" and hit.start > 2
    ]
    small = [verb for verb in verbs if piece[verb].islower() or not is_cased(piece)]
    return start + len(piece[: small[0]].rstrip()) if small else end
