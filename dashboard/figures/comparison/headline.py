"""The finding of the comparison, by rule."""

from dashboard.figures import breaks
from dashboard.figures.comparison.choice import KEPT, Choice, Context, drawn_totals, known, name_of, row_of
from dashboard.kept import kept
from dashboard.queries.cuts import Row
from dashboard.release import Release
from dashboard.words import listed, number, plural, rank, rank_of


@kept(maxsize=KEPT)
def headline(release: Release, choice: Choice) -> tuple[str, str]:
    """The finding of the page and the line under it."""
    if not choice.countries:
        return (
            "Choose up to eight countries to compare",
            "The first one chosen is compared with the others. The list of countries is above.",
        )
    seen = known(release, choice)
    totals = drawn_totals(release, choice)
    scored = {row["country_code"] for row in totals}
    missing = [name_of(release, code) for code in choice.countries if code not in scored]
    said = [f"{seen.measured}."]
    if missing:
        said.append(f"No figure published for {listed(missing)}.")
    return _finding(totals, choice, seen), " ".join([*said, *breaks.cautions(release, choice.index, choice.edition)])


def _finding(totals: tuple[Row, ...], choice: Choice, seen: Context) -> str:
    where = f"in the {seen.edition.short_name} {choice.edition}"
    if not totals:
        return f"None of these countries has a figure {where}"
    own = row_of(totals, choice.first)
    leader = totals[0]
    best = f"{leader['country']} scores highest with {number(leader['value'], seen.decimals)}"
    if own is None:
        return f"{seen.country} has no figure {where}; of the others {best}"
    if len(totals) == 1:
        return (
            f"{seen.country} scores {number(own['value'], seen.decimals)} {where}, "
            f"{rank_of(own['rank'], own['rank_of'], own['is_tied'])}"
        )
    if own["rank"] == leader["rank"]:
        return _leading(totals, choice, seen)
    ahead = sum(row["rank"] is not None and row["rank"] < own["rank"] for row in totals)
    is_shared = sum(row["rank"] == own["rank"] for row in totals) > 1
    return (
        f"{seen.country} is {rank(ahead + 1, is_shared)} of {plural(len(totals), 'country', 'countries')} "
        f"compared in {choice.edition} with {number(own['value'], seen.decimals)}; {best}"
    )


def _leading(totals: tuple[Row, ...], choice: Choice, seen: Context) -> str:
    """The finding where the first country is first of all."""
    own = row_of(totals, choice.first)
    assert own is not None
    rest = [row for row in totals if row["country_code"] != choice.first]
    second = rest[0]
    told = (
        f"{seen.country} scores highest of {plural(len(totals), 'country', 'countries')} compared in "
        f"{choice.edition} with {number(own['value'], seen.decimals)}"
    )
    if second["rank"] == own["rank"]:
        level = [row["country"] for row in rest if row["rank"] == own["rank"]]
        return f"{told}, level with {listed(level)}"
    return f"{told}; {second['country']} follows with {number(second['value'], seen.decimals)}"
