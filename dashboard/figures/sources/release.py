"""The release itself: what it is, how to cite it, its whole tables."""

from dashboard.figures.sources.detail import Fact
from dashboard.kept import kept
from dashboard.queries import holdings
from dashboard.release import Release
from dashboard.tables import WholeTable, table_files
from dashboard.words import count, day


@kept(maxsize=8)
def whole_tables(release: Release) -> tuple[WholeTable, ...]:
    """Every table of the release with the files that hold it."""
    return tuple(
        WholeTable(row["table_name"], row["description"], row["row_count"], table_files(release, row["table_name"]))
        for row in holdings.tables(release).to_pylist()
    )


@kept(maxsize=8)
def release_facts(release: Release) -> tuple[Fact, ...]:
    """Id, day, hash and citation of the release."""
    made = holdings.made(release)
    year = made.built_at[:4]
    return (
        ("Release", (made.release_id,)),
        ("Built", (f"{day(made.built_at)}, {made.built_at[11:16]} UTC",)),
        ("Figures compiled on", (day(made.compiled_on),)),
        ("Read again from official files", (f"{count(made.reread_count)} of {count(made.figure_count)} figures",)),
        ("Hash of everything it was built from", (f"SHA-256 {made.inputs_sha256}",)),
        (
            "How to cite the atlas",
            (
                f"Public-Sector AI Atlas ({year}). Release {made.release_id}, {day(made.built_at)}. "
                "Figures by their publishers, as cited.",
            ),
        ),
        ("How to cite a figure", ("Cite its source as well. The citation of each source stands on this page.",)),
    )
