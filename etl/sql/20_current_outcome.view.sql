-- Outcomes of the newest audit of each page; few pages have earlier ones, so those are taken away.
SELECT o.*
FROM audit_outcome o
ANTI JOIN (SELECT source_id, engine, host, page_url, audited_on FROM audit_outcome_page WHERE audit_count > 1) p
  ON o.source_id = p.source_id AND o.engine = p.engine AND o.host = p.host
  AND o.page_url IS NOT DISTINCT FROM p.page_url AND o.audited_on IS DISTINCT FROM p.audited_on
