"""The finding of the barriers page, by rule."""

import polars as pl

from dashboard.figures.barriers.categories import finding
from dashboard.figures.barriers.choice import KEPT, Choice, place, statements
from dashboard.kept import kept
from dashboard.queries import literature
from dashboard.queries.literature import ALL
from dashboard.release import Release
from dashboard.words import plural


def headline(release: Release, choice: Choice) -> tuple[str, str]:
    """The finding of the page and the line under it."""
    return _headline(release, choice.only("study_country", "category"))


@kept(maxsize=KEPT)
def _headline(release: Release, choice: Choice) -> tuple[str, str]:
    frame = statements(release, choice)
    if frame.is_empty():
        return finding(release, choice), _nothing(release, choice)
    years = sorted(set(frame["year"].drop_nulls().to_list()))
    span = " to ".join(dict.fromkeys(str(year) for year in (years[0], years[-1])))
    told_by = plural(frame["study_id"].n_unique(), "study", "studies")
    said = f"{plural(frame.height, 'statement')} of {told_by} of AI in the public sector, {span}."
    if choice.study_country == ALL:
        about = frame.drop_nulls("country").group_by("country").agg(pl.col("study_id").n_unique().alias("studies"))
        most = about.sort(["studies", "country"], descending=[True, False]).row(0, named=True)
        said += f" {most['studies']} of them are about {most['country']}."
    return finding(release, choice), f"{said} Counts say who names a challenge, not how grave it is."


def _nothing(release: Release, choice: Choice) -> str:
    if choice.study_country == ALL:
        return "Choose another category to see what studies name."
    held = sum(study.country_code == choice.study_country for study in literature.studies(release).values())
    told = plural(held, "study", "studies")
    category = "" if choice.category == ALL else " in this category"
    return (
        f"{told} about {place(release, choice)} {'is' if held == 1 else 'are'} held for other reasons, and no challenge"
        f"{category} is taken from {'it' if held == 1 else 'them'}. Choose all studies to see what is named elsewhere."
    )
