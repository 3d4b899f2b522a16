"""What changed between two releases in what one view shows: read from both, never written down.

A view is a page with every parameter. It is read from each release without a reader, and the numbers of its figures
are put beside each other, row by row.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from dashboard.figure import Figure
from dashboard.kept import kept
from dashboard.menu import Entry
from dashboard.reading import Reading, read_page
from dashboard.release import Release
from dashboard.words import listed, number, plural, rank

_log = logging.getLogger(__name__)

# Columns that say which row a number stands in; labels may be worded anew between releases.
_KEYS = (
    "country_code", "peer_code", "region_scheme", "region", "index_id", "edition", "from_edition", "to_edition",
    "measure_id", "metric_id", "method", "kind", "source_id", "study_id", "category_id", "challenge_id",
    "initiative_id", "host", "year", "start_year", "table_name", "register",
)  # fmt: skip
# Whose number stands in a row, in the order in which readers ask for it.
_NUMBERS = ("value", "rank", "region_rank", "mean", "median")
_MOST_TOLD = 3
_DATED = r"[?&]release=[^&]*"
_MOST_DIGITS = 9


@dataclass(frozen=True)
class Changes:
    """What is otherwise in another release.

    Attributes
    ----------
    finding : str
        What the title of the view says there; empty where it says the same.
    told : tuple of str
        The first numbers that differ, old and new.
    count : int
        How many rows differ in any number.
    others : tuple of str
        Titles of figures that differ in something else: rows, words, order.
    is_readable : bool
        Whether the other release can answer at all.
    """

    finding: str = ""
    told: tuple[str, ...] = ()
    count: int = 0
    others: tuple[str, ...] = ()
    is_readable: bool = True


Asked = tuple[tuple[str, tuple[str, ...]], ...]


@kept(maxsize=128)
def changes(entry: Entry, old: Release, new: Release, asked: Asked) -> Changes:
    """What a view says in one release and not in another.

    Parameters
    ----------
    entry : Entry
        The page.
    old, new : Release
        The release shown, and the one to hold beside it.
    asked : tuple of pairs
        Every parameter of the view with its values.

    Returns
    -------
    Changes
        The first differences, and how many there are.
    """
    parameters = dict(asked)
    try:
        before, after = read_page(entry, old, parameters), read_page(entry, new, parameters)
    except Exception:
        # Whatever stands in the way of reading it: the view itself must still be shown.
        _log.exception("The page %s could not be read from releases %s and %s", entry.name, old.id, new.id)
        return Changes(is_readable=False)
    if not _is_offered(parameters, before, after):
        return Changes(is_readable=False)
    now = {figure.name: figure for figure in after.figures}
    pairs = [(figure, now.pop(figure.name, None)) for figure in before.figures]
    rows, others = _differences(pairs, parameters)
    return Changes(
        finding="" if after.finding == before.finding else after.finding,
        told=rows[:_MOST_TOLD],
        count=len(rows),
        others=(*others, *(figure.title for figure in now.values())),
    )


def _is_offered(parameters: Mapping[str, tuple[str, ...]], before: Reading, after: Reading) -> bool:
    """Whether the other release offers every choice too; else its page would be one of other choices."""
    return all(
        value in after.options.get(name, ()) or value not in before.options.get(name, ())
        for name, values in parameters.items()
        for value in values
    )


def _differences(
    pairs: Sequence[tuple[Figure, Figure | None]], parameters: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Each row that differs, once, with its numbers, the chosen countries first; and what differs otherwise."""
    chosen = {code for name in ("country", "countries", "region") for code in parameters.get(name, ())}
    others = []
    # The map, the ranking and the table of a page show the same row: what changed in it counts once.
    found: dict[object, tuple[bool, str]] = {}
    for old, new in pairs:
        rows = [] if new is None else list(_differing(old, new, chosen))
        for what, is_chosen, text in rows:
            found.setdefault(what, (is_chosen, text))
        if not rows and (new is None or not _is_same(old, new)):
            others.append(old.title)
    return tuple(text for _, text in sorted(found.values(), key=lambda row: not row[0])), tuple(others)


