"""Fits `extractors/second_reading.json` on the articles that may be read, and tells what the second reading brings.

    python -m corpus.learning                what it brings, cross-validated over articles
    python -m corpus.learning --write        fit on all articles that may be read, write the model
    python -m corpus.learning --first-sight  add what rules alone make of development articles that were not recorded yet

Rules read the articles that they were written from nearly without faults, so on these nothing can be learned of when
rules are wrong. What they made of each development article before anybody mended them by it is therefore kept, in
`corpus/development/first_sight/`, a file a language: record new articles with `--first-sight` before you look at their
faults. The model of answers is fitted on all figures of read articles; that of trust on the recorded figures on which the
two readings differ, with answers from fits that left the article out, and on the examples of the languages, which rules
read right and which are not to be overruled. Unread and closed articles have no part in any of it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.calibration import Observation, fit_weights
from corpus.gold import DEVELOPMENT_FOLDER, GOLD_FOLDER, GoldArticle, load_gold
from corpus.halves import read_articles
from corpus.scoring import pair_figures, predicted_figures
from extractors.examples import Example, examples_of
from extractors.lexicon import lexicon_of
from extractors.reading import extract_figures, read_text
from extractors.second_reading import (
    MODEL,
    NO_DATE,
    TRUSTED,
    Observed,
    SecondReading,
    Surroundings,
    rules_of,
    split_indicator,
    trust,
    trust_features,
)
from schemas import Figure
from schemas.second_reading import SecondReadingSpec, TrustSpec

Sight = Mapping[tuple[str, int], Mapping[str, "FirstSight"]]
"""What rules made of figures at first sight, by article and start, then by field."""
FIRST_SIGHT = DEVELOPMENT_FOLDER / "first_sight"
QUESTIONS = ("scheme", "measure", "scenario", "date_role")
FIELDS = ("indicator", "scenario", "date_role")
CUES = {"indicator": ("indicator", "scheme"), "scenario": ("scenario",), "date_role": ()}
"""The evidence of each field whose rules tell whether it is to be trusted."""
RAREST = 10
"""A feature that fewer figures have gets no weight."""
PENALTY = 2.0
EXAMPLE_WEIGHT = 0.3
"""What an example counts in the fit of trust; rules were mended until they read it right."""
EPOCHS = 30
BATCH = 64
RATE = 0.1
FOLDS = 8


class Seen(NamedTuple):
    """A figure of a read article: where it starts, its kind, what stands around it, and what gold accepts of each field."""

    article: str
    start: int
    kind: str
    unit: str
    observed: Observed
    accepted: Mapping[str, tuple[str, ...]]
    near: Mapping[str, str]
    """What the nearest date is, as `rules_of` tells it."""

    def answer(self, question: str) -> str:
        """Gold's first reading, as an answer to a question."""
        if question in self.accepted:
            return self.accepted[question][0]
        return split_indicator(self.accepted["indicator"][0])[question == "measure"]


class FirstSight(NamedTuple):
    """What rules made of a figure at first sight: a field's value, and the rules of its evidence."""

    value: str
    rules: Mapping[str, str]


class Difference(NamedTuple):
    """A figure that the two readings read differently: which of them is right, and what tells of trust."""

    article: str
    field: str
    features: tuple[str, ...]
    rules_right: bool
    second_right: bool
    weight: float = 1.0
    """What it counts in the fit of trust."""


def see_articles(articles: Iterable[GoldArticle]) -> list[Seen]:
    """The figures of gold articles that rules find, with what stands around them; optional records are left out."""
    seen: list[Seen] = []
    for gold in articles:
        article = gold.as_article()
        reading = read_text(
            article.text,
            lexicon_of(article.lang),
            article.published,
            article.province,
            (article.origin_url, article.url),
            second_reading=False,
        )
        around = Surroundings(
            reading.folded.text, reading.atoms, reading.sentences, reading.candidates, article.published
        )
        by_start = {
            reading.folded.original(own.numeral.start, own.numeral.end)[0]: own for own in reading.candidates
        }
        read = extract_figures(article, second_reading=False).as_output()
        rows = predicted_figures(read)
        for i, j in pair_figures(gold, read)[0]:
            own = by_start[rows[j]["start"]]
            figure = gold.figures[i]
            if figure.optional:
                continue
            accepted = {field: tuple(map(str, figure.options(field))) for field in FIELDS}
            observed, near = around.observe(own), rules_of(own, "date_role")
            seen.append(Seen(gold.article_id, rows[j]["start"], own.kind, own.unit, observed, accepted, near))
    return seen


