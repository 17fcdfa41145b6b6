"""Lists in scripts without capitals: how their names are parted, headed and announced, and what only looks like it."""

from __future__ import annotations

import pytest

from aggregator.extract.blocks import blocks
from aggregator.extract.document import Document
from aggregator.extract.signatories import Reading
from aggregator.extract.signatories import read as read_blocks
from aggregator.extract.signatories.partings import parted_by_countries, spaced_names


def read(body: str) -> Reading:
    page = f"<html><head><title>T</title></head><body><article>{body}</article></body></html>"
    return read_blocks(blocks(Document.from_text(page).tree))


def names(body: str) -> str:
    return "|".join(signature.name for signature in read(body).signatures)


def pieces(text: str) -> str:
    return "|".join(text[start:end] for start, end in spaced_names(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("林樂怡 周子謙 許文慧", "林樂怡|周子謙|許文慧"),
        ("林 怡 周子謙 許 文 歐陽樂行", "林 怡|周子謙|許 文|歐陽樂行"),
        ("高志遠Panay Karo 林樂怡 周子謙", "高志遠Panay Karo|林樂怡|周子謙"),
        ("阮平 周子謙", "阮平|周子謙"),
        ("김하늘 박도윤 선우진아 이솔", "김하늘|박도윤|선우진아|이솔"),
        ("王明", ""),
        ("王明 教授", ""),
        ("張明 李華", ""),
        ("石川 文洋", ""),
        ("酷熱警告 避暑中心 通宵開放", ""),
        ("民主黨 公民黨 工黨", ""),
        ("보건의료 지원 촉구 결의안 명단", ""),
        ("Anna Lee Bora Kim", ""),
    ],
)
def test_names_that_only_spaces_part(text: str, expected: str) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "سلمى الراوي ، تونس كمال الداني،مصر هند الساري - المغرب نبيل العكاري، لبنان",
            "سلمى الراوي ، تونس|كمال الداني،مصر|هند الساري - المغرب|نبيل العكاري، لبنان",
        ),
        (
            "Ada Hill, Norway Ben Low, Chad Cy Poe, Peru Di Roe, Mali",
            "Ada Hill, Norway|Ben Low, Chad|Cy Poe, Peru|Di Roe, Mali",
        ),
        ("Ada Hill, Norway, Ben Low, Chad, Cy Poe, Peru", ""),
        ("Ada Hill, Tarn, Ben Low, Selm, Cy Poe, Wick", ""),
        (
            "In June, Norway said no, in May, Chad said yes, in all, Peru was silent and others, too, spoke",
            "",
        ),
    ],
)
def test_countries_part_entries_that_lost_their_line_ends(text: str, expected: str) -> None:
    assert "|".join(text[start:end] for start, end in parted_by_countries(text)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<p>賛同人のお名前です。(五十音順、敬称略)</p><p>氏名/所属</p>"
            "<p>青葉灯(弁護士)/泉谷ひかる(写真家、会員)/上条歩(東湖大学教授)/江波玲</p>",
            "青葉灯|泉谷ひかる|上条歩|江波玲",
        ),
        ("<p>서명자:</p><p>김하늘·박도윤·이솔,최가람·정누리</p>", "김하늘|박도윤|이솔|최가람|정누리"),
        (
            "<p>연명 단체</p><p>푸른노동센터, 전국하늘연대(*), 전남평화모임, 인권교육터 '솔'</p>"
            "<p>* 전국하늘연대는 열 개 단체의 협의체다.</p>",
            "푸른노동센터|전국하늘연대|전남평화모임|인권교육터 '솔'",
        ),
        (
            "<p>التواقيع:</p><p>1ـ سلمى الراوي<br>2ـ كمال الداني<br>3ـ هند الساري</p>",
            "سلمى الراوي|كمال الداني|هند الساري",
        ),
        (
            "<p>امضاها:</p><div>۱- بهار نیکو</div><div>۲- سهراب رازی</div><div>۱۲ آبان ۱۴۰۱</div>",
            "بهار نیکو|سهراب رازی",
        ),
        (
            "<p>許多朋友參與聯署。來自學界的朋友包括:</p><p>林樂怡(南湖大學教授)、周子謙(律師)、許文慧(作家)……等等。</p>",
            "林樂怡|周子謙|許文慧",
        ),
    ],
)
def test_lists_of_scripts_without_capitals(body: str, expected: str) -> None:
    assert names(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<h1>街坊聯署:酷熱警告連環發出 避暑中心形同虛設</h1><p>政府昨日回應,表示會考慮。</p>",
        "<p>去年多位學者連署要求暫緩,部門終於宣布停止,工作才要開始。</p>",
        "<p>聯署聲明仍接受簽署,請上網聯署:https://example.org/sign</p><p>林樂怡:看海的人<br>周子謙:路上<br>許文慧:山城</p>",
        "<p>署名にご協力くださる方は、お名前、ご所属、公表の可否をお知らせください。</p>",
        "<p>وتضمنت الوثائق الموقعة:</p><ul><li>مذكرة تعاون في الصحة، وقعها كمال الداني</li>"
        "<li>برنامج للشباب، وقعه نبيل العكاري</li>"
        "<li>اتفاق للتجارة، وقعته هند الساري</li></ul>",
    ],
)
def test_what_only_looks_like_a_list(body: str) -> None:
    assert names(body) == ""


