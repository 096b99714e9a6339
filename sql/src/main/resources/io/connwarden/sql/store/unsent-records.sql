-- The pending outbox records of a topic with the lowest ids, up to a total size of their values, at least one record.
SELECT id, topic, key, headers::pg_catalog.text AS headers, value
FROM (SELECT *,
             pg_catalog.sum(pg_catalog.octet_length(value)) OVER (ORDER BY id) - pg_catalog.octet_length(value)
                 AS bytes_before
      FROM (SELECT id, topic, key, headers, value
            FROM outbox
            WHERE topic = :topic AND sent_at IS NULL AND rejected_reason IS NULL
            ORDER BY id
            LIMIT :maxRecords) first_records) sized
WHERE bytes_before < :maxBytes
ORDER BY id
