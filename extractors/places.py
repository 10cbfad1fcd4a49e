"""Places: which province an article, and each figure in it, is about.

An article's province is the one it is given with; else the one its text names most (the title counting
double); else the one that its addresses name. A figure is about another province where its own sentence names
one. Names carry the vintage of the publication date: from 1 July 2025 on (Resolution 202/2025/QH15 of the National
Assembly) a merged province's name means the new extent, and the name of one that was merged away the province it
became part of. An article of before, or of an unknown day, keeps the name that its text uses.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache, lru_cache
from urllib.parse import urlsplit

from extractors.atoms import Atom
from extractors.candidates import Candidate, Cue
from extractors.segments import Sentence, between
from schemas.reference import MERGER_DAY, provinces


@cache
def _merged() -> dict[str, str]:
    """The names of the provinces that were merged into others, with the name of what they became part of."""
    names = {province.name for province in provinces()}
    return {old.name: p.name for p in provinces() for old in p.old_units if old.name not in names}


def current_names(published: date | None) -> dict[str, str]:
    """By the names of provinces that no longer are on a day, those of the provinces they became part of; else empty."""
    return _merged() if published is not None and published >= MERGER_DAY else {}


@lru_cache(maxsize=64)
def _is_told(text: str, name: str, words: str, marks: str) -> bool:
    return re.search(rf"(?:{words}) ?{re.escape(name)}(?!{marks})", text) is not None


def is_told_province(text: str, start: int, end: int, words: str, marks: str) -> bool:
    """Whether a span that may be a province's name or another word is the name: so told anywhere in the text, or printed as a dateline is.

    `words` are an expression for "province" and "city"; a text that writes one before the name once means the province by
    it wherever it stands. `marks` are the vowels and tones with which a longer word would go on.
    """
    behind = text[end : end + 2].lstrip(" ")[:1]
    if behind == ":" or (behind == ")" and text[start - 1 : start] == "("):
        return True
    return _is_told(text, text[start:end], words, marks)


SEVERAL = 4
"""From how many provinces on, none of them in its title, an article that names the whole country is about the country."""


@cache
def _host_names() -> tuple[tuple[str, str], ...]:
    """Province names as they stand in host names ("baocantho.com.vn"), the longest first."""
    rows: dict[str, str] = {}
    for province in provinces():
        for name, plain in (
            (province.name, province.ascii),
            *((o.name, o.ascii) for o in province.old_units),
        ):
            rows.setdefault(re.sub(r"[^a-z]", "", plain.lower()), name)
    return tuple(sorted(rows.items(), key=lambda row: -len(row[0])))


def province_of_address(url: str | None) -> str | None:
    """The province that an address names: in its host (`baodaklak.vn`, `angiang.gov.vn`), else in its path; else None."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = re.sub(r"[^a-z]", "", (parts.hostname or "").lower())
    for plain, name in _host_names():
        if len(plain) > 3 and plain in host:
            return name
    path = re.sub(r"[^a-z]+", "-", parts.path.lower())
    found = [(path.find(f"-{'-'.join(_syllables(name))}-"), name) for _, name in _host_names()]
    found = [row for row in found if row[0] >= 0]
    return min(found)[1] if found else None


@cache
def _syllables(name: str) -> tuple[str, ...]:
    for province in provinces():
        for known, plain in (
            (province.name, province.ascii),
            *((o.name, o.ascii) for o in province.old_units),
        ):
            if known == name:
                return tuple(re.findall(r"[a-z]+", plain.lower()))
    return (name,)


def article_province(
    atoms: list[Atom],
    sentences: list[Sentence],
    given: str | None,
    *addresses: str | None,
    published: date | None = None,
) -> tuple[str | None, Cue | None]:
    """The article's province and where it was read (None where it was given, or named only by an address)."""
    if given is not None:
        return current_names(published).get(given, given), None
    counts: Counter[str] = Counter()
    first: dict[str, Atom] = {}
    current = current_names(published)
    title_end = sentences[0].end if sentences else 0
    for sentence in sentences:
        if "province" not in sentence.tags:
            continue
        for k in range(sentence.low, sentence.high):
            atom = atoms[k]
            name = atom.tags.get("province")
            if name is not None and "place_part" not in atom.tags and not is_smaller_place(atoms, k):
                name = current.get(name, name)
                counts[name] += 2 if atom.start < title_end else 1
                first.setdefault(name, atom)
    hosts = [province_of_address(url) for url in addresses]
    hosts = [current.get(name, name) if name is not None else None for name in hosts]
    for name in hosts:
        if name is not None:
            counts[name] += 3
    if not counts:
        return None, None
    if len(counts) > 2 and max(counts.values()) == 1:
        return None, None  # several are named once each: the article is about none of them
    if len(first) >= SEVERAL and not any(hosts) and all(atom.start >= title_end for atom in first.values()):
        if any("nationwide" in atom.tags for atom in atoms):
            return None, None  # the country's figures, and those of some provinces
    best = max(counts, key=lambda name: (counts[name], -first[name].start if name in first else 0))
    where = first.get(best)
    return best, (where.start, where.end, "province named in the text") if where else None


