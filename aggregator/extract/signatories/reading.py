"""From the blocks of a page to its signatures, with the evidence for each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from aggregator.extract.blocks import Block
from aggregator.extract.signatories.bylines import byline
from aggregator.extract.signatories.closing import closing, first_wave, grouped, is_of_signers, signs_off
from aggregator.extract.signatories.conjunctions import without_last_conjunction
from aggregator.extract.signatories.couples import parted_couple
from aggregator.extract.signatories.entries import Entry, is_anonymous, is_withdrawn, prepare, role_for_next
from aggregator.extract.signatories.facts import read_facts
from aggregator.extract.signatories.inverted import turn
from aggregator.extract.signatories.kinds import decide
from aggregator.extract.signatories.labels import label_details
from aggregator.extract.signatories.leads import part_leads
from aggregator.extract.signatories.lines import lines
from aggregator.extract.signatories.page import Member, Page, Region
from aggregator.extract.signatories.pairs import pair_details
from aggregator.extract.signatories.places import drop_places
from aggregator.extract.signatories.prose import in_prose
from aggregator.extract.signatories.regions import listed
from aggregator.extract.signatories.remainders import is_remainder, without_remainder
from aggregator.extract.signatories.representatives import drop_representatives
from aggregator.extract.signatories.roles import is_role_first
from aggregator.extract.signatories.rolls import parted, roll
from aggregator.extract.signatories.runs import is_run, is_short_run, run_pieces
from aggregator.extract.signatories.statement import part_statements, statement_score
from aggregator.extract.signatories.tables import (
    has_columns,
    inline_names,
    is_grid,
    named_cells,
    names_groups,
)
from aggregator.extract.signatories.text import bare_number, key, strip_bare_number, trim
from aggregator.extract.signatories.trailing import part_trailing
from aggregator.extract.signatories.verdict import accepted, confidence, doubts, may_count
from aggregator.items import Signature, Statement

__all__ = ["Reading", "read"]

MAX_ENTRY = 1000
"""Longer entries are paragraphs."""
STATEMENT = 3
"""Score from which a page counts as a statement itself."""
Place = tuple[int, int, int]


@dataclass(slots=True)
class Reading:
    """What a page says of signers."""

    signatures: list[Signature] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)
    """Indexes of the blocks that belong to lists and their cues: the stored text must hold them."""
    places: list[Place] = field(default_factory=list)
    """For each signature: index of its block, start and end of the entry within the block's text."""
    needs_review: str = ""
    """Why a person should look; empty when no one needs to."""


def read(blocks: list[Block], *, title: str = "", boilerplate: frozenset[str] = frozenset()) -> Reading:
    """Who signed what, by the blocks of one page.

    ``title``: the page's title where it is known apart from the blocks. ``boilerplate``: keys
    (`aggregator.extract.boilerplate.segment_key`) of segments the source repeats; none of them is read.
    """
    found = lines(blocks, boilerplate)
    part_leads(found)
    page = Page(found)
    score = statement_score(page, title)
    lists = _lists(page, score)
    part_statements(page, [region for region, _ in lists])
    reading = Reading()
    seen: set[tuple[int, str]] = set()
    for region, entries in lists:
        _store(reading, region, _unlisted(region, entries, lists), seen, score)
    _describe(reading, page, title, score, [region for region, _ in lists])
    reading.kept |= {
        page.lines[i].block for region, _ in lists for i in (region.cue_line, *region.headings) if i >= 0
    }
    reading.needs_review = doubts(reading.signatures, reading.statements, [region for region, _ in lists])
    return reading


