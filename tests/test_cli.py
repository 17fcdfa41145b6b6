"""The command line: what people type, wrong words included; each mistake is one line that says what to do."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from aggregator.cli import main
from tests.storing import article, signed, store

BODY = [
    "We ask the court of Port Selin to open its doors.",
    "Signed by:\nAda Marlow, lawyer\nBela Quist, poet",
]
NAMES = (("Ada Marlow", "lawyer"), ("Bela Quist", "poet"))


@pytest.fixture
def news(tmp_path):
    with store(tmp_path / "news.db") as made:
        text = "\n\n".join(BODY)
        made.put(article("https://one.example/a", "Open the court", BODY), signatures=signed(text, *NAMES))
        made.put(
            article("https://two.example/b", "On bread", ["Bread is dear in the harbour."]), source="two"
        )
        made.db.conn.commit()
        yield tmp_path / "news.db"


def run(*words: str):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (["search", "court"], ["Open the court"]),
        (["statements"], ["Open the court", "2"]),
        (["show", "1", "--why"], ["Ada Marlow - lawyer", "cue 'Signed by:'", "/html/ul/li", "sha256"]),
        (["who-signed", "1"], ["Ada Marlow", "Bela Quist", "poet"]),
        (["signed", "Ada Marlow"], ["Open the court", "lawyer"]),
        (["co-signed-with", "ada-marlow"], ["Bela Quist"]),
        (["signatories", "bela"], ["bela-quist"]),
        (["signatories", "quist"], ["bela-quist"]),
        (["status"], ["one"]),
        (["doctor"], []),
        (["review", "list"], []),
        (["review", "page", "1"], ["Ada Marlow", "needs review: no"]),
        (["story", "1"], ["first"]),
        (["changes"], []),
    ],
)
def test_commands_answer(news, words, parts):
    result = run(*words, "--db", news)
    assert result.exit_code == 0, result.output
    for part in parts:
        assert part in result.output


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["show", "99"], 2, "no article 99"),
        (["who-signed", "99"], 2, "no statement 99"),
        (["signed", "Nobody"], 2, "nobody named 'Nobody'"),
        (["changes", "--since", "yesterday"], 2, "write a date"),
        (["review", "page", "1", "--accept", "x"], 2, "is no position"),
        (["review", "page", "1", "--reject", "9"], 2, "no signature at position 9"),
        (["review", "page", "1", "--edit", "1:colour=red"], 2, "FIELD one of"),
        (["review", "undo", "7"], 2, "no judgement 7"),
        (["network", "-o", "x.doc"], 2, "ending must be one of"),
        (["export", "table", "signatures", "-o", "x.pdf"], 2, "ending must be one of"),
        (["export", "table", "signatures", "-o", "nowhere/x.csv"], 2, "there is no folder 'nowhere'"),
        (["network", "-o", "nowhere/x.gexf"], 2, "there is no folder 'nowhere'"),
        (["export", "atom", "--site", "x.example", "-o", "x.atom"], 2, "http or https"),
        (["watch", "add", "x"], 2, "name one of"),
        (["watch", "remove", "x"], 2, "no watch named"),
    ],
)
def test_mistakes_are_one_line_that_says_what_to_do(news, words, code, message):
    result = run(*words, "--db", news)
    assert result.exit_code == code
    assert message in result.output
    assert "Traceback" not in result.output


def test_a_missing_database_is_said_so(tmp_path):
    result = run("status", "--db", tmp_path / "none.db")
    assert (result.exit_code, "no such database" in result.output) == (3, True)


def test_json_is_one_object_a_line(news):
    lines = run("who-signed", "1", "--json", "--db", news).output.splitlines()
    assert [json.loads(line)["name_as_printed"] for line in lines] == ["Ada Marlow", "Bela Quist"]


def test_a_rejected_name_is_no_longer_counted(news):
    result = run(
        "review",
        "page",
        "1",
        "--accept",
        "1",
        "--reject",
        "2",
        "--by",
        "ines",
        "--why",
        "a witness",
        "--db",
        news,
    )
    assert result.exit_code == 0, result.output
    assert "Bela Quist" not in run("who-signed", "1", "--db", news).output
    judgements = [json.loads(line) for line in run("review", "judgements", "--db", news).output.splitlines()]
    assert [(j["verdict"], j["by"]) for j in judgements] == [("accept", "ines"), ("reject", "ines")]
    assert run("doctor", "--db", news).exit_code == 0


def test_the_doctor_ends_with_4_where_something_is_wrong(news):
    import sqlite3

    with sqlite3.connect(news) as connection:
        connection.execute("update statements set signatory_count = 9")
    connection.close()
    assert run("doctor", "--db", news).exit_code == 4
    assert run("doctor", "--rebuild", "--db", news).exit_code == 0


def test_live_crawling_asks_for_a_contact(tmp_path):
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    command = [str(Path(sys.executable).with_name("aggregator")), "crawl", "--db", str(tmp_path / "n.db")]
    found = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=False
    )
    assert found.returncode == 2
    assert "AGGREGATOR_CONTACT" in found.stderr
    assert not (tmp_path / "n.db").exists()


def test_every_command_has_help_with_a_sentence():
    def walk(command, path):
        for name, child in getattr(command, "commands", {}).items():
            yield from walk(child, [*path, name])
        yield path, command

    for path, command in walk(main, []):
        assert command.help and command.help.strip()[0].isupper(), path
        assert CliRunner().invoke(main, [*path, "--help"]).exit_code == 0


def test_a_story_is_split_and_joined_again(tmp_path):
    body = [
        f"Sentence {number} of the strike at the harbour of Port Selin is this one." for number in range(9)
    ]
    with store(tmp_path / "news.db") as made:
        made.put(article("https://one.example/a", "The strike", body))
        made.put(
            article("https://two.example/b", "A strike", [*body, "And a word of our own."]), source="two"
        )
        made.db.conn.commit()
    where = ("--db", tmp_path / "news.db")
    assert "2 copies, 2 sources, 2 owners" in run("story", "1", *where).output
    run("story-judge", "1", "2", "--split", "--why", "own words", *where)
    told = run("story", "1", *where).output
    assert "1 copy, 1 source, 1 owner" in told and "own words" in told
    run("review", "undo", "1", *where)
    assert "2 copies, 2 sources, 2 owners" in run("story", "1", *where).output


def test_what_a_revision_changed_is_told_word_by_word(tmp_path):
    with store(tmp_path / "news.db") as made:
        for at, verb, names in (("2026-10-02", "ask", NAMES), ("2026-10-04", "urge", NAMES[:1])):
            body = [f"We {verb} the court of Port Selin to open its doors.", BODY[1]]
            signatures = signed("\n\n".join(body), *names)
            found = article("https://one.example/a", "Open the court", body)
            made.put(found, at=f"{at}T08:00:00Z", signatures=signatures)
        made.db.conn.commit()
    output = run("show", "1", "--changes", "--db", tmp_path / "news.db").output
    assert "revision 2, 2026-10-04T08:00:00Z: text, signatories" in output
    assert "We [-ask-]{+urge+} the court" in output
    assert "Ada Marlow, lawyer[-; Bela Quist, poet-]" in output
    asked = run("show", "1", "--changes", "--json", "--db", tmp_path / "news.db").output
    assert [revision["changed"] for revision in json.loads(asked)["revisions"]] == [
        [],
        ["text", "signatories"],
    ]


def test_an_article_that_never_changed_is_said_so(news):
    assert "no changes since it was collected" in run("show", "1", "--changes", "--db", news).output


def test_terminal_escapes_of_a_page_are_shown_not_obeyed(tmp_path):
    with store(tmp_path / "news.db") as made:
        made.put(article("https://one.example/a", "Red \x1b[31malert\r\nline", ["Some text of the page."]))
        made.db.conn.commit()
        output = run("show", "1", "--db", tmp_path / "news.db").output
    assert "\x1b" not in output and "\\x1b[31m" in output
