"""Addresses of pages in one canonical form, so that one page is one article whichever way it was reached."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

SAME_HOST = {"vietnam.vn": "www.vietnam.vn", "thongtin.vietnam.vn": "www.vietnam.vn"}
"""Hosts that serve the same paths as another."""
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
    scheme = "https" if host in SAME_HOST or host in SAME_HOST.values() else parts.scheme
    host = SAME_HOST.get(host, host)
    if port and port not in (80, 443):
        host = f"{host}:{port}"
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
