"""A language's lexicon, compiled: one automaton over all its forms, each with everything that it tells.

Reading and checking `lexicon.toml` is done here, on the model of `schemas.lexicon`; what the cues mean for a
figure is decided by the modules that use them.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import ahocorasick

from extractors.normalise import fold_form
from schemas.codes import COUNT_UNITS, CURRENCIES, LANGUAGES
from schemas.lexicon import LexiconSpec
from schemas.reference import DataFileError, province_names, provinces, read_data_file

HERE = Path(__file__).parent


LEADING_VOWELS = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
DEPENDENT = frozenset(
    chr(n)
    for low, high in (
        (0x0E30, 0x0E3A),
        (0x0E45, 0x0E45),
        (0x0E47, 0x0E4E),
        (0x0EB0, 0x0EBD),
        (0x0EC8, 0x0ECD),
    )
    for n in range(low, high + 1)
)
"""Thai and Lao signs that belong to the consonant before them: vowels, tone marks, silencers."""

# What must not adjoin a literal, whatever its variants: letters on both sides; letters on the left; signs of its own
# syllable; nothing that could be told without the variants.
WORD, STEM, SYLLABLE, ANY = range(4)


class Variant(NamedTuple):
    """One way in which a literal counts as a cue: where letters may adjoin, which of its letters must be capitals."""

    open_left: bool
    open_right: bool
    capital: tuple[int, ...]
    tags: dict[str, Any]


class Lexicon(NamedTuple):
    """A compiled lexicon.

    `automaton` yields `(last index, (length, bounds, whole, variants))` for every literal in a folded text. `bounds`
    is `WORD`, `STEM`, `SYLLABLE` or `ANY`. `whole` is what `atoms.Found` holds where the literal counts as it stands
    wherever `bounds` are kept; it is None where each of the variants has to be tried.
    """

    spec: LexiconSpec
    automaton: Any
    forms: dict[str, dict[str, Any]]
    hash: str
    constructions: tuple[Any, ...] = ()
    """The language's own constructions, `CONSTRUCTIONS` of its `rules.py`; see `link_base.Construction`."""
    without_figures: tuple[Any, ...] = ()
    """Those of them that sentences without figures need too (`WITHOUT_FIGURES`): they tell of later sentences, or of dates."""
    inside_word: Callable[[str, int, int], bool] | None = None
    """Whether a number word at a span of the text is only a part of another word: `inside_word` of `rules.py`."""
    counted_noun: Callable[[str, int], tuple[str, int, int] | None] | None = None
    """What a noun behind a number counts that no form names, as unit and span, by its endings: `counted_noun` of `rules.py`."""
    is_name: Callable[[str, int, int], bool] | None = None
    """Whether a `doubtful_name` at a span of the text is the province that it spells: `is_name` of `rules.py`."""
    name_start: Callable[[str, int], int] | None = None
    """Where the name of a body begins that adjectives stand before, as in "the local office": `name_start` of `rules.py`."""
    name_end: Callable[[str, int, bool], int] | None = None
    """Where the name of a body ends that a space seems to end, as in "the commune Bao Lam 2": `name_end` of `rules.py`."""


def language_codes() -> tuple[str, ...]:
    """The languages that have a folder with a lexicon here, in alphabetical order."""
    return LANGUAGES


