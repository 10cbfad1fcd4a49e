"""Grammar of Norwegian that is not words: forms built by rule, and constructions of its sentences.

Norwegian writes number words and compounds in one word, lists schemes with a hanging hyphen ("sosial- og
helseforsikring"), and declines the nouns that "hver" (each) and "av" (of) govern; those forms are built here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import permutations, product
from typing import Any

from extractors.candidates import Candidate
from extractors.lexicon import lexicon_of
from extractors.link_base import View
from extractors.linking import Linker
from extractors.measures import COVERED
from schemas.codes import Per
from schemas.reference import latin_province_names

_DESCRIBED = re.compile(r"\b(?:den|det|de|hver|hvert|alle|samtlige) (?:[^\W\d_]+e ){1,2}$")
"""What stands before the definite noun of a body: an article and adjectives."""
_OWNED = re.compile(
    r"\b(?:provinsen|kommunen|kommune|bydelen|bydele|byen|distriktet|landsbyen|område|skole|[^\W\d_]{4,}(?:en|et))(?:ne)?s $"
)
"""Whose a body is, before its indefinite noun: the province's, the communes'."""
_ONES = {
    "en": 1,
    "ett": 1,
    "to": 2,
    "tre": 3,
    "fire": 4,
    "fem": 5,
    "seks": 6,
    "sju": 7,
    "syv": 7,
    "åtte": 8,
    "ni": 9,
}
_TENS = {
    "tjue": 20, "tyve": 20, "tretti": 30, "tredve": 30, "førti": 40, "femti": 50,
    "seksti": 60, "sytti": 70, "åtti": 80, "nitti": 90,
}  # fmt: skip
_TEENS = {
    "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16,
    "sytten": 17, "atten": 18, "nitten": 19,
}  # fmt: skip
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")

_AGES = (
    "arbeidsfør alder", "arbeidsdyktig alder", "yrkesaktiv alder", "arbeidsalder", "arbeidsalderen", "yrkesdyktig alder",
    "ervervsdyktig alder", "arbeidende alder", "arbeidsaktiv alder", "produktiv alder",
)  # fmt: skip
_OF_AGE = (
    "befolkningen", "befolkning", "innbyggerne", "innbyggere", "arbeidsstyrken", "arbeidstakerne", "arbeidstakere",
    "arbeiderne", "arbeidere", "personer", "personene", "folk", "mennesker", "de", "dem", "alle",
)  # fmt: skip

_ON_EACH = 10_000_000
"""Below this, what the state adds or a pension amounts to is that of each."""

# What each one has or must reach: the noun behind "hver", "hvert", "per".
_EACH = (
    "kommune", "bydel", "landsby", "husholdning", "husstand", "familie", "person", "elev", "student", "innbygger",
    "deltaker", "medlem", "enhet", "skole", "arbeidstaker", "arbeider", "ansatt", "distrikt", "lokalitet", "provins",
    "bedrift", "hode", "pasient", "mottaker", "sak", "bok", "bolig", "prosjekt", "gruppe",
    "investor", "sykehus", "kontor", "trygdekontor", "medarbeider", "innkrever", "lag", "grend", "krets",
    "partimedlem", "boliggruppe", "boligområde", "agent", "agentpar", "innkrevingsagent", "team", "stasjon", "helsestasjon",
    "lærer", "fabrikk", "avdeling", "klynge", "celle", "organisasjon", "etat", "sektor", "ansatt", "tjenestemann", "forelder", "barn", "klasse", "ordning", "søknad", "besøk", "tilfelle", "kvinne", "bonde", "gård",
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

_GROUP_ADJECTIVES = (
    "eldre", "fattige", "nesten fattige", "gamle", "etniske minoriteter", "etniske minoritetene", "minoritetene", "funksjonshemmede",
    "vanskeligstilte", "fortjente", "krigsveteranene", "krigsinvalidene", "selvstendige", "selvstendig næringsdrivende", "frivillige",
    "arbeidsledige", "arbeidsløse", "ledige", "berettigede", "små barna",
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
    """Several schemes with one head: "sosial- og helseforsikring", "sosial-, helse- og arbeidsledighetsforsikring"."""
    heads = (
        "sosial",
        "helse",
        "arbeidsledighets",
        "arbeidsløshets",
        "ledighets",
        "syke",
        "sosialforsikrings",
        "helseforsikrings",
    )
    tails = ("forsikring*", "trygd*")
    for first, second in permutations(heads, 2):
        for tail in tails:
            yield f"{first}- og {second}{tail}", "scheme", "insurance"
        for third in heads:
            if third not in (first, second):
                for tail in tails:
                    yield f"{first}-, {second}- og {third}{tail}", "scheme", "insurance"


def _agencies() -> Iterator[tuple[str, str, Any]]:
    """The agency of a province, which its name tells too: "Dong Nai sosialforsikring", "sosialforsikringen i Hue"."""
    for printed, name in latin_province_names().items():
        for form in (
            f"^{printed} sosialforsikring*", f"^{printed} provinsielle sosialforsikring*", f"^{printed} provinsens sosialforsikring*",
            f"^{printed}-provinsens sosialforsikring*", f"^{printed}s sosialforsikring*", f"^{printed} sosialtrygd*",
            f"^{printed} bys sosialforsikring*", f"sosialforsikringen i {printed}", f"sosialforsikring i {printed}",
            f"bhxh {printed}", f"bhxh i {printed}", f"bhxh i {printed}-provinsen", f"bhxh {printed}-provinsen", f"{printed} bhxh", f"{printed}s bhxh",
        ):  # fmt: skip
            yield form, "agency", True
            yield form, "province", name
        yield f"^{printed}s", "province", name
    for whose in (
        "provinsens",
        "provinsiell",
        "den provinsielle",
        "byens",
        "vietnams",
        "lokal",
        "den lokale",
        "områdets",
    ):
        yield f"{whose} bhxh", "agency", True
    for where in ("i provinsen", "i byen", "vietnam", "vinasocial"):
        yield f"bhxh {where}", "agency", True


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
    for noun in _GROUP_ADJECTIVES:
        for link in ("av", "av de", "av dem som er", "av personer fra", "blant", "blant de", "hos", "hos de"):
            yield f"{link} {noun}", "base", "group"
    for head in (
        "det",
        "beløpet",
        "summen",
        "alt",
        "de pengene",
        "alt det",
        "det som samlet",
        "det som totalt",
    ):
        for how in ("skal", "må", "skulle", "skulle vært", "skulle ha vært", "skulle ha blitt", "burde vært"):
            for paid in (
                "innkrevd",
                "krevd inn",
                "innkreves",
                "kreves inn",
                "betales",
                "betalt",
                "innbetales",
                "innbetalt",
                "betales inn",
                "betalt inn",
                "inndrives",
            ):
                link = "" if " som " in head else "som "
                yield f"{head} {link}{how} {paid}", "base", "amount_due"


def _each() -> Iterator[tuple[str, str, Any]]:
    for noun in _EACH:
        for word in ("hver", "hvert", "per", "pr.", "pr", "hver enkelt", "hver eneste", "enhver", "ethvert"):
            yield f"{word} {noun}", "scope", "each"
        yield f"ingen {noun}", "scope", "each"
        yield f"intet {noun}", "scope", "each"
    for word in ("hver", "hvert", "per"):
        for how in (
            "fattig",
            "nesten fattig",
            "ny",
            "deltakende",
            "berettiget",
            "vanskeligstilt",
            "kvalifisert",
        ):
            yield f"{word} {how}", "scope", "each"


def _described_nouns() -> Iterator[tuple[str, str, Any]]:
    """Adjectives that are nouns of people when they stand alone, before the noun that tells what is counted."""
    adjectives = (
        "fattige",
        "nesten fattige",
        "eldre",
        "vanskeligstilte",
        "frivillige",
        "arbeidsløse",
        "private",
        "fattige og nesten fattige",
        "fattige, nesten fattige",
    )
    nouns = {
        "husholdninger": "household", "husstander": "household", "familier": "household", "kommuner": "locality",
        "landsbyer": "locality", "distrikter": "locality", "bedrifter": "organization", "skoler": "organization",
        "organisasjoner": "organization", "klinikker": "organization", "sykehus": "organization",
    }  # fmt: skip
    for adjective in adjectives:
        for noun, unit in nouns.items():
            for form in (noun, noun + "ene"):
                yield f"{adjective} {form}", "unit", unit
                if unit == "household":
                    yield f"{adjective} {form}", "base", "households"


def _bodies() -> Iterator[tuple[str, str, Any]]:
    nouns = (
        "lokaliteter", "lokalitetene", "enheter", "enhetene", "avdelinger", "avdelingene", "sektorer", "etater", "investorer",
        "kommuner", "bydeler", "kommuner og bydeler", "kommunene", "bydelene", "skoler", "skolene", "arbeidsgivere",
        "bedrifter", "nivåer", "nivåer og sektorer", "kontorer", "kontorene", "distrikter", "myndigheter", "medlemmer", "organer",
    )  # fmt: skip
    for head, field in product(
        ("avdelingen for", "departementet for", "kontoret for"),
        (
            "arbeid, invalide og sosiale saker", "arbeid, krigsinvalide og sosiale saker", "utdanning og opplæring", "finans",
            "kultur, sport og turisme", "kultur, idrett og turisme", "kultur, vitenskap og informasjon", "landbruk og miljø",
            "landbruk og bygdeutvikling", "landbruk og landsbygdutvikling", "naturressurser og miljø", "vitenskap og teknologi",
            "planlegging og investering", "industri og handel", "informasjon og kommunikasjon", "etniske minoriteter og religion",
            "innenrikssaker", "økonomi, infrastruktur og byområder", "kultur og samfunn", "finans og planlegging",
        ),
    ):  # fmt: skip
        yield f"{head} {field}", "body", True
    for word in (
        "alle",
        "samtlige",
        "de",
        "relevante",
        "lokale",
        "alle relevante",
        "de relevante",
        "hver av",
    ):
        for noun in nouns:
            yield f"{word} {noun}", "body", True
    for word in ("hver", "hvert"):
        for noun in (
            "lokalitet",
            "enhet",
            "avdeling",
            "sektor",
            "kommune",
            "bydel",
            "skole",
            "investor",
            "bedrift",
            "kontor",
            "etat",
            "leder",
            "distrikt",
        ):
            yield f"{word} {noun}", "body", True


def _bodies_of_places() -> Iterator[tuple[str, str, Any]]:
    """Bodies named with whose they are: "kommunenes folkekomiteer"."""
    for whose in (
        "provinsens",
        "provinsenes",
        "byens",
        "kommunens",
        "kommunenes",
        "bydelens",
        "bydelenes",
        "distriktets",
        "distriktenes",
        "lokalitetenes",
    ):
        for body in (
            "folkekomité", "folkekomiteer", "folkekomiteen", "politi", "skattekontor", "skattekontorer", "trygdekontor", "trygdekontorer", "sosialforsikringer",
            "avdelinger", "myndigheter", "styrer", "innkrevere", "partikomité", "partikomiteer", "helsestasjoner", "skoler", "byggeavdeling", "finansavdeling",
        ):  # fmt: skip
            yield f"{whose} {body}", "body", True
            if whose in ("provinsens", "byens") and body.startswith("folkekomit"):
                yield f"{whose} {body}", "place_word", True
            if whose in ("kommunens", "bydelens", "distriktets"):
                yield f"{whose} {body}", "scope", "part"


def _same_periods() -> Iterator[tuple[str, str, Any]]:
    heads = (
        "samme periode", "samme tid", "samme tidspunkt", "samme tidsrom", "tilsvarende tidsrom", "samme ferie", "samme høytid", "samme helg", "samme uke",
        "samme sesong", "samme dager", "tilsvarende periode", "tilsvarende tid",
        "tilsvarende tidspunkt", "samme kvartal", "samme måned", "samme halvår", "samme dag",
    )  # fmt: skip
    tails = (
        "i fjor",
        "året før",
        "året i forveien",
        "i forrige år",
        "forrige år",
        "foregående år",
        "det foregående året",
        "sist år",
        "fjoråret",
    )
    for head in heads:
        yield head, "date", "same_period"
        for tail in tails:
            yield f"{head} {tail}", "date", "same_period"


def _against_the_country() -> Iterator[tuple[str, str, Any]]:
    """Means of the country, named only to compare with it: "over landsgjennomsnittet"."""
    means = (
        "landets", "gjennomsnittet for landet", "gjennomsnittet for hele landet", "gjennomsnittet i landet", "landsgjennomsnittet",
        "landets gjennomsnitt", "det nasjonale gjennomsnittet", "nasjonalt gjennomsnitt", "snittet for landet",
    )  # fmt: skip
    for word in (
        "over",
        "under",
        "og over",
        "og under",
        "høyere enn",
        "lavere enn",
        "mer enn",
        "bedre enn",
        "enn",
        "mot",
        "unna",
    ):
        for mean in means:
            yield f"{word} {mean}", "nationwide", True
            yield f"{word} {mean}", "prep", "compared"


def _branches() -> Iterator[tuple[str, str, Any]]:
    """The two branches of social insurance, told apart by an adjective: "frivillig BHXH", "den obligatoriske trygden"."""
    heads = (
        "bhxh", "sosialforsikr*", "sosialtrygd*", "sosial forsikring*", "trygd*", "forsikring*", "folketrygd*", "pensjonsforsikr*",
        "pensjonstrygd*", "pensjonsordning*", "pensjonssparing*", "pensjon", "pensjonen", "ordning", "ordningen", "medlem*",
        "deltaker*", "deltakelse*", "deltagere", "delen", "grenen", "sosiale forsikring*",
    )  # fmt: skip
    for scheme, adjectives in (
        ("voluntary_social_insurance", ("frivillig", "frivillige", "selvvalgt", "selvvalgte")),
        ("social_insurance", ("obligatorisk", "obligatoriske", "tvungen", "tvungne", "pliktig", "pliktige", "lovpålagt", "lovpålagte", "lovfestet", "lovfestede")),
    ):  # fmt: skip
        for adjective in adjectives:
            for head in heads:
                yield f"{adjective} {head}", "scheme", scheme
            yield adjective, "scheme_hint", scheme


_PARTICLE_VERBS = (
    "gjør gjøre gjorde gjort tar ta tok tatt følger følge fulgte fulgt gir gi ga gitt møter møte møtte møtt stiller stille stilte stilt "
    "setter sette satte satt legger legge la lagt bygger bygge bygde bygget bygd deler dele delte delt rykker rykke rykket henter hente "
    "hentet rydder rydde ryddet løser løse løste løst kjøper kjøpe kjøpte kjøpt samler samle samlet pusser pusse pusset sparer spare "
    "sparte spart skriver skrive skrev skrevet dukker dukke dukket summerer summere summerte oppsummert betaler betale betalte betalt "
    "ruster ruste rustet slår slå slo slått trapper trappe trappet fanger fange fanget lyser lyste svarer ringer varmer varme bryter brutt dekker åpner åpne åpnet retter rette rettet ramser lister"
)


def _particle_verbs() -> Iterator[tuple[str, str, Any]]:
    """Verbs with "opp" or "ned" that tell of no change: "gjør opp status", "fikk gjort opp 8 270 milliarder"."""
    for verb in _PARTICLE_VERBS.split():
        yield f"{verb} opp", "change", "level"
        yield f"{verb} ned", "change", "level"


def _limits() -> Iterator[tuple[str, str, Any]]:
    """Limits told by a denial, in either order: "skal ikke overstige", "ikke må være mer enn"."""
    modals = ("skal", "må", "bør", "kan", "får", "vil", "å", "")
    for verbs, comparator in (
        (("overstige", "overskride", "overgå", "passere", "være over", "være mer enn", "være høyere enn", "ligge over", "bli mer enn", "utgjøre mer enn", "gå over", "komme over"), "<="),
        (("være under", "være mindre enn", "være lavere enn", "ligge under", "falle under", "komme under", "synke under", "gå under", "underskride", "utgjøre mindre enn"), ">="),
    ):  # fmt: skip
        for verb in verbs:
            for modal in modals:
                for form in (
                    f"{modal} ikke {verb}",
                    f"ikke {modal} {verb}",
                    f"aldri {modal} {verb}",
                    f"{modal} aldri {verb}",
                ):
                    yield " ".join(form.split()), "cmp_before", comparator
                    if modal in ("skal", "må", "bør", "vil"):
                        yield form, "scenario", "target"


_SHORT = {"bhyt": "health_insurance", "bhxh": "social_insurance", "bhtn": "unemployment_insurance"}
_SHORT_HEADS = (
    ("document", "cards", ("kort", "kortet", "kortene", "bok", "boken", "boka", "bøker", "bøkene")),
    ("person", "participants", ("deltaker", "deltakere", "deltakerne", "medlem", "medlemmer", "medlemmene", "forsikrede")),
    ("person", "beneficiaries", ("mottakere", "mottakerne", "pasienter", "pasientene")),
    ("case", "claims", ("søknader", "saker", "konsultasjoner", "besøk")),
    (None, "coverage_rate", ("dekning", "dekningen", "dekningsgrad", "dekningsgraden", "deltakelse", "deltakelsen")),
    (None, "collection", ("innkreving", "innkrevingen", "inntekter", "inntektene")),
    (None, "arrears", ("gjeld", "gjelden", "restanser", "restansene")),
    (None, "contribution", ("bidrag", "bidraget", "premie", "premien", "avgift", "avgiften")),
    (None, "benefits", ("ytelser", "ytelsene", "utbetalinger", "utgifter", "utgiftene")),
)  # fmt: skip


def _short_compounds() -> Iterator[tuple[str, str, Any]]:
    """Nouns joined to the Vietnamese initials of a scheme: "4.716 BHYT-kort", "BHXH-etaten"."""
    for (short, scheme), (unit, measure, heads) in product(_SHORT.items(), _SHORT_HEADS):
        for head in heads:
            form = f"{short}-{head}"
            yield form, "scheme", scheme
            yield form, "measure", measure
            if unit is not None:
                yield form, "unit", unit
    for short, office in product(
        _SHORT, ("etaten", "kontoret", "byrået", "sektoren", "kontorene", "organet", "myndighetene")
    ):
        yield f"{short}-{office}", "agency", True
        yield f"{short}-{office}", "body", True


def _denials() -> Iterator[tuple[str, str, Any]]:
    """Limits that a denied verb tells: "ikke ha mer enn 900", "fremdeles ikke nådd 70 %"."""
    for denied, have in product(
        ("ikke", "ikke lenger", "aldri"), ("å ha", "ha", "har", "hadde", "få", "får")
    ):
        for form in (f"{denied} {have}", f"{have} {denied}"):
            for more in ("mer enn", "flere enn", "over"):
                yield f"{form} {more}", "cmp_before", "<="
            for less in ("mindre enn", "færre enn", "under"):
                yield f"{form} {less}", "cmp_before", ">="
    for be in (
        "er",
        "var",
        "blir",
        "ble",
        "ligger",
        "lå",
        "faller",
        "synker",
        "kommer",
    ):  # "at dekningen ikke er under 94 %"
        for more in ("over", "mer enn", "flere enn", "høyere enn"):
            yield f"ikke {be} {more}", "cmp_before", "<="
        for less in ("under", "mindre enn", "færre enn", "lavere enn"):
            yield f"ikke {be} {less}", "cmp_before", ">="
    for reached in ("nådd", "nådde", "når", "oppnådd", "kommet opp i", "rundet", "passert", "klart"):
        yield f"ikke {reached}", "cmp_before", "<"
        yield f"ikke har {reached}", "cmp_before", "<"


def _results() -> Iterator[tuple[str, str, Any]]:
    """What is over or under an earlier result is a change: "2.915 milliarder over resultatet for 2024"."""
    for where, change in (
        ("over", "up"),
        ("høyere enn", "up"),
        ("bedre enn", "up"),
        ("under", "down"),
        ("lavere enn", "down"),
        ("bak", "down"),
    ):
        for noun in (
            "resultatet",
            "nivået",
            "tallet",
            "summen",
            "fjorårets resultat",
            "resultatet fra",
            "resultatet i",
        ):
            yield f"{where} {noun}", "change", change
            for link in ("for", "i", "fra", "per", "ved", "på", "under"):
                yield f"{where} {noun} {link}", "change", change
                yield f"{where} {noun} {link}", "prep", "compared"


def _times_before() -> Iterator[tuple[str, str, Any]]:
    """What is more or less than some time before is a change: "3 % mindre enn uken før"."""
    for time in (
        "uken",
        "uka",
        "måneden",
        "kvartalet",
        "halvåret",
        "dagen",
        "forrige uke",
        "forrige kvartal",
        "forrige halvår",
    ):
        for more in ("mer enn", "flere enn", "høyere enn", "bedre enn"):
            yield f"{more} {time}", "change", "up"
            yield f"{more} {time}", "prep", "compared"
        for less in ("mindre enn", "færre enn", "lavere enn"):
            yield f"{less} {time}", "change", "down"
            yield f"{less} {time}", "prep", "compared"


def _incomes() -> Iterator[tuple[str, str, Any]]:
    """The income from insurance is what is collected: "inntektene fra sosial-, helse- og arbeidsledighetsforsikring"."""
    for income in ("inntekter", "inntektene", "inntekt", "innbetalingene", "innbetalinger"):
        for branch in ("sosial-", "helse-", "syke-", "arbeidsledighets-"):
            yield f"{income} fra {branch}", "measure", "collection"
            yield f"{income} fra {branch}", "scheme", "insurance"
        for branch, scheme in (
            ("helseforsikring*", "health_insurance"),
            ("helseforsikringen", "health_insurance"),
            ("obligatorisk sosialforsikring*", "social_insurance"),
            ("frivillig sosialforsikring*", "voluntary_social_insurance"),
            ("arbeidsledighetsforsikring*", "unemployment_insurance"),
            ("forsikring*", "insurance"),
            ("trygden", "insurance"),
        ):
            yield f"{income} fra {branch}", "measure", "collection"
            yield f"{income} fra {branch}", "scheme", scheme


def _plans() -> Iterator[tuple[str, str, Any]]:
    """A plan that was handed down, one that was reached, and how large one is: only the last is a goal told here."""
    nouns = (
        "planen", "planmålet", "årsplanen", "målet", "årsmålet", "måltallet", "kvoten", "planen for året", "målene", "måltallene",
        "årets plan", "årets mål", "årets planmål", "årets kvote", "årets måltall",
    )  # fmt: skip
    for noun in nouns:
        for how in (
            (
                "tildelt",
                "gitt",
                "satt",
                "fastsatt",
                "pålagt",
                "vedtatt",
                "godkjent",
                "tildelt og godkjent",
            )
            if not noun.startswith("årets")
            else ()
        ):
            yield f"{noun} {how}", "base", "plan"
            yield f"{noun} som er {how}", "base", "plan"
            yield f"{noun} som ble {how}", "base", "plan"
            yield f"den {how}e {noun}", "base", "plan"
            yield f"det {how}e {noun}", "base", "plan"
        for verb in ("overgikk", "overgår", "overskred", "overskrider", "overoppfylte", "overoppfyller"):
            yield f"{verb} {noun} med", "change", "up"
            yield f"{verb} {noun} med", "scenario", "actual"
        for verb in (
            "nådde",
            "oppnådde",
            "innfridde",
            "oppfylte",
            "fullførte",
            "overgikk",
            "overskred",
            "passerte",
            "oversteg",
        ):
            yield f"{verb} {noun}", "scenario", "actual"
        for verb in ("nådd", "oppfylt", "fullført", "innfridd", "overoppfylt", "overgått", "overskredet"):
            yield f"{verb} {noun}", "scenario", "actual"
            yield f"har {verb} {noun}", "scenario", "actual"
        yield f"bak {noun}", "change", "down"
        yield f"foran {noun}", "change", "up"
        for where in ("over", "under", "høyere enn", "lavere enn", "mer enn", "mindre enn"):
            for link in ("på", "om"):
                yield f"{where} {noun} {link}", "change", "level"
                yield f"{where} {noun} {link}", "scenario", "target"


def _state_pays() -> Iterator[tuple[str, str, Any]]:
    """What the state's budget pays of members' dues is set by policy."""
    for payer in ("staten", "statsbudsjettet", "statskassen", "budsjettet"):
        for verb in (
            "støtter",
            "dekker",
            "betaler",
            "bidrar",
            "subsidierer",
            "bærer",
            "tar",
            "gir",
            "skyter",
        ):
            yield f"{payer} {verb}", "scenario", "rule"
            yield f"{verb} {payer}", "scenario", "rule"


def _prices() -> Iterator[tuple[str, str, Any]]:
    """What a card or the insurance costs is a contribution: "kortet koster", "nå koster helseforsikringen"."""
    cards = (
        "kortet",
        "helsekortet",
        "et kort",
        "et helsekort",
        "forsikringen",
        "helseforsikringen",
        "trygden",
        "medlemskapet",
        "ordningen",
    )
    for card, verb in product(cards, ("koster", "kostet", "vil koste", "kommer på")):
        for form in (f"{card} {verb}", f"{verb} {card}"):
            yield form, "measure", "contribution"


def _late_payments() -> Iterator[tuple[str, str, Any]]:
    """What is paid late is arrears, not collection or contribution: "forsinkede innbetalinger"."""
    how = (
        "forsinkede", "forsinket", "forsinka", "utestående", "ubetalte", "ubetalt", "forfalte", "forfalt", "skyldige", "sen", "sene",
        "for sene", "manglende", "uteblitte", "misligholdte",
    )  # fmt: skip
    stems = ("", "forsikrings", "trygde", "sosialforsikrings", "helseforsikrings", "premie", "bidrags")
    nouns = (
        "innbetaling",
        "innbetalinger",
        "innbetalingene",
        "innbetalingen",
        "betaling",
        "betalinger",
        "betalingene",
        "betalingen",
        "premie",
        "premier",
        "premiene",
        "premien",
        "bidrag",
        "bidragene",
        "bidraget",
        "avgifter",
        "beløp",
        "beløpet",
    )
    for word in how:
        for stem in stems:
            for noun in nouns:
                yield f"{word} {stem}{noun}", "measure", "arrears"


def _weekdays() -> Iterator[tuple[str, str, Any]]:
    for day in _WEEKDAYS:
        yield f"{day} den", "date", "day_word"


def _nows() -> Iterator[tuple[str, str, Any]]:
    """The word "Nå" is also "to reach": it means "now" behind a finite verb ("har nå kort") and before one at a clause's head."""
    for verb in (
        "er",
        "har",
        "står",
        "ligger",
        "utgjør",
        "teller",
        "får",
        "betaler",
        "samler",
        "bruker",
        "lever",
        "finnes",
        "bor",
        "omfatter",
        "dekker",
        "tjener",
        "mottar",
        "deltar",
        "leverer",
        "produserer",
        "sysselsetter",
        "sitter",
        "går",
        "driver",
        "arbeider",
        "jobber",
        "virker",
        "opererer",
        "gjelder",
        "disponerer",
        "forvalter",
        "følger",
        "utbetaler",
        "betjener",
        "dyrker",
        "eier",
        "huser",
        "finner",
        "ser",
        "tilbyr",
        "gir",
        "kjøper",
    ):
        yield f"{verb} nå", "date", "now"
    for verb, measure in (
        ("omfatter", "participants"), ("dekker", "participants"), ("deltar", "participants"), ("mottar", "beneficiaries"),
        ("betaler", "contribution"),
    ):  # fmt: skip
        yield f"{verb} nå", "measure", measure
        yield f"nå {verb}", "measure", measure
    yield "nå for tiden", "date", "now"
    for verb in (
        "tjener", "har", "er", "får", "betaler", "ligger", "deltar", "står", "teller", "dekker", "utgjør", "finnes", "bor",
        "mangler", "omfatter", "mottar", "hever", "driver", "bruker",
    ):  # fmt: skip
        yield f"nå {verb}", "date", "now"
    for verb, who in product(
        ("har", "er"),
        ("det", "vi", "de", "hun", "han", "jeg", "begge", "alle", "ordningen", "trygden", "fondet"),
    ):
        yield f"{verb} {who} nå", "date", "now"
    for verb, where in product(
        ("har", "er", "teller"),
        ("kommunen", "bydelen", "distriktet", "landsbyen", "skolen", "bedriften", "grenda"),
    ):
        yield f"{verb} {where} nå", "date", "now"
        yield f"{verb} {where} nå", "scope", "part"
    for verb, where in product(("har", "er", "teller"), ("provinsen", "byen", "hele provinsen")):
        yield f"{verb} {where} nå", "date", "now"
        yield f"{verb} {where} nå", "scope", "whole"
        yield f"{verb} {where} nå", "place_word", True


