"""Which addresses a host may have: those of the public internet, and of networks that the settings allow.

A name of a source, or of a redirect, may resolve to this machine or to a neighbour of it (SSRF). Names are judged where
they are resolved, by the address that is then connected to, so that no second answer of the DNS can differ from the
first. What is asked at all is left to the gate.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from typing import Any

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

SETTING = "PRIVATE_NETWORKS"
"""Scrapy's setting that holds the networks that are allowed."""


def is_public(address: str, allowed: Iterable[str] = ()) -> bool:
    """Whether an IP address may be asked: a public one, or one in a network that is allowed."""
    try:
        given = ipaddress.ip_address(address)
    except ValueError:
        return False
    if given.is_global and not given.is_multicast:
        return True
    return any(given in ipaddress.ip_network(network) for network in allowed)


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver, which answers with no address that may not be asked."""

    allowed: Sequence[str] = ()

    def __init__(self, reactor: Any, cache_size: int, timeout: float) -> None:
        """As Scrapy makes it; `refused` are the names that were refused, each with its address."""
        super().__init__(reactor, cache_size, timeout)
        self.refused: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> GuardedResolver:
        """As Scrapy makes it, with the networks of its settings."""
        made = super().from_crawler(crawler, reactor)
        made.allowed = tuple(crawler.settings.getlist(SETTING))
        return made

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        """The address of a host; Twisted's error of a failed look-up where it may not be asked."""
        return super().getHostByName(name, timeout).addCallback(self._judge, name)

    def _judge(self, address: str, name: str) -> str:
        if is_public(address, self.allowed):
            return address
        self.refused[name.lower()] = address
        raise DNSLookupError(f"{name} is at {address}, which is no public address")


def refused_address(host: str) -> str | None:
    """The address for which a host was refused in this process; None where it was not."""
    from twisted.internet import reactor  # only once Scrapy has chosen one

    resolver = getattr(reactor, "resolver", None)
    return resolver.refused.get(host.lower()) if isinstance(resolver, GuardedResolver) else None
