"""National AI strategies and the laboratories of national centres."""

import polars as pl

from dashboard.figure import Column, Figure
from dashboard.figures.frames import frame_of, table_of
from dashboard.figures.initiatives.choice import KEPT, Choice, context, inside, stem
from dashboard.kept import kept
from dashboard.queries import initiatives, provenance
from dashboard.release import Release
from dashboard.words import plural


@kept(maxsize=KEPT)
def strategies(release: Release, choice: Choice) -> Figure | None:
    """National AI strategies of the place by the year they are listed for; none where none is listed."""
    known = context(release, choice)
    frame = inside(frame_of(initiatives.national_strategies(release)), known)
    if frame.is_empty():
        return None
    first = frame.filter("is_first_in_table").row(0, named=True)
    if known.is_one_country:
        title = f"The first national AI strategy of {known.place} is listed for {first['year_listed']}"
    else:
        count = plural(frame["country_code"].n_unique(), "country lists", "countries list")
        title = (
            f"{count} a national AI strategy{known.within}; {first['country']} is the first, in {first['year_listed']}"
        )
    return Figure(
        name=stem(choice, "strategies"),
        title=title,
        subtitle="National AI strategies by the year they are listed for, which can differ from the year of adoption.",
        frame=table_of(frame),
        columns=(
            Column("name", "Strategy"),
            Column("country", "Country"),
            Column("year_listed", "Year listed", "code"),
            Column("publisher", "Source", link="source_address"),
        ),
        file_columns=(
            "country_code", "country", "name", "year_listed", "entry_id", "is_first_in_table", "source_address",
            "source_id",
        ),
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
    )  # fmt: skip


@kept(maxsize=KEPT)
def labs(release: Release, choice: Choice) -> Figure | None:
    """Laboratories of the national centres of the place; none where none is known."""
    known = context(release, choice)
    frame = inside(frame_of(initiatives.centre_labs(release)), known)
    if frame.is_empty():
        return None
    centres = plural(frame["centre"].n_unique(), "national centre")
    universities = plural(frame["university"].n_unique(), "university", "universities")
    unnamed = frame["lab_name"].null_count()
    return Figure(
        name=stem(choice, "labs"),
        title=f"{centres}{known.within} {'works' if frame['centre'].n_unique() == 1 else 'work'} through "
        f"{plural(frame.height, 'laboratory', 'laboratories')} at {universities}",
        subtitle=f"Laboratories as the sources of the centres name them; {unnamed} are known by university only.",
        frame=table_of(frame.with_columns(pl.col("lab_name").fill_null("Not named"))),
        columns=(
            Column("centre", "Centre"),
            Column("lab_name", "Laboratory"),
            Column("university", "University"),
            Column("city", "City"),
            Column("publisher", "Source", link="source_address"),
        ),
        file_columns=(
            "country_code", "country", "centre_initiative_id", "centre", "lab_name", "university", "city", "latitude",
            "longitude", "source_address", "source_id",
        ),
        provenance=provenance.of_sources(release, frame["source_id"]),
        provenance_column="source_id",
    )  # fmt: skip
