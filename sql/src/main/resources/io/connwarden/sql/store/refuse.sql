-- Sets a record aside that the brokers will never take, so that those behind it can go.
UPDATE outbox SET refused = :why WHERE id = :id