_OF_SCHEMES = {
    "social_insurance": ("pensjons", "trygde", "sykepenge", "barselpenge", "foreldrepenge", "engangs", "yrkesskade"),
    "unemployment_insurance": ("dagpenge", "ledighets", "arbeidsledighets", "arbeidsløshets"),
    "health_insurance": ("helseforsikrings", "helsetrygd", "sykeforsikrings"),
}  # fmt: skip
_OF_PEOPLE = (
    ("case", "claims", ("sak", "saker", "sakene", "søknad", "søknader", "søknadene", "krav", "kravene", "mapper", "mappene")),
    ("person", "beneficiaries", ("mottaker", "mottakere", "mottakerne")),
)  # fmt: skip


def _compounds() -> Iterator[tuple[str, str, Any]]:
    """Files and recipients whose first half names the scheme: "8 115 pensjonssaker"."""
    for (scheme, stems), (unit, measure, heads) in product(_OF_SCHEMES.items(), _OF_PEOPLE):
        for stem, head in product(stems, heads):
            yield stem + head, "unit", unit
            yield stem + head, "measure", measure
            yield stem + head, "scheme_hint", scheme


def _ages() -> Iterator[tuple[str, str, Any]]:
    """Whose age follows: "Moren min er 73"."""
    kin = (
        "mor", "far", "mamma", "pappa", "bestemor", "bestefar", "kona", "konen", "mannen", "moren", "faren", "sønnen", "datteren", "broren", "søsteren",
    )  # fmt: skip
    for those in ("folk", "personer", "alle", "eldre", "kvinner", "menn", "dem", "innbyggere", "arbeidere"):
        for side in ("under", "over"):
            yield f"{those} {side}", "refuse_before", "age"
    yield "de under", "refuse_before", "age"
    for who in (
        "jeg",
        "han",
        "hun",
        *kin,
        *(f"{one} {my}" for one in kin for my in ("min", "mi", "hans", "hennes")),
    ):
        for verb in ("er", "var", "ble", "blir"):
            yield f"{who} {verb}", "refuse_before", "age"


def _coverages() -> Iterator[tuple[str, str, Any]]:
    """What leads on to a share and names it: "en dekning på 95 %"."""
    for noun in ("dekning", "dekningsgrad", "deltakelse", "oppslutning", "tilslutning", "deltakelsesgrad"):
        for lead in ("en", "med en", "til en", "gir en"):
            yield f"{lead} {noun} på", "break", "continuation"
            yield f"{lead} {noun} på", "measure", "coverage_rate"


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
    yield from _late_payments()
    yield from _described_nouns()
    yield from _bodies()
    yield from _bodies_of_places()
    yield from _nows()
    yield from _coverages()
    yield from _compounds()
    yield from _ages()
    yield from _branches()
    yield from _particle_verbs()
    yield from _limits()
    yield from _plans()
    yield from _times_before()
    yield from _incomes()
    yield from _state_pays()
    yield from _prices()
    yield from _denials()
    yield from _short_compounds()
    for asked in ("ber", "ba", "krever", "krevde", "pålegger", "påla", "anmoder", "foreslår", "bestemmer"):
        yield f"{asked} om følgende", "scenario", "target"
        yield f"{asked} følgende", "scenario", "target"
    for fines in ("bøtene", "administrative bøter", "administrative bøtene", "bøtene på"):
        yield fines, "measure", "other"
    yield "^Plan", "base", "plan"
    for whose, noun in product(
        (
            "årets",
            "årsbudsjettets",
            "kampanjens",
            "programmets",
            "prosjektets",
            "sektorens",
            "kommunens",
            "kvartalets",
            "statens",
        ),
        (
            "anslag",
            "estimat",
            "overslag",
            "budsjett",
            "prognose",
            "mål",
            "måltall",
            "plan",
            "kvote",
            "budsjettanslag",
            "budsjettoverslag",
            "målsetting",
        ),
    ):
        yield f"av {whose} {noun}", "base", "plan"
    for got, task in product(
        ("har fått", "fikk", "får", "er gitt", "ble gitt", "har"), ("i oppdrag", "i oppgave", "ansvaret for")
    ):
        yield f"{got} {task}", "duty", True
    for last in ("siste dag i", "siste dagen i", "den siste dagen i", "den siste dag i"):
        yield last, "date", "end"
    yield "til under", "range_between", True
    for did, who, reach in product(
        ("lyktes", "lykkes", "klarte", "greide", "maktet", "har klart", "har greid", "rakk"),
        ("", "det ", "provinsen ", "det provinsen ", "byen ", "det byen ", "kommunen ", "det kommunen ", "i ", "kommunen i ", "provinsen i ", "byen i "),
        ("å nå", "å oppnå", "å øke", "å heve", "å komme opp i"),
    ):  # fmt: skip
        yield f"{did} {who}{reach}", "scenario", "actual"
    for than, aim in product(
        ("høyere enn", "mer enn", "flere enn", "bedre enn", "over", "lavere enn", "mindre enn", "færre enn", "under", "svakere enn"),
        (
            "oppdraget", "måltallet", "kravet", "oppgaven", "kvoten", "det tildelte", "det pålagte", "tildelt", "forutsatt", "forventet",
            "prognosen", "anslaget", "estimatet", "det planlagte", "målsettingen", "målsetningen", "det oppsatte målet",
        ),
    ):  # fmt: skip
        yield (
            f"{than} {aim}",
            "change",
            "up" if than[0] in "hmfbo" and than[:2] not in ("mi", "fæ") else "down",
        )
    for late, firm in product(
        ("gjeldstyngede", "gjeldstyngde", "skyldige", "forsømmelige", "etternølende", "trege", "skyldnende", "gjeldsatte"),
        ("bedrifter", "virksomheter", "arbeidsgivere", "enheter", "foretak", "selskaper"),
    ):  # fmt: skip
        yield f"{late} {firm}", "unit", "organization"
    for against, level, at in product(
        ("sammenlignet med", "sammenliknet med", "i forhold til", "mot", "enn", "målt mot", "fra"),
        ("toppen", "bunnen", "nivået", "tallet", "tallene", "resultatet", "situasjonen", "rekorden", "gjennomsnittet"),
        ("i", "på", "ved", "for"),
    ):  # fmt: skip
        yield f"{against} {level} {at}", "prep", "compared"
    for group in ("kollektiv", "kollektiver", "kollektivene"):
        yield group, "unit", "organization"
    for aside in ("legger til side", "legge til side", "lagt til side", "la til side"):
        yield aside, "shield", True
    for due in ("fristene", "tidsfristene", "om fristene"):
        yield due, "deadline_label", True
    for late, pay in product(
        ("sen", "sene", "for sen", "for sene", "trege", "sent ute"),
        ("med å betale", "med betalingen", "med innbetalingen", "med å betale inn", "med innbetaling"),
    ):
        yield f"{late} {pay}", "measure", "arrears"
    for limit in ("maksimum er", "taket er", "maksimalt er", "maksimumet er", "maksimum", "taket på"):
        yield limit, "cmp_before", "<="
    for limit in ("minimum er", "minstekravet er", "minimumet er"):
        yield limit, "cmp_before", ">="
    for decided in (
        "har bestemt",
        "har fastsatt",
        "har besluttet",
        "bestemte at",
        "besluttet å",
        "har bestemt seg for",
    ):
        yield decided, "scenario", "target"
    for cut in ("støtte", "støtten", "statsstøtte", "statens støtte", "fradrag", "fradraget"):
        yield f"i måneden før {cut}", "per", "month"
        yield f"per måned før {cut}", "per", "month"
    for who in ("eiere", "eierne"):
        yield who, "unit", "person"
    for fined in ("bøtelegges", "bøtelegges med", "kan bøtelegges", "bøtelegges fra"):
        yield fined, "measure", "other"
        yield fined, "scenario", "rule"
    yield from _results()
    for work, group in product(
        ("mobiliserings", "innkrevings", "innsamlings", "propaganda", "informasjons", "verve"),
        ("lag", "laget", "lagene", "gruppe", "gruppen", "grupper", "gruppene", "team", "teamet", "nettverk"),
    ):
        yield work + group, "shield", True
    for modal, verb in product(
        ("bør", "må", "kan", "skal", "bør også", "må også"),
        ("legges til", "nevnes", "tilføyes", "understrekes", "bemerkes", "føyes til", "minnes om", "sies"),
    ):
        yield f"{modal} {verb}", "shield", True
    for paper in ("protokoller", "protokollene", "forelegg", "bøteforelegg", "varsler", "pålegg", "vedtak"):
        yield paper, "unit", "document"
    for limit in (
        "begrenset oppad til",
        "oppad begrenset til",
        "begrenset til høyst",
        "maksimert til",
        "men høyst",
    ):
        yield limit, "cmp_before", "<="
    subjects = (
        "provinsen", "byen", "kommunen", "bydelen", "etaten", "trygdekontoret", "sektoren", "de", "vi", "man", "distriktet",
        "landet", "regjeringen", "folkerådet", "skolen", "folkekomiteen", "styret", "trygdeetaten", "hovedstaden",
    )  # fmt: skip
    for (verb, rest), who in product(
        (
            ("sikter", "mot"), ("sikter", "på"), ("satser", "på"), ("tar", "sikte på"), ("tok", "sikte på"), ("ser", "for seg"),
            ("legger", "opp til"), ("regner", "med"), ("arbeider", "for"), ("strever", "mot"), ("har", "som mål"), ("setter", "seg som mål"),
            ("har", "satt seg som mål"), ("har", "satt som mål"),
        ),
        subjects,
    ):  # fmt: skip
        yield f"{verb} {who} {rest}", "scenario", "target"
    for body in ("investoren", "arbeidsgiveren", "oppdragsgiveren", "prosjekteieren", "kontraktøren"):
        yield body, "body", True
    for noun in (
        "anslaget",
        "budsjettanslaget",
        "forventningen",
        "det budsjetterte",
        "det forventede",
        "det anslåtte",
        "årsanslaget",
    ):
        yield f"av {noun}", "base", "plan"
    for scale, power in (("million", 6), ("milliard", 9)):
        yield scale + "ene", "scale", Decimal(10) ** power
        yield scale + "en", "scale", Decimal(10) ** power
    for how in ("er", "ble", "var", "blir"):
        yield f"{how} satt til", "scenario", "target"
    for asked, paid in product(
        ("foreslått", "anmodet", "krevd", "godkjent", "innmeldt"),
        ("oppgjort", "betalt", "utbetalt", "refundert", "dekket", "oppgjør", "avregnet"),
    ):
        yield f"{asked} {paid}", "scenario", "actual"
        yield f"{asked} {paid}", "measure", "benefits"
    for bought in ("kort", "kortet", "kortene", "helsekort", "helseforsikringskort"):
        yield f"{bought} på egen hånd", "shield", True
    for noun, how, given in product(
        ("målet", "planen", "kvoten", "måltallet", "oppgaven", "planmålet"),
        ("som er", "som ble", "som var", "som har blitt", "som var blitt"),
        ("gitt", "tildelt", "satt", "fastsatt", "pålagt"),
    ):
        yield f"av {noun} {how} {given}", "base", "plan"
        yield f"av {noun} {how} {given}", "scenario", "actual"
    for rebate in ("rabatt", "rabatten", "avslag"):
        yield rebate, "measure", "support"
    for stood in ("sto", "stod", "stod det", "sto det"):
        yield stood, "scenario", "actual"
    for before, after in product(
        ("ikke lar seg", "lar seg ikke", "ikke kan", "kan ikke", "vanskelig kan", "vanskelig lar seg"),
        ("kreve inn", "kreves inn", "inndrive", "inndrives", "drive inn", "drives inn"),
    ):
        yield f"{before} {after}", "measure", "arrears"
    for stem, end in product(
        ("helse", "syke", "sosial", "arbeidsledighets", "pensjons"),
        ("forsikret", "forsikrede", "forsikra", "trygdet", "trygdede"),
    ):
        yield stem + end, "measure", "participants"
    for noun in ("kravet", "oppgaven", "kvoten", "pålegget", "ambisjonen", "forutsetningen"):
        yield f"er {noun}", "scenario", "target"
        yield f"var {noun}", "scenario", "target"
    for verb in (
        "fikk",
        "fått",
        "ga",
        "gitt",
        "ila",
        "ilagt",
        "skrev ut",
        "skrevet ut",
        "vedtok",
        "utstedte",
        "delte ut",
    ):
        for link in ("på", "på til sammen", "på totalt", "på i alt", "på samlet", "for"):
            yield f"{verb} bøter {link}", "scenario", "actual"


_AGENT = re.compile(r"\w{3,}(?:ere|erne|ister|istene|ører|ørene|ianer|ianere|loger|logene)")
_NO_AGENT = re.compile(
    r"(?:flere|færre|større|mindre|bedre|verre|eldre|yngre|lengre|nærmere|tidligere|senere|videre|ytterligere|øvrige)$"
    r"|\w*(?:metere|kalendere|containere|skannere|skrivere|registere|sentere|mønstere|filtere|masere|lastere|monitorere"
    r"|yere|igere|tere|øyere|avere|akere|ødere|ekere)$"
)
_PARTICIPLE = re.compile(
    r"(?:\w{3,}(?:ede|ende|erte|ete)|syke|døde|smittede|friske|frivillige|unge|gamle)(?=[.,;:)]|$| (?:i|på|og|som|fra|har|er|ble|blir|fikk|får|var|av|til|"
    r"med|ved|over|under|hadde|må|skal|mot|etter|uten)\b)"
)
_NO_PERSON = re.compile(
    r"tusende|følgende|utestående|manglende|gjenstående|pågående|løpende|stående|gjenværende|resterende|gjeldende|tilsvarende|enkelte|neste|minste|siste|fleste|første"
)
_OF_AN_AGE = re.compile(
    r" (?:som er )?i (?:arbeidsfør|arbeidsdyktig|arbeidsaktiv|arbeidende|yrkesaktiv|yrkesdyktig|ervervsdyktig|produktiv|riktig) alder\b"
)
_NOUN_NEXT = re.compile(r" ([^\W\d_]{3,})")
_NOUN = re.compile(r" [^\W\d_]+e ([^\W\d_]{3,})")


@cache
def _heads() -> dict[str, str]:
    """The counted nouns of the lexicon, by which compounds count: "tilfeller" in "meslingetilfeller"."""
    units = lexicon_of("nb").spec.unit
    return {
        form.strip("*^"): unit for unit, forms in units.items() for form in forms if len(form.strip("*^")) > 3
    }


def counted_noun(text: str, end: int) -> tuple[str, int, int] | None:
    """What a noun behind a number counts that no cue names, as unit and span: by its head, or as a word of people.

    `text` is folded, `end` where the number ends. Words of people are agents ("saksbehandlere") and participles that
    stand for their noun ("1 118 syke").
    """
    aged = _OF_AN_AGE.match(text, end)
    if aged is not None:
        return "person", *aged.span()
    for found in (_NOUN_NEXT.match(text, end), _NOUN.match(text, end)):
        if found is None:
            continue
        word, (start, stop) = found[1], found.span(1)
        for at in range(2, len(word) - 3):
            if word[at:] in _heads() and not word.endswith("årsaker"):
                return _heads()[word[at:]], start, stop
        if _AGENT.fullmatch(word) and not _NO_AGENT.match(word):
            return "person", start, stop
        if _PARTICIPLE.match(text, start) and not _NO_PERSON.match(word) and text[stop : stop + 1] != "-":
            return "person", start, stop
    return None


def _clause_start(linker: Linker, view: View, own: Candidate) -> int:
    return linker.text.rfind(";", view.sentence.start, own.numeral.start) + 1 or view.sentence.start


def _cell_start(linker: Linker, view: View, own: Candidate) -> int:
    """Where a figure's cell begins, with the words of the sentence that no atom covers."""
    return view.sentence.start if own.pre == view.sentence.low else linker.atoms[own.pre - 1].end


def _clause_end(linker: Linker, view: View, own: Candidate) -> int:
    """Where the clause of a figure ends at the latest: at a mark, the next figure, or the sentence's end."""
    at = view.candidates.index(own) + 1
    stop = view.candidates[at].numeral.start if at < len(view.candidates) else view.sentence.end
    found = re.compile(r"[.,;:]").search(linker.text, own.numeral.end, stop)
    return stop if found is None else found.start()


def _span_of_words(linker: Linker, view: View, own: Candidate) -> str:
    """The folded text before a figure, from the last semicolon of its sentence."""
    return linker.text[_clause_start(linker, view, own) : own.numeral.start]


_PAYER = re.compile(
    r"\b(?:kommunen|bydelen|distriktet|landsbyen|skolen|bedriften|selskapet)(?: (?:vil|skal|kan|har|må|derfor|også|dessuten|selv|nå|da)){1,3}"
    r" (?:dekke|dekket|betale|betalt|bidra med|bidratt med|støtte|støttet)\b[^.;:0-9]{0,30}$|"
    r"\b(?:\w*budsjett\w*|staten|provinsen|byen|fylket|byrådet|folkerådet|provinsrådet|givere?\w*|sponsor\w*|velgjørere?)\b[^.;%]*"
    r"\b(?:dekk\w+|betal\w+|støtt\w+|bidra\w+|bære?r?|bruke?r?|skyter|tar(?! sikte)|trekk\w*|trukket|yter?|står for|sto for)\b"
    r"|\b(?:staten|provinsen|byen|\w*budsjettet) (?:har )?(?:lagt|la|legger) (?:til|på)\b[^.;:0-9]*$"
    r"|\bstatens (?:\w+ ){0,1}$|\bfra (?:\S+ ){0,3}\w*budsjett\w*\b[^.;0-9]{0,40}$|\bspander\w+|\bspleis\w+|\b(?:dekker|betaler|bærer|støtter|tar) (?:staten|statskassen)\b"
    r"|\b\w*kassen?\b[^.;]*\b(?:kommer|dekker|betaler|tar|bidrar|legger)\b"
    r"|\b(?:kommunen|bydelen|distriktet|landsbyen|øya|skolen|foreningen|kvinneunionen|banken|kooperativet|samvirkelaget|fagforeningen)"
    r" (?:dekker|betaler|bidrar med|støtter med|tar|la|legger|gir)\b[^.;:0-9]{0,30}$"
    r"|\b(?:dekker|betaler|bærer|støtter|tar|gir|overtar|overtok|finansierer|subsidierer|bidrar) (?:\w+s )?(?:eget )?\w*budsjett(?:et)?(?: med)? $"
    r"|\b(?:dekk(?:er|et|e)|betal(?:er|te)|støtte[rt]|bidrar|bidro|bærer|skyter|legger|gir|tar|yter) (?:provinsen|byen|fylket|kommunen|bydelen|\w*budsjettet|folkerådet|\w+rådet)\b(?: \w+){0,4} $"
    r"|\b(?:provinsens|statens|byens|kommunens|bydelens|fylkets|\w*budsjettets) (?:\w+ )?(?:bidrag|andel|del|støtte|tilskudd|hjelp|innsats)\b[^.;0-9]{0,60}(?:\d+(?:,\d+)? (?:%|prosent) til )?$"
)
_GIVES = re.compile(
    r"\b(?:gir|gi|ga|gis|legger|legge|skyter|skyte|spytter|plusser|yter|yte|bevilger|bevilge|hjalp|hjelper|hjelpe)\b(?:[^.;0-9]|\d+/\d{4}[\w/-]*){0,60}$"
)
_TO_WHOM = re.compile(
    r" av (?:\w*premien|bidraget|innbetalingen)\b| (?:til|for|mer|ekstra|på toppen|oppå|i tillegg|utover|hver)\b|(?=[.,])"
)
_PAID = re.compile(
    r" av [^.;,0-9]{0,40} fra (?:staten|statskassen|provinsen|byen|kommunen)\b|"
    r"[^.;,0-9]{0,12} (?:fra|over|av) (?:\w+ ){0,2}\w*(?:budsjett|kasse)\w*"
    r"|(?: som)? (?:loven|dekretet|staten|statsbudsjettet|\w*budsjettet|provinsen) (?:\w+ )?(?:bidrar|dekker|betaler|gir|støtter|yter|legger|skyter|tar)\b|\s*(?:av \w+ )?(?:som )?(?:dekke[st]|betal[et]s?|bæres|båret|støtte[st]|tas|finansiere[st]|subsidiere[st]) (?:av|over)\b(?! dem)"
)


_BY_ITSELF = re.compile(
    r"\b(?:tar|spander\w+|fra|legge[r]?|lagt|la|gir?|ga|gis|plusser|skyter?|statens|trekk\w*|trukket|yter?|bevilger?|hjalp|hjelper?)\b"
)
"""Verbs of giving that are no measure of insurance by themselves: with one of them a share is support."""
_IS_PAID = re.compile(r"\b(?:betalt|dekket|dekt|støttet|finansiert)\b[^.;,0-9]{0,30}$")
_LOCAL_PAYER = re.compile(
    r"\b(?:provins\w*|by(?:en|ens|rådet|kassen|budsjettet)|kommune\w*|bydel\w*|fylke\w*|folkerådet|\w*lokal\w*)\b"
)
_SHARES = ("coverage_rate", "contribution_rate", "support", None)


def _payer(linker: Linker, view: View, own: Candidate) -> tuple[int, int, bool] | None:
    """The words that say that a budget or sponsor pays a share, and whether they say so by themselves."""
    start = _clause_start(linker, view, own)
    said = linker.text[start : own.numeral.start]
    found = _PAYER.search(said)
    if found is not None:
        return start + found.start(), start + found.end(), _BY_ITSELF.search(found.group()) is not None
    found = _PAID.match(linker.text, own.numeral.end, view.sentence.end)
    if found is not None:
        alone = _BY_ITSELF.search(found.group()) or _IS_PAID.search(said)
        return *found.span(), alone is not None
    found = _GIVES.search(said) if linker.context.topic is not None else None
    if found is None or _TO_WHOM.match(linker.text, own.numeral.end) is None:
        return None
    givers = (a for a in linker.atoms[view.sentence.low : own.index] if a.start >= start)
    if any(
        {"province", "place_word"} & a.tags.keys() or "budsjett" in linker.text[a.start : a.end]
        for a in givers
    ):
        return start + found.start(), start + found.end(), True
    return None


def _scheme_of_help(linker: Linker, view: View) -> str | None:
    """The scheme of help whose sentence names none: the paragraph's, else the article's, else the one last spoken of."""
    context = linker.context
    here = context.scheme_paragraph == view.sentence.paragraph or linker.answers(view.sentence)
    if here or context.topic in (None, "insurance"):
        return context.scheme or context.topic
    return context.topic


_OF_DUES = re.compile(r" av (?:\w*premien|\w*premiene|bidraget|\w*avgiften|innbetalingen)\b")


def share_that_a_budget_pays(linker: Linker, view: View) -> None:
    """A percentage that a budget or sponsor covers is support, though "dekke" also means to insure."""
    paid: Candidate | None = None
    for at, own in enumerate(view.candidates):
        if own.unit != "percent" or own.base in ("plan", "amount_due", "population"):
            continue
        payer = _payer(linker, view, own)
        if payer is not None and own.base is None and _OF_KIND.match(linker.text, own.numeral.end):
            payer = None  # "covers six communes with over 80 % minorities"
        told = own.cues.get("measure", (0, 0, ""))[2]
        carried = own.measure is None or "figure before" in told
        listed = paid is not None and view.candidates[at - 1] is paid and carried
        listed = listed and own.cut in ("conjunction", "comma")
        of_debt = own.measure == "arrears_rate" and ("figure before" in told or "earlier" in told)
        of_dues = own.measure == "other" and _OF_DUES.match(linker.text, own.numeral.end)
        if (payer is None and not listed) or (own.measure not in _SHARES and not of_debt and not of_dues):
            continue
        if own.measure is None and not listed and not (payer is not None and payer[2]):
            continue
        scheme = own.scheme or _scheme_of_help(linker, view)
        if scheme is None:
            continue  # "a road of which 70 % comes from the budget"
        paid = own
        where = (own.numeral.start, own.numeral.end) if payer is None else payer[:2]
        own.scheme, own.measure, own.indicator = scheme, "support", f"{scheme}.support"
        own.base = None
        own.cues.pop("base", None)
        behind = _PAID.match(linker.text, own.numeral.end, view.sentence.end)
        if behind is None or "stat" not in behind.group():
            own.local = own.local or _LOCAL_PAYER.search(linker.text, *where) is not None
        own.cues["measure"] = (*where, "share that a budget pays")
        own.cues.setdefault("scheme", own.cues["measure"])
        if own.scenario == "actual":
            own.scenario = "rule"
            own.cues["scenario"] = (*where, "shares of support are set by policy")
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


_WERE_AT = re.compile(
    r" [^.;:,0-9]{0,30}\b(?P<were>(?:har vært|var|kom|møtte|fulgte|samlet seg|har møtt|stilte|deltok)(?: opp| fram| frem)?) (?:på|til|i|under)\b"
)


_STATE_GIVES = re.compile(
    r"\b(?:staten|statskassen|statsbudsjettet|\w*budsjettet) (?:\w+ ){0,2}?(?:betaler|dekker|gir|bidrar med|legger|skyter|spytter|yter|støtter|subsidierer|tar)\b[^.;,0-9]{0,24}$"
    r"|\b(?:betaler|dekker|gir|bidrar|legger|skyter|spytter|yter|støtter|tar) (?:staten|statskassen|statsbudsjettet|\w*budsjettet|provinsen|byen)\b[^.;,0-9]{0,16}$"
)
_AND_ANOTHER = re.compile(
    r"(?:,|, og| og|, mens) (?:provinsen|byen|kommunen|bydelen|staten|distriktet|\w+budsjettet|folkerådet)(?: \w+){0,2} $"
)
_OF_THE_STATE = re.compile(
    r" (?:dong|vnd) (?:i støtte )?(?:av|fra) (?:staten|statskassen|statsbudsjettet|\w*budsjettet|provinsen|byen)\b"
)


def sums_that_the_state_adds(linker: Linker, view: View) -> None:
    """Small sums that the state or a budget gives are support of each member: "staten betaler 66.000 av dem"."""
    context = linker.context
    if context.topic is None:
        return
    currency: Candidate | None = None
    for own in view.candidates:
        money = own.kind == "money" and own.measure in (None, "contribution", "benefits")
        currency = own if currency is None and own.kind == "money" else currency
        bare = own.kind == "count" and not own.own_unit and own.numeral.value >= 1000 and currency is not None
        scheme = own.scheme or context.scheme
        if not (money or bare) or own.numeral.value >= _ON_EACH or scheme is None:
            continue
        found = _STATE_GIVES.search(
            linker.text, view.sentence.start, own.numeral.start
        ) or _OF_THE_STATE.match(linker.text, own.numeral.end)
        at = view.candidates.index(own)
        left = view.candidates[at - 1] if at else None
        if found is None and left is not None and left.measure == "support" and left.kind == "money":
            found = _AND_ANOTHER.fullmatch(linker.text, linker.atoms[left.last].end, own.numeral.start) or (
                _AND_ANOTHER.search(linker.text, left.numeral.end, own.numeral.start)
            )
        if found is None:
            continue
        if bare and currency is not None:
            own.kind, own.unit = "money", currency.unit
            own.cues["kind"] = own.cues["unit"] = currency.cues["unit"]
        own.scheme, own.measure, own.indicator = scheme, "support", f"{scheme}.support"
        own.scope = "each"
        own.cues["measure"] = own.cues["scope"] = (*found.span(), "what the state adds")
        if own.scenario != "target":
            own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


_REFUNDED = re.compile(r"\b(?:refunderes|dekkes|(?:får|få) (?:dekt|dekket|refundert))\b[^.;:,0-9]{0,30}$")
_SUBSIDISED = re.compile(
    r"\b(?:subsidieres|støttes|refunderes|kompenseres|godtgjøres|subsidierer|tilskudd gis)\b[^.;0-9]{0,40}\b(?:med|inntil|opptil|på)\b[^.;0-9]{0,12}$"
)
_PER_ONE = re.compile(
    r"(?: (?:\w+ )?(?:per|pr\.?|for hver[t]?) | (?:vnd|dong) ?/)(?!år|måned|dag|døgn|uke|kvartal|ha\b|hektar|kg|kilo|tonn|liter|m[23²³]?\b|km|kwh|kvm|sekk|i dag|[\d])[^\W\d_]{3,}"
)


def subsidies(linker: Linker, view: View) -> None:
    """What is subsidised, told in the present, is a rule, with its ceiling; a sum "per plante" is of each."""
    ruled: tuple[int, int] | None = None
    for own in view.candidates:
        found = _SUBSIDISED.search(linker.text, view.sentence.start, own.numeral.start)
        if found is not None and own.kind in ("percentage", "money"):
            ruled = found.span()
        elif own.kind == "percentage" and own.measure in ("benefits", "support", None):
            found = _REFUNDED.search(linker.text, view.sentence.start, own.numeral.start)
            ruled = None if found is None or own.base == "plan" else found.span()
        elif own.comparator not in ("<=", ">="):
            ruled = None
        if ruled is not None and own.scenario == "actual" and "change" not in own.cues:
            own.scenario, own.cues["scenario"] = "rule", (*ruled, "subsidies are set by policy")
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)
        each = _PER_ONE.match(linker.text, own.numeral.end) if own.kind == "money" else None
        if each is not None and own.scope in ("whole", "part"):
            own.scope, own.cues["scope"] = "each", (*each.span(), "so much of each")


