"""The files of deploy/: what an engine, a cluster or an init system would refuse, and what would not be safe."""

import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from dockerfile_parse import DockerfileParser

from dashboard.serving import HEALTH
from dashboard.settings import settings
from etl.__main__ import _parser

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
CONTAINER_FILES = sorted(DEPLOY.glob("Containerfile*"))
STEPS = sorted((DEPLOY / "steps").iterdir())
HEALTH_PATHS = {route.path for route in HEALTH}
_VARIABLES = set(re.findall(r"^\| `(ATLAS_[A-Z0-9_]+)`", (ROOT / "docs/configuration.md").read_text("utf-8"), re.M))


def _instructions(path: Path) -> list[dict[str, Any]]:
    found = DockerfileParser(fileobj=io.BytesIO(path.read_bytes())).structure
    return [each for each in found if each["instruction"] != "COMMENT"]


def _copied(path: Path) -> list[str]:
    copies = (each["value"].split() for each in _instructions(path) if each["instruction"] == "COPY")
    return [source for words in copies if not words[0].startswith("--from") for source in words[:-1]]


@pytest.mark.parametrize("path", CONTAINER_FILES, ids=lambda path: path.name)
def test_container_files_are_pinned_run_as_nobody_and_fetch_nothing_by_themselves(path: Path):
    found = _instructions(path)
    by_kind = {kind: [each["value"] for each in found if each["instruction"] == kind] for kind in
               {each["instruction"] for each in found}}  # fmt: skip
    assert all(re.search(r":[0-9][\w.-]*", image) and ":latest" not in image for image in by_kind["FROM"])
    assert re.fullmatch(r"[1-9][0-9]+:[1-9][0-9]+", by_kind["USER"][-1])
    assert "ADD" not in by_kind
    last_from = max(at for at, each in enumerate(found) if each["instruction"] == "FROM")
    assert any(each["instruction"] == "USER" for each in found[last_from:])
    # Every step is a script of its own, so that it can be run without an engine; commands take signals themselves.
    assert all(re.fullmatch(r'\["/steps/[a-z-]+"(, "[^"]+")*\]', run) for run in by_kind["RUN"])
    assert all(command.startswith("[") for command in by_kind["CMD"])


@pytest.mark.parametrize("path", CONTAINER_FILES, ids=lambda path: path.name)
def test_container_files_copy_what_is_there_and_nothing_that_is_private(path: Path):
    for source in _copied(path):
        assert (ROOT / source).exists(), source
        assert not source.startswith(("data/releases", "data/snapshots", "data/own", ".git", "tests")), source
    runs = [each["value"] for each in _instructions(path) if each["instruction"] == "RUN"]
    assert {DEPLOY / re.match(r'\["/(steps/[a-z-]+)', run)[1] for run in runs} <= set(STEPS)  # type: ignore[index]


@pytest.mark.parametrize("step", STEPS, ids=lambda path: path.name)
def test_steps_are_scripts_that_stop_at_the_first_failure(step: Path):
    text = step.read_text(encoding="utf-8")
    assert text.startswith("#!/bin/sh\n") and "\nset -eu\n" in text
    assert step.stat().st_mode & 0o111
    subprocess.run(["sh", "-n", step], check=True)


def test_packages_are_installed_from_the_lock_by_hash_only():
    install = (DEPLOY / "steps" / "install-packages").read_text(encoding="utf-8")
    assert "--require-hashes" in install and "--only-binary :all:" in install
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^[a-z0-9][\w.-]*(?:\[.*?\])?==\S+.*\\\n    --hash=sha256:[0-9a-f]{64}", lock, re.M)
    assert len(pinned) == len(re.findall(r"^[a-z0-9]", lock, re.M))


def _services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    return found


