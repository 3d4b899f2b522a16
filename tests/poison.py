"""A release whose every free text holds what would run, load or lead elsewhere, were it not written as text."""

import shutil
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import duckdb

from etl.release.export import export_tables
from etl.schema import read_schema

ROOT = Path(__file__).resolve().parent.parent
#: Nobody owns it; a test fails when it is asked for anything.
ELSEWHERE = "elsewhere.example"

_RUN = "window.poisoned=1"
PAYLOADS = (
    f"<script>{_RUN}</script>",
    f"<ScRiPt src=https://{ELSEWHERE}/x.js></sCrIpT>",
    f"<img src=x onerror={_RUN}>",
    f"<img src=https://{ELSEWHERE}/seen.gif>",
    f'"><svg onload={_RUN}>',
    f"'><body onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<svg><animate onbegin={_RUN} attributeName=x dur=1s>",
    f"<iframe srcdoc='<script>parent.{_RUN}</script>'></iframe>",
    f"<iframe src=javascript:parent.{_RUN}></iframe>",
    f"<a href=javascript:{_RUN}>here</a>",
    f"<a href='data:text/html,<script>opener.{_RUN}</script>'>here</a>",
    f"[here](javascript:{_RUN})",
    f"![seen](https://{ELSEWHERE}/seen.png)",
    f"[here](http://{ELSEWHERE}/)",
    f"<details open ontoggle={_RUN}>",
    f"<input autofocus onfocus={_RUN}>",
    f"<video><source onerror={_RUN}></video>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={_RUN}>",
    f"</title><script>{_RUN}</script>",
    f"</textarea><script>{_RUN}</script>",
    f"--><script>{_RUN}</script>",
    f"]]><script>{_RUN}</script>",
    f"<style>@import 'https://{ELSEWHERE}/x.css';body{{display:none}}</style>",
    f"<link rel=stylesheet href=https://{ELSEWHERE}/x.css>",
    f"<meta http-equiv=refresh content='0;url=https://{ELSEWHERE}/'>",
    f"<base href=https://{ELSEWHERE}/>",
    f"<form action=https://{ELSEWHERE}/><button>here</button></form>",
    f"<object data=https://{ELSEWHERE}/x></object><embed src=https://{ELSEWHERE}/x>",
    f"${{{_RUN}}}{{{{constructor.constructor('{_RUN}')()}}}}$\\href{{javascript:{_RUN}}}{{x}}$",
    f"\u202e<img src=x onerror={_RUN}>\u0000\u2028",
    f"%3Cscript%3E{_RUN}%3C/script%3E&lt;script&gt;{_RUN}&lt;/script&gt;",
)
ADDRESSES = (
    f"javascript:{_RUN}",
    f"JaVaScRiPt:{_RUN}",
    f" javascript:{_RUN}",
    f"data:text/html,<script>{_RUN}</script>",
    f"http://{ELSEWHERE}/",
    f"//{ELSEWHERE}/",
    f"vbscript:{_RUN}",
    f'https://{ELSEWHERE}/" onmouseover="{_RUN}',
    "file:///etc/passwd",
    f"https://{ELSEWHERE}/'><script>{_RUN}</script>",
)
# Short lists of short words are codes that pages choose by: half of the rows keep theirs, so that pages have content.
_FEW, _SHORT = 40, 30


def free_columns() -> list[tuple[str, str]]:
    """Table and column of every text that the contract lets hold anything."""
    tables = tomllib.loads((ROOT / "etl" / "schema.toml").read_text(encoding="utf-8"))["tables"]
    named = {target for table in tables.values() for column in table["columns"].values()
             for target in column.get("references", "").split("|")}  # fmt: skip
    return [
        (name, column)
        for name, table in tables.items()
        for column, said in table["columns"].items()
        if said["type"] == "text"
        and not {"pattern", "allowed", "references"} & set(said)
        and column not in table.get("key", ())
        and f"{name}.{column}" not in named
    ]


def _poison(con: duckdb.DuckDBPyConnection, table: str, column: str, number: int) -> None:
    rows, few, length = con.execute(
        f'SELECT count("{column}"), count(DISTINCT "{column}") < $few, max(length("{column}")) FROM "{table}"',
        {"few": _FEW},
    ).fetchall()[0]
    if not rows:
        return
    is_address = column.endswith("url")
    kinds = list(ADDRESSES if is_address else PAYLOADS)
    # Where there are fewer rows than payloads each row holds all of them.
    if rows < len(kinds) and not is_address:
        kinds = [" ".join(kinds)]
    former = "" if is_address else f"\"{column}\" || ' ' || "
    # Half of the addresses stay, so that pages have links at all.
    kept = "AND rowid % 2 = 0" if is_address or (few and length < _SHORT) else ""
    con.execute(
        f'UPDATE "{table}" SET "{column}" = {former} ($kinds)[1 + (rowid // 2 + $number) % len($kinds)] '
        f'WHERE "{column}" IS NOT NULL {kept}',
        {"kinds": kinds, "number": number},
    )


def poisoned(release_dir: Path, folder: Path) -> Path:
    """A data folder as ``release_dir``, its release poisoned."""
    release_id = (release_dir / "releases" / "current").read_text(encoding="utf-8").strip()
    target = folder / "releases" / release_id
    shutil.copytree(release_dir / "releases" / release_id, target)
    (folder / "releases" / "current").write_text(release_id, encoding="utf-8")
    with duckdb.connect(str(target / "atlas.duckdb")) as con:
        held = set(con.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal").fetchall())
        for number, (table, column) in enumerate(free_columns()):
            if (table, column) in held:
                _poison(con, table, column, number)
        # Whole tables are written with a release; those of a poisoned one are poisoned, too.
        shutil.rmtree(target / "tables")
        export_tables(con, read_schema(), target / "tables")
    return folder


_RUNS_OR_LOADS = {
    "script", "iframe", "object", "embed", "img", "video", "audio", "source", "base", "meta", "form", "animate", "set",
    "foreignobject", "math", "style", "textarea", "body", "mglyph",
}  # fmt: skip


class _Reader(HTMLParser):
    """Notes what of an HTML text would run, load or lead elsewhere. Our own box with a link to copy is an input."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            text = (value or "").strip().lower()
            is_link = name in {"href", "xlink:href", "src", "action", "data", "poster"}
            leads_wrong = is_link and ":" in text.split("/")[0] and not text.startswith(("https:", "mailto:"))
            is_event = name.startswith("on") or name in {"srcdoc", "autofocus"}
            if is_event or leads_wrong or (is_link and text.startswith("//")):
                self.bad.append(f"{tag} {name}={value}")
        if tag in _RUNS_OR_LOADS and not (tag == "style" and not attrs):
            self.bad.append(tag)


def bad_html(body: str) -> list[str]:
    """What of an HTML text would run, load or lead elsewhere."""
    reader = _Reader()
    reader.feed(body)
    reader.close()
    return reader.bad