def _is_named(atoms: list[Atom], index: int) -> bool:
    """Whether a province's name adjoins a word for a province."""
    return any("province" in atom.tags for atom in atoms[max(0, index - 1) : index + 2])


def is_smaller_place(atoms: list[Atom], index: int) -> bool:
    """Whether a word for a ward or commune adjoins a province's name: "Long An ward" is not the province."""
    name = atoms[index]
    for beside in (index - 1, index + 1):
        if 0 <= beside < len(atoms):
            other = atoms[beside]
            near = name.start - other.end if beside < index else other.start - name.end
            if 0 <= near <= 1 and "place_part" in other.tags:
                return True
    return False


def _is_home_of_giver(atoms: list[Atom], index: int, candidates: list[Candidate]) -> bool:
    """Whether a province's name tells where a firm is from that gives something here: "a bank in Hanoi gave 250 cards"."""
    if all(own.measure not in ("cards", "support") for own in candidates):
        return False
    for atom in atoms[index - 1 : max(-1, index - 4) : -1]:
        tags = atom.tags
        if "mark" in tags or atom.number is not None or "agency" in tags or "body" in tags:
            return False
        if tags.get("unit") == "organization":
            return True
    return False


def _joined_to_another(atoms: list[Atom], index: int) -> bool:
    """Whether another province's name stands before one, with only an "and" and an "of" between."""
    k = index - 1
    joined = False
    while k > 0 and ("break" in atoms[k].tags or atoms[k].tags.get("date") == "glue"):
        joined = joined or atoms[k].tags.get("break") == "conjunction"
        k -= 1
    near = atoms[k + 1].start - atoms[k].end <= 1 and atoms[index].start - atoms[index - 1].end <= 1
    return joined and near and "province" in atoms[k].tags


def _is_province(atom: Atom) -> bool:
    """Whether a word means the province itself: the province, of the province."""
    return "place_word" in atom.tags or (atom.tags.get("scope") == "whole" and "nationwide" not in atom.tags)


def _is_local(atom: Atom) -> bool:
    """Whether a word says that the province itself acts: its name's word, or its committee, but not the agency."""
    tags = atom.tags
    return "place_word" in tags or ("body" in tags and tags.get("scope") == "whole" and "agency" not in tags)


def _deal_out(atoms: list[Atom], sentence: Sentence, candidates: list[Candidate], mark: int) -> None:
    """The provinces of as many figures, "respectively" behind them: "A and B have 88 % and 91 %, respectively"."""
    names: list[int] = []
    for k in range(mark - 1, sentence.low - 1, -1):
        tags = atoms[k].tags
        if tags.get("mark") == ";" or tags.get("break") in ("clause", "strong", "contrast"):
            break
        if "province" in tags and not is_smaller_place(atoms, k):
            names.insert(0, k)
    told = [own for own in candidates if names and names[-1] < own.index < mark]
    if len(told) == len(names) > 1 and not any(names[0] < own.index < names[-1] for own in candidates):
        for k, own in zip(names, told, strict=True):
            own.province = atoms[k].tags["province"]
            own.cues["province"] = (atoms[k].start, atoms[k].end, "respectively")


