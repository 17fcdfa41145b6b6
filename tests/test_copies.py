"""What makes two texts copies of one, and which lookalikes are refused, rule by rule."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.identity.copies import Text, comparable, judge, prepare
from aggregator.identity.listings import without_listings
from aggregator.identity.overlap import Seen
from aggregator.identity.texts import FIGURE, NAME, QUOTED, words
from aggregator.identity.wires import credit
from tests.benchmarks.stories_corpus import edits
from tests.benchmarks.stories_corpus.writer import Writer, languages

LANGUAGES = sorted(languages())


def read(text: str, host: str = "", title: str = "") -> Text:
    return comparable(title, text, host)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Let them go,” said Ms Hall.", '"Let them go" said Ms Hall'),
        ("کتاب‌های یك زنداني", "کتابهای یک زندانی"),
        ("١٢ معتقلاً في يناير", "12 معتقلا في يناير"),
        ("Ｈｕｎｇｅｒ strike", "hunger strike"),
        ("1,250 people", "1.250 people"),
        ("1 250 человек", "1250 человек"),
    ],
)
def test_typography_makes_no_difference(one: str, other: str) -> None:
    assert words(one).tokens == words(other).tokens
    assert prepare("", one, "").digest == prepare("", other, "").digest


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("In May the court in Ridley heard 12 men", {"12": FIGURE, "ridley": NAME, "in": 0, "may": NAME}),
        ("He spoke. Later she left", {"later": 0}),
        ("he said “we will Not go” and left", {"we": QUOTED, "not": QUOTED | NAME, "left": 0}),
        ("он сказал «мы ждем» в мае", {"мы": QUOTED, "в": 0}),
        ("arrested on 3 March", {"march": FIGURE}),
        ("“First part of it\nsecond part", {"first": QUOTED, "second": 0}),
    ],
)
def test_tokens_carry_what_rules_ask_of_them(text: str, flags: dict[str, int]) -> None:
    read_as = words(text)
    found = dict(zip(read_as.tokens, read_as.flags, strict=True))
    assert {token: found[token] for token in flags} == flags


@pytest.mark.parametrize(
    ("text", "shingle"),
    [
        ("the court", 4),
        ("人权观察发布报告", 5),
        ("국제앰네스티는 성명을", 6),
        ("ศาลอุทธรณ์พิพากษา", 8),
        ("သတင်းထောက်", 8),
        ("", 4),
    ],
)
def test_shingles_fit_the_script(text: str, shingle: int) -> None:
    assert words(text).shingle == shingle


def test_lists_of_names_are_left_out_and_tables_of_figures_are_not() -> None:
    names = "\n".join(f"{number}. Ann {chr(64 + number) * 5}, Union of Bakers" for number in range(1, 13))
    figures = "\n".join(f"Prisoners in city: {number * 7}" for number in range(1, 13))
    body = (
        "We, the undersigned, ask the government to release every prisoner of conscience without delay. " * 2
    )
    assert "Bakers" not in without_listings(f"{body}\n{names}")
    assert figures in without_listings(f"{body}\n{figures}")
    assert without_listings(names) == names


def test_a_paragraph_of_names_is_a_list() -> None:
    body = "They ask for the release of all prisoners, at once, and for an inquiry that is independent.\n" * 3
    names = ", ".join(["Peter Hallward", "Ann Velde"] * 10)
    assert "Hallward" not in without_listings(body + names)
    assert "Hallward" not in without_listings(f"{body.strip()} Signed: Ina Marsden, {names}")
    assert without_listings(body) == body


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(edits.LIGHT))
def test_every_light_edit_is_found(language: str, kind: str) -> None:
    writer = Writer(language, "tune", 7)
    text = writer.article(300)
    copy = edits.LIGHT[kind](writer, text)
    judgement = judge(read(writer.text(text), "one.example"), read(writer.text(copy), "two.example"))
    assert (judgement.relation, judgement.rule) == ("copy", "near")


@pytest.mark.parametrize("language", LANGUAGES)
def test_alerts_of_one_template_are_different_alerts(language: str) -> None:
    writer = Writer(language, "tune", 8)
    template = writer.table["alert_tune"][0]
    first = {
        "name": writer.name(),
        "age": 23,
        "city": "X",
        "job": "Y",
        "day": 3,
        "month": "5",
        "year": 2021,
        "n": 2,
    }
    second = first | {"name": writer.name(), "age": 47, "day": 21, "n": 11}
    judgement = judge(read(template.format(**first)), read(template.format(**second)))
    assert (judgement.relation, judgement.rule) == ("", "template")
    again = judge(read(template.format(**first)), read("(AFP) " + template.format(**first)))
    assert again.relation == "copy"


SAME_DAY = {
    "en": "On 4 May a court in Ridley sentenced {}, a teacher, to 9 years in prison and 40 lashes.",
    "de": "Ein Gericht in Ridley hat am 4. Mai gegen {} eine Strafe von 9 Jahren verhängt, wie der Anwalt mitteilte.",
    "fa": "دادگاه انقلاب در تاریخ 4 آبان {} را به 10 سال حبس تعزیری و تبعید محکوم کرد.",
    "ar": "اعتقلت قوات الأمن يوم 2 يونيو {} البالغ من العمر 53 عاما واقتادته إلى جهة مجهولة.",
    "hi": "4 मई को सुरक्षा बलों ने 35 वर्षीय शिक्षक {} को गिरफ़्तार कर अज्ञात स्थान पर भेज दिया।",
    "zh": "警方6月9日以涉嫌寻衅滋事罪拘留了{}，家属至今未收到任何正式的拘留通知书。",
    "ja": "地方裁判所は6月13日、{}被告に懲役20年の判決を言い渡した。",
    "th": "ศาลจังหวัดพิพากษาจำคุก{}เป็นเวลา 12 ปี เมื่อวันที่ 11 มกราคม ที่ผ่านมา",
}
PEOPLE = {
    "en": ("Nadia Keller", "Tomas Sandoval", "Selma Keller"),
    "de": ("Nadia Keller", "Tomas Sandoval", "Selma Keller"),
    "fa": ("پریسا رضایی", "آرش موسوی"),
    "ar": ("عمر المصري", "هدى القاسم"),
    "hi": ("सुनीता शर्मा", "विकास गुप्ता"),
    "zh": ("陈秀英", "王建国"),
    "ja": ("鈴木健一", "高橋由美"),
    "th": ("มาลี บุญมา", "สมชาย แก้วมณี"),
}


@pytest.mark.parametrize("language", sorted(SAME_DAY))
def test_another_name_in_the_same_sentence_is_another_alert(language: str) -> None:
    first, *others = (SAME_DAY[language].format(name) for name in PEOPLE[language])
    for other in others:
        judgement = judge(read(first, "one.example"), read(other, "two.example"))
        assert (judgement.relation, judgement.rule) == ("", "template")


BEHIND = {
    "en": " Neighbours said that nobody had told the parents where their child was held, and that calls stayed unanswered.",
    "de": " Nachbarn sagten, den Eltern habe niemand mitgeteilt, wohin ihr Kind kam, und Anrufe blieben ohne Antwort.",
    "fa": " همسایگان می‌گویند هیچ نهادی به پدر و مادر او نگفته است که فرزندشان کجا نگهداری می‌شود و تماس‌ها بی‌پاسخ مانده است.",
    "ar": " وقال الجيران إن أحدا لم يخبر والديه بمكان وجوده وإن كل الاتصالات الهاتفية ظلت دون جواب حتى مساء الأمس.",
    "hi": " पड़ोसियों ने बताया कि माता पिता को किसी ने नहीं बताया कि उनका बच्चा कहाँ रखा गया है और फ़ोन का जवाब नहीं मिला।",
    "zh": "邻居说，没有人告诉父母孩子被带到了哪里，所有打给有关部门的电话都一直无人接听。",
    "ja": "近所の人によると、両親には居場所がまったく知らされず、当局への電話にも応答がなかったという。",
    "th": " เพื่อนบ้านกล่าวว่าไม่มีใครบอกพ่อแม่ว่าลูกถูกนำตัวไปที่ไหน และโทรศัพท์ทุกสายไม่มีคนรับ",
}


@pytest.mark.parametrize("language", sorted(BEHIND))
def test_another_name_in_a_note_of_two_sentences_is_another_note(language: str) -> None:
    one, other = (SAME_DAY[language].format(name) + BEHIND[language] for name in PEOPLE[language][:2])
    judgement = judge(read(one, "one.example"), read(other, "two.example"))
    assert (judgement.relation, judgement.rule) == ("", "template")
    assert judge(read(one, "one.example"), read("(AFP) " + one, "two.example")).relation == "copy"


OPENINGS = {
    "fa": ("فعالان محلی صبح امروز در گفتگویی کوتاه از ادامه بازداشت‌ها خبر دادند. ",
           "موج تازه فشار بر آموزگاران این شهر که از بهار آغاز شد همچنان ادامه دارد. "),
    "ar": ("تواصلت حملة الاعتقالات في البلدات الجنوبية للأسبوع الثالث على التوالي رغم النداءات. ",
           "قال شهود عيان لمراسلنا إن الشوارع كانت خالية تماما بعد منتصف ليلة الأحد. "),
    "hi": ("राजधानी के बाहरी इलाकों में छापों का सिलसिला तीसरे सप्ताह भी बिना रुके चलता रहा। ",
           "गाँव के बुज़ुर्गों ने हमारे संवाददाता से कहा कि रात भर कोई सो नहीं सका। "),
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(OPENINGS))
def test_a_beginning_written_anew_is_no_name(language: str) -> None:
    note = SAME_DAY[language].format(PEOPLE[language][0]) + BEHIND[language]
    one, other = (opening + note for opening in OPENINGS[language])
    assert judge(read(one, "one.example"), read(other, "two.example")).relation == "copy"


@pytest.mark.parametrize("language", ["ar", "de", "en", "fa", "hi", "th", "zh"])
def test_a_name_that_is_another_throughout_a_report_makes_another_report(language: str) -> None:
    sheet = SAME_DAY[language] + BEHIND[language] * 2 + " " + SAME_DAY[language] + BEHIND[language]
    one, other = (sheet.replace("{}", name) for name in PEOPLE[language][:2])
    judgement = judge(read(one, "one.example"), read(other, "two.example"))
    assert (judgement.relation, judgement.rule) == ("", "template")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SAME_DAY["en"].format("Reza Hosseini"), SAME_DAY["en"].format("Reza Hoseini")),
        (SAME_DAY["en"].format("Nadia Keller"), "(AFP) " + SAME_DAY["en"].format("Nadia Keller")),
        (SAME_DAY["fa"].format("آرش موسوی"), SAME_DAY["fa"].format("آرش موسوی") + " منبع: فعالان محلی."),
        ("서울 법원은 3월 27일 이하은 씨에게 징역 14년을 선고했다.",
         "서울 법원은 3월 27일 이하은 씨에게 징역 14년을 선고했다. (HRANA)"),
    ],
)  # fmt: skip
def test_an_alert_spelled_or_credited_otherwise_is_a_copy(one: str, other: str) -> None:
    assert judge(read(one, "one.example"), read(other, "two.example")).relation == "copy"


def _text(seed: int, size: int) -> str:
    writer = Writer("en", "tune", seed)
    return writer.text(writer.article(size))


def _quote(seed: int) -> str:
    return f"“{_text(seed, 90)}”".replace("\n\n", " ").replace("“", "").replace("”", "").join("“”")


@pytest.mark.parametrize(
    ("rule", "left", "right"),
    [
        ("little in common", read(_text(1, 300)), read(_text(2, 300))),
        (
            "same host",
            read(_text(1, 150) + _text(9, 200), "a.example"),
            read(_text(2, 100) + _text(9, 200), "a.example"),
        ),
        (
            "boilerplate",
            read(_text(1, 200) + "\n" + _text(9, 200)),
            read(_text(2, 180) + "\n" + _text(9, 200)),
        ),
        (
            "quotation",
            read(f"{_text(1, 60)}\n{_quote(9)}\n{_text(3, 20)}"),
            read(f"{_text(2, 60)}\n{_quote(9)}"),
        ),
        ("part", read(_text(1, 300) + _text(9, 60) + _text(2, 300)), read(_text(9, 60))),
    ],
)
def test_lookalikes_are_refused_by_name(rule: str, left: Text, right: Text) -> None:
    judgement = judge(left, right)
    assert judgement.rule == rule
    assert judgement.relation == ("contains" if rule == "part" else "")


def test_scripts_are_not_compared() -> None:
    assert judge(read("人权观察发布报告" * 9), read(_text(1, 60))).relation == ""


def test_shingles_of_many_stories_do_not_count() -> None:
    plate, one, two = (
        _text(9, 200),
        read(_text(1, 60) + "\n" + _text(9, 200)),
        read(_text(2, 60) + "\n" + _text(9, 200)),
    )
    known = Seen(common=frozenset(words(plate).hashes))
    assert judge(one, two, known).relation == ""
    assert judge(one, one, known).relation == "copy"


def test_two_statements_with_the_same_signatories_differ() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = "\n".join(
        f"{one.upper()}{other}na Velde, Union of Bakers" for one in letters[:10] for other in letters[:6]
    )
    more = names + "\n" + "\n".join(f"Peter {one.upper()}arsden" for one in letters)
    assert judge(read(_text(1, 200) + "\n" + names), read(_text(2, 200) + "\n" + names)).relation == ""
    assert judge(read(_text(1, 200) + "\n" + names), read(_text(1, 200) + "\n" + more)).relation == "copy"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(LANGUAGES), st.sampled_from(sorted(edits.LIGHT)))
def test_judging_does_not_depend_on_the_order_of_the_pair(seed: int, language: str, kind: str) -> None:
    writer = Writer(language, "tune", seed)
    text = writer.article(120)
    left, right = read(writer.text(text)), read(writer.text(edits.LIGHT[kind](writer, text)))
    there, back = judge(left, right), judge(right, left)
    assert (there.relation, there.rule, there.score) == (back.relation, back.rule, back.score)
    assert (there.left_share, there.right_share) == (back.right_share, back.left_share)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    read_as = words(text)
    assert len(read_as.tokens) == len(read_as.flags)
    assert all(read_as.tokens)
    judge(read(text), read(text[::-1]))


@pytest.mark.parametrize(
    ("byline", "text", "wire"),
    [
        ("By Ann Lee, AFP", "", "AFP"),
        ("", "RIDLEY (AFP) - The court said.", "AFP"),
        ("", "RIDLEY, May 3 (Reuters) – The court said.", "Reuters"),
        ("", "خبرگزاری هرانا – روز گذشته دادگاه", "HRANA"),
        ("", "HRANA – On Monday", "HRANA"),
        ("", "（新华社）法院说", "Xinhua"),
        ("", "The court spoke.\n\nSource: Reuters", "Reuters"),
        ("", "The court spoke.\n\n(AP)", "AP"),
        ("", "He told AFP that he would appeal.\nThe court said no.", ""),
        ("", "Nap time ended early – the AP exam was next.", ""),
        ("Ann Lee", "The court said.", ""),
    ],
)
def test_the_wire_is_named_where_it_is_credited(byline: str, text: str, wire: str) -> None:
    assert credit(byline, text) == wire
