"""The language files are well-formed and errors in them are told plainly."""

from __future__ import annotations

from pathlib import Path

import pytest

from aggregator.extract.signatories import territories
from aggregator.extract.signatories.lexicon import FOLDER, LexiconError, languages, load

FILES = sorted(FOLDER.glob("*.toml"))
NEEDED = (
    "cues.headings",
    "cues.before",
    "statements.markers",
    "statements.voice",
    "groups.person",
    "groups.organisation",
    "roles.words",
    "roles.former",
    "names.offices",
    "organisations.stems",
    "counts.nouns",
    "addressee.phrases or addressee.after",
    "lists.conjunctions",
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_language_file_is_complete(file: Path) -> None:
    language = load(file)
    missing = [kind for kind in NEEDED if not any(language.phrases.get(each) for each in kind.split(" or "))]
    assert not missing
    assert language.numbers


def test_all_files_are_loaded() -> None:
    assert [language.code for language in languages()] == [file.stem for file in FILES]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[cue]\nheadings = ['a']", "cue: unknown section"),
        ("[cues]\nheading = ['a']", "cues.heading: unknown key"),
        ("[cues]\nheadings = 'a'", "cues.headings: must be a list"),
        ("[cues]\nheadings = ['*']", "must hold non-empty strings"),
        ("cues = 1", "cues: must be a table"),
        ("[counts.numbers]\ntwo = '2'", "counts.numbers.two: must be a whole number"),
        (
            "[grammar]\ntraits = ['verb_third']",
            "grammar.traits: unknown ['verb_third']; known are capital_nouns",
        ),
        ("[cues", "cannot be read as TOML"),
    ],
)
def test_errors_name_file_and_field(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "xx.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"xx\.toml") as caught:
        load(file)
    assert message in str(caught.value)


def test_country_names_are_those_of_cldr() -> None:
    assert territories.FILE.read_text(encoding="utf-8") == territories.generate(), (
        "run python -m aggregator.extract.signatories.territories"
    )
