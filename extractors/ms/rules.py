"""Grammar of Malay that is not words: compound number words and fractions, and places that are named.

Malay counts regularly (dua puluh satu, dua belas, tiga ribu dua ratus); `se-` stands for one (seratus, sejuta).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import takewhile
from typing import Any

from extractors.candidates import Candidate
from extractors.link_base import View
from extractors.linking import Linker
from schemas.codes import Base, Per

_BY = re.compile(r"\bsebanyak\s*$")

_ONES = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "lapan": 8, "delapan": 8,
    "sembilan": 9,
}  # fmt: skip
_SCALES = {
    "ribu": 10**3, "juta": 10**6, "bilion": 10**9, "billion": 10**9, "miliar": 10**9, "trilion": 10**12,
    "triliun": 10**12,
}  # fmt: skip
_PARTS = {
    "pertiga": 3, "perempat": 4, "perlima": 5, "perenam": 6, "perlapan": 8, "persepuluh": 10,
}  # fmt: skip

_SUMS = ("jumlah", "amaun", "jumlah caruman", "jumlah keseluruhan", "jumlah wang", "")
_MUSTS = ("wajib", "perlu", "mesti", "harus", "patut", "sepatutnya", "akan", "boleh", "dijangka")
_TAKEN = (
    "dikutip", "dibayar", "diterima", "dijelaskan", "dipungut", "disetor", "kutip", "bayar", "terima",
    "pungut",
)  # fmt: skip

_WORKERS = (
    "penduduk", "orang", "tenaga kerja", "pekerja", "buruh", "tenaga buruh", "angkatan kerja",
    "angkatan pekerja", "populasi", "warga", "golongan",
)  # fmt: skip
_AGES = ("umur bekerja", "usia bekerja", "umur kerja", "usia kerja", "umur buruh", "usia buruh", "umur pekerja", "umur produktif", "usia produktif")  # fmt: skip
_LINKS = (
    "", "dalam ", "dalam lingkungan ", "yang berada dalam ", "berada dalam ", "yang dalam ", "di dalam ",
    "pada ",
)  # fmt: skip


_COSTS = ("kos", "belanja", "perbelanjaan", "bil", "tuntutan kos", "bayaran")
_VISITS = ("lawatan", "kunjungan", "kali", "giliran", "kes")
_CARE = (
    "rawatan", "perubatan", "pembedahan", "pemeriksaan", "pemeriksaan kesihatan", "pemeriksaan perubatan",
    "pemeriksaan dan rawatan", "pemeriksaan dan rawatan perubatan", "rawatan perubatan", "rawatan hospital", "kcb", "kcb bhyt",
    "rawatan pesakit dalam", "rawatan pesakit luar", "pemeriksaan dan rawatan bhyt", "rawatan bhyt", "rawatan insurans kesihatan", "pemeriksaan dan rawatan insurans kesihatan",
)  # fmt: skip
_PLANS = (
    "sasaran", "rancangan", "pelan", "kuota", "anggaran", "unjuran", "matlamat", "ramalan", "peruntukan",
    "target", "penunjuk", "petunjuk", "indikator", "tanda aras", "norma",
)  # fmt: skip
_SET = (
    "setahun", "tahunan", "sepanjang tahun", "tahun ini", "yang diberikan", "yang diagihkan", "yang ditetapkan",
    "yang ditugaskan", "yang diamanahkan", "yang diserahkan", "yang diluluskan", "yang ditentukan", "yang diperuntukkan",
    "yang diturunkan", "yang disahkan", "asal",
)  # fmt: skip
_COVERS = {
    "insurans kesihatan": "health_insurance", "insurans kesihatan keluarga": "health_insurance",
    "insurans kesihatan isi rumah": "health_insurance", "kad insurans kesihatan": "health_insurance",
    "kad kesihatan": "health_insurance", "perlindungan perubatan": "health_insurance",
    "perlindungan kesihatan": "health_insurance", "insurans sosial sukarela": "voluntary_social_insurance",
    "pencen sukarela": "voluntary_social_insurance", "persaraan sukarela": "voluntary_social_insurance",
}  # fmt: skip
_SURPASS = (
    "melangkaui", "melebihi", "mengatasi", "melepasi", "melampaui", "menepati", "menjangkaui", "melimpasi",
)  # fmt: skip
_OWE = ("berhutang", "menunggak", "tunggakan", "hutang", "gagal membayar", "gagal menjelaskan", "belum membayar", "belum menjelaskan", "culas membayar", "lewat membayar", "tidak membayar")  # fmt: skip
_OWED = {
    "bhxh": "social_insurance", "insurans sosial": "social_insurance", "bhyt": "health_insurance",
    "insurans kesihatan": "health_insurance", "bhtn": "unemployment_insurance", "insurans": "insurance",
    "insurans pengangguran": "unemployment_insurance",
}  # fmt: skip
_PLANNED = (
    "menaikkan", "meningkatkan", "menurunkan", "mengurangkan", "membina", "menubuhkan", "memperluas", "memperluaskan",
    "menambah", "membuka", "mengembangkan", "memperkenalkan", "mewujudkan", "menghapuskan", "melaksanakan",
)  # fmt: skip
_DUES = ("caruman", "premium", "yuran", "bayaran", "sumbangan", "wang caruman")
_PAYERS = {
    "ahli pertama": "person", "ahli kedua": "person", "orang pertama": "person", "orang kedua": "person",
    "ahli pertama isi rumah": "person", "ahli isi rumah pertama": "person", "ahli isi rumah yang pertama": "person",
    "ahli keluarga pertama": "person", "ahli": "person", "peserta": "person", "pelajar": "person", "murid": "person", "pekerja": "person", "petani": "person",
    "setiap ahli": None, "setiap pelajar": None, "setiap murid": None, "setiap pekerja": None, "setiap peserta": None,
    "majikan": "organization", "keluarga": "household", "isi rumah": "household", "ibu bapa": None, "keluarga hanya": None,
}  # fmt: skip
_PAY = (
    "membayar",
    "hanya membayar",
    "cuma membayar",
    "perlu membayar",
    "mesti membayar",
    "bayar",
    "mencarum",
    "menyumbang",
    "dikenakan",
    *(
        f"{also} {pay}"
        for also in ("juga", "pula", "turut", "juga perlu", "juga hanya")
        for pay in ("membayar", "mencarum", "menyumbang")
    ),
)
_OWES_BY_LAW = ("diwajibkan membayar", "dikehendaki membayar", "wajib membayar", "bertanggungjawab membayar")
"""What a payer of dues does because the law says so, and not as a goal."""
_COMERS = {
    "orang": "person",
    "peserta": "person",
    "pekerja": "person",
    "penduduk": "person",
    "isi rumah": "household",
}
_BUDGETS = (
    "kerajaan", "kerajaan pusat", "kerajaan wilayah", "bajet negara", "bajet pusat", "bajet wilayah", "bajet tempatan",
    "belanjawan negara", "belanjawan pusat", "belanjawan wilayah", "belanjawan tempatan", "dana wilayah", "negara",
)  # fmt: skip
_BEAR = (
    "menambah", "menokok", "memberikan", "menyumbang", "menampung", "menanggung", "membiayai", "membayar", "menyokong",
    "mensubsidi",
)  # fmt: skip
_SMALLER = (
    "komun", "wad", "daerah", "kampung", "sekolah", "syarikat", "model", "kawasan", "dusun", "lokaliti", "kelab",
    "projek", "perusahaan", "hospital", "kilang", "koperasi", "pulau", "pasar", "pekan", "mukim", "ladang", "firma", "klinik",
    "majikan", "universiti", "kolej", "jeti", "pelabuhan",
)  # fmt: skip
_OF_MANY = frozenset({"lokaliti", "perusahaan", "majikan"})
"""Nouns that, bare at a sentence's head, mean all of their kind: "Majikan masih menunggak"."""
_ACTS = (
    "menetapkan", "mempunyai", "mencapai", "menyasarkan", "mencatatkan", "telah", "akan", "kini", "berusaha", "bertekad", "masih", "berazam",
    "berhasrat", "merancang", "menganjurkan", "memiliki", "berjaya", "turut", "sudah", "mahu", "memutuskan", "menubuhkan",
)  # fmt: skip
_BEST = (
    "terbesar", "tertinggi", "terendah", "terbaik", "teramai", "terbanyak", "terkecil", "terluas", "terpanjang", "terawal",
    "terkenal", "terkemuka", "utama", "pertama", "kedua terbesar", "ketiga terbesar", "kedua", "ketiga", "terpantas",
)  # fmt: skip
_COUNTRY = (
    "di negara ini", "di negara kita", "di seluruh negara", "seluruh negara", "di vietnam", "negara ini", "negara",
    "peringkat negara", "peringkat kebangsaan", "di peringkat negara",
)  # fmt: skip
_COMPASS = (
    "utara", "selatan", "timur", "barat", "tenggara", "barat daya", "barat laut", "timur laut", "tengah", "pinggir",
)  # fmt: skip
_SIDES = (
    "di", "bahagian", "kawasan", "daerah", "wilayah", "di bahagian", "di kawasan", "sebelah", "di sebelah",
)  # fmt: skip
_OWNERS = (
    "keluarga", "isi rumah", "ibu bapa", "pelajar", "murid", "pekerja", "peserta", "majikan", "ahli", "penduduk", "rakyat",
    "individu", "petani", "nelayan", "orang ramai", "saya", "kami",
)  # fmt: skip
_SEND = (
    "menyerahkan", "menghantar", "mengemukakan", "menyiapkan", "melengkapkan", "menghantarkan",
    "membentangkan", "mencadangkan",
)  # fmt: skip
_PAPERS = (
    "senarai", "laporan", "pelan", "rancangan", "keputusan", "dokumen", "cadangan", "fail", "data",
    "pangkalan data", "penyelesaian", "langkah",
)  # fmt: skip
_ORDERS = (
    "capai", "siapkan", "bina", "pastikan", "bangunkan", "gerakkan", "selesaikan", "tanam", "kutip", "wujudkan", "hapuskan",
    "kekalkan", "tambah", "naik taraf", "tubuhkan", "sediakan", "lengkapkan", "laksanakan", "anjurkan", "cipta", "tarik",
    "agihkan", "pasang", "daftarkan", "keluarkan", "lindungi",
)  # fmt: skip
_ORDERED_CHANGES = {
    "tingkatkan": "up",
    "naikkan": "up",
    "kurangkan": "down",
    "turunkan": "down",
    "rendahkan": "down",
}
_SAID = (
    "ditambah", "disebut", "diingat", "diingatkan", "ditegaskan", "dinyatakan", "diketahui", "diperhatikan", "diakui",
    "dijelaskan", "dicatat", "dimaklumkan", "dikatakan", "diberi perhatian",
)  # fmt: skip
"""What must be said, and is no goal: "Perlu ditambah bahawa ..."."""
_FORESEEN = ("dirancang", "dirancangkan", "diharapkan", "dijangka", "dijangkakan", "ditetapkan", "disasarkan")
_FUNDS = {
    "dana": None, "tabung": None, "dana insurans": None, "tabung insurans": None, "dana bhyt": "health_insurance",
    "tabung bhyt": "health_insurance", "dana insurans kesihatan": "health_insurance",
    "tabung insurans kesihatan": "health_insurance", "dana bhxh": "social_insurance", "tabung bhxh": "social_insurance",
    "dana insurans sosial": "social_insurance", "tabung insurans sosial": "social_insurance",
}  # fmt: skip
_FUND_PAYS = ("menanggung", "membayar", "menampung", "membiayai", "menyelesaikan", "menjelaskan")
_KIN = (
    "keluarga", "isi rumah", "rumah", "kedai", "anak", "anak-anak", "ibu", "bapa", "ayah", "isteri", "suami", "ibu bapa",
)  # fmt: skip
_LOCAL_BODIES = (
    "kesatuan wanita", "kesatuan belia", "kesatuan pemuda", "persatuan petani", "persatuan veteran", "persatuan wanita",
    "persatuan belia", "barisan tanah air", "polis", "jawatankuasa rakyat", "jawatankuasa parti", "majlis rakyat",
    "stesen kesihatan", "pusat kesihatan", "pusat perkhidmatan", "pegawai", "ejen", "ejen kutipan", "kader", "pemimpin", "kerajaan",
)  # fmt: skip
"""Those who, with the word of a smaller place behind them, are of that place."""
_COURSES = (
    "latihan", "latihan vokasional", "latihan kerjaya", "latihan kemahiran", "kursus", "kursus vokasional", "kursus kemahiran", "kelas",
    "belajar", "belajar kerjaya", "belajar kemahiran", "belajar vokasional", "pekerjaan", "kerja", "program latihan", "pinjaman", "belajar pekerjaan",
)  # fmt: skip
_CITIES = {
    "Hue": "Huế", "Da Nang": "Đà Nẵng", "Can Tho": "Cần Thơ", "Hai Phong": "Hải Phòng",
    "Ho Chi Minh": "Hồ Chí Minh", "Hanoi": "Hà Nội", "Ha Noi": "Hà Nội",
}  # fmt: skip
_ONE_OF_A_KIND = re.compile(
    r"(?:^|[\n.,;:\"] *|manakala |dan |sementara )(?:seorang|sebuah|seekor|satu) [a-z]"
)


