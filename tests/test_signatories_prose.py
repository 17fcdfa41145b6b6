"""Names of signers inside sentences, one row a form; rows without names are look-alikes."""

from __future__ import annotations

import pytest

from aggregator.extract.blocks import blocks
from aggregator.extract.document import Document
from aggregator.extract.signatories import read

ROWS = [
    (
        "es",
        "Los partidos Acción Norte, Fuerza Ciudadana, Encuentro Liberal y Alianza Verde firmaron una declaración.",
        "Acción Norte|Fuerza Ciudadana|Encuentro Liberal|Alianza Verde",
    ),
    (
        "en",
        "The unions Harbour Front, Tarn Dockers and Selm Pilots signed the statement.",
        "Harbour Front|Tarn Dockers|Selm Pilots",
    ),
    (
        "fr",
        "Parmi les signataires figurent l’écrivain Hugo Marchand, la cinéaste Léa Fontenay, l’ancien ministre Karim"
        " Belhadj et les historiens Anne Roux et Yann Le Guen.",
        "Hugo Marchand|Léa Fontenay|Karim Belhadj|Anne Roux|Yann Le Guen",
    ),
    (
        "it",
        "Lo hanno firmato, tra gli altri, i registi Dario Monte e Anna Fiorini, l’attrice Marta Galli e Paolo Serra.",
        "Dario Monte|Anna Fiorini|Marta Galli|Paolo Serra",
    ),
    (
        "en",
        "Signatories include novelist Amber Lowell, the historian Tom Ashgrove and Lina Farouk, a professor of law at"
        " Selm.",
        "Amber Lowell|Tom Ashgrove|Lina Farouk",
    ),
    (
        "en",
        "The statement was signed by Amber Lowell, Tom Ashgrove and Lina Farouk.",
        "Amber Lowell|Tom Ashgrove|Lina Farouk",
    ),
    (
        "en",
        "The letter was signed by Sens. Carla Munro (D-Md.), Peter Voss (R-Fla.) and Dana Whit (D-Ore.).",
        "Carla Munro|Peter Voss|Dana Whit",
    ),
    (
        "en",
        "More than 40 groups, including the Lantern Foundation, Heron Centre and Delta Council, signed the letter.",
        "Lantern Foundation|Heron Centre|Delta Council",
    ),
    (
        "en",
        "Lantern Foundation, Heron Centre and Delta Council said in a joint statement that the law must go.",
        "Lantern Foundation|Heron Centre|Delta Council",
    ),
    (
        "en",
        "Among the signatories are novelist Amber Lowell, former judge Tom Ashgrove and filmmaker Lina Farouk.",
        "Amber Lowell|Tom Ashgrove|Lina Farouk",
    ),
    (
        "ru",
        "Письмо подписали актёры Олег Варнавин, Нина Белоус, режиссёр Пётр Скальский, писатели Инна Гордеева и Лев Зимовой.",
        "Олег Варнавин|Нина Белоус|Пётр Скальский|Инна Гордеева|Лев Зимовой",
    ),
    (
        "ru",
        "Среди подписавших — правозащитник Олег Варнавин, адвокат Нина Белоус и журналист Пётр Скальский.",
        "Олег Варнавин|Нина Белоус|Пётр Скальский",
    ),
    (
        "it",
        "Tra i firmatari troviamo il regista Dario Monteverde, la scrittrice Anna Fiorini e il giurista Paolo Serradifalco.",
        "Dario Monteverde|Anna Fiorini|Paolo Serradifalco",
    ),
    (
        "it",
        "L’appello è firmato da Dario Monteverde, Anna Fiorini, Paolo Serra e Marta Galli.",
        "Dario Monteverde|Anna Fiorini|Paolo Serra|Marta Galli",
    ),
    (
        "fr",
        "La lettre est signée par Hugo Marchand, Léa Fontenay et Karim Belhadj.",
        "Hugo Marchand|Léa Fontenay|Karim Belhadj",
    ),
    (
        "es",
        "El manifiesto fue firmado por Lucía Arroyo, Marcos Peñalver y Elena Duarte.",
        "Lucía Arroyo|Marcos Peñalver|Elena Duarte",
    ),
    (
        "es",
        "Firman: Asociación Puente Vivo, Red de Mujeres del Valle, Fundación Tierra Alta y Colectivo Faro.",
        "Asociación Puente Vivo|Red de Mujeres del Valle|Fundación Tierra Alta|Colectivo Faro",
    ),
    (
        "de",
        "Der offene Brief wurde unterzeichnet von Karla Winter, Jonas Ebert und Miriam Adler.",
        "Karla Winter|Jonas Ebert|Miriam Adler",
    ),
    (
        "de",
        "Zu den unterzeichnenden Organisationen zählen der Verein Hafenlicht, die Stiftung Brücke und das Netzwerk Ufer.",
        "Verein Hafenlicht|Stiftung Brücke|Netzwerk Ufer",
    ),
    (
        "nl",
        "De open brief is ondertekend door Sanne Verhoef, Bram de Wit en Fatima el Idrissi.",
        "Sanne Verhoef|Bram de Wit|Fatima el Idrissi",
    ),
    (
        "pt",
        "Assinam o manifesto Ana Bezerra, Caio Figueira, Lúcia Prado e Rui Sampaio.",
        "Ana Bezerra|Caio Figueira|Lúcia Prado|Rui Sampaio",
    ),
    (
        "uk",
        "Звернення підписали Олена Лісова, Тарас Вербицький та Ганна Левко.",
        "Олена Лісова|Тарас Вербицький|Ганна Левко",
    ),
    (
        "tr",
        "Deniz Hakları Derneği, Liman İşçileri Sendikası ve Kuzey Kadın Platformu ortak bir açıklama yayımladı.",
        "Deniz Hakları Derneği|Liman İşçileri Sendikası|Kuzey Kadın Platformu",
    ),
    (
        "tr",
        "Bildiriyi imzalayanlar arasında Elif Sancak, Murat Denizli ve Ayşe Korkut bulunuyor.",
        "Elif Sancak|Murat Denizli|Ayşe Korkut",
    ),
    (
        "ar",
        "وقّع على البيان كل من: سليم الحارثي، ليلى منصور، جميل القباني.",
        "سليم الحارثي|ليلى منصور|جميل القباني",
    ),
    (
        "fa",
        "شماری از نویسندگان، از جمله بهرام کیانی، نسرین طاهری، کاوه رستگار، بیانیه‌ای را امضا کردند.",
        "بهرام کیانی|نسرین طاهری|کاوه رستگار",
    ),
    (
        "zh",
        "聯署團體包括：海港勞工協會、晨光基金會、河岸法律中心等。",
        "海港勞工協會|晨光基金會|河岸法律中心",
    ),
    ("zh", "公开信签署人包括王海宁、李晓岚、赵启明。", "王海宁|李晓岚|赵启明"),
    ("zh", "聯署人：北海大學教授 王海寧、李曉嵐", "王海寧|李曉嵐"),
    ("ko", "연명단체: 항구노동자회, 새벽여성연대, 강변인권센터", "항구노동자회|새벽여성연대|강변인권센터"),
    (
        "ru",
        "Под обращением подписались академики Олег Варнавин и Нина Белоус, член-корреспондент РАН Пётр Скальский.",
        "Олег Варнавин|Нина Белоус|Пётр Скальский",
    ),
    (
        "pl",
        "Pod listem otwartym podpisali się m.in. Jan Kowalik, Anna Nowicka i Piotr Zaleski.",
        "Jan Kowalik|Anna Nowicka|Piotr Zaleski",
    ),
    (
        "tr",
        "Bildiriye imza atan isimler şöyle: Elif Sancak (yazar), Murat Denizli (gazeteci), Cem Yalçın (avukat)",
        "Elif Sancak|Murat Denizli|Cem Yalçın",
    ),
    (
        "tr",
        "Mektupta imzası bulunan isimler arasında Prof. Dr. Elif Sancak, Doç. Dr. Murat Denizli ve yazar Ayşe Korkut var.",
        "Prof. Dr. Elif Sancak|Doç. Dr. Murat Denizli|Ayşe Korkut",
    ),
    (
        "de",
        "gez. Karla Winter, Jonas Ebert, Miriam Adler, Otto Kessler",
        "Karla Winter|Jonas Ebert|Miriam Adler|Otto Kessler",
    ),
    (
        "de",
        "gez. Karla Winter, Jonas Ebert, Miriam Adler, Otto Kessler",
        "Karla Winter|Jonas Ebert|Miriam Adler|Otto Kessler",
    ),
    (
        "de",
        "Unterzeichnet wurde der Aufruf unter anderem von Prof. Dr. Karla Winter (Universität Kassel) und Dr. Jonas Ebert.",
        "Prof. Dr. Karla Winter|Dr. Jonas Ebert",
    ),
    (
        "tr",
        "Aralarında Elif Sancak, Murat Denizli ve Cem Yalçın’ın da bulunduğu 120 aydın ortak bir bildiri yayımladı.",
        "Elif Sancak|Murat Denizli|Cem Yalçın",
    ),
    (
        "nl",
        "De open brief is ondertekend door onder anderen schrijver Joost van den Berg en actrice Fatima el Idrissi.",
        "Joost van den Berg|Fatima el Idrissi",
    ),
    (
        "uk",
        "Меморандум підписали ректор Тарас Вербицький, директорка Олена Лісова та голова Ганна Левко.",
        "",
    ),
    ("en", "The treaty was signed by the United States, France and Japan in 1984.", ""),
    ("en", "The petition was signed by more than 60,000 people in Amber Bay, Lowell and Farport.", ""),
    ("en", "The bags were designed by Amber Lowell, Tom Ashgrove and Lina Farouk.", ""),
    ("en", "The open letter condemns the sentences against Amber Lowell, Tom Ashgrove and Lina Farouk.", ""),
    ("ru", "Авторы письма просят освободить Олега Варнавина, Нину Белоус и Петра Скальского.", ""),
    ("de", "Der Spieler unterzeichnete einen Vertrag bei Hafen SV, Uferstadt FC und Bergheim 04.", ""),
    (
        "fr",
        "La lettre ouverte adressée à Hugo Marchand, Léa Fontenay et Karim Belhadj reste sans réponse.",
        "",
    ),
    ("fa", "زندانیان با انتشار بیانیه‌ای احکام بهرام کیانی، نسرین طاهری و کاوه رستگار را محکوم کردند.", ""),
    ("pt", "O ministro assinou o contrato com Ana Bezerra, Caio Figueira e Lúcia Prado.", ""),
]


