"""The lists of a statement that no cue announces: at its end, or right before the signatures added to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from aggregator.extract.signatories.cues import SIGNING, Cue, Role, is_known
from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.labels import tally
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.match import keys
from aggregator.extract.signatories.numerals import numbers
from aggregator.extract.signatories.page import Member, Page, Region, head_members
from aggregator.extract.signatories.regions import listed
from aggregator.extract.signatories.runproofs import shows_names
from aggregator.extract.signatories.runs import is_run, run_pieces
from aggregator.extract.signatories.shape import LIKELY, NO, shape
from aggregator.extract.signatories.statement import is_undersigned, voices
from aggregator.extract.signatories.telling import is_about_others, tells_of_others
from aggregator.extract.signatories.text import list_number
from aggregator.extract.signatories.tongues import tongues, words_in
from aggregator.extract.signatories.vocabulary import count_matcher

_LEAST, _MANY = 4, 8
_SHARE = 0.75
_PARAGRAPH = 120
_SENTENCE = 15
_SHORT = 60
_LINKS = 0.6
_SIGNERS = 0.75
_NAME = 3
_TITLED = 2
"""Score of a page whose title or salutation tells of a statement."""
_SURE = 3
"""Strength of a cue that tells of signatures."""
_QUOTED = re.compile('["“”„«»「」]')
_REMARKS = 3
"""Paragraphs of a site to its readers that may follow a letter."""
_DATED = re.compile(r"^[^\d,]{2,40},\s(?:[^\W\d_]{1,12}\s){1,3}(?:19|20)\d{2}\.?$")
"""A place, a month and a year."""
_CAPITAL = "[^\\W\\d_a-zà-ÿа-яё-џґ]\\."
_INITIALS = re.compile(
    rf"^(?:{_CAPITAL}[\s-]?){{1,3}}[^\W\d_]{{2}}|[^\W\d_]{{2}},?\s+(?:{_CAPITAL}\s?){{1,3}}$"
)


def closing(page: Page) -> Region | None:
    """The list that ends a statement without any cue: the last run of entries with no text of the article after it.

    Behind ``we, the undersigned`` persons with titles or roles may stand before the words of the site to its readers.
    """
    end = len(page.lines)
    for remark, start in enumerate(islice(_behind_texts(page), _REMARKS + 1)):
        found = _last_run(page, start, end)
        if found and (remark == 0 or _is_signed(page, found)):
            return found
        end = start - 1
    return None


def _last_run(page: Page, start: int, end: int) -> Region | None:
    """The last run of entries among these lines that may close a statement."""
    found: Region | None = None
    begin = start
    for index in range(start, end + 1):
        if index < end and _goes_on(page, index) and (index == begin or _alike(page, index)):
            continue
        found = _closing_run(page, begin, index) or found
        begin = index if index < end and _closes(page, index) else index + 1
    return found


def _behind_texts(page: Page) -> Iterator[int]:
    """Indexes of the lines behind paragraphs of the article, from the last one on; 0 where there is none."""
    for index in range(len(page.lines) - 1, -1, -1):
        if _is_text(page.lines[index]) and not _goes_on(page, index):
            yield index + 1
    yield 0


def first_wave(page: Page, later: Region) -> Region | None:
    """The list right before the cue of a later one made alike, such as ``Signatures added since:``.

    Only a short line, as a place and a date, may stand between.
    """
    if later.cue_line < 1 or not later.members:
        return None
    end = later.cue_line
    between = page.lines[end - 1]
    if not _closes(page, end - 1) and len(between.text) <= _SHORT and between.source.level == 0:
        end -= 1
    start = end
    while start > 0 and _closes(page, start - 1) and _made_alike(page.lines[start - 1], later):
        start -= 1
    return _closing_run(page, start, end)


def _made_alike(line: Line, later: Region) -> bool:
    first = later.members[0].line
    return line.source.pattern == first.source.pattern and line.whole == first.whole


def grouped(page: Page) -> Iterator[Region]:
    """Lists under words for a kind of signers; before any text of the statement they name its addressees.

    Words for a kind of signers among the entries of a list are one of them, as in ``Students for Students``.
    """
    found = (region for region in listed(page, groups=True) if _has_text(page, region.cue_line))
    return (region for region in found if not _is_item(page, region))


def _is_item(page: Page, region: Region) -> bool:
    """Whether the line that heads a list stands in it, behind other items of the same list."""
    head, first = page.lines[region.cue_line], region.members[0].line
    before = page.lines[max(region.cue_line - 1, 0)]
    return head.source.nesting > 0 and head.group == first.group == before.group


def signs_off(page: Page, region: Region) -> bool:
    """Whether the signers speak before the list, so that the page need not call itself a statement.

    The list is marked up as the text is, of persons with titles, roles or initials, or of organisations; right behind
    ``we, the undersigned`` bare names in any markup do. Words in quotation marks are those of somebody quoted.
    """
    above = page.lines[: region.cue_line + 1]
    if region.likely < 1 or not any(map(voices, above)):
        return False
    if is_undersigned(above) and any(map(voices, above[-2:])):
        return True
    return above[-1].source.tag == region.members[0].line.source.tag and _are_signers(region)


def is_of_signers(page: Page, region: Region, score: int) -> bool:
    """Whether titles and roles show who closes a text in which no phrase shows that signers speak.

    A line above must announce signatories, or the page's title of a statement and its last paragraphs be in the first
    person.
    """
    above = page.lines[: region.cue_line + 1]
    told = (score > 0 and _announces(page, region)) or (score >= _TITLED and any(map(_is_ours, above[-2:])))
    return told and region.cue is None and region.likely == 1 and not region.linked and _are_signers(region)


def _announces(page: Page, region: Region) -> bool:
    """Whether a line above, such as ``The letter and its signatories are below``, says that the text has signatories."""
    cues = page.cues[: region.cue_line + 1]
    return any(cue is not None and (cue.strength == _SURE or _tells_of_signers(cue)) for cue in cues)


def _tells_of_signers(cue: Cue) -> bool:
    """Whether a sentence counts those who signed, as in ``say the 30 signatories to this letter``."""
    hits = count_matcher().find(cue.text) if cue.strength == _TITLED else []
    signers = [hit.start for hit in hits if hit.kind == "counts.signatures"]
    return any(0 <= start - number.end <= _NAME for number in numbers(cue.text) for start in signers)


def _is_ours(line: Line) -> bool:
    """Whether a paragraph is in the first person, outside quotation marks."""
    ours = not words_in("counts.we", tongues(line.text)).isdisjoint(keys(line.text))
    return ours and _is_text(line) and not _QUOTED.search(line.text)


def _are_signers(region: Region) -> bool:
    texts = [member.line.text for member in region.members]
    if len(texts) == 1 and is_run(texts[0]):
        texts = [texts[0][start:end] for start, end in run_pieces(texts[0], prose=False)]
    return sum(map(_is_signer, texts)) >= _SIGNERS * len(texts) and len(texts) >= _LEAST - 1


def _is_signed(page: Page, region: Region) -> bool:
    """Whether titles and roles alone show whose names close what the undersigned, or many who speak, say."""
    above = page.lines[: region.cue_line + 1]
    said = is_undersigned(above) or (region.size >= _MANY and any(map(voices, above)))
    said = said or _announces(page, region)
    return region.likely == 1 and said and _are_signers(region)


def _is_signer(text: str) -> bool:
    """A name that stands for a person or an organisation by itself: titles, a role, initials, letters, a stem."""
    seen = shape(text)
    lettered = features(text).in_head("names.suffixes")
    return seen.named or seen.stem or bool(lettered) or bool(_INITIALS.search(text))


def _has_text(page: Page, end: int) -> bool:
    """Whether a paragraph stands before this line."""
    return any(
        line.shape.grade == NO and len(line.text) >= _SENTENCE and not line.text.endswith((":", "："))
        for line in page.lines[:end]
    )


def _alike(page: Page, index: int) -> bool:
    return page.lines[index].is_made_like(page.lines[index - 1])


def _closing_run(page: Page, start: int, end: int) -> Region | None:
    """A run of lines as a region, if it follows text of the article and is no list of links."""
    end = _behind_names(page, start, end)
    first = start + (start < end and bool(_DATED.search(page.lines[start].text)))
    members = _members(page.lines[first:end])
    if start == 0 or not _leads(page, start - 1):
        return None
    runs = list(takewhile(lambda member: is_run(member.line.text), members))
    if shows_names([member.line.text for member in runs]):
        members, end = runs, first + len(runs)
    elif len(members) < _LEAST and not _are_titled(members):
        return None
    heading = page.cues[start - 1]
    region = Region(heading, start - 1, members, end - 1)
    return region if region.likely >= _SHARE and region.linked <= _LINKS else None


def _are_titled(members: Sequence[Member]) -> bool:
    """Three persons with titles before their names close a letter as four without do."""
    return len(members) == _LEAST - 1 and all(features(member.line.text).titled for member in members)


def _members(lines: Sequence[Line]) -> list[Member]:
    """The entries of these lines; a line that counts those above it is their heading."""
    members: list[Member] = []
    for line in lines:
        words = tally(line.text)
        if words is None:
            members.append(Member(line))
        else:
            head_members(members, words)
    return members


def _behind_names(page: Page, start: int, end: int) -> int:
    """Where the names of a run of lines end: remarks behind them are no entries, or the only ones with a full stop."""
    if start < end and tally(page.lines[end - 1].text) is not None:
        return end
    stopped = sum(page.lines[index].text.endswith(".") for index in range(start, end))
    while end > start:
        line = page.lines[end - 1]
        long = len(line.text.split()) > _NAME
        remark = long and line.text.endswith(".") and 2 * stopped < end - start and not line.shape.named
        if page.is_entry(end - 1, LIKELY) and not remark:
            break
        end -= 1
    return end


def _leads(page: Page, index: int) -> bool:
    """The line before a closing list: a paragraph, a date, or words for a kind of signers."""
    line, cue = page.lines[index], page.cues[index]
    if line.source.chrome or line.source.level or not _has_text(page, index + 1):
        return False
    if cue is not None:
        return cue.role is Role.GROUP and bool(cue.kind)
    if line.text.rstrip().endswith((":", "：")) or (line.has("cues.intro") and not line.has(*SIGNING)):
        return _speaks(line)
    if tells_of_others(line):
        return False
    return line.shape.grade == NO or line.text.rstrip().endswith((".", "。", "!", "！"))


def _speaks(line: Line) -> bool:
    """The signers speak in it or their names are put in order; other lines announce other names."""
    return line.has("statements.voice", *SIGNING) or (line.has("cues.order") and is_known(line))


def _closes(page: Page, index: int) -> bool:
    line = page.lines[index]
    return (
        page.cues[index] is None
        and line.source.level == 0
        and not line.source.chrome
        and (page.is_entry(index) or _is_counted(page, index))
        and not (line.text.endswith(".") and len(line.text) >= _SHORT and is_about_others(line.text))
    )


def _is_counted(page: Page, index: int) -> bool:
    """Whether the numbers of a line and its neighbours count up or down, so that a comment behind a name is no text."""
    near = [list_number(line.text) for line in page.lines[max(index - 1, 0) : index + 2]]
    if len(near) < _TITLED + 1 or None in near:
        return False
    first, own, last = (number or 0 for number in near)
    return own - first == last - own and abs(own - first) == 1


def _goes_on(page: Page, index: int) -> bool:
    return _closes(page, index) or (index > 0 and tally(page.lines[index].text) is not None)


def _is_text(line: Line) -> bool:
    """A paragraph of an article."""
    return (
        len(line.text) >= _PARAGRAPH
        and not line.source.chrome
        and line.source.link_share < _LINKS
        and line.shape.grade == NO
    )