def details(body: str) -> str:
    return "|".join(f"{s.name}={s.role}/{s.affiliation}" for s in read(body).signatures)


LETTER = "<h1>공동성명: 도서관을 지켜라</h1><p>우리는 도서관 예산의 회복을 요구한다. 시는 답하라.</p>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<p>서명자:</p><p>&lt;푸른하늘당(3)&gt; 김하늘·박도윤·이솔</p><p>&lt;새벽별당(2)&gt; 최가람·정누리</p>",
            "김하늘=/푸른하늘당|박도윤=/푸른하늘당|이솔=/푸른하늘당|최가람=/새벽별당|정누리=/새벽별당",
        ),
        (
            "<p>聯署人:</p><p>南湖區區議員<br>林樂怡 周子謙 許文慧</p><p>前北山區議員<br>方朗 梁栢言</p>",
            "林樂怡=南湖區區議員/|周子謙=南湖區區議員/|許文慧=南湖區區議員/|方朗=前北山區議員/|梁栢言=前北山區議員/",
        ),
        (
            "<p>서명자 명단</p><p>김하늘, 박도윤, 이솔,<br>최가람<br>이상 청년 작가 4명<br>"
            "정누리, 선우진<br>이상 하늘 시인 2명</p>",
            "김하늘=청년 작가/|박도윤=청년 작가/|이솔=청년 작가/|최가람=청년 작가/|정누리=하늘 시인/|선우진=하늘 시인/",
        ),
        (
            "<p>趣旨に賛同し、署名をお寄せいただいた方です。(到着順、敬称略)</p><p>◆著名人</p><table><tr><th>肩書き</th><th>名前</th></tr>"
            "<tr><td>写真家</td><td>青葉 灯</td></tr><tr><td>東湖大学教授</td><td>泉谷 光</td></tr></table>",
            "青葉 灯=写真家/|泉谷 光=東湖大学教授/",
        ),
        (
            "<p>提案人：林樂怡 周子謙</p><p>連署人：許文慧 方 朗 梁栢言<br>歐陽樂行 施慕白</p>",
            "林樂怡=/|周子謙=/|許文慧=/|方 朗=/|梁栢言=/|歐陽樂行=/|施慕白=/",
        ),
    ],
)
def test_labels_beside_runs_of_names(body: str, expected: str) -> None:
    assert details(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<p>표결 결과</p><p>&lt;찬성(3)&gt; 김하늘·박도윤·이솔</p><p>&lt;반대(2)&gt; 최가람·정누리</p>",
        "<p>출석위원 명단</p><p>&lt;푸른하늘당(3)&gt; 김하늘·박도윤·이솔</p>",
        "<p>주관 단체</p><p>김하늘, 박도윤, 이솔, 최가람<br>이상 소설가 4명</p>",
        "<p>출席委員：林樂怡 周子謙 許文慧</p><p>主席：方朗</p>",
        "<p>김하늘 의원은 이날 결의안에 서명하지 않았다.</p><p>박도윤 기자<br>이솔 기자</p><p>ⓒ 하늘신문</p>",
        "<p>تم توقيع وثائق التعاون:</p><p>كمال الداني، وزير الصحة والسكان، ونبيل العكاري، رئيس الهيئة</p>",
    ],
)
def test_labels_of_other_lists(body: str) -> None:
    assert names(body) == ""


