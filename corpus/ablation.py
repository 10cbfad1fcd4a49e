"""What each part of linking brings: the extractors scored with one part taken away, and with the nearest cue alone.

    python -m corpus.ablation [FOLDER]      the table, over the whole folder and over what rules were not written from

Scores are those of `corpus.scoring`, at the level of the whole record, and for single fields. What is taken away is not
made up for by the second reading (`extractors.second_reading`), which has a line of its own.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.gold import GOLD_FOLDER, GoldArticle, load_gold
from corpus.halves import read_articles
from corpus.scoring import Scores, add_tallies, score_tally, tally_article
from extractors.candidates import Candidate
from extractors.link_base import Context, View
from extractors.linking import Linker
from extractors.reading import extract_figures
from extractors.segments import Sentence
from extractors.surroundings import compared_cues, nearest_cue
from extractors.tables import Row


class NearestCue(Linker):
    """Every field from the cue of its kind that stands nearest in the sentence, on whichever side; no structure at all."""

    def link(self, sentence: Sentence, candidates: list[Candidate]) -> None:
        """Fill the governing fields from the nearest cues; a measure without a scheme takes the article's."""
        view = View(sentence, candidates)
        compared = compared_cues(self.atoms, sentence)
        for at, own in enumerate(candidates):
            found = {
                name: nearest_cue(own, starts, cues).tags[name] for name, (starts, cues) in compared.items()
            }
            own.pre, own.post = own.first, own.last + 1
            own.scheme = found.get("scheme", self.context.topic)
            own.scenario = found.get("scenario", "actual")
            own.measure = found.get("measure")
            if own.measure is not None and not self._fits(own, own.measure):
                own.measure = None
            if own.kind == "percentage":
                own.base = found.get("base")
            if own.measure is not None and own.scheme is not None:
                measure = self._measure_code(own, None, False)
                own.indicator = f"{own.scheme}.{measure}" if measure is not None else "other"
                if measure in ("events", "attendees"):
                    own.indicator = f"outreach.{measure}"
            dates = [found for found in sentence.dates if self._dates_figures(found)]
            if dates:
                here = view.candidates[at].numeral
                near = min(
                    dates,
                    key=lambda d, here=here: max(d.start - here.end, here.start - d.end),  # type: ignore[misc]
                )
                self._apply_date(own, near, "nearest date")


class WithoutClauses(Linker):
    """Full linking, but a sentence is cut at the figures themselves and not at the breaks between their clauses."""

    def _cut_between(self, left: Candidate, right: Candidate, dated: set[int]) -> tuple[int, str]:
        where = left.last + 1 if self.head_before else right.first
        return min(max(where, left.last + 1), right.first), "none"


class WithoutConstructions(Linker):
    """Full linking, but no construction of a language's own `rules.py`."""

    def link(self, sentence: Sentence, candidates: list[Candidate]) -> None:
        """As the full linker, with no constructions."""
        self.constructions = ()
        super().link(sentence, candidates)


class WithoutContext(Linker):
    """Full linking, but every sentence for itself: only the article's topic is known of the others."""

    def link(self, sentence: Sentence, candidates: list[Candidate]) -> None:
        """As the full linker, with an empty context."""
        self.context, self.money, self.told = Context(self.context.topic), None, None
        super().link(sentence, candidates)


class WithoutTopic(Linker):
    """Full linking, but nothing is known of what the article is about."""

    def link(self, sentence: Sentence, candidates: list[Candidate]) -> None:
        """As the full linker, with no topic."""
        self.context.topic = None
        super().link(sentence, candidates)


class WithoutTables(Linker):
    """Full linking, but a table's row is a line like any other."""

    def _link_row(self, view: View, row: Row) -> None:
        pass


class Variant(NamedTuple):
    """A linker to be scored, under the name that the table gives it, and whether the second reading follows it."""

    name: str
    linker: type[Linker]
    second_reading: bool = False


VARIANTS = (
    Variant("all of linking, then the second reading", Linker, True),
    Variant("all of linking", Linker),
    Variant("without the languages' own constructions", WithoutConstructions),
    Variant("without cells at clause breaks", WithoutClauses),
    Variant("without what earlier sentences leave", WithoutContext),
    Variant("without the article's topic", WithoutTopic),
    Variant("without tables", WithoutTables),
    Variant("nearest cue only", NearestCue),
)


def score_variant(
    articles: Iterable[GoldArticle], linker: type[Linker], second_reading: bool = False
) -> Scores:
    """Scores over all the articles, with a linker in the place of the full one."""
    return score_tally(
        add_tallies(
            tally_article(
                gold,
                extract_figures(
                    gold.as_article(), linker_type=linker, second_reading=second_reading
                ).as_output(),
            )
            for gold in articles
        )
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(prog="python -m corpus.ablation", description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=GOLD_FOLDER, help="gold (default: packaged)")
    asked = parser.parse_args(arguments)
    gold = load_gold(asked.folder)
    read = read_articles(gold, asked.folder)
    unread = [article for article in gold if article.article_id not in read]
    print(f"{len(gold)} articles, {len(unread)} of them unread")
    heads = f"{'record':>6} {'base':>6} {'scope':>6}"
    print(f"{'':42} {'all':>6}{'':15}{'unread':>6}\n{'':42} {heads} {heads}")
    for name, linker, second_reading in VARIANTS:
        cells = []
        for articles in (gold, unread):
            scores = score_variant(articles, linker, second_reading)
            cells += [scores.main_number(field) for field in ("record", "base", "scope")]
        shown = " ".join("     -" if cell is None else f"{cell:6.3f}" for cell in cells)
        print(f"{name:42} {shown}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
