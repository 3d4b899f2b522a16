"""What to keep in mind when reading about one country."""

from dashboard.figures.country.choice import KEPT, Choice, context
from dashboard.kept import kept
from dashboard.queries import geography
from dashboard.release import Release

#: The one scheme in which a country can be in several regions.
_GROUPS = "group"


@kept(maxsize=KEPT)
def method(release: Release, choice: Choice) -> tuple[str, ...]:
    """Paragraphs on the region, on ranks, on what is counted and what is not."""
    known = context(release, choice)
    label = geography.scheme_labels(release)[choice.scheme]
    note = geography.scheme_notes(release).get(choice.scheme)
    region = f"{label} puts {known.in_sentence} into {known.region_label}." if known.has_region else f"{label}."
    return tuple(
        text
        for text in (
            f"Region: {region}" + (f" {note.rstrip('.')}." if note else ""),
            "A country can be in several groups: the first by code stands for them on this page."
            if choice.scheme == _GROUPS
            else "",
            "Ranks count how many countries have a higher score, plus one. Ranks in a region are counted by us.",
            "Initiatives: the latest edition of each register and entries from news, laws and lists. Rows that sum up "
            "others are shown but not counted.",
            "What is not known is worked out by rule from what this release holds. It says nothing about what exists.",
        )
        if text
    )
