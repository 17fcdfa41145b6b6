"""A seeded database of any size with the shape of a real one: six languages, long lists, copies, gaps and failures.

Plain inserts by number, no extraction: it is for readers' pages, not for the writer. Equal seed, size and day give
equal rows.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from aggregator.identity.folding import fold
from aggregator.store import cosign, counts
from aggregator.store.connect import open_for_writing
from aggregator.store.search import folded, tags

SOURCES, DAYS, NIGHTS = 300, 3650, 400
PARTS = {
    "en": (
        "prison court lawyer strike teacher border river arrest protest union verdict witness reporter family harbour",
        "Alma Berto Clio Dario Edda Fenn Greta Hollis Ines Jory Kestrel Lior Maren Nolan Orla",
        "Aldane Brockveld Carrow Dunmere Eskel Farrant Gorse Hartwin Ivers Jessop Kelding Lorne Marsk Nettle Oakes",
    ),
    "fa": (
        "زندان دادگاه وکیل اعتصاب معلم مرز رودخانه بازداشت اعتراض اتحادیه حکم شاهد خبرنگار خانواده بندر",
        "آرمیتا بهناز پویان ترانه جاوید دلارام رامین ژیلا سامان شیوا کاوه گلناز مانی نیلوفر هومن",
        "آبادیان برزگر پارسافر تهمتنی جهانبین دریاپور راستگو زرنگار ساحلی شباهنگ کوهیار گلبن مهرجو نیکپی هامونی",
    ),
    "ar": (
        "سجن محكمة محام إضراب معلم حدود نهر اعتقال احتجاج نقابة حكم شاهد صحفي عائلة ميناء",
        "أمل باسم تالا جاد دانة رامي زينة سامر شذى طارق عبير فادي كرم لينا ناجي",
        "البحري التلي الجسر الحجار الدروبي الرملي الزيتون السهلي الشاطئ الصخري الطائر العنبر الغيم الفنار القمر",
    ),
    "ru": (
        "тюрьма суд адвокат забастовка учитель граница река арест протест профсоюз приговор свидетель репортёр семья гавань",
        "Аглая Богдан Вера Глеб Дарья Егор Жанна Захар Инна Кирилл Лада Макар Нина Олег Павла",
        "Алтынов Береговой Вьюгин Горный Дальний Ельник Журавин Заречный Ивняк Каменев Лугов Морской Низин Озеров Полев",
    ),
    "es": (
        "prisión tribunal abogada huelga maestra frontera río detención protesta sindicato sentencia testigo familia puerto",
        "Abril Bruno Celia Diego Elena Fabio Gala Hugo Irene Joel Lara Mateo Nora Óscar Pilar",
        "Acebal Breña Cañada Duero Espino Fresno Garúa Helecho Isleta Jara Laurel Mimbre Noguera Olmos Pinar",
    ),
    "zh": (
        "监狱 法院 律师 罢工 教师 边境 河流 逮捕 抗议 工会 判决 证人 记者 家庭 港口",
        "安 白 程 丁 方 高 何 江 孔 林 梅 宁 欧 潘 秦",
        "雨石 晨川 海岚 山禾 云舟 春木 冬原 月桥 青岩 长风 明湖 远帆 晓峰 秋水 夏田",
    ),
}
LANGUAGES = tuple(PARTS)
WEIGHTS = (34, 22, 14, 14, 10, 6)


class Corpus:
    """Rows of every table, drawn from one seeded source of chance."""

    def __init__(self, articles: int, seed: int, today: date) -> None:
        self.size, self.today, self.chance = articles, today, random.Random(seed)
        self.sources = [f"source-{n:03d}" for n in range(min(SOURCES, max(12, articles // 150)))]
        self.statements = max(20, articles // 100)
        self.signatories = self.statements * 3
        self.source_languages = self.chance.choices(LANGUAGES, WEIGHTS, k=len(self.sources))
        self.sentences = {language: self._sentences(language) for language in LANGUAGES}

    def _sentences(self, language: str) -> list[tuple[str, str]]:
        words = PARTS[language][0].split()
        drawn = ["".join(self._spaced(language, self.chance.choices(words, k=14))) + "." for _ in range(400)]
        return [(text, folded(text)) for text in drawn]

    def _spaced(self, language: str, words: list[str]) -> str:
        return ("" if language == "zh" else " ").join(words)

    def day(self, back: int) -> str:
        """A moment ``back`` days before the newest, as stored."""
        seconds = self.chance.randrange(86_400)
        clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        return f"{self.today - timedelta(days=back)}T{clock}Z"

    def people(self) -> Iterator[tuple[object, ...]]:
        """Signatories: one in five an organisation."""
        for number in range(1, self.signatories + 1):
            language = self.chance.choices(LANGUAGES, WEIGHTS)[0]
            topics, first, last = (part.split() for part in PARTS[language])
            is_person = number % 5 > 0
            picked = [self.chance.choice(first), self.chance.choice(last)] if is_person else topics[:1]
            name = self._spaced(language, picked) + ("" if is_person else f" {self.chance.choice(topics)}")
            name = f"{name} {number}"
            kind = "person" if is_person else "organisation"
            yield number, f"signatory-{number}", name, fold(name), kind

    def signers(self) -> list[list[int]]:
        """Signatories of each statement: most lists are short, some hold hundreds, few people sign very often."""
        crowd = range(1, self.signatories + 1)
        often = [1 / (1 + rank) ** 0.6 for rank in range(self.signatories)]
        cumulated, total = [], 0.0
        for share in often:
            cumulated.append(total := total + share)
        lists = []
        for _ in range(self.statements):
            size = min(int(self.chance.paretovariate(1.1) * 4), 400, self.signatories // 2)
            lists.append(sorted(set(self.chance.choices(crowd, cum_weights=cumulated, k=size))))
        return lists


def build(path: Path, articles: int, *, seed: int = 7, today: date | None = None) -> Path:
    """Write the database to ``path``, which must not exist. Returns ``path``."""
    db = open_for_writing(path)
    connection = db.conn
    connection.execute("pragma foreign_keys = off")
    connection.execute("pragma synchronous = off")
    connection.execute("pragma cache_size = -500000")
    corpus = Corpus(articles, seed, today or date.today())
    with connection:
        _sources(connection, corpus)
        _people(connection, corpus)
        _articles(connection, corpus)
        _statements(connection, corpus)
        _count(connection)
    connection.execute("analyze")
    connection.commit()
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    return path


def _insert(connection: sqlite3.Connection, table: str, columns: str, rows: object) -> None:
    names = columns.split()
    marks = ", ".join("?" * len(names))
    connection.executemany(f"insert into {table} ({', '.join(names)}) values ({marks})", rows)


def _sources(connection: sqlite3.Connection, corpus: Corpus) -> None:
    for number, (source, language) in enumerate(zip(corpus.sources, corpus.source_languages, strict=True), 1):
        topic = PARTS[language][0].split()[number % 14]
        state, reason = ("broken", "HTTP 503 five times") if number % 40 == 0 else ("ok", "")
        owner = f"owner-{number // 2}"
        facts = (source, f"{topic} {number}", owner, f"https://{source}.example/", json.dumps([language]))
        columns = "id name owner homepage languages kind state reason last_success_at"
        _insert(connection, "sources", columns, [(*facts, "independent", state, reason, corpus.day(0))])
        inputs = [(source, "feed", f"https://{source}.example/feed/{n}", n, "unchanged") for n in range(2)]
        _insert(connection, "inputs", "source_id kind url position state", inputs)
    nights = range(NIGHTS, 0, -1)
    runs = [(*sorted((corpus.day(back), corpus.day(back))), "ok") for back in nights]
    _insert(connection, "runs", "started_at finished_at state", runs)
    parts = (
        (n + 1, source, corpus.day(back), "ok", 20, 3)
        for n, back in enumerate(nights)
        for source in corpus.sources
        if corpus.chance.random() < 0.9
    )
    _insert(connection, "source_runs", "run_id source_id started_at state attempted new", parts)
    ledger = (
        (source, str(corpus.today - timedelta(days=back)), 20, 20, corpus.chance.randrange(6), "ok")
        for source in corpus.sources
        for back in range(NIGHTS)
        if corpus.chance.random() < 0.9
    )
    _insert(connection, "coverage", "source_id day attempted fetched new state", ledger)


def _people(connection: sqlite3.Connection, corpus: Corpus) -> None:
    rows = list(corpus.people())
    _insert(connection, "signatories", "id slug name name_key kind", rows)
    spellings = ((number, name, key, 1) for number, _, name, key, _ in rows)
    _insert(connection, "signatory_names", "signatory_id name name_key n", spellings)


def _articles(connection: sqlite3.Connection, corpus: Corpus) -> None:
    wanted: dict[str, tuple[str, Callable[[Row], Iterator[tuple[object, ...]]]]] = {
        "articles": (
            "id page_id capture_id source_id url canonical_url kind title language published published_precision "
            "published_method collected_at last_checked_at words text_sha256 story_id link_count",
            lambda row: iter([row.article]),
        ),
        "article_texts": ("article_id text blocks", lambda row: iter([row.text])),
        "article_search": ("article_id title text tags", lambda row: iter([row.index])),
        "pages": (
            "id url url_normalised source_id found_at state last_checked_at",
            lambda row: iter([row.page]),
        ),
        "captures": (
            "id page_id run_id url requested_url fetched_at status payload_sha256 warc_file warc_offset "
            "warc_length chain",
            lambda row: iter([row.capture]),
        ),
        "revisions": (
            "article_id number capture_id at title text_sha256 text",
            lambda row: iter([row.revision]),
        ),
        "story_articles": ("article_id story_id method", lambda row: iter([row.membership])),
        "related_links": ("article_id position url url_normalised text kind", lambda row: iter(row.links)),
    }
    rows = _rows(corpus)
    while chunk := list(islice(rows, 20_000)):
        for table, (columns, part) in wanted.items():
            _insert(connection, table, columns, (values for row in chunk for values in part(row)))
    _insert(connection, "stories", "id", ((n,) for n in range(1, _story(corpus.size) + 1)))


class Row:
    """The parts of one article, by table."""

    def __init__(self, corpus: Corpus, number: int) -> None:
        chance, place = corpus.chance, corpus.chance.randrange(len(corpus.sources))
        source, language = corpus.sources[place], corpus.source_languages[place]
        picked = chance.choices(corpus.sentences[language], k=4)
        title = picked[0][0][:70].rsplit(" ", 1)[0]
        text, words = "\n\n".join(p[0] for p in picked), " ".join(p[1] for p in picked)
        back = (corpus.size - number) * DAYS // corpus.size
        collected, url = corpus.day(back), f"https://{source}.example/{number}"
        published = corpus.day(back + chance.randrange(3)) if number % 51 else None
        kind = "statement" if number % 100 == 0 else "article"
        digest, story = f"{number:064x}", _story(number)
        ends = [0]
        for sentence, _ in picked:
            ends.append(ends[-1] + len(sentence) + 2)
        blocks = [
            {"tag": "p", "text": p[0], "start": at, "end": at + len(p[0]), "path": "/html", "language": ""}
            for p, at in zip(picked, ends, strict=False)
        ]
        self.article = (
            *(number, number, number, source, url, url, kind, title, language, published, "second", "meta"),
            *(collected, collected, len(words.split()), digest, story, 2),
        )
        self.text = (number, text, json.dumps(blocks, ensure_ascii=False))
        self.index = (number, folded(title), words, " ".join(tags(language, kind, source)))
        self.page = (number, url, url, source, collected, "done", collected)
        self.capture = (
            *(
                number,
                number,
                1,
                url,
                url,
                collected,
                200,
                digest,
                "captures-000001.warc.gz",
                number,
                900,
                digest,
            ),
        )
        self.revision = (number, 1, number, collected, title, digest, text)
        self.membership = (number, story, "near" if _story(number - 1) == story else "first")
        self.links = [
            (number, n, f"{url}/link/{n}", f"{url}/link/{n}", "more", ("related", "in-text")[n])
            for n in range(2)
        ]


def _rows(corpus: Corpus) -> Iterator[Row]:
    return (Row(corpus, number) for number in range(1, corpus.size + 1))


def _story(number: int) -> int:
    """Every tenth article is followed by up to three copies of it."""
    whole, rest = divmod(max(number, 1) - 1, 10)
    return whole * 7 + max(1, rest - 2)


def _statements(connection: sqlite3.Connection, corpus: Corpus) -> None:
    names = dict(connection.execute("select id, name from signatories"))
    kinds = dict(connection.execute("select id, kind from signatories"))
    for statement, signers in enumerate(corpus.signers(), 1):
        article = statement * corpus.size // corpus.statements
        title, language = connection.execute(
            "select title, language from articles where id = ?", (article,)
        ).fetchone()
        _insert(connection, "statements", "id title language", [(statement, title, language)])
        _insert(
            connection, "statement_articles", "statement_id article_id form", [(statement, article, "full")]
        )
        signed = (
            (
                statement,
                article,
                n,
                names[one],
                fold(names[one]),
                kinds[one],
                one,
                0.7 + n % 4 / 10,
                "Signed:",
            )
            for n, one in enumerate(signers, 1)
        )
        columns = "statement_id article_id position name_as_printed name_key kind signatory_id confidence cue"
        _insert(connection, "signatures", columns, signed)


def _count(connection: sqlite3.Connection) -> None:
    for table in ("sources", "articles", "stories", "statements", "signatories"):
        settings = ", ".join(f"{column} = ({sql})" for column, sql in counts.EXPRESSIONS[table].items())
        connection.execute(f"update {table} set {settings}")
    cosign.rebuild(connection)
