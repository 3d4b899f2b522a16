"""The read side of the atlas: queries, charts, figures, components and exports over a published release."""

import os

# The frames of a page are small: handing them to a pool of threads costs more than it saves. Polars reads this once,
# when it is imported; whoever has set it knows better.
os.environ.setdefault("POLARS_MAX_THREADS", "1")
