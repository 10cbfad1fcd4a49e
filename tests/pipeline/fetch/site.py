"""A news site on loopback, with everything that goes wrong on real ones. Its pages are those of the sample.

Three addresses of this machine are its three hosts. Every request is logged. `plan` overrides what a path answers:
a list of replies, one used up by each request, the last one staying.
"""

from __future__ import annotations

import gzip
import re
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

SAMPLE = Path(__file__).parents[3] / "corpus" / "sample" / "articles"
SHIPPED = Path(__file__).parents[3] / "pipeline" / "sources" / "vietnam-vn.toml"
SHIPPED_LAYOUT = SHIPPED.read_text("utf-8").partition("[[layouts]]")[2]
SHIPPED_LAYOUT = f"[[layouts]]{SHIPPED_LAYOUT}"
"""The pages of the site are laid out like those of vietnam.vn."""
CODES = {"lo": "lo", "ms": "ms", "th": "th", "no": "nb", "fr": "fr"}
HOSTS = ("127.0.0.1", "127.0.0.2", "127.0.0.3")


@dataclass(frozen=True)
class Reply:
    """An answer. `drip` sends a byte of an endless body at that pace; `cut` promises more bytes than it sends."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    kind: str = "text/html; charset=utf-8"
    wait: float = 0.0
    drip: float | None = None
    cut: int = 0


class Logged(NamedTuple):
    """A request that came in."""

    host: str
    path: str
    agent: str
    at: float


@dataclass
class NewsSite:
    """What the site serves; `days` are the slugs of each day's sitemap."""

    days: dict[str, list[str]] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)
    """Slug to the time of its last change, where it is not the day's noon."""
    robots: str = "User-agent: *\nDisallow: /private/\n"
    missing: set[str] = field(default_factory=set)
    """Paths of editions that do not exist."""
    plan: dict[str, list[Reply]] = field(default_factory=dict)
    edits: dict[str, str] = field(default_factory=dict)
    """Slug to a sentence that its pages have since."""
    log: list[Logged] = field(default_factory=list)
    port: int = 0
    scheme: str = "http"
    delay: float = 0.0

    @property
    def base(self) -> str:
        """The canonical origin."""
        return f"{self.scheme}://{HOSTS[0]}:{self.port}"

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [logged.path for logged in self.log]

    def answer(self, host: str, path: str) -> Reply:
        """The answer for a path."""
        if replies := self.plan.get(path):
            return replies.pop(0) if len(replies) > 1 else replies[0]
        if path == "/robots.txt":
            return Reply(body=self.robots.encode(), kind="text/plain")
        if host != HOSTS[0]:
            return Reply(301, headers=(("Location", f"{self.base}{path}"),))
        if path == "/sitemap.xml":
            return Reply(body=self.index().encode(), kind="application/xml")
        if match := re.fullmatch(r"/sitemap/sitemap-post/(\d{4}-\d{2}-\d{2})\.xml", path):
            return Reply(body=self.sitemap(match[1]).encode(), kind="application/xml")
        if path == "/feed.xml":
            return Reply(body=self.feed().encode(), kind="application/rss+xml")
        if match := re.fullmatch(r"/(?:(lo|ms|th|no|fr)/)?([a-z0-9-]+)", path):
            code, slug = match[1], match[2]
            known = {slug for slugs in self.days.values() for slug in slugs}
            if slug in known and path not in self.missing and code is not None:
                body = self.page(code, slug).encode()
                return Reply(body=gzip.compress(body, mtime=0), headers=(("Content-Encoding", "gzip"),))
        return Reply(404, b"<html><body><h1>404</h1></body></html>")

    def index(self) -> str:
        """The sitemap index, a file a day."""
        days = "".join(
            f"<sitemap><loc>{self.base}/sitemap/sitemap-post/{day}.xml</loc><lastmod>{day}T12:00:00+07:00</lastmod></sitemap>"
            for day in self.days
        )
        return f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{days}</sitemapindex>'

    def sitemap(self, day: str) -> str:
        """The sitemap of a day: the Vietnamese addresses, on any of the three hosts."""
        urls = "".join(
            f"<url><loc>{self.scheme}://{HOSTS[number % 3]}:{self.port}/{slug}</loc>"
            f"<lastmod>{self.changed.get(slug, day + 'T12:00:00+07:00')}</lastmod></url>"
            for number, slug in enumerate(self.days.get(day, []))
        )
        return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'

    def feed(self) -> str:
        """The latest articles as RSS, in Thai."""
        items = "".join(
            f"<item><title>{slug}</title><link>{self.base}/th/{slug}</link>"
            f"<pubDate>Sat, 21 Nov 2026 05:00:00 GMT</pubDate></item>"
            for slugs in self.days.values()
            for slug in slugs
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'

    def page(self, code: str, slug: str) -> str:
        """A page of the sample under another address."""
        lang = CODES[code]
        html = (SAMPLE / lang / f"{lang}-vinh-long.html").read_text("utf-8")
        html = re.sub(r"https://www\.vietnam\.vn/[a-z]{2}/[a-z0-9-]+", f"{self.base}/{code}/{slug}", html)
        html = html.replace("baovinhlong", f"bao-{slug}")
        body = '<div class="article-content">'
        assert body in html
        return html.replace(body, f"{body}<p>{self.edits[slug]}</p>") if slug in self.edits else html


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    site: NewsSite

    def do_GET(self) -> None:
        site = self.site
        host = self.headers.get("Host", "").partition(":")[0]
        path = urlsplit(self.path).path
        site.log.append(Logged(host, path, self.headers.get("User-Agent", ""), time.monotonic()))
        reply = site.answer(host, path)
        time.sleep(reply.wait or site.delay)
        try:
            self._send(reply)
        except OSError:
            self.close_connection = True

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.drip is not None:
            self.send_header("Connection", "close")
            self.end_headers()
            while True:
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(reply.drip)
        self.send_header("Content-Length", str(len(reply.body) + reply.cut))
        self.end_headers()
        self.wfile.write(reply.body)
        if reply.cut:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that is killed leaves; nothing is printed."""


@contextmanager
def serve(site: NewsSite, context: ssl.SSLContext | None = None) -> Iterator[NewsSite]:
    """Serve a site on its three hosts, on one port."""
    handler: Callable[..., BaseHTTPRequestHandler] = type("Handler", (_Handler,), {"site": site})
    servers = [_Server((HOSTS[0], site.port), handler)]
    site.port = servers[0].server_port
    servers += [_Server((host, site.port), handler) for host in HOSTS[1:]]
    if context is not None:
        site.scheme = "https"
        for server in servers:
            server.socket = context.wrap_socket(server.socket, server_side=True)
    threads = [threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    try:
        yield site
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def source_file(site: NewsSite, folder: Path, slug: str = "loopback", **changes: str) -> Path:
    """Write the source of a site into a folder; `changes` replace whole tables or values of the file."""
    hosts = ", ".join(f'"{host}:{site.port}"' for host in HOSTS)
    parts = {
        "head": f'title = "Loopback"\nscheme = "{site.scheme}"\nhosts = [{hosts}]\ncanonical_host = "{HOSTS[0]}:{site.port}"',
        "languages": '[languages]\nlo = "lo"\nms = "ms"\nth = "th"\nno = "nb"\nfr = "fr"',
        "discovery": f"""[[discovery]]
kind = "sitemap_index"
url = "{site.base}/sitemap.xml"
children = 'https?://[^/]+/sitemap/sitemap-post/(?P<date>\\d{{4}}-\\d{{2}}-\\d{{2}})\\.xml'
days = 3""",
        "articles": f"""[articles]
address = 'https?://127\\.0\\.0\\.\\d:{site.port}/(?:(?P<code>[a-z]{{2}})/)?(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)+)'
default_code = "vi"
edition = "{site.base}/{{code}}/{{slug}}" """,
        "politeness": "[politeness]\nspacing = 2.0\nbudget = 1000",
        "expected": "[expected]\nminimum = 1\nmaximum = 100",
        "layouts": SHIPPED_LAYOUT,
    } | changes
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{slug}.toml"
    path.write_text("\n\n".join(parts.values()) + "\n", "utf-8")
    return path
