"""The image holds all that the atlas needs, and the running atlas writes nothing into it."""

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.image import ROOT, copy_application
from tests.sessions import Session, served


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file below a folder."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns) for path in found}


@pytest.mark.skipif(shutil.which("git") is None or not (ROOT / ".git").exists(), reason="needs the repository")
def test_the_atlas_runs_from_what_the_image_holds_and_writes_nothing(release_dir: Path, tmp_path: Path):
    app = copy_application(tmp_path / "image")
    environment = tmp_path / "venv"
    (environment / "bin").mkdir(parents=True)
    # The step of the container file, with the packages that are here instead of those of the lock.
    starter = environment / "bin" / "python"
    starter.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
    starter.chmod(0o755)
    subprocess.run([ROOT / "deploy" / "steps" / "compile", environment, app], check=True)
    shutil.copytree(release_dir / "releases", app / "data" / "releases", dirs_exist_ok=True)
    before = _state(app)
    settings = {"ATLAS_LOG": "json", "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(tmp_path)}
    with served(app / "data", log=tmp_path / "log", folder=app, settings=settings) as (address, _):

        async def read() -> str:
            async with Session(address) as session:
                kind: str = (await session.run("country", "country=PAK"))[-1].WhichOneof("type")
                return kind

        assert asyncio.run(read()) == "script_finished"
    assert _state(app) == before
    assert "failed" not in (tmp_path / "log").read_text(encoding="utf-8")