def _lists(page: Page, score: int) -> list[tuple[Region, list[Entry]]]:
    """The accepted regions with their entries, in page order."""
    found = _accepted(listed(page), score)
    found += _accepted(_first_waves(page, found, score), STATEMENT)
    taken = {index for region, _ in found for index in range(region.cue_line, region.last + 1)}
    found += _accepted(in_prose(page, taken), score)
    if not found and score:
        found += _accepted(filter(None, [roll(page)]), score)
        found += _accepted(filter(None, [byline(page)]), STATEMENT)
    if not found and score:
        last = closing(page)
        signed = last and (signs_off(page, last) or is_of_signers(page, last, score))
        found += _accepted([last] if last else [], STATEMENT if signed else score)
        groups = _last_side_by_side(_accepted(grouped(page), score)) if score >= STATEMENT else []
        if groups and (not found or groups[0][0].cue_line < found[0][0].cue_line <= groups[-1][0].last):
            found = groups
    return sorted(found, key=lambda pair: (pair[0].cue_line, pair[0].last))


def _last_side_by_side(
    found: list[tuple[Region, list[Entry]]],
) -> list[tuple[Region, list[Entry]]]:
    """The last region and those right before it with nothing between: groups of one list."""
    first = len(found) - 1
    while first > 0 and found[first][0].cue_line - found[first - 1][0].last == 1:
        first -= 1
    return found[max(first, 0) :]


def _first_waves(page: Page, found: list[tuple[Region, list[Entry]]], score: int) -> Iterator[Region]:
    """Lists without a cue before the lists found, on a page that is a statement."""
    last = -1
    for region, _ in found:
        wave = first_wave(page, region) if score and region.strength == 3 else None
        if wave and wave.cue_line > last:
            yield wave
        last = region.last


def _accepted(regions: Iterable[Region], score: int) -> list[tuple[Region, list[Entry]]]:
    hopeful = (region for region in regions if region.members and may_count(region, score))
    pairs = [(region, _entries(region)) for region in hopeful]
    return [(region, entries) for region, entries in pairs if entries and accepted(region, entries, score)]


def _entries(region: Region) -> list[Entry]:
    """The entries of a region with kind, name, role and affiliation."""
    pair_details(region)
    grid = is_grid([member.line for member in region.members])
    columns = has_columns([member.line for member in region.members])
    entries: list[Entry] = []
    for member in region.members:
        in_cells = bool(member.line.cells) or (columns and len(member.line.pieces) > 1)
        entries += _of_row(member, grid) if in_cells else _of_member(member, region)
    entries = [entry for entry in entries if len(entry.text) <= MAX_ENTRY]
    _drop_numbers(entries)
    _drop_stops(entries)
    entries = [
        entry
        for entry in map(prepare, entries)
        if len(entry.body) > 1 and not is_remainder(entry.body) and not is_withdrawn(entry)
    ]
    part_trailing(entries)
    hint = region.cue.kind if region.cue else ""
    turn(entries, hint)
    decide(entries, hint)
    entries = [part for entry in entries for part in parted_couple(entry)]
    drop_representatives(entries)
    drop_places(entries)
    return [entry for entry in entries if entry.name and not is_anonymous(entry)]


def _drop_numbers(entries: list[Entry]) -> None:
    """Take list numbers off that only a space parts from the names, where most entries count up or down."""
    numbers = [bare_number(entry.text) for entry in entries]
    known = [number for number in numbers if number is not None]
    counted = known in (sorted(known), sorted(known, reverse=True))
    if len(known) >= 3 and len(known) >= 0.8 * len(entries) and counted:
        for entry, number in zip(entries, numbers, strict=True):
            if number is not None:
                entry.text = strip_bare_number(entry.text)


def _drop_stops(entries: list[Entry]) -> None:
    """Take the full stop off where every entry ends in one; elsewhere a short last word may be an abbreviation."""
    texts = [entry.text.rstrip() for entry in entries]
    if len(texts) >= 3 and all(text.endswith(".") for text in texts):
        for entry, text in zip(entries, texts, strict=True):
            entry.text = text[:-1]


