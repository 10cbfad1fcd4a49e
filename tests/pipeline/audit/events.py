"""Events as tests make them: one text, figures at places of it, decisions about them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from pipeline.audit.ledger import new_event_id
from pipeline.store import figure_id
from schemas.review import Anchor, Reading, ReviewEvent

ARTICLE = "https://example.org/lo/a"
TEXT = "🙂 ແຂວງ ຕັ້ງເປົ້າ 95 % ໃນປີ 2026, ปีก่อน 91,5 % และ 33.750 คน."
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
READING = Reading.model_validate(
    {
        "kind": "percentage",
        "value": "95",
        "unit": "percent",
        "scenario": "target",
        "indicator": "health_insurance.coverage_rate",
        "date_role": "deadline",
        "date_end": "2026-12-31",
        "province": "Đắk Lắk",
    }
)


def text_hash(text: str = TEXT) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def anchor_of(quote: str, text: str = TEXT) -> Anchor:
    start = text.index(quote)
    return Anchor.at(text, start, start + len(quote))


def id_of(quote: str, text: str = TEXT, article: str = ARTICLE) -> str:
    return figure_id(article, text_hash(text), *anchor_of(quote, text).span)


def decide(
    action: str,
    *,
    quote: str = "95 %",
    reviewer: str = "dao",
    text: str = TEXT,
    article: str = ARTICLE,
    reading: Reading | None = READING,
    **more: Any,
) -> ReviewEvent:
    """An event about the figure at a quote; whatever is not told is plausible."""
    event_id = more.pop("event_id", None) or new_event_id()
    about: dict[str, Any] = {"figure_id": id_of(quote, text, article), "anchor": anchor_of(quote, text)}
    if action == "article_done":
        about = {}
    elif action == "add":
        more.setdefault("new", READING.model_dump_json())
    else:
        about["reading"] = reading
    if action == "reject":
        more.setdefault("reason", "duplicate")
    fields = {
        "event_id": event_id,
        "batch": event_id,
        "article_id": article,
        "text_hash": text_hash(text),
        "extractor_version": "1",
        "action": action,
        "reviewer": reviewer,
        "at": NOON,
        **about,
        **more,
    }
    return ReviewEvent.model_validate(fields)


def correct(changes: dict[str, str | None], **more: Any) -> list[ReviewEvent]:
    """One save: an event a field, in one batch."""
    reading = more.get("reading") or READING
    batch = new_event_id()
    return [
        decide("correct", field=field, old=reading.texts().get(field), new=new, batch=batch, **more)
        for field, new in changes.items()
    ]


def undo(target: ReviewEvent, **more: Any) -> ReviewEvent:
    """The undo of one event, by whoever made it."""
    event_id = new_event_id()
    fields = {
        "event_id": event_id,
        "batch": event_id,
        "article_id": target.article_id,
        "text_hash": target.text_hash,
        "extractor_version": target.extractor_version,
        "action": "undo",
        "reviewer": target.reviewer,
        "at": NOON,
        "figure_id": target.figure_id,
        "reverts": target.event_id,
        **more,
    }
    return ReviewEvent.model_validate(fields)