_LOCAL_PRICE = re.compile(
    r"\w*billett\w*|\w*takst\w*|\w*gebyr\w*(?: \w+)?|støttes med|subsid\w+[^.]*|støttes[^.]*"
)


def prices_of_the_place(linker: Linker, view: View) -> None:
    """What a ticket costs, or a house is supported with, in an article that is not about insurance, is set by the place."""
    for own in view.candidates:
        cue = own.cues.get("scenario")
        if own.scenario == "rule" and cue is not None and linker.context.topic is None:
            if _LOCAL_PRICE.fullmatch(linker.text[cue[0] : cue[1]].strip()):
                own.local = True


_TOOK_PART = re.compile(
    r"[^.;:0-9]{0,110}\b(?P<at>deltok (?:i|på|under) (?:\w+ )?\w*(?:åpning|åpningen|seremoni|lansering|markering|marsj|kortesj|møte|samling|konferanse|kurs|dialog|opptog|arrangement|tog|mønstring|utsend|start)\w*)"
)


_DELEGATES = re.compile(
    r" (?:\w+ )?(?:delegater|møtedeltakere|konferansedeltakere|tilhørere|fremmøtte|frammøtte|tilstedeværende|tilskuere)\b"
)
_OF_WORK = re.compile(
    r" (?:om|i|for) (?:\w+ og )?(?:arbeid|jobb|jobber|yrke|yrker|yrkesvalg|sysselsetting|stillinger)\b|^(?:jobb|yrkes|arbeids)\w*"
)


def people_at_a_meeting(linker: Linker, view: View) -> None:
    """Participants "med", "for" or "av" whom a meeting is held attended it, unless a scheme is named behind them."""
    for own in view.candidates:
        if own.unit != "person" or own.measure not in ("participants", "new_participants", None):
            continue
        if own.numeral.out_of is None and _DELEGATES.match(linker.text, own.numeral.end):
            own.measure, own.indicator = "attendees", "outreach.attendees"
            own.cues["measure"] = (*own.cues["unit"][:2], "people at a meeting")
            continue
        part = _TOOK_PART.match(linker.text, own.numeral.end)
        if part is not None and own.scenario == "actual":
            own.measure, own.indicator = "attendees", "outreach.attendees"
            own.cues["measure"] = (*part.span("at"), "people at a meeting")
            continue
        if any(own.index < m.first < own.post for m in view.schemes):
            continue
        if own.measure == "new_participants" and (
            own.scenario == "target" or linker.text.startswith(" nye ", own.numeral.end)
        ):
            continue  # "the goal of the campaign is 30 000 new members"
        joined = re.search(
            r"\b(?:med|for|hvor|der|samlet|til|trakk)\b[\w ]*$", _span_of_words(linker, view, own)
        )
        were = _WERE_AT.match(linker.text, own.numeral.end)
        if were is not None and own.measure is None:
            behind = linker.atoms[own.last + 1 : view.sentence.high]
            event = next((a for a in behind if a.tags.get("unit") == "event" and a.start >= were.end()), None)
            if event is not None and event.start - were.end() < 60:
                own.measure, own.indicator = "attendees", "outreach.attendees"
                own.cues["measure"] = (*were.span("were"), "people at a meeting")
                continue
        if joined is None:
            continue
        for k in range(own.first - 1, own.pre - 1, -1):
            atom = linker.atoms[k]
            if atom.number is not None:
                break
            if _OF_WORK.match(linker.text, atom.end) or _OF_WORK.search(linker.text[atom.start : atom.end]):
                break  # "advice on work and trades", of an office for those without work
            if atom.tags.get("unit") == "event" or atom.tags.get("measure") == "events":
                own.measure, own.indicator = "attendees", "outreach.attendees"
                own.cues["measure"] = (atom.start, atom.end, "people at a meeting")
                break


_DATA_ON = re.compile(
    r"\b(?:data|opplysninger|opplysningene|informasjon|\w*lister?|\w*listen|oversikt|oversikten|register|registeret|sakene?|mappene) (?:om|over|på|for|til|mot)(?: (?:de|om lag|rundt|over|mer enn|nærmere|nesten))* $"
)


def known_number_of_places(linker: Linker, view: View) -> None:
    """How many places there are is a fact, whatever they are to do: "de 40 kommunene skal …"."""
    for own in view.candidates:
        if own.kind != "count" or own.scenario != "target":
            continue
        if own.unit not in ("locality", "organization", "person"):
            continue
        before = linker.text[max(0, own.numeral.start - 12) : own.numeral.start]
        noun = linker.text[own.numeral.end : own.numeral.end + 24].split()
        definite = bool(noun) and noun[0].rstrip(".,;:)").endswith(("ene", "ne"))
        known = re.search(r"\b(?:de|alle|samtlige|disse)(?: de)? $", before)
        if own.unit == "person" and not (definite and known is not None):
            continue  # "the 27 agents"
        if own.unit == "person" and _WHO_WORK.fullmatch(linker.text, *own.cues["unit"][:2]):
            own.measure, own.indicator, own.per = None, "other", None
        listed = _DATA_ON.search(linker.text, view.sentence.start, own.numeral.start)
        if listed is not None:
            own.scenario, own.cues["scenario"] = "actual", (*listed.span(), "known number of places")
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)
        if known is not None and (definite or "de " not in before[-4:]):
            own.scenario = "actual"
            own.cues["scenario"] = (
                own.numeral.start - len(known[0]),
                own.numeral.start - 1,
                "known number of places",
            )
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


_HAVE_CARDS = re.compile(
    r"(?: (?:allerede|alt|nå|fått|fremdeles|fortsatt|ennå|også|gyldige?|et|et gyldig)){1,3} (?P<what>\w*kort)\b"
)


def cards_and_books(linker: Linker, view: View) -> None:
    """A "kort" without a scheme in its clause is of health insurance, a "trygdebok" of social insurance."""
    for at, own in enumerate(view.candidates):
        if (
            own.measure == "support"
            and own.kind == "money"
            and "carried" in own.cues.get("scheme", (0, 0, ""))[2]
        ):
            schemes = {c.scheme for c in view.candidates[:at] if c.measure == "cards"}
            if len(schemes) > 1:
                own.scheme, own.indicator = "insurance", "insurance.support"
        if own.measure == "cards" and own.unit == "document" and linker.context.topic is not None:
            found = _HAVE_CARDS.match(linker.text, own.numeral.end)
            if found is not None and _HAVE.search(linker.text, view.sentence.start, own.numeral.start):
                own.unit, own.cues["unit"] = "person", (*found.span("what"), "people who have a card")
                own.scheme = own.scheme or "health_insurance"
                own.measure, own.indicator = "participants", f"{own.scheme}.participants"
                own.cues["measure"] = own.cues["unit"]
        word = linker.text[slice(*own.cues.get("measure", (0, 0))[:2])]
        unnamed = "in the figure" not in own.cues.get("scheme", (0, 0, ""))[2]
        if own.measure == "participants" and unnamed and word.endswith(("kort", "kortet")):
            if own.scheme != "health_insurance" and linker.context.topic is not None:
                own.scheme, own.indicator = "health_insurance", "health_insurance.participants"
                own.cues["scheme"] = (*own.cues["measure"][:2], "cards of health insurance")
            share = view.candidates[at + 1] if at + 1 < len(view.candidates) else None
            if share is not None and share.unit == "percent" and share.indicator == "other":
                counted = share.cues.get("base", (0, 0, ""))[2] == "share of those just counted"
                if share.cut in ("continuation", "paren") and (counted or share.base in (None, "population")):
                    share.base = None if counted else share.base
                    share.scheme, share.measure = own.scheme, "coverage_rate"
                    share.indicator = f"{own.scheme}.coverage_rate"
                    share.cues["measure"] = share.cues["scheme"] = own.cues["measure"]
        if own.measure != "cards" or "in the figure" in own.cues.get("scheme", (0, 0, ""))[2]:
            continue
        word = linker.text[own.cues["measure"][0] : own.cues["measure"][1]]
        scheme = (
            "social_insurance"
            if "bok" in word or "bøk" in word
            else "health_insurance"
            if "kort" in word
            else None
        )
        if scheme is not None and linker.context.topic is not None:
            own.scheme, own.indicator = scheme, f"{scheme}.cards"
            own.cues["scheme"] = (
                *own.cues["measure"][:2],
                "cards of health insurance, books of social insurance",
            )


_CHANGE = re.compile(
    r"\b(?:(?P<up>øk\w+|steg\w*|stig\w+|voks\w+|hev\w+|utvid\w+|forbedr\w+|overgå\w*|overgikk|overskr\w+|klatr\w+|løft\w+|tiltok|tiltar|hopp\w+|gikk opp|gått opp|går opp)"
    r"|(?P<down>redus\w+|sank|synk\w*|sunket|senk\w+|falt|fall\w*|gikk ned|gått ned|mink\w+|krymp\w+|kutt\w+|avta\w*|avtok|dal\w+|skrump\w+|går ned))"
    r"\b[^.;:0-9]*\b(?:med|på)(?: ytterligere| hele| nye)? $"
)


_PASSED_BY = re.compile(
    r"\b(?:mål\w*|plan\w*|kvote\w*|krav\w*)\b[^.;:,0-9]*\b(?:passert|overgått|overskredet|overoppfylt|slått|sprengt|passerte|slo) (?:[^.;:,0-9]* )?med (?:\w+ ){0,2}$"
)
_LOST = re.compile(r"\b(?:mistet|mister|miste|tapte|tapt)\b[^.;:0-9]{0,50} $")


def change_by(linker: Linker, view: View) -> None:
    """A verb of change with "med" before a figure makes it a change: "økte antallet deltakere med 5,3 %"."""
    last: Candidate | None = None
    for own in view.candidates:
        if "change" in own.cues or own.base == "plan":
            last = own if own.measure == "growth" else last
            continue
        start = linker.atoms[own.first].start
        found = _CHANGE.search(linker.text, view.sentence.start, start)
        found = found if found is not None and found.end() == start else None
        again = (
            last is not None
            and own.cut in ("conjunction", "comma")
            and linker.text.endswith(" med ", 0, start)
        )
        passed = (
            _PASSED_BY.search(linker.text, view.sentence.start, own.numeral.start)
            if own.kind == "count"
            else None
        )
        if (
            passed is not None
            and own.measure in ("participants", "new_participants", None)
            and own.scheme is not None
        ):
            own.cues["change"] = (*passed.span(), "a goal passed by so many")
            own.measure, own.indicator = "growth", f"{own.scheme}.growth"
            continue
        people = (
            own.unit == "person"
            and own.scheme is not None
            and own.measure in ("participants", "attendees", None)
        )
        lost = _LOST.search(linker.text, view.sentence.start, start) if people else None
        if lost is not None:
            own.negative, own.cues["change"] = True, (*lost.span(), "members lost")
            own.measure, own.indicator = "growth", f"{own.scheme}.growth"
        if found is None and not again:
            continue
        if (
            found is not None
            and found.group().endswith("på ")
            and not found.group().startswith(("øk", "fall"))
        ):
            continue
        down = found["down"] is not None if found is not None else last is not None and last.negative
        where = (
            (found.start(), found.end())
            if found is not None
            else last.cues["change"][:2]
            if last is not None
            else (0, 0)
        )
        own.negative, last = down, own
        own.cues["change"] = (*where, "change told by its verb")
        own.base = None
        own.cues.pop("base", None)
        scheme = own.scheme or linker.context.scheme
        if own.measure == "other" or scheme is None or own.measure in ("events", "attendees", "cards"):
            continue
        if own.kind == "percentage" or own.kind == "money" or own.unit == "person":
            own.scheme, own.measure, own.indicator = scheme, "growth", f"{scheme}.growth"
            if "contributions are" in own.cues.get("scenario", ("", "", ""))[2]:
                own.scenario = "actual"
                del own.cues["scenario"]


_COMPARED = re.compile(
    r" (?P<word>flere|færre|høyere|lavere|mindre)\b(?! (?:må|skal|trengs|kreves|bør)\b)(?! enn (?:\d|om lag|rundt|ca|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|\w*ten|tjue|\w*ti|hundre|tusen)\b| enn \d)(?! \w+er\b)"
)


_FEWER = re.compile(r" (?P<word>færre) (?:deltak|deltag|medlem|kortholder|forsikrede|frivillige)\w*")
_MORE_THAN = re.compile(
    r" (?P<word>flere|færre) (?:\w+ ){1,2}(?:i \w+ )?(?:\w+ ){0,2}?enn (?:på|for|i|ved|året|samme|måneden|målet|planen|forrige|tilsvarende|ett|et|før)\b"
)


def compared_behind(linker: Linker, view: View) -> None:
    """A comparative right behind a figure makes it a change: "312 færre enn målet", "0,4 % lavere"."""
    for own in view.candidates:
        if own.measure == "growth" and own.kind == "count" and own.unit == "item" and not own.own_unit:
            own.unit = "person"
            own.cues["unit"] = (own.numeral.start, own.numeral.end, "a change of a scheme counts people")
        if "change" in own.cues or own.kind == "measure" or own.base == "plan":
            continue
        end = linker.atoms[own.last].end
        found = _COMPARED.match(linker.text, end, view.sentence.end) or (
            _MORE_THAN.match(linker.text, own.numeral.end, view.sentence.end)
            or _FEWER.match(linker.text, own.numeral.end, view.sentence.end)
            if own.kind == "count"
            else None
        )
        if found is None:
            continue
        own.negative = found["word"] in ("færre", "lavere", "mindre")
        own.cues["change"] = (found.start("word"), found.end("word"), "comparative behind the figure")
        own.base = None
        own.cues.pop("base", None)
        at = view.candidates.index(own)
        before = view.candidates[at - 1] if at else None
        aside = (
            before is not None
            and before.indicator == "other"
            and own.cut in ("comma", "continuation", "paren")
        )
        if aside and own.measure is None and "in the figure" not in own.cues.get("scheme", ("", "", ""))[2]:
            continue  # "2,53 millioner, 8 % høyere enn før": of what was told before
        scheme = own.scheme or linker.context.scheme
        person = own.kind == "count" and own.unit in ("person", "item")
        if scheme is not None and own.measure != "other" and (person or own.kind != "count"):
            own.scheme, own.measure, own.indicator = scheme, "growth", f"{scheme}.growth"
            if own.kind == "count":
                own.unit = "person"


_LED_TO = re.compile(r" (?:i (?:\d{4}|fjor) )?til (?:nå |dagens )?")


def from_one_to_another(linker: Linker, view: View) -> None:
    """In "fra 6.200 til 12.900 personer" both are counted alike: what one lacks, the other tells."""
    for left, right in zip(view.candidates, view.candidates[1:], strict=False):
        gap = linker.text[linker.atoms[left.last].end : linker.atoms[right.first].start]
        if _LED_TO.fullmatch(gap) is None:
            continue
        if left.kind == "count" and not left.own_unit:
            left.kind, left.unit = right.kind, right.unit
            left.cues["unit"] = left.cues["kind"] = (
                *right.cues["unit"][:2],
                "unit of the figure that it changed to",
            )
        for own, other in ((left, right), (right, left)):
            alike = own.kind == other.kind and own.unit == other.unit
            if alike and own.indicator == other.indicator and own.base is None and other.base is not None:
                own.base, own.cues["base"] = other.base, other.cues["base"]
            if (
                own.indicator == "other"
                and other.indicator != "other"
                and other.measure != "growth"
                and alike
            ):
                own.scheme, own.measure, own.indicator, own.base = (
                    other.scheme,
                    other.measure,
                    other.indicator,
                    other.base,
                )
                own.cues["measure"] = (
                    own.numeral.start,
                    own.numeral.end,
                    "measure of the other end of a change",
                )
    for left, right in zip(view.candidates, view.candidates[1:], strict=False):
        if (
            left.measure == "growth"
            and right.unit == "person"
            and right.indicator == "other"
            and left.scheme is not None
        ) and linker.text.endswith(" til ", 0, linker.atoms[right.first].start):
            right.scheme, right.measure = left.scheme, "participants"
            right.indicator = f"{left.scheme}.participants"
            right.cues["measure"] = (*left.cues["change"][:2], "level that a change led to")


_WAGE = re.compile(
    r"\b\w*(?:lønn|inntekt|pensjon|støtte|stønad|ytelse|dagpenge|tjen)\w*|\b(?:får|fikk|mottar|utbetal\w+)\b"
)


_ASKED_HERE = re.compile(r"\bspør\b|\?\s*$|\bsvar\b")
_LAYS_DOWN = re.compile(r"\b(?:får|betaler|gis|gir|utgjør|dekker|støtter|kan få|har rett til)\b")
_HAPPENED = re.compile(
    r"\b(?:fikk|har|hadde|betalte|ble|ga|støttet|dekket|hittil|i fjor|nå|i (?:snitt|gjennomsnitt))\b"
)
_OF_PERSONS = frozenset({"benefits", "contribution", "contribution_rate", "support"})


def answers_lay_down(linker: Linker, view: View) -> None:
    """What an answer to a reader says that people "får" or "betaler" is laid down, not told: "kvinner får 2 millioner dong"."""
    context = linker.context
    if context.topic is None or view.sentence.paragraph == 0:
        return
    line = linker.text.rfind("\n", 0, view.sentence.start) + 1
    end = max(line - 1, 0)
    while end and linker.text[end - 1] in "\n ":
        end -= 1
    above = linker.text.rfind("\n", 0, end) + 1
    asked = _ASKED_HERE.search(linker.text, line, view.sentence.end)
    asked = asked or _ASKED_HERE.search(linker.text, above, end)
    if asked is None or _HAPPENED.search(linker.text, view.sentence.start, view.sentence.end):
        return
    for own in view.candidates:
        lays = _LAYS_DOWN.search(linker.text, view.sentence.start, own.numeral.start)
        if lays is None or own.kind not in ("money", "percentage"):
            continue
        helped = linker.helped
        got = lays.group() in ("får", "gis", "kan få") and own.kind == "money" and own.indicator == "other"
        if got and helped is not None and helped.scheme is not None and own.numeral.value < _ON_EACH:
            if helped.sentence.paragraph == view.sentence.paragraph:
                own.scheme, own.measure, own.indicator = helped.scheme, "support", f"{helped.scheme}.support"
                own.cues["measure"] = own.cues["scheme"] = (*lays.span(), "help that an answer tells of")
                own.scope, own.cues["scope"] = "each", own.cues["measure"]
        if own.measure in _OF_PERSONS and own.scenario == "actual":
            own.scenario, own.cues["scenario"] = "rule", (*lays.span(), "laid down, in an answer")
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


_IS_PAID_OUT = re.compile(
    r"\b\w*(?:penger|pengene|støtten|stønaden|ytelsen|ytelsene|pensjonen)\b[^.;:0-9]*$|\b(?:fondet|trygden|forsikringen|ordningen) (?:gir|yter|utbetaler)\b[^.;:0-9]*$"
)


def dues_by_the_month(linker: Linker, view: View) -> None:
    """A small amount a month or a year, in talk of a scheme, is what one member pays, unless wages or support are named."""
    for own in view.candidates:
        if own.kind != "money" or own.per not in ("month", "year") or own.numeral.value >= 2_000_000:
            continue
        if own.measure not in (None, "support") or _WAGE.search(_span_of_words(linker, view, own)):
            continue
        if own.measure == "support" and own.cues["measure"][0] < own.numeral.start:
            continue
        scheme = own.scheme or linker.context.scheme
        if scheme is None or linker.context.topic is None:
            continue
        paid_out = _IS_PAID_OUT.search(linker.text, view.sentence.start, own.numeral.start)
        measure = "contribution" if paid_out is None else "benefits"
        own.scheme, own.measure, own.indicator = scheme, measure, f"{scheme}.{measure}"
        own.cues["measure"] = own.cues["per"]
        if own.scenario == "actual":
            own.scenario = "rule"
            own.cues["scenario"] = own.cues["per"]
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)
        if own.scope == "whole":
            own.scope = "each"
            own.cues["scope"] = own.cues["per"]


_GOT_COVERED = re.compile(
    r"\b(?:fått|fikk|får|få) (?:\w+ )?(?:dekket|dekt|refundert|betalt)\b[^.;:,0-9]{0,30}$"
)
_PAID_OUT = re.compile(r"\b(?P<verb>betal(?:te|er|t|e))\b(?: [^\W\d]+){0,4}? ut\b")
_PAID_BY_THE_FUND = re.compile(
    r"[^.;,0-9]{0,50} (?:betalt|dekket|betales|dekkes|tatt|refundert|båret|dekt) (?:av|over|fra|gjennom) (?:\w+ ){0,2}?(?P<who>\w*(?:fondet|forsikringen|trygden|bhyt|bhxh|kassen))\b"
)
_OF_THE_BILL = re.compile(
    r" av (?:\w+ ){0,2}?\w*(?:utgift|kostnad|regning|behandling|medisin|sykehus|ytelse|konsultasjon|operasjon)\w*"
)
_COVERS = re.compile(
    r"\b(?:dekker|betaler|tar|refunderer|dekket|betalte) (?:\w*trygden|\w*forsikringen|\w*fondet|bhyt|kortet)\b[^.;:0-9]*$|"
    r"\b(?:\w*trygden|\w*forsikringen|\w*fondet|bhyt|kortet)\b(?: \w+){0,2} (?:dekker|betaler|tar|refunderer|dekket|betalte|tok)\b[^.;:0-9]*$"
    r"|\b(?:får|få) (?:\w+ )?(?:dekt|dekket|refundert|betalt)\b[^.;:0-9]{0,20}$"
)


def shares_of_the_bill(linker: Linker, view: View) -> None:
    """What share of a bill the insurance pays is a benefit that the law sets: "dekker 80 % av utgiftene, 95 % for nesten fattige"."""
    last: Candidate | None = None
    for own in view.candidates:
        if own.unit != "percent" or own.measure not in _SHARES or own.base == "plan":
            last = None
            continue
        found = _COVERS.search(linker.text, view.sentence.start, own.numeral.start)
        bill = _OF_THE_BILL.match(linker.text, own.numeral.end) if found is not None else None
        if bill is None and found is not None and own.measure == "contribution_rate":
            bill = re.compile(r"(?=[.,;\n])| for (?:meg|oss|ham|henne|dem)\b").match(
                linker.text, own.numeral.end
            )
        listed = last is not None and own.cut in ("comma", "conjunction") and own.measure == "coverage_rate"
        scheme = own.scheme or linker.context.scheme
        said = [m.value for m in view.schemes if m.last < own.first]
        if bill is not None and scheme is None and said:
            scheme = said[-1]
        if (bill is None and not listed) or scheme is None or (linker.context.topic is None and not said):
            last = None
            continue
        where = found.span() if found is not None else own.cues["measure"][:2]
        own.scheme, own.measure, own.indicator = scheme, "benefits", f"{scheme}.benefits"
        own.cues["measure"] = (*where, "share of the bill")
        own.base, last = None, own
        own.cues.pop("base", None)
        if own.scenario == "actual" and not linker.text[slice(*where)].endswith(("dekket", "betalte")):
            own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


def money_that_a_scheme_covers(linker: Linker, view: View) -> None:
    """Money that a scheme or its fund covers is benefits: "trygden dekket 68,4 millioner dong"."""
    for own in view.candidates:
        if own.kind != "money" or own.measure not in (None, "contribution"):
            continue
        cell = linker.text[linker.atoms[own.pre].start : own.numeral.start]
        paid = _PAID_BY_THE_FUND.match(linker.text, own.numeral.end)
        out = _PAID_OUT.search(linker.text, _cell_start(linker, view, own), own.numeral.start)
        told = own.cues.get("measure", (0, 0, ""))
        again = "figure before" in told[2] and any(
            c.measure == "benefits" and c.cues["measure"][2] == "paid out" for c in view.candidates
        )
        if (out is not None or again) and (own.scheme or linker.context.scheme) is not None:
            scheme = own.scheme or linker.context.scheme
            own.scheme, own.measure, own.indicator = scheme, "benefits", f"{scheme}.benefits"
            own.cues["measure"] = (*(out.span() if out is not None else told[:2]), "paid out")
            if "set by law" in own.cues.get("scenario", ("", "", ""))[2]:
                own.scenario, own.scope = "actual", "whole"
                del own.cues["scenario"]
                own.cues.pop("scope", None)
                linker.set_date(view, view.candidates.index(own))
            continue
        found = re.search(
            r"(?<!\bi )(?<!\bav )(?<!\btil )\b(?:\w*trygden|\w*forsikringen|\w*fondet|ordningen|kassen)\b(?: \w+){0,3} (?:dekk\w+|betal\w+|bruk\w+|tok|tar|tatt|sto for|stod for|står for|svarte for|refunder\w+)(?! inn)"
            r"|\b(?:dekk\w+|betal\w+|brukte?|bruker) (?:\w*trygden|\w*forsikringen|\w*fondet|ordningen|kassen)\b",
            cell,
        )
        scheme = own.scheme or linker.context.scheme or linker.context.topic
        covered = _GOT_COVERED.search(linker.text, view.sentence.start, own.numeral.start)
        if found is None and paid is None and covered is not None and linker.context.topic is not None:
            named = "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
            own.scheme = own.scheme if named else "health_insurance"
            own.measure, own.indicator = "benefits", f"{own.scheme}.benefits"
            own.cues["measure"] = (*covered.span(), "money that a scheme covers")
            continue
        if (found is None and paid is None) or scheme is None:
            continue
        own.scheme, own.measure, own.indicator = scheme, "benefits", f"{scheme}.benefits"
        start = linker.atoms[own.pre].start
        where = (start + found.start(), start + found.end()) if found is not None else paid.span("who")  # type: ignore[union-attr]
        own.cues["measure"] = (*where, "money that a scheme covers")
        if "set by law" in own.cues.get("scenario", ("", "", ""))[2]:
            own.scenario, own.scope = "actual", "whole"
            del own.cues["scenario"]
            own.cues.pop("scope", None)
            linker.set_date(view, view.candidates.index(own))


_WITH = re.compile(r"[\w ]{0,40}\b(?P<with>med)(?=[,.;\n]|$| (?:i dag|nå|hver|per|om|innen|før)\b)")
_WITH_ALONE = re.compile(r" (?P<with>med)(?=[,.;\n]|$)")
_HAVE_WITH = re.compile(r"\b(?:ha|få|får|fikk|fått|trekke|trakk|dra) med (?:seg )?[^.;,0-9]{0,24}$")
_MORE = re.compile(r"\b(?:bli|blir|ble|blitt|til|ytterligere|flere|enda)\b")


def people_who_are_in(linker: Linker, view: View) -> None:
    """People "er … med" in the scheme that the paragraph speaks of: "er 58.936 bønder og selvstendige med"."""
    for own in view.candidates:
        share = own.unit == "percent" and own.base in COVERED
        bare = own.kind == "count" and own.unit == "item" and not own.own_unit
        if (own.unit != "person" and not share and not bare) or own.measure is not None:
            continue
        said = linker.text[max(view.sentence.start, own.numeral.start - 60) : own.numeral.start]
        found = (_WITH_ALONE if bare else _WITH).match(linker.text, own.numeral.end)
        gained = None if bare else _HAVE_WITH.search(said)
        scheme = own.scheme or ("health_insurance" if own.base == "population" else linker.context.scheme)
        if (found is None and gained is None) or scheme is None or linker.context.topic is None:
            continue
        more = gained is not None or (found is not None and (_MORE.search(found[0]) or _MORE.search(said)))
        measure = "coverage_rate" if share else "new_participants" if more else "participants"
        own.scheme, own.measure, own.indicator = scheme, measure, f"{scheme}.{measure}"
        at = own.numeral.start - len(said)
        where = found.span("with") if found is not None else (at + gained.start(), at + gained.end())  # type: ignore[union-attr]
        own.cues["measure"] = (*where, "people who are in")
        if bare:
            own.unit, own.cues["unit"] = "person", own.cues["measure"]


_SOME_OF_THEM_ASIDE = re.compile(r" av (?:dem|disse),")


