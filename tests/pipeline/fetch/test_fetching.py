"""Whole fetches from a site on loopback, through Scrapy, in a process of their own: what is asked, kept and settled."""

from __future__ import annotations

import gzip
import itertools
import json
import os
import random
import signal
import ssl
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.archive import decode_content, open_reader, verify_archive
from pipeline.fetch import open_frontier
from schemas.fetches import Failure, Response

from .certificates import make_certificate
from .site import CODES, HOSTS, NewsSite, Reply, serve, source_file

ROOT = Path(__file__).resolve().parents[3]
NOW = "2026-11-22T01:00:00+00:00"
SLUGS = ["tin-so-mot", "tin-so-hai", "tin-so-ba"]
DAYS = {"2026-11-21": SLUGS[:2], "2026-11-20": SLUGS[2:], "2026-10-01": ["tin-da-cu"]}
EDITIONS = [f"/{code}/{slug}" for slug in SLUGS for code in CODES]


@pytest.fixture
def site() -> Iterator[NewsSite]:
    with serve(NewsSite(days={day: list(slugs) for day, slugs in DAYS.items()})) as served:
        yield served


class Fetcher:
    """Runs fetches of a site into one archive."""

    def __init__(self, site: NewsSite, folder: Path) -> None:
        self.site = site
        self.sources = folder / "sources"
        self.archive = folder / "archive"
        source_file(site, self.sources)

    def command(self, *arguments: str, now: str = NOW, slugs: str = "loopback") -> list[str]:
        return [sys.executable, "-m", "tests.pipeline.fetch.drive", str(self.archive), slugs, now, *arguments]

    def environment(self, **more: str) -> dict[str, str]:
        return {**os.environ, "TINSO_SOURCES": str(self.sources), "PYTHONPATH": str(ROOT), **more}

    def run(self, *arguments: str, now: str = NOW, slugs: str = "loopback", **more: str) -> dict[str, Any]:
        done = subprocess.run(
            self.command(*arguments, now=now, slugs=slugs),
            env=self.environment(**more),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.stdout, done.stderr
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found

    def exchanges(self) -> list[Response | Failure]:
        with open_reader(self.archive) as reader:
            return [reader.read(entry) for entry in reader.new_since(0)]

    def whole(self) -> Counter[str]:
        """How often each path of an article stands in the archive with 200."""
        with open_reader(self.archive) as reader:
            entries = [entry for entry in reader.new_since(0, kind="article") if entry.status == 200]
        return Counter(entry.url.removeprefix(self.site.base) for entry in entries)


@pytest.fixture
def fetcher(site: NewsSite, tmp_path: Path) -> Fetcher:
    return Fetcher(site, tmp_path)


def counts(summary: dict[str, Any]) -> dict[str, Any]:
    return dict(summary["sources"][0])


def codes(summary: dict[str, Any]) -> set[str]:
    return {issue["code"] for issue in summary["issues"]}


def test_every_edition_of_every_recent_article_is_fetched_once_and_kept(fetcher: Fetcher) -> None:
    summary = fetcher.run()
    assert fetcher.whole() == Counter(EDITIONS)
    assert counts(summary)["languages"] == {"lo": 3, "ms": 3, "th": 3, "nb": 3, "fr": 3}
    assert (counts(summary)["discovered"], counts(summary)["new"], counts(summary)["left_over"]) == (3, 15, 0)
    assert summary["issues"] == []
    assert not any("tin-da-cu" in path for path in fetcher.site.paths())
    assert list(verify_archive(fetcher.archive)) == []


def test_the_archive_holds_each_page_as_it_was_served(fetcher: Fetcher) -> None:
    fetcher.run()
    page = next(e for e in fetcher.exchanges() if e.url.endswith("/lo/tin-so-mot"))
    assert isinstance(page, Response)
    assert page.header("Content-Encoding") == "gzip"
    assert page.language == "lo"
    assert decode_content(page).decode() == fetcher.site.page("lo", "tin-so-mot")
    assert gzip.decompress(page.body) == decode_content(page)


def test_robots_comes_first_and_who_asks_says_so(fetcher: Fetcher) -> None:
    fetcher.run()
    assert fetcher.site.paths()[0] == "/robots.txt"
    assert {logged.agent for logged in fetcher.site.log} == {fetcher.site.log[0].agent}
    assert "(+mailto:desk@example.org)" in fetcher.site.log[0].agent


def test_requests_start_two_seconds_apart(fetcher: Fetcher) -> None:
    fetcher.run()
    times = [exchange.fetched_at for exchange in fetcher.exchanges()]
    gaps = {(later - earlier).total_seconds() for earlier, later in itertools.pairwise(times)}
    assert gaps == {2.0}


def test_a_crawl_delay_is_applied(fetcher: Fetcher) -> None:
    fetcher.site.robots = "User-agent: *\nCrawl-delay: 11\n"
    fetcher.run("--limit", "3")
    times = [exchange.fetched_at for exchange in fetcher.exchanges()]
    assert {(b - a).total_seconds() for a, b in itertools.pairwise(times)} == {11.0}


def test_what_robots_forbids_is_not_asked_for(fetcher: Fetcher) -> None:
    fetcher.site.robots = "User-agent: Tinso\nDisallow: /th/\n\nUser-agent: *\nDisallow: /\n"
    summary = fetcher.run()
    assert not any(path.startswith("/th/") for path in fetcher.site.paths())
    assert counts(summary)["refused_by_robots"] == 3
    assert counts(summary)["fetched"] == 12
    assert "language_without_articles" in codes(summary)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(500),
        Reply(403, b"<html>blocked</html>"),
        Reply(200, b"<!DOCTYPE html><html>Just a moment</html>"),
        Reply(429),
        Reply(cut=100),
        Reply(302, headers=(("Location", "http://127.0.0.9/robots.txt"),)),
    ],
    ids=["500", "403", "html", "429", "cut off", "redirected elsewhere"],
)
def test_without_robots_txt_nothing_is_asked_and_the_night_fails(fetcher: Fetcher, reply: Reply) -> None:
    fetcher.site.plan["/robots.txt"] = [reply]
    summary = fetcher.run()
    assert set(fetcher.site.paths()) == {"/robots.txt"}
    assert {"robots_unreachable", "too_few_articles"} <= codes(summary)


