"""The figures of each part of the page, those there are for a country."""

from dashboard.charts.theme import Theme
from dashboard.figure import Figure
from dashboard.figures import own_audits
from dashboard.figures import readiness as scores
from dashboard.figures.accessibility import hosts as host_scores
from dashboard.figures.accessibility.choice import Choice as AuditChoice
from dashboard.figures.barriers import Choice as StudyChoice
from dashboard.figures.barriers import by_category, challenges
from dashboard.figures.country.audits import audits, hosts
from dashboard.figures.country.choice import KEPT, Choice, score_choice
from dashboard.figures.country.dates import counts, strategies
from dashboard.figures.country.indexes import indexes
from dashboard.figures.country.listing import initiatives as listed_initiatives
from dashboard.figures.country.places import places
from dashboard.figures.country.started import kinds
from dashboard.figures.country.surroundings import surroundings
from dashboard.kept import kept
from dashboard.queries import geography, literature
from dashboard.release import Release


def _there(*found: Figure | None) -> tuple[Figure, ...]:
    return tuple(figure for figure in found if figure is not None)


@kept(maxsize=KEPT)
def readiness(release: Release, choice: Choice, theme: Theme) -> tuple[Figure, ...]:
    """All indexes, the trend of the first, strengths and weaknesses against the region, and context."""
    wanted = score_choice(release, choice)
    if wanted is None:
        return _there(surroundings(release, choice))
    return _there(
        indexes(release, choice),
        scores.trend(release, wanted, scores.peers(release, wanted), theme),
        scores.breakdown(release, wanted, theme),
        surroundings(release, choice),
    )


@kept(maxsize=KEPT)
def accessibility(release: Release, choice: Choice, theme: Theme) -> tuple[Figure, ...]:
    """Audits by method, the spread of host scores, and one's own audits."""
    wanted = AuditChoice("automated_score", choice.country, choice.scheme, geography.WORLD, "")
    return _there(
        audits(release, choice),
        host_scores.distribution(release, wanted, theme) if hosts(release, choice) else None,
        *own_audits.figures(release, choice.country, theme),
    )


@kept(maxsize=KEPT)
def initiatives(release: Release, choice: Choice, theme: Theme) -> tuple[Figure, ...]:
    """Initiatives by kind, on a map and one by one; strategies and published counts."""
    return _there(
        kinds(release, choice, theme),
        places(release, choice, theme),
        listed_initiatives(release, choice),
        strategies(release, choice),
        counts(release, choice),
    )


@kept(maxsize=KEPT)
def barriers(release: Release, choice: Choice, theme: Theme) -> tuple[Figure, ...]:
    """Challenges that studies about the country name, by category and one by one."""
    if choice.country not in literature.study_countries(release):
        return ()
    wanted = StudyChoice(study_country=choice.country)
    return _there(by_category(release, wanted, theme), challenges(release, wanted))
