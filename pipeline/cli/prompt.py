"""The prompt of `tinso sql`: queries typed one after the other, with history, completion and colours.

It answers from the snapshot that was published last and opens a newer one between two queries, so that it neither
blocks the writer nor goes stale. Where nothing was published it opens the store for each query and closes it again.
How answers are printed is left to `pipeline.cli.sql`, what is offered while typing to `pipeline.cli.completion`.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import AnyFormattedText
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.lexers import PygmentsLexer
from prompt_toolkit.output import create_output
from pygments.lexers.sql import SqlLexer

from pipeline.cli.completion import COMMANDS, MODES, SqlCompleter, is_whole
from pipeline.cli.sql import Format, print_answer, stoppable
from pipeline.cli.terminal import complain, make_table, print_aligned, printable
from pipeline.errors import QueryRefusedError, StoreError
from pipeline.store import (
    Catalogue,
    Entry,
    Reader,
    changed_since_published,
    current_snapshot,
    open_reader,
)

PROMPT, CONTINUATION = "tinso> ", "   ... "
HISTORY = "sql_history"
REFRESH = 5.0
"""Seconds after which the line below the prompt is drawn anew: it says when something newer was published."""
ALL_ROWS = ".mode csv, or .mode json,"
KINDS = ("view", "table macro", "macro", "table")
"""The order in which `.tables` lists."""
HELP = """\
SQL up to a semicolon, over several lines where it is long; Tab completes names and words.
  .tables          tables, views and macros, with what they hold
  .describe NAME   the columns of one of them, or the parameters of a macro
  .mode MODE       print answers as a table, csv or json
  .help            this
  .quit            leave, as Ctrl-D does
Ctrl-C clears what was typed, or stops the query that runs. Arrow up brings back what was typed before, Ctrl-R seeks
in it. Nothing can be changed from here. Start with: FROM target_progress;"""


def state_folder() -> Path:
    """Where programs of this user keep what is to outlast a run, by the rules of the system."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "tinso"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "tinso"


def open_history() -> History:
    """What was typed in earlier sessions; of this one alone, which is said, where no file can be kept."""
    try:
        folder = state_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / HISTORY
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600))
    except (OSError, RuntimeError) as fault:  # RuntimeError: the user has no home
        complain(f"what is typed here is forgotten in the end: no file for it can be kept ({fault})")
        return InMemoryHistory()
    return FileHistory(path)