def _built_phrases() -> Iterator[tuple[str, str, Any]]:
    """Phrases of a noun and what tells it closer: costs and visits of care, plans set, covers bought, cities named."""
    for care in (*_CARE, "hospital"):
        for cost in _COSTS:
            for one in ("", "sekali ", "setiap ", "satu ", "purata ", "bagi setiap ", "purata sekali "):
                yield f"{cost} {one}{care}", "measure", "benefits"
                yield f"{cost} {one}{care}", "scheme_hint", "health_insurance"
    for care in _CARE:
        for visit in _VISITS:
            for measure, value in (
                ("measure", "claims"),
                ("unit", "case"),
                ("scheme_hint", "health_insurance"),
            ):
                yield f"{visit} {care}", measure, value
    for treated in ("merawat", "dirawat", "menerima rawatan", "mendapat rawatan"):
        yield treated, "measure", "beneficiaries"
        yield treated, "scheme_hint", "health_insurance"
    for plan in _PLANS:
        for given in _SET:
            for of in ("", "daripada ", "dari "):
                yield f"{of}{plan} {given}", "base", "plan"
            if plan in ("sasaran", "matlamat", "target"):
                yield f"{plan} {given}", "scenario", "target"
    for bought in ("membeli", "beli", "melanggan", "mengambil"):
        for cover, scheme in _COVERS.items():
            yield f"{bought} {cover}", "measure", "new_participants"
            yield f"{bought} {cover}", "scheme", scheme
    for verb in _SURPASS:  # what surpasses a goal is fact
        for goal in _PLANS:
            for given in ("", *_SET):
                yield f"{verb} {goal} {given}".strip(), "base", "plan"
                yield f"{verb} {goal} {given}".strip(), "scenario", "actual"
                if verb != "menepati":
                    yield f"{verb} {goal} {given}".strip(), "change", "up"
    for owe in _OWE:
        for due in _DUES:
            yield f"{owe} {due}", "measure", "arrears"
        for due, branch in _OWED.items() if owe not in ("hutang", "tunggakan") else ():
            yield f"{owe} {due}", "measure", "arrears"
            yield f"{owe} {due}", "scheme", branch
    for shirk in (
        "mengelak", "mengelakkan", "elak", "lewat", "lambat", "lengah", "liat", "culas", "gagal", "ingkar",
        "lari daripada",
    ):  # fmt: skip
        for pay in (
            "bayar", "membayar", "bayaran", "pembayaran", "caruman", "mencarum", "bayar caruman",
            "daripada membayar",
        ):  # fmt: skip
            yield f"{shirk} {pay}", "measure", "arrears"
    for debt in ("hutang", "tunggakan", "wang", "jumlah", "jumlah hutang", "amaun", "hutang lewat bayar"):
        for must in ("yang perlu ", "perlu ", "yang mesti ", "mesti ", "yang harus ", "yang ", ""):
            for bears in (
                "dikira faedah", "dikenakan faedah", "membayar faedah", "dihitung faedah", "dikira bunga",
                "dikenakan bunga",
            ):  # fmt: skip
                yield f"{debt} {must}{bears}", "measure", "arrears"
                yield f"{debt} {must}{bears}", "base", "amount_due"
    for only in (
        "hanya", "cuma", "hanya perlu", "cuma perlu", "hanya tinggal", "kena", "masih perlu",
        "hanya mesti", "sendiri",
    ):  # fmt: skip
        for pay in (
            "bayar", "membayar", "mencarum", "tanggung", "menyumbang", "mengeluarkan", "menambah",
            "menyetor",
        ):  # fmt: skip
            if (only, pay) != ("hanya", "menambah"):
                yield f"{only} {pay}", "measure", "contribution"
    for given in (
        "diberikan", "diberi", "ditugaskan", "diserahkan", "menerima", "mendapat", "diagihkan",
        "diamanahkan", "diturunkan", "telah diberikan", "memberi", "memberikan", "menyerahkan",
        "mendaftar", "mendaftarkan",
    ):  # fmt: skip
        for goal in ("petunjuk", "penunjuk", "sasaran", "kuota", "target", "indikator", "matlamat"):
            for more in ("", " utama", " pembangunan", " tahun", " berikut"):
                yield f"{given} {goal}{more}", "scenario", "target"
    for attends in (
        "menyertai", "menghadiri", "mengikuti", "turut serta dalam", "mengambil bahagian dalam",
        "hadir di",
    ):  # fmt: skip
        for meeting in (
            "perarakan", "upacara", "majlis", "upacara pelancaran", "majlis pelancaran", "mesyuarat",
            "kongres", "perhimpunan", "pertandingan", "gotong-royong", "derma darah", "acara",
            "pelancaran", "forum", "seminar", "bengkel", "larian",
        ):  # fmt: skip
            yield f"{attends} {meeting}", "measure", "attendees"
    for advised in (
        "menasihati", "menasihatkan", "memberi nasihat kepada", "memberi kaunseling kepada",
        "memberi kaunseling", "diberi kaunseling", "diberi perundingan", "memberi perundingan",
        "memberi perundingan kepada", "diberi nasihat", "dinasihati", "kaunseling pekerjaan",
        "perundingan pekerjaan", "memperkenalkan pekerjaan", "memperkenalkan kerja",
        "memperkenalkan pekerjaan kepada", "diperkenalkan pekerjaan", "kaunseling kerjaya",
        "kaunseling kepada", "perundingan kepada",
    ):  # fmt: skip
        yield advised, "measure", "other"
    for ends in (
        "berhenti", "menghentikan", "tidak lagi", "terhenti", "putus", "tidak sambung", "tidak menyambung",
        "gagal meneruskan", "tidak meneruskan", "terpaksa berhenti", "keluar daripada",
        "tercicir daripada", "menangguhkan",
    ):  # fmt: skip
        for joins in (
            "mencarum", "menyertai", "membayar", "bayar", "caruman", "membayar caruman", "penyertaan",
            "skim", "membeli", "membeli kad", "menyertai insurans",
        ):  # fmt: skip
            yield f"{ends} {joins}", "measure", "other"
    for comes in ("masuk", "dimasukkan", "disetor", "disetorkan", "dibayar balik", "dikembalikan", "kembali"):
        for into in (
            "ke akaun tabung", "ke tabung", "ke dalam tabung", "ke akaun insurans sosial",
            "ke akaun agensi", "ke dana", "ke dalam dana", "ke akaun kutipan",
        ):  # fmt: skip
            yield f"{comes} {into}", "measure", "collection"
    for turn in ("giliran", "kali"):
        for who in ("peserta", "ahli", "pencarum", "orang menyertai", "orang yang menyertai"):
            yield f"{turn} {who}", "unit", "person"
            yield f"{turn} {who}", "measure", "participants"
    for care in _CARE:
        for link in ("bagi", "untuk"):
            yield f"{link} {care}", "measure", "benefits"
            yield f"{link} {care}", "scheme_hint", "health_insurance"
    for plan in ("rancangan", "pelan"):  # to do something, and no plan that is reached
        yield f"{plan} untuk", "shield", True
        for act in _PLANNED:
            yield f"{plan} {act}", "shield", True
            yield f"{plan} {act}nya", "shield", True
    for head in ("pengerusi", "ketua", "setiausaha parti", "timbalan pengerusi", "naib pengerusi"):
        for noun in ("komun", "wad", "kampung", "dusun"):
            yield f"{head} {noun}", "scope", "part"
            yield f"{head} {noun}", "body", True
    for payer, unit in _PAYERS.items():
        for pay in _PAY:
            yield f"{payer} {pay}", "measure", "contribution"
            if unit is not None:
                yield f"{payer} {pay}", "unit", unit
            if payer.startswith("setiap"):
                yield f"{payer} {pay}", "scope", "each"
        for pay in _OWES_BY_LAW:
            yield f"{payer} {pay}", "measure", "contribution"
            yield f"{payer} {pay}", "scenario", "rule"
            if unit is not None:
                yield f"{payer} {pay}", "unit", unit
    for comer, unit in _COMERS.items():  # "3,500 orang lagi akan menyertai": added to those who do
        for will in (
            "", "akan ", "dijangka ", "dijangka akan ", "perlu ", "mesti ", "untuk ", "telah ", "sudah ",
        ):  # fmt: skip
            joins = f"{comer} lagi {will}menyertai"
            yield joins, "measure", "new_participants"
            yield joins, "unit", unit
            if will.strip():
                yield joins, "scenario", "actual" if will in ("telah ", "sudah ") else "target"
    for budget in _BUDGETS:
        for bear in _BEAR:
            yield f"{budget} {bear}", "measure", "support"
            if budget.endswith(("wilayah", "tempatan")):
                yield f"{budget} {bear}", "place_word", True
    for noun in _SMALLER:
        for this in ("ini", "itu", "tersebut", "berkenaan", "terbabit"):
            if (noun, this) != (
                "kawasan",
                "ini",
            ):  # "di kawasan ini" is what Vietnamese calls the whole place
                yield f"{noun} {this}", "scope", "part"
        for ours in ("kami", "kita", "saya"):
            yield f"{noun} {ours}", "scope", "part"
        for verb in _ACTS if noun not in _OF_MANY else ():
            yield f"^{noun} {verb}", "scope", "part"
    for order in (*_ORDERS, *_ORDERED_CHANGES):  # what a line of tasks or goals begins with
        yield f"^{order}", "scenario", "target"
    for order, change in _ORDERED_CHANGES.items():
        yield f"^{order}", "change", change
        yield order, "change", change
    for best in _BEST:  # first of the country's provinces: nothing that follows is told of the country
        for country in _COUNTRY:
            yield f"{best} {country}", "shield", True
    for compass in _COMPASS:
        for side in _SIDES:
            for of in ("wilayah", "provinsi", "bandar raya"):
                yield f"{side} {compass} {of}", "scope", "part"
    for owner in _OWNERS:  # what is left for them to pay
        yield f"bahagian {owner}", "measure", "contribution"
        if owner not in ("saya", "kami"):
            yield f"bahagian {owner}", "scope", "each"
    for send in _SEND:
        for paper in _PAPERS:
            yield f"{send} {paper}", "duty", True
            yield f"{send} {paper}", "body_end", True
    for stretch in ("musim", "bulan", "suku", "suku tahun", "masa", "waktu", "separuh", "hari"):
        for same in ("yang sama", "sama"):
            for year in (
                "tahun lepas", "tahun lalu", "tahun sebelumnya", "pada tahun lepas", "pada tahun lalu",
            ):  # fmt: skip
                yield f"{stretch} {same} {year}", "date", "same_period"
    for joins in ("dalam", "memilih", "menyertai", "mengikuti", "menganggotai", "bersama"):
        for scheme in ("skim", "program", "dasar", "polisi", "jenis insurans", "insurans"):
            for this in ("ini", "itu", "tersebut", "berkenaan"):  # the scheme that the article is about
                yield f"{joins} {scheme} {this}", "measure", "participants"
    for have in ("mempunyai", "memiliki", "ada", "memegang"):
        for cover, scheme in (*_COVERS.items(), *_OWED.items()):
            if not cover.startswith("kad"):
                yield f"{have} {cover}", "measure", "participants"
                yield f"{have} {cover}", "scheme", scheme
    for paid in ("pencen", "elaun", "pencen bulanan", "wang pencen"):
        for whose in ("saya", "kami", "beliau", "ibu saya", "bapa saya", "suami saya", "isteri saya"):
            yield f"{paid} {whose}", "measure", "benefits"
            yield f"{paid} {whose}", "scope", "part"
            if paid != "elaun":
                yield f"{paid} {whose}", "scheme_hint", "social_insurance"
    for dues in ("bayaran", "jumlah bayaran", "kadar bayaran", "tahap bayaran", "harga", "jumlah"):
        for link in ("", "bagi ", "untuk "):
            for one in ("setiap", "seorang", "tiap-tiap"):
                for who in ("pelajar", "murid", "peserta", "ahli", "mahasiswa"):
                    yield f"{dues} {link}{one} {who}", "measure", "contribution"
                    yield f"{dues} {link}{one} {who}", "scope", "each"
    for who in ("peserta", "ahli", "pencarum", "penyertaan"):
        for what, scheme in (
            *_OWED.items(),
            *_COVERS.items(),
            ("sukarela", "voluntary_social_insurance"),
            ("bhxh sukarela", "voluntary_social_insurance"),
        ):
            if not what.startswith("kad"):
                for new in (
                    "baharu", "baru", "tambahan", "yang baharu", "yang baru", "lagi", "yang ditambah",
                ):  # fmt: skip
                    yield f"{who} {what} {new}", "measure", "new_participants"
                    yield f"{who} {what} {new}", "scheme", scheme
                    if who != "penyertaan":
                        yield f"{who} {what} {new}", "unit", "person"
    for done in ("telah", "sudah", "baru"):  # "sampai" alone is "at most"
        yield f"{done} sampai", "scenario", "actual"
    for must in ("mesti", "perlu", "akan", "hendaklah", "harus", "dijangka", "boleh"):
        yield f"{must} sampai", "scenario", "target"
    for said in _SAID:
        for must in ("perlu", "harus", "patut", "mesti", "wajar"):
            yield f"{must} {said}", "shield", True
            yield f"{must} {said} bahawa", "shield", True
    for way in ("seperti", "sebagaimana", "daripada", "berbanding"):
        for foreseen in _FORESEEN:
            yield f"{way} yang {foreseen}", "shield", True
            yield f"{way} {foreseen}", "shield", True
    for fund, fund_of in _FUNDS.items():
        for pays in _FUND_PAYS:
            for done in ("", "telah ", "sudah ", "perlu "):
                yield f"{fund} {done}{pays}", "measure", "benefits"
                of_care = "insurans" in fund and pays != "membayar"
                yield (
                    f"{fund} {done}{pays}",
                    "scheme" if fund_of or of_care else "scheme_hint",
                    fund_of or "health_insurance",
                )
    for lacking in ("belum", "tidak", "masih belum", "tidak lagi", "belum lagi", "tidak dapat"):
        for gets in ("menerima", "mendapat", "menikmati", "memperoleh", "memohon", "menuntut"):
            for what in ("pencen", "elaun", "faedah", "manfaat", "rejim", "gaji", "apa-apa faedah"):
                yield f"{lacking} {gets} {what}", "measure", "other"
    for cover in ("insurans kesihatan", "bhyt", "kad insurans kesihatan", "kad bhyt"):
        for pays in (
            "menanggung",
            "menampung",
            "membiayai",
        ):  # who is insured may pay, but this is what the cover does
            for done in ("", "telah ", "sudah ", "akan "):
                yield f"{cover} {done}{pays}", "measure", "benefits"
                yield f"{cover} {done}{pays}", "scheme", "health_insurance"
    for cover in (
        "polisi", "polisi insurans", "kad", "kad insurans", "kad ini", "kad itu", "skim ini", "skim itu",
        "dasar ini",
    ):  # fmt: skip
        for pays in ("menanggung", "menampung", "membiayai"):
            for done in ("", "telah ", "sudah ", "akan ", "pula "):
                yield f"{cover} {done}{pays}", "measure", "benefits"
                yield f"{cover} {done}{pays}", "scheme_hint", "health_insurance"
    for body in _LOCAL_BODIES:
        for noun in ("komun", "wad", "daerah", "kampung", "dusun"):
            yield f"{body} {noun}", "scope", "part"
            yield f"{body} {noun}", "body", True
    for day in ("isnin", "selasa", "rabu", "khamis", "jumaat", "sabtu", "ahad", "minggu"):
        yield f"setiap hari {day}", "shield", True
        yield f"setiap {day}", "shield", True
    for joins in ("mendaftar", "memohon", "berdaftar", "mendaftarkan diri", "didaftarkan"):
        for link in ("", "untuk ", "bagi ", "ke ", "dalam ", "mengikuti ", "untuk mengikuti "):
            for course in _COURSES:
                yield f"{joins} {link}{course}", "measure", "other"
    for kin in _KIN:
        yield f"{kin} saya", "scope", "part"
        yield f"{kin} kami", "scope", "part"
    for city, name in _CITIES.items():
        for word in ("Bandar", "Bandaraya", "Bandar Raya", "Kota"):
            yield f"{word} {city}".lower(), "province", name


def extra_forms() -> Iterator[tuple[str, str, Any]]:
    """Forms built by rule as `(form, tag, value)`: teens, tens, words with `se-`, halves and fractions, phrases."""
    yield from _built_phrases()
    for word, one in _ONES.items():
        if one > 1:
            yield f"{word} belas", "numword", Decimal(10 + one)
            yield f"{word} puluh", "numword", Decimal(10 * one)
        yield f"{word} setengah", "numword", Decimal(one) + Decimal("0.5")
        for name, scale in _SCALES.items():
            yield f"{word} setengah {name}", "numword", (Decimal(one) + Decimal("0.5")) * scale
        for part, of in _PARTS.items():
            if one < of:
                share = (Decimal(100 * one) / of).quantize(Decimal("0.01")).normalize()
                yield f"{word} {part}", "fraction", Decimal(format(share, "f"))
    for total in _SUMS:  # what was to be collected: "jumlah yang perlu dikutip"
        for must in _MUSTS:
            for taken in _TAKEN:
                yield f"{total} yang {must} {taken}".strip(), "base", "amount_due"
                if total:
                    yield f"{total} {must} {taken}", "base", "amount_due"
    for age in _AGES:
        for link in _LINKS:
            yield f"{link}{age}", "base", "working_age"
            for worker in _WORKERS:
                yield f"{worker} {link}{age}", "base", "working_age"
                yield f"{worker} {link}{age}", "unit", "person"
    for word, scale in _SCALES.items():
        yield f"se{word}", "numword", Decimal(scale)
        yield f"se{word} setengah", "numword", Decimal(scale) * Decimal("1.5")
        yield f"setengah {word}", "numword", Decimal(scale) / 2


def read_change_by(linker: Linker, view: View) -> None:
    """A change whose object stands between its verb and "sebanyak": mengurangkan kadar kemiskinan sebanyak 3%."""
    for own in view.candidates:
        before = linker.text[max(0, linker.atoms[own.first].start - 12) : linker.atoms[own.first].start]
        if "change" in own.cues or _BY.search(before) is None:
            continue
        for k in range(own.first - 1, max(own.pre, own.first - 8) - 1, -1):
            atom = linker.atoms[k]
            what = atom.tags.get("change")
            if what == "level" or atom.number is not None:
                break
            if what in ("up", "down"):
                own.negative = what == "down"
                own.base = None
                own.cues.pop("base", None)
                own.cues["change"] = (atom.start, atom.end, "change by so much")
                if own.indicator != "other" and own.kind != "count":
                    own.measure, own.indicator = "growth", f"{own.scheme}.growth"
                break


_FEWER = {"kurang": True, "lebih": False, "melebihi": False, "lebih rendah": True, "lebih tinggi": False}


def read_compared(linker: Linker, view: View) -> None:
    """So much less or more than at another time or than planned: "kurang 4.7% berbanding tempoh yang sama"."""
    for own in view.candidates:
        cue = own.cues.get("comparator")
        fewer = _FEWER.get(linker.text[cue[0] : cue[1]]) if cue is not None else None
        if cue is None or fewer is None or own.last + 1 >= view.sentence.high:
            continue
        behind = linker.atoms[own.last + 1]
        told = linker.text[behind.start : behind.end]
        if "banding" not in told and not (own.unit == "percentage_point" and told in ("daripada", "dari")):
            continue
        own.comparator, own.negative, own.base = "=", fewer, None
        own.cues["change"] = own.cues.pop("comparator")
        own.cues.pop("base", None)
        at = view.candidates.index(own)
        left = view.candidates[at - 1] if at else None
        counted = left is not None and left.indicator != "other" and own.scheme in (None, left.scheme)
        scheme = left.scheme if left is not None and counted else own.scheme
        if scheme is not None and (own.indicator != "other" or counted):
            own.scheme, own.measure, own.indicator = scheme, "growth", f"{scheme}.growth"
            own.cues.setdefault("measure", own.cues["change"])


_SORTED = re.compile(
    r"\b(?:komun|wad|lokaliti|unit|dusun|kampung|daerah|sekolah|wilayah|syarikat|perusahaan|majikan|hospital|tempat)"
    r"(?: dan (?:komun|wad|bandar))? (?:(?:yang|dengan|mempunyai|berkadar) (?:(?!mesti|harus|perlu|hendaklah|akan)[^,.;:\d\n]){0,50})?$"
)
_MUST = re.compile(r"\b(?:mesti|perlu|hendaklah|harus|wajib|diminta|dikehendaki|diarahkan)\b")
_LIABLE = re.compile(
    r" (?:[a-z]+ )?ke atas (?:boleh|akan|mesti|perlu|hendaklah|dianggap|dikenakan|tertakluk|wajib|layak)\b"
)


def _set_state(view: View, own: Candidate) -> None:
    """Those who fall short of a limit, and how many they are, are a state, whatever they are asked to do."""
    at = view.candidates.index(own)
    counted = [c for c in view.candidates[max(0, at - 1) : at] if c.unit in ("locality", "organization")]
    if not counted:
        return  # "by 2030 no commune is to be below 85 %"
    for one in (*counted, own):
        one.scenario = "actual"
        one.cues.pop("scenario", None)


_SEVERAL = re.compile(
    r"\b(?:dua|tiga|empat|lima|enam|tujuh|lapan|sembilan) (?:komun|wad|lokaliti|dusun|kampung|sekolah|unit|syarikat)"
    r"(?: (?!(?:mesti|perlu|akan|hendaklah)\b)[a-z]+){0,4} $"
)


def _sort_several(linker: Linker, view: View, own: Candidate, start: int) -> bool:
    """Whether a few places, counted in a word, are sorted by a share: "sembilan komun sempadan di atas 99%"."""
    if own.comparator == "=" and own.numeral.value_max is None:
        return False
    if own.unit != "percent" or _SEVERAL.search(linker.text, start, linker.atoms[own.first].start) is None:
        return False
    topic = linker.context.topic
    if own.indicator == "other" and topic is not None and own.base in (None, "group"):
        scheme = linker.context.covered_scheme or linker.context.scheme or topic
        own.scheme, own.measure, own.indicator, own.base = (
            scheme,
            "coverage_rate",
            f"{scheme}.coverage_rate",
            None,
        )
        own.cues["measure"] = own.cues["scheme"] = (start, own.numeral.start, "threshold of coverage")
        own.cues.pop("base", None)
    return True


def read_sorted(linker: Linker, view: View) -> None:
    """A limit that sorts places or sums: "komun yang mencapai kurang 80%", "50 juta dong ke atas boleh didakwa"."""
    for own in view.candidates:
        start = max(view.sentence.start, linker.atoms[own.first].start - 80)
        if own.unit == "percent" and own.comparator in ("<", "<="):
            sorts = _SORTED.search(linker.text[start : linker.atoms[own.first].start]) is not None
            if sorts and own.scenario == "target":
                _set_state(view, own)
                cue = own.cues.get("scenario")
                if cue is not None and cue[0] > own.numeral.end:
                    own.scenario = "actual"  # the duty is that of those it sorts
                    del own.cues["scenario"]
            sorts = sorts or _sort_several(linker, view, own, start)
        elif _sort_several(linker, view, own, start):
            sorts = True
        else:
            sorts = own.kind == "money" and _LIABLE.match(linker.text, own.numeral.end) is not None
            if not sorts and own.kind == "money" and own.comparator != "=":
                sorts = _SORTED.search(linker.text, start, linker.atoms[own.first].start) is not None
                if sorts and own.scenario == "target":
                    own.scenario = "actual"  # the duty is that of those it sorts
                    own.cues.pop("scenario", None)
        if sorts and own.scope != "threshold":
            own.scope = "threshold"
            own.cues["scope"] = (start, own.numeral.start, "a limit that sorts those named before it")
            dated = own.cues.get("date")
            due = own.date_role == "deadline" and own.scenario == "actual"
            if dated is not None and (
                due or _MUST.search(linker.text, own.numeral.end, max(dated[0], own.numeral.end))
            ):
                own.date_role = own.date_start = own.date_end = None  # by then those below it must act
                del own.cues["date"]


