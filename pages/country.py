"""What is known of one country?"""

from dashboard.components import (
    about,
    cards,
    choose,
    filter_bar,
    heading,
    links,
    open_page,
    points,
    prose,
    section,
    show_many,
)
from dashboard.figures import country as figures
from dashboard.queries import geography

view = open_page()
release, theme = view.release, view.theme
countries = geography.country_labels(release)

with filter_bar(view):
    country = choose(view, "country", "Country", countries, "PAK", resets=("region",))
    scheme = choose(view, "scheme", "Region drawn by", geography.scheme_labels(release), "oxford", resets=("region",))

choice = figures.Choice(country, scheme)
heading(view, *figures.headline(release, choice))
cards(figures.answers(release, choice))
links(figures.ways_on(release, choice))

section("How ready is its government?")
show_many(view, *figures.readiness(release, choice, theme), is_compact=True)

section("Are its public websites accessible?")
prose(*figures.absence(release, choice))
show_many(view, *figures.accessibility(release, choice, theme), is_compact=True)

section("What has been started?")
if initiatives := figures.initiatives(release, choice, theme):
    show_many(view, *initiatives, is_compact=True)
else:
    prose("No source held here names an initiative. That does not mean that there is none.")

section("What stands in the way?")
if barriers := figures.barriers(release, choice, theme):
    show_many(view, *barriers, is_compact=True)
else:
    prose(
        "No study held here that is about it names a challenge. The page on barriers shows what studies name elsewhere."
    )

section("What is not known")
points(figures.gaps(release, choice))
about(*figures.method(release, choice))
