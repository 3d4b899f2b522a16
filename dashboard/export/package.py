"""The zip of a figure: its rows, what they are, and how to name them, as a Data Package."""

import hashlib
import io
import json
import re
import zipfile
from dataclasses import asdict
from typing import Any

from dashboard.export.account import Account, account
from dashboard.export.citation import ATLAS, licence_words
from dashboard.export.csv import written
from dashboard.export.handout import Offer
from dashboard.export.text import readme
from dashboard.figure import Provenance

# The time in a zip is that of the release, so the same rows make the same bytes.
_MIDNIGHT = (0, 0, 0)


def _licence(found: Provenance) -> dict[str, str]:
    words = licence_words(found)
    return {"name": re.sub(r"[^A-Za-z0-9.]+", "-", words).strip("-")[:80] or "not-stated", "title": words}


def _field(told: Any) -> dict[str, str]:
    made = {"name": told.name, "type": told.type, "description": told.meaning}
    return made | ({"title": told.label} if told.label else {})


def data_package(told: Account, data: bytes) -> dict[str, Any]:
    """The descriptor of the zip, as the Data Package standard wants it.

    Parameters
    ----------
    told : Account
        What the file says of itself.
    data : bytes
        The rows as CSV.
    """
    licences = list({licence["title"]: licence for licence in map(_licence, told.sources)}.values())
    sources = [
        {"title": found.source} | ({"path": found.source_url} if found.source_url else {}) for found in told.sources
    ]
    resource = {
        "name": "data",
        "path": "data.csv",
        "profile": "tabular-data-resource",
        "title": told.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {"fields": [_field(each) for each in told.fields], "missingValues": [""]},
    }
    return {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9._-]+", "-", told.name),
        "title": told.title,
        "description": told.subtitle,
        "version": told.release_id,
        **({"homepage": told.link} if told.link else {}),
        **({"licenses": licences} if licences else {}),
        **({"sources": sources} if sources else {}),
        "resources": [resource],
    }


def metadata(told: Account) -> dict[str, Any]:
    """Everything that is known of the file: the page's words, filters, columns, sources and citation."""
    return {
        "atlas": ATLAS,
        "release": told.release_id,
        "name": told.name,
        "title": told.title,
        "subtitle": told.subtitle,
        "row_count": told.frame.height,
        "filters": [each._asdict() for each in told.filters],
        "columns": [asdict(each) for each in told.fields],
        "cautions": list(told.cautions),
        "sources": [asdict(each) | {"licence_in_words": licence_words(each)} for each in told.sources],
        "citation": asdict(told.citation),
        "link": told.link or None,
    }


def _json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n").encode()


def zip_bytes(offer: Offer) -> bytes:
    """The zip of a figure."""
    told = account(offer)
    data = written(told.frame)
    parts = {
        "data.csv": data,
        "metadata.json": _json(metadata(told)),
        "datapackage.json": _json(data_package(told, data)),
        "README.md": readme(told).encode(),
    }
    day = told.release_id[:8]
    built = (int(day[:4]), int(day[4:6]), int(day[6:]), *_MIDNIGHT)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, built), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()
