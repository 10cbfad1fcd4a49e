"""A queue's address says all of it, and what it cannot say is refused by name."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.audit.queues import QUEUES, AddressError, article_href, link, read_address
from schemas.review import STATES

OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "lang": st.sampled_from(["fr", "lo"]),
        "province": st.text(min_size=1, max_size=8).map(str.strip).filter(bool),
        "indicator": st.sampled_from(["other", "insurance.arrears"]),
        "scenario": st.sampled_from(["target", "rule"]),
        "source": st.text(min_size=1, max_size=8).map(str.strip).filter(bool),
        "from": st.dates().map(date.isoformat),
        "to": st.dates().map(date.isoformat),
        "state": st.sampled_from([*STATES, "open", "all"]),
        "version": st.just("0.1.0+abc"),
    },
)


@given(st.sampled_from(["violations", "all", "mine"]), OPTIONS)
def test_an_address_is_read_back_as_what_it_was_made_from(name: str, options: dict[str, str]) -> None:
    address = read_address(name, options)
    path, _, query = address.href().partition("?")
    assert path == f"/queue/{name}"
    assert read_address(name, dict(parse_qsl(query))) == address
    figure, _, query = address.figure_href("0" * 32).partition("?")
    told = dict(parse_qsl(query))
    assert (figure, told.pop("queue")) == ("/figure/" + "0" * 32, name)
    assert read_address(name, told) == address


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("nothing", {}, "no queue 'nothing'"),
        ("all", {"scenario": "dream"}, "scenario 'dream'"),
        ("all", {"indicator": "x.y"}, "indicator 'x.y'"),
        ("all", {"state": "lost"}, "state 'lost'"),
        ("all", {"from": "2025-13-01"}, "from '2025-13-01'"),
        ("sample", {}, "names the sample"),
    ],
)
def test_what_is_not_known_is_refused_by_name(name: str, options: dict[str, str], said: str) -> None:
    with pytest.raises(AddressError, match=said):
        read_address(name, options)


def test_queues_show_what_is_open_unless_they_are_asked_for_more() -> None:
    assert read_address("violations", {}).wanted_state == "open"
    assert read_address("violations", {"state": "all"}).wanted_state is None
    assert read_address("violations", {"state": "accepted"}).wanted_state == "accepted"
    assert read_address("all", {}).wanted_state is None


def test_every_queue_says_what_it_is_for() -> None:
    assert all(queue.title and queue.why.endswith(".") and queue.order for queue in QUEUES.values())


def test_an_id_that_is_an_address_stays_one_part_of_the_path() -> None:
    assert article_href("https://a.b/c?d=e#f") == "/article/https%3A%2F%2Fa.b%2Fc%3Fd%3De%23f"
    assert link("/x", a="1 &", b=None, c="") == "/x?a=1%20%26"
