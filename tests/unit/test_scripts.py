"""The two commands say what to do when they cannot go on; the locks and the tracked files name no machine."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-test.lock")
# What the scripts use of a bare system; everything else is missing unless a test puts it there.
SYSTEM_COMMANDS = ("sh", "dirname", "cmp", "cp", "mkdir", "cat", "chmod", "touch")


class Machine:
    """A copy of the scripts with a PATH of its own, on which only named commands exist."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "project"
        self.commands = folder / "bin"
        self.commands.mkdir(parents=True)
        shutil.copytree(ROOT / "scripts", self.project / "scripts")
        for name in ("serve", "test", *LOCKS, "package-lock.json"):
            shutil.copy(ROOT / name, self.project / name)
        for name in SYSTEM_COMMANDS:
            (self.commands / name).symlink_to(shutil.which(name) or f"missing-{name}")
        self.add("id", "echo 1000")

    def add(self, name: str, body: str, folder: Path | None = None) -> Path:
        command = (folder or self.commands) / name
        command.parent.mkdir(parents=True, exist_ok=True)
        command.write_text(f"#!/bin/sh\n{body}\n")
        command.chmod(0o755)
        return command

    def add_environment(self, body: str, installed: tuple[str, ...] = ()) -> None:
        """Make a .venv whose python runs ``body`` and in which these locks are noted as installed."""
        self.add("python", body, self.project / ".venv" / "bin")
        for lock in installed:
            shutil.copy(self.project / lock, self.project / ".venv" / f"installed-{lock}")

    def run(self, command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self.commands), "PORT": str(free_port()), **variables}
        return subprocess.run(
            [self.project / command], env=environment, capture_output=True, text=True, timeout=60, check=False
        )


