"""What has been started?"""

from dashboard.components import (
    about,
    choose,
    filter_bar,
    heading,
    links,
    open_page,
    section,
    show_many,
    typed,
)
from dashboard.figures import initiatives as figures
from dashboard.queries import geography

view = open_page()
release = view.release

with filter_bar(view):
    country = choose(
        view, "country", "Country", figures.place_options(release), "PAK", resets=("organisation", "register")
    )
    scheme, region = "oxford", geography.WORLD
    if country == figures.ALL:
        scheme = choose(
            view, "scheme", "Regions drawn by", geography.scheme_labels(release), scheme, resets=("region",)
        )
        region = choose(view, "region", "Region", geography.region_choices(release, scheme), region)
    kind = choose(view, "kind", "Kind", figures.kind_options(release), figures.ALL, resets=("organisation",))
    status = choose(view, "status", "Status", figures.status_options(), figures.ALL)
    year = choose(view, "year", "Year begun", figures.year_options(release), figures.ALL)
    editions = figures.register_options(release, country)
    register = choose(view, "register", "Edition", editions, figures.LATEST) if len(editions) > 1 else figures.LATEST
    place = figures.Choice(country, scheme, region, kind, figures.ALL, figures.ALL, figures.ALL, "", register)
    organisation = choose(
        view, "organisation", "Organisation", figures.organisation_options(release, place), figures.ALL
    )
    words = typed(view, "q", "Search", placeholder="Name or organisation")

choice = figures.Choice(country, scheme, region, kind, status, year, organisation, words, register)
heading(view, *figures.headline(release, choice))
for title, parts in figures.sections(release, choice, view.theme):
    section(title)
    show_many(view, *parts, is_compact=True)
if country != figures.ALL:
    links([
        ("country", "All that is known of this country", {"country": country}),
        ("barriers", "What stands in the way", {"country": country}),
    ])  # fmt: skip
about(*figures.method(release, choice))
