"""Addresses of pages in one canonical form, so that one page is one article whichever way it was reached."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from pipeline.sources import canonical_host

TRACKING = ("utm_", "fbclid", "gclid", "zarsrc")
MAX_LENGTH = 2000
"""In the form that is requested, where a Lao or Thai letter takes nine characters."""
PATH = "/%:@!$&'()*+,;=~"
QUERY = "/%:@!$&()*+,;=~?"
"""What stands unencoded beside letters, digits and `-._`, as in the addresses that Scrapy requests."""
BLANK = re.compile(r"\s")
PLAIN = re.compile(r"[A-Za-z0-9/_.-]*")
ENCODED = re.compile(r"%[0-9a-fA-F]{2}")


def canonical_url(address: str | None, page: str | None = None) -> str | None:
    """An http(s) address with lower-case host, no fragment, no tracking; None where it is not one.

    Hosts and letters beyond ASCII are encoded as they are requested (IDNA; percent, in capitals).
    A relative address is resolved against `page`, when that is given.
    """
    if not address:
        return None
    try:
        parts = urlsplit(urljoin(page, address.strip()) if page else address.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "." not in host or BLANK.search(address.strip()):
        return None
    scheme = parts.scheme
    if port and port not in (80, 443):
        host = f"{host}:{port}"
    if known := canonical_host(host):  # hosts of one source serve the same paths
        scheme, host = known
    kept = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not key.lower().startswith(TRACKING)
    ]
    try:
        # A query without tracking stays as it is printed: encoding it anew might change it.
        query = (
            parts.query
            if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True))
            else urlencode(kept)
        )
        result = urlunsplit((scheme, host, _encoded(parts.path, PATH) or "/", _encoded(query, QUERY), ""))
    except UnicodeEncodeError:  # half of a surrogate pair
        return None
    return result if len(result) <= MAX_LENGTH else None


def _encoded(part: str, safe: str) -> str:
    if PLAIN.fullmatch(part):  # nearly all are: a list may name a quarter of a million
        return part
    return ENCODED.sub(lambda match: match[0].upper(), quote(part, safe=safe))
