"""The published claims, one to a row, each with its verdict."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from dashboard.claims.numbers import Misread
from dashboard.figure import Column, Figure, Provenance
from dashboard.figures.claims.checked import Checked, code_of, of_published, provenances, view_of
from dashboard.figures.claims.choice import ALL, KEPT, Choice
from dashboard.figures.frames import table_of
from dashboard.kept import kept
from dashboard.queries import geography, literature, provenance
from dashboard.queries.claims import Published
from dashboard.release import Release
from dashboard.words import NO_FIGURE, plural

_FILE_COLUMNS = (
    "claim_id", "claim", "study_id", "study", "country_code", "country", "edition", "claimed_value", "check_rule",
    "check_key", "verdict", "verdict_label", "found", "why", "evidence", "evidence_source_ids", "evidence_view",
)  # fmt: skip
_SCHEMA = dict.fromkeys((*_FILE_COLUMNS, "claimed", "found_label", "evidence_label", "provenance"), pl.String)


def chosen(release: Release, choice: Choice) -> list[tuple[Published, Checked]]:
    """The claims that a choice leaves, with their verdicts."""
    return [
        (claim, checked)
        for claim, checked in of_published(release)
        if choice.study in {ALL, claim.study_id}
        and choice.about in {ALL, claim.country_code}
        and choice.verdict in {ALL, checked.verdict.kind.value}
        and choice.claim in {ALL, claim.claim_id}
    ]


@kept(maxsize=KEPT)
def claim_options(release: Release, choice: Choice) -> Mapping[str, str]:
    """All claims that a choice leaves, then each."""
    found = chosen(release, replace(choice, claim=ALL))
    return {ALL: "All of them", **{claim.claim_id: claim.claim for claim, _ in found}}


def _evidence_words(found: dict[str, Provenance]) -> str:
    return "; ".join(each.source for each in found.values())


def _row(release: Release, claim: Published, checked: Checked) -> tuple[dict[str, str | None], dict[str, Provenance]]:
    """A row of the list, and where what decided it comes from."""
    found = provenances(release, checked, checked.shown_by)
    study = provenance.of_sources(release, [claim.study_id])
    # A row that rests on a figure which may not be passed on stands in no file, so that source is named as its own.
    held_back = [code for code, each in found.items() if not each.may_be_passed_on]
    shown = checked.shown_by[:1]
    row = {
        "claim_id": claim.claim_id,
        "claim": claim.claim,
        "study_id": claim.study_id,
        "study": literature.labels(release)[claim.study_id],
        "country_code": claim.country_code,
        "country": claim.country,
        "edition": claim.edition,
        "claimed_value": claim.claimed_value,
        "claimed": claim.claimed_value if isinstance(checked.claimed, Misread) else checked.claimed_words,
        "check_rule": claim.check_rule,
        "check_key": claim.check_key,
        "verdict": checked.verdict.kind.value,
        "verdict_label": checked.verdict.kind.label,
        "found": checked.found_words or None,
        "why": checked.why,
        "found_label": checked.found_words or NO_FIGURE,
        "evidence": _evidence_words(found) or None,
        # Links that follow each other must not read the same: claims about several countries rest on one source.
        "evidence_label": ": ".join(part for part in (claim.country, _evidence_words(found)) if part)
        if found
        else None,
        "evidence_source_ids": ";".join(dict.fromkeys(each.source_id for each in checked.shown_by)) or None,
        "evidence_view": view_of(release, checked, shown[0], claim.country_code) if shown else None,
        "provenance": (held_back or [code_of(checked, shown[0]) if shown else claim.study_id])[0],
    }
    return row, {**study, **found}


@kept(maxsize=KEPT)
def listing(release: Release, choice: Choice) -> Figure | None:
    """The chosen claims with verdict, claimed value, our value and evidence; none where there is no such claim."""
    found = [_row(release, claim, checked) for claim, checked in chosen(release, choice)]
    if not found:
        return None
    sources: dict[str, Provenance] = {}
    for _, each in found:
        sources.update(each)
    studies = {row["study"] for row, _ in found}
    by = (Column("study", "Claimed by"),) if len(studies) > 1 else ()
    told = f" of {studies.pop()}" if len(studies) == 1 else ""
    return Figure(
        name=f"claims_{'_'.join(_stem(choice))}",
        title=f"{plural(len(found), 'claim')}{told}, and what is held here",
        subtitle="Each is checked by the rule that it names. The evidence leads to the page that shows it.",
        frame=table_of(pl.DataFrame([row for row, _ in found], schema=_SCHEMA)),
        columns=(
            Column("claim", "Claim"),
            Column("verdict_label", "Verdict"),
            Column("claimed", "Claimed"),
            Column("found_label", "Held here"),
            Column("why", "Why"),
            Column("evidence_label", "Evidence", link="evidence_view", is_within=True),
            *by,
        ),
        file_columns=_FILE_COLUMNS,
        provenance=sources,
        provenance_column="provenance",
    )


def _stem(choice: Choice) -> list[str]:
    """What the reader chose, for the name of the file."""
    parts = [choice.study, choice.about.lower(), choice.verdict, choice.claim]
    return [part for part in parts if part != ALL] or ["all"]


def place(release: Release, choice: Choice) -> str:
    """Name of the place that the chosen claims are about; empty where it is any."""
    return "" if choice.about == ALL else geography.place_labels(release)[choice.about]
