"""The five sentences of a brief, by rule; each says plainly when nothing is known."""

from dataclasses import replace
from typing import Any

from dashboard.brief import Sentence, Way, sentence
from dashboard.figures import closeness
from dashboard.figures.brief import ways
from dashboard.figures.brief.choice import Score, comparable, names, score
from dashboard.figures.country import Choice as CountryChoice
from dashboard.figures.country.audits import as_part, joint
from dashboard.figures.country.started import kind_in_sentence
from dashboard.queries import country, literature, overview, own_audits, readiness
from dashboard.release import Release
from dashboard.words import count, is_seen, listed, lower_first, number, plural, rank_of, sentence_case, the

_KINDS_TOLD = 2
_GOOD_SCORE = 90

Piece = str | tuple[str, Way] | None


def sentences(release: Release, code: str) -> tuple[Sentence, ...]:
    """Readiness, movement, accessibility, initiatives and barriers of a country."""
    found = score(release, code)
    return (
        _readiness(release, code, found),
        _movement(release, code, found),
        _accessibility(release, code),
        _initiatives(release, code),
        _barriers(release, code),
    )


def _readiness(release: Release, code: str, found: Score | None) -> Sentence:
    name = names(release, code).in_sentence
    if found is None:
        return sentence(f"No readiness index held here scores {name}, so no rank can be given.")
    row, way = found.row, ways.scores(found.choice)
    scored = (f"{number(row['value'], found.decimals)} of {row['max']:g}", way)
    where = f"the {row['index_name']} {row['edition']}"
    if row["rank"] is None:
        return sentence(f"{sentence_case(name)} scores ", scored, f" in {where}, which gives it no rank.")
    return sentence(
        f"{sentence_case(name)} ranks ",
        (rank_of(row["rank"], row["rank_of"], row["is_tied"]), way),
        f" in {where} with ",
        scored,
        *_in_region(row, names(release, code).region_label, way),
        *_close(row, way),
        ".",
    )


def _in_region(row: dict[str, Any], region: str, way: Way) -> tuple[Piece, ...]:
    if row["region_rank"] is None:
        return ()
    place = rank_of(row["region_rank"], row["region_rank_of"], row["region_is_tied"])
    return (" and ", (place, way), f" in {region}")


def _close(row: dict[str, Any], way: Way) -> tuple[Piece, ...]:
    """Which ranks lie so close that their order says little."""
    if row.get("band_points") is None:
        return ()
    within = closeness.points(row["band_points"])
    if row["band_count"] == 1:
        return ("; no other country lies within ", (within, way))
    if row["band_first_rank"] == row["band_last_rank"]:
        others = plural(row["band_count"] - 1, "other country has", "other countries have")
        return ("; ", (others, way), f" a score within {within}")
    return ("; the ranks from ", (closeness.span(row), way), f" lie within {within}")


def _movement(release: Release, code: str, found: Score | None) -> Sentence:
    """How the score moved between the editions that may be compared, and whether the newest is one of them."""
    if found is None:
        return sentence("How its readiness changed over time is not known either.")
    moved = comparable(release, code)
    if not moved:
        return sentence("No change over time can be given, because no two comparable editions score it.")
    first, last = moved[0], moved[-1]
    way = ways.scores(replace(found.choice, edition=last["edition"]))
    newest = readiness.editions(release, found.choice.index)[0].edition
    cut = _is_cut(release, found.choice.index, last["edition"], newest)
    return sentence(
        f"From {first['edition']} to {last['edition']} its score ",
        *_change(first["value"], last["value"], found.decimals, way),
        f"; the {newest} edition cannot be compared with these" if cut else None,
        ".",
    )


def _change(start: float, end: float, decimals: int, way: Way) -> tuple[Piece, ...]:
    by = number(abs(end - start), decimals)
    ends = (number(start, decimals), way), (number(end, decimals), way)
    if not is_seen(by):
        return ("stayed at ", ends[0])
    verb = "rose" if end > start else "fell"
    return (f"{verb} by ", (f"{by} points", way), ", from ", ends[0], " to ", ends[1])