def members_by_their_cards(linker: Linker, view: View) -> None:
    """People who renewed or have a card are members, though the article named no scheme yet; so are those whose coverage is told aside."""
    for at, own in enumerate(view.candidates):
        if own.unit != "person" or own.indicator != "other" or linker.context.topic is None:
            continue
        told = [
            m
            for m in view.measures
            if m.value == "participants"
            and own.pre <= m.first < own.post
            and "kort" in linker.text[m.start : m.end]
        ]
        start, end = _cell_start(linker, view, own), linker.atoms[own.post - 1].end
        if (
            told
            and _WITHOUT.search(linker.text, start, end) is None
            and own.measure in (None, "participants")
        ):
            own.scheme, own.measure = "health_insurance", "participants"
            own.indicator = "health_insurance.participants"
            own.cues["measure"] = own.cues["scheme"] = (told[0].start, told[0].end, "members by their cards")
            continue
        share = view.candidates[at + 1] if at + 1 < len(view.candidates) else None
        if share is not None and share.measure == "coverage_rate" and share.scheme is not None:
            if _SOME_OF_THEM_ASIDE.match(linker.text, own.numeral.end) and own.measure is None:
                own.scheme, own.measure, own.indicator = (
                    share.scheme,
                    "participants",
                    f"{share.scheme}.participants",
                )
                own.cues["measure"] = own.cues["scheme"] = (
                    *share.cues["value"][:2],
                    "those whose share is told aside",
                )


_HAVE = re.compile(r"\b(?:har|hadde)\b[^.;:]{0,40}$")
_A_CARD = re.compile(r" (?:[^\W\d]+ ){1,3}?(?P<what>(?:\w*forsikrings|helse|gyldig |gyldige )?kort)\b")


def share_with_cards(linker: Linker, view: View) -> None:
    """A percentage of people who have a card is coverage: "har 93,51 prosent helsekort"; so many who have one are members."""
    for own in view.candidates:
        if own.unit == "person" and own.measure is None and linker.context.topic is not None:
            found = _A_CARD.match(linker.text, own.numeral.end)
            if found is not None and _HAVE.search(linker.text, view.sentence.start, own.numeral.start):
                own.scheme, own.measure = "health_insurance", "participants"
                own.indicator = "health_insurance.participants"
                own.cues["measure"] = own.cues["scheme"] = (*found.span("what"), "so many have a card")
        if (
            own.kind != "percentage"
            or own.unit != "percent"
            or own.measure is not None
            or own.base in ("plan", "amount_due")
        ):
            continue
        for m in view.measures:
            if m.value == "cards" and own.pre <= m.first < own.post and linker.context.topic is not None:
                between = linker.text[own.numeral.end : m.start] if m.start > own.numeral.end else ""
                if re.search(r"\b(?:uten|mangler|manglet|ikke)\b", between):
                    lack = own.cues.get("scenario", (0, 0, ""))
                    for one in view.candidates:
                        if one.scenario == "target" and one.cues["scenario"][:2] == lack[:2]:
                            one.scenario = "actual"
                            del one.cues["scenario"]
                    break  # "4 % of the people are still without a card"
                own.scheme = own.scheme or "health_insurance"
                own.measure, own.indicator = "coverage_rate", f"{own.scheme}.coverage_rate"
                own.cues["measure"] = (m.start, m.end, "share with cards")
                break


def each_in_a_list(linker: Linker, view: View) -> None:
    """What each must reach goes on in a list: "hver kommune skal verve 730 personer … og 180 …"."""
    for left, right in zip(view.candidates, view.candidates[1:], strict=False):
        listed = (
            right.cut in ("conjunction", "comma", "none") and right.scope == "whole" and left.scope == "each"
        )
        if (listed and left.kind == right.kind and left.scenario == right.scenario != "actual") or (
            listed and left.kind == right.kind == "money" and left.measure == right.measure
        ):
            right.scope = "each"
            right.cues["scope"] = left.cues["scope"]


_COUNTED_AGAIN = re.compile(
    r"(?:\bde (?:siste|resterende|øvrige|gjenstående|andre|første)|\b(?:ytterligere|bare|kun))"
    r"(?: \w+){0,2} $|\bav (?:dem|disse)\b[^.;:,0-9]{0,40}$"
)
_NUMBER_AGAIN = re.compile(
    r"\b(?:tallet|antallet) (?:er|var|har|hadde|ble|kom|gikk|sank|steg|økte|falt|nå|krympet|vokste|kommet)\b[^.;:0-9]{0,40} $|\b(?:er|ble|var|har) (?:nå )?(?:tallet|antallet)\b[^.;:0-9]{0,40} $"
)
_IN_NUMBER = re.compile(r" (?:i (?:tallet|antall)|til sammen|tilsammen|i alt|alt i alt)(?=[.,;:)\n]|$)")
_NUMBER_OF = re.compile(
    r"\b(?:antallet|antall|tallet på) (?:[^\W\d]+e )?(?P<what>[^\W\d]+)\b[^.;:0-9]{0,40}"
    r"\b(?:var|er|ble|nådde|når|utgjorde|utgjør|lå|ligger|kom|steg|økte|falt|sank|endte|beløp)\b(?:[^.;:0-9]| \d{1,2}\. ){0,50}$"
)
_SO_MANY = re.compile(r"(?P<noun>[^\W\d_]{3,}), (?:\w+ ){0,2}$")
_THERE_ARE = re.compile(
    r"\b(?:var|er) (?:det|tallet)(?: (?:nå|bare|hele))?(?: (?:godt over|langt over|over|om lag|rundt|nær|nesten|drøyt|knapt|ca\.?))? $"
)
_ONE_OF_THEM = frozenset({"enhet", "kommune", "bydel", "distrikt", "landsby", "provins", "grend"})
_GOES_ON = re.compile(
    r" (?:innenlandske|utenlandske|internasjonale)(?= ?(?:[(.,;]|og\b))| (?:falt fra|måtte|kunne|skulle|trengte|overlevde|meldte|gikk|sluttet|ble|kom|tok|fikk|har|hadde|sto|står|bor|var|er|døde|flyttet|deltok|mottok|får|betaler|registrert|påmeldt|innmeldt|vervet|i arbeidsfør|ligger|lå|når|nådde|mangler|manglet|trenger)\b"
    r"|(?=[.;)])| som (?:mangler|manglet|ennå|fortsatt|fremdeles|ikke|står|er|har|gjenstår)\b"
)
_SOME_OF_THEM = re.compile(r" av (?:dem|disse|oss)\b")
_OF_THEM = re.compile(r" (?:av (?:dem|disse|oss)|til|igjen|gjenstår)\b")
_CAME = re.compile(r"\b(?:kom|kommer) (?:(?:bare|hele|ytterligere|nye|det|over|nær|om lag) )*$")
_NEW_ONES = re.compile(
    r" (?:nye|flere|til)(?=[.,;)\n]|$| (?:i|til|på|må|før|innen|ble|med|fra|siden|er|har|kom|meldte|skal|inn|seg|gjennom|hos|av|hver|per|og|for|tegner|tegnet|deltar|deltok|melder)\b)"
)
_WHO_HAVE = re.compile(r" (?:\w+ ){0,3}(?:har|er|var|hadde|ble) ")


_POPULATION = re.compile(
    r"\b(?P<what>befolkning|befolkningen|folketall|folketallet|innbyggertall|innbyggertallet|elevtall|elevtallet|medlemstall|medlemstallet)"
    r" (?:på|er|var|teller|talte)(?: (?:nå|om lag|rundt|over|nær|nærmere|nesten|drøyt|knapt|ca\.?))* $"
)


_WHO_DID = re.compile(
    r" (?:stanset|stoppet|avbrøt|sluttet) (?:inn)?betal\w*| (?:ba|undertegnet|inngikk|leverte|fylte|henvendte|spurte)\b|"
    r" (?:som )?(?:selv )?(?:har |hadde )?(?:er (?:nå )?med i|var med i|benyttet|gjort (?:det|dette)|fått|fikk|får|søkt|søkte|valgte|valgt|velger|tok|tatt|tar|meldte|meldt|kjøpte|kjøpt|møtte|møtt|mottok|mottatt|mottar|sluttet|takket|svarte|svart|sa|deltok|deltatt"
    r"|skrev|tegnet|begynte|flyttet|mistet|døde|bodde|bor|jobber|arbeider|betaler|betalte|betalt|vendte|fant|funnet|lærte|gikk|gått|kom|kommet)\b"
)
_ARE_IN = re.compile(r" (?:er|var) (?:nå )?med i\b")
_FELL = re.compile(r"\b(?:falt|faller|gikk|meldte|skrev|tegnet)(?: \w+)? $")
_OUT = re.compile(r" (?:ut|fra|seg)\b")
_VERB_NEXT = re.compile(
    r" (?:har|fått|hadde|fikk|får|er|var|ble|blir|søkte|valgte|tok|meldte|kjøpte|møtte|mottok|sluttet|deltok|mangler|står|venter|bor)\b"
)


def people_by_what_they_do(linker: Linker, view: View) -> None:
    """A number without a noun whose verb tells what people do counts people: "bare 312 har benyttet seg av det", "5.318 som valgte …"."""
    for own in view.candidates:
        if own.kind != "count" or own.unit in ("person", "household"):
            continue
        noun = own.cues["unit"][0]
        verb = _VERB_NEXT.match(linker.text, own.numeral.end)
        if own.own_unit and verb is not None and noun >= verb.end():
            own.unit, own.own_unit, own.cues["unit"] = "item", False, own.cues["value"]
        if own.own_unit or own.numeral.value < 10:
            continue
        found = _WHO_DID.match(linker.text, own.numeral.end)
        if found is None and _FELL.search(linker.text, view.sentence.start, own.numeral.start):
            found = _OUT.match(linker.text, own.numeral.end)
        if found is None:
            continue
        relative = found.group().startswith((" som ", " ut ", " fra "))
        told = next((c for c in linker.counted[::-1] if c.kind == "count" and c.unit != "item"), None)
        left = next(
            (c for c in view.candidates[: view.candidates.index(own)][::-1] if c.kind == "count"), told
        )
        of_those = left is not None and left.unit in ("organization", "locality", "case", "document", "event")
        inside = _ARE_IN.match(linker.text, own.numeral.end) is not None
        if (
            of_those
            and not relative
            and not inside
            and left is not None
            and own.numeral.value <= left.numeral.value
        ):
            if left.unit != "case" or own.unit != "item":
                continue
        listed = "in the list" in own.cues["unit"][2] and own.unit in ("document", "case")
        if listed and not relative and own.measure == "claims" and "figure before" in own.cues["measure"][2]:
            own.scheme = own.measure = None
            own.indicator, own.cues["indicator"] = "other", (*found.span(), "people by what they do")
        if own.unit == "item" or relative or listed:
            own.unit, own.cues["unit"] = "person", (*found.span(), "people by what they do")
            within = _ARE_IN.match(linker.text, own.numeral.end) is not None and own.scheme is not None
            if within and own.measure in (None, "cards"):
                own.measure, own.indicator = "participants", f"{own.scheme}.participants"
                own.cues["measure"] = own.cues["unit"]
            elif relative and "figure before" in own.cues.get("measure", ("", "", ""))[2]:
                own.measure, own.indicator = None, "other"
                own.cues.pop("measure")


_MANAGE = re.compile(
    r"\b(?:provinsen|byen|kommunen|bydelen|distriktet|landet|de|vi|man|(?:hver|hvert|alle|samtlige) \w+)\b[^.;:,0-9]{0,30}\b(?:klare|nå|når|oppnå|oppnår|komme opp i|komme til|opp i|lande på) (?:(?:minst|om lag|rundt|over) )?$"
)


def rates_to_be_reached(linker: Linker, view: View) -> None:
    """A share that is to be reached, like a coverage told before, is that coverage: "hvis provinsen skal klare 96,3 %"."""
    for own in view.candidates:
        if (
            own.unit != "percent"
            or own.indicator != "other"
            or own.measure is not None
            or own.base is not None
        ):
            continue
        if own.scenario != "target" or not _MANAGE.search(
            linker.text, view.sentence.start, own.numeral.start
        ):
            continue
        if any(m.value == "other" for m in view.measures):
            continue
        rates = linker.context.rates.items()
        like = [(abs(rate - own.numeral.value), scheme) for scheme, rate in rates]
        if like and min(like)[0] <= 10:
            own.scheme, own.measure = min(like)[1], "coverage_rate"
            own.indicator = f"{own.scheme}.coverage_rate"
            own.cues["measure"] = own.cues["scheme"] = (*own.cues["scenario"][:2], "a rate to be reached")


_WHO_WORK = re.compile(
    r"\w*(?:innkrever|agent|propagandist|kontrollør|inspektør|delegat|embets|tjenestem|kadre)\w*"
)


def agents_are_no_members(linker: Linker, view: View) -> None:
    """Those who collect and persuade are counted, not insured: "6.300 til må få kort, og vi har delt dem på 47 innkrevere"."""
    for own in view.candidates:
        if own.unit == "person" and own.measure in ("participants", "new_participants"):
            told = own.cues["measure"]
            if "figure before" in told[2] and _WHO_WORK.fullmatch(linker.text, *own.cues["unit"][:2]):
                own.measure, own.indicator, own.cues["indicator"] = None, "other", own.cues["unit"]
                if own.scenario == "target" and own.cues["scenario"][1] < own.numeral.start:
                    own.scenario = "actual"
                    del own.cues["scenario"]


_FINED = re.compile(
    r"\b(?:ilagt|ila|gitt|ga|fått|fikk|skrevet ut|skrev ut|utstedt|utstedte|vedtatt|vedtok|delt ut|delte ut|idømt|fattet|bøtelagt)\b(?:[^.;]|(?<=\d)\.(?=\d))*$"
)


def fines_that_were_given(linker: Linker, view: View) -> None:
    """Fines that were imposed are counted: "har ilagt 94 bøter på i alt 11,2 milliarder, og 17 saker er sendt politiet"."""
    for own in view.candidates:
        start, end, _ = own.cues.get("scenario", (0, 0, ""))
        if own.scenario == "rule" and linker.text[start:end].startswith(("bøter", "bot ", "bøtene")):
            if _FINED.search(linker.text, view.sentence.start, start):
                own.scenario = "actual"
                del own.cues["scenario"]
                linker.set_date(view, view.candidates.index(own))


_WISH = frozenset(
    {
        "mangler",
        "vil",
        "ønsker",
        "ønsker å",
        "må",
        "skal",
        "bør",
        "planlegger",
        "håper",
        "trenger å",
        "skulle",
    }
)


def wishes_of_those_who(linker: Linker, view: View) -> None:
    """What those wish or must of whom a relative clause tells is no goal: "De som vil lære et nytt fag, får inntil 1,5 millioner"."""
    for own in view.candidates:
        start, end, _ = own.cues.get("scenario", (0, 0, ""))
        if own.scenario != "target" or linker.text[start:end] not in _WISH:
            continue
        if start > own.numeral.end and linker.text.endswith(" som ", 0, start):
            if own.measure in ("support", "benefits", "contribution", "contribution_rate"):
                own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]
                own.date_role = own.date_start = own.date_end = None
                own.cues.pop("date", None)
            continue
        if end > own.numeral.start:
            continue
        if not linker.text.endswith((" som ", "\nsom "), 0, start):
            continue
        if "," not in linker.text[end : own.numeral.start]:
            continue
        others = [
            a
            for a in linker.atoms[view.sentence.low : own.index]
            if a.start > end and a.tags.get("scenario") == "target"
        ]
        if others:
            continue
        own.scenario = "actual"
        del own.cues["scenario"]
        own.date_role = own.date_start = own.date_end = None
        own.cues.pop("date", None)
        linker.set_date(view, view.candidates.index(own))


_TAKE_PART = re.compile(r" (?:av (?:dem|disse) )?(?:betaler|har|er|deltar|står|tegner|hadde|deltok)\b")
_MISSING = re.compile(
    r" (?:[^\W\d]+ )?som (?:mangler|manglet|gjenstår)(?=[,.;:)]| (?:er|har|kommer|bor|hører|tilhører|kort))"
)


def _count_apposition(linker: Linker, own: Candidate) -> None:
    """What is counted behind its noun: "alle torg og markeder, 118 i tallet"; with no noun beside it, people are."""
    found = _SO_MANY.search(linker.text, max(own.sentence.start, own.numeral.start - 60), own.numeral.start)
    if found is None:
        own.unit, own.cues["unit"] = "person", (own.numeral.end, own.numeral.end + 9, "so many in number")
        return
    start, end = found.span("noun")
    units = (
        a.tags["unit"]
        for a in linker.atoms[own.sentence.low : own.index]
        if a.end == end and "unit" in a.tags
    )
    several = found["noun"].endswith(("er", "ene", "ne"))
    own.unit = next(units, "item" if several else "person")
    own.cues["unit"] = (start, end, "so many of what stands before")


def counted_again(linker: Linker, view: View) -> None:
    """A number without a noun counts what was counted before: "tallet er nede i 6 344", "fjorten av dem", "av 96 har 31 …"."""
    last: Candidate | None = None
    for at, own in enumerate(view.candidates):
        granted = own.unit == "person" and not own.own_unit and own.measure == "beneficiaries"
        if granted and at == 0 and linker.told is not None:
            whole = next((c for c in linker.counted[::-1] if c.kind == "count"), None)
            again = _GOES_ON.match(linker.text, own.numeral.end)
            if whole is not None and again and whole.measure == "claims" and own.scheme is not None:
                if own.numeral.value <= whole.numeral.value:
                    own.unit, own.cues["unit"] = (
                        whole.unit,
                        (*whole.cues["value"][:2], "those counted before"),
                    )
                    own.measure, own.indicator = "claims", f"{own.scheme}.claims"
                    continue
        before = view.candidates[at - 1] if at else None
        last = before if before is not None and before.kind == "count" and before.unit != "item" else last
        if own.unit in ("document", "case", "item") and _SOME_OF_THEM.match(linker.text, own.numeral.end):
            own.unit, own.own_unit = "item", False  # "371.420 av dem har et BHYT-kort"
            if own.measure == "cards" and own.scheme is not None:
                own.measure, own.indicator = "participants", f"{own.scheme}.participants"
        if own.kind == "count" and own.scenario == "target" and _MISSING.match(linker.text, own.numeral.end):
            own.scenario = "actual"  # "the 16 who are missing"
            own.cues.pop("scenario", None)
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)
        if own.kind != "count" or own.own_unit:
            continue
        left = view.candidates[at - 1] if at else None
        said = linker.text[max(view.sentence.start, own.numeral.start - 70) : own.numeral.start]
        if _IN_NUMBER.match(linker.text, own.numeral.end):
            _count_apposition(linker, own)
            continue
        number_of = _POPULATION.search(said)
        if number_of is not None:
            start = own.numeral.start - len(said)
            own.unit = "person"
            own.cues["unit"] = (
                start + number_of.start(),
                start + number_of.end("what"),
                "number of inhabitants",
            )
            continue
        if own.unit != "item":
            continue
        again = _COUNTED_AGAIN.search(said) or _OF_THEM.match(linker.text, own.numeral.end)
        if left is not None and left.kind == "count" and own.numeral.value <= left.numeral.value:
            between = linker.text[linker.atoms[left.last].end : own.numeral.start]
            again = again or (
                re.search(
                    r"\bav (?:de |totalt |i alt )?$",
                    linker.text[max(0, left.numeral.start - 12) : left.numeral.start],
                )
                and _WHO_HAVE.match(between)
            )
        told = linker.told
        counted = last if last is not None else told
        if counted is not None and counted.kind != "count" and again is None:
            counted = next((c for c in reversed(linker.counted[-6:]) if c.kind == "count"), counted)
        if counted is not None and counted.kind == "count" and own.numeral.value <= counted.numeral.value:
            near = counted.sentence.paragraph == own.sentence.paragraph and counted.unit != "item"
            if near:
                again = again or _GOES_ON.match(linker.text, own.numeral.end)
        if left is not None and left.kind == "percentage" and at > 1:
            left = view.candidates[at - 2]  # "318 600 members, that is 41 %; in one ward there are 52 000"
        if (
            left is not None
            and left.kind == "count"
            and left.indicator != "other"
            and _THERE_ARE.search(said)
        ):
            told = left
        if (
            (_NUMBER_AGAIN.search(said) or _THERE_ARE.search(said))
            and told is not None
            and told.kind == "count"
            and own.sentence.paragraph == told.sentence.paragraph
        ):
            own.unit, own.cues["unit"] = told.unit, (*told.cues["value"][:2], "the number last told")
            if own.measure is None and told.scheme is not None and told.measure not in (None, "growth"):
                own.scheme, own.measure, own.indicator = told.scheme, told.measure, told.indicator
                own.cues["measure"] = own.cues["scheme"] = own.cues["unit"]
            continue
        of_what = (
            _NUMBER_OF.search(linker.text, view.sentence.start, own.numeral.start) if not again else None
        )
        if of_what is not None:
            end = of_what.end("what")
            noun = next((a for a in linker.atoms[view.sentence.low : own.index] if a.end == end), None)
            if noun is not None and "unit" in noun.tags:
                own.unit, own.cues["unit"] = noun.tags["unit"], (noun.start, end, "what the number is one of")
        if not again:
            continue
        if counted is not None and counted.cues["unit"][2] == "people by what they do":
            own.unit, own.cues["unit"] = "person", (*counted.cues["value"][:2], "the people counted before")
            continue
        for k in range(own.index - 1, max(-1, own.index - 60), -1):
            atom = linker.atoms[k]
            if "\n" in linker.text[atom.end : own.numeral.start]:
                break
            if (
                atom.tags.get("unit") not in (None, "item", "document", "event")
                and linker.text[atom.start : atom.end] not in _ONE_OF_THEM
            ):
                own.unit = atom.tags["unit"]
                own.cues["unit"] = (atom.start, atom.end, "the things counted before")
                share = view.candidates[at + 1] if at + 1 < len(view.candidates) else own
                if (share.unit, share.cut, share.base) == ("percent", "paren", None):
                    share.base, share.cues["base"] = "group", own.cues["unit"]
                break
        if own.unit == "item" and counted is not None and counted.unit == "person":
            own.unit, own.cues["unit"] = "person", (*counted.cues["value"][:2], "the people counted before")
        named = own.unit == "person" and "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
        if named and own.indicator == "other" and _TAKE_PART.match(linker.text, own.numeral.end):
            own.measure, own.indicator = "participants", f"{own.scheme}.participants"
            own.cues["measure"] = own.cues["scheme"]
        if own.unit in ("organization", "locality") and at + 1 < len(view.candidates):
            share = view.candidates[at + 1]
            if share.kind == "percentage" and share.cut in ("none", "space", "continuation"):
                share.scope, share.cues["scope"] = (
                    "threshold",
                    (*own.cues["unit"][:2], "places or firms counted by what they reach"),
                )


_NAME = r"(?:[A-ZĐ][a-zà-ỹ]*(?:[ -][A-ZĐ][a-zà-ỹ]*)*)(?:-byen|-provinsen)?(?: (?:kommune|bydel|distrikt|provins))?"
_PLACE_AND_NUMBER = re.compile(
    rf"[^.:;\d]{{0,60}}(?:;|, og|,| og| mens|, mens) (?:i )?{_NAME}(?: (?:fikk|har|hadde|nådde|kom|med|vervet|ble|til|opp i|bare|kun|hele|på|om lag|rundt|over|nesten|nær))* "
)


def _told_people(view: View, own: Candidate) -> Candidate | None:
    """The figure before, where it counts people of a scheme."""
    at = view.candidates.index(own)
    left = view.candidates[at - 1] if at else None
    if left is not None and left.unit == "person" and left.measure in ("participants", "new_participants"):
        return left
    return None


def new_ones(linker: Linker, view: View) -> None:
    """A number of "nye" without a noun counts new members, as does what is listed behind it: "407 nye til helsetrygden og 36 til …"."""
    last: Candidate | None = None
    for own in view.candidates:
        bare = own.kind == "count" and not own.own_unit and own.unit in ("item", "person")
        scheme = own.scheme or (linker.context.scheme if linker.context.topic is not None else None)
        scheme = scheme or linker.context.topic
        found = _NEW_ONES.match(linker.text, own.numeral.end) if bare else None
        listed = (
            bare and last is not None and own.cut in ("conjunction", "comma") and "change" not in own.cues
        )
        listed = listed and "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
        joined = last if last is not None else _told_people(view, own)
        if (
            bare
            and joined is not None
            and _PLACE_AND_NUMBER.fullmatch(linker.cased, linker.atoms[joined.last].end, own.numeral.start)
        ):
            where = (*joined.cues["unit"][:2], "the same of another place")
            own.unit, own.cues["unit"] = joined.unit, where
            own.scheme, own.measure, own.indicator = joined.scheme, joined.measure, joined.indicator
            own.cues["measure"] = where
            continue
        if scheme is None or own.measure not in ("participants", "new_participants", None):
            last = None
        elif found is not None and (
            own.measure is not None
            or found.group() == " nye"
            or (found.group() == " til" and _CAME.search(linker.text, view.sentence.start, own.numeral.start))
        ):
            last, where = own, (own.numeral.end + 1, found.end(), "new members are people")
        elif listed and last is not None:
            where = (*last.cues["measure"][:2], "new members, in the list")
        else:
            last = None
        if last is not None and scheme is not None:
            own.unit, own.cues["unit"] = "person", where
            own.scheme, own.measure, own.indicator = scheme, "new_participants", f"{scheme}.new_participants"
            own.cues["measure"] = where


_A_PLAN = ("planen for", "målet for", "måltallet for", "kvoten for")
_BY_WHEN = re.compile(r" (?:innen|før|ved|i \d{4}|i løpet|til neste|mot)\b")
_AIMS_AT = re.compile(
    r"\b(?:planen|målet|måltallet|kvoten) for (?:året|\d{4}|hele året|i år|provinsen|kommunen) (?:er|var|lyder på) $|\b(?:sikte på|sikter mot|sikter på|(?:mål|målet|måltallet|planen|kvoten) (?:er|på|om|blir)|satser på|opp i|opp til|strekke seg til|nå|komme til) (?:å (?:nå|få|ha) )?(?:(?:minst|om lag|rundt|over|nær|ca\.?) ){0,2}$"
)


def goals_without_a_noun(linker: Linker, view: View) -> None:
    """A goal without a noun is for what was last counted: "byen hadde 118.640 deltakere … Innen årsskiftet tar den sikte på 150 000"."""
    for at, own in enumerate(view.candidates):
        bare = own.kind == "count" and not own.own_unit and own.unit == "item" and own.indicator == "other"
        given = _AS_A_GOAL.match(linker.text, own.numeral.end) if bare else None
        if given is not None:
            own.scenario = "target"
            own.cues["scenario"] = (*given.span(), "given as a goal")
        ends = _ENDS.match(linker.text, own.numeral.end) or _BY_WHEN.match(linker.text, own.numeral.end)
        aims = _AIMS_AT.search(linker.text, view.sentence.start, own.numeral.start)
        if bare and aims is not None and own.scenario == "actual" and aims.group().startswith(_A_PLAN):
            own.scenario, own.cues["scenario"] = "target", (*aims.span(), "size of a plan")
        if given is None and (not bare or own.scenario != "target" or ends is None):
            continue
        left = view.candidates[at - 1] if at else None
        if left is not None and left.cues.get("measure", (0, 0, ""))[2] == "goal for those last counted":
            if own.cut in ("conjunction", "comma") and left.scheme is not None:
                own.unit, own.cues["unit"] = left.unit, left.cues["unit"]
                own.scheme, own.measure, own.indicator = left.scheme, left.measure, left.indicator
                own.cues["measure"] = own.cues["scheme"] = left.cues["measure"]
                continue
        found = given or aims
        told = next(
            (
                c
                for c in (*view.candidates[:at][::-1], *linker.counted[::-1])
                if c.kind == "count" and c.measure in ("participants", "new_participants")
            ),
            None,
        )
        if found is None or told is None or told.scheme is None:
            continue
        if not told.numeral.value / 4 <= own.numeral.value <= told.numeral.value * 4:
            continue
        own.unit, own.cues["unit"] = told.unit, (*told.cues["value"][:2], "those last counted")
        own.scheme, own.measure, own.indicator = told.scheme, told.measure, told.indicator
        own.cues["measure"] = own.cues["scheme"] = (*found.span(), "goal for those last counted")
        share = view.candidates[at + 1] if at + 1 < len(view.candidates) else None
        if share is not None and share.unit == "percent" and share.indicator == "other" and own.numeral.value:
            if abs(100 * told.numeral.value / own.numeral.value - share.numeral.value) < Decimal("0.06"):
                share.scheme, share.measure, share.base = told.scheme, "plan_completion", "plan"
                share.indicator, share.scenario = f"{told.scheme}.plan_completion", "actual"
                share.cues["measure"] = share.cues["scheme"] = share.cues["base"] = own.cues["value"]
                share.cues.pop("scenario", None)
                share.date_role = share.date_start = share.date_end = None
                share.cues.pop("date", None)


_GOES = re.compile(
    r"\b(?:må|måtte|skal|vil) (?:ofte )?(?:gå|kjøre|reise|sykle|ro|fly|dra|bære|vandre)\b[^.;:0-9]{0,30}$"
)


