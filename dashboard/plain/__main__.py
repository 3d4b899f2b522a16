"""Build the plain pages of the release that serves: ``python -m dashboard.plain``.

Exit codes: 0 built, or built before; 1 no release is there; 4 the pages could not be written. The server makes a page
that was not built when it is asked for, so nothing is missing meanwhile.
"""

import sys
import time

from dashboard.errors import NoReleaseError
from dashboard.plain import built
from dashboard.release import current
from dashboard.words import file_size, plural


def main() -> int:
    """Build, and say what was built."""
    started = time.monotonic()
    try:
        release = current()
        count, largest = built.build(release)
    except NoReleaseError as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    except OSError as problem:
        sys.stderr.write(f"The plain pages could not be written: {problem}\n")
        return 4
    took = time.monotonic() - started
    said = f"{plural(count, 'plain page')}, at most {file_size(largest)} compressed, in {took:.0f} s"
    sys.stdout.write(f"Release {release.id}: {said if count else 'its plain pages are there'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
