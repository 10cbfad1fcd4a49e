"""Sets up Tinso on a machine that has Python 3.11 or newer and nothing else, then runs one job.

    python3 bootstrap.py demo      run the embedded sample through the whole of Tinso
    python3 bootstrap.py test      every check, then the tests
    python3 bootstrap.py lint      the checks alone: ruff, mypy, import contracts
    python3 bootstrap.py soak      the long and large versions of the tests
    python3 bootstrap.py bench     speeds, printed
    python3 bootstrap.py stanza    the tests that need Stanza; `test` runs them last
    python3 bootstrap.py ray       the tests that need Ray, on two nodes of this machine; `test` runs them too
    python3 bootstrap.py peers     Tinso beside published libraries, written into docs/peers.md

Anything after the job's name is handed to it. The environment is `.venv` beside this file, and `.venv-peers` for
`peers`, `.venv-stanza` for `stanza`, `.venv-ray` for `ray`; it is made once, from the lock files with their hashes
(torch alone has none), and again when those or `pyproject.toml` change. `.venv-duckdb-1.4` holds that DuckDB alone, for
the tests that open snapshots with it. Standard library only. What the jobs do is not decided here, but in `pipeline/`
and `tests/`.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (an older Python reads this far; no syntax newer than 3.6 below)
    sys.exit(
        "Tinso needs Python 3.11 or newer; this is Python {}.{} ({}).".format(
            *sys.version_info[:2], sys.executable
        )
    )

import hashlib
import importlib.util
import os
import shutil
import subprocess
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "tinso-setup.txt"
LOCKS = {
    "run": ROOT / "requirements.txt",
    "dev": ROOT / "requirements-dev.txt",
    "peers": ROOT / "requirements-peers.txt",
    "stanza": ROOT / "requirements-stanza.txt",
    "ray": ROOT / "requirements-ray.txt",
    "duckdb-1.4": ROOT / "requirements-duckdb-1.4.txt",
}
TORCH = ROOT / "requirements-torch.txt"
JOBS = ("demo", "test", "lint", "soak", "bench", "stanza", "ray", "peers")
LAYERED = (".venv-ray", ".venv-stanza")
"""Environments that hold what `.venv` lacks and find the rest there, where it is finished for tests: the same pins."""
LENT = "tinso-lent.pth"
PACKAGES = ("schemas", "extractors", "corpus", "pipeline")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""What the tests of the audit page drive, by the names that systems give it."""


class SetupError(Exception):
    """The environment could not be made; the message says what to do."""


def enter(name: str) -> None:
    """Let everything below work on the environment of this name from now on, instead of `.venv`."""
    global VENV, BIN, PYTHON, STAMP
    VENV = ROOT / name
    BIN = VENV / BIN.name
    PYTHON = BIN / PYTHON.name
    STAMP = VENV / STAMP.name


def wanted_stamp(level: str) -> str:
    """What a finished environment is known by: its level, the files it was made from, its place."""
    digest = hashlib.sha256()
    for path in (ROOT / "pyproject.toml", *LOCKS.values(), TORCH):
        digest.update(path.read_bytes())
    return f"{level} {digest.hexdigest()} {ROOT}"


def is_ready(level: str) -> bool:
    """Whether `.venv` was finished from the files as they are now; an environment for tests also runs the demo."""
    if not (STAMP.is_file() and PYTHON.exists()) or (is_lent_to() and not can_lend()):
        return False
    return STAMP.read_text("utf-8") in {wanted_stamp("dev"), wanted_stamp(level)}


def package_folders() -> list[Path]:
    """Where the environment keeps its packages, on Unix or Windows."""
    return [*VENV.glob("lib/python*/site-packages"), *VENV.glob("Lib/site-packages")]


def is_lent_to() -> bool:
    """Whether the environment finds in `.venv` what it has not itself."""
    return any((packages / LENT).is_file() for packages in package_folders())


