"""Claims about the read and the unread half."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.gold import GOLD_FOLDER, load_gold
from corpus.halves import READ_FILE, ReadFile, first_half, read_articles, read_file_of, reveal_article
from schemas import DataFileError
from schemas.codes import LANGUAGES
from schemas.reference import read_data_file

DAY = date(2026, 2, 3)


def test_every_packaged_language_has_a_frozen_first_half_and_unread_articles() -> None:
    gold = load_gold()
    read = read_articles(gold)
    frozen = read_data_file(READ_FILE, ReadFile).first_half
    assert set(frozen) == set(LANGUAGES)
    for lang, names in frozen.items():
        articles = {article.article_id for article in gold if article.lang == lang}
        assert names
        assert set(names) <= articles
        assert articles - read, f"{lang} has no unread article left"


def test_every_article_in_the_read_file_exists() -> None:
    known = {article.article_id for article in load_gold()}
    record = read_data_file(READ_FILE, ReadFile)
    assert {revealed.article for revealed in record.revealed} <= known


def test_gold_without_a_record_is_halved_by_name(write_article) -> None:
    for name in ("fr-c", "fr-a", "fr-b"):
        folder = write_article(name).parent
    gold = load_gold(folder)
    assert first_half(gold, "fr") == {"fr-a", "fr-b"}
    assert read_articles(gold, folder) == {"fr-a", "fr-b"}


def test_a_new_article_does_not_move_a_frozen_line(write_article) -> None:
    for name in ("fr-c", "fr-d", "fr-a", "fr-b"):
        folder = write_article(name).parent
    (folder / "read_articles.toml").write_text('[first_half]\nfr = ["fr-c"]\n', "utf-8")
    assert read_articles(load_gold(folder), folder) == {"fr-c"}


def test_a_reveal_moves_one_article_for_good_and_is_dated(write_article) -> None:
    for name in ("fr-a", "fr-b", "fr-c", "fr-d"):
        folder = write_article(name).parent
    gold = load_gold(folder)
    assert reveal_article("fr-d", gold, DAY, folder) is True
    assert read_articles(gold, folder) == {"fr-a", "fr-b", "fr-d"}
    assert reveal_article("fr-d", gold, DAY, folder) is False
    record = read_data_file(folder / "read_articles.toml", ReadFile)
    assert [(revealed.article, revealed.date) for revealed in record.revealed] == [("fr-d", DAY)]


def test_a_second_reveal_keeps_the_first(write_article) -> None:
    for name in ("fr-a", "fr-b", "fr-c", "fr-d"):
        folder = write_article(name).parent
    gold = load_gold(folder)
    for name in ("fr-d", "fr-c"):
        reveal_article(name, gold, DAY, folder)
    assert read_articles(gold, folder) == {"fr-a", "fr-b", "fr-c", "fr-d"}


def test_an_id_with_quotes_is_recorded_whole(write_article) -> None:
    write_article("fr-a")
    folder = write_article('fr-z"b"\\').parent
    gold = load_gold(folder)
    assert reveal_article('fr-z"b"\\', gold, DAY, folder) is True
    assert 'fr-z"b"\\' in read_articles(gold, folder)


def test_revealing_an_article_that_may_be_read_writes_nothing(write_article) -> None:
    folder = write_article("fr-a").parent
    assert reveal_article("fr-a", load_gold(folder), DAY, folder) is False
    assert not (folder / "read_articles.toml").exists()


def test_an_unknown_article_cannot_be_revealed(write_article) -> None:
    folder = write_article("fr-a").parent
    with pytest.raises(CorpusError, match="'fr-x' is not in the gold"):
        reveal_article("fr-x", load_gold(folder), DAY, folder)


def test_a_reveal_that_cannot_be_recorded_is_refused(write_article) -> None:
    for name in ("fr-a", "fr-b"):
        folder = write_article(name).parent
    gold = load_gold(folder)
    with pytest.raises(CorpusError, match="cannot be recorded"):
        reveal_article("fr-b", gold, DAY, folder / "nowhere")


def test_a_misspelt_key_of_the_record_fails_by_name(write_article) -> None:
    folder = write_article("fr-a").parent
    (folder / "read_articles.toml").write_text('[[reveald]]\narticle = "fr-a"\n', "utf-8")
    with pytest.raises(DataFileError, match=r"read_articles\.toml.*reveald"):
        read_articles(load_gold(folder), folder)


def test_the_packages_gold_is_recorded_beside_it_from_whatever_folder_of_it(tmp_path: Path) -> None:
    assert read_file_of(GOLD_FOLDER) == read_file_of(GOLD_FOLDER / "fr") == READ_FILE
    assert read_file_of(tmp_path) == tmp_path / "read_articles.toml"
