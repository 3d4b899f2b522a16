"""Facts about one thing, and files to take away, as plain HTML."""

from collections.abc import Sequence
from html import escape

from dashboard.components import flow
from dashboard.kept import kept
from dashboard.markup import boxed, fold, link
from dashboard.tables import TableFile, WholeTable
from dashboard.words import count, file_size


def _fact_text(text: str) -> str:
    shown = (
        link(text.split("://", 1)[1].rstrip("/"), text) if text.startswith(("https://", "http://")) else escape(text)
    )
    return f"<p>{shown}</p>"


def facts(items: Sequence[tuple[str, Sequence[str]]]) -> None:
    """Labels with one or more sentences each; an address becomes a link."""
    body = "".join(f"<dt>{escape(label)}</dt><dd>{''.join(map(_fact_text, texts))}</dd>" for label, texts in items)
    flow.write(f"<dl class=facts>{body}</dl>")


_FORMATS = {"csv": "CSV", "parquet": "Parquet"}


def _file_cell(table: WholeTable, file: TableFile) -> str:
    kind, size = _FORMATS[file.extension], file_size(file.byte_count)
    name = escape(f"{kind} of {table.name}, {size}", quote=True)
    # A relative address holds wherever a proxy mounts the atlas.
    address = escape(file.address, quote=True)
    return f'<td class=number><a href="{address}" download aria-label="{name}">{kind}</a> {size}</td>'


@kept(maxsize=8)
def _downloads(tables: tuple[WholeTable, ...], caption: str) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(table.name)}</th><td class=number>{count(table.row_count)}</td>'
        f"{''.join(_file_cell(table, file) for file in table.files)}"
        f"<td class=wide>{escape(table.description)}</td></tr>"
        for table in tables
    )
    heads = "".join(
        f'<th scope="col"{" class=number" if is_number else ""}>{label}</th>'
        for label, is_number in (
            ("Table", False), ("Rows", True), ("CSV", True), ("Parquet", True), ("What it holds", False),
        )
    )  # fmt: skip
    return fold(
        f"{caption} ({len(tables)})",
        boxed(f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>", caption, len(tables)),
    )


def downloads(tables: tuple[WholeTable, ...], caption: str) -> None:
    """Whole tables of the release with links to their files."""
    flow.write(_downloads(tables, caption))