def test_a_site_without_robots_txt_forbids_nothing(fetcher: Fetcher) -> None:
    fetcher.site.plan["/robots.txt"] = [Reply(404)]
    assert counts(fetcher.run())["fetched"] == 15


def test_redirects_between_the_hosts_are_followed_each_hop_kept(fetcher: Fetcher) -> None:
    other = f"http://{HOSTS[1]}:{fetcher.site.port}"
    fetcher.site.plan["/lo/tin-so-mot"] = [
        Reply(302, headers=(("Location", f"{other}/lo/tin-so-mot"),)),
        Reply(301, headers=(("Location", f"{fetcher.site.base}/lo/tin-so-mot"),)),
        Reply(200, b"<html><body>x</body></html>"),
    ]
    summary = fetcher.run()
    assert counts(summary)["fetched"] == 15
    hops = [e.status for e in fetcher.exchanges() if isinstance(e, Response) and "/lo/tin-so-mot" in e.url]
    assert hops == [302, 301, 200]


def test_a_redirect_to_a_foreign_host_is_not_followed(fetcher: Fetcher) -> None:
    fetcher.site.plan["/lo/tin-so-mot"] = [Reply(302, headers=(("Location", "http://127.0.0.9:1/x"),))]
    summary = fetcher.run()
    assert counts(summary)["errors"] == {"offsite": 1}
    assert counts(summary)["fetched"] == 14


def test_a_redirect_to_the_front_page_is_a_missing_page(fetcher: Fetcher) -> None:
    fetcher.site.plan["/lo/tin-so-mot"] = [Reply(302, headers=(("Location", f"{fetcher.site.base}/lo"),))]
    fetcher.site.plan["/lo"] = [Reply(200, b"<html><body>front</body></html>")]
    summary = fetcher.run()
    assert (counts(summary)["redirected_away"], counts(summary)["fetched"]) == (1, 14)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(302, headers=(("Location", "http://[x"),)),
        Reply(302, headers=(("Location", "https://tin-\u00ff\u00fe.vn/[ "),)),
        Reply(1000, b"no such status"),
        Reply(body=b"no gzip at all", headers=(("Content-Encoding", "gzip"),)),
        Reply(body=b"no deflate at all", headers=(("Content-Encoding", "deflate"),)),
        Reply(body=b'<html><head><link rel="alternate" hreflang="lo" href="http://[x"></head></html>'),
    ],
    ids=["no address", "no host", "no status", "no gzip", "no deflate", "bad link"],
)
def test_a_page_that_cannot_be_unpacked_or_followed_stops_no_other(fetcher: Fetcher, reply: Reply) -> None:
    fetcher.site.plan["/lo/tin-so-mot"] = [reply]
    summary = fetcher.run()
    assert "source_broke_off" not in codes(summary)
    assert set(EDITIONS) - set(fetcher.whole()) <= {"/lo/tin-so-mot"}
    assert any(exchange.url.endswith("/lo/tin-so-mot") for exchange in fetcher.exchanges())


