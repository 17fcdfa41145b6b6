"""Search finds words in any script, through the same folding at both ends."""

import pytest

from aggregator.identity.folding import fold, words
from aggregator.store import search
from aggregator.store.connect import open_for_writing

TEXTS = {
    1: ("México", "Las organizaciones piden justicia para los estudiantes desaparecidos."),
    2: ("İstanbul", "Işıklı Sokak'ta gazeteciler serbest bırakıldı."),
    3: ("بيان مشترك", "هيئةُ حقوقِ الإنســـان تدين الإعدامات"),
    4: ("بیانیه", "کمیتهٔ پیگیری بازداشت‌شدگان در سال ۱۴۰۳ خبر داد"),
    5: ("聯合聲明", "中國人權觀察呼籲釋放律師。"),
    6: ("แถลงการณ์", "องค์กรสิทธิมนุษยชนเรียกร้องให้ปล่อยตัว"),
    7: ("ကြေညာချက်", "လူ့အခွင့်အရေး အဖွဲ့များ"),
    8: ("Заявление", "Ёлкин и другие правозащитники подписали обращение"),
}


@pytest.fixture
def connection(tmp_path):
    db = open_for_writing(tmp_path / "news.db")
    run = db.conn.execute
    run("insert into sources (id, name, owner, kind) values ('a', 'A', 'a', 'ngo')")
    for number, (title, text) in TEXTS.items():
        url = f"https://example.org/{number}"
        run(
            "insert into pages (id, url, url_normalised, source_id, found_at) values (?, ?, ?, 'a', '2026-01-01')",
            (number, url, url),
        )
        run(
            "insert into articles (id, page_id, source_id, url, canonical_url, title, published, collected_at, "
            "last_checked_at) values (?, ?, 'a', ?, ?, ?, ?, '2026-01-02', '2026-01-02')",
            (number, number, url, url, title, f"2026-01-0{number}"),
        )
        search.index(db.conn, number, title, text, search.tags("xx", "article", "a"))
    db.conn.commit()
    yield db.conn
    db.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("mexico", [1]),
        ("MÉXICO desaparecidos", [1]),
        ("desapar*", [1]),
        ('"estudiantes desaparecidos"', [1]),
        ('"desaparecidos estudiantes"', []),
        ("istanbul", [2]),
        ("ISTANBUL", [2]),
        ("ışıklı", [2]),
        ("الانسان", [3]),
        ("حقوق الإنسان", [3]),
        ("كميته", [4]),
        ("1403", [4]),
        ("۱۴۰۳", [4]),
        ("人權", [5]),
        ("人權觀察", [5]),
        ("權", [5]),
        ("人", [5]),
        ("สิทธิมนุษยชน", [6]),
        ("လူ့အခွင့်အရေး", [7]),
        ("елкин", [8]),
        ("justicia мир", []),
    ],
)
def test_finds_words_in_every_script(connection, query, found):
    assert [hit.article_id for hit in search.search(connection, query)] == found


@pytest.mark.parametrize(
    "query", ['"', "NEAR(", "*", "", "a OR", "x" * 5000, "(((", "title:", "-", "^", "\x00"]
)
def test_odd_queries_never_fail(connection, query):
    assert isinstance(search.search(connection, query), list)


def test_filters_are_part_of_the_index(connection):
    assert search.search(connection, "mexico", filters=[search.tag("src", "a")])
    assert not search.search(connection, "mexico", filters=[search.tag("src", "b")])


@pytest.mark.parametrize(
    "query", ["lang*", "la*", "l*", "kindarticle", "kind*", "s*", "srca", '"langxx kindarticle"']
)
def test_words_never_find_the_tokens_of_filters(connection, query):
    found = {hit.article_id for hit in search.search(connection, query)}
    printed = {n for n, text in TEXTS.items() if any(w.startswith(query[:-1]) for w in words(" ".join(text)))}
    assert found == (printed if query.endswith("*") else set())


def test_a_changed_article_is_found_by_its_new_words_only(connection):
    search.index(connection, 1, "Perú", "otras palabras", [])
    assert not search.search(connection, "mexico")
    assert [hit.article_id for hit in search.search(connection, "peru")] == [1]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ﬁne", "fine"),
        ("Ελλάδα", "ελλαδα"),
        ("ＡＢＣ", "abc"),
        ("مُحَمَّد", "محمد"),
        ("क़ानून", "क़ानून"),
        ("سؤال", "سوال"),
    ],
)
def test_folding(text, folded):
    assert fold(text) == fold(folded)


def test_bigrams_overlap():
    assert words("人权观察") == ["人权", "权观", "观察"]


def test_excerpt_shows_the_printed_text_around_the_hit():
    text = "Intro. " * 100 + "Las autoridades de MÉXICO callan."
    assert "\x02MÉXICO\x03" in search.excerpt(text, "mexico")
    assert search.excerpt("ab cd ab", "ab") == "\x02ab\x03 cd \x02ab\x03"
    assert search.excerpt("Nothing " * 40, "ab").startswith("Nothing Nothing")
    assert "\x02人權\x03" in search.excerpt("中國人權觀察", "人權") or "人" in search.excerpt(
        "中國人權觀察", "人權"
    )
