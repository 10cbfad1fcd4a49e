"""Extraction throughput in characters a second of processor time, by language, against spaCy's blank tokenizer.

Printed, never asserted: machines are shared and noisy. Both run on the same text in the same run, in turns, and
the best of several rounds counts. spaCy has no Lao; our registered class tokenizes it there.
"""

import re
import time
from datetime import date

import pytest
import spacy
import trafilatura

import extractors.components  # noqa: F401 - registers Lao with spaCy
from corpus.gold import load_gold
from corpus.sample import SAMPLE_DIR
from extractors import extract_figures, language_codes
from pipeline.ingest import ingest_paths
from schemas import Article

ROUNDS = 7
CANONICAL = re.compile(rb'<link rel="canonical" href="[^"]+')


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.benchmark
def test_extraction_against_blank_tokenization():
    gold = load_gold()
    print("\nlang   chars   ours chars/s  spacy.blank chars/s  ratio")
    for lang in language_codes():
        articles = [
            Article(article_id=g.article_id, lang=lang, text=g.text, published=date(2025, 10, 31))
            for g in gold
            if g.lang == lang
        ]
        if not articles:
            continue
        characters = sum(len(a.text) for a in articles)
        nlp = spacy.blank(lang)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(seconds(lambda: [extract_figures(a) for a in articles]))  # noqa: B023 - called at once
            theirs.append(seconds(lambda: [nlp.make_doc(a.text) for a in articles]))  # noqa: B023
        fast, base = characters / min(ours), characters / min(theirs)
        print(f"{lang:5}{characters:8,}{fast:15,.0f}{base:21,.0f}{fast / base:7.2f}")


@pytest.mark.benchmark
def test_ingest_of_pages_against_bare_trafilatura(tmp_path):
    pages = [page.read_bytes() for page in sorted(SAMPLE_DIR.rglob("*.html"))]
    folder = tmp_path / "pages"
    folder.mkdir()
    copies = 12
    for number in range(copies):
        for at, page in enumerate(pages):
            # An address of its own each time, so that no two pages are the same article.
            address = rb"\g<0>-%d" % number
            (folder / f"{number:03}-{at}.html").write_bytes(CANONICAL.sub(address, page))
    documents = [page.decode("utf-8") for page in pages] * copies
    trafilatura.extract(documents[0], include_comments=False)
    ingest_paths([SAMPLE_DIR], tmp_path / "warm.duckdb")  # every lexicon is loaded, as the other's rules are
    summaries = []
    whole = seconds(lambda: summaries.append(ingest_paths([folder], tmp_path / "bench.duckdb")))
    assert summaries[0].counts.articles_new == len(documents)
    bare = seconds(lambda: [trafilatura.extract(d, include_comments=False) for d in documents])
    count = len(documents)
    print(
        f"\nwhole ingest {count / whole:.1f} pages/s, bare trafilatura {count / bare:.1f} pages/s, ratio {bare / whole:.2f}"
    )
