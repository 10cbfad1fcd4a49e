"""Files and folders to articles as they were handed in: HTML pages, plain texts, JSONL.

Every file and every line gives an `ArticleInput` or an `Issue`; one that is broken never stops the
rest. Lines are streamed and bounded, so a file of any size takes little memory. Reading a page's
HTML, choosing the language and storing are left to others.

Ids: a JSONL article has its own. A page or text has that of a `NAME.json` beside it, else its path
relative to a base folder (the store's, or `--root`), with `/` on every system. A page that names its
canonical address is known by that instead, once it has been read.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from pydantic import ValidationError
from pydantic_core import from_json

from pipeline.encodings import decode_bytes
from pipeline.errors import InputError, RejectedError
from schemas import ArticleInput, Issue, Province, province_names, provinces
from schemas.codes import LANGUAGES
from schemas.languages import language_aliases
from schemas.reference import OldUnit

PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
TEXT_SUFFIXES = frozenset({".txt"})
LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})
SUFFIXES = PAGE_SUFFIXES | TEXT_SUFFIXES | LINE_SUFFIXES

MAX_FILE_BYTES = 40_000_000
"""Bound for a file that is one article; a JSONL file has none."""
MAX_LINE_BYTES = 64_000_000
MAX_TEXT_CHARACTERS = 5_000_000
MAX_QUOTED = 80

KNOWN_KEYS = frozenset(ArticleInput.model_fields)
DATE_HEAD = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")
FIRST_YEAR, LAST_YEAR = 1990, 2100


class SourceFile(NamedTuple):
    """A file to read and its size in bytes."""

    path: Path
    size: int


class FileList(NamedTuple):
    """Files to read in a stable order, issues of paths that cannot be, and the number of files left alone."""

    files: list[SourceFile]
    issues: list[Issue]
    ignored: int


class Note(NamedTuple):
    """A doubt about a record that is taken nonetheless: becomes a warning."""

    code: str
    field: str | None
    message: str


class Handed(NamedTuple):
    """One article as found. `record` is its place in the file; `id_from_path` if its id may be replaced."""

    article: ArticleInput
    source: str
    record: str | None = None
    id_from_path: bool = False


def list_files(paths: Sequence[Path]) -> FileList:
    """The files that paths and the folders among them hold, each once. Raises `InputError` if there are none."""
    files: dict[Path, SourceFile] = {}
    issues: list[Issue] = []
    ignored = 0
    for path in paths:
        if path.is_dir():
            for found in _walk(path):
                if found.suffix.lower() in SUFFIXES:
                    _add_file(found, files, issues)
                else:
                    ignored += 1
        elif not path.exists():
            issues.append(_issue("no_such_file", path_text(path), "there is no such file or folder"))
        elif path.suffix.lower() not in SUFFIXES or not path.is_file():
            known = ", ".join(sorted(SUFFIXES))
            issues.append(_issue("unknown_kind", path_text(path), f"not one of {known}"))
        else:
            _add_file(path, files, issues)
    if not files and not issues:
        raise InputError(
            f"nothing to read in {', '.join(map(str, paths))}: no {', '.join(sorted(SUFFIXES))} files"
        )
    if not files and all(issue.code == "no_such_file" for issue in issues):
        raise InputError(f"there is no {' and no '.join(issue.source for issue in issues)}")
    return FileList(list(files.values()), issues, ignored)


def _walk(folder: Path) -> Iterator[Path]:
    """Files below a folder in order of name; hidden ones and links to folders are not entered."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(place, name)


def _add_file(path: Path, files: dict[Path, SourceFile], issues: list[Issue]) -> None:
    try:
        size = path.stat().st_size
    except OSError as fault:
        issues.append(_issue("unreadable", path_text(path), fault.strerror or str(fault)))
        return
    files.setdefault(Path(os.path.abspath(path)), SourceFile(path, size))


def read_file(source: SourceFile, base: Path) -> Iterator[Handed | Issue]:
    """The articles of one file. Ids of pages and texts are paths relative to `base`."""
    name = path_text(source.path)
    suffix = source.path.suffix.lower()
    try:
        if suffix in LINE_SUFFIXES:
            with source.path.open("rb") as lines:
                yield from read_lines(lines, name)
        elif source.size > MAX_FILE_BYTES:
            yield _issue(
                "too_large", name, f"{source.size:,} bytes; {MAX_FILE_BYTES:,} is the bound for one article"
            )
        else:
            yield from _read_single(source.path, name, base, is_page=suffix in PAGE_SUFFIXES)
    except OSError as fault:
        yield _issue("unreadable", name, fault.strerror or str(fault))
    except RejectedError as reject:
        yield _issue(reject.code, name, str(reject), field=reject.field)