def ways_that_people_go(linker: Linker, view: View) -> None:
    """How far somebody must go is no goal: "innkreverne må gå opptil 25 km"."""
    for own in view.candidates:
        if own.kind == "measure" and own.scenario == "target" and own.unit in ("km", "m"):
            found = _GOES.search(linker.text, view.sentence.start, own.numeral.start)
            if found is not None and "cue" not in own.cues:
                own.scenario = "actual"
                own.cues["scenario"] = (*found.span(), "how far people go")
                own.date_role = own.date_start = own.date_end = None
                own.cues.pop("date", None)


_LACK = re.compile(r"mangl|fortsatt mangl|fremdeles mangl")
_WITHOUT = re.compile(
    r"\b(?:mangl\w+|uten|verken|utenfor|ikke (?:\w+ ){0,2}(?:har|hadde|er|innmeldt|påmeldt|registrert|trygdet|tegnet|meldt inn|får|fikk|delt\w+|deltok|omfatte\w+|dekke\w*|kjøp\w+|med|forsikre\w+|forsikret)|(?:har|hadde|er|får|fikk) (?:fortsatt |ennå |derfor |dermed |heller )?ikke)\b"
)


_TO_THE_GOAL = re.compile(
    r"[^.;:,0-9]{0,70} (?:for å (?:nå|oppfylle|fullføre|innfri)|på å (?:nå|oppfylle|fullføre|innfri)|på (?:å nå )?(?:års)?(?:planen|målet)|til (?:års)?(?:planen|målet)|i forhold til (?:planen|målet))\b"
)
_UNINSURED_NOUN = re.compile(r" (?:\w+ ){0,2}uten (?:\w+ )?(?:\w*kort|\w*forsikring|\w*trygd|\w*dekning)\b")
_A_CARD_BEHIND = re.compile(r" [^\W\d]+ (?:\w*kort|\w*forsikring|\w*trygd)(?=[.,;]|$)")
_LACKS_A_CARD = re.compile(r"[^.;:,0-9]{0,40}\bmangle\w* (?:\w+ )?(?:\w*kort|\w*forsikring|\w*trygd)\b")


def people_without(linker: Linker, view: View) -> None:
    """People who lack insurance are none of its participants: "8 200 elever manglet helseforsikring"."""
    for own in view.candidates:
        lacks = _LACKS_A_CARD.match(linker.text, own.numeral.end) if own.unit == "person" else None
        if own.unit == "person":
            lacks = lacks or _A_CARD_BEHIND.match(linker.text, own.numeral.end)
        if lacks is not None and _LACK.match(linker.text, own.cues.get("scenario", (0, 0, ""))[0]):
            own.scenario, own.measure, own.indicator = "actual", None, "other"
            own.cues["indicator"] = own.cues.pop("scenario")
            if own.date_role == "deadline":
                own.date_role = own.date_start = own.date_end = None
                own.cues.pop("date", None)
        bare = _UNINSURED_NOUN.match(linker.text, own.numeral.end) if own.unit == "person" else None
        if bare is not None and own.measure in ("participants", "beneficiaries"):
            own.measure, own.indicator, own.cues["indicator"] = (
                None,
                "other",
                (*bare.span(), "people without"),
            )
            continue
        if (
            own.measure not in ("participants", "beneficiaries")
            or own.kind != "count"
            or (own.scenario == "target" and not _LACK.match(linker.text, own.cues["scenario"][0]))
        ):
            continue
        start, end = _cell_start(linker, view, own), linker.atoms[own.post - 1].end
        stop = linker.text.find(",", own.numeral.end, end) if own.cut == "none" else -1
        found = _WITHOUT.search(
            linker.text, start, end if stop < 0 or linker.text.startswith(", som", stop) else stop
        )
        if found is not None and found.group().startswith("mangl") and own.scheme is not None:
            goal = _TO_THE_GOAL.match(linker.text, own.numeral.end)
            if goal is not None:
                own.measure, own.indicator = "new_participants", f"{own.scheme}.new_participants"
                own.scenario = "target"
                own.cues["measure"] = own.cues["scenario"] = (*found.span(), "still lacking to a goal")
                continue
        if found is not None:
            own.measure, own.indicator = None, "other"
            own.cues["indicator"] = (*found.span(), "people without")
            if own.scenario == "target":
                own.scenario = "actual"
                del own.cues["scenario"]
                own.date_role = own.date_start = own.date_end = None
                own.cues.pop("date", None)
                linker.set_date(view, view.candidates.index(own))


_INCOME_OF = re.compile(
    r"\b(?:inntekt(?:en|sgrunnlag\w*|strinn\w*)?|lønn(?:en|sgrunnlag\w*)?)\b[^.;0-9]{0,40}$"
)


def incomes_are_no_dues(linker: Linker, view: View) -> None:
    """The income or wage that dues are reckoned from is none: "inntekten må være minst 1.500.000 dong"."""
    for own in view.candidates:
        if own.kind != "money" or own.measure != "contribution" or own.per is not None:
            continue
        told = own.cues["measure"]
        found = _INCOME_OF.search(linker.text, _cell_start(linker, view, own), own.numeral.start)
        if found is not None and ("earlier" in told[2] or "before" in told[2]):
            own.measure, own.indicator, own.cues["indicator"] = (
                None,
                "other",
                (*found.span(), "income, no due"),
            )
            if own.scenario == "target":
                own.scenario, own.cues["scenario"] = "rule", own.cues["indicator"]


_RESULT = re.compile(r"\bresultat(?:et|ene)\b[^.;:0-9]{0,40}\b(?:er|var|ble) $")
_PLAN = re.compile(
    r"(?<!av )(?<!ifølge )(?<!etter )\b\w*(?:planen|kvoten|måltallet)(?: (?:for|i) (?:året|hele året|\d{4}|provinsen|byen)){0,2} (?:er|var|lyder på|utgjør) $|"
    r"\b(?:målet|mål|ambisjonen|målsettingen) om (?:å \w+ )?(?:(?:om lag|rundt|over|nær|minst|ca\.?) ){0,2}$|"
    r"\b\w*(?:planen|plan|målet|mål|kvoten|kvote|måltallet|rammen|oppgaven|budsjettet) på (?:(?:om lag|rundt|over|nær|minst|ca\.?|drøyt|knapt|nesten|totalt) ){0,2}$"
)


def size_of_a_plan(linker: Linker, view: View) -> None:
    """What a plan or quota amounts to is a goal, whatever was reached of it: "71 % av planen på 16 170 milliarder"."""
    for own in view.candidates:
        if own.kind == "percentage" or own.scenario == "target":
            continue
        found = _PLAN.search(linker.text, view.sentence.start, own.numeral.start)
        if found is None:
            continue
        own.scenario = "target"
        own.cues["scenario"] = (found.start(), found.end(), "size of a plan")
        same = [
            c
            for c in view.candidates
            if c.index < own.index and c.kind == own.kind and c.indicator != "other"
        ]
        carried = "figure before" in own.cues.get("measure", (0, 0, ""))[2]
        if (own.indicator == "other" or carried) and same:
            own.scheme, own.measure, own.indicator = same[-1].scheme, same[-1].measure, same[-1].indicator
            own.cues["measure"] = own.cues["scheme"] = same[-1].cues.get("measure", own.cues["scenario"])
        if same and own.kind == "count" and not own.own_unit:
            own.unit, own.cues["unit"] = same[-1].unit, same[-1].cues["unit"]
        own.date_role = own.date_start = own.date_end = None
        own.cues.pop("date", None)
        for again in view.candidates[view.candidates.index(own) + 1 :][:1]:
            bare = again.kind == own.kind and again.indicator == "other" and again.measure is None
            if bare and own.measure and _RESULT.search(linker.text, own.numeral.end, again.numeral.start):
                again.scheme, again.measure, again.indicator = own.scheme, own.measure, own.indicator
                again.cues["measure"] = again.cues["scheme"] = (*own.cues["value"][:2], "result of a plan")
                if again.kind == "count" and not again.own_unit:
                    again.unit, again.cues["unit"] = own.unit, own.cues["unit"]


_RATE_AGAIN = re.compile(
    r"\b(?:(?:andelen|raten|prosenten|prosentandelen|prosenttallet|graden|denne andelen|snittet)(?! (?!er|var|skal|må|bør|vil|ble|lå|på|kom|nå|sank|steg|økte|falt|under|over|i|til|for|fra|har|hadde|bare|kun|fortsatt|ned|opp|ligger|stopper|stanset|rundt|om|nær|her|der|den|det|nådde|når|blir|bikket|passerte|går|gikk|klatret|endte|kan)[^\W\d]{2,})|(?:er|var|blir|ble|lå|ligger|kom|steg|økte|sank|falt) tallet|tallet (?:for|på|er|var|ble|lå|ligger|kom|steg|økte|sank|falt|i))\b"
)


def share_spoken_of(linker: Linker, view: View) -> None:
    """The word "Andelen" alone is the rate last told, coverage or arrears: "målet er at andelen skal under 2,4 %"."""
    context = linker.context
    for own in view.candidates:
        if (
            own.kind != "percentage"
            or own.unit != "percent"
            or own.indicator != "other"
            or own.base == "plan"
        ):
            continue
        found = _RATE_AGAIN.search(linker.text, view.sentence.start, own.numeral.start)
        if (
            found is None
            or context.rate is None
            or context.rate_scheme is None
            or context.topic is None
            or own.measure == "other"
        ):
            continue
        if any(
            "measure" in a.tags for a in linker.atoms[view.sentence.low : own.index] if a.end <= found.start()
        ):
            continue
        own.scheme, own.measure, own.indicator = (
            context.rate_scheme,
            context.rate,
            f"{context.rate_scheme}.{context.rate}",
        )
        own.cues["measure"] = own.cues["scheme"] = (*found.span(), "the rate last told")


_EARNED = re.compile(
    r"\b\w*(?:lønn|lønna|lønnen|inntekt|inntekten|støtte|tilskudd|tjen\w+|husleie\w*|solgt|salg|leie)\b"
)
_GET = re.compile(r"\b(?P<verb>får|fikk|mottar|mottok|hever|hevet|tjener på ordningen)\b[^.;:]{0,40}$")


def money_that_people_get(linker: Linker, view: View) -> None:
    """What insured people get, in a paragraph about a benefit, is that benefit: "i snitt får de 3,9 millioner"."""
    context = linker.context
    for own in view.candidates:
        if (
            own.kind != "money"
            or own.indicator != "other"
            or own.measure is not None
            or context.topic is None
        ):
            continue
        found = _GET.search(linker.text, view.sentence.start, own.numeral.start)
        scheme = own.scheme or (
            context.scheme if context.scheme_paragraph == view.sentence.paragraph else None
        )
        told = linker.told
        near = told is not None and told.sentence.paragraph == view.sentence.paragraph
        if scheme is None and own.per == "month" and context.topic in _WORKERS:
            of_benefit = near and told is not None and told.measure == "benefits"
            if of_benefit or not _EARNED.search(linker.text, view.sentence.start, own.numeral.start):
                scheme = context.topic
        if found is None or scheme is None:
            continue
        own.scheme, own.measure, own.indicator = scheme, "benefits", f"{scheme}.benefits"
        own.cues["measure"] = (*found.span("verb"), "money that people get")
        ruled = near and told is not None and told.measure == "benefits" and told.scenario == "rule"
        if ruled and own.scenario == "actual" and found["verb"] in ("får", "mottar") and own.per is not None:
            own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]
            own.scope, own.cues["scope"] = "each", own.cues["measure"]
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


_PENSION = re.compile(
    r"\b(?:\w*pensjon(?:en|sytelse\w*|ist\w*)?|folkepensjon\w*|alderspensjon\w*|uførepensjon\w*|grunnpensjon\w*|dagpenge\w*|sykepenge\w*|barselpenge\w*|\w*(?:ledighets|løshets)(?:trygden|stønaden|ytelsen)|pensjonssatsen)\b"
)
_YEARS_GIVE = re.compile(
    r"\bår\b[^.;:]{0,12}\b(?:får|gir)\b[^.;:0-9]{0,30}$|\b(?:gir|ga|gi|får|få)\b[^.;:]{0,40}\bår\b[^.;:0-9]{0,20}$"
)
_PAYS = re.compile(
    r"\b(?:betal\w*|(?<!års )(?<!år med )innbetal\w*|trekk\w*|trukket|bidra\w*|premie\w*|avgift\w*|arbeidsgiver\w*|skyter|innskudd\w*)\b"
)
_OF_PAY = re.compile(
    r" av (?:\w+ ){0,2}\w*(?:lønn|lønnen|inntekt|inntekten|lønnsgrunnlaget|inntektsgrunnlaget|lønnsnivået)\b"
)


def _answer_start(linker: Linker, at: int) -> int:
    """Where the line of a place begins, or the one before it where that asks a question."""
    line = linker.text.rfind("\n", 0, at) + 1
    above = linker.text[:line].rstrip()
    return above.rfind("\n") + 1 if above.endswith("?") else line


_A_FEE = re.compile(r"[^.;,0-9]{0,20}\b(?:i|som) (?:gebyr|avgift|provisjon)\b")


def pensions(linker: Linker, view: View) -> None:
    """What a pension amounts to, in money or as a share of the wage, is a benefit of social insurance."""
    for at, own in enumerate(view.candidates):
        left = view.candidates[at - 1] if at else None
        if left is not None and left.measure == "benefits" and left.unit == own.unit == "percent":
            if own.indicator == "other" and own.comparator in ("<=", ">=") and left.scheme is not None:
                own.scheme, own.measure, own.indicator = left.scheme, "benefits", left.indicator
                own.cues["measure"] = (*left.cues["measure"][:2], "limit of the benefit before")
                continue
        if own.scheme not in (*_WORKERS, "insurance", None) or own.measure not in (
            None,
            "coverage_rate",
            "contribution",
            "contribution_rate",
        ):
            continue
        given = _YEARS_GIVE.search(linker.text, view.sentence.start, own.numeral.start)
        if (
            own.measure == "contribution_rate"
            and given is None
            and _PAYS.search(linker.text, view.sentence.start, view.sentence.end)
        ):
            continue
        share = own.kind == "percentage" and _OF_PAY.match(linker.text, own.numeral.end) is not None
        reach = _answer_start(linker, own.numeral.start) if share else view.sentence.start
        found = _PENSION.search(
            linker.text, max(reach, own.numeral.start - 90 - 210 * share), own.numeral.start
        )
        if share and found is None:
            found = _YEARS_GIVE.search(linker.text, view.sentence.start, own.numeral.start)
            if found is None and linker.context.topic in _WORKERS:
                found = _GET.search(linker.text, view.sentence.start, own.numeral.start)
        rate = found is not None and own.kind == "percentage" and found[0] == "pensjonssatsen"
        if found is None or not (own.kind == "money" or share or rate):
            continue
        if own.kind == "money" and (
            _A_FEE.match(linker.text, own.numeral.end)
            or _PAYS.search(linker.text, found.end(), own.numeral.start)
        ):
            continue
        named = "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
        if linker.context.topic is None and not (named and own.kind == "percentage"):
            continue
        usual = linker.context.topic if linker.context.topic in _WORKERS else "social_insurance"
        scheme = own.scheme or (usual if share and usual is not None else "social_insurance")
        own.scheme, own.measure, own.indicator = scheme, "benefits", f"{scheme}.benefits"
        own.base = None
        own.cues.pop("base", None)
        own.cues["measure"] = own.cues["scheme"] = (*found.span(), "what a pension amounts to")
        if own.per == "month" and own.scope == "whole" and own.numeral.value < _ON_EACH:
            own.scope, own.cues["scope"] = "each", own.cues["measure"]


_GOES_ON_WITH = re.compile(
    r"\b(?:gir|gi|legge[rs]?|øke[rs]?|satsen|raten|andelen|nivået|blir|bli|stige[r]?|overstige[r]?|høyst|maksimalt|taket|får|få|utgjør|tillegg|opp)\b[^.;:]{0,60}$"
)


def _share_before(linker: Linker, view: View, at: int) -> Candidate | None:
    """The last share that was told before a figure, in its sentence or its paragraph."""
    shares = (c for c in (*view.candidates[:at][::-1], *linker.counted[::-1]) if c.unit == "percent")
    return next(shares, None)


def pension_rates_told_on(linker: Linker, view: View) -> None:
    """The share of the wage that a pension is goes on with what more years give: "15 år gir 40 %, hvert år til gir 1 %"."""
    for at, own in enumerate(view.candidates):
        if own.unit != "percent" or own.measure not in (None, "contribution_rate") or own.base is not None:
            continue
        told = _share_before(linker, view, at)
        shares = (c for c in (*view.candidates[:at][::-1], *linker.counted[::-1]) if c.unit == "percent")
        if told is not None and "change" in told.cues:
            told = next((c for c in shares if "change" not in c.cues), told)  # "rises by 2 %, not above 75 %"
        if told is None or told.measure != "benefits" or told.scheme not in _WORKERS:
            continue
        start = _clause_start(linker, view, own)
        found = _GOES_ON_WITH.search(linker.text, start, own.numeral.start)
        if found is None or "change" in own.cues or _PAYS.search(linker.text, start, own.numeral.end):
            continue
        own.scheme, own.measure, own.indicator = told.scheme, "benefits", f"{told.scheme}.benefits"
        own.cues["measure"] = own.cues["scheme"] = (*found.span(), "what a pension amounts to, told on")
        if own.scenario == "actual":
            own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


_HELP = re.compile(
    r"\b(?:\w*støtte(?:n|s|r|t|sats\w*|nivå\w*|ordning\w*)?|tilskudd\w*|subsid\w+|spleis\w*"
    r"|(?:betalt|dekket|betales|dekkes) av (?:provinsen|staten|byen|kommunen|\w*budsjett\w*))\b"
)
_GETS = re.compile(
    r"\b(?:får|få|gis|gir|tildeles|innvilges|mottar|tilgodeses|tilgodesett|nyter godt|støttes|betales|dekkes|gjelder|øke[rs]|heves|settes)\b[^.;:]{0,70}$"
)
_NO_HELP = re.compile(
    r"\b(?:delta(?:r|tt|kelse\w*)?|deltok|\w*dekning\w*|med i|er med|forsikret|andelen|\w*lønn\w*|(?<!middels )(?<!lav )(?<!lavere )\w*inntekt\w*|\w*pensjon\w*|\w*utgift\w*"
    r"|\w*kostnad\w*|\w*regning\w*|\w*behandling\w*|\w*fondet|kasse[nr]?|(?:har|hadde|med) (?:\w+ ){0,2}\w*(?:kort|forsikring|trygd)|økte|steg|falt|sank|planen)\b"
)


def shares_of_help_told_on(linker: Linker, view: View) -> None:
    """Where help with premiums is spoken of, the shares that groups "får" are that help: "de nesten fattige får 30 %"."""
    for at, own in enumerate(view.candidates):
        if own.measure == "benefits" and own.cues["measure"][2] == "share of the bill":
            continue
        named = own.measure == "contribution_rate" and "sats" in linker.text[slice(*own.cues["measure"][:2])]
        covers = own.measure == "coverage_rate" and own.base in COVERED - {"students", "households"}
        if own.kind == "money" and at and own.cut == "continuation" and own.measure in (None, "contribution"):
            left = view.candidates[at - 1]
            if left.unit == "percent" and left.measure == "support" and own.numeral.value < _ON_EACH:
                own.scheme, own.measure, own.indicator = left.scheme, "support", left.indicator
                own.scenario, own.scope, own.local = left.scenario, "each", left.local
                own.cues["measure"] = own.cues["scheme"] = own.cues["scenario"] = own.cues["scope"] = (
                    *left.cues["value"][:2],
                    "the same help in money",
                )
            continue
        if own.unit != "percent" or own.measure not in (None, "coverage_rate", "contribution_rate"):
            continue
        if own.base in ("plan", "amount_due", "population") or named or covers or "change" in own.cues:
            continue
        start, end = _clause_start(linker, view, own), _clause_end(linker, view, own)
        if _NO_HELP.search(linker.text, start, end):
            continue
        told = _share_before(linker, view, at)
        behind = view.candidates[at + 1] if at + 1 < len(view.candidates) else None
        helped = next((c for c in (told, behind) if c is not None and c.measure == "support"), None)
        gets = _GETS.search(linker.text, start, own.numeral.start)
        spoken = None
        if helped is None and gets is not None and linker.context.topic is not None:
            line = linker.text.rfind("\n", 0, start) + 1
            first = linker.text.find("\n")
            spoken = _HELP.search(linker.text, line, start) or _HELP.search(linker.text, 0, max(first, 0))
        listed = (
            helped is told and told is not None and own.cut in ("comma", "conjunction", "strong", "clause")
        )
        if (helped is None and spoken is None) or (gets is None and not listed):
            continue
        scheme = own.scheme or (helped.scheme if helped is not None else _scheme_of_help(linker, view))
        if scheme is None:
            continue
        where = gets.span() if gets is not None else (own.numeral.start, own.numeral.end)
        own.scheme, own.measure, own.indicator, own.base = scheme, "support", f"{scheme}.support", None
        own.cues.pop("base", None)
        own.local = own.local or (helped is not None and helped.local)
        own.cues["measure"] = (*where, "share of the help that is spoken of")
        own.cues.setdefault("scheme", own.cues["measure"])
        if own.scenario == "actual":
            own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


_COSTS = re.compile(
    r"\b(?:koste[rt]?|kostnad\w*|budsjettbehov\w*|utgift\w*|beløper seg til|lagt av|satt av|setter av|avsatt|bevilg\w*)\b[^.;:0-9]{0,50}$"
)
_MANY = 500_000_000


def costs_of_the_help(linker: Linker, view: View) -> None:
    """What an act on help with premiums costs is that help: "Ordningen vil koste om lag 28,4 milliarder dong i året"."""
    if linker.context.topic is None:
        return
    title = linker.text[: max(linker.text.find("\n"), 0)]
    lead = linker.text[: linker.text.find("\n", len(title) + 2)]
    if _HELP.search(title) is None and len(_HELP.findall(lead)) < 2:
        return
    for own in view.candidates:
        if own.kind != "money" or own.numeral.value < _MANY or own.measure is not None:
            continue
        found = _COSTS.search(linker.text, view.sentence.start, own.numeral.start)
        if found is None:
            continue
        scheme = "insurance" if linker.several else linker.context.topic
        own.scheme, own.measure, own.indicator = scheme, "support", f"{scheme}.support"
        own.cues["measure"] = own.cues["scheme"] = (*found.span(), "what the help costs")


_THAT_MAKES = re.compile(
    r"[\s\"–-]*(?:det|dette|tallene|de) (?:er|var|svarer til|tilsvarer|utgjør|utgjorde|svarte til)(?: henholdsvis)? $"
)


def shares_in_turn(linker: Linker, view: View) -> None:
    """Several shares told of several counts just told are of each in turn: "Det svarer til 53,4 og 51,8 prosent av arbeidsstyrken"."""
    stop = linker.text.find(";", view.sentence.start, view.sentence.end)
    stop = view.sentence.end if stop < 0 else stop
    shares = [c for c in view.candidates if c.numeral.start < stop]
    if len(shares) < 2 or any(c.unit != "percent" for c in shares) or linker.told is None:
        return
    if _THAT_MAKES.match(linker.text, view.sentence.start, linker.atoms[shares[0].first].start) is None:
        return
    other = any(m.start < stop and m.value not in ("growth", "coverage_rate") for m in view.measures)
    if other or any(m.start < stop for m in view.schemes):
        return
    counts = [
        c for c in linker.counted if c.unit == "person" and c.measure in ("participants", "coverage_rate")
    ]
    counts = [c for c in counts if c.sentence.paragraph == view.sentence.paragraph][-len(shares) :]
    if len(counts) < len(shares) or len({c.scheme for c in counts}) < len(shares):
        return
    changed = next((c for c in shares if "change" in c.cues), None)
    more = _MORE_AGAIN.match(linker.text, shares[-1].numeral.end)
    base = next((c for c in shares if c.base is not None), None)
    for told, own in zip(counts, shares, strict=True):
        measure = "growth" if changed is not None or more is not None else "coverage_rate"
        own.scheme, own.measure, own.indicator = told.scheme, measure, f"{told.scheme}.{measure}"
        own.cues["measure"] = own.cues["scheme"] = (*told.cues["value"][:2], "share of each in turn")
        if measure == "growth":
            own.negative = (
                changed.negative if changed is not None else more is not None and "fær" in more.group()
            )
            own.base = None
            own.cues.pop("base", None)
            own.cues.setdefault("change", own.cues["measure"])
        elif base is not None:
            own.base, own.cues["base"] = base.base, base.cues["base"]


_MORE_AGAIN = re.compile(r" (?:flere|færre|mer|mindre|høyere|lavere)\b")
_THIS_IS = re.compile(
    r"[\s\"–-]*(?:dette|det|summen|beløpet|resultatet|tallet|nivået|inntektene|innkrevingen)\b[^.;:0-9]{0,40}$"
)


def told_of_the_sum(linker: Linker, view: View) -> None:
    """A change or share of the plan behind a sum is of that sum's scheme: "Inntektene … tilsvarte 102 % av planen. Dette er 11 % mer"."""
    for at, own in enumerate(view.candidates):
        if own.measure not in ("plan_completion", "growth") or own.cues.get("scheme", (0, 0, "scheme of"))[
            2
        ].startswith("scheme in"):
            continue
        told = view.candidates[at - 1] if at else None
        if told is None:
            told = linker.told
            if told is None or told.sentence.paragraph != view.sentence.paragraph:
                continue
            if view.schemes or not _THIS_IS.match(linker.text, view.sentence.start, own.numeral.start):
                continue
        elif told.cues.get("measure", (0, 0, ""))[2] != "money brought in" or own.cut == "strong":
            continue
        if told.scheme is not None and told.indicator != "other" and told.scheme != own.scheme:
            own.scheme, own.indicator = told.scheme, f"{told.scheme}.{own.measure}"
            own.cues["scheme"] = (*told.cues["value"][:2], "scheme of what was just told")


_CARD_COSTS = re.compile(
    r"\b(?P<card>\w*kort(?:et|ene)?)\b(?! (?:tid|sagt|sikt))[^.;:0-9]{0,70}\b(?:koster|kostet|kommer på|kom på|vil koste)\b[^.;:0-9]{0,20}$"
)


_COST_THE_CARDS = re.compile(r"\b(?:koster|kostet) (?:\w*kort|\w*kortet|\w*kortene)\b[^.;:0-9]{0,20}$")


def what_a_card_costs(linker: Linker, view: View) -> None:
    """What a card costs is a contribution to health insurance: "et kort for den første i familien koster 1.263.600 dong"."""
    for own in view.candidates:
        if own.kind != "money" or own.measure not in (None, "contribution", "cards"):
            continue
        found = _CARD_COSTS.search(linker.text, view.sentence.start, own.numeral.start)
        found = found or _COST_THE_CARDS.search(linker.text, view.sentence.start, own.numeral.start)
        if found is None or own.numeral.value >= _ON_EACH or linker.context.topic is None:
            continue
        own.scheme, own.measure, own.indicator = (
            "health_insurance",
            "contribution",
            "health_insurance.contribution",
        )
        own.cues["measure"] = own.cues["scheme"] = (*found.span(), "what a card costs")
        own.scope, own.cues["scope"] = "each", own.cues["measure"]
        if own.scenario == "actual" and "kost" in found[0] and "kostet" not in found[0]:
            own.scenario, own.cues["scenario"] = "rule", own.cues["measure"]
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


_IF_SO = re.compile(
    r"[\s\"–-]*(?:koster|har|er|ligger|skylder|faller|tjener|overstiger|utgjør|betaler|når|kommer) [^.;:,0-9]{0,60}\b(?:mindre|mer|færre|flere|lavere|høyere|over|under|minst|høyst)(?: enn)? $"
)


def limits_in_conditions(linker: Linker, view: View) -> None:
    """What a sentence begins with as a condition sorts: "Koster et besøk mindre enn 15 % av grunnlønnen, betaler pasienten ingenting"."""
    for own in view.candidates[:1]:
        found = _IF_SO.match(linker.text, view.sentence.start, own.numeral.start)
        asked = linker.text[view.sentence.start : view.sentence.end].rstrip().endswith("?")
        if found is not None and not asked and "," in linker.text[own.numeral.end : view.sentence.end]:
            own.scope, own.cues["scope"] = "threshold", (*found.span(), "limit in a condition")


_SAID = re.compile(
    r", (?:sier|forteller|forklarer|mener|sa|fortalte|forklarte|ler|sukker|klager|legger) (?:\w+ ){0,6}\w+"
)


def outside_of_what_was_said(linker: Linker, view: View) -> None:
    """The word "Nå" in what somebody is quoted to say does not date what is told of him: "– Nå går det fort, sier sjåføren, som kjører 22 tonn"."""
    for own in view.candidates:
        cue = own.cues.get("date")
        if cue is None or own.date_role != "as_of" or own.date_end is not None or cue[1] > own.numeral.start:
            continue
        if _SAID.search(linker.text, cue[1], own.numeral.start):
            own.date_role = None
            del own.cues["date"]


