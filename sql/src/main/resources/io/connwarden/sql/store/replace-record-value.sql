-- Replaces the value of a pending record that is too large for its topic.
UPDATE outbox SET value = :value WHERE id = :id AND sent_at IS NULL