def _of_member(member: Member, region: Region) -> Iterable[Entry]:
    line = member.line
    text = line.text[member.start :]
    offset = line.start + member.start
    inline = member.start > 0 or region.prose
    if region.counted:
        yield _entry(member, parted(text), offset, offset + len(text))
        return
    if member.details:
        card = ", ".join([text.rstrip(" ,."), *(detail.text for detail in member.details)])
        yield _entry(member, card, offset, offset + len(text))
        return
    labelled = inline and member.heading is not None and member.heading.rest == member.start
    runs = (
        (inline and (region.prose or region.size == 1))
        or labelled
        or is_run(text, region.size)
        or region.is_broken_run
        or (region.size == 1 and is_short_run(text))
    )
    cloud = () if inline else inline_names(line)
    end = without_last_conjunction(text, len(text))
    spans = cloud or (run_pieces(text, prose=region.prose) if runs else [trim(text, 0, end)])
    carried = ""
    begins = spans if region.prose else spans[:1]
    roles_first = runs and any(is_role_first(text[slice(*span)]) for span in begins)
    for start, end in spans:
        name = without_remainder(text[start:end]) if runs else text[start:end]
        entry = _entry(member, name, offset + start, offset + start + len(name))
        entry.role_first = roles_first
        entry.carried_role, carried = carried, role_for_next(entry, carried)
        yield entry


def _of_row(member: Member, grid: bool) -> Iterable[Entry]:
    """The entry of a table row, or one for each cell of a grid of names."""
    line = member.line
    if not grid:
        cells = named_cells(line)
        entry = _entry(member, cells[0] if cells else "", line.start, line.end, cells)
        entry.heading_kind = entry.heading_kind or ("organisation" if names_groups(line) else "")
        yield entry
        return
    for start, end in line.source.cells:
        if start < end:
            yield _entry(member, line.source.text[start:end], start, end)


def _entry(member: Member, text: str, start: int, end: int, cells: tuple[str, ...] = ()) -> Entry:
    entry = Entry(text, member.line.block, start, end, member.line.source.path, cells)
    if member.heading:
        entry.heading = member.heading.text
        entry.label = label_details(member.heading.text)
        entry.heading_kind = member.heading.kind
        entry.country = member.heading.country
    return entry


def _unlisted(region: Region, entries: list[Entry], lists: list[tuple[Region, list[Entry]]]) -> list[Entry]:
    """The entries of a sentence without those whom a list of the statement, or another sentence, names in full."""
    if not region.prose:
        return entries
    listed = {
        ending
        for other, named in lists
        if other.statement == region.statement and other is not region
        for entry in named
        for ending in _endings(key(entry.name), least=int(other.prose))
    }
    return [entry for entry in entries if listed.isdisjoint(_told(key(entry.name)))]


def _told(name: str) -> set[str]:
    """What a name told in a sentence shares with its full form: a surname alone, or the last words."""
    return {ending for ending in _endings(name) if " " in ending or ending == name}


def _endings(name: str, *, least: int = 0) -> set[str]:
    """The last words of a name, from all of them down to one; ``least``: words left out at least."""
    words = name.split()
    return {" ".join(words[start:]) for start in range(least, len(words))}


def _store(
    reading: Reading, region: Region, entries: list[Entry], seen: set[tuple[int, str]], score: int
) -> None:
    named = [(region.statement, key(entry.name)) for entry in entries]
    fresh = [entry for entry, name in zip(entries, named, strict=True) if name not in seen]
    seen.update(named)
    for entry in fresh:
        reading.kept.add(entry.block)
        reading.places.append((entry.block, entry.start, entry.end))
        reading.signatures.append(
            Signature(
                position=len(reading.signatures) + 1,
                name=entry.name,
                kind="organisation" if entry.kind == "organisation" else "person",
                role=entry.role,
                former=entry.former,
                affiliation=entry.affiliation,
                country=entry.country,
                heading=entry.heading,
                cue=region.cue.text if region.cue else "",
                path=entry.path,
                statement=region.statement,
                confidence=confidence(region, entries, entry, score),
            )
        )


def _describe(reading: Reading, page: Page, title: str, score: int, regions: list[Region]) -> None:
    """One statement for each that the page's lists belong to; one without a list for a letter or a mention."""
    for number in range(max((region.statement for region in regions), default=0) + 1):
        own = [region for region in regions if region.statement == number]
        statement = read_facts(page, title, own)
        if own or score >= STATEMENT or statement.claimed_count is not None:
            reading.statements.append(statement)
