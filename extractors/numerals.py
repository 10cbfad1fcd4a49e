"""Numerals: digits, number words and scales composed into one value, with percent signs, ranges and totals.

The grammar is language-neutral; the words, and where percent words stand, come from the lexicon.
Whether a numeral is a figure is not decided here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from extractors.atoms import Atom
from schemas.codes import Comparator

MAX_PARTS = 24
"""A numeral composed of more words and scales than this is no numeral; bounds the work on hostile text."""
LARGEST = Decimal(10) ** 24
"""No figure of a newspaper is as large; what is composed to more is refused."""
_ONES_BEFORE = frozenset({Decimal(10_000), Decimal(100_000), Decimal(10**12)})
_OPENING = frozenset({"digits", "numword", "scale", "fraction", "approximate"})
"""The tags of what a numeral can begin with."""
PLAIN_GAPS = frozenset({"", " ", "-", " - "})


@dataclass(slots=True)
class Numeral:
    """A composed numeral. Span on the folded text; `first`/`last` are the indices of its outer atoms."""

    start: int
    end: int
    first: int
    last: int
    value: Decimal
    digits: bool
    """Whether it is printed in digits (scales may follow)."""
    plain: bool
    """Whether it is one run of digits without separators and scale: may be a day, a year, a list number."""
    doubt: bool = False
    value_max: Decimal | None = None
    out_of: Decimal | None = None
    percent: str | None = None
    """`percent`, `percentage_point`, or None."""
    scaled: bool = False
    comparator: tuple[Comparator, int, int, str] | None = None
    rules: list[str] = field(default_factory=list)
    inner_unit: tuple[str, int, int] | None = None
    """The unit between a part and its total ("1.024 schools of 1.071"): code and span."""


def _term_value(items: list[tuple[str, Decimal]]) -> Decimal | None:
    """The value of a sequence of numbers ('n') and scales ('s'); None where they do not compose.

    Terms of falling size add ("2 พัน 5 ร้อย"); a scale multiplies its own term, or, where that would make the
    term outgrow the one before, everything so far ("5 ພັນ 4 ຮ້ອຍ ຕື້").
    """
    if len(items) == 1:
        return Decimal(0) + items[0][1]  # of most numerals: one run of digits, rounded as all sums are
    terms: list[Decimal] = []
    open_term = False
    for sort, value in items:
        if sort == "n":
            if terms and value >= _room(terms[-1]):
                return None
            terms.append(value)
            open_term = True
        elif not open_term and not terms:
            terms.append(value)
            open_term = True
        elif len(terms) > 1 and terms[-1] * value >= terms[-2]:
            # "5 thousand 4 hundred million", but "1 thousand million 4 hundred 20 million" adds to what is larger
            small = [term for term in terms if term < value] or terms
            terms = [*terms[: len(terms) - len(small)], sum(small, Decimal(0)) * value]
        else:
            terms[-1] *= value
    return sum(terms, Decimal(0)) if terms else None


def _room(term: Decimal) -> int:
    """What a following term must stay below: 80 leaves room for ones, 5000 for hundreds.

    After 60 and 80 up to 19 may follow (French counts by twenties there: soixante et onze, quatre-vingt-dix).
    """
    whole = int(term)
    if whole <= 0 or whole != term:
        return 0
    if whole % 100 in (60, 80):
        return 20
    room = 1
    while whole % (room * 10) == 0:
        room *= 10
    return room


def _gap(text: str, left: Atom, right: Atom) -> str:
    return text[left.end : right.start]


def compose_numerals(text: str, atoms: list[Atom]) -> list[Numeral]:
    """All numerals of a text, in order. Linear in the number of atoms."""
    numerals: list[Numeral] = []
    index, size = 0, len(atoms)
    while index < size:
        if not _OPENING.isdisjoint(atoms[index].tags):
            numeral = _compose_one(text, atoms, index)
            if numeral is not None:
                numerals.append(numeral)
                index = numeral.last + 1
                continue
        index += 1
    numerals = _with_percent(text, atoms, _with_lost_commas(text, atoms, numerals))
    numerals = _with_ranges(text, atoms, numerals)
    return _with_totals(text, atoms, numerals)


def _compose_one(text: str, atoms: list[Atom], index: int) -> Numeral | None:
    first = atoms[index]
    tags = first.tags
    if "fraction" in tags:
        if "date" in tags and _part_of_time(text, atoms, index):
            return None
        if "half_after" in tags and not _half_of_all(text, atoms, index):
            return None
        return Numeral(first.start, first.end, index, index, tags["fraction"], False, False,
                       percent="percent", rules=["fraction"])  # fmt: skip
    if "approximate" in tags:
        found = Numeral(first.start, first.end, index, index, tags["approximate"], False, False,
                        rules=["collective number"])  # fmt: skip
        found.comparator = ("~", first.start, first.end, "collective number means about")
        return found
    items: list[tuple[str, Decimal]] = []
    last = index - 1
    comparator = None
    digits = "digits" in tags
    doubt = False
    scaled = False
    at = index
    while at < len(atoms) and len(items) < MAX_PARTS:
        atom = atoms[at]
        tags = atom.tags
        if at > index:
            gap = _gap(text, atoms[at - 1], atom)
            if gap not in PLAIN_GAPS or ("digits" in tags and gap != " " and gap != ""):
                break
        if "digits" in tags:
            if items and items[-1][0] == "n":
                break
            if items and not _more_scale(text, atoms, at) and not _closes(items, text[atom.start : atom.end]):
                break
            items.append(("n", tags["digits"]))
            doubt = doubt or tags["doubt"]
        elif "decimal_point" in tags and items and items[-1][0] == "n":
            tail = _spoken_decimals(text, atoms, at)
            if tail is None:
                break
            at, decimals = tail
            items[-1] = ("n", items[-1][1] + decimals)
        elif "numword" in tags and not ("scale" in tags and items):
            if digits and not scaled:
                break
            if digits and not _more_scale(text, atoms, at):
                break
            if _term_value([*items, ("n", tags["numword"])]) is None:
                break
            items.append(("n", tags["numword"]))
        elif "scale" in tags:
            decimal = "decimal" in first.tags or tags["scale"] in _ONES_BEFORE
            if digits and doubt and len(items) == 1 and decimal:
                # ten thousands and hundred thousands are counted to nine: "4.867 hundred thousand million";
                # and no newspaper has thousands of 10¹²
                items = [("n", items[0][1].scaleb(-3))]
                doubt = False
            if at > index and "-" in _gap(text, atoms[at - 1], atom) and digits:
                break
            items.append(("s", tags["scale"]))
            scaled = True
        elif "half_after" in tags and scaled and items[-1][0] == "s":
            items.append(("n", items[-1][1] / 2))
        elif "half_after" in tags and items and items[-1][0] == "n" and _scale_follows(text, atoms, at):
            items[-1] = ("n", items[-1][1] + Decimal("0.5"))  # "two and a half thousand million"
        elif "cmp_inside" in tags and items and _scale_follows(text, atoms, at):
            comparator = (tags["cmp_inside"], atom.start, atom.end, "comparator inside the numeral")
            at += 1
            continue
        elif (
            items
            and ("numglue" in tags or (tags.get("mark") == "-" and not digits))
            and _joins(text, atoms, at, items)
        ):
            at += 1
            continue
        else:
            break
        last = at
        at += 1
    value = _term_value(items)
    if last < index or value is None:
        return None
    if value >= LARGEST:
        return None
    if items[0][0] == "s" and "numword" not in first.tags and not _percent_follows(text, atoms, last):
        if not _behind_comparator(text, atoms, index):
            return None  # "millions of dong": a scale that no number stands before tells no value, "almost a million" does
    atom = atoms[last]
    alone = last == index and digits
    printed = text[first.start : atom.end]
    return Numeral(
        first.start, atom.end, index, last, value, digits, alone and printed.isdigit(),
        doubt=doubt, scaled=scaled, comparator=comparator,
        rules=["digits" if digits else "number words", *(["scale"] if scaled else [])],
    )  # fmt: skip


def _behind_comparator(text: str, atoms: list[Atom], index: int) -> bool:
    before = atoms[index - 1] if index else None
    return (
        before is not None and "cmp_before" in before.tags and _gap(text, before, atoms[index]) in ("", " ")
    )


def _half_of_all(text: str, atoms: list[Atom], index: int) -> bool:
    """Whether a bare "half", which may also follow a number, is a share: behind "over", and not of a time or a scale."""
    if not _behind_comparator(text, atoms, index):
        return False
    after = atoms[index + 1] if index + 1 < len(atoms) else None
    if after is None or _gap(text, atoms[index], after) not in ("", " "):
        return True
    timed = after.tags.get("date", "glue") != "glue"
    return not timed and not {"scale", "currency", "physical", "refuse_after"} & after.tags.keys()


def _part_of_time(text: str, atoms: list[Atom], index: int) -> bool:
    """Whether a word of a half or quarter is counted off itself, before or behind it: then it is part of a date."""
    if index and _gap(text, atoms[index - 1], atoms[index]) == " ":
        tags = atoms[index - 1].tags
        if "ordinal" in tags or tags.get("date") in ("first", "last"):
            return True
    if index + 1 >= len(atoms) or _gap(text, atoms[index], atoms[index + 1]) != " ":
        return False
    tags = atoms[index + 1].tags
    return "ordinal" in tags or tags.get("date") in ("first", "last")


def _more_scale(text: str, atoms: list[Atom], at: int) -> bool:
    """Whether a scale follows directly: then digits after a scale continue the numeral ("2 พัน 5 ร้อย")."""
    return (
        at + 1 < len(atoms)
        and "scale" in atoms[at + 1].tags
        and _gap(text, atoms[at], atoms[at + 1]) in ("", " ")
    )


def _percent_follows(text: str, atoms: list[Atom], last: int) -> bool:
    if last + 1 >= len(atoms) or _gap(text, atoms[last], atoms[last + 1]) not in ("", " "):
        return False
    tags = atoms[last + 1].tags
    return "percent_after" in tags or tags.get("mark") == "%"


def _closes(items: list[tuple[str, Decimal]], printed: str) -> bool:
    """Whether bare digits close a numeral of falling scales: "1 ໝື່ນ 2 ພັນ 6 ຮ້ອຍ 40"; as many as the last scale has noughts."""
    scales = [value for sort, value in items if sort == "s"]
    if len(scales) < 2 or items[-1][0] != "s" or items[0][0] != "n" or not printed.isdigit():
        return False
    falling = scales == sorted(set(scales), reverse=True)
    return falling and len(printed) < len(str(int(scales[-1])))


def _scale_follows(text: str, atoms: list[Atom], at: int) -> bool:
    return _more_scale(text, atoms, at) and _gap(text, atoms[at - 1], atoms[at]) in ("", " ")


def _joins(text: str, atoms: list[Atom], at: int, items: list[tuple[str, Decimal]]) -> bool:
    """Whether a glue word ("and") stands between two number words that compose."""
    if at + 1 >= len(atoms) or _gap(text, atoms[at], atoms[at + 1]) not in PLAIN_GAPS:
        return False
    value = atoms[at + 1].tags.get("numword")
    return value is not None and _term_value([*items, ("n", value)]) is not None


def _spoken_decimals(text: str, atoms: list[Atom], at: int) -> tuple[int, Decimal] | None:
    """Digits spoken after a decimal point word: the index of the last one, and their value."""
    digits = ""
    while at + 1 < len(atoms) and _gap(text, atoms[at], atoms[at + 1]) in PLAIN_GAPS:
        value = atoms[at + 1].tags.get("numword")
        if value is None or not 0 <= value <= 9 or value != int(value):
            break
        digits += str(int(value))
        at += 1
    return (at, Decimal("0." + digits)) if digits else None


def _with_lost_commas(text: str, atoms: list[Atom], numerals: list[Numeral]) -> list[Numeral]:
    """Join "3 30 %": two short runs of digits with a space and a percent sign behind are one number without its comma."""
    out: list[Numeral] = []
    for n in numerals:
        before = out[-1] if out else None
        if (
            before is not None
            and before.plain
            and n.plain
            and n.first == before.last + 1
            and text[before.end : n.start] == " "
            and before.end - before.start <= 2
            and n.end - n.start == 2
            and _percent_follows(text, atoms, n.last)
        ):
            before.value += n.value / 100
            before.end, before.last, before.plain, before.doubt = n.end, n.last, False, True
            before.rules.append("comma lost")
            continue
        out.append(n)
    return out


def _with_percent(text: str, atoms: list[Atom], numerals: list[Numeral]) -> list[Numeral]:
    for n in numerals:
        if n.percent:
            continue
        after = atoms[n.last + 1] if n.last + 1 < len(atoms) else None
        if after is not None and text[n.end : after.start] in ("", " ", "-"):
            if after.tags.get("mark") in ("%", "‰"):
                _close_percent(n, after, n.last + 1, "percent" if after.tags["mark"] == "%" else "permille")
                continue
            whole = n.value == n.value.to_integral_value()
            if "percent_after" in after.tags and not (whole and "classifier" in after.tags):
                _close_percent(n, after, n.last + 1, after.tags["percent_after"])
                continue
        before = atoms[n.first - 1] if n.first else None
        if before is not None and "percent_before" in before.tags and text[before.end : n.start] in ("", " "):
            n.start, n.first, n.percent = before.start, n.first - 1, "percent"
            n.rules.append("percent word before the number")
    return numerals


def _close_percent(n: Numeral, sign: Atom, index: int, what: str) -> None:
    n.end, n.last = sign.end, index
    if what == "permille":
        n.value, what = n.value / 10, "percent"
    n.percent = what
    n.rules.append("percentage point word" if what == "percentage_point" else "percent sign")


def _with_ranges(text: str, atoms: list[Atom], numerals: list[Numeral]) -> list[Numeral]:
    """Join two numerals that are the ends of a range; the scale and the percent sign of the second hold for both."""
    out: list[Numeral] = []
    for n in numerals:
        before = out[-1] if out else None
        if before is not None and before.value_max is None and _is_range(text, atoms, before, n):
            low = before.value
            fell = False
            if n.scaled and not before.scaled:
                scale = _outer_scale(atoms, n)
                if low < n.value / scale:
                    low *= scale
                elif scale >= 10**6 and low <= _FALL * n.value / scale:
                    fell = True  # "from 1,120 to 894 billion": what it was is told in the same scale
                    before.value, before.scaled, before.plain = low * scale, True, False
            if low < n.value and not fell:
                before.value_max, before.value = n.value, low
                before.end, before.last = n.end, n.last
                before.percent = n.percent or before.percent
                before.scaled, before.plain = before.scaled or n.scaled, False
                before.doubt = before.doubt or n.doubt
                before.rules = [*dict.fromkeys(before.rules + n.rules), "range"]
                continue
        if before is not None and n.first - before.last == 2 and _is_change(atoms, before):
            if "range_between" in atoms[before.last + 1].tags and _only_glue(text[before.end : n.start]):
                _share_scale(atoms, before, n)
        out.append(n)
    return out


_FALL = 5
"""How many times as large a sum was before it fell, at most."""


def _share_scale(atoms: list[Atom], start: Numeral, end: Numeral) -> None:
    """From 12 to 18 billion, from 85 to 91 %: the start of a change takes the scale and percent sign of its end."""
    if end.percent and not start.percent:
        start.percent, start.plain = end.percent, False
    if end.scaled and not start.scaled and start.percent is None:
        scale = _outer_scale(atoms, end)
        if start.value < 1000:
            start.value, start.scaled, start.plain = start.value * scale, True, False


def _outer_scale(atoms: list[Atom], n: Numeral) -> Decimal:
    scale = Decimal(1)
    for atom in atoms[n.first : n.last + 1]:
        if "scale" in atom.tags:
            scale *= atom.tags["scale"]
    return scale


def _looks_like_year(n: Numeral) -> bool:
    return n.plain and (1900 <= n.value <= 2100 or 2400 <= n.value <= 2699) and n.end - n.start == 4


def _is_range(text: str, atoms: list[Atom], a: Numeral, b: Numeral) -> bool:
    if a.out_of is not None or b.first - a.last != 2 or (a.scaled and not b.scaled):
        return False
    between = atoms[a.last + 1]
    gaps = (text[a.end : between.start], text[between.end : b.start])
    if _looks_like_year(a) and _looks_like_year(b) and b.percent is None:
        return False
    if _looks_like_year(a) and a.first:
        of = a.first > 1 and atoms[a.first - 1].tags.get("date") == "glue"
        if _dates(atoms[a.first - 1 - of]):
            return False  # "from 9,870 at the end of 2023 to 13,420"
    if between.tags.get("mark") == "-":
        return gaps in (("", ""), (" ", " ")) and (a.percent is None or a.percent == b.percent)
    if any(g not in ("", " ") for g in gaps) or (a.percent is not None and a.percent != b.percent):
        return False
    if "range_between" in between.tags:
        yearly = b.last + 1 < len(atoms) and "per" in atoms[b.last + 1].tags
        return yearly or not _is_change(atoms, a)  # "reduce poverty by 1 to 1.5 % a year" leads from nowhere
    if "range_and" in between.tags and a.first:
        opener = atoms[a.first - 1]
        opens = "range_open" if a.percent is None else "range_pair"
        return opens in opener.tags and text[opener.end : a.start] in ("", " ")
    return False


def _dates(atom: Atom) -> bool:
    """Whether a word belongs to a date, and does not merely stand in one."""
    return "month" in atom.tags or "prep" in atom.tags or atom.tags.get("date", "glue") != "glue"


def _is_change(atoms: list[Atom], a: Numeral) -> bool:
    """Whether "from A to B" tells of a rise or fall: a word of change stands before its "from", in the same clause."""
    if not a.first:
        return False
    signed = a.percent is not None  # "from 25 % to 40 %", further on in a list of such changes
    opener = atoms[a.first - 1].tags
    if "range_open" not in opener:
        return opener.get("change") == "level" or (signed and "change" in opener)
    listed = any("range_open" in atom.tags for atom in atoms[max(0, a.first - 14) : a.first - 1])
    for k in range(a.first - 2, max(-1, a.first - (24 if signed or listed else 8)), -1):
        if atoms[k].tags.get("mark", ",") not in (",", "%"):
            return False
        if "change" in atoms[k].tags and (signed or atoms[k].tags["change"] != "level"):
            return True
    return False


def _with_totals(text: str, atoms: list[Atom], numerals: list[Numeral]) -> list[Numeral]:
    """Join a part and its total: "33,750/43,320", "45 of 96", "1.024 schools of 1.071"."""
    out: list[Numeral] = []
    for n in numerals:
        before = out[-1] if out else None
        if before is not None and _is_total(text, atoms, before, n):
            before.out_of = n.value
            if n.scaled and not before.scaled and before.value < n.value / _outer_scale(atoms, n):
                before.value *= _outer_scale(atoms, n)  # "57.3 of 98.4 billion"
            before.end, before.last = n.end, n.last
            before.scaled, before.plain = before.scaled or n.scaled, False
            before.doubt = before.doubt or n.doubt
            before.rules = [*dict.fromkeys(before.rules + n.rules), "part of a total"]
            continue
        out.append(n)
    return out


NOUN_GAP = 12
"""How far behind a total its own noun may stand: "45 people in 124 coastal communes"."""


def _is_total(text: str, atoms: list[Atom], a: Numeral, b: Numeral) -> bool:
    if a.percent or b.percent or a.value_max is not None or b.value_max is not None or a.out_of is not None:
        return False
    if not (0 < a.value <= b.value) or b.value == 1:
        return False
    inner: list[Any] = atoms[a.last + 1 : b.first]
    if len(inner) == 1 and inner[0].tags.get("mark") == "/":
        after = text[b.end : b.end + 1]
        return (
            text[a.end : b.start] == "/"
            and after not in ("/", "-")
            and not (_looks_like_year(b) and a.value <= 12)
        )
    if inner and "out_of" in inner[-1].tags and len(inner) <= 3 + _schemes_told(inner):
        before = atoms[a.first - 1].tags.get("date") if a.first else None
        if _looks_like_year(b) and a.plain and before in ("quarter_word", "half_word", "month_word"):
            return False  # "quarter 1 of 2025"
        if not _only_glue(text[inner[-1].end : b.start]):
            return False
        noun = atoms[b.last + 1].tags if b.last + 1 < len(atoms) else {}
        beside = noun and atoms[b.last + 1].start - b.end <= 1
        if beside and ("month" in noun or noun.get("date", "glue") not in ("glue", "now")):
            return False  # "14 meetings in 9 months"
        near = noun and atoms[b.last + 1].start - b.end <= NOUN_GAP
        if (
            near
            and "unit" in noun
            and "scenario" not in noun  # a verb that holds a noun: "9 people in 10 have a card"
            and any("unit" in a.tags and a.tags["unit"] != noun["unit"] for a in inner[:-1])
        ):
            return False  # "45 people in 124 communes"
        if len(inner) == 1:
            return text[a.end : inner[0].start] in ("", " ")
        again = [atom for atom in inner[:-1] if "classifier" in atom.tags]
        if len(inner) == 2 and again and "classifier" in noun:  # "512 places out of 548 places"
            own, of = again[0], atoms[b.last + 1]
            if text[own.start : own.end] == text[of.start : of.end]:
                return True
        units = [k for k, atom in enumerate(inner[:-1]) if "unit" in atom.tags]
        marks = any("mark" in atom.tags for atom in inner)
        paid = near and not {"currency", "physical"}.isdisjoint(
            noun
        )  # "500 cards to a value of 420 million dong"
        told = sum(atom.end - atom.start for atom in inner[:-1] if "scheme" in atom.tags)
        if units and not marks and not paid and len(text[a.end : inner[-1].start]) <= 30 + told:
            unit = inner[units[0]]
            a.inner_unit = (unit.tags["unit"], unit.start, unit.end)
            return True
    return False


def _schemes_told(inner: list[Any]) -> int:
    """How many atoms more may stand between a part and its total where a scheme is named: "9 social insurance files in 10"."""
    return 2 if any("scheme" in atom.tags for atom in inner[:-1]) else 0


def _only_glue(gap: str) -> bool:
    return len(gap) <= 5 and not any(c in gap for c in ",;:.()\n")


def merge_numerals(atoms: list[Atom], numerals: list[Numeral]) -> list[Atom]:
    """The atoms with each numeral's atoms replaced by one, whose `number` is the numeral; other tags of a lone word stay."""
    out: list[Atom] = []
    at = 0
    for n in numerals:
        out.extend(atoms[at : n.first])
        merged = Atom(n.start, n.end, {})
        if n.first == n.last:
            merged.tags = {k: v for k, v in atoms[n.first].tags.items() if k not in _NUMERAL_TAGS}
        merged.number = n
        out.append(merged)
        at = n.last + 1
    out.extend(atoms[at:])
    return out


_NUMERAL_TAGS = frozenset(
    {
        "digits",
        "doubt",
        "decimal",
        "numword",
        "scale",
        "fraction",
        "approximate",
        "numglue",
        "half_after",
        "range_open",
    }
)
