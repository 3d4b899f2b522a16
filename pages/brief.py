"""What should a minister know?"""

from dashboard.components import (
    about,
    choose,
    file_to_take,
    filter_bar,
    heading,
    links,
    open_page,
    sentences,
    show_many,
)
from dashboard.figures import brief as figures
from dashboard.queries import geography

view = open_page()
release = view.release

with filter_bar(view):
    country = choose(view, "country", "Country", geography.country_labels(release), "PAK", resets=("region",))

brief = figures.brief(release, country, view.theme)
heading(view, brief.title, brief.lede)
sentences(view, brief.sentences)
file_to_take(figures.pdf_address(release, country), "Download this page as PDF")
if brief.figures:
    show_many(view, *brief.figures)
about(*brief.cautions)
links(figures.ways_on(country))