def written_forms(spec: LexiconSpec) -> Iterator[tuple[str, str, Any]]:
    """Every form that a `lexicon.toml` writes out, as `(form, tag, value)`; one a section, so a form may come again."""
    n, d, c, r, dl = spec.number, spec.date, spec.comparator, spec.refusal, spec.deadline
    for mapping, tag in (
        (n.words, "numword"),
        (n.scales, "scale"),
        (n.fractions, "fraction"),
        (n.approximate, "approximate"),
        (d.ordinals, "ordinal"),
        (spec.classifier, "classifier"),
    ):
        for form, value in mapping.items():
            yield form, tag, value
    for forms, tag, flag in (
        (n.glue, "numglue", True),
        (n.half_after, "half_after", True),
        (n.decimal_point, "decimal_point", True),
        (n.percent_after, "percent_after", "percent"),
        (n.point_after, "percent_after", "percentage_point"),
        (n.permille_after, "percent_after", "permille"),
        (n.percent_before, "percent_before", True),
        (n.range_between, "range_between", True),
        (n.range_open, "range_open", True),
        (n.range_and, "range_and", True),
        (n.range_pair, "range_pair", True),
        (n.out_of, "out_of", True),
        (r.anywhere, "refused_name", "name"),
        (spec.agency, "agency", True),
        (spec.topic, "topic", True),
        (spec.unit_generic, "unit_generic", True),
        (spec.nationwide, "nationwide", True),
        (spec.place_word, "place_word", True),
        (spec.place_part, "place_part", True),
        (spec.shield, "shield", True),
        (dl.responsible_labels, "responsible_label", True),
        (dl.deadline_labels, "deadline_label", True),
        (dl.duty, "duty", True),
        (dl.request, "request", True),
        (dl.bodies, "body", True),
        (dl.body_ends, "body_end", True),
        (spec.language.sentence_openers, "opener", True),
    ):
        for form in forms:
            yield form, tag, flag
    groups: tuple[tuple[dict[Any, tuple[str, ...]], str], ...] = (
        (dict(d.months), "month"),
        (dict(d.weekdays), "weekday"),
        (dict(d.words), "date"),
        (dict(d.prepositions), "prep"),
        (dict(c.before), "cmp_before"),
        (dict(c.after), "cmp_after"),
        (dict(c.inside), "cmp_inside"),
        (dict(r.before), "refuse_before"),
        (dict(r.after), "refuse_after"),
        (dict(spec.scheme), "scheme"),
        (dict(spec.scheme_hint), "scheme_hint"),
        (dict(spec.measure), "measure"),
        (dict(spec.unit), "unit"),
        (dict(spec.currency), "currency"),
        (dict(spec.physical), "physical"),
        (dict(spec.base), "base"),
        (dict(spec.scenario), "scenario"),
        (dict(spec.scope), "scope"),
        (dict(spec.per), "per"),
        (dict(spec.change), "change"),
        (dict(spec.breaks), "break"),
        (dict(spec.province), "province"),
    )
    for group, tag in groups:
        for value, forms in group.items():
            contrast = value == "contrast"
            for form in forms:
                if contrast:
                    yield form, "contrast", True
                    yield form, tag, "clause"
                    continue
                yield form, tag, int(value) if tag in ("month", "weekday") else value


_FRUIT = "Longan"


def _latin_forms(name: str) -> Iterator[str]:
    """A name with its tone on either vowel; its syllables parted by spaces or hyphens, or in one word; double names alike."""
    for form in dict.fromkeys((name, name.replace("òa", "oà").replace("óa", "oá"))):
        first, *others = form.replace(" - ", " ").split()
        yield from (form, " ".join((first, *others)), "-".join((first, *others)))
        if len(others) == 1 and (joined := first + others[0].lower()) != _FRUIT:
            yield joined
        elif len(others) > 1:
            cut = len(others) // 2 + 1
            halves = [" ".join(half) for half in ((first, *others)[:cut], others[cut - 1 :])]
            yield from ("-".join(halves), " - ".join(halves))


def _province_forms(spec: LexiconSpec) -> Iterator[tuple[str, str, str]]:
    """Names of provinces in Latin letters, which stand in pages of every language: with and without marks, in one word or more."""
    seen = set()
    for province in provinces():
        for name, plain in (
            (province.name, province.ascii),
            *((old.name, old.ascii) for old in province.old_units),
        ):
            for form in (*_latin_forms(name), *_latin_forms(plain)):
                if (form, name) not in seen:
                    seen.add((form, name))
                    yield "^" + form, "province", name


def _extra_forms(code: str) -> Iterable[tuple[str, str, Any]]:
    """Forms that a language builds by rule (compound number words), from `extra_forms()` of its `rules.py`."""
    rules = import_module(f"extractors.{code}.rules")
    build = getattr(rules, "extra_forms", None)
    return build() if build is not None else ()


def _capitals(form: str, literal: str) -> tuple[int, ...]:
    """Where a form marked `^` must be capitalised: at its first letter and wherever it is written so itself."""
    if len(form) != len(literal):
        return (0,)
    return (0, *(n for n, letter in enumerate(form) if n and letter.isupper()))


def _bounds(literal: str, variants: tuple[Variant, ...], spaces: bool) -> int:
    """What must not adjoin a literal: see `WORD` and the others; `atoms` checks the variants of those that need it."""
    first, last = literal[0], literal[-1]
    opens_right = any(variant.open_right for variant in variants)
    if not spaces and not first.isascii():
        plain = not (first.isdigit() or last.isdigit() or last.isspace() or opens_right)
        return SYLLABLE if plain else ANY
    if not spaces or not first.isalpha() or any(variant.open_left for variant in variants):
        return ANY
    return WORD if last.isalpha() and not opens_right else STEM


def _name_bodies(variants: dict[str, dict[Any, dict[str, Any]]], spaces: bool) -> None:
    """Tag as bodies the agencies and organizations whose form begins with a body's noun: the longer form would hide it."""
    nouns = {literal for literal, ways in variants.items() if any("body" in tags for tags in ways.values())}
    for literal, ways in variants.items():
        named = [tags for tags in ways.values() if "agency" in tags or tags.get("unit") == "organization"]
        if not named:
            continue
        ends = [m for m in range(2, len(literal)) if not spaces or literal[m] == " "]
        if any(literal[:end] in nouns for end in ends):
            for tags in named:
                tags.setdefault("body", True)