def test_an_address_with_a_slash_at_its_end_is_the_same_article(fetcher: Fetcher) -> None:
    source_file(
        fetcher.site,
        fetcher.sources,
        articles=f"""[articles]
address = 'https?://127\\.0\\.0\\.\\d:{fetcher.site.port}/(?:(?P<code>[a-z]{{2}})/)?(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)+)/?'
default_code = "vi"
edition = "{fetcher.site.base}/{{code}}/{{slug}}" """,
    )
    links = "".join(f"<url><loc>{fetcher.site.base}/lo/{slug}/</loc></url>" for slug in SLUGS)
    listed = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{links}</urlset>'
    fetcher.site.plan["/sitemap/sitemap-post/2026-11-20.xml"] = [Reply(body=listed.encode(), kind="text/xml")]
    fetcher.run()
    assert fetcher.whole() == Counter(EDITIONS)
    assert not any(path.endswith("/") for path in fetcher.site.paths())


def test_a_night_whose_every_article_failed_fails_though_none_is_expected(fetcher: Fetcher) -> None:
    source_file(fetcher.site, fetcher.sources, expected="[expected]\nminimum = 0")
    for path in EDITIONS:
        fetcher.site.plan[path] = [Reply(403)]
    summary = fetcher.run()
    assert {issue["code"]: issue["severity"] for issue in summary["issues"]}["nothing_fetched"] == "error"


def test_an_empty_list_does_not_hide_that_no_list_names_an_article(fetcher: Fetcher) -> None:
    source_file(fetcher.site, fetcher.sources, expected="[expected]\nminimum = 0")
    fetcher.site.days = {"2026-11-21": []}
    summary = fetcher.run()
    assert {"empty_list", "nothing_listed"} <= codes(summary)


def test_lists_that_there_was_no_time_to_read_are_not_said_to_be_empty(fetcher: Fetcher) -> None:
    summary = fetcher.run("--until", "2026-11-22T00:59:00+00:00")
    assert "nothing_listed" not in codes(summary)
    assert (summary["unread"], counts(summary)["left_over"], fetcher.whole()) == (["loopback"], 0, Counter())
    later = fetcher.run("--until", "2026-11-22T05:00:00+00:00")
    assert (later["unread"], later["issues"]) == ([], [])


def test_time_that_runs_out_between_two_lists_leaves_the_rest_unread(fetcher: Fetcher) -> None:
    summary = fetcher.run("--until", "2026-11-22T01:00:03+00:00")
    assert summary["unread"] == ["loopback"]
    assert "nothing_listed" not in codes(summary)


def test_a_ring_of_redirects_ends(fetcher: Fetcher) -> None:
    fetcher.site.plan["/lo/tin-so-mot"] = [
        Reply(302, headers=(("Location", f"{fetcher.site.base}/lo/tin-so-mot"),))
    ]
    assert set(counts(fetcher.run())["errors"]) == {"too_many_redirects"}


def test_a_second_run_asks_for_lists_only(fetcher: Fetcher) -> None:
    fetcher.run()
    before = len(fetcher.site.log)
    summary = fetcher.run(now="2026-11-22T03:00:00+00:00")
    assert summary["issues"] == []  # runs of one night count together
    assert [path for path in fetcher.site.paths()[before:] if "tin-" in path] == []
    assert counts(summary)["documents"] == 3
    assert fetcher.whole() == Counter(EDITIONS)


def test_an_article_that_changed_is_fetched_again_and_one_that_did_not_is_a_revisit(fetcher: Fetcher) -> None:
    fetcher.run()
    site = fetcher.site
    site.edits["tin-so-mot"] = "95,5 % à la fin de 2026."
    site.changed = {"tin-so-mot": "2026-11-22T12:00:00+07:00", "tin-so-hai": "2026-11-22T12:00:00+07:00"}
    summary = fetcher.run(now="2026-11-23T01:00:00+00:00")
    assert (counts(summary)["fetched"], counts(summary)["unchanged"]) == (10, 5)
    with open_reader(fetcher.archive) as reader:
        entries = [entry for entry in reader.new_since(0, kind="article") if entry.is_revisit]
        assert {entry.url.rpartition("/")[2] for entry in entries} == {"tin-so-hai"}
        again = reader.read(entries[0])
        assert isinstance(again, Response)
        assert decode_content(again)


