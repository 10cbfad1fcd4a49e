"""What the start page, the samples and the charts show: counts, estimates with their intervals, and one's own day.

Estimates come from random samples alone; formulas stand in `samples` and `proportions`, lists in `lists`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from extractors import extractor_version
from pipeline.audit import lists
from pipeline.audit.agreement import Agreement, find_pairs, measure_agreement
from pipeline.audit.decisions import Drawn
from pipeline.audit.desk import Desk
from pipeline.audit.ledger import AT_ONCE, Ledger, new_event_id
from pipeline.audit.pages import ContextView
from pipeline.audit.proportions import Proportion
from pipeline.audit.queues import QUEUES, AddressError, QueueAddress, article_href, link, read_address
from pipeline.audit.samples import (
    PLANS,
    Candidate,
    Design,
    Item,
    ReadArticle,
    acceptance_plan,
    choose_units,
    count_article,
    estimate_documents,
    estimate_figures,
    is_second,
    judge_lot,
    outcome_of,
    sample_size,
)
from pipeline.audit.wording import FIELD_LABELS, show_language, show_percent, show_words
from pipeline.errors import InputError
from pipeline.store import AuditReader, Filters, Rows
from schemas.languages import usual_languages
from schemas.review import Reading, ReviewEvent

SECOND_SHARE = 0.1
"""Of the figures of a sample, those that a second reviewer looks at, blind."""
MARGINS = ("0.02", "0.03", "0.05", "0.1")
RECENT, OPEN_SAMPLES, MOST_TARGETS = 6, 4, 40
DECIDING = ("accept", "reject", "correct", "add", "skip")


class FormError(ValueError):
    """A sample cannot be drawn as asked; `errors` tells each field's fault."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


class Day:
    """What each reviewer did today, by this server's day: read once, then kept up with what is saved."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()
        self._figures: dict[str, tuple[date, set[str]]] = {}

    def figures(self, reviewer: str) -> set[str]:
        """The figures that a reviewer decided on today, whatever was taken back."""
        today = datetime.now().astimezone().date()
        with self._lock:
            day, figures = self._figures.get(reviewer, (None, set()))
            if day != today:
                events = events_today(self._ledger, reviewer)
                figures = {
                    event.figure_id for event in events if event.figure_id and event.action in DECIDING
                }
                self._figures[reviewer] = today, figures
            return set(figures)

    def note(self, reviewer: str, events: Iterable[ReviewEvent]) -> None:
        """Take up what was saved."""
        self.figures(reviewer)
        with self._lock:
            # Nothing where something was taken back in another window just now: then it is read again when asked.
            _, figures = self._figures.get(reviewer, (None, set()))
            figures.update(
                event.figure_id for event in events if event.figure_id and event.action in DECIDING
            )

    def forget(self, reviewer: str) -> None:
        """Something was taken back: read again when asked."""
        with self._lock:
            self._figures.pop(reviewer, None)


def events_today(ledger: Ledger, reviewer: str) -> list[ReviewEvent]:
    """A reviewer's events since midnight of this machine, the latest first, without what was taken back."""
    midnight = datetime.combine(datetime.now().astimezone().date(), time()).astimezone(UTC)
    events: list[ReviewEvent] = []
    before: int | None = None
    while page := ledger.events_by(reviewer, 500, before):
        events += [each.event for each in page if each.event.at >= midnight]
        if page[-1].event.at < midnight:
            break
        before = page[-1].seq
    undone = {event.reverts for event in events if event.action == "undo"}
    return [event for event in events if event.action != "undo" and event.event_id not in undone]


