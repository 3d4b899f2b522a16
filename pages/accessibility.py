"""Are public websites accessible?"""

from dashboard.components import (
    about,
    choose,
    filter_bar,
    heading,
    links,
    open_page,
    prose,
    section,
    show,
    show_many,
    typed,
)
from dashboard.figures import accessibility as figures
from dashboard.queries import geography

view = open_page()
release = view.release

with filter_bar(view):
    country = choose(view, "country", "Country", geography.place_labels(release), "PAK")
    method = choose(view, "method", "Method", figures.METHODS, "automated_score", resets=("year",))
    years = figures.year_labels(release, method)
    year = choose(view, "year", "Year", years, next(iter(years))) if years else ""
    scheme = choose(view, "scheme", "Regions drawn by", geography.scheme_labels(release), "oxford", resets=("region",))
    region = choose(view, "region", "Region", geography.region_choices(release, scheme), geography.WORLD)
    words = typed(view, "q", "Find a site", placeholder="Address or organisation")

choice = figures.Choice(method, country, scheme, region, year)
heading(view, *figures.headline(release, choice))
if absences := figures.absences(release, choice, view.theme):
    prose(*absences)
if found := figures.search(release, words):
    section("What was found")
    show(view, found)
for title, parts in figures.sections(release, choice, view.theme):
    section(title)
    show_many(view, *parts, is_compact=True)
links([
    ("country", "All that is known of this country", {"country": country}),
    ("barriers", "What stands in the way", {"country": country}),
    ("sources", "Sources and method", {}),
])  # fmt: skip
about(*figures.method(release, choice))
