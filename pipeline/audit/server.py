"""The server of the audit page: one process, which listens, says where, and ends in order.

It binds before it says the address, so that the address is true; what was acknowledged is on the disk, so that ending it in
any way loses nothing. Who may ask is `security`'s business, routes are `app`'s.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TextIO

import uvicorn

from extractors.lexicon import lexicon_of
from pipeline.audit.accounts import Accounts, accounts_path
from pipeline.audit.app import Site, build_app
from pipeline.audit.archived import ArchivedPages
from pipeline.audit.desk import Desk
from pipeline.audit.ledger import Ledger, ledger_path
from pipeline.audit.overviews import Samples
from pipeline.audit.security import Binding, check_binding, check_certificate, check_names
from pipeline.audit.sessions import Brake, Sessions, sessions_path
from pipeline.errors import InputError
from schemas.languages import usual_languages

PATIENCE = 3
"""Seconds that answers under way have when the server ends."""
WAITING = 128
"""Connections that may wait to be taken."""


@dataclass(frozen=True)
class Listening:
    """Where to listen, and behind what."""

    host: str = "127.0.0.1"
    port: int = 8421
    proxy: str | None = None
    certificate: Path | None = None
    key: Path | None = None
    names: tuple[str, ...] = ()
    """Further names under which it may be asked."""


class Announced(NamedTuple):
    """What the server says when it listens. `address` lets its first reader in where there are no accounts."""

    address: str
    snapshot: str
    figures: int
    with_accounts: bool
    by_any_address: bool = False
    """Whether every address of this machine leads to it."""


def serve_audit(
    db: Path,
    listening: Listening,
    reviewer: str,
    announce: Callable[[Announced], None],
    asked: TextIO | None = None,
    archive: Path | None = None,
) -> None:
    """Serve the audit page of a store until it is interrupted.

    `reviewer` is the name of whoever comes by the printed address. A line on `asked` has a new address announced.
    `archive` is the folder from which archived pages are shown. Raises
    `InputError` where it may not or cannot listen, `StoreError`s and `LedgerError`s.
    """
    is_encrypted = check_certificate(listening.certificate, listening.key)
    accounts = Accounts(accounts_path(db))
    names = check_names(listening.names)
    asked_for = Binding(listening.host, listening.port, listening.proxy, is_encrypted, names)
    check_binding(asked_for, accounts.any_active, listening.proxy is not None)
    config = uvicorn.Config(
        app=_not_yet,
        host=listening.host,
        port=listening.port,
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        proxy_headers=False,
        backlog=WAITING,
        timeout_graceful_shutdown=PATIENCE,
        ssl_certfile=listening.certificate,
        ssl_keyfile=listening.key,
    )
    with Ledger(ledger_path(db)) as ledger:
        listener = _bind(config)
        try:
            binding = Binding(listening.host, listener.getsockname()[1], listening.proxy, is_encrypted, names)
            desk = Desk(db, ledger)
            try:
                site = Site(
                    desk,
                    accounts,
                    Sessions(accounts, sessions_path(db)),
                    binding,
                    Samples(ledger),
                    Brake(),
                    ArchivedPages(archive),
                )
                config.app = build_app(site)
                announce(_tell(site, reviewer))
                for task in (
                    load_lexicons,
                    *([lambda: _answer(asked, site, reviewer, announce)] if asked else []),
                ):
                    threading.Thread(target=task, daemon=True).start()
                uvicorn.Server(config).run(sockets=[listener])
            except KeyboardInterrupt:
                return  # Uvicorn has finished what was under way and passes the signal on
            finally:
                desk.close()
        finally:
            listener.close()


def load_lexicons() -> None:
    """Compile the lexicons, so that the first number that is typed does not wait for them."""
    for lang in usual_languages():
        lexicon_of(lang)


def _bind(config: uvicorn.Config):  # type: ignore[no-untyped-def]  # a socket, which this package must not name
    logger = logging.getLogger("uvicorn.error")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        bound = config.bind_socket()
        bound.listen(WAITING)  # before the address is told: who is quick waits instead of being refused
        return bound
    except SystemExit as fault:
        raise InputError(
            f"nothing can listen on {config.host} port {config.port}: is `tinso audit` running already? "
            "`--port 0` takes a free port"
        ) from fault
    finally:
        logger.setLevel(level)


def _tell(site: Site, reviewer: str) -> Announced:
    binding = site.binding
    with_accounts = site.accounts.any_active
    address = binding.address + "/"
    if not with_accounts:
        address += f"login?token={site.sessions.issue_token(reviewer, 'lead')}"
    with site.desk.reading() as reader:
        return Announced(
            address,
            site.desk.snapshot,
            reader.figure_count(),
            with_accounts,
            binding.is_everywhere and not binding.public,
        )


def _answer(asked: TextIO, site: Site, reviewer: str, announce: Callable[[Announced], None]) -> None:
    """Announce a new address for each line that is typed."""
    for _ in asked:
        announce(_tell(site, reviewer))


async def _not_yet(scope: object, receive: object, send: object) -> None:
    raise RuntimeError("the application is put in its place before the server runs")


def terminal_input() -> TextIO | None:
    """Where a person may press Enter; None where nobody sits there."""
    return sys.stdin if sys.stdin is not None and sys.stdin.isatty() else None
