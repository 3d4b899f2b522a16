"""What a reader should know of an index and of the chosen regions."""

from dashboard.figures import closeness
from dashboard.figures.readiness.choice import KEPT, Choice
from dashboard.kept import kept
from dashboard.queries import geography, provenance, readiness
from dashboard.release import Release


@kept(maxsize=KEPT)
def method(release: Release, choice: Choice) -> tuple[str, ...]:
    """Paragraphs on comparability, ranks, regions and the oddities of the source."""
    said = [
        readiness.comparability(release, choice.index),
        "Ranks count how many countries have a higher score, plus one; countries with the same score share a "
        "rank, marked =12th, and the next rank is left out (1, 2, 2, 4). The publisher's rank is shown where there is "
        "one.",
        *closeness.method(readiness.measure(release, choice.index, choice.edition, choice.measure)),
    ]
    note = geography.scheme_notes(release).get(choice.scheme)
    if note:
        said.append(f"{geography.scheme_labels(release)[choice.scheme]}: {note.rstrip('.')}.")
    oddities = provenance.oddities(release, choice.index)
    said.extend(text for text in oddities if text.startswith(choice.edition))
    return tuple(text for text in said if text)
