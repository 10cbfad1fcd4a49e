"""What differs between two nights: what was at work first, then numbers with their change."""

from __future__ import annotations

from pipeline.nightly.comparison import compare_nights
from pipeline.nightly.ledger import NightIssue
from tests.pipeline.nightly.nights import make_night


def test_a_night_does_not_differ_from_itself() -> None:
    night = make_night(0, {"lo": 3})
    assert compare_nights(night, night) == []


def test_versions_and_settings_come_before_the_numbers() -> None:
    one, other = make_night(0, {"lo": 100, "th": 10}), make_night(1, {"lo": 40, "th": 10}, status=41)
    one.versions, other.versions = {"lexicon lo": "a", "tinso": "1"}, {"lexicon lo": "b", "tinso": "1"}
    other.issues.append(NightIssue("error", "few_articles", None, "paper", "lo", "few"))
    found = {each.what: (each.first, each.second, each.change) for each in compare_nights(one, other)}
    assert list(found)[:3] == ["result", "lexicon lo", "issues few_articles"]
    assert found["result"] == ("well", "unusual", "")
    assert found["fetch paper lo out"] == (100, 40, "-60 (-60 %)")
    assert found["issues few_articles"] == (0, 1, "+1")
    assert not [what for what in found if "th" in what.split()]


def test_a_language_that_one_night_lacks_counts_as_none() -> None:
    found = {
        each.what: each
        for each in compare_nights(make_night(0, {"lo": 5}), make_night(0, {"lo": 5, "th": 7}))
    }
    assert (found["fetch paper th out"].first, found["fetch paper th out"].second) == (0, 7)
    assert "fetch paper th state" not in found
