"""Which addresses are public, and what a resolver lets through."""

from __future__ import annotations

import pytest
from scrapy.utils.datatypes import LocalCache
from twisted.internet.base import ThreadedResolver
from twisted.internet.defer import succeed
from twisted.internet.error import DNSLookupError

from pipeline.fetch.resolving import GuardedResolver, is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",  # where clouds tell their secrets
        "100.64.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::ffff:127.0.0.1",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "no address",
        "",
    ],
)
def test_addresses_that_are_not_public_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "203.162.0.181", "2606:4700::1111"])
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


def test_only_the_networks_that_were_allowed_are_let_through() -> None:
    allowed = ("10.1.0.0/16", "::1/128")
    assert is_public("10.1.255.1", allowed)
    assert is_public("::1", allowed)
    assert not is_public("10.2.0.1", allowed)
    assert not is_public("127.0.0.1", allowed)


def looked_up(
    monkeypatch: pytest.MonkeyPatch, answer: str, *allowed: str
) -> tuple[GuardedResolver, list[str | type[BaseException]]]:
    """What comes of a name whose DNS answers so, asked twice: the second time from what is remembered."""
    monkeypatch.setattr(ThreadedResolver, "getHostByName", lambda *_: succeed(answer))
    monkeypatch.setattr("scrapy.resolver.dnscache", LocalCache(10))
    resolver = GuardedResolver(None, 10, 1.0)
    resolver.allowed = allowed
    seen: list[str | type[BaseException]] = []
    for _ in range(2):
        found = resolver.getHostByName("News.example.org")
        found.addCallbacks(seen.append, lambda failure: seen.append(failure.type))
    return resolver, seen


@pytest.mark.parametrize("answer", ["10.1.2.3", "127.0.0.1", "169.254.169.254", "0.0.0.0"])
def test_a_name_that_the_dns_puts_into_a_private_network_gets_no_address(
    monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    resolver, seen = looked_up(monkeypatch, answer)
    assert seen == [DNSLookupError, DNSLookupError]
    assert resolver.refused == {"news.example.org": answer}


def test_a_public_answer_and_one_of_an_allowed_network_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for answer, allowed in (("203.162.0.181", ()), ("10.1.2.3", ("10.1.0.0/16",))):
        resolver, seen = looked_up(monkeypatch, answer, *allowed)
        assert seen == [answer, answer]
        assert resolver.refused == {}
