"""The claimed count is the number of those who signed this statement as the page says it, or nothing."""

from __future__ import annotations

import pytest

from aggregator.extract.blocks import blocks
from aggregator.extract.document import Document
from aggregator.extract.signatories import read
from tests.benchmarks.adapters import signatories

OTHERS = (
    "<table><tr><td>1</td><td>Ada Novik</td><td>held</td></tr><tr><td>2</td><td>Bram Keller</td><td>held</td></tr>"
    "<tr><td>3</td><td>Cleo Hartwig</td><td>released</td></tr><tr><td>4</td><td>Dov Marin</td><td>held</td></tr></table>"
)
LEAD = "<p>The court of Tarn met again on Monday in its old hall beside the closed port.</p>"


def claimed(body: str) -> int | None:
    """The claimed count of the first statement on a page with this body."""
    page = f"<html><body><main>{body}</main></body></html>"
    statements = read(blocks(Document.from_text(page, "https://example.org/a").tree)).statements
    return statements[0].claimed_count if statements else None


REPORTS = {
    "en": ("The open letter was signed by 340 teachers.", "Last year a letter was signed by 340 teachers."),
    "fr": (
        "La lettre ouverte a été signée par 340 enseignants.",
        "Une pétition signée par 340 enseignants avait été remise à la mairie.",
    ),
    "es": (
        "La carta abierta fue firmada por 340 profesores.",
        "El año pasado una carta abierta fue firmada por 340 profesores.",
    ),
    "pt": (
        "A carta aberta foi assinada por 340 professores.",
        "No ano passado uma carta aberta foi assinada por 340 professores.",
    ),
    "de": (
        "Den offenen Brief haben 340 Lehrer unterzeichnet.",
        "Im vergangenen Jahr haben 340 Lehrer einen offenen Brief unterzeichnet.",
    ),
    "it": (
        "La lettera aperta è stata firmata da 340 insegnanti.",
        "L’anno scorso una lettera aperta è stata firmata da 340 insegnanti.",
    ),
    "ru": ("Открытое письмо подписали 340 учёных.", "Ранее открытое письмо подписали 340 учёных."),
    "tr": ("Açık mektup 340 akademisyen tarafından imzalandı.", "Geçen yıl 340 akademisyen mektup imzaladı."),
    "ar": ("وقع البيان 340 كاتبا.", "في العام الماضي وقع البيان 340 كاتبا."),
    "fa": ("این بیانیه را ۳۴۰ معلم امضا کردند.", "سال گذشته این بیانیه را ۳۴۰ معلم امضا کردند."),
    "zh": ("三百四十名學者聯署公開信。", "去年三百四十名學者聯署公開信。"),
    "ko": ("학자 340명이 공개서한에 서명했다.", "지난해 학자 340명이 공개서한에 서명했다."),
}


@pytest.mark.parametrize("language", sorted(REPORTS))
def test_report_of_a_letter_counts_its_signers(language: str) -> None:
    told, _ = REPORTS[language]
    assert claimed(f"<h1>News</h1><p>{told}</p>") == 340


@pytest.mark.parametrize("language", sorted(REPORTS))
def test_earlier_letter_told_of_in_passing_is_no_claim(language: str) -> None:
    _, earlier = REPORTS[language]
    assert claimed(f"<h1>News</h1><p>{earlier}</p>") is None


@pytest.mark.parametrize("language", sorted(REPORTS))
def test_letter_told_of_beside_other_names_is_no_claim(language: str) -> None:
    told, _ = REPORTS[language]
    assert claimed(f"<h1>News</h1>{LEAD}<p>{told}</p><h2>In prison</h2>{OTHERS}") is None
    assert claimed(f"<h1>News</h1><p>{told}</p>{LEAD}<h2>In prison</h2>{OTHERS}") == 340


def test_links_to_other_news_are_no_other_names() -> None:
    links = "".join(f'<li><a href="/{name}">{name} Novik Keller</a></li>' for name in ("Ada", "Bram", "Cleo"))
    report = "<h1>News</h1><p>The open letter was signed by 340 teachers.</p>"
    assert claimed(f"{report}<h3>Related</h3><ul>{links}</ul>") == 340


def test_heading_over_other_names() -> None:
    report = f"<h1>News</h1>{LEAD}<p>The open letter was signed by 340 teachers.</p>"
    names = "<ul><li>Ada Novik</li><li>Bram Keller</li><li>Cleo Hartwig</li></ul>"
    assert claimed(f"{report}<h3>Voted against:</h3>{names}") is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<p>本席與林委員樂怡等14人,有鑑於山域事故增加,請宣讀。</p><p>爰提案要求該院應於三個月內,提出報告。</p>"
            "<p>提案人:林樂怡 周子謙</p><p>連署人:許文慧 方朗遠</p>",
            14,
        ),
        (
            "<h1>公開信</h1><p>我們要求三個月內公開文件，邀集團體開會。</p><p>聯署人：</p><p>林樂怡、周子謙、許文慧</p>",
            None,
        ),
    ],
)
def test_months_are_no_signers(body: str, expected: int | None) -> None:
    assert claimed(body) == expected


