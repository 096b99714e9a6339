-- Inserts a record into the outbox.
INSERT INTO outbox (topic, key, headers, value) VALUES (:topic, :key, :headers::pg_catalog.jsonb, :value)
