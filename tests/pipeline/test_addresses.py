"""One page, one address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Request

from pipeline.addresses import canonical_url


@pytest.mark.parametrize(
    ("given_url", "wanted"),
    [
        ("https://www.vietnam.vn/th/x", "https://www.vietnam.vn/th/x"),
        ("http://vietnam.vn/th/x#comments", "https://www.vietnam.vn/th/x"),
        ("https://thongtin.vietnam.vn/th/x?utm_source=a&fbclid=b", "https://www.vietnam.vn/th/x"),
        ("HTTPS://BaoDakLak.vn:443/a?id=1", "https://baodaklak.vn/a?id=1"),
        ("http://baodaklak.vn/a?q=%C4%91&utm_medium=x", "https://baodaklak.vn/a?q=%C4%91"),
        ("http://example.vn/a?q=%C4%91&utm_medium=x", "http://example.vn/a?q=%C4%91"),
        ("https://baodaklak.vn", "https://baodaklak.vn/"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://", None),
        ("http://[", None),
        ("not an address", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses_take_one_form(given_url: str | None, wanted: str | None) -> None:
    assert canonical_url(given_url) == wanted


def test_a_relative_address_is_resolved_against_its_page() -> None:
    assert canonical_url("../x.html", "https://baodaklak.vn/a/b/") == "https://baodaklak.vn/a/x.html"


@given(st.text(max_size=80))
def test_any_text_gives_an_address_that_stays_as_it_is_or_none(text: str) -> None:
    once = canonical_url(text)
    assert once is None or canonical_url(once) == once


@pytest.mark.parametrize(
    ("printed", "requested"),
    [
        ("https://báo.vn/tin-tức", "https://xn--bo-mia.vn/tin-t%E1%BB%A9c"),
        ("https://a.vn/tin-t%e1%bb%a9c", "https://a.vn/tin-t%E1%BB%A9c"),
        (
            "https://a.vn/ຂ່າວ?q=ข่าว",
            "https://a.vn/%E0%BA%82%E0%BB%88%E0%BA%B2%E0%BA%A7?q=%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7",
        ),
        ('https://a.vn/a|b[c]{d}^`"<>', "https://a.vn/a%7Cb%5Bc%5D%7Bd%7D%5E%60%22%3C%3E"),
        ("https://a.vn/x'(1)*!$;,=:@&+~%zz?a=b'()*!$;,=:@&+~/?{}|", None),
    ],
)
def test_an_address_is_the_one_that_is_requested(printed: str, requested: str | None) -> None:
    canonical = canonical_url(printed)
    assert canonical is not None
    assert requested in (None, canonical)
    assert Request(canonical).url == canonical


@pytest.mark.parametrize("bad", [f"https://{'ạ' * 70}.vn/x", "https://ạ..vn/x", "https://a.vn/\ud800"])
def test_what_cannot_be_requested_is_no_address(bad: str) -> None:
    assert canonical_url(bad) is None


def test_half_of_a_surrogate_pair_makes_an_address_none_wherever_it_stands() -> None:
    for place in ("/\ud800", "/?\ud800", "/?\ud800&utm_source=x", "/?a=\ud800&fbclid=1"):
        assert canonical_url(f"https://www.vietnam.vn{place}") is None