_RATE_OF = {"participants": "coverage_rate", "beneficiaries": "beneficiaries"}
_ITS_RATE = re.compile(r"\b(?:kadarnya|nisbahnya|peratusannya)(?: [a-z]+){0,3} $")


def read_its_rate(linker: Linker, view: View) -> None:
    """Its rate, of those counted in the sentence before: "139,870/146,214 murid … Kadarnya 95.66%"."""
    own, told = view.candidates[0] if view.candidates else None, linker.told
    if own is None or own.kind != "percentage" or told is None or told.kind != "count":
        return
    start = linker.atoms[own.first].start
    if told.sentence.paragraph != own.sentence.paragraph or told.numeral.out_of is None:
        return
    if _ITS_RATE.search(linker.text, view.sentence.start, start) is None:
        return
    where = (*told.cues["value"][:2], "rate of those just counted")
    base = next((a.tags["base"] for a in linker.atoms[told.index : told.post] if "base" in a.tags), None)
    if own.base is None and base is not None:
        own.base, own.cues["base"] = base, where
    measure = _RATE_OF.get(told.measure or "")
    if measure is not None and told.scheme is not None:
        own.measure, own.scheme, own.indicator = measure, told.scheme, f"{told.scheme}.{measure}"
        own.cues["measure"] = own.cues["scheme"] = where


def read_one_of_a_kind(linker: Linker, view: View) -> None:
    """One person or thing that opens a clause is a case told, not every one: "Sebuah koperasi menghadiahkan 500 kad"."""
    for own in view.candidates:
        if own.scope == "threshold" or own.scenario == "rule":
            continue
        start = max(view.sentence.start, linker.atoms[own.first].start - 120)
        before = linker.text[start : linker.atoms[own.first].start]
        if _ONE_OF_A_KIND.search(before if start > view.sentence.start else "\n" + before) is None:
            continue
        if "purata" in before and own.per is not None:
            continue  # "seorang pesara menerima purata 6.1 juta sebulan": what each gets
        each = own.cues.get("scope") if own.scope == "each" else None
        if own.scope == "whole" or (each is not None and each[1] <= own.numeral.start):
            own.scope = "part"
            own.cues["scope"] = (
                start,
                linker.atoms[own.first].start,
                "one person or thing of which a case is told",
            )


_UNITS = frozenset({"physical", "currency"})
_SYLLABLE = r"(?:ngh|ng|nh|th|tr|ph|kh|ch|gh|gi|qu|[bcdđghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
_IN_A_PLACE = re.compile(
    rf"\b(?:di|dari|sekitar) ({_SYLLABLE}(?: {_SYLLABLE}){{1,2}})(?![\w-])", re.IGNORECASE
)


_NAMED_BEFORE = re.compile(
    rf"(?:^|[,;:(\n] ?|dan |manakala |komun |wad )({_SYLLABLE}(?: {_SYLLABLE}){{1,2}})(?: \(|: | )$",
    re.IGNORECASE,
)


def read_listed_place(linker: Linker, view: View) -> None:
    """Places listed by their bare names, each with its share or count: "Tam Nong (98%), Yen Lac 97%"."""
    for own in view.candidates:
        start = linker.atoms[own.first].start
        named = _NAMED_BEFORE.search(linker.cased, max(view.sentence.start, start - 40), start)
        if named is None or own.scope != "whole" or own.scenario == "rule":
            continue
        low, high = named.span(1)
        if not all(word[:1].isupper() for word in named[1].split()):
            continue
        here = (a for a in linker.atoms[view.sentence.low : own.first] if a.start < high and a.end > low)
        if not any(_UNITS.isdisjoint(a.tags) for a in here):
            own.scope, own.cues["scope"] = "part", (low, high, "place named without its word")


def read_named_place(linker: Linker, view: View) -> None:
    """A place named without its word, by two or three Vietnamese syllables that are no province: "di Bao Lam harga …"."""
    text, sentence = linker.cased, view.sentence
    for named in _IN_A_PLACE.finditer(text, sentence.start, sentence.end):
        name = named[1]
        if not all(word[:1].isupper() for word in name.split()):
            continue
        start, end = named.span(1)
        here = (a for a in linker.atoms[sentence.low : sentence.high] if a.start < end and a.end > start)
        if any(_UNITS.isdisjoint(a.tags) for a in here):
            continue  # a province, a body, an event; not the hectares of Bac Ha
        for own in view.candidates:
            if own.scope == "whole" and own.scenario != "rule" and own.unit != "locality":
                if start < own.numeral.start and _same_place(linker, view, end, own):
                    own.scope, own.cues["scope"] = "part", (start, end, "place named without its word")


def _same_place(linker: Linker, view: View, end: int, own: Candidate) -> bool:
    """Whether no other place, province or whole is named between a place and a figure."""
    between = (a for a in linker.atoms[view.sentence.low : own.index] if a.start >= end)
    return not any(
        {"province", "nationwide", "place_part", "agency"} & a.tags.keys() or a.tags.get("scope") == "whole"
        for a in between
    )


_WITH = re.compile(r"[\s\"]*Dengan ")


def read_opening_phrase(linker: Linker, view: View) -> None:
    """What stands in a phrase with "Dengan" that opens a sentence is given: the goal behind its comma is another's."""
    found = _WITH.match(linker.cased, view.sentence.start)
    own = view.candidates[0] if view.candidates else None
    if found is None or own is None or own.scenario != "target":
        return
    cue, comma = own.cues.get("scenario"), linker.text.find(",", own.numeral.end, view.sentence.end)
    if cue is not None and 0 <= comma < cue[0] and linker.text.find(",", found.end(), own.numeral.start) < 0:
        own.scenario = "actual"
        del own.cues["scenario"]


_SPEAKER = re.compile(r"\b(?:saya|kami)\b")
_OWN = re.compile(r"\b(?:keluarga|isi rumah|rumah|kedai|kebun|ladang|anak|anak-anak|ibu|bapa|isteri|suami|sawah|kilang|syarikat|koperasi|sekolah|komun|kampung|dusun|wad) (?:saya|kami)\b")  # fmt: skip


_BOUGHT = re.compile(
    r"[^.,;\"]{0,30}\b(?:untuk|bagi|membeli)\b[^.,;\"]{0,20}\b(?:kad|insurans|bhyt|bhxh|caruman|premium|pencen)\b"
)
"""What is bought behind a sum."""


_I_PAY = re.compile(r"\b(?:saya|kami)(?: [a-z]+){0,2} (?:membayar|bayar|mencarum)(?: [a-z]+){0,2} $")
_CARE_PAID = re.compile(r"\b(?:bil|rawatan|pembedahan|hospital|perubatan|ubat|kos)\b")
_PAID_IN = re.compile(r"\b(?:mencarum|menyumbang caruman|menyetor)(?: [a-z]+){0,2} $")
_LAID_BY = re.compile(
    r"\b(?:menyimpan|mengasingkan|mengumpul|memperuntukkan|membelanjakan|mengeluarkan|keluarkan|guna|menggunakan)(?: [a-z]+)? $"
)
_ONE_PAYS = 100_000_000
"""Below this a sum of dong that is paid for insurance is one person's or family's."""


def _set_bought(linker: Linker, view: View, own: Candidate) -> None:
    """A small sum that somebody pays for insurance is a contribution: "kami membayar 4.2 juta dong untuk BHYT"."""
    if own.unit != "VND" or own.numeral.value >= _ONE_PAYS or linker.context.topic is None:
        return
    start = linker.atoms[own.first].start
    bought = _PAID_IN.search(linker.text, max(view.sentence.start, start - 40), start)
    laid_by = _LAID_BY.search(linker.text, max(view.sentence.start, start - 40), start)
    if bought is None and laid_by is not None:
        bought = _BOUGHT.match(linker.text, own.numeral.end, view.sentence.end)
    elif bought is None:
        bought = _BOUGHT.match(linker.text, own.numeral.end, view.sentence.end)
        if own.measure != "benefits" or "support" in {m.value for m in view.measures}:
            return
    scheme = own.scheme or linker.context.scheme or linker.context.topic
    if bought is None or own.measure == "contribution" or scheme is None:
        return
    own.scheme = scheme
    own.measure, own.indicator = "contribution", f"{own.scheme}.contribution"
    own.cues["measure"] = (*bought.span(), "what is paid for insurance")
    own.scope, own.cues["scope"] = "each", own.cues["measure"]
    own.scenario = "actual" if own.per is None else own.scenario
    own.local = True


def read_quoted(linker: Linker, view: View) -> None:
    """What somebody says of his own: it is a part, and what he pays is fact, of his province."""
    text, sentence = linker.text, view.sentence
    for own in view.candidates:
        start = own.numeral.start
        line = text.rfind("\n", 0, start) + 1
        if not text.count('"', line, start) % 2:
            _set_bought(linker, view, own)
            continue
        opened, closed = text.rfind('"', line, start), text.find('"', own.numeral.end)
        low, high = max(opened, sentence.start), min(closed if closed >= 0 else sentence.end, sentence.end)
        said = _OWN.search(text, low, high)
        bought = (
            own.measure == "benefits" and own.kind == "money" and _BOUGHT.search(text, own.numeral.end, high)
        )
        paid = (
            own.measure == "benefits"
            and own.unit == "VND"
            and _I_PAY.search(text, low, linker.atoms[own.first].start) is not None
            and _CARE_PAID.search(text, low, high) is None
        )
        if paid and own.scheme is not None:
            own.measure, own.indicator = "contribution", f"{own.scheme}.contribution"
            own.cues["measure"] = (low, own.numeral.start, "what a speaker pays")
            own.scenario, own.scope, own.cues["scope"] = "actual", "each", own.cues["measure"]
            own.cues.pop("scenario", None)
            own.local = True
        elif bought and (said or _SPEAKER.search(text, low, high)):
            own.measure, own.indicator = "contribution", f"{own.scheme}.contribution"
            own.cues["measure"] = (*bought.span(), "what a speaker pays for insurance")
            own.scenario = "actual"
        if own.measure == "contribution" and own.kind == "money" and _SPEAKER.search(text, low, high):
            own.local = True  # told of the speaker, whatever law sets it
            if "set by law" in own.cues.get("scenario", ("", "", ""))[2] and own.per is None:
                own.scenario = "actual"
                own.cues["scenario"] = (*own.cues["measure"][:2], "what one person paid")
        elif said is not None and own.scope == "whole" and own.kind in ("count", "measure", "money"):
            own.scope, own.cues["scope"] = "part", (*said.span(), "the speaker's own")


_LEFT = re.compile(
    r"\b(?:bajet|belanjawan|dana|anggaran) (?:wilayah|tempatan|bandar raya)\b.*\b(?:hanya|tinggal|maka|jadi|baki)\b"
)


def read_left_to_pay(linker: Linker, view: View) -> None:
    """What members still pay where the province's budget helped is so in that province alone."""
    for own in view.candidates:
        if own.measure == "contribution" and own.scenario == "rule":
            if _LEFT.search(linker.text, view.sentence.start, own.numeral.start):
                own.local = True


_PROFIT = re.compile(r"\b(?:untung|keuntungan|pendapatan|hasil|kos|harga|upah|modal)\b[^.;\d]{0,40}$")
_FOR_ONE = re.compile(r" (?:sehektar|sekilo|setan|seekor|sebatang|sekilogram|setiap hektar|seorang)\b")


def read_sum_for_one(linker: Linker, view: View) -> None:
    """A million of nothing named that one hectare or head brings in or costs is dong: "untung bersih 28 juta sehektar"."""
    for own in view.candidates:
        if own.kind != "count" or own.unit != "item" or not own.numeral.scaled:
            continue
        profit = _PROFIT.search(linker.text, view.sentence.start, own.numeral.start)
        if profit is not None and _FOR_ONE.match(linker.text, own.numeral.end) is not None:
            own.kind, own.unit = "money", "VND"
            own.cues["kind"] = own.cues["unit"] = (
                profit.start(),
                own.numeral.start,
                "what one hectare or head brings in",
            )


_THEY_ALL = re.compile(
    r"(?:^|[\n.,;:] ?|dan |semua |kesemua )(?:komun|wad|unit|lokaliti|sekolah|kampung|dusun)(?: dan wad)? "
    r"(?:mesti |perlu |hendaklah |akan )?(?:me[a-z]+|ber[a-z]+) (?:lagi |setiap bulan |setiap tahun )?$"
)


_ALL_REACH = re.compile(
    r"\b(?:semua|kesemua|seluruh) (?:\d+ )?(?:komun|wad|unit|lokaliti|sekolah|kampung|dusun|wilayah)(?: dan wad)? "
    r"(?:(?:mesti|perlu|hendaklah|akan|telah|sudah|dapat|berusaha|untuk) ){0,3}(?:mencapai|mencatatkan|mencatat|memperoleh|melepasi|melebihi) "
    r"(?:kadar |liputan |tahap |[a-z]+ kesihatan |bhyt ){0,4}$"
)


def read_they_all(linker: Linker, view: View) -> None:
    """At least so many that places of a kind must win are what each must: "komun dan wad mengembangkan sekurang-kurangnya 15"."""
    for own in view.candidates:
        start = linker.atoms[own.first].start
        won = own.kind == "count" and own.unit == "person" and own.comparator == ">="
        reached = own.unit == "percent" and own.base in (None, "group")
        if (won or reached) and own.scope == "whole":
            told = _THEY_ALL if won else _ALL_REACH
            found = told.search(linker.text[view.sentence.start : start])
            if found is not None:
                if own.base == "group":
                    own.base = None  # what each of them reaches, no share of them
                    own.cues.pop("base", None)
                low = view.sentence.start
                own.scope, own.cues["scope"] = (
                    "each",
                    (low + found.start(), start, "what each of them must win"),
                )


_AMONG = re.compile(r"\b(?:termasuk|antaranya|daripadanya)(?: [a-z]+)? $")


def read_share_among(linker: Linker, view: View) -> None:
    """A share told as a part of the one before it is a share of the same: "43% tenaga buruh, termasuk 4.5% yang sukarela"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        if (
            own.unit == left.unit == "percent"
            and own.base is None
            and left.base in ("workforce", "working_age")
        ):
            among = _AMONG.search(linker.text, left.numeral.end, linker.atoms[own.first].start)
            if among is not None and own.measure == left.measure == "coverage_rate":
                own.base, own.cues["base"] = left.base, (*left.cues["base"][:2], "part of the share before")


_MEAN = re.compile(
    r"(?:\b(?:purata|secara purata|puratanya)[, ]+|^\s*)(?:pada |bagi |dalam )?(?:setiap |tiap-tiap |tiap |se)"
    r"(?P<per>hari|bulan|suku|tahun)\b[^.;\d]{0,60}?$"
)
_EVERY = re.compile(r"\bsetiap (?P<per>hari|bulan|suku|tahun) (?:[a-z-]+ ){0,2}$")
_PERS: dict[str, Per] = {"hari": "day", "bulan": "month", "suku": "quarter", "tahun": "year"}


def read_mean(linker: Linker, view: View) -> None:
    """So many in every month, told before the number: "Purata setiap bulan wilayah membangunkan 200 peserta"."""
    for own in view.candidates:
        if own.kind not in ("count", "money", "measure") or own.per is not None:
            continue
        start = linker.atoms[own.first].start
        found = _MEAN.search(linker.text[view.sentence.start : start]) or _EVERY.search(
            linker.text[view.sentence.start : start]
        )
        if found is not None:
            own.per = _PERS[found["per"]]
            own.cues["per"] = (
                view.sentence.start + found.start("per"),
                view.sentence.start + found.end("per"),
                "so many in each, told before",
            )


_ALL_OF = re.compile(r"\b(?:semua|kesemua|seluruh|keseluruhan) $")


def read_all_of(linker: Linker, view: View) -> None:
    """What all places reach is no limit that sorts them: "semua 18 dusun mencapai liputan 98%"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        told = own.cues.get("scope", (0, 0, ""))
        if (
            own.scope == "threshold"
            and "counted" in told[2]
            and left.kind == "count"
            and left.numeral.out_of is None
        ):
            if _ALL_OF.search(linker.text, view.sentence.start, linker.atoms[left.first].start):
                own.scope, own.cues["scope"] = (
                    "each",
                    (left.numeral.start, left.numeral.end, "what all of them reach"),
                )


_SHORT_BY = re.compile(r"\b(?:kekurangan|kurang|masih kurang|berbaki) $")


def read_short_by(linker: Linker, view: View) -> None:
    """Points that are lacking to a goal measure how far off it is: "kekurangan 2.3 mata peratusan untuk mencapai sasaran"."""
    for own in view.candidates:
        if own.unit == "percentage_point" and own.scenario == "target":
            if _SHORT_BY.search(linker.text, view.sentence.start, own.numeral.start):
                own.scenario = "actual"
                own.cues.pop("scenario", None)


_ADDS = re.compile(
    r"\b(?:menambah|menokok|memberi|memberikan|menampung|membayar)(?: (?:lagi|pula|tambahan|sokongan))* $"
)
_ACT = re.compile(
    r"\b(?:resolusi|belanjawan|bajet|negara|kerajaan|wilayah|dasar|dana (?:wilayah|tempatan|bandar raya|komun|awam)|bandar raya)\b[^.;\n]{0,60}$"
)


def read_added_share(linker: Linker, view: View) -> None:
    """A share that a budget or a resolution adds is help with what members pay: "Resolusi 184 menambah lagi 20%"."""
    if linker.context.topic is None:
        return
    for own in view.candidates:
        start = linker.atoms[own.first].start
        adds = _ADDS.search(linker.text, view.sentence.start, start) if own.unit == "percent" else None
        if adds is None or own.base in ("plan", "amount_due"):
            continue
        act = _ACT.search(linker.text, view.sentence.start, adds.start())
        by = [a for a in linker.atoms[view.sentence.low : own.first] if "province" in a.tags]
        if act is None and not by:
            continue
        own.local = act is None or re.search(r"hdnd|ubnd|wilayah|tempatan|bandar raya", act[0]) is not None
        scheme = own.scheme or linker.context.scheme or linker.context.topic
        own.scheme, own.measure, own.indicator, own.base = scheme, "support", f"{scheme}.support", None
        own.cues["measure"] = (adds.start(), start, "share that a budget or an act adds")
        own.cues.pop("base", None)
        if own.scenario != "rule":
            own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


