"""HTTP routes beside the pages, served by the same process."""

from dashboard.api.figures import FIGURES
from dashboard.api.files import FILES

#: Every route of ours, for ``st.App``.
ROUTES = (FIGURES, FILES)

__all__ = ["ROUTES"]
