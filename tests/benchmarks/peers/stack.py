"""The best stack that was found: a tuned pattern for figures, with the libraries for what each does best.

The pattern finds digits, percent signs and words, magnitudes, currencies and units of measure, and reads a noun
behind a number as what is counted; the words stand in `WORDS`. Babel parses the digits once the pattern has decided
which separator is the decimal one; text2num (French) and PyThaiNLP (Thai) read number words; dateparser reads dates,
which no figure may overlap, and those that stand behind a word such as "before" or "by" are deadlines. All of it was
tuned on `corpus/development` and on the gold that may be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from corpus.scoring import Prediction
from schemas import Article
from tests.benchmarks.peers import dateparser_dates, pythainlp_words, text2num_words
from tests.benchmarks.peers.records import Day, Found, Peer, outside, overlaps, prediction

DIGITS = r"\d+(?:[.,\u0020\u00a0\u202f\u2009]\d{3}(?![\d]))*(?:[.,]\d+)?"
SPACE = r"[\u0020\u00a0\u202f\u2009]{0,2}"
THAI_LAO_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙໐໑໒໓໔໕໖໗໘໙", "01234567890123456789")
BARE_YEAR = re.compile(r"(?:19|20|24|25)\d\d")
DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}/\d{4}|\d{1,2}/\d{1,2}(?!\d|[.,]\d)")


@dataclass(frozen=True)
class Words:
    """A language's words for the pattern."""

    percent: tuple[str, ...]
    points: tuple[str, ...]
    percent_before: tuple[str, ...]
    magnitudes: Mapping[str, int]
    joins: str
    """What may stand between a number and its unit: an article, a comparator that follows."""
    ranges: tuple[str, ...]
    totals: tuple[str, ...]
    """What stands between a number and the total that it is part of."""
    falls: tuple[str, ...]
    """Words shortly before or behind a figure that make it a decrease."""
    units: Mapping[str, tuple[str, str]]
    not_after: tuple[str, ...]
    """Words before a number that make it no figure: directive, article, phase, term."""
    not_before: tuple[str, ...]
    """Words behind a number that make it no figure: years, days, hours."""
    due: tuple[str, ...]
    """Words before a date that make it a deadline."""


def _units(**groups: str) -> dict[str, tuple[str, str]]:
    """Units by word: `person="orang|pekerja"`; currencies are money, `m_…` measures, all others counts."""
    kinds: dict[str, tuple[str, str]] = {}
    for code, words in groups.items():
        if code.isupper():
            value = ("money", code)
        elif code.startswith("m_"):
            value = ("measure", code[2:])
        else:
            value = ("count", code)
        kinds |= dict.fromkeys(words.split("|"), value)
    return kinds