def _is_cut(release: Release, index: str, edition: str, newest: str) -> bool:
    """Whether a hard break lies between an edition and the newest one."""
    segments = {each.edition: each.segment for each in readiness.editions(release, index)}
    return segments[edition] != segments[newest]


def _accessibility(release: Release, code: str) -> Sentence:
    audits = overview.audit_standing(release, code)
    if audits:
        return _tested(audits[0], code)
    held = overview.audit_holdings(release, code)
    if held["methods"]:
        one, sources = held["figure_count"] == 1, plural(held["source_count"], "source")
        return sentence(
            "Of its public websites ",
            (plural(held["figure_count"], "audit figure"), ways.country(code)),
            f" {'is' if one else 'are'} held from {sources}, but no scores of single sites.",
        )
    asked = CountryChoice(code, ways.SCHEME)
    if own_audits.findings(release, code).num_rows:
        return sentence("Of its public websites only ", ("own audits are held", ways.country(code)), ".")
    if part := as_part(release, asked):
        sites, one = plural(part["host_count"], "public website"), part["host_count"] == 1
        return sentence(
            "Of it ",
            (sites, ways.audits(part["whole_country_code"])),
            f" {'is' if one else 'are'} counted with {the(part['whole_country'])}, and no other audit is held.",
        )
    alone = " of it alone" if joint(release, asked) else ""
    return sentence(
        f"Whether people can use its public websites is not known: no audit{alone} is held",
        *_listed_sites(held["listed_site_count"], code),
        ".",
    )


def _tested(audit: Any, code: str) -> Sentence:
    share = (f"{number(audit['share_ge90_pct'], 0)}%", ways.audits(code))
    sites = (plural(audit["host_count"], "public website"), ways.audits(code))
    return sentence(
        "Of ", sites, f" tested by a tool in {audit['audited_year']}, ", share,
        f" scored {_GOOD_SCORE} or more of 100.",
    )  # fmt: skip


def _listed_sites(quantity: int, code: str) -> tuple[Piece, ...]:
    if not quantity:
        return ()
    are = "is" if quantity == 1 else "are"
    return (", though ", (plural(quantity, "site"), ways.country(code)), f" {are} listed to be tested")


def _initiatives(release: Release, code: str) -> Sentence:
    kinds = overview.initiative_counts(release, code)
    reach = country.reach(release, code)
    plan = "a national AI strategy is listed" if reach.strategy_count else "no national AI strategy is listed"
    if not kinds:
        return sentence(f"No source held here names an initiative; {plan}.")
    total = sum(kind["initiative_count"] for kind in kinds)
    told = [
        plural(kind["initiative_count"], kind_in_sentence(kind["label"]), kind_in_sentence(kind["label_plural"]))
        for kind in kinds[:_KINDS_TOLD]
    ]
    way = ways.initiatives(code)
    if len(kinds) == 1:
        return sentence((told[0], way), f" {'is' if total == 1 else 'are'} on record; {plan}.")
    among = ", among them " if len(kinds) > _KINDS_TOLD else ": "
    return sentence((plural(total, "initiative"), way), f" are on record{among}", (listed(told), way), f"; {plan}.")


def _barriers(release: Release, code: str) -> Sentence:
    categories = overview.challenge_counts(release, code)
    if not categories:
        return _no_challenge(release, code)
    most, way = categories[0], ways.studies(code)
    studies = plural(most["all_study_count"], "study names", "studies name")
    challenges = plural(most["all_challenge_count"], "challenge")
    leads = len(categories) > 1 and most["category"] and most["challenge_count"] > categories[1]["challenge_count"]
    return sentence(
        (f"{studies} {challenges}", way),
        f" that {'stand' if most['all_challenge_count'] > 1 else 'stands'} in the way",
        f"; the largest group, {lower_first(most['category'])}, has " if leads else None,
        (count(most["challenge_count"]), way) if leads else None,
        ".",
    )


def _no_challenge(release: Release, code: str) -> Sentence:
    own = sum(study.country_code == code for study in literature.studies(release).values())
    if own:
        told = plural(own, "study is", "studies are")
        return sentence((f"{told} about it", ways.studies(code)), ", but none names what stands in the way.")
    return sentence("What stands in the way is not known: no study held here is about it.")
