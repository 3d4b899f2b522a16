"""Read a question out of an address, and say everything that is wrong with it at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.datasets.dataset import Dataset, Filters
from dashboard.datasets.faults import Fault, QuestionError, shortened
from dashboard.datasets.kept import release_of
from dashboard.datasets.parameter import COMMON, EXTENTS, KEPT, LATEST, MOST_ROWS, MOST_VALUES, Parameter
from dashboard.datasets.together import misfits
from dashboard.release import Release

Pairs = Sequence[tuple[str, str]]
_MOST_PAIRS = 1000


@dataclass(frozen=True)
class Question:
    """A question that is understood.

    Attributes
    ----------
    dataset : Dataset
        What is asked for.
    release : Release
        Which release answers.
    asked : tuple of (str, tuple of str)
        What each filter was set to, defaults too; nothing for those left open.
    is_full : bool
        Whether all rows are wanted, whatever the filters say.
    limit : int, optional
        At most so many rows.
    offset : int
        Rows to leave out.
    """

    dataset: Dataset
    release: Release
    asked: tuple[tuple[str, tuple[str, ...]], ...]
    is_full: bool
    limit: int | None
    offset: int

    @property
    def filters(self) -> Filters:
        """Each filter as its statement takes it."""
        asked = {} if self.is_full else dict(self.asked)
        return {found.name: _bound(found, asked.get(found.name, ())) for found in self.dataset.parameters}


def _bound(parameter: Parameter, values: tuple[str, ...]) -> tuple[str, ...] | str | None:
    if not values or set(values) & set(parameter.opens):
        return None
    return values if parameter.is_many else values[0]


def read_question(dataset: Dataset, pairs: Pairs) -> Question:
    """The question that the parameters of an address ask.

    Parameters
    ----------
    dataset : Dataset
        What is asked for.
    pairs : sequence of (str, str)
        Names and values, as often as they stand in the address.

    Raises
    ------
    QuestionError
        It holds everything that is wrong.
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs[:_MOST_PAIRS]:
        given.setdefault(name, []).append(value)
    release = release_of(_single(given, "release", LATEST))
    faults = [*_unknown(dataset, given), *_common_faults(given), *_value_faults(dataset, release, given)]
    if len(pairs) > _MOST_PAIRS:
        faults.append(Fault("", "", f"At most {_MOST_PAIRS} values can be understood in one address."))
    if faults:
        raise QuestionError(faults)
    asked = tuple((found.name, _values(found, given)) for found in dataset.parameters)
    is_full = _single(given, "extent", EXTENTS[0]) == "full"
    limit = int(given["limit"][0]) if "limit" in given else None
    question = Question(dataset, release, asked, is_full, limit, int(_single(given, "offset", "0")))
    if absent := [] if is_full else list(misfits(release, dataset, question.filters)):
        raise QuestionError(absent)
    return question


def _single(given: Mapping[str, Sequence[str]], name: str, default: str) -> str:
    return given[name][0] if given.get(name) else default


def _values(parameter: Parameter, given: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """What a filter is set to; empty values, as addresses of pages write them, leave it open."""
    if parameter.name not in given:
        return parameter.default
    # A character that is no text is found in no name, and DuckDB need not be asked what it makes of it.
    stripped = (value if parameter.codes else value.replace("\0", "").strip() for value in given[parameter.name])
    return tuple(dict.fromkeys(value for value in stripped if value))


def _unknown(dataset: Dataset, given: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    known = tuple(found.name for found in dataset.parameters) + tuple(COMMON)
    for name in given:
        if name not in known:
            yield Fault(shortened(name), "", f"{dataset.name} has no parameter \u201c{shortened(name)}\u201d.", known)


def _whole_number(text: str, least: int, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 12 and least <= int(text) <= most


def _common_faults(given: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    for name in COMMON:
        if len(given.get(name, ())) > 1:
            yield Fault(name, "", f"{name} can be given once.")
    if (extent := _single(given, "extent", EXTENTS[0])) not in EXTENTS:
        yield Fault("extent", shortened(extent), "extent is filtered or full.", EXTENTS)
    for name, least in (("limit", 1), ("offset", 0)):
        text = _single(given, name, str(least))
        if not _whole_number(text, least, MOST_ROWS if name == "limit" else 10**9):
            most = f" to {MOST_ROWS}" if name == "limit" else " up"
            yield Fault(name, shortened(text), f"{name} is a whole number from {least}{most}.")


def _value_faults(dataset: Dataset, release: Release, given: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    for parameter in dataset.parameters:
        values = given.get(parameter.name, ())
        if len(values) > 1 and not parameter.is_many:
            yield Fault(parameter.name, "", f"{parameter.name} can be given once.")
        if len(values) > MOST_VALUES:
            yield Fault(parameter.name, "", f"{parameter.name} can be given at most {MOST_VALUES} times.")
            continue
        allowed = parameter.allowed(release)
        for value in dict.fromkeys(values):
            if fault := _value_fault(parameter, value, tuple(allowed)):
                yield fault


def _value_fault(parameter: Parameter, value: str, allowed: tuple[str, ...]) -> Fault | None:
    told = shortened(value)
    is_release = parameter.codes == KEPT
    # An empty value leaves a filter open; a release cannot be left open, only left out.
    if allowed and value not in allowed and (value or is_release):
        detail = f"{parameter.name} has no value \u201c{told}\u201d."
        return Fault(parameter.name, told, detail, allowed, is_absent=is_release and bool(value))
    if not allowed and len(value) > parameter.longest:
        return Fault(parameter.name, told, f"{parameter.name} is at most {parameter.longest} characters long.")
    return None
