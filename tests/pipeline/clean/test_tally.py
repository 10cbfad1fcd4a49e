"""A night is judged by its numbers: what yields nothing, fits no more or lost its dates is told, with the nights before."""

from __future__ import annotations

from typing import Any

from pipeline.clean import LayoutUse, Tally

ALL = ("title", "body", "published", "origin")


def use(*missed: str, verified: bool = True) -> LayoutUse:
    return LayoutUse("vietnam-vn", 1, verified, tuple(part for part in ALL if part not in missed), missed)


def quiet(tally: Tally, language: str, pages: int = 20) -> None:
    for _ in range(pages):
        tally.count_article("vietnam-vn", language, dated=True, layout=use())


def nights(**changes: int) -> list[dict[str, Any]]:
    """The rows of two quiet nights, with some numbers changed."""
    tally = Tally()
    quiet(tally, "lo")
    (row,) = tally.rows()
    return [row | changes | {"night": night} for night in ("2026-11-20", "2026-11-21")]


def test_a_usual_night_raises_nothing() -> None:
    tally = Tally()
    for language in ("lo", "fr"):
        quiet(tally, language)
    tally.count_refusal("vietnam-vn", "lo", "wrong_language")
    tally.count_refusal("vietnam-vn", "lo", "no_article")
    tally.count_refusal("vietnam-vn", "fr", "page_timeout")
    assert tally.judge(nights()) == []


def test_rows_hold_every_page_once() -> None:
    tally = Tally()
    quiet(tally, "lo", 3)
    for code in ("wrong_language", "no_article", "page_memory", "bad_encoding"):
        tally.count_refusal("vietnam-vn", "lo", code)
    tally.count_article("vietnam-vn", "lo", dated=False, layout=None)
    (row,) = tally.rows()
    assert row["pages"] == 8
    assert row["pages"] == row["articles"] + sum(
        row[name] for name in ("wrong_language", "no_article", "quarantined", "refused")
    )
    assert (row["undated"], row["with_layout"]) == (1, 3)


def test_a_language_that_yields_no_text_is_told_with_its_reasons_and_the_nights_before() -> None:
    tally = Tally()
    quiet(tally, "fr")
    for _ in range(7):
        tally.count_refusal("vietnam-vn", "lo", "no_article")
    tally.count_refusal("vietnam-vn", "lo", "wrong_language")
    (issue,) = tally.judge(nights())
    assert (issue.severity, issue.code, issue.source, issue.record) == (
        "error",
        "language_yields_no_text",
        "vietnam-vn",
        "lo",
    )
    assert "8 pages gave no article (1 wrong language, 7 no article)" in issue.message
    assert "2026-11-20: 20 of 20; 2026-11-21: 20 of 20" in issue.message


def test_a_language_of_which_no_page_came_is_told_where_its_source_was_read() -> None:
    tally = Tally()
    quiet(tally, "fr")
    (issue,) = tally.judge(nights())
    assert (issue.code, issue.record) == ("language_yields_no_text", "lo")
    assert "no page came tonight" in issue.message
    assert Tally().judge(nights()) == []


def test_a_language_that_has_an_article_now_and_then_may_be_missing() -> None:
    tally = Tally()
    quiet(tally, "fr")
    assert tally.judge(nights(articles=9)) == []
    other = [row | {"language": "fr", "night": f"2026-11-{day}"} for day, row in enumerate(nights(), 15)]
    assert tally.judge([*nights()[1:], *other]) == [], "most nights had none"
    assert [issue.code for issue in tally.judge(nights(articles=10))] == ["language_yields_no_text"]


def test_one_page_that_is_no_article_is_a_warning_in_a_language_that_had_no_other() -> None:
    tally = Tally()
    quiet(tally, "fr")
    tally.count_refusal("vietnam-vn", "lo", "no_article")
    (issue,) = tally.judge(nights())
    assert (issue.severity, issue.code) == ("warning", "language_yields_no_text")


def test_a_layout_whose_selectors_stopped_matching_is_told_by_their_names() -> None:
    tally = Tally()
    quiet(tally, "lo", 10)
    for _ in range(10):
        tally.count_article("vietnam-vn", "lo", dated=True, layout=use("title", "body"))
    (issue,) = tally.judge(nights(missed_title=1))
    assert (issue.code, issue.field) == ("layout_does_not_fit", "title, body")
    assert "of 20 pages the layout does not find: title on 10, body on 10" in issue.message
    assert "2026-11-20: 1 and 0 of 20" in issue.message
    assert "never verified" not in issue.message


def test_articles_without_an_origin_are_no_sign_of_a_changed_layout_until_most_lack_it() -> None:
    few, most = Tally(), Tally()
    for number in range(20):
        few.count_article("vietnam-vn", "lo", dated=True, layout=use(*(["origin"] if number < 10 else [])))
        most.count_article("vietnam-vn", "lo", dated=True, layout=use("origin", verified=False))
    assert few.judge() == []
    (issue,) = most.judge()
    assert issue.field == "origin"
    assert "never verified on real pages" in issue.message
    assert "no nights before are known" in issue.message


def test_pages_of_no_layout_miss_none() -> None:
    tally = Tally()
    for _ in range(20):
        tally.count_article("lecourrier", "fr", dated=True, layout=None)
    assert tally.judge() == []


def test_a_share_of_articles_without_a_date_is_told() -> None:
    tally = Tally()
    for number in range(20):
        tally.count_article("lecourrier", "fr", dated=number >= 5, layout=None)
    (issue,) = tally.judge()
    assert issue.code == "pages_without_date"
    assert issue.message.startswith("5 of 20 articles have no date")


def test_pages_in_another_language_and_pages_set_aside_are_told_by_share() -> None:
    tally = Tally()
    quiet(tally, "nb", 20)
    for _ in range(5):
        tally.count_refusal("vietnam-vn", "nb", "wrong_language")
        tally.count_refusal("vietnam-vn", "nb", "page_crash")
    issues = {issue.code: issue for issue in tally.judge()}
    assert set(issues) == {"wrong_language_pages", "pages_quarantined"}
    assert "5 of 30 pages are in another language" in issues["wrong_language_pages"].message


def test_a_few_pages_are_no_share() -> None:
    tally = Tally()
    tally.count_article("lecourrier", "fr", dated=False, layout=None)
    tally.count_refusal("lecourrier", "fr", "wrong_language")
    assert tally.judge() == []