def free_port() -> int:
    with socket.create_server(("", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


REAL_PYTHON = f'exec "{sys.executable}" "$@"'
# Answers as Python 3.11 does, notes its arguments and installs nothing.
STUB_PYTHON = 'echo "$*" >> "$0.calls"'


def test_no_python_says_what_to_install(machine: Machine) -> None:
    result = machine.run("serve")
    assert result.returncode == 1
    assert "no Python 3.11 or newer found" in result.stderr
    assert "apt-get install python3 python3-venv" in result.stderr


def test_a_python_that_does_not_run_is_passed_over(machine: Machine) -> None:
    machine.add("python3.11", "exit 127")
    assert "no Python 3.11 or newer found" in machine.run("serve").stderr


def test_a_missing_venv_module_is_named_to_whoever_is_not_root(machine: Machine) -> None:
    machine.add(
        "python3.11",
        'case "$*" in *ensurepip*) exit 1;; *venv*) echo python3.11-venv;; esac',
    )
    result = machine.run("serve")
    assert result.returncode == 1
    assert "Root runs: apt-get install python3.11-venv" in result.stderr
    assert not (machine.project / ".venv").exists()


def test_a_missing_venv_module_is_installed_by_root(machine: Machine) -> None:
    machine.add("id", "echo 0")
    machine.add("apt-get", 'echo "$*" >> "$0.calls"')
    machine.add("python3.11", 'case "$*" in *ensurepip*|*"-m venv"*) exit 1;; *-venv*) echo python3.11-venv;; esac')
    result = machine.run("serve")
    assert "install -q -y --no-install-recommends python3.11-venv" in (machine.commands / "apt-get.calls").read_text()
    assert "could not create .venv" in result.stderr


def test_a_taken_port_is_said_before_anything_is_installed(machine: Machine) -> None:
    machine.add("python3.11", REAL_PYTHON)
    with socket.create_server(("", 0)) as server:
        port = server.getsockname()[1]
        result = machine.run("serve", PORT=str(port))
    assert result.returncode == 1
    assert f"Port {port} is taken" in result.stderr
    assert "PORT=8600" in result.stderr
    assert not (machine.project / ".venv").exists()


@pytest.mark.parametrize("port", ["http", "-1", "70000"])
def test_a_port_that_is_none_is_refused(machine: Machine, port: str) -> None:
    machine.add("python3.11", REAL_PYTHON)
    result = machine.run("serve", PORT=port)
    assert result.returncode == 1
    assert "is not a port" in result.stderr


@pytest.mark.parametrize("command", ["serve", "test"])
def test_no_network_at_the_first_run_is_said_and_not_noted_as_installed(machine: Machine, command: str) -> None:
    machine.add("python3.11", STUB_PYTHON)
    machine.add_environment(f'case "$*" in *install*) exit 1;; esac; {STUB_PYTHON}')
    result = machine.run(command)
    assert result.returncode == 1
    assert "The first run needs the network" in result.stderr
    assert not list((machine.project / ".venv").glob("installed-*"))


def test_a_second_run_installs_nothing(machine: Machine) -> None:
    machine.add_environment(STUB_PYTHON, ("requirements.lock",))
    result = machine.run("serve")
    assert result.returncode == 0, result.stderr
    calls = (machine.project / ".venv" / "bin" / "python.calls").read_text()
    assert "install" not in calls
    assert "-m etl build" in calls
    assert re.search(r"-m streamlit run app.py --server.port \d+", calls)


def test_a_changed_lock_is_installed_again(machine: Machine) -> None:
    machine.add_environment(STUB_PYTHON, ("requirements.lock",))
    with (machine.project / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    assert "Installing the packages" in machine.run("serve").stdout


def test_the_server_writes_bytecode(machine: Machine) -> None:
    machine.add_environment('echo "[${PYTHONDONTWRITEBYTECODE-unset}]"', ("requirements.lock",))
    assert "[unset]" in machine.run("serve", PYTHONDONTWRITEBYTECODE="1").stdout


def test_a_failed_build_serves_the_former_release_and_says_so(machine: Machine) -> None:
    machine.add_environment(f'case "$*" in *etl*) exit 1;; esac; {STUB_PYTHON}', ("requirements.lock",))
    first = machine.run("serve")
    assert first.returncode == 1
    assert "the data could not be built" in first.stderr
    (machine.project / "data" / "releases").mkdir(parents=True)
    (machine.project / "data" / "releases" / "current").write_text("20260101")
    second = machine.run("serve")
    assert second.returncode == 0
    assert "Serving the former release" in second.stdout


def test_no_root_for_chromium_says_what_root_must_run(machine: Machine) -> None:
    machine.add_environment(STUB_PYTHON, LOCKS)
    result = machine.run("test")
    assert result.returncode == 1
    assert "Root runs: apt-get install chromium - then run" in result.stderr


def test_no_npm_and_no_root_leaves_out_the_scans_and_says_so(machine: Machine) -> None:
    machine.add_environment(STUB_PYTHON, LOCKS)
    machine.add("chromium", "")
    result = machine.run("test")
    assert result.returncode == 0, result.stderr
    assert result.stdout.count("The accessibility scans are left out") == 2
    assert "-m pytest" in (machine.project / ".venv" / "bin" / "python.calls").read_text()


def test_a_failure_stops_neither_the_other_checks_nor_the_exit_code(machine: Machine) -> None:
    machine.add_environment(f'{STUB_PYTHON}; case "$*" in *ruff*) exit 1;; esac', LOCKS)
    machine.add("chromium", "")
    result = machine.run("test")
    assert result.returncode == 1
    assert "not passed: ruff." in result.stderr
    assert "-m pytest" in (machine.project / ".venv" / "bin" / "python.calls").read_text()


def test_axe_core_is_installed_once(machine: Machine) -> None:
    machine.add_environment(STUB_PYTHON, LOCKS)
    machine.add("chromium", "")
    machine.add("npm", 'echo "$*" >> "$0.calls"; mkdir -p node_modules')
    for _ in range(2):
        assert machine.run("test").returncode == 0
    assert (machine.commands / "npm.calls").read_text().count("ci ") == 1


def _audited(machine: Machine, *answers: str) -> subprocess.CompletedProcess[str]:
    """Audit with a pip-audit that writes these answers, one after another, and nothing once they are used up."""
    folder = machine.project / ".audit"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    (folder / "wanted").write_text("pip-audit==2.10.1\n")
    for number, answer in enumerate(answers, 1):
        (folder / f"answer-{number}").write_text(answer)
    body = "n=$(cat .audit/n 2>/dev/null || echo 1); echo $((n + 1)) >.audit/n; cp .audit/answer-$n .audit/found.json"
    machine.add("pip-audit", body, folder / "bin")
    for name in ("sed", "grep", "rm"):
        (machine.commands / name).symlink_to(shutil.which(name) or f"missing-{name}")
    return machine.run("scripts/audit")


_HOLE = '{"dependencies": [{"name": "jinja2", "version": "2.4.1", "vulns": [{"id": "P-1", "fix_versions": ["3"]}]}]}'
_NO_HOLE = '{"dependencies": [{"name": "jinja2", "version": "3.1.6", "vulns": []}]}'


@pytest.mark.parametrize(
    ("answers", "exit_code", "said"),
    [
        ((_HOLE, _NO_HOLE), 0, "Audited 1 packages: 0 known holes"),
        ((_HOLE, _HOLE), 1, "jinja2 2.4.1: P-1, mended in 3"),
        ((), 75, "Not audited: no advisory service"),
        ((_NO_HOLE, _NO_HOLE), 75, "Not audited: no advisory service"),
        ((_HOLE,), 75, "Not audited: the advisory service stopped answering"),
    ],
    ids=["none", "a hole", "nobody answers", "a mirror without advisories", "it stops"],
)
def test_an_audit_says_what_is_known_or_that_nobody_could_be_asked(
    machine: Machine, answers: tuple[str, ...], exit_code: int, said: str
) -> None:
    found = _audited(machine, *answers)
    assert (found.returncode, said in found.stdout) == (exit_code, True), found.stdout + found.stderr


def test_the_continuous_run_calls_the_test_command_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert lines[0] == "#!/bin/sh"
    assert [line for line in lines[1:] if line] == ['cd "$(dirname -- "$0")/.." && exec ./test']


@pytest.mark.parametrize("script", ["serve", "test", ".ci/run"])
def test_the_commands_can_be_run(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)


def blocks(lock: str) -> list[str]:
    """One string per requirement: its line and its hash lines."""
    return [block for block in re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip()) if block]


def pins(lock: str) -> set[str]:
    return {block.splitlines()[0].rstrip(" \\") for block in blocks(lock)}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_hashed(lock: str) -> None:
    for block in blocks(lock):
        name, *hashes = block.splitlines()
        assert re.match(r"[a-z0-9-]+==[\w.]+( ; [^\\]+)? \\$", name), name
        assert hashes, name
        for line in hashes:
            assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line), line


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_place(lock: str) -> None:
    assert not re.search(r"//|--index|--extra|--find-links|--trusted|file:| @ |/", (ROOT / lock).read_text())


def test_the_test_lock_holds_the_runtime_lock_and_both_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[=<>~!;\[ ]", text)[0] for text in requirements}

    locked = {lock: names(sorted(pins(lock))) for lock in LOCKS}
    assert pins("requirements.lock") <= pins("requirements-test.lock")
    assert names(project["project"]["dependencies"]) <= locked["requirements.lock"]
    assert names(project["dependency-groups"]["test"]) <= locked["requirements-test.lock"]


def tracked_files() -> list[Path]:
    """What git tracks; on a machine without git, what .gitignore does not name."""
    try:
        listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        ignored = [".git/", *(line for line in (ROOT / ".gitignore").read_text().split() if line.endswith("/"))]
        files = (path for path in ROOT.rglob("*") if path.is_file() and path.suffix != ".pyc")
        return [path for path in files if not any(f"/{part}" in f"/{path.relative_to(ROOT)}" for part in ignored)]
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).exists()]


def tracked_texts() -> list[tuple[str, str]]:
    contents = [(str(path.relative_to(ROOT)), path.read_bytes()) for path in tracked_files()]
    return [(name, content.decode("utf-8")) for name, content in contents if b"\0" not in content[:8192]]


# Written in parts, so that this file holds none of them. A path counts only where no address leads up to it.
REGISTRIES = (
    "pypi" + ".org",
    "python" + "hosted",
    "registry." + "npmjs",
    "deb." + "debian",
    "npm" + "mirror",
)
MACHINE_PATH = re.compile(r"(?<![\w./:%-])/(" + "|".join(("work", "root", "home", "tmp")) + r")/")


@pytest.mark.parametrize(
    "offence",
    [
        pytest.param(lambda text: [host for host in REGISTRIES if host in text], id="registry"),
        pytest.param(lambda text: [hit.group() for hit in MACHINE_PATH.finditer(text)], id="machine-path"),
    ],
)
def test_no_tracked_file_names_a_registry_or_a_machine(offence: Callable[[str], list[str]]) -> None:
    offenders = {name: found[:3] for name, text in tracked_texts() if (found := offence(text))}
    assert not offenders