_PAYER = r"(?:belanjawan|bajet|kerajaan|negara|dana wilayah|wilayah|bandar raya|pusat)"
_PAID_BY = re.compile(rf"[^.,;\d\n]{{0,8}}\b(?:oleh|daripada|dari) (?:pihak )?{_PAYER}\b")
_BORNE = re.compile(r"\b(?:ditanggung|dibayar|dibiayai|ditampung)(?: [a-z]+)? $")
_BORNE_BY = re.compile(
    rf"[^.;\n\"]{{0,90}}?\b(?:ditanggung|dibayar|dibiayai|ditampung)(?: [a-z]+)? (?:oleh )?(?:pihak )?{_PAYER}\b"
)
_FUND_TOO = re.compile(r"\b(?:dana|tabung) (?:bhyt|bhxh|insurans)")


_OF_THOSE_WHO = re.compile(
    r" (?:daripada )?(?:penduduk|isi rumah|keluarga|orang|pelajar|murid|warga|rakyat|pekerja|peserta)\b[^.;,\d\n]{0,40}\b(?:memegang|mempunyai|memiliki|menyertai|dilindungi)\b"
)


def read_paid_by(linker: Linker, view: View) -> None:
    """A share of the premium that a budget bears is support: "dibayar 100% oleh belanjawan", "100% premium ... ditanggung bajet"."""
    text = linker.text
    for own in view.candidates:
        if own.unit != "percent" or own.scheme is None or own.base in ("plan", "amount_due"):
            continue
        start, end = linker.atoms[own.first].start, own.numeral.end
        borne = _BORNE.search(text, view.sentence.start, start)
        found = _PAID_BY.match(text, end) if borne is not None else None
        if found is None and own.measure in ("contribution", "contribution_rate", "benefits"):
            found = _BORNE_BY.match(text, end)
        if (
            found is None
            or _FUND_TOO.search(found[0]) is not None
            or _OF_THOSE_WHO.match(text, end) is not None
        ):
            continue
        own.measure, own.indicator, own.base = "support", f"{own.scheme}.support", None
        own.cues["measure"] = (found.start(), found.end(), "share that a budget bears")
        own.cues.pop("base", None)
        own.local = own.local or re.search(r"wilayah|bandar raya", found[0]) is not None
        if own.scenario == "actual":
            own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


_ALONE = re.compile(r"\b(?:sahaja|saja|sendirian|sendiri)(?: [a-z]+)? (?:menyumbang|menyumbangkan|mencatatkan|merangkumi|memiliki|mempunyai|mencapai|ialah) (?:[a-z-]+ ){0,2}$|\bhanya [^.;,\d\n]{2,40} (?:menyumbang|sahaja menyumbang) (?:[a-z-]+ ){0,2}$")  # fmt: skip


def read_alone(linker: Linker, view: View) -> None:
    """What one place alone brings to a sum told beside it or in the sentence before: "Dak Lak sahaja menyumbang 45 bilion"."""
    for at, own in enumerate(view.candidates):
        if own.kind != "money" or own.measure not in (None, "support", "benefits"):
            continue
        if _ALONE.search(linker.text, view.sentence.start, linker.atoms[own.first].start) is None:
            continue
        same = [
            c
            for c in view.candidates[at + 1 :] + view.candidates[:at][::-1] + linker.counted[::-1]
            if c.unit == own.unit
        ]
        whole = next(
            (c for c in same if c.indicator != "other" and c.numeral.value > own.numeral.value), None
        )
        if whole is not None:
            own.scheme, own.measure, own.indicator = whole.scheme, whole.measure, whole.indicator
            own.cues["measure"] = own.cues["scheme"] = (
                *whole.cues["value"][:2],
                "part of the sum told beside it",
            )


_PLAN_OF = re.compile(
    r"(?<!melebihi )(?<!mengatasi )(?<!melepasi )(?<!melampaui )\b(?:rancangan|pelan|kuota|unjuran|ramalan)(?: asal| tahunan)? $"
)


def read_plan_of(linker: Linker, view: View) -> None:
    """So many of a plan, right behind its word, are planned: "88% daripada rancangan 20 juta"."""
    for own in view.candidates:
        if own.kind == "percentage" or own.scenario != "actual" or "change" in own.cues:
            continue
        start = linker.atoms[own.first].start
        plan = _PLAN_OF.search(linker.text, max(view.sentence.start, start - 40), start)
        if plan is not None:
            own.scenario, own.cues["scenario"] = "target", (*plan.span(), "so many of a plan")
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


_PLAN_IS = re.compile(
    r"(?<!mengikut )(?<!daripada )(?<!menurut )\b(?:rancangan|pelan|kuota|unjuran|peruntukan)"
    r"(?: (?:asal|tahunan|setahun|bagi|untuk|tahun|\d{4}|ini|depan|wilayah|yang (?:diberikan|ditetapkan|ditugaskan))){0,5}"
    r" (?:ialah|adalah|sebanyak|iaitu) $"
)


def read_plan_is(linker: Linker, view: View) -> None:
    """How large a plan is said to be is planned: "Rancangan tahun 2025 ialah 88,000 peserta"."""
    for own in view.candidates:
        if own.kind == "percentage" or own.scenario != "actual" or "change" in own.cues:
            continue
        start = linker.atoms[own.first].start
        plan = _PLAN_IS.search(linker.text, max(view.sentence.start, start - 80), start)
        if plan is not None:
            own.scenario, own.cues["scenario"] = "target", (*plan.span(), "how large a plan is")


_GOAL_SET_AGAINST = re.compile(
    r"\b(?:berbanding|berbanding dengan) (?:sasaran|matlamat|rancangan|pelan|kuota|target|unjuran)"
    r"(?: (?:asal|tahunan|setahun|yang (?:diberikan|ditetapkan|ditugaskan)))? (?:sebanyak )?$"
)


def read_goal_set_against(linker: Linker, view: View) -> None:
    """The goal that what was reached is set against: "Berbanding sasaran 95%, liputan baru mencapai 93.8%"."""
    for own, right in zip(view.candidates, view.candidates[1:], strict=False):
        start = linker.atoms[own.first].start
        found = _GOAL_SET_AGAINST.search(linker.text, max(view.sentence.start, start - 60), start)
        if found is None or (own.kind, own.unit) != (right.kind, right.unit) or right.cut == "none":
            continue
        own.scenario, own.cues["scenario"] = "target", (*found.span(), "goal that a result is set against")
        own.date_role = own.date_start = own.date_end = None
        own.cues.pop("date", None)
        if own.indicator == "other" and right.indicator != "other":
            own.scheme, own.measure, own.indicator = right.scheme, right.measure, right.indicator
            own.base = right.base
            own.cues["measure"] = own.cues["scheme"] = (*right.cues["value"][:2], "what is set against it")


_MEMBER_PAYS = re.compile(
    r"\b(?:peserta|ahli|pelajar|murid|penduduk|isi rumah|keluarga|pekerja|petani|peniaga|nelayan|puan|tuan|anda|encik|beliau|dia|mereka"
    r"|keluarganya|ibunya|bapanya|suaminya|isterinya|seorang [a-z]+)\b[^.;,\d]{0,60}"
    r"(?<!dana )(?<!tabung )\b(?:membayar|bayar|mencarum|menyumbang) (?:[a-z]+ ){0,2}$"
)


_PENSION_DUES = 150_000
"""From so many dong a month on what one member pays is for a pension."""
_WHO_PAYS = re.compile(
    r"\b(?:peserta|ahli|pelajar|petani|seorang [a-z]+|puan|tuan|anda|beliau|dia) (?:yang|dengan)\b[^;\n]{0,80} (?:kini |sekarang )?(?:membayar|bayar|mencarum) (?:[a-z]+ ){0,2}$"
)


def read_member_pays(linker: Linker, view: View) -> None:
    """What a member pays by the month or year is a contribution: "Seorang peserta membayar 105,300 dong sebulan"."""
    for own in view.candidates:
        if own.unit != "VND" or own.per not in ("month", "year"):
            continue
        if own.measure not in (None, "benefits", "support") or own.numeral.value >= _ONE_PAYS:
            continue
        if own.scheme is None and own.measure is None:
            own.scheme = linker.context.topic and (linker.context.scheme or linker.context.topic)
        if own.scheme is None:
            continue
        start = linker.atoms[own.first].start
        pays = _MEMBER_PAYS.search(linker.text, view.sentence.start, start)
        if pays is None:
            pays = _WHO_PAYS.search(linker.text, view.sentence.start, start)
        if pays is not None:
            if own.scheme == "insurance" and own.per == "month" and own.numeral.value >= _PENSION_DUES:
                own.scheme = "voluntary_social_insurance"  # more than a month of health insurance costs
            own.measure, own.indicator = "contribution", f"{own.scheme}.contribution"
            own.cues["measure"] = (*pays.span(), "what a member pays")
            linker._finish_scenario(own)
            if own.scope == "whole":
                own.scope, own.cues["scope"] = "each", own.cues["measure"]


def read_helped_by_month(linker: Linker, view: View) -> None:
    """What a budget helps one member with a month is laid down: "Sokongan untuk peserta ialah 66,000 dong sebulan"."""
    for own in view.candidates:
        if own.measure != "support" or own.unit != "VND" or own.per != "month" or "scenario" in own.cues:
            continue
        named = "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
        if named and own.numeral.value < _A_PENSION:
            own.scenario = "rule"
            own.cues["scenario"] = (*own.cues["per"][:2], "what a member is helped with a month")
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


_AT_ONCE = re.compile(
    r"[^.;,\d]{0,20}\b(?:menerima|mengambil|mendapat|mengeluarkan|menarik|menuntut|memohon|memilih)\b"
    r"[^.;,\d]{0,40}\b(?:sekali gus|sekaligus)\b"
)


def read_at_once(linker: Linker, view: View) -> None:
    """People who get social insurance in one sum receive a benefit: "1,260 orang menerima bayaran insurans sosial sekali gus"."""
    for own in view.candidates:
        if own.unit == "person" and own.measure == "participants" and own.scheme is not None:
            found = _AT_ONCE.match(linker.text, own.numeral.end)
            if found is not None:
                own.measure, own.indicator = "beneficiaries", f"{own.scheme}.beneficiaries"
                own.cues["measure"] = (*found.span(), "people who get it in one sum")


_IS_PAID_OUT = re.compile(
    r"\b(?:pencen|elaun)\b(?:(?!\b(?:membayar|mencarum|menyumbang|caruman|tabung|dana)\b)[^.;,\d]){0,60}$"
)
_OF_PAY = re.compile(
    r" (?:daripada |dari )?(?:jumlah |purata |tahap |paras )*(?:gaji|upah|pendapatan|garis kemiskinan|standard kemiskinan)\b"
)


_CUT_FROM = re.compile(
    r"\b(?:memotong|dipotong|menolak|ditolak|menahan|potongan|dikenakan|dicarumkan)(?: [a-z]+)? $"
)
_IS_RATE = re.compile(
    r"\b(?:kadar|bersamaan|membayar|mencarum|caruman|ialah|sebanyak|menyumbang)\b[^.;\d\n]{0,40}$"
)
_SOCIAL = frozenset({"social_insurance", "voluntary_social_insurance", "unemployment_insurance"})


def _pension_of(linker: Linker) -> str | None:
    """The scheme, of those that know wages, that the paragraph or else the article is about."""
    context = linker.context
    near = context.scheme if context.scheme_paragraph >= context.paragraph - 2 else None
    return next((scheme for scheme in (near, context.topic) if scheme in _SOCIAL), None)


_PAYS_IN = re.compile(r"\b(?:membayar|mencarum|bayar|menyumbang)(?: [a-z-]+){0,3} $")


def read_share_of_pay(linker: Linker, view: View) -> None:
    """A benefit told as a share of the wage is set by law: "Elaun pengangguran ialah 60% daripada purata gaji"."""
    for own in view.candidates:
        if own.unit != "percent" or own.scenario == "target":
            continue
        of_pay = _OF_PAY.match(linker.text, own.numeral.end)
        if own.measure in (None, "coverage_rate", "contribution_rate", "benefits") and of_pay is not None:
            start = linker.atoms[own.first].start
            paid = _IS_PAID_OUT.search(linker.text, view.sentence.start, start)
            scheme = own.scheme or _pension_of(linker)
            if paid is not None and scheme is not None:
                own.scheme, own.measure, own.indicator, own.base = (
                    scheme,
                    "benefits",
                    f"{scheme}.benefits",
                    None,
                )
                own.cues["measure"] = (*paid.span(), "a benefit as a share of the wage")
                own.cues.pop("base", None)
            elif (
                paid is None
                and (own.measure != "benefits" or _PAYS_IN.search(linker.text, start - 40, start))
                and (
                    _CUT_FROM.search(linker.text, view.sentence.start, start)
                    if scheme not in _SOCIAL
                    else _IS_RATE.search(linker.text, view.sentence.start, start)
                )
            ):
                scheme = scheme or linker.context.topic
                if scheme is None:
                    continue
                own.scheme, own.measure, own.indicator = (
                    scheme,
                    "contribution_rate",
                    f"{scheme}.contribution_rate",
                )
                own.cues["measure"], own.base, own.per = (*of_pay.span(), "a share of the wage"), None, None
                own.cues.pop("base", None)
                linker._finish_scenario(own)
        if (
            own.measure == "benefits"
            and "scenario" not in own.cues
            and _OF_PAY.match(linker.text, own.numeral.end) is not None
        ):
            own.scenario = "rule"
            own.cues["scenario"] = (own.numeral.start, own.numeral.end, "a benefit as a share of the wage")
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


_OF_THE_BILL = re.compile(
    r" (?:daripada |dari )?(?:jumlah |semua )?(?:kos|bil|perbelanjaan|bayaran|belanja)"
    r"(?: (?:rawatan|perubatan|pembedahan|pemeriksaan|hospital|ubat|yang layak|berkenaan)|(?=[;,.\"]))"
    r"| (?:tahap )?(?:faedah|manfaat|hak manfaat)\b"
)
_COVER_BEARS = re.compile(
    r"\b(?:kad|dana|tabung|insurans kesihatan|bhyt|insurans)\b(?:(?!\b(?:bajet|belanjawan|kerajaan|wilayah|penaja)\b)[^.;:\d\n]){0,40}"
    r"\b(?:menanggung|menampung|membayar|membiayai|melindungi|menyelesaikan|ditanggung|dibayar|dilindungi) (?:[a-z]+ ){0,2}$"
)
_IS_BORNE = re.compile(
    r"\b(?:menikmati|mendapat|menerima|dibayar|ditanggung|dilindungi|layak|diberi)\b[^.;:\d]{0,30}$"
)


_PENSION_OF = re.compile(
    r"\b(?:menikmati|menerima|mendapat|memperoleh|dibayar|layak menerima|berhak menerima) (?:[a-z]+ )?pencen(?: [a-z-]+){0,4} $"
)


def read_pension_share(linker: Linker, view: View) -> None:
    """The share at which a pension is paid is a benefit that the law sets: "menikmati pencen sekurang-kurangnya 40%"."""
    for own in view.candidates:
        if (
            own.unit != "percent"
            or own.measure not in (None, "other")
            or own.indicator != "other"
            or own.base is not None
        ):
            continue
        found = _PENSION_OF.search(linker.text, view.sentence.start, own.numeral.start)
        scheme = _pension_of(linker) if found is not None else None
        if found is None or scheme is None:
            continue
        own.scheme, own.measure, own.indicator = scheme, "benefits", f"{scheme}.benefits"
        own.cues["measure"] = own.cues["scheme"] = (*found.span(), "share at which a pension is paid")
        own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]
        own.date_role = own.date_start = own.date_end = None
        own.cues.pop("date", None)


def read_share_of_bill(linker: Linker, view: View) -> None:
    """What share of a bill the insured need not pay is a benefit that the law sets: "menikmati 80% kos rawatan"."""
    for own in view.candidates:
        if own.unit != "percent" or own.measure not in (
            None,
            "coverage_rate",
            "beneficiaries",
            "benefits",
            "support",
        ):
            continue
        start = linker.atoms[own.first].start
        borne = (
            _IS_BORNE.search(linker.text, view.sentence.start, start) if own.measure != "support" else None
        )
        borne = borne or _COVER_BEARS.search(linker.text, view.sentence.start, start)
        if borne is None or _OF_THE_BILL.match(linker.text, own.numeral.end) is None:
            continue
        said = next((m.value for m in view.schemes if m.last < own.first), None)
        scheme = own.scheme or said or ("health_insurance" if linker.context.topic is not None else None)
        if scheme is None:
            continue
        own.scheme, own.measure, own.indicator, own.base = scheme, "benefits", f"{scheme}.benefits", None
        own.cues["measure"] = (*borne.span(), "share of the bill")
        own.cues.pop("base", None)
        if own.scenario == "actual" and "scenario" not in own.cues:
            own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


_RATE_OF_DEBT = re.compile(
    r"\b(?:kadar|nisbah|peratusan|peratus) (?:hutang|tunggakan|kelewatan|lewat bayar)\b[^.;,\d]{0,60}$"
)


def read_rate_of_debt(linker: Linker, view: View) -> None:
    """A rate of debts is of the sum due, though that is called what is collected: "kadar hutang 1.5% jumlah kutipan"."""
    for own in view.candidates:
        if own.unit == "percent" and own.measure == "plan_completion" and own.scheme is not None:
            start = linker.atoms[own.first].start
            found = _RATE_OF_DEBT.search(linker.text, view.sentence.start, start)
            if found is not None:
                own.measure, own.indicator = "arrears_rate", f"{own.scheme}.arrears_rate"
                own.base, own.cues["measure"] = "amount_due", (*found.span(), "a rate of debts")


_NO_OUTREACH = re.compile(
    r"\b(?:kongres|pilihan raya|festival|pesta|konsert|perlawanan|pameran|karnival|temasya)\b"
)


def read_other_gatherings(linker: Linker, view: View) -> None:
    """Those at a congress or a festival were told nothing of insurance: "Kongres itu dihadiri 350 perwakilan"."""
    for own in view.candidates:
        if own.indicator == "outreach.attendees" and not view.schemes:
            found = _NO_OUTREACH.search(linker.text, view.sentence.start, own.numeral.start)
            if found is not None:
                own.measure, own.indicator = None, "other"
                own.cues["indicator"] = (*found.span(), "a gathering of another kind")


_ORDERED = re.compile(
    rf"[:;] (?:lagi |juga |segera )?(?:{'|'.join((*_ORDERS, *_ORDERED_CHANGES, 'serah', 'hantar', 'tanam semula'))})\b[^:;]*$"
)