def path_id(path: Path, base: Path) -> str:
    """The id of a file: its path relative to a folder, the same however the path was typed."""
    return path_text(Path(os.path.relpath(os.path.abspath(path), os.path.abspath(base)))).replace(os.sep, "/")


def path_text(path: Path) -> str:
    """A path as text that can be stored and printed, even where its name is no UTF-8."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _read_single(path: Path, name: str, base: Path, *, is_page: bool) -> Iterator[Handed | Issue]:
    decoded = decode_bytes(path.read_bytes())
    if decoded.broken:
        yield _issue(
            "broken_characters",
            name,
            f"{decoded.broken} characters cannot be read as {decoded.encoding}",
            warning=True,
        )
    about = _read_sidecar(path.with_suffix(".json"))
    record: dict[str, Any] = {"article_id": path_id(path, base), **about}
    if is_page:
        record["html"] = decoded.text
    else:
        record["text"] = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    article, notes = parse_record(record)
    for note in notes:
        yield _issue(note.code, name, note.message, field=note.field, warning=True)
    yield Handed(article, name, id_from_path="article_id" not in about)


def _read_sidecar(path: Path) -> dict[str, Any]:
    """What a `NAME.json` beside a page or text says of it; keys that are not of an article stay out."""
    if not path.is_file():
        return {}
    try:
        data = from_json(path.read_bytes())
    except ValueError as fault:
        raise RejectedError(
            "invalid_sidecar", f"{path.name} beside it is not JSON: {_short(fault)}"
        ) from fault
    if not isinstance(data, dict):
        raise RejectedError("invalid_sidecar", f"{path.name} beside it is not a JSON object")
    return {key: data[key] for key in KNOWN_KEYS - {"text", "html"} if data.get(key) is not None}


def read_lines(lines: BinaryIO, source: str) -> Iterator[Handed | Issue]:
    """The articles of a JSONL stream, one at a time. Empty lines are passed over; an unknown key is told once."""
    told: set[str] = set()
    for number, line in bounded_lines(lines):
        place = f"line {number}"
        try:
            if line is None:
                raise RejectedError("too_large", f"the line is longer than {MAX_LINE_BYTES:,} bytes")
            if not line.strip():
                continue
            article, notes = parse_record(parse_json(line))
        except RejectedError as reject:
            yield _issue(reject.code, source, str(reject), record=place, field=reject.field)
            continue
        for note in notes:
            if note.code == "unknown_key":
                if note.field in told or len(told) > 50:
                    continue
                told.add(str(note.field))
            yield _issue(note.code, source, note.message, record=place, field=note.field, warning=True)
        yield Handed(article, source, place)


def bounded_lines(lines: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one that is longer than the bound, which is passed over in pieces."""
    number = 0
    while line := lines.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) <= MAX_LINE_BYTES or line.endswith(b"\n"):
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            continue
        while line and not line.endswith(b"\n"):
            line = lines.readline(MAX_LINE_BYTES)
        yield number, None


def parse_json(line: bytes) -> dict[str, Any]:
    """A line as a JSON object.

    Raises `RejectedError`: `invalid_utf8`, `invalid_json`, `not_an_object`, `duplicate_key`.
    """
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise RejectedError("invalid_utf8", f"byte {fault.start + 1} is not UTF-8") from fault
    try:
        data = from_json(line.rstrip(b"\r\n"), allow_inf_nan=False)
    except ValueError as fault:
        reason = _short(fault).replace(" at line 1 column ", " at column ")
        raise RejectedError("invalid_json", f"not JSON: {reason}") from fault
    if not isinstance(data, dict):
        raise RejectedError("not_an_object", f"a JSON object is wanted, this is {_kind(data)}")
    names = [name for name, _ in json.loads(line, object_pairs_hook=list)]
    if len(names) != len(data):
        twice = next(name for name in names if names.count(name) > 1)[:MAX_QUOTED]
        raise RejectedError(
            "duplicate_key", f"the key {twice!r} stands there twice: which one counts?", twice
        )
    return data


