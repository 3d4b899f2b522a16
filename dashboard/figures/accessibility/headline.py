"""The finding of the accessibility page, by rule."""

import polars as pl

from dashboard.figures.accessibility import cautions
from dashboard.figures.accessibility.choice import KEPT, METHODS, ONE_FIGURE, Choice, context
from dashboard.figures.accessibility.known import held
from dashboard.figures.frames import frame_of, row_of
from dashboard.kept import kept
from dashboard.queries import accessibility
from dashboard.release import Release
from dashboard.words import listed, number, plural, rank_of


@kept(maxsize=KEPT)
def headline(release: Release, choice: Choice) -> tuple[str, str]:
    """The finding of the page and the line under it."""
    country = context(release, choice).country
    rows = held(release, choice.country)
    own = rows.filter(pl.col("method") == choice.method)
    if own.is_empty():
        finding = f"No {ONE_FIGURE[choice.method]} of {country}\u2019s public websites is known"
    else:
        finding = (_score_finding(release, choice, country) if choice.method == "automated_score" else None) or (
            f"{country}: {plural(int(own['figure_count'].sum()), 'figure')} from {METHODS[choice.method].lower()}, "
            f"{plural(own['source_id'].n_unique(), 'source')}"
        )
    return finding, " ".join(_lede(release, choice, country, rows))


def _score_finding(release: Release, choice: Choice, country: str) -> str | None:
    row = row_of(frame_of(accessibility.countries(release)), choice.country)
    if row is None:
        return None
    hosts = f"The {plural(row['host_count'], 'government host')} of {country} score {number(row['mean'])} on average"
    if not row["is_ranked"]:
        return f"{hosts}, too few to be ranked"
    if row["rank_of"] == 1:
        return hosts
    return f"{hosts}, {rank_of(row['rank'], row['rank_of'], row['is_tied'])} countries"


def _lede(release: Release, choice: Choice, country: str, rows: pl.DataFrame) -> list[str]:
    said = []
    others = [METHODS[method].lower() for method in METHODS if method in set(rows["method"]) - {choice.method}]
    if others:
        said.append(f"Also known of {country}, by other methods: {listed(others)}.")
    if rows.is_empty():
        said.append(f"No figure by any method is held for {country} alone.")
        shared = frame_of(accessibility.shared_studies(release)).filter(pl.col("country_code") == choice.country).height
        if shared:
            said.append(f"{plural(shared, 'study looks', 'studies look')} at its sites together with others.")
    listed_sites = frame_of(accessibility.sites(release)).filter(pl.col("country_code") == choice.country).height
    if listed_sites and rows.is_empty():
        said.append(f"{plural(listed_sites, 'site is', 'sites are')} listed to be audited.")
    if choice.method.startswith("automated"):
        said.append(cautions.AUTOMATED)
    return said
