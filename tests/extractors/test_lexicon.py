"""Lexicons: a wrong file fails by name, and every form is found by what it tells."""

import pytest

from extractors import language_codes
from extractors.lexicon import HERE, compile_lexicon, lexicon_of
from schemas.lexicon import LexiconSpec
from schemas.reference import DataFileError, read_data_file

SMALLEST = """
[language]
code = "fr"
name = "French"
spaces = true
head = "after"

[number]

[date]
months = { 1 = ["janvier"] }

[comparator]

[scheme]
[measure]
[unit]
person = ["personne"]
[currency]
VND = ["dong"]
[physical]
[base]
[scenario]
"""


def read(tmp_path, text):
    path = tmp_path / "lexicon.toml"
    path.write_text(text, "utf-8")
    return compile_lexicon(read_data_file(path, LexiconSpec))


def test_the_smallest_lexicon_compiles(tmp_path):
    assert "personne" in read(tmp_path, SMALLEST).forms


def test_a_misspelt_key_is_named_with_its_file(tmp_path):
    with pytest.raises(DataFileError, match=r"lexicon\.toml.*unit\.persons"):
        read(tmp_path, SMALLEST.replace("person = ", "persons = "))


def test_a_currency_that_no_figure_may_have_is_named(tmp_path):
    with pytest.raises(DataFileError, match=r"currency\.DONG"):
        read(tmp_path, SMALLEST.replace("VND = ", "DONG = "))


def test_a_form_with_two_values_must_be_marked_ambiguous(tmp_path):
    twice = SMALLEST.replace('person = ["personne"]', 'person = ["personne"]\nhousehold = ["personne"]')
    with pytest.raises(DataFileError, match="'personne' is both"):
        read(tmp_path, twice)
    assert read(tmp_path, 'ambiguous = ["personne"]\n' + twice).forms["personne"]["unit"] == "person"


def test_a_province_must_have_its_canonical_name(tmp_path):
    with pytest.raises(DataFileError, match=r"province\.Hanoi"):
        read(tmp_path, SMALLEST + '[province]\n"Hanoi" = ["hanoi"]\n')


@pytest.mark.parametrize("lang", language_codes())
def test_the_hash_of_a_lexicon_is_of_its_words_and_rules(lang):
    assert len(lexicon_of(lang).hash) == 16
    assert (HERE / lang / "examples.toml").exists()
