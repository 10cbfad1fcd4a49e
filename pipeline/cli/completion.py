"""What the prompt of `tinso sql` offers while one types: names of the store where they fit, and words of SQL.

Where a text ends, whether it is whole, and which names it mentions is judged by its characters alone: it is mostly
unfinished, so that no parser would take it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

if TYPE_CHECKING:
    from pipeline.store import Catalogue, Entry

WORDS = (
    "SELECT", "FROM", "WHERE", "GROUP BY", "GROUP BY ALL", "HAVING", "ORDER BY", "ORDER BY ALL", "LIMIT", "OFFSET",
    "DISTINCT", "DISTINCT ON", "AS", "AND", "OR", "NOT", "IN", "BETWEEN", "LIKE", "ILIKE", "IS NULL", "IS NOT NULL",
    "IS DISTINCT FROM", "EXISTS", "CASE", "WHEN", "THEN", "ELSE", "END", "CAST", "WITH", "RECURSIVE", "UNION",
    "UNION ALL", "INTERSECT", "EXCEPT", "EXCLUDE", "REPLACE", "JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN",
    "CROSS JOIN", "ASOF JOIN", "SEMI JOIN", "ANTI JOIN", "LATERAL", "ON", "USING", "OVER", "PARTITION BY", "WINDOW",
    "QUALIFY", "FILTER", "ROWS", "RANGE", "PRECEDING", "FOLLOWING", "UNBOUNDED", "CURRENT ROW", "ASC", "DESC",
    "NULLS FIRST", "NULLS LAST", "VALUES", "TRUE", "FALSE", "NULL", "DATE", "INTERVAL", "PIVOT", "UNPIVOT",
    "DESCRIBE", "SUMMARIZE", "SHOW TABLES", "EXPLAIN", "EXPLAIN ANALYZE", "COLLATE",
)  # fmt: skip
"""Words and phrases that an analyst types, as they are written here."""
FUNCTIONS = (
    "count", "sum", "avg", "min", "max", "median", "quantile_cont", "any_value", "arg_max", "arg_min", "list",
    "string_agg", "row_number", "rank", "lag", "lead", "first_value", "last_value", "coalesce", "nullif", "greatest",
    "least", "round", "abs", "lower", "upper", "trim", "length", "substring", "contains", "starts_with",
    "regexp_matches", "regexp_extract", "regexp_replace", "concat_ws", "strftime", "date_trunc", "date_diff", "year",
    "month", "quarter", "today", "unnest", "list_contains", "len", "map_keys", "map_values",
)  # fmt: skip
"""Functions of DuckDB that questions about figures use."""
MODES = ("table", "csv", "json")
COMMANDS = {
    ".tables": "tables, views and macros",
    ".describe": "columns of one of them",
    ".mode": "how answers are printed",
    ".help": "what can be typed here",
    ".quit": "leave",
}
"""What begins with a dot, with what it does."""

WHOLE_PIECES = re.compile(
    r"""[eE]'(?:\\.|''|[^'\\])*' | '(?:[^']|'')*' | "(?:[^"]|"")*" | --[^\n]*(?=\n|\Z) | /\*.*?\*/ | \$(\w*)\$.*?\$\1\$""",
    re.S | re.X,
)
BEGUN_PIECE = re.compile(r"""['"]|/\*|\$\w*\$""")
LAST_WORD = re.compile(r'(?:(?P<owner>\w+|"[^"]*")\.)?(?P<typed>\w*)$')
WANTS_RELATION = re.compile(
    r"\b(?:from|join|describe|summarize|table)\s+\w*$|\bfrom\s+\w+(?:\s+(?:as\s+)?\w+)?(?:\s*,\s*\w+)*\s*,\s*\w*$",
    re.I,
)
MENTION = re.compile(
    r'\b(?:from|join|,)\s+"?(?P<name>[a-z_]\w*)"?(?:\s+(?:as\s+)?(?P<alias>[a-z_]\w*))?', re.I
)
PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]*")
LEAST_INSIDE = 3
"""Letters from which on names that hold them, and do not begin with them, are offered too."""


