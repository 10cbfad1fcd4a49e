"""Audited articles become gold that the corpus accepts and scores on; what nobody judged is scored neither way."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.gold import load_gold
from corpus.validation import validate_gold
from pipeline.audit.export import export_gold, gold_name
from pipeline.audit.ledger import Ledger, ledger_path, new_event_id
from pipeline.errors import LedgerMissingError
from pipeline.store import CurrentArticle
from schemas.review import Anchor, ReviewEvent

from ..conftest import Outcome
from .stored import TEXT, decide, event, missed, seen, store

Run = Callable[..., Outcome]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "tinso.duckdb"
    store(path, TEXT, ("95 %", "95"), ("84,5 %", "84.5"))
    return path


def done(shown: CurrentArticle) -> ReviewEvent:
    about = event(shown, shown.figures[0], "accept")
    return ReviewEvent.model_validate(
        {
            **about.model_dump(exclude={"figure_id", "anchor", "reading"}),
            "event_id": new_event_id(),
            "action": "article_done",
        }
    )


def audit_whole(db: Path) -> None:
    """Correct one figure, reject the other, add a third, and read the article to its end."""
    shown = seen(db)
    target, actual = shown.figures
    decide(
        db,
        event(shown, target, "correct", field="scenario", old="actual", new="target"),
        event(shown, actual, "reject", reason="duplicate"),
        missed(shown, "12 000", kind="count", value="12000", unit="person"),
        done(shown),
    )


def written(folder: Path) -> dict[str, Any]:
    (path,) = folder.rglob("*.json")
    gold: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return gold


def test_an_audited_article_is_gold(db: Path, tmp_path: Path) -> None:
    audit_whole(db)
    told = export_gold(db, tmp_path / "gold")
    assert (told.articles, told.figures, told.partial, told.faults, told.left) == (1, 2, 0, (), 0)
    (article,) = load_gold(tmp_path / "gold")
    assert article.text == TEXT
    assert validate_gold(tmp_path / "gold").faults == ()
    assert [(figure.quote, figure.scenario, figure.value) for figure in article.figures] == [
        ("95 %", ("target",), (95,)),
        ("12 000", ("actual",), (12000,)),
    ]
    gold = written(tmp_path / "gold")
    assert [row["note"] for row in gold["figures"]] == ["corrected: scenario", "added"]
    assert (gold["url"], gold["published"]) == ("https://example.org/a", "2026-11-02")
    assert [(row["quote"], row["optional"]) for row in gold["deadlines"]] == [("D'ici 2030", True)]
    assert "dao" not in json.dumps(gold)


def test_an_article_that_nobody_read_whole_is_left_out_unless_it_is_asked_for(
    db: Path, tmp_path: Path
) -> None:
    shown = seen(db)
    decide(db, event(shown, shown.figures[0], "accept"))
    told = export_gold(db, tmp_path / "gold")
    assert (told.articles, told.partial) == (0, 1)
    told = export_gold(db, tmp_path / "gold", partial=True)
    assert (told.articles, told.figures, told.partial) == (1, 2, 1)
    figures = written(tmp_path / "gold")["figures"]
    assert [(row["quote"], row.get("optional", False), row["note"]) for row in figures] == [
        ("95 %", False, "accepted"),
        ("84,5 %", True, "not reviewed"),
    ]


@pytest.mark.parametrize("what", ["undone", "disputed", "other text"])
def test_whole_is_no_longer_whole(db: Path, tmp_path: Path, what: str) -> None:
    audit_whole(db)
    shown = seen(db)
    with Ledger(ledger_path(db)) as ledger:
        if what == "undone":
            read = ledger.read_whole("a")[0].event
            ledger.undo(read.event_id, "dao", new_event_id(), read.at)
        elif what == "disputed":
            ledger.append([event(shown, shown.figures[0], "reject", reason="duplicate", reviewer="lin")])
        else:
            store(db, TEXT + " Fin.", ("95 %", "95"), ("84,5 %", "84.5"), revision=2)
    told = export_gold(db, tmp_path / "gold")
    assert (told.articles, told.partial) == (0, 1)


def test_a_corrected_span_is_the_place_of_the_gold(db: Path, tmp_path: Path) -> None:
    shown = seen(db)
    target, actual = shown.figures
    longer = Anchor.at(TEXT, target.start, target.end + 3)
    decide(
        db,
        event(shown, target, "correct", field="span", new=longer.model_dump_json()),
        event(shown, actual, "accept"),
        done(shown),
    )
    export_gold(db, tmp_path / "gold")
    assert written(tmp_path / "gold")["figures"][0]["quote"] == "95 % de"


def test_a_quote_is_told_by_its_occurrence_behind_an_emoji_and_with_any_line_ends(tmp_path: Path) -> None:
    db = tmp_path / "tinso.duckdb"
    text = "🙂 95 et 5 %\r\nencore 5 %\ret 95 %"
    store(db, text, ("95 %", "95"))
    shown = seen(db)
    decide(db, event(shown, shown.figures[0], "accept"), done(shown))
    export_gold(db, tmp_path / "gold")
    (article,) = load_gold(tmp_path / "gold")
    assert article.text == "🙂 95 et 5 %\nencore 5 %\net 95 %"
    (span,) = article.figure_spans
    assert article.text[span.start : span.end] == "95 %"
    assert article.text[: span.start].endswith("et ")


def test_the_third_of_the_same_quotes_is_the_third(tmp_path: Path) -> None:
    db = tmp_path / "tinso.duckdb"
    text = "5 % puis 15 % puis 5 % enfin"
    store(db, text, ("5 % enfin", "5"))
    shown = seen(db)
    place = text.index("5 % enfin")
    figure = shown.figures[0]
    exact = Anchor.at(text, place, place + 3)
    decide(db, event(shown, figure, "correct", field="span", new=exact.model_dump_json()), done(shown))
    export_gold(db, tmp_path / "gold")
    row = written(tmp_path / "gold")["figures"][0]
    assert (row["quote"], row["occurrence"]) == ("5 %", 3)


def test_verdicts_that_contradict_each_other_are_told_and_left_out(db: Path, tmp_path: Path) -> None:
    shown = seen(db)
    decide(
        db,
        event(shown, shown.figures[0], "accept"),
        event(shown, shown.figures[1], "reject", reason="wrong_span"),
        missed(shown, "84,5 % et 12 000", kind="count", value="12000", unit="person"),
        missed(shown, "12 000", kind="count", value="12000", unit="person"),
        done(shown),
    )
    told = export_gold(db, tmp_path / "gold")
    assert (told.articles, told.partial) == (0, 0)
    assert told.faults == ("a: '12 000': overlaps another figure",)


def test_exporting_again_writes_the_same_files_and_tells_of_others(db: Path, tmp_path: Path) -> None:
    audit_whole(db)
    export_gold(db, tmp_path / "gold")
    (path,) = (tmp_path / "gold").rglob("*.json")
    before = path.read_bytes()
    (path.parent / "else.json").write_text("{}")
    assert export_gold(db, tmp_path / "gold").left == 1
    assert path.read_bytes() == before


def test_only_the_languages_that_are_asked_for(db: Path, tmp_path: Path) -> None:
    audit_whole(db)
    assert export_gold(db, tmp_path / "gold", languages=["lo"]).articles == 0
    assert export_gold(db, tmp_path / "gold", languages=["fr"]).articles == 1


def test_names_are_readable_and_tell_articles_apart() -> None:
    article = CurrentArticle("https://example.org/fr/bảo-hiểm-2025.html", "fr", "", "", None, ())
    assert gold_name(article).startswith("fr-b-o-hi-m-2025-html-")
    assert gold_name(article) != gold_name(article._replace(article_id=article.article_id + "?2"))


def test_without_a_ledger_there_is_nothing_to_export(db: Path, tmp_path: Path) -> None:
    with pytest.raises(LedgerMissingError):
        export_gold(db, tmp_path / "gold")


def test_the_command_exports_and_eval_scores_on_it(run_tinso: Run, db: Path) -> None:
    audit_whole(db)
    outcome = run_tinso("audit", "export", "gold")
    assert outcome == Outcome(0, "exported   1 articles with 2 figures to gold\n", "")
    scored = json.loads(run_tinso("eval", "gold", "--json").out)
    outcome = run_tinso("eval", "--audited", "--json")
    assert json.loads(outcome.out) == scored
    assert "scored on 1 audited articles, 2 figures" in outcome.err
    assert (scored["scores"]["fr"]["articles"], scored["scores"]["fr"]["figures"]) == (1, 2)
    wrong = run_tinso("eval", "gold", "--audited")
    assert (wrong.status, wrong.out) == (1, "")


def test_eval_says_what_to_do_where_nothing_was_read_whole(run_tinso: Run, db: Path) -> None:
    shown = seen(db)
    decide(db, event(shown, shown.figures[0], "accept"))
    outcome = run_tinso("eval", "--audited")
    assert outcome.status == 1
    assert "no article of tinso.duckdb was read whole yet" in outcome.err
    told = json.loads(run_tinso("audit", "export", "gold", "--json").out)
    assert (told["articles"], told["partial"]) == (0, 1)


def test_the_trail_is_printed_in_order_and_the_ledger_looked_over(run_tinso: Run, db: Path) -> None:
    audit_whole(db)
    lines = [json.loads(line) for line in run_tinso("audit", "trail").out.splitlines()]
    assert [(line["seq"], line["action"]) for line in lines] == [
        (1, "correct"),
        (2, "reject"),
        (3, "add"),
        (4, "article_done"),
    ]
    assert len(run_tinso("audit", "trail", "--since", "3").out.splitlines()) == 1
    outcome = run_tinso("audit", "check")
    assert outcome == Outcome(
        0, "events     4\nfigures    1 added, 1 corrected, 1 rejected\nfaults     none\n", ""
    )


def test_without_a_ledger_commands_are_one_line_and_status_three(run_tinso: Run) -> None:
    for command in (
        ("audit", "trail"),
        ("audit", "check"),
        ("audit", "export", "gold"),
        ("eval", "--audited"),
    ):
        outcome = run_tinso(*command)
        assert (outcome.status, outcome.out) == (3, "")
        assert outcome.err == "tinso: there is no ledger at tinso.audit.sqlite: `tinso audit` makes one\n"


def test_accounts_are_made_listed_and_disabled(run_tinso: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    assert "no accounts" in run_tinso("audit", "user", "list").out
    monkeypatch.setattr("sys.stdin", io.StringIO("a long enough word\n"))
    outcome = run_tinso("audit", "user", "add", "dao", "--role", "lead")
    assert outcome == Outcome(0, "account    dao, lead, in tinso.audit-accounts.json\n", "")
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert run_tinso("audit", "user", "add", "lin").status == 1
    assert run_tinso("audit", "user", "add", "lin", "--role", "king").status == 1
    assert run_tinso("audit", "user", "disable", "dao").status == 0
    listed = run_tinso("audit", "user", "list").out
    assert "dao" in listed
    assert "disabled" in listed
    assert "lin" not in listed
    assert run_tinso("audit", "user", "disable", "nobody").status == 1
