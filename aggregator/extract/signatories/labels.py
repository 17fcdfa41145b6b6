"""Words beside a run of names that say whose names they are: before it, on the line above, or after it with a count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from aggregator.extract.signatories.features import Features, features
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.match import folded, tokens
from aggregator.extract.signatories.numerals import numbers
from aggregator.extract.signatories.openings import names_follow
from aggregator.extract.signatories.partings import is_full_name
from aggregator.extract.signatories.runs import is_run, run_pieces
from aggregator.extract.signatories.shape import shape
from aggregator.extract.signatories.text import is_solid
from aggregator.extract.signatories.vocabulary import characters, heading_matcher

_LABEL = 60
_BEFORE = re.compile(
    r"\s*[■◆▶●□◇▷○▲]?\s*(?:<[^<>]{1,40}>|〈[^〈〉]{1,40}〉|＜[^＜＞]{1,40}＞|【[^【】]{1,40}】|\[[^\[\]]{1,40}\]|［[^［］]{1,40}］"
    r"|〔[^〔〕]{1,40}〕)\s*[:：]?\s*(?=\S)"
)
_SIGNS = re.compile(r"^[\s■◆▶●□◇▷○▲<〈＜【\[［〔]+|[\s>〉＞】\]］〕:：]+$")
_COUNT = re.compile(r"\s*[(（]?\s*\d[\d\s.,]*\s*[^\W\d_]{0,3}\s*[)）]?\s*$")
_COUNTED = re.compile(r"[:：].*[^\W\d_]\s*[:：]\s*\d{1,6}\s*$")
_GROUPS = ("groups.person", "groups.organisation", "groups.other")
_NOTE = re.compile(r"[(（].*")
_TALLY = 40
_SHORT = 24
_RUN = 3


@dataclass(frozen=True, slots=True)
class Label:
    """``text``: the words without brackets and count; ``end``: offset in the line where the names begin."""

    text: str
    end: int = 0


def label_before(text: str) -> Label | None:
    """The words in brackets before the names of a line such as ``[Green Party (3)] A. Hill, B. Low, C. Poe``."""
    found = _BEFORE.match(text) if text[:3].strip()[:1] in "■◆▶●□◇▷○▲<〈＜【[［〔" else None
    if not found or not names_follow(text[found.end() :]):
        return None
    return Label(bare_label(found[0]), found.end())


def bare_label(text: str) -> str:
    """A label without the signs around it and without the count at its end."""
    return _SIGNS.sub("", _COUNT.sub("", _SIGNS.sub("", text)))


def is_label_of(line: Line, following: Line) -> bool:
    """Whether a short line says what the persons in the run on the next line are: their office, party or place."""
    if len(line.text) > _SHORT or not is_run(following.text) or is_run(line.text):
        return False
    if len(run_pieces(following.text, prose=False)) < _RUN - 1 or is_full_name(line.text):
        return False
    return _says_what(features(line.text)) and not _is_of_groups(following.text)


def _says_what(seen: Features) -> bool:
    """The words end in an office or in the kind of a group, with no name or detail behind."""
    if not seen.solid or seen.detail:
        return False
    hits = seen.in_head("roles.words", "names.offices", "organisations.stems")
    return any(hit.end == len(seen.head) for hit in hits) and len(seen.head) > max(
        hit.end - hit.start for hit in hits
    )


def _is_of_groups(text: str) -> bool:
    spans = run_pieces(text, prose=False)
    return 2 * sum(shape(text[start:end]).stem for start, end in spans) > len(spans)


def tally(text: str) -> str | None:
    """The words of a line that counts the names above it, such as ``이상 소설가 22명``; None for other lines."""
    if len(text) > _TALLY or not text.lower().startswith(_closings()):
        return None
    ends = [len(phrase) for phrase in _closings() if text.lower().startswith(phrase)]
    return bare_label(_NOTE.sub("", text[max(ends) :])) if numbers(text) else None


@cache
def _closings() -> tuple[str, ...]:
    return tuple(characters("lists.closings"))


def is_other(label: str) -> bool:
    """Whether the label is a heading of other names than signatures, such as votes against."""
    hits = (hit for hit in heading_matcher().find(label) if hit.kind == "not_signatures.headings")
    return any(hit.end - hit.start == len(label) for hit in hits)


@lru_cache(maxsize=1 << 10)
def label_details(text: str) -> tuple[str, str]:
    """Role and affiliation that a label gives to each person below it; a word for any signers gives none.

    In Chinese, Japanese and Korean an office stands in the same form for one person and for many.
    """
    label = bare_label(text)
    if not is_solid(label):
        return "", _party(label)
    if len(label) > _SHORT:
        return "", ""
    if label in characters("roles.words"):
        return label, ""
    if any(
        hit.kind in _GROUPS and hit.end - hit.start == len(label) for hit in heading_matcher().find(label)
    ):
        return "", ""
    seen = features(label)
    ends = {
        hit.kind
        for hit in seen.in_head("roles.words", "names.offices", "organisations.stems")
        if hit.end == len(seen.head)
    }
    if ends & {"roles.words", "names.offices"}:
        return label, ""
    return ("", label) if ends else ("", "")


def _party(label: str) -> str:
    """The party in the heading of its group in parliament; empty for any other heading."""
    words = tokens(label)
    for phrase in sorted(characters("groups.fractions"), key=len, reverse=True):
        known = folded(phrase).split()
        if [word.key for word in words[: len(known)]] == known and len(words) > len(known):
            return label[words[len(known)].start :]
    return ""


def is_told(line: Line) -> bool:
    """A sentence with its full stop and words that names have not."""
    stopped = line.text.rstrip().endswith((".", "。", "।", "؟"))
    return stopped and bool(features(line.text).in_head("sentences.words"))


def counts_signatures(line: Line) -> bool:
    """Whether the last of several labels with what they say counts signatures, as in ``Tabled: 3 May Signatories: 9``."""
    if not _COUNTED.search(line.text):
        return False
    colon = line.text.replace("：", ":").rindex(":")
    return any(
        hit.kind == "cues.headings" and hit.end == len(line.text[:colon].rstrip()) for hit in line.hits
    )
