"""Grammar of English that is not words: forms built by rule, and constructions of its sentences.

Agencies named with their province, schemes that share one head, what "each" and "per" govern, shares told as "one
in four", limits told by a denial, requests in the passive, ordinals in digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from typing import Any

from extractors.link_base import View
from extractors.linking import Linker
from schemas.reference import latin_province_names

Form = tuple[str, str, Any]

_SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "twenty": 20, "hundred": 100,
}  # fmt: skip
_EACH = (
    "commune", "ward", "commune and ward", "ward and commune", "village", "hamlet", "household", "family", "person", "pupil", "student",
    "participant", "member", "resident", "unit", "school", "worker", "employee", "district", "locality", "province", "enterprise",
    "company", "firm", "head", "patient", "recipient", "case", "collector", "official", "collection point", "family member", "adult", "child",
    "class", "visit", "farmer", "woman", "team", "office", "agency", "hospital", "project", "inhabitant", "capita", "staff member",
    "poor household", "near-poor household", "beneficiary", "house", "hectare", "organisation", "cadre", "insured person",
)  # fmt: skip
_GROUPS = (
    "enterprises", "firms", "businesses", "communes", "wards", "villages", "schools", "organisations", "organizations", "units", "dossiers",
    "applications", "cases", "pensioners", "patients", "recipients", "beneficiaries", "children", "women", "farmers", "officials", "cadres",
    "civil servants", "party members", "elderly people", "old people", "poor people", "near-poor people", "ethnic minority people", "ethnic people",
    "disabled people", "members", "participants", "users", "customers", "respondents", "hospitals", "clinics", "health facilities", "projects",
    "administrative procedures", "teachers", "localities", "the poor", "the near-poor", "the elderly", "the insured", "war invalids",
    "hamlets", "small firms", "small traders", "applicants", "claims", "visitors", "records", "transactions", "freelancers", "houses", "petitions", "complaints",
)  # fmt: skip
_LINKS = ("of", "of all", "of the", "of its", "of their", "of all the", "of our")
_BRANCHES = (
    "social",
    "health",
    "unemployment",
    "medical",
    "voluntary social",
    "compulsory social",
    "jobless",
)
_BODIES = (
    "schools", "communes", "wards", "communes and wards", "localities", "units", "agencies", "departments", "sectors", "employers", "enterprises",
    "investors", "project owners", "hospitals", "offices", "committees", "authorities", "districts", "provinces", "organisations", "levels",
    "levels and sectors", "departments and agencies", "contractors", "branches",
)  # fmt: skip
_NO_MORE = (
    "exceed",
    "surpass",
    "be over",
    "be above",
    "be more than",
    "be higher than",
    "go over",
    "rise above",
    "go beyond",
)
_NO_LESS = (
    "be less than",
    "be below",
    "be under",
    "be lower than",
    "fall below",
    "drop below",
    "go below",
    "be fewer than",
)
_PLANS = ("plan", "target", "annual plan", "annual target", "yearly plan", "yearly target", "quota", "estimate", "goal", "year's plan", "year's target", "assigned plan", "assigned target")  # fmt: skip


def _ordinals() -> Iterator[Form]:
    """1st to 31st, of days and quarters; behind other words they count nothing."""
    for number in range(1, 32):
        end = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number not in (11, 12, 13) else 0, "th")
        yield f"{number}{end}", "ordinal", number


def _agencies() -> Iterator[Form]:
    """The agency of a province, which its name tells too: "Dong Nai Social Insurance", "the Social Insurance of Hue City"."""
    for printed, name in latin_province_names().items():
        for kind in ("Insurance", "Security"):
            for form in (
                f"^{printed} Social {kind}", f"^{printed} Provincial Social {kind}", f"^{printed} provincial Social {kind}",
                f"^{printed} Province Social {kind}", f"^{printed} Province's Social {kind}", f"^{printed} City Social {kind}",
                f"^Social {kind} of {printed}", f"^Social {kind} in {printed}", f"^{printed}'s Social {kind}",
            ):  # fmt: skip
                for tag, value in (("agency", True), ("province", name), ("body", True)):
                    yield form, tag, value


def _schemes_in_one() -> Iterator[Form]:
    """Several schemes with one head: "social and health insurance", "social, health and unemployment insurance"."""
    for first, second in permutations(_BRANCHES, 2):
        for link in (" and ", " or ", "/", " & "):
            yield f"{first}{link}{second} insurance", "scheme", "insurance"
        yield f"{first} insurance and {second} insurance", "scheme", "insurance"
        for third in _BRANCHES:
            if third not in (first, second):
                for comma in ("", ","):
                    yield f"{first}, {second}{comma} and {third} insurance", "scheme", "insurance"
                    yield (
                        f"{first} insurance, {second} insurance{comma} and {third} insurance",
                        "scheme",
                        "insurance",
                    )


def _each() -> Iterator[Form]:
    for noun in _EACH:
        for word in ("each", "every", "per"):
            yield f"{word} {noun}", "scope", "each"


def _groups() -> Iterator[Form]:
    for noun in _GROUPS:
        for link in _LINKS:
            if not (noun.startswith("the ") and link.endswith(("the", "its", "their", "our"))):
                yield f"{link} {noun}", "base", "group"


def _shares() -> Iterator[Form]:
    """One in four, three in five: a share, not a count of a total."""
    for part, low in _SMALL.items():
        for whole, high in _SMALL.items():
            if low < high <= 20 or (low < high and low == 1):
                value = (Decimal(100) * low / high).quantize(Decimal("0.01")).normalize()
                for link in ("in", "in every"):
                    yield f"{part} {link} {whole}", "fraction", Decimal(format(value, "f"))


def _limits() -> Iterator[Form]:
    """Limits told by a denial: "must not exceed", "will not fall below"."""
    for verbs, comparator in ((_NO_MORE, "<="), (_NO_LESS, ">=")):
        for verb in verbs:
            for modal in ("must", "should", "shall", "will", "may", "can", "does", "do", "to"):
                for form in (f"{modal} not {verb}", f"{modal} never {verb}", f"not {modal} {verb}"):
                    yield form, "cmp_before", comparator
                    if modal in ("must", "should", "shall", "will"):
                        yield form, "scenario", "target"


def _members() -> Iterator[Form]:
    """Members of a household, whose dues fall from the first to the fifth: "the second member pays 70%"."""
    ranks = (
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "second, third and fourth",
        "second, third, fourth",
        "third and fourth",
    )
    for rank in ranks:
        for noun in (
            "member",
            "members",
            "person",
            "member's",
            "member's contribution",
            "person's contribution",
        ):
            yield f"the {rank} {noun}", "measure", "contribution"
            yield f"the {rank} {noun}", "scenario", "rule"
    for link in ("from the fifth", "the fifth", "from the fifth member", "from the fifth person"):
        for onwards in (
            "onwards",
            "onward",
            "on",
            "upwards",
            "member onwards",
            "person onwards",
            "and beyond",
        ):
            yield f"{link} {onwards}", "measure", "contribution"


def _plans() -> Iterator[Form]:
    """Shares and overshoots of what was planned: base and change, not goals told here."""
    for noun in _PLANS:
        for verb in (
            "exceeded",
            "exceeding",
            "exceeds",
            "surpassed",
            "surpassing",
            "beat",
            "beating",
            "has exceeded",
            "overfulfilled",
        ):
            for word in ("the", "its", "their"):
                yield f"{verb} {word} {noun} by", "change", "up"
                yield f"{verb} {word} {noun} by", "scenario", "actual"
                yield f"{verb} {word} {noun}", "scenario", "actual"
        for word in ("the", "its", "their", "this year's", "that"):
            yield f"of {word} {noun}", "base", "plan"
            yield f"of {word} {noun}", "scenario", "actual"
            yield f"{word} {noun}", "base", "plan"
            for up, way in (("higher than", "up"), ("above", "up"), ("over", "up"), ("lower than", "down"), ("below", "down"), ("short of", "down")):  # fmt: skip
                yield f"{up} {word} {noun}", "change", way
                yield f"{up} {word} {noun}", "scenario", "actual"
        for year in range(2020, 2036):
            for word in ("the", "its", "their"):
                yield f"of {word} {year} {noun}", "base", "plan"
                yield f"of {word} {year} {noun}", "scenario", "actual"
        for how in ("assigned", "set", "given", "approved", "fixed", "handed down", "allocated"):
            yield f"of the {noun} {how}", "base", "plan"
            yield f"of the {noun} {how}", "scenario", "actual"


def _bodies() -> Iterator[Form]:
    for noun in _BODIES:
        for word in (
            "all",
            "relevant",
            "the relevant",
            "local",
            "concerned",
            "competent",
            "functional",
            "all relevant",
            "specialised",
        ):
            yield f"{word} {noun}", "body", True
    for word in ("each", "every"):
        for noun in ("commune", "ward", "unit", "school", "agency", "department", "locality", "office", "employer", "enterprise", "hospital", "investor", "sector", "district"):  # fmt: skip
            yield f"{word} {noun}", "body", True


def _same_periods() -> Iterator[Form]:
    heads = ("the same period", "same period", "the corresponding period", "the same time", "the same quarter", "the same month", "this time", "the same day")  # fmt: skip
    tails = ("last year", "of last year", "a year earlier", "the previous year", "of the previous year", "in the previous year", "in last year", "the year before", "of the year before")  # fmt: skip
    for head in heads:
        for tail in tails:
            yield f"{head} {tail}", "date", "same_period"


def _against_the_country() -> Iterator[Form]:
    """Means of the country, named only to compare with it: "higher than the national average"."""
    means = ("the national average", "the country's average", "the average of the country", "the nationwide average", "the national mean", "the average nationwide")  # fmt: skip
    for word in ("over", "above", "below", "under", "than", "higher than", "lower than", "more than", "less than", "better than", "against", "compared with", "compared to"):  # fmt: skip
        for mean in means:
            yield f"{word} {mean}", "nationwide", True
            yield f"{word} {mean}", "prep", "compared"
            if word in ("lower than", "below", "less than", "under"):
                yield f"{word} {mean}", "change", "down"


def _late_payments() -> Iterator[Form]:
    """What is paid late is arrears, not collection or contribution: "overdue insurance contributions"."""
    for how in ("late", "overdue", "unpaid", "delayed", "outstanding", "missing", "belated"):
        for stem in ("", "insurance ", "social insurance ", "health insurance "):
            for noun in (
                "payment",
                "payments",
                "contribution",
                "contributions",
                "premium",
                "premiums",
                "amount",
                "amounts",
                "dues",
            ):
                yield f"{how} {stem}{noun}", "measure", "arrears"


def _state_pays() -> Iterator[Form]:
    """What a budget pays of members' dues is support, and set by policy."""
    payers = ("the state", "the state budget", "the budget", "the provincial budget", "the local budget", "the city budget", "the central budget", "the province", "the city")  # fmt: skip
    for payer in payers:
        for verb in (
            "pays",
            "covers",
            "supports",
            "subsidises",
            "subsidizes",
            "bears",
            "contributes",
            "adds",
            "provides",
            "gives",
            "finances",
        ):
            yield f"{payer} {verb}", "scenario", "rule"
            yield f"{payer} {verb}", "measure", "support"
            yield f"{payer} {verb} another", "scenario", "rule"
            yield f"{payer} {verb} another", "measure", "support"
        for verb in (
            "paid",
            "covered",
            "supported",
            "subsidised",
            "subsidized",
            "borne",
            "financed",
            "funded",
        ):
            yield f"{verb} by {payer}", "scenario", "rule"
            yield f"{verb} by {payer}", "measure", "support"