def fit_answers(seen: Sequence[Seen]) -> SecondReadingSpec:
    """Multinomial logistic models with an L2 penalty, one a question, fitted together by AdaGrad in batches."""
    counts = Counter(name for one in seen for name in one.observed.told_by)
    names = sorted(name for name, n in counts.items() if n >= RAREST)
    index = {name: k for k, name in enumerate(names)}
    x = np.zeros((len(seen), len(names)), dtype=np.float32)
    for row, one in enumerate(seen):
        x[row, [index[name] for name in one.observed.told_by if name in index]] = 1.0
    classes = {q: tuple(sorted({one.answer(q) for one in seen})) for q in QUESTIONS}
    wanted = np.zeros((len(seen), sum(map(len, classes.values()))), dtype=np.float32)
    blocks: list[slice] = []
    start = 0
    for question, answers in classes.items():
        blocks.append(slice(start, start + len(answers)))
        for row, one in enumerate(seen):
            wanted[row, start + answers.index(one.answer(question))] = 1.0
        start += len(answers)
    weights = np.zeros((len(names), start), dtype=np.float32)
    squares = np.full_like(weights, 1e-6)
    order = np.random.default_rng(0).permutation(len(seen))
    for _ in range(EPOCHS):
        for low in range(0, len(seen), BATCH):
            rows = order[low : low + BATCH]
            here = x[rows]
            share = _softmax(here @ weights, blocks)
            slope = here.T @ (share - wanted[rows]) + PENALTY * len(rows) / len(seen) * weights
            squares += slope * slope
            weights -= RATE * slope / np.sqrt(squares)
    return SecondReadingSpec(
        classes=classes,
        weights={name: tuple(map(int, np.rint(weights[k] * 100))) for name, k in index.items()},
        trust={},
        fitted_on=f"{len(seen)} figures of {len({one.article for one in seen})} read articles; {date.today()}",
    )


def _softmax(scores: NDArray[np.float32], blocks: Iterable[slice]) -> NDArray[np.float32]:
    """Probabilities from scores, each question's answers for themselves."""
    shares = np.empty_like(scores)
    for block in blocks:
        grown = np.exp(scores[:, block] - scores[:, block].max(axis=1, keepdims=True))
        shares[:, block] = grown / grown.sum(axis=1, keepdims=True)
    return shares


def as_second_reading(spec: SecondReadingSpec) -> SecondReading:
    """A model just fitted, ready to be asked."""
    weights = np.array(list(spec.weights.values()), dtype=np.float32) / np.float32(100)
    return SecondReading(spec, {name: row for row, name in enumerate(spec.weights)}, weights)


def differences(
    model: SecondReading, read: Iterable[tuple[Seen, Mapping[str, FirstSight]]], weight: float = 1.0
) -> Iterator[Difference]:
    """Where a model reads figures otherwise than rules did, in the fields of which it is known what is right."""
    pairs = list(read)
    if not pairs:
        return
    for (one, told), shares in zip(pairs, model.weigh([one.observed for one, _ in pairs]), strict=True):
        for field, accepted in one.accepted.items():
            by_rules = told[field]
            if field == "date_role":
                if by_rules.value != NO_DATE or not one.near:
                    continue
                by_rules = FirstSight(NO_DATE, one.near)
            answer = (
                model.indicator(shares, one.kind, one.unit, by_rules.value)
                if field == "indicator"
                else model.answer(shares, field, by_rules.value)
            )
            if answer.value != by_rules.value:
                features = trust_features(field, by_rules.value, answer, by_rules.rules, one.observed)
                right = by_rules.value in accepted, answer.value in accepted
                yield Difference(one.article, field, features, *right, weight)


