"""Do published claims hold?"""

from dashboard.components import (
    about,
    choose,
    facts,
    filter_bar,
    heading,
    links,
    offer,
    open_page,
    show,
    typed,
)
from dashboard.figures import claims as figures
from dashboard.queries import geography, readiness

view = open_page()
release = view.release

with filter_bar(view):
    part = choose(view, "part", "What to check", figures.PARTS, "published", resets=figures.OTHER_FILTERS)
    if part == "published":
        study = choose(view, "study", "Claimed by", figures.study_options(release), figures.ALL, resets=("claim",))
        place = choose(view, "about", "About", figures.place_options(release), figures.ALL, resets=("claim",))
        verdict = choose(view, "verdict", "Verdict", figures.verdict_options(), figures.ALL, resets=("claim",))
        options = figures.claim_options(release, figures.Choice(study, place, verdict))
        claim = choose(view, "claim", "Claim", options, figures.ALL)
        choice = figures.Choice(study, place, verdict, claim)
    else:
        country = choose(view, "country", "Country", geography.country_labels(release), "PAK", resets=("region",))
        index = choose(view, "index", "Index", readiness.index_labels(release), "gairi", resets=("edition", "measure"))
        editions = figures.edition_options(release, index)
        edition = choose(view, "edition", "Edition", editions, next(iter(editions)), resets=("measure",))
        measures = readiness.measure_labels(release, index, edition)
        measure = choose(view, "measure", "Measure", measures, next(iter(measures)))
        kind = choose(view, "kind", "What is claimed", figures.KINDS, "value")
        scheme, region = "", geography.WORLD
        if kind == "regional-rank":
            scheme = choose(
                view, "scheme", "Regions drawn by", geography.scheme_labels(release), "oxford", resets=("region",)
            )
            regions = geography.region_labels(release, scheme)
            home = geography.home_region(release, scheme, country)
            region = choose(view, "region", "Region", regions, home if home in regions else next(iter(regions)))
        number = typed(view, "number", "Number claimed", placeholder="Such as 40.22 or 13 of 16")
        own = figures.Own(country, index, edition, measure, kind, number, scheme, region)

if part == "published":
    heading(view, *figures.headline(release, choice))
    if listing := figures.listing(release, choice):
        show(view, listing)
    if choice.claim != figures.ALL and (evidence := figures.of_claim(release, choice.claim)):
        show(view, evidence)
    offer("Check a claim of your own", {"part": "own"})
else:
    heading(view, *figures.own_headline(release, own))
    facts(figures.to_paste(release, own, view.permalink))
    if evidence := figures.of_own_claim(release, own):
        show(view, evidence)
    offer("See the published claims", {"part": "published"})
links([
    ("barriers", "What these studies name as obstacles", {}),
    ("sources", "Sources and method", {}),
])  # fmt: skip
about(*figures.method(release))