def test_a_missing_edition_is_not_asked_for_again_for_a_week(fetcher: Fetcher) -> None:
    fetcher.site.missing = {"/ms/tin-so-hai"}
    assert counts(fetcher.run())["gone"] == 1
    asked = []
    for day in (23, 28, 30):
        before = len(fetcher.site.log)
        fetcher.run(now=f"2026-11-{day}T01:00:00+00:00")
        asked.append("/ms/tin-so-hai" in fetcher.site.paths()[before:])
    assert asked == [False, False, True]


def test_429_with_retry_after_is_waited_for_and_the_page_comes_after_all(fetcher: Fetcher) -> None:
    fetcher.site.plan["/fr/tin-so-hai"] = [
        Reply(429, headers=(("Retry-After", "300"),)),
        Reply(200, b"<html>x</html>"),
    ]
    summary = fetcher.run()
    assert counts(summary)["fetched"] == 15
    asked = [e for e in fetcher.exchanges() if e.kind == "article"]
    assert (asked[1].fetched_at - asked[0].fetched_at) == timedelta(seconds=300)
    assert fetcher.site.paths().count("/fr/tin-so-hai") == 2


def test_a_block_of_a_quarter_of_an_hour_is_sat_out(fetcher: Fetcher) -> None:
    """403 for everything until the sixth article: the host is left alone for longer and longer, then all comes."""
    blocked = [Reply(403)] * 2
    for path in EDITIONS[:5]:
        fetcher.site.plan[path] = [*blocked, Reply(200, b"<html>x</html>")]
    summary = fetcher.run()
    assert counts(summary)["fetched"] == 15
    assert counts(summary)["errors"] == {"http_403": 10}
    assert counts(summary)["left_over"] == 0


def test_a_host_that_asks_for_hours_is_left_until_the_next_night(fetcher: Fetcher) -> None:
    fetcher.site.plan["/fr/tin-so-hai"] = [
        Reply(503, headers=(("Retry-After", "7200"),)),
        Reply(200, b"<html>x</html>"),
    ]
    summary = fetcher.run()
    assert "host_resting" in codes(summary)
    assert counts(summary)["left_over"] == 15
    soon = fetcher.run(now="2026-11-22T01:30:00+00:00")
    assert counts(soon)["fetched"] == 0  # a restart does not forget what the host asked for
    assert counts(fetcher.run(now="2026-11-23T01:00:00+00:00"))["fetched"] == 15


def test_errors_of_the_server_are_tried_three_times_and_then_the_next_night(fetcher: Fetcher) -> None:
    fetcher.site.plan["/fr/tin-so-hai"] = [Reply(500)] * 3 + [Reply(200, b"<html>x</html>")]
    summary = fetcher.run()
    assert counts(summary)["errors"] == {"http_500": 3}
    assert (counts(summary)["fetched"], counts(summary)["left_over"]) == (14, 1)
    assert counts(fetcher.run(now="2026-11-23T01:00:00+00:00"))["fetched"] == 1


def test_a_budget_ends_the_night_and_the_rest_waits(fetcher: Fetcher) -> None:
    source_file(fetcher.site, fetcher.sources, politeness="[politeness]\nspacing = 2.0\nbudget = 9")
    summary = fetcher.run()
    assert len(fetcher.site.log) == 9
    assert "budget_spent" in codes(summary)
    assert counts(summary)["left_over"] == 10
    fetcher.run(now="2026-11-22T05:00:00+00:00")
    assert len(fetcher.site.log) == 9
    fetcher.run(now="2026-11-23T01:00:00+00:00")
    assert len(fetcher.site.log) == 18


def test_bodies_that_never_end_are_too_large_or_lie_become_failures_that_are_kept(fetcher: Fetcher) -> None:
    site = fetcher.site
    bomb = gzip.compress(bytes(30_000_000))
    site.plan |= {
        "/lo/tin-so-mot": [Reply(drip=0.05)],
        "/th/tin-so-mot": [Reply(body=b"<p>" + b"x" * 30_000_000)],
        "/ms/tin-so-mot": [Reply(body=bomb, headers=(("Content-Encoding", "gzip"),))],
        "/no/tin-so-mot": [Reply(body=b"<html>half", cut=500)],
        "/fr/tin-so-mot": [Reply(wait=30)],
    }
    summary = fetcher.run("--timeout", "1")
    assert set(counts(summary)["errors"]) == {"timeout", "too_large", "cut_off"}
    assert counts(summary)["fetched"] == 10
    kept = Counter(e.error for e in fetcher.exchanges() if isinstance(e, Failure))
    assert kept["timeout"] == 6
    assert kept["cut_off"] == 3
    assert kept["too_large"] >= 3


