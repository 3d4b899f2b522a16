"""The commands of releases that travel: ``publish`` and ``follow``."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from etl.errors import UsageError
from etl.release.publish import KEPT_RELEASES
from etl.travel.receive import follow
from etl.travel.rounds import go_on
from etl.travel.send import send
from etl.travel.store import Store, open_store

Say = Callable[[str], None]

#: Where releases are published, for machines on which it is not said with every command.
STORE = "ATLAS_STORE"


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds <= 86_400:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds from 1 to 86400")
    return seconds


def _add_store(command: argparse.ArgumentParser, option: str) -> None:
    command.add_argument(
        option, dest="store", default=os.environ.get(STORE, ""), metavar="ADDRESS",
        help=f"s3://bucket/folder, or any address of fsspec (default: {STORE})",
    )  # fmt: skip
    command.add_argument("--endpoint-url", metavar="URL", help="an S3 store other than Amazon's (or: AWS_ENDPOINT_URL)")


def add_commands(commands: Any, at_least_one: Callable[[str], int]) -> None:
    """Add both commands to those of the write side.

    Parameters
    ----------
    commands : argparse subparsers
        Where they belong.
    at_least_one : callable
        Reads a whole number from 1.
    """
    publishing = commands.add_parser("publish", help="send a release to a store, from which other machines follow")
    publishing.add_argument("release", nargs="?", default="current", help="a release id (default: the current one)")
    _add_store(publishing, "--to")
    publishing.add_argument("--again", action="store_true", help="send files that lie in the store already, too")
    following = commands.add_parser("follow", help="bring what was published to a store, and switch to it")
    _add_store(following, "--from")
    rhythm = following.add_mutually_exclusive_group()
    rhythm.add_argument("--every", type=_seconds, default=60.0, metavar="SECONDS", help="look so often (default: 60)")
    rhythm.add_argument("--once", action="store_true", help="look once and end")
    following.add_argument(
        "--keep", type=at_least_one, default=KEPT_RELEASES, metavar="N",
        help=f"how many releases stay (default: {KEPT_RELEASES})",
    )  # fmt: skip


def _opened(options: argparse.Namespace, option: str) -> Store:
    if not options.store:
        raise UsageError(f"Say where the store is, with {option} or {STORE}, such as s3://bucket/folder")
    return open_store(options.store, options.endpoint_url)


def run_publish(options: argparse.Namespace, releases: Path, say: Say) -> None:
    """Publish a release."""
    store = _opened(options, "--to")
    sent = send(store, releases, options.release, say, is_again=options.again)
    did = "names" if sent.is_moved else "named already and goes on naming"
    say(f"sent {sent.file_count} files, {sent.byte_count / 1e6:,.1f} MB; the pointer {did} release {sent.release_id}")


def run_follow(options: argparse.Namespace, releases: Path, say: Say, complain: Say) -> None:
    """Follow a store, once or until stopped; what is wrong meanwhile is told to ``complain``."""
    store = _opened(options, "--from")

    def follow_once(is_quiet: bool = False) -> None:
        found = follow(store, releases, say, options.keep)
        match found.outcome:
            case "arrived":
                say(f"release {found.release_id} arrived and serves now: {found.byte_count / 1e6:,.1f} MB")
            case "restored":
                say(f"release {found.release_id} was here and serves again")
            case "unchanged" if not is_quiet:
                say(f"nothing changed: release {found.release_id} goes on serving")

    if options.once:
        follow_once()
    else:
        say(f"following {store.address} every {options.every:g} s")
        go_on(lambda: follow_once(is_quiet=True), options.every, complain)
