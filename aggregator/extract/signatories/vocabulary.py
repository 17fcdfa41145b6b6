"""The phrases of all languages merged into matchers, made once."""

from __future__ import annotations

from functools import cache

from aggregator.extract.signatories.lexicon import languages
from aggregator.extract.signatories.match import Matcher, fold, folded
from aggregator.extract.signatories.phrases import matchers

_CUE_KINDS = (
    "cues.headings",
    "cues.weak",
    "cues.farewells",
    "cues.before",
    "cues.after",
    "cues.joined",
    "cues.joint",
    "cues.among",
    "cues.intro",
    "cues.order",
    "cues.verbs",
    "cues.undone",
    "not_signatures.headings",
    "not_signatures.phrases",
    "not_signatures.demands",
    "not_signatures.thanks",
    "not_signatures.objects",
    "not_signatures.credits",
    "not_signatures.copies",
    "statements.markers",
    "statements.voice",
)
_HEADING_KINDS = (
    "cues.filler",
    "groups.person",
    "groups.organisation",
    "groups.other",
    "counts.nouns",
    "counts.approximate",
)
_NAME_KINDS = (
    "roles.words",
    "roles.former",
    "roles.current",
    "names.courtesy",
    "names.honorifics",
    "names.offices",
    "names.plurals",
    "names.suffixes",
    "organisations.stems",
    "sentences.words",
)
_GROUPS = {
    "cues": _CUE_KINDS,
    "headings": _CUE_KINDS + _HEADING_KINDS,
    "names": _NAME_KINDS,
    "counts": (
        "counts.nouns",
        "counts.approximate",
        "counts.fewer",
        "counts.totals",
        "counts.others",
        "counts.earlier",
        "counts.signatures",
        "counts.behalf",
        "counts.we",
        "groups.person",
        "groups.organisation",
    ),
    "addressees": ("addressee.salutations", "addressee.phrases", "addressee.after"),
    "tails": ("lists.tails",),
    "others": ("lists.others", "lists.mourning", "lists.sending"),
}
"""The kinds that each matcher finds."""


@cache
def _matchers() -> dict[str, Matcher]:
    """The matchers; a phrase that several languages share is held once."""
    held: dict[tuple[str, str], tuple[str, str, str]] = {}
    kinds = dict.fromkeys(kind for group in _GROUPS.values() for kind in group)
    for language in languages():
        for kind in kinds:
            for phrase in language.phrases.get(kind, ()):
                held.setdefault((kind, phrase.lower()), (kind, language.code, phrase))
    sure = (entry for entry in held.values() if not _is_ambiguous(entry[0], entry[2]))
    return matchers(sure, _GROUPS)


def _is_ambiguous(kind: str, phrase: str) -> bool:
    """A word of sentences that is a particle of names in another language once folded; a single letter."""
    if kind == "sentences.words":
        key = folded(phrase)
        return len(key) < 2 or key in particles() or key in word_set("lists.conjunctions")
    return kind.startswith("names.") and len(folded(phrase)) < 2 and folded(phrase).isascii()


def cue_matcher() -> Matcher:
    """What marks lists and statements."""
    return _matchers()["cues"]


def heading_matcher() -> Matcher:
    """What marks lists, and what else may stand in a heading: group names, filler, counted nouns."""
    return _matchers()["headings"]


def name_matcher() -> Matcher:
    """What is found in entries: roles, titles, words of organisations and of sentences."""
    return _matchers()["names"]


def count_matcher() -> Matcher:
    """What stands around a claimed count."""
    return _matchers()["counts"]


def addressee_matcher() -> Matcher:
    """Salutations, and the words before and after an addressee."""
    return _matchers()["addressees"]


def tail_matcher() -> Matcher:
    """What ends a list that goes on elsewhere."""
    return _matchers()["tails"]


def others_matcher() -> Matcher:
    """What tells that a list below names others than signers."""
    return _matchers()["others"]


def warm() -> None:
    """Load the lexicons and make the matchers and sets that every page needs."""
    _matchers()
    doubtful_numbers()
    matched = {kind for group in _GROUPS.values() for kind in group}
    for kind in {kind for language in languages() for kind in language.phrases} - matched:
        word_set(kind)


@cache
def word_set(kind: str) -> frozenset[str]:
    """Single words of a kind in folded form; phrases of several words are left out."""
    return frozenset(phrase for phrase in phrase_set(kind) if phrase and " " not in phrase)


@cache
def phrase_set(kind: str) -> frozenset[str]:
    """The phrases of a kind in folded form, those of several words too."""
    return frozenset(folded(phrase) for language in languages() for phrase in language.phrases.get(kind, ()))


@cache
def words_of(kind: str, code: str) -> frozenset[str]:
    """Single words of a kind in one language, in folded form."""
    own = (language for language in languages() if language.code == code)
    return frozenset(folded(phrase) for language in own for phrase in language.phrases.get(kind, ()))


@cache
def characters(kind: str) -> frozenset[str]:
    """The phrases of a kind as they are written, for scripts that need no folding."""
    return frozenset(phrase for language in languages() for phrase in language.phrases.get(kind, ()))


@cache
def role_endings() -> tuple[str, ...]:
    """What words end in that languages which join words put together with one for a role, in folded form."""
    return tuple(sorted(word_set("roles.endings")))


@cache
def number_words() -> dict[str, int]:
    """Value of a number word or phrase by its folded form; words that are particles elsewhere are left out."""
    small = particles() | word_set("lists.conjunctions")
    pairs = ((folded(word), value) for language in languages() for word, value in language.numbers.items())
    return {word: value for word, value in pairs if word not in small}


@cache
def doubtful_numbers() -> dict[str, frozenset[str]]:
    """Number words that are small words of other languages, such as Turkish *on*, with the languages they count in."""
    small = word_set("sentences.words") | word_set("cues.filler") | word_set("counts.topics")
    doubtful = small.intersection(number_words())
    counted = [(folded(word), language.code) for language in languages() for word in language.numbers]
    return {word: frozenset(code for other, code in counted if other == word) for word in doubtful}


@cache
def scales() -> dict[str, int]:
    """Factor of a word that multiplies the digits before it, by its folded form; solid scripts as they are."""
    return {folded(word): value for language in languages() for word, value in language.scales.items()}


@cache
def particles() -> frozenset[str]:
    """Lower-case words inside personal names and names of organisations."""
    return frozenset(fold(word) for word in characters("names.particles") | characters("names.articles"))
