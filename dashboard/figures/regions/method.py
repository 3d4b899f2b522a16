"""What a reader should know before comparing regions."""

from dashboard.figures.regions.choice import KEPT, Choice
from dashboard.kept import kept
from dashboard.queries import geography, readiness
from dashboard.release import Release


@kept(maxsize=KEPT)
def method(release: Release, choice: Choice) -> tuple[str, ...]:
    """Paragraphs on means, coverage, movement and the scheme."""
    label = geography.scheme_labels(release)[choice.scheme]
    note = geography.scheme_notes(release).get(choice.scheme)
    said = [
        "A mean or median counts each country once, whatever its size, and only countries with a figure; how many "
        "that are of how many members stands with it.",
        "Movement between editions is told on the countries scored in both. A mean over whoever happens to be scored "
        "also moves when countries enter or leave, so that figure stands beside it only to be compared. No movement "
        "crosses an edition in which the index was rebuilt.",
        readiness.comparability(release, choice.index),
        f"Regions: {label}. {note.rstrip('.')}." if note else f"Regions: {label}.",
    ]
    return tuple(text for text in said if text)
