"""Accounts and sessions: who gets in, who is out at once, what lies on the disk."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from pipeline.audit.accounts import Accounts, accounts_path
from pipeline.audit.sessions import FREE_GUESSES, LIFE, LONGEST_WAIT, Brake, Sessions, sessions_path
from pipeline.errors import AccountError

WORD = "ນົກ correct horse"
CHEAP = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    return Accounts(accounts_path(tmp_path / "tinso.duckdb"), CHEAP)


def test_an_account_is_found_by_its_password_alone(accounts: Accounts) -> None:
    accounts.add("dao", "reviewer", WORD)
    account = accounts.check_password("dao", WORD)
    assert account is not None
    assert (account.name, account.role) == ("dao", "reviewer")
    assert accounts.check_password("dao", WORD + " ") is None
    assert accounts.check_password("lin", WORD) is None
    assert accounts.check_password("dao", WORD + "x" * 100_000) is None


def test_only_a_hash_lies_on_the_disk_and_only_the_owner_reads_it(accounts: Accounts) -> None:
    accounts.add("dao", "lead", WORD)
    text = accounts.path.read_text("utf-8")
    assert WORD not in text
    assert json.loads(text)["accounts"][0]["password_hash"].startswith("$argon2id$")
    assert stat.S_IMODE(accounts.path.stat().st_mode) == 0o600


def test_a_disabled_account_is_out_at_once_and_stays_in_the_list(accounts: Accounts) -> None:
    accounts.add("dao", "reviewer", WORD)
    other = Accounts(accounts.path, CHEAP)  # the command line beside the server
    assert accounts.any_active
    other.disable("dao")
    assert accounts.check_password("dao", WORD) is None
    assert [(each.name, each.disabled) for each in accounts.all()] == [("dao", True)]
    assert not accounts.any_active
    other.add("dao", "lead", WORD + "!")
    assert accounts.check_password("dao", WORD + "!") is not None


@pytest.mark.parametrize(
    ("name", "word"), [("dao", "short"), ("dao", "x" * 300), ("", WORD), ("a\nb", WORD), (" a", WORD)]
)
def test_accounts_that_cannot_be_are_told(accounts: Accounts, name: str, word: str) -> None:
    with pytest.raises(AccountError):
        accounts.add(name, "reviewer", word)
    assert accounts.all() == ()


def test_faults_of_the_file_are_told(accounts: Accounts) -> None:
    with pytest.raises(AccountError, match="there is no account 'dao'"):
        accounts.disable("dao")
    accounts.path.write_text('{"version": 1, "accounts": [{"name": "dao"}]}')
    with pytest.raises(AccountError, match="role"):
        accounts.all()


def test_costs_of_hashing_follow_the_program(accounts: Accounts) -> None:
    accounts.add("dao", "reviewer", WORD)
    before = accounts.all()[0].password_hash
    dearer = Accounts(accounts.path, PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    assert dearer.check_password("dao", WORD) is not None
    after = dearer.all()[0].password_hash
    assert after != before
    assert dearer.check_password("dao", WORD) is not None


def test_a_token_is_good_once(accounts: Accounts) -> None:
    sessions = Sessions(accounts)
    token = sessions.issue_token("dao", "lead")
    opened = sessions.redeem(token)
    assert opened is not None
    value, session = opened
    assert (session.reviewer, session.is_lead) == ("dao", True)
    assert sessions.redeem(token) is None
    assert sessions.redeem("else") is None
    assert sessions.find(value) == session
    assert sessions.find(None) is None
    assert sessions.find(value + "x") is None


def test_sessions_survive_the_server_and_end_with_the_day(accounts: Accounts, tmp_path: Path) -> None:
    path = sessions_path(tmp_path / "tinso.duckdb")
    now = datetime.now(UTC)
    value, session = Sessions(accounts, path, lambda: now).open("dao", "lead", by_account=False)
    assert value not in path.read_text("utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Sessions(accounts, path, lambda: now).find(value) == session
    assert Sessions(accounts, path, lambda: now + LIFE + timedelta(seconds=1)).find(value) is None
    path.write_text("{")
    assert Sessions(accounts, path, lambda: now).find(value) is None


def test_logging_out_ends_the_session(accounts: Accounts) -> None:
    sessions = Sessions(accounts)
    value, _ = sessions.open("dao", "lead", by_account=False)
    sessions.close(value)
    assert sessions.find(value) is None


def test_a_session_ends_with_its_account_and_with_a_change_of_its_role(accounts: Accounts) -> None:
    sessions = Sessions(accounts)
    accounts.add("dao", "lead", WORD)
    value, _ = sessions.open("dao", "lead", by_account=True)
    assert sessions.find(value) is not None
    accounts.add("dao", "reviewer", WORD)
    assert sessions.find(value) is None
    value, _ = sessions.open("dao", "reviewer", by_account=True)
    accounts.disable("dao")
    assert sessions.find(value) is None


def test_where_accounts_are_made_the_printed_address_is_no_way_in_any_more(accounts: Accounts) -> None:
    sessions = Sessions(accounts)
    value, _ = sessions.open("dao", "lead", by_account=False)
    accounts.add("lin", "lead", WORD)
    assert sessions.find(value) is None


def test_guessing_is_slowed_down_and_nobody_is_locked_out() -> None:
    now = [0.0]
    brake = Brake(lambda: now[0])
    for _ in range(FREE_GUESSES):
        assert brake.seconds_to_wait("dao") == 0
        brake.note_wrong("dao")
    assert brake.seconds_to_wait("dao") == 1
    assert brake.seconds_to_wait("lin") == 0
    for _ in range(60):
        brake.note_wrong("dao")
    assert brake.seconds_to_wait("dao") == LONGEST_WAIT
    now[0] += LONGEST_WAIT
    assert brake.seconds_to_wait("dao") == 0
    brake.note_right("dao")
    brake.note_wrong("dao")
    assert brake.seconds_to_wait("dao") == 0
