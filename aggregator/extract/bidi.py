"""Lines as they are drawn, from left to right, to the order in which they are read.

A small part of the Unicode bidirectional algorithm (UAX #9), backwards: a line in a right-to-left script is turned
around as a whole, and numbers and words of left-to-right scripts within it are turned back.
"""

from __future__ import annotations

import re

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u05ff\u0600-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
)
_LEFT_TO_RIGHT = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u052f]")
_TURNED_BACK = re.compile(
    r"[A-Za-z\u00c0-\u024f\u0370-\u052f\d](?:[^\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\n]*"
    r"[A-Za-z\u00c0-\u024f\u0370-\u052f\d])?"
)
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def is_right_to_left(text: str) -> bool:
    """Whether most letters are of a script written from right to left."""
    return len(_RIGHT_TO_LEFT.findall(text)) > len(_LEFT_TO_RIGHT.findall(text))


def logical(line: str) -> str:
    """A line of a page in such a script, given as drawn, in reading order; one without its letters as it is."""
    if not _RIGHT_TO_LEFT.search(line):
        return line
    turned = line[::-1].translate(_MIRRORED)
    return _TURNED_BACK.sub(lambda match: match[0][::-1].translate(_MIRRORED), turned)
