"""Lines that greet those whom a letter is for."""

from __future__ import annotations

from aggregator.extract.signatories.lines import Line
from aggregator.extract.signatories.vocabulary import addressee_matcher

_LONGEST = 120
_PREPOSITION = 3
"""Letters of salutations such as ``to``, which begin other lines as well."""
_WORDS, _ENDS = 5, (",", ":", "!", "，", "：", "！")
"""Words of a salutation, or what ends a shorter one."""


def is_salutation(line: Line) -> bool:
    """Whether a line of its own begins as salutations do."""
    text = line.text.strip()
    if len(text) > _LONGEST or line.source.nesting or line.source.link_share:
        return False
    hits = [hit for hit in addressee_matcher().find(text) if hit.kind == "addressee.salutations"]
    return any(hit.start == 0 and hit.end > _PREPOSITION for hit in hits)


def greets(line: Line) -> bool:
    """Whether a salutation cannot be a name: *Cara* is a given name in one language and *dear* in another."""
    said = line.text.rstrip().endswith(_ENDS) or len(line.text.split()) >= _WORDS
    return said and is_salutation(line)
