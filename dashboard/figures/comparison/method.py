"""What a reader should know before comparing countries."""

from dashboard.figures import closeness
from dashboard.figures.comparison.choice import KEPT, Choice
from dashboard.kept import kept
from dashboard.queries import geography, readiness
from dashboard.release import Release


@kept(maxsize=KEPT)
def method(release: Release, choice: Choice) -> tuple[str, ...]:
    """Paragraphs on what is compared and what never is."""
    scheme = geography.scheme_labels(release)[choice.scheme]
    note = geography.scheme_notes(release).get(choice.scheme)
    said = [
        readiness.comparability(release, choice.index),
        "The sentences are made by rule from the figures above. Who has been ahead is told only over editions that "
        "may be compared with the one chosen: no difference, line or rank crosses an edition in which the index "
        "was rebuilt.",
        "Suggested countries are the nearest by score, or by the ratio of populations or of incomes per head in the "
        "last year published for the first country. They are a help to begin with, not a judgement of who resembles "
        "whom.",
        *closeness.method(readiness.measure(release, choice.index, choice.edition, "total")),
        "A median counts each country once, whatever its size.",
        f"Regions: {scheme}. {note.rstrip('.')}." if note else f"Regions: {scheme}.",
    ]
    return tuple(text for text in said if text)
