"""A source is one file: whatever is wrong in it is told with its name and key."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.fetch.editions import list_editions, read_address
from pipeline.sources import FOLDER_VARIABLE, canonical_host, find_source, load_sources, source_of
from schemas import DataFileError
from schemas.sources import Layout

FILE = """
title = "A"
hosts = ["a.vn", "www.a.vn"]
canonical_host = "a.vn"
[languages]
no = "nb"
[[discovery]]
kind = "sitemap"
url = "https://a.vn/s.xml"
[articles]
address = 'https://a\\.vn/(?P<code>[a-z]{2})/(?P<slug>[a-z-]+)'
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    return tmp_path


def test_every_source_that_is_named_is_shipped_and_reads() -> None:
    hosts = {
        "www.vietnam.vn", "vietnam.vn", "thongtin.vietnam.vn", "baocantho.com.vn", "baodaklak.vn", "baodongnai.com.vn",
        "laocai.gov.vn", "baonghean.vn", "fr.vietnamplus.vn", "fr.nhandan.vn", "lecourrier.vn", "vovworld.vn",
        "vietnam.vnanet.vn",
    }  # fmt: skip
    known = {host for source in load_sources().values() for host in source.hosts}
    assert hosts <= known


def test_all_five_languages_are_fetched_from_somewhere() -> None:
    assert {language for source in load_sources().values() for language in source.languages.values()} == {
        "lo", "ms", "th", "nb", "fr"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("url", "code", "language", "key"),
    [
        ("https://www.vietnam.vn/lo/bac-ninh-95-bao-hiem", "lo", "lo", "bac-ninh-95-bao-hiem"),
        ("https://thongtin.vietnam.vn/no/bac-ninh-95-bao-hiem", "no", "nb", "bac-ninh-95-bao-hiem"),
        ("https://vietnam.vn/bac-ninh-95-bao-hiem?utm_source=x#c", "vi", None, "bac-ninh-95-bao-hiem"),
        ("https://www.vietnam.vn/en/bac-ninh-95-bao-hiem", "en", None, "bac-ninh-95-bao-hiem"),
    ],
)
def test_addresses_of_vietnam_vn(url: str, code: str, language: str | None, key: str) -> None:
    article = read_address(find_source("vietnam-vn"), url)
    assert article is not None
    assert (article.code, article.language, article.edition_key) == (code, language, key)
    assert article.url.startswith("https://www.vietnam.vn/")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.vietnam.vn/",
        "https://www.vietnam.vn/lo",
        "https://www.vietnam.vn/lo/category/xa-hoi",
        "https://a.vn/lo/x-y-z",
    ],
)
def test_what_is_no_article_of_vietnam_vn(url: str) -> None:
    assert read_address(find_source("vietnam-vn"), url) is None


def test_the_five_editions_of_an_article_are_built_from_its_slug() -> None:
    editions = list_editions(find_source("vietnam-vn"), "a-b-c")
    assert [(edition.url, edition.language) for edition in editions] == [
        (f"https://www.vietnam.vn/{code}/a-b-c", language)
        for code, language in (("lo", "lo"), ("ms", "ms"), ("th", "th"), ("no", "nb"), ("fr", "fr"))
    ]


@pytest.mark.parametrize(
    ("slug", "url"),
    [
        ("baonghean", "https://baonghean.vn/fr/la-couverture-atteint-95-10312345.html"),
        ("vovworld", "https://vovworld.vn/lo-LA/tin-tuc/abc-1234567.vov"),
        ("vnanet-lao", "https://vietnam.vnanet.vn/lao/tin-tuc/abc-392812.html"),
    ],
)
def test_addresses_of_papers(slug: str, url: str) -> None:
    article = read_address(find_source(slug), url)
    assert article is not None
    assert article.language in ("fr", "lo")
    assert article.edition_key is None


def test_an_origin_tells_the_province_of_its_articles() -> None:
    source = source_of("https://baodaklak.vn/xa-hoi/202611/x.htm")
    assert source is not None
    assert (source.province, source.is_fetched) == ("Đắk Lắk", False)
    assert source_of("https://nobody.example/x") is None
    assert source_of(None) is None


def test_an_own_folder_adds_a_source_and_replaces_one_of_the_same_name(folder: Path) -> None:
    (folder / "a.toml").write_text(FILE, "utf-8")
    (folder / "baonghean.toml").write_text(FILE.replace("a.vn", "n.vn"), "utf-8")
    assert canonical_host("www.a.vn") == ("https", "a.vn")
    assert find_source("baonghean").canonical_host == "n.vn"
    assert find_source("vietnam-vn").canonical_host == "www.vietnam.vn"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("canonical_host", "canonical_hots", "canonical_hots"),
        ('canonical_host = "a.vn"', 'canonical_host = "b.vn"', "not one of hosts"),
        ('"a.vn", ', '"A.vn", ', "lower case"),
        ('no = "nb"', 'no = "no"', "languages.no"),
        ("(?P<slug>", "(?P<slug", "regular expression"),
        ('url = "https://a.vn/s.xml"', "", "has a url"),
        ('kind = "sitemap"', 'kind = "map"', "discovery.0.kind"),
        ("[articles]", "[politeness]\nspacing = -1\n[articles]", "politeness.spacing"),
        ("[articles]", "[expected]\nminimum = 5\nmaximum = 4\n[articles]", "below the minimum"),
        ('title = "A"', 'title = "A"\nprovince = "Dak Lak"', "canonical name"),
        ("[languages]", "[languages", "a.toml"),
        ("[articles]", "[articles]\nedition = 'https://a.vn/{code}'", "lacks"),
    ],
)
def test_what_is_wrong_in_a_file_is_told(folder: Path, old: str, new: str, told: str) -> None:
    assert old in FILE
    (folder / "a.toml").write_text(FILE.replace(old, new, 1), "utf-8")
    with pytest.raises(DataFileError, match=re.escape(told)) as fault:
        load_sources()
    assert "a.toml" in str(fault.value)


def test_two_files_may_not_claim_one_host(folder: Path) -> None:
    for name in ("a", "b"):
        (folder / f"{name}.toml").write_text(FILE, "utf-8")
    with pytest.raises(DataFileError, match=r"b\.toml and a\.toml both claim the host a\.vn"):
        canonical_host("a.vn")


def test_a_name_that_is_nearly_right_gets_a_hint(folder: Path) -> None:
    with pytest.raises(InputError, match="did you mean 'vietnam-vn'"):
        find_source("vietnamvn")


def test_a_folder_that_is_not_there_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder / "none"))
    with pytest.raises(InputError, match="no such folder"):
        load_sources()


def test_a_layout_is_in_force_from_its_first_to_its_last_day() -> None:
    layout = Layout(body=("//p",), valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 30))
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1))
    assert [layout.in_force(day) for day in days] == [False, True, True, False]