class Samples:
    """The samples of the ledger as the page needs them: their queues, and what an item is."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._items: dict[str, tuple[Item, ...]] = {}
        self._told: dict[str, tuple[Path, Told]] = {}
        self._units: dict[str, frozenset[str]] = {}
        self._seq = 0
        self._telling = threading.Lock()

    def all(self) -> list[Design]:
        """The latest first."""
        return self.ledger.samples()

    def find(self, sample_id: str) -> Design | None:
        """One by its id."""
        return self.ledger.sample(sample_id)

    def items(self, sample_id: str) -> tuple[Item, ...]:
        """The units of a sample, in their order; they never change."""
        if sample_id not in self._items:
            self._items[sample_id] = tuple(self.ledger.sample_items(sample_id))
        return self._items[sample_id]

    def tell(self, reader: AuditReader, design: Design) -> Told:
        """What a sample tells so far: worked out again where something was decided about one of its units since.

        One of documents is worked out again with each snapshot as well: it counts what is read in its articles.
        """
        with self._telling:
            self._take_up()
            snapshot, told = self._told.get(design.sample_id, (None, None))
            if told is None or (design.kind == "documents" and snapshot != reader.path):
                told = tell_sample(self, self.ledger, reader, design)
                self._told[design.sample_id] = reader.path, told
        return told

    def tell_all(self, reader: AuditReader) -> list[Told]:
        """The same of all samples, the latest first."""
        return [self.tell(reader, design) for design in self.all()]

    def _take_up(self) -> None:
        """Forget what was told of samples that events since the last look are about."""
        last = self.ledger.last_seq()
        while self._seq < last:
            events = self.ledger.events_since(self._seq, AT_ONCE) if self._told else []
            touched = {
                unit for each in events for unit in (each.event.figure_id, each.event.article_id) if unit
            }
            self._told = {
                sample_id: told
                for sample_id, told in self._told.items()
                if touched.isdisjoint(self._units_of(sample_id))
            }
            self._seq = events[-1].seq if events else last

    def _units_of(self, sample_id: str) -> frozenset[str]:
        if sample_id not in self._units:
            self._units[sample_id] = frozenset(item.unit_id for item in self.items(sample_id))
        return self._units[sample_id]

    def drawn(self, address: QueueAddress | None, reviewer: str) -> list[str]:
        """The figures of the sample that a queue's address names; of a second look, those that wait for the reviewer."""
        if address is None or address.sample is None:
            return []
        design = self.find(address.sample)
        if design is None:
            raise AddressError(f"there is no sample {address.sample}")
        ids = [item.unit_id for item in self.items(design.sample_id) if item.reading is not None]
        if address.name != "second":
            return ids
        states = self.ledger.states_of(ids)
        return [
            each
            for each in ids
            if is_second(design.seed, each, SECOND_SHARE)
            and each in states
            and (
                whose := [verdict.reviewer for verdict in states[each].verdicts if verdict.state != "skipped"]
            )
            and reviewer not in whose
            and len(whose) == 1
        ]

    def drawn_item(self, sample_id: str, unit_id: str, *, is_blind: bool) -> Drawn | None:
        """How a unit came into a sample; None where it is not in it."""
        for known, item in self.ledger.samples_of(unit_id):
            if known == sample_id:
                return Drawn(known, item.stratum, item.probability, is_blind)
        return None

    def context_of(self, options: Mapping[str, str], article_id: str) -> ContextView | None:
        """Where an article stands among the documents of a sample; None where its address names none."""
        wanted = options.get("sample")
        design = self.find(wanted) if wanted else None
        if design is None or design.kind != "documents":
            return None
        waiting = self.documents_open(design)
        others = [each for each in waiting if each != article_id]
        return ContextView(
            queue="sample",
            title=design.title,
            filters={"sample": design.sample_id},
            href=f"/samples/{design.sample_id}",
            open=len(waiting),
            next_href=article_href(others[0], queue="sample", sample=design.sample_id) if others else None,
            sample=design.sample_id,
        )

    def documents_open(self, design: Design) -> list[str]:
        """The articles of a sample of documents that nobody has read whole."""
        return [
            item.unit_id
            for item in self.items(design.sample_id)
            if not any(
                each.event.text_hash == item.text_hash for each in self.ledger.read_whole(item.unit_id)
            )
        ]

    def draw(
        self, reader: AuditReader, form: Mapping[str, str], reviewer: str, snapshot: str, now: datetime
    ) -> str:
        """Draw a sample as a form asks and put it into the ledger; returns its id. Raises `FormError`."""
        kind = form.get("kind", "figures")
        lang = form.get("lang") or None
        seed = form.get("seed", "").strip() or new_event_id()
        if kind not in ("figures", "documents", "acceptance"):
            raise FormError({"kind": "choose what is drawn: figures, whole articles or an acceptance plan."})
        if lang is not None and lang not in usual_languages():
            raise FormError({"lang": f"there is no language {lang!r} here."})
        try:
            margin = float(form.get("margin") or 0.03) if kind != "acceptance" else None
            plan = acceptance_plan(*PLANS[form.get("plan") or "1/5"]) if kind == "acceptance" else None
            frame: Iterable[tuple[str, str, str, str, float]] = (
                reader.article_frame(lang) if kind == "documents" else reader.figure_frame(lang)
            )
            candidates = [Candidate(*row) for row in frame]
            n = plan.n if plan else sample_size(margin or 0.03, len(candidates))
            choice = choose_units(candidates, kind, seed, n)  # type: ignore[arg-type]  # looked at above
        except KeyError as fault:
            raise FormError({"plan": f"there is no plan {fault.args[0]!r}."}) from fault
        except (ValueError, InputError) as fault:
            raise FormError({"margin": f"{str(fault)[:1].upper()}{str(fault)[1:]}."}) from fault
        words = {"figures": "Figures", "documents": "Whole articles", "acceptance": "Acceptance"}[kind]
        places = [words, show_language(lang) if lang else "all languages"]
        places.append(
            f"± {show_percent(margin)}" if margin is not None else f"plan {form.get('plan') or '1/5'}"
        )
        design = Design(
            sample_id=new_event_id(),
            kind=kind,  # type: ignore[arg-type]  # looked at above
            title=", ".join(places),
            seed=seed,
            filters={"lang": lang} if lang else {},
            frame=choice.frame,
            frame_hash=choice.frame_hash,
            strata=choice.strata,
            margin=margin,
            plan=plan,
            snapshot=snapshot,
            # What is judged are the snapshot's readings, which a later version of the extractors has no part in.
            extractor_version=next(
                (version for version, _ in reader.facets(Rows("all"))["extractor_version"]),
                extractor_version(),
            ),
            drawn_by=reviewer,
            drawn_at=now,
        )
        texts = reader.text_hashes([each.candidate.article_id for each in choice.chosen])
        readings = (
            {}
            if kind == "documents"
            else {
                figure.figure_id: Reading.of(figure.figure)
                for figure in reader.figures_with([each.candidate.unit_id for each in choice.chosen])
            }
        )
        self.ledger.keep_sample(
            design,
            [
                Item(
                    position=each.position,
                    unit_id=each.candidate.unit_id,
                    article_id=each.candidate.article_id,
                    lang=each.candidate.lang,
                    stratum=each.stratum,
                    probability=each.probability,
                    text_hash=texts[each.candidate.article_id],
                    reading=readings.get(each.candidate.unit_id),
                )
                for each in choice.chosen
            ],
        )
        return design.sample_id


