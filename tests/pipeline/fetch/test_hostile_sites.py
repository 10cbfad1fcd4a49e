"""What a site, or whoever answers for its name, might try against us: each is told of, and the night goes on."""

from __future__ import annotations

import gzip
import itertools
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from schemas.fetches import Failure

from .site import HOSTS, NewsSite, Reply, serve, source_file
from .test_fetching import DAYS, EDITIONS, Fetcher, codes, counts


@pytest.fixture
def site() -> Iterator[NewsSite]:
    with serve(NewsSite(days={day: list(slugs) for day, slugs in DAYS.items()})) as served:
        yield served


@pytest.fixture
def fetcher(site: NewsSite, tmp_path: Path) -> Fetcher:
    return Fetcher(site, tmp_path)


def named(site: NewsSite, host: str) -> dict[str, str]:
    """What of the source's file differs where the site goes by another name."""
    return {
        "head": f'title = "x"\nhosts = ["{host}:{site.port}"]\ncanonical_host = "{host}:{site.port}"\nscheme = "http"',
        "discovery": f'[[discovery]]\nkind = "sitemap"\nurl = "http://{host}:{site.port}/sitemap.xml"',
        "articles": f"[articles]\naddress = 'http://{host}:{site.port}/(?P<code>[a-z]{{2}})/(?P<slug>[a-z0-9-]+)'",
    }


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost.localdomain", "0x7f.0.0.1"])
def test_a_host_at_an_address_that_is_not_public_is_not_asked(
    fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    """Whether its address is written out, in whichever notation, or found in the DNS."""
    source_file(fetcher.site, fetcher.sources, **named(fetcher.site, host))
    summary = fetcher.run("--public-only")
    assert fetcher.site.log == []
    assert "robots_unreachable" in codes(summary)
    told = " ".join(issue["message"] for issue in summary["issues"])
    if host != "localhost.localdomain":  # which not every machine resolves
        assert "is at 127.0.0.1, which is no public address; fetch.private_networks may allow it" in told


def test_a_refused_address_stands_in_the_archive_as_a_failure(fetcher: Fetcher) -> None:
    fetcher.run("--public-only")
    failures = [exchange for exchange in fetcher.exchanges() if isinstance(exchange, Failure)]
    assert {failure.error for failure in failures} == {"private_address"}


ELSEWHERE = (
    "http://169.254.169.254/latest/meta-data/",
    "http://localhost:{port}/lo/x-y",
    "http://{host}@10.0.0.1/",
    "//10.0.0.1/lo/x-y",
    "file:///etc/passwd",
    "file://{host}/etc/passwd",
    "ftp://{host}/x",
    "data:text/html,<h1>x",
    "gopher://{host}/x",
    "http://[::1]:{port}/",
    "http://[::ffff:10.0.0.1",
    "javascript:alert(1)",
    "http:// Host: x/",
)


def test_a_redirect_to_anywhere_else_is_not_followed(fetcher: Fetcher) -> None:
    host = urlsplit(fetcher.site.base).netloc
    leading = dict(zip(EDITIONS, ELSEWHERE, strict=False))
    for path, target in leading.items():
        where = target.format(host=host, port=fetcher.site.port)
        fetcher.site.plan[path] = [Reply(302, headers=(("Location", where),))]
    summary = fetcher.run()
    assert set(fetcher.whole()) == set(EDITIONS) - set(leading)
    assert set(fetcher.site.paths()) <= {*EDITIONS, "/robots.txt", "/sitemap.xml"} | {
        f"/sitemap/sitemap-post/{day}.xml" for day in DAYS
    }
    assert {logged.host for logged in fetcher.site.log} <= set(HOSTS)
    assert counts(summary)["redirected_away"] + sum(counts(summary)["errors"].values()) >= len(ELSEWHERE)
    assert "source_broke_off" not in codes(summary)


OTHER_LISTS = (
    "file://{host}/etc/passwd",
    "file:///etc/passwd",
    "ftp://{host}/x.xml",
    "data:text/xml,x",
    "http://169.254.169.254/sitemap/sitemap-post/2026-11-21.xml",
    "http://{host}/../../etc/passwd",
    "http://{host}/%2e%2e/%2e%2e/etc/passwd",
    "http://{host}\\@10.0.0.1/",
    "http://127.0.0.1:99999/x",
    "http://user:secret@{host}/sitemap/sitemap-post/2026-11-21.xml",
)


def test_a_list_that_names_other_places_takes_us_nowhere(fetcher: Fetcher) -> None:
    host = urlsplit(fetcher.site.base).netloc
    children = "".join(f"<sitemap><loc>{listed.format(host=host)}</loc></sitemap>" for listed in OTHER_LISTS)
    index = fetcher.site.index().replace("</sitemapindex>", f"{children}</sitemapindex>")
    fetcher.site.plan["/sitemap.xml"] = [Reply(body=index.encode(), kind="application/xml")]
    source_file(
        fetcher.site,
        fetcher.sources,
        discovery=f'[[discovery]]\nkind = "sitemap_index"\nurl = "{fetcher.site.base}/sitemap.xml"\n'
        "days = 3\nmost_children = 50",
    )
    summary = fetcher.run()
    assert set(fetcher.whole()) == set(EDITIONS)
    assert "source_broke_off" not in codes(summary)
    assert {logged.host for logged in fetcher.site.log} <= set(HOSTS)
    for exchange in fetcher.exchanges():
        assert exchange.url.startswith("http://127.0.0.")
        assert b"root:" not in getattr(exchange, "body", b"")


def test_a_redirect_to_another_host_of_the_source_keeps_the_distance(fetcher: Fetcher) -> None:
    fetcher.site.plan["/th/tin-so-mot"] = [
        Reply(301, headers=(("Location", f"http://{HOSTS[1]}:{fetcher.site.port}/th/tin-so-mot-moi"),))
    ]
    fetcher.site.plan["/th/tin-so-mot-moi"] = [
        Reply(301, headers=(("Location", f"{fetcher.site.base}/th/tin-so-mot-cuoi"),))
    ]
    fetcher.site.plan["/th/tin-so-mot-cuoi"] = [Reply(body=fetcher.site.page("th", "tin-so-mot").encode())]
    fetcher.run()
    assert "/th/tin-so-mot-cuoi" in fetcher.site.paths()
    times = [exchange.fetched_at for exchange in fetcher.exchanges()]
    assert min((later - earlier).total_seconds() for earlier, later in itertools.pairwise(times)) == 2.0


def bomb(megabytes: int) -> bytes:
    """Zeros, packed a thousandfold and more."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(2**20)) for _ in range(megabytes)) + packer.flush()


def test_bombs_in_the_place_of_page_list_and_robots_cost_no_more_than_the_bound(fetcher: Fetcher) -> None:
    packed = bomb(64)
    headers = (("Content-Encoding", "gzip"),)
    fetcher.site.plan["/lo/tin-so-mot"] = [Reply(body=packed, headers=headers)]
    fetcher.site.plan["/ms/tin-so-mot"] = [
        Reply(body=gzip.compress(packed), headers=(("Content-Encoding", "gzip, gzip"),))
    ]
    summary = fetcher.run("--most-bytes", "2000000")
    assert set(fetcher.whole()) >= set(EDITIONS) - {"/lo/tin-so-mot", "/ms/tin-so-mot"}
    assert counts(summary)["errors"]
    assert not [issue for issue in summary["issues"] if issue["code"] == "source_broke_off"]


def test_a_bomb_in_the_place_of_robots_forbids_everything(fetcher: Fetcher) -> None:
    fetcher.site.plan["/robots.txt"] = [
        Reply(body=bomb(64), headers=(("Content-Encoding", "gzip"),), kind="text/plain")
    ]
    summary = fetcher.run("--most-bytes", "2000000")
    assert set(fetcher.site.paths()) == {"/robots.txt"}
    assert "robots_unreachable" in codes(summary)


def test_entities_of_a_sitemap_are_not_expanded(fetcher: Fetcher) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{laughs}]>'
    index = fetcher.site.index().replace('<?xml version="1.0"?>', f'<?xml version="1.0"?>{head}')
    extra = f"<sitemap><loc>{fetcher.site.base}/&l9;&f;</loc></sitemap></sitemapindex>"
    fetcher.site.plan["/sitemap.xml"] = [
        Reply(body=index.replace("</sitemapindex>", extra).encode(), kind="application/xml")
    ]
    fetcher.run()
    assert set(fetcher.whole()) == set(EDITIONS)
    assert max(map(len, fetcher.site.paths())) < 100
    assert not any("root:" in path for path in fetcher.site.paths())