WORDS = {
    "fr": Words(
        percent=("%", "pour cent"),
        points=("points de pourcentage", "point de pourcentage", "points"),
        percent_before=(),
        magnitudes={"mille": 3, "millions": 6, "million": 6, "milliards": 9, "milliard": 9, "billions": 12},
        joins=r"(?:de |d['’])?(?:nouveaux |nouvelles )?",
        ranges=(" à ", " et ", "-", "–"),
        totals=("/", " sur ", " sur les "),
        falls=("baisse", "recul", "diminu", "de moins"),
        units=_units(
            VND="dongs|dong|VND", USD="dollars américains|dollars|USD", EUR="euros",
            person="personnes|habitants|travailleurs|salariés|employés|élèves|étudiants|participants|affiliés|assurés"
            "|adhérents|bénéficiaires|membres|cotisants|retraités|agents|enfants|patients|agriculteurs|volontaires",
            household="foyers|ménages|familles", organization="entreprises|employeurs|unités|établissements|écoles"
            "|hôpitaux|agences|sociétés|organismes|coopératives",
            locality="communes|quartiers|hameaux|provinces|villages|localités|districts",
            event="réunions|conférences|séances|campagnes|formations|dialogues|ateliers",
            document="cartes|livrets|certificats|carnets|décisions", case="dossiers|consultations|cas|visites|demandes",
            m_ha="hectares|ha", m_km="kilomètres|km", m_m2="mètres carrés|m²|m2", m_t="tonnes", m_kg="kilos|kg",
        ),
        not_after=("n°", "numéro", "article", "phase", "directive", "résolution", "page", "niveau", "route"),
        not_before=("ans", "mois", "jours", "heures", "semaines", "minutes", "ème", "e ", "er ", "années"),
        due=("avant", "d'ici", "d’ici", "au plus tard", "d'ici à", "horizon", "en", "pour", "terme", "au"),
    ),
    "nb": Words(
        percent=("%", "prosent"),
        points=("prosentpoeng",),
        percent_before=(),
        magnitudes={
            "tusen": 3, "millioner": 6, "million": 6, "milliarder": 9, "milliard": 9, "mrd.": 9, "mill.": 6,
            "billioner": 12, "billion": 12,
        },
        joins=r"(?:nye |flere )?",
        ranges=(" til ", " og ", "-", "–"),
        totals=("/", " av "),
        falls=("ned ", "falt", "nedgang", "redusert", "færre", "lavere enn"),
        units=_units(
            VND="vietnamesiske dong|dong|VND", USD="amerikanske dollar|dollar|USD", EUR="euro",
            person="personer|mennesker|innbyggere|arbeidstakere|ansatte|arbeidere|elever|studenter|deltakere|medlemmer"
            "|mottakere|pensjonister|barn|pasienter|bønder|frivillige|tilhørere",
            household="husholdninger|husstander|familier", organization="bedrifter|virksomheter|enheter|arbeidsgivere"
            "|skoler|sykehus|firmaer|kontorer|foretak",
            locality="kommuner|bydeler|grender|provinser|landsbyer|distrikter",
            event="møter|konferanser|samlinger|kampanjer|kurs|dialoger",
            document="kort|bøker|vedtak|sertifikater|helsekort", case="saker|konsultasjoner|besøk|søknader|tilfeller",
            m_ha="hektar|ha", m_km="kilometer|km", m_m2="kvadratmeter|m²|m2", m_t="tonn", m_kg="kilo|kg",
        ),
        not_after=("nr.", "nummer", "artikkel", "fase", "direktiv", "resolusjon", "side", "nivå", "vei"),
        not_before=("år", "måned", "dag", "time", "uke", "minutt", "."),
        due=("før", "innen", "i løpet av", "senest", "mot", "frem til", "mål", "i"),
    ),
    "ms": Words(
        percent=("%", "peratus", "persen"),
        points=("mata peratusan", "mata peratus"),
        percent_before=(),
        magnitudes={"ribu": 3, "juta": 6, "bilion": 9, "trilion": 12, "miliar": 9},
        joins=r"(?:lebih )?",
        ranges=(" hingga ", " dan ", "-", "–"),
        totals=("/", " daripada ", " dari ", " dalam "),
        falls=("turun", "menurun", "berkurang", "penurunan", "susut"),
        units=_units(
            VND="dong|VND", USD="dolar AS|dolar|USD", MYR="ringgit",
            person="orang|pekerja|pelajar|peserta|ahli|penduduk|penerima|pesara|pencarum|petani|kanak-kanak|pesakit",
            household="isi rumah|keluarga", organization="perusahaan|syarikat|majikan|unit|sekolah|hospital|agensi|firma",
            locality="komun|wad|kampung|wilayah|daerah|dusun",
            event="sidang|persidangan|kempen|mesyuarat|dialog|sesi|kursus",
            document="kad|buku|keping kad|sijil|keputusan", case="kes|lawatan|fail|permohonan",
            m_ha="hektar|ha", m_km="kilometer|km", m_m2="meter persegi|m2", m_m="meter", m_t="tan", m_kg="kilogram|kg",
        ),
        not_after=("No.", "nombor", "artikel", "fasa", "arahan", "resolusi", "halaman", "tahap", "jalan"),
        not_before=("tahun", "bulan", "hari", "jam", "minggu", "minit"),
        due=("sebelum", "menjelang", "lewatnya", "akhir", "tempoh siap", "sasaran", "menuju", "bagi", "untuk"),
    ),
    "th": Words(
        percent=("%", "เปอร์เซ็นต์", "เปอร์เซนต์"),
        points=("จุดเปอร์เซ็นต์", "จุดร้อยละ"),
        percent_before=("ร้อยละ",),
        magnitudes={
            "ล้านล้าน": 12, "แสนล้าน": 11, "หมื่นล้าน": 10, "พันล้าน": 9, "ร้อยล้าน": 8, "สิบล้าน": 7, "ล้าน": 6,
            "แสน": 5, "หมื่น": 4, "พัน": 3, "ร้อย": 2,
        },
        joins=r"(?:กว่า ?|เศษ ?)?",
        ranges=(" ถึง ", "ถึง", "-", "–"),
        totals=("/", " จาก ", " ใน ", " ในจำนวน "),
        falls=("ลดลง", "น้อยลง", "ลด"),
        units=_units(
            VND="ดอง|VND", USD="ดอลลาร์สหรัฐ|ดอลลาร์|USD", THB="บาท", person="คน|ราย|ผู้",
            household="ครัวเรือน|ครอบครัว|หลังคาเรือน", organization="แห่ง|บริษัท|หน่วยงาน|หน่วย|สถานประกอบการ|โรงเรียน",
            locality="ตำบล|แขวง|หมู่บ้าน|จังหวัด|อำเภอ", event="ครั้ง|รอบ", document="ใบ|เล่ม|ฉบับ", case="ชุด|คดี|กรณี",
            m_ha="เฮกตาร์", m_km="กิโลเมตร|กม.", m_m2="ตารางเมตร", m_t="ตัน", m_kg="กิโลกรัม", item="หลัง|วัน",
        ),
        not_after=("ที่", "เลขที่", "มาตรา", "ระยะ", "หมายเลข", "ข้อ", "อายุ"),
        not_before=("ปี", "เดือน", "วัน", "ชั่วโมง", "สัปดาห์", "นาที", "น."),
        due=("ก่อน", "ภายใน", "ไม่เกิน", "ถึง", "ในปี", "สิ้น", "ปี", "เสร็จ"),
    ),
    "lo": Words(
        percent=("%", "ເປີເຊັນ", "ສ່ວນຮ້ອຍ"),
        points=("ຈຸດສ່ວນຮ້ອຍ", "ຈຸດເປີເຊັນ", "ຈຸດ"),
        percent_before=("ຮ້ອຍລະ",),
        magnitudes={"ພັນຕື້": 12, "ໝື່ນຕື້": 13, "ຕື້": 9, "ຮ້ອຍລ້ານ": 8, "ລ້ານ": 6, "ແສນ": 5, "ໝື່ນ": 4, "ພັນ": 3, "ຮ້ອຍ": 2},
        joins=r"(?:ກວ່າ ?|ປາຍ ?)?",
        ranges=(" ຫາ ", "ຫາ", "-", "–"),
        totals=("/", " ໃນ ", " ໃນຈຳນວນ "),
        falls=("ຫຼຸດລົງ", "ຫຼຸດ", "ຫລຸດ"),
        units=_units(
            VND="ດົ່ງ|VND", USD="ໂດລາສະຫະລັດ|ໂດລາ|USD", LAK="ກີບ", THB="ບາດ", person="ຄົນ|ທ່ານ",
            household="ຄອບຄົວ|ຄົວເຮືອນ", organization="ຫົວໜ່ວຍ|ບໍລິສັດ|ວິສາຫະກິດ|ແຫ່ງ|ໂຮງຮຽນ|ໜ່ວຍງານ",
            locality="ຕາແສງ|ບ້ານ|ແຂວງ|ເມືອງ|ຄຸ້ມ", event="ຄັ້ງ|ຮອບ", document="ໃບ|ຫົວ|ສະບັບ", case="ຄະດີ|ສຳນວນ|ເທື່ອ|ກໍລະນີ",
            m_ha="ເຮັກຕາ", m_km="ກິໂລແມັດ|ກມ", m_m2="ຕາແມັດ", m_t="ໂຕນ", m_kg="ກິໂລ",
        ),
        not_after=("ທີ", "ເລກທີ", "ມາດຕາ", "ໄລຍະ", "ສະບັບເລກທີ", "ອາຍຸ"),
        not_before=("ປີ", "ເດືອນ", "ວັນ", "ຊົ່ວໂມງ", "ອາທິດ", "ນາທີ", "ໂມງ"),
        due=("ກ່ອນ", "ຮອດ", "ພາຍໃນ", "ໃນ", "ປີ", "ສຳເລັດ", "ເວລາ"),
    ),
}  # fmt: skip


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; nothing at all where there is none."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)"


