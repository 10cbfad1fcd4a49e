"""Addresses of pages in one canonical form, so that one page is one article whichever way it was reached."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from pipeline.sources import canonical_host

TRACKING = ("utm_", "fbclid", "gclid", "zarsrc")
MAX_LENGTH = 500


def canonical_url(address: str | None, page: str | None = None) -> str | None:
    """An http(s) address with lower-case host, no fragment, no tracking; None where it is not one.

    A relative address is resolved against `page`, when that is given.
    """
    if not address:
        return None
    try:
        parts = urlsplit(urljoin(page, address.strip()) if page else address.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "." not in host or any(c.isspace() for c in address.strip()):
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
    # A query without tracking stays as it is printed: encoding it anew might change it.
    query = (
        parts.query if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True)) else urlencode(kept)
    )
    result = urlunsplit((scheme, host, parts.path or "/", query, ""))
    return result if len(result) <= MAX_LENGTH else None