def _coverages() -> Iterator[Form]:
    """What leads on to a share and names it: "…, a coverage rate of 95%"."""
    for noun in ("coverage rate", "coverage", "participation rate", "participation", "insured rate"):
        for lead in ("a", "with a", "for a", "giving a", "achieving a", "reaching a", "to a"):
            yield f"{lead} {noun} of", "break", "continuation"
            yield f"{lead} {noun} of", "measure", "coverage_rate"


def _benefits() -> Iterator[Form]:
    """What benefits are worth is no gift: "allowances worth VND4.5 trillion"."""
    for noun in ("benefits", "allowances", "pensions", "payments", "payouts"):
        for word in ("worth", "totalling", "totaling", "of a total", "amounting to"):
            yield f"{noun} {word}", "measure", "benefits"


def _supports() -> Iterator[Form]:
    """Support named with what it is for: "support for health insurance premiums"."""
    for word in ("support", "subsidy", "subsidies", "assistance", "aid", "funding"):
        for link in ("for", "with", "of", "to pay", "in paying"):
            for stem in (
                "",
                "insurance ",
                "health insurance ",
                "social insurance ",
                "voluntary social insurance ",
            ):
                for noun in ("premiums", "contributions", "premium", "contribution"):
                    yield f"{word} {link} {stem}{noun}", "measure", "support"


