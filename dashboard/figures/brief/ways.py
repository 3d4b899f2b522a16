"""The views in which the numbers of a brief stand, with every filter."""

from dashboard.brief import Way
from dashboard.figures.readiness import Choice as ScoreChoice
from dashboard.queries import geography, literature
from dashboard.release import Release

#: Whose regions a brief speaks of.
SCHEME = "oxford"
_ALL = "all"


def scores(choice: ScoreChoice) -> Way:
    """The ranking, the trend and the parts of a score."""
    return Way(
        "readiness",
        (
            ("country", choice.country), ("index", choice.index), ("edition", choice.edition),
            ("measure", choice.measure), ("scheme", choice.scheme), ("region", choice.region),
        ),
    )  # fmt: skip


def country(code: str) -> Way:
    """All that is known of a country."""
    return Way("country", (("country", code), ("scheme", SCHEME)))


def audits(code: str) -> Way:
    """Automated scores of a country's sites."""
    return Way(
        "accessibility",
        (
            ("country", code), ("method", "automated_score"), ("scheme", SCHEME), ("region", geography.WORLD),
            ("q", ""),
        ),
    )  # fmt: skip


def initiatives(code: str) -> Way:
    """What has been started in a country."""
    return Way(
        "initiatives",
        (
            ("country", code), ("kind", _ALL), ("status", _ALL), ("year", _ALL), ("organisation", _ALL), ("q", ""),
        ),
    )  # fmt: skip


def studies(code: str) -> Way:
    """What studies about a country name."""
    return Way("barriers", (("study_country", code), ("category", literature.ALL), ("sort", "original")))


def ways_on(code: str) -> tuple[tuple[str, str, dict[str, str]], ...]:
    """Where a reader of a brief may go next: page, label, parameters."""
    return (
        ("country", "All that is known of this country", {"country": code}),
        ("compare_countries", "Compare with peers", {"country": code}),
    )


def pdf_address(release: Release, code: str) -> str:
    """Where the brief is as a PDF, relative to the pages."""
    return f"brief/{release.id}/{code}.pdf"
