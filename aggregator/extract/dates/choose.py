"""One date out of many candidates, with how sure it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from math import prod

from aggregator.extract.dates.candidates import Candidate
from aggregator.items import Confidence, DateValue

_WESTERNMOST, _EASTERNMOST = timedelta(hours=-12), timedelta(hours=14)
_FINE = {"second": 3, "minute": 3, "day": 2, "month": 1, "year": 0}
_CLOCKED = ("second", "minute")
_BETWEEN_HOURS = frozenset((-38, -14, 14, 18, 22, 23, 26, 35, 38, 42, 51))
"""Offsets in use that are no full hours, in quarters (IANA time zone database, 2024)."""
_COUNTS = 0.65
"""Strength from which a candidate counts as a voice of its own."""
_SURE = 0.9
"""Strength from which one stated place is enough for medium confidence."""
_OTHER_ORDER = 0.15
"""Strength the less usual order of day and month loses."""
_EVERGREEN = timedelta(days=180)


def choose(candidates: Iterable[Candidate]) -> DateValue | None:
    """The day that places of the page speak for most, told by the best of them; None without any.

    A day's support is the chance that not all families of places that give it are wrong, each family
    counting once with its strongest place.
    """
    sound = _distinct(candidates)
    if not sound:
        return None
    supports = _supports(sound)
    best = sound[max(range(len(sound)), key=lambda index: (supports[index], sound[index].strength))]
    agreeing = [other for other in sound if agree(best.value, other.value)]
    told = max(agreeing, key=lambda one: _telling(one, best))
    value = replace(told.value, confidence=_confidence(best, agreeing, sound))
    value.local = _local(told, agreeing)
    value.conflicts = [*told.value.conflicts, *_conflicts(best, sound)]
    return value


def with_other_orders(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates and, weaker, the other reading of days that may be months, which another place may confirm."""
    found = []
    for one in candidates:
        found.append(one)
        other = next((value for method, value in one.value.conflicts if method == "order"), None)
        if other is not None and one.value.precision == "day":
            conflicts = [("order", one.value.value or "")]
            value = replace(one.value, value=other, local=other, conflicts=conflicts)
            found.append(replace(one, strength=one.strength - _OTHER_ORDER, value=value))
    return found


def best_support(candidates: Iterable[Candidate]) -> float:
    """The greatest support any day has; 0 without a candidate."""
    return max(_supports(_distinct(candidates)), default=0.0)


