"""The audit page as an ASGI application: its addresses, what each does, and how faults are told.

Routes read the request, ask the desk and the snapshot in threads, and fill templates or answer in JSON; what is shown is
put together in `pages`, `lists` and `overviews`, decisions in `decisions`. Who may ask is settled before, by `security`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from pipeline.audit import codes, decisions, lists, lost, overviews, pages
from pipeline.audit.accounts import Accounts
from pipeline.audit.archived import ArchivedPages
from pipeline.audit.decisions import (
    Bulk,
    Deciding,
    DecisionError,
    Drawn,
    Hold,
    Normalise,
    Save,
    Selection,
    Subject,
    Undo,
)
from pipeline.audit.desk import Desk
from pipeline.audit.ledger import derived_id, new_event_id
from pipeline.audit.queues import (
    AddressError,
    QueueAddress,
    archived_href,
    article_href,
    link,
    read_address,
)
from pipeline.audit.readings import UnreadableError, read_again, read_date, read_number, read_selection
from pipeline.audit.search import read_query
from pipeline.audit.security import (
    ARCHIVED_POLICY,
    Binding,
    Guard,
    clear_session_cookie,
    local_path,
    session_value,
    set_session_cookie,
)
from pipeline.audit.sessions import Brake, Session, Sessions
from pipeline.audit.wording import (
    show_ago,
    show_count,
    show_day,
    show_language,
    show_line,
    show_moment,
    show_number,
    show_percent,
    show_value,
    show_words,
)
from pipeline.errors import (
    ArchiveError,
    LedgerError,
    LedgerRefusedError,
    QueryTooSlowError,
    RejectedError,
    StoreError,
    TinsoError,
)
from pipeline.store import AuditArticle, AuditFigure, AuditReader, Standing
from schemas import Article, Figure
from schemas.review import READING_FIELDS, Reading, ReviewEvent, ReviewState

HELD = 2
"""Figures that are named as the next ones, for preloading."""
LAST_RANK = 2**63 - 1
YEAR_LONG = "public, max-age=31536000, immutable"
MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
NOTICES = {
    "accept": "Accepted.",
    "reject": "Rejected.",
    "skip": "Left to others.",
    "correct": "Corrected.",
    "undo": "Taken back.",
    "done": "The article is noted as read whole.",
    "drawn": "The sample is drawn.",
    "bulk": "Decided.",
    "settle": "Settled.",
    "aside": "Set aside.",
    "anew": "Decided anew.",
}
STATUS_OF = {
    "unknown_figure": 404,
    "unknown_article": 404,
    "text_differs": 409,
    "changed_meanwhile": 409,
    "refused": 409,
    "known_figure": 409,
}
INVALID = 422

Shown = TypeVar("Shown", bound=pages.ArticleView)


class RequestError(Exception):
    """A request that cannot be answered: status, a short stable code, and the sentence for the reviewer."""

    def __init__(self, status: int, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.hint = status, code, message, hint


@dataclass
class Site:
    """What the routes share."""

    desk: Desk
    accounts: Accounts
    sessions: Sessions
    binding: Binding
    samples: overviews.Samples
    brake: Brake
    archive: ArchivedPages = dataclasses.field(default_factory=lambda: ArchivedPages(None))

    def __post_init__(self) -> None:
        self.templates = make_environment()
        self.day = overviews.Day(self.desk.ledger)

    # Pages

    def render(self, request: Request, template: str, section: str, title: str, **model: Any) -> Response:
        """A page of the frame that all have in common."""
        return HTMLResponse(self.fill(request, template, section, title, **model))

    def fill(self, request: Request, template: str, section: str, title: str, **model: Any) -> str:
        """The markup of a page, or of a part of one."""
        session: Session | None = getattr(request.state, "session", None)
        given = request.query_params.get("notice", "")
        page = {
            "title": title,
            "section": section,
            "reviewer": {"name": session.reviewer, "role": session.role} if session else None,
            "csrf": session.csrf if session else "",
            "snapshot": {
                "number": self.desk.snapshot,
                "published": self.desk.published_at(),
                "fault": self.desk.newer_fault(),
            },
            "today": len(self.day.figures(session.reviewer)) if session else 0,
            "notice": NOTICES.get(given),
            "notice_undo": request.query_params.get("undo") if given in NOTICES else None,
            "can_log_out": bool(session and session.by_account),
            "accounts": self.accounts.any_active,
        }
        here = {
            name: value
            for name, value in request.query_params.items()
            if name not in ("notice", "undo", "token")
        }

        def with_query(**changes: object) -> str:
            return link(request.url.path, **{**here, **changes})

        return self.templates.get_template(template).render(
            page=page, title=title, with_query=with_query, reject_reasons=pages.REJECT_REASONS, **model
        )

    def start(self, request: Request) -> Response:
        """`/`: what came in, what needs eyes, how good it is, what I did."""
        who = me(request)
        with self.desk.reading() as reader:
            view = overviews.view_start(self.desk, reader, self.samples, self.day, who.reviewer)
        return self.render(request, "start.html", "start", "Today", **_shallow(view))

    def queue(self, request: Request) -> Response:
        """`/queue/<name>`: a list."""
        who = me(request)
        address = address_of(request)
        if address.name == "lost":
            found = self._lost_list(request, address)
            return self.render(request, "lost.html", "queue", found.queue.title, **_shallow(found))
        after, before = _rank(request, "after") or 0, _rank(request, "before")
        with self.desk.reading() as reader:
            view = lists.view_list(
                self.desk,
                reader,
                address,
                who.reviewer,
                after=after,
                before=before,
                drawn=self.samples.drawn(address, who.reviewer),
                sources=reader.sources(),
            )
        return self.render(request, "queue.html", "queue", view.queue.title, **_shallow(view))

    def _lost_list(self, request: Request, address: QueueAddress) -> lost.LostList:
        after, before = _rank(request, "after") or 0, _rank(request, "before")
        with self.desk.reading() as reader:
            return lost.view_lost_list(
                self.desk, reader, address, lists.view_queue(address.queue), after, before
            )

    def lost_verdict(self, request: Request) -> Response:
        """`/lost/<id>`: a verdict that found no figure, beside the present text of its article."""
        wanted = request.path_params["figure_id"]
        with self.desk.reading() as reader:
            view = lost.view_lost(self.desk, reader, wanted, me(request).reviewer)
            if view is not None and not view.is_open:
                with suppress(DecisionError):
                    return RedirectResponse(link(f"/figure/{self.subject(reader, wanted)[0].figure_id}"), 303)
        if view is None:
            raise RequestError(404, "unknown_figure", "Nothing was ever decided under that id.")
        return self.render(
            request, "lost_verdict.html", "article", "A verdict without a figure", **_shallow(view)
        )

    def figure(self, request: Request) -> Response:
        """`/figure/<id>`: one figure in its text; of a verdict that found none, its own screen."""
        wanted = request.path_params["figure_id"]
        if self.desk.is_lost(wanted):
            return RedirectResponse(lost.lost_href(wanted), 303)
        screen = self.screen(request, request.path_params["figure_id"])
        return self.render(
            request,
            "figure.html",
            "figure",
            screen.figure.value_line,
            figure=screen.figure,
            context=screen.context,
        )

    def screen(
        self, request: Request, wanted: str, hold: str = "screen", address: QueueAddress | None = None
    ) -> pages.Screen:
        """The view of one figure in the queue that the address names, else among the figures of its article.

        `hold` says whether it is for the screen, to be loaded `ahead`, or is to be kept for nobody: `no`. `address` is for
        forms, which name their queue in what they send.
        """
        who = me(request)
        address = address or address_of_figure(request)
        with self.desk.reading() as reader:
            subject, figure = self.subject(reader, wanted)
            drawn = self.samples.drawn(address, who.reviewer) if address else ()
            context = (
                lists.view_context(
                    self.desk,
                    reader,
                    address,
                    figure.number if figure else None,
                    who.reviewer,
                    drawn,
                    subject.figure_id,
                )
                if address
                else pages.ContextView()
            )
            blind = self._is_blind(address.name if address else None, subject.figure_id, who.reviewer)
            view = pages.view_figure(
                self.desk,
                reader,
                subject,
                figure,
                who.reviewer,
                blind=blind,
                queue=address,
                sources=reader.sources(),
            )
            view = dataclasses.replace(
                view, article=self.with_archived(reader, subject.article, view.article)
            )
            if figure and address:
                keep = {"ahead": self.desk.keep_ahead, "no": None}.get(hold, self.desk.keep)
                if keep is not None:
                    keep(figure.number, who.reviewer)
        if address is None:
            context = pages.neighbour_context(view)
        return pages.Screen(
            view, dataclasses.replace(context, blind=blind), figure.number if figure else None
        )

    def article(self, request: Request) -> Response:
        """`/article/<id>`: an article whole, with all that is read, added and, if asked for, refused."""
        with self.desk.reading() as reader:
            article = find_article(reader, request.path_params["article_id"])
            refused = read_again(as_article(article))[1] if request.query_params.get("refused") else None
            view = pages.view_whole_article(
                self.desk,
                reader,
                article,
                refused=refused,
                sources=reader.sources(),
                context=self.samples.context_of(request.query_params, article.article_id),
            )
            view = dataclasses.replace(view, article=self.with_archived(reader, article, view.article))
        title = article.title or "Article"
        return self.render(request, "article.html", "article", title, **_shallow(view))

    def with_archived(self, reader: AuditReader, article: AuditArticle, view: Shown) -> Shown:
        """The view of an article with the link to its archived page, where the archive has it."""
        if not self.archive.has(reader.fetch_of(article)):
            return view
        return dataclasses.replace(view, archived_href=archived_href(article.article_id))

    def archived(self, request: Request) -> Response:
        """`/archived/<id>`: the page that an article was read from, as it was fetched, harmless."""
        with self.desk.reading() as reader:
            fetched = reader.fetch_of(find_article(reader, request.path_params["article_id"]))
        try:
            page = self.archive.read(fetched)
        except (ArchiveError, RejectedError) as fault:
            raise RequestError(404, "not_archived", _sentence(str(fault))) from fault
        return HTMLResponse(page, headers={"content-security-policy": ARCHIVED_POLICY})

    def search(self, request: Request) -> Response:
        """`/search?q=`: figures and articles that fit."""
        view = self._found(request, lists.FOUND_ARTICLES, lists.SCAN_SECONDS)
        return self.render(request, "search.html", "search", "Search", **_shallow(view))

    def _found(self, request: Request, most: int, seconds: float) -> lists.SearchView:
        typed = request.query_params.get("q", "").strip()
        address = read_address("all", _options(request))
        with self.desk.reading() as reader:
            return lists.view_search(
                self.desk,
                reader,
                typed,
                read_query(typed),
                address.filters,
                me(request).reviewer,
                after=_rank(request, "after") or 0,
                figures_after=_rank(request, "figures_after") or 0,
                sources=reader.sources(),
                most=most,
                seconds=seconds,
            )

    def quality(self, request: Request) -> Response:
        """`/quality`: charts."""
        with self.desk.reading() as reader:
            view = overviews.view_quality(self.desk, reader, self.samples, me(request).reviewer)
        return self.render(request, "quality.html", "quality", "Quality", **_shallow(view))

    def help(self, request: Request) -> Response:
        """`/help`: keys and rules."""
        return self.render(request, "help.html", "help", "Help", reasons=pages.REJECT_REASONS)

    # Samples

    def samples_page(self, request: Request, errors: Mapping[str, str] | None = None) -> Response:
        """`/samples`: what was drawn, and the form to draw another."""
        with self.desk.reading() as reader:
            view = overviews.view_samples(reader, self.samples, errors)
        return self.render(request, "samples.html", "samples", "Samples", **_shallow(view))

    def sample_page(self, request: Request) -> Response:
        """`/samples/<id>`: one sample and what it tells."""
        wanted = request.path_params["sample_id"]
        if self.samples.find(wanted) is None:
            raise RequestError(404, "unknown_sample", f"there is no sample {wanted}")
        with self.desk.reading() as reader:
            view = overviews.view_sample(self.desk, reader, self.samples, wanted, me(request).reviewer)
        return self.render(request, "sample.html", "samples", view.sample.title, **_shallow(view))

    def draw(self, request: Request, form: Mapping[str, str]) -> Response:
        """POST `/samples`: draw one."""
        who = me(request)
        if not who.is_lead:
            raise RequestError(403, "lead_only", "samples are drawn by leads")
        try:
            with self.desk.reading() as reader:
                drawn = self.samples.draw(reader, form, who.reviewer, self.desk.snapshot, datetime.now(UTC))
        except overviews.FormError as fault:
            return self.samples_page(request, fault.errors)
        return RedirectResponse(link(f"/samples/{drawn}", notice="drawn"), 303)

    # Logging in

    def login_page(self, request: Request, error: str | None = None, name: str = "") -> Response:
        """GET `/login`: exchange the token of the printed address, or ask for name and password."""
        token = request.query_params.get("token")
        wanted = local_path(request.query_params.get("next"))
        if token and (redeemed := self.sessions.redeem(token)):
            return self._entered(redeemed[0], wanted)
        if request.state.session is not None:
            return RedirectResponse(wanted, 303)
        if self.accounts.any_active:
            response = self.render(
                request, "login.html", "login", "Log in", error=error, name=name, next=wanted
            )
            response.status_code = 401 if error else 200
            return response
        said = (
            "this address was used already" if token else "this page opens with the address that it printed"
        )
        raise RequestError(
            403,
            "no_session",
            said,
            "Look where `tinso audit` runs: it prints a new address when you press Enter there.",
        )

    def login(self, request: Request, form: Mapping[str, str]) -> Response:
        """POST `/login`: name and password."""
        name = form.get("name", "")[:200]
        wait = self.brake.seconds_to_wait(name)
        if wait > 0:
            return self.login_page(request, f"Too many wrong passwords: try again in {wait:.0f} s.", name)
        account = self.accounts.check_password(name, form.get("password", ""))
        if account is None:
            self.brake.note_wrong(name)
            return self.login_page(request, "Name or password is wrong.", name)
        self.brake.note_right(name)
        value, _ = self.sessions.open(account.name, account.role, by_account=True)
        return self._entered(value, local_path(form.get("next")))

    def _entered(self, cookie: str, wanted: str) -> Response:
        response = RedirectResponse(wanted, 303)
        set_session_cookie(response, self.binding, cookie)
        return response

    def logout(self, request: Request, form: Mapping[str, str]) -> Response:
        """POST `/logout`."""
        del form
        if value := session_value(request.scope, self.binding):
            self.sessions.close(value)
        response = RedirectResponse("/login", 303)
        clear_session_cookie(response, self.binding)
        return response

    # Decisions

    def subject(self, reader: AuditReader, wanted: str) -> tuple[Subject, AuditFigure | None]:
        """The figure with an id, read or added. Raises `DecisionError`."""
        return decisions.find_subject(self.desk, reader, wanted)

    def save(self, request: Request, save: Save) -> dict[str, Any]:
        """Put decisions into the ledger; what is returned is on the disk. Raises `DecisionError`, `LedgerError`."""
        who = me(request)
        first = save.events[0]
        now = datetime.now(UTC)
        deciding = Deciding(who.reviewer, who.is_lead, now, save.address(), save.seconds)
        with self.desk.reading() as reader:
            asked = [(each.event_id, each.action, each.field, each.reason or None) for each in save.events]
            if saved := self._saved_before(asked, who.reviewer):
                ids, is_blind = [each.event_id for each in saved], any(each.blind for each in saved)
                return self.told(reader, ids, saved[0].figure_id, who.reviewer, is_blind=is_blind)
            if first.action in ("add", "article_done"):
                article = find_article(reader, first.article_id or "")
                deciding = dataclasses.replace(
                    deciding, drawn=self._drawn(save, article.article_id, who.reviewer)
                )
                if first.action == "add":
                    known = [each.figure_id for each in reader.figures_of(article.number)]
                    event = decisions.add_missed(save, first, article, deciding, known)
                else:
                    event = decisions.finish_article(save, first, article, deciding)
                return self.append(reader, [event], who.reviewer)
            subject, figure = self.subject(reader, first.figure_id or "")
            deciding = dataclasses.replace(deciding, drawn=self._drawn(save, subject.figure_id, who.reviewer))
            events = decisions.decide(save, subject, deciding)
            answer = self.append(reader, events, who.reviewer)
            if figure is not None:
                self.desk.release(figure.number, who.reviewer)
            return answer

    def _saved_before(
        self, asked: Sequence[tuple[str, str, str | None, str | None]], reviewer: str
    ) -> list[ReviewEvent]:
        """The events of a request that was saved before and is sent again, its answer having been lost; else none.

        Judged before the request is: it would not be made in the same way again, because of itself. `asked` are ids, actions,
        fields and reasons; a known id with another content goes on, and is refused by the ledger.
        """
        saved = self.desk.ledger.acknowledged([event_id for event_id, *_ in asked], reviewer)
        events = {each.event.event_id: each.event for each in saved}
        if any(
            (events[one].action, events[one].field, events[one].reason) != tuple(rest)
            for one, *rest in asked
            if saved
        ):
            return []
        return list(events.values())

    def _drawn(self, save: Save, item: str, reviewer: str) -> Drawn | None:
        """How an item came into the sample that it is judged in; None outside of samples."""
        wanted = save.sample or save.filters.get("sample")
        if save.queue == "second" and not wanted:
            raise RequestError(INVALID, "no_sample", "A second look names its sample: load the page again.")
        if save.queue not in ("sample", "second") or not wanted:
            return None
        is_blind = self._is_blind(save.queue, item, reviewer)
        drawn = self.samples.drawn_item(wanted, item, is_blind=is_blind)
        if drawn is None and is_blind and save.events[0].figure_id is not None:
            # Shown blind, it would be stored as if all had been seen.
            raise RequestError(
                INVALID, "not_drawn", "This figure is not in that sample: open it from a list."
            )
        return drawn

    def _is_blind(self, queue: str | None, item: str, reviewer: str) -> bool:
        """Whether what others decided on an item is kept from a reviewer: in second looks, until they have decided."""
        return queue == "second" and not self.desk.has_decided(item, reviewer)

    def append(self, reader: AuditReader, events: list[ReviewEvent], reviewer: str) -> dict[str, Any]:
        """Store events and tell how things stand then."""
        appended = self.desk.ledger.append(events)
        self.desk.sync()
        self.day.note(reviewer, events)
        ids, is_blind = [each.event_id for each in appended], any(each.blind for each in events)
        return self.told(reader, ids, events[0].figure_id, reviewer, is_blind=is_blind)

    def told(
        self,
        reader: AuditReader,
        saved: list[str],
        about: str | None,
        reviewer: str,
        *,
        is_blind: bool = False,
    ) -> dict[str, Any]:
        """The answer to a request that saved something; to who has still to look blind, it tells nothing of others."""
        answer: dict[str, Any] = {
            "saved": saved,
            "saved_at": datetime.now(UTC),
            "figure_id": about,
            "today": len(self.day.figures(reviewer)),
        }
        if about is not None:
            try:
                subject, _ = self.subject(reader, about)
            except DecisionError:
                # What was added is taken back, or the verdict found no figure: there is none to go to.
                return {**answer, "figure_id": None}
            answer["figure_id"] = subject.figure_id  # another one than then, where the text was revised since
            if not is_blind or self.desk.has_decided(subject.figure_id, reviewer):
                answer["state"] = pages.view_state(subject.review, subject.corrected)
                answer["trail"] = pages.trail_of(self.desk, subject, reviewer)
        return answer

    def undo(self, request: Request, asked: Undo) -> dict[str, Any]:
        """Take back an event with all that was saved with it, or else the last own one. Raises `LedgerRefusedError`."""
        who = me(request).reviewer
        request_id = asked.event_id or new_event_id()
        known = self.desk.ledger.acknowledged(
            [request_id], who
        )  # sent again: what is the last one has changed by itself
        wanted = known[0].event.reverts if known else asked.reverts or asked.batch
        if not wanted:
            last = self.desk.ledger.undoable(who)
            if last is None:
                raise RequestError(404, "nothing_to_undo", "There is nothing of yours to take back.")
            wanted = last.event.event_id
        done = self.desk.ledger.undo(wanted, who, request_id, datetime.now(UTC))
        self.desk.sync()
        undone = [each for each in (self.desk.ledger.event(one.event_id) for one in done) if each is not None]
        self.day.forget(who)
        about = next((each.event.figure_id for each in undone if each.event.figure_id), None)
        with self.desk.reading() as reader:
            said = [self.desk.ledger.event(each.event.reverts) for each in undone if each.event.reverts]
            is_blind = any(each.event.blind for each in said if each is not None)
            return self.told(reader, [each.event_id for each in done], about, who, is_blind=is_blind)

    def bulk(self, request: Request, asked: Bulk) -> dict[str, Any]:
        """One decision on the rows in view. Raises `DecisionError`."""
        who = me(request)
        if asked.queue in ("sample", "second"):
            raise RequestError(INVALID, "not_in_bulk", "A sample is judged figure by figure.")
        queue = link(f"/queue/{asked.queue}", **asked.filters) if asked.queue else None
        deciding = Deciding(who.reviewer, who.is_lead, datetime.now(UTC), queue, asked.seconds)
        batch = asked.batch or new_event_id()
        with self.desk.reading() as reader:
            reason = asked.reason or None
            rows = [
                (derived_id(batch, number), asked.action, None, reason) for number in range(len(asked.rows))
            ]
            if saved := self._saved_before(rows, who.reviewer):
                ids = [each.event_id for each in saved]
                return {
                    **self.told(reader, ids, saved[0].figure_id, who.reviewer),
                    "batch": batch,
                    "number": len(ids),
                }
            subjects = []
            for row in asked.rows:
                subject, _ = self.subject(reader, row.figure_id)
                decisions.check_text(row.text_hash, subject.article)
                subjects.append(subject)
            events = decisions.decide_many(subjects, asked.action, asked.reason or None, batch, deciding)
            answer = self.append(reader, events, who.reviewer)
        return {**answer, "batch": batch, "number": len(events)}

    def lost_form(self, request: Request, form: Mapping[str, str]) -> Response:
        """POST `/lost/<id>`: give a verdict that found no figure anew, or set it aside."""
        who, request_id = me(request), form.get("request") or new_event_id()
        wanted, action = request.path_params["figure_id"], form.get("action", "")
        onward = local_path(form.get("back") or "/queue/lost")
        if self.desk.ledger.acknowledged([request_id], who.reviewer):
            return _back(onward, action, request_id)  # sent again
        deciding = Deciding(who.reviewer, who.is_lead, datetime.now(UTC), "/queue/lost")
        with self.desk.reading() as reader:
            state = self._still_lost(wanted, who)
            if action == "aside":
                comment = form.get("comment", "").strip() or None
                events = [lost.set_aside(state, deciding, request_id, request_id, comment)]
            elif action == "anew":
                events = self._anew(reader, state, form, deciding, request_id)
            else:
                raise RequestError(INVALID, "wrong_action", f"{action!r} is no decision.")
            self.append(reader, events, who.reviewer)
        return _back(onward, action, request_id)

    def _still_lost(self, figure_id: str, who: Session) -> ReviewState:
        """What reviewers say of a figure that is lost. Raises `RequestError` where it is not, or who asks may not decide."""
        state = self.desk.ledger.state_of(figure_id)
        if state is None or not self.desk.is_lost(figure_id):
            raise RequestError(
                409, "not_lost", "This verdict waits no more: somebody has decided, or it found its figure."
            )
        if state.state == "disputed" and not who.is_lead:
            raise RequestError(
                403, "lead_only", "Disputes are settled by leads, also where the figure is gone."
            )
        return state

    def _anew(
        self,
        reader: AuditReader,
        state: ReviewState,
        form: Mapping[str, str],
        deciding: Deciding,
        request_id: str,
    ) -> list[ReviewEvent]:
        """The events of a verdict that is given anew where a form says."""
        article = find_article(reader, state.article_id)
        chosen = form.get("verdict")
        verdict = next((each for each in lost.verdicts_of(state) if each.event_id == chosen), None)
        if verdict is None:
            raise RequestError(
                409,
                "changed_meanwhile",
                "What was decided is another by now: look at it again, nothing was saved.",
            )
        start, between, end = form.get("choice", "").partition(":")
        if not start:
            raise RequestError(INVALID, "no_choice", "Choose the figure or the place first.")
        onto: Subject | tuple[int, int]
        if between and start.isdecimal() and end.isdecimal():
            onto = int(start), int(end)
        else:
            onto, _ = self.subject(reader, start)
            if onto.article.article_id != article.article_id:
                raise RequestError(INVALID, "other_article", "That figure belongs to another article.")
        known = [each.figure_id for each in reader.figures_of(article.number)]
        text_hash = form.get("text_hash", "")
        return lost.decide_anew(state, verdict, article, text_hash, onto, known, deciding, request_id)

    def aside_form(self, request: Request, chosen: list[str], form: Mapping[str, str]) -> Response:
        """POST `/lost`: set the ticked verdicts aside, one event each."""
        who, request_id = me(request), form.get("request") or new_event_id()
        onward = local_path(form.get("back") or "/queue/lost")
        if not chosen:
            raise RequestError(INVALID, "no_rows", "Choose at least one row.")
        if not self.desk.ledger.acknowledged([request_id], who.reviewer):
            deciding = Deciding(who.reviewer, who.is_lead, datetime.now(UTC), "/queue/lost")
            events = [
                lost.set_aside(
                    self._still_lost(each, who), deciding, derived_id(request_id, number), request_id, None
                )
                for number, each in enumerate(dict.fromkeys(chosen[: decisions.MOST_ROWS]))
            ]
            with self.desk.reading() as reader:
                self.append(reader, events, who.reviewer)
        return _back(onward, "aside", request_id)

    # Forms without scripts

    def decide_form(self, request: Request, form: Mapping[str, str]) -> Response:
        """POST `/decide`: accept, reject or skip by a button."""
        with self.desk.reading() as reader:
            subject, _ = self.subject(reader, form.get("figure_id", ""))
        request_ = form.get("request") or None
        back = local_path(form.get("back"))
        save = decisions.one_decision(
            subject, form.get("action", ""), form.get("reason"), form.get("comment"), request_
        ).model_copy(update={"text_hash": form.get("text_hash", ""), "queue": form.get("queue") or None})
        if form.get("sample"):
            save = save.model_copy(update={"sample": form["sample"]})
        if "seen" in form:
            save = save.model_copy(update={"seen": form["seen"] or None})
        self.save(request, save)
        return _back(back, form.get("action", ""), save.events[0].event_id)

    def settle_form(self, request: Request, form: Mapping[str, str]) -> Response:
        """POST `/settle`: a lead settles a dispute as one of the reviewers says."""
        who, request_id = me(request), form.get("request") or new_event_id()
        if not who.is_lead:
            raise RequestError(403, "lead_only", "Disputes are settled by leads.")
        onward = local_path(form.get("back"))
        if self.desk.ledger.acknowledged([request_id], who.reviewer):
            return _back(onward, "settle", request_id)
        with self.desk.reading() as reader:
            subject, _ = self.subject(reader, form.get("figure_id", ""))
            decisions.check_text(form.get("text_hash", ""), subject.article)
            said = {each.event_id: each for each in pages.opinions_of(self.desk, subject)}
            verdict = said.get(form.get("verdict", ""))
            if verdict is None or subject.review is None or subject.review.state != "disputed":
                raise RequestError(
                    409, "changed_meanwhile", "The dispute is another one by now: look at it again."
                )
            deciding = Deciding(who.reviewer, True, datetime.now(UTC), "/queue/disputes")
            event = decisions.take_side(subject, verdict, deciding, request_id)
            self.append(reader, [event], who.reviewer)
        return _back(onward, "settle", request_id)

    def correct_page(
        self, request: Request, typed: Mapping[str, str] | None = None, fault: str | None = None
    ) -> Response:
        """`/correct/<id>`: all fields of a figure as one form, for browsers without scripts."""
        wanted = request.path_params.get("figure_id") or (typed or {}).get("figure_id", "")
        queue = (typed or {}).get("queue")
        # A form's own fields have names of filters: of what was sent, the sample alone narrows the queue down.
        address = read_address(queue, {"sample": (typed or {}).get("sample", "")}) if queue else None
        screen = self.screen(request, wanted, address=address)
        context = screen.context
        response = self.render(
            request,
            "correct.html",
            "correct",
            "Correct a figure",
            figure=screen.figure,
            fields=codes.form_fields(screen.figure.fields, typed or {}),
            fault=fault,
            context=context,
            back=(typed or {}).get("back")
            or link(f"/figure/{screen.figure.figure_id}", queue=context.queue, **context.filters),
        )
        response.status_code = INVALID if fault else 200
        return response

    def correct_form(self, request: Request, form: Mapping[str, str]) -> Response:
        """POST `/correct`: fields by a form; those that differ count. What cannot be is told above the form."""
        batch = form.get("request") or new_event_id()
        onward = local_path(form.get("back"))
        if self.desk.ledger.acknowledged([batch], me(request).reviewer):
            return _back(onward, "correct", batch)  # sent again
        try:
            with self.desk.reading() as reader:
                subject, _ = self.subject(reader, form.get("figure_id", ""))
            if self._is_blind(form.get("queue"), subject.figure_id, me(request).reviewer):
                subject = subject._replace(review=None)  # the form showed what the machine reads
            seen = form.get("seen") or None
            if seen != (subject.review.event_id if subject.review and subject.corrected else None):
                # Compared with what stands by now, fields that were only shown otherwise would count as changed.
                raise DecisionError(
                    "changed_meanwhile",
                    "somebody has decided on this figure meanwhile: nothing was saved, this is how it stands now",
                )
            changed = self._changed(subject, form)
            if not changed:
                raise DecisionError("nothing_changed", "no field was changed")
            save = Save.model_validate(
                {
                    "text_hash": form.get("text_hash", ""),
                    "queue": form.get("queue") or None,
                    "sample": form.get("sample") or None,
                    "seen": seen,
                    "events": [
                        {
                            "event_id": derived_id(batch, number),
                            "batch": batch,
                            "action": "correct",
                            "figure_id": subject.figure_id,
                            "field": name,
                            "new": text,
                        }
                        for number, (name, text) in enumerate(changed.items())
                    ],
                }
            )
            self.save(request, save)
        except (DecisionError, UnreadableError, LedgerRefusedError) as fault:
            told = as_request_error(fault)
            if told.status == 404:
                raise
            if told.code == "changed_meanwhile":
                form = {name: text for name, text in form.items() if name not in READING_FIELDS}
            return self.correct_page(request, form, told.message)
        return _back(onward, "correct", batch)

    def _changed(self, subject: Subject, form: Mapping[str, str]) -> dict[str, str | None]:
        """The fields of a form that differ from what stands, numbers and dates read as they are printed."""
        texts = {**subject.reading.texts(), **subject.corrected}
        changed: dict[str, str | None] = {}
        for name in READING_FIELDS:
            typed = form[name].strip() if name in form else texts[name] or ""
            if (typed or None) == texts[name]:
                continue
            editor = pages.EDITORS.get(name)
            if typed and editor == "number":
                typed = read_number(typed, subject.article.lang).value
            elif typed and editor == "date":
                typed = read_date(typed, subject.article.lang, subject.article.published).value
            if (typed or None) != texts[name]:
                changed[name] = typed or None
        return changed

    def undo_form(self, request: Request, form: Mapping[str, str]) -> Response:
        """POST `/undo`: by a button."""
        asked = {
            "event_id": form.get("request") or None,
            "reverts": form.get("event_id") or form.get("batch"),
        }
        self.undo(request, Undo.model_validate(asked))
        return _back(local_path(form.get("back")), "undo", None)

    def done_form(self, request: Request, form: Mapping[str, str]) -> Response:
        """POST `/article/<id>/done`: the article was read whole."""
        wanted = request.path_params["article_id"]
        save = Save.model_validate(
            {
                "text_hash": form.get("text_hash", ""),
                "queue": form.get("queue") or None,
                "sample": form.get("sample") or None,
                "events": [{"event_id": new_event_id(), "action": "article_done", "article_id": wanted}],
            }
        )
        self.save(request, save)
        back = form.get("back")
        return _back(local_path(back) if back else article_href(wanted), "done", save.events[0].event_id)

    def bulk_form(self, request: Request, chosen: list[tuple[str, str]], form: Mapping[str, str]) -> Response:
        """POST `/bulk`: the rows that are ticked."""
        action = form.get("action")
        if not chosen:
            raise RequestError(INVALID, "no_rows", "Choose at least one row.")
        if action == "reject" and not form.get("reason"):
            raise RequestError(INVALID, "no_reason", "Say why they are rejected: choose a reason first.")
        asked = Bulk.model_validate(
            {
                "action": action,
                "reason": form.get("reason") if action == "reject" else None,
                "rows": [{"figure_id": figure_id, "text_hash": text_hash} for figure_id, text_hash in chosen],
                "queue": form.get("queue"),
            }
        )
        answer = self.bulk(request, asked)
        return _back(local_path(form.get("back")), "bulk", answer["batch"])

    # JSON

    def api_screen(self, request: Request) -> Response:
        """One figure as markup and as data, for the module to show at once."""
        wanted = request.path_params["figure_id"]
        screen = self.screen(request, wanted, request.query_params.get("hold", "screen"))
        figure, context = screen.figure, screen.context
        html = self.fill(request, "_figure.html", "figure", figure.value_line, figure=figure, context=context)
        ahead = [each for each in (context.next_id, context.after_next_id) if each]
        told = _jsonable(figure)
        for paragraph in told["paragraphs"]:
            del paragraph["segments"]
        told["evidence"] = [
            {"field": name, **_jsonable(pages.EvidenceView.of(each))}
            for name, each in figure.evidence.items()
        ]
        query = {
            name: value
            for name, value in request.query_params.items()
            if name not in ("notice", "undo", "hold")
        }
        return _json(
            {
                "html": html,
                "figure": told,
                "context": context,
                "next": ahead[:HELD],
                "previous": [context.previous_id] if context.previous_id else [],
                "snapshot": self.desk.snapshot,
                "url": link(f"/figure/{wanted}", **query),
                "title": figure.value_line,
            }
        )

    def api_queue(self, request: Request) -> Response:
        """Rows of a queue behind a figure."""
        who = me(request)
        address = read_address(request.path_params["name"], _options(request))
        if address.name == "lost":
            view = self._lost_list(request, address)
            return _json({"items": view.rows, "open": view.open, "total": view.total})
        count = min(_rank(request, "count") or 20, lists.PAGE)
        after = request.query_params.get("after")
        with self.desk.reading() as reader:
            rows = self.desk.rows_of(reader, address, who.reviewer, self.samples.drawn(address, who.reviewer))
            number = reader.numbers_of([after]).get(after) if after else None
            rank = reader.rank_of(rows, number) if number is not None else None
            standing = Standing(address.wanted_state, who.reviewer)
            ranked = reader.page(rows, address.filters, standing, after=rank or 0, limit=count)
            unread = lists.view_unread(self.desk, reader, address)
            total, open_ = lists.count_rows(reader, rows, address, who.reviewer, unread)
            items = lists.view_rows(self.desk, reader, ranked, who.reviewer, address)
            if len(ranked) < count:
                items += unread
        return _json({"items": items, "open": open_, "total": total})

    def api_counts(self, request: Request) -> Response:
        """How many figures each queue has, how many wait, and whether there is news."""
        who = me(request).reviewer
        shown = request.query_params.get("snapshot")
        with self.desk.reading() as reader:
            counts = overviews.count_queues(self.desk, reader, who)
        return _json(
            {
                "queues": {name: {"total": total, "open": open_} for name, (total, open_) in counts.items()},
                "today": len(self.day.figures(who)),
                "snapshot": self.desk.snapshot,
                "newer": bool(shown and shown != self.desk.snapshot),
            }
        )

    def api_codes(self, request: Request) -> Response:
        """The codes of every field, for type-ahead; the same until the program changes."""
        who = me(request)
        return _json({**codes.all_codes(), "reviewer": {"name": who.reviewer, "role": who.role}})

    def api_search(self, request: Request) -> Response:
        """A few figures and articles that fit, while typing."""
        view = self._found(request, 8, lists.TYPING_SECONDS)
        return _json({"figures": view.figures, "articles": view.articles, "counts": view.counts})

    def api_refused(self, request: Request) -> Response:
        """What the extractors of today refuse in an article, and by which rules they read the rest."""
        with self.desk.reading() as reader:
            article = find_article(reader, request.path_params["article_id"])
        figures, refused = read_again(as_article(article))
        return _json(
            {
                "refused": [
                    {**each.model_dump(), "reason_words": pages.refusal_words(each.reason)}
                    for each in refused
                ],
                "rules": [
                    {"field": name, "rule": each.rule, "start": each.start, "end": each.end}
                    for figure in figures
                    for name, each in figure.evidence.items()
                ],
            }
        )

    def api_decide(self, request: Request, told: Mapping[str, Any]) -> Response:
        """Save decisions on one figure, a missed figure, or that an article was read whole."""
        return _json(self.save(request, Save.model_validate(told)))

    def api_hold(self, request: Request, told: Mapping[str, Any]) -> Response:
        """What a page has on screen and loaded, so that others in the queue are given something else. Nothing is saved."""
        who, asked = me(request).reviewer, Hold.model_validate(told)
        with self.desk.reading() as reader:
            wanted = [asked.figure_id, *asked.ahead, *([asked.left] if asked.left else [])]
            numbers = reader.numbers_of(wanted)
            if asked.left in numbers:
                self.desk.release(numbers[asked.left], who)
            if asked.figure_id in numbers:
                self.desk.keep(numbers[asked.figure_id], who)
            for each in asked.ahead:
                if each in numbers:
                    self.desk.keep_ahead(numbers[each], who)
        return _json({"held": len(numbers)})

    def api_undo(self, request: Request, told: Mapping[str, Any]) -> Response:
        """Take back."""
        return _json(self.undo(request, Undo.model_validate(told)))

    def api_bulk(self, request: Request, told: Mapping[str, Any]) -> Response:
        """Decide on rows in view."""
        return _json(self.bulk(request, Bulk.model_validate(told)))

    def api_normalise(self, request: Request, told: Mapping[str, Any]) -> Response:
        """What was typed into a field, as it will be stored."""
        del request
        asked = Normalise.model_validate(told)
        if asked.field in ("date_start", "date_end"):
            typed = read_date(asked.text, asked.lang, asked.published)
        else:
            typed = read_number(asked.text, asked.lang)
        return _json(
            {
                "value": typed.value,
                "shown": typed.shown,
                "note": typed.note,
                "date_start": typed.first,
                "date_role": typed.role,
                "unit": typed.unit,
            }
        )

    def api_reading(self, request: Request, told: Mapping[str, Any]) -> Response:
        """What the extractors make of a selection, the best first."""
        del request
        asked = Selection.model_validate(told)
        start, end = asked.start, asked.end
        with self.desk.reading() as reader:
            article = find_article(reader, asked.article_id)
            decisions.check_text(asked.text_hash, article)
            own = reader.figures_of(article.number)
        text = article.text
        try:
            offered = read_selection(as_article(article), start, end)
        except ValueError as fault:
            raise RequestError(INVALID, "no_place", _sentence(str(fault))) from fault
        return _json(
            {
                "readings": [
                    {
                        "record": {
                            **each.reading.texts(),
                            "start": each.start,
                            "end": each.end,
                            "quote": text[each.start : each.end],
                        },
                        "fields": pages.view_fields(each.reading, {}, {}),
                        "shown": show_line(_figure(each.reading, text, each.start, each.end)),
                        "from": each.origin,
                    }
                    for each in offered
                ],
                "overlaps": [
                    each.figure_id for each in own if each.figure.start < end and start < each.figure.end
                ],
            }
        )


def build_app(site: Site) -> Starlette:
    """The application, guarded."""

    def page(path: str, answer: Callable[[Request], Response]) -> Route:
        async def endpoint(request: Request) -> Response:
            return await run_in_threadpool(answer, request)

        return Route(path, endpoint, methods=["GET"], name=answer.__name__)

    def form(path: str, answer: Callable[[Request, Mapping[str, str]], Response]) -> Route:
        async def endpoint(request: Request) -> Response:
            given = await request.form(max_fields=1000)
            texts = {name: value for name, value in given.items() if isinstance(value, str)}
            return await run_in_threadpool(answer, request, texts)

        return Route(path, endpoint, methods=["POST"], name=answer.__name__)

    def api(path: str, answer: Callable[[Request, Mapping[str, Any]], Response]) -> Route:
        async def endpoint(request: Request) -> Response:
            try:
                told = await request.json()
            except ValueError as fault:
                raise RequestError(400, "not_json", "the request is no JSON") from fault
            if not isinstance(told, dict):
                raise RequestError(400, "not_json", "the request is no JSON object")
            return await run_in_threadpool(answer, request, told)

        return Route(path, endpoint, methods=["POST"], name=answer.__name__)

    async def bulk(request: Request) -> Response:
        given = await request.form(max_fields=1000)
        texts = {name: value for name, value in given.items() if isinstance(value, str)}
        chosen = [str(value) for value in given.getlist("figure_id")]
        hashes = [str(value) for value in given.getlist("text_hash")]
        if len(hashes) < len(chosen):
            raise RequestError(
                INVALID, "no_text", "the form lacks the texts of its rows: load the page again"
            )
        # Without scripts every row's hash is sent, ticked or not; what each text is, the snapshot tells again.
        pairs = await run_in_threadpool(_pair_hashes, site, chosen, set(hashes))
        return await run_in_threadpool(site.bulk_form, request, pairs, texts)

    async def aside(request: Request) -> Response:
        given = await request.form(max_fields=1000)
        texts = {name: value for name, value in given.items() if isinstance(value, str)}
        chosen = [str(value) for value in given.getlist("figure_id")]
        return await run_in_threadpool(site.aside_form, request, chosen, texts)

    async def health(request: Request) -> Response:
        del request
        return PlainTextResponse("ok\n")

    routes = [
        page("/", site.start),
        page("/queue/{name}", site.queue),
        page("/figure/{figure_id}", site.figure),
        page("/lost/{figure_id}", site.lost_verdict),
        form("/lost/{figure_id}", site.lost_form),
        Route("/lost", aside, methods=["POST"]),
        form("/article/{article_id:path}/done", site.done_form),
        page("/article/{article_id:path}", site.article),
        page("/archived/{article_id:path}", site.archived),
        page("/search", site.search),
        page("/samples", site.samples_page),
        form("/samples", site.draw),
        page("/samples/{sample_id}", site.sample_page),
        page("/quality", site.quality),
        page("/help", site.help),
        page("/login", site.login_page),
        form("/login", site.login),
        form("/logout", site.logout),
        form("/decide", site.decide_form),
        page("/correct/{figure_id}", site.correct_page),
        form("/correct", site.correct_form),
        form("/settle", site.settle_form),
        form("/undo", site.undo_form),
        Route("/bulk", bulk, methods=["POST"]),
        page("/assets/{name}", serve_asset),
        Route("/healthz", health),
        page("/api/screen/{figure_id}", site.api_screen),
        page("/api/queue/{name}", site.api_queue),
        page("/api/counts", site.api_counts),
        page("/api/codes", site.api_codes),
        page("/api/search", site.api_search),
        page("/api/refused/{article_id:path}", site.api_refused),
        api("/api/decide", site.api_decide),
        api("/api/undo", site.api_undo),
        api("/api/hold", site.api_hold),
        api("/api/bulk", site.api_bulk),
        api("/api/normalise", site.api_normalise),
        api("/api/reading", site.api_reading),
    ]

    def refuse(scope: Scope, status: int, reason: str) -> Response:
        return tell_fault(site, Request(scope), RequestError(status, "refused", reason))

    async def on_fault(request: Request, fault: Exception) -> Response:
        return await run_in_threadpool(tell_fault, site, request, as_request_error(fault))

    guard = Middleware(Guard, binding=site.binding, sessions=site.sessions, refusal=refuse)
    handled: tuple[type[Exception], ...] = (
        RequestError,
        DecisionError,
        AddressError,
        UnreadableError,
        ValidationError,
        TinsoError,
        HTTPException,
    )
    return Starlette(routes=routes, middleware=[guard], exception_handlers=dict.fromkeys(handled, on_fault))


def me(request: Request) -> Session:
    """Whose request it is. The guard has let nobody else through."""
    session: Session | None = request.state.session
    if session is None:
        raise RequestError(401, "no_session", "log in first")
    return session


def address_of(request: Request) -> QueueAddress:
    """The queue of a list's address. Raises `RequestError`, `AddressError`."""
    name = request.path_params["name"]
    try:
        return read_address(name, _options(request))
    except AddressError as fault:
        raise RequestError(404 if "no queue" in str(fault) else 400, "bad_address", str(fault)) from fault


