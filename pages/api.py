"""Where is the data API?"""

from dashboard.components import about, choose, facts, filter_bar, heading, open_page, section, show, snippets
from dashboard.figures import data_api as figures
from dashboard.permalink import absolute

view = open_page()
release = view.release

with filter_bar(view):
    dataset = choose(view, "dataset", "Dataset", figures.dataset_labels(), "rankings")

heading(view, *figures.headline(release, dataset))
section("Read it with")
snippets(figures.examples(dataset, absolute("")))
section("What can be asked")
show(view, figures.filters(release, dataset))
show(view, figures.columns(release, dataset))
section("All datasets")
show(view, figures.datasets(release))
section("What every address keeps to")
facts(figures.facts())
about(*figures.method(release))