def test_a_host_that_is_not_there_fails_the_night_and_not_the_other_source(
    fetcher: Fetcher, site: NewsSite
) -> None:
    text = source_file(site, fetcher.sources, "gone").read_text("utf-8").replace(f":{site.port}", ":1")
    (fetcher.sources / "gone.toml").write_text(text, "utf-8")
    summary = fetcher.run(slugs="gone,loopback")
    by_source = {each["source"]: each for each in summary["sources"]}
    assert by_source["loopback"]["fetched"] == 15
    assert by_source["gone"]["fetched"] == 0
    assert {issue["source"] for issue in summary["issues"] if issue["severity"] == "error"} == {"source:gone"}


def test_an_expired_certificate_is_an_error(tmp_path: Path) -> None:
    good, bad = make_certificate(tmp_path / "good", days=30), make_certificate(tmp_path / "bad", days=-1)
    for certificate, fetched in ((good, 15), (bad, 0)):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        served = NewsSite(days={day: list(slugs) for day, slugs in DAYS.items()}, scheme="https")
        with serve(served, context):
            fetcher = Fetcher(served, tmp_path / certificate.parent.name)
            summary = fetcher.run(SSL_CERT_FILE=str(certificate))
        assert counts(summary)["fetched"] == fetched
    assert "robots_unreachable" in codes(summary)
    assert served.paths() == []
    assert [e.error for e in fetcher.exchanges() if isinstance(e, Failure)] == ["tls"]


def test_an_error_page_in_the_place_of_the_sitemap_fails_the_night(fetcher: Fetcher) -> None:
    fetcher.run()
    fetcher.site.plan["/sitemap.xml"] = [Reply(200, b"<html><body>403 Forbidden</body></html>")]
    summary = fetcher.run(now="2026-11-23T01:00:00+00:00")
    assert {"not_a_sitemap", "too_few_articles"} <= codes(summary)
    few = next(issue for issue in summary["issues"] if issue["code"] == "too_few_articles")
    assert "0 articles tonight; the last nights had: 15" in few["message"]


def test_an_empty_sitemap_fails_the_night(fetcher: Fetcher) -> None:
    fetcher.site.days = {}
    assert {"empty_list", "too_few_articles"} <= codes(fetcher.run())


@pytest.mark.parametrize(("usual", "severity"), [(10, "error"), (9, "warning")])
def test_a_language_that_stopped_coming_is_told_with_the_numbers_of_the_last_nights(
    fetcher: Fetcher, usual: int, severity: str
) -> None:
    fetcher.site.days = {"2026-11-21": [f"tin-cu-{number}" for number in range(usual)]}
    fetcher.run()
    fetcher.site.days["2026-11-22"] = ["tin-moi-nhat"]
    fetcher.site.missing = {"/lo/tin-moi-nhat"}
    summary = fetcher.run(now="2026-11-23T01:00:00+00:00")
    told = next(issue for issue in summary["issues"] if issue["code"] == "language_without_articles")
    assert told["severity"] == severity
    assert f"'lo'; the last nights had: {usual}" in told["message"]


def test_articles_are_found_by_feeds_and_by_the_sitemaps_of_robots_txt(fetcher: Fetcher) -> None:
    site = fetcher.site
    source_file(
        site,
        fetcher.sources,
        discovery=f'[[discovery]]\nkind = "feed"\nurl = "{site.base}/feed.xml"\ndays = 30',
    )
    assert counts(fetcher.run())["fetched"] == 20
    again = Fetcher(site, fetcher.sources.parent / "again")
    site.robots = f"User-agent: *\nSitemap: {site.base}/sitemap/sitemap-post/2026-11-21.xml\n"
    source_file(site, again.sources, discovery='[[discovery]]\nkind = "robots"')
    assert counts(again.run())["fetched"] == 10