def address_of_figure(request: Request) -> QueueAddress | None:
    """The queue that a figure's address names; None where it names none."""
    name = request.query_params.get("queue")
    return read_address(name, _options(request)) if name else None


def find_article(reader: AuditReader, article_id: str) -> AuditArticle:
    """The article with an id. Raises `RequestError`."""
    article = reader.article(article_id)
    if article is None:
        raise RequestError(404, "unknown_article", "there is no such article in the snapshot")
    return article


def as_article(article: AuditArticle) -> Article:
    """An article as the extractors take it."""
    return Article.model_validate(
        {
            "article_id": article.article_id,
            "lang": article.lang,
            "text": article.text,
            "url": article.url,
            "origin_url": article.origin_url,
            "published": article.published,
            "province": article.province,
            "title": article.title,
        }
    )


def as_request_error(fault: Exception) -> RequestError:
    """What a fault is told as."""
    if isinstance(fault, RequestError):
        return fault
    if isinstance(fault, DecisionError):
        return RequestError(STATUS_OF.get(fault.code, INVALID), fault.code, _sentence(str(fault)))
    if isinstance(fault, AddressError):
        return RequestError(400, "bad_address", _sentence(str(fault)))
    if isinstance(fault, UnreadableError):
        return RequestError(INVALID, "unreadable", _sentence(str(fault)))
    if isinstance(fault, ValidationError):
        return RequestError(INVALID, "invalid_request", _sentence(decisions.plain_fault(fault)))
    if isinstance(fault, LedgerRefusedError):
        return RequestError(409, "refused", _sentence(str(fault)))
    if isinstance(fault, QueryTooSlowError):
        return RequestError(503, "too_slow", _sentence(str(fault)))
    if isinstance(fault, (LedgerError, StoreError)):
        return RequestError(503, "unavailable", _sentence(str(fault)))
    if isinstance(fault, HTTPException):
        if fault.status_code == 404:
            return RequestError(404, "unknown_page", "There is no such page.")
        return RequestError(fault.status_code, "http", fault.detail)
    return RequestError(400, "bad_request", _sentence(str(fault)))