def test_votes_end_a_list_of_signatures() -> None:
    body = "<p>서명자:</p><p>&lt;푸른하늘당(3)&gt; 김하늘·박도윤·이솔</p><p>&lt;반대&gt; 최가람·정누리</p>"
    assert names(body) == "김하늘|박도윤|이솔"


def test_a_translation_is_another_statement() -> None:
    english = (
        "We ask the council to keep the library open and to hear its readers before it decides on closing it. "
        * 3
    )
    body = (
        "<p>聯署團體:<br>南湖婦女會<br>北山工會<br>青葉書社</p>"
        f"<p>{english}</p><p>Signing organisations:<br>South Lake Women's Union<br>North Hill Union<br>Green Society</p>"
    )
    assert [s.statement for s in read(body).signatures] == [0, 0, 0, 1, 1, 1]


PERSIAN = (
    "<h1>نامه سرگشاده در باره هنرستان موسیقی</h1><p>هفته گذشته هنرستان موسیقی شهر بسته شد و آموزگاران آن بیکار شدند.</p>"
    "<p>ما امضا کنندگان زیر خواستار بازگشایی هنرستان هستیم. هنر باید آزاد باشد.</p>"
)
SINGERS = "بهار نیکو، سهراب رازی، مینا سروش (گلناز)، کاوه بینا، پگاه آرام، روژان، فرهاد تابان"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            PERSIAN + f"<p>{SINGERS}.</p><p>* بازنشر با ذکر منبع آزاد است</p>",
            "بهار نیکو|سهراب رازی|مینا سروش|کاوه بینا|پگاه آرام|روژان|فرهاد تابان",
        ),
        (
            "<h1>بيان من كتّاب المدينة</h1><p>أغلقت البلدية المكتبة العامة في الشهر الماضي دون إعلان، "
            "وبيعت كتبها في السوق.</p><p>نحن الكتّاب نطالب بفتح المكتبة فوراً وإعادة الكتب إلى القرّاء.</p>"
            "<p>سلمى الراوي ، تونس كمال الداني،مصر هند الساري - المغرب نبيل العكاري، لبنان رامي القطان، مصر</p>",
            "سلمى الراوي|كمال الداني|هند الساري|نبيل العكاري|رامي القطان",
        ),
        (
            LETTER
            + "<p>김하늘, 박도윤, 이솔, 최가람, 정누리<br>이상 시인 5명<br>선우진, 한별아<br>이상 소설가 2명</p>",
            "김하늘|박도윤|이솔|최가람|정누리|선우진|한별아",
        ),
        (
            "<p>التواقيع:</p><p>1ـ سلمى الراوي&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; شاعرة وكاتبة<br>"
            "2ـ كمال الداني&nbsp;&nbsp;&nbsp;&nbsp; روائي<br>"
            "3ـ هند الساري&nbsp;&nbsp;&nbsp; ناقدة<br>* باب التوقيع ما زال مفتوحاً</p>",
            "سلمى الراوي|كمال الداني|هند الساري",
        ),
    ],
)
def test_lists_that_no_cue_announces(body: str, expected: str) -> None:
    assert names(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        PERSIAN + "<p>موسیقی، هنرستان، آموزش کودکان، حقوق شهروندی، آزادی هنر، شهرداری، بودجه عمومی.</p>",
        LETTER + "<p>도서관, 예산, 공공성, 독서 문화, 시민 참여, 지역 사회</p>",
        "<h1>ندوة عن المكتبات</h1><p>أغلقت البلدية المكتبة العامة في الشهر الماضي دون إعلان، وبيعت كتبها في السوق.</p>"
        "<p>سلمى الراوي ، تونس كمال الداني،مصر هند الساري - المغرب نبيل العكاري، لبنان</p>",
        "<h1>오늘의 하늘</h1><p>도서관 예산이 줄었다고 시가 오늘 밝혔다. 예산은 내년에도 줄어들 전망이다.</p>"
        "<p>김하늘, 박도윤, 이솔, 최가람, 정누리, 선우진</p>",
    ],
)
def test_runs_that_end_other_pages(body: str) -> None:
    assert names(body) == ""


