-- Kinds of initiatives.
SELECT kind, label, label_plural
FROM initiative_kind
ORDER BY label_plural
