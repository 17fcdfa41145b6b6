"""Where the names of a list begin: behind words for signing, behind other words, or below a number's heading."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from aggregator.extract.signatories.countries import country_code
from aggregator.extract.signatories.cues import SIGNING, WEAK, Cue, Role, tells, unknown_group
from aggregator.extract.signatories.features import features
from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.match import keys, tokens
from aggregator.extract.signatories.named import is_subject
from aggregator.extract.signatories.roles import is_role_first
from aggregator.extract.signatories.runproofs import shows_names
from aggregator.extract.signatories.runs import is_bare_person, is_run, run_pieces
from aggregator.extract.signatories.shape import LIKELY, shape
from aggregator.extract.signatories.text import is_cased, list_number, sentences
from aggregator.extract.signatories.vocabulary import heading_matcher, word_set

_LABEL, _SHORT = 60, 3
_NEAR = 200
_LINKS = 0.6
"""Characters of the longest sentence that announces the names after it."""
_DETAIL = 200
_FIRST_CARDS, _CARD_LINES = 2, 3
_FEW_WORDS = 3
_SUBHEADING = 80
_ORNAMENTS = "◆■▼◇□▲◎★☆▶【〈《［<["
"""Signs that stand before headings in place of markup."""
_CELLS = ("td", "th")
_SENTENCES, _BRACKETS = 3, "(（[［"
"""Sentences of a run with remarks behind it at most; a name of the agency in brackets begins news."""
_TELLING = (*SIGNING, "statements.markers", "statements.voice")
_ANNOUNCING = (
    *SIGNING,
    *WEAK,
    "cues.intro",
    "cues.order",
    "cues.verbs",
    "statements.voice",
    "groups.person",
    "groups.organisation",
)


def names_follow(text: str) -> bool:
    """Whether the words behind a cue are a name or a run of names."""
    first = text[slice(*run_pieces(text, prose=False)[0])] if text.strip() else ""
    return shape(first).grade == LIKELY or is_run(text) or is_role_first(first)


def is_near(cue: Cue, line: Line) -> bool:
    """Whether the cue stands right before its names; ``we, the undersigned`` may open the statement."""
    if cue.strength != 3 or cue.text.rstrip().endswith((":", "：")):
        return cue.strength == 3
    opens = line.has("statements.voice") and cue.text.rstrip().endswith((".", "。", "।"))
    return len(cue.text) <= _NEAR and not opens


def is_item_of(cue: Cue, cue_line: Line, line: Line) -> bool:
    """An item of the list that the cue is an item of itself: who tells there of signing announces none of the others."""
    return cue.strength == 2 and line.source.tag == "li" and line.group == cue_line.group


def proves_run(cue: Cue, text: str) -> bool:
    """Whether a run some way behind words for signing shows that it is one of names, where no capitals do."""
    return cue.strength != 3 or is_cased(text) or shows_names([text])


def begins_with_name(text: str) -> bool:
    """Whether a run that makes a paragraph begins with a name: a sentence of news parts at its commas too."""
    first = next((text[start:end] for start, end in run_pieces(text, prose=False)), "")
    told = any(hit.kind in _TELLING for hit in heading_matcher().find(first))
    if told or (is_cased(first) and first.lstrip()[:1] in _BRACKETS):
        return False
    return not is_cased(first) or len(sentences(text)) == 1 or is_subject(first) or is_role_first(first)


def is_broken_off(lines: Sequence[Line]) -> bool:
    """Whether the run behind a cue is broken into lines of its block: the first and the next of these lines."""
    return len(lines) > 1 and lines[-1].group == lines[0].group and is_run(lines[-1].text)


def is_labelled(line: Line) -> bool:
    """A run behind words of its own that name no kind of signers, such as ``Present: A, B, C``."""
    label, mark, _ = line.text.replace("：", ":").partition(":")
    known = line.has("groups.person", "groups.organisation", "groups.other", "cues.headings", *WEAK)
    return bool(mark) and len(label) < _LABEL and not known and not country_code(label)


def stands_over_numbers(lines: Sequence[Line], position: int) -> bool:
    """A line without a number right above entries numbered from one."""
    return [list_number(line.text) for line in lines[position : position + 3]] == [None, 1, 2]


def may_detail(line: Line, anchor: Line, members: int, patterns: Collection[object]) -> bool:
    """Whether a line between entries may be the role of the name above: made like details before it, or near the
    list's beginning, no heading, and inside the container of lists where the names are."""
    if len(line.text) > _DETAIL:
        return False
    heads = line.heading or line.text.rstrip().endswith((":", "："))
    outside = anchor.source.nesting > 0 and not line.source.nesting
    early = not (heads or outside or members > _FIRST_CARDS)
    return line.source.pattern in patterns or early