def is_whole(text: str) -> bool:
    """Whether what was typed can be run: a command with a dot, nothing at all, or SQL up to a semicolon."""
    stripped = text.strip()
    if not stripped or stripped.startswith("."):
        return True
    if stripped.lower() in ("exit", "quit"):
        return True
    bare = WHOLE_PIECES.sub(lambda piece: "" if piece[0].startswith(("--", "/*")) else " x ", text).strip()
    return bare.endswith(";") and BEGUN_PIECE.search(bare) is None


class SqlCompleter(Completer):
    """Completions for one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        """The catalogue may be replaced when another snapshot is opened."""
        self.catalogue = catalogue

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """What fits before the cursor, the likeliest first; nothing inside quotes and comments."""
        before = document.text_before_cursor
        if before.lstrip().startswith("."):
            yield from self._commands(before.lstrip())
            return
        # A comment up to the end of the text is still being typed: with a letter behind it, it is no whole piece.
        bare = WHOLE_PIECES.sub(" x ", before + "\0")
        if not bare.endswith("\0") or BEGUN_PIECE.search(bare):
            return
        match = LAST_WORD.search(before)
        assert match is not None  # it may be empty
        owner, typed = match["owner"], match["typed"]
        if owner:
            found = self._mentioned(document.text).get(owner.strip('"').lower()) or self.catalogue.find(owner)
            if found:
                yield from self._columns([found], typed)
            return
        if WANTS_RELATION.search(before):
            yield from self._names(typed, ("view", "table", "table macro"))
            return
        if not typed and not complete_event.completion_requested:
            return
        mentioned = list(dict.fromkeys(self._mentioned(document.text).values()))
        yield from self._columns(mentioned, typed)
        yield from self._names(typed, ("macro",))
        yield from _offers(((word, "SQL") for word in WORDS), typed)
        yield from _offers(((f"{name}(", "function") for name in FUNCTIONS), typed)
        yield from self._names(typed, ("view", "table", "table macro"))

    def _commands(self, before: str) -> Iterator[Completion]:
        command, space, typed = before.partition(" ")
        if not space:
            yield from _offers(COMMANDS.items(), command)
        elif command == ".mode":
            yield from _offers(((mode, "") for mode in MODES), typed)
        elif command == ".describe":
            yield from self._names(typed, ("view", "table", "table macro", "macro"))

    def _mentioned(self, text: str) -> dict[str, Entry]:
        """The tables and views that a text reads from, by their names and by their aliases."""
        found: dict[str, Entry] = {}
        for match in MENTION.finditer(text):
            entry = self.catalogue.find(match["name"])
            if entry is not None and entry.is_relation:
                found[entry.name.lower()] = entry
                if match["alias"] and match["alias"].lower() not in self.catalogue.reserved:
                    found[match["alias"].lower()] = entry
        return found

    def _columns(self, entries: Iterable[Entry], typed: str) -> Iterator[Completion]:
        told: dict[str, str] = {}
        for entry in entries:
            for column in entry.columns:
                told.setdefault(self._quoted(column.name), f"{entry.name}: {column.comment}")
        yield from _offers(told.items(), typed, inside=True)

    def _names(self, typed: str, kinds: tuple[str, ...]) -> Iterator[Completion]:
        entries = sorted(
            (entry for entry in self.catalogue.entries if entry.kind in kinds),
            key=lambda entry: kinds.index(entry.kind),
        )
        offered = (
            (entry.name + ("" if entry.is_relation else "("), f"{entry.kind}: {entry.comment}")
            for entry in entries
        )
        yield from _offers(offered, typed, inside=True)

    def _quoted(self, name: str) -> str:
        if PLAIN_NAME.fullmatch(name) and name not in self.catalogue.reserved:
            return name
        return '"' + name.replace('"', '""') + '"'


def _offers(offered: Iterable[tuple[str, str]], typed: str, *, inside: bool = False) -> Iterator[Completion]:
    """Those that begin with what was typed, then, with `inside`, those that hold it."""
    wanted = typed.lower()
    later: list[Completion] = []
    for text, about in offered:
        bare = text.strip('"').lower()
        if bare == wanted:
            continue
        completion = Completion(text, -len(typed), display_meta=about)
        if bare.startswith(wanted):
            yield completion
        elif inside and len(wanted) >= LEAST_INSIDE and wanted in bare:
            later.append(completion)
    yield from later
