"""Claims about evaluation: halves, secrecy of the unread half, reveals, the command line."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from corpus import evaluation as module
from corpus.errors import CorpusError
from corpus.evaluation import answer, evaluate, evaluate_predictions, main, reveal
from corpus.floors import FloorFile, lower_floors, raise_floors, read_floors, render_floors
from corpus.gold import load_gold
from corpus.halves import HALVES, Half, read_articles
from corpus.scoring import add_tallies, score_tally, tally_article
from schemas import Article, Deadline, Extraction, Figure

DAY = date(2026, 2, 3)


def extract_every_95(article: Article) -> Extraction:
    """A small real extractor: reads each `95` followed by a percent sign."""
    figures = []
    at = article.text.find("95 %")
    while at >= 0:
        figures.append(
            Figure(start=at, end=at + 4, quote="95 %", kind="percentage", value="95", unit="percent")
        )
        at = article.text.find("95 %", at + 1)
    end = article.text.find("2025")
    deadlines = (
        [Deadline(start=end, end=end + 4, quote="2025", date=date(2025, 12, 31), precision="year")]
        if end >= 0
        else []
    )
    return Extraction(
        article_id=article.article_id, lang=article.lang, figures=tuple(figures), deadlines=tuple(deadlines)
    )


@pytest.fixture
def gold_folder(data: Path, tmp_path: Path) -> Path:
    """The small gold, copied to where a reveal may be recorded."""
    return Path(shutil.copytree(data / "gold", tmp_path / "gold"))


@pytest.fixture
def composed(data: Path) -> Path:
    return data / "predictions" / "composed.jsonl"


def test_extractors_and_a_file_of_their_output_score_alike(gold_folder: Path, tmp_path: Path) -> None:
    direct = evaluate(gold_folder, extract=extract_every_95, resamples=20)
    lines = [
        json.dumps(extract_every_95(article.as_article()).as_output(), ensure_ascii=False)
        for article in load_gold(gold_folder)
    ]
    path = tmp_path / "p.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    assert direct == evaluate(gold_folder, predictions=path, resamples=20)
    assert direct.scores["fr"].levels["value"] is not None
    assert direct.scores["fr"].levels["value"].precision == 1.0


def test_without_an_extractor_the_projects_own_are_run(
    gold_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extractors.extract_figures", extract_every_95, raising=False)
    assert evaluate(gold_folder, resamples=0) == evaluate(gold_folder, extract=extract_every_95, resamples=0)


def test_halves_are_scored_apart_and_add_up(gold_folder: Path, composed: Path) -> None:
    result = evaluate(gold_folder, predictions=composed, resamples=50)
    french = result.halves["fr"]
    assert french["read"].scores.articles + french["unread"].scores.articles == result.scores["fr"].articles
    assert result.halves["all"]["read"].scores.figures == sum(
        result.halves[lang]["read"].scores.figures for lang in ("fr", "nb", "th")
    )
    assert "unread" not in result.halves["nb"]


def test_a_half_scores_what_its_articles_score(gold_folder: Path) -> None:
    result = evaluate(gold_folder, extract=extract_every_95, resamples=50)
    gold = load_gold(gold_folder)
    read = read_articles(gold, gold_folder)
    tallies = [
        tally_article(a, extract_every_95(a.as_article()).as_output()) for a in gold if a.article_id in read
    ]
    assert result.halves["all"]["read"].scores == score_tally(add_tallies(tallies))


def test_faults_of_the_unread_half_are_never_told() -> None:
    gold = load_gold()
    read = read_articles(gold)
    result = evaluate_predictions(gold, {}, read, faults=True, resamples=0)
    told = {fault.article_id for fault in result.faults}
    assert told == read
    assert told < {article.article_id for article in gold}


def test_no_faults_are_told_unless_asked_for(gold_folder: Path) -> None:
    assert evaluate(gold_folder, extract=extract_every_95, resamples=0).faults == ()


def test_faults_can_be_of_chosen_languages_and_fields(gold_folder: Path, composed: Path) -> None:
    result = evaluate(
        gold_folder, languages=("fr",), predictions=composed, faults=True, fields=["scope"], resamples=0
    )
    assert {fault.lang for fault in result.faults} == {"fr"}
    assert {field.field for fault in result.faults for field in fault.fields} == {"scope"}
    assert set(result.scores) == {"fr", "all"}


def test_a_reveal_tells_faults_and_moves_the_article_to_the_read_half(gold_folder: Path) -> None:
    hidden = "fr-essai-sans-chiffre"
    before = evaluate(gold_folder, extract=extract_every_95, faults=True, resamples=0)
    assert before.halves["fr"]["unread"].scores.articles == 1
    shout = gold_folder / "fr" / f"{hidden}.txt"
    shout.write_text(shout.read_text("utf-8") + "95 % ?\n", "utf-8")
    told = reveal(hidden, DAY, gold_folder, extract=extract_every_95)
    assert [(fault.article_id, fault.verdict) for fault in told] == [(hidden, "false")]
    after = evaluate(gold_folder, extract=extract_every_95, faults=True, resamples=0)
    assert "unread" not in after.halves["fr"]
    assert hidden in {fault.article_id for fault in after.faults}


def test_the_command_reveals_as_json_and_records(
    gold_folder: Path, composed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hidden = "fr-essai-sans-chiffre"
    assert main([str(gold_folder), "--predictions", str(composed), "--reveal", hidden, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["faults"]
    assert [(fault["article_id"], fault["verdict"], fault["quote"]) for fault in told] == [
        (hidden, "false", load_gold(gold_folder / "fr")[1].text[60:62])
    ]
    assert hidden in (gold_folder / "read_articles.toml").read_text("utf-8")


def test_a_reveal_with_a_wrong_field_name_moves_nothing(gold_folder: Path) -> None:
    with pytest.raises(CorpusError, match="scoop"):
        reveal("fr-essai-sans-chiffre", DAY, gold_folder, extract=extract_every_95, fields=["scoop"])
    assert not (gold_folder / "read_articles.toml").exists()


def test_an_unknown_article_cannot_be_revealed(gold_folder: Path) -> None:
    with pytest.raises(CorpusError, match="'fr-x' is not in the gold"):
        reveal("fr-x", DAY, gold_folder, extract=extract_every_95)


def test_the_json_holds_scores_halves_intervals_and_faults(
    data: Path, gold_folder: Path, composed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(gold_folder), "--predictions", str(composed), "--faults", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["scores"] == json.loads((data / "expected" / "composed.json").read_text("utf-8"))
    low, high = printed["halves"]["all"]["read"]["intervals"]["value"]
    assert 0 <= low <= printed["halves"]["all"]["read"]["value"][2] <= high <= 1
    assert {fault["verdict"] for fault in printed["faults"]} == {"missed", "false", "wrong"}


def test_the_command_prints_faults_of_one_field(
    gold_folder: Path, composed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(gold_folder), "--predictions", str(composed), "--lang", "fr", "--field", "scope"]
    assert main([*arguments, "--half", "read"]) == 0
    printed = capsys.readouterr().out
    assert "scope: gold whole, got part" in printed
    assert "1 fault: scope 1" in printed
    assert "unread" not in printed


@pytest.mark.parametrize("half", HALVES)
def test_the_command_prints_the_same_for_one_half_whatever_the_other_scores(
    gold_folder: Path, composed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], half: Half
) -> None:
    gold = load_gold(gold_folder)
    read = read_articles(gold, gold_folder)
    kept = [
        line
        for line in composed.read_text("utf-8").splitlines()
        if (json.loads(line)["article_id"] in read) == (half == "read")
    ]
    path = tmp_path / "half.jsonl"
    path.write_text("\n".join(kept), "utf-8")
    printed = []
    for predictions in (composed, path):
        assert main([str(gold_folder), "--predictions", str(predictions), "--half", half]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    assert printed[0].splitlines()[0].split()[4:6] == [half, "P"]


@pytest.mark.parametrize(
    ("half", "option"),
    [
        *((half, option) for half in HALVES for option in ("--json", "--raise-floors", "--lower-floors")),
        *(("unread", option) for option in ("--faults", "--field=scope", "--article=fr-essai-campagne")),
        ("read", "--reveal=fr-essai-sans-chiffre"),
    ],
)
def test_what_tells_of_the_other_half_is_refused_beside_a_half(
    gold_folder: Path, capsys: pytest.CaptureFixture[str], half: Half, option: str
) -> None:
    with pytest.raises(SystemExit) as stop:
        main([str(gold_folder), "--half", half, option])
    assert stop.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"--half {half} keeps the other half back" in printed.err
    assert not (gold_folder / "read_articles.toml").exists()


def test_the_command_prints_the_gold_of_one_half(
    gold_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(gold_folder), "--articles", "--half", "unread"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["article_id"] == "fr-essai-sans-chiffre"


def test_the_command_prints_gold_as_extraction_input(
    gold_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(gold_folder), "--articles", "--lang", "nb"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["article_id"] == "nb-essai-innkreving"


@pytest.mark.parametrize(
    "arguments", [["--predictions", "none.jsonl"], ["--reveal", "fr-x"], ["--raise-floors"]]
)
def test_the_command_fails_with_a_sentence(
    gold_folder: Path,
    composed: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    monkeypatch.setattr("extractors.extract_figures", extract_every_95, raising=False)
    assert main([str(gold_folder), *arguments]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1


def test_a_language_that_the_project_does_not_read_is_refused_under_the_commands_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        answer(["--lang", "de"], "tinso eval")
    assert "tinso eval: error: " in capsys.readouterr().err


def test_the_command_raises_the_floors_of_the_packaged_gold_when_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("extractors.extract_figures", extract_every_95, raising=False)
    path = tmp_path / "floors.toml"
    zeros = dict.fromkeys(type(module.read_floors().languages["fr"]).model_fields, 0)
    path.write_text(render_floors(FloorFile.model_validate({"languages": {"fr": zeros}})), "utf-8")
    monkeypatch.setattr(module, "read_floors", lambda: read_floors(path))
    monkeypatch.setattr(module, "raise_floors", lambda scores: raise_floors(scores, path))
    assert main([]) == 0
    assert read_floors(path).languages["fr"].articles == 0
    assert main(["--lang", "fr", "--raise-floors"]) == 0
    assert "floor raised: fr articles: 0 -> 12" in capsys.readouterr().out
    assert read_floors(path).languages["fr"].articles == 12


@pytest.fixture
def strict_floors(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Floors of French out of reach in two places and low in the others, and those of Thai as they are."""
    monkeypatch.setattr("extractors.extract_figures", extract_every_95, raising=False)
    floors = module.read_floors()
    zeros = dict.fromkeys(type(floors.languages["fr"]).model_fields, 0)
    french = {**zeros, "value": 0.99, "articles": 1000}
    path = tmp_path / "floors.toml"
    strict = FloorFile.model_validate({"languages": {"fr": french, "th": floors.languages["th"]}})
    path.write_text(render_floors(strict), "utf-8")
    monkeypatch.setattr(module, "read_floors", lambda: read_floors(path))
    monkeypatch.setattr(module, "raise_floors", lambda scores: raise_floors(scores, path))
    monkeypatch.setattr(module, "lower_floors", lambda scores: lower_floors(scores, path))
    return path


