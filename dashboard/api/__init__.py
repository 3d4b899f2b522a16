"""HTTP routes beside the pages, served by the same process."""

from dashboard.api.access import SCRIPT
from dashboard.api.figures import FIGURES
from dashboard.api.files import FILES
from dashboard.api.robots import ROBOTS, SITEMAP
from dashboard.api.statement import STATEMENT

#: Every route of ours, for ``st.App``.
ROUTES = (FIGURES, FILES, SCRIPT, ROBOTS, SITEMAP, STATEMENT)

__all__ = ["ROUTES"]
