"""What a reader should know of the record of initiatives."""

from dashboard.figures.initiatives.choice import ALL, KEPT, Choice, context
from dashboard.figures.initiatives.registers import TRANSPARENCY
from dashboard.kept import kept
from dashboard.queries import geography, initiatives
from dashboard.release import Release
from dashboard.words import plural


@kept(maxsize=KEPT)
def method(release: Release, choice: Choice) -> tuple[str, ...]:
    """Paragraphs on what is on record, what the kinds hold and what could not be classified."""
    known = context(release, choice)
    counts = initiatives.unclassified_counts(release)
    members = known.members if known.members is not None else counts.keys()
    unclassified = sum(counts.get(code, 0) for code in members)
    note = geography.scheme_notes(release).get(choice.scheme) if choice.country == ALL else None
    said = (
        "The record holds the latest edition of each register and rows compiled from single sources. Countries with a "
        "register show many more rows than others, which says nothing of how much they do.",
        TRANSPARENCY,
        "The status is what the source states. An authority created by law is filed with laws and policies.",
        "Where the source names no level of government or no year, the field stays empty; nothing is guessed.",
        f"{plural(unclassified, 'entry', 'entries')} of the OECD list{known.within} fit no kind by their title and are "
        "not shown here; the page of the sources has them as a table."
        if unclassified
        else "",
        f"{geography.scheme_labels(release)[choice.scheme]}: {note.rstrip('.')}." if note else "",
    )
    return tuple(text for text in said if text)
