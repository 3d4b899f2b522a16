"""What the container file copies, without a container engine."""

import io
import shutil
import subprocess
from pathlib import Path

from dockerfile_parse import DockerfileParser

ROOT = Path(__file__).resolve().parent.parent
APP = "/opt/atlas/app"


def _tracked(source: Path) -> list[Path]:
    """Files below a path, as a clone of the repository has them."""
    listed = subprocess.run(["git", "ls-files", "-z", "--", source], cwd=ROOT, capture_output=True, check=True)
    names = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    # Without a repository, as in an unpacked archive, what lies there is what there is.
    return names or [path for path in (ROOT / source).rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def copy_application(to: Path) -> Path:
    """Copy into a folder what the container file copies into an image; returns the application's folder."""
    structure = DockerfileParser(fileobj=io.BytesIO((ROOT / "deploy" / "Containerfile").read_bytes())).structure
    for each in structure:
        words = each["value"].split() if each["instruction"] == "COPY" else []
        if not words or words[0].startswith("--from") or not words[-1].startswith(APP):
            continue
        *sources, target = words
        for source in sources:
            for path in _tracked(Path(source)):
                inside = path.relative_to(ROOT / source) if (ROOT / source).is_dir() else Path(path.name)
                place = to / target.lstrip("/") / inside
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, place)
    return to / APP.lstrip("/")
