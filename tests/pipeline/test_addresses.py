"""One page, one address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
