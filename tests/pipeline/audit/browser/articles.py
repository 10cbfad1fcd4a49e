"""Articles for the browser's tests: one event in four languages, and texts that break pages which do not take care."""

from __future__ import annotations

from typing import Any

ORIGIN = "https://example.vn/vinh-long-bao-hiem-y-te"


def _edition(article_id: str, lang: str, *lines: str, **more: Any) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "lang": lang,
        "url": f"https://example.com/{article_id}",
        "origin_url": ORIGIN,
        "published": "2025-11-18",
        "province": "Vĩnh Long",
        "title": lines[0],
        "text": "\n".join(lines),
        **more,
    }


LAO = _edition(
    "lo-vinh-long",
    "lo",
    "😀 ຫວິງລອງ: ການປົກຄຸມປະກັນສຸຂະພາບ 👩‍👩‍👧",
    "ມາຮອດວັນທີ 31 ຕຸລາ 2025, ແຂວງ ຫວິງລອງ ມີຜູ້ເຂົ້າຮ່ວມປະກັນສຸຂະພາບ 3.120.000 ຄົນ, ເທົ່າກັບ 93,4% ຂອງພົນລະເມືອງ.",
    "ແຂວງສູ້ຊົນໃຫ້ການປົກຄຸມປະກັນສຸຂະພາບບັນລຸ 95,2% ຂຶ້ນໄປ ພາຍໃນປີ 2026. ກອງປະຊຸມມີຜູ້ເຂົ້າຮ່ວມ 62 ຄົນ.",
)
THAI = _edition(
    "th-vinh-long",
    "th",
    "หวิญลอง: ความครอบคลุมประกันสุขภาพ",
    "ณ วันที่ 31 ตุลาคม 2568 จังหวัดหวิญลองมีผู้เข้าร่วมประกันสุขภาพ 3,120,000 คน คิดเป็นร้อยละ 93.4 ของประชากร",
    "ภายในปี 2569 จังหวัดตั้งเป้าให้ความครอบคลุมประกันสุขภาพถึง 95.2% ขึ้นไป มีผู้เข้าประชุม 62 คน",
)
FRENCH = _edition(
    "fr-vinh-long",
    "fr",
    "Vinh Long : la couverture de l'assurance maladie",
    "Au 31 octobre 2025, la province de Vinh Long comptait 3 120 000 participants à l'assurance maladie, soit 93,4 % de la population.",
    "D'ici 2026, la province vise une couverture de l'assurance maladie de 95,2 % ou plus. La réunion a rassemblé 62 personnes.",
)
MALAY = _edition(
    "ms-vinh-long",
    "ms",
    "Vinh Long: liputan insurans kesihatan",
    "Setakat 31 Oktober 2025, wilayah Vinh Long mempunyai 3,120,000 peserta insurans kesihatan, iaitu 93.4% daripada penduduk.",
    "Menjelang 2026, wilayah itu menyasarkan liputan insurans kesihatan sebanyak 95.5% ke atas.",
)
HOSTILE = {
    "article_id": "fr-hostile",
    "lang": "fr",
    "published": "2025-11-18",
    "title": "</title></script><script>window.broken = 'title'</script>",
    "text": "</title></script><script>window.broken = 'title'</script>\n"
    "À ce jour, 84,5 % des habitants participent à l'assurance maladie </script><script>window.broken = 'text'</script> "
    "<img src=x onerror=\"window.broken = 'image'\"> &lt;b&gt; {{ 7 * 7 }} \u202eelbitnev\u202c.",
}
CRLF = {
    "article_id": "fr-crlf",
    "lang": "fr",
    "published": "2025-11-18",
    "title": "Lignes",
    "text": "Bulletin de la province\r\n\r\nÀ ce jour, 77,9 % des habitants participent à l'assurance maladie.\r\n"
    "D'ici 2030, la province vise 91,5 % de la population à l'assurance maladie.\r\n",
}
MISSED = {
    "article_id": "th-missed",
    "lang": "th",
    "published": "2025-11-18",
    "title": "แขวงแห่งหนึ่ง",
    "text": "แขวงแห่งหนึ่ง\nประชากรร้อยละ 88.5 มีบัตรประกันสุขภาพ อายุ 41 ปี",
}


def bulletin(number: int) -> dict[str, Any]:
    """One of many alike, so that a queue has something to go through."""
    return {
        "article_id": f"fr-bulletin-{number}",
        "lang": "fr",
        "published": "2025-11-18",
        "title": f"Bulletin numéro {number}",
        "text": f"Communes de la province, bulletin numéro {number}\n"
        f"D'ici 2030, la province vise {80 + number / 10:.1f} % de la population à l'assurance maladie.\n".replace(
            ".", ",", 1
        )
        + f"À ce jour, {60 + number} % des habitants participent à l'assurance maladie.",
    }


ALL: list[dict[str, Any]] = [LAO, THAI, FRENCH, MALAY, HOSTILE, CRLF, MISSED, *map(bulletin, range(1, 9))]
