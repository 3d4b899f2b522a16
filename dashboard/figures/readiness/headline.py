"""The finding of the readiness page, by rule."""

from dashboard.figures import closeness
from dashboard.figures.breaks import cautions
from dashboard.figures.frames import row_of
from dashboard.figures.readiness.choice import KEPT, Choice, context, scored
from dashboard.kept import kept
from dashboard.release import Release
from dashboard.words import count, plural, rank_of


@kept(maxsize=KEPT)
def headline(release: Release, choice: Choice) -> tuple[str, str]:
    """The finding of the page and the line under it."""
    known = context(release, choice)
    frame = scored(release, choice.of_all)
    found = row_of(frame, choice.country)
    on = "" if known.measure.level == "total" else f" on {known.measure.label}"
    if found is None:
        finding = f"{known.country} has no figure{on} in the {known.edition.short_name} {choice.edition}"
    elif found["rank"] is None:
        finding = f"{known.country}{on}: {count(found['value'])} in {choice.edition}, not ranked"
    else:
        place = rank_of(found["rank"], found["rank_of"], found["is_tied"])
        finding = f"{known.country} ranks {place}{on} in {choice.edition}"
        if found["is_member"]:
            inside = rank_of(found["region_rank"], found["region_rank_of"], found["region_is_tied"])
            finding += f", {inside} in {known.region}"
    said = [f"{known.measured}. {plural(frame.height, 'country', 'countries')} scored."]
    if found is not None:
        said += [closeness.told(found), closeness.published(found)]
    said += cautions(release, choice.index, choice.edition)
    return finding, " ".join(filter(None, said))
