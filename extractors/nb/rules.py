"""Grammar of Norwegian that is not words: forms built by rule, and constructions of its sentences.

Norwegian writes number words and compounds in one word, lists schemes with a hanging hyphen ("sosial- og
helseforsikring"), and declines the nouns that "hver" (each) and "av" (of) govern; those forms are built here.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

from schemas.reference import provinces

_ONES = {"en": 1, "ett": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "sju": 7, "syv": 7, "åtte": 8, "ni": 9}
_TENS = {
    "tjue": 20, "tyve": 20, "tretti": 30, "tredve": 30, "førti": 40, "femti": 50,
    "seksti": 60, "sytti": 70, "åtti": 80, "nitti": 90,
}  # fmt: skip
_TEENS = {
    "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16,
    "sytten": 17, "atten": 18, "nitten": 19,
}  # fmt: skip
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")

_AGES = ("arbeidsfør alder", "arbeidsdyktig alder", "yrkesaktiv alder", "arbeidsalder", "arbeidsalderen")
_OF_AGE = (
    "befolkningen", "befolkning", "innbyggerne", "innbyggere", "arbeidsstyrken", "arbeidstakerne", "arbeidstakere",
    "arbeiderne", "arbeidere", "personer", "personene", "folk", "mennesker", "de", "dem", "alle",
)  # fmt: skip

# What each one has or must reach: the noun behind "hver", "hvert", "per".
_EACH = (
    "kommune", "bydel", "landsby", "husholdning", "husstand", "familie", "person", "elev", "student", "innbygger",
    "deltaker", "medlem", "enhet", "skole", "arbeidstaker", "arbeider", "ansatt", "distrikt", "lokalitet", "provins",
    "bedrift", "hode", "pasient", "mottaker", "sak", "bok", "bolig", "prosjekt", "gruppe",
    "investor", "sykehus", "kontor", "trygdekontor", "medarbeider", "innkrever", "lag", "grend", "krets", "hektar",
    "partimedlem", "forelder", "barn", "klasse", "ordning", "søknad", "besøk", "tilfelle", "kvinne", "bonde", "gård",
)  # fmt: skip

# Groups that a percentage is a share of, behind "av": the definite plural, or the plural with "alle".
_GROUPS = (
    "kommunene", "bydelene", "bedriftene", "virksomhetene", "foretakene", "enhetene", "organisasjonene", "sakene",
    "søknadene", "skolene", "pensjonistene", "mottakerne", "pasientene", "prosjektene", "arealene", "arealet",
    "landsbyene", "investorene", "medlemmene", "barna", "boligene", "kvinnene", "bøndene", "prosedyrene", "kadrene",
    "tjenestemennene", "partimedlemmene", "lærerne", "mappene", "transaksjonene", "sykehusene", "institusjonene",
    "brukerne", "kundene", "deltakerne", "tilfellene", "dokumentene", "veiene", "klassene", "bydelene og kommunene",
)  # fmt: skip
_GROUP_PLURALS = (
    "kommuner", "bydeler", "bedrifter", "virksomheter", "enheter", "organisasjoner", "saker", "søknader", "skoler",
    "pensjonister", "mottakere", "pasienter", "prosjekter", "landsbyer", "investorer", "medlemmer", "barn",
    "fattige", "nesten fattige", "eldre", "kvinner", "prosedyrer", "kadrer", "lærere", "tilfeller", "brukere",
    "partimedlemmer", "tjenestemenn", "dokumenter", "transaksjoner", "pensjonsmottakere", "forsikrede",
)  # fmt: skip


def _number_words() -> Iterator[tuple[str, str, Any]]:
    for ten, high in _TENS.items():
        for one, low in _ONES.items():
            yield ten + one, "numword", high + low
            yield f"{one}og{ten}", "numword", high + low
    for one, low in _ONES.items():
        if low > 1 or one == "ett":
            yield one + "hundre", "numword", 100 * low
            yield one + "tusen", "numword", 1000 * low
    for word, value in (*_TENS.items(), *_TEENS.items()):
        yield word + "tusen", "numword", 1000 * value


def _schemes_in_one() -> Iterator[tuple[str, str, Any]]:
    """ "sosial- og helseforsikring", "sosial-, helse- og arbeidsledighetsforsikring": several schemes with one head."""
    heads = ("sosial", "helse", "arbeidsledighets", "arbeidsløshets", "ledighets", "syke", "sosialforsikrings", "helseforsikrings")
    tails = ("forsikring*", "trygd*")
    for first, second in permutations(heads, 2):
        for tail in tails:
            yield f"{first}- og {second}{tail}", "scheme", "insurance"
        for third in heads:
            if third not in (first, second):
                for tail in tails:
                    yield f"{first}-, {second}- og {third}{tail}", "scheme", "insurance"


def _agencies() -> Iterator[tuple[str, str, Any]]:
    """ "Dong Nai sosialforsikring", "sosialforsikringen i Hue": the agency of a province, which the name tells too."""
    names: dict[str, str] = {}
    for province in provinces():
        for name, plain in (
            (province.name, province.ascii),
            *((old.name, old.ascii) for old in province.old_units),
        ):
            names.setdefault(name, name)
            names.setdefault(plain, name)
    for printed, name in names.items():
        for form in (
            f"^{printed} sosialforsikring*", f"^{printed} provinsielle sosialforsikring*", f"^{printed} provinsens sosialforsikring*",
            f"^{printed}-provinsens sosialforsikring*", f"^{printed}s sosialforsikring*", f"^{printed} sosialtrygd*",
            f"^{printed} bys sosialforsikring*", f"sosialforsikringen i {printed}", f"sosialforsikring i {printed}",
        ):  # fmt: skip
            yield form, "agency", True
            yield form, "province", name
        yield f"^{printed}s", "province", name


def _bases() -> Iterator[tuple[str, str, Any]]:
    for head in _OF_AGE:
        for age in _AGES:
            for link in ("i", "som er i"):
                yield f"{head} {link} {age}", "base", "working_age"
    for noun in _GROUPS:
        yield f"av {noun}", "base", "group"
        yield f"av de {noun}", "base", "group"
    for noun in _GROUP_PLURALS:
        yield f"av {noun}", "base", "group"
        yield f"av alle {noun}", "base", "group"


def _each() -> Iterator[tuple[str, str, Any]]:
    for noun in _EACH:
        for word in ("hver", "hvert", "per", "pr.", "pr", "hver enkelt"):
            yield f"{word} {noun}", "scope", "each"


def _same_periods() -> Iterator[tuple[str, str, Any]]:
    heads = (
        "samme periode", "samme tid", "samme tidspunkt", "samme tidsrom", "tilsvarende periode", "tilsvarende tid",
        "tilsvarende tidspunkt", "samme kvartal", "samme måned", "samme halvår", "samme dag",
    )  # fmt: skip
    tails = ("i fjor", "året før", "året i forveien", "i forrige år", "forrige år", "foregående år", "det foregående året", "sist år", "fjoråret")
    for head in heads:
        for tail in tails:
            yield f"{head} {tail}", "date", "same_period"


def _against_the_country() -> Iterator[tuple[str, str, Any]]:
    """ "over landsgjennomsnittet": names the country only to compare with it."""
    means = (
        "gjennomsnittet for landet", "gjennomsnittet for hele landet", "gjennomsnittet i landet", "landsgjennomsnittet",
        "landets gjennomsnitt", "det nasjonale gjennomsnittet", "nasjonalt gjennomsnitt", "snittet for landet",
    )  # fmt: skip
    for word in ("over", "under", "og over", "og under", "høyere enn", "lavere enn", "mer enn", "bedre enn", "enn"):
        for mean in means:
            yield f"{word} {mean}", "nationwide", True
            yield f"{word} {mean}", "prep", "compared"


def _weekdays() -> Iterator[tuple[str, str, Any]]:
    for day in _WEEKDAYS:
        yield day, "date", "day_word"
        yield f"{day} den", "date", "day_word"


def extra_forms() -> Iterator[tuple[str, str, Any]]:
    """Forms that Norwegian builds by rule, as `(form, tag, value)`."""
    yield from _number_words()
    yield from _schemes_in_one()
    yield from _agencies()
    yield from _bases()
    yield from _each()
    yield from _same_periods()
    yield from _weekdays()
    yield from _against_the_country()


CONSTRUCTIONS = ()