def extra_forms() -> Iterator[Form]:
    """Forms that English builds by rule, as `(form, tag, value)`."""
    yield from _ordinals()
    yield from _agencies()
    yield from _schemes_in_one()
    yield from _each()
    yield from _groups()
    yield from _shares()
    yield from _limits()
    yield from _members()
    yield from _plans()
    yield from _bodies()
    yield from _same_periods()
    yield from _against_the_country()
    yield from _late_payments()
    yield from _state_pays()
    yield from _coverages()
    yield from _benefits()
    yield from _supports()


_TOLD_AGAIN = re.compile(r"(?: [a-z-]+){0,3},? or (?:about |nearly |almost |some )?")


def change_told_again(linker: Linker, view: View) -> None:
    """A change told once more as a share: "down VND18.9 billion, or 8.1%"."""
    for left, own in zip(view.candidates, view.candidates[1:], strict=False):
        if "change" not in left.cues or "change" in own.cues or own.unit != "percent" or own.base is not None:
            continue
        if left.unit == "percent" or not _TOLD_AGAIN.fullmatch(
            linker.text, left.numeral.end, own.numeral.start
        ):
            continue
        own.negative = left.negative
        own.scheme, own.measure, own.indicator = left.scheme, left.measure, left.indicator
        own.cues["change"] = (*left.cues["change"][:2], "change told before as a number")


