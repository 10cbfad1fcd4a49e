"""A page as it was served becomes an article under its canonical address, in its edition's language, or is refused."""

from __future__ import annotations

import gzip
import pickle
from datetime import UTC, date, datetime
from typing import Any

import pytest

from corpus.sample import SAMPLE_DIR
from pipeline.articles import MadeArticle, make_article_from_response
from pipeline.errors import RejectedError
from schemas.fetches import Response

SLUG = "vinh-long-45-ngay-tang-toc-nang-ty-le-bao-phu-bao-hiem-y-te"
LANGUAGES = ("lo", "ms", "th", "nb", "fr")
CODES = {"nb": "no"}
MOMENT = datetime(2025, 11, 19, 1, tzinfo=UTC)


def address(lang: str) -> str:
    return f"https://www.vietnam.vn/{CODES.get(lang, lang)}/{SLUG}"


def sample(lang: str) -> str:
    return (SAMPLE_DIR / lang / f"{lang}-vinh-long.html").read_text("utf-8")


def make(body: bytes | str, lang: str = "fr", kind: str | None = "text/html", **more: Any) -> MadeArticle:
    response = Response.model_validate(
        {
            "url": address(lang),
            "fetched_at": MOMENT,
            "kind": "article",
            "language": lang,
            "status": 200,
            "headers": (("Content-Type", kind),) if kind is not None else (),
        }
        | more
    )
    return make_article_from_response(response, body.encode() if isinstance(body, str) else body)


def refusal(*arguments: Any, **more: Any) -> RejectedError:
    with pytest.raises(RejectedError) as refused:
        make(*arguments, **more)
    return refused.value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_of_each_edition_becomes_an_article(lang: str) -> None:
    made = make(sample(lang), lang)
    article = made.article
    assert article.article_id == article.url == address(lang)
    assert article.lang == lang
    assert article.published == date(2025, 11, 18)
    assert article.title == article.text.split("\n")[0]
    assert article.origin_url is not None
    assert article.origin_url.startswith("https://baovinhlong.com.vn/")
    assert made.notes == []
    assert made.layout is not None
    assert made.layout.name == "vietnam-vn 1"


def test_what_is_made_can_be_sent_to_another_process() -> None:
    made = make(sample("lo"), "lo")
    assert pickle.loads(pickle.dumps(made)) == made


def test_a_body_is_decoded_where_that_was_not_done_before() -> None:
    response = Response(
        url=address("fr"),
        fetched_at=MOMENT,
        kind="article",
        language="fr",
        status=200,
        headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip")),
        body=gzip.compress(sample("fr").encode()),
    )
    assert make_article_from_response(response).article == make(sample("fr")).article


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_that_came_back_in_another_language_is_no_article(lang: str) -> None:
    other = "fr" if lang != "fr" else "ms"
    refused = refusal(sample(other), lang)
    assert (refused.code, refused.field) == ("wrong_language", "lang")
    assert f"asked for the edition {lang!r}, the text is in {other!r}" in str(refused)


def test_the_address_tells_the_edition_where_the_archive_does_not() -> None:
    assert make(sample("nb"), "nb", language=None).article.lang == "nb"
    assert refusal(sample("fr"), "nb", language=None).code == "wrong_language"


def test_the_language_is_recognised_where_nothing_tells_it() -> None:
    assert make(sample("th"), language=None, url="https://example.org/a").article.lang == "th"


def test_a_paper_of_a_province_gives_its_province() -> None:
    page = sample("fr").replace("https://www.vietnam.vn/fr/", "https://baonghean.vn/fr/")
    made = make(page, url=f"https://baonghean.vn/fr/{SLUG}-10312.html")
    assert made.article.province == "Nghệ An"
    assert made.layout is None
    origin = page.replace("https://baovinhlong.com.vn/", "https://baodaklak.vn/")
    assert make(origin).article.province == "Đắk Lắk"


@pytest.mark.parametrize(
    "named",
    [
        f"https://www.vietnam.vn/{SLUG}",
        f"https://www.vietnam.vn/en/{SLUG}",
        "https://baovinhlong.com.vn/thoi-su/a-b-c.html",
    ],
)
def test_a_page_that_names_another_edition_or_host_as_itself_keeps_its_own_address(named: str) -> None:
    made = make(sample("fr").replace(address("fr"), named))
    assert made.article.article_id == made.article.url == address("fr")


def test_a_page_under_an_address_of_its_own_is_known_by_the_one_that_it_names() -> None:
    made = make(sample("fr"), url=f"https://thongtin.vietnam.vn/fr/{SLUG}?utm_source=x")
    assert made.article.article_id == address("fr")


@pytest.mark.parametrize(
    ("encoding", "kind"),
    [
        ("cp874", "text/html; charset=TIS-620"),
        ("cp874", "text/html"),
        ("cp874", "text/html; charset=utf-8"),
        ("utf-8", "text/html; charset=windows-874"),
        ("utf-16-le", "text/html; charset=utf-16"),
    ],
)
def test_a_thai_page_is_read_whatever_it_is_said_to_be_encoded_in(encoding: str, kind: str) -> None:
    # What windows-874 cannot write is written as in such pages: by number.
    body = sample("th").encode(encoding, "xmlcharrefreplace")
    assert make(body, "th", kind).article.text == make(sample("th"), "th").article.text


def test_the_header_tells_an_encoding_that_the_page_does_not() -> None:
    page = sample("fr").replace('<meta charset="utf-8">', "")
    body = page.encode("cp1250", "xmlcharrefreplace")
    assert "Département" in make(body, kind="text/html; charset=windows-1250").article.text


def test_a_page_dated_after_its_fetching_has_no_date() -> None:
    made = make(sample("fr"), fetched_at=datetime(2025, 11, 16, tzinfo=UTC))
    assert made.article.published is None
    assert [(note.code, note.field) for note in made.notes] == [("invalid_date", "published")]
    assert make(sample("fr"), fetched_at=datetime(2025, 11, 17, 22, tzinfo=UTC)).article.published == date(
        2025, 11, 18
    )


def test_a_body_that_is_not_whole_is_read_and_noted() -> None:
    made = make(sample("fr")[:9000], truncated="length")
    assert [note.code for note in made.notes] == ["truncated"]


@pytest.mark.parametrize(
    ("body", "more", "code"),
    [
        ("", {}, "empty_page"),
        ("<html><body></body></html>", {}, "no_article"),
        (sample("fr"), {"status": 404}, "no_success"),
        (sample("fr"), {"kind": "application/pdf"}, "not_a_page"),
        (b"\x89PNG\r\n\0\0\0\0", {"kind": None}, "not_text"),
        (b"\0" * 1000, {}, "not_text"),
    ],
)
def test_what_is_no_page_is_refused_with_a_reason(body: bytes | str, more: dict[str, Any], code: str) -> None:
    assert refusal(body, **more).code == code
