"""What stands in `deploy/` is sound as far as that can be known without a machine: units, cron, image, compose file."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import srsly
import typer

from pipeline.cli import app

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
COMMANDS = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # a group has commands


class Unit(configparser.ConfigParser):
    """A unit: keys keep their case."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def read_unit(path: Path) -> Unit:
    unit = Unit(interpolation=None, strict=True, delimiters=("=",), comment_prefixes=("#", ";"))
    unit.read_string(path.read_text("utf-8"))
    return unit


def test_the_promised_units_are_there() -> None:
    assert {path.name for path in UNITS} == {
        *("tinso-nightly.service", "tinso-nightly.timer"),
        *("tinso-backup.service", "tinso-backup.timer"),
        "tinso-audit.service",
    }


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_every_service_is_hardened(path: Path) -> None:
    service = read_unit(path)["Service"]
    for key in (
        *("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "ProtectClock"),
        *("ProtectControlGroups", "ProtectKernelLogs", "ProtectKernelModules", "ProtectKernelTunables"),
        *("RestrictNamespaces", "RestrictRealtime", "RestrictSUIDSGID", "LockPersonality"),
    ):
        assert service[key] == "yes", key
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    assert service["User"] == "tinso"
    assert re.fullmatch(r"\d+G", service["MemoryMax"])
    assert all(place.startswith("/var/") for place in service["ReadWritePaths"].split())


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_without_its_settings_fails_and_is_not_left_out_in_silence(path: Path) -> None:
    assert not [key for key in read_unit(path)["Unit"] if key.startswith("Condition")]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_what_a_service_starts_is_a_command_of_ours(path: Path) -> None:
    program, command, *_ = read_unit(path)["Service"]["ExecStart"].split()
    assert program == "/usr/local/lib/tinso/.venv/bin/tinso"
    assert command in COMMANDS


@pytest.mark.parametrize(
    "path", [path for path in UNITS if path.suffix == ".timer"], ids=lambda path: path.name
)
def test_a_timer_starts_a_service_that_is_there_and_makes_up_for_a_missed_night(path: Path) -> None:
    timer = read_unit(path)["Timer"]
    assert (path.parent / timer["Unit"]).is_file()
    assert timer["Persistent"] == "true"
    assert re.fullmatch(r"\*-\*-\* \d\d:\d\d:00 Asia/Ho_Chi_Minh", timer["OnCalendar"])


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="no systemd here; the tests above parse the units"
)
def test_systemd_itself_takes_the_units(tmp_path: Path) -> None:
    for path in UNITS:
        text = path.read_text("utf-8").replace("/usr/local/lib/tinso/.venv/bin/tinso", "/bin/true")
        (tmp_path / path.name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(f"./{path.name}" for path in UNITS)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    own = [line for line in done.stderr.splitlines() if "tinso" in line]
    assert (done.returncode, own) == (0, [])


def test_the_cron_lines_start_commands_of_ours() -> None:
    lines = [
        line
        for line in (DEPLOY / "cron" / "tinso").read_text("utf-8").splitlines()
        if re.match(r"[\d*]", line)
    ]
    assert len(lines) == 2
    for line in lines:
        found = re.fullmatch(
            r"\d+ \d+ \* \* \* +tinso +cd /var/lib/tinso && exec /usr/local/lib/tinso/.venv/bin/tinso (\w+).*",
            line,
        )
        assert found is not None, line
        assert found[1] in COMMANDS


def test_how_many_backups_stay_is_left_to_the_settings() -> None:
    started = [read_unit(path)["Service"]["ExecStart"] for path in SERVICES]
    started += (DEPLOY / "cron" / "tinso").read_text("utf-8").splitlines()
    started += [" ".join(service["command"]) for service in compose()["services"].values()]
    backups = [line for line in started if re.search(r"(^|tinso )backup /", line)]
    assert len(backups) == 3
    assert not [line for line in backups if "--keep" in line], "an option wins over retention.backups"


def instructions() -> list[tuple[str, str]]:
    text = (DEPLOY / "docker" / "Dockerfile").read_text("utf-8")
    text = re.sub(r"^#.*\n", "", text, flags=re.M).replace("\\\n", " ")
    return [(line.split()[0], " ".join(line.split()[1:])) for line in text.splitlines() if line.strip()]


def test_the_image_is_built_in_stages_and_runs_as_nobody_much() -> None:
    found = instructions()
    names = [name for name, _ in found]
    assert names.count("FROM") == 2
    last = found[len(names) - 1 - names[::-1].index("FROM") :]
    kept = dict(last)
    assert kept["USER"] == "10001:10001"
    assert kept["ENTRYPOINT"] == '["tinso"]'
    assert "HEALTHCHECK" in kept
    order = [name for name, _ in last]
    assert order.index("USER") < order.index("ENTRYPOINT")
    assert not any(name == "RUN" and "pip" in what for name, what in last)
    assert "ADD" not in names
    assert any("--require-hashes" in what for name, what in found if name == "RUN")


def test_what_the_image_copies_is_there_and_not_kept_out() -> None:
    kept = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert kept[0] == "*"
    for name, what in instructions():
        if name == "COPY" and not what.startswith("--from"):
            for source in what.split()[:-1]:
                assert (ROOT / source).exists()
                assert f"!{source}" in kept


def compose() -> dict[str, Any]:
    read: dict[str, Any] = srsly.yaml_loads((DEPLOY / "docker" / "compose.yaml").read_text("utf-8"))
    return read


def test_every_container_is_read_only_without_rights_and_runs_a_command_of_ours() -> None:
    services = compose()["services"]
    assert set(services) == {"init", "nightly", "backup", "audit"}
    for service in services.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["user"] == "10001:10001"
        assert service["command"][0] in COMMANDS
        assert "privileged" not in service


def test_the_audit_page_is_published_to_this_machine_alone() -> None:
    services = compose()["services"]
    assert services["audit"]["ports"] == ["127.0.0.1:8421:8421"]
    assert [name for name, service in services.items() if "ports" in service] == ["audit"]


def test_every_volume_of_the_compose_file_has_its_folder_in_the_image() -> None:
    text = (DEPLOY / "docker" / "Dockerfile").read_text("utf-8")
    for service in compose()["services"].values():
        for volume in service["volumes"]:
            name, folder = volume.split(":")
            assert name in compose()["volumes"]
            assert re.search(rf"install -d -o 10001 .*{folder}\b", text)