_TOLD_ON = re.compile(r", (?:opplyste|sa|ifølge|fortalte|meldte|heter det|går det|skrev|ble det opplyst)\b")
_OTHER_CLAUSE = re.compile(r", og \w+ (?:\w+ )?som\b|, som\b")


def dates_of_other_clauses(linker: Linker, view: View) -> None:
    """A bare day in a relative clause behind ", og" is not that of the figure before: "… 1.274 bedrifter, og rapporten som ble levert 3. september, …"."""
    for own in view.candidates:
        cue = own.cues.get("date")
        if cue is None or own.date_role != "as_of" or cue[0] < own.numeral.end or own.scenario != "actual":
            continue
        bare = linker.text[cue[0] : cue[0] + 1].isdigit()
        at = view.candidates.index(own)
        left = view.candidates[at - 1] if at else None
        if bare and left is not None and _TOLD_ON.search(linker.text, own.numeral.end, cue[0]):
            if own.cut in ("continuation", "paren") and "date" in left.cues:
                own.date_role, own.date_start, own.date_end = left.date_role, left.date_start, left.date_end
                own.cues["date"] = left.cues["date"]
                continue
        if bare and _OTHER_CLAUSE.search(linker.text, own.numeral.end, cue[0]):
            own.date_role = own.date_start = own.date_end = None
            del own.cues["date"]


_WITH_TIME = re.compile(
    r"[\s\"–-]*(?P<per>hver dag|hvert døgn|daglig|hver uke|hver måned|månedlig|hvert kvartal|hvert år|årlig)\b"
)
_TIMES: dict[str, Per] = {
    "hver dag": "day", "hvert døgn": "day", "daglig": "day", "hver måned": "month", "månedlig": "month",
    "hvert kvartal": "quarter", "hvert år": "year", "årlig": "year",
}  # fmt: skip


def so_many_by_the_day(linker: Linker, view: View) -> None:
    """What a sentence that begins with "Hver dag" counts first runs by the day."""
    for own in view.candidates[:1]:
        found = _WITH_TIME.match(linker.text, view.sentence.start, own.numeral.start)
        if found is None or own.per is not None or own.kind not in ("count", "money", "measure"):
            continue
        if found["per"] in _TIMES and "," not in linker.text[found.end() : own.numeral.start]:
            own.per, own.cues["per"] = _TIMES[found["per"]], (*found.span("per"), "rate at the head")


_RATES: dict[str, Per] = {"månedlig": "month", "årlig": "year", "daglig": "day", "kvartalsvis": "quarter"}
_RATE_BEFORE = re.compile(r"\b(månedlig|årlig|daglig|kvartalsvis)e? [^.,;:]{0,70}$")


def adjectives_of_rates(linker: Linker, view: View) -> None:
    """The word "Den månedlige pensjonen … er 500 000 dong": an adjective before the noun tells over what time the amount runs."""
    for own in view.candidates:
        if own.per is not None or own.kind != "money":
            continue
        found = _RATE_BEFORE.search(linker.text, linker.atoms[own.pre].start, own.numeral.start)
        if found is not None:
            own.per = _RATES[found[1]]
            own.cues["per"] = (*found.span(1), "rate before the amount")


_ANYONE = re.compile(
    r"[\s•\"-]*(?:en|ett|et|hver|hvert) (?:\w+ )?\w+ (?:skal|må|bør|kan|får|betaler|plikter å)\b"
)


def what_each_does(linker: Linker, view: View) -> None:
    """What "en innkrever" or "en familie" must do or pays is said of each: "en innkrever skal besøke tolv husstander"."""
    for own in view.candidates:
        if (
            own.scope == "whole"
            and own.kind in ("count", "money")
            and (own.per is not None or own.scenario != "actual")
        ):
            found = _ANYONE.match(linker.text, view.sentence.start, own.numeral.start)
            if found is not None:
                own.scope = "each"
                own.cues["scope"] = (found.start(), found.end(), "what anyone of a kind does")


_BROUGHT = re.compile(
    r"\b(?:hent\w*|få\w*|fikk|kom\w*|dra\w*|drevet|driv\w*|krev\w*|krevd\w*|ta\w*|tok|samle\w*)\b(?P<gap>[^.;:]*?)\b(?:inn|tilbake)\b"
)
_PAID_BACK = re.compile(
    r"\b(?:kom|kommet|fikk|fått|hentet|krevd|betalt|betalte|tilbakebetal\w+|har (?:nå )?(?:inn)?betalt)\b[^.;:]{0,60}?\b(?:tilbake|inn)\b|\btilbakebetalt\w*\b|\bgjort opp\b"
)
_DEBT_PAID = re.compile(
    r"\b(?:betalte?|har betalt|gjort opp|gjorde opp)\b (?:tilbake |inn |ned )?(?:hele|deler|noe|mesteparten|en del|alt|store deler)\b[^.;:0-9]*(?:gjelden|restansene|restansen)\b[^.;0-9]*$"
)
_INCOME = re.compile(r"\b(?:inntektene|inntekter)\b")


_FROM_MANY = 50_000_000
"""Less is not collected for insurance, but put by in a group or told of one person."""


def money_brought_in(linker: Linker, view: View) -> None:
    """Money that is brought in is collection, whatever parts verb and "inn"; so are the "inntekter" of insurance."""
    context = linker.context
    for own in view.candidates:
        named = own.scheme if "in the figure" in own.cues.get("scheme", ("", "", ""))[2] else None
        if own.kind != "money" or (context.topic is None and named is None):
            continue
        start, end = _cell_start(linker, view, own), linker.atoms[own.post - 1].end
        end = max(end, min(_clause_end(linker, view, own), own.numeral.end + 40))
        of_debt = own.measure == "arrears" and own.scenario == "actual"
        behind = of_debt and own.cues["measure"][0] > own.numeral.end
        back = _PAID_BACK.search(linker.text, start, end) if behind else None
        if of_debt and back is None:
            back = _DEBT_PAID.search(linker.text, view.sentence.start, own.numeral.start)
        if back is not None and own.scheme is not None:
            own.measure, own.indicator = "collection", f"{own.scheme}.collection"
            own.cues["measure"] = (*back.span(), "debt that was paid back")
        if own.measure is not None or own.indicator != "other" or own.numeral.value < _FROM_MANY:
            continue
        found = _BROUGHT.search(linker.text, start, end)
        spoken = context.topic is not None and view.sentence.paragraph - context.insured_paragraph <= 4
        if found is None and spoken and not linker.bulletin:
            others = any(m.value == "other" for m in view.measures if own.pre <= m.first < own.post)
            found = None if others else _INCOME.search(linker.text, start, own.numeral.start)
        if found is None:
            continue
        scheme = named or "insurance"
        own.scheme, own.measure, own.indicator = scheme, "collection", f"{scheme}.collection"
        own.cues["measure"] = (*found.span(), "money brought in")
        if named is None:
            own.cues["scheme"] = own.cues["measure"]


_GOT = re.compile(r"\b(?:fikk|får|fått|mottok|mottar|mottatt|hever|hevet)\b[^.;:]{0,40}$")
_WHAT_IS_GOT = re.compile(
    r"[^.;:,]{0,60}\b(?P<what>\w*(?:ledighets|løshets)(?:trygd|forsikring)\w*|\w*(?:pensjon|ytelse|dagpenger|stønad|engangsbeløp|behandling|legehjelp|refusjon|utbetalt)\w*|denne støtten|denne hjelpen)"
)
_HAVE_GOT = re.compile(r" (?:\w+ ){0,3}(?:fikk|fått|får|mottok|mottatt|mottar)\b")
_OF_HEALTH = re.compile(r"behandling|legehjelp|refusjon")
_NEW_MEMBERS = re.compile(
    r" nye (?:\w+ )?(?P<what>\w*(?:medlem|deltak|deltag|forsikrede|kortholder|kunder)\w*)"
)


_IS_NO_MEMBER = re.compile(
    r"opptjening\w*|\w*trinn\w*|omskolering\w*|arbeidsformidling\w*|yrkesopplæring\w*|yrkesskade\w*"
)
_IS_A_BENEFIT = re.compile(r"\w*(?:penger|pengene|ytelse\w*|stønad\w*)")


_SIGNED = re.compile(r"\b(?:meldte|melder|skrev|skriver|tegnet|sluttet|slutter) (?:\w+ ){0,4}$")
_UP = re.compile(r"[^.;:,0-9]{0,30}\bseg (?:inn|på|til|opp)\b")
_AT_ONCE = re.compile(
    r"(?:[^.;,0-9]{0,20}\b(?:tok|tar|ta|tatt|hever|hevet|fikk|får|få|fått|valgte|velger|valgt|ønsket|ønsker|foretrakk)\b)[^.;,0-9]{0,50}\bengangs(?:beløp|utbetaling|ytelse|sum)\w*"
)
_WERE_TREATED = re.compile(r"(?: [^\W\d]+){1,2} (?P<what>behandlet|undersøkt)\b(?! av)")
_TREATED = re.compile(
    r"(?: [^\W\d]+){1,3}? (?:ble |blitt |er )?(?P<what>behandlet|undersøkt|operert|innlagt|legebehandlet)\b"
)
_APPLIED = re.compile(r"\b(?:søkte|søker|har søkt) (?:\w+ ){0,2}$")
_FOR_WHAT = re.compile(
    r" (?:\w+ ){0,2}om (?:å få )?(?:\w*utbetaling|\w*ytelse|\w*stønad|\w*penger|\w*trygd|pensjon|uttak|engangs\w+)"
)


_BENEFIT_FOR = re.compile(
    r"\b(?P<all>ordningene|ytelsene|regimene|trygdeytelsene|trygdeordningene) [^.;:0-9]{0,40}\bfor(?: (?:over|om lag|rundt|mer enn|nesten|nærmere|til sammen|i alt))* $|\b(?P<what>\w*(?:penger|ytelse|ytelser|pensjon|pensjoner|stønad)) (?:for|til)(?: (?:over|om lag|rundt|mer enn|nesten|nærmere|til sammen|i alt))* $"
)


def people_who_get_or_join(linker: Linker, view: View) -> None:
    """People who "fikk … pensjon" receive it, with the verb before their number; "nye frivillige medlemmer" are new ones."""
    for own in view.candidates:
        named = linker.text[slice(*own.cues.get("measure", (0, 0, ""))[:2])]
        if own.measure == "coverage_rate" and _IS_NO_MEMBER.fullmatch(named):
            own.measure, own.indicator, own.cues["indicator"] = None, "other", own.cues["measure"]
        if own.unit != "person" or own.measure not in (None, "participants") or "change" in own.cues:
            continue
        said = linker.text[max(view.sentence.start, own.numeral.start - 60) : own.numeral.start]
        if own.measure == "participants" and _IS_NO_MEMBER.fullmatch(named):
            own.measure, own.indicator, own.cues["indicator"] = None, "other", own.cues["measure"]
            continue
        if own.measure == "participants" and own.scheme is not None and _IS_A_BENEFIT.fullmatch(named):
            own.measure, own.indicator = "beneficiaries", f"{own.scheme}.beneficiaries"
            continue
        behind = _HAVE_GOT.match(linker.text, own.numeral.end)
        begin = own.numeral.end if _GOT.search(said) else behind.end() if behind is not None else None
        got = _WHAT_IS_GOT.match(linker.text, begin) if begin is not None else None
        new = _NEW_MEMBERS.match(linker.text, own.numeral.end) if own.measure == "participants" else None
        if new is None and own.measure in (None, "participants") and _SIGNED.search(said):
            up = _UP.match(linker.text, own.numeral.end)
            if up is not None and own.scheme is not None:
                own.measure, own.indicator = "new_participants", f"{own.scheme}.new_participants"
                own.cues["measure"] = (own.numeral.end, up.end(), "people who sign up")
                continue
        once = _AT_ONCE.match(linker.text, own.numeral.end)
        if once is not None and own.scheme is not None:
            own.measure, own.indicator = "beneficiaries", f"{own.scheme}.beneficiaries"
            own.cues["measure"] = (*once.span(), "people who get it in one sum")
            continue
        treated = _TREATED.match(linker.text, own.numeral.end)
        if (
            treated is not None
            and linker.context.topic is not None
            and own.scheme in (None, "health_insurance")
        ):
            if re.search(r"\b(?:ble|blir|blitt|er|fikk)\b", said + treated.group()):
                own.scheme, own.measure = "health_insurance", "beneficiaries"
                own.indicator = "health_insurance.beneficiaries"
                own.cues["measure"] = (*treated.span("what"), "people who were treated")
                continue
        if own.scheme is not None and _APPLIED.search(said):
            applied = _FOR_WHAT.match(linker.text, own.numeral.end)
            if applied is not None:
                own.measure, own.indicator = "beneficiaries", f"{own.scheme}.beneficiaries"
                own.cues["measure"] = (own.numeral.end, applied.end(), "people who apply for a benefit")
                continue
        granted = _BENEFIT_FOR.search(said) if linker.context.topic is not None else None
        if granted is not None:
            if own.scheme not in _WORKERS:
                own.scheme = "social_insurance"
            own.measure, own.indicator = "beneficiaries", f"{own.scheme}.beneficiaries"
            start = own.numeral.start - len(said)
            own.cues["measure"] = (
                start + granted.start(),
                start + (granted.end("what") if granted["what"] else granted.end("all")),
                "people who get or join",
            )
            continue
        usual = linker.context.topic if linker.context.topic in _WORKERS else "social_insurance"
        if got is not None and _OF_HEALTH.search(got["what"]):
            usual = "health_insurance"
        scheme = own.scheme or (usual if linker.context.topic is not None else None)
        for found, measure in ((got, "beneficiaries"), (new, "new_participants")):
            if found is not None and scheme is not None:
                own.scheme, own.measure, own.indicator = scheme, measure, f"{scheme}.{measure}"
                own.cues["measure"] = (*found.span("what"), "people who get or join")
                at = view.candidates.index(own) + 1
                sums = view.candidates[at : at + 1] if measure == "beneficiaries" else []
                for paid in sums:
                    if paid.kind == "money" and paid.indicator == "other" and paid.cut != "strong":
                        paid.scheme, paid.measure, paid.indicator = scheme, "benefits", f"{scheme}.benefits"
                        paid.cues["measure"] = (*found.span("what"), "money behind beneficiaries")
                break


_WORST = re.compile(r"\b(?:verst|høyest|størst|mest|lavest|minst|flest|deretter|dernest|foran)\b")


def ranked_amounts(linker: Linker, view: View) -> None:
    """A sum that a sentence tells of the place that comes first or last is of what was last told: "Verst er Hue, med 410 milliarder"."""
    money, first = linker.money, view.candidates[0] if view.candidates else None
    if money is None or first is None or money.sentence.paragraph != view.sentence.paragraph:
        return
    if (
        view.schemes
        or view.measures
        or not _WORST.search(linker.text, view.sentence.start, first.numeral.start)
    ):
        return
    for own in view.candidates:
        if own.kind == "money" and own.indicator == "other":
            own.scheme, own.measure, own.indicator = money.scheme, money.measure, money.indicator
            own.cues["measure"] = own.cues["scheme"] = (
                *money.cues["value"][:2],
                "what was last told of a sum",
            )


_TAKEN_FROM = re.compile(r"\b(?:trekk\w*|trukket|betal\w*|innbetal\w*)\b[^.;:,]{0,30}$")


def shares_of_pay(linker: Linker, view: View) -> None:
    """A benefit told as a share of the wage, with its ceiling, is a rule; what is taken from the wage is a contribution."""
    ruled = False
    for own in view.candidates:
        if own.kind == "percentage" and own.per == "day" and own.indicator.endswith("contribution_rate"):
            own.measure, own.indicator = None, "other"  # interest on what is late
            own.cues["indicator"] = own.cues["per"]
            continue
        share = own.kind == "percentage" and _OF_PAY.match(linker.text, own.numeral.end) is not None
        taken = share and _TAKEN_FROM.search(linker.text, view.sentence.start, own.numeral.start)
        if taken and own.measure in (None, "arrears_rate") and linker.context.topic is not None:
            scheme = own.scheme or "social_insurance"
            own.scheme, own.measure, own.indicator, own.base = (
                scheme,
                "contribution_rate",
                f"{scheme}.contribution_rate",
                None,
            )
            own.cues["measure"] = (*taken.span(), "taken from the wage")
        ruled = (share and own.measure == "benefits") or (
            ruled and own.measure == "benefits" and own.comparator in ("<=", ">=")
        )
        if ruled and own.scenario == "actual":
            own.scenario = "rule"
            own.cues["scenario"] = (own.numeral.start, own.numeral.end, "a benefit as a share of the wage")
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


def places_that_fell(linker: Linker, view: View) -> None:
    """People of whom the verb tells that they "falt" or "sank" out are counted; only what falls "med" an amount is less."""
    for own in view.candidates:
        cue = own.cues.get("change")
        if own.kind != "count" or cue is None or linker.text[cue[0] : cue[1]] not in ("falt", "sank", "steg"):
            continue
        if not linker.text.endswith(" med ", 0, linker.atoms[own.first].start):
            own.negative, own.measure, own.indicator = False, None, "other"
            del own.cues["change"]


_EVERY = re.compile(
    r"\b(?:hver|hvert|hver enkelt|enhver|ethvert) (?!dag|uke|måned|år|kvartal|gang|morgen|kveld|time|natt|enkelt|eneste|av)\w+ [^.;:,]{0,60}$"
)
_THOSE = re.compile(
    r"\b(?:enhet|bedrift|selskap|arbeidsgiver|foretak|firma|kommune|bydel|lokalitet|provins|virksomhet|skole|distrikt|landsby|grend|område|kontor|klasse|sykehus|lag|skyldner)(?:e|er|r|ne|ene)? "
    r"(?:som|med|der|hvor) (?:\w+ ){0,5}(?:mer enn|over|under|minst|mindre enn|færre enn|lavere enn|høyere enn|ikke (?:har )?(?:nådd|når|oppnådd)) $"
)


_OBLIGED = re.compile(r"\b(?:skal|må|bør|plikter|pålegges)\b")


def each_and_limits(linker: Linker, view: View) -> None:
    """What "hvert nybygg" gets is said of each; what sorts firms, "enheter som skylder mer enn X", is a limit."""
    for own in view.candidates:
        if own.kind not in ("money", "percentage", "count"):
            continue
        cell = _cell_start(linker, view, own)
        each = _EVERY.search(linker.text, cell, own.numeral.start) if own.kind != "percentage" else None
        those = _THOSE.search(linker.text, view.sentence.start, own.numeral.start)
        left = view.candidates[view.candidates.index(own) - 1] if own is not view.candidates[0] else None
        sorts = (
            left is not None
            and left.unit in ("locality", "organization")
            and own.kind == "count"
            and own.cut == "none"
        )
        reached = left is not None and left.unit == "locality" and own.unit == "percent" and own.cut == "none"
        if reached and own.scope == "whole" and own.scenario == "actual":
            gap = linker.text[left.numeral.end : own.numeral.start] if left is not None else ""
            if re.search(r"\b(?:nådd|nådde|når|passert|oppnådd|oppnådde)\b[^.;,:]{0,16}$", gap):
                own.scope, own.cues["scope"] = "threshold", own.cues["value"]
        if sorts and own.comparator in ("<", ">", "<=", ">="):
            own.scope, own.cues["scope"] = (
                "threshold",
                own.cues["comparator"],
            )  # "26 landsbyer har færre enn ti"
        elif those is not None:
            own.scope, own.cues["scope"] = "threshold", (*those.span(), "limit that sorts")
            scheme = linker.context.covered_scheme or linker.context.topic
            if own.unit == "percent" and own.indicator == "other" and own.base in (None, "population"):
                if scheme is not None and own.measure is None and own.numeral.value >= 40:
                    own.scheme, own.measure, own.indicator = (
                        scheme,
                        "coverage_rate",
                        f"{scheme}.coverage_rate",
                    )
                    own.cues["measure"] = own.cues["scope"]
            dated = own.cues.get("date", (0, 0, ""))[0]
            if dated > own.numeral.end and _OBLIGED.search(linker.text, own.numeral.end, dated):
                own.date_role = own.date_start = own.date_end = None  # by then they are to do something
                own.cues.pop("date", None)
            for one in (left, own):
                if one is not None and one.cues.get("scenario", ("", "", ""))[2].startswith("date "):
                    one.scenario = "actual"  # how many they are now, whatever is done about them later
                    del one.cues["scenario"]
                    one.date_role = one.date_start = one.date_end = None
                    one.cues.pop("date", None)
            behind = own.cues.get("scenario", (0, 0, ""))[0] > own.numeral.end
            if own.scenario == "target" and own.kind == "percentage" and behind:
                own.scenario = "actual"  # the duty is that of those places
                del own.cues["scenario"]
        elif each is not None and own.scope == "whole":
            own.scope, own.cues["scope"] = "each", (*each.span(), "what each one gets or does")


_SYLLABLE = r"[A-ZĐ][a-zà-ỹ]{0,5}"
_PLACE = re.compile(
    rf"\b(?:i|på|fra|ved|rundt|langs|I|På|Fra|Ved) (?:[a-zæøå]{{3,}}(?:en|a|et|ne) )?(?P<name>{_SYLLABLE}(?: {_SYLLABLE}){{1,2}})(?![\w-])"
    rf"|(?<![\w-])(?P<who>{_SYLLABLE}(?: {_SYLLABLE}){{1,2}})(?: by| kommune| bydel| distrikt)? (?:har|hadde|med|nådde|når|ligger|lå|kom|endte|stopper|klarte|får|fikk|leder|topper|skal|må)\b"
)
_SOME_PLACES = re.compile(
    r"\bi (?:de )?(?:(?:grense|fjell|øy|kyst|høylands|minoritets|landbruks|land|by|delta)(?:kommunene|bydelene|landsbyene|distriktene)"
    r"|(?:kommunene|bydelene|landsbyene|distriktene) (?:langs|ved|mot|på|uten|nær|nord|sør|øst|vest))\b"
)
_ONE = re.compile(
    r"\b(?:familien (?:vår|min|hans|hennes)|en (?:enkelt|eneste) \w+|jeg|meg|min|mitt|mine|moren|faren|kona|konen|ektemannen|sønnen|datteren|bestemoren|foreldrene|fru|herr)\b"
)


_GIVER = re.compile(
    r"\b(?:en|et|ei) (?:\w+ )?\w*(?:bank|pagode|firma|bedrift|selskap|klubb|butikk|hotell|fabrikk|filial|giver) (?:i|fra|på)$"
)
_HERS = re.compile(
    r"\b(?:behandlingen|operasjonen|oppholdet|regningen|medisinene|utgiftene|inngrepet) (?:hennes|hans|deres|min)\b"
)


def parts_of_the_province(linker: Linker, view: View) -> None:
    """Figures of a smaller place told by its bare name, "i Rach Gia", or of one person who speaks, are of a part."""
    low, high = view.sentence.start, view.sentence.end
    places = [
        (m.start(), m.end(), "smaller place named")
        for m in _PLACE.finditer(linker.cased, low, high)
        if m["who"] not in ("Viet Nam", "Vietnam")
        and not any(
            {"province", "month", "agency"} & a.tags.keys()
            for a in linker.atoms[view.sentence.low : view.sentence.high]
            if a.start < m.end() and a.end > max(m.start("name"), m.start("who"))
        )
    ]
    places += [(*m.span(), "some places named") for m in _SOME_PLACES.finditer(linker.text, low, high)]
    one = _ONE.search(linker.text, low, high) or _HERS.search(linker.text, low, high)
    ends: list[
        int
    ] = []  # of each figure's clause: "hundred cards worth 126 million went to the commune" is one
    for own in reversed(view.candidates):
        ends.insert(0, high)
        high = high if own.cut == "none" else own.numeral.start
    for at, own in enumerate(view.candidates):
        cue = own.cues.get("scope", (0, 0, ""))
        if own.scope == "part" and linker.text[cue[0] : cue[1]] == "alene":
            names = [
                a
                for a in linker.atoms[view.sentence.low : view.sentence.high]
                if a.end in (cue[0] - 1, cue[1])
            ]
            alone = linker.text.startswith(" og ", cue[1]) or any("agency" in a.tags for a in names)
            if alone or any({"province", "month", "date"} & a.tags.keys() for a in names):
                own.scope = "whole"  # "the city of Ho Chi Minh alone", "in August alone", "the agency alone"
                del own.cues["scope"]
        if one is not None and own.measure == "contribution" and one.start() < own.numeral.start:
            own.scope = "part" if own.scope == "whole" else own.scope
            own.cues["scope"] = (*one.span(), "one person's")  # told of here, though a law sets it
        if own.scope != "whole" or own.scenario == "rule":
            continue
        end = ends[at]
        for cue in places:
            if own.measure in ("cards", "support") and _GIVER.search(linker.text, low, cue[0] + 2):
                continue  # "a pagoda in Song Cong: 45 books"
            behind = own.numeral.end < cue[0] < end and not re.search(
                r"[,;:(]", linker.text[own.numeral.end : cue[0]]
            )
            before = cue[1] < own.numeral.start and ";" not in linker.text[cue[1] : own.numeral.start]
            if before or behind:
                own.scope, own.cues["scope"] = "part", cue
        if one is not None and one.start() < own.numeral.start and own.kind == "money":
            own.scope, own.cues["scope"] = "part", (*one.span(), "one person's")


_UNINSURED = re.compile(
    r"\b(?:de (?:øvrige|andre|uforsikrede|uten)|uforsikrede|uten (?:\w*kort|\w*forsikring|\w*trygd))\b"
)
_FOR_CARE = re.compile(
    r" (?:dong|vnd)?[^.;,0-9]{0,12}\b(?:for|i|til) (?:et |en |hvert |hver )?\w*(?:opphold|operasjon|operasjonen|inngrep|behandling|behandlingen|undersøkelse|konsultasjon|innleggelse|medisin|medisiner)\b"
)


_BY_ONESELF = re.compile(
    r"\b(?:(?:familien|pasienten|husstanden|foreldrene|hun|han|de|den syke|den forsikrede) (?:\w+ ){0,2}selv|selv (?:bare |kun )?(?:betal\w+|dekk\w+|måtte|må|la))\b[^.;:0-9]*$"
)


_WHAT_GROWS = (
    "plan_completion",
    "collection",
    "participants",
    "new_participants",
    "benefits",
    "beneficiaries",
    "arrears",
    "growth",
    "coverage_rate",
)


def changes_of_what_was_told(linker: Linker, view: View) -> None:
    """What a construction gave its measure, the changes and shares of a plan behind it go on with: "8.450 flere enn i fjor (3,3 %)"."""
    told: Candidate | None = None
    for own in view.candidates:
        if own.indicator != "other" or own.measure is not None or told is None or told.scheme is None:
            told = own if own.indicator != "other" and own.scheme is not None else told
            continue
        again = told.measure == "growth" and own.unit == "percent" and own.cut == "paren" and own.base is None
        changed = "change" in own.cues and (own.kind == "percentage" or own.kind == told.kind)
        listed = (
            own.kind == told.kind == "money" and "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
        )
        if listed and told.measure in ("collection", "benefits", "arrears") and "change" not in own.cues:
            own.measure, own.indicator = told.measure, f"{own.scheme}.{told.measure}"
            own.cues["measure"] = (*told.cues["measure"][:2], "part of the sum before")
            continue
        measure = "plan_completion" if own.base == "plan" else "growth" if changed or again else None
        if measure is None or own.cut == "strong" or told.measure not in _WHAT_GROWS:
            continue
        cue = own.cues["base"] if own.base == "plan" else own.cues.get("change", told.cues["value"])
        own.scheme, own.measure, own.indicator = told.scheme, measure, f"{told.scheme}.{measure}"
        own.negative = told.negative if again else own.negative
        own.cues["measure"] = own.cues["scheme"] = (*cue[:2], "change or share of the figure before")


_PREMIUM = re.compile(r"\b\w*(?:premie|bidrag|avgift|kontingent|innbetal)\w*")
_BILL = re.compile(
    r"\b(?:\w*regning\w*|operer\w*|\w*operasjon\w*|\w*behandling\w*|dialyse\w*|innlagt|innleggelse\w*)\b"
)


def paid_by_the_patient(linker: Linker, view: View) -> None:
    """What the family pays itself beside the fund is no benefit: "fondet betalte 118 millioner, familien selv 6,2 millioner".

    Nor is it a premium where a bill for care was spoken of: "regningen var på 214 millioner, men jeg betalte bare 11".
    """
    for own in view.candidates:
        if own.kind == "money" and own.measure == "contribution" and own.per is None:
            if "in the figure" in own.cues.get("scheme", ("", "", ""))[2]:
                continue
            line = linker.text.rfind("\n", 0, own.numeral.start) + 1
            found = _BILL.search(linker.text, line, own.numeral.start)
            if found is not None and not _PREMIUM.search(linker.text, found.end(), view.sentence.end):
                own.measure, own.indicator = None, "other"
                own.cues["indicator"] = (*found.span(), "paid by the patient")
                own.scenario = "actual"
                own.cues.pop("scenario", None)
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        if own.kind != "money" or own.measure != "benefits" or left.measure != "benefits":
            continue
        found = _BY_ONESELF.search(linker.text, left.numeral.end, own.numeral.start)
        if found is not None:
            own.measure, own.indicator = None, "other"
            own.cues["indicator"] = (*found.span(), "paid by the patient")


