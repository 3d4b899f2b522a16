"""What a reader should know of a method."""

from dashboard.figures.accessibility import cautions
from dashboard.figures.accessibility.choice import KEPT, Choice
from dashboard.kept import kept
from dashboard.queries import geography
from dashboard.release import Release

_SAID = {
    "automated_score": (
        cautions.AUTOMATED,
        "Means, medians and shares are computed from the hosts, unweighted. Countries and states with fewer than 30 "
        "hosts are shown and not ranked.",
        "Host lists differ from country to country in breadth and in the level of government, and from one year of the "
        "crawl to the next: do not read 2024 and 2025 as a trend.",
    ),
    "automated_count": (
        cautions.AUTOMATED,
        "Counts of different tools cannot be compared: each tool has rules of its own and counts elements, issues or "
        "alerts.",
    ),
    "manual_conformance": (
        "People judge each criterion of the standard on a sample of pages; a criterion fails if any page fails it. "
        "Simplified audits look at a short list of criteria and come out higher than full audits.",
    ),
    "self_report": (
        "Governments and agencies report about themselves; nobody else has verified the answers. Official claims are "
        "statements, not test results.",
    ),
    "other_study": (
        "Each study has a measure, a sample and a standard of its own. Some follow standards that are no longer in "
        "use, such as WCAG 1.0 of 1999.",
    ),
}


@kept(maxsize=KEPT)
def method(release: Release, choice: Choice) -> tuple[str, ...]:
    """Paragraphs on the method, the regions and what the methods have in common."""
    note = geography.scheme_notes(release).get(choice.scheme)
    regions = f"{geography.scheme_labels(release)[choice.scheme]}: {note.rstrip('.')}." if note else ""
    said = (
        *_SAID[choice.method],
        "Automated scores, counts, audits by people and reports about oneself measure different things. They are never "
        "put into one chart or ranking here.",
        "Whole-web figures stand in the tables as context and are marked; they are not about governments.",
        regions,
    )
    return tuple(text for text in said if text)