LETTER = "<h1>Open letter on the port</h1><p>The port has been closed for a year and nobody says why.</p>"
LIST = "<ul><li>Ada Novik, lawyer</li><li>Bram Keller, doctor</li><li>Cleo Hartwig, poet</li></ul>"


@pytest.mark.parametrize(
    ("before", "behind", "expected"),
    [
        ("<p>Signatures:</p>", "<p>In all 37 signatures. More are welcome.</p>", 37),
        ("<p>Подписи:</p>", "<p>Всего 37 подписей. Сбор подписей продолжается.</p>", 37),
        ("<p>Unterschriften:</p>", "<p>Insgesamt 37 Unterschriften.</p>", 37),
        ("<p>Firman:</p>", "<p>En total, 37 firmas.</p>", 37),
        ("<p>賛同人：</p>", "<p>合計37名の賛同をいただきました。</p>", 37),
        ("<p>This letter is sent on behalf of 37 non-governmental groups.</p><p>Signed:</p>", "", 37),
        ("<p>Ce texte est publié au nom de 37 associations du port.</p><p>Signataires :</p>", "", 37),
        ("<p>Ми, представники 37 організацій, просимо відкрити порт.</p><p>Підписи:</p>", "", 37),
        ("<p>We, 37 groups from the coast, ask for an answer.</p><p>Signed:</p>", "", 37),
        ("<p>Wir, 37 Vereine von der Küste, bitten um Antwort.</p><p>Unterzeichnet:</p>", "", 37),
        ("<p>Unterzeichnet von 12 Mitgliedern des Netzwerks:</p>", "", 12),
        ("<p>Signed by 12 beekeepers of the coast:</p>", "", 12),
        ("<p>The letter was signed by 340 beekeepers.</p><p>Signed:</p>", "", 340),
        ("<p>We ask for the release of the 37 dockers.</p><p>Signed:</p>", "", None),
        ("<p>Signed:</p>", "<p>The port had 37 cranes in its best days.</p>", None),
        ("<p>To be signed by 30 June 2020.</p><p>Signed:</p>", "", None),
    ],
)
def test_count_beside_a_list(before: str, behind: str, expected: int | None) -> None:
    assert claimed(LETTER + before + LIST + behind) == expected


def test_counts_of_groups_are_summed() -> None:
    groups = (
        "<p>Signatories:</p><h4>Norway (12)</h4><ul><li>Harbour Union</li><li>Coast Watch</li></ul>"
        "<h4>Chad (30)</h4><ul><li>River Foundation</li><li>Lake Alliance</li></ul>"
    )
    assert claimed(LETTER + groups) == 42


@pytest.mark.parametrize(
    "body",
    [
        "<h1>作家签名售书</h1><p>作家签名售书活动昨日举行，三百余名读者排队等候签名。</p>",
        "<h1>Writers meet readers</h1><p>At the book signing some 300 readers waited for the writers.</p>",
        "<h1>Government signs agreement on the port</h1><p>Neighbours handed in a petition with 12,000 signatures.</p>",
        "<h1>Keep the port</h1><p>Our petition helps.</p><ul><li>12 May: 1,000 signatures reached</li></ul>",
    ],
)
def test_numbers_on_pages_about_something_else(body: str) -> None:
    assert claimed(body) is None


SIGNED = "<p>Signatories:</p><ul><li>Ada Novik, teacher</li><li>Bram Keller, poet</li><li>Cleo Hartwig, judge</li></ul>"


@pytest.mark.parametrize(
    ("lead", "count"),
    [
        ("The open letter was signed by fewer than ten teachers in May and by 340 teachers since.", 340),
        ("La carta abierta arrancó con menos de diez firmantes y ya suma 340 firmantes.", 340),
        ("Der offene Brief begann mit weniger als zehn Unterzeichnern und hat jetzt 340 Unterzeichner.", 340),
        ("Eighty teachers call on the council to keep the port open.", 80),
        ("Ruim tachtig leraren roepen de raad op om de haven open te houden.", 80),
        ("Some 549 river readers signed the open letter.", 549),
        ("On 12 May they signed the open letter.", None),
        ("The open letter was signed by 120 unions, 42 deputies, 16 mayors and 35 artists.", None),
        (
            "The open letter was signed by 120 unions, 42 deputies and 35 artists, 197 signatories in total.",
            197,
        ),
        ("It names four teachers, and asks the council to keep the port open.", None),
        ("Resolution No. 12 teachers of the open letter signed was read.", None),
        ("數十位學者聯署公開信。", None),
        ("We call on member states of the Authority to adopt the open letter.", None),
    ],
)
def test_number_in_the_lead_of_a_page_with_signers(lead: str, count: int | None) -> None:
    assert claimed(f"<h1>Open letter on the port</h1><p>{lead}</p>{SIGNED}") == count