class SqlPrompt:
    """A session at the prompt, from `run` until the user leaves."""

    def __init__(self, db: Path, mode: Format = Format.table) -> None:
        """Open what is to be read. Raises `StoreError`s where that cannot be done."""
        self._db = db
        self._mode = mode
        self._reader: Reader | None = None
        self._refused: Path | None = None
        with open_reader(current_snapshot(db) or db) as store:
            self._completer = SqlCompleter(store.catalogue())

    def run(self) -> None:
        """Take queries and commands until the user leaves."""
        aside = not sys.stdout.isatty() and sys.stderr.isatty()  # answers go to a file: the prompt does not
        session: PromptSession[str] = PromptSession(
            history=open_history(),
            lexer=PygmentsLexer(SqlLexer),
            completer=self._completer,
            complete_while_typing=True,
            auto_suggest=AutoSuggestFromHistory(),
            multiline=Condition(lambda: not is_whole(get_app().current_buffer.text)),
            prompt_continuation=CONTINUATION,
            bottom_toolbar=self._toolbar,
            refresh_interval=REFRESH,
            output=create_output(sys.stderr) if aside else None,
        )
        try:
            self._follow_published()
            if self._reader and changed_since_published(self._db):
                complain(
                    "the store has changed since this was published: `tinso publish` brings it up to date"
                )
            sys.stderr.write("SQL up to a semicolon; .help tells more, .quit leaves.\n")
            while True:
                try:
                    typed = session.prompt(PROMPT)
                except KeyboardInterrupt:
                    continue  # what was typed is cleared
                except EOFError:
                    return
                if not self._obey(typed.strip()):
                    return
        finally:
            self._close()

    def _obey(self, typed: str) -> bool:
        """Do what was typed; False where that is to leave."""
        word, _, rest = typed.partition(" ")
        if typed.rstrip(";").lower() in ("exit", "quit") or typed in (".quit", ".exit"):
            return False
        try:
            if typed.startswith("."):
                self._command(word, rest.strip().rstrip(";"))
            elif typed:
                self._answer(typed)
        except StoreError as fault:
            complain(str(fault))
        except KeyboardInterrupt:
            complain("stopped")
        return True

    def _answer(self, typed: str) -> None:
        def ask(store: Reader) -> None:
            for statement in store.statements(typed):
                began = time.perf_counter()
                rows = print_answer(store.ask(statement), self._mode, more=ALL_ROWS)
                sys.stdout.flush()
                _tell_time(rows, time.perf_counter() - began)

        self._with_reader(lambda store: stoppable(store, lambda: ask(store)))

    def _command(self, word: str, rest: str) -> None:
        if word == ".help":
            sys.stdout.write(HELP + "\n")
        elif word == ".tables":
            self._with_reader(lambda store: _print_entries(store.catalogue()))
        elif word == ".describe":
            self._with_reader(lambda store: _describe(store.catalogue(), rest))
        elif word == ".mode" and rest in MODES:
            self._mode = Format(rest)
        elif word == ".mode":
            complain(f"answers are printed as {self._mode.value}; .mode table, .mode csv or .mode json")
        else:
            complain(f"there is no {word}: {', '.join(COMMANDS)}")

    def _with_reader(self, step: Callable[[Reader], None]) -> None:
        """Take a step on the newest snapshot; on the store only for as long as the step takes."""
        self._follow_published()
        if self._reader is not None:
            step(self._reader)
            return
        with open_reader(self._db) as store:
            step(store)

    def _follow_published(self) -> None:
        """Open the newest snapshot where it is not the one that is open; one that cannot be opened is told of once."""
        newest = current_snapshot(self._db)
        if newest is None or newest == self._refused or (self._reader and self._reader.path == newest):
            return
        try:
            opened = open_reader(newest)
        except StoreError as fault:
            if self._reader is None:
                raise
            self._refused = newest
            complain(f"a newer snapshot was published, but cannot be opened; the one before goes on: {fault}")
            return
        if self._reader is not None:
            complain(f"a newer snapshot was published and is read from now on: {newest.parent}")
        self._close()
        self._reader = opened
        self._completer.catalogue = opened.catalogue()

    def _close(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader = None

    def _toolbar(self) -> AnyFormattedText:
        """The line below the prompt: what is read, and how answers are printed."""
        newest = current_snapshot(self._db)
        if self._reader is None:
            told = f"{self._db}, not published"
        elif newest is None or newest in (self._reader.path, self._refused):
            told = str(self._reader.path.parent)
        else:
            told = f"{self._reader.path.parent}; a newer one was published: the next query reads it"
        return printable(f" {told} · {self._mode.value} · .help")


def _tell_time(rows: int, seconds: float) -> None:
    """How much was printed, and how long it took, apart from the answer."""
    word = "row" if rows == 1 else "rows"
    line = f"{rows} {word}, {seconds:.3f} s"
    sys.stderr.write(f"\x1b[2m{line}\x1b[0m\n" if _has_colours() else f"{line}\n")
    sys.stderr.flush()


def _has_colours() -> bool:
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _print_entries(catalogue: Catalogue) -> None:
    """One line an entry: kind, name, and the first sentence about it; what answers questions comes first."""
    shown = [
        (entry.kind, _call(entry), _first_sentence(entry.comment.removeprefix(f"{_call(entry)}: ")))
        for kind in KINDS
        for entry in catalogue.entries
        if entry.kind == kind
    ]
    print_aligned(make_table(("kind", "name", "holds"), shown, fold=True))


def _call(entry: Entry) -> str:
    """How an entry is written in SQL: a macro with its parameters."""
    if entry.is_relation:
        return entry.name
    return f"{entry.name}({', '.join(column.name for column in entry.columns)})"


def _first_sentence(text: str) -> str:
    return text.split(". ")[0].rstrip(".")


def _describe(catalogue: Catalogue, name: str) -> None:
    """The comment and the columns of an entry. Raises `QueryRefusedError` where there is none of that name."""
    if not name:
        raise QueryRefusedError("name what to describe: .describe target_progress")
    entry = catalogue.find(name)
    if entry is None:
        names = [each.name for each in catalogue.entries]
        near = get_close_matches(name.lower(), names, 1) or [each for each in names if name.lower() in each]
        raise QueryRefusedError(
            f"there is no {name!r}" + (f"; is {near[0]} meant?" if near else ": .tables lists what there is")
        )
    sys.stdout.write(printable(f"{entry.kind} {_call(entry)}") + "\n")
    sys.stdout.write(printable(entry.comment) + "\n")
    if entry.is_relation:
        print_aligned(make_table(("column", "type", "holds"), entry.columns, fold=True))