@cache
def figure_pattern(lang: str) -> re.Pattern[str]:
    """The tuned pattern of a language."""
    words = WORDS[lang]
    scale = alternatives(words.magnitudes)
    number = rf"{DIGITS}(?!\d)"
    return re.compile(
        rf"(?P<before>(?:{alternatives(words.percent_before)}){SPACE})?"
        rf"(?<![\w.,/-])(?P<low>{number})(?:{SPACE}(?P<low_scale>{scale})(?P<more>(?:{SPACE}{number}{SPACE}(?:{scale}))*))?"
        rf"(?:(?:{alternatives(words.totals)})(?P<total>{number})|(?:{alternatives(words.ranges)})(?P<high>{number}))?"
        rf"(?:{SPACE}(?P<scale>{scale}))?"
        rf"(?P<end>)(?:{SPACE}(?P<points>{alternatives(words.points)})"
        rf"|(?P<percent>{SPACE}(?:{alternatives(words.percent)})))?"
        rf"(?:{SPACE}{words.joins}(?P<unit>{alternatives(words.units)}))?",
        re.IGNORECASE,
    )


@cache
def part_pattern(lang: str) -> re.Pattern[str]:
    """A number with its magnitude, one of those that add up ("1 thousand 2 hundred")."""
    return re.compile(rf"({DIGITS}){SPACE}({alternatives(WORDS[lang].magnitudes)})", re.IGNORECASE)


