"""One entry of a list: a person with role and affiliation, or an organisation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from aggregator.extract.signatories.countries import country_code, last_country
from aggregator.extract.signatories.features import Features, features, fields, observe
from aggregator.extract.signatories.match import folded, keys
from aggregator.extract.signatories.roles import (
    generic_name,
    name_after_role,
    name_before_role,
    role_before_comma,
    small_role_behind,
)
from aggregator.extract.signatories.text import DASHES, clean, is_cased
from aggregator.extract.signatories.vocabulary import characters, phrase_set, word_set

_COUNTRY_TAIL = re.compile(rf"^(.*\S)\s*(?:[,，、،.]\s+|[,，、،]|\s[{DASHES}]\s)([^,，、،()（）]+)$")
_BEFORE_COUNTRY = re.compile(rf"[,，、،.{DASHES}]")
_BRACKET_TAIL = re.compile(r"^(.*\S)\s*[(（\[]([^()（）\[\]]+)[)）\]]$")
_CLOSING = (")", "）", "]")
_TOWN_TAIL = re.compile(
    r"^(?P<name>.*[^\s,(])\s*[,(]\s*(?P<town>(?P<mark>[^\W\d_]{1,6})(?:\.\s*|\s+)[^\W\d_a-zа-яіїєґў][^,()]*)\)?$"
)
_INITIALS = re.compile(r"[^\W\d_]\.[^\W\d_]\.")
"""A name such as ``M.A. Lowell`` begins with no title, though ``M.`` is one."""
_ORIGIN = 4
"""A name and where its bearer comes from are more words than this."""
_QUOTES = "\"“”„«»「」'‘’"


@dataclass(slots=True)
class Entry:
    """What one entry says. ``start`` and ``end``: its span in the block's text."""

    text: str
    block: int = -1
    start: int = 0
    end: int = 0
    path: str = ""
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    heading: str = ""
    heading_kind: str = ""
    label: tuple[str, str] = ("", "")
    """Role and affiliation that the heading tells."""
    surname: str = ""
    """Printed before the rest of the name, with a comma between."""
    carried_role: str = ""
    role_first: bool = False
    country: str = ""
    body: str = ""
    """The text without the country."""
    seen: Features = field(default_factory=lambda: observe(""))
    name: str = ""
    kind: str = ""
    role: str = ""
    affiliation: str = ""
    former: bool = False
    sure: float = 1.0
    """How far its shape is that of an entry, 0 to 1."""


def prepare(entry: Entry) -> Entry:
    """Clean the entry and take its country off."""
    if turned := role_before_comma(entry.text) if entry.role_first else None:
        entry.carried_role, entry.text = _without_article(turned[0]), turned[1]
    country, text = _leading_country(clean(entry.text))
    entry.body, behind = split_country(text)
    country = behind or country
    for cell in entry.cells[1:]:
        country = country or country_code(clean(cell))
    entry.country = country or entry.country or country_code(entry.body)
    entry.seen = observe(entry.body)
    return entry


def _leading_country(text: str) -> tuple[str, str]:
    """The code of a country before a colon, as in ``Peru: League of the River``, and the text behind it."""
    before, colon, behind = text.replace("：", ":").partition(":")
    code = country_code(before.strip()) if colon and behind.strip() else ""
    return (code, text[len(before) + 1 :].strip()) if code else ("", text)


def is_withdrawn(entry: Entry) -> bool:
    """Whether a cell or the detail beside the name says that the signature was taken back."""
    notes = (entry.seen.detail.strip("()（）[] "), *entry.cells[1:])
    return any(note and folded(note) in phrase_set("tables.withdrawn") for note in notes)


def is_anonymous(entry: Entry) -> bool:
    """Whether words such as ``Name withheld`` stand where the name would."""
    return folded(entry.name) in phrase_set("names.anonymous")


def split_country(text: str) -> tuple[str, str]:
    """The text without a country at its end, and the country's code."""
    for pattern in (_BRACKET_TAIL, _COUNTRY_TAIL):
        bracket = pattern is _BRACKET_TAIL
        possible = text.endswith(_CLOSING) if bracket else _BEFORE_COUNTRY.search(text)
        match = pattern.match(text) if possible else None
        if match:
            code = last_country(match[2]) if bracket else country_code(match[2].strip(" ."))
            if code and not (
                bracket and _is_acronym(match[2]) and len(match[2]) < 4 and match[2] not in _SHORT
            ):
                return match[1].rstrip(" ,،"), code
    return text, ""


