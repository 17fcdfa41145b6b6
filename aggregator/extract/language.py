"""Which language a text is in: what the source publishes in first, detection second, the page's claim where they waver."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import islice

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from aggregator.extract.density import weight
from aggregator.items import TextBlock

SHORT = 60
"""Weight of a text below which detection is no better than a guess."""
ENOUGH = 800
"""Characters looked at; more change nothing."""
GLANCE = 160
"""Characters of a block looked at to see whether it is in the article's language."""
LIKELY = 0.02
"""Probability a claimed language must have for the claim to win over the likeliest one."""
SCRIPT_LETTERS = 8
SURE = 0.9
CERTAIN = 0.99
"""Probability at which the beginning of a text settles that a claimed language is right."""
UNLIKELY = 0.001
MIN_BLOCK = 120
MAX_BLOCKS = 4
MIN_PERSIAN = 0.005
"""Share of letters that Arabic does not have from which a text called Arabic is looked at again."""

_ALIASES = {
    "ary": "ar",
    "arz": "ar",
    "nb": "no",
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "sdh": "ckb",
    "wuu": "zh",
    "yue": "zh",
    "cmn": "zh",
    "uzs": "uz",
    "fil": "tl",
    "prs": "fa",
    "pes": "fa",
    "kmr": "ku",
    "fuv": "ff",
    "gug": "gn",
    "kik": "ki",
}
_FAMILY = {"ckb": "ku", "nn": "no"}
"""Languages a source may name by their wider name."""
_UNWANTED = frozenset(
    (
        "ace",
        "bcl",
        "ext",
        "gcf",
        "gcr",
        "guw",
        "hbo",
        "ltg",
        "pcm",
        "zxx",
        "grc",
        "lij",
        "vec",
    )
)
_NOT_ARABIC = re.compile("[پچژگ]")
_TO_PERSIAN = str.maketrans("يكىة", "یکیه")
_CODE = re.compile(r"[a-zA-Z]{2,3}(?=$|[-_])")


def code_of(tag: str) -> str:
    """ISO 639-1 code (639-3 where there is none) of a language tag such as ``pt-BR`` or ``zh_Hans``; empty for none."""
    match = _CODE.match(tag.strip())
    code = match[0].lower() if match else ""
    return _ALIASES.get(code, code)


def detect(text: str) -> list[tuple[str, float]]:
    """Languages by likelihood, best first, as (code, probability); empty for a text without letters.

    Of a long text the beginning, the middle and the end are asked apart, so that a quotation does not decide.
    """
    samples = [sample for sample in _samples(text) if any(c.isalpha() for c in sample)]
    total = sum(map(len, samples))
    sums: dict[str, float] = {}
    for sample in samples:
        for code, probability in _ranked(sample):
            sums[code] = sums.get(code, 0.0) + probability * len(sample) / total
    return sorted(sums.items(), key=lambda pair: -pair[1])


def _samples(text: str) -> list[str]:
    if len(text) <= ENOUGH:
        return [text]
    quarter, middle = ENOUGH // 4, len(text) // 2
    return [text[: 2 * quarter], text[middle : middle + quarter], text[-quarter:]]


def _ranked(sample: str) -> list[tuple[str, float]]:
    """Likely languages of a sample; one called Arabic that has Persian letters is asked again in Persian spelling."""
    ranked = _identifier().rank(sample)
    if _ALIASES.get(ranked[0][0], ranked[0][0]) == "ar" and len(
        _NOT_ARABIC.findall(sample)
    ) > MIN_PERSIAN * len(sample):
        ranked = _identifier().rank(sample.translate(_TO_PERSIAN))
    return [
        (_ALIASES.get(label, label), float(probability))
        for label, probability in ranked
        if probability > UNLIKELY
    ]


@cache
def _identifier() -> LanguageIdentifier:
    """py3langid's model (140 languages), loaded once a process, without labels that only draw errors.

    Its table is packed in half precision; as single precision, one feature after the other, it is read in a third of
    the time with the same result, for 26 MB more.
    """
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in identifier.labels if label not in _UNWANTED])
    identifier.nb_ptc = np.ascontiguousarray(identifier.nb_ptc, dtype=np.float32)
    return identifier


def language_of(text: str, source: Sequence[str] = (), claimed: str = "") -> tuple[str, str]:
    """Return (code, method). ``source``: languages the source publishes in; ``claimed``: the page's lang attribute.

    Methods: ``source``, ``page``, ``detection``, and two of them with a plus where they agree. Two empty strings where
    nothing is known.
    """
    claims = [(code, "source") for code in source] + [(code_of(claimed), "page")]
    ranked = _opening(text, claims) or detect(text)
    probable = dict(ranked)
    best = ranked[0][0] if ranked else ""
    short = weight(text[:ENOUGH]) < SHORT
    for code, method in claims:
        if code and best and _is_same(best, code):
            return code, f"{method}+detection"
    for code, method in claims:
        if code and (not best or short or probable.get(code, 0.0) >= LIKELY):
            return code, method
    return (best, "detection") if best else ("", "")


def _opening(text: str, claims: Sequence[tuple[str, str]]) -> list[tuple[str, float]]:
    """The languages of a long text by its beginning, if that is surely in a language claimed for it; else nothing."""
    if len(text) <= ENOUGH or not any(code for code, _ in claims):
        return []
    ranked = _ranked(_samples(text)[0])
    agreed = ranked[0][1] >= CERTAIN and any(_is_same(ranked[0][0], code) for code, _ in claims if code)
    return ranked if agreed else []


def mark_blocks(blocks: Sequence[TextBlock], language: str) -> None:
    """Set the language of long blocks that are surely in another language than the article's.

    The longest blocks and those in another script are looked at; if one of them is foreign, all are.
    """
    long = sorted((b for b in blocks if weight(b.text) >= MIN_BLOCK), key=lambda b: -len(b.text))
    scripts = [_script(block.text) for block in long]
    usual = Counter(scripts).most_common(1)[0][0] if scripts else ""
    odd = {i for i, script in enumerate(scripts) if i < MAX_BLOCKS or script != usual}
    foreign = [i for i in sorted(odd) if _mark(long[i], language)]
    if foreign:
        for i in range(len(long)):
            if i not in odd:
                _mark(long[i], language)


def _mark(block: TextBlock, language: str) -> bool:
    """Set a block's language if it is surely not the article's; whether it was set."""
    label, probability = _identifier().classify(block.text[:GLANCE])
    if probability < SURE or _is_same(_ALIASES.get(label, label), language):
        return False
    code, probability = next(iter(detect(block.text)), (language, 0.0))
    if probability >= SURE and not _is_same(code, language):
        block.language = code
    return bool(block.language)


def _script(text: str) -> str:
    """First word of the Unicode names of most of the first letters: LATIN, ARABIC, CJK ..."""
    letters = list(islice((c for c in text if c.isalpha()), SCRIPT_LETTERS))
    if not letters:
        return ""
    if all(map(str.isascii, letters)):
        return "LATIN"
    return Counter(unicodedata.name(c, "?").partition(" ")[0] for c in letters).most_common(1)[0][0]


def _is_same(code: str, language: str) -> bool:
    return language in (code, _FAMILY.get(code))