def test_a_dry_run_says_what_would_be_fetched_and_keeps_nothing(fetcher: Fetcher) -> None:
    summary = fetcher.run("--dry-run")
    assert len(summary["waiting"]) == 15
    assert not fetcher.archive.exists()
    assert not any(path in EDITIONS for path in fetcher.site.paths())


def test_a_limit_leaves_the_rest_for_the_next_run(fetcher: Fetcher) -> None:
    assert counts(fetcher.run("--limit", "4"))["left_over"] == 11
    assert counts(fetcher.run())["fetched"] == 11


def kill_and_go_on(fetcher: Fetcher, kills: int, seed: int) -> None:
    """Kill the fetcher at random moments, then let it end; every page must be there once."""
    chance = random.Random(seed)
    fetcher.site.delay = 0.005
    source_file(fetcher.site, fetcher.sources, politeness="[politeness]\nspacing = 0.0\nbudget = 100000")
    for _ in range(kills):
        before = len(fetcher.site.log)
        running = subprocess.Popen(
            fetcher.command("--real-clock"),
            env=fetcher.environment(),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        # Once it asks for anything, it is killed some requests and some milliseconds later.
        wanted = before + chance.randrange(1, 12)
        for _ in range(4000):
            if len(fetcher.site.log) >= wanted or running.poll() is not None:
                break
            time.sleep(0.005)
        time.sleep(chance.random() * 0.02)
        running.send_signal(signal.SIGKILL)
        running.wait()
    summary = fetcher.run("--real-clock")
    assert counts(summary)["left_over"] == 0
    whole = fetcher.whole()
    slugs = [slug for day in fetcher.site.days.values() for slug in day]
    assert set(whole) == {f"/{code}/{slug}" for code in CODES for slug in slugs}
    assert set(whole.values()) == {1}
    assert list(verify_archive(fetcher.archive)) == []


def recent(site: NewsSite) -> None:
    """Date the articles of a site by today, for a run on the real clock."""
    today = datetime.now(UTC).date()
    site.days = {str(today): SLUGS[:2], str(today - timedelta(days=1)): SLUGS[2:]}
    noon = dict.fromkeys(SLUGS, f"{today}T00:00:00+00:00")
    site.changed = noon


def test_killed_at_random_moments_every_page_is_kept_once(fetcher: Fetcher) -> None:
    recent(fetcher.site)
    kill_and_go_on(fetcher, kills=3, seed=20261122)


@pytest.mark.soak
def test_killed_two_hundred_times_every_page_is_kept_once(fetcher: Fetcher) -> None:
    recent(fetcher.site)
    fetcher.site.days = {
        day: [f"{slug}-{n}" for slug in slugs for n in range(40)] for day, slugs in fetcher.site.days.items()
    }
    fetcher.site.changed = {}
    kill_and_go_on(fetcher, kills=200, seed=1)


def test_stopped_by_the_user_it_keeps_what_it_has_and_goes_on(fetcher: Fetcher, tmp_path: Path) -> None:
    recent(fetcher.site)
    source_file(fetcher.site, fetcher.sources, politeness="[politeness]\nspacing = 0.05")
    (tmp_path / "tinso.toml").write_text(
        '[fetch]\ncontact = "mailto:desk@example.org"\nsources = "sources"\nprivate_networks = ["127.0.0.0/8"]\n',
        "utf-8",
    )
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "fetch", "--source", "loopback"]
    running = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=fetcher.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while len(fetcher.site.log) < 8 and running.poll() is None:
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    printed, complained = running.communicate()
    assert running.returncode == 130
    assert "the same command goes on" in complained
    assert "loopback" in printed
    done = subprocess.run(
        command, cwd=tmp_path, env=fetcher.environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert set(fetcher.whole().values()) == {1}
    assert len(fetcher.whole()) == 15


def test_a_second_fetcher_is_refused_while_one_is_at_work(fetcher: Fetcher) -> None:
    from pipeline.archive import open_archive

    with open_archive(fetcher.archive):
        assert fetcher.run()["kind"] == "ArchiveLockedError"


def test_a_lost_frontier_is_made_anew_from_the_lists_and_the_archive(fetcher: Fetcher) -> None:
    fetcher.run()
    for file in fetcher.archive.glob("frontier.sqlite*"):
        file.unlink()
    summary = fetcher.run(now="2026-11-22T02:00:00+00:00")
    assert (counts(summary)["already_there"], counts(summary)["fetched"]) == (15, 0)
    with open_frontier(fetcher.archive) as frontier:
        assert frontier.left_over("loopback") == 0