# Estimates as rows of charts


@dataclass(frozen=True)
class Share:
    label: str
    low: float | None
    estimate: float | None
    high: float | None
    n: int
    lang: str | None = None
    target: str | None = None
    href: str | None = None

    @classmethod
    def of(cls, label: str, share: Proportion | None, **more: Any) -> Share:
        if share is None:
            return cls(label, None, None, None, 0, **more)
        return cls(label, share.low, share.estimate, share.high, share.n, **more)


class Told(NamedTuple):
    """What one sample tells so far."""

    design: Design
    done: int
    record: Proportion | None
    by_language: dict[str, Proportion]
    by_field: dict[str, Proportion]
    verdict: str | None = None

    @property
    def lang(self) -> str | None:
        """The language that it was drawn from; None where it was drawn from all."""
        return self.design.filters.get("lang")

    def labelled(self, label: str) -> str:
        """A label that tells the language, which a sample of one language must not be taken for all."""
        return f"{label}, {show_language(self.lang)}" if self.lang else label


def tell_sample(samples: Samples, ledger: Ledger, reader: AuditReader, design: Design) -> Told:
    """What a sample tells so far, of figures or of documents."""
    items = samples.items(design.sample_id)
    if design.kind == "documents":
        documents = estimate_documents(design, items, _read_articles(ledger, reader, items))
        return Told(design, documents.decided, documents.recall, documents.by_language, {})
    states = ledger.states_of([item.unit_id for item in items])
    estimate = estimate_figures(design, items, states)
    verdict = judge_lot(design, items, states).verdict if design.plan else None
    return Told(design, estimate.decided, estimate.record, estimate.by_language, estimate.by_field, verdict)


