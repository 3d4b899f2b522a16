"""What is wrong with HTML, as html-validate says it (package.json), run by the Node.js that Playwright brings."""

import json
import subprocess
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from tests.sessions import ROOT

SCRIPT = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
# What the standard says; how HTML is laid out is our own business.
_RULES = {"root": True, "extends": ["html-validate:standard", "html-validate:document"]}


def _node() -> Path:
    found = find_spec("playwright")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent / "driver" / "node"


def faults(pages: Mapping[str, str], folder: Path) -> list[str]:
    """Every mistake in some pages, with the name of the page.

    Parameters
    ----------
    pages : mapping of str to str
        HTML by name.
    folder : pathlib.Path
        Where they may be written.
    """
    config = folder / "rules.json"
    config.write_text(json.dumps(_RULES), encoding="utf-8")
    for name, body in pages.items():
        path = folder / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
    files = [f"{name}.html" for name in pages]
    done = subprocess.run(
        [_node(), SCRIPT, "--config", config, "--formatter", "json", *files],
        cwd=folder, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.stdout, done.stderr
    return [
        f"{Path(found['filePath']).relative_to(folder)}: {message['message']} ({message['ruleId']})"
        for found in json.loads(done.stdout)
        for message in found["messages"]
    ]