@pytest.mark.parametrize("name", ["atlas", "proxy", "etl", "follow"])
def test_services_write_nowhere_but_where_they_are_told(name: str):
    service = _services()[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    assert "privileged" not in service and "user" not in service


def test_only_the_proxy_is_reached_from_outside_and_replicas_reach_nobody():
    services = _services()
    networks = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["networks"]
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert services["atlas"]["networks"] == ["inside"] and networks["inside"]["internal"] is True
    assert services["atlas"]["volumes"] == ["releases:/opt/atlas/app/data/releases:ro"]
    assert services["atlas"]["deploy"]["replicas"] >= 2
    subnet = networks["inside"]["ipam"]["config"][0]["subnet"]
    assert services["atlas"]["environment"]["ATLAS_TRUSTED_PROXIES"] == subnet


def _manifests() -> list[dict[str, Any]]:
    files = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    return [each for path in files for each in yaml.safe_load_all(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("manifest", _manifests(), ids=lambda each: f"{each['kind']}-{each['metadata']['name']}")
def test_manifests_are_what_kubernetes_accepts(manifest: dict[str, Any]):
    kubernetes_validate.validate(manifest, "1.32", strict=True)


def test_pods_run_as_nobody_and_read_only_and_probes_ask_what_exists():
    pods = [each["spec"]["template"]["spec"] for each in _manifests() if each["kind"] == "Deployment"]
    pods += [
        each["spec"]["jobTemplate"]["spec"]["template"]["spec"] for each in _manifests() if each["kind"] == "CronJob"
    ]
    assert len(pods) == 3
    for pod in pods:
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["automountServiceAccountToken"] is False
        for container in pod["containers"]:
            assert container["securityContext"]["readOnlyRootFilesystem"] is True
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
            probes = [container[name]["httpGet"]["path"] for name in container if name.endswith("Probe")]
            assert set(probes) <= HEALTH_PATHS
    assert {"/health/live", "/health/ready"} == HEALTH_PATHS


def _etl_commands() -> list[tuple[str, list[str]]]:
    """Every command of the write side in deploy/, with the file in which it stands."""
    found = []
    for path in (path for path in DEPLOY.rglob("*") if path.is_file()):
        text = re.sub(r'[\[\]",{}]', " ", path.read_text(encoding="utf-8"))
        commands = re.findall(r"python +-m +etl((?: +[a-z0-9-]+)+)", text)
        found += [(path.name, command.split()) for command in commands]
    return found


def test_the_commands_of_the_write_side_are_ones_that_exist():
    for _, command in _etl_commands():
        _parser().parse_args(command)


def test_every_form_of_hosting_publishes_at_night_and_can_follow():
    for form in ("compose.yaml", "kubernetes", "systemd"):
        names = {path.name for path in (DEPLOY / form).iterdir()} if (DEPLOY / form).is_dir() else {form}
        commands = [command for name, command in _etl_commands() if name in names]
        assert {"fetch", "build", "publish", "follow"} <= {command[0] for command in commands}, form
        assert ["follow", "--every", "60"] in commands, form


def test_no_secret_stands_in_a_file_of_deploy():
    text = "\n".join(path.read_text(encoding="utf-8") for path in DEPLOY.rglob("*") if path.is_file())
    for line in re.findall(r".*AWS_(?:SECRET_ACCESS_KEY|ACCESS_KEY_ID).*", text):
        values = re.findall(r"AWS_\w+(?:: |=)(\S+)", line)
        assert all(value.startswith(("${", "...")) for value in values), line


def test_every_variable_in_deploy_is_one_that_exists():
    text = "\n".join(path.read_text(encoding="utf-8") for path in DEPLOY.rglob("*") if path.is_file())
    assert set(re.findall(r"\bATLAS_[A-Z0-9_]+", text)) <= _VARIABLES
    assert settings().hosting


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
@pytest.mark.parametrize("unit", sorted((DEPLOY / "systemd").iterdir()), ids=lambda path: path.name)
def test_units_are_what_systemd_accepts(unit: Path, tmp_path: Path):
    # The commands are those of a machine on which the atlas is installed.
    for each in (DEPLOY / "systemd").iterdir():
        text = each.read_text(encoding="utf-8").replace("/srv/atlas/.venv/bin/python", "/bin/true")
        (tmp_path / each.name).write_text(text, encoding="utf-8")
    found = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / unit.name], capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_the_service_is_locked_in():
    found = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", DEPLOY / "systemd" / "atlas@.service"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout[-300:]
