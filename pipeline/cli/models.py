"""`tinso models`: the models of the syntax backend. The one command that needs the network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import printable

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        envvar="TINSO_CONFIG",
        help="Settings (default: tinso.toml in the current folder, if there is one).",
        show_default=False,
        is_eager=True,  # what other options are where nobody gives them may stand in it
    ),
]

app = typer.Typer(
    name="models",
    help="Models of the syntax backend Stanza, an extra: which are there, and fetching them.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("download")
def download_models(
    langs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[LANG]…",
            help="fr, nb, th; those that the settings give to Stanza if none is named.",
            show_default=False,
        ),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Fetch models from Stanza's hub into the folder that the settings name."""
    from pipeline.analyzers import fetch_models
    from pipeline.errors import InputError
    from pipeline.settings import read_settings

    settings = read_settings(config)
    wanted = langs or list(settings.analyzed_languages())
    if not wanted:
        raise InputError("name a language (fr, nb, th), or give one to Stanza in tinso.toml")
    for lang in wanted:
        fetch_models(lang, settings)
        sys.stdout.write(printable(f"{lang}: models in {settings.model_dir}") + "\n")


@app.command("list")
def list_models(config: ConfigOption = None) -> None:
    """List the languages that Stanza has models of, and whether they are in the folder of the settings."""
    from pipeline import analyzers
    from pipeline.cli.terminal import make_table, print_aligned
    from pipeline.settings import read_settings

    settings = read_settings(config)
    print_aligned(make_table(("lang", "analyzer", "models", "gives"), analyzers.list_models(settings)))
    sys.stdout.write(printable(f"folder  {settings.model_dir}") + "\n")
