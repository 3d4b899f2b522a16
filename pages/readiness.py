"""How ready are governments?"""

from dashboard.components import about, asked_pair, choose, filter_bar, heading, open_page, section, show, show_many
from dashboard.figures import readiness as figures
from dashboard.queries import geography, readiness

view = open_page()
release = view.release

with filter_bar(view):
    country = choose(view, "country", "Country", geography.country_labels(release), "PAK", resets=("region",))
    index = choose(view, "index", "Index", readiness.index_labels(release), "gairi", resets=("edition", "measure"))
    editions = readiness.editions(release, index)
    edition = choose(
        view, "edition", "Edition", {e.edition: e.edition for e in editions}, editions[0].edition,
        resets=("measure",),
    )  # fmt: skip
    measure = choose(view, "measure", "Measure", readiness.measure_labels(release, index, edition), "total")
    scheme = choose(view, "scheme", "Regions drawn by", geography.scheme_labels(release), "oxford", resets=("region",))
    region = choose(
        view, "region", "Region", geography.region_choices(release, scheme),
        geography.home_region(release, scheme, country),
    )  # fmt: skip

choice = figures.Choice(index, edition, measure, scheme, region, country)
view.notices += figures.asked_change(release, choice, *asked_pair(view))
heading(view, *figures.headline(release, choice))

show(view, figures.ranking(release, choice, view.theme))
show_many(
    view,
    figures.world_map(release, choice, view.theme, figures.ALL_RANKS_TABLE),
    figures.distribution(release, choice, view.theme),
)
section("Over time")
show(view, figures.trend(release, choice, figures.peers(release, choice), view.theme))
if parts := figures.breakdown(release, choice, view.theme):
    section("What makes up the score")
    show(view, parts)
section("All figures")
show(view, figures.all_ranks(release, choice))
about(*figures.method(release, choice))