def read_ordered(linker: Linker, view: View) -> None:
    """What a body at the head of a list's item is told to do, in the bare verb: "3. BHXH wilayah: kutip 97% unjuran"."""
    if not linker._is_item(view.sentence):
        return
    for own in view.candidates:
        if own.scenario == "actual" and "scenario" not in own.cues:
            start = linker.atoms[own.first].start
            told = _ORDERED.search(linker.text, view.sentence.start, start)
            if told is not None:
                own.scenario = "target"
                own.cues["scenario"] = (told.start() + 2, start, "what a body is told to do")


_DRAWS = re.compile(r"\b(?:menarik|menarik minat|mengumpulkan|menghimpunkan|melibatkan)(?: [a-z-]+)? $")


def read_drawn(linker: Linker, view: View) -> None:
    """Those drawn by meetings just counted attended them: "36 sesi komunikasi, menarik 2,900 penduduk"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        if left.indicator != "outreach.events" or own.unit != "person" or own.cut in ("strong", "clause"):
            continue
        drawn = _DRAWS.search(linker.text, left.numeral.end, linker.atoms[own.first].start)
        said = {m.value for m in view.measures if own.last < m.first < own.post}
        new = re.match(
            r"[ a-z-]{0,24}\b(?:baharu|baru)\b", linker.text[own.numeral.end : own.numeral.end + 40]
        )
        if drawn is not None and new is None and not said & {"participants", "contribution", "cards"}:
            own.measure, own.indicator = "attendees", "outreach.attendees"
            own.cues["measure"] = (*drawn.span(), "drawn by the meetings just counted")


_AGED = re.compile(r"\b\d{2} tahun ke atas\b|\bberumur \d{2}(?: hingga \d{2})? tahun\b")
_MEAN_SUM = re.compile(r"\b(?:purata|kini|beliau|saya|encik|puan)\b")


def read_entitled(linker: Linker, view: View) -> None:
    """What people from an age on get a month is so by law: "Warga emas berumur 75 tahun ke atas menerima 500,000 dong sebulan"."""
    for own in view.candidates:
        if (
            own.kind != "money"
            or own.per != "month"
            or "scenario" in own.cues
            or own.numeral.value >= _A_PENSION
        ):
            continue
        before = (view.sentence.start, own.numeral.start)
        if _AGED.search(linker.text, *before) is None or _MEAN_SUM.search(linker.text, *before) is not None:
            continue
        own.scenario = "rule"
        own.cues["scenario"] = (*own.cues["per"][:2], "what those of an age get a month")
        own.date_role = own.date_start = own.date_end = None
        own.cues.pop("date", None)


_A_PENSION = 2_000_000
"""Below this a month's dong for people of an age are an allowance that the law sets, no pension earned."""


_OF_HIM = re.compile(
    r"\b(?:beliau|dia|saya)\b|\b(?:encik|puan|cik) [^.;]{2,60}, \d{2} tahun\b|\bkes (?:encik|puan|cik) "
)


_AGENT = re.compile(
    r"\b(?:beliau|ejennya|dia|saya|(?:encik|puan|cik) [^.;\d]{2,40}|(?:encik|puan|cik) [^.;]{2,60}, \d{2} tahun[^.;\d]*)"
    r"[ ,](?:[a-z-]+ ){0,3}(?:mengajak|menguruskan|memujuk|memperoleh|menarik|melawat|mendaftarkan|meyakinkan|membawa|menggerakkan|mengendalikan) "
    r"(?:lebih |kira-kira |hampir |seramai |kini |sendiri )*$"
)


_CHOSE = re.compile(r"\b(?:encik|puan|cik) .{0,80}\b(?:memilih|membayar|mencarum|mengeluarkan)\b")


def read_of_one(linker: Linker, view: View) -> None:
    """Sums a day or month of somebody spoken of by name or pronoun are that one's: "beliau menikmati pencen 5.4 juta sebulan"."""
    for own in view.candidates:
        if own.unit in ("person", "household") and own.scope == "whole":
            agent = _AGENT.search(linker.text, view.sentence.start, linker.atoms[own.first].start)
            if agent is not None and own.scenario != "rule":
                own.scope, own.cues["scope"] = "part", (*agent.span(), "somebody of whom it is told")
        if own.kind != "money":
            continue
        found = _OF_HIM.search(linker.text, view.sentence.start, own.numeral.start)
        if found is not None and own.measure == "contribution":
            own.local = True  # told of one person of the province, whatever law sets it
            if own.scenario == "rule" and _CHOSE.search(linker.text, found.start(), own.numeral.start):
                own.scenario = "actual"
                own.cues.pop("scenario", None)
        if own.scope != "whole" or own.scenario == "rule":
            continue
        if found is not None and (own.per is not None or found[0] != "beliau"):
            own.scope, own.cues["scope"] = "part", (*found.span(), "somebody of whom it is told")


_GOAL_MET = re.compile(
    r"[^.;,\d\n]{0,40}?\b(?:yang |telah |sudah )?(?:mencapai|memenuhi|menyelesaikan|menyempurnakan|menyiapkan|mencecah) "
    r"(?:semua |sepenuhnya )?(?=(?:sasaran|matlamat|rancangan|pelan|kuota|target|penunjuk|petunjuk)\b)"
)
_TO_MEET = re.compile(
    r"\b(?:mesti|perlu|akan|hendaklah|harus|wajib|untuk|supaya|agar|dijangka|diminta|mahu|berusaha)\b"
)


def _go_on_with_met(linker: Linker, view: View, at: int, goal: int) -> None:
    """Those listed behind some who met a goal are sorted by what they reached of it: "9 mencapai kuota, 31 mencapai lebih 70%"."""
    places = view.candidates[at]
    if places.unit not in ("locality", "organization"):
        return
    for left, own in zip(view.candidates[at:], view.candidates[at + 1 :], strict=False):
        told = own.cues.get("scenario")
        if _TO_MEET.search(linker.text, left.numeral.end, min(own.numeral.end + 40, view.sentence.end)):
            return
        if told is not None and told[0] == goal:
            own.scenario = "actual"
            own.cues.pop("scenario")
        where = (goal, own.numeral.end, "sorted by what was reached of a goal")
        if own.kind == "count" and not own.own_unit and own.unit == "item":
            own.unit, own.cues["unit"] = places.unit, where
        if (
            own.unit != "percent"
            or left.unit != places.unit
            or own.measure not in (None, "coverage_rate", "plan_completion")
        ):
            continue
        named = [m.value for m in view.schemes if m.last < own.first]
        scheme = named[-1] if named else own.scheme or linker.context.topic
        if scheme is not None:
            own.scheme, own.measure, own.indicator = scheme, "plan_completion", f"{scheme}.plan_completion"
            own.base, own.scope = "plan", "threshold"
            own.cues["measure"] = own.cues["scheme"] = own.cues["base"] = own.cues["scope"] = where


def read_goal_met(linker: Linker, view: View) -> None:
    """Those who meet a goal are counted, and no goal: "71 daripada 124 lokaliti menyelesaikan sasaran"."""
    for at, own in enumerate(view.candidates):
        met = _GOAL_MET.match(linker.text, own.numeral.end) if own.kind == "count" else None
        if met is None or _TO_MEET.search(met[0]) is not None:
            continue
        cue = own.cues.get("scenario")
        if own.scenario == "target" and cue is not None and cue[0] == met.end():
            own.scenario = "actual"
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("scenario")
            own.cues.pop("date", None)
            linker.set_date(view, at)
        if own.scenario == "actual":
            _go_on_with_met(linker, view, at, met.end())


_NONE_OF = re.compile(
    r"\b(?:tiada|tidak ada|tidak terdapat|tiada lagi|tidak boleh ada) (?:lagi )?(?:mana-mana )?"
    r"(?:komun|wad|lokaliti|unit|kampung|dusun|daerah|sekolah|tempat|wilayah|komun dan wad|komun atau wad)\b[^.;,:\d\n]{0,60}$"
)


def read_none_below(linker: Linker, view: View) -> None:
    """What no place may fall short of is a limit, and no share of places: "tiada lokaliti boleh berada di bawah 92%"."""
    for own in view.candidates:
        if own.unit != "percent" or own.comparator not in ("<", "<="):
            continue
        none = _NONE_OF.search(linker.text, view.sentence.start, linker.atoms[own.first].start)
        if none is None:
            continue
        own.scope, own.cues["scope"] = "threshold", (*none.span(), "what no place may fall short of")
        if own.base == "group":
            own.base = None
            own.cues.pop("base", None)
        if own.scenario == "actual" and re.search(r"\b(?:boleh|akan|mesti|dibenarkan|lagi)\b", none[0]):
            own.scenario, own.cues["scenario"] = "target", own.cues["scope"]


_FOUND_WORK = re.compile(
    r"[^.;,\d\n]{0,40}\b(?:mendapat|memperoleh|mencari|diperkenalkan|ditawarkan|kembali|dengan|ke|bertemu|dihubungkan)\b"
    r"(?: [a-z]+)? (?:kerja|pekerjaan|bekerja|majikan|perusahaan|pasaran kerja)\b"
)


def read_found_work(linker: Linker, view: View) -> None:
    """The jobless who find work receive no benefit by that: "membantu 40 ribu penganggur mendapat kerja semula"."""
    for own in view.candidates:
        measures = ("beneficiaries", "participants", "new_participants", "attendees")
        if own.unit != "person" or own.measure not in measures:
            continue
        found = _FOUND_WORK.match(linker.text, own.numeral.end)
        if found is None:
            continue
        own.scheme, own.measure, own.indicator = None, None, "other"
        own.cues["indicator"] = (*found.span(), "people who find work")


_MEAN_FOR_ONE = re.compile(
    r"\b(?:purata|setiap|seorang|tiap-tiap|tiap|puratanya|masing-masing)\b[^.;\d\n]{0,60}\b(?:menerima|mendapat|memperoleh|menikmati|diterima|dibayar|mendapatkan)\b[^.;\d\n]{0,30}$"
)


def read_mean_for_one(linker: Linker, view: View) -> None:
    """What each one got of the benefits told right before, in a sentence of its own: "Purata setiap orang menerima 5.2 juta"."""
    own = view.candidates[0] if view.candidates else None
    told = linker.told
    if own is None or told is None or own.kind != "money" or own.indicator != "other":
        return
    if (
        told.sentence.paragraph != own.sentence.paragraph
        or told.scheme is None
        or told.unit not in ("VND", "person", "case")
    ):
        return
    if told.measure not in ("benefits", "beneficiaries", "claims"):
        return
    one = _MEAN_FOR_ONE.search(linker.text, view.sentence.start, linker.atoms[own.first].start)
    if one is None:
        return
    own.scheme, own.measure, own.indicator = told.scheme, "benefits", f"{told.scheme}.benefits"
    own.cues["measure"] = own.cues["scheme"] = (*one.span(), "what each got of the benefits told before")
    if own.scope == "whole":
        own.scope, own.cues["scope"] = "each", own.cues["measure"]


_ACT_SAYS = re.compile(
    r"[\s\"]*(?:mengikut|menurut|berdasarkan|dengan|melalui|dalam|di bawah|selaras dengan|sejajar dengan) "
    r"(?:keputusan|rancangan|pelan|resolusi|tugasan|arahan|agihan|program tindakan|pelan tindakan|projek)\b[^,\n]{0,60},"
)


def read_under_act(linker: Linker, view: View) -> None:
    """Behind a sentence that tells goals by an act, its paragraph's sentences that say nothing else are goals too.

    "Mengikut keputusan ini, wilayah berusaha mempunyai 412,700 peserta. Peserta insurans pengangguran ialah 287,450."
    """
    before, sentence = linker.counted, view.sentence
    if not view.candidates or not before or any(c.scenario != "target" for c in before):
        return
    if before[0].sentence.paragraph != sentence.paragraph:
        return
    if _ACT_SAYS.match(linker.text, before[0].sentence.start) is None:
        return
    if linker.published is not None and any(
        d.shape == "now" or (d.last is not None and d.last <= linker.published) for d in sentence.dates
    ):
        return
    if {"contrast"} & sentence.tags or any(
        c.scenario == "rule" or c.measure in ("contribution", "support") for c in view.candidates
    ):
        return
    words = (linker.atoms[k].tags["scenario"] for k in sentence.where.get("scenario", ()))
    if any(word in ("actual", "rule") for word in words):
        return
    for at, own in enumerate(view.candidates):
        if own.scenario == "actual" and "change" not in own.cues:
            own.scenario = "target"
            own.cues["scenario"] = (
                *before[0].cues["scenario"][:2],
                "goals by the act that the paragraph begins with",
            )
            linker.set_date(view, at)


_STILL_TO_COME = re.compile(
    r"\b(?:lagi|tambahan|kekurangan|masih kurang|mendapatkan|memperoleh|memenangi|mencari|menambah|mengumpul|merekrut)(?: (?:lagi|kira-kira|sekurang-kurangnya|hampir|lebih))* $"
)


def read_still_to_come(linker: Linker, view: View) -> None:
    """People who are yet to be won for a scheme are new: "perlu mendapatkan lagi 8,200 orang untuk skim sukarela"."""
    won = False
    for own in view.candidates:
        if (
            own.unit not in ("person", "household")
            or own.measure != "participants"
            or own.scenario != "target"
        ):
            won = False
            continue
        start, end = linker.atoms[own.first].start, linker.atoms[own.last].end
        more = _STILL_TO_COME.search(linker.text, view.sentence.start, start)
        behind = linker.text.startswith(" lagi", end)
        if more is None and not behind and not (won and own.cut in ("conjunction", "comma")):
            won = False
            continue
        won = True
        own.measure, own.indicator = "new_participants", f"{own.scheme}.new_participants"
        own.cues["measure"] = (view.sentence.start, end, "people yet to be won")


_SPENT = re.compile(
    r"[^.;,\d\n]{0,12}\b(?:daripada|dari|oleh) (?:sumber |dana )?(?:belanjawan|bajet) (?:wilayah|tempatan|bandar raya|negeri|daerah|komun)\b"
)


def read_spent_by_budget(linker: Linker, view: View) -> None:
    """What a local budget spends is help, and no benefit: "perbelanjaan dianggarkan 214 bilion dong daripada bajet tempatan"."""
    for own in view.candidates:
        if own.measure != "benefits" or own.kind != "money" or own.scheme is None:
            continue
        found = _SPENT.match(linker.text, linker.atoms[own.last].end)
        if found is not None:
            own.measure, own.indicator = "support", f"{own.scheme}.support"
            own.cues["measure"] = (*found.span(), "what a local budget spends")


_HELPED = r"(?:isi rumah|ahli isi rumah|keluarga|orang|penduduk|golongan|warga emas|pelajar|murid|peserta|etnik minoriti|petani|pekerja|subjek|kumpulan|penerima)"
_HELPED_MORE = re.compile(
    rf"\b{_HELPED}\b[^.;:\d\n]{{0,60}}\b(?:mendapat|menerima|menikmati|dapat|diberi|diberikan|memperoleh|disokong|ditokok|ditambah|dibantu)(?: (?:tambahan|lagi|sokongan|sebanyak|bantuan))* $"
)
_IS_HELP = re.compile(r"tambahan|lagi|sokongan|disokong|bantuan|ditokok|dibantu")
_FOR_GROUP = re.compile(
    r" (?:lagi )?(?:bagi|untuk|kepada) (?:ahli |orang |golongan |peserta |semua |mereka )*"
    r"(?:isi rumah|hampir miskin|miskin|pelajar|murid|mahasiswa|etnik|peserta|warga|yang selebihnya|yang lain|selebihnya|lain|keluarga|petani|pekerja|penduduk)\b"
)
_NO_HELP = frozenset({"plan", "amount_due"})


def _scheme_of_help(linker: Linker, view: View, own: Candidate) -> str | None:
    """The scheme with whose premiums a group is helped: that of its clause, pupils' own, or the one last named."""
    context = linker.context
    if "in the figure" in own.cues.get("scheme", ("", "", ""))[2] or context.scheme == "social_insurance":
        return own.scheme or context.scheme
    told = linker.atoms[own.pre : own.post]
    if any(atom.tags.get("base") == "students" for atom in told):
        return "health_insurance"
    named = [m.value for m in view.schemes if m.last < own.first]
    if named:
        return named[-1]
    near = own.sentence.paragraph - context.scheme_paragraph <= 2
    return context.scheme if near and context.scheme is not None else own.scheme or context.topic


_OF_HELP = re.compile(
    r"\b(?:sokongan|subsidi|disokong|menyokong|tahap bantuan|bantuan bayaran|bantuan caruman)\b"
)


def read_helped_groups(linker: Linker, view: View) -> None:
    """Shares listed by group where help with premiums is told are help: "peserta miskin mendapat tambahan 25%, hampir miskin 20%"."""
    context = linker.context
    if context.topic is None or any(m.value == "coverage_rate" for m in view.measures):
        return
    before = next((c for c in reversed(linker.counted) if c.kind == "percentage"), linker.told)
    helping = linker._is_about_support() or (before is not None and before.measure == "support")
    line = linker.text.rfind("\n", 0, view.sentence.start) + 1
    if (
        not helping and line < view.sentence.start
    ):  # "They ask how much help there is. I say: the poor get 50%"
        helping = (
            _OF_HELP.search(linker.text, max(line, view.sentence.start - 160), view.sentence.start)
            is not None
        )
    opened = False
    for left, own in zip((None, *view.candidates), view.candidates, strict=False):
        if left is not None and (left.unit, left.measure, own.unit) == ("percent", "support", "VND"):
            if own.cut == "continuation" and own.indicator == "other":  # "10%, iaitu 33,000 dong"
                own.scheme, own.measure, own.indicator = left.scheme, "support", left.indicator
                own.scenario, own.local = left.scenario, left.local
                own.cues["measure"] = (left.numeral.start, own.numeral.end, "help, told again as money")
        if own.unit != "percent" or own.base in _NO_HELP or "change" in own.cues:
            opened = False
            continue
        if own.measure == "support":
            opened = helping = True
            scheme = _scheme_of_help(linker, view, own)
            if scheme == "insurance" and own.scheme == context.topic:
                own.scheme, own.indicator = scheme, f"{scheme}.support"
            continue
        if own.measure not in (None, "coverage_rate", "participants", "contribution_rate", "benefits"):
            continue
        start = linker.atoms[own.first].start
        more = _HELPED_MORE.search(linker.text, view.sentence.start, start)
        adds = more is not None and _IS_HELP.search(more[0]) is not None
        grouped = (
            helping
            and own.measure != "benefits"
            and _FOR_GROUP.match(linker.text, own.numeral.end) is not None
        )
        listed = opened and own.cut in ("conjunction", "comma", "none")
        if not ((more is not None and (helping or adds)) or listed or grouped):
            continue
        if _OF_THE_BILL.match(linker.text, own.numeral.end) is not None or _OF_PAY.match(
            linker.text, own.numeral.end
        ):
            continue
        scheme = _scheme_of_help(linker, view, own)
        opened = helping = True
        own.scheme, own.measure, own.indicator, own.base = scheme, "support", f"{scheme}.support", None
        own.cues["measure"] = (
            *(more.span() if more else (start, own.numeral.end)),
            "a group's share of help",
        )
        own.cues.pop("base", None)
        own.local = before.local if before is not None else own.local
        linker._finish_scenario(own)


