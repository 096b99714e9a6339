-- Marks a record as rejected by Kafka, so that it no longer blocks the records after it.
UPDATE outbox SET rejected_reason = :reason WHERE id = :id
