"""Fetch many files: several hosts at once, each host politely, and no failure stops the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from etl.errors import AtlasError, FetchError, UsageError
from etl.fetch.destinations import authority
from etl.fetch.file import Job, fetch_file
from etl.fetch.network import Network
from etl.fetch.outcome import Outcome, Summary, plain
from etl.fetch.policy import Policy
from etl.fetch.progress import NoBars, Progress
from etl.fetch.store import remove_empty_folders, snapshots_lock
from etl.metadata.catalogue import Catalogue
from etl.metadata.source_folders import read_sources

Say = Callable[[str], None]
SNAPSHOTS = "snapshots"


def known_jobs(catalogue: Catalogue, wanted: Sequence[str], *, is_again: bool = False) -> list[Job]:
    """Official files that are asked for.

    Parameters
    ----------
    catalogue : Catalogue
        Every source.
    wanted : sequence of str
        ``source`` or ``source/file``; none stands for all.
    is_again : bool
        Whether to download what the publisher would say is unchanged.

    Raises
    ------
    UsageError
        Something is asked for that no source declares.
    """
    jobs = [
        Job(source, file, is_again)
        for source in catalogue.values()
        for file in source.official_files
        if file.path is None
    ]
    unknown = [name for name in wanted if not any(name in (job.name, job.source.id) for job in jobs)]
    if unknown:
        known = ", ".join(dict.fromkeys(job.source.id for job in jobs)) or "none"
        raise UsageError(
            f"No official file is declared as {', '.join(unknown)}. Sources with official files: {known}. "
            "Name a source, or one file as source/edition or source/file."
        )
    return [job for job in jobs if not wanted or job.name in wanted or job.source.id in wanted]


def _by_host(jobs: Iterable[Job]) -> list[list[Job]]:
    groups: defaultdict[str, list[Job]] = defaultdict(list)
    for job in jobs:
        try:
            groups[authority(job.file.url or "")].append(job)
        except FetchError:  # told when its turn comes
            groups[""].append(job)
    return list(groups.values())


def _outcome(job: Job, snapshots: Path, network: Network, say: Say, progress: Progress) -> Outcome:
    try:
        with progress.of(job.name) as on_bytes:
            return fetch_file(job, snapshots, network, lambda line: say(plain(f"{job.name}: {line}")), on_bytes)
    except AtlasError as error:
        return Outcome(job.name, "failed", plain(str(error)))
    except OSError as error:
        return Outcome(job.name, "failed", f"could not be written: {error.strerror or error}")
    except Exception as error:  # whatever it is, the other files are to come
        return Outcome(job.name, "failed", plain(f"unexpected {type(error).__name__}: {error}"))


def fetch(
    data_dir: Path,
    wanted: Sequence[str] = (),
    policy: Policy | None = None,
    say: Say = lambda line: None,
    *,
    is_again: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Fetch official files into ``data_dir/snapshots``.

    Parameters
    ----------
    data_dir : pathlib.Path
        The folder with ``figures/`` and perhaps ``own/``.
    wanted : sequence of str
        ``source`` or ``source/file``; none stands for every file with an address.
    policy : Policy, optional
        Limits and allowed addresses.
    say : callable
        Takes a line per file done.
    is_again : bool
        Download what the publisher would say is unchanged, too.
    progress : Progress, optional
        Shows how far each file is.

    Returns
    -------
    Summary
        What became of each file.

    Raises
    ------
    UsageError
        Something is asked for that no source declares.
    FetchRunningError
        Another fetch is running.
    PublishError
        The snapshots folder cannot be written.
    """
    jobs = known_jobs(read_sources(data_dir), wanted, is_again=is_again)
    found = {job.name: Outcome(job.name, "skipped", "no address is known") for job in jobs if not job.file.url}
    snapshots, network, told = data_dir / SNAPSHOTS, Network(policy or Policy()), Lock()

    def tell(line: str) -> None:
        with told:
            say(line)

    def ask(group: Sequence[Job]) -> None:
        for job in group:
            found[job.name] = _outcome(job, snapshots, network, tell, progress or NoBars())
            tell(str(found[job.name]))

    with snapshots_lock(snapshots), ThreadPoolExecutor(network.policy.hosts_at_once) as pool:
        try:
            list(pool.map(ask, _by_host(job for job in jobs if job.file.url)))
        except BaseException:
            network.interrupt()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        remove_empty_folders(snapshots)
    return Summary(tuple(found[job.name] for job in jobs))
