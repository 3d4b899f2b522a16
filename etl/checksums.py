"""One number per table that proves nothing was added and nothing lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal

FIELD_SEPARATOR = "\x1f"
ROW_SEPARATOR = "\n"

CANONICAL_FORM = (
    "Columns in the order listed, read as the kind listed: text as VARCHAR, number as DOUBLE, boolean as "
    "BOOLEAN. A null is the empty string; a number is repr(float(value)) in Python; a boolean is true or "
    "false; a text is itself, byte for byte. The fields of a row are joined by U+001F, the rows are sorted "
    "by code point and joined by U+000A without a last one, the whole is encoded in UTF-8 and hashed with "
    "SHA-256 (hexadecimal, lower case)."
)


def canonical_field(value: object) -> str:
    """Write one value the way the checksum reads it.

    Parameters
    ----------
    value : object
        None, a boolean, a number or anything whose ``str`` is its text.

    Returns
    -------
    str
        The canonical text; empty for None.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return repr(float(value))
    return str(value)


def family_checksum(rows: Iterable[Sequence[object]]) -> str:
    """Hash a table so that neither row order nor storage type matters.

    Parameters
    ----------
    rows : Iterable[Sequence[object]]
        The rows, each with its fields in the agreed column order.

    Returns
    -------
    str
        SHA-256 of the canonical form, in lower-case hexadecimal.

    Notes
    -----
    `CANONICAL_FORM` says it in words; ``data/reference/family_checksums.json`` repeats them.
    """
    lines = sorted(FIELD_SEPARATOR.join(map(canonical_field, row)) for row in rows)
    return hashlib.sha256(ROW_SEPARATOR.join(lines).encode()).hexdigest()
