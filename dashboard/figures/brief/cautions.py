"""What a reader of a brief should keep in mind, by rule."""

from dashboard.figures import closeness
from dashboard.figures.brief.choice import Score, names, score
from dashboard.figures.overview.answers import INDEX
from dashboard.queries import overview
from dashboard.release import Release
from dashboard.words import plural

_FEW_HOSTS = 30


def cautions(release: Release, code: str) -> tuple[str, ...]:
    """Short sentences: of the score, of the audits, of the initiatives."""
    found = score(release, code)
    said = [] if found is None else _of_score(release, code, found)
    return (*said, *_of_audits(release, code), *_of_initiatives(release, code))


def _of_score(release: Release, code: str, found: Score) -> list[str]:
    row, edition = found.row, found.choice.edition
    said = []
    if not row["is_latest"]:
        said.append(f"Newer editions of the {row['short_name']} have no figure of it.")
    if row["status"] != "normal":
        said.append(f"{row['short_name']} {edition}: {row['status_label']}.")
    if row["band_points"] is not None:
        said.append("Ranks that lie close tell how near the scores are, not how sure they are.")
    said.append(closeness.published(row))
    if found.choice.index != INDEX:
        said.append("The Government AI Readiness Index has no figure of it, so another index stands here.")
    if row["region_rank"] is None and not names(release, code).has_region:
        said.append("No region holds it, so its peers are sought in all the world.")
    return [text for text in said if text]


def _of_audits(release: Release, code: str) -> list[str]:
    audits = overview.audit_standing(release, code)
    if not audits:
        return []
    few = audits[0]["host_count"] < _FEW_HOSTS
    said = ["A tool finds only part of what keeps people out of a website."]
    return [f"Only {plural(audits[0]['host_count'], 'site was', 'sites were')} tested.", *said] if few else said


def _of_initiatives(release: Release, code: str) -> list[str]:
    if not overview.initiative_counts(release, code):
        return ["Nothing on record here does not mean that nothing exists."]
    return ["A count of initiatives says what is on record here, not how much is done."]