_VERB = 3
"""How many letters a verb has at least that a longer form may begin with."""


def _end_bodies(variants: dict[str, dict[Any, dict[str, Any]]], spaces: bool) -> None:
    """Where no spaces part words, tag what is done as the end of a body's name: the longer form would hide its verb."""
    if spaces:
        return
    verbs = {
        literal
        for literal, ways in variants.items()
        if len(literal) >= _VERB and any("body_end" in tags for tags in ways.values())
    }
    for literal, ways in variants.items():
        for tags in ways.values():
            told = "measure" in tags and not {"body", "agency", "body_end"} & tags.keys()
            if told and any(literal[:end] in verbs for end in range(_VERB, len(literal))):
                tags["body_end"] = True


def compile_lexicon(
    spec: LexiconSpec, extra: Iterable[tuple[str, str, Any]] = (), source: str = ""
) -> Lexicon:
    """Compile a lexicon. Raises `DataFileError` for a form with two values in one section that is not marked ambiguous."""
    known_provinces = province_names()
    variants: dict[str, dict[tuple[bool, bool, tuple[int, ...]], dict[str, Any]]] = defaultdict(dict)
    forms: dict[str, dict[str, Any]] = {}
    ambiguous = {fold_form(form) for form in spec.ambiguous}
    name = f"lexicon.toml in {spec.language.code}/"
    for form, tag, value in (*written_forms(spec), *extra, *_province_forms(spec)):
        if tag == "province" and value not in known_provinces:
            raise DataFileError(f"{name}: province.{value}: not a canonical name")
        if tag == "currency" and value not in CURRENCIES:
            raise DataFileError(f"{name}: currency.{value}: not a code of schemas.codes.CURRENCIES")
        if tag == "physical" and value in COUNT_UNITS:
            raise DataFileError(f"{name}: physical.{value}: a unit of counting, not of measure")
        capital, bare = form.startswith("^"), form.removeprefix("^")
        left, bare = bare.startswith("*"), bare.removeprefix("*")
        right, bare = bare.endswith("*"), bare.removesuffix("*")
        literal = fold_form(bare)
        if not literal.strip():
            raise DataFileError(f"{name}: {tag}.{value}: an empty form")
        capitals = _capitals(bare, literal) if capital else ()
        tags = variants[literal].setdefault((left, right, capitals), {})
        if tag in tags and tags[tag] != value:
            if tag == "province":
                continue
            if literal not in ambiguous:
                raise DataFileError(f"{name}: {tag}: {form!r} is both {tags[tag]!r} and {value!r}")
            continue
        tags[tag] = value
        forms.setdefault(form, {})[tag] = value
    _name_bodies(variants, spec.language.spaces)
    _end_bodies(variants, spec.language.spaces)
    automaton = ahocorasick.Automaton()
    for literal, ways in variants.items():
        ordered = sorted(ways.items(), key=lambda way: (way[0][0] + way[0][1], not way[0][2]))
        options = tuple(Variant(*flags, tags) for flags, tags in ordered)
        bounds, size = _bounds(literal, options, spec.language.spaces), len(literal)
        only = options[0] if len(options) == 1 and bounds in (WORD, SYLLABLE) else None
        if only is not None and (only.capital or "doubtful_name" in only.tags):
            only = None  # more than its bounds has to be looked at
        whole = (size, (True, size), only.tags) if only is not None else None
        automaton.add_word(literal, (size, bounds, whole, options))
    automaton.make_automaton()
    return Lexicon(spec, automaton, forms, hashlib.sha256(source.encode()).hexdigest()[:16])


@cache
def lexicon_of(code: str) -> Lexicon:
    """The compiled lexicon of a language. Raises `KeyError` for a language without one, `DataFileError` for a wrong file."""
    if code not in language_codes():
        raise KeyError(f"no language {code!r}: there are {', '.join(language_codes())}")
    path = HERE / code / "lexicon.toml"
    spec = read_data_file(path, LexiconSpec)
    rules = (HERE / code / "rules.py").read_text("utf-8")
    lexicon = compile_lexicon(spec, _extra_forms(code), path.read_text("utf-8") + rules)
    own = import_module(f"extractors.{code}.rules")
    return lexicon._replace(
        constructions=tuple(getattr(own, "CONSTRUCTIONS", ())),
        without_figures=tuple(getattr(own, "WITHOUT_FIGURES", ())),
        inside_word=getattr(own, "inside_word", None),
        counted_noun=getattr(own, "counted_noun", None),
        is_name=getattr(own, "is_name", None),
        name_end=getattr(own, "name_end", None),
        name_start=getattr(own, "name_start", None),
    )
