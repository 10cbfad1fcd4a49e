"""Fetching: the lists of a source, its articles in every language, politely, each answer archived before it is read.

    source = find_source("vietnam-vn")
    crawled = crawl_sources([source], frontier, archive, known, SystemClock(), Order(run="…"), …)

`politeness` says when, `gate` whether, `discovery` and `editions` what, `frontier` remembers, `crawl` is the night of
one source, `downloading` sends it all through Scrapy. Where answers are kept is given as a `Sink`; reading pages is
left to cleaning.
"""

from pipeline.fetch.crawl import Answer, Counts, FailedRequestError, Order, SourceCrawl, SourceResult
from pipeline.fetch.downloading import Crawled, crawl_sources, user_agent
from pipeline.fetch.frontier import FILE_NAME, Frontier, Page, copy_frontier, open_frontier
from pipeline.fetch.gate import RefusedRequestError, Robots
from pipeline.fetch.politeness import Clock, HostAtRestError, SystemClock

__all__ = [
    "FILE_NAME",
    "Answer",
    "Clock",
    "Counts",
    "Crawled",
    "FailedRequestError",
    "Frontier",
    "HostAtRestError",
    "Order",
    "Page",
    "RefusedRequestError",
    "Robots",
    "SourceCrawl",
    "SourceResult",
    "SystemClock",
    "copy_frontier",
    "crawl_sources",
    "open_frontier",
    "user_agent",
]
