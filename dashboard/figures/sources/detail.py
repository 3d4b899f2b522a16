"""All that is held about one source."""

from dashboard.figures.sources.labels import FAMILIES, NOT_STATED, PARSING, REDISTRIBUTION
from dashboard.figures.sources.retrieval import held_from, official_files, retrieved
from dashboard.kept import kept
from dashboard.queries import holdings, provenance
from dashboard.release import Release
from dashboard.words import day, plural, sentence_case

Fact = tuple[str, tuple[str, ...]]


def headline(release: Release, source_id: str) -> tuple[str, str]:
    """How many figures a source has here, and how to cite it."""
    row = holdings.source(release, source_id)
    held = plural(row["figure_count"], "figure") if row["figure_count"] else "no figure"
    by = ", ".join(part for part in (row["publisher"], row["year"]) if part)
    return f"{row['title']}: {held} in this release", f"{by}. Licence: {row['licence'] or NOT_STATED.lower()}."


@kept(maxsize=512)
def detail(release: Release, source_id: str) -> tuple[Fact, ...]:
    """What is known of a source: a label and one or more sentences each."""
    row = holdings.source(release, source_id)
    facts = (
        ("Publisher", row["publisher"] or NOT_STATED),
        ("Year", row["year"] or NOT_STATED),
        ("Subject", FAMILIES[row["family"]]),
        ("Page", row["homepage_url"]),
        ("Official file", row["data_url"]),
        ("Licence", row["licence"] or NOT_STATED),
        ("Where the licence was seen", row["licence_basis"]),
        ("May figures be passed on?", REDISTRIBUTION[row["redistribution"]]),
        ("How to cite it", row["citation"]),
        ("What it covers", row["coverage"]),
        ("How it was made", row["method"]),
        ("What to know", row["note"]),
        ("How it got here", held_from(release, source_id) or PARSING.get(row["parsing"], row["parsing"])),
        ("Official files", official_files(release, source_id)),
        ("Compiled on", sentence_case(day(row["compiled_on"]))),
        ("Retrieved from the publisher on", retrieved(release, source_id, row["retrieved_on"])),
        ("Figures in this release", plural(row["figure_count"], "row")),
        ("What was checked", provenance.checks(release, source_id)),
        ("What is odd", provenance.oddities(release, source_id)),
    )
    told = [(label, (text,) if isinstance(text, str) else text) for label, text in facts if text]
    return tuple(told)