_SHORT = frozenset(("US", "UK", "USA", "UAE", "EUA", "RU", "EE"))


def _is_acronym(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return (
        bool(letters) and sum(c.isupper() for c in letters) >= 0.6 * len(letters) and " " not in text.strip()
    )


def as_organisation(entry: Entry) -> None:
    """Fill in the entry as an organisation: acronyms and explanations stay in its name."""
    entry.kind = "organisation"
    name, entry.affiliation = _split_town(entry.body.replace("\t", " "))
    entry.name, entry.role = _indefinite(_without_article(name)), ""


def _split_town(name: str) -> tuple[str, str]:
    """The name without a town behind it that is marked as one, and the town as printed: ``г. Самара``, ``м. Київ``."""
    match = _TOWN_TAIL.match(name) if "," in name or "(" in name else None
    marked = match is not None and folded(match["mark"]) in word_set("places.marks")
    return (match["name"].rstrip(), match["town"]) if match and marked else (name, "")


def _without_article(name: str) -> str:
    """Running text puts small articles before names."""
    first, _, rest = name.partition(" ")
    if rest and first.islower() and folded(first) in word_set("names.articles"):
        return rest.strip()
    match = re.match(r"^(?:l|d|dell|dall|all|un)['’](?=[^\W\d_])", name)
    return name[match.end() :] if match else name


def _indefinite(name: str) -> str:
    """A name without the article that ends it in running text, as in Armenian ``Պետրոսյանը``."""
    articles = tuple(characters("names.definite"))
    return name[:-1] if name.endswith(articles) else name


def as_person(entry: Entry) -> None:
    """Fill in the entry as a person."""
    entry.kind, seen = "person", entry.seen
    details = [cell for cell in map(clean, entry.cells[1:]) if cell and not country_code(cell)]
    details = _parts(entry.seen.detail) + details
    head, role = _split_head(entry)
    entry.name, origin = _split_origin(head)
    entry.name = f"{entry.surname}, {entry.name}" if entry.surname else entry.name
    entry.name = _indefinite(entry.name)
    entry.role, entry.affiliation = _details(details, seen.detail_is_role if seen.detail else None)
    entry.affiliation = ", ".join(part for part in (origin, entry.affiliation) if part)
    role = role or (entry.carried_role if not entry.role else "")
    if role:
        entry.role = ", ".join(part for part in (role, entry.role) if part)
    if not (entry.role or entry.affiliation):
        entry.role, entry.affiliation = entry.label
    entry.former = bool(entry.role) and (
        any(hit.kind == "roles.former" for hit in seen.hits)
        or is_former(entry.carried_role or entry.label[0])
    )


def _parts(detail: str) -> list[str]:
    """The details behind a name, those in brackets cut at their commas too."""
    inner = ((mark == "(", text) for mark, text in fields(detail))
    return [part for within, text in inner for part in ([p for _, p in fields(text)] if within else [text])]


def _split_head(entry: Entry) -> tuple[str, str]:
    """Name and role of the part before the first separator."""
    seen, head = entry.seen, entry.seen.head
    span = (
        None if seen.titled else name_after_role(seen) or (generic_name(seen) if entry.role_first else None)
    )
    if span is not None and span[0] > 0 and not _only_titles(seen, span[0]):
        return head[slice(*span)].strip(), _without_article(head[: span[0]].strip(" ,:-–の"))
    behind = role_behind(seen)
    if behind:
        return head[:behind].strip(), head[behind:].strip()
    name = _without_courtesy(seen).strip(_QUOTES + " ")
    return name if name[:1].isascii() else _without_article(name), ""


def _split_origin(name: str) -> tuple[str, str]:
    """A name and the organisation behind it in ``Professor Ada Novik of Tarn University``; else the name alone."""
    if len(keys(name)) <= _ORIGIN:
        return name, ""
    seen = observe(name)
    stems = seen.in_head("organisations.stems") if seen.cased and len(seen.words) > _ORIGIN else []
    for index, word in enumerate(seen.words[:-1]):
        if index < 2 or word.key not in word_set("names.from") or not seen.text[word.start].islower():
            continue
        behind = next((w for w in seen.words[index + 1 :] if seen.text[w.start].isupper()), None)
        if behind and any(stem.start >= behind.start for stem in stems):
            return name[: word.start].rstrip(), name[behind.start :]
        return name, ""
    return name, ""


def _only_titles(seen: Features, end: int) -> bool:
    """Whether the words before the name are titles that stay with it, such as ``Professor``."""
    before = [word for word in seen.words if word.start < end]
    titles = seen.in_head("names.honorifics")
    return bool(before) and all(any(hit.start <= word.start < hit.end for hit in titles) for word in before)


def role_behind(seen: Features) -> int:
    """Offset of a role written behind a name without a separator; in scripts without spaces behind a short one."""
    if not seen.solid:
        return small_role_behind(seen)
    if spaced := name_before_role(seen):
        return spaced
    ends = [hit for hit in seen.in_head("roles.words", "names.honorifics") if hit.end == len(seen.head)]
    start = min((hit.start for hit in ends), default=0)
    name = seen.head[:start].strip()
    known = name[:1] in characters("names.surnames") or name[:2] in characters("names.surnames")
    return start if known and 2 <= len(name) <= 4 and " " not in name else 0


def _without_courtesy(seen: Features) -> str:
    for hit in seen.in_head("names.courtesy"):
        if hit.start == 0 and hit.end < len(seen.head) and not _INITIALS.match(seen.head):
            return seen.head[hit.end :].lstrip(" .")
    return seen.head


def _details(details: list[str], first_is_role: bool | None) -> tuple[str, str]:
    """Role and affiliation from what follows the name. ``first_is_role``: None where it is not known yet."""
    if not details:
        return "", ""
    first, rest = details[0], ", ".join(details[1:])
    if (is_role(first) if first_is_role is None else first_is_role) or _is_calling(first):
        place = next((i for i in range(1, len(details)) if _is_place(details[i])), len(details))
        return ", ".join(details[:place]), ", ".join(details[place:])
    if rest and is_role(details[1]):
        return rest, first
    return "", ", ".join(x for x in (first, rest) if x)


def _is_calling(text: str) -> bool:
    """Whether a detail in small letters names no organisation: it says what somebody does, as in ``tester``."""
    return text[:1].islower() and is_cased(text) and not features(text).in_head("organisations.stems")


def _is_place(text: str) -> bool:
    """Whether a detail behind a role is where it is held: a proper name that tells no further role."""
    group = any(hit.start == 0 for hit in features(text).in_head("organisations.stems"))
    small = text[:1].islower() and is_cased(text)
    return group or not (small or is_role(text))


def is_role(text: str) -> bool:
    """Whether a detail says what somebody is: a role word near its beginning, or anywhere without spaces."""
    return features(text).tells_role(0)


def is_former(role: str) -> bool:
    """Whether a role is held no more."""
    return bool(role) and any(hit.kind == "roles.former" for hit in features(role).hits)


def role_for_next(entry: Entry, carried: str) -> str:
    """The role that a plural such as ``senators`` gives to the names after it, up to the next role."""
    seen = features(entry.text)
    span = None if seen.titled else name_after_role(seen)
    if span is None:
        single = len(seen.words) <= 4 and not seen.in_head("organisations.stems")
        aside = seen.separator == "(" and not seen.detail_is_role
        return carried if single and (aside or not seen.detail) else ""
    plural = seen.solid or _begins_with_plural(seen, span[0])
    return _without_article(seen.head[: span[0]].strip(" ,:-–")) if plural else ""


def _begins_with_plural(seen: Features, end: int) -> bool:
    """Whether the first office before the name is a plural: ``chair of the writers`` is one person's."""
    offices = [hit for hit in seen.in_head("names.plurals", "names.offices", "roles.words") if hit.end <= end]
    first = min((hit.start for hit in offices), default=-1)
    return any(hit.kind == "names.plurals" and hit.start == first for hit in offices)
