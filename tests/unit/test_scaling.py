"""What is said of growth is what the results of the benchmarks say."""

from benchmarks import scaling


def test_the_document_says_what_the_results_say():
    wanted = "Run python -m benchmarks.scaling: the results have changed"
    assert scaling.DOCUMENT.read_text(encoding="utf-8") == scaling.document(), wanted


def test_cost_grows_in_a_straight_line():
    rows = [
        [cell.strip().replace(",", "") for cell in row.split("|")[1:-1]] for row in scaling._runs()["rows"].split("\n")
    ]
    seconds_a_visit = {round(float(seconds) / float(visits), 2) for visits, seconds, *_ in rows}
    assert len(seconds_a_visit) == 1
    # As many replicas as keep each core as busy as planned in the busiest hour, and no fewer than one.
    for _, _, _, peak, replicas in rows:
        assert int(replicas) == 1 or float(peak) / int(replicas) <= scaling.BUSY_SHARE + 0.01


def test_what_was_not_measured_is_said_to_be_so(monkeypatch):
    monkeypatch.setattr(scaling, "_found", lambda name, limit: None)
    assert scaling.document().count("Not measured yet") == 2