@pytest.mark.usefixtures("strict_floors")
def test_broken_floors_are_named_on_standard_error_with_status_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--lang", "fr"]) == 1
    printed = capsys.readouterr()
    assert "floor" not in printed.out
    assert printed.out.startswith("lang ")
    articles, value = printed.err.splitlines()
    assert articles == "below its floor: fr articles: 12 < 1000"
    assert value.startswith("below its floor: fr value: ")


@pytest.mark.usefixtures("strict_floors")
def test_broken_floors_leave_the_json_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "fr", "--json"]) == 1
    printed = capsys.readouterr()
    assert set(json.loads(printed.out)) == {"scores", "halves", "faults", "reliability"}
    assert len(printed.err.splitlines()) == 2


@pytest.mark.usefixtures("strict_floors")
def test_only_the_extractors_on_the_packaged_gold_have_floors(gold_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("", "utf-8")
    assert main([str(gold_folder)]) == 0
    assert main(["--predictions", str(tmp_path / "none.jsonl")]) == 0


@pytest.mark.usefixtures("strict_floors")
def test_a_language_that_is_gone_from_the_gold_breaks_its_floors(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    french = evaluate(languages=("fr",), extract=extract_every_95, resamples=0)
    monkeypatch.setattr(module, "evaluate", lambda *_, **__: french)
    assert main([]) == 1
    assert "below its floor: th articles: nothing to score < 12" in capsys.readouterr().err


def test_raised_floors_leave_those_broken_that_were_not_reached(
    strict_floors: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "fr", "--raise-floors"]) == 1
    printed = capsys.readouterr()
    assert "floor raised: fr figures: 0 -> " in printed.out
    assert len(printed.err.splitlines()) == 2
    assert read_floors(strict_floors).languages["fr"].articles == 1000


def test_lowered_floors_are_broken_no_more(strict_floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "fr", "--lower-floors"]) == 0
    printed = capsys.readouterr()
    assert "floor lowered: fr articles: 1000 -> 12" in printed.out
    assert printed.err == ""
    assert read_floors(strict_floors).languages["fr"].articles == 12


def test_what_moved_is_told_on_standard_error_beside_json(
    strict_floors: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "fr", "--lower-floors", "--json"]) == 0
    printed = capsys.readouterr()
    assert "fr" in json.loads(printed.out)["scores"]
    assert "floor lowered: fr articles: 1000 -> 12" in printed.err


@pytest.mark.usefixtures("strict_floors")
def test_floors_of_both_halves_are_not_told_beside_one_half(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "fr", "--half", "read"]) == 0
    printed = capsys.readouterr()
    assert "floor" not in printed.out + printed.err
