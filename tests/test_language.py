"""Languages of texts and of parts of them."""

from __future__ import annotations

import pytest

from aggregator.extract.language import code_of, detect, language_of, mark_blocks
from aggregator.items import TextBlock

TEXTS = {
    "en": "The teachers were released on Monday after the court had heard their lawyers for two hours.",
    "fa": "آموزگاران پس از آن که دادگاه سخنان وکیلان آنان را شنید روز دوشنبه آزاد شدند و به خانه‌های خود بازگشتند.",
    "ar": "أفرجت المحكمة عن المعلمين يوم الاثنين بعد أن استمعت إلى محاميهم لمدة ساعتين في جلسة علنية.",
    "fr": "Les enseignants ont été libérés lundi après que le tribunal eut entendu leurs avocats pendant deux heures.",
    "it": "Gli insegnanti sono stati liberati lunedì dopo che il tribunale ha ascoltato per due ore i loro avvocati.",
    "ru": "Учителей освободили в понедельник после того, как суд два часа слушал их адвокатов.",
    "zh": "法院听取律师两个小时的陈述之后，教师们于星期一获释，并在当天晚上回到了家中。",
    "es": "Los maestros fueron liberados el lunes después de que el tribunal escuchara a sus abogados durante dos horas.",
    "de": "Die Lehrerinnen kamen am Montag frei, nachdem das Gericht ihre Anwälte zwei Stunden lang gehört hatte.",
    "tr": "Öğretmenler, mahkeme avukatlarını iki saat boyunca dinledikten sonra pazartesi günü serbest bırakıldı.",
    "ko": "법원이 두 시간 동안 변호인들의 말을 들은 뒤 교사들은 월요일에 풀려나 집으로 돌아갔다.",
    "ku": "Mamoste roja duşemê hatin berdan piştî ku dadgehê du saetan guh da parêzerên wan û biryar da.",
    "ckb": "مامۆستایان ڕۆژی دووشەممە ئازاد کران دوای ئەوەی دادگا دوو کاتژمێر گوێی لە پارێزەرەکانیان گرت.",
    "uk": "Учителів звільнили в понеділок після того, як суд дві години слухав їхніх адвокатів.",
    "he": "המורים שוחררו ביום שני לאחר שבית המשפט שמע במשך שעתיים את עורכי הדין שלהם.",
    "pl": "Nauczyciele wyszli na wolność w poniedziałek, gdy sąd przez dwie godziny wysłuchał ich obrońców.",
    "ja": "裁判所が二時間にわたり弁護士の話を聞いた後、教師たちは月曜日に釈放された。",
    "my": "တရားရုံးက ရှေ့နေများ၏ လျှောက်လဲချက်ကို နှစ်နာရီကြာ ကြားနာပြီးနောက် ဆရာများ လွတ်မြောက်ခဲ့သည်။",
    "am": "ፍርድ ቤቱ ጠበቆቻቸውን ለሁለት ሰዓታት ካዳመጠ በኋላ መምህራኑ ሰኞ ዕለት ተፈቱ።",
    "ur": "عدالت نے دو گھنٹے تک ان کے وکیلوں کی بات سنی جس کے بعد اساتذہ کو پیر کے روز رہا کر دیا گیا۔",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_detection(language: str, text: str) -> None:
    assert language_of(text) == (language, "detection")


def test_persian_typed_with_arabic_letters_is_persian() -> None:
    text = "بيانيه كانون آموزگاران درباره بازداشت همكاران گرامي كه چند روز پيش زنداني شدند منتشر شد"
    assert detect(text)[0][0] == "fa"


@pytest.mark.parametrize(
    ("text", "source", "claimed", "want"),
    [
        (TEXTS["de"], ("de",), "", ("de", "source+detection")),
        (TEXTS["de"], ("fr", "de"), "", ("de", "source+detection")),
        (TEXTS["de"], (), "de-AT", ("de", "page+detection")),
        (TEXTS["de"], (), "en", ("de", "detection")),
        (TEXTS["de"], ("fa",), "fa", ("de", "detection")),
        ("Nein.", ("nl",), "", ("nl", "source")),
        ("Nein.", (), "nl", ("nl", "page")),
        ("", ("fa",), "", ("fa", "source")),
        ("2026 – 12/3", (), "", ("", "")),
        (TEXTS["ckb"], ("ku",), "", ("ku", "source+detection")),
    ],
)
def test_source_first_detection_second(
    text: str, source: tuple[str, ...], claimed: str, want: tuple[str, str]
) -> None:
    assert language_of(text, source, claimed) == want


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("pt-BR", "pt"),
        ("zh_Hans", "zh"),
        ("nb-NO", "no"),
        ("ckb-IQ", "ckb"),
        ("", ""),
        ("english", ""),
        ("EN", "en"),
    ],
)
def test_codes(tag: str, code: str) -> None:
    assert code_of(tag) == code


def test_blocks_in_another_language_are_marked() -> None:
    texts = [TEXTS["fa"] * 2, TEXTS["en"] * 2, "short", TEXTS["fa"] * 3]
    parts = [TextBlock("p", text, 0, len(text)) for text in texts]
    mark_blocks(parts, "fa")
    assert [part.language for part in parts] == ["", "en", "", ""]


def test_all_blocks_are_looked_at_once_one_is_foreign() -> None:
    texts = [
        TEXTS["de"] * 3,
        TEXTS["de"] * 3,
        TEXTS["fr"] * 3,
        TEXTS["de"] * 3,
        TEXTS["fr"] * 2,
        TEXTS["ru"] * 2,
    ]
    parts = [TextBlock("p", text, 0, len(text)) for text in texts]
    mark_blocks(parts, "de")
    assert [part.language for part in parts] == ["", "", "fr", "", "fr", "ru"]


def test_a_dialect_named_by_the_source_is_the_same_language() -> None:
    parts = [TextBlock("p", TEXTS["ckb"] * 2, 0, 200), TextBlock("p", TEXTS["ku"] * 2, 0, 200)]
    mark_blocks(parts, "ku")
    assert [part.language for part in parts] == ["", ""]
