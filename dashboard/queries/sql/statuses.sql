-- What each status of a figure means.
SELECT status, label, explanation, is_drawn
FROM status
ORDER BY status