def test_count_between_a_farewell_and_the_names() -> None:
    body = "<h1>Open letter on the port</h1><p>We ask the council to keep the port open for the boats of Tarn.</p>"
    body += "<p>With urgency,</p><p>333 total signers as of 9 May 2021.</p><p>[First signers; more below]</p>"
    assert claimed(body + SIGNED.replace("<p>Signatories:</p>", "")) == 333


@pytest.mark.parametrize(
    ("title", "later", "count"),
    [
        (
            "Over one hundred teachers sign open letter",
            "Tarn was among the 123 teachers who signed the letter.",
            123,
        ),
        ("Over one hundred teachers sign open letter", "Some 120 teachers signed the letter.", 100),
        ("Over one hundred teachers sign open letter", "An earlier letter was signed by 480 teachers.", 100),
        (
            "Meer dan tweehonderd leraren tekenen open brief",
            "De open brief is ondertekend door 212 leraren.",
            212,
        ),
        ("千餘人聯署公開信", "截止昨日，已有超過1207人聯署公開信。", 1207),
    ],
)
def test_exact_number_told_later_stands_for_a_round_one(title: str, later: str, count: int) -> None:
    fill = "".join(
        f"<p>The port of Tarn has been closed since May, and nobody says why at all ({n}).</p>"
        for n in "abcdef"
    )
    assert claimed(f"<h1>{title}</h1>{fill}<p>{later}</p>") == count


def test_number_of_a_date_before_signatories_is_no_count() -> None:
    assert claimed(f"<h1>Motions of the day</h1><p>Tabled: 9/03/23 Signatories:</p>{SIGNED}") is None


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        (
            "tr",
            "Aralarında Baha Oranlı, Gencer Gürsu ve Akın Bircan'ın bulunduğu 105 aydın bir bildiri yayınladı.",
            105,
        ),
        ("ko", "인권연대와 평화네트워크, 한국강살리기연합 등 35개 단체는 공동 성명을 발표했다.", 35),
        ("he", "השופט דחה את הדיון (ראו (כאן. לקראתו פרסמו 20 ארגוני חברה אזרחית הצהרה משותפת.", 20),
        ("fa", "دادگاه حکم را صادر کرد. ۱۱۲ فعال سیاسی در بیانیه‌ای آن را محکوم کردند.", 112),
        ("zh", "超过100名中国学者、维权人士和律师联署敦促当局释放三人。", 100),
    ],
)
def test_count_of_people_whom_a_sentence_tells_of(language: str, text: str, count: int) -> None:
    page = f"<html lang={language}><body><article><h1>X</h1><p>{text}</p></article></body></html>"
    assert signatories(page, "https://heron.example/")["claimed_count"] == count


def test_count_in_the_first_heading_of_a_page_without_a_title() -> None:
    page = "<html><body><article><h3>Joint declaration of 32 public figures</h3><p>Now.</p></article></body></html>"
    assert signatories(page, "https://heron.example/")["claimed_count"] == 32


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Individuals from more than 35 countries have signed an open letter to the ministers.", None),
        ("The letter was signed by the Heron Centre, among nearly 200 others.", 200),
        ("In einem offenen Brief vom 3. April 2019 stellen 250 Organisationen Forderungen.", 250),
        (
            "The letter signed by the Heron Centre and many artists accuses the council of looking away “while almost "
            "700 people in the old port live without water and nobody who could help them seems to care”.",
            None,
        ),
        ("Subscrito por uma centena de personalidades, o manifesto pede uma nova lei.", 100),
        ("이번 선언에는 국보법 7조부터 폐지 시민연대, 인권연대, 평화네트워크 등이 참여했다.", None),
    ],
)
def test_numbers_beside_words_for_signing(text: str, count: int | None) -> None:
    page = f"<html><body><article><h1>X</h1><p>{text}</p></article></body></html>"
    assert signatories(page, "https://heron.example/")["claimed_count"] == count


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("L'appel des 120 pour le vieux port", 120),
        ("Il manifesto dei 500 contro la chiusura", 500),
        ("Manifiesto de los 343", 343),
        ("The letter of the 58 to the council", 58),
        ("Letter of 12 May", None),
        ("Appel du 15 juin 2020", None),
        ("L'appel des 100 jours", None),
        ("Declaration of 1948 on ports", None),
    ],
)
def test_statement_named_after_the_number_of_its_signers(title: str, count: int | None) -> None:
    page = f"<html><body><article><h1>{title}</h1><p>The port is closed.</p></article></body></html>"
    assert signatories(page, "https://heron.example/")["claimed_count"] == count