_IF = re.compile(r"[\s\"]*(?:jika|sekiranya|apabila|kalau|andainya|seandainya|bila|setelah|selepas) ")
_HAPPENED = re.compile(r"\b(?:telah|sudah|pada \d|tahun \d{4}|saya|kami|beliau|baru-baru ini|lepas|lalu)\b")


def read_if(linker: Linker, view: View) -> None:
    """What is due to whoever is in a case that a sentence supposes is so by law: "Jika peserta melahirkan anak, elaunnya ialah 2 juta"."""
    if _IF.match(linker.text, view.sentence.start) is None:
        return
    for own in view.candidates:
        if own.kind != "money" and own.unit != "percent":
            continue
        if own.measure not in ("benefits", "contribution", "support") or "scenario" in own.cues:
            continue
        if own.numeral.value >= _ONE_PAYS or _HAPPENED.search(
            linker.text, view.sentence.start, own.numeral.start
        ):
            continue
        own.scenario, own.cues["scenario"] = (
            "rule",
            (view.sentence.start, own.numeral.start, "what is due in a case supposed"),
        )
        own.date_role = own.date_start = own.date_end = None
        own.cues.pop("date", None)


_COUNCIL = re.compile(r"\b(?:resolusi|majlis rakyat|hdnd|hđnd)\b")
_BESIDES = re.compile(r"\b(?:selain|di samping|di luar|melebihi|berbanding) [^,:;.\n]{0,80}[,:]")
_OF_STATE = re.compile(r"\b(?:negara|kerajaan|pusat|undang-undang|dekri)\b")


def read_council_support(linker: Linker, view: View) -> None:
    """Help told in an article whose title or lead tells of a council's resolution is that of the province, not of the law."""
    if not any(
        own.measure == "support" and own.scenario == "rule" and not own.local for own in view.candidates
    ):
        return
    head = linker.text[: linker.text.find("\n", 200) if len(linker.text) > 200 else None]
    if _COUNCIL.search(head[:600]) is None:
        return
    for own in view.candidates:
        if own.measure == "support" and own.scenario == "rule":
            since = max(
                (m.end() for m in _BESIDES.finditer(linker.text, view.sentence.start, own.numeral.start)),
                default=view.sentence.start,
            )
            own.local = own.local or _OF_STATE.search(linker.text, since, own.numeral.start) is None


_NORM = re.compile(
    r"\b(?:garis kemiskinan|gaji asas|gaji minimum|gaji rujukan|tahap rujukan|standard kemiskinan)\b[^.;\d\n]{0,60}$"
)
_RAISED = re.compile(r"\b(?:naik|dinaikkan|meningkat|ditingkatkan|menjadi|kepada|daripada)\b")


def read_norm(linker: Linker, view: View) -> None:
    """How much a base wage or a poverty line is now is so by law: "garis kemiskinan, sekarang 1,500,000 dong"."""
    for own in view.candidates:
        if own.unit != "VND" or own.scenario != "actual" or own.measure not in (None, "other"):
            continue
        start = linker.atoms[own.first].start
        norm = _NORM.search(linker.text, view.sentence.start, start)
        if norm is not None and _RAISED.search(norm[0]) is None:
            own.scenario, own.cues["scenario"] = "rule", (*norm.span(), "a norm set by law")
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


_MAKING = re.compile(r"\b(?:menjadikan|menaikkan|membawa|sekali gus menjadikan)\b[^.;\d\n]{0,80}$")


def read_making_up(linker: Linker, view: View) -> None:
    """Those who join are of the scheme whose number they make up: "395 orang mendaftar, menjadikan peserta sukarela 1,284 orang"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        if (
            left.measure == own.measure == "new_participants"
            and "in the figure" not in own.cues["measure"][2]
        ):
            level = _MAKING.search(linker.text, left.numeral.end, linker.atoms[own.first].start)
            if level is not None and re.search(r"\b(?:jumlah|bilangan|keseluruhan)", level[0]) is not None:
                own.measure, own.indicator = "participants", f"{own.scheme}.participants"
                own.cues["measure"] = (*level.span(), "number that they make up")
        if (
            left.measure != "new_participants"
            or own.measure not in ("participants", "coverage_rate")
            or own.scheme is None
        ):
            continue
        if "in the figure" in left.cues.get("scheme", ("", "", "in the figure"))[2]:
            continue
        found = _MAKING.search(linker.text, left.numeral.end, linker.atoms[own.first].start)
        if found is not None and "in the figure" in own.cues.get("scheme", ("", "", ""))[2]:
            left.scheme, left.indicator = own.scheme, f"{own.scheme}.new_participants"
            left.cues["scheme"] = (*own.cues["scheme"][:2], "scheme of those whom they make up")


_OF_DATA = re.compile(
    r" (?:daripada |dari )?(?:jumlah )?(?:data|maklumat|kod|nombor|rekod|fail|akaun|aduan|pangkalan data|titik|ejen|nombor pengenalan|profil)\b"
)


def read_of_data(linker: Linker, view: View) -> None:
    """A share of data or files about members is no coverage: "menyelaraskan 100% data peserta"."""
    for own in view.candidates:
        if own.unit != "percent" or own.measure not in ("coverage_rate", "participants", "beneficiaries"):
            continue
        found = _OF_DATA.match(linker.text, own.numeral.end)
        if found is not None:
            own.scheme, own.measure, own.indicator, own.base = None, None, "other", "group"
            own.cues["base"] = own.cues["indicator"] = (own.numeral.end + 1, found.end(), "a share of data")


def read_base_of_change(linker: Linker, view: View) -> None:
    """Where a rate rose from so much to so much, both are of the same base: "naik daripada 89.7% kepada 94.1%"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        if left.unit == own.unit == "percent" and left.base is not None and own.base is None:
            between = linker.text[left.numeral.end : own.numeral.start].strip()
            if between not in ("kepada", "ke", "menjadi", "hingga"):
                continue
            if own.indicator == "other" and left.measure == "coverage_rate":
                own.scheme, own.measure, own.indicator = left.scheme, left.measure, left.indicator
                own.cues["measure"] = own.cues["scheme"] = (
                    *left.cues["measure"][:2],
                    "rate before the change",
                )
            if own.indicator == left.indicator:
                own.base, own.cues["base"] = (
                    left.base,
                    (*left.cues["base"][:2], "base of the rate before the change"),
                )


_OF_THEM = re.compile(
    r" (?:lagi |orang )?(?:daripadanya|di antaranya|antaranya|daripada mereka|antara mereka|daripada jumlah itu)\b"
)


_OF_THAT = re.compile(
    r"[\s\"]*(?:daripada|dari|antara) (?:jumlah|bilangan|angka|mereka|kumpulan) ?(?:itu|tersebut|ini|berkenaan)?, "
)


def read_of_them(linker: Linker, view: View) -> None:
    """Some of those just counted are of their kind: "640 pekerja ...; 37 daripadanya sudah mencapai umur bersara"."""
    counted = [c for c in (*linker.counted, *view.candidates) if c.kind == "count"]
    for own in view.candidates:
        if own.kind != "count":
            continue
        left = next((c for c in reversed(counted) if c.numeral.start < own.numeral.start), None)
        if left is None or own.numeral.value >= left.numeral.value:
            continue
        found = _OF_THEM.match(linker.text, own.numeral.end)
        if found is None and own is view.candidates[0]:
            found = _OF_THAT.match(linker.text, view.sentence.start)
        if found is None:
            continue
        if not own.own_unit and own.unit == "item":
            own.unit, own.cues["unit"] = left.unit, (*found.span(), "some of those just counted")
        listed = left.measure in ("participants", "new_participants", "beneficiaries")
        if own.indicator == "other" and listed and own.unit == left.unit and own.cues.get("measure") is None:
            own.scheme, own.measure, own.indicator = left.scheme, left.measure, left.indicator
            own.cues["measure"] = own.cues["scheme"] = (*found.span(), "some of those just counted")


_THIS_RATE = re.compile(
    r"\b(?:kadar|nisbah|peratusan|peratus|angka) (?:ini|itu|tersebut|berkenaan)\b[^;\d\n]{0,60}$"
)


def read_this_rate(linker: Linker, view: View) -> None:
    """A share that is said to be this rate is one of what was told before: "mencapai 98.1%. Di sekolah rendah kadar ini 99.5%"."""
    shares = [c for c in (*linker.counted, *view.candidates) if c.kind == "percentage"]
    for own in view.candidates:
        if own.unit != "percent" or own.indicator != "other":
            continue
        found = _THIS_RATE.search(linker.text, view.sentence.start, linker.atoms[own.first].start)
        told = next((c for c in reversed(shares) if c.numeral.end < own.numeral.start), None)
        if (
            found is None
            or told is None
            or told.unit != "percent"
            or told.indicator == "other"
            or told.measure == "growth"
        ):
            continue
        own.scheme, own.measure, own.indicator = told.scheme, told.measure, told.indicator
        own.cues["measure"] = own.cues["scheme"] = (*found.span(), "this rate: the one told before")
        if own.base is None or own.base == "group":
            own.base, own.cues["base"] = told.base, (*found.span(), "this rate: the one told before")
            if own.base is None:
                own.cues.pop("base")


_IS_PAID = re.compile(
    r" (?:[a-z]+ ){1,3}(?:telah |sudah |pernah )?(?:dibayar|dibiayai|diberi pampasan|ditanggung|menerima bayaran|mendapat bayaran)\b"
)


def read_paid_people(linker: Linker, view: View) -> None:
    """People who were paid a sum told behind them receive it: "14 pelajar dibayar lebih 300 juta dong seorang"."""
    for own, right in zip(view.candidates, view.candidates[1:], strict=False):
        if own.unit != "person" or own.measure not in (None, "participants") or right.kind != "money":
            continue
        if right.measure != "benefits" or right.scheme is None:
            continue
        found = _IS_PAID.match(linker.text, own.numeral.end)
        if found is not None and "in the figure" not in own.cues.get("measure", ("", "", ""))[2]:
            own.scheme, own.measure, own.indicator = (
                right.scheme,
                "beneficiaries",
                f"{right.scheme}.beneficiaries",
            )
            own.cues["measure"] = own.cues["scheme"] = (*found.span(), "people who were paid")


_RECEIVES = re.compile(
    r"\b(?:menerima|mendapat|menikmati|memperoleh|mendapatkan)(?: (?:hampir|lebih|kira-kira|purata|wang|sebanyak))* $"
)
_PAID_TO = frozenset({"unemployment_insurance", "social_insurance", "voluntary_social_insurance"})
_EARNS = re.compile(
    r"\b(?:gaji|upah|pendapatan|hasil|untung|jualan|menjual|bekerja sebagai|keuntungan)\b"
    r"|\b(?:wilayah|komun|ladang|kebun)(?: (?:ini|itu|kini|telah|pula))* (?:menerima|mendapat|memperoleh)\b"
)


def read_receives(linker: Linker, view: View) -> None:
    """What somebody receives a month in an article on pensions or the jobless is a benefit: "Encik Tri menerima 6.2 juta dong sebulan"."""
    topic = linker.context.topic
    if topic not in _PAID_TO:
        return
    for own in view.candidates:
        if own.unit != "VND" or own.per != "month" or own.indicator != "other" or own.measure == "other":
            continue
        found = _RECEIVES.search(linker.text, view.sentence.start, linker.atoms[own.first].start)
        since = max(
            (c.numeral.end for c in view.candidates if c.index < own.index), default=view.sentence.start
        )
        if found is None or _EARNS.search(linker.text, since, own.numeral.start) is not None:
            continue
        own.scheme, own.measure, own.indicator = topic, "benefits", f"{topic}.benefits"
        own.cues["measure"] = own.cues["scheme"] = (*found.span(), "what somebody receives a month")
        if own.scope == "whole":
            own.scope, own.cues["scope"] = "each", own.cues["measure"]


_COMPULSORY = re.compile(r"\b(?:wajib|mandatori)(?: ialah| seramai| sebanyak| mempunyai|:)? $")


def read_branches(linker: Linker, view: View) -> None:
    """People counted behind the bare name of the compulsory branch are its members: "(wajib 281,900; sukarela 74,500)"."""
    social = ("social_insurance", "voluntary_social_insurance")
    for at, own in enumerate(view.candidates):
        if own.kind != "count" or own.indicator != "other" or own.unit not in ("item", "person"):
            continue
        start = linker.atoms[own.first].start
        found = _COMPULSORY.search(linker.text, max(view.sentence.start, start - 24), start)
        beside = (*view.candidates[:at][::-1], *view.candidates[at + 1 :])
        told = next(
            (c for c in beside if c.scheme in social and c.measure in ("participants", "new_participants")),
            None,
        )
        if found is None or told is None:
            continue
        where = (*found.span(), "members of the compulsory branch")
        own.unit, own.scheme, own.measure = "person", "social_insurance", told.measure
        own.indicator = f"social_insurance.{told.measure}"
        own.cues["unit"] = own.cues["measure"] = own.cues["scheme"] = where


_TO_POLICE = re.compile(
    r"[^.;\d\n]{0,70}\b(?:polis|pihak polis|inspektorat|mahkamah|pendakwa|pendakwaan|agensi siasatan)\b"
)


def read_cases_of_police(linker: Linker, view: View) -> None:
    """Files that go to the police are no claims: "17 fail disediakan untuk dihantar kepada polis"."""
    for own in view.candidates:
        if own.measure == "claims" and own.unit == "case":
            found = _TO_POLICE.match(linker.text, own.numeral.end)
            if found is not None:
                own.scheme, own.measure, own.indicator = None, None, "other"
                own.cues["indicator"] = (*found.span(), "files for the police")


_RATES_OF = ("kadarnya", "nisbahnya", "peratusannya", "kadar itu", "kadar ini", "kadar tersebut")


_OTHER_RATES = frozenset({"arrears_rate", "satisfaction_rate", "plan_completion", "contribution_rate"})


def read_rate_of_told(linker: Linker, view: View) -> None:
    """Its rate is that of the share told before, where this is no coverage: "92% menggunakan akaun. Bagi penganggur, kadarnya 99.9%"."""
    shares = [
        c for c in (*linker.counted, *view.candidates) if c.unit == "percent" and "change" not in c.cues
    ]
    for own in view.candidates:
        cue = own.cues.get("measure")
        if own.measure != "coverage_rate" or cue is None or linker.text[cue[0] : cue[1]] not in _RATES_OF:
            continue
        told = next((c for c in reversed(shares) if c.numeral.end < own.numeral.start), linker.told)
        if (
            told is not None
            and told.kind == "percentage"
            and (told.measure in (None, "other", "beneficiaries") or told.measure in _OTHER_RATES)
        ):
            own.scheme, own.measure, own.indicator = told.scheme, told.measure, told.indicator
            own.cues["indicator"] = (*told.cues["value"][:2], "rate of what was told before")
            for more in view.candidates[view.candidates.index(own) + 1 :]:
                if more.unit not in ("percent", "percentage_point") or more.cut == "strong":
                    break
                if "in the figure" in more.cues.get("scheme", ("", "", ""))[2]:
                    break
                more.scheme = told.scheme
                if more.measure == "growth":
                    more.indicator = "other" if told.scheme is None else f"{told.scheme}.growth"
                elif more.measure == "coverage_rate":
                    more.measure, more.indicator = told.measure, told.indicator


def read_rate_in_money(linker: Linker, view: View) -> None:
    """What a rate of dues comes to a month or year is a contribution: "membayar 4.5% gaji asas, kini 105,300 dong sebulan"."""
    told: Candidate | None = None
    for own in view.candidates:
        if own.measure == "contribution_rate":
            told = own
        elif (
            told is not None and own.unit == "VND" and own.cut == "continuation" and own.measure == "benefits"
        ):
            if own.numeral.value < _ONE_PAYS and own.date_role is None:
                own.scheme, own.measure, own.indicator = (
                    told.scheme,
                    "contribution",
                    f"{told.scheme}.contribution",
                )
                own.cues["measure"] = own.cues["scheme"] = (*told.cues["value"][:2], "what the rate comes to")
                own.scope, own.cues["scope"] = "each", own.cues["measure"]
                linker._finish_scenario(own)
        elif told is not None and own.unit == "VND" and own.per in ("month", "year"):
            if own.indicator != "other" or own.cut in ("strong", "clause") or own.numeral.value >= _ONE_PAYS:
                continue
            own.scheme, own.measure, own.indicator = (
                told.scheme,
                "contribution",
                f"{told.scheme}.contribution",
            )
            own.cues["measure"] = own.cues["scheme"] = (*told.cues["value"][:2], "what the rate comes to")
            own.scope, own.cues["scope"] = "each", own.cues["measure"]
            linker._finish_scenario(own)


_FROM = re.compile(r"\b(?:daripada|dari|bermula dengan|bermula daripada) $")
_NOW_TO = re.compile(r"\b(?:kini|sekarang|kepada|menjadi|meningkat|mempunyai|sudah)\b")


def read_from_number(linker: Linker, view: View) -> None:
    """The number from which one grew is of the same people: "daripada 9 orang pada 2022, kampung kini mempunyai 133 peserta"."""
    for own, right in zip(view.candidates, view.candidates[1:], strict=False):
        if (
            own.kind != "count"
            or own.indicator != "other"
            or own.unit != right.unit
            or own.numeral.out_of is not None
        ):
            continue
        if right.measure not in ("participants", "beneficiaries") or right.numeral.value <= own.numeral.value:
            continue
        start = linker.atoms[own.first].start
        found = _FROM.search(linker.text, view.sentence.start, start)
        if found is not None and _NOW_TO.search(linker.text, own.numeral.end, right.numeral.start):
            own.scheme, own.measure, own.indicator = right.scheme, right.measure, right.indicator
            own.cues["measure"] = own.cues["scheme"] = (*right.cues["value"][:2], "number that it grew from")