def decimal_mark(digits: str) -> str:
    """Which separator of a number in digits is the decimal one: empty where none is.

    Two different ones: the last. One alone: decimal unless three digits follow, in every language: by the habit of
    the language it was worse on the articles that may be read.
    """
    marks = [mark for mark in digits if mark in ".,"]
    if not marks or (len(marks) > 1 and len(set(marks)) == 1):
        return ""
    if len(set(marks)) > 1:
        return marks[-1]
    return marks[0] if len(digits.rpartition(marks[0])[2]) != 3 or digits.startswith("0") else ""


def value_of(digits: str, parse: Callable[[str], Decimal]) -> Decimal:
    """A number in digits; `parse` takes it with a comma between thousands and a point before decimals."""
    mark = decimal_mark(digits)
    whole, _, rest = digits.rpartition(mark) if mark else (digits, "", "")
    return parse(re.sub(r"\D", "", whole) + (f".{rest}" if rest else ""))


def is_refused(text: str, start: int, end: int, words: Words) -> bool:
    """Whether a bare number is no figure by what stands around it: certain words, or the marks of a list."""
    before, behind = text[max(0, start - 16) : start], text[end : end + 12]
    if re.search(r"(?:^|\n)\W*$", before) and re.match(r"[.)/:]", behind):
        return True
    if before.endswith("(") and behind.startswith(")"):
        return True
    return before.rstrip().endswith(words.not_after) or behind.lstrip().startswith(words.not_before)


def is_fall(text: str, start: int, end: int, words: Words) -> bool:
    """Whether a word for a decrease stands shortly before the figure, or right behind it."""
    around = (text[max(0, start - 14) : start] + "\n" + text[end : end + 11]).lower()
    return any(fall in around for fall in words.falls)


def magnitude(words: Words, written: str | None) -> int:
    """The power of ten that a word stands for; 0 for none."""
    return words.magnitudes.get((written or "").lower(), 0)


def value_in(
    match: re.Match[str], lang: str, parse: Callable[[str], Decimal]
) -> tuple[Decimal, Decimal | None]:
    """The value of a match, and the upper end of a range: ends share a magnitude, parts add up."""
    words = WORDS[lang]
    low_power, power = magnitude(words, match["low_scale"]), magnitude(words, match["scale"])
    low = value_of(match["low"], parse)
    if match["high"] is not None:
        return low.scaleb(low_power or power), value_of(match["high"], parse).scaleb(power)
    parts = part_pattern(lang).findall(match["more"] or "")
    added = sum(value_of(digits, parse).scaleb(magnitude(words, scale)) for digits, scale in parts)
    return (low.scaleb(low_power) + added).scaleb(power), None


