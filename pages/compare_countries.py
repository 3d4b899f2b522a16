"""How do countries compare?"""

from dashboard.components import (
    about,
    asked_pair,
    choose,
    choose_many,
    filter_bar,
    first_asked,
    heading,
    links,
    offer,
    open_page,
    prose,
    section,
    show,
    wide_place,
)
from dashboard.figures import comparison as figures
from dashboard.queries import comparison, geography, readiness

view = open_page()
release = view.release
names = geography.country_labels(release)
first = first_asked(names, "PAK", "countries", "country")

with filter_bar(view):
    # Which countries are suggested depends on the other filters, yet the countries come first on the page.
    countries_place = wide_place()
    index = choose(view, "index", "Index", readiness.index_labels(release), "gairi", resets=("edition",))
    editions = readiness.editions(release, index)
    edition = choose(view, "edition", "Edition", {e.edition: e.edition for e in editions}, editions[0].edition)
    peers = choose(view, "peers", "Suggest countries by", comparison.PEER_KINDS, "region")
    scheme = choose(view, "scheme", "Regions drawn by", geography.scheme_labels(release), "oxford", resets=("region",))
    region = choose(
        view, "region", "Region", geography.region_choices(release, scheme),
        geography.home_region(release, scheme, first),
    )  # fmt: skip
    suggested = figures.default_countries(release, peers, index, edition, first, scheme, region)
    with countries_place:
        countries = choose_many(view, "countries", "Countries (up to eight)", names, suggested, most=8)

choice = figures.Choice(index, edition, countries, peers, scheme, region)
view.notices += figures.asked_change(release, choice, *asked_pair(view))
heading(view, *figures.headline(release, choice))

if countries:
    show(view, figures.pillars(release, choice, view.theme))
    section("In words")
    prose(figures.opening(release, choice), *figures.sentences(release, choice))
    show(view, figures.trend(release, choice, view.theme))
    if gaps := figures.gaps(release, choice, view.theme):
        show(view, gaps)
    section("All figures")
    show(view, figures.all_measures(release, choice))
    section("Whom to compare with")
    show(view, figures.suggestions(release, choice))
    if offered := figures.offered(release, choice):
        offer(*offered)
    links(figures.ways_on(release, choice))
    about(*figures.method(release, choice))