def recorded(seen: Iterable[Seen], sight: Sight) -> list[tuple[Seen, Mapping[str, FirstSight]]]:
    """The figures of which it was recorded what rules made of them at first sight, with that."""
    return [(one, sight[one.article, one.start]) for one in seen if (one.article, one.start) in sight]


def see_examples(code: str) -> list[tuple[float, list[tuple[Seen, Mapping[str, FirstSight]]]]]:
    """The figures of a language's examples that say what their indicator or scenario is, with what rules make of them.

    By frame, each with what one of its figures counts: the forms of a frame count together as one example.
    """
    found = []
    for number, frame in enumerate(examples_of(code)):
        if frame.not_yet is None and any(one.indicator or one.scenario for one in frame.figures or ()):
            filled = frame.filled()
            figures = [pair for example in filled for pair in _see_example(code, f"{code} {number}", example)]
            found.append((1 / len(filled), figures))
    return found


def _see_example(code: str, name: str, example: Example) -> Iterator[tuple[Seen, Mapping[str, FirstSight]]]:
    reading = read_text(
        example.text,
        lexicon_of(code),
        example.published,
        example.province,
        (None, example.url),
        second_reading=False,
    )
    around = Surroundings(
        reading.folded.text, reading.atoms, reading.sentences, reading.candidates, example.published
    )
    for own in reading.candidates:
        start, end = reading.folded.original(own.numeral.start, own.numeral.end)
        quote = example.text[start:end]
        meant = [one for one in example.figures or () if quote in one.quote or one.quote in quote]
        if len(meant) != 1:
            continue
        accepted = {
            field: tuple(NO_DATE if one == "-" else one for one in _as_several(getattr(meant[0], field)))
            for field in FIELDS
            if getattr(meant[0], field)
        }
        told = {field: FirstSight(str(getattr(own, field)), rules_of(own, field)) for field in FIELDS}
        near = told["date_role"].rules
        yield Seen(name, start, own.kind, own.unit, around.observe(own), accepted, near), told


def _as_several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def fit_trust(found: Sequence[Difference], field: str) -> TrustSpec:
    """When the second reading of a field is right and the rules are not, of those figures of which one is."""
    observations = [
        Observation(one.article, one.features, 0.0, one.second_right, one.weight)
        for one in found
        if one.field == field and one.rules_right != one.second_right
    ]
    bias, weights = fit_weights(observations)
    return TrustSpec(bias=bias, weights=weights)


def fold_of(articles: Iterable[str]) -> dict[str, int]:
    """The fold of each article, by its name without the language: editions of one story are left out together."""
    names = set(articles)
    stories = sorted({name.partition("-")[2] for name in names})
    fold = {story: k % FOLDS for k, story in enumerate(stories)}
    return {name: fold[name.partition("-")[2]] for name in names}


def held_out_differences(seen: Sequence[Seen], sight: Sight) -> list[Difference]:
    """The differences of every article, by a model that was fitted without it."""
    folds = fold_of(one.article for one in seen)
    found: list[Difference] = []
    for fold in range(FOLDS):
        model = as_second_reading(fit_answers([one for one in seen if folds[one.article] != fold]))
        found += differences(model, recorded((one for one in seen if folds[one.article] == fold), sight))
    return found


def example_differences(model: SecondReading, languages: Iterable[str]) -> list[Difference]:
    """The differences in examples, which rules read right: they teach what is not to be overruled."""
    return [
        one
        for code in languages
        for share, figures in see_examples(code)
        for one in differences(model, figures, share * EXAMPLE_WEIGHT)
    ]


def read_first_sight(folder: Path = FIRST_SIGHT) -> Sight:
    """The recorded readings of rules, by article and start of the figure, then by field."""
    found: dict[tuple[str, int], dict[str, FirstSight]] = {}
    for row in recorded_articles(folder):
        for figure in row["figures"] or ():
            rules: dict[str, str] = figure["rules"]
            found[row["article_id"], figure["start"]] = {
                field: FirstSight(
                    str(figure[field]), {cue: rules[cue] for cue in CUES[field] if cue in rules}
                )
                for field in FIELDS
            }
    return found


