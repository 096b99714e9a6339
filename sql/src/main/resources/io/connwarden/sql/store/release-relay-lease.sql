-- Releases the lease of the outbox relay, so that another process can acquire it at once.
DELETE FROM outbox_relay WHERE owner = :owner