_PAID_TO = re.compile(
    r"\b(?:paid|pay|pays|payments?|disbursed|reimbursed|granted)\b(?:[^.;()]|\.(?=\d)){0,90}\b(?:to|for)(?: \w+){0,2} $"
)


def people_who_are_paid(linker: Linker, view: View) -> None:
    """People to whom benefits are paid receive them: "VND98 billion was paid to 4,567 workers"."""
    for at, own in enumerate(view.candidates):
        if own.unit != "person" or own.measure is not None or own.cut in ("clause", "strong"):
            continue
        left = view.candidates[at - 1] if at else None
        if left is None or left.measure != "benefits" or left.scheme is None:
            continue
        found = _PAID_TO.search(linker.text, view.sentence.start, own.numeral.start)
        if found is None:
            continue
        own.scheme, own.measure, own.indicator = left.scheme, "beneficiaries", f"{left.scheme}.beneficiaries"
        own.cues["measure"] = (*found.span(), "people to whom benefits are paid")
        own.cues.setdefault("scheme", left.cues["scheme"])


_FINED = re.compile(r"\bfine[sd]?\b[^.;\d]{0,40}$")


def fines_are_no_dues(linker: Linker, view: View) -> None:
    """Money right behind "fined" or "fines of" is a penalty, whatever it was for."""
    for at, own in enumerate(view.candidates):
        start = view.candidates[at - 1].numeral.end if at else view.sentence.start
        found = _FINED.search(linker.text, start, own.numeral.start) if own.kind == "money" else None
        if found is not None:
            own.measure, own.indicator, own.scheme = None, "other", None
            own.cues["measure"] = (*found.span(), "a fine")


_BORNE_BY = re.compile(
    r" of (?:the |their |its |his |her )?(?:\w+ ){0,3}(?:premiums?|contributions?)\b[^.;,\d]{0,40}"
    r"\b(?:by|from) (?:the )?(?:state|budget|province|city|(?:state|local|provincial|central|city) budget)\b"
)


def share_borne_by_a_budget(linker: Linker, view: View) -> None:
    """A share of the premium that a budget gives is support: "given 70 percent of the premium by the State"."""
    for own in view.candidates:
        found = _BORNE_BY.match(linker.text, own.numeral.end) if own.unit == "percent" else None
        if found is not None and own.scheme is not None:
            own.measure, own.indicator, own.scenario = "support", f"{own.scheme}.support", "rule"
            own.cues["measure"] = own.cues["scenario"] = (*found.span(), "share that a budget bears")


_BY_THE_DAY = re.compile(r" ?(?:per|a|each|every) day\b")


def interest_by_the_day(linker: Linker, view: View) -> None:
    """A share by the day is interest on what is paid late, and no rate of contribution."""
    for own in view.candidates:
        if own.unit == "percent" and (found := _BY_THE_DAY.match(linker.text, own.numeral.end)) is not None:
            own.measure, own.indicator, own.base = None, "other", None
            own.cues["measure"] = (*found.span(), "interest by the day")
            own.cues.pop("base", None)


CONSTRUCTIONS = (
    change_told_again,
    people_who_are_paid,
    fines_are_no_dues,
    interest_by_the_day,
    share_borne_by_a_budget,
)
