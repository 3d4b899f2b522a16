"""Filters of datasets: the names and codes that the addresses of pages use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from dashboard.datasets.kept import manifests
from dashboard.queries import interface
from dashboard.release import Release

#: The whole dataset, whatever the filters say, or the rows that they leave.
EXTENTS = ("filtered", "full")
MOST_ROWS = 1_000_000
#: How often one filter may be given.
MOST_VALUES = 100
LONGEST_TEXT = 80
#: The codes of a parameter that takes the id of a release.
KEPT = "kept release"
#: Name of the newest release, or edition, in addresses.
LATEST = "latest"


@dataclass(frozen=True)
class Parameter:
    """One filter.

    Attributes
    ----------
    name : str
        Name in the address.
    description : str
        What it chooses.
    codes : str
        Which codes of the release it takes; empty where it takes words.
    beside : mapping of str to str
        Codes that it takes beside those, with their labels.
    opens : tuple of str
        Codes by which pages leave the filter open.
    default : tuple of str
        What is chosen where the address does not say; nothing leaves the filter open.
    longest : int
        How long words may be.
    is_many : bool
        Whether it may be given several times.
    """

    name: str
    description: str
    codes: str = ""
    beside: Mapping[str, str] = field(default_factory=dict, hash=False)
    opens: tuple[str, ...] = ()
    default: tuple[str, ...] = ()
    longest: int = LONGEST_TEXT
    is_many: bool = True

    def allowed(self, release: Release) -> Mapping[str, str]:
        """Code to label of everything that it takes; empty where it takes words."""
        if self.codes == KEPT:
            return MappingProxyType({LATEST: "The newest", **dict.fromkeys(manifests(), "Kept")})
        return _allowed(release, self)


@lru_cache(maxsize=256)
def _allowed(release: Release, parameter: Parameter) -> Mapping[str, str]:
    if not parameter.codes:
        return MappingProxyType(dict(parameter.beside))
    open_codes = dict.fromkeys(parameter.opens, "Every row")
    return MappingProxyType({**parameter.beside, **open_codes, **interface.codes(release, parameter.codes)})


_LATEST = MappingProxyType({LATEST: "The newest edition of each index"})
_UNDATED = MappingProxyType({"undated": "No year is stated"})
_ALL = ("all",)

INDEX = Parameter("index", "Readiness index.", "index")
EDITION = Parameter("edition", "Edition, as the year it is named after, or latest.", "edition", _LATEST)
MEASURE = Parameter("measure", "Measure: total, or a pillar, dimension or indicator.", "measure")
COUNTRY = Parameter("country", "Country, as ISO 3166-1 alpha-3 code.", "country", opens=_ALL)
SCHEME = Parameter("scheme", "Way to draw regions; without a region it chooses nothing here.", "scheme")
REGION = Parameter("region", "Countries of this region.", "region", opens=("world",))
METHOD = Parameter("method", "How the audit measured.", "method")
METRIC = Parameter("metric", "What the audit measured.", "metric")
LEVEL = Parameter("level", "What the audit figure is about.", "level")
OUTCOME = Parameter(
    "outcome", "What the tool found of the rule, in the words of EARL (W3C).",
    beside=MappingProxyType({code: code for code in ("passed", "failed", "inapplicable", "cantTell", "untested")}),
)  # fmt: skip
AUDIT_YEAR = Parameter("year", "Year of the audit, or undated.", "audit_year", _UNDATED)
KIND = Parameter("kind", "Kind of initiative.", "kind", opens=_ALL)
STATUS = Parameter("status", "Status of the initiative.", "status", opens=_ALL)
START_YEAR = Parameter("year", "Year begun, or undated.", "start_year", _UNDATED, opens=_ALL)
REGISTER = Parameter(
    "register", "The latest editions of registers, or one earlier edition.", "register",
    MappingProxyType({LATEST: "Latest editions"}), default=(LATEST,),
)  # fmt: skip
ORGANISATION = Parameter(
    "organisation", "Organisation that leads it, exactly as written.", opens=_ALL, longest=300
)  # fmt: skip
STUDY = Parameter("study", "Study that names the challenge.", "study")
STUDY_COUNTRY = Parameter("study_country", "Country that the study is about.", "study_country", opens=_ALL)
CATEGORY = Parameter("category", "Category of the challenge.", "category", opens=_ALL)
FAMILY = Parameter("family", "Subject of the source.", "family", opens=_ALL)
SOURCE = Parameter("source", "Source of the row.", "source", opens=("none",))
WORDS = Parameter("q", "Words to be found in names; upper and lower case are one.", is_many=False)

#: What every dataset understands beside its filters, with what it means.
COMMON: Mapping[str, str] = MappingProxyType(
    {
        "release": "Release to answer from: the id of one that is kept, or latest.",
        "extent": "filtered: the rows that the filters leave; full: the whole dataset, whatever the filters say.",
        "limit": "At most so many rows. The header Link then names the next ones.",
        "offset": "Rows to leave out before the first one.",
    }
)
