"""Which official file is to blame for a violation of the contract; it is left out and the bundled figures stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from etl.errors import Violation
from etl.frames import SOURCE
from etl.replacing.origin import Used
from etl.replacing.overlay import Refusal, Replacement
from etl.schema import Schema

Bundle = Mapping[str, pl.DataFrame]


def without_blame(used: Used, violations: Sequence[Violation], schema: Schema, bundle: Bundle) -> Used:
    """Leave out the official files that violate the contract.

    Parameters
    ----------
    used : Used
        The files that were tried.
    violations : sequence of Violation
        What is wrong with them in place.
    schema : Schema
        The layout of a release.
    bundle : Mapping of str to polars.DataFrame
        The bundled rows.

    Returns
    -------
    Used
        At least one file fewer.
    """
    reasons: dict[tuple[str, str | None], list[Violation]] = {}
    for violation in violations:
        for replacement in _blamed(used.replacements, violation, schema, bundle):
            reasons.setdefault(_group(replacement), []).append(violation)
    if not reasons:  # the bundle itself is wrong: it is judged alone
        reasons = {_group(replacement): list(violations) for replacement in used.replacements}
    refusals = (Refusal(*group, tuple(dict.fromkeys(found))) for group, found in reasons.items())
    kept = tuple(item for item in used.replacements if _group(item) not in reasons)
    return Used(kept, (*used.refusals, *refusals))


def _group(replacement: Replacement) -> tuple[str, str | None]:
    # Files of one source and edition stand or fall together: their tables refer to each other.
    return replacement.unit.source_id, replacement.copies[0].file.edition


def _blamed(
    replacements: Iterable[Replacement], violation: Violation, schema: Schema, bundle: Bundle
) -> list[Replacement]:
    own = [item for item in replacements if item.unit.source_id == violation.source]
    of_edition = [item for item in own if violation.edition in (None, item.unit.edition)]
    if of_edition or own:
        return of_edition or own
    # A row elsewhere refers to one that is no longer there.
    table, _, name = violation.column.partition(".")
    columns = schema.tables[table].columns if table in schema.tables else ()
    targets = [target for column in columns if column.name == name for target in column.references]
    return [item for item in replacements if any(_lost(item, target, violation, bundle) for target in targets)]


def _lost(item: Replacement, target: tuple[str, str], violation: Violation, bundle: Bundle) -> bool:
    table, name = target
    if item.unit.table != table or name not in item.frame.columns:
        return False
    former = set(bundle[table].filter(pl.col(SOURCE) == item.unit.source_id)[name])
    lost = former - set(item.frame[name])
    return any(repr(value) in violation.first_values for value in lost)
