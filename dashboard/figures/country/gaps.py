"""What is not known of a country, said plainly and worked out by rule."""

from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl

from dashboard.figures.accessibility.choice import METHODS, ONE_FIGURE
from dashboard.figures.country.audits import absence, as_part, held, hosts
from dashboard.figures.country.choice import KEPT, Choice, context, totals
from dashboard.figures.country.started import counted
from dashboard.figures.country.surroundings import MEASURES
from dashboard.kept import kept
from dashboard.queries import country, geography, literature, overview
from dashboard.release import Release
from dashboard.words import count, listed, lower_first, plural

_FEW_HOSTS = 30
_MOST_SHARE = 0.8
_KEY_METHODS = ("automated_score", "manual_conformance", "self_report")


@kept(maxsize=KEPT)
def gaps(release: Release, choice: Choice) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Sentences on what is missing, by subject; subjects without a gap are left out."""
    found = {
        "Readiness": (*_scores(release, choice), *_context(release, choice)),
        "Accessibility": tuple(_audits(release, choice)),
        "Initiatives": tuple(_initiatives(release, choice)),
        "Barriers": tuple(_studies(release, choice)),
    }
    return tuple((subject, said) for subject, said in found.items() if said)


def _scores(release: Release, choice: Choice) -> list[str]:
    known = context(release, choice)
    said: list[str] = []
    rows = totals(release, choice).to_dicts()
    for _, editions in groupby(rows, key=itemgetter("index_id")):
        said.extend(_index_gaps(list(editions), known.in_sentence))
    unheld = country.reach(release, choice.country).unheld_indexes
    if unheld:
        said.append(f"The licence of the {listed(unheld)} keeps its figures from being passed on: none is here.")
    if not known.has_region:
        label = geography.scheme_labels(release)[choice.scheme]
        said.append(f"{label}: no region holds it, so it is compared with all the world.")
    return said


def _index_gaps(rows: list[dict[str, Any]], name: str) -> list[str]:
    """Editions of one index that leave the country out, and figures that are not as they should be; newest first."""
    missing = sorted(row["edition"] for row in rows if row["value"] is None or not row["is_drawn"])
    if len(missing) == len(rows):
        return [f"No edition of the {rows[0]['index_name']} has a figure of {name}."]
    said = []
    if missing:
        newest = " The newest edition is one of them." if rows[0]["edition"] in missing else ""
        of = f"{len(missing)} of {len(rows)} editions"
        said.append(f"The {rows[0]['index_name']} leaves it out in {of}: {listed(missing)}.{newest}")
    odd = [row for row in reversed(rows) if row["status"] not in {None, "normal"}]
    return said + [f"{row['short_name']} {row['edition']}: {lower_first(row['status_label'])}." for row in odd]


def _context(release: Release, choice: Choice) -> list[str]:
    rows = {row["measure_id"]: row for row in country.context(release, choice.country).to_pylist()}
    missing = [lower_first(label) for code, label in MEASURES.items() if code not in rows and "same" not in label]
    said = [f"No figure is held of its {listed(missing, 'or')}."] if missing else []
    late = sorted({row["year"] for row in rows.values() if row["year"] < row["newest_year"]})
    if late:
        said.append(f"Its newest figures of population or income are partly old: {listed([str(y) for y in late])}.")
    return said


def _audits(release: Release, choice: Choice) -> list[str]:
    rows = held(release, choice)
    said = _no_audit(release, choice) if rows.is_empty() else _one_sided(rows)
    scored = hosts(release, choice)
    if scored and scored["host_count"] < _FEW_HOSTS:
        said.append(f"Only {plural(scored['host_count'], 'host')} were scored, too few for a rank.")
    if scored and scored["excluded_count"]:
        said.append(f"{plural(scored['excluded_count'], 'suspected failed run')} left out of the mean.")
    return said


def _no_audit(release: Release, choice: Choice) -> list[str]:
    if as_part(release, choice):
        return list(absence(release, choice))
    listed_sites = overview.audit_holdings(release, choice.country)["listed_site_count"]
    said = ["No audit of its public websites is held, by any method: whether people can use them is not known here."]
    if listed_sites:
        said.append(f"{plural(listed_sites, 'public site is', 'public sites are')} listed, ready to be audited.")
    return said


def _one_sided(rows: pl.DataFrame) -> list[str]:
    methods = set(rows["method"])
    missing = [ONE_FIGURE[method] for method in METHODS if method in _KEY_METHODS and method not in methods]
    said = [f"No {listed(missing, 'or')} is held."] if missing else []
    ends = sorted(end[:4] for end in rows["audited_to"].drop_nulls().to_list())
    if ends:
        said.append(f"The newest audit is of {ends[-1]}.")
    undated = rows.filter(pl.col("audited_to").is_null())["source_id"].n_unique()
    if undated:
        said.append(f"{plural(undated, 'source does', 'sources do')} not say when the audit was made.")
    return said


def _initiatives(release: Release, choice: Choice) -> list[str]:
    rows, reach = counted(release, choice), country.reach(release, choice.country)
    if rows.is_empty():
        said = ["No source held here names an initiative. That does not mean that there is none."]
    else:
        said = [*_single_source(rows), *_holes(rows)]
    if not reach.strategy_count:
        said.append(
            "No national AI strategy is listed for it; the list names those of "
            f"{plural(reach.strategy_country_count, 'country', 'countries')}."
        )
    if not reach.register_count:
        said.append(
            "The size of a register of AI uses is not known for it; it is known for "
            f"{plural(reach.register_country_count, 'country', 'countries')}."
        )
    if reach.unclassified_count:
        told = plural(reach.unclassified_count, "entry", "entries")
        said.append(f"Of {told} more in a list of policies, only title and year are known.")
    return said


def _single_source(rows: pl.DataFrame) -> list[str]:
    """How much rests on one source."""
    sources = rows.group_by("source_title").len().sort("len", descending=True)
    title, most = sources.row(0)
    if sources.height == 1:
        return [f"All that is on record comes from one source, \u201c{title}\u201d; what it leaves out is not known."]
    if most / rows.height < _MOST_SHARE:
        return []
    return [f"{count(most)} of {count(rows.height)} initiatives come from one source, \u201c{title}\u201d."]


def _holes(rows: pl.DataFrame) -> list[str]:
    """What the entries do not say."""
    nulls = {
        "no year": rows["start_year"].null_count(),
        "no place": rows["latitude"].null_count(),
        "no known status": int((rows["status"] == "unknown").sum()),
    }
    told = [
        f"{count(quantity)} {'has' if quantity == 1 else 'have'} {what}" for what, quantity in nulls.items() if quantity
    ]
    said = [f"Of {plural(rows.height, 'initiative')}, {listed(told)}."] if told else []
    doubtful = rows.height - rows["possible_duplicate_of"].null_count()
    if doubtful:
        said.append(f"{plural(doubtful, 'entry', 'entries')} may be the same as another.")
    return said


def _studies(release: Release, choice: Choice) -> list[str]:
    own = [study for study in literature.studies(release).values() if study.country_code == choice.country]
    if not own:
        count = country.reach(release, choice.country).study_country_count
        return [f"No study held here is about it. The studies held are about {count} countries and unions."]
    through = sum(study.known_through is not None for study in own)
    said = []
    if through == len(own) == 1:
        said.append("The one study about it is known only through another.")
    elif through:
        of = plural(len(own), "study", "studies")
        said.append(f"{through} of {of} about it {'is' if through == 1 else 'are'} known only through another study.")
    years = [study.year for study in own if study.year]
    if years:
        said.append(f"The newest study about it is of {max(years)}.")
    if not any(study.challenge_count for study in own):
        said.append("None of the studies about it names a challenge.")
    return said
