"""What Japanese, Korean and Chinese sentences put behind names: ``さん``, ``氏``, ``씨``, and a count of those named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.extract.signatories.text import Span

_HONORIFIC = "さん|氏|様|女史|씨|님"
_COUNT = r"[^、，,]{0,8}?[\d０-９数數上一二三四五六七八九十百千][\d十百千万萬余餘多여]*\s*[人名氏位명]"
_BEHIND = re.compile(rf"(?<=[^\s、，,]{{2}})\s?(?:{_HONORIFIC})(?:ら|たち|など|\s?등)?(?:{_COUNT})?$")
_COUNTED = re.compile(
    rf"(?<=[^\s、，,]{{2}})(?:ら|など|等){_COUNT}$|の(?:[\d０-９二両三四五六七八九十]+|各)氏$|両氏$"
    rf"|(?<=[\u3400-\u9fff]{{2}})(?:ら$|[\d两兩二三四五六七八九十]{{1,3}}[人位名]$)"
)
AND_BEHIND = re.compile(r"(?:(?<=さん)|(?<=氏))[やと](?=[^\s、，,]{2})")
"""*And* between two names of which the first is honoured."""


_OBJECT = re.compile(
    r"[^\s、，,]{2,10}?(?:さん|氏|様|女史)(?:ら|たち)?(?:の(?![\d０-９二三四五六七八九十])|[をへに]|から)"
)


def is_object(piece: str) -> bool:
    """Whether something is done to the last of several persons, as in ``高橋正さんの釈放を求めた``: none of them acts."""
    return _OBJECT.match(piece) is not None


def without_honorifics(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans of names without honorifics behind them, the last without a count of all of them too."""
    last = [_cut(text, span, _COUNTED) for span in spans[-1:]]
    return [_cut(text, span, _BEHIND) for span in (*spans[:-1], *last)]


def _cut(text: str, span: Span, ending: re.Pattern[str]) -> Span:
    start, end = span
    match = ending.search(text[start:end])
    return (start, start + match.start()) if match else span