def _read_articles(ledger: Ledger, reader: AuditReader, items: Sequence[Item]) -> dict[str, ReadArticle]:
    """What was found and missed in the articles of some items that were read whole.

    What the snapshot reads in the same text counts too where nobody decided on it: as undecided, never as not found.
    """
    whole = [
        item
        for item in items
        if any(each.event.text_hash == item.text_hash for each in ledger.read_whole(item.unit_id))
    ]
    known = reader.current_articles([item.article_id for item in whole]) if whole else {}
    read = {}
    for item in whole:
        with ledger.frozen() as frozen:
            states = {state.figure_id: state for _, state in frozen.states_of_articles([item.article_id])}
        current = {
            figure_id: state for figure_id, state in states.items() if state.text_hash == item.text_hash
        }
        machine = {figure_id for figure_id, state in current.items() if state.machine is not None}
        article = known.get(item.article_id)
        if article is not None and article.text_hash == item.text_hash:
            machine.update(each.figure_id for each in article.figures)
        read[item.unit_id] = count_article(machine, current)
    return read


# The start page


@dataclass(frozen=True)
class BySource:
    source: str | None
    title: str | None
    articles: int
    figures: int


@dataclass(frozen=True)
class ByLanguage:
    lang: str
    articles: int
    figures: int


@dataclass(frozen=True)
class LastNight:
    run_id: int | None
    finished: datetime | None
    articles: int
    figures: int
    sources: tuple[BySource, ...]
    languages: tuple[ByLanguage, ...]
    rejects: int
    warnings: int
    status: str | None
    is_quiet: bool


@dataclass(frozen=True)
class OpenIn:
    lang: str
    open: int


@dataclass(frozen=True)
class QueueCard:
    name: str
    title: str
    why: str
    total: int
    open: int
    href: str
    by_language: tuple[OpenIn, ...]
    share: float
    is_empty: bool


@dataclass(frozen=True)
class Today:
    accepted: int
    rejected: int
    corrected: int
    added: int
    skipped: int
    figures: int
    seconds_median: float | None


@dataclass(frozen=True)
class Recent:
    figure_id: str
    quote: str
    lang: str
    action: str
    at: datetime
    href: str


@dataclass(frozen=True)
class Mine:
    today: Today
    recent: tuple[Recent, ...]


@dataclass(frozen=True)
class Resume:
    href: str
    queue_title: str
    quote: str


@dataclass(frozen=True)
class SampleCard:
    id: str
    title: str
    done: int
    size: int
    href: str


@dataclass(frozen=True)
class StartView:
    last_night: LastNight
    queues: tuple[QueueCard, ...]
    precision: tuple[Share, ...]
    overall: Share | None
    mine: Mine
    resume: Resume | None
    samples_open: tuple[SampleCard, ...]
    stale: int
    disputes: int


def count_queues(desk: Desk, reader: AuditReader, reviewer: str) -> dict[str, tuple[int, int]]:
    """Total and open figures of the queues of the start page."""
    return {card.name: (card.total, card.open) for card in view_queues(desk, reader, reviewer)}


