"""A page as it was served, to the article on it: text, title, date, publisher, origin; furniture out.

`clean_page` is the door. A source's layout stands in `pipeline/sources/<slug>.toml`; pages without one, and pages that it
does not fit, are read by trafilatura (`bodies`). `check_edition` compares the language with the edition's. `workers` reads
pages in processes with a bound on time and memory; `tally` counts what came of them and judges the night. Decoding bytes
is left to `pipeline.encodings`, making articles to `pipeline.articles`.
"""

from pipeline.clean.dates import read_date
from pipeline.clean.editions import EditionCheck, check_edition
from pipeline.clean.layouts import LayoutUse
from pipeline.clean.page import CleanPage, clean_page
from pipeline.clean.tally import Tally
from pipeline.clean.version import cleaner_version
from pipeline.clean.workers import Bounds, PagePool, Quarantined

__all__ = [
    "Bounds",
    "CleanPage",
    "EditionCheck",
    "LayoutUse",
    "PagePool",
    "Quarantined",
    "Tally",
    "check_edition",
    "clean_page",
    "cleaner_version",
    "read_date",
]