def bills_of_the_uninsured(linker: Linker, view: View) -> None:
    """What people without insurance pay for care is none of its money: "de øvrige må betale 1 million dong for et sykehusopphold"."""
    for own in view.candidates:
        if own.kind != "money" or own.measure != "contribution":
            continue
        found = _UNINSURED.search(linker.text, view.sentence.start, own.numeral.start)
        if found is not None and _FOR_CARE.match(linker.text, own.numeral.end):
            own.measure, own.indicator, own.cues["indicator"] = (
                None,
                "other",
                (*found.span(), "paid without insurance"),
            )
            own.scenario, own.scope = "actual", "whole"
            own.cues.pop("scenario", None)
            own.cues.pop("scope", None)


_OF_WHICH = re.compile(r"\b(?:hvorav|derav|herav|deriblant|inkludert)\b")
_ALL_OF_THAT = re.compile(
    r"[; ]*(?:dette|det|dermed|til sammen|totalt|samlet) (?:er|utgjør|tilsvarer|svarer til|blir)\b"
)


_OF_THESE = re.compile(r"\s*(?:av|blant) (?:disse|dem) (?:er|var|kommer|kom|utgjør|utgjorde)(?: \w+){0,2} $")


def behind_of_which(linker: Linker, view: View) -> None:
    """What a sentence sums up behind an aside on a part is of the whole: "36 415, hvorav frivillige 9 872; dette er 10,9 %".

    People "av disse" are of those last counted, in the sentence before: "av disse er 298 400 elever".
    """
    for first in view.candidates[:1]:
        grouped = any(a.tags.get("base") in COVERED for a in linker.atoms[first.index : first.last + 1])
        if (
            first.unit == "person"
            and grouped
            and _OF_THESE.fullmatch(linker.text, view.sentence.start, first.numeral.start)
        ):
            counted = next(
                (c for c in linker.counted[::-1] if c.unit == "person" and c.indicator != "other"), None
            )
            if counted is not None and counted.sentence.paragraph == first.sentence.paragraph:
                if first.numeral.value < counted.numeral.value and counted.measure != "growth":
                    first.scheme, first.measure, first.indicator = (
                        counted.scheme,
                        counted.measure,
                        counted.indicator,
                    )
                    first.cues["measure"] = (*counted.cues["value"][:2], "some of those last counted")
    whole: Candidate | None = None
    for before, part, own in zip(view.candidates, view.candidates[1:], view.candidates[2:], strict=False):
        gap = linker.text[before.numeral.end : part.numeral.start]
        start = linker.text.rfind(";", part.numeral.end, own.numeral.start)
        if _OF_WHICH.search(gap) and start >= 0 and _ALL_OF_THAT.match(linker.text, start):
            whole = before
        told = own.cues.get("scheme", ("", "", ""))[2]
        if whole is None or whole.scheme is None or "in the figure" in told:
            continue
        if own.measure is None and own.unit == "percent" and own.base in COVERED:
            own.measure, own.cues["measure"] = "coverage_rate", own.cues["base"]
        if own.measure is None:
            continue
        own.scheme, own.indicator = whole.scheme, f"{whole.scheme}.{own.measure}"
        own.cues["scheme"] = (*whole.cues["scheme"][:2], "scheme of the whole that is summed up")


_RECIPIENTS = r"(?:\w*(?:mottaker|pensjonist|medlem|deltaker|deltager|kortholder|forsikrede|forsikringstaker|innehaver)\w*)"
_OF_RECIPIENTS = re.compile(rf" av (?:(?:alle|de|samtlige|disse|nye) ){{0,2}}(?:[\w-]+[ -])?{_RECIPIENTS}")
_AMONG = re.compile(
    r"\b(?:\w*undersøkelse\w*|\w*måling\w*|\w*intervju\w*|spurt\w*|spør\w*)\b[^.;:]{0,40}\b(?:blant|av|med)(?: de| om lag| over| rundt)? $"
)


def _share_reckoned(linker: Linker, view: View, at: int, left: Candidate) -> None:
    """A share that the count before it is of an earlier one, or that divides it ("hvorav 61 % kvinner"), is of those counted."""
    own = view.candidates[at]
    gap = linker.text[left.numeral.end : own.numeral.start]
    if left.kind != "count" or left.unit == "item":
        return
    if _OF_WHICH.search(gap) is not None and "change" not in own.cues:
        own.base, own.cues["base"] = "group", left.cues["unit"]
        return
    for whole in (*view.candidates[: at - 1][::-1], *linker.counted[::-1]):
        if whole.kind == "count" and whole.numeral.value > left.numeral.value:
            if abs(100 * left.numeral.value / whole.numeral.value - own.numeral.value) < Decimal("0.06"):
                own.base, own.cues["base"] = "group", whole.cues["unit"]
                return


_SHARE_OF_THINGS = re.compile(r"\bandelen (?:av )?(?!fattig)(?P<what>[^\W\d]{4,})(?:,? [^\W\d]+)* $")


_OF_ALL_THE = re.compile(r" av (?:de |alle |alle de )?(?:[^\W\d]+e )?(?P<what>[^\W\d]{4,}(?:ene|erne))\b")


_OF_FIRMS = re.compile(
    r" av (?:de |alle |alle de )?(?:[^\W\d]+e )?(?P<what>(?:bedrift|foretak|virksomhet|kommune|skole|firma|arbeidsgiver|bydel|landsby|sak|søknad|innbetaling|utbetaling|betaling|transaksjon|prosedyre|konsultasjon)(?:ene|ne|erne|rne))\b"
)


def shares_of_firms(linker: Linker, view: View) -> None:
    """A share of firms or places is no coverage and no rate that they pay: "få 95 % av de kontrollerte bedriftene til …"."""
    for at, own in enumerate(view.candidates):
        rule = own.cues.get("measure", (0, 0, ""))[2]
        covered = own.measure == "coverage_rate" and rule.startswith("percentage of a scheme")
        paid = own.measure in ("contribution", "contribution_rate", "plan_completion", "collection")
        if (covered or paid) and own.unit == "percent":
            found = _OF_FIRMS.match(linker.text, own.numeral.end)
            if found is not None:
                if own.cues.get("scenario", ("", "", ""))[2] == "contributions are set by law":
                    own.scenario = "actual"
                    del own.cues["scenario"]
                    linker.set_date(view, at)
                own.measure, own.indicator, own.cues["indicator"] = (
                    None,
                    "other",
                    (*found.span("what"), "share of firms"),
                )
                own.base, own.cues["base"] = "group", own.cues["indicator"]


def shares_of_things(linker: Linker, view: View) -> None:
    """The noun behind "andelen" tells of what a share is: "andelen pensjoner som betales uten kontanter, til 96 %"."""
    last: Candidate | None = None
    for own in view.candidates:
        if own.unit != "percent" or own.base is not None or own.indicator != "other" or "change" in own.cues:
            last = None
            continue
        found = _OF_ALL_THE.match(linker.text, own.numeral.end) or _SHARE_OF_THINGS.search(
            linker.text, view.sentence.start, own.numeral.start
        )
        if found is not None:
            own.base, own.cues["base"] = "group", (*found.span("what"), "share of things")
            last = own
        elif last is not None and own.cut in ("conjunction", "comma"):
            own.base, own.cues["base"] = last.base, last.cues["base"]


_ARE = re.compile(
    r" av (?:de |alle |kommunens |dens )?\w+ (?:i \w+ )?(?:er|var|tilhører|bor|lever|livnærer|driver|arbeider|jobber|snakker|kommer fra) (?!(?:nå )?(?:\w*forsikr\w*|\w*trygd\w*|med|dekket|forsikret|omfattet|tilsluttet|sikret|trygdet|innmeldt|registrert|medlem|deltaker|i (?:ordningen|trygden)|\d))"
)


_OF_KIND = re.compile(
    r" (?:etniske|fattige|minoritets?\w*|bønder|katolikker|khmer\w*|eldre|kvinner|menn|barn|unge|arbeidere|fiskere)\b"
)


def what_people_are(linker: Linker, view: View) -> None:
    """Of what kind people are, or what they live by, is no coverage: "87 % av innbyggerne er muong"."""
    for own in view.candidates:
        if own.unit != "percent" or own.measure != "coverage_rate" or own.base not in (*COVERED, None):
            continue
        found = _ARE.match(linker.text, own.numeral.end)
        made_of = re.search(r"\bmed (?:\w+ ){0,2}$", linker.text[own.sentence.start : own.numeral.start])
        if found is None and made_of is not None and "in the figure" not in own.cues["scheme"][2]:
            found = _OF_KIND.match(linker.text, own.numeral.end)
        if found is not None:
            own.scheme = own.measure = None
            own.indicator, own.cues["indicator"] = "other", (*found.span(), "what people are")


_OF_A_CLUB = re.compile(
    r"\b\w*(?:samvirkelag|samvirkelaget|kooperativ|kooperativet|forening|foreningen|union|unionen|klubb|klubben|lag|laget|forbund|forbundet)\b"
    r"[^.;:0-9]{0,60}\b(?:med|har|teller|på)(?: (?:om lag|rundt|over|nær|i alt|til sammen))? $"
)
_ON_CARDS = re.compile(r" (?:dong|vnd) (?:på|til) (?:å (?:kjøpe|gi|skaffe) )?(?:\w+ )?\w*kort\b")
_SPENT_BY = re.compile(
    r"\b(?:samlet inn|samle inn|samler inn|samlet|brukt|brukte|bruker|la ut|lagt ut|betalte|betaler)\b[^.;:0-9]*$"
)


def clubs_and_cards(linker: Linker, view: View) -> None:
    """Members of a cooperative are none of insurance; what it spends on their cards is support."""
    for own in view.candidates:
        if own.unit == "person" and own.measure == "participants":
            club = _OF_A_CLUB.search(linker.text, view.sentence.start, own.numeral.start)
            if club is not None and linker.text.startswith(" medlem", own.numeral.end):
                if "in the figure" not in own.cues.get("scheme", ("", "", ""))[2]:
                    own.scheme = own.measure = None
                    own.indicator, own.cues["indicator"] = "other", (*club.span(), "members of a club")
        cards = next((c for c in view.candidates if c.index > own.index), None)
        if (
            own.kind == "money"
            and own.indicator == "other"
            and cards is not None
            and cards.measure == "cards"
        ):
            if linker.text[linker.atoms[own.last].end : cards.numeral.start].strip() in (
                "til",
                "på",
                "for",
                "til over",
            ):
                own.scheme, own.measure, own.indicator = cards.scheme, "support", f"{cards.scheme}.support"
                own.cues["measure"] = own.cues["scheme"] = (*cards.cues["value"][:2], "money for cards")
        if own.kind == "money" and own.measure in ("benefits", "contribution", "collection", None):
            spent = _SPENT_BY.search(linker.text, view.sentence.start, own.numeral.start)
            if spent is not None and _ON_CARDS.match(linker.text, own.numeral.end):
                own.scheme, own.measure = "health_insurance", "support"
                own.indicator = "health_insurance.support"
                own.cues["measure"] = own.cues["scheme"] = (*spent.span(), "spent on cards")


_SET_ASIDE = re.compile(
    r"\b(?:satt av|satte av|setter av|avsatt|lagt av|bevilget|bevilger|er det (?:nå |hittil )?brukt|er det (?:nå |hittil )?utbetalt|er brukt|ble brukt|var summen|er summen|summen (?:er|var|ble)|beløpet (?:er|var|ble)|utgjorde (?:dette|støtten))\b[^.;:0-9]{0,30}$"
)
_FOR_THIS = re.compile(
    r" (?:dong|vnd) (?:til|for|på) (?:dette|denne|formålet|slik støtte|støtten|ordningen)\b|(?: (?:dong|vnd))?(?=[.,;\n]|$)"
)


def help_told_on(linker: Linker, view: View) -> None:
    """Right behind help with premiums, what is set aside "til dette", or what "summen" was, is that help."""
    helped = linker.helped
    if helped is None or helped.scheme is None or helped.sentence.paragraph != view.sentence.paragraph:
        return
    if view.sentence.number - helped.sentence.number != 1 or linker.context.topic is None:
        return
    for own in view.candidates:
        if own.kind != "money" or own.indicator != "other" or own.numeral.value < _ON_EACH:
            continue
        found = _SET_ASIDE.search(linker.text, view.sentence.start, own.numeral.start)
        if found is not None and _FOR_THIS.match(linker.text, own.numeral.end):
            own.scheme, own.measure, own.indicator = helped.scheme, "support", f"{helped.scheme}.support"
            own.cues["measure"] = own.cues["scheme"] = (*found.span(), "help told on")


_OF_THIS = re.compile(
    r"(?:av dette|av disse|herav|derav|av beløpet|av gjelden|av restansene|av restansen|blant dette)\b"
)
_HAVE_PAID = re.compile(
    r"(?<!ikke )(?<!ennå )"
    r"\b(?:betalt|betalte|innbetalt|innbetalte|gjort opp|gjorde opp|nedbetalt)\b[^.;:0-9]*$"
)


def arrears_told_on(linker: Linker, view: View) -> None:
    """Where arrears are told of, a sum "av dette" is a part of them, and what firms have paid was collected."""
    for owing, own in zip(view.candidates, view.candidates[1:], strict=False):
        if own.kind == "money" and own.measure == "arrears" and own.scheme is not None:
            owed = own.cues["measure"][0] > own.numeral.end and own.scenario == "actual"
            paid = _HAVE_PAID.search(linker.text, owing.numeral.end, own.numeral.start) if owed else None
            if paid is not None and owing.unit == "organization":
                own.measure, own.indicator = "collection", f"{own.scheme}.collection"
                own.cues["measure"] = (*paid.span(), "arrears that owing have paid")
    told = linker.money
    if told is None or told.measure not in ("arrears", "collection") or told.scheme is None:
        return
    near = view.sentence.paragraph - told.sentence.paragraph <= 2
    for at, own in enumerate(view.candidates):
        if own.kind != "money" or not near or "in the figure" in own.cues.get("scheme", ("", "", ""))[2]:
            continue
        part = _OF_THIS.match(linker.text, view.sentence.start)
        if part is not None and told.measure == "arrears" and own.measure in (None, "collection", "arrears"):
            if own.numeral.value <= told.numeral.value and at == 0:
                own.scheme, own.measure, own.indicator = told.scheme, "arrears", f"{told.scheme}.arrears"
                own.cues["measure"] = own.cues["scheme"] = (*part.span(), "part of the arrears just told")
                continue
        firms = view.candidates[at - 1] if at else None
        paid = _HAVE_PAID.search(linker.text, view.sentence.start, own.numeral.start)
        if (
            paid is not None
            and firms is not None
            and firms.unit == "organization"
            and own.measure in (None, "contribution")
        ):
            own.scheme, own.measure, own.indicator = told.scheme, "collection", f"{told.scheme}.collection"
            own.cues["measure"] = own.cues["scheme"] = (*paid.span(), "arrears that firms have paid")


_FROM_GIVERS = re.compile(r"\b(?:givere?n?e?|sponsor\w*|velgjørere?|filantrop\w*|mesener|donor\w*)\b")


_SPENT_ON_CARDS = re.compile(r"[^.;0-9]{0,12} (?:på|til) (?:å )?(?:gi|kjøpe|dele|skaffe|støtte|kort|kjøp)\b")
_BUDGET = re.compile(r"\b(?:\w*budsjett\w*|\w*kassen|staten|provinsen|byen)\b[^.;0-9]*$")
_GOAL_REACHED = re.compile(
    r"[^.;:0-9]{0,60}\b(?:målet|planen|kvoten|måltallet|målene|kravet)\b[^.;:0-9]{0,50}\b(?:overoppfylt|oppfylt|nådd|innfridd|passert|overskredet|overgått|i havn|i mål|sprengt)\b"
)
_AS_A_GOAL = re.compile(r"[^.;:0-9]{0,60} som (?:mål|måltall|kvote|plan|oppgave|krav|årsmål)\b")


def goals_told_behind(linker: Linker, view: View) -> None:
    """What is given "som mål" is a goal, whatever verb stands before it: "har gitt 22.500 nye deltakere som måltall".

    What a goal is told behind to be reached with is none: "med 95,6 % er målet allerede nådd".
    """
    aimed: Candidate | None = None
    for at, own in enumerate(view.candidates):
        behind = own.cues.get("scenario", (0, 0, ""))[0] > own.numeral.end
        if own.scenario == "target" and behind and _GOAL_REACHED.match(linker.text, own.numeral.end):
            own.scenario = "actual"
            del own.cues["scenario"]
            linker.set_date(view, at)
        found = _AS_A_GOAL.match(linker.text, own.numeral.end) if own.scenario == "actual" else None
        if found is not None:
            aimed, where = own, found.span()
        elif aimed is None or own.kind != aimed.kind or own.cut not in ("clause", "comma", "conjunction"):
            aimed = None
            continue
        own.scenario, own.cues["scenario"] = "target", (*where, "given as a goal")
        own.date_role = own.date_start = own.date_end = None
        own.cues.pop("date", None)
        linker.set_date(view, at)


def money_from_givers(linker: Linker, view: View) -> None:
    """What is gathered from givers is support: "samlet inn 3 milliarder dong fra 157 givere"."""
    for at, own in enumerate(view.candidates):
        following = view.candidates[at + 1] if at + 1 < len(view.candidates) else None
        if (
            own.kind == "money"
            and own.measure is None
            and following is not None
            and following.measure == "cards"
        ):
            budget = _BUDGET.search(linker.text, view.sentence.start, own.numeral.start)
            if budget is not None and _SPENT_ON_CARDS.match(linker.text, own.numeral.end):
                own.scheme, own.measure = following.scheme, "support"
                own.indicator = f"{own.scheme}.support"
                own.cues["measure"] = own.cues["scheme"] = (*budget.span(), "spent on cards")
        near = next((c for c in linker.counted[::-1] if c.scheme is not None), None)
        unnamed = own.cues.get("scheme", (0, 0, ""))[2].startswith(("default", "scheme of"))
        if own.kind == "money" and own.measure == "support" and unnamed and near is not None:
            own.scheme, own.indicator = near.scheme, f"{near.scheme}.support"
        if own.kind != "money" or own.measure != "collection":
            continue
        found = _FROM_GIVERS.search(linker.text, view.sentence.start, view.sentence.end)
        if found is not None:
            own.scheme = near.scheme if near is not None else "insurance" if linker.several else own.scheme
            own.measure, own.indicator = "support", f"{own.scheme}.support"
            own.cues["measure"] = (*found.span(), "money from givers")


def shares_of_those_counted(linker: Linker, view: View) -> None:
    """A share "av dem" is of those just counted: of inhabitants, pupils, workers or households."""
    for at, own in enumerate(view.candidates):
        left = view.candidates[at - 1] if at else None
        if own.unit == "percent" and own.base is None and own.indicator == "other" and left is not None:
            _share_reckoned(linker, view, at, left)
        cue = own.cues.get("base")
        if own.base != "group" or cue is None or linker.text[cue[0] : cue[1]] not in ("av dem", "av disse"):
            continue
        told = view.candidates[at - 1] if at else linker.told
        if told is None or told.kind != "count" or told.sentence.paragraph != view.sentence.paragraph:
            continue
        start = told.cues["unit"][0]
        atoms = linker.atoms[told.sentence.low : told.sentence.high]
        base = next((a.tags.get("base") for a in atoms if a.start == start), None)
        if base in COVERED and told.measure != "beneficiaries":
            own.base, own.cues["base"] = base, told.cues["unit"]


def shares_of_members(linker: Linker, view: View) -> None:
    """A share of members or recipients is no coverage: "71 % av medlemmene bruker VssID"; nor do those asked receive anything."""
    for own in view.candidates:
        sampled = own.unit == "person" and _AMONG.search(linker.text, view.sentence.start, own.numeral.start)
        share = own.unit == "percent" and own.measure in ("coverage_rate", None) and own.base != "plan"
        among = _OF_RECIPIENTS.match(linker.text, own.numeral.end) if share else None
        some = own.kind == "count" and own.measure == "beneficiaries" and own.numeral.out_of is not None
        if some and own.cues["measure"][:2] == own.cues["unit"][:2]:
            among = re.compile("").match(linker.text, own.numeral.end)
        if among is None and not sampled:
            continue
        own.measure, own.indicator = None, "other"
        own.cues["indicator"] = (
            *(among.span() if among else own.cues["unit"][:2]),
            "those asked, or some of the members",
        )
        if share:
            own.base, own.cues["base"] = "group", own.cues["indicator"]


_HANDED_DOWN = re.compile(
    r" av det som (?:skal til|trengs|kreves|må til|skulle til)\b|"
    r" av (?:det|dem|de|hva) [^.;,0-9]{0,45}\b(?:pålagt|pålegger|tildelt|planlagt|satt|fastsatt|krevd|forutsatt|budsjettert|bestilt|lovet)\b"
)


def shares_of_what_was_asked(linker: Linker, view: View) -> None:
    """A share of what somebody was told to reach is one of a plan: "83,7 % av det folkekomiteen hadde pålagt oss"."""
    for own in view.candidates:
        if own.unit != "percent" or own.base in ("plan", "amount_due"):
            continue
        found = _HANDED_DOWN.match(linker.text, own.numeral.end)
        scheme = own.scheme or linker.context.scheme
        if found is None or scheme is None or own.measure == "other":
            continue
        own.scheme, own.measure, own.base = scheme, "plan_completion", "plan"
        own.indicator = f"{scheme}.plan_completion"
        own.cues["measure"] = own.cues["base"] = (*found.span(), "share of what was asked")
        at = view.candidates.index(own)
        told = view.candidates[at - 1] if at else None
        named = "in the figure" in own.cues.get("scheme", (0, 0, ""))[2]
        if told is not None and not named and told.scheme is not None and told.indicator != "other":
            own.scheme, own.indicator = told.scheme, f"{told.scheme}.plan_completion"
        if own.scenario == "target" and found.start() < own.cues["scenario"][0] < found.end():
            own.scenario = "actual"
            del own.cues["scenario"]
        for behind in view.candidates[view.candidates.index(own) + 1 :]:
            start = behind.cues.get("scenario", (0, 0, ""))[0]
            if behind.scenario == "target" and found.start() < start < found.end():
                behind.scenario = "actual"  # the duty is that of which the share is
                del behind.cues["scenario"]
                behind.date_role = behind.date_start = behind.date_end = None
                behind.cues.pop("date", None)
                linker.set_date(view, view.candidates.index(behind))


_AGAINST = re.compile(
    r"(?:\bmot|\benn|sammenlignet med|\b(?:den tilsvarende |er )?andelen(?: i \w+)? \w+|\ber den tilsvarende andelen|\bsnittet \w+|gjennomsnittet \w+)(?: \w+){0,2} $"
)


def shares_set_against(linker: Linker, view: View) -> None:
    """A share that another is set against is taken of the same; arrears are taken of the sum due; a rate of pay runs alike."""
    for at, own in enumerate(view.candidates):
        left = view.candidates[at - 1] if at else None
        if own.base == "plan" and linker.text[slice(*own.cues["base"][:2])] == "av kravet":
            late = [m for m in view.measures if m.value == "arrears" and own.pre <= m.first < own.index]
            before = linker.told
            if left is None and before is not None and before.measure == "arrears" and not late:
                near = before.sentence.paragraph == view.sentence.paragraph
                late = (
                    [m for m in linker._measures(before.sentence) if m.value == "arrears"][-1:]
                    if near
                    else []
                )
            if late:
                own.scheme = (
                    own.scheme if "in the figure" in own.cues.get("scheme", ("", "", ""))[2] else "insurance"
                )
                own.measure, own.indicator, own.base = (
                    "arrears_rate",
                    f"{own.scheme}.arrears_rate",
                    "amount_due",
                )
                own.cues["measure"] = (late[-1].start, late[-1].end, "arrears of the sum due")
        if left is None or left.kind != own.kind:
            continue
        against = _AGAINST.search(linker.text, left.numeral.end, own.numeral.start)
        if against is None and not own.measure == left.measure == "arrears_rate":
            continue
        dated = left.cues.get("date")
        if against is not None and dated is not None and dated[0] > own.numeral.end:
            left.date_role = left.date_start = left.date_end = None
            del left.cues["date"]  # "5,1 %, mot 4,6 % i 2024": the year is that of the second
        if (
            own.kind == "percentage"
            and own.base is None
            and left.base is not None
            and own.indicator == left.indicator
        ):
            own.base, own.cues["base"] = left.base, left.cues["base"]
        if (
            own.kind == "money"
            and own.per is None
            and left.per is not None
            and own.indicator == left.indicator
        ):
            own.per, own.cues["per"] = left.per, left.cues["per"]


_WORKERS = ("social_insurance", "voluntary_social_insurance", "unemployment_insurance")


def bases_of_the_list(linker: Linker, view: View) -> None:
    """Schemes of workers listed one after the other share the base: "38,6 % av arbeidsstyrken i den ene og 3,9 % i den andre".

    So do shares in brackets in the items of a list, where those of the item before were of the plan.
    """
    last = linker.share
    for own in view.candidates if last is not None and last.cut == "paren" else ():
        below = last is not None and 0 < own.sentence.paragraph - last.sentence.paragraph <= 2
        if below and last is not None and last.measure == "plan_completion" and own.cut == "paren":
            if own.unit == "percent" and own.base is None and own.measure in ("coverage_rate", None):
                if own.scheme is not None and "change" not in own.cues:
                    own.measure, own.indicator = "plan_completion", f"{own.scheme}.plan_completion"
                    own.base, own.cues["base"] = "plan", (*last.cues["value"][:2], "share in the item before")
                    own.cues["measure"] = own.cues["base"]
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        listed = own.cut in ("conjunction", "comma", "none") and own.unit == "percent" and own.base is None
        if not listed or own.measure != "coverage_rate" or "change" in own.cues or own.scheme not in _WORKERS:
            continue
        those = left.kind == "count" and linker.text.endswith(
            (" av de ", " av "), 0, linker.atoms[left.first].start
        )
        told = left.base if left.kind == "percentage" and left.measure == "coverage_rate" else None
        if those:
            told = next(
                (a.tags["base"] for a in linker.atoms[left.index : own.index] if "base" in a.tags), None
            )
        if told in ("workforce", "working_age"):
            own.base, own.cues["base"] = (
                told,
                (left.numeral.start, left.numeral.end, "base of the figure before in the list"),
            )