@pytest.mark.parametrize(
    ("language", "sentence", "names"), ROWS, ids=[f"{row[0]}-{n}" for n, row in enumerate(ROWS)]
)
def test_sentence(language: str, sentence: str, names: str) -> None:
    """Few names in prose are signers only on a page that speaks of a statement: contracts and treaties are signed too."""
    heading = "Open letter" if names else "."
    page = f"<html lang={language}><body><article><h1>{heading}</h1><p>{sentence}</p></article></body></html>"
    reading = read(blocks(Document.from_text(page).tree))
    assert [signature.name for signature in reading.signatures] == [name for name in names.split("|") if name]


OPENING = (
    "<h1>Open letter on the port</h1><p>The port has been closed for a year and nobody says why at all.</p>"
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The letter was signed by the poet laureate, Ada Novik, and the historian Bram Keller.",
            "Ada Novik=poet laureate/|Bram Keller=historian/",
        ),
        (
            "Signatories include the director of Harbour Aid, Ada Novik, the historian Bram Keller, and the former "
            "minister Cleo Hartwig.",
            "Ada Novik=director of Harbour Aid/|Bram Keller=historian/|Cleo Hartwig=former minister/",
        ),
        (
            "Among the signatories are Ada Novik, a former judge, Bram Keller, chair of the Harbour Union, and Cleo "
            "Hartwig, a poet.",
            "Ada Novik=a former judge/|Bram Keller=chair of the Harbour Union/|Cleo Hartwig=a poet/",
        ),
        (
            "The signatories include Dame Ada Novik, a former judge; Bram Keller, chair of the Harbour Union; and "
            "Professor Cleo Hartwig of Tarn University.",
            "Dame Ada Novik=a former judge/|Bram Keller=chair of the Harbour Union/"
            "|Professor Cleo Hartwig=/Tarn University",
        ),
        (
            "La lettre est signée par la directrice de Port Libre, Ada Novik, l’historien Bram Keller et le poète Dov "
            "Marin.",
            "Ada Novik=directrice de Port Libre/|Bram Keller=historien/|Dov Marin=poète/",
        ),
        (
            "Com mais de 840 mil assinaturas, que incluem os ex-presidentes Ada Novik e Dov Marin, a carta foi lida.",
            "Ada Novik=ex-presidentes/|Dov Marin=ex-presidentes/",
        ),
        (
            "The letter was signed by the writer Ada Novik, the lawyer Bram Keller, and others.",
            "Ada Novik=writer/|Bram Keller=lawyer/",
        ),
        (
            "The union, which signed the letter, thanked the writer, Ada Novik, and the mayor, Bram Keller.",
            "",
        ),
        ("The letter was received by the poet laureate, Ada Novik, and the historian Bram Keller.", ""),
    ],
)
def test_role_and_name_parted_by_a_comma(sentence: str, expected: str) -> None:
    page = f"<html><body><main>{OPENING}<p>{sentence}</p></main></body></html>"
    found = read(blocks(Document.from_text(page, "https://example.org/a").tree)).signatures
    assert "|".join(f"{s.name}={s.role}/{s.affiliation}" for s in found) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Cue the Signature Variety Pack, which offers Raspberry Mule, Cold Brew Ginger, and White Cranberry Punch.",
        "La firma de consultoría Tarn reporta que hay usuarios entre las que destacan Spotifa, Appel Music y Deezra.",
        "La firma di consulenza cita tra gli altri Musica Tarn, Heron Video e Deezra Film.",
        "We, the undersigned, support freedom in tidal studies and strongly urge the Senate Committee on Tides, "
        "Education, Labor and Pensions to oppose the new Board.",
        "in allegato una lettera corredata da oltre mille firme di cittadini, associazioni da tutta Italia e sindaci.",
    ],
)
def test_words_of_headings_and_people_in_general_name_nobody(sentence: str) -> None:
    body = f"<html><body><h1>Open letter on the port</h1><p>{sentence}</p></body></html>"
    assert read(blocks(Document.from_text(body).tree)).signatures == []


