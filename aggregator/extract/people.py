"""From an author line to the names of people in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aggregator.extract.dates.fold import fold
from aggregator.extract.dates.lexicon import Lexicon, lexicon
from aggregator.extract.site import is_site
from aggregator.extract.text import bare, clean
from aggregator.extract.words import Words, agencies, small_words

MAX_LINE = 300
MAX_NAME = 60
MAX_TOKENS = 6
MIN_NAME_TOKENS, MAX_VISIBLE_TOKENS = 2, 5

_NOISE = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|(?<!\w)@\w+|\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_SEGMENT = re.compile(r"\s*[|•·\n;；/]\s*|\s+[-–—]+\s+|\s{2,}")
_COMMA = re.compile(r"\s*[,，،、&]\s*")
_LABEL = re.compile(r"(?:^|[\s|·•])([^\s:：|]{1,20})\s?[:：]\s*")
_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"\S+")
_EDGES = " .,:;-–—'\"“”„«»*|/\\()[]، "
_CASELESS = re.compile("[\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DENSE = re.compile("^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af・·\\s]+$")


@dataclass(frozen=True, slots=True)
class Reader:
    """Takes names out of author lines of one page."""

    words: Words
    sites: frozenset[str]

    def people(self, line: str, *, visible: bool = False) -> list[str]:
        """Names of people in an author line, as printed, in order, each once.

        ``visible``: the line was printed on the page, not stated as data; then only what looks like a name counts.
        """
        if len(line) > MAX_LINE:
            return []
        found: dict[str, str] = {}
        for segment in _SEGMENT.split(_NOISE.sub(" ", clean(line))):
            for part in self._parts(self._cut(self._after_by(segment, visible=visible))):
                name = "" if bare(part) in self.words.nobody else self._tidy(part)
                if name and self._is_person(name, visible=visible):
                    found.setdefault(bare(name), name)
        return list(found.values())

    def credit(self, line: str) -> str:
        """The organisation a stated author line names; empty for accounts and desks without a name."""
        name = self._after_by(_NOISE.sub(" ", clean(line)), visible=False)
        form = bare(name)
        usable = (
            form
            and len(name) <= MAX_NAME
            and form not in self.words.nobody
            and any(c.isalpha() for c in name)
        )
        return name if usable else ""

    def announced(self, line: str) -> str:
        """What follows a word for "by" at the beginning of a line, or such a word with a colon anywhere; else nothing."""
        rest = self._after_by(line, visible=True)
        if rest != _bare_edges(line):
            return rest
        labels = list(_LABEL.finditer(line))
        for label, following in zip(labels, [*labels, None][1:], strict=True):
            if bare(label[1]) in self.words.by:
                return _bare_edges(line[label.end() : following.start() if following else len(line)])
        return ""

    def is_credit(self, line: str) -> bool:
        """Whether a line credits a picture or a source."""
        return _starts(bare(line), self.words.credit)

    def _after_by(self, line: str, *, visible: bool) -> str:
        line = _bare_edges(line)
        for _ in range(2):
            head = _longest_prefix(line, self.words.by)
            if not head or (not visible and len(head) <= 2 and head != "by"):
                break
            if (
                len(head) <= 2
                and line[0].isupper()
                and head != "by"
                and len(line.split()) < MIN_AFTER_SHORT_BY
            ):
                break
            line = _drop_words(line, len(head.split()))
        return line

    def _cut(self, line: str) -> str:
        """The line up to the first digit, with the day and month before it, or word that begins something else."""
        digit = _DIGIT.search(line)
        if digit:
            line = _without_date(line[: digit.start()])
        tokens = list(_TOKEN.finditer(line))
        forms = [bare(token.group()) for token in tokens]
        for i in range(1, len(tokens)):
            if _is_particle(tokens[i].group()):
                continue
            if any(" ".join(forms[i : i + n]) in self.words.cut for n in (1, 2, 3)):
                return line[: tokens[i].start()]
        return line

    def _parts(self, line: str) -> list[str]:
        parts: list[str] = []
        for piece in _COMMA.split(line):
            parts.extend(self._split_and(piece))
        return parts

    def _split_and(self, piece: str) -> list[str]:
        tokens = piece.split()
        for i, token in enumerate(tokens):
            if (
                0 < i < len(tokens) - 1
                and bare(token) in self.words.and_
                and (len(token) > 1 or _full(tokens, i))
            ):
                return [" ".join(tokens[:i]), *self._split_and(" ".join(tokens[i + 1 :]))]
        return [piece]

    def _tidy(self, part: str) -> str:
        """Strip roles, titles and degrees off both ends."""
        part = _bare_edges(part)
        while part:
            shorter = _bare_edges(self._strip_end(self._strip_start(part)))
            if shorter == part:
                break
            part = shorter
        return part

    def _strip_start(self, part: str) -> str:
        head = _longest_prefix(part, self.words.roles)
        return _drop_words(part, len(head.split())) if head else part

    def _strip_end(self, part: str) -> str:
        tokens = part.split()
        for count in range(min(4, len(tokens)), 0, -1):
            form = bare(" ".join(tokens[-count:]))
            if form in self.words.roles or (count == 1 and form in small_words().degrees):
                return " ".join(tokens[:-count])
        return part

    def _is_person(self, name: str, *, visible: bool) -> bool:
        form = bare(name)
        if (
            not form
            or len(name) > MAX_NAME
            or form in self.words.nobody
            or form in agencies()
            or form in small_words().endings
        ):
            return False
        if form in self.words.roles or form in self.words.by or is_site(name, self.sites):
            return False
        if fold(name) in lexicon(()).fillers:
            return False
        if self.words.organisation.intersection(form.split()) or _starts(form, self.words.credit):
            return False
        tokens = name.split()
        if _DENSE.match(name):
            if any(word in form for word in self.words.organisation if _DENSE.match(word)):
                return False
            return 2 <= len(form.replace(" ", "")) <= (7 if visible else 16)
        return (
            _looks_like_name(tokens)
            if visible
            else len(tokens) <= MAX_TOKENS and any(c.isalpha() for c in name)
        )


MIN_AFTER_SHORT_BY = 3
"""Words a line must have for its capitalised 'Di' or 'De' to be a 'by' and not the beginning of a name."""


def _is_particle(token: str) -> bool:
    """Whether a word is the capitalised particle of a name: "Le" in "Loup Le Brazidec", not in "le 3 mai"."""
    return token[0].isupper() and token.lower() in small_words().particles


def _without_date(line: str) -> str:
    """The line before a digit without the weekday, month and small words of a date that end it.

    Two words stay in any case: "August" and "Sunday" are names too.
    """
    tokens = list(_TOKEN.finditer(line))
    words = lexicon(())
    end = len(tokens)
    while end > MIN_NAME_TOKENS and _of_date(tokens[end - 1].group(), words):
        end -= 1
    return line[: tokens[end - 1].end()] if end else line


def _of_date(token: str, words: Lexicon) -> bool:
    form = fold(token).strip(_EDGES)
    return not form or form in words.fillers or (form in words.months and not form.isdigit())


def _looks_like_name(tokens: list[str]) -> bool:
    """Two to five words, each capitalised, a particle, or of a script without capitals."""
    if not MIN_NAME_TOKENS <= len(tokens) <= MAX_VISIBLE_TOKENS:
        return False
    plain = [token.strip("\"'’“”.,") for token in tokens]
    named = [t for t in plain if t and (t[0].isupper() or _CASELESS.match(t))]
    return len(named) >= 2 and all(t in named or t.lower() in small_words().particles for t in plain if t)


def _full(tokens: list[str], i: int) -> bool:
    """Whether both sides of a one-letter 'and' are names of their own."""
    return i >= 2 and len(tokens) - i - 1 >= 2


def _longest_prefix(line: str, phrases: frozenset[str]) -> str:
    forms = [bare(token) for token in line.split()[:5]]
    for count in range(min(4, len(forms) - 1), 0, -1):
        phrase = " ".join(forms[:count]).strip()
        if phrase in phrases:
            return phrase
    head, mark, rest = line.partition(":")
    return bare(head) if mark and rest and bare(head) in phrases else _glued(line, phrases)


def _glued(line: str, phrases: frozenset[str]) -> str:
    """A phrase written without a space before the name, as in Chinese."""
    mark = re.match(r"([\u3040-\u30ff\u3400-\u9fff]{1,6})[：:\s]", line)
    return mark[1] if mark and bare(mark[1]) in phrases else ""


def _drop_words(line: str, count: int) -> str:
    mark = re.match(r"[^\s：:]+[：:]", line)
    if mark and count == 1:
        return _bare_edges(line[mark.end() :])
    return _bare_edges(" ".join(line.split()[count:]))


def _starts(form: str, phrases: frozenset[str]) -> bool:
    words = form.split()
    return any(" ".join(words[:n]) in phrases for n in (1, 2))


def _bare_edges(text: str) -> str:
    """The text without punctuation at its ends; the dot of a final "Jr." stays."""
    stripped = text.strip(_EDGES)
    last = stripped.rpartition(" ")[2].lower()
    return f"{stripped}." if last in small_words().generations and f"{stripped}." in text else stripped