def set_provinces(
    atoms: list[Atom],
    sentence: Sentence,
    candidates: list[Candidate],
    usual: str | None,
    cue: Cue | None,
    published: date | None = None,
) -> None:
    """Fill `province` of a sentence's candidates: the usual one, another that the clause names, or none for the country."""
    named: tuple[str | None, Cue] | None = None
    at = sentence.low
    aside = spoken = False
    names: list[Atom] = []
    respective = 0
    turns = sentence.having("province", "place_word", "scope", "nationwide", "break", "mark")
    behind_it = sentence.having("province", "place_word", "nationwide", "scope", "cmp_before", "mark")
    homes = sentence.having("place_word", "body")
    for number, own in enumerate(candidates):
        if aside:
            named = None  # an average of the country told aside, in brackets or a comparison
        aside = False
        if own.cut == "strong" and named is not None and named[0] is None:
            named = None
        for k in between(turns, at, own.index):
            atom = atoms[k]
            if (
                "province" in atom.tags
                and not is_smaller_place(atoms, k)
                and not _is_home_of_giver(atoms, k, candidates)
            ):
                named = (atom.tags["province"], (atom.start, atom.end, "province named before the figure"))
                spoken = (
                    k > sentence.low and "agency" in atoms[k - 1].tags and atom.start <= atoms[k - 1].end + 1
                ) or "agency" in atom.tags
                if not respective:
                    names.append(atom)
                if _joined_to_another(atoms, k):
                    named = None  # "born of A and B, the province has …"
            elif atom.tags.get("break") == "respectively":
                respective = k
            elif not respective and (atom.tags.get("break") == "clause" or atom.tags.get("mark") == ";"):
                names.clear()
            elif named is not None and named[0] is None and _is_province(atom):
                parted = k >= own.pre or (k > at and atoms[k - 1].tags.get("mark") == ",")
                if parted and own.cut in ("comma", "clause", "conjunction") and number:
                    named = None  # "the country has 94 %, the province 91 %"
            elif "nationwide" in atom.tags:
                named = (None, (atom.start, atom.end, "the whole country"))
                aside = number > 0
        cell_from, at = at, own.index
        here = named
        if (
            named is not None
            and named[0] is None
            and own.cut == "paren"
            and named[1][1] > atoms[own.pre].start
        ):
            named = None  # the average in brackets is the country's, what follows is not
        compared = any(
            a.tags.get("prep") == "compared" for a in atoms[max(own.pre, own.index - 3) : own.index]
        )
        for k in between(behind_it, own.index + 1, own.post):
            if atoms[k].tags.get("mark") in (",", ";"):
                break
            if "cmp_before" in atoms[k].tags:
                break  # "below the national average"
            behind = atoms[k - 1].tags.get("prep") == "compared" and atoms[k - 1].end + 1 >= atoms[k].start
            within = atoms[k - 1].tags.get("prep") == "in" and atoms[k].start - atoms[k - 1].end <= 1
            beyond = "province" in atoms[k].tags and (
                compared or (within and (here is None or here[0] is None))
            )
            beyond = beyond and not any("mark" in atom.tags for atom in atoms[own.index + 1 : k])
            beyond = beyond and not _is_home_of_giver(atoms, k, candidates)
            if beyond and not is_smaller_place(atoms, k):
                here = (
                    atoms[k].tags["province"],
                    (atoms[k].start, atoms[k].end, "province named behind the figure"),
                )
            local = "place_word" in atoms[k].tags or atoms[k].tags.get("scope") == "whole"
            if compared and local and here is named and not _is_named(atoms, k):
                here = (usual, (atoms[k].start, atoms[k].end, "the province itself, in a comparison"))
            if "nationwide" in atoms[k].tags and atoms[k].tags.get("prep") != "compared" and not behind:
                here = (None, (atoms[k].start, atoms[k].end, "the whole country"))
        reach = own.last
        for k in range(own.last + 1, min(own.last + 4, sentence.high - 1)):
            name, tags = atoms[k + 1], atoms[k].tags
            whole = tags.get("scope") == "whole"
            worded = whole or ("place_word" in name.tags and tags.get("date") == "glue")
            for further in atoms[k + 2 : min(k + 4, sentence.high)] if worded else ():
                if further.start - name.end <= 1 and "province" not in name.tags:
                    name = further  # "in the province of …"
            if not 0 <= atoms[k].start - atoms[reach].end <= 1:
                break
            if "base" in tags or tags.get("unit") == "person":
                reach = k  # "91 % of the population in …"
                continue
            at_place = worded or tags.get("prep") == "in"
            at_place = at_place or ("range_between" in tags and tags.get("date") == "glue")
            if at_place and "province" in name.tags and (worded or name.start - atoms[k].end <= 1):
                if worded or not is_smaller_place(atoms, k + 1):
                    here = (name.tags["province"], (name.start, name.end, "province right behind the figure"))
                break
        if here is not None:
            own.province, own.cues["province"] = here
        else:
            own.province = usual
            if cue is not None:
                own.cues["province"] = cue
        low = own.pre
        while own.cut == "none" and low > cell_from:
            low -= 1  # nothing parts the figure from the words behind the one before
        local = sentence.task or own.local
        local = local or any(_is_local(atoms[k]) for k in between(homes, low, own.post))
        beside = candidates[number - 1] if number else None
        if beside is not None and beside.local and beside.measure == own.measure == "support":
            joined = own.cut in ("comma", "conjunction") and own.first <= own.pre + 1
            local = (
                local or joined or own.cut == "none"
            )  # "the province pays 15 % for the poor, 10 % for others"
        own.local = local
        personal = own.cues["scope"][2] == "one person's"
        if (
            own.scenario == "rule"
            and not local
            and not personal
            and (here is None or (spoken and here is named))
        ):
            own.province = None
            own.cues["province"] = (
                *own.cues.get("scenario", own.cues["value"])[:2],
                "national law or policy",
            )
            if own.scope == "part":
                own.scope, own.cues["scope"] = "whole", own.cues["province"]
    for k in sentence.having("break"):
        if atoms[k].tags["break"] == "respectively":
            _deal_out(atoms, sentence, candidates, k)
    if respective:
        after = [own for own in candidates if own.index > respective]
        if 1 < len(names) <= len(after):
            for name, own in zip(names, after, strict=False):  # "A and B have 88 % and 91 % respectively"
                own.province = name.tags["province"]
                own.cues["province"] = (name.start, name.end, "respectively")
    current = current_names(published)
    if current and "province" in sentence.tags:
        for own in candidates:
            told_of_before = own.date_end is not None and own.date_end < MERGER_DAY
            if own.province is not None and not told_of_before:
                own.province = current.get(own.province, own.province)
