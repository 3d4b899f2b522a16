"""Fetch from a server on loopback in a process of its own, for those who stop it at any moment.

``python -m tests.fetch_child <data folder> <certificates> [deadline in seconds]``
"""

import sys
from pathlib import Path

from etl.fetch import fetch
from tests.servers import loopback_policy

if __name__ == "__main__":
    data_dir, ca_bundle, *deadline = sys.argv[1:]
    limits = {"deadline_s": float(deadline[0])} if deadline else {}
    try:
        summary = fetch(Path(data_dir), (), loopback_policy(ca_bundle, **limits), lambda line: None)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(summary.exit_code)
