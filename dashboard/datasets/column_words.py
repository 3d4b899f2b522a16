"""What columns hold that are not in a table of the release under the same name."""

from collections.abc import Mapping
from types import MappingProxyType

COLUMN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "country_code": "Country, as ISO 3166-1 alpha-3 code.",
        "country": "Short English name of the country.",
        "measure": "Name of the measure.",
        "index": "Full name of the index.",
        "category": "Name of the category.",
        "kind_label": "Name of the kind.",
        "region_scheme": "Scheme of the region; empty for the world.",
        "region_rank": "Rank within the region; empty for the world.",
        "region_rank_of": "Countries ranked within the region.",
        "region_is_tied": "Whether another country of the region holds the same rank.",
        "best_country": "Name of the best-ranked member.",
        "worst_country": "Name of the worst-ranked member.",
        "register": "latest, or the source that is an earlier edition of a register.",
        "possible_duplicate_of": "Other rows that may be the same; all are kept.",
        "source_address": "Page that the row is from.",
        "release_id": "Id of the release, to be given as release.",
        "is_current": "Whether it is the newest, which answers where no release is named.",
        "database_sha256": "SHA-256 of the release's database.",
        "database_bytes": "Size of the release's database.",
        "table_count": "Tables of the release.",
        "row_count": "Rows of all its tables together.",
        "dataset": "Dataset that differs.",
        "change": "changed, added or removed.",
        "row": "Key of the row: the values of the dataset's key columns.",
        "column": "Column that changed; empty where a whole row was added or removed.",
        "old": "Value in the earlier release; of a removed row, every column as JSON.",
        "new": "Value in the later release; of an added row, every column as JSON.",
        "from_release": "Earlier release.",
        "to_release": "Later release.",
        "source": "Who publishes the figure, and in what.",
        "source_url": "Address of the source.",
        "origin": "Where this release has it from: bundle, snapshot (an official file that was fetched) or own.",
        "retrieved_on": "Day it was retrieved from its publisher; empty: not recorded.",
        "source_check": "How the figure is known to be the publisher's: read from the official file, compared or compiled.",
        "source_sha256": "SHA-256 of the official file that was read or compared; empty: none was.",
        "licence": "Licence of the source; respect it when you pass the figure on.",
        "release": "Release of the atlas that the row is from.",
    }
)
