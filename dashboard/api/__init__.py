"""HTTP routes beside the pages, served by the same process."""

from dashboard.api.about import ABOUT_ROUTES, REST
from dashboard.api.assets import ASSETS
from dashboard.api.briefs import BRIEFS
from dashboard.api.datasets import DATASET_ROUTES
from dashboard.api.figures import FIGURES
from dashboard.api.plain import PLAIN, PLAIN_PAGE
from dashboard.api.robots import ROBOTS, SITEMAP
from dashboard.api.statement import STATEMENT
from dashboard.api.tables import FORMER_TABLE, TABLE

#: The data API; the last route answers whatever else is asked below it.
DATA_API = (*ABOUT_ROUTES, *DATASET_ROUTES, TABLE, REST)

#: Every route of ours, for ``st.App``.
ROUTES = (*DATA_API, FORMER_TABLE, FIGURES, BRIEFS, *ASSETS, PLAIN, PLAIN_PAGE, ROBOTS, SITEMAP, STATEMENT)

__all__ = ["DATA_API", "ROUTES"]