def is_long_role(line: Line) -> bool:
    """A line that begins with a role and is too long for a name."""
    stopped = line.text.rstrip().endswith((".", "。", "।"))
    hits = features(line.text).hits
    return (
        len(line.text) <= _DETAIL
        and not stopped
        and any(h.kind == "roles.words" and h.start == 0 for h in hits)
    )


def is_sentence(line: Line) -> bool:
    """A line in plain letters such as ``The letter was received by:``, which heads no group of signers."""
    return not line.heading and len(keys(line.text)) > _FEW_WORDS and tells(line)


def is_subheading(cue: Cue, lines: Sequence[Line], cue_index: int, position: int) -> bool:
    """A heading below the cue's, or a line that ends in a colon: the first group's name."""
    line, cue_line = lines[position], lines[cue_index]
    below = line.source.level > max(cue_line.source.level, 1)
    following = lines[position + 1 : position + 2]
    apart = bool(following) and following[0].source.level != line.source.level
    apart = apart and not _heads_card(line, lines[position + 1 : position + 2 + _CARD_LINES])
    apart = apart or bool(following and unknown_group(line).kind and not line.source.nesting)
    return (
        cue.strength == 3
        and len(line.text) <= _SUBHEADING
        and apart
        and (below or line.text.rstrip().endswith((":", "：")) or line.text[:1] in _ORNAMENTS)
    )


def _heads_card(line: Line, below: Sequence[Line]) -> bool:
    """Whether it is a name over what its bearer is: the next is made like it, behind one line or some with a role."""
    again = next(
        (index for index, other in enumerate(below) if other.source.pattern == line.source.pattern), 0
    )
    return again == 1 or (again > 1 and is_bare_person(line.text) and features(below[0].text).tells_role(0))


def announces_others(line: Line) -> bool:
    """A sentence that ends in a colon and says nothing of signing, such as ``See how each member voted:``."""
    return line.text.rstrip().endswith((":", "：")) and tells(line) and not line.has(*_ANNOUNCING)


def heads_others(line: Line) -> bool:
    """A heading that ends in a colon and begins with a word for other people, as in ``Prisoners of conscience:``."""
    begins = (h for h in line.hits if h.kind == "not_signatures.headings" and h.start == 0 and h.end > _SHORT)
    known = line.has("groups.person", "groups.organisation", *SIGNING)
    return line.text.rstrip().endswith((":", "：")) and len(line.text) <= _LABEL and not known and any(begins)


def ends_list(line: Line, cue: Cue | None, inside: bool) -> bool:
    """Whether words for another list, or for signing, end the list; ``inside``: the line is made as its entries are."""
    if cue is None or cue.role is Role.GROUP:
        return cue is None and heads_others(line)
    if cue.role is Role.STOP:
        return not (inside and line.source.nesting)
    return cue.strength != 2


def share_cell(one: Line, other: Line) -> bool:
    """Whether two lines stand in the same cell of a table that lays the page out, or both in none."""
    return _cell(one) is _cell(other)


def is_list_beside(one: Line, item: Line) -> bool:
    """Whether a line is the item of a list, no list of links, that stands beside another line in the same element."""
    beside = item.source.above.rpartition("/")[0] == one.source.above
    return item.source.tag == "li" and beside and item.source.link_share <= _LINKS


def _cell(line: Line) -> object:
    element = line.source.element
    return element if element.tag in _CELLS else next(element.iterancestors(*_CELLS), None)


def behind_group(text: str, start: int, end: int) -> tuple[int, str]:
    """Where names begin behind a plain word for them, as in ``the parties Harbour Front, ...``, and their kind."""
    head = text[start : min(end, start + _LABEL)]
    words, articles = tokens(head), word_set("names.articles")
    noun = next((word for word in words if word.key not in articles), None)
    name = next(
        (word for word in words if noun and word.start > noun.start and head[word.start].isupper()), None
    )
    if noun is None or name is None or not head[noun.start].islower():
        return start, ""
    kinds = {hit.kind for hit in heading_matcher().find(head[: name.start]) if hit.start == noun.start}
    found = "groups.organisation" in kinds and "groups.person" not in kinds
    return (start + name.start, "organisation") if found else (start, "")