def view_queues(desk: Desk, reader: AuditReader, reviewer: str) -> tuple[QueueCard, ...]:
    """The queues with what is in them, in the order in which they are worth somebody's time."""
    stored = reader.open_by_language(reviewer)
    cards = []
    for queue in QUEUES.values():
        if not queue.in_overview:
            continue
        languages: tuple[OpenIn, ...] = ()
        if queue.name == "new":
            total, open_ = reader.count(Rows("new"), Filters(), reviewer)
        elif queue.is_stored:
            held = stored.get(queue.name, {})
            total, open_ = (sum(each[at] for each in held.values()) for at in (0, 1))
            languages = tuple(OpenIn(lang, each[1]) for lang, each in held.items())
        elif queue.name == "lost":
            total = open_ = len(desk.lost())
        else:
            address = read_address(queue.name, {})
            rows = desk.rows_of(reader, address, reviewer)
            unread = lists.view_unread(desk, reader, address)
            total, open_ = lists.count_rows(reader, rows, address, reviewer, unread)
        cards.append(
            QueueCard(
                queue.name,
                queue.title,
                queue.why,
                total,
                open_,
                f"/queue/{queue.name}",
                languages,
                (total - open_) / total if total else 0.0,
                total == 0,
            )
        )
    return tuple(cards)


def view_start(desk: Desk, reader: AuditReader, samples: Samples, day: Day, reviewer: str) -> StartView:
    """All of the start page."""
    told = samples.tell_all(reader)
    figures = [each for each in told if each.design.kind != "documents" and each.done]
    events = events_today(desk.ledger, reviewer)
    latest = desk.ledger.events_by(reviewer, 20)
    return StartView(
        last_night=_view_night(reader),
        queues=view_queues(desk, reader, reviewer),
        precision=view_precision(figures),
        overall=next((Share.of("All", each.record) for each in figures if each.lang is None), None),
        mine=Mine(_count_day(events), _view_recent(reader, [each.event for each in latest])),
        resume=_view_resume(desk, reader, reviewer, [each.event for each in latest]),
        samples_open=tuple(
            SampleCard(
                each.design.sample_id,
                each.design.title,
                each.done,
                each.design.size,
                f"/samples/{each.design.sample_id}",
            )
            for each in told
            if each.done < each.design.size
        )[:OPEN_SAMPLES],
        stale=len(desk.ids_in("stale")),
        disputes=len(desk.ids_in("disputed")),
    )


def view_precision(told: Sequence[Told]) -> tuple[Share, ...]:
    """How much is right by language: of each the latest sample that has any decided."""
    rows = []
    for lang in usual_languages():
        latest = next((each for each in told if lang in each.by_language), None)
        share = latest.by_language[lang] if latest else None
        href = f"/samples/{latest.design.sample_id}" if latest else "/samples"
        rows.append(Share.of(show_language(lang), share, lang=lang, href=href))
    return tuple(rows)


def _view_night(reader: AuditReader) -> LastNight:
    night = reader.last_night()
    if night is None:
        return LastNight(None, None, 0, 0, (), (), 0, 0, None, True)
    titles = reader.sources()
    languages = tuple(ByLanguage(*each) for each in night.languages)
    return LastNight(
        run_id=night.run_id,
        finished=night.finished,
        articles=sum(each.articles for each in languages),
        figures=sum(each.figures for each in languages),
        sources=tuple(
            BySource(source, titles.get(source or ""), articles, figures)
            for source, articles, figures in night.sources
        ),
        languages=languages,
        rejects=night.rejects,
        warnings=night.warnings,
        status=night.status,
        is_quiet=not any(each.figures for each in languages),
    )


def _count_day(events: Sequence[ReviewEvent]) -> Today:
    by_action: dict[str, set[str]] = {}
    for event in events:
        if event.figure_id:
            by_action.setdefault(event.action, set()).add(event.figure_id)
    seconds = [event.seconds for event in events if event.seconds and event.action in DECIDING]
    return Today(
        accepted=len(by_action.get("accept", ())),
        rejected=len(by_action.get("reject", ())),
        corrected=len(by_action.get("correct", ())),
        added=len(by_action.get("add", ())),
        skipped=len(by_action.get("skip", ())),
        figures=len(set().union(*by_action.values())) if by_action else 0,
        seconds_median=median(seconds) if seconds else None,
    )


