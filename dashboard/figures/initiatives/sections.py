"""Which figures stand on the page for a choice, and under which title."""

from dashboard.charts.theme import Theme
from dashboard.figure import Figure
from dashboard.figures.initiatives.choice import ALL, KEPT, LATEST, Choice
from dashboard.figures.initiatives.inventory import all_counts, published_counts
from dashboard.figures.initiatives.kinds import kind_counts
from dashboard.figures.initiatives.listing import listing
from dashboard.figures.initiatives.places import places
from dashboard.figures.initiatives.registers import registers
from dashboard.figures.initiatives.strategies import labs, strategies
from dashboard.figures.initiatives.timeline import timeline
from dashboard.kept import kept
from dashboard.release import Release

#: Figures that do not follow the filters by status, year, organisation and words stand only while these are open.
_COUNTED_KINDS = frozenset({ALL, "technology_park", "special_technology_zone", "national_centre", "funding_programme"})


def _background(release: Release, choice: Choice, theme: Theme) -> tuple[tuple[str, tuple[Figure | None, ...]], ...]:
    """What is published beside the list: counts, registers, strategies and laboratories."""
    is_open = (choice.status, choice.year, choice.organisation, choice.words) == (ALL, ALL, ALL, "")
    if not is_open or choice.register != LATEST:
        return ()
    kind = choice.kind
    return (
        (
            "Counts that others publish",
            (*published_counts(release, choice, theme), all_counts(release, choice)) if kind in _COUNTED_KINDS else (),
        ),
        ("Public registers", (registers(release, choice, theme),) if kind in {ALL, "ai_use_case"} else ()),
        (
            "Strategies and laboratories",
            (
                strategies(release, choice) if kind in {ALL, "strategy"} else None,
                labs(release, choice) if kind in {ALL, "national_centre"} else None,
            ),
        ),
    )


@kept(maxsize=KEPT)
def sections(release: Release, choice: Choice, theme: Theme) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
    """The parts of the page with their titles; a figure that would be empty is left out."""
    parts: tuple[tuple[str, tuple[Figure | None, ...]], ...] = (
        (
            "What there is, where and since when",
            (
                kind_counts(release, choice, theme),
                places(release, choice, theme),
                timeline(release, choice, theme),
            ),
        ),
        *_background(release, choice, theme),
        ("All initiatives", (listing(release, choice),)),
    )
    shown = ((title, tuple(figure for figure in figures if figure is not None)) for title, figures in parts)
    return tuple((title, figures) for title, figures in shown if figures)