def tell_fault(site: Site, request: Request, fault: RequestError) -> Response:
    """The answer that tells a fault: JSON to scripts, a page to people."""
    told = {"code": fault.code, "message": fault.message, "hint": fault.hint}
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": told}, fault.status)
    titles = {403: "Not from here", 404: "Not found", 409: "Not saved", 503: "Not now"}
    response = site.render(
        request,
        "error.html",
        "error",
        titles.get(fault.status, "Not possible"),
        status=fault.status,
        message=fault.message,
        hint=fault.hint,
    )
    response.status_code = fault.status
    return response


def make_environment() -> Environment:
    """The templates with their filters; all that is filled in is escaped."""
    environment = Environment(
        loader=PackageLoader("pipeline.audit"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number=show_number,
        counted=show_count,
        percent=show_percent,
        ago=show_ago,
        day=show_day,
        moment=show_moment,
        words=show_words,
        language=show_language,
        web=web_address,
        value=show_value,
    )
    environment.globals.update(link=link, asset=asset_href, new_request=new_event_id)
    return environment


def web_address(address: str | None) -> str | None:
    """The address if it leads to the web: any other kind of link could do something in the reviewer's name."""
    return address if address is not None and address.startswith(("https://", "http://")) else None


def asset_href(name: str) -> str:
    """Address of a file of ours; it changes with the file, so that browsers may keep it."""
    return f"/assets/{name}?v={_asset(name)[1]}"


def serve_asset(request: Request) -> Response:
    """`/assets/<name>`: style, script, fonts."""
    name = request.path_params["name"]
    suffix = name[name.rfind(".") :] if "." in name else ""
    if suffix not in MEDIA or "/" in name or name.startswith("."):
        raise RequestError(404, "unknown_page", "There is no such file.")
    body, version = _asset(name)
    response = Response(body, media_type=MEDIA[suffix])
    is_versioned = request.query_params.get("v") == version
    response.headers["cache-control"] = YEAR_LONG if is_versioned else "no-cache"
    response.headers["etag"] = f'"{version}"'
    return response


_assets_lock = threading.Lock()


@cache
def _asset(name: str) -> tuple[bytes, str]:
    try:
        body = files("pipeline.audit").joinpath("assets", name).read_bytes()
    except OSError as fault:
        raise RequestError(404, "unknown_page", "There is no such file.") from fault
    return body, hashlib.sha256(body).hexdigest()[:12]


def _pair_hashes(site: Site, chosen: list[str], hashes: set[str]) -> list[tuple[str, str]]:
    """Each chosen figure with the hash of its text, if that hash was on the page."""
    with site.desk.reading() as reader:
        pairs = []
        for figure_id in chosen:
            subject, _ = site.subject(reader, figure_id)
            if subject.article.text_hash not in hashes:
                raise DecisionError(
                    "text_differs", "an article has another text than the one shown: load the page again"
                )
            pairs.append((figure_id, subject.article.text_hash))
    return pairs


def _figure(reading: Reading, text: str, start: int, end: int) -> Figure:
    fields = {name: getattr(reading, name) for name in READING_FIELDS}
    return Figure(start=start, end=end, quote=text[start:end], **fields)


def _options(request: Request) -> dict[str, str]:
    return dict(request.query_params.items())


def _rank(request: Request, name: str) -> int | None:
    given = request.query_params.get(name)
    if given is None or not given:
        return None
    if not given.isascii() or not given.isdecimal() or len(given) > 19:
        raise RequestError(400, "bad_address", f"{name} is a number")
    return int(given)


def _back(path: str, notice: str, batch: str | None) -> Response:
    address, _, query = path.partition("?")
    kept = "&".join(part for part in query.split("&") if part and not part.startswith(("notice=", "undo=")))
    more = link("", notice=notice, undo=batch).lstrip("?")
    return RedirectResponse(f"{address}?{'&'.join(part for part in (kept, more) if part)}", 303)


def _shallow(view: Any) -> dict[str, Any]:
    """The fields of a view model, as they are."""
    return {each.name: getattr(view, each.name) for each in dataclasses.fields(view)}


def _json(told: Any) -> Response:
    return JSONResponse(_jsonable(told))


def _jsonable(value: Any) -> Any:
    """A view model as JSON takes it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: _jsonable(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _jsonable(each) for name, each in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _jsonable(each) for name, each in value._asdict().items()}
    if isinstance(value, (list, tuple)):
        return [_jsonable(each) for each in value]
    if isinstance(value, datetime):
        return (
            value.astimezone(UTC).isoformat().replace("+00:00", "Z")
            if value.tzinfo
            else value.isoformat() + "Z"
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    return value


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
