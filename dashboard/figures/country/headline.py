"""The finding of the country page and its four answers, by rule."""

from dashboard.figures.country.audits import as_part, held
from dashboard.figures.country.choice import KEPT, Choice, context, newest
from dashboard.figures.country.started import counted
from dashboard.figures.country.surroundings import newest as surroundings
from dashboard.figures.country.surroundings import people
from dashboard.figures.overview.answers import Answer, four_answers
from dashboard.kept import kept
from dashboard.queries import country, literature
from dashboard.release import Release
from dashboard.words import listed, lower_first, number, plural, rank_of, sentence_case


def answers(release: Release, choice: Choice) -> tuple[Answer, ...]:
    """Readiness, accessibility, initiatives and barriers, as the front page gives them."""
    return four_answers(release, choice.country, choice.scheme)


@kept(maxsize=KEPT)
def headline(release: Release, choice: Choice) -> tuple[str, str]:
    """The finding of the page and the line under it."""
    return f"{_standing(release, choice)}; {_record(release, choice)}", _profile(release, choice)


def _standing(release: Release, choice: Choice) -> str:
    known, found = context(release, choice), newest(release, choice)
    ranked = [row for row in found.to_dicts() if row["rank"] is not None]
    if not ranked:
        return sentence_case(f"no readiness index ranks {known.in_sentence}")
    first = ranked[0]
    place = rank_of(first["rank"], first["rank_of"], first["is_tied"])
    on = "for AI readiness" if first["index_id"] == "gairi" else f"in the {first['short_name']}"
    return sentence_case(f"{known.in_sentence} ranks {place} {on} in {first['edition']}")


def _record(release: Release, choice: Choice) -> str:
    """What is held of the other three questions, and what is not."""
    started = counted(release, choice).height
    studies = sum(study.country_code == choice.country for study in literature.studies(release).values())
    have = [
        *([plural(started, "initiative")] if started else []),
        *([plural(studies, "study", "studies")] if studies else []),
        *(["audits of its websites"] if held(release, choice).height else []),
    ]
    lacking = [
        *(["initiative"] if not started else []),
        *(["study"] if not studies else []),
        *(["audit of its websites"] if held(release, choice).is_empty() and not as_part(release, choice) else []),
    ]
    if not have:
        return f"no {listed(lacking, 'or')} is on record"
    is_one = len(have) == 1 and have[0].startswith("1 ")
    told = f"{listed(have)} {'is' if is_one else 'are'} on record"
    return f"{told}, but no {listed(lacking, 'or')}" if lacking else told


def _profile(release: Release, choice: Choice) -> str:
    """Kind, region, income group, people and income in one line."""
    groups, known = country.profile(release, choice.country), context(release, choice)
    found = surroundings(release, choice)
    place = f" in {groups.un_subregion}" if groups.un_subregion else ""
    said = [f"{groups.kind.capitalize()}{place}"]
    if groups.wb_income_group:
        said.append(f"{lower_first(groups.wb_income_group)} by the World Bank's groups")
    if "population" in found:
        said.append(f"{people(found['population'][0])} people ({found['population'][1]})")
    if "gdp_per_capita_current_usd" in found:
        value, year = found["gdp_per_capita_current_usd"]
        said.append(f"{number(value, 0)} US dollars of gross domestic product per person ({year})")
    line = ", ".join(said) + "."
    return f"{line} Region on this page: {known.region_label}." if known.has_region else line
