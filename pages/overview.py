"""What does the atlas show?"""

from dashboard.components import about, cards, choose, contents, filter_bar, heading, links, open_page, section, show
from dashboard.figures import overview as figures
from dashboard.figures import readiness
from dashboard.queries import geography

view = open_page()
release = view.release
countries = geography.country_labels(release)

with filter_bar(view):
    country = choose(view, "country", "Country", countries, "PAK", resets=("region",))

heading(view, *figures.headline(release, country))
cards(figures.four_answers(release, country))
links([("country", f"All that is known of {countries[country]}", {"country": country})])

show(view, readiness.world_map(release, figures.latest_map(release, country), view.theme))

section("Where to go from here")
contents({"country": country})

section("What the atlas holds")
show(view, figures.held_figures(release))
show(view, figures.latest_editions(release))
about(*figures.method())
