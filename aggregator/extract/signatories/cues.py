"""What a line says about the names after it: signatures, a group of them, or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from aggregator.extract.signatories.countries import country_code
from aggregator.extract.signatories.headings import KINDS, Heading
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.match import Hit, keys
from aggregator.extract.signatories.meaning import announces_list, asks, is_aside, is_told_earlier, is_undone
from aggregator.extract.signatories.text import is_menu, is_solid, sentences
from aggregator.extract.signatories.vocabulary import heading_matcher, name_matcher

STRONG = "cues.headings"
WEAK = ("cues.weak", "cues.farewells")
SIGNING = ("cues.headings", "cues.before", "cues.after")
_OTHER = "not_signatures.headings"
"""A sentence that ends in one of these, as in ``awarded the prizes to:``, announces something else."""
_GROUPS = (*KINDS, "groups.other")
_COLON = re.compile(r":(?!//)(?=\s|$|[^\W\da-z_])|：")
_FRAMED = re.compile(r"\s*(?:[◆■▼◇□▲◎★☆▶●]|[<＜〈《【［〔].*[>＞〉》】］〕]\s*$)")
"""Signs and brackets around a line that stand for the markup of a heading."""
_COUNT_TAIL = re.compile(r"\s*[(（\[]?\s*[\d\s.,]+[)）\]]?[\s:：.]*$")
_REST_START = re.compile(r"[\s:：.\-–—|]*")
_BRACKETS = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_WORD = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"https?://|www\.|\w@\w")
"""Who tells of signing and gives an address calls for signatures."""
_SENTENCE = re.compile(r"[.!?。！？؟।][\s”\"»]*$")

_LINKED = 0.9
"""Lines that are links announce other pages, unless they are marked as headings."""
_FEW = 4
_KNOWN = 0.6
MAX_HEADING_WORDS = 16
_SENTENCES = 2
"""Size of what is longer than any heading."""
MAX_HEADING_SOLID = 60


class Role(Enum):
    """What a line is to the list after it."""

    CUE = "cue"
    GROUP = "group"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Cue:
    """``strength``: 3 a heading of signatures; 2 a sentence that tells of signing; 1 weak words."""

    role: Role
    strength: int
    text: str
    rest: int = -1
    """Offset in the line where names follow the cue; -1: they are on later lines."""
    kind: str = ""
    """``person`` or ``organisation`` where the words say whom the names are."""
    country: str = ""
    ordered: bool = False
    """A note on the order of the names makes it certain."""


def read_cue(line: Line) -> Cue | None:
    """The cue in a line, if it is one."""
    if line.alternative or not _WORD.search(line.text):
        return None
    if line.source.link_share > _LINKED and not (line.source.level or line.source.bold):
        return None
    head, rest = _parts(line.text)
    if rest >= 0 and (line.source.level == 1 or line.source.link_share > _LINKED):
        return None
    hits = [hit for hit in line.hits if hit.start < len(head)]
    if not hits and _size(head) < _SENTENCES:
        return _group(line, Heading(head, hits), rest)
    if is_menu(line.text) and not any(hit.kind in SIGNING and hit.start < _FEW for hit in hits):
        return None
    if len(head) < len(line.text.rstrip()) and _ends_elsewhere(head, hits):
        return None
    if is_aside(line.text, head, hits) or (_is_ended(line, rest) and asks(head, hits)):
        return Cue(Role.STOP, 0, line.text)
    size = _size(head)
    if (size < _SENTENCES or _is_ended(line, rest)) and is_undone(head, hits):
        return Cue(Role.STOP, 0, line.text)
    if size >= _SENTENCES:
        return _supported(line, head, rest, hits) or _intro(line, head, rest, hits)
    words = Heading(head, hits)
    return (
        _heading(line, words, rest)
        or _supported(line, head, rest, hits)
        or _group(line, words, rest)
        or _intro(line, head, rest, hits)
    )


def _ends_elsewhere(head: str, hits: list[Hit]) -> bool:
    """Whether a sentence before a colon ends in a word for another list, with signing told before it."""
    words = [hit for hit in hits if hit.kind == _OTHER and hit.end == len(head)]
    return any(hit.kind in SIGNING and hit.end <= word.start for word in words for hit in hits) and any(
        len(keys(head[: word.start])) > _FEW for word in words
    )


def _parts(text: str) -> tuple[str, int]:
    """What stands before the first colon, and the offset of what stands after it (-1: nothing does)."""
    colon = _COLON.search(text)
    if not colon:
        return text, -1
    start = _REST_START.match(text, colon.start())
    rest = start.end() if start else colon.end()
    return text[: colon.start()].rstrip(), rest if _WORD.search(text, rest) else -1


def _size(head: str) -> int:
    """0: short as a heading; 1: as a long heading; 2: longer."""
    if is_solid(head):
        return 0 if len(head) <= MAX_HEADING_SOLID // 2 else 1 if len(head) <= MAX_HEADING_SOLID else 2
    words = len(keys(head))
    return 0 if words <= MAX_HEADING_WORDS // 2 else 1 if words <= MAX_HEADING_WORDS else 2


_CUE_KINDS = (
    "cues.headings",
    *WEAK,
    "cues.before",
    "cues.order",
    "cues.filler",
    "cues.intro",
    "groups.person",
    "groups.organisation",
    "groups.other",
    "counts.nouns",
    "counts.approximate",
    "statements.markers",
)
_HEADING = ("cues.order", "cues.intro", "not_signatures.headings", "not_signatures.phrases")
_LISTED, _LISTED_KINDS = 0.9, ("groups.person", "groups.organisation", "counts.nouns")
"""Share of ``List of organisations`` that is known."""
_STOP_KINDS = ("not_signatures.headings", "not_signatures.phrases", "cues.filler", "cues.order")


def _heading(line: Line, words: Heading, rest: int) -> Cue | None:
    """A heading of signatures, or of something else."""
    if not words.has(STRONG, *WEAK, *_HEADING):
        return None
    if _is_farewell(line, words):
        return _cue(line, words, rest, 1)
    colon = rest >= 0 or line.text.rstrip().endswith((":", "：")) or bool(_FRAMED.match(line.text))
    known = words.coverage(*_CUE_KINDS)
    signing, ordered = words.has(STRONG), words.has("cues.order")
    other = words.coverage(*_STOP_KINDS)
    if (
        words.has("not_signatures.headings", "not_signatures.phrases")
        and words.coverage("not_signatures.headings", "not_signatures.phrases") >= 0.5
        and other > 0.9
        and other >= known - (not signing)
    ):
        return Cue(Role.STOP, 0, line.text)
    if _SENTENCE.search(words.head) and not colon:
        return None
    plain = known >= 0.5 or (not is_solid(words.head) and len(keys(words.head)) <= 3)
    enough = (
        known >= 0.75
        or (plain and (colon or (line.heading and not tells(line))))
        or (known >= 0.3 and (colon or ordered))
    )
    if signing and enough and not (line.source.level == 1 and known < 0.8):
        return _cue(line, words, rest, 3)
    if rest >= 0 and words.has("cues.intro") and _lists_group(words.head):
        return _cue(line, words, rest, 2)
    listed = (
        ordered
        and words.has(*_GROUPS, "cues.intro")
        and (colon or line.heading or words.head.endswith((")", "）")))
    )
    if line.source.level != 1 and ((words.has(*WEAK) and known >= 0.7) or listed):
        return _cue(line, words, rest, 1)
    return None


def _lists_group(head: str) -> bool:
    """Whether it says no more than ``List of organisations``."""
    words = Heading(head, heading_matcher().find(head))
    return words.has(*_LISTED_KINDS) and words.coverage(*_CUE_KINDS) >= _LISTED


def unknown_group(line: Line) -> Cue:
    """A heading inside a list that the lexicons do not know as a whole."""
    return Cue(Role.GROUP, 0, line.text, kind=Heading(line.text, line.hits).kind)


def _is_farewell(line: Line, words: Heading) -> bool:
    """A short line that begins as letters end, as in ``In hope and in solidarity with you,``, up to a comma or stop."""
    begins = any(hit.kind == "cues.farewells" and hit.start == 0 for hit in words.hits)
    return begins and line.text.rstrip().endswith((",", ".", "،", "，")) and _size(words.head) == 0


def is_known(line: Line) -> bool:
    """Whether it says little but what headings of signatures say."""
    return Heading(line.text, line.hits).coverage(*_CUE_KINDS) >= _KNOWN


def _cue(line: Line, words: Heading, rest: int, strength: int) -> Cue:
    text = line.text if rest < 0 else line.text[:rest].rstrip()
    if rest >= 0 and _is_note(line.text[rest:]):
        rest = -1
    return Cue(Role.CUE, strength, text, rest, words.kind, "", words.has("cues.order"))


def _is_note(text: str) -> bool:
    """What follows the colon counts or orders the names and is none of them."""
    if text[:1] in "(（[" and text.rstrip(" :：.")[-1:] in ")）]":
        return True
    text = _BRACKETS.sub(" ", text)
    words = Heading(text, heading_matcher().find(text))
    counted = bool(re.search(r"\d", text)) and len(text) < 80
    return words.coverage() >= 0.8 and (counted or words.has("cues.order"))


def _group(line: Line, words: Heading, rest: int) -> Cue | None:
    """A heading inside a list: a kind of signers or a country, perhaps with a count."""
    if rest >= 0 or (words.has(*SIGNING) and _SENTENCE.search(words.head)):
        return None
    head = words.head if words.head[-1:].isalpha() else _COUNT_TAIL.sub("", words.head)
    country = country_code(head)
    if country:
        return Cue(Role.GROUP, 0, line.text, country=country)
    if line.source.link_share > _LINKED:
        return None
    if words.has(*_GROUPS) and words.coverage() >= 0.85:
        if words.shares_language(_OTHER, *_GROUPS):
            return Cue(Role.STOP, 0, line.text)
        return Cue(Role.GROUP, 0, line.text, kind=words.kind)
    return None


def _intro(line: Line, head: str, rest: int, hits: list[Hit]) -> Cue | None:
    """A sentence that announces the names; with a colon, the sentence that the colon ends."""
    if not hits:
        return None
    ends = _is_ended(line, rest)
    last = sentences(head)[-1:] if ends else [(0, len(head))]
    near = [hit for hit in hits if last and hit.start >= last[0][0]]
    signing = any(hit.kind in SIGNING for hit in near)
    announces = signing and announces_list(head, near)
    if signing and (ends or _heads_list(line, near)):
        return Cue(Role.CUE, 3, line.text if rest < 0 else line.text[:rest].rstrip(), rest)
    if announces:
        return Cue(Role.CUE, 3, line.text)
    if line.source.level and not ends and tells(line):
        return None
    if signing and not _ADDRESS.search(line.text) and not is_told_earlier(head, near):
        return Cue(Role.CUE, 2, line.text)
    told = any(hit.kind in SIGNING for hit in hits)
    if told and ends and rest < 0 and any(hit.kind in ("cues.among", "cues.intro") for hit in near):
        return Cue(Role.CUE, 3, line.text)
    weak = ends and rest < 0 and any(hit.kind in WEAK for hit in near)
    return Cue(Role.CUE, 1, line.text[last[0][0] :]) if weak else None


def _is_ended(line: Line, rest: int) -> bool:
    """Whether a colon ends what stands before the names."""
    return rest >= 0 or line.text.rstrip().endswith((":", "："))


def _supported(line: Line, head: str, rest: int, hits: list[Hit]) -> Cue | None:
    """A sentence such as ``The appeal is supported by these foundations:``: a verb, the statement and a colon."""
    if "cues.verbs" not in line.kinds or not _is_ended(line, rest):
        return None
    start = max((span[0] for span in sentences(head)), default=0)
    kinds = {hit.kind for hit in hits if hit.start >= start}
    told = {"cues.verbs", "statements.markers"} <= kinds and kinds.isdisjoint(SIGNING)
    return Cue(Role.CUE, 2, line.text if rest < 0 else line.text[:rest].rstrip(), rest) if told else None


def _heads_list(line: Line, hits: list[Hit]) -> bool:
    """A heading that begins as headings of signatures do and goes on with what was signed, without a verb."""
    starts = any(hit.kind == STRONG and hit.start == 0 for hit in hits)
    return starts and line.source.level > 1 and not tells(line)


def tells(line: Line) -> bool:
    """Whether it has a lower-case word of sentences that is no part of what headings of signatures say."""
    text, known = (
        line.text,
        {at for hit in line.hits if hit.kind in _CUE_KINDS for at in range(hit.start, hit.end)},
    )
    words = (
        hit for hit in name_matcher().find(text) if hit.kind == "sentences.words" and hit.start not in known
    )
    return any(text[word.start].islower() for word in words)
