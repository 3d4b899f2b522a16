"""Audits that whoever runs this atlas made themselves: asked for one country, from a table made for that."""

import pyarrow as pa

from dashboard.queries.statements import answer
from dashboard.release import Release


def findings(release: Release, country: str) -> pa.Table:
    """Rules that failed and success criteria that were tested, each with its source, tool and days.

    An audit of which there is nothing to tell has one row without a ``kind``.
    """
    return answer(release, "own_audits", country_code=country)
