"""One country's answers to the four questions of the atlas, by rule."""

from functools import lru_cache
from typing import Any, NamedTuple

from dashboard.figures.readiness.choice import KEPT
from dashboard.queries import geography, overview
from dashboard.release import Release
from dashboard.words import listed, lower_first, number, plural, rank, rank_of, sentence_case

INDEX = "gairi"
SCHEME = "oxford"
_METHODS = {
    "automated_score": "automated scores",
    "automated_count": "automated counts of failures",
    "manual_conformance": "manual conformance rates",
    "self_report": "self-reports",
    "other_study": "figures of single studies",
}


class Answer(NamedTuple):
    """One fact for a card: what is asked, what is known in a few words, and what to know beside it."""

    label: str
    value: str
    remark: str


@lru_cache(maxsize=KEPT)
def four_answers(release: Release, country: str) -> tuple[Answer, ...]:
    """Readiness, accessibility, initiatives and barriers of one country.

    Parameters
    ----------
    release : Release
        What to draw from.
    country : str
        Code of the country.

    Returns
    -------
    tuple of Answer
        Always four, in this order; each says plainly when nothing is held.
    """
    name = geography.place_labels(release)[country]
    return (
        _readiness(release, country),
        _accessibility(release, country),
        _initiatives(release, country),
        _barriers(release, country, name),
    )


def _readiness(release: Release, country: str) -> Answer:
    label = "Readiness"
    rows = [row for row in overview.standing(release, INDEX, SCHEME, country).to_pylist() if row["is_drawn"]]
    if not rows:
        return Answer(label, "No score published", "The Government AI Readiness Index has no edition with this country.")
    newest = rows[0]
    where = f"{newest['index_name']} {newest['edition']}"
    score = f"{number(newest['value'], 1)} ({newest['unit']})"
    inside = _inside(newest)
    last = "" if newest["is_latest"] else " It is not in the latest edition."
    return Answer(
        label,
        rank_of(newest["rank"], newest["rank_of"], newest["is_tied"]),
        f"{where}: {score}{inside}.{last}",
    )


def _inside(row: dict[str, Any]) -> str:
    if row["region_rank"] is None:
        return ""
    return f"; {rank_of(row['region_rank'], row['region_rank_of'], row['region_is_tied'])} in {row['region_label']}"


def _accessibility(release: Release, country: str) -> Answer:
    label = "Accessible websites"
    audits = overview.audit_standing(release, country).to_pylist()
    held = overview.audit_holdings(release, country).to_pylist()[0]
    if audits:
        newest = audits[0]
        place = (
            f" {sentence_case(rank(newest['rank'], newest['is_tied']))} of {newest['rank_of']} countries by mean score."
            if newest["is_ranked"]
            else " Fewer than 30 sites: not ranked."
        )
        return Answer(
            label,
            f"{number(newest['share_ge90_pct'], 0)}% at 90 or more",
            f"Automated score of {plural(newest['host_count'], 'government site')} in {newest['audited_year']}, "
            f"out of 100.{place}",
        )
    methods = [_METHODS[method] for method in held["methods"] or ()]
    if methods:
        return Answer(
            label,
            plural(held["figure_count"], "audit figure"),
            f"No automated score of single sites is held. What is known: {listed(methods)}, "
            f"from {plural(held['source_count'], 'source')}.",
        )
    listed_sites = (
        f" {plural(held['listed_site_count'], 'site is', 'sites are')} listed for one."
        if held["listed_site_count"]
        else ""
    )
    return Answer(label, "No audit held", f"No published audit of its government websites is known to us.{listed_sites}")


def _initiatives(release: Release, country: str) -> Answer:
    label = "Started or planned"
    kinds = overview.initiative_counts(release, country).to_pylist()
    if not kinds:
        return Answer(label, "None on record", "No source that is held names one. There may be some all the same.")
    told = [
        plural(kind["initiative_count"], lower_first_word(kind["label"]), lower_first_word(kind["label_plural"]))
        for kind in kinds[:3]
    ]
    rest = sum(kind["initiative_count"] for kind in kinds[3:])
    told += [f"{rest} more"] if rest else []
    total = sum(kind["initiative_count"] for kind in kinds)
    return Answer(label, plural(total, "initiative"), f"{sentence_case(listed(told))}.")


def lower_first_word(label: str) -> str:
    """The label with a small first letter, unless its first word is an abbreviation: ``AI use case`` stays."""
    return label if label[:2].isupper() else lower_first(label)


def _barriers(release: Release, country: str, name: str) -> Answer:
    label = "What stands in the way"
    categories = overview.challenge_counts(release, country).to_pylist()
    if not categories:
        return Answer(label, "No study held", f"No study that is held is about {name}.")
    first = categories[0]
    said = f"Named by {plural(first['all_study_count'], 'study', 'studies')} about {name}"
    most = f"; most are {lower_first(first['category'])} ({first['challenge_count']})" if first["category"] else ""
    return Answer(label, plural(first["all_challenge_count"], "challenge"), f"{said}{most}.")
