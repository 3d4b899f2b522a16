"""Open links of random views cold, as somebody else does, and see whether they show the same figures.

    .venv/bin/python -m benchmarks.links

The long form of tests/pages/test_links.py: random filters of every page, chosen after another page has been visited,
against the real server on the current release. Takes some minutes. Writes benchmarks/results/links.json.
"""

import asyncio
import json
import random
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from dashboard.menu import ENTRIES, Entry
from dashboard.reading import read_page
from dashboard.release import Release, current, data_folder
from tests.pages.dated import copied, shown
from tests.sessions import Session, served

_VIEWS = 400
_SEED = 20261122
_MOST_CHOICES = 5
_RESULT = Path(__file__).parent / "results" / "links.json"


def _choices(rng: random.Random, release: Release, page: Entry) -> dict[str, list[str]]:
    """Some filters of a page with values that it offers; later ones may depend on earlier ones."""
    asked: dict[str, list[str]] = {}
    for _ in range(rng.randint(0, _MOST_CHOICES)):
        offered = {name: codes for name, codes in read_page(page, release, asked).options.items() if codes}
        if not offered:
            break
        parameter = rng.choice(sorted(offered))
        count = rng.randint(1, 4) if parameter == "countries" else 1
        asked[parameter] = rng.sample(offered[parameter], min(count, len(offered[parameter])))
    return asked


async def _differs(address: str, country: str, page: Entry, asked: dict[str, list[str]]) -> str:
    """The link of a view that does not show the same to somebody else; empty where it does."""
    async with Session(address) as tab:
        await tab.run("", f"country={country}")
        warm = await tab.run(page.address, urlencode(asked, doseq=True))
    link = copied(warm)
    parts = urlsplit(link)
    async with Session(address) as tab:
        cold = await tab.run(parts.path.rsplit("/", 1)[-1], parts.query)
    return "" if shown(cold) == shown(warm) and copied(cold) == link else link


def _measure(address: str, release: Release) -> dict[str, object]:
    rng = random.Random(_SEED)
    countries = read_page(ENTRIES[0], release, {}).options["country"]
    seen: Counter[str] = Counter()
    wrong = []
    for at in range(_VIEWS):
        page = ENTRIES[at % len(ENTRIES)]
        seen[page.name] += 1
        asked = _choices(rng, release, page)
        if found := asyncio.run(_differs(address, rng.choice(countries), page, asked)):
            wrong.append(found)
            print(f"differs: {found}")
    return {"views": _VIEWS, "views_by_page": dict(seen), "differing": len(wrong), "links_that_differ": wrong}


def main() -> None:
    """Open them all and write the result."""
    log = data_folder() / "releases" / "links.log"
    with served(data_folder(), log=log) as (address, _):
        result = _measure(address, current())
    log.unlink(missing_ok=True)
    _RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(f"{result['views']} views, {result['differing']} differ")


if __name__ == "__main__":
    main()
