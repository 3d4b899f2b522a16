"""Where do the figures come from?"""

from dashboard.components import (
    about,
    choose,
    downloads,
    facts,
    filter_bar,
    heading,
    open_page,
    section,
    show,
    typed,
)
from dashboard.figures import sources as figures
from dashboard.queries import holdings

view = open_page()
release = view.release
family, words, source, index = holdings.ALL, "", figures.NONE, "gairi"

with filter_bar(view):
    part = choose(view, "part", "What to see", figures.PARTS, "sources", resets=("family", "source", "index", "q"))
    if part == "sources":
        family = choose(view, "family", "Subject", figures.FAMILIES, holdings.ALL)
        source = choose(view, "source", "One source in full", figures.source_choices(release), figures.NONE)
    if part == "indexes":
        index = choose(view, "index", "Index", holdings.index_labels(release), "gairi")
    if part in figures.SEARCHED:
        words = typed(view, "q", "Search", placeholder=figures.SEARCHED[part])

heading(view, *figures.headline(release, part, family, words, source, index))

if source != figures.NONE:
    facts(figures.detail(release, source))
    section("All sources")
for figure in figures.shown(release, part, family, words, index, view.theme):
    show(view, figure)

section(
    "Take whole tables away", "Each file holds one table, without figures that may not be passed on. It never changes."
)
downloads(figures.whole_tables(release), "Tables of the release with their files")
section("This release, and how to cite it")
facts(figures.release_facts(release))
about(*figures.method())
