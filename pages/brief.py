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
    show_beside,
    side_by_side,
)
from dashboard.figures import brief as figures
from dashboard.queries import geography

view = open_page()
release = view.release

with filter_bar(view):
    country = choose(view, "country", "Country", geography.country_labels(release), "PAK", resets=("region",))
    beside = choose(view, "with", "Side by side with", figures.others(release, country), figures.NOBODY)

if beside == figures.NOBODY:
    brief = figures.brief(release, country, view.theme)
    heading(view, brief.title, brief.lede)
    sentences(view, brief.sentences)
    file_to_take(figures.pdf_address(release, country), "Download this page as PDF")
    show_beside(view, *brief.figures)
    about(*brief.cautions)
else:
    pair = figures.pair(release, country, beside)
    heading(view, figures.pair_finding(pair, country), figures.pair_lede(release, country, beside))
    side_by_side(view, pair)
    show_beside(view, *figures.pair_charts(release, country, beside, view.theme))
links(figures.ways_on(country))