def _distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The strongest candidate of each family for each value."""
    strongest: dict[tuple[str, str, str | None], Candidate] = {}
    for one in candidates:
        if one.value.value is not None:
            key = (one.family, one.value.value, one.value.local)
            if key not in strongest or strongest[key].strength < one.strength:
                strongest[key] = one
    return list(strongest.values())


def _supports(candidates: Sequence[Candidate]) -> list[float]:
    """For each candidate, the chance that its day is right, its families of witnesses taken as independent.

    Candidates are looked up by the days they name and may fall on, so that many do not cost their square.
    """
    named: dict[str, set[int]] = defaultdict(set)
    reached: dict[str, set[int]] = defaultdict(set)
    for index, one in enumerate(candidates):
        for day in _names(one.value):
            named[day].add(index)
        for day in _reach(one.value):
            reached[day].add(index)
    found = []
    for one in candidates:
        agreeing = {at for day in _names(one.value) for at in named[day] | reached[day]}
        agreeing.update(at for day in _reach(one.value) for at in named[day])
        found.append(_chance([candidates[at] for at in sorted(agreeing)]))
    return found


def _names(value: DateValue) -> set[str]:
    """Its days, or the month or year it is."""
    return days(value) or {value.value or ""}


def _chance(witnesses: Iterable[Candidate]) -> float:
    """That not all families of the witnesses are wrong."""
    wrong: dict[str, float] = {}
    for one in witnesses:
        wrong[one.family] = min(wrong.get(one.family, 1.0), 1 - one.strength)
    return 1 - prod(wrong.values())


def agree(one: DateValue, other: DateValue) -> bool:
    """Whether two values can mean one day: the same day, or a moment told in UTC that falls on it somewhere."""
    a, b = days(one), days(other)
    if not a and not b:
        return one.value == other.value
    return not (a.isdisjoint(b) and _reach(one).isdisjoint(b) and _reach(other).isdisjoint(a))


def days(value: DateValue) -> set[str]:
    """The days a value names, of its local time and of UTC; none for a month or a year."""
    if value.value is None or value.precision in ("month", "year"):
        return set()
    return {value.value[:10], (value.local or value.value)[:10]}


def evergreen(published: DateValue, candidates: Sequence[Candidate]) -> DateValue | None:
    """The day of the text where a page states an old date that it nowhere shows, and shows a late one.

    Such pages are rewritten under one address for years. The shown day must be the stated day of change,
    half a year or more after the stated publication, which nothing else on the page may confirm.
    """
    stated = [one for one in candidates if one.family == "stated" and one.role == "modified"]
    shown = [
        one for one in candidates if one.family == "shown" and one.value.value and one.strength >= _COUNTS
    ]
    if any(one.family != "stated" and agree(one.value, published) for one in candidates if one.value.value):
        return None
    late = [one for one in shown if any(agree(one.value, other.value) for other in stated)]
    if not late or not days(published) or not days(late[0].value):
        return None
    if _day(late[0].value) - _day(published) < _EVERGREEN:
        return None
    value = replace(late[0].value, confidence="low")
    value.conflicts = [(published.origin.method, published.value or "")]
    return value


def built_later(published: DateValue, candidates: Sequence[Candidate]) -> DateValue | None:
    """The shown day of change where a page states a later publication: it was stamped when the page was built.

    Nothing is changed before it is published. Only where no other place speaks for the stated day.
    """
    sound = [one for one in candidates if one.value.value and one.strength >= _COUNTS]
    if not days(published) or any(
        one.family != "stated" and one.role == "published" and agree(one.value, published) for one in sound
    ):
        return None
    changed = [one for one in sound if one.family == "shown" and one.role == "modified" and days(one.value)]
    earlier = [one for one in changed if _day(one.value) < _day(published)]
    if not earlier or len(earlier) < len(changed) or any(agree(one.value, published) for one in earlier):
        return None
    best = max(earlier, key=lambda one: one.strength)
    value = replace(best.value, confidence="low")
    value.origin = replace(value.origin, method=f"changed:{value.origin.method}")
    value.conflicts = [(published.origin.method, published.value or "")]
    return value


def _day(value: DateValue) -> date:
    return date.fromisoformat(min(days(value)))


def _reach(value: DateValue) -> set[str]:
    """The first and the last day on which a moment told in UTC falls somewhere; none of other values."""
    if value.zone != "stated" or value.value is None or not (value.local or "").endswith("+00:00"):
        return set()
    moment = datetime.fromisoformat(value.value)
    return {(moment + shift).date().isoformat() for shift in (_WESTERNMOST, _EASTERNMOST)}


def _telling(one: Candidate, best: Candidate) -> tuple[bool, bool, int, float]:
    """How much a candidate tells of the chosen day: a zone before none, seconds before days."""
    value = one.value
    same = bool(days(value) & days(best.value)) or not days(best.value)
    return (
        same or not _reach(value).isdisjoint(days(best.value)),
        value.zone == "stated",
        _FINE[value.precision or "year"],
        one.strength,
    )


def _local(told: Candidate, agreeing: Sequence[Candidate]) -> str | None:
    """The page's own time of a moment told in UTC, where another place gives its offset or its day."""
    if told.value.zone != "stated" or _tells_offset(told.value):
        return told.value.local
    for other in agreeing:
        if _tells_offset(other.value) and _minute(other.value) == _minute(told.value):
            return other.value.local
    near = [one.value for one in agreeing if one.family in ("shown", "address") and one.strength >= _COUNTS]
    clocks = (value for value in near if value.zone == "assumed-utc" and value.precision in _CLOCKED)
    offset = next(filter(None, (_offset(told.value, clock) for clock in clocks)), None)
    if offset or not near or any(days(told.value) & days(value) for value in near):
        return offset or told.value.local
    return (near[0].local or "")[:10]


def _tells_offset(value: DateValue) -> bool:
    return value.zone == "stated" and not (value.local or "").endswith("+00:00")


def _minute(value: DateValue) -> str:
    return (value.value or "")[:16]


def _offset(moment: DateValue, clock: DateValue) -> str | None:
    """The moment with the offset that the page's own clock shows, if clocks anywhere run by it."""
    utc = datetime.fromisoformat(moment.value or "")
    wall = datetime.fromisoformat(clock.local or "")
    quarter = timedelta(minutes=15)
    quarters = round((wall - utc.replace(tzinfo=None)) / quarter)
    rest = abs(wall - utc.replace(tzinfo=None) - quarters * quarter)
    if (
        not -48 <= quarters <= 56
        or rest > timedelta(minutes=1)
        or (quarters % 4 and quarters not in _BETWEEN_HOURS)
    ):
        return None
    return utc.astimezone(timezone(quarters * quarter)).isoformat(timespec="seconds")


def _confidence(best: Candidate, agreeing: Sequence[Candidate], sound: Sequence[Candidate]) -> Confidence:
    """high: families agree and no stated place objects; medium: one sure stated place; low: the rest."""
    if best.value.precision in ("month", "year"):
        return "low"
    families = {one.family for one in agreeing if one.strength >= _COUNTS}
    split = any(one.family == "stated" and one.strength >= _SURE and one not in agreeing for one in sound)
    if "select" in families or (len(families) > 1 and not split):
        return "high"
    sure = {one.family for one in agreeing if one.strength >= _SURE}
    return "medium" if sure & {"stated", "hint", "address"} else "low"


def _conflicts(best: Candidate, sound: Sequence[Candidate]) -> list[tuple[str, str]]:
    found = {
        (one.method, one.value.value or ""): None
        for one in sound
        if one.strength >= _COUNTS and not agree(best.value, one.value)
    }
    return list(found)
