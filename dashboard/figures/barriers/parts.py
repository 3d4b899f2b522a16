"""The figures of each part of the page, those there are for a choice."""

from dashboard.charts.theme import Theme
from dashboard.figure import Figure
from dashboard.figures.barriers.categories import by_category, by_study
from dashboard.figures.barriers.challenges import challenges
from dashboard.figures.barriers.choice import KEPT, Choice
from dashboard.figures.barriers.collaboration import benefits, routines
from dashboard.figures.barriers.matrix import matrix
from dashboard.figures.barriers.practice import pressures, stages, use_case_types
from dashboard.kept import kept
from dashboard.release import Release


@kept(maxsize=KEPT)
def obstacles(release: Release, choice: Choice, theme: Theme) -> tuple[Figure, ...]:
    """What studies name as challenges: by category, by study, one by one."""
    choice = choice.only("study_country", "category")
    found = (by_category(release, choice, theme), by_study(release, choice, theme), challenges(release, choice))
    return tuple(figure for figure in found if figure is not None)


@kept(maxsize=KEPT)
def collaboration(release: Release, choice: Choice, theme: Theme) -> tuple[Figure, ...]:
    """What working together can do about them, and how."""
    of_studies, of_category = choice.only("study_country"), choice.only("study_country", "category")
    found = (matrix(release, choice, theme), benefits(release, of_studies), routines(release, of_category))
    return tuple(figure for figure in found if figure is not None)


@kept(maxsize=KEPT)
def practice(release: Release, choice: Choice) -> tuple[Figure, ...]:
    """How AI is put to use, for what, and under which pressures."""
    choice = choice.only("study_country")
    found = (stages(release, choice), use_case_types(release, choice), pressures(release, choice))
    return tuple(figure for figure in found if figure is not None)
