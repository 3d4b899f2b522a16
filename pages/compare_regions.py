"""How do regions compare?"""

from dashboard.components import (
    about,
    asked,
    carry,
    choose,
    filter_bar,
    first_asked,
    heading,
    links,
    open_page,
    section,
    show,
)
from dashboard.figures import regions as figures
from dashboard.queries import geography, readiness

view = open_page()
release = view.release
country = first_asked(geography.country_labels(release), "PAK", "country", "countries")
carry(view, "country", country)
pair_names = ("from_edition", "to_edition")

with filter_bar(view):
    index = choose(
        view, "index", "Index", readiness.index_labels(release), "gairi",
        resets=("edition", "measure", *pair_names),
    )  # fmt: skip
    editions = readiness.editions(release, index)
    edition = choose(
        view, "edition", "Edition", {e.edition: e.edition for e in editions}, editions[0].edition,
        resets=("measure", *pair_names),
    )  # fmt: skip
    measure = choose(
        view, "measure", "Measure", readiness.measure_labels(release, index, edition), "total", resets=pair_names
    )
    scheme = choose(
        view, "scheme", "Regions drawn by", figures.schemes_of(release, edition),
        figures.default_scheme(release, edition), resets=("region",),
        refusals=figures.scheme_refusals(release, edition),
    )  # fmt: skip
    region = choose(
        view, "region", "Region", geography.region_labels(release, scheme),
        figures.home_or_first(release, scheme, country),
    )  # fmt: skip
    pair = figures.pair(release, index, measure, scheme, edition, asked(pair_names[0]), asked(pair_names[1]))
    if pair:
        choose(
            view, "from_edition", "Movement from", pair.starts, pair.from_edition, resets=("to_edition",),
            refusals=pair.from_refusals,
        )  # fmt: skip
        choose(view, "to_edition", "Movement to", pair.ends, pair.to_edition, refusals=pair.to_refusals)

choice = figures.Choice.of(index, edition, measure, scheme, region, country, pair)
heading(view, *figures.headline(release, choice))

show(view, figures.spread(release, choice, view.theme))
section(*figures.movement_words(release, choice))
if pair:
    show(view, figures.movement(release, choice, view.theme))
    show(view, figures.member_movement(release, choice))
section("Members")
show(view, figures.members(release, choice))
links(figures.ways_on(release, choice))
about(*figures.method(release, choice))