def kind_of(match: re.Match[str], words: Words, value: Decimal) -> tuple[str, str]:
    """Kind and unit: what is written, else money where billions are told, else people or things by the size."""
    if match["points"]:
        return "percentage", "percentage_point"
    if match["percent"] or match["before"]:
        return "percentage", "percent"
    if match["unit"]:
        return words.units.get(match["unit"]) or words.units.get(match["unit"].lower(), ("count", "item"))
    if value >= 10**9:
        return "money", "VND"
    return "count", "person" if value >= 1000 else "item"


def figures_in(
    text: str, lang: str, parse: Callable[[str], Decimal], taken: list[tuple[int, int]]
) -> list[Found]:
    """The figures that the pattern finds outside of the spans taken."""
    words = WORDS[lang]
    digits = text.translate(THAI_LAO_DIGITS)
    taken = taken + [found.span() for found in DATE.finditer(digits) if not is_total(found[0])]
    found = []
    for match in figure_pattern(lang).finditer(digits):
        start = match.start("before") if match["before"] else match.start("low")
        end = match.end("percent") if match["percent"] else match.start("end")
        named = match["percent"] or match["before"] or match["points"] or match["unit"]
        bare = not (named or match["low_scale"] or match["scale"] or match["total"])
        if bare and (BARE_YEAR.fullmatch(match["low"]) or is_refused(digits, start, end, words)):
            continue
        if not (match["percent"] or match["before"]) and overlaps((start, end), taken):
            continue
        value, value_max = value_in(match, lang, parse)
        kind, unit = kind_of(match, words, value)
        total = value_of(match["total"], parse) if match["total"] else None
        if is_fall(digits, start, end, words):
            value = -value
        found.append(Found(start, end, value, kind, unit, value_max, total))
    return found


def is_total(written: str) -> bool:
    """Whether `17/135` is so many of so many, since it can be no day and month."""
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    return len(numbers) == 2 and "/" in written and (numbers[0] > 31 or 12 < numbers[1] < 1000)


def unit_behind(text: str, one: Found, lang: str) -> Found:
    """A number word with the unit that stands behind it."""
    words = WORDS[lang]
    unit = re.compile(rf"{SPACE}{words.joins}({alternatives(words.units)})", re.I).match(text, one.end)
    kind, code = words.units.get(unit[1], ("count", "item")) if unit else ("count", "item")
    return one._replace(kind=kind, unit=code)


def deadlines_among(text: str, days: Iterable[Day], lang: str) -> list[Day]:
    """The dates that a word such as "before" stands in front of."""
    return [
        day
        for day in days
        if re.search(
            rf"(?:{alternatives(WORDS[lang].due)})[^.;,\n]{{0,18}}$",
            text[max(0, day.start - 34) : day.start],
            re.I,
        )
    ]


def peer() -> Peer:
    """The pattern and the libraries together."""
    from babel.numbers import parse_decimal

    find_days = dateparser_dates.searcher()
    word_readers = {"fr": text2num_words.reader(), "th": pythainlp_words.number_reader()}

    def parse(digits: str) -> Decimal:
        return parse_decimal(digits, locale="en")

    def read(article: Article) -> Prediction:
        text, lang = article.text, article.lang
        days = find_days(article)
        found = figures_in(text, lang, parse, [(day.start, day.end) for day in days])
        if lang in word_readers:
            spelled = [
                one for one in word_readers[lang](text) if not re.search(r"\d", text[one.start : one.end])
            ]
            spelled = outside(spelled, [(one.start, one.end) for one in found])
            found += [unit_behind(text, one, lang) for one in spelled if one.value >= 10]
        later = dateparser_dates.after(days, article.published)
        return prediction(found, deadlines_among(text, later, lang))

    packages = ("babel", "dateparser", "pythainlp", "text2num")
    return Peer(
        "Stack", packages, tuple(WORDS), frozenset({"number", "value", "deadline"}), read, is_tuned=True
    )
