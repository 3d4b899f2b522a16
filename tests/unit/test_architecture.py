"""The direction of the arrows, as docs/architecture.md draws them."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Functions that write words and no numbers with separators.
_NUMBERLESS = {"unit_words", "measure_words", "_measure_label", "day"}


# Every arrow is looked for in the same files.
@cache
def _imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def _importers(of: str, *folders: str) -> set[str]:
    """Files below some folders that import a package, relative to the root."""
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return {
        path.relative_to(ROOT).as_posix()
        for path in files
        if any(name == of or name.startswith(of + ".") for name in _imported(path))
    }


def _outside(files: set[str], *allowed: str) -> set[str]:
    return {file for file in files if not file.startswith(allowed)}


def test_only_the_release_module_opens_duckdb():
    assert _importers("duckdb", "dashboard", "pages") == {"dashboard/release.py"}


def test_only_charts_import_altair():
    assert _outside(_importers("altair", "dashboard", "pages", "etl"), "dashboard/charts/") == set()


def test_only_pages_components_and_router_import_streamlit():
    found = _outside(_importers("streamlit", "dashboard"), "dashboard/components/", "dashboard/router.py")
    # They draw nothing: two give one of Streamlit's own functions another meaning, one reads what its messages are.
    assert found == {f"dashboard/serving/{name}.py" for name in ("pressing", "theming", "waking")}


def test_the_write_side_and_the_read_side_meet_in_the_release_only():
    assert _importers("etl", "dashboard", "pages") == set()
    assert _importers("dashboard", "etl") == set()


@pytest.mark.parametrize("network", ["requests", "urllib3", "urllib.request", "http.client", "ftplib", "smtplib"])
def test_only_fetching_knows_the_network(network: str):
    assert _outside(_importers(network, "dashboard", "pages", "etl"), "etl/fetch/") == set()


def test_only_the_command_line_fetches():
    assert _outside(_importers("etl.fetch", "etl", "dashboard", "pages"), "etl/fetch/") == {"etl/__main__.py"}


@pytest.mark.parametrize("network", ["fsspec", "s3fs", "botocore", "aiobotocore", "aiohttp"])
def test_only_the_store_of_releases_knows_object_storage(network: str):
    assert _outside(_importers(network, "dashboard", "pages", "etl"), "etl/travel/store.py") == set()


def test_only_the_command_line_sends_releases_and_follows():
    assert _outside(_importers("etl.travel", "etl", "dashboard", "pages"), "etl/travel/") == {"etl/__main__.py"}


@pytest.mark.parametrize(
    ("package", "may_not_know"),
    [
        ("dashboard/queries", ("dashboard.figures", "dashboard.components", "dashboard.charts", "dashboard.export")),
        ("dashboard/claims", ("dashboard.queries", "dashboard.figures", "dashboard.components", "dashboard.release")),
        ("dashboard/charts", ("dashboard.figures", "dashboard.components", "dashboard.queries", "dashboard.release")),
        ("dashboard/datasets", ("dashboard.figures", "dashboard.components", "dashboard.charts", "dashboard.api")),
        ("dashboard/figures", ("dashboard.components", "dashboard.export", "dashboard.api", "dashboard.plain")),
        ("dashboard/export", ("dashboard.components", "dashboard.figures", "dashboard.plain")),
        ("dashboard/plain", ("dashboard.components", "dashboard.api", "dashboard.serving")),
        ("dashboard/components", ("dashboard.figures", "dashboard.queries")),
        ("etl/metadata", ("etl.reading", "etl.sources", "etl.replacing", "etl.rules", "etl.outcomes", "etl.release")),
        ("etl/reading", ("etl.replacing", "etl.rules", "etl.outcomes", "etl.release", "etl.inputs")),
        ("etl/sources", ("etl.replacing", "etl.outcomes", "etl.release", "etl.inputs")),
        ("etl/replacing", ("etl.rules", "etl.outcomes", "etl.inputs", "etl.build")),
        ("etl/rules", ("etl.outcomes", "etl.release", "etl.inputs", "etl.build")),
        ("etl/release", ("etl.reading", "etl.sources", "etl.replacing", "etl.rules", "etl.inputs", "etl.build")),
        ("etl/travel", ("etl.reading", "etl.replacing", "etl.rules", "etl.inputs", "etl.build", "etl.fetch")),
        ("etl/fetch", ("etl.reading", "etl.replacing", "etl.rules", "etl.outcomes", "etl.release", "etl.inputs")),
    ],
)
def test_packages_import_downwards_only(package: str, may_not_know: tuple[str, ...]):
    assert {upper: _importers(upper, package) for upper in may_not_know} == {upper: set() for upper in may_not_know}


def test_answers_that_may_hold_written_numbers_are_kept_per_locale():
    """``functools.lru_cache`` would hand one reader's decimals to the next; ``dashboard.kept`` keeps them apart."""
    writers = _importers("dashboard.words", "dashboard/figures", "dashboard/components", "dashboard/claims")
    keepers = _importers("functools", "dashboard/figures") | (_importers("functools.lru_cache", "dashboard") & writers)
    assert keepers - {"dashboard/markup.py"} == set()


def test_words_that_polars_asks_for_keep_the_locale():
    """Polars calls functions from threads of its own, which do not know for whom they write."""
    for path in sorted((ROOT / "dashboard" / "figures").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "map_elements":
                asked = node.args[0]
                is_safe = isinstance(asked, ast.Call) and getattr(asked.func, "id", "") == "in_format"
                is_numberless = isinstance(asked, ast.Name) and asked.id in _NUMBERLESS
                assert is_safe or is_numberless, f"{path.name}, line {node.lineno}"


def test_pages_hold_no_sql_no_charts_and_no_frames():
    for forbidden in ("polars", "pyarrow", "altair", "duckdb", "dashboard.charts", "dashboard.release"):
        assert _importers(forbidden, "pages") == set(), forbidden


def test_every_statement_is_a_select_with_a_comment_on_top():
    for path in sorted((ROOT / "dashboard" / "queries" / "sql").glob("*.sql")):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith("-- "), path.name
        code = " ".join(line for line in lines if not line.startswith("--")).strip().upper()
        assert code.startswith(("SELECT", "WITH")), path.name


def test_every_statement_is_used():
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "dashboard").rglob("*.py"))
    unused = [p.stem for p in (ROOT / "dashboard" / "queries" / "sql").glob("*.sql") if f'"{p.stem}"' not in code]
    assert unused == []
