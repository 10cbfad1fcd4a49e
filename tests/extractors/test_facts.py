"""Short forms and their values (`corpus/facts.jsonl`), each in a sentence of its language: every one is read right.

The forms are numbers, percentages, ratios, sums of money, dates, comparators and ranges as such pages print them;
the sentences are ours. A form in `NOT_YET` is one that is read wrong today: when it is mended, its line goes.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractors import extract_figures
from schemas import Article, Extraction, Figure

FACTS = Path(__file__).resolve().parents[2] / "corpus" / "facts.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in FACTS.read_text("utf-8").splitlines()]
PUBLISHED = date(2025, 10, 31)

FRAMES = {
    "fr": {
        "number": "La province compte {} personnes affiliées à l'assurance maladie.",
        "number of": "La province compte {} de personnes affiliées à l'assurance maladie.",
        "percent": "L'assurance maladie couvre {} de la population.",
        "points": "Le taux de couverture a augmenté de {}.",
        "ratio": "Dans la province, {} de la population dispose d'une carte.",
        "money": "La caisse a versé {} pour les soins.",
        "date": "La province a compté 1 200 nouveaux affiliés {}.",
        "due": "La province doit couvrir 95 % de la population {}.",
        "comparator": "La réunion a rassemblé {} 500 personnes.",
        "range": "La caisse a compté {} personnes affiliées.",
        "range percent": "L'assurance couvre {} de la population.",
        "range money": "Chaque ménage reçoit {}.",
    },
    "nb": {
        "number": "Provinsen har {} personer med helseforsikring.",
        "percent": "Helseforsikringen dekker {} av befolkningen.",
        "points": "Dekningsgraden økte med {}.",
        "ratio": "{} av husholdningene har helsekort.",
        "money": "Kassen betalte ut {} til behandling.",
        "date": "Provinsen fikk 1 200 nye medlemmer {}.",
        "due": "Provinsen skal dekke 95 % av befolkningen {}.",
        "comparator": "Møtet samlet {} 500 personer.",
        "range": "Kassen registrerte {} personer.",
        "range percent": "Forsikringen dekker {} av befolkningen.",
        "range money": "Hver husholdning får {}.",
    },
    "ms": {
        "number": "Wilayah ini mempunyai {} orang peserta insurans kesihatan.",
        "percent": "Insurans kesihatan meliputi {} penduduk.",
        "points": "Kadar liputan meningkat {}.",
        "ratio": "Insurans kesihatan meliputi {} penduduk.",
        "money": "Tabung itu membayar {} untuk rawatan.",
        "date": "Wilayah ini merekodkan 1,200 peserta baharu pada {}.",
        "due": "Wilayah ini perlu mencapai liputan 95% penduduk {}.",
        "comparator": "Mesyuarat itu dihadiri {} 500 orang.",
        "range": "Tabung itu merekodkan {} orang.",
        "range percent": "Insurans kesihatan meliputi {} penduduk.",
        "range money": "Setiap isi rumah menerima {}.",
    },
    "th": {
        "number": "จังหวัดมีผู้มีบัตรประกันสุขภาพ {} คน",
        "percent": "ประกันสุขภาพครอบคลุมประชากร {}",
        "points": "อัตราความครอบคลุมเพิ่มขึ้น {}",
        "ratio": "ประชากร {} มีบัตรประกันสุขภาพ",
        "money": "กองทุนจ่ายค่ารักษา {}",
        "date": "จังหวัดมีผู้เข้าร่วมใหม่ 1,200 คน ใน{}",
        "due": "จังหวัดต้องครอบคลุมประชากร 95% {}",
        "comparator": "มีผู้เข้าร่วมประชุม {} 500 คน",
        "range": "กองทุนบันทึกผู้เข้าร่วม {} คน",
    },
    "lo": {
        "number": "ແຂວງມີຜູ້ເຂົ້າຮ່ວມປະກັນສຸຂະພາບ {} ຄົນ.",
        "percent": "ປະກັນສຸຂະພາບກວມເອົາ {} ຂອງປະຊາກອນ.",
        "ratio": "ປະຊາກອນ {} ມີບັດປະກັນສຸຂະພາບ.",
        "money": "ກອງທຶນໄດ້ຈ່າຍຄ່າປິ່ນປົວ {}.",
        "date": "ແຂວງມີຜູ້ເຂົ້າຮ່ວມໃໝ່ 1.200 ຄົນ ໃນ{}.",
        "due": "ແຂວງຕ້ອງບັນລຸອັດຕາປົກຄຸມ 95% ຂອງປະຊາກອນ {}.",
        "comparator": "ກອງປະຊຸມມີຜູ້ເຂົ້າຮ່ວມ {} 500 ຄົນ.",
        "range": "ກອງທຶນໄດ້ບັນທຶກ {} ຄົນ.",
        "range percent": "ປະກັນສຸຂະພາບກວມເອົາ {} ຂອງປະຊາກອນ.",
        "range money": "ແຕ່ລະຄອບຄົວໄດ້ຮັບ {}.",
    },
}
OWN = {
    ("fr", "une centaine"): "La province compte {} de personnes affiliées.",
    ("fr", "un millier"): "La province compte {} de personnes affiliées.",
    ("fr", "un ménage sur dix"): "Dans la commune, {} vit sous le seuil de pauvreté.",
    ("fr", "9 personnes sur 10"): "Dans la commune, {} disposent d'une carte.",
    ("fr", "1 sur 3"): "Dans la commune, {} ménages dispose d'une carte.",
    ("fr", "22 pour 1 000"): "Le taux de mortalité est de {}.",
    ("fr", "août 2025"): "La province a compté 1 200 nouveaux affiliés en {}.",
    ("fr", "les 6 premiers mois de 2025"): "La province a compté 1 200 nouveaux affiliés pendant {}.",
    ("fr", "la période 2026-2030"): "La province doit affilier 1 200 personnes pendant {}.",
    ("fr", "1er juillet 2025"): "La province a compté 1 200 nouveaux affiliés le {}.",
    ("fr", "8 mars 2025"): "La province a compté 1 200 nouveaux affiliés le {}.",
    ("fr", "au plus"): "La réunion rassemble 500 personnes {}.",
    ("fr", "ou plus"): "La réunion a rassemblé 500 personnes {}.",
    ("fr", "inférieur à"): "Le nombre de participants est {} 500 personnes.",
    ("fr", "dépasser"): "Le nombre de participants dépasse 500 personnes.",
    ("fr", "à partir de"): "Une remise est accordée {} 500 personnes.",
    ("nb", "syv"): "Andelen økte til {} prosent.",
    ("nb", "1 av 5"): "{} husholdninger har helsekort.",
    ("nb", "22 promille"): "Dødeligheten er {}.",
    ("nb", "eller flere"): "Møtet samlet 500 personer {}.",
    ("nb", "og oppover"): "Ordningen gjelder bedrifter med 500 personer {}.",
    ("nb", "overstiger"): "Antallet deltakere {} 500 personer.",
    ("nb", "31. desember 2025"): "Provinsen hadde 1 200 medlemmer per {}.",
    ("nb", "1. juli 2025"): "Provinsen fikk 1 200 nye medlemmer den {}.",
    ("nb", "15.08.2025"): "Provinsen fikk 1 200 nye medlemmer den {}.",
    ("nb", "15.8.2025"): "Provinsen fikk 1 200 nye medlemmer den {}.",
    ("nb", "3. kvartal 2025"): "Provinsen fikk 1 200 nye medlemmer i {}.",
    ("nb", "første halvår 2025"): "Provinsen fikk 1 200 nye medlemmer i {}.",
    ("nb", "de første 9 månedene av 2025"): "Provinsen fikk 1 200 nye medlemmer i {}.",
    ("ms", "dua perpuluhan lima"): "Kadar itu mencapai {} peratus.",
    ("ms", "sehingga"): "Dewan itu boleh memuatkan {} 500 orang.",
    ("ms", "dan ke atas"): "Syarikat yang mempunyai 500 orang {} perlu mendaftar.",
    ("ms", "dan ke bawah"): "Syarikat yang mempunyai 500 orang {} dikecualikan.",
    ("ms", "sehingga akhir Jun 2025"): "Wilayah ini mempunyai 1,200 peserta {}.",
    ("ms", "di bawah"): "Bilangan peserta berada {} 500 orang.",
    ("th", "33,000 พันล้าน"): "กองทุนจ่ายค่ารักษา {}ดอง",
    ("th", "ขึ้นไป"): "บริษัทที่มีพนักงาน 500 คน{} ต้องเข้าร่วม",
    ("th", "ลงมา"): "บริษัทที่มีพนักงาน 500 คน{} ได้รับการยกเว้น",
    ("th", "เศษ"): "มีผู้เข้าร่วมประชุม 500 คน{}",
    ("th", "๒๕๖๘"): "จังหวัดมีผู้เข้าร่วมใหม่ 1,200 คน ในปี {}",
    ("th", "ไตรมาส 3/2568"): "จังหวัดมีผู้เข้าร่วมใหม่ 1,200 คน ใน{}",
    ("th", "9 ใน 10"): "ครัวเรือน {} มีบัตรประกันสุขภาพ",
    ("th", "สิ้นเดือนมิถุนายน 2568"): "จังหวัดมีผู้เข้าร่วม 1,200 คน ณ {}",
    ("th", "ช่วงปี 2569-2573"): "จังหวัดต้องเพิ่มผู้เข้าร่วม 1,200 คน ใน{}",
    ("lo", "33.000 ຕື້"): "ກອງທຶນໄດ້ຈ່າຍຄ່າປິ່ນປົວ {}ດົ່ງ.",
    ("lo", "ໄລຍະ 2026-2030"): "ແຂວງຕ້ອງເພີ່ມຜູ້ເຂົ້າຮ່ວມ 1.200 ຄົນ ໃນ{}.",
    ("lo", "22/1.000"): "ອັດຕາການຕາຍຂອງເດັກແມ່ນ {}.",
    ("lo", "໒໐໒໕"): "ແຂວງມີຜູ້ເຂົ້າຮ່ວມໃໝ່ 1.200 ຄົນ ໃນປີ {}.",
}
"""Forms that need a sentence of their own."""
DAY_BEFORE = {"th": "วันที่ ", "lo": "ວັນທີ ", "ms": ""}
"""What stands before a day in the frame of dates."""

NOT_YET: frozenset[tuple[str, str]] = frozenset()
"""Language and form of what is read wrong today."""

COMPARATORS = {"ge": ">=", "gt": ">", "lt": "<", "le": "<=", "nearly": "~", "approx": "~"}


def frame_of(row: dict[str, Any]) -> str:
    """The sentence that a form stands in, with braces where."""
    lang, kind, surface = row["lang"], row["type"], row["surface"]
    if (lang, surface) in OWN:
        return OWN[lang, surface]
    frames = FRAMES[lang]
    if (
        kind == "number"
        and lang == "fr"
        and surface.split()[-1].rstrip("s") in {"million", "milliard", "demi-million"}
    ):
        return frames["number of"]
    if kind == "percent" and any(word in surface for word in ("point", "poeng", "mata")):
        return frames["points"]
    if kind == "date" and row.get("due"):
        return frames["due"]
    if kind == "date" and surface[0].isdecimal() and lang in DAY_BEFORE and "ເດືອນຕົ້ນ" not in surface:
        return frames["date"].replace("{}", DAY_BEFORE[lang] + "{}")
    if kind == "range" and row["value"].get("unit"):
        return frames["range percent" if row["value"]["unit"] == "percent" else "range money"]
    return frames[kind]


def sentence_of(row: dict[str, Any]) -> str:
    """The form in its sentence, which begins with a capital."""
    sentence = frame_of(row).replace("{}", row["surface"])
    return sentence[0].upper() + sentence[1:]


def read(row: dict[str, Any]) -> Extraction:
    text = sentence_of(row)
    return extract_figures(Article(article_id="fact", lang=row["lang"], text=text, published=PUBLISHED))


def only(read: Extraction) -> Figure:
    """The one figure of a sentence."""
    (figure,) = read.figures
    return figure


def check_number(row: dict[str, Any], read: Extraction) -> None:
    figure = only(read)
    assert figure.value == Decimal(row["value"])
    assert figure.value_max is None
    if (row["lang"], row["surface"]) not in OWN:
        assert figure.kind == "count"


def check_percent(row: dict[str, Any], read: Extraction) -> None:
    figure = only(read)
    assert (figure.kind, figure.value) == ("percentage", Decimal(row["value"]))
    points = any(word in row["surface"] for word in ("point", "poeng", "mata"))
    assert figure.unit == ("percentage_point" if points else "percent")


def check_ratio(row: dict[str, Any], read: Extraction) -> None:
    """A fraction or a share of a thousand is a percentage; so many of so many counted things keep their total."""
    figure = only(read)
    numerator, denominator = Decimal(row["value"]["num"]), Decimal(row["value"]["den"])
    if figure.kind == "percentage":
        assert abs(figure.value - 100 * numerator / denominator) < Decimal("0.05")
    else:
        assert (figure.value, figure.out_of) == (numerator, denominator)


def check_money(row: dict[str, Any], read: Extraction) -> None:
    figure = only(read)
    assert (figure.kind, figure.unit) == ("money", row["value"]["currency"])
    assert figure.value == Decimal(row["value"]["amount"])


def check_date(row: dict[str, Any], read: Extraction) -> None:
    figure = only(read)
    first, _, last = row["value"].partition("/")
    assert str(figure.date_end) == (last or first)
    if figure.date_role == "during":
        assert str(figure.date_start) == first
    if row.get("due"):
        assert figure.date_role == "deadline"
        assert [str(deadline.date) for deadline in read.deadlines] == [first]


def check_comparator(row: dict[str, Any], read: Extraction) -> None:
    figure = only(read)
    assert figure.value == 500
    assert figure.comparator == COMPARATORS[row["value"]]


def check_range(row: dict[str, Any], read: Extraction) -> None:
    figure = only(read)
    value = row["value"]
    assert (figure.value, figure.value_max) == (Decimal(value["min"]), Decimal(value["max"]))
    if value.get("unit"):
        assert figure.unit == value["unit"]


CHECKS = {
    "number": check_number,
    "percent": check_percent,
    "ratio": check_ratio,
    "money": check_money,
    "date": check_date,
    "comparator": check_comparator,
    "range": check_range,
}


def parameters() -> list[Any]:
    """A parameter a row; a form that is not yet read right must fail."""
    seen: dict[tuple[str, str], int] = {}
    found = []
    for row in ROWS:
        key = (row["lang"], row["surface"])
        seen[key] = seen.get(key, 0) + 1
        late = pytest.mark.xfail(raises=(AssertionError, ValueError), reason="read wrong today")
        marks = [late] if key in NOT_YET else []
        name = "-".join([*key, row["type"], *([str(seen[key])] if seen[key] > 1 else [])])
        found.append(pytest.param(row, id=unicodedata.normalize("NFKC", name), marks=marks))
    return found


@pytest.mark.parametrize("row", parameters())
def test_the_form_is_read_right_in_its_sentence(row: dict[str, Any]) -> None:
    CHECKS[row["type"]](row, read(row))


def test_every_language_and_every_type_stands_among_the_facts() -> None:
    assert {row["lang"] for row in ROWS} == set(FRAMES)
    assert {row["type"] for row in ROWS} == set(CHECKS)
    assert len(ROWS) == 280


def test_own_sentences_and_late_forms_are_of_forms_that_exist() -> None:
    forms = {(row["lang"], row["surface"]) for row in ROWS}
    assert set(OWN) - forms == set()
    assert forms >= NOT_YET