@pytest.mark.parametrize(
    ("lang", "sentence", "expected"),
    [
        ("en", "The letter was signed by the poet Ada Novik, Bram Keller and Cleo Hartwig, director of Fair Ports.",
         "Ada Novik=poet|Bram Keller=|Cleo Hartwig=director of Fair Ports"),
        ("it", "Lo hanno firmato il poeta Ada Novik, le scrittrici Elsa Brandi e Marta Corvini e l'attore Ugo Sarti.",
         "Ada Novik=poeta|Elsa Brandi=scrittrici|Marta Corvini=scrittrici|Ugo Sarti=attore"),
        ("fr", "Elle est signée par le poète Ada Novik, les écrivaines Odile Ferrand et Lise Maurin et l'acteur Dov Vial.",
         "Ada Novik=poète|Odile Ferrand=écrivaines|Lise Maurin=écrivaines|Dov Vial=acteur"),
    ],
)  # fmt: skip
def test_roles_in_a_sentence_are_of_those_they_stand_beside(lang: str, sentence: str, expected: str) -> None:
    page = f"<html lang={lang}><body><article><h1>Open letter</h1><p>{sentence}</p></article></body></html>"
    reading = read(blocks(Document.from_text(page).tree))
    assert "|".join(f"{entry.name}={entry.role}" for entry in reading.signatures) == expected
