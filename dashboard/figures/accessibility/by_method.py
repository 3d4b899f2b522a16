"""Which figures belong to a method."""

from dataclasses import replace

from dashboard.charts.theme import Theme
from dashboard.figure import Figure
from dashboard.figures import own_audits
from dashboard.figures.accessibility.agencies import agencies, small_agencies
from dashboard.figures.accessibility.choice import KEPT, METHODS, NOBODY, Choice, context
from dashboard.figures.accessibility.hosts import distribution
from dashboard.figures.accessibility.known import coverage, held, shared_studies, sites
from dashboard.figures.accessibility.manual import audited_sites, yearly_means
from dashboard.figures.accessibility.portals import portal_failures, portal_scores
from dashboard.figures.accessibility.published import names_published, published
from dashboard.figures.accessibility.scores import good_hosts, ranking
from dashboard.figures.accessibility.self_report import agency_reports, levels
from dashboard.figures.accessibility.states import states
from dashboard.figures.accessibility.studies import study_counts
from dashboard.kept import kept
from dashboard.release import Release


def _is_measured(release: Release, choice: Choice) -> bool:
    """Whether the method has a figure of the chosen country."""
    return choice.method in set(held(release, choice.country)["method"])


def _table_of(release: Release, choice: Choice) -> Figure | None:
    """The table of the method, the same one for all countries that are not in it."""
    is_named = choice.country in names_published(release, choice.method)
    return published(release, choice if is_named else replace(choice, country=NOBODY))


@kept(maxsize=KEPT)
def charts_of(release: Release, choice: Choice, theme: Theme) -> tuple[Figure, ...]:
    """The charts of a method in the chosen region; a figure that would be empty is left out."""
    if choice.country != NOBODY and not _is_measured(release, choice):
        return charts_of(release, replace(choice, country=NOBODY), theme)
    drawn: tuple[Figure | None, ...]
    if choice.method == "automated_score":
        drawn = (
            ranking(release, choice, theme),
            good_hosts(release, choice, theme),
            distribution(release, choice, theme),
            states(release, choice, theme),
            portal_scores(release, choice, theme),
        )
    elif choice.method == "automated_count":
        drawn = (
            agencies(release, choice, theme),
            small_agencies(release, choice),
            portal_failures(release, choice, theme),
        )
    elif choice.method == "manual_conformance":
        drawn = (audited_sites(release, choice, theme), yearly_means(release, choice, theme))
    elif choice.method == "self_report":
        drawn = (
            *(
                levels(release, choice, theme, column)
                for column in ("conformance_score", "implementation_score", "conformance_bracket", "maturity_bracket")
            ),
            agency_reports(release, choice),
        )
    else:
        drawn = (study_counts(release, choice, theme),)
    return tuple(figure for figure in drawn if figure is not None)


@kept(maxsize=KEPT)
def known_of(release: Release, country: str) -> tuple[Figure, ...]:
    """What is known of one country by whatever method, and its sites still to be audited."""
    found = (coverage(release, country), shared_studies(release, country), sites(release, country))
    return tuple(figure for figure in found if figure is not None)


@kept(maxsize=KEPT)
def sections(release: Release, choice: Choice, theme: Theme) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
    """The parts of the page with their titles: a country without figures of the method comes before the others."""
    country = context(release, choice).country
    table = _table_of(release, choice)
    by_method = (METHODS[choice.method], charts_of(release, choice, theme))
    known = (f"What is known of {country}", known_of(release, choice.country))
    rest = ("Other figures of this method", (table,) if table else ())
    own = (f"Own audits of {country}", own_audits.figures(release, choice.country, theme))
    ordered = (by_method, known, own, rest) if _is_measured(release, choice) else (known, own, by_method, rest)
    return tuple((title, figures) for title, figures in ordered if figures)


@kept(maxsize=KEPT)
def absences(release: Release, choice: Choice, theme: Theme) -> tuple[str, ...]:
    """What the page cannot show for this choice, in sentences."""
    known = context(release, choice)
    said = []
    if not charts_of(release, choice, theme) and _table_of(release, choice) is None:
        said.append(f"No figure of this method is held for {known.region}. Choose another region or another method.")
    elif choice.method == "automated_score" and ranking(release, choice, theme) is None:
        said.append(f"No country of {known.region} has host scores.")
    if not known_of(release, choice.country) and not own_audits.figures(release, choice.country, theme):
        said.append(f"No audit of public websites of {known.country} is held, by any method, and no list of them.")
    return tuple(said)
