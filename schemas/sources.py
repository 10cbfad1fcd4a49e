"""One source of news: hosts, languages, how articles are found, how politely, what its pages look like.

A source is one TOML file in `pipeline/sources/`, whose name is the source's slug. Everything that is known of a
site stands there; what is done with it is left to fetching and cleaning.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from schemas.codes import LANGUAGES
from schemas.records import Record
from schemas.reference import province_names

DiscoveryKind = Literal["sitemap_index", "sitemap", "news_sitemap", "feed", "listing", "robots"]
"""Where addresses of articles stand: `robots` are the sitemaps that robots.txt names."""

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
HOST = re.compile(r"(?:[a-z0-9-]+\.)*[a-z0-9-]+(?::\d{1,5})?")
DEFAULT_SPACING = 2.0
DEFAULT_BUDGET = 12_000


def _pattern(given: str) -> str:
    try:
        re.compile(given)
    except re.error as fault:
        raise ValueError(f"not a regular expression: {fault}") from fault
    return given


def _host(given: str) -> str:
    if not HOST.fullmatch(given):
        raise ValueError(f"{given!r} is not the name of a host in lower case, with a port or without")
    return given


def _web_address(given: str) -> str:
    if not given.startswith(("https://", "http://")) or any(c.isspace() for c in given):
        raise ValueError(f"{given!r} is no web address")
    return given


Pattern = Annotated[str, AfterValidator(_pattern)]
"""A regular expression that must match the whole of an address."""
Host = Annotated[str, AfterValidator(_host)]
Url = Annotated[str, AfterValidator(_web_address)]


class Discovery(Record):
    """One place where addresses of articles are listed. `children` tells which files of an index are followed."""

    kind: DiscoveryKind
    url: Url | None = None
    """None for `robots` alone."""
    languages: tuple[str, ...] = ()
    """The codes of the site whose articles are listed there, where it is not all of them."""
    children: Pattern | None = None
    """Of an index: the addresses of its files; a group `date` (YYYY-MM-DD) or `month` (YYYY-MM) dates them."""
    days: int = Field(default=3, ge=1, le=400)
    """How far back a dated file is read again."""
    most_children: int = Field(default=20, ge=1)
    """Of an index without dates: how many of its files are read, newest first."""

    @model_validator(mode="after")
    def _url_where_needed(self) -> Discovery:
        if (self.url is None) != (self.kind == "robots"):
            raise ValueError("every kind but `robots` has a url, and that has none")
        return self


class ArticlePattern(Record):
    """What the address of an article looks like, and how the address of an edition is built from another's.

    Of `address` the group `code` is the site's code of a language (none: `default_code`), the group `slug` what
    the editions of one article share.
    """

    address: Pattern
    exclude: tuple[Pattern, ...] = ()
    default_code: str | None = None
    edition: str | None = None
    """Template with `{code}` and `{slug}`; none where editions of one article do not share a slug."""

    @model_validator(mode="after")
    def _has_groups(self) -> ArticlePattern:
        groups = re.compile(self.address).groupindex
        if self.edition is not None and not {"code", "slug"} <= set(groups):
            raise ValueError("an edition can be built only where `address` has the groups `code` and `slug`")
        if self.edition is not None and not all(part in self.edition for part in ("{code}", "{slug}")):
            raise ValueError("`edition` lacks {code} or {slug}")
        return self

    def code_of(self, address: str) -> str | None:
        """The site's code of the language that an address is in; None where it is no article's or names none."""
        match = re.fullmatch(self.address, address)
        if match is None:
            return None
        return match.groupdict().get("code") or self.default_code


class Politeness(Record):
    """How much a host is asked for. Seconds between the starts of two requests; requests a night and host."""

    spacing: float = Field(default=DEFAULT_SPACING, ge=0)
    budget: int = Field(default=DEFAULT_BUDGET, ge=1)


class Expected(Record):
    """Articles of a usual night, all languages together; outside of it the night is told to be unusual."""

    minimum: int = Field(default=0, ge=0)
    maximum: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _ordered(self) -> Expected:
        if self.maximum is not None and self.maximum < self.minimum:
            raise ValueError("the maximum is below the minimum")
        return self


class Layout(Record):
    """How the pages of some time are laid out: XPaths, the first that finds something counts.

    A page is read by the layout in force on the day it was fetched. Paths of `leave_out` are relative to the body.
    """

    valid_from: date | None = None
    valid_until: date | None = None
    """The last day, included."""
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    body: tuple[str, ...]
    published: tuple[str, ...] = ()
    publisher: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    """The source line: the element that names, or links to, the original."""
    leave_out: tuple[str, ...] = ()
    verified: bool = False
    """Whether it was seen on real pages; one that was not is only tried, and pages it does not fit are read like any."""

    def in_force(self, day: date) -> bool:
        """Whether pages of that day are laid out so."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class SourceSpec(Record):
    """A source. `slug` is the name of its file."""

    slug: str = Field(pattern=SLUG.pattern)
    title: str = Field(min_length=1)
    hosts: tuple[Host, ...] = Field(min_length=1)
    """All hosts that serve its pages; requests elsewhere are refused."""
    canonical_host: Host
    scheme: Literal["https", "http"] = "https"
    province: str | None = None
    """Canonical name of the province whose paper it is; articles that name it as their origin are of that province."""
    languages: dict[str, str] = Field(default_factory=dict)
    """The site's code of a language to ours, such as `no` to `nb`. Empty: no page of it is read, it is an origin only."""
    discovery: tuple[Discovery, ...] = ()
    articles: ArticlePattern | None = None
    politeness: Politeness = Politeness()
    expected: Expected = Expected()
    layouts: tuple[Layout, ...] = ()
    notes: str = ""
    """What is known of the site and what is not."""

    @model_validator(mode="after")
    def _consistent(self) -> SourceSpec:
        if self.canonical_host not in self.hosts:
            raise ValueError(f"canonical_host {self.canonical_host!r} is not one of hosts")
        if self.province is not None and self.province not in province_names():
            raise ValueError(f"province: {self.province!r} is no canonical name of a province")
        for code, ours in self.languages.items():
            if ours not in LANGUAGES:
                raise ValueError(f"languages.{code}: {ours!r} is not one of {', '.join(LANGUAGES)}")
        if self.languages and not (self.discovery and self.articles):
            raise ValueError("a source with languages needs discovery and articles")
        for place in self.discovery:
            if unknown := set(place.languages) - set(self.languages):
                raise ValueError(f"discovery.languages: {', '.join(sorted(unknown))} not among languages")
        return self

    @property
    def is_fetched(self) -> bool:
        """Whether pages of it are fetched at all."""
        return bool(self.languages)

    def layout_on(self, day: date) -> Layout | None:
        """The layout in force on a day: the first that is."""
        return next((layout for layout in self.layouts if layout.in_force(day)), None)
