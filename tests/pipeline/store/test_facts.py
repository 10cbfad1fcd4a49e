"""What is one fact and what is two, what an edition that reads otherwise does, and what a province's name means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Told

ORIGIN = "https://baovinhlong.com.vn/a-b-c-1/"
TARGET: dict[str, Any] = {
    "value": 95,
    "scenario": "target",
    "date_end": "2030-12-31",
    "province": "Vĩnh Long",
}


def test_five_editions_make_one_fact_with_five_copies(told: Told) -> None:
    for lang in ("fr", "lo", "ms", "nb", "th"):
        told.tell(lang, TARGET, lang=lang, origin_url=ORIGIN)
    assert told.ask("SELECT langs, articles, len(copies), editions_agree, outvoted FROM facts") == [
        (["fr", "lo", "ms", "nb", "th"], 5, 5, True, False)
    ]


def test_a_repeat_within_an_article_is_a_copy(told: Told) -> None:
    told.tell("a", TARGET, {**TARGET})
    assert told.ask("SELECT articles, len(copies) FROM facts") == [(1, 2)]


def test_articles_of_two_stories_make_two_facts(told: Told) -> None:
    told.tell("a", TARGET)
    told.tell("b", TARGET)
    assert told.ask("SELECT count(*), count(DISTINCT fact_id), count(DISTINCT story_id) FROM facts") == [
        (2, 2, 2)
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"value": 96},
        {"value_max": 97},
        {"out_of": 200},
        {"unit": "percentage_point"},
        {"indicator": "social_insurance.coverage_rate"},
        {"scenario": "rule"},
        {"scope": "part"},
        {"per": "year"},
        {"date_end": "2029-12-31"},
        {"province": "Cà Mau"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_differs_in_one_of_these_is_another_fact(told: Told, other: dict[str, Any]) -> None:
    told.tell("a", TARGET, {**TARGET, **other})
    assert told.ask("SELECT count(*), count(DISTINCT fact_id) FROM facts") == [(2, 2)]


def test_editions_without_an_origin_are_joined_by_slug_and_day(told: Told) -> None:
    address = "https://www.vietnam.vn/{}/{}"
    told.tell("fr", TARGET, url=address.format("fr", "xa-14-3-ha"))
    told.tell("th", TARGET, lang="th", url=address.format("th", "xa-143-ha"))
    told.tell("nb", TARGET, lang="nb", url=address.format("no", "xa-14-3-ha"), published="2025-11-19")
    told.tell("ms", TARGET, lang="ms", url=address.format("ms", "xa-14-3-ha"), published=None)
    assert told.ask("SELECT langs FROM facts ORDER BY ALL") == [(["fr", "th"],), (["ms"],), (["nb"],)]


def test_an_edition_that_lacks_the_origin_joins_those_of_its_slug_that_have_it(told: Told) -> None:
    told.tell("fr", TARGET, url="https://www.vietnam.vn/fr/xa-so-ba", origin_url=ORIGIN)
    told.tell("th", TARGET, lang="th", url="https://www.vietnam.vn/th/xa-so-ba")
    assert told.ask("SELECT story_id, langs FROM facts") == [(ORIGIN, ["fr", "th"])]


def test_a_slug_of_two_words_joins_nothing(told: Told) -> None:
    told.tell("a", TARGET, url="https://one.vn/tin-tuc")
    told.tell("b", TARGET, url="https://two.vn/tin-tuc")
    assert told.ask("SELECT count(*) FROM facts") == [(2,)]


def test_an_edition_that_reads_a_figure_otherwise_is_told_and_outvoted(told: Told) -> None:
    told.tell("fr", TARGET, lang="fr", origin_url=ORIGIN)
    told.tell("th", TARGET, lang="th", origin_url=ORIGIN)
    told.tell("nb", {**TARGET, "scenario": "actual"}, lang="nb", origin_url=ORIGIN)
    told.tell("ms", lang="ms", origin_url=ORIGIN)
    rows = told.ask("SELECT scenario, agreement, editions_agree, outvoted FROM facts ORDER BY scenario DESC")
    assert [(scenario, agree, outvoted) for scenario, _, agree, outvoted in rows] == [
        ("target", False, False),
        ("actual", False, True),
    ]
    assert rows[0][1] == {
        "fr": "same",
        "ms": "not read",
        "nb": "health_insurance.coverage_rate, actual, whole, Vĩnh Long, 2030-12-31",
        "th": "same",
    }


def test_an_edition_with_another_value_or_comparator_in_its_place_is_told(told: Told) -> None:
    told.tell("fr", TARGET, origin_url=ORIGIN)
    told.tell("lo", {**TARGET, "comparator": ">="}, lang="lo", origin_url=ORIGIN)
    told.tell("th", {**TARGET, "value": 59}, lang="th", origin_url=ORIGIN)
    rows = told.ask("SELECT agreement FROM facts WHERE value = 95")
    assert sorted(rows[0][0]) == ["fr", "lo", "th"]
    assert rows[0][0]["lo"] == "comparator >="
    assert rows[0][0]["th"].startswith("59")


def test_a_copy_without_province_goes_with_those_that_agree_on_one(told: Told) -> None:
    told.tell("fr", TARGET, origin_url=ORIGIN)
    told.tell("th", {**TARGET, "province": None}, lang="th", origin_url=ORIGIN)
    assert told.ask("SELECT province, langs FROM facts") == [("Vĩnh Long", ["fr", "th"])]


def test_the_countrys_figure_beside_the_same_of_a_province_stays_its_own(told: Told) -> None:
    told.tell("fr", TARGET, {**TARGET, "province": None}, origin_url=ORIGIN)
    assert told.ask("SELECT province FROM facts ORDER BY 1 NULLS LAST") == [("Vĩnh Long",), (None,)]


def test_a_fact_is_dated_by_its_date_else_by_the_publication(told: Told) -> None:
    told.tell("a", {"value": 80, "date_end": "2025-10-31"}, {"value": 81})
    told.tell("b", {"value": 82}, published=None)
    assert told.ask("SELECT value::INT, obs_date::VARCHAR, obs_date_basis FROM facts ORDER BY 1") == [
        (80, "2025-10-31", "date_end"),
        (81, "2025-11-18", "published"),
        (82, None, None),
    ]


@pytest.mark.parametrize(
    ("name", "published", "wanted"),
    [
        ("Phú Thọ", "2021-03-01", ("before", "phu-tho@before", "phu-tho@before", None, True)),
        ("Phú Thọ", "2025-06-30", ("before", "phu-tho@before", "phu-tho@before", None, True)),
        ("Phú Thọ", "2025-07-01", ("since", "phu-tho@since", "phu-tho@since", None, True)),
        ("Phú Thọ", None, (None, None, None, "unknown_vintage", True)),
        ("Hà Nội", None, (None, None, "ha-noi", "unknown_vintage", False)),
        ("Hà Nội", "2021-03-01", ("before", "ha-noi@before", "ha-noi", None, False)),
        ("Hà Giang", "2025-11-01", ("since", "ha-giang@before", "ha-giang@before", "name_of_other_vintage", True)),
        ("Thừa Thiên Huế", "2021-03-01", ("before", "thua-thien-hue@before", "hue", None, False)),
    ],
)  # fmt: skip
def test_a_name_means_the_unit_of_the_publication_date_never_of_the_due_date(
    told: Told, name: str, published: str | None, wanted: tuple[Any, ...]
) -> None:
    told.tell("a", {**TARGET, "province": name}, published=published)
    columns = "vintage, province_id, extent_id, province_flag, series_breaks"
    assert told.ask(f"SELECT {columns} FROM facts") == [wanted]


def test_only_the_latest_revision_counts(told: Told) -> None:
    told.tell("a", TARGET)
    told.store()
    told.tell("a", {**TARGET, "value": 96})
    assert told.ask("SELECT value::INT FROM facts") == [(96,)]