def parse_record(record: dict[str, Any]) -> tuple[ArticleInput, list[Note]]:
    """A JSON object as an article, and doubts about it.

    A language may have a region (`th-TH`), a date a time after it, a province its name without marks.
    Raises `RejectedError` naming the field.
    """
    notes = [
        Note(
            "unknown_key", key[:MAX_QUOTED], f"the key {key[:MAX_QUOTED]!r} is not one of an article: ignored"
        )
        for key in sorted(record.keys() - KNOWN_KEYS)
    ]
    known = {key: value for key, value in record.items() if key in KNOWN_KEYS}
    if isinstance(known.get("article_id"), int) and not isinstance(known["article_id"], bool):
        known["article_id"] = str(known["article_id"])
    known["lang"] = read_language(known.get("lang"))
    known["published"] = read_published(known.get("published"))
    if isinstance(known.get("province"), str):
        known["province"], note = read_province(known["province"])
        notes += [note] if note else []
    try:
        article = ArticleInput.model_validate(known)
    except ValidationError as fault:
        first = fault.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or None
        message = str(first["msg"]).removeprefix("Value error, ")
        raise RejectedError("invalid_field", f"{field}: {message}" if field else message, field) from fault
    if article.text is not None:
        _check_text(article.text)
    return article, notes


def _check_text(text: str) -> None:
    if not text.strip("\ufeff\u200b \t\r\n\f\v\u00a0"):
        raise RejectedError("empty_text", "the text is empty", "text")
    if len(text) > MAX_TEXT_CHARACTERS:
        raise RejectedError(
            "too_large",
            f"the text has {len(text):,} characters; {MAX_TEXT_CHARACTERS:,} is the bound",
            "text",
        )


def read_language(given: Any) -> str | None:
    """A language code of ours; None if none is given. Raises `RejectedError` (`unknown_language`)."""
    if given is None or given == "":
        return None
    if not isinstance(given, str):
        raise RejectedError("invalid_field", f"lang: a string is wanted, not {_kind(given)}", "lang")
    code = re.split(r"[-_]", given.strip().lower())[0]
    found = language_aliases().get(code)
    if found is None:
        raise RejectedError(
            "unknown_language",
            f"language {given[:MAX_QUOTED]!r} is not one of {', '.join(LANGUAGES)}",
            "lang",
        )
    return found


def read_published(given: Any) -> date | None:
    """A date `YYYY-MM-DD`, with or without a time; None if none is given. Raises `RejectedError`."""
    if given is None or given == "":
        return None
    if isinstance(given, date):
        return given
    match = DATE_HEAD.fullmatch(given.strip()) if isinstance(given, str) else None
    if match is None:
        shown = repr(given[:MAX_QUOTED]) if isinstance(given, str) else _kind(given)
        raise RejectedError("invalid_date", f"published: {shown} is not a date like 2025-10-31", "published")
    try:
        found = date.fromisoformat(match[1])
    except ValueError:
        raise RejectedError(
            "invalid_date", f"published: the date {match[1]} does not exist", "published"
        ) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise RejectedError("invalid_date", f"published: {match[1]} is not of our time", "published")
    return found


def read_province(given: str) -> tuple[str | None, Note | None]:
    """The canonical Vietnamese name of a province; None and a note if unknown.

    It may be given without marks and blanks, and with the word for a province or city beside it.
    """
    name = given.strip()
    if not name or name in province_names():
        return name or None, None
    folded = _PROVINCE_WORD.sub("", _without_blanks(name)) or _without_blanks(name)
    folded = _SHORT_NAMES.get(folded, folded)
    for province in provinces():
        units: tuple[Province | OldUnit, ...] = (province, *province.old_units)
        for unit in units:
            if folded in (_without_blanks(unit.name), _without_blanks(unit.ascii)):
                return unit.name, None
    return None, Note(
        "unknown_province", "province", f"{given[:MAX_QUOTED]!r} is no province of Viet Nam: left out"
    )


_PROVINCE_WORD = re.compile(r"^(?:tỉnh|tinh|thànhphố|thanhpho|tp)|(?:province|city)$")
"""The words for a province and a city in Vietnamese and English, as `_without_blanks` writes them."""
_SHORT_NAMES = {"hcm": "hochiminh", "hcmc": "hochiminh", "saigon": "hochiminh", "sàigòn": "hochiminh"}


def _without_blanks(name: str) -> str:
    """A name in lower case without blanks, hyphens and dots: `Hà Nội`, `ha-noi` and `Hanoi` are written apart and together."""
    return re.sub(r"[\s.-]+", "", name).casefold()


def _issue(
    code: str,
    source: str,
    message: str,
    *,
    record: str | None = None,
    field: str | None = None,
    warning: bool = False,
) -> Issue:
    return Issue(
        severity="warning" if warning else "error",
        code=code,
        source=source,
        record=record,
        field=field,
        message=message,
    )


def _short(fault: Exception) -> str:
    return " ".join(str(fault).split())[:200]


def _kind(value: Any) -> str:
    """The JSON name of a value's type, for messages."""
    if value is None:
        return "null"
    names = {bool: "true or false", int: "a number", float: "a number", str: "a string", list: "a list"}
    return names.get(type(value), "an object")
