-- Every status of a figure, what it means, and how many figures have it.
SELECT s.status, s.label, s.explanation, s.is_drawn,
       (SELECT count(*)::INTEGER FROM score x WHERE x.status = s.status) AS score_count,
       (SELECT count(*)::INTEGER FROM audit_result x WHERE x.status = s.status) AS audit_count
FROM status s
ORDER BY s.status <> 'normal', s.label