_DUES_TOLD = re.compile(
    r"[^.;,\d\n]{0,24}\b(?:caruman|premium|yuran|bayaran|kos|bagi|untuk|kepada|insurans|bhyt|bhxh)\b"
)


def read_makes_up(linker: Linker, view: View) -> None:
    """A share that a branch makes up of something is no help: "sektor pembinaan menyumbang 38% hutang, perlombongan 21%"."""
    made: Candidate | None = None
    for own in view.candidates:
        cue = own.cues.get("measure")
        if own.unit != "percent" or own.measure != "support" or cue is None:
            made = None
            continue
        if linker.text[cue[0] : cue[1]] != "menyumbang":
            continue
        if made is None and _DUES_TOLD.match(linker.text, own.numeral.end) is not None:
            continue
        made = own
        own.scheme, own.measure, own.indicator, own.base = None, None, "other", "group"
        own.cues["base"] = own.cues["indicator"] = (*cue[:2], "share that it makes up")
        own.scenario, own.local = "actual", True
        own.cues.pop("scenario", None)


_FOR_SO_LONG = re.compile(r"\b(?:melebihi|lebih|selama|dalam|selepas|daripada|tempoh|hampir|dalam masa) $")


def read_for_so_long(linker: Linker, view: View) -> None:
    """A month that something lasts is no rate: "2,316 unit masih berhutang melebihi sebulan"."""
    for own in view.candidates:
        cue = own.cues.get("per")
        if own.kind == "count" and cue is not None and cue[0] > own.numeral.end:
            if _FOR_SO_LONG.search(linker.text, own.numeral.end, cue[0]) is not None:
                own.per = None
                own.cues.pop("per")


def read_listed_plan(linker: Linker, view: View) -> None:
    """Shares behind counts listed on are of the plan, as the first one was: "A 1.98 juta, 98.9% rancangan; B 121,340 orang (95.1%)"."""
    first: Candidate | None = None
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        of_people = left.kind == "count" and left.measure == "participants" and left.scheme is not None
        if own.unit != "percent" or not of_people:
            continue
        if first is None:
            first = own
            continue
        told = own.cues.get("measure", ("", "", ""))
        again = (
            own.base is None and "change" not in own.cues and own.cut in ("paren", "comma", "continuation")
        )
        if first.measure != "plan_completion" or not again or "in the figure" in told[2]:
            continue
        if own.measure in (None, "coverage_rate") and own.scenario == first.scenario:
            own.scheme, own.measure, own.indicator = (
                left.scheme,
                "plan_completion",
                f"{left.scheme}.plan_completion",
            )
            own.base, own.cues["base"] = (
                "plan",
                (*first.cues["value"][:2], "plan told of the first in the list"),
            )
            own.cues["measure"] = own.cues["scheme"] = own.cues["base"]


_THAT_NUMBER = re.compile(
    r"(?<!daripada )(?<!dari )\b(?:(?:jumlah|bilangan|angka) (?:itu|ini|tersebut)|angkanya|bilangannya|jumlahnya)\b[^.;,\d\n]{0,60}$"
)


def read_that_number(linker: Linker, view: View) -> None:
    """A number that is said to be that one counts what was told before: "402 peserta. Kini jumlah itu meningkat kepada 811 orang"."""
    for own in view.candidates:
        if own.kind != "count" or own.indicator != "other" or own.unit not in ("person", "household"):
            continue
        found = _THAT_NUMBER.search(linker.text, view.sentence.start, linker.atoms[own.first].start)
        if found is None:
            continue
        counted = [c for c in (*linker.counted, *view.candidates) if c.kind == "count"]
        told = next((c for c in reversed(counted) if c.numeral.start < own.numeral.start), None)
        if (
            told is not None
            and told.unit == own.unit
            and told.scheme is not None
            and told.indicator != "other"
        ):
            own.scheme, own.measure, own.indicator = told.scheme, told.measure, told.indicator
            own.cues["measure"] = own.cues["scheme"] = (*found.span(), "that number: the one told before")


_WHAT_COMES = re.compile(
    r"\b(?:bulanan|tahunan|harian) (?:[a-z]+ ){0,2}(?:menerima|mendapat|memperoleh|dibayar|menikmati)(?: [a-z]+)? $"
)


def read_sum_of_all(linker: Linker, view: View) -> None:
    """What all who have a monthly allowance received is no rate a month: "penerima elaun bulanan menerima 1,118 bilion dong"."""
    for own in view.candidates:
        if own.kind == "money" and own.per is not None and own.numeral.value >= _ONE_PAYS:
            start = linker.atoms[own.first].start
            if own.cues["per"][1] < start and _WHAT_COMES.search(linker.text, view.sentence.start, start):
                own.per = None
                own.cues.pop("per")


_DUES_FOR = re.compile(r"\b(?:bayaran|premium|caruman|yuran|elaun|gaji|sewa) (?:untuk |bagi |selama )?$")
_HABIT = re.compile(r"\bsetiap (?:hari|bulan|minggu)\b")


def read_no_time(linker: Linker, view: View) -> None:
    """Months that dues are for, and the end of every month, date nothing: "membantu bayaran tiga bulan pertama untuk 120 penjual"."""
    for own in view.candidates:
        cue = own.cues.get("date")
        if cue is None or own.scenario == "target":
            continue
        dated = linker.text[cue[0] : cue[1]]
        dues = (
            "bulan pertama" in dated
            and _DUES_FOR.search(linker.text, view.sentence.start, cue[0]) is not None
        )
        habit = dated in ("hujung bulan", "akhir bulan") and _HABIT.search(
            linker.text, view.sentence.start, view.sentence.end
        )
        if dues or habit:
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date")


_ASKED = re.compile(
    r"\b(?:jawapan|menjawab|surat pembaca|soal[- ]jawab|ruangan tanya jawab|bertanya)\b|\?(?=[^\n]*\n)"
)
_ANY_ONE = re.compile(
    r"[\s\"-]*(?:(?:apabila|jika|setelah|selepas)[^.\n,]{3,80}, )?(?:(?:setiap|semua|para) )?"
    r"(?:peserta|pekerja|penganggur|ahli|pesakit|wanita|lelaki|mereka|orang|ibu|individu|sesiapa|bapa|penduduk|pelajar|keluarga|isi rumah|pesara)\b"
    r"(?! (?:di|wilayah|itu|ini|tersebut)\b)[^.\n\d]{0,80}\b(?:menerima|mendapat|menikmati|layak|diberi|dibayar|memperoleh|disokong|dibantu|berhak)\b"
)
_TOLD_AS_FACT = re.compile(
    r"\b(?:telah|sudah|pernah|seluruh wilayah|sepanjang|setakat|sehingga kini|kini terdapat|bulan lepas|tahun lepas|tahun lalu|baru-baru ini"
    r"|pada (?:\d|tahun|bulan|suku)|dalam (?:\d+ bulan|tempoh|tahun)|wilayah (?:mempunyai|membayar|ini|itu)|jumlah keseluruhan|purata(?! gaji| pendapatan| upah))\b"
)
_NAMED = re.compile(r"\b(?:Encik|Puan|Cik|encik|puan|cik) [A-Z]")
_A_BILL = 200_000_000
"""Below this a sum of dong may be what one person gets or pays."""
_DUE = frozenset({"benefits", "contribution", "support", "contribution_rate"})


def read_laid_down(linker: Linker, view: View) -> None:
    """What anyone gets or pays, in an answer to a reader or said of no one: "Peserta yang melahirkan anak menerima 2 juta dong"."""
    if (
        _TOLD_AS_FACT.search(linker.text, view.sentence.start, view.sentence.end) is not None
        or linker.context.topic is None
    ):
        return
    if _NAMED.search(linker.cased, view.sentence.start, view.sentence.end) is not None:
        return
    topic = linker.context.topic
    anyone = _ANY_ONE.match(linker.text, view.sentence.start)
    answered: bool | None = None
    for own in view.candidates:
        small = own.unit == "percent" or (own.kind == "money" and own.numeral.value < _A_BILL)
        loose = "scenario" not in own.cues or own.scenario == "target"
        if not small or not loose or own.scenario == "rule" or "change" in own.cues or own.base == "plan":
            continue
        if answered is None:
            asked = _ASKED.search(linker.text, 0, min(1200, view.sentence.start + 8))
            answered = asked is not None and "jawapan" in linker.text[: view.sentence.start + 8]
        begun = anyone is not None and anyone.end() <= own.numeral.start
        if not (answered or begun) or (own.scenario == "target" and not answered):
            continue
        got = (
            own.indicator == "other"
            and own.measure is None
            and own.kind == "money"
            and own.scheme != "health_insurance"
        )
        start = linker.atoms[own.first].start
        if (
            got
            and answered
            and topic in _PAID_TO
            and _RECEIVES.search(linker.text, view.sentence.start, start)
        ):
            own.scheme, own.measure, own.indicator = topic, "benefits", f"{topic}.benefits"
            own.cues["measure"] = own.cues["scheme"] = (
                start,
                own.numeral.end,
                "what anyone who asks is to get",
            )
        if own.measure not in _DUE:
            continue
        if topic in _PAID_TO and own.scheme == "insurance" and own.cues["scheme"][2].startswith("default"):
            own.scheme, own.indicator = topic, f"{topic}.{own.measure}"
        own.scenario, own.cues["scenario"] = "rule", (view.sentence.start, start, "what anyone gets or pays")
        own.date_role = own.date_start = own.date_end = None
        own.cues.pop("date", None)
        if own.scope == "whole" and own.kind == "money":
            own.scope, own.cues["scope"] = "each", own.cues["scenario"]


_ENTRY = re.compile(r"\b(?:harga tiket|tiket masuk|bayaran masuk|yuran masuk|tambang|tarif)\b[^.;\n]{0,90}$")


_OF_THOSE = re.compile(
    r" (?:daripadanya|daripada mereka|daripada jumlah (?:ini|itu|tersebut)|di antara mereka|antara mereka)\b"
)


def read_share_of_them(linker: Linker, view: View) -> None:
    """A share of those who get a benefit, told by how they get it, is one of them: "87% daripadanya menerima melalui akaun"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        if (
            own.unit != "percent"
            or left.unit not in ("person", "household", "case")
            or own.measure not in ("benefits", "beneficiaries", None)
        ):
            continue
        found = _OF_THOSE.match(linker.text, own.numeral.end)
        if found is not None and left.measure in ("beneficiaries", "claims", None):
            own.scheme, own.measure, own.indicator, own.base = None, None, "other", "group"
            own.cues["base"] = own.cues["indicator"] = (*found.span(), "share of those just counted")


_DUES_OF_YEAR = {
    "year": (200_000, 2_500_000, "health_insurance"),
    "month": (60_000, 1_500_000, "voluntary_social_insurance"),
}


def read_dues_alone(linker: Linker, view: View) -> None:
    """What somebody thinks of as so much a year, in an article on one scheme that one pays for, is its dues: "1.2 juta dong setahun itu mahal"."""
    topic = linker.context.topic
    for own in view.candidates:
        if own.unit != "VND" or own.indicator != "other" or own.measure is not None or own.per is None:
            continue
        low, high, scheme = _DUES_OF_YEAR.get(own.per, (0, 0, ""))
        if topic != scheme or not low <= own.numeral.value <= high:
            continue
        since = max(
            (c.numeral.end for c in view.candidates if c.index < own.index), default=view.sentence.start
        )
        around = (since, min(view.sentence.end, own.numeral.end + 60))
        if _EARNS.search(linker.text, *around) or _NO_DUES.search(linker.text, *around):
            continue
        own.scheme, own.measure, own.indicator = topic, "contribution", f"{topic}.contribution"
        own.cues["measure"] = own.cues["scheme"] = (*own.cues["per"][:2], "dues by the year or month")
        own.scope, own.cues["scope"] = "each", own.cues["measure"]
        linker._finish_scenario(own)


_NO_DUES = re.compile(
    r"\b(?:sewa|bil|elektrik|air|sekolah|tambang|harga|kredit|pinjaman|faedah|elaun|bantuan|denda|ansuran|belanja|kos)\b"
)


def read_entry(linker: Linker, view: View) -> None:
    """What a ticket costs is laid down by whoever sells it: "harga tiket ialah 200,000 dong bagi orang dewasa"."""
    for own in view.candidates:
        if (
            own.unit != "VND"
            or own.scenario != "actual"
            or own.indicator != "other"
            or own.numeral.value >= _ONE_PAYS
        ):
            continue
        start = linker.atoms[own.first].start
        found = _ENTRY.search(linker.text, view.sentence.start, start)
        if found is not None and own.date_role is None:
            own.scenario, own.cues["scenario"] = "rule", (*found.span(), "price of a ticket")
            own.local = True


_NOT_DECLARED = re.compile(
    r"[^.;,\d\n]{0,24}\b(?:yang )?(?:masih )?(?:belum|tidak) (?:lagi )?(?:didaftarkan|diisytiharkan|dicarumkan|dilaporkan)\b"
)


def read_not_declared(linker: Linker, view: View) -> None:
    """Workers whom an employer has not declared are no members, nor are they won: "mengesan 389 pekerja yang belum didaftarkan"."""
    for own in view.candidates:
        if own.unit == "person" and own.measure in ("participants", "new_participants"):
            found = _NOT_DECLARED.match(linker.text, own.numeral.end)
            if found is not None:
                own.scheme, own.measure, own.indicator = None, None, "other"
                own.cues["indicator"] = (*found.span(), "workers not declared")


_SURPASSES = re.compile(r"\b(?:melebihi|mengatasi|melepasi|melangkaui|melampaui|menjangkaui)(?: sebanyak)? $")
_THE_GOAL = re.compile(
    r" (?:berbanding |daripada |dari )?(?:dengan )?(?:sasaran|matlamat|rancangan|pelan|kuota|target|penunjuk|petunjuk|purata|unjuran|anggaran)\b"
)


def read_surpassed_by(linker: Linker, view: View) -> None:
    """By how much a goal is surpassed is so much, and not more: "melebihi 0.15 mata peratusan sasaran"."""
    for own in view.candidates:
        if own.kind != "percentage" or own.comparator != ">" or own.numeral.value >= 50:
            continue
        start = own.numeral.start
        found = _SURPASSES.search(linker.text, view.sentence.start, start)
        if found is not None and _THE_GOAL.match(linker.text, own.numeral.end) is not None:
            own.comparator = "="
            own.cues.pop("comparator", None)


_HOMES = re.compile(r"\b(?:perumahan|pangsapuri|apartmen|kondominium|rumah (?:mampu milik|pekerja|sosial))\b")
_OF_HOMES = re.compile(r"[\s]*unit\b(?! (?:pentadbiran|perniagaan|sekolah|kesihatan|pekerja|darah|majikan))")


def read_homes(linker: Linker, view: View) -> None:
    """Units of a housing project are homes, and no firms: "Projek itu dengan 1,445 unit"; so are boats and beds no people."""
    for own in view.candidates:
        if own.kind != "count" or own.unit not in ("organization", "person"):
            continue
        if own.unit == "person":
            found = _A_THING.match(linker.text, own.numeral.end)
            if found is not None and own.indicator == "other":
                own.unit, own.cues["unit"] = "item", (*found.span(), "a classifier of things")
            continue
        found = _OF_HOMES.match(linker.text, own.numeral.end)
        if found is None or own.indicator != "other":
            continue
        near = linker.text.rfind("\n", 0, view.sentence.start) + 1
        if _HOMES.search(linker.text, max(near, own.numeral.start - 300), own.numeral.end + 80) or (
            linker.context.topic is None and _HOMES.search(linker.text, 0, 200)
        ):
            own.unit, own.cues["unit"] = "item", (*found.span(), "units of a housing project")


_A_THING = re.compile(r" (?:buah|biji|keping|helai|batang|ekor|bilah|utas|gugus) ")

_COST = re.compile(
    r"\b(?:dana|kos|perbelanjaan|belanjawan|bajet|peruntukan|sumber|kewangan|dibelanjakan|memperuntukkan|diperuntukkan|membelanjakan|jumlah)\b[^.;\n]{0,90}$"
)


def _schemes_of_head(linker: Linker) -> set[str]:
    """The schemes that title and lead name."""
    end = linker.text.find("\n", 200)
    head = takewhile(lambda atom: atom.start < end, linker.atoms)
    return {a.tags["scheme"] for a in head if "scheme" in a.tags and "agency" not in a.tags} - {"insurance"}


def read_cost_of_help(linker: Linker, view: View) -> None:
    """What help with premiums costs a budget is help, in an article on it: "Dana pelaksanaan dianggarkan 268 bilion dong setahun"."""
    for own in view.candidates:
        if own.unit != "VND" or own.indicator != "other" or own.numeral.value < 1_000_000_000:
            continue
        if view.sentence.paragraph == 0 or not linker._is_about_support():
            continue
        start = linker.atoms[own.first].start
        found = _COST.search(linker.text, view.sentence.start, start)
        if found is None or view.sentence.paragraph - linker.context.support_paragraph > 4:
            continue
        named = _schemes_of_head(linker)
        scheme = next(iter(named)) if len(named) == 1 else "insurance"
        own.scheme, own.measure, own.indicator = scheme, "support", f"{scheme}.support"
        own.cues["measure"] = own.cues["scheme"] = (*found.span(), "what help with premiums costs")


_ADJECTIVE = re.compile(
    r" (?!untuk|bagi|dengan|kepada|dan|atau|yang|dalam|pada|di|ke|oleh|daripada|membayar|menerima)[a-z]{4,14}(?: (?:ialah|seramai|sebanyak|mencapai|iaitu))? $"
)


def read_noun_before(linker: Linker, view: View) -> None:
    """People counted behind their noun and its adjective: "di mana tetamu antarabangsa 5.9 juta"."""
    for own in view.candidates:
        if own.kind != "count" or own.own_unit or own.unit != "item" or own.first <= view.sentence.low:
            continue
        noun = linker.atoms[own.first - 1]
        if noun.tags.get("unit") not in ("person", "household") or noun.number is not None:
            continue
        if _ADJECTIVE.fullmatch(
            linker.text, noun.end, linker.atoms[own.first].start
        ) and not linker._has_unknown_noun(own):
            own.unit, own.cues["unit"] = (
                noun.tags["unit"],
                (noun.start, noun.end, "counted noun before the number"),
            )


_PAST_GOAL = re.compile(
    r"\b(?:melepasi|melebihi|mengatasi|melampaui|melangkaui|berbanding|daripada|menepati|memenuhi|mencapai) "
    r"(?:kuota|sasaran|target|matlamat|rancangan|pelan|petunjuk|penunjuk)(?: (?:yang|iaitu|sebanyak|seramai|hanya|asal|diberikan|ditetapkan))* $"
)


def read_goal_passed(linker: Linker, view: View) -> None:
    """The number of a goal that was passed is the goal, of what was just counted: "74 orang baharu, melepasi kuota 60"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        if own.kind != "count" or left.kind != "count" or own.own_unit or left.indicator == "other":
            continue
        found = _PAST_GOAL.search(linker.text, left.numeral.end, linker.atoms[own.first].start)
        if found is None or own.numeral.value >= left.numeral.value * 3:
            continue
        own.unit, own.cues["unit"] = left.unit, (*left.cues["unit"][:2], "goal of those counted")
        own.scheme, own.measure, own.indicator = left.scheme, left.measure, left.indicator
        own.cues["measure"] = own.cues["scheme"] = (*left.cues["value"][:2], "goal of those counted")
        own.scenario, own.cues["scenario"] = "target", (*found.span(), "goal that was passed")
        own.comparator, own.negative = "=", False
        own.cues.pop("comparator", None)
        own.cues.pop("change", None)
        own.date_role = own.date_start = own.date_end = None
        own.cues.pop("date", None)


