"""Official files of accessibility figures replace the bundled figures that they speak for, and no others."""

from pathlib import Path

from etl.__main__ import main
from etl.release.releases import DATABASE, current_id
from etl.release.verify import open_read_only
from tests.unit.placed import place_snapshot
from tests.unit.tiny_data import write_tiny_data

BLOCK = """
[[files]]
id = "pakistan"
parser = "page_scores"
format = "csv"
url = "https://example.org/pakistan.csv"
tables = ["audit_result"]

[files.layout]
country = "PAK"
country_column = "country"
host_column = "host"
page_column = "page"
score_column = "score"
maximum = 1
points = 100
decimals = 1
failed_status = "failed_run_suspected"

[files.layout.row]
audited_from = "2025"
audited_to = "2025"
date_precision = "year"
tool = "Lighthouse"
metric_id = "lh_site_score"
sample_unit = "pages"
level = "site"
is_derived = "true"
"""
PAGES = """\
country,host,page,score
Pakistan,a.gov.pk,https://a.gov.pk/,0.91
Pakistan,b.gov.pk,https://b.gov.pk/,1
Pakistan,new.gov.pk,https://new.gov.pk/,0.5
"""


def test_hosts_keep_their_numbers_and_other_countries_stay(tmp_path: Path) -> None:
    data = write_tiny_data(tmp_path / "data")
    with (data / "figures/hosts/source.toml").open("a") as file:
        file.write(BLOCK)
    place_snapshot(data, "hosts", "pakistan", {"pakistan.csv": PAGES.encode()})

    assert main(["--data-dir", str(data), "build"]) == 0

    release_id = current_id(data / "releases")
    assert release_id
    with open_read_only(data / "releases" / release_id / DATABASE) as connection:
        rows = connection.execute("SELECT audit_id, url_or_host, value FROM audit_result ORDER BY 2").fetchall()
        told = connection.execute(
            "SELECT origin, row_count, evidence FROM figure_file WHERE table_name = 'audit_result'"
        ).fetchall()
    assert rows[:2] == [("a1", "a.gov.pk", 91.0), ("a2", "b.gov.pk", 100.0)]
    assert rows[2] == ("a4", "d.gov.in", 84.9), "c.gov.pk is no longer published; India is in no file"
    assert (rows[3][0][0], rows[3][1:]) == ("k", ("new.gov.pk", 50.0))
    assert told == [("snapshot", 4, "partly")]