def test_columns_for_messages_say_nothing_of_who_signed() -> None:
    body = (
        "<p>賛同者一覧（敬称略）:</p><table><tr><th>肩書き</th><th>名前</th><th>メッセージ</th></tr>"
        "<tr><td>写真家</td><td>青葉 灯</td><td>図書館を守ってください。</td></tr>"
        "<tr><td></td><td>泉谷 光</td><td>全面的に賛成です。</td></tr>"
        "<tr><td>東湖大学教授</td><td>上条 歩</td><td></td></tr></table>"
    )
    assert details(body) == "青葉 灯=写真家/|泉谷 光=/|上条 歩=東湖大学教授/"


def test_gaps_of_fixed_spaces_part_name_and_detail() -> None:
    body = "<p>連署人:</p><p>林樂怡　　　南湖大學教授<br>周子謙　　　律師<br>許　文　　　作家</p>"
    assert details(body) == "林樂怡=南湖大學教授/|周子謙=律師/|許 文=作家/"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<p>결의안에는 푸른하늘당 21명, 새벽별당 11명, 무소속 3명, 총 35명이 서명했다.</p>"
            "<p>서명자:</p><p>김하늘·박도윤·이솔</p>",
            35,
        ),
        (
            "<h1>聯合聲明</h1><p>其中,網路聯署至三十日已達4,316人。參與聯署的包括:</p><p>林樂怡、周子謙、許文慧</p>",
            4316,
        ),
        (
            "<h1>臨時提案</h1><p>本院委員林樂怡、周子謙等14人,有鑑於山域事故增加,爰提案要求檢討。</p>"
            "<p>提案人:林樂怡 周子謙</p><p>連署人:許文慧 方朗遠</p>",
            14,
        ),
        ("<h1>도서관 지원 촉구 결의안 찬성 의원 명단 (찬성 40명)</h1><p>결의안이 통과되었다.</p>", None),
        ("<h1>بيان المدينة</h1><p>التواقيع:</p><p>18ـ سلمى الراوي كاتبة<br>19ـ كمال الداني كاتب</p>", None),
    ],
)
def test_counts_of_scripts_without_capitals(body: str, expected: int | None) -> None:
    statements = read(body).statements
    assert (statements[0].claimed_count if statements else None) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            PERSIAN + "<p>مهرداد رازی، شهرام بینا، حمید سروش، نازی آرام، مهسا نیکو، کاوه تابان.</p>"
            "<p>* تکثیر از «کمیته حمایت»</p><p>اخبار امروز ۳۰ مرداد ۱۳۹۸</p>",
            "مهرداد رازی|شهرام بینا|حمید سروش|نازی آرام|مهسا نیکو|کاوه تابان",
        ),
        (
            "<h1>共同声明</h1><p>私たちは図書館の再開を求めます。</p><p>賛同人：</p>"
            "<p>鈴木恒一 佐藤義人 竹内康江 高橋誠 長谷川洋三</p>",
            "鈴木恒一|佐藤義人|竹内康江|高橋誠|長谷川洋三",
        ),
        (
            "<h1>যৌথ বিবৃতি</h1><p>আমরা গ্রন্থাগার খুলে দেওয়ার দাবি জানাচ্ছি।</p><p>স্বাক্ষরকারী:</p>"
            "<p>কামাল বর্মণ, নাসরীন মৃধা, রফিকুল সেন, আয়েশা দত্ত প্রমুখ।</p>",
            "কামাল বর্মণ|নাসরীন মৃধা|রফিকুল সেন|আয়েশা দত্ত",
        ),
        (
            "<h1>संयुक्त बयान</h1><p>हम पुस्तकालय खोलने की मांग करते हैं।</p><p>हस्ताक्षरकर्ता:</p>"
            "<p>अरुण नदेल, कविता सागरे, मोहन तटीय और शीला बंदर</p>",
            "अरुण नदेल|कविता सागरे|मोहन तटीय|शीला बंदर",
        ),
        (
            "<h1>ပူးတွဲကြေညာချက်</h1><p>စာကြည့်တိုက်ကို ပြန်ဖွင့်ပေးရန် တောင်းဆိုသည်။</p><p>လက်မှတ်ရေးထိုးသူများ:</p>"
            "<p>ဦးအောင်မင်း၊ ဒေါ်ခင်စန်း၊ ကိုဇော်ထွန်း၊ မစိုးမိုး။</p>",
            "ဦးအောင်မင်း|ဒေါ်ခင်စန်း|ကိုဇော်ထွန်း|မစိုးမိုး",
        ),
    ],
)
def test_runs_and_what_ends_them(body: str, expected: str) -> None:
    assert names(body) == expected