def _is_same(old: Figure, new: Figure) -> bool:
    """Whether two figures hold the same rows; columns that only one release has are no difference."""
    before, after = _frame(old), _frame(new)
    shared = [name for name in old.file_columns if name in before.columns and name in after.columns]
    # The address of a view names the release it is of, which is no difference of the figures.
    undated = pl.selectors.string().str.replace(_DATED, "")
    return before.select(shared).with_columns(undated).equals(after.select(shared).with_columns(undated))


def _frame(figure: Figure) -> pl.DataFrame:
    frame = pl.from_arrow(figure.frame)
    assert isinstance(frame, pl.DataFrame)
    return frame


def _differing(old: Figure, new: Figure, chosen: set[str]) -> Iterator[tuple[object, bool, str]]:
    """Rows of one figure in which a number differs: what changed, whether it is of what was chosen, and its words."""
    before, after = _frame(old), _frame(new)
    keys = [name for name in _KEYS if name in before.columns and name in after.columns]
    numbers = [name for name in _NUMBERS if name in before.columns and name in after.columns]
    # Where the keys do not tell rows apart, nothing certain can be said of one.
    if not keys or not numbers or before.select(keys).is_duplicated().any() or after.select(keys).is_duplicated().any():
        return
    labels = [old.columns[0].name] if old.columns and old.columns[0].name in before.columns else []
    both = before.select(*keys, *numbers, *(pl.col(name).alias("label") for name in labels)).join(
        after.select(*keys, *(pl.col(name).alias(f"new {name}") for name in numbers)),
        on=keys, how="inner", nulls_equal=True, maintain_order="left",
    )  # fmt: skip
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"new {name}")) for name in numbers)
    decimals = next((column.decimals for column in old.columns if column.name == "value"), 1)
    for row in both.filter(differs).to_dicts():
        who = str(row.get("label") or row[keys[0]])
        pairs = [(name, row[name], row[f"new {name}"]) for name in numbers if row[name] != row[f"new {name}"]]
        told = "; ".join(_told(name, then, now, max(decimals, 1)) for name, then, now in pairs)
        year = f", {row['edition']}" if "edition" in keys else ""
        yield (who, pairs[0]), any(row[key] in chosen for key in keys), f"{who}{year}: {told}"


def _told(name: str, then: float | None, now: float | None, decimals: int) -> str:
    """``38.2 then, 39.1 now`` or ``rank 81st then, 80th now``."""
    if name.endswith("rank"):
        words = ["none" if value is None else rank(int(value)) for value in (then, now)]
        return f"{'rank' if name == 'rank' else 'rank in the region'} {words[0]} then, {words[1]} now"
    # As many digits as it takes to see the difference: two numbers that read the same would look like a mistake.
    pairs = ((number(then, digits), number(now, digits)) for digits in range(decimals, _MOST_DIGITS))
    old, new = next((pair for pair in pairs if pair[0] != pair[1]), (str(then), str(now)))
    return f"{'' if name == 'value' else name + ' '}{old} then, {new} now"


def sentences(found: Changes) -> tuple[str, ...]:
    """What changed, in words.

    Parameters
    ----------
    found : Changes
        Differences between the release shown and the newest one.
    """
    if not found.is_readable:
        return ("The newest release does not hold what this link shows.",)
    if not found.finding and not found.count and not found.others:
        return ("The figures of this view are the same there.",)
    said = [f"There the title reads: \u201c{found.finding}\u201d."] if found.finding else []
    if found.told:
        said.append(f"Changed since: {'. '.join(found.told)}.")
    if found.count > len(found.told):
        said.append(f"{plural(found.count - len(found.told), 'more row')} of this view changed.")
    if found.others:
        named = listed([f"\u201c{title}\u201d" for title in found.others[:_MOST_TOLD]])
        more = f" and {len(found.others) - _MOST_TOLD} more" if len(found.others) > _MOST_TOLD else ""
        said.append(f"Rows, words or their order changed in {named}{more}.")
    return tuple(said)
