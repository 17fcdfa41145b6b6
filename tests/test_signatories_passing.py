"""Pages about other people that tell of signing in passing name no signers."""

from __future__ import annotations

import pytest

from aggregator.extract.blocks import blocks
from aggregator.extract.document import Document
from aggregator.extract.signatories import read

PASSING = {
    "en": (
        "How the members voted on the port bill",
        "The chamber passed the bill. Groups had handed in a petition with 9,132 signatures.",
        "See how each member of the committee voted:",
    ),
    "fr": (
        "Comment les élus ont voté la loi du port",
        "La chambre a adopté le texte. Des associations avaient remis une pétition signée par 9 132 personnes.",
        "Voici comment chaque élu a voté :",
    ),
    "es": (
        "Así votaron los diputados la ley del puerto",
        "La cámara aprobó el texto. Los vecinos habían entregado una petición con 9.132 firmas.",
        "Así votó cada diputado de la comisión:",
    ),
    "pt": (
        "Veja como votaram os deputados na lei do porto",
        "A câmara aprovou o texto. Entidades haviam entregue um abaixo-assinado com 9.132 assinaturas.",
        "Veja como votou cada membro da comissão:",
    ),
    "it": (
        "Come hanno votato i deputati sulla legge del porto",
        "La camera ha approvato il testo. Era stata consegnata una petizione con 9.132 firme.",
        "Ecco come ha votato ogni deputato:",
    ),
    "de": (
        "So haben die Abgeordneten über das Hafengesetz abgestimmt",
        "Der Landtag hat das Gesetz beschlossen. Zuvor war eine Petition mit 9.132 Unterschriften übergeben worden.",
        "So hat jedes Mitglied des Ausschusses abgestimmt:",
    ),
    "nl": (
        "Zo stemden de leden over de havenwet",
        "De Kamer nam de wet aan. Vorig jaar was een petitie met 9.132 handtekeningen aangeboden.",
        "Zo heeft elk lid van de commissie gestemd:",
    ),
    "pl": (
        "Jak głosowali posłowie w sprawie ustawy o porcie",
        "Sejm przyjął ustawę. Wcześniej złożono petycję, pod którą podpisało się 9132 osób.",
        "Tak głosował każdy członek komisji:",
    ),
    "ru": (
        "Обновлён список задержанных в порту",
        "Центр обновил список задержанных. Их требуют освободить. Ранее петицию подписали более 60 000 человек.",
        "Вот как проголосовал каждый член комиссии:",
    ),
    "tr": (
        "Vekiller liman yasasında nasıl oy kullandı",
        "Meclis yasayı kabul etti. Daha önce 9.132 kişi bir dilekçe imzalamıştı.",
        "Komisyonun her üyesi şöyle oy kullandı:",
    ),
    "zh": (
        "港口條例表決結果",
        "議會通過條例。此前有九千多名市民聯署反對。",
        "各委員是這樣投票的：",
    ),
    "ko": (
        "항만법 표결 결과",
        "의회가 법안을 통과시켰다. 앞서 시민 9132명이 반대 서명에 참여했다.",
        "위원별 표결은 이렇게 나왔다:",
    ),
}
VOTES = (
    "<table><tr><th>Name</th><th>Party</th><th>Vote</th></tr>"
    "<tr><td>Ada Novik</td><td>PDB-RS</td><td>Yes</td></tr><tr><td>Bram Keller</td><td>PTR-RJ</td><td>No</td></tr>"
    "<tr><td>Cleo Hartwig</td><td>PSL-PA</td><td>No</td></tr><tr><td>Dov Marin</td><td>PLB-GO</td><td>Yes</td></tr>"
    "</table>"
)
HELD = (
    "<ul><li>Ada Novik, historian</li><li>Bram Keller, student</li><li>Cleo Hartwig, director</li>"
    "<li>Dov Marin, lawyer</li></ul>"
)


def names(body: str) -> list[str]:
    """The signers found on a page with this body."""
    page = f"<html><body><main>{body}</main></body></html>"
    found = read(blocks(Document.from_text(page, "https://example.org/a").tree))
    return [signature.name for signature in found.signatures]


@pytest.mark.parametrize("language", sorted(PASSING))
@pytest.mark.parametrize("others", [VOTES, HELD], ids=["votes", "held"])
def test_list_that_another_line_announces(language: str, others: str) -> None:
    title, told, announced = PASSING[language]
    assert names(f"<h1>{title}</h1><p>{told}</p><p>{announced}</p>{others}") == []


@pytest.mark.parametrize("language", sorted(PASSING))
@pytest.mark.parametrize("others", [VOTES, HELD], ids=["votes", "held"])
def test_list_behind_an_earlier_petition(language: str, others: str) -> None:
    title, told, _ = PASSING[language]
    assert names(f"<h1>{title}</h1><p>{told}</p>{others}") == []


@pytest.mark.parametrize(
    "cue",
    [
        "The appeal was signed by 4 people; the list below is in no order.",
        "Four people signed the appeal. The list is as follows.",
        "Цей заклик підписали 4 людини. Список нижче.",
        "El llamamiento lo firman cuatro personas, en la siguiente lista.",
    ],
)
def test_sentence_that_announces_the_list(cue: str) -> None:
    found = names(f"<h1>An appeal for the port</h1><p>We ask for a hearing.</p><p>{cue}</p>{HELD}")
    assert found == ["Ada Novik", "Bram Keller", "Cleo Hartwig", "Dov Marin"]