def _view_recent(reader: AuditReader, events: Sequence[ReviewEvent]) -> tuple[Recent, ...]:
    shown: dict[str, ReviewEvent] = {}
    for event in events:
        if event.figure_id and event.action in DECIDING and event.anchor:
            shown.setdefault(event.figure_id, event)
    chosen = list(shown.items())[:RECENT]
    languages = reader.languages_of([event.article_id for _, event in chosen])
    return tuple(
        Recent(
            figure_id,
            event.anchor.quote if event.anchor else "",
            languages.get(event.article_id, ""),
            event.action,
            event.at,
            link(f"/figure/{figure_id}"),
        )
        for figure_id, event in chosen
    )


def _view_resume(
    desk: Desk, reader: AuditReader, reviewer: str, events: Sequence[ReviewEvent]
) -> Resume | None:
    """Where the reviewer stopped: the next figure of the queue that they worked in last."""
    last = next((event for event in events if event.queue and event.figure_id), None)
    if last is None or last.queue is None or not last.queue.startswith("/queue/"):
        return None
    name, _, query = last.queue.removeprefix("/queue/").partition("?")
    try:
        address = read_address(name, dict(parse_qsl(query)))
        if not address.queue.is_stored:
            return None
    except AddressError:
        return None
    numbers = reader.numbers_of([last.figure_id or ""])
    number = numbers.get(last.figure_id or "")
    context = lists.view_context(desk, reader, address, number, reviewer)
    if context.next_href is None:
        return None
    return Resume(context.next_href, address.queue.title, last.anchor.quote if last.anchor else "")


# Samples


@dataclass(frozen=True)
class SampleRow:
    id: str
    kind: str
    title: str
    created: datetime
    by: str
    seed: str
    size: int
    done: int
    href: str
    verdict: str | None
    estimate: float | None
    low: float | None
    high: float | None
    frame: str
    snapshot: str
    design: str
    reproducible: str


@dataclass(frozen=True)
class PlanChoice:
    code: str
    text: str
    n: int
    c: int


@dataclass(frozen=True)
class Defaults:
    kind: str = "figures"
    lang: str = ""
    margin: float = 0.03
    plan: str = "1/5"
    seed: str = ""


@dataclass(frozen=True)
class DrawForm:
    margins: tuple[float, ...]
    plans: tuple[PlanChoice, ...]
    languages: tuple[str, ...]
    defaults: Defaults
    errors: Mapping[str, str]


@dataclass(frozen=True)
class SamplesView:
    samples: tuple[SampleRow, ...]
    form: DrawForm


@dataclass(frozen=True)
class StratumRow:
    stratum: str
    size: int
    n: int
    done: int
    correct: int
    low: float | None
    estimate: float | None
    high: float | None


@dataclass(frozen=True)
class PlanState:
    n: int
    c: int
    defects: int
    left: int
    verdict: str | None


@dataclass(frozen=True)
class AgreementView:
    n: int
    agree: int
    low: float | None
    high: float | None
    kappa: float | None
    prevalence: float | None
    ac1: float | None


@dataclass(frozen=True)
class MissesView:
    documents: int
    figures_found: int
    missed: int
    recall: Share | None


@dataclass(frozen=True)
class SampleView:
    sample: SampleRow
    strata: tuple[StratumRow, ...]
    weighted: Share | None
    plan: PlanState | None
    items_open: int
    start_href: str | None
    second_href: str | None
    agreement: AgreementView | None
    misses: MissesView | None


def view_samples(
    reader: AuditReader, samples: Samples, errors: Mapping[str, str] | None = None
) -> SamplesView:
    """What was drawn, and the form to draw another."""
    plans = tuple(
        PlanChoice(
            code,
            f"good {show_percent(good)}, bad {show_percent(bad)}: look at {plan.n}, take it with {plan.most} wrong or fewer",
            plan.n,
            plan.most,
        )
        for code, (good, bad) in PLANS.items()
        for plan in [acceptance_plan(good, bad)]
    )
    return SamplesView(
        tuple(_view_sample_row(told) for told in samples.tell_all(reader)),
        DrawForm(
            tuple(float(each) for each in MARGINS), plans, tuple(usual_languages()), Defaults(), errors or {}
        ),
    )


