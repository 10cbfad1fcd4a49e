"""Files, folders and lines: each gives articles or issues, and never stops the rest."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import readers
from pipeline.errors import InputError, RejectedError
from pipeline.readers import (
    Handed,
    SourceFile,
    list_files,
    parse_record,
    path_id,
    read_file,
    read_lines,
    read_province,
)
from schemas import Issue

GOOD = {"article_id": "a", "text": "95 % de la population"}


def read_bytes(raw: bytes) -> list[Handed | Issue]:
    return list(read_lines(io.BytesIO(raw), "x.jsonl"))


def only_issue(raw: bytes) -> Issue:
    (item,) = read_bytes(raw)
    assert isinstance(item, Issue)
    return item


def read_path(path: Path, base: Path) -> list[Handed | Issue]:
    return list(read_file(SourceFile(path, path.stat().st_size), base))


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        (b'{"article_id": "a", "text": ', "invalid_json", None),
        (b"not json", "invalid_json", None),
        (b'["a"]', "not_an_object", None),
        (b"12", "not_an_object", None),
        (b'{"article_id": "a", "text": "\xff\xfe"}', "invalid_utf8", None),
        (b'{"article_id": "a", "text": "\\ud800"}', "invalid_json", None),
        (b'{"article_id": "a", "text": "a\x00b"}', "invalid_json", None),
        (b'{"article_id": "a", "text": ' + b"1" * 1000 + b"}", "invalid_field", "text"),
        (b'{"article_id": "a", "text": ' + b"[" * 5000 + b"]" * 5000 + b"}", "invalid_json", None),
        (b'{"text": "x"}', "invalid_field", "article_id"),
        (b'{"article_id": "", "text": "x"}', "invalid_field", "article_id"),
        (b'{"article_id": "a"}', "invalid_field", None),
        (b'{"article_id": "a", "text": "x", "html": "x"}', "invalid_field", None),
        (b'{"article_id": "a", "text": "  \\n"}', "empty_text", "text"),
        (b'{"article_id": "a", "text": "x", "lang": "id"}', "unknown_language", "lang"),
        (b'{"article_id": "a", "text": "x", "lang": 3}', "invalid_field", "lang"),
        (b'{"article_id": "a", "text": "x", "published": "2025-02-30"}', "invalid_date", "published"),
        (b'{"article_id": "a", "text": "x", "published": "31/10/2025"}', "invalid_date", "published"),
        (b'{"article_id": "a", "text": "x", "published": 20251031}', "invalid_date", "published"),
        (b'{"article_id": "a", "text": "x", "published": "0001-01-01"}', "invalid_date", "published"),
        (b'{"article_id": "a", "text": "x", "title": 3}', "invalid_field", "title"),
    ],
)
def test_a_broken_line_names_file_line_and_field_and_the_rest_goes_on(
    line: bytes, code: str, field: str | None
) -> None:
    good = json.dumps(GOOD).encode()
    first, broken, last = read_bytes(b"\n".join([good, line, good]))
    assert isinstance(first, Handed)
    assert isinstance(last, Handed)
    assert isinstance(broken, Issue)
    assert (broken.severity, broken.code, broken.source, broken.record, broken.field) == (
        "error", code, "x.jsonl", "line 2", field,
    )  # fmt: skip
    assert broken.message
    assert len(broken.message) < 400
    assert "\n" not in broken.message


def test_the_last_line_needs_no_end_and_empty_lines_are_passed_over() -> None:
    assert [item.record for item in read_bytes(b"\xef\xbb\xbf\n\r\n" + json.dumps(GOOD).encode())] == [
        "line 3"
    ]


def test_a_line_longer_than_the_bound_is_passed_over_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MAX_LINE_BYTES", 100)
    good = json.dumps(GOOD).encode()
    long, short = read_bytes(b"x" * 1234 + b"\n" + good)
    assert isinstance(long, Issue)
    assert (long.code, long.record) == ("too_large", "line 1")
    assert isinstance(short, Handed)
    assert short.record == "line 2"


def test_a_misspelt_key_is_told_once_and_the_article_taken() -> None:
    line = json.dumps({**GOOD, "pubished": "2025-01-01"}).encode()
    items = read_bytes(line + b"\n" + line)
    assert [type(item).__name__ for item in items] == ["Issue", "Handed", "Handed"]
    assert isinstance(items[0], Issue)
    assert (items[0].severity, items[0].code, items[0].field) == ("warning", "unknown_key", "pubished")


@pytest.mark.parametrize(
    ("given_code", "wanted"), [("th-TH", "th"), ("no", "nb"), ("NB_no", "nb"), ("", None), (None, None)]
)
def test_language_codes_of_the_web_are_understood(given_code: str | None, wanted: str | None) -> None:
    article, _ = parse_record({**GOOD, "lang": given_code})
    assert article.lang == wanted


@pytest.mark.parametrize("given_date", ["2025-10-31", "2025-10-31T08:30:00+07:00", "2025-10-31 08:30"])
def test_a_date_may_have_a_time(given_date: str) -> None:
    article, _ = parse_record({**GOOD, "published": given_date})
    assert article.published == date(2025, 10, 31)


@pytest.mark.parametrize(
    ("given_name", "wanted"),
    [("Cần Thơ", "Cần Thơ"), ("can tho", "Cần Thơ"), ("Thua Thien Hue", "Thừa Thiên Huế")],
)
def test_a_province_may_be_given_without_its_marks(given_name: str, wanted: str) -> None:
    article, notes = parse_record({**GOOD, "province": given_name})
    assert (article.province, notes) == (wanted, [])


def test_an_unknown_province_is_left_out_with_a_warning() -> None:
    article, notes = parse_record({**GOOD, "province": "Atlantis"})
    assert article.province is None
    assert [note.code for note in notes] == ["unknown_province"]


def test_a_given_text_is_never_altered() -> None:
    text = "\ufeff a\r\n9\u00a0% \U0001f600 ำ\u200b "
    article, _ = parse_record({"article_id": "a", "text": text})
    assert article.text == text


def test_a_text_file_gets_its_line_ends_and_metadata_from_the_json_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfUn\r\nDeux\rTrois\n")
    (tmp_path / "a.json").write_text(
        '{"lang": "fr", "published": "2025-01-02", "figures": [], "story": null}'
    )
    (item,) = read_path(tmp_path / "a.txt", tmp_path)
    assert isinstance(item, Handed)
    assert item.article.text == "Un\nDeux\nTrois\n"
    assert (item.article.lang, item.article.published) == ("fr", date(2025, 1, 2))
    assert item.article.article_id == "a.txt"


def test_a_broken_json_beside_a_text_refuses_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Un")
    (tmp_path / "a.json").write_text("{")
    (item,) = read_path(tmp_path / "a.txt", tmp_path)
    assert isinstance(item, Issue)
    assert item.code == "invalid_sidecar"


def test_the_id_of_a_file_does_not_depend_on_how_its_path_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "news" / "2025"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    typed = [Path("a.txt"), Path("../2025/a.txt"), folder / "a.txt", Path("./a.txt")]
    assert {path_id(path, tmp_path) for path in typed} == {"news/2025/a.txt"}


def test_a_file_over_the_bound_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.html"
    with path.open("wb") as handle:
        handle.truncate(50_000_000)
    (item,) = read_path(path, tmp_path)
    assert isinstance(item, Issue)
    assert item.code == "too_large"


def test_a_file_that_vanished_is_an_issue(tmp_path: Path) -> None:
    for name in ("a.txt", "a.jsonl"):
        (item,) = read_file(SourceFile(tmp_path / name, 3), tmp_path)
        assert isinstance(item, Issue)
        assert item.code == "unreadable"


def test_folders_are_walked_in_order_each_file_once_other_files_left_alone(tmp_path: Path) -> None:
    for name in ("b.html", "a.txt", "sub/c.jsonl", "sub/.hidden.txt", ".git/d.txt", "notes.md", "a.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    listed = list_files([tmp_path, tmp_path / "a.txt"])
    assert [source.path.name for source in listed.files] == ["a.txt", "b.html", "c.jsonl"]
    assert listed.ignored == 2
    assert listed.issues == []


def test_a_missing_path_is_an_issue_beside_others_and_an_error_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    listed = list_files([tmp_path / "none", tmp_path / "a.txt"])
    assert [issue.code for issue in listed.issues] == ["no_such_file"]
    assert len(listed.files) == 1
    with pytest.raises(InputError, match="none"):
        list_files([tmp_path / "none"])


def test_a_folder_without_articles_is_an_error_not_a_quiet_success(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing to read"):
        list_files([tmp_path])


@pytest.mark.skipif(os.name != "posix", reason="names that are no text exist on POSIX only")
def test_a_file_name_that_is_no_utf8_is_read_and_can_be_printed(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    try:
        path.write_text("Un")
    except OSError:
        pytest.skip("this file system wants UTF-8 names")  # such a name cannot be met there at all (macOS)
    (item,) = read_path(path, tmp_path)
    assert isinstance(item, Handed)
    assert item.article.article_id == "caf\\xe9.txt"
    item.source.encode()


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
keys = st.sampled_from([*readers.KNOWN_KEYS, "figures"]) | st.text(max_size=8)


@given(st.dictionaries(keys, values, max_size=6))
def test_any_object_is_an_article_or_a_reject_with_a_reason(record: dict[str, Any]) -> None:
    try:
        article, _ = parse_record(record)
    except RejectedError:
        return
    assert (article.text is None) != (article.html is None)


@given(st.lists(st.binary(max_size=60)))
def test_any_bytes_give_one_item_or_more_for_each_line(lines: list[bytes]) -> None:
    wanted = [line for line in b"\n".join(lines).split(b"\n") if line.strip()]
    numbers = {item.record for item in read_bytes(b"\n".join(lines))}
    assert len(numbers) >= len([line for line in wanted if line != b"\xef\xbb\xbf"])


def test_a_given_record_is_streamed_not_gathered(write_lines: Callable[..., Path]) -> None:
    class Endless(io.RawIOBase):
        """A stream without end: whoever gathered it would never come back."""

        def readline(self, size: int | None = -1) -> bytes:
            return json.dumps(GOOD).encode() + b"\n"

    stream = read_lines(Endless(), "x")  # type: ignore[arg-type]
    assert [item.record for item, _ in zip(stream, range(3), strict=False)] == ["line 1", "line 2", "line 3"]


@pytest.mark.parametrize("name", ["Hà Nội", "hà nội", "Ha Noi", "ha-noi", "Hanoi", " HANOI "])
def test_a_province_is_known_with_and_without_marks_and_blanks(name: str) -> None:
    assert read_province(name) == ("Hà Nội", None)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Ho Chi Minh City", "Hồ Chí Minh"),
        ("TP. HCM", "Hồ Chí Minh"),
        ("Saigon", "Hồ Chí Minh"),
        ("tỉnh Lào Cai", "Lào Cai"),
        ("Thai Nguyen Province", "Thái Nguyên"),
        ("Tiền Giang", "Tiền Giang"),
        ("Thanh Hoa", "Thanh Hóa"),
    ],
)
def test_the_word_for_a_province_or_city_may_stand_beside_its_name(given: str, name: str) -> None:
    assert read_province(given) == (name, None)


def test_a_key_that_stands_twice_is_refused_and_named() -> None:
    issue = only_issue(b'{"article_id": "a", "text": "95 %", "text": "96 %"}\n')
    assert issue.code == "duplicate_key"
    assert "'text'" in issue.message


def test_what_is_wrong_with_json_is_told_by_its_column_in_the_line() -> None:
    issue = only_issue(b'{"article_id": "a", "text": "cut\n')
    assert issue.record == "line 1"
    assert issue.message.endswith(" at column 32")
