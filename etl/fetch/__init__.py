"""Official files from their publishers into ``data/snapshots``; the only place that asks the network anything.

Nothing of an answer is believed: hosts and addresses are checked before each hop, bytes are counted after they are
unpacked, the clock is our own, and a file is judged by its bytes. A snapshot counts from the moment its receipt is
renamed into place, so whatever goes wrong before leaves the former one.
"""

from etl.fetch.by_hand import place
from etl.fetch.offline import snapshots_at_hand
from etl.fetch.outcome import Outcome, Summary
from etl.fetch.policy import Policy
from etl.fetch.run import fetch

__all__ = ["Outcome", "Policy", "Summary", "fetch", "place", "snapshots_at_hand"]
