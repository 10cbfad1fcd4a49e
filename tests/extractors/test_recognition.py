"""Which language a text is in."""

import pytest

from extractors import recognise_language


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (
            "Wilayah itu mempunyai lebih daripada sejuta peserta insurans kesihatan menjelang akhir tahun ini.",
            "ms",
        ),
        (
            "Provinsen har mer enn en million deltakere i helseforsikringen ved utgangen av året, sier direktøren.",
            "nb",
        ),
        (
            "La province compte plus d'un million d'assurés et vise une couverture de quatre-vingt-quinze pour cent.",
            "fr",
        ),
        ("จังหวัดมีผู้เข้าร่วมประกันสุขภาพมากกว่าหนึ่งล้านคนภายในสิ้นปีนี้", "th"),
        ("ແຂວງມີຜູ້ເຂົ້າຮ່ວມປະກັນສຸຂະພາບຫຼາຍກວ່າໜຶ່ງລ້ານຄົນ ໃນທ້າຍປີນີ້", "lo"),
    ],
)
def test_our_languages_are_told(text, lang):
    assert recognise_language(text).lang == lang


def test_indonesian_is_not_taken_for_malay():
    text = (
        "Pemerintah provinsi mengatakan bahwa jumlah peserta asuransi kesehatan telah mencapai lebih dari sembilan puluh "
        "persen karena adanya bantuan dari anggaran daerah dan kerja sama perusahaan-perusahaan di wilayah tersebut."
    )
    assert recognise_language(text).lang is None
    assert recognise_language(text).detected == "id"


def test_vietnamese_is_named_but_not_ours():
    found = recognise_language(
        "Toàn tỉnh có hơn một triệu người tham gia bảo hiểm y tế, đạt tỷ lệ bao phủ cao."
    )
    assert (found.lang, found.detected) == (None, "vi")


@pytest.mark.parametrize("text", ["", " \n", "12 345", "\ud800", "\x00" * 10])
def test_nothing_to_recognise_is_unknown(text):
    assert recognise_language(text).lang is None
