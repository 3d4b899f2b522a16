"""How figures got here: bundled or fetched, read again from an official file or only compiled."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from dashboard.queries import holdings
from dashboard.release import Release
from dashboard.words import day, listed, plural, sentence_case

_KNOWN = {
    "equal": "Yes, no difference",
    "explained": "Yes, differences explained",
    "partly": "In part",
    "compiled": "No, compiled only",
}
_SAID = {
    "equal": "compiled from a published copy; a copy of the official file was read again and says the same",
    "explained": "compiled from a published copy; a copy of the official file was read again, and the differences are "
    "explained below",
    "partly": "compiled from a published copy; copies of some of the official files were read again",
    "compiled": "compiled from a published copy; not read again from the official file",
}


def known_by(evidence: str | None, origin: str | None, retrieved_on: str | None) -> str:
    """Whether figures were read from an official file, in the words of a table.

    Parameters
    ----------
    evidence, origin : str or None
        What the release says of their files; several are separated by ``; ``.
    retrieved_on : str or None
        Day of the retrieval.
    """
    kinds = set((evidence or "").split("; ")) - {""}
    if not kinds:
        return "No figures held"
    if kinds == {"read"}:
        if origin == "own":
            return "Yes, from files of one\u2019s own"
        return f"Yes, fetched on {day(retrieved_on)}" if retrieved_on else "Yes, fetched"
    if len(kinds) == 1:
        return _KNOWN[kinds.pop()]
    if "compiled" in kinds or "partly" in kinds:
        return "In part"
    return "Yes, differences explained" if "explained" in kinds else "Yes, no difference"


def held_from(release: Release, source_id: str) -> tuple[str, ...]:
    """Where the figures of a source are from: one sentence for those that came the same way."""
    ways: dict[tuple[str, str, str | None], list[dict[str, Any]]] = {}
    for row in holdings.figure_files(release, source_id).to_pylist():
        ways.setdefault((row["origin"], row["evidence"], row["retrieved_on"]), []).append(row)
    return tuple(_way(*way, rows) for way, rows in ways.items())


def _way(origin: str, evidence: str, retrieved_on: str | None, rows: Sequence[dict[str, Any]]) -> str:
    editions = sorted({row["edition"] for row in rows if row["edition"]})
    name = f"{'Edition' if len(editions) == 1 else 'Editions'} {listed(editions)}: " if editions else ""
    size = plural(sum(row["row_count"] for row in rows), "figure")
    when = f", retrieved on {day(retrieved_on)}" if retrieved_on else ""
    if evidence == "read":
        where = "files of one\u2019s own" if origin == "own" else "the official file"
        return f"{name}{size} read from {where}{when}."
    return f"{name}{size} {_SAID[evidence]}{when}."


def official_files(release: Release, source_id: str) -> tuple[str, ...]:
    """Each official file of a source: where it is, which copy was compared, and whether it was fetched."""
    return tuple(_file(row) for row in holdings.official_files(release, source_id).to_pylist())


def _file(row: dict[str, Any]) -> str:
    host = urlsplit(row["url"] or "").netloc
    said = []
    if row["checked_sha256"]:
        said.append(f"a copy with SHA-256 {row['checked_sha256'][:12]}\u2026 was compared")
    if row["state"] == "used":
        said.append(f"fetched on {day(row['retrieved_on'])} and used" if row["retrieved_on"] else "used")
    elif row["state"] == "refused":
        said.append("a newer copy was refused, so what was published before stands")
    else:
        said.append("not fetched here" if host else "none at hand")
    note = f" {row['checked_note']}" if row["checked_note"] else ""
    return f"{row['file_id']}{f' ({host})' if host else ''}: {'; '.join(said)}.{note}"


def retrieved(release: Release, source_id: str, retrieved_on: str | None) -> str:
    """Day on which the figures of a source were retrieved from its publisher."""
    known = [row["retrieved_on"] for row in holdings.figure_files(release, source_id).to_pylist()]
    if retrieved_on is None and any(known):
        return f"{day(max(filter(None, known)))} in part; for the other figures it is not recorded"
    return sentence_case(day(retrieved_on))