def view_sample(
    desk: Desk, reader: AuditReader, samples: Samples, sample_id: str, reviewer: str
) -> SampleView:
    """One sample and what it tells so far."""
    design = samples.find(sample_id)
    assert design is not None  # the route has looked
    told = samples.tell(reader, design)
    items = samples.items(sample_id)
    row = _view_sample_row(told)
    if design.kind == "documents":
        articles = _read_articles(desk.ledger, reader, items)
        unread = [item.unit_id for item in items if item.unit_id not in articles]
        # Read whole is not yet judged whole: articles with undecided figures wait as well, behind the others.
        waiting = [*unread, *(unit_id for unit_id, told in articles.items() if told.undecided)]
        read = estimate_documents(design, items, articles)
        return SampleView(
            sample=row,
            strata=(),
            weighted=None,
            plan=None,
            items_open=len(waiting),
            start_href=article_href(waiting[0], queue="sample", sample=sample_id) if waiting else None,
            second_href=None,
            agreement=None,
            misses=MissesView(
                read.decided, read.found, read.missed, Share.of("Found", read.recall) if read.recall else None
            ),
        )
    states = desk.ledger.states_of([item.unit_id for item in items])
    estimate = estimate_figures(design, items, states)
    waiting = [item.unit_id for item in items if outcome_of(item, states.get(item.unit_id)) is None]
    address = read_address("sample", {"sample": sample_id})
    second = read_address("second", {"sample": sample_id})
    blind = samples.drawn(second, reviewer)
    known = reader.numbers_of([*waiting, *blind])
    waiting, blind = ([each for each in ids if each in known] for ids in (waiting, blind))
    lot = judge_lot(design, items, states) if design.plan else None
    ids = {item.unit_id for item in items}
    pairs = find_pairs(
        each.event
        for unit_id in ids
        if unit_id in states and len(states[unit_id].verdicts) > 1
        for each in desk.ledger.events_of(unit_id)
    )
    return SampleView(
        sample=row,
        strata=tuple(
            StratumRow(
                _stratum_words(each.name),
                each.drawn,
                each.size,
                each.decided,
                each.right,
                *(
                    (each.share.low, each.share.estimate, each.share.high)
                    if each.share
                    else (None, None, None)
                ),
            )
            for each in estimate.strata
        ),
        weighted=Share.of("All", estimate.record),
        plan=PlanState(design.plan.n, design.plan.most, lot.wrong, lot.left, lot.verdict)
        if design.plan and lot
        else None,
        items_open=len(waiting),
        start_href=address.figure_href(waiting[0]) if waiting else None,
        second_href=second.figure_href(blind[0]) if blind else None,
        agreement=_view_agreement(measure_agreement(pairs)),
        misses=None,
    )


def _view_agreement(agreement: Agreement) -> AgreementView | None:
    if agreement.agreed is None:
        return None
    agreed = agreement.agreed
    return AgreementView(
        agreement.n,
        round(agreed.estimate * agreement.n),
        agreed.low,
        agreed.high,
        agreement.kappa,
        agreement.prevalence,
        agreement.ac1,
    )


def _view_sample_row(told: Told) -> SampleRow:
    design, share = told.design, told.record
    units = "articles" if design.kind == "documents" else "figures"
    frame = f"{design.size:,} of {design.frame:,} {units}"
    return SampleRow(
        id=design.sample_id,
        kind=design.kind,
        title=design.title,
        created=design.drawn_at,
        by=design.drawn_by,
        seed=design.seed,
        size=design.size,
        done=told.done,
        href=f"/samples/{design.sample_id}",
        verdict=told.verdict,
        estimate=share.estimate if share else None,
        low=share.low if share else None,
        high=share.high if share else None,
        frame=frame,
        snapshot=design.snapshot,
        design=_design_words(design, frame),
        reproducible=f"Seed {design.seed}, frame {design.frame_hash}: the same seed draws the same from the same frame.",
    )


