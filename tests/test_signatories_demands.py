"""What signers ask for is no list of signers, whatever announces it."""

from __future__ import annotations

import pytest

from aggregator.extract.blocks import blocks
from aggregator.extract.document import Document
from aggregator.extract.signatories import read

DEMANDS = {
    "en": [
        "Withdraw the letter of 4 August;",
        "Release the blogger Amina Koroso, held since June.",
        "Repeal the Public Order Act",
    ],
    "fr": ["La libération de Karim Tazi", "L’abrogation de la loi 38", "Ouvrir une enquête indépendante"],
    "es": ["Liberar a Ana Ruiz y a Luis Peña", "Derogar la Ley de Orden Público", "Investigar los hechos"],
    "pt": [
        "A revogação da Lei 13.260",
        "A libertação imediata de Ana Brito",
        "O respeito ao direito de greve",
    ],
    "de": [
        "Die sofortige Freilassung von Karim Tazi",
        "Die Aufhebung des Gesetzes",
        "Beobachter ins Land zu lassen",
    ],
    "it": ["il ritiro del decreto", "la liberazione di Karim Tazi", "il rispetto della Costituzione"],
    "ru": ["Освободить Ивана Петрова", "Отменить закон об агентах", "Провести независимое расследование"],
    "tr": ["Ahmet Kaya derhal serbest bırakılsın", "Yasa geri çekilsin", "Bağımsız soruşturma açılsın"],
    "ar": ["الإفراج الفوري عن نادر الزعبي", "وقف الملاحقات بحق الصحفيين", "تعديل قانون الجرائم الإلكترونية"],
    "fa": ["آزادی فوری نادر رستمی", "لغو قانون مطبوعات", "احترام به حق تجمع"],
    "zh": ["立即釋放李明", "撤回國安條例", "成立獨立調查委員會"],
    "ko": ["김민수를 즉각 석방하라", "국가보안법을 폐지하라", "진상을 규명하라"],
    "ja": ["逮捕された記者の即時釈放", "秘密保護法の廃止", "独立した調査の実施"],
}
CUES = {
    "en": [
        "We therefore call on the government to:",
        "The signatories of this letter demand:",
        "We, the undersigned, demand:",
        "Therefore, the signatory organizations:",
    ],
    "fr": ["Nous demandons :", "Les organisations signataires demandent :", "Les soussignés exigent :"],
    "es": [
        "Las organizaciones firmantes exigimos:",
        "Los abajo firmantes pedimos:",
        "Por ello, las firmantes:",
    ],
    "pt": ["As entidades signatárias exigem:", "Nós, abaixo assinados, reivindicamos:"],
    "de": ["Die unterzeichnenden Organisationen fordern:", "Die Unterzeichner verlangen:"],
    "it": ["Le organizzazioni firmatarie chiedono:", "I sottoscritti chiedono:"],
    "ru": ["Мы, нижеподписавшиеся, требуем:", "Подписавшие организации призывают:"],
    "tr": ["Aşağıda imzası bulunan örgütler olarak talep ediyoruz:", "İmzacı kurumlar olarak istiyoruz:"],
    "ar": ["إن المنظمات الموقعة أدناه تطالب بما يلي:", "يطالب الموقعون:"],
    "fa": ["ما امضاکنندگان زیر خواستاریم:", "سازمان‌های امضاکننده خواستارند:"],
    "zh": ["聯署團體要求：", "我們一眾簽署人要求："],
    "ko": ["연명단체는 다음과 같이 요구한다:", "서명자들은 요구한다:"],
    "ja": ["賛同団体は次のことを求めます：", "署名者は要求する："],
}
LEAD = "<h1>Joint statement</h1><p>Something happened in the town and people are worried about what comes next.</p>"
TAIL = "<p>Many thanks to all who read this letter and who stand with us in these hard days.</p>"
WRAPS = {
    "ul": lambda items: "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>",
    "ol": lambda items: "<ol>" + "".join(f"<li>{item}</li>" for item in items) + "</ol>",
    "p": lambda items: "".join(f"<p>{item}</p>" for item in items),
    "br": lambda items: "<p>" + "<br>".join(items) + "</p>",
}


def names(html: str) -> list[str]:
    tree = Document.from_text(f"<article>{html}</article>", "https://a.example/").tree
    return [signature.name for signature in read(blocks(tree)).signatures]


@pytest.mark.parametrize("wrap", WRAPS)
@pytest.mark.parametrize(("language", "cue"), [(code, cue) for code, cues in CUES.items() for cue in cues])
def test_demands_are_no_signers(language: str, cue: str, wrap: str) -> None:
    assert not names(f"{LEAD}<p>{cue}</p>{WRAPS[wrap](DEMANDS[language])}{TAIL}")


@pytest.mark.parametrize(
    "heading", ["Our demands", "Recommendations", "We ask for", "Nos revendications", "Unsere Forderungen"]
)
def test_demands_under_a_heading_are_no_signers(heading: str) -> None:
    assert not names(f"{LEAD}<h3>{heading}</h3>{WRAPS['ul'](DEMANDS['en'])}{TAIL}")


@pytest.mark.parametrize(
    "cue",
    [
        "We call on the government to act. Signed by:",
        "The undersigned organisations:",
        "Signatories to the call for action:",
        "This demand is supported by the following organisations:",
        "We ask you to read our letter, which was signed by:",
    ],
)
def test_signers_behind_words_of_asking_are_read(cue: str) -> None:
    groups = ["Harbour Rights Watch", "Farport Legal Aid Centre", "Union of Dockers"]
    assert names(f"{LEAD}{TAIL}<p>{cue}</p>{WRAPS['ul'](groups)}") == groups


OTHERS = {
    "en": [
        "Witnesses",
        "Absent",
        "MPs who voted against",
        "The following journalists remain in prison:",
        "The letter was received by:",
    ],
    "es": ["Premiados", "Dirigida a:", "Detenidos:"],
    "fr": ["Les personnes arrêtées :", "Lauréats", "Destinataires :"],
    "de": ["Die Verhafteten:", "Veranstalter:", "Preisträger"],
    "it": ["Indirizzata a:", "Direttivo", "Vincitori"],
    "tr": ["Ödül alanlar", "Gözaltına alınanlar:"],
    "fa": ["هیئت تحریریه", "بازداشت‌شدگان:"],
    "zh": ["編委會", "得獎者"],
    "ja": ["問い合わせ", "理事会"],
}


@pytest.mark.parametrize("tag", ["h3", "p"])
@pytest.mark.parametrize("other", [other for others in OTHERS.values() for other in others])
def test_a_list_of_others_behind_the_signers_is_none_of_theirs(other: str, tag: str) -> None:
    signers = ["Anna Berg, writer", "Karl Holm, poet", "Nina Storm, editor"]
    listed = WRAPS["ul"](["Maria Lindqvist", "Jonas Petrov, journalist", "Peter van Dijk"])
    page = f"{LEAD}{TAIL}<h3>Signatories</h3>{WRAPS['ul'](signers)}<{tag}>{other}</{tag}>{listed}"
    assert names(page) == ["Anna Berg", "Karl Holm", "Nina Storm"]
