"""The settings as text, made from their models: the commented file that `tinso init` writes, and docs/settings.md."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from pipeline.settings import OTHER_VARIABLES, Setting, list_settings, list_tables

WIDTH = 100
SHOWN_LANGUAGE = "nb"
"""The language whose table stands for all."""

SETTLED: Mapping[str, Any] = {"retention.backups": 14}
"""What a new file settles: a disk that fills with backups is noticed late. A file without the key deletes none."""

FILE_HEAD = """\
# Settings of Tinso. Each key stands here with what holds without it, or with an example: take its # away and change it.
# Folders are relative to the folder of this file. Every key has a variable of the environment, too, which wins:
# fetch.contact is TINSO_FETCH__CONTACT. A key that is not known stops the command; `tinso doctor` looks the rest over.
"""

PAGE_HEAD = """\
# Settings

What may be settled in `tinso.toml`, by variables of the environment and by options of the commands; of these the later win.
The file is sought in the current folder, or named by `--config` or `TINSO_CONFIG`; without one everything has its default.
`tinso init` writes it with all of this as comments, but for `retention.backups`, of which it settles 14. Folders are relative
to the folder of the file, those in variables and options to the current folder. Lists in variables are parted by commas. A key
or a `TINSO_` variable that is not known stops the command and names the nearest that is.

Passwords and addresses with keys in them belong in the environment (of a systemd unit: in an `EnvironmentFile` that only
root reads). They stand in no log, no message and no report.

This page is written from the models in `pipeline/settings.py`; after a change of those:

    .venv/bin/python tests/house/refresh_settings.py
"""


def make_settings_file(contact: str | None = None) -> str:
    """The commented `tinso.toml`; `contact` is settled in it where one is given, and what a new file always settles."""
    settled = dict(SETTLED) if contact is None else {**SETTLED, "fetch.contact": contact}
    parts = [FILE_HEAD]
    for table, model in list_tables():
        if table:
            name = table.replace("*", SHOWN_LANGUAGE)
            parts.append(f"\n{_comment(_flat(model.__doc__))}\n[{name}]")
        parts.extend(
            _file_entry(each, settled.get(each.key)) for each in list_settings() if each.table == table
        )
    return "\n".join(parts) + "\n"


def _file_entry(each: Setting, given: Any) -> str:
    name = each.key.rpartition(".")[2]
    shown = given if given is not None else _example(each.field)
    line = f"{name} = {_toml(shown)}"
    return f"\n{_comment(_flat(each.field.description))}\n{line if given is not None else f'# {line}'}"


def make_settings_page() -> str:
    """docs/settings.md."""
    parts = [PAGE_HEAD]
    for table, model in list_tables():
        rows = [each for each in list_settings() if each.table == table]
        title = f"`[{table.replace('*', SHOWN_LANGUAGE)}]`" if table else "At the top of the file"
        about = f"\n{textwrap.fill(_flat(model.__doc__), 120)}\n" if table else ""
        parts.append(f"## {title}\n{about}\n| key | default | |\n|---|---|---|\n{_rows(rows)}\n")
    others = "".join(f"| `{name}` | {_cell(told)} |\n" for name, told in OTHER_VARIABLES.items())
    parts.append(f"## Other variables\n\n| variable | |\n|---|---|\n{others}")
    return "\n".join(parts)


def _rows(settings: Iterable[Setting]) -> str:
    lines = []
    for each in settings:
        field = each.field
        default = "none" if field.default is None else f"`{_toml(field.default)}`"
        allowed = _allowed(field)
        variable = each.variable.replace("*", SHOWN_LANGUAGE.upper())
        told = f"{_flat(field.description)}{f' {allowed}' if allowed else ''}<br>`{variable}`"
        lines.append(f"| `{each.key.rpartition('.')[2]}` | {default} | {_cell(told)} |")
    return "\n".join(lines)


def _allowed(field: FieldInfo) -> str:
    """Which values are taken, where that is not all of them."""
    if get_origin(field.annotation) is Literal:
        return f"One of {', '.join(f'`{value}`' for value in get_args(field.annotation))}."
    bounds = {"gt": "more than", "ge": "at least", "lt": "less than", "le": "at most"}
    told = [
        f"{word} {_toml(getattr(part, name))}"
        for part in field.metadata
        for name, word in bounds.items()
        if getattr(part, name, None) is not None
    ]
    return f"{' and '.join(told).capitalize()}." if told else ""


def _example(field: FieldInfo) -> Any:
    """What stands behind the key in the file: its default, or an example where there is none."""
    return field.default if field.default or not field.examples else field.examples[0]


def _toml(value: Any) -> str:
    """A value as TOML has it. Of the settings' values JSON writes all alike."""
    if isinstance(value, Path):
        return json.dumps(value.as_posix())
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


def _comment(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="# ", subsequent_indent="# ") if text else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