def _design_words(design: Design, frame: str) -> str:
    if design.kind == "documents":
        return f"{frame}, drawn by language and read whole: the share of all figures in them that were found."
    if design.plan is not None:
        plan = design.plan
        return f"{frame}, drawn at random: taken with {plan.most} wrong or fewer, else refused."
    parts = len(design.strata)
    return f"{frame} from {parts} strata of language, scheme and confidence; shares are weighted by the strata's sizes."


def _stratum_words(name: str) -> str:
    parts = name.split(" ")
    if len(parts) != 3:
        return "All" if name == "all" else show_language(name)
    lang, scheme, band = parts
    words = show_words(scheme) if scheme == "other" else scheme.replace("_", " ")
    return f"{show_language(lang)}, {words}, confidence {band.replace('>=', 'from ')}"


# Charts


@dataclass(frozen=True)
class Progress:
    label: str
    done: int
    total: int
    href: str


@dataclass(frozen=True)
class Bullet:
    """A target beside the latest actual, on a scale from 0 to `end`; shares of it from 0 to 1."""

    label: str
    province: str
    indicator: str
    unit: str
    target: Decimal
    actual: Decimal | None
    target_share: float
    actual_share: float | None
    end: Decimal
    deadline: date | None
    actual_date: date | None
    reached: bool | None
    lower_is_better: bool
    article_href: str
    review_state: str | None


@dataclass(frozen=True)
class QualityView:
    by_language: tuple[Share, ...]
    by_field: tuple[Share, ...]
    by_version: tuple[Share, ...]
    over_time: tuple[Share, ...]
    progress: tuple[Progress, ...]
    targets: tuple[Bullet, ...]


TARGETS = f"""
    SELECT t.province, t.indicator, t.unit, t.comparator, t.target, t.actual, t.actual_date, t.deadline, t.reached, t.article_id,
        t.review_state
    FROM target_progress AS t
    WHERE t.unit = 'percent' AND t.target > 0
    ORDER BY t.actual IS NULL, t.reached, t.deadline NULLS LAST, t.province, t.indicator, t.fact_id LIMIT {MOST_TARGETS}
"""


def view_quality(desk: Desk, reader: AuditReader, samples: Samples, reviewer: str) -> QualityView:
    """Charts: how much is right, how far the queues are, and what provinces aim at and have reached."""
    told = samples.tell_all(reader)
    figures = [each for each in told if each.design.kind != "documents" and each.done]
    latest: dict[str, Told] = {}
    for each in figures:
        latest.setdefault(each.labelled(each.design.extractor_version), each)
    widest = next((each for each in figures if each.lang is None), figures[0] if figures else None)
    columns, rows = reader.ask(TARGETS)
    return QualityView(
        by_language=view_precision(figures),
        by_field=tuple(
            Share.of(FIELD_LABELS[name], share) for name, share in (widest.by_field if widest else {}).items()
        ),
        by_version=tuple(Share.of(version, each.record) for version, each in latest.items()),
        over_time=tuple(
            Share.of(each.labelled(f"{each.design.drawn_at:%Y-%m-%d}"), each.record)
            for each in reversed(figures)
        ),
        progress=tuple(
            Progress(card.title, card.total - card.open, card.total, card.href)
            for card in view_queues(desk, reader, reviewer)
            if card.total
        ),
        targets=tuple(_view_bullet(dict(zip(columns, row, strict=True))) for row in rows),
    )


def _view_bullet(row: Mapping[str, Any]) -> Bullet:
    target, actual = row["target"], row["actual"]
    greatest = max(target, actual or Decimal(0))
    end = Decimal(100) if greatest <= 100 else greatest
    return Bullet(
        label=f"{row['province'] or 'Whole country'}, {show_words(row['indicator'])}",
        province=row["province"] or "Whole country",
        indicator=row["indicator"],
        unit=row["unit"],
        target=target,
        actual=actual,
        target_share=float(target / end),
        actual_share=None if actual is None else float(max(actual, Decimal(0)) / end),
        end=end,
        deadline=row["deadline"],
        actual_date=row["actual_date"],
        reached=row["reached"],
        lower_is_better=row["comparator"] in ("<", "<=") or "arrears" in row["indicator"],
        article_href=article_href(row["article_id"]),
        review_state=row["review_state"],
    )
