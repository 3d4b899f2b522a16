"""Every figure that was held against one claim, and what it counts for."""

from dataclasses import dataclass

import polars as pl

from dashboard.claims.dates import ALWAYS, date_words
from dashboard.claims.evidence import Evidence
from dashboard.claims.numbers import Claimed
from dashboard.figure import Column, Figure
from dashboard.figures.claims.checked import Checked, code_of, of_own, of_published, provenances, view_of
from dashboard.figures.claims.choice import KEPT, Own
from dashboard.figures.frames import table_of
from dashboard.kept import kept
from dashboard.queries import provenance
from dashboard.release import Release
from dashboard.words import plural

_FILE_COLUMNS = (
    "subject", "when", "value", "of", "is_tied", "is_recomputed", "unit", "has_claimed_number", "role", "publisher",
    "note", "source_id", "view", "verdict", "claimed_value",
)  # fmt: skip
_SCHEMA = {
    "subject": pl.String, "when": pl.String, "when_label": pl.String, "value": pl.Float64, "value_label": pl.String,
    "of": pl.Int64, "is_tied": pl.Boolean, "is_recomputed": pl.Boolean, "unit": pl.String,
    "has_claimed_number": pl.Boolean, "role": pl.String, "publisher": pl.String, "note": pl.String,
    "source_id": pl.String, "source_url": pl.String, "view": pl.String, "verdict": pl.String,
    "claimed_value": pl.String, "provenance": pl.String,
}  # fmt: skip


@dataclass(frozen=True)
class _About:
    """What the rows of one evidence table have in common."""

    name: str
    subtitle: str
    country: str | None


def _role(checked: Checked, found: Evidence) -> str:
    """What a figure counts for, in words."""
    verdict = checked.verdict
    if found in verdict.own:
        return "Not evidence: the claim\u2019s own study"
    if isinstance(checked.claimed, Claimed) and found.is_recomputed:
        return "Recomputed from the published scores"
    if found in verdict.here and found.when:
        return "Of the claimed edition" if "index" in checked.key else "Of the claimed time"
    if found in verdict.elsewhere:
        return "Holds the claimed number"
    if not found.when:
        return "No date given"
    return "Of another edition" if "index" in checked.key else "Of another time"


def _row(release: Release, checked: Checked, found: Evidence, country: str | None) -> dict[str, object]:
    code = code_of(checked, found)
    is_read = isinstance(checked.claimed, Claimed)
    return {
        "subject": checked.topic.subject,
        "when": None if found.when == ALWAYS else found.when,
        "when_label": date_words(found.when),
        "value": float(found.value),
        "value_label": checked.told(found),
        "of": found.of,
        "is_tied": found.is_tied,
        "is_recomputed": found.is_recomputed,
        "unit": found.unit or None,
        "has_claimed_number": found.agrees(checked.claimed) if isinstance(checked.claimed, Claimed) else None,
        "role": _role(checked, found) if is_read else "",
        "publisher": found.publisher,
        "note": found.note or None,
        "source_id": found.source_id,
        "source_url": provenances(release, checked, (found,))[code].source_url,
        "view": view_of(release, checked, found, country),
        "verdict": checked.verdict.kind.value if is_read else None,
        "claimed_value": checked.claimed.text,
        "provenance": code,
    }


def _figure(release: Release, checked: Checked, about: _About) -> Figure:
    found = sorted(checked.evidence, key=lambda each: each.when or "", reverse=True)
    rows = [_row(release, checked, each, about.country) for each in found]
    is_index = "index" in checked.key
    is_read = isinstance(checked.claimed, Claimed)
    return Figure(
        name=about.name,
        title=f"{plural(len(found), 'figure')} held against this claim"
        if is_read
        else f"The {checked.topic.subject} as held here, edition by edition",
        subtitle=about.subtitle,
        frame=table_of(pl.DataFrame(rows, schema=_SCHEMA)),
        columns=(
            Column("when_label", "Edition" if is_index else "As of", link="view", is_within=True),
            Column("value_label", "Held here"),
            *((Column("role", "Counts as"),) if is_read else ()),
            *(() if is_index else (Column("publisher", "Source", link="source_url"),)),
            Column("note", "What the source says of it" if not is_index else "Note"),
        ),
        file_columns=_FILE_COLUMNS,
        provenance=provenances(release, checked, tuple(found)) or provenance.of_atlas(release),
        provenance_column="provenance",
    )


@kept(maxsize=KEPT)
def of_claim(release: Release, claim_id: str) -> Figure | None:
    """Every figure held against one published claim; none where there is no such figure, or no such claim."""
    for claim, checked in of_published(release):
        if claim.claim_id == claim_id and checked.evidence:
            about = _About(f"claims_evidence_{claim_id}", f"{claim.claim}.", claim.country_code)
            return _figure(release, checked, about)
    return None


@kept(maxsize=KEPT)
def of_own_claim(release: Release, own: Own) -> Figure | None:
    """Every figure held against a claim of the reader's own; none where there is none."""
    checked = of_own(release, own)
    if not checked.evidence:
        return None
    name = "_".join(["claims", own.index, own.country.lower(), own.measure, own.kind])
    subtitle = "Every edition that this release holds, the newest first."
    return _figure(release, checked, _About(name, subtitle, own.country))
