"""Command line of the write side.

Exit codes: 0 done or nothing changed; 1 the figures violate the contract; 2 wrong use; 3 another build or fetch is
running; 4 the release or the folder of snapshots could not be written (disk full, no permission), and what was there
stays; 5 the release is built and serves, but official files at hand were refused and what was published before stands
in their place; 6 some official files could not be fetched or stored; 7 none could, and their snapshots stay; 8 the
store of releases cannot be reached, or refuses; 9 what lies in the store is not whole, not what was published or not
for this code, and the release that is here goes on serving; 130 stopped by the keyboard.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.adopt import adopt
from etl.build import build
from etl.diff import compare, release_file, report, write_csv
from etl.document import DOCUMENT, release_document
from etl.errors import AtlasError
from etl.fetch import Policy, fetch, place, snapshots_at_hand
from etl.fetch.progress import Bars
from etl.freeze import freeze
from etl.inputs import read_inputs
from etl.outcomes.origin import with_bulk
from etl.release.publish import KEPT_RELEASES
from etl.rules.classification_check import classification_lines
from etl.rules.frozen import FROZEN
from etl.schema import read_schema
from etl.travel.commands import add_commands, run_follow, run_publish

DATA_DIR = Path(__file__).resolve().parent.parent / "data"

#: Exit code of a build that left official files out.
REFUSED = 5


def _at_least_one(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m etl", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data-dir", type=Path, default=DATA_DIR, help="folder with figures/ and reference/")
    parser.add_argument("--releases-dir", type=Path, help="where releases are kept (default: <data-dir>/releases)")
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="build a release and make it the current one")
    building.add_argument("--force", action="store_true", help="build even when nothing changed")
    building.add_argument(
        "--keep", type=_at_least_one, default=KEPT_RELEASES, metavar="N",
        help=f"how many releases stay; links to older ones show the newest (default: {KEPT_RELEASES})",
    )  # fmt: skip
    fetching = commands.add_parser("fetch", help="fetch official files from their publishers")
    fetching.add_argument("wanted", nargs="*", metavar="source[/edition]", help="what to fetch (default: everything)")
    fetching.add_argument("--offline", action="store_true", help="ask nobody; say what is there, and of when")
    fetching.add_argument("--again", action="store_true", help="download what the publisher calls unchanged, too")
    fetching.add_argument("--deadline", type=float, metavar="SECONDS", help="time for one file (default: 600)")
    placing = commands.add_parser("place", help="keep an official file that was downloaded by hand")
    placing.add_argument("name", metavar="source/edition")
    placing.add_argument("files", nargs="+", type=Path, metavar="FILE", help="the file, or all its pages in order")
    placing.add_argument(
        "--retrieved-on", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD", help="day of the download"
    )
    commands.add_parser("check", help="check the figures against the contract, without building")
    differing = commands.add_parser("diff", help="list what changed between two releases")
    differing.add_argument("old", help="a release id, 'current' or a folder")
    differing.add_argument("new", help="a release id, 'current' or a folder")
    differing.add_argument("--csv", type=Path, metavar="FILE", help="write every change into a CSV file too")
    adopting = commands.add_parser("adopt", help="take fetched figures into data/figures, to review and commit")
    adopting.add_argument("name", metavar="source[/edition]")
    freezing = commands.add_parser("freeze", help="freeze what the bundle holds as what every later copy must hold")
    freezing.add_argument("sources", nargs="*", metavar="source", help="default: all with an official file")
    add_commands(commands, _at_least_one)
    commands.add_parser("document", help="write docs/release.md from schema.toml")
    return parser


def _report_refused(refused: Sequence[str]) -> int:
    if not refused:
        return 0
    print("Official files that are not used; what was published before stands:", file=sys.stderr)
    for reason in refused:
        print(f"- {reason}", file=sys.stderr)
    return REFUSED


def _clocked() -> Callable[[str], None]:
    started = time.monotonic()

    def say(line: str) -> None:
        print(f"{time.monotonic() - started:6.1f} s  {line}", flush=True)

    return say


def _build(options: argparse.Namespace, releases: Path) -> int:
    say = _clocked()
    result = build(options.data_dir, releases, say, force=options.force, keep=options.keep)
    match result.outcome:
        case "built":
            say(f"release {result.release_id} serves now: {result.row_count:,} rows")
        case "restored":
            say(f"release {result.release_id} was built from the same inputs before and serves again")
        case "unchanged":
            say(f"nothing changed: release {result.release_id} goes on serving (--force builds anyway)")
    return _report_refused(result.refused)


def _fetch(options: argparse.Namespace) -> int:
    if options.offline:
        for line in snapshots_at_hand(options.data_dir, options.wanted):
            print(line)
        return 0
    policy = Policy() if options.deadline is None else Policy(deadline_s=options.deadline)
    progress = Bars() if sys.stderr.isatty() else None

    def say(line: str) -> None:
        if progress:
            progress.say(line)
        else:
            print(line, flush=True)

    summary = fetch(options.data_dir, options.wanted, policy, say, is_again=options.again, progress=progress)
    print("\n".join(summary.lines()))
    return summary.exit_code


def _check(options: argparse.Namespace) -> int:
    schema = read_schema()
    inputs = read_inputs(options.data_dir, schema)
    with TemporaryDirectory() as workspace:
        inputs, bulk = with_bulk(options.data_dir, schema, inputs, Path(workspace))
    classified = classification_lines(options.data_dir, inputs.catalogue)
    for line in (*inputs.used.summary(), *bulk.summary(), *classified):
        print(line)
    print(f"{inputs.row_count + bulk.row_count:,} rows of {len(inputs.catalogue)} sources keep the contract.")
    refusals = (*inputs.used.refusals, *bulk.refusals)
    return _report_refused([str(violation) for found in refusals for violation in found.violations])


def _diff(options: argparse.Namespace, releases: Path) -> None:
    schema = read_schema()
    changes = compare(release_file(releases, options.old), release_file(releases, options.new), schema)
    for line in report(changes, schema):
        print(line)
    if options.csv:
        write_csv(changes, options.csv)


def _adopt(options: argparse.Namespace) -> None:
    for path in adopt(options.data_dir, read_schema(), options.name):
        print(f"wrote {path.relative_to(options.data_dir)}")
    print("Review the change (git diff), check, build and commit it.")


def _freeze(options: argparse.Namespace) -> None:
    frozen = freeze(options.data_dir, read_schema(), options.sources)
    print(f"wrote reference/{FROZEN} of {len(frozen)} sources; review the change (git diff).")


def _document() -> None:
    DOCUMENT.write_text(release_document(read_schema()), encoding="utf-8")
    print(f"wrote {DOCUMENT.name}")


def _run(options: argparse.Namespace, releases: Path) -> int:
    match options.command:
        case "build":
            return _build(options, releases)
        case "fetch":
            return _fetch(options)
        case "place":
            print(place(options.data_dir, options.name, options.files, options.retrieved_on))
        case "check":
            return _check(options)
        case "diff":
            _diff(options, releases)
        case "adopt":
            _adopt(options)
        case "freeze":
            _freeze(options)
        case "publish":
            run_publish(options, releases, _clocked())
        case "follow":
            run_follow(options, releases, _clocked(), lambda line: print(line, file=sys.stderr, flush=True))
        case "document":
            _document()
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Arguments after the program's name; by default those of the process.

    Returns
    -------
    int
        The exit code.
    """
    options = _parser().parse_args(arguments)
    try:
        exit_code = _run(options, options.releases_dir or options.data_dir / "releases")
        sys.stdout.flush()
    except AtlasError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("Stopped; what was there before stays.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read the lines has seen enough, as `head` does; the interpreter must not try to write the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return exit_code


if __name__ == "__main__":
    sys.exit(main())