def can_lend() -> bool:
    """Whether `.venv` is finished for tests, from the files as they are now."""
    stamp = ROOT / ".venv" / STAMP.name
    return stamp.is_file() and stamp.read_text("utf-8") == wanted_stamp("dev")


def is_usable() -> bool:
    """Whether `.venv` can be installed into: pip runs there, and the checkout was not moved since it was made.

    Scripts in an environment name its place, so one that was moved is made anew.
    """
    if STAMP.is_file() and not STAMP.read_text("utf-8").endswith(f" {ROOT}"):
        return False
    if not PYTHON.exists() or (is_lent_to() and not can_lend()):
        return False
    return subprocess.run([*pip_command(), "--version"], capture_output=True, check=False).returncode == 0


def pip_command() -> list[str]:
    """Pip for `.venv`: its own, or this Python's where Debian and its like package `ensurepip` apart."""
    if importlib.util.find_spec("ensurepip"):
        return [str(PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def make_environment() -> None:
    """An empty `.venv`. Raises `SetupError` where this Python can neither bring pip along nor has one."""
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    if not has_ensurepip and importlib.util.find_spec("pip") is None:
        raise SetupError(
            "This Python has neither 'ensurepip' nor 'pip'. On Debian and Ubuntu: apt install python3-venv; "
            "elsewhere, use a Python with its standard library complete."
        )
    try:
        venv.create(VENV, clear=True, with_pip=has_ensurepip, symlinks=os.name != "nt")
    except (OSError, subprocess.CalledProcessError) as fault:
        raise SetupError(f"{VENV} could not be made: {fault}") from fault
    if VENV.name in LAYERED and can_lend():
        for packages in package_folders():
            lender = ROOT / ".venv" / packages.relative_to(VENV)  # both have the same layout
            (packages / LENT).write_text(f"{lender}\n", "utf-8")


def install(level: str) -> None:
    """Fill `.venv` from the lock, every file checked against its hash, then add the project itself, editable."""
    pip = [*pip_command(), "--disable-pip-version-check", "--quiet", "--quiet"]
    # Stanza asks for torch, which is in no lock (its builds differ from index to index) and comes by itself.
    apart = ["--no-deps"] if level == "stanza" else []
    torch = [[*pip, "install", "--requirement", str(TORCH)]] if level == "stanza" else []
    steps = (
        [*pip, "install", *apart, "--require-hashes", "--requirement", str(LOCKS[level])],
        *torch,
        [*pip, "install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)],
    )
    for step in steps[:1] if level == "duckdb-1.4" else steps:
        if subprocess.call(step, cwd=ROOT) != 0:
            raise SetupError(
                "pip could not install what the lock names (its message is above). The network is needed once; "
                "on Pythons newer than 3.13 a C++ compiler too."
            )


def set_up(level: str) -> None:
    """Make `.venv` ready for `run` or `dev`; returns at once where it is."""
    if is_ready(level):
        return
    print(f"Setting up {VENV.name} for Python {sys.version.split()[0]}: a minute or two, once.", flush=True)
    if not is_usable():
        make_environment()
    STAMP.unlink(missing_ok=True)
    install(level)
    STAMP.write_text(wanted_stamp(level), "utf-8")


def call(*command: str) -> int:
    """Run a command of the environment in the checkout; its exit status."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    return subprocess.call([shutil.which(command[0], path=path) or command[0], *command[1:]], cwd=ROOT)


def lend_old_duckdb() -> None:
    """Tell the tests which Python has the oldest DuckDB that snapshots are promised to open under, and nothing else."""
    own = VENV.name
    enter(".venv-duckdb-1.4")
    set_up("duckdb-1.4")
    os.environ["TINSO_OLD_DUCKDB"] = str(PYTHON)
    enter(own)


def run_checks() -> int:
    """Lint, format, types and import contracts, in this order; stops at the first that fails."""
    checks = (
        ("ruff", "check", "--quiet", "."),
        ("ruff", "format", "--check", "--quiet", "."),
        ("mypy", *(part for name in PACKAGES for part in ("-p", name))),
        ("lint-imports",),
    )
    for check in checks:
        print("$", *check, flush=True)
        status = call(*check)
        if status != 0:
            print(f"Stopped: '{' '.join(check)}' failed.", file=sys.stderr)
            return status
    return 0


def missing_for_browser() -> list[str]:
    """Debian's packages without which the tests of the audit page cannot run: a browser, fonts for what is Latin."""
    has_browser = os.environ.get("TINSO_CHROMIUM") or any(map(shutil.which, BROWSERS))
    lister = shutil.which("fc-list")
    fonts = lister and subprocess.run([lister, ":lang=vi", "family"], capture_output=True, check=False).stdout
    return ([] if has_browser else ["chromium"]) + ([] if fonts else ["fontconfig", "fonts-noto-core"])


def prepare_browser() -> None:
    """In CI, install what the tests of the audit page need and the machine lacks, or say what to install.

    Elsewhere nothing is installed: those tests are skipped where there is no Chromium, with the reason.
    """
    missing = missing_for_browser() if os.environ.get("CI") else []
    if not missing:
        return
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        print(f"The audit page is tested in a browser: install {' '.join(missing)}.", file=sys.stderr)
        return
    print(f"Installing {' '.join(missing)} for the tests of the audit page.", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *missing]):
        if subprocess.call([apt, "--quiet", "--quiet", *command], env=quiet) != 0:
            print(f"apt-get {command[0]} failed (its message is above).", file=sys.stderr)
            return


def run_tests(arguments: list[str]) -> int:
    """Every check, then pytest in two processes."""
    status = run_checks()
    if status != 0:
        return status
    return call("pytest", "-n", "2", *arguments)


def run_stanza_tests(arguments: list[str]) -> int:
    """The tests that need Stanza, in their own environment: they train small models once, so in one process."""
    enter(".venv-stanza")
    set_up("stanza")
    return call(
        str(PYTHON), "-m", "pytest", "-m", "stanza and not benchmark", *arguments, "tests/with_stanza"
    )


def run_ray_tests(arguments: list[str]) -> int:
    """The tests that need Ray, in their own environment: they start two nodes on this machine, so in one process."""
    enter(".venv-ray")
    set_up("ray")
    return call(
        str(PYTHON), "-m", "pytest", "-m", "ray and not benchmark and not soak", *arguments, "tests/with_ray"
    )


def run_job(job: str, arguments: list[str]) -> int:
    """Set up what the job needs and run it; its exit status."""
    if job == "peers":
        enter(".venv-peers")
        set_up("peers")
        return call(str(PYTHON), "-W", "ignore", "-m", "tests.benchmarks.peers", *arguments)
    if job == "stanza":
        return run_stanza_tests(arguments)
    if job == "ray":
        return run_ray_tests(arguments)
    set_up("run" if job == "demo" else "dev")
    if job == "demo":
        return call("tinso", "demo", *arguments)
    if job == "lint":
        return run_checks()
    if job in ("test", "soak"):
        lend_old_duckdb()
    if job == "soak":
        return call("pytest", "-m", "soak and not ray", *arguments)
    if job == "test":
        prepare_browser()
    if job == "bench":
        return call("pytest", "-m", "benchmark and not stanza and not ray", "--capture=no", *arguments)
    # What is handed on chooses among the tests of `.venv`; the others are run with `ray` and `stanza`.
    return run_tests(arguments) or (0 if arguments else run_ray_tests([]) or run_stanza_tests([]))


def main(arguments: list[str]) -> int:
    """The command line: a job's name, then what is handed to it."""
    if not arguments or arguments[0] not in JOBS:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        return run_job(arguments[0], arguments[1:])
    except SetupError as fault:
        print(f"Tinso could not be set up. {fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
