"""The recipe 'A new edition arrived', followed step by step as it is written."""

import re
import shlex
import subprocess
from io import BytesIO
from pathlib import Path
from shutil import which
from textwrap import dedent

import polars as pl
import pytest
from openpyxl import Workbook

from etl.__main__ import main
from etl.fetch import fetch
from etl.figures import read_figures
from etl.metadata.source_folders import read_sources
from etl.release.releases import DATABASE, current_id
from etl.release.verify import open_read_only
from etl.schema import read_schema
from tests.conftest import ROOT
from tests.pages.shown import run_page, words_of
from tests.servers import Site, loopback_policy, reply
from tests.unit.tiny_data import edit

pytestmark = pytest.mark.skipif(which("git") is None, reason="the recipe ends with a commit: apt-get install git")

HEADING = "## A new edition arrived"
TITLE = "Add the 2026 edition of the Government AI Readiness Index"


def recipe() -> str:
    """The section of CONTRIBUTING.md."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return re.split(r"\n## ", text[text.index(HEADING) + 3 :], maxsplit=1)[0]


def code(language: str) -> list[str]:
    return [dedent(block) for block in re.findall(rf"```{language}\n(.*?) *```", recipe(), re.DOTALL)]


def workbook() -> bytes:
    """A workbook of 2026 in the layout of 2025: every country a little further than the year before."""
    layout = read_sources(ROOT / "data")["gairi"].layouts["six-pillars"]
    parts = layout["rules"]["parts"]
    scores = read_figures(ROOT / "data", read_schema()).frames["score"].filter(source_id="gairi", edition="2025")
    aliases = pl.read_csv(ROOT / "data/reference/country_aliases.csv", infer_schema=False)
    names = dict(aliases.filter(source="GAIRI 2025 detail")["country_code", "name_as_published"].iter_rows())
    rows = {}
    for (code_,), own in scores.filter(pl.col("measure_id").str.starts_with("d_")).group_by("country_code"):
        values = {name: min(100.0, float(value) + 0.5) for name, value in own["measure_id", "value"].iter_rows()}
        for whole in (*[name for name in parts if name != "total"], "total"):
            values[whole] = round(sum(weight * values[name] for name, weight in parts[whole].items()), 2)
        rows[names[str(code_)]] = values
    ranked = sorted(rows.items(), key=lambda item: -item[1]["total"])

    book = Workbook()
    for number, sheet in enumerate(layout["sheets"]):
        page = book.active if number == 0 else book.create_sheet()
        page.title = sheet["name"]
        columns = sheet.get("measures", {}) | sheet.get("compared", {})
        page.append(["Government AI Readiness Index 2026"])
        page.append([sheet["rank"], sheet["country"], *columns.values()])
        for place, (name, values) in enumerate(ranked, start=1):
            page.append([place, name, *(values[measure] for measure in columns)])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with the data: what the recipe changes is copied, the rest is linked."""
    (tmp_path / "data/figures").mkdir(parents=True)
    for folder in (ROOT / "data/figures").iterdir():
        if folder.name != "gairi":
            (tmp_path / "data/figures" / folder.name).symlink_to(folder)
    for folder_name in ("figures/gairi", "reference"):
        (tmp_path / "data" / folder_name).mkdir(exist_ok=True)
        for path in (ROOT / "data" / folder_name).iterdir():
            (tmp_path / "data" / folder_name / path.name).write_bytes(path.read_bytes())
    (tmp_path / ".gitignore").write_text("data/releases/\ndata/snapshots/\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "Start")
    return tmp_path


def git(clone: Path, *arguments: str) -> str:
    options = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *options, *arguments], cwd=clone, check=True, capture_output=True, text=True)
    return done.stdout


def test_the_recipe_as_it_is_written(
    clone: Path,
    release_folder: Path,
    site: Site,
    ca_bundle: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data, [block] = clone / "data", code("toml")
    steps = [shlex.split(line) for text in code("sh") for line in text.splitlines() if line.strip()]
    site.answer = reply(workbook())
    url = re.search(r'url = "(.*)"', block)
    assert url

    # Step 1: one block; only its address leads to a server of this test.
    toml = data / "figures/gairi/source.toml"
    written = block.replace(url[1], site.url("/2026.xlsx"))
    marker = "[[measures]]\n"
    toml.write_text(toml.read_text(encoding="utf-8").replace(marker, f"{written}\n{marker}", 1), encoding="utf-8")

    done = []
    for step in steps:
        done.append(" ".join(step[:4]))
        capsys.readouterr()
        if step[0] == "git":
            git(clone, *step[1:])
        elif step[3] == "fetch":
            # The command line fetches from public addresses only, so here its function is asked.
            assert [outcome.kind for outcome in fetch(data, step[4:], loopback_policy(ca_bundle)).outcomes] == ["new"]
        else:
            arguments = [str(release_folder) if word == "FORMER" else word for word in step[3:]]
            assert main(["--data-dir", str(data), *arguments]) == 0, capsys.readouterr().err
        if step[3:4] == ["diff"]:
            only_the_new_edition_is_listed(capsys.readouterr().out)
        if step[3:4] == ["build"]:
            the_pages_show_it(data, monkeypatch)

    assert done == [
        "python -m etl fetch", "python -m etl check", "python -m etl build", "python -m etl diff",
        "python -m etl adopt", "git add data", f"git commit -m {TITLE}",
    ]  # fmt: skip
    changed = set(git(clone, "show", "--name-only", "--format=").split())
    assert changed == {
        "data/figures/gairi/scores_2026.csv",
        "data/figures/gairi/source.toml",
        "data/reference/frozen.csv",
    }
    removed = [line for line in git(clone, "show", "--format=").splitlines() if re.match("-[^-]", line)]
    assert removed == [], "everything that was there is still there"

    # Without the snapshot the committed figures are the same.
    edit(toml, site.url("/2026.xlsx"), url[1])
    former = current_id(data / "releases")
    (data / "snapshots").rename(clone / "gone")
    assert main(["--data-dir", str(data), "build"]) == 0
    capsys.readouterr()
    assert main(["--data-dir", str(data), "diff", str(former), "current"]) == 0
    assert "\nscore (figures)" not in f"\n{capsys.readouterr().out}"


def only_the_new_edition_is_listed(listed: str) -> None:
    figures = listed[listed.index("score (figures)") :].split("\n")
    assert "  gairi 2026: 4,095 added" in figures[1], figures[:3]
    own = [line for line in listed.splitlines() if line.startswith("  ") and not line.startswith("   ")]
    strangers = [line for line in own if "2026" not in line and "gairi" not in line]
    assert strangers == [], listed
    assert "(figures)" in listed and listed.count("(figures)") == 1


def the_pages_show_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_read_only(data / "releases" / str(current_id(data / "releases")) / DATABASE) as connection:
        asked = "SELECT count(*), min(origin) FROM score WHERE index_id = 'gairi' AND edition = '2026'"
        assert connection.execute(asked).fetchall() == [(4095, "snapshot")]
    page, figures = run_page(monkeypatch, data, "readiness", "index=gairi&edition=2026&country=PAK")
    assert not page.exception
    assert any(
        "2026" in figure.frame.column("edition").to_pylist()
        for figure in figures
        if "edition" in figure.frame.column_names
    )
    assert "2026" in words_of(page)