def recorded_articles(folder: Path = FIRST_SIGHT) -> list[dict[str, Any]]:
    """The rows of the record: `article_id` and `figures`, null where rules had been written from it before this was kept."""
    return [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]


def record_first_sight(articles: Iterable[GoldArticle], folder: Path = FIRST_SIGHT) -> int:
    """Add what the rules alone make of the articles that are not recorded yet; how many were added.

    One line an article, in the file of its language.
    """
    folder.mkdir(exist_ok=True)
    known = {row["article_id"] for row in recorded_articles(folder)}
    new = [gold for gold in articles if gold.article_id not in known]
    for gold in new:
        read = extract_figures(gold.as_article(), second_reading=False).figures
        row = {"article_id": gold.article_id, "figures": [_as_first_sight(figure) for figure in read]}
        with (folder / f"{gold.lang}.jsonl").open("a", encoding="utf-8") as out:
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
    return len(new)


def _as_first_sight(figure: Figure) -> dict[str, Any]:
    told = {name: evidence.rule for name, evidence in figure.evidence.items()}
    return {
        "start": figure.start,
        **{field: getattr(figure, field) for field in FIELDS},
        "rules": {cue: told[cue] for cues in CUES.values() for cue in cues if cue in told},
    }


def overruled(
    found: Sequence[Difference], examples: Sequence[Difference], field: str
) -> Iterator[tuple[Difference, float]]:
    """The differences in a field with how far the second reading is trusted, by fits that left the article out."""
    folds = fold_of(one.article for one in found)
    for fold in range(FOLDS):
        model = fit_trust([*(one for one in found if folds[one.article] != fold), *examples], field)
        for one in found:
            if one.field == field and folds[one.article] == fold:
                yield one, trust(model, one.features)


def write_model(spec: SecondReadingSpec, path: Path = MODEL) -> None:
    """Write the model, one feature a line, sorted, so that another fit shows as changed lines."""
    head = spec.model_dump(mode="json", exclude={"weights"})
    lines = [json.dumps(head, ensure_ascii=False)[:-1] + ', "weights": {']
    rows = [
        f"{json.dumps(name, ensure_ascii=False)}: {list(row)}".replace(", ", ",")
        for name, row in sorted(spec.weights.items())
    ]
    path.write_text("\n".join([*lines, ",\n".join(rows), "}}"]) + "\n", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; see the module."""
    parser = argparse.ArgumentParser(prog="python -m corpus.learning", description="The second reading.")
    parser.add_argument("--write", action="store_true", help="fit and write the model")
    parser.add_argument("--first-sight", action="store_true", help="record what rules make of new articles")
    asked = parser.parse_args(arguments)
    development = load_gold(DEVELOPMENT_FOLDER)
    if asked.first_sight:
        print(f"{record_first_sight(development)} articles recorded")
        return 0
    gold = load_gold(GOLD_FOLDER)
    known = read_articles(gold, GOLD_FOLDER)
    languages = sorted({article.lang for article in development})
    seen = see_articles([*(a for a in gold if a.article_id in known and a.lang in languages), *development])
    sight = read_first_sight()
    found = held_out_differences(seen, sight)
    spec = fit_answers(seen)
    examples = example_differences(as_second_reading(spec), languages)
    at_first = recorded(seen, sight)
    print(f"{len(at_first)} figures that rules read at first sight")
    for field in FIELDS:
        trusted = [one for one, share in overruled(found, examples, field) if share > TRUSTED[field]]
        right = sum(told[field].value in one.accepted[field] for one, told in at_first)
        better = sum(one.second_right and not one.rules_right for one in trusted)
        worse = sum(one.rules_right and not one.second_right for one in trusted)
        print(
            f"{field}: right {right / len(at_first):.3f}; {len(trusted)} overruled, {better} for the better, "
            f"{worse} for the worse; then right {(right + better - worse) / len(at_first):.3f}"
        )
    if asked.write:
        fits = {field: fit_trust([*found, *examples], field) for field in FIELDS}
        fitted_on = f"{spec.fitted_on}; trust on {len(found)} differences and {len(examples)} in examples"
        write_model(spec.model_copy(update={"trust": fits, "fitted_on": fitted_on}))
        print(f"{len(spec.weights)} features written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
