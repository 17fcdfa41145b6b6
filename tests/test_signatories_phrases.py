"""How a phrase of a lexicon is found in a text: words, stems, endings, gaps, scripts without spaces."""

import pytest

from aggregator.extract.signatories.phrases import matchers

PHRASES = [
    ("cue", "en", "signed by"),
    ("cue", "en", "we the undersigned"),
    ("cue", "en", "sign*"),
    ("cue", "en", "letter ~ signed*"),
    ("cue", "de", "*verein"),
    ("cue", "fr", "signataires"),
    ("cue", "ar", "الموقعون"),
    ("cue", "zh", "聯署"),
    ("cue", "ja", "賛同 者"),
    ("cue", "ko", "명"),
    ("other", "en", "signed"),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Signed by Ann Lee", ["Signed", "Signed by"]),
        ("Ann Lee signed.", ["signed"]),
        ("designed by Ann Lee", []),
        ("We, the undersigned", ["We, the undersigned"]),
        ("We; the undersigned", []),
        ("we the undersigned; we the undersigned", ["we the undersigned", "we the undersigned"]),
        ("signed: by Ann Lee", ["signed"]),
        ("letter that they all signed", ["letter that they all signed", "signed"]),
        ("letter that you and we signed", ["letter that you and we signed", "signed"]),
        ("letter that you and we all signed", ["signed"]),
        ("Turnverein Tarn", ["Turnverein"]),
        ("Abverein, Verein", []),
        ("SIGNATAIRES", ["SIGNATAIRES", "SIGNATAIRES"]),
        ("signâtaires", ["signâtaires", "signâtaires"]),
        ("الموقعون أدناه", ["الموقعون"]),
        ("والموقعون أدناه", ["والموقعون"]),
        ("公民聯署聲明聯署", ["聯署", "聯署"]),
        ("賛同  者一覧", ["賛同  者"]),
        ("NGO 120명 signed", ["명", "signed"]),
        ("", []),
    ],
)
def test_phrases_are_found_where_they_are_whole(text: str, found: list[str]) -> None:
    hits = matchers(PHRASES, {"cues": ("cue",)})["cues"].find(text)
    assert [text[hit.start : hit.end] for hit in hits] == found


def test_a_matcher_finds_the_kinds_of_its_group_alone() -> None:
    found = matchers(PHRASES, {"cues": ("cue",), "others": ("other",)})
    assert [hit.kind for hit in found["others"].find("They signed by hand, 聯署")] == ["other"]
