"""A store with some articles in several languages, published, and the audit page over it, asked without a browser."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from pipeline.audit.accounts import Accounts, accounts_path
from pipeline.audit.app import Site, build_app
from pipeline.audit.desk import Desk
from pipeline.audit.ledger import Ledger, ledger_path, new_event_id
from pipeline.audit.overviews import Samples
from pipeline.audit.security import Binding
from pipeline.audit.sessions import Brake, Sessions
from pipeline.publication import publish_reviewed
from pipeline.store import Batch, RunCounts, StoredArticle, open_store
from schemas import Article, Evidence, Extraction, Figure
from schemas.review import ReviewEvent

from .asking import Asker

BINDING = Binding("127.0.0.1", 8765)
ORIGIN = "http://127.0.0.1:8765"
STORY = "https://baovinhlong.com.vn/thoi-su/a-b-c-1/"
HOSTILE = "</script><script>alert(1)</script>"
TEXTS = {
    "https://example.org/fr/a": (
        "fr",
        "D'ici 2030, la province vise 95 % de la population.\nÀ ce jour, 104 % et 12 000 élèves.",
    ),
    "th-a": ("th", "ปี 2573 ตั้งเป้า 95 % ของประชากร\nปัจจุบัน 91 % และ 12 000 คน"),
    "lo-a": ("lo", "🙂 ແຂວງຕັ້ງເປົ້າ 97,5 %\r\nແລະ 33.750 ຄົນ " + HOSTILE),
    "nb-a": ("nb", "Andelen er 88 % av arbeidsstyrken."),
}
NUMBER = re.compile(r"(\d+(?:[.,  ]\d+)*) ?(%)?")


def read_texts(confidence: float = 0.9) -> list[StoredArticle]:
    """The articles, each number of them a figure but years."""
    stored = []
    for article_id, (lang, text) in TEXTS.items():
        article = Article.model_validate(
            {
                "article_id": article_id,
                "lang": lang,
                "text": text,
                "url": article_id if article_id.startswith("https") else None,
                "origin_url": STORY if lang in ("fr", "th") else None,
                "published": date(2025, 11, 18),
                "province": "Vĩnh Long",
            }
        )
        figures = [
            make_figure(text, found, confidence + number / 100)
            for number, found in enumerate(NUMBER.finditer(text))
            if found[1] not in ("2030", "2573", "1")
        ]
        read = Extraction(article_id=article_id, lang=lang, figures=tuple(figures))
        stored.append(StoredArticle(article, 1, True, read, "1", "l", "a file"))
    return stored


def make_figure(text: str, found: re.Match[str], confidence: float) -> Figure:
    is_share = found[2] is not None
    spoken = re.sub(r"[  ]", "", found[1]).replace(",", ".")
    value = Decimal(spoken) if is_share else Decimal(re.sub(r"\D", "", found[1]))
    start, end = found.start(), found.end() if is_share else found.end(1)
    return Figure.model_validate(
        {
            "start": start,
            "end": end,
            "quote": text[start:end],
            "kind": "percentage" if is_share else "count",
            "unit": "percent" if is_share else "person",
            "value": value,
            "indicator": "health_insurance.coverage_rate" if is_share else "health_insurance.participants",
            "scenario": "target" if found[1].startswith(("95", "97")) else "actual",
            "province": "Vĩnh Long",
            "confidence": confidence,
            "evidence": {"value": Evidence(start=start, end=end, quote=text[start:end], rule="a number")},
        }
    )


def make_store(db: Path, articles: list[StoredArticle] | None = None) -> None:
    """Store and publish."""
    with open_store(db) as store:
        run = store.begin_run("ingest", "0", "1", {})
        store.write_batch(run, Batch(articles=articles or read_texts()), RunCounts())
        store.finish_run(run, RunCounts())
    publish_reviewed(db)


class Page:
    """The audit page of a store, with its reviewers."""

    def __init__(self, db: Path) -> None:
        self.db = db
        self.ledger = Ledger(ledger_path(db))
        self.accounts = Accounts(accounts_path(db))
        self.desk = Desk(db, self.ledger, look_again=0)
        self.site = Site(
            self.desk,
            self.accounts,
            Sessions(self.accounts),
            BINDING,
            Samples(self.ledger),
            Brake(),
        )
        self.app = build_app(self.site)

    def enter(self, name: str = "ann", role: str = "lead") -> Reviewer:
        """A reviewer at a browser of their own."""
        return Reviewer(self, name, role)

    def close(self) -> None:
        self.desk.close()
        self.ledger.close()


class Reviewer:
    """Somebody who is logged in."""

    def __init__(self, page: Page, name: str, role: str) -> None:
        self.page, self.name = page, name
        self.asker = Asker(page.app, ORIGIN)
        token = page.site.sessions.issue_token(name, role)  # type: ignore[arg-type]
        assert self.asker.get(f"/login?token={token}").status_code == 303
        found = re.search(r'name="csrf" content="([^"]+)"', self.get("/help").text)
        assert found
        self.csrf = found[1]

    def get(self, path: str) -> httpx.Response:
        return self.asker.get(path)

    def send(self, path: str, told: object) -> httpx.Response:
        """As the module posts."""
        headers = {"origin": ORIGIN, "x-csrf-token": self.csrf, "content-type": "application/json"}
        return self.asker.post(path, content=json.dumps(told), headers=headers)

    def submit(self, path: str, **fields: object) -> httpx.Response:
        """As a form without scripts."""
        return self.asker.post(path, data={"csrf": self.csrf, **fields}, headers={"origin": ORIGIN})

    def screen(self, figure_id: str, query: str = "") -> dict[str, Any]:
        answer = self.get(f"/api/screen/{figure_id}{query}")
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def rows(self, queue: str) -> list[dict[str, Any]]:
        """Figures of a queue, such as `confidence?lang=fr`."""
        answer = self.get(f"/api/queue/{queue}")
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    def quotes(self, queue: str) -> list[str]:
        return [row["quote"] for row in self.rows(queue)]

    def figure(self, text: str, lang: str) -> dict[str, Any]:
        """The row of a figure by its quote and language."""
        return next(row for row in self.rows(f"all?lang={lang}") if row["quote"] == text)

    def decide(self, row: dict[str, Any], action: str = "accept", **more: Any) -> httpx.Response:
        """One decision on a row of a list."""
        event = {"event_id": new_event_id(), "figure_id": row["figure_id"], "action": action, **more}
        return self.send("/api/decide", {"text_hash": row["text_hash"], "events": [event]})

    def correct(self, row: dict[str, Any], **fields: str | None) -> httpx.Response:
        """Several fields in one save."""
        batch = new_event_id()
        events = [
            {
                "event_id": new_event_id(),
                "batch": batch,
                "figure_id": row["figure_id"],
                "action": "correct",
                "field": name,
                "new": text,
            }
            for name, text in fields.items()
        ]
        return self.send("/api/decide", {"text_hash": row["text_hash"], "events": events})

    def events(self) -> list[ReviewEvent]:
        return [logged.event for logged in self.page.ledger.all_events()]


def address(article_id: str) -> str:
    return f"/article/{quote(article_id, safe='')}"
