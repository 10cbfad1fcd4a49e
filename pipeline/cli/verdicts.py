"""`tinso audit export|trail|check|user`: what reviewers decided, and who they are, without the page."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.ingest import DEFAULT_DB, DbOption, asked_languages
from pipeline.cli.terminal import complain, json_line, make_table, print_aligned, printable
from pipeline.errors import AccountError, InputError

if TYPE_CHECKING:
    from pipeline.audit.accounts import Accounts

SHOWN_FAULTS = 20

users = typer.Typer(name="user", no_args_is_help=True, add_completion=False, help="Accounts of reviewers.")
UserName = Annotated[str, typer.Argument(metavar="NAME", help="As it stands beside each decision.")]


def export_verdicts(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder for the gold files.")],
    db: DbOption = DEFAULT_DB,
    partial: Annotated[
        bool,
        typer.Option(
            "--partial", help="Articles too that nobody read whole; what is undecided there is optional."
        ),
    ] = False,
    lang: Annotated[
        list[str] | None, typer.Option("--lang", metavar="CODE", help="This language only; may be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as one JSON object.")] = False,
) -> None:
    """Write audited articles as gold files, which `tinso eval DIR` scores the extractors on.

    An article is taken when somebody read it whole and every figure of it is decided. Exit status 1 where verdicts of an
    article contradict each other; these articles are told and left out.
    """
    from pipeline.audit.export import export_gold

    done = export_gold(db, folder, partial=partial, languages=asked_languages(lang))
    for line in done.faults[:SHOWN_FAULTS]:
        complain(f"left out: {line}")
    if len(done.faults) > SHOWN_FAULTS:
        complain(f"left out: and {len(done.faults) - SHOWN_FAULTS} more")
    if as_json:
        sys.stdout.write(json_line({**done._asdict(), "folder": str(done.folder)}) + "\n")
    else:
        lines = [f"exported   {done.articles:,} articles with {done.figures:,} figures to {done.folder}"]
        if done.partial:
            taken = "among them" if partial else "left out"
            lines.append(
                f"{taken:<10} {done.partial:,} not read whole" + ("" if partial else "; --partial takes them")
            )
        if done.left:
            lines.append(f"still there {done.left:,} of earlier exports")
        sys.stdout.write("\n".join(map(printable, lines)) + "\n")
    raise typer.Exit(1 if done.faults else 0)


def print_trail(
    db: DbOption = DEFAULT_DB,
    since: Annotated[
        int, typer.Option("--since", metavar="N", min=0, help="Events after this number only.")
    ] = 0,
) -> None:
    """Print the ledger: every event as one line of JSON with its number, in the order that counts."""
    from pipeline.audit.ledger import Ledger, ledger_path

    with Ledger(ledger_path(db), create=False) as ledger:
        for seq, event in ledger.all_events(since):
            sys.stdout.write(json_line({"seq": seq, **event.model_dump(mode="json")}) + "\n")


def check_ledger(db: DbOption = DEFAULT_DB) -> None:
    """Look the ledger over: is the file whole, does every state follow from its events? Exit status 1 where not."""
    from pipeline.audit.ledger import Ledger, ledger_path

    with Ledger(ledger_path(db), create=False) as ledger:
        faults = ledger.find_faults()
        counts = ledger.state_counts()
        sys.stdout.write(f"events     {ledger.last_seq():,}\n")
    told = ", ".join(f"{count:,} {state}" for state, count in sorted(counts.items())) or "none"
    sys.stdout.write(f"figures    {told}\n")
    for fault in faults[:SHOWN_FAULTS]:
        complain(fault)
    sys.stdout.write(f"faults     {len(faults) or 'none'}\n")
    raise typer.Exit(1 if faults else 0)


@users.command("add", short_help="Add an account, or give one a new password or role.")
def add_user(
    name: UserName,
    db: DbOption = DEFAULT_DB,
    role: Annotated[
        str, typer.Option("--role", metavar="ROLE", help="reviewer, or lead, who settles disputes.")
    ] = "reviewer",
) -> None:
    """Add an account, or give one that is there a new password and role. The password is asked for, or read from a pipe."""
    from pipeline.audit.accounts import ROLES

    known = next((each for each in ROLES if each == role), None)
    if known is None:
        raise InputError(f"role {role!r} is not one of {', '.join(ROLES)}")
    accounts = _accounts(db)
    accounts.add(name, known, _password())
    sys.stdout.write(printable(f"account    {name}, {role}, in {accounts.path}") + "\n")


@users.command("list", short_help="Show all accounts.")
def list_users(db: DbOption = DEFAULT_DB) -> None:
    """Show all accounts, the disabled ones too."""
    accounts = _accounts(db).all()
    if not accounts:
        sys.stdout.write("no accounts: `tinso audit user add NAME` makes one\n")
        return
    rows = [
        [each.name, each.role, "disabled" if each.disabled else "active", f"{each.added_at:%Y-%m-%d}"]
        for each in accounts
    ]
    print_aligned(make_table(("name", "role", "state", "added"), rows))


@users.command("disable", short_help="Keep somebody out from now on.")
def disable_user(name: UserName, db: DbOption = DEFAULT_DB) -> None:
    """Keep somebody out from now on, their open sessions too. What they decided stays."""
    _accounts(db).disable(name)
    sys.stdout.write(printable(f"disabled   {name}") + "\n")


def _accounts(db: Path) -> Accounts:
    from pipeline.audit.accounts import Accounts, accounts_path

    return Accounts(accounts_path(db))


def _password() -> str:
    """A new password: typed twice on a terminal, else one line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != first:
        raise AccountError("the two are not the same: nothing was changed")
    return first
