-- From edition to edition: may the series be crossed?
SELECT from_edition, to_edition, kind, reason
FROM edition_step
WHERE index_id = $index
ORDER BY from_edition