_NUMBER_OF = re.compile(r"[\s\"]*(?:walaupun |manakala )?(?:bilangan|jumlah)\b")


def read_number_of(linker: Linker, view: View) -> None:
    """Bare counts in a sentence on the number of something count it: "Bilangan unit yang lewat mengecil, dari 1,214 kepada 968"."""
    if _NUMBER_OF.match(linker.text, view.sentence.start) is None or not view.candidates:
        return
    low, first = view.sentence.low, view.candidates[0].first
    told = next((a for a in linker.atoms[low : min(low + 3, first)] if "unit" in a.tags), None)
    for own in view.candidates if told is not None else ():
        bare = (
            own.kind == "count"
            and not own.own_unit
            and own.unit == "item"
            and own.cut in ("", "none", "conjunction")
        )
        if bare and told is not None and not linker._has_unknown_noun(own):
            own.unit, own.cues["unit"] = (
                told.tags["unit"],
                (told.start, told.end, "the number of what the sentence begins with"),
            )


_PLEDGES = re.compile(
    r"(?:[^.;,\d\n]{0,60} yang| [a-z]+| [a-z]+ [a-z]+)? (?:telah |sudah |pula |masih )?(?:menjangka|menjangkakan|berikrar|berjanji|bersetuju|komited|mahu|ingin|berhasrat|bercadang|bersumpah|menyatakan hasrat|berharap)\b"
)


def read_pledged(linker: Linker, view: View) -> None:
    """Those who pledge or wish something are counted: "58 majikan berikrar membayar secara ansuran"."""
    for own in view.candidates:
        cue = own.cues.get("scenario")
        if own.scenario != "target" or cue is None or cue[0] < own.numeral.end or own.kind != "count":
            continue
        found = _PLEDGES.match(linker.text, own.numeral.end)
        if found is not None and found.end() >= cue[0] and own.date_role != "deadline":
            own.scenario = "actual"
            own.cues.pop("scenario")


_PLAN_LABEL = re.compile(
    r"[\s\"-]*(?:rancangan|pelan|sasaran|kuota|petunjuk|target|matlamat)(?: (?:bagi|untuk|tahun|pada))* (20\d\d) ?:"
)


def read_plan_label(linker: Linker, view: View) -> None:
    """What stands behind the label of a year's plan is planned for it: "Rancangan 2026: 98% penerima dibayar tanpa tunai"."""
    found = _PLAN_LABEL.match(linker.text, view.sentence.start)
    told = linker.published
    if found is None or told is None or int(found[1]) < told.year:
        return
    for own in view.candidates:
        if own.scenario == "actual" and (
            "scenario" not in own.cues or own.cues["scenario"][0] < own.numeral.start
        ):
            own.scenario, own.cues["scenario"] = "target", (*found.span(), "label of a year's plan")
            if own.date_role is None:
                own.date_role, own.date_end = "deadline", date(int(found[1]), 12, 31)
                own.cues["date"] = (*found.span(1), "year of the plan")


_COMPARED_WITH = re.compile(
    r"\b(?:berbanding|naik daripada|meningkat daripada|turun daripada|menurun daripada|dibandingkan dengan)(?: hanya| cuma)? $"
)


def read_compared_share(linker: Linker, view: View) -> None:
    """What a share is compared with is a share of the same: "93.8% menerimanya melalui bank, berbanding 86.5% pada 2024"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        if (
            own.unit != "percent"
            or left.unit != "percent"
            or left.indicator != "other"
            or own.indicator == "other"
        ):
            continue
        found = _COMPARED_WITH.search(linker.text, left.numeral.end, linker.atoms[own.first].start)
        if found is not None and "in the figure" not in own.cues.get("measure", ("", "", ""))[2]:
            own.scheme, own.measure, own.indicator, own.base = None, None, "other", left.base
            own.cues["indicator"] = (*found.span(), "share of the same as the one compared")


_GET_IT = re.compile(
    r"[^.;,\n]{0,90}\b(?:menerima|mendapat|menikmati|memperoleh) (?:elaun|pencen|faedah|manfaat|bayaran sekali|bantuan pengangguran)"
)


def read_get_it(linker: Linker, view: View) -> None:
    """People of whom it is said, behind what they are, that they get an allowance receive it: "9,300 warga tua tanpa pencen mula menerima elaun"."""
    for at, own in enumerate(view.candidates):
        if own.unit != "person" or own.measure != "participants" or own.scheme is None:
            continue
        if "people of a scheme" not in own.cues.get("measure", ("", "", ""))[2]:
            continue
        found = _GET_IT.match(linker.text, own.numeral.end, view.sentence.end)
        stop = view.candidates[at + 1].numeral.start if at + 1 < len(view.candidates) else view.sentence.end
        if found is not None and found.end() <= stop:
            own.measure, own.indicator = "beneficiaries", f"{own.scheme}.beneficiaries"
            own.cues["measure"] = (*found.span(), "people who get it")


_VISITS_OF = re.compile(
    r" (?:lawatan|kunjungan|kemasukan hospital|rawatan|pemeriksaan|giliran pesakit|giliran pemeriksaan)\b"
)


def read_visits(linker: Linker, view: View) -> None:
    """Visits counted in an article on insurance are to care, which health insurance pays: "5.1 juta lawatan direkodkan"."""
    for own in view.candidates:
        if own.unit == "case" and own.measure == "claims" and own.scheme == "insurance":
            found = _VISITS_OF.match(linker.text, linker.atoms[own.index].end)
            if found is not None and own.numeral.value >= 1000:
                own.scheme, own.indicator = "health_insurance", "health_insurance.claims"
                own.cues["scheme"] = (*found.span(), "visits to care")


_WAY_OF_PAY = re.compile(
    r"[^.;,\d\n]{0,50}\b(?:tanpa tunai|bukan tunai|melalui (?:akaun|bank|kad|pos|atm)|akaun bank|secara tunai|menerusi (?:akaun|bank)|ke akaun)\b"
)
_KINDS: dict[str, Base] = {
    "penduduk": "population",
    "rakyat": "population",
    "warga": "population",
    "isi rumah": "households",
    "keluarga": "households",
    "pelajar": "students",
    "murid": "students",
    "pekerja": "workforce",
}


def read_way_of_pay(linker: Linker, view: View) -> None:
    """How receivers are paid is no benefit, and who holds a card that the state pays for is covered: "98% penerima dibayar tanpa tunai"."""
    for own in view.candidates:
        if own.unit != "percent" or "change" in own.cues or own.base == "plan":
            continue
        found = _WAY_OF_PAY.match(linker.text, own.numeral.end)
        if found is not None and own.measure in ("benefits", "beneficiaries", "coverage_rate"):
            own.scheme, own.measure, own.indicator, own.base = None, None, "other", "group"
            own.cues["base"] = own.cues["indicator"] = (*found.span(), "how receivers are paid")
            if "set by" in own.cues.get("scenario", ("", "", ""))[2]:
                own.scenario = "actual"
                own.cues.pop("scenario")
            continue
        found = _OF_THOSE_WHO.match(linker.text, own.numeral.end)
        if found is not None and own.measure in ("benefits", "support") and own.scheme is not None:
            own.measure, own.indicator = "coverage_rate", f"{own.scheme}.coverage_rate"
            own.cues["measure"] = (*found.span(), "share of those who are insured")
            own.base = next((base for word, base in _KINDS.items() if word in found[0][:24]), "group")
            own.cues["base"] = own.cues["measure"]
            if "set by" in own.cues.get("scenario", ("", "", ""))[2]:
                own.scenario = "actual"
                own.cues.pop("scenario")


_FINE = re.compile(r"\b(?:denda|penalti|caj lewat|kompaun)\b[^.;\n]{0,60}$")
_WAS_FINED = re.compile(
    r"\b(?:telah|sudah|didenda|berjumlah|bernilai|sejumlah|dikeluarkan|mengeluarkan|keputusan|dikenakan|mengutip|dikutip|kali|unit)\b"
)


def read_fine(linker: Linker, view: View) -> None:
    """How much a fine comes to, told of nobody, is laid down: "Denda pentadbiran: 12% hingga 15% daripada tunggakan"."""
    fined = False
    for own in view.candidates:
        if own.kind not in ("percentage", "money") or own.scenario != "actual" or own.date_role is not None:
            continue
        start = linker.atoms[own.first].start
        told = _FINE.search(linker.text, view.sentence.start, start)
        if (
            _WAS_FINED.search(linker.text, view.sentence.start, view.sentence.end) is not None
            or own.base == "plan"
        ):
            return
        limit = fined and own.comparator in ("<=", ">=")
        if told is None and not limit:
            continue
        fined = True
        own.scenario, own.cues["scenario"] = "rule", (view.sentence.start, start, "what a fine comes to")
        own.scheme, own.measure, own.indicator = None, None, "other"
        own.cues["indicator"] = own.cues["scenario"]


_RENEWED = re.compile(
    r"\b(?:kadar|nisbah|peratusan|peratus)\b[^.;,\d\n]{0,60}\b(?:menyambung|memperbaharui|memperbaharuinya|pembaharuan|penyambungan|pengekalan|sambungan)\b[^.;,\d\n]{0,30}$"
)


_WHOLE_YEAR = re.compile(r"(?:sepanjang|seluruh|keseluruhan|untuk seluruh) tahun|setahun penuh")


def read_whole_year(linker: Linker, view: View) -> None:
    """What was done in the whole year, told in January or February, was done in the last: "Kutipan sepanjang tahun ..."."""
    if linker.published is None or linker.published.month > 2:
        return
    for own in view.candidates:
        cue, start, end = own.cues.get("date"), own.date_start, own.date_end
        if cue is None or start is None or end is None or own.scenario != "actual":
            continue
        if end == date(linker.published.year, 12, 31) and _WHOLE_YEAR.fullmatch(linker.text, cue[0], cue[1]):
            own.date_start, own.date_end = start.replace(year=end.year - 1), end.replace(year=end.year - 1)


def read_renewed(linker: Linker, view: View) -> None:
    """The share of members who go on paying is no rate of dues, nor a coverage: "kadar peserta yang menyambung caruman hanya 71.4%"."""
    for own in view.candidates:
        if own.unit != "percent" or "change" in own.cues or own.measure in ("plan_completion", "growth"):
            continue
        found = _RENEWED.search(linker.text, view.sentence.start, linker.atoms[own.first].start)
        if found is not None:
            own.scheme, own.measure, own.indicator, own.base = None, None, "other", "group"
            own.cues["base"] = own.cues["indicator"] = (*found.span(), "share of members who go on")
            if own.scenario == "rule":
                own.scenario = "actual"
                own.cues.pop("scenario", None)


_OF_SCHEME = re.compile(r" (?:insurans|bhxh|bhyt|bhtn)\b")


def read_listed_schemes(linker: Linker, view: View) -> None:
    """Bare counts of schemes listed on are people, as the first are: "301 insurans kesihatan dan 85 insurans sosial sukarela"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        bare = own.kind == "count" and not own.own_unit and own.unit == "item" and own.indicator == "other"
        if not bare or left.unit != "person" or left.measure not in ("participants", "new_participants"):
            continue
        found = _OF_SCHEME.match(linker.text, own.numeral.end)
        named = next((m for m in view.schemes if found is not None and m.start == own.numeral.end + 1), None)
        if named is not None and own.cut in ("conjunction", "comma"):
            own.unit, own.scheme, own.measure = "person", named.value, left.measure
            own.indicator = f"{own.scheme}.{own.measure}"
            own.cues["unit"] = own.cues["measure"] = own.cues["scheme"] = (
                named.start,
                named.end,
                "members of schemes listed",
            )


_OWN_BILL = re.compile(
    r"\b(?:bil|kos|belanja|perbelanjaan|bayaran|hospital|pembedahan|rawatan|dibedah|menjalani)\b"
)
_OF_ONE = re.compile(
    r"\b(?:saya|kami|keluarganya|keluarga itu|keluarga saya|beliau|dia|isterinya|suaminya|ibunya|bapanya|anaknya|pesakit itu)\b"
)
_COVERED = re.compile(
    r"\b(?:dana|tabung|kad|insurans|bhyt|polisi)\b[^.;,\n]{0,40}\b(?:menanggung|membayar|menampung|membiayai|melindungi|menyelesaikan|ditanggung|dibayar)\b"
)


def read_own_bill(linker: Linker, view: View) -> None:
    """What care cost somebody, and what he paid of it himself, is no benefit nor due: "Bil ibu saya 85.5 juta, kami cuma bayar 17.1 juta"."""
    start = view.sentence.start
    bill = False
    for own in view.candidates:
        if (
            own.unit != "VND"
            or own.measure not in ("benefits", "contribution", "support")
            or own.per is not None
        ):
            continue
        clause = max(
            start,
            linker.text.rfind(",", start, own.numeral.start),
            linker.text.rfind(";", start, own.numeral.start),
        )
        told = _OWN_BILL.search(linker.text, clause, own.numeral.start)
        if _COVERED.search(linker.text, clause, min(view.sentence.end, own.numeral.end + 60)) is not None:
            continue
        one = _OF_ONE.search(linker.text, start, min(view.sentence.end, own.numeral.end + 30))
        if not ((told or bill) and one and 500_000 <= own.numeral.value < _A_BILL * 10):
            continue
        if own.measure == "benefits" or bill:
            bill = True
            own.scheme, own.measure, own.indicator = None, None, "other"
            own.cues["indicator"] = (*one.span(), "somebody's own bill")
            own.scenario = "actual"
            own.cues.pop("scenario", None)
            if own.scope in ("whole", "each"):
                own.scope, own.cues["scope"] = "part", own.cues["indicator"]


_DEBTOR = re.compile(
    r"\b(?:penghutang|berhutang|menunggak|hutang|tunggakan|lewat (?:mem)?bayar\w*|liat membayar)\b"
)
_FIRM = re.compile(
    r"\b(?:syarikat|kilang|koperasi|perusahaan|hospital|ladang|firma|kumpulan|perbadanan|sekolah|universiti)\b"
)


def read_debtors(linker: Linker, view: View) -> None:
    """Sums behind firms listed as debtors are what they owe: "Antara yang menunggak: Syarikat A (18.6 bilion dong), Syarikat B …"."""
    told = linker.money if linker.money is not None and linker.money.measure == "arrears" else None
    if linker.context.topic is None and told is None:
        return
    since = view.sentence.start
    for own in view.candidates:
        if (
            own.unit == "VND"
            and own.indicator == "other"
            and own.scenario == "actual"
            and own.numeral.value >= 50_000_000
        ):
            debtor = _DEBTOR.search(linker.text, view.sentence.start, own.numeral.start)
            firm = _FIRM.search(linker.text, since, own.numeral.start)
            if (
                debtor is not None
                and firm is not None
                and _FINED.search(linker.text, since, own.numeral.start) is None
            ):
                scheme = "insurance" if told is None or told.scheme is None else told.scheme
                named = [m.value for m in view.schemes if m.last < own.first]
                own.scheme, own.measure = named[-1] if named else scheme, "arrears"
                own.indicator = f"{own.scheme}.arrears"
                own.cues["measure"] = own.cues["scheme"] = (
                    *debtor.span(),
                    "what firms listed as debtors owe",
                )
                if own.scope == "whole":
                    own.scope, own.cues["scope"] = "part", (*firm.span(), "a firm")
        since = own.numeral.end


_FINED = re.compile(
    r"\b(?:denda|didenda|penalti|kompaun|modal|keuntungan|cukai|pinjaman|melabur|pelaburan)\b"
)


CONSTRUCTIONS = (
    read_change_by,
    read_compared,
    read_sorted,
    read_its_rate,
    read_one_of_a_kind,
    read_named_place,
    read_opening_phrase,
    read_quoted,
    read_added_share,
    read_listed_place,
    read_left_to_pay,
    read_sum_for_one,
    read_they_all,
    read_share_among,
    read_mean,
    read_all_of,
    read_short_by,
    read_paid_by,
    read_alone,
    read_entitled,
    read_of_one,
    read_drawn,
    read_ordered,
    read_plan_of,
    read_plan_is,
    read_member_pays,
    read_helped_by_month,
    read_at_once,
    read_goal_set_against,
    read_share_of_pay,
    read_pension_share,
    read_share_of_bill,
    read_rate_of_debt,
    read_other_gatherings,
    read_goal_met,
    read_none_below,
    read_found_work,
    read_mean_for_one,
    read_under_act,
    read_still_to_come,
    read_spent_by_budget,
    read_helped_groups,
    read_if,
    read_council_support,
    read_norm,
    read_making_up,
    read_of_data,
    read_base_of_change,
    read_of_them,
    read_this_rate,
    read_paid_people,
    read_receives,
    read_branches,
    read_cases_of_police,
    read_rate_of_told,
    read_rate_in_money,
    read_from_number,
    read_makes_up,
    read_for_so_long,
    read_listed_plan,
    read_that_number,
    read_sum_of_all,
    read_no_time,
    read_laid_down,
    read_share_of_them,
    read_dues_alone,
    read_entry,
    read_not_declared,
    read_surpassed_by,
    read_homes,
    read_cost_of_help,
    read_own_bill,
    read_listed_schemes,
    read_renewed,
    read_whole_year,
    read_way_of_pay,
    read_fine,
    read_number_of,
    read_pledged,
    read_plan_label,
    read_compared_share,
    read_get_it,
    read_visits,
    read_goal_passed,
    read_debtors,
    read_noun_before,
)
