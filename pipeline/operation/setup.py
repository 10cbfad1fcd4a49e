"""A folder made ready: the commented settings file and the folders that it names. What is there already stays as it is."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import InputError
from pipeline.operation.reference import make_settings_file
from pipeline.settings import FetchSettings, Settings, read_settings


class SetUp(NamedTuple):
    """What was made, and what was there before."""

    settings: Path
    made: list[Path]
    kept: list[Path]


def set_up_folder(file: Path, contact: str | None = None) -> SetUp:
    """Write the settings file where there is none, and make the folders that the settings name.

    Raises `InputError` where something cannot be made or `contact` is no address; `SettingsError` where a file that is
    there already is wrong.
    """
    if contact is not None:
        _check_contact(contact)
    made: list[Path] = []
    kept: list[Path] = []
    try:
        if file.exists():
            kept.append(file)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            _write_new(file, make_settings_file(contact))
            made.append(file)
        for folder in list_folders(read_settings(file)):
            if folder == file.absolute().parent:
                continue
            if folder.is_dir():
                kept.append(folder)
            else:
                folder.mkdir(parents=True)
                made.append(folder)
    except OSError as fault:
        raise InputError(f"{fault.filename}: cannot be made: {fault.strerror or fault}") from fault
    return SetUp(file, made, kept)


def list_folders(settings: Settings) -> list[Path]:
    """The folders that commands write to, each once."""
    nightly = settings.nightly
    folders = [settings.archive.folder, settings.store.db.parent, nightly.reports, nightly.log.parent]
    if nightly.prometheus is not None:
        folders.append(nightly.prometheus.parent)
    return list(dict.fromkeys(folders))


def _check_contact(contact: str) -> None:
    try:
        FetchSettings(contact=contact)
    except ValueError as fault:
        raise InputError(
            f"--contact {contact!r}: give a web address or mailto:name@host, such as mailto:desk@example.org"
        ) from fault


def _write_new(file: Path, text: str) -> None:
    """Write a file whole, or not at all; one that somebody made meanwhile stays. Only its owner may write to it."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_text(text, "utf-8")
        part.chmod(0o640)  # it may come to hold a password
        try:
            os.link(part, file)
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            if not file.exists():
                part.rename(file)
    finally:
        with suppress(OSError):
            part.unlink()
