"""What stands in the way?"""

from dashboard.components import (
    about,
    choose,
    filter_bar,
    first_asked,
    heading,
    open_page,
    prose,
    section,
    show,
    show_many,
)
from dashboard.figures import barriers as figures
from dashboard.queries import literature

view = open_page()
release, theme = view.release, view.theme

with filter_bar(view):
    places = literature.study_countries(release)
    study_country = choose(
        view, "study_country", "Studies about", places, first_asked(places, literature.ALL, "country")
    )  # fmt: skip
    category = choose(view, "category", "Category", literature.category_labels(release), literature.ALL)
    sort = choose(view, "sort", "Order of the matrix", figures.SORTS, "original")

choice = figures.Choice(study_country, category, sort)
heading(view, *figures.headline(release, choice))
show_many(view, *figures.obstacles(release, choice, theme))

if together := figures.collaboration(release, choice, theme):
    section("What working together can do")
    show_many(view, *together)

if practice := figures.practice(release, choice):
    section("How AI is put to use")
    show_many(view, *practice)

section("The studies")
prose(*figures.left_out(release, choice.only("study_country")))
show(view, figures.studies(release, choice.only("study_country")))
about(*figures.method(release))
