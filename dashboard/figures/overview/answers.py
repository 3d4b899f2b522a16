"""One country's answers to the four questions of the atlas, by rule."""

from typing import NamedTuple

from dashboard.brief import Way
from dashboard.figures import closeness
from dashboard.figures.readiness.choice import KEPT
from dashboard.kept import kept
from dashboard.queries import geography, overview, readiness
from dashboard.queries.overview import Row
from dashboard.release import Release
from dashboard.words import count, listed, lower_first, number, plural, rank, rank_of, sentence_case

INDEX = "gairi"
SCHEME = "oxford"
_METHODS = {
    "automated_score": "automated scores",
    "automated_count": "automated counts of failures",
    "manual_conformance": "manual conformance rates",
    "self_report": "self-reports",
    "other_study": "figures of single studies",
}
_KINDS_TOLD = 3


class Answer(NamedTuple):
    """One fact for a card: what is asked, what is known in a few words, what to know beside it, and where it stands."""

    label: str
    value: str
    remark: str
    way: Way


@kept(maxsize=KEPT)
def four_answers(release: Release, country: str, scheme: str = SCHEME) -> tuple[Answer, ...]:
    """Readiness, accessibility, initiatives and barriers of one country.

    Parameters
    ----------
    release : Release
        What to draw from.
    country : str
        Code of the country.
    scheme : str
        Whose regions the rank in the region is of.

    Returns
    -------
    tuple of Answer
        Always four, in this order; each says plainly when nothing is held.
    """
    return (
        _readiness(release, country, scheme),
        _accessibility(release, country),
        _initiatives(release, country),
        _barriers(release, country),
    )


@kept(maxsize=KEPT)
def standing(release: Release, country: str, scheme: str = SCHEME, index: str = INDEX) -> Row | None:
    """The newest edition of an index in which the country is ranked; none where it is in no edition."""
    rows = overview.standing(release, index, scheme, country)
    return next((row for row in rows if row["is_drawn"] and row["rank"] is not None), None)


def _readiness(release: Release, country: str, scheme: str) -> Answer:
    label = "AI readiness"
    newest = standing(release, country, scheme)
    if newest is None:
        elsewhere = _elsewhere(release, country, scheme)
        remark = " ".join(["No edition of the Government AI Readiness Index includes it.", *elsewhere.values()])
        return Answer(
            label, "No score published", remark, _way("readiness", country, index=next(iter(elsewhere), INDEX))
        )
    said = f"{newest['index_name']} {newest['edition']}: {number(newest['value'], 1)} out of {newest['max']:g}"
    if newest["region_rank"] is not None:
        inside = rank_of(newest["region_rank"], newest["region_rank_of"], newest["region_is_tied"])
        said += f"; {inside} in {newest['region_label']}"
    said += "." if newest["is_latest"] else ". It has no score in the latest edition."
    place = rank_of(newest["rank"], newest["rank_of"], newest["is_tied"])
    at = {"index": INDEX, "edition": newest["edition"], "scheme": scheme}
    region = geography.home_region(release, scheme, country)
    way = _way("readiness", country, **at, region=region)
    return Answer(label, place, " ".join(filter(None, [said, closeness.told(newest)])), way)


def _way(page: str, country: str, **also: str) -> Way:
    return Way(page, (("country", country), *also.items()))


def _elsewhere(release: Release, country: str, scheme: str) -> dict[str, str]:
    """Its rank in each other index that has one, in a sentence."""
    others = [index for index in readiness.index_labels(release) if index != INDEX]
    return {
        index: f"{row['index_name']} {row['edition']}: {rank_of(row['rank'], row['rank_of'], row['is_tied'])}."
        for index in others
        if (row := standing(release, country, scheme, index)) is not None
    }


def _accessibility(release: Release, country: str) -> Answer:
    label = "Accessible websites"
    audits = overview.audit_standing(release, country)
    if audits:
        way = _way("accessibility", country, method="automated_score")
        return Answer(label, f"{number(audits[0]['share_ge90_pct'], 0)}% score 90+", _audited(audits[0]), way)
    held = overview.audit_holdings(release, country)
    if held["methods"]:
        methods = listed([_METHODS[method] for method in held["methods"]])
        said = f"{sentence_case(methods)}, from {plural(held['source_count'], 'source')}. No scores site by site."
        way = _way("accessibility", country, method=held["methods"][0])
        return Answer(label, plural(held["figure_count"], "audit figure"), said, way)
    said = "No figure from an audit of its government websites is held here."
    if held["listed_site_count"]:
        said += f" {plural(held['listed_site_count'], 'site is', 'sites are')} listed, ready to be audited."
    return Answer(label, "No audit held", said, _way("accessibility", country))


def _audited(audit: Row) -> str:
    said = (
        f"Share of {plural(audit['host_count'], 'government site')} with an automated score of 90 or more "
        f"out of 100 in {audit['audited_year']}."
    )
    if not audit["is_ranked"]:
        return f"{said} Too few sites to be ranked."
    if audit["rank_of"] == 1:
        return said
    place = rank(audit["rank"], audit["is_tied"])
    return f"{said} By mean score, {place} of the {audit['rank_of']} countries ranked in the same audit."


def _initiatives(release: Release, country: str) -> Answer:
    label, way = "Initiatives", _way("initiatives", country)
    kinds = overview.initiative_counts(release, country)
    if not kinds:
        said = "No source held here names one. That does not mean there is none."
        return Answer(label, "None on record", said, way)
    told = [
        plural(kind["initiative_count"], _inside_sentence(kind["label"]), _inside_sentence(kind["label_plural"]))
        for kind in kinds[:_KINDS_TOLD]
    ]
    rest = sum(kind["initiative_count"] for kind in kinds[_KINDS_TOLD:])
    told += [f"{count(rest)} more"] if rest else []
    total = sum(kind["initiative_count"] for kind in kinds)
    return Answer(label, f"{count(total)} on record", f"{listed(told)}.", way)


def _inside_sentence(label: str) -> str:
    """The label with a small first letter, unless its first word is an abbreviation: ``AI use case``."""
    return label if label[:2].isupper() else lower_first(label)


def _barriers(release: Release, country: str) -> Answer:
    label, way = "Barriers", _way("barriers", country)
    categories = overview.challenge_counts(release, country)
    if not categories:
        return Answer(label, "No study held", "No study held here is about this country.", way)
    most = categories[0]
    said = f"Named by {plural(most['all_study_count'], 'study', 'studies')} of this country."
    next_count = categories[1]["challenge_count"] if len(categories) > 1 else most["challenge_count"]
    if most["category"] and most["challenge_count"] > next_count:
        said += f" The largest group: {lower_first(most['category'])} ({most['challenge_count']})."
    return Answer(label, plural(most["all_challenge_count"], "challenge"), said, way)