def rate_of_part_and_total(linker: Linker, view: View) -> None:
    """A share that is the ratio of the part and total just told is their coverage: "8 764/11 902 innbyggere har kort, knapt 74 %"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        total = left.numeral.out_of
        if (
            own.unit != "percent"
            or own.indicator != "other"
            or not total
            or left.measure not in ("participants", "cards")
        ):
            continue
        if abs(100 * left.numeral.value / total - own.numeral.value) < 1 and left.scheme is not None:
            own.scheme, own.measure, own.indicator = (
                left.scheme,
                "coverage_rate",
                f"{left.scheme}.coverage_rate",
            )
            own.cues["measure"] = own.cues["scheme"] = (*left.cues["value"][:2], "rate of part and total")


_OTHER_SUMS = frozenset({"collection", "benefits", "contribution", "support", "other"})
_OF_THAT_SUM = re.compile(r"[\s\"–-]*(?:av (?:dette|disse|beløpet|summen|gjelden|restansene)|herav|derav)\b")
_PARTS = re.compile(
    r"\b(?:gjelder|av dette|av disse|derav|resten|står|stod|sto|skylder|fordelt|alene|hviler|knytter)\b"
)


def parts_of_a_sum(linker: Linker, view: View) -> None:
    """Smaller sums behind one of arrears are parts of it: "214 milliarder gjelder sosialforsikringen".

    So are those of "av beløpet", whatever was told of the sum.
    """
    money = linker.money
    if money is None:
        return
    if money.measure in ("collection", "benefits") and _OF_THAT_SUM.match(linker.text, view.sentence.start):
        for own in view.candidates:
            smaller = own.kind == "money" and own.numeral.value < money.numeral.value
            if own.indicator == "other" and smaller and own.sentence.paragraph == money.sentence.paragraph:
                behind = next((m for m in view.schemes if own.index < m.first < own.post), None)
                own.scheme = own.scheme or (behind.value if behind is not None else money.scheme)
                own.measure, own.indicator = money.measure, f"{own.scheme}.{money.measure}"
                own.cues["measure"] = (*money.cues["value"][:2], "part of the sum last told")
    if money.measure != "arrears":
        return
    if money.sentence.paragraph != view.sentence.paragraph and not (
        view.sentence.paragraph - money.sentence.paragraph <= 2
        and _OF_THAT_SUM.match(linker.text, view.sentence.start)
    ):
        return
    if (
        any(m.value in _OTHER_SUMS for m in view.measures)
        or _PARTS.search(linker.text, view.sentence.start, view.sentence.end) is None
    ):
        return
    for own in view.candidates:
        if own.kind == "money" and own.indicator == "other" and not own.per:
            own.scheme = own.scheme or "insurance"
            own.measure, own.indicator = "arrears", f"{own.scheme}.arrears"
            own.cues["measure"] = (*money.cues["value"][:2], "part of the sum last told")


_AMOUNTS_TO = re.compile(
    r"\b(?:trygdepensjon|sosialpensjon|folkepensjon|trygdeytelse|sosialstønad) på $|(?<!gjennomsnitts)(?<!snitt)\b(?!gjennomsnitt|snitt|median)\w*(?:ytelsen|stønaden|støtten|tillegget|trygden) på (?:\w+ ){0,2}$"
)


_HAS_A_RIGHT = re.compile(
    r"\b(?P<right>rett til|krav på|berettiget til) (?:(?:opptil|inntil|om lag|minst) )?$"
)


def benefits_laid_down(linker: Linker, view: View) -> None:
    """What a benefit amounts to a month is laid down by law: "den nye trygdeytelsen på 500.000 dong per måned".

    An amount that one has a right to, where insurance is spoken of, is a benefit.
    """
    for own in view.candidates:
        if own.kind == "money" and own.indicator == "other" and linker.context.topic is not None:
            found = _HAS_A_RIGHT.search(linker.text, view.sentence.start, own.numeral.start)
            scheme = own.scheme or linker.context.scheme or linker.context.topic
            if found is not None and scheme is not None:
                own.scheme, own.measure, own.indicator = scheme, "benefits", f"{scheme}.benefits"
                own.cues["measure"] = (*found.span("right"), "an amount that one has a right to")
        if (
            own.kind == "money"
            and own.per == "month"
            and own.scenario == "actual"
            and own.numeral.value < 2_000_000
        ):
            found = _AMOUNTS_TO.search(linker.text, view.sentence.start, own.numeral.start)
            if found is not None:
                own.scenario, own.cues["scenario"] = "rule", (*found.span(), "what a benefit amounts to")


def help_by_the_month(linker: Linker, view: View) -> None:
    """What a budget helps one member with a month is laid down: "støtten til deltakere er 66 000 dong i måneden"."""
    for own in view.candidates:
        if own.measure != "support" or own.unit != "VND" or own.per != "month" or "scenario" in own.cues:
            continue
        named = "in the figure" in own.cues.get("scheme", ("", "", ""))[2]
        if named and own.numeral.value < 2_000_000:
            own.scenario = "rule"
            own.cues["scenario"] = (*own.cues["per"][:2], "what a member is helped with a month")
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


_STILL_NEEDED = re.compile(
    r"[^.;:,0-9]{0,30} (?:må (?:finnes|til|verves|skaffes|inn|med|hentes)|trengs|gjenstår|mangler|skal (?:verves|inn|til|finnes))\b"
)


_LEFT_TO_WIN = re.compile(
    r"\b(?:gjenstår|mangler|trengs|trenger \w+|behøves|står \w+ igjen med)\b[^.;:]{0,50}$"
)


def still_to_be_won(linker: Linker, view: View) -> None:
    """Members still to be found are new ones: "ytterligere 24 500 frivillige må finnes"."""
    for at, own in enumerate(view.candidates):
        if own.unit != "person" or own.measure != "participants" or own.scenario != "target":
            continue
        left = view.candidates[at - 1] if at else None
        more = linker.text.endswith(("ytterligere ", "enda ", "flere "), 0, own.numeral.start)
        part = left is not None and left.measure == "new_participants" and own.cut in ("clause", "comma")
        waited = _LEFT_TO_WIN.search(linker.text, view.sentence.start, own.numeral.start)
        listed = left is not None and left.measure == "new_participants" and own.cut == "conjunction"
        more = more or waited is not None
        if (
            (waited is not None and (at == 0 or listed))
            or (more and _STILL_NEEDED.match(linker.text, own.numeral.end))
            or (part and "figure before" in own.cues["measure"][2])
        ):
            own.measure, own.indicator = "new_participants", f"{own.scheme}.new_participants"


_POLICE = re.compile(r"\b(?:\w*politi\w*|etterforsk\w*|\w*domstol\w*|retten|påtale\w*)\b")


def cases_of_the_police(linker: Linker, view: View) -> None:
    """Cases that the police or a court has in hand are no claims."""
    for own in view.candidates:
        if own.measure == "claims" and own.kind == "count":
            found = _POLICE.search(linker.text, view.sentence.start, view.sentence.end)
            if found is not None:
                own.measure, own.indicator, own.cues["indicator"] = (
                    None,
                    "other",
                    (*found.span(), "cases of the police"),
                )


_SO_IT_IS_THERE = re.compile(
    r"\b(?:er|var|ble) (?:det|satsen|andelen|tallet)(?: (?:nå|bare|hele|om lag|rundt|nær|nesten|drøyt|knapt|over|under))? $"
)


def told_again_of_another(linker: Linker, view: View) -> None:
    """A rate told of another place with a mere pronoun is the one last told: "I Khanh Hoa er det 15 %"."""
    for at, own in enumerate(view.candidates):
        told = view.candidates[at - 1] if at else linker.told
        if (
            own.unit != "percent"
            or told is None
            or told.unit != "percent"
            or told.measure not in ("support", "contribution_rate")
        ):
            continue
        if told.sentence.paragraph != view.sentence.paragraph or own.indicator == told.indicator:
            continue
        if _SO_IT_IS_THERE.search(linker.text, view.sentence.start, own.numeral.start):
            own.scheme, own.measure, own.indicator, own.base = (
                told.scheme,
                told.measure,
                told.indicator,
                told.base,
            )
            own.scenario = told.scenario
            own.cues["measure"] = own.cues["scheme"] = own.cues["scenario"] = (
                *told.cues["value"][:2],
                "the rate last told",
            )
            own.cues.pop("base", None)


_SPENT = re.compile(r" av (?:\w+ ){0,2}\w*(?:budsjettet|kassen|midlene) (?:på|til)\b")


def shares_of_a_budget(linker: Linker, view: View) -> None:
    """What a budget is spent on is no share of a plan: "1,2 % av budsjettet på digital omstilling"."""
    for own in view.candidates:
        found = _SPENT.match(linker.text, own.numeral.end) if own.base == "plan" else None
        if found is not None:
            own.base, own.measure, own.indicator = None, None, "other"
            own.cues["indicator"] = (*found.span(), "what a budget is spent on")
            own.cues.pop("base", None)


_VISITS = re.compile(r"\w*(?:besøk|konsultasjon|innlegg|behandling|undersøk|legetime)\w*")


_TREATED = re.compile(r"\b(?P<what>behandlet|behandler|behandle|undersøkte|undersøkt) (?:[^\W\d]+ ){0,2}$")


def visits_are_of_health_insurance(linker: Linker, view: View) -> None:
    """Visits to a doctor that insurance settles are health insurance's, which of them is not said."""
    for own in view.candidates:
        if (
            own.unit == "person"
            and own.measure in (None, "participants")
            and linker.context.topic is not None
        ):
            found = _TREATED.search(linker.text, view.sentence.start, own.numeral.start)
            found = found or _WERE_TREATED.match(linker.text, own.numeral.end)
            if found is not None:
                own.scheme, own.measure = "health_insurance", "beneficiaries"
                own.indicator = "health_insurance.beneficiaries"
                own.cues["measure"] = own.cues["scheme"] = (*found.span("what"), "people who were treated")
        if own.indicator == "insurance.claims":
            start, end, _ = own.cues["unit"]
            if _VISITS.fullmatch(linker.text[start:end]):
                own.scheme, own.indicator = "health_insurance", "health_insurance.claims"
                own.cues["scheme"] = (start, end, "visits are of health insurance")


_WHO_PAID = re.compile(
    r"\b(?:betalte|har (?:nettopp |allerede )?betalt|la ut|hadde betalt)\b[^.;:,0-9]{0,20}$"
)
_HAS_PAID = re.compile(r"\b(?:betalt|betalte|betaler|betale|lagt ut|la ut|brukt|brukte)\b[^.;:,0-9]{0,30}$")
_PAID_FOR_IT = re.compile(
    r"[^.;:]{0,45}?\b(?:for|til|i)\b [^.;:,]{0,30}?(?P<what>(?:frivillig\w* )?\w*(?:trygd|forsikring|bhxh|bhyt|helsekort|premie)\w*)"
)


def dues_that_were_paid(linker: Linker, view: View) -> None:
    """What somebody paid for insurance is a contribution: "har betalt 1.584.000 dong for 6 måneder med frivillig trygd"."""
    for at, own in enumerate(view.candidates):
        if own.kind != "money" or own.numeral.value > 20_000_000:
            continue
        past = _WHO_PAID.search(linker.text, view.sentence.start, own.numeral.start)
        if past is not None and own.measure in ("contribution", None) and own.scenario == "rule":
            own.scenario, own.cues["scenario"] = "actual", (*past.span(), "what somebody paid")
        if own.measure is not None:
            continue
        stop = view.candidates[at + 1].numeral.start if at + 1 < len(view.candidates) else view.sentence.end
        paid = _HAS_PAID.search(linker.text, view.sentence.start, own.numeral.start)
        what = _PAID_FOR_IT.match(linker.text, own.numeral.end, stop)
        scheme = own.scheme or linker.context.topic
        if paid is None or what is None or scheme is None:
            continue
        own.scheme, own.measure, own.indicator = scheme, "contribution", f"{scheme}.contribution"
        own.cues["measure"] = (*paid.span(), "what was paid for insurance")
        own.scope, own.cues["scope"] = "each", own.cues["measure"]


_ONE_PAYS = 2_000_000


def small_sums_paid_in(linker: Linker, view: View) -> None:
    """What is paid in by the month and so little is what one member pays: "dagens laveste innbetaling er 330.000 dong i måneden"."""
    for own in view.candidates:
        if (
            own.measure != "collection"
            or own.unit != "VND"
            or own.per is None
            or own.numeral.value >= _ONE_PAYS
        ):
            continue
        own.measure, own.indicator = "contribution", f"{own.scheme}.contribution"
        own.scope, own.cues["scope"] = "each", own.cues["per"]
        if own.scenario == "actual":
            own.scenario, own.cues["scenario"] = "rule", own.cues["per"]
            own.date_role = own.date_start = own.date_end = None
            own.cues.pop("date", None)


_MANY_PAY = 500_000_000
"""From so many dong on a sum that firms or workers paid is what was collected of them."""


def sums_of_many_payers(linker: Linker, view: View) -> None:
    """What no single member pays is collected: "etter kontrollene betalte firmaene 187,3 milliarder"."""
    for own in view.candidates:
        if own.measure != "contribution" or own.unit != "VND" or own.numeral.value < _MANY_PAY:
            continue
        own.measure, own.indicator = "collection", f"{own.scheme}.collection"
        own.scope = "part" if own.scope == "part" else "whole"
        own.cues.pop("scope", None)
        if "set by law" in own.cues.get("scenario", ("", "", ""))[2]:
            own.scenario = "actual"
            del own.cues["scenario"]
            linker.set_date(view, view.candidates.index(own))


_APIECE = re.compile(r" [^.;:,0-9]{2,40}\bhver(?=[.,;\n]|$| (?:i|på|innen|før|fra|av|til)\b)")


def apiece(linker: Linker, view: View) -> None:
    """What "500 innbyggere hver" counts is said of each."""
    for own in view.candidates:
        found = _APIECE.match(linker.text, own.numeral.end) if own.scope in ("whole", "part") else None
        if found is not None and own.kind != "percentage":
            own.scope, own.cues["scope"] = "each", (found.end() - 4, found.end(), "so much apiece")


_THAT = re.compile(
    r"\b(?:(?:\w*mål\w*|\w*målsetting\w*|ambisjon\w*|krav\w*|oppgave\w*|forutsetning\w*|planen|ønsket|håpet) (?:er|var|blir|sier|om|på)(?: \w+){0,2}"
    r"|(?:sikte\w*|satser|tar sikte) (?:mot|på)|sikre|sørge for|ønsker|håper|krever|venter|forventer|sikrer|sørger for|lover):? at\b[^.;:0-9]*$"
)
_SO_IT_IS = frozenset({"har", "er nå", "ligger på", "teller", "delte", "er oppfylt", "fylt", "er fylt"})


def goals_in_that_clauses(linker: Linker, view: View) -> None:
    """The present tense tells no fact in what is hoped for: "målet er at ingen kommune har en dekning på under 90 %"."""
    for own in view.candidates:
        start, end, _ = own.cues.get("scenario", (0, 0, ""))
        if own.scenario != "actual" or linker.text[start:end] not in _SO_IT_IS:
            continue
        found = _THAT.search(linker.text, view.sentence.start, own.numeral.start)
        if found is None or found.start() > start:
            continue
        own.scenario, own.cues["scenario"] = "target", (*found.span(), "what is hoped for")
        if own.date_end is not None and linker.published is not None and own.date_end >= linker.published:
            own.date_role, own.date_start = "deadline", None


_AIMED_THAT = re.compile(
    r"\b(?:sikter (?:\w+ )?(?:mot|på)|satser (?:\w+ )?på|(?:tar|tok) (?:\w+ )?sikte på|regner (?:\w+ )?med|(?:mål\w*|planen|ambisjonen) (?:er|om|for \d{4} er)|ønsker|håper|krever|legger (?:\w+ )?opp til|sørge for|sikre) at\b"
)
_NEXT_THAT = re.compile(r"\bat\b[^.;:]*$")


def goals_in_lists_of_clauses(linker: Linker, view: View) -> None:
    """Each of the clauses that a verb of aiming governs tells a goal: "sikter mot at 96 % har kort, at 24 % er med, og at minst 17 % …"."""
    found = _AIMED_THAT.search(linker.text, view.sentence.start, view.sentence.end)
    if found is None:
        return
    for at, own in enumerate(view.candidates):
        if own.scenario != "actual" or own.numeral.start < found.end() or own.kind == "measure":
            continue
        left = view.candidates[at - 1].numeral.end if at else view.sentence.start
        between = linker.text[max(left, found.start()) : own.numeral.start]
        if ";" in between or " men " in between or _NEXT_THAT.search(between) is None:
            continue
        if "som" in between.split() or "fra" in between.split()[-1:]:
            continue
        own.scenario, own.cues["scenario"] = "target", (*found.span(), "one of the clauses of a goal")
        own.date_role = own.date_start = own.date_end = None
        own.cues.pop("date", None)
        linker.set_date(view, at)


_FOR_EVERY = re.compile(r"\b(?:for|av|blant) hver(?:t|e)? $|\bper $|\bpr\.? $")


def so_many_of_every(linker: Linker, view: View) -> None:
    """In "for hver 10 innbyggere har 9 kort" nine of ten are counted: the ten is no figure of its own."""
    for total, own in zip(view.candidates, view.candidates[1:], strict=False):
        if (
            total.kind != "count"
            or own.kind != "count"
            or not own.numeral.value < total.numeral.value <= 1000
        ):
            continue
        between = linker.text[total.numeral.end : own.numeral.start]
        if _FOR_EVERY.search(linker.text, 0, total.numeral.start) is None or re.search(r"[.,;:]", between):
            continue
        own.numeral.out_of, own.cues["out_of"] = (
            total.numeral.value,
            (total.numeral.start, total.numeral.end, "of every so many"),
        )
        if own.scope == "each":
            own.scope = "whole"
            own.cues.pop("scope", None)
        if not own.own_unit:
            own.unit, own.cues["unit"] = total.unit, total.cues["unit"]
        view.candidates.remove(total)
        return


_DECIDED_ON = re.compile(
    r"(?: \w*(?:vedtak\w*|beslutning\w*|avgjørelse\w*))? om (?:[^\W\d]+ ){0,2}?(?P<what>(?:engangs|pensjon|alderspensjon|uføre|syke|barsel|foreldre|etterlatte|dagpenge|arbeidsledighet|arbeidsløshet|ledighet)\w*)"
)


def decisions_on_benefits(linker: Linker, view: View) -> None:
    """Decisions on a benefit are its claims settled: "61.930 vedtak om engangsutbetaling og 22.417 om dagpenger"."""
    last: Candidate | None = None
    for own in view.candidates:
        found = _DECIDED_ON.match(linker.text, own.numeral.end) if own.kind == "count" else None
        listed = last is not None and own.unit in ("item", "document") and not own.own_unit
        if found is None or linker.context.topic is None or not (own.unit == "document" or listed):
            last = None
            continue
        without_work = found["what"].startswith(("dagpenge", "arbeids", "ledighet"))
        own.scheme = "unemployment_insurance" if without_work else "social_insurance"
        own.measure, own.indicator = "claims", f"{own.scheme}.claims"
        own.cues["measure"] = own.cues["scheme"] = (*found.span("what"), "decisions on a benefit")
        if last is not None:
            own.unit, own.cues["unit"] = last.unit, last.cues["unit"]
        last = own


_NOW_BEHIND = re.compile(
    r"(?: ?%| prosent| (?:personer|mennesker|deltakere|medlemmer|husholdninger|husstander|familier|dong|vnd|bedrifter|elever|ansatte|arbeidere|innbyggere|bøker|kort))? (?P<now>nå)(?=[.,;)\n]|$| (?:i|med|av|på|for|og|til|som) )"
)


def now_behind(linker: Linker, view: View) -> None:
    """The word "nå" right behind a figure is "now", wherever it stands: "skal ha helsejournal, mot 76,3 % nå"."""
    said: re.Match[str] | None = None
    for own in view.candidates:
        if said is not None and ";" in linker.text[said.end() : own.numeral.start]:
            said = None
        found = _NOW_BEHIND.match(linker.text, own.numeral.end, view.sentence.end)
        said = found or said
        if said is None or (found is None and own.date_role is not None) or own.scenario == "rule":
            continue
        if found is not None or own.scenario == "actual":
            own.date_role, own.date_start, own.date_end = "as_of", None, None
            own.cues["date"] = (*said.span("now"), "now, behind the figure")
        if found is not None and own.scenario == "target":
            own.scenario, own.cues["scenario"] = "actual", own.cues["date"]


_TOTAL = re.compile(
    r"\b(?:tallet|antallet|totalen|totaltallet|summen|totalantallet|samlet antall|totalt antall|samlede antallet|totale antallet|medlemstallet|deltakertallet|deltakerantallet)"
    r"(?: [^\W\d]+){0,6}? (?:er|ble|var|blir|utgjør|utgjorde|kom|kommer|steg|stiger|øker|økte|vokste|til|på|opp i|teller)\b[^.;:0-9]{0,30}$"
    r"|\b(?:til|opp i|på|og utgjør|som utgjør|slik at) (?:nå )?(?:totalt|i alt|til sammen|en total på|et samlet antall på) $"
)


def totals_behind_new_ones(linker: Linker, view: View) -> None:
    """The number that the new members bring the scheme up to is that of its members: "12 764 nye, så tallet er nå 239 880"."""
    for left, own, share in zip(
        view.candidates, view.candidates[1:], (*view.candidates[2:], None), strict=False
    ):
        if (
            left.measure != "new_participants"
            or own.kind != "count"
            or own.numeral.value <= left.numeral.value
        ):
            continue
        found = _TOTAL.search(linker.text, left.numeral.end, own.numeral.start)
        if (
            found is None
            or own.measure not in (None, "new_participants", "participants")
            or left.scheme is None
        ):
            continue
        own.unit, own.cues["unit"] = left.unit, (*found.span(), "the number that new ones bring it to")
        own.scheme, own.measure, own.indicator = left.scheme, "participants", f"{left.scheme}.participants"
        own.cues["measure"] = own.cues["unit"]
        if share is not None and share.indicator == "other" and share.base in COVERED:
            share.scheme, share.measure = left.scheme, "coverage_rate"
            share.indicator, share.cues["measure"] = f"{left.scheme}.coverage_rate", own.cues["unit"]


def plans_of_the_country(linker: Linker, view: View) -> None:
    """The country's mean behind a share of a plan is a share of its plan: "78,3 % av planen, mens landsgjennomsnittet er 81,6 %"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        if left.base != "plan" or own.unit != "percent" or own.base is not None or left.scheme is None:
            continue
        cell = linker.atoms[own.pre : own.index]
        mean = next((a for a in cell if "nationwide" in a.tags), None)
        if mean is not None and not any("measure" in a.tags for a in cell) and "change" not in own.cues:
            shares = (c for c in view.candidates if c.index < own.index and c.measure == "coverage_rate")
            like = next(shares, left)  # "36 % of the workforce and 101 % of the plan; the country has 32 %"
            own.scheme, own.measure, own.base = like.scheme, like.measure, like.base
            own.indicator = like.indicator
            own.cues["measure"] = own.cues["scheme"] = own.cues["base"] = (
                mean.start,
                mean.end,
                "mean of the same",
            )


_PRICE = re.compile(
    r"\b(?:satsen|premien|prisen|beløpet|bidraget|regningen|støtten|avgiften|taksten|grunnlønnen|grunnlønna|minstelønnen|lønnen|inntekten)\b(?: \w+){0,3} $|\b(?:er|var|ble) (?:satsen|premien|prisen|beløpet|bidraget|avgiften|taksten) $"
)


_GIVES_MONEY = re.compile(
    r"\b(?:gir|ga|betaler|betalte|koster|kostet|legger til|la til|bidrar med|bidro med|velger|tjener|sparer|tjente|sparte)(?: (?!av)[^\W\d]+){0,3} $"
)
_ENDS = re.compile(r"(?=[.,;)?\n]|$)| (?:på|for) (?:meg|oss|hver)\b| (?:i måneden|per måned|i året|hver)\b")
_BY_MONTH = re.compile(r" (?:i måneden|per måned|pr\.? måned|hver måned|om måneden)\b")
_HELPED_WITH = re.compile(r"\b(?:støtte|støtten|tilskudd|tilskuddet|hjelp|støttes med)\b[^.;:,0-9]{0,16}$")
_LEFT_TO_PAY = re.compile(r"\b(?:blir det|blir|er det|gjenstår|står igjen)\b[^.;:,0-9]{0,16}$")
_ON_ME = re.compile(r" (?:på|for) (?:meg|oss|henne|ham)\b| selv\b")
_BY_US = re.compile(
    r"\b(?:må|skal|måtte) [^.;:,0-9]{0,20}\b(?:ut med|betale|punge ut|legge)\b[^.;:,0-9]{0,16}$|\bselv [^.;:,0-9]{0,10}(?:betaler|ut med)\b[^.;:,0-9]{0,12}$"
)
_I_PAY = re.compile(r"\b(?:betaler|betalte|koster|kostet)\b")


def bare_amounts(linker: Linker, view: View) -> None:
    """A number that nothing follows, said of a rate or price, is money, where amounts were spoken of: "satsen er 330.000"."""
    context = linker.context
    for own in view.candidates:
        bare = own.kind == "count" and not own.own_unit and own.numeral.value >= 10_000
        by_month = _BY_MONTH.match(linker.text, own.numeral.end) if context.topic is not None else None
        at = view.candidates.index(own)
        again = at > 0 and view.candidates[at - 1].cues["kind"][2] == "a sum by the month"
        again = again and _ENDS.match(linker.text, own.numeral.end) is not None
        if bare and own.numeral.value < _ON_EACH and (by_month is not None or again):
            own.kind, own.unit, own.own_unit = "money", "VND", True
            where = (own.numeral.start, own.numeral.end) if by_month is None else by_month.span()
            own.cues["kind"] = own.cues["unit"] = (*where, "a sum by the month")
            self_paid = _BY_US.search(linker.text, view.sentence.start, own.numeral.start)
            scheme = own.scheme or context.scheme or context.topic
            helped = _HELPED_WITH.search(linker.text, view.sentence.start, own.numeral.start)
            if self_paid is None and _LEFT_TO_PAY.search(linker.text, view.sentence.start, own.numeral.start):
                self_paid = _ON_ME.match(linker.text, own.numeral.end)
            if helped is not None and scheme is not None:
                own.scheme, own.measure, own.indicator = scheme, "support", f"{scheme}.support"
                own.scope, own.scenario = "each", "rule"
                own.cues["measure"] = own.cues["scope"] = own.cues["scenario"] = (
                    *helped.span(),
                    "help by the month",
                )
                own.date_role = own.date_start = own.date_end = None
                own.cues.pop("date", None)
            elif self_paid is not None and scheme is not None:
                own.scheme, own.measure, own.indicator = scheme, "contribution", f"{scheme}.contribution"
                own.scope, own.scenario = "each", "rule"
                own.cues["measure"] = own.cues["scope"] = own.cues["scenario"] = (
                    *self_paid.span(),
                    "paid by oneself",
                )
                own.date_role = own.date_start = own.date_end = None
                own.cues.pop("date", None)
            continue
        if not bare or context.currency is None or view.sentence.paragraph - context.currency_paragraph > 2:
            continue
        found = _PRICE.search(linker.text, view.sentence.start, own.numeral.start)
        if found is None and (
            _GOES_ON.match(linker.text, own.numeral.end) or _ENDS.match(linker.text, own.numeral.end)
        ):
            found = _GIVES_MONEY.search(linker.text, view.sentence.start, own.numeral.start)
        if found is None:
            continue
        own.kind, own.unit = "money", context.currency_unit
        own.cues["kind"] = own.cues["unit"] = (*found.span(), "a rate or price is money")
        scheme = own.scheme or (context.scheme if context.topic is not None else None)
        if (
            own.measure is None
            and scheme is not None
            and (re.search("sats|premie|bidrag|avgift", found.group()) or _I_PAY.search(found.group()))
        ):
            own.scheme, own.measure, own.indicator = scheme, "contribution", f"{scheme}.contribution"
            own.cues["measure"] = own.cues["kind"]
            own.scope, own.scenario = "each", "rule"
            own.cues["scope"] = own.cues["scenario"] = own.cues["kind"]


CONSTRUCTIONS = (
    so_many_of_every,
    bare_amounts,
    people_without,
    new_ones,
    people_by_what_they_do,
    counted_again,
    agents_are_no_members,
    rates_to_be_reached,
    fines_that_were_given,
    wishes_of_those_who,
    goals_without_a_noun,
    ways_that_people_go,
    size_of_a_plan,
    share_spoken_of,
    money_that_people_get,
    pensions,
    adjectives_of_rates,
    what_each_does,
    people_who_get_or_join,
    money_brought_in,
    ranked_amounts,
    shares_of_pay,
    places_that_fell,
    each_and_limits,
    incomes_are_no_dues,
    share_that_a_budget_pays,
    sums_that_the_state_adds,
    subsidies,
    prices_of_the_place,
    people_at_a_meeting,
    known_number_of_places,
    change_by,
    compared_behind,
    from_one_to_another,
    dues_by_the_month,
    money_that_a_scheme_covers,
    shares_of_the_bill,
    people_who_are_in,
    share_with_cards,
    members_by_their_cards,
    each_in_a_list,
    cards_and_books,
    bills_of_the_uninsured,
    paid_by_the_patient,
    behind_of_which,
    money_from_givers,
    what_people_are,
    help_told_on,
    clubs_and_cards,
    arrears_told_on,
    goals_told_behind,
    shares_of_firms,
    shares_of_things,
    shares_of_those_counted,
    shares_of_members,
    shares_of_what_was_asked,
    shares_set_against,
    bases_of_the_list,
    rate_of_part_and_total,
    parts_of_a_sum,
    benefits_laid_down,
    help_by_the_month,
    still_to_be_won,
    cases_of_the_police,
    told_again_of_another,
    pension_rates_told_on,
    shares_of_help_told_on,
    costs_of_the_help,
    what_a_card_costs,
    so_many_by_the_day,
    limits_in_conditions,
    outside_of_what_was_said,
    shares_of_a_budget,
    visits_are_of_health_insurance,
    dues_that_were_paid,
    small_sums_paid_in,
    sums_of_many_payers,
    goals_in_that_clauses,
    goals_in_lists_of_clauses,
    plans_of_the_country,
    changes_of_what_was_told,
    told_of_the_sum,
    shares_in_turn,
    dates_of_other_clauses,
    decisions_on_benefits,
    totals_behind_new_ones,
    now_behind,
    apiece,
    answers_lay_down,
    parts_of_the_province,
)


def name_start(text: str, start: int) -> int:
    """Where the name of a body begins whose noun stands at `start`: before its adjectives, "det lokale trygdekontoret"."""
    described = _DESCRIBED.search(text, max(0, start - 40), start) or _OWNED.search(
        text, max(0, start - 40), start
    )
    return start if described is None else described.start()
